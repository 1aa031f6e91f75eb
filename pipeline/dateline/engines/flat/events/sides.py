"""The side of a fight that its clause leaves out, where the document leaves no doubt who it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.engines.events.fronts import Camp, Fronts
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.events.repulses import FRONT
from dateline.engines.flat.actors.anaphora import GROUPS, implied
from dateline.engines.flat.events.leaders import Leaders
from dateline.engines.flat.events.lexicon import Sense
from dateline.engines.flat.events.losing import Losing
from dateline.engines.flat.events.meetings import Meetings
from dateline.engines.flat.events.muster import LEAST, Muster
from dateline.engines.flat.events.wars import between_whom, boxed
from dateline.engines.flat.scene import Scene
from dateline.layers import Actor, ActorMention, Argument, Event, Role, in_sentences

FACED = (":with", ":to")  # how the rules end of those whom others fight
SAID = frozenset({"name", "acronym", "nominal"})  # how somebody is mentioned whom the text itself calls
TWO = 0.6  # share of the armed mentions that two sides must hold for the war to be theirs
ALONE = 0.8  # share that they must hold where no act of the one against the other is told
LESSER = 0.33  # of the greater side's mentions, those that the lesser must have then
OFTEN = 2  # times that a side must be told to take or attack places, and more often than any other
STATE_KINDS = frozenset({"government", "police"})
UNITS = STATE_KINDS | {"military"}
REBELS = ("rebel_group", "jihadist_group")
AIRSTRIKE, ATTACK, KILLING = "airstrike", "attack", "killing"
MOSTLY = 3  # times as often as any other a side must be told to take places for nameless forces to be its
REACH = 6  # sentences back that the last attack may lie whose sides a loss of a place takes over


class Sides:
    """Completes the events of one document."""

    def __init__(
        self, scene: Scene, behaviour: Behaviour, senses: Sequence[Sense], home: str | None = None
    ) -> None:
        """`home`: the ISO code of the country that fights with itself, if it is such a war."""
        self.behaviour = behaviour
        self._losers = {sense.id for sense in senses if sense.losers}
        self._warring = {sense.id for sense in senses if sense.war}
        self._scene, self._muster = scene, Muster(scene)
        self._side, self._by_side = self._muster.side, self._muster.by_side
        self._beaten = {sense.id for sense in senses if sense.beaten}
        self._allying = scene.view.syntax.markers["allying"]
        state = f"state:{home}".lower()
        self._state = state if len(self._by_side.get(state, ())) >= LEAST else None
        self._rebels = {self._side(m.actor) for m in scene.actors if m.actor.kind in REBELS}
        self._listed: set[str] = set()  # the sides that the box lists, as far as the text speaks of them
        self._box = self._boxed(scene)
        self._main: tuple[str, str] | None = None
        self._camps: tuple[Camp, Camp] | None = None
        self._fronts = Fronts()
        self._at_war = False
        two = between_whom(scene, self._side)
        self._defined = two if two and self._by_side.keys() >= set(two) else None
        self._last: Event | None = None
        self._fought: Event | None = None  # the last fight told
        self._taker: str | None = None  # the side that takes most
        self._mostly = False  # whether it takes by far most
        self._bomber: ActorMention | None = None  # the only one who strikes from the air
        self._meetings = Meetings(scene, self._muster)
        self._losing = Losing(scene, scene.doc.lang_, self._side)

    def complete(self, events: Sequence[Event]) -> list[Event]:
        """The events, in their order, with the sides that they lack."""
        self._muster.lead(Leaders(self._scene, self._side).sides(events))
        self._oppose(events)
        if not self._at_war and self._muster.call_up():
            self._oppose(events)
        events = self._losing.completed(events, named=True)
        return self._losing.completed(self._all_completed(events), named=False)

    def _oppose(self, events: Sequence[Event]) -> None:
        """Find out who stands against whom, by what the events tell."""
        told = [self._as_told(_apart(event)) for event in events]
        self._fronts = Fronts.of(told, self.behaviour.two_sided, self.behaviour.helping, self._side)
        fighting = {
            self._side(a.mention.actor)
            for e in events
            if e.type in self.behaviour.two_sided
            for a in e.arguments
        }
        counts = {name: n for name, n in self._muster.counts().items() if name in fighting}
        self._camps = self._box or self._fronts.camps(counts)
        self._main = (self._camps[0][0], self._camps[1][0]) if self._camps else self._two()
        if self._listed and self._listed.isdisjoint(self._main or ()):
            self._main = self._camps = None  # the war is not between these two
        if self._defined and self._camps is None:
            self._main = self._defined
        self._at_war = self._camps is not None or (
            self._main is not None
            and (
                self._main == self._defined
                or self._fronts.opposed(*self._main)
                or self._at_home(self._main)
                or self._alone(self._main)
                or any(self._between(event) for event in events)
            )
        )
        self._camps = self._camps or (((self._main[0],), (self._main[1],)) if self._main else None)

    def _as_told(self, event: Event) -> Event:
        """What an event says of who stands against whom: to declare war is as to attack, allies act together."""
        if event.sense in self._warring:
            return replace(event, type=ATTACK)
        trigger = self._scene.view.text[event.start : event.end]
        if event.type in self.behaviour.peace and any(word in trigger for word in self._allying):
            arguments = (replace(a, role="initiator") for a in event.arguments if a.role == "party")
            return replace(event, arguments=tuple(arguments))
        return event

    def _all_completed(self, events: Sequence[Event]) -> list[Event]:
        takers = Counter(
            self._side(a.mention.actor)
            for event in events
            for a in event.arguments
            if event.type in self.behaviour.taking
            and a.role == "initiator"
            and a.mention.actor.id not in self._muster.led
            and self._side(a.mention.actor) in self._by_side
        )
        top = [*takers.most_common(2), ("", 0), ("", 0)]
        self._mostly = top[0][1] >= MOSTLY * max(top[1][1], 1)
        self._taker = top[0][0] if top[0][1] > top[1][1] and top[0][1] >= OFTEN else None
        bombers = {
            self._side(a.mention.actor): a.mention
            for event in events
            if event.type == AIRSTRIKE
            for a in event.arguments
            if a.role == "initiator" and a.mention.actor.id not in self._muster.led
            if self._side(a.mention.actor) in self._by_side
        }
        self._bomber = next(iter(bombers.values())) if len(bombers) == 1 else None
        out = []
        for event in map(self._completed, events):
            initiators = [a for a in event.arguments if a.role == "initiator"]
            if event.type in self.behaviour.taking and initiators:
                self._last = event
            if event.type in self.behaviour.level:
                self._fought = event
            out.append(event)
        return out

    def _alone(self, two: tuple[str, str]) -> bool:
        """Whether hardly anybody else under arms is spoken of, and they do no more together than against each other."""
        counts = self._muster.counts()
        lesser, greater = sorted(counts[name] for name in two)
        held = lesser + greater >= ALONE * counts.total() and lesser >= LESSER * greater
        return held and self._fronts.joined[two] <= self._fronts.hostile[two]

    def _at_home(self, two: tuple[str, str]) -> bool:
        """Whether these are the state that fights with itself and rebels."""
        return self._state in two and any(name in self._rebels for name in two)

    def _between(self, event: Event) -> bool:
        """Whether the two sides declare war on each other, or make or break peace."""
        sides = {self._side(a.mention.actor) for a in event.arguments}
        return event.type in self.behaviour.peace and self._main is not None and sides.issuperset(self._main)

    def _completed(self, event: Event) -> Event:
        if event.sense in self._beaten:
            return self._captured(event)
        if event.type in self.behaviour.meetings:
            return self._meetings.completed(event, self._main) if self._main and self._at_war else event
        if event.type not in self.behaviour.two_sided:
            return event
        if event.sense in self._losers:
            return self._fall(event)
        sides = {self._side(a.mention.actor) for a in event.arguments if _acts(a.mention.actor)}
        roles = {a.role for a in event.arguments}
        if event.type in self.behaviour.level:
            if not event.arguments and self._at_war:
                for name in self._main or ():
                    event = self._with(event, "party", name)
                return event
            faced = any(a.rule.endswith(FACED) for a in event.arguments)
            return self._against(event, sides, "party") if len(sides) == 1 and not faced else event
        if event.type == AIRSTRIKE and "initiator" not in roles and self._bomber is not None:
            mention = self._bomber
            if self._side(mention.actor) not in sides:
                given = Argument("initiator", implied(mention), self._rule(event))
                event = replace(event, arguments=(*event.arguments, given))
            return event
        if event.type in self.behaviour.distant:
            return event  # fire from afar hits what its clause says
        if "initiator" in roles and "target" not in roles:
            doers = {self._side(a.mention.actor) for a in event.arguments if a.role == "initiator"}
            return self._against(event, doers & sides, "target")
        if roles == {"target"}:
            return self._against(event, sides, "initiator")
        return event

    def _captured(self, event: Event) -> Event:
        """Who is taken or falls is so by his foe; where that is not known, taken by those who attacked just before."""
        sides = {self._side(a.mention.actor) for a in event.arguments if _acts(a.mention.actor)}
        if not sides or {a.role for a in event.arguments} != {"target"}:
            return event
        foe, last = self._foe(sides, event), self._last
        known = any(sides <= set(camp) for camp in self._camps or ())
        late = last is None or event.sentence - last.sentence > 1
        if foe is not None and (known or late):
            return self._with(event, "initiator", foe) if known or event.type != KILLING else event
        if last is None or late or event.type == KILLING:
            return event
        own = {a.mention.actor.id for a in event.arguments}
        takers = [a.mention for a in last.arguments if a.role == "initiator"]
        if any(m.actor.id in own for m in takers):
            return event
        given = tuple(Argument("initiator", implied(m), self._rule(event)) for m in takers)
        return replace(event, arguments=(*event.arguments, *given))

    def _against(self, event: Event, sides: set[str], role: Role) -> Event:
        if (rival := self._rival(sides, event)) is not None:
            given = Argument(role, implied(rival), self._rule(event))
            return replace(event, arguments=(*event.arguments, given))
        foe = self._foe(sides, event)
        return event if foe is None else self._with(event, role, foe)

    def _rival(self, sides: set[str], event: Event) -> ActorMention | None:
        """The only one whom these have just fought in the same sentence ("A beat B, and the towns fell to A")."""
        fought = self._fought
        if fought is None or fought.sentence != event.sentence or fought.time.value != event.time.value:
            return None
        parties = [a.mention for a in fought.arguments if a.role == "party" and a.mention.via in SAID]
        own = [m for m in parties if self._side(m.actor) in sides]
        others = [m for m in parties if self._side(m.actor) not in sides]
        return others[0] if own and len(others) == 1 else None

    def _fall(self, event: Event) -> Event:
        """A place falls to those who attacked last, in the war of two to one of them."""
        roles = {a.role for a in event.arguments}
        last = self._last
        near = last is not None and "target" not in roles and self._just_there(last, event)
        there = self._doers(last, event) if last is not None and near else ()
        known = {self._side(a.mention.actor) for a in there}
        if "initiator" not in roles and there and (self._taker is None or self._camp(known) is not None):
            event = replace(event, arguments=(*event.arguments, *there))
        elif "initiator" not in roles and self._taker is not None:
            event = self._with(event, "initiator", self._taker)
        elif "initiator" not in roles and last is not None and event.sentence - last.sentence <= REACH:
            attackers = [
                a.mention
                for a in last.arguments
                if a.role == "initiator" and self._side(a.mention.actor) in (self._main or self._by_side)
            ]
            given = tuple(Argument("initiator", implied(m), self._rule(event)) for m in attackers)
            event = replace(event, arguments=(*event.arguments, *given))
        sides = {self._side(a.mention.actor) for a in event.arguments if a.role == "initiator"}
        if sides and "target" not in roles:
            return self._against(event, sides, "target")
        return event

    def _foe(self, sides: set[str], event: Event) -> str | None:
        """The side that stands against these."""
        if not sides or (len(sides) > 1 and self._camp(sides) is None):
            return None
        named = {name for name in sides - self._muster.nameless if not name.startswith("person:")}
        sides = named or sides
        if (here := self._foe_here(sides, event)) is not None:
            return here
        foe = self._fronts.foe(sides)
        if foe is not None and foe not in sides and foe in self._by_side:
            return foe
        if self._state is not None and sides <= self._rebels and self._state not in sides:
            return self._state  # rebels fight the state
        if not self._at_war or self._camps is None:
            return None
        own = self._camp(sides)
        if own is None and sides <= self._muster.nameless:
            own = self._of_kind(event)
        return None if own is None else self._foremost(1 - own)

    def _foe_here(self, sides: set[str], event: Event) -> str | None:
        """The only side of the other camp of which the sentence of an event speaks."""
        own = self._camp(sides) if self._at_war else None
        if own is None or self._camps is None:
            return None
        here = {
            name
            for name in self._camps[1 - own]
            if in_sentences(self._by_side.get(name), event.sentence, event.sentence)
        }
        return here.pop() if len(here) == 1 else None

    def _just_there(self, last: Event, event: Event) -> bool:
        """Whether the last attack was told in the same sentence, or lately of the same place."""
        same = last.place is not None and event.place is not None and self._place(last) == self._place(event)
        beside = last.sentence == event.sentence and (last.place is None or event.place is None)
        return beside or (same and event.sentence - last.sentence <= REACH)

    def _place(self, event: Event) -> str:
        return "" if event.place is None else self._scene.places[event.place].place.name

    def _doers(self, last: Event, event: Event) -> tuple[Argument, ...]:
        doers = (a.mention for a in last.arguments if a.role == "initiator")
        return tuple(Argument("initiator", implied(m), self._rule(event)) for m in doers)

    def _of_kind(self, event: Event) -> int | None:
        """Which camp forces without a name are of: in a war of a state with rebels by their kind, else the taker's."""
        kinds = {a.mention.actor.kind for a in event.arguments if self._muster.is_nameless(a.mention)}
        states = [any(name.startswith("state:") for name in camp) for camp in self._camps or ()]
        if states.count(True) == 1:
            if kinds <= STATE_KINDS or (kinds <= UNITS and self._numbered(event)):
                return states.index(True)
            return states.index(False) if kinds <= GROUPS else None
        taking = event.type in self.behaviour.taking and self._mostly
        return self._camp({self._taker}) if taking and self._taker else None

    def _numbered(self, event: Event) -> bool:
        """Whether numbered units act, which only the army of a state that fights with itself has."""
        nameless = [a.mention.actor for a in event.arguments if self._muster.is_nameless(a.mention)]
        at_home = self._state is not None and any(self._state in camp for camp in self._camps or ())
        return at_home and all(map(self._muster.is_unit, nameless))

    def _camp(self, sides: set[str]) -> int | None:
        """Which of the two camps these are of; those of no name by whom they fight elsewhere."""
        for i, camp in enumerate(self._camps or ()):
            if sides <= set(camp):
                return i
        if self._camps is None:
            return None
        if (own := self._rebelling(sides)) is not None:
            return own
        if not self._unknown(sides):
            return None
        foes = [
            i
            for i, camp in enumerate(self._camps)
            if any(self._fronts.opposed(s, m) for s in sides for m in camp)
        ]
        return 1 - foes[0] if len(foes) == 1 else None

    def _rebelling(self, sides: set[str]) -> int | None:
        """The camp of armed groups of the country of a state that fights such groups."""
        groups = [self._by_side[name][0].actor for name in sides if name in self._by_side]
        countries = {actor.country for actor in groups if actor.kind in GROUPS and actor.country}
        if len(countries) != 1 or len(groups) != len(sides):
            return None
        state = f"state:{countries.pop()}".lower()
        for i, camp in enumerate(self._camps or ()):
            if state in camp and (foe := self._foremost(1 - i)) is not None and foe.startswith("group:"):
                return 1 - i
        return None

    def _unknown(self, sides: set[str]) -> bool:
        """Whether these are persons, or units of an army that is not told."""
        return all(name in self._muster.nameless or name.startswith("person:") for name in sides)

    def _foremost(self, camp: int) -> str | None:
        """The side of a camp that is spoken of most."""
        assert self._camps is not None
        here = [name for name in self._camps[camp] if name in self._by_side]
        foes = self._camps[1 - camp]

        def weight(name: str) -> tuple[int, int]:
            return len(self._by_side[name]), sum(self._fronts.hostile[name, foe] for foe in foes)

        return max(here, key=weight, default=None)

    def _boxed(self, scene: Scene) -> tuple[Camp, Camp] | None:
        """The two camps that the box of the article lists, as far as the text speaks of them."""
        camps = boxed(scene, self._side, self._by_side)
        if camps is None:
            return None
        self._listed = {name for camp in camps for name in camp if name in self._by_side}
        return camps if all(self._listed & set(camp) for camp in camps) else None

    def _two(self) -> tuple[str, str] | None:
        """The two sides that most armed mentions are of; None if there are more."""
        counts = self._muster.counts()
        top = counts.most_common(2)
        if len(top) < 2 or top[1][1] < LEAST or top[0][1] + top[1][1] < TWO * counts.total():
            return None
        return top[0][0], top[1][0]

    def _with(self, event: Event, role: Role, name: str) -> Event:
        mention = self._muster.last_before(name, event)
        return replace(
            event, arguments=(*event.arguments, Argument(role, implied(mention), self._rule(event)))
        )

    def _rule(self, event: Event) -> str:
        return f"{event.sense}:{FRONT}"


def _apart(event: Event) -> Event:
    """An event without those of "both sides", who do the same and not together."""
    return replace(event, arguments=tuple(a for a in event.arguments if a.mention.via != "pronoun"))


def _acts(actor: Actor) -> bool:
    """Whether an actor stands on a side by itself: armed, or somebody who leads."""
    return actor.kind in ARMED_KINDS or (actor.kind == "person" and actor.id.startswith("person:"))
