"""The side of a fight that its clause leaves out, where the document leaves no doubt who it is."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.engines.events.fronts import Fronts, side
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.events.opponents import FRONT
from dateline.engines.flat.anaphora import implied
from dateline.engines.flat.scene import Scene
from dateline.layers import ActorMention, Argument, Event, Role

TWO = 0.6  # share of the armed mentions that two sides must hold for the war to be theirs
LEAST = 3  # mentions of each
OFTEN = 2  # times that a side must be told to take or attack places, and more often than any other
PEACE = ("declaration", "agreement", "negotiation", "breakdown")
TAKING = ("capture", "attack", "siege", "airstrike", "shelling")
REACH = 6  # sentences back that the last attack may lie whose sides a loss of a place takes over


class Sides:
    """Completes the events of one document."""

    def __init__(self, scene: Scene, behaviour: Behaviour, losers: frozenset[str]) -> None:
        self.behaviour = behaviour
        self._losers = losers
        self._by_side: dict[str, list[ActorMention]] = {}
        for mention in scene.actors:
            if mention.actor.kind in ARMED_KINDS and not _nameless(mention):
                self._by_side.setdefault(side(mention.actor), []).append(mention)
        self._main = self._two()
        self._fronts = Fronts()
        self._at_war = False
        self._last: Event | None = None
        self._taker: str | None = None  # the side that takes most

    def complete(self, events: Sequence[Event]) -> list[Event]:
        """The events, in their order, with the sides that they lack."""
        self._fronts = Fronts.of(events, self.behaviour.two_sided)
        self._at_war = self._main is not None and (
            self._fronts.opposed(*self._main) or any(self._between(event) for event in events)
        )
        takers = Counter(
            side(a.mention.actor)
            for event in events
            for a in event.arguments
            if event.type in TAKING and a.role == "initiator" and side(a.mention.actor) in self._by_side
        )
        top = [*takers.most_common(2), ("", 0), ("", 0)]
        self._taker = top[0][0] if top[0][1] > top[1][1] and top[0][1] >= OFTEN else None
        out = []
        for event in map(self._completed, events):
            initiators = [a for a in event.arguments if a.role == "initiator"]
            if event.type in TAKING and initiators:
                self._last = event
            out.append(event)
        return out

    def _between(self, event: Event) -> bool:
        """Whether the two sides declare war on each other, or make or break peace."""
        sides = {side(a.mention.actor) for a in event.arguments}
        return event.type in PEACE and self._main is not None and sides.issuperset(self._main)

    def _completed(self, event: Event) -> Event:
        if event.type not in self.behaviour.two_sided:
            return event
        if event.sense in self._losers:
            return self._fall(event)
        sides = {side(a.mention.actor) for a in event.arguments if a.mention.actor.kind in ARMED_KINDS}
        roles = {a.role for a in event.arguments}
        if event.type in self.behaviour.level:
            if not event.arguments and self._at_war:
                for name in self._main or ():
                    event = self._with(event, "party", name)
                return event
            return self._against(event, sides, "party") if len(sides) == 1 else event
        if "initiator" in roles and "target" not in roles:
            return self._against(event, sides, "target")
        if roles == {"target"}:
            return self._against(event, sides, "initiator")
        return event

    def _against(self, event: Event, sides: set[str], role: Role) -> Event:
        foe = self._foe(sides)
        return event if foe is None else self._with(event, role, foe)

    def _fall(self, event: Event) -> Event:
        """A place falls to those who attacked last, in the war of two to one of them."""
        roles = {a.role for a in event.arguments}
        last = self._last
        if "initiator" not in roles and self._taker is not None:
            event = self._with(event, "initiator", self._taker)
        elif "initiator" not in roles and last is not None and event.sentence - last.sentence <= REACH:
            attackers = [
                a.mention
                for a in last.arguments
                if a.role == "initiator" and side(a.mention.actor) in (self._main or self._by_side)
            ]
            given = tuple(Argument("initiator", implied(m), self._rule(event)) for m in attackers)
            event = replace(event, arguments=(*event.arguments, *given))
        sides = {side(a.mention.actor) for a in event.arguments if a.role == "initiator"}
        if sides and "target" not in roles:
            return self._against(event, sides, "target")
        return event

    def _foe(self, sides: set[str]) -> str | None:
        """The side that stands against these."""
        if len(sides) != 1:
            return None
        foe = self._fronts.foe(sides)
        if foe is not None and foe not in sides and foe in self._by_side:
            return foe
        own = next(iter(sides))
        if self._main is None or own not in self._main:
            return None
        other = next(s for s in self._main if s != own)
        return other if self._at_war else None

    def _two(self) -> tuple[str, str] | None:
        """The two sides that most armed mentions are of; None if there are more."""
        counts = Counter({name: len(found) for name, found in self._by_side.items()})
        top = counts.most_common(2)
        if len(top) < 2 or top[1][1] < LEAST or top[0][1] + top[1][1] < TWO * counts.total():
            return None
        return top[0][0], top[1][0]

    def _with(self, event: Event, role: Role, name: str) -> Event:
        mention = self._named(name, event)
        return replace(
            event, arguments=(*event.arguments, Argument(role, implied(mention), self._rule(event)))
        )

    def _rule(self, event: Event) -> str:
        return f"{event.sense}:{FRONT}"

    def _named(self, name: str, event: Event) -> ActorMention:
        """The last mention of a side's forces before an event, else its first."""
        found = self._by_side[name]
        forces = [m for m in found if m.actor.kind != "government"] or found
        at = bisect_left(forces, event.start, key=lambda m: m.start)
        return forces[max(at - 1, 0)]


def _nameless(mention: ActorMention) -> bool:
    """Whether an actor is no side by itself: a noun, or a unit or ship of an army that is not told."""
    space, _, slug = mention.actor.id.partition(":")
    return space == "generic" or (space == "military" and slug == mention.actor.name)
