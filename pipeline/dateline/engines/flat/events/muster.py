"""Who is under arms in a document: its mentions of armed actors, by the sides that they are of."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import ARMED_KINDS
from dateline.engines.flat.scene import Scene
from dateline.layers import Actor, ActorMention, Event

LEAST = 3  # mentions from which a side is one that the text keeps speaking of
WHOLE = 3  # times that a mention of a whole army counts, beside one of a unit of it, where its side is named


class Muster:
    """The sides of one document.

    `by_side` are their mentions, `led` the sides of those who lead one, `nameless` the forces that are no side by
    themselves.
    """

    def __init__(self, scene: Scene) -> None:
        self.by_side: dict[str, list[ActorMention]] = {}
        self.led: dict[str, str] = {}
        self._forces: dict[str, list[ActorMention]] = {}  # of a side, where they were asked for
        self._unsided: list[ActorMention] = []  # of forces that the text keeps naming and no state owns
        self._nouns = scene.view.syntax.markers["siding"]
        self._ordinals = scene.view.syntax.markers["ordinal"]
        self._called = self._repeated(scene)
        self._named_forces = Counter(m.actor.id for m in scene.actors if m.via == "name")
        for mention in scene.actors:
            if mention.actor.kind in ARMED_KINDS and not self.is_nameless(mention):
                self.by_side.setdefault(self.side(mention.actor), []).append(mention)
            elif self._is_named(mention.actor):
                self._unsided.append(mention)
        self.nameless = {self.side(m.actor) for m in scene.actors if self.is_nameless(m)}
        self.nameless -= self.by_side.keys()

    def lead(self, sides: Mapping[str, str]) -> None:
        """Say who leads which side; those of other sides than the document's lead none."""
        self.led = {person: own for person, own in sides.items() if own in self.by_side}

    def call_up(self) -> bool:
        """Count the forces that no state owns among the sides; whether there are any."""
        for mention in self._unsided:
            self.by_side.setdefault(self.side(mention.actor), []).append(mention)
            self.nameless.discard(self.side(mention.actor))
        self._forces.clear()
        return bool(self._unsided)

    def counts(self) -> Counter[str]:
        """How many mentions each side has."""
        return Counter({name: len(found) for name, found in self.by_side.items()})

    def side(self, actor: Actor) -> str:
        """The side of an actor; of a noun for forces the noun alone ("东北国军": "国军"), of a leader theirs."""
        if actor.id in self.led:
            return self.led[actor.id]
        space, _, slug = actor.id.partition(":")
        if space != "generic" or slug in self._nouns:
            return side(actor)
        ends = [noun for noun in self._nouns if slug.endswith(noun)]
        return f"generic:{max(ends, key=len)}" if ends else actor.id

    def _repeated(self, scene: Scene) -> frozenset[str]:
        """The nouns for forces by which the text keeps calling a side that it does not name ("叛军", "国军")."""
        generic = (m.actor for m in scene.actors if m.via == "nominal" and m.actor.id.startswith("generic:"))
        counts = Counter(self.side(actor) for actor in generic)
        return frozenset(
            name for name, n in counts.items() if n >= LEAST and name.partition(":")[2] in self._nouns
        )

    def is_nameless(self, mention: ActorMention) -> bool:
        """Whether an actor is no side by itself: a noun that is not what the text calls a side, a unit of no army."""
        space, _, slug = mention.actor.id.partition(":")
        if space == "generic":
            return self.side(mention.actor) not in self._called
        return space == "military" and slug == mention.actor.name

    def _is_named(self, actor: Actor) -> bool:
        """Whether a force of no known state may be a side: it has a name, no number, and the text keeps naming it."""
        alone = actor.id == f"military:{actor.name}" and actor.country is None
        return alone and self._named_forces[actor.id] >= LEAST and not self.is_unit(actor)

    def is_unit(self, actor: Actor) -> bool:
        """Whether an actor is a numbered unit, a part of an army."""
        return any(mark in actor.name for mark in self._ordinals)

    def last_before(self, name: str, event: Event) -> ActorMention:
        """The last mention of a side's forces before an event, else its first."""
        if name not in self._forces:
            self._forces[name] = self._forces_of(name)
        forces = self._forces[name]
        at = bisect_left(forces, event.start, key=lambda m: m.start)
        return forces[max(at - 1, 0)]

    def _forces_of(self, name: str) -> list[ActorMention]:
        """The mentions of a side's forces by the actor that it is most spoken of; of its government if it has none."""
        found = self.by_side[name]
        forces = [m for m in found if m.actor.kind not in ("government", "police")]
        forces = forces or [m for m in found if m.actor.id.startswith("state:")] or found
        counts = Counter(m.actor for m in forces)
        for actor in counts:
            counts[actor] *= 1 if self.is_unit(actor) else WHOLE
        most = max(counts.values())
        return [m for m in forces if counts[m.actor] == most]
