"""The other side of a fight, where the clause of the event leaves it out but its sentence names it.

"The rebels retook Homs after the army withdrew": the army is the target of the capture. Who stands against
whom is told by the events whose arguments are all spoken out; the rest is a matter of exactly one candidate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.repulses import FRONT, Repulses
from dateline.engines.events.takers import FIGHT_REACH
from dateline.engines.registry import Organ
from dateline.engines.syntax import Syntax, covering
from dateline.engines.time.calendar import day_of_iso
from dateline.engines.time.known_happenings import is_apart, named_years
from dateline.layers import ActorMention, Argument, Chronology, Event, Role

RULE = "opponent"
# How many sentences back a place may have been taken that is taken again.
RETAKEN_REACH = 10
# How many days lie between what is told and what a clause looks back on, if the foe may have been another.
YEARS = 3650
_FIGHTING = frozenset({"initiator", "target", "party"})


class Opponents(Repulses):
    """Completes the events of one document; made anew for each."""

    def __init__(self, doc: Doc, events: Sequence[Event], syntax: Syntax, behaviour: Behaviour) -> None:
        super().__init__(doc, events, syntax, behaviour)
        self.meetings = behaviour.meetings
        self.moving = behaviour.moving
        self.yielding = behaviour.yielding
        self._words = actor_lexicon(doc.lang_).words
        # The sides that fight or move, by the country where they do.
        self._on_soil: dict[str, set[str]] = defaultdict(set)
        self._years = named_years(doc._.chronology or Chronology((), (), ()))
        self._coups: list[tuple[int, str | None]] = []  # the sentences that tell one, and its country

    def complete(self, events: Iterable[Event]) -> list[Event]:
        """The events, in their order, with the sides that they lack, where the text leaves no doubt who that is."""
        events = list(events)
        self._told = {event.head: event for event in events}
        repulses = self._repulses(events)
        events = [self._met(event, repulses) for event in events]
        out = [event if self._is_of_another_war(event) else self._from_sentence(event) for event in events]
        self.sides.hear(out)
        fights = self.types | self.moving | self.yielding
        for event in (e for e in events if e.type in fights):
            sides = {self.sides.side(a.mention.actor) for a in event.arguments}
            self._on_soil[self._soil(event) or ""] |= sides
        self._winner = self._winning(out)
        self._coups = [
            (event.sentence, self._soil(event) or (event.land.country if event.land else None))
            for event in out
            if event.type in self.behaviour.falls
        ]
        return [event if self._is_of_another_war(event) else self._from_document(event) for event in out]

    def _is_of_another_war(self, event: Event) -> bool:
        """Whether its name says that it was in no year that the document tells of ("the Battle of Karbala")."""
        return event.time.named is not None and is_apart(event.time.value, self._years)

    def _from_sentence(self, event: Event) -> Event:
        """The event with the side that it lacks, if its sentence names it."""
        known, wanted = self._lacking(event)
        if not event.arguments and event.type in self.level:
            return self._both(event)
        if event.type in self.yielding | self.meetings or wanted not in ("target", "party") or not known:
            return event
        if event.type == "capture" and (holders := self._holding(event, known)):
            return self._with_all(event, wanted, holders, RULE)
        if wanted == "target" and (beaten := self._attackers(event) or self._fought(event, known)):
            return self._with_all(event, wanted, beaten, RULE)
        found = self._victim(event, known) if wanted == "target" else self._opponent(event, known)
        return event if found is None else self._with(event, wanted, found, RULE)

    def _fought(self, event: Event, known: Sequence[ActorMention]) -> list[ActorMention]:
        """Whom those known fight in the clause before that this one is joined to: "engaged X and retook Y"."""
        before = [t.i for t in self.doc[event.head].conjuncts if t.i < event.head]
        fight = next((self._told[i] for i in reversed(before) if i in self._told), None)
        if fight is None or fight.type not in self.types or fight.type in self.repelling:
            return []
        own = {self.sides.side(m.actor) for m in known}
        others = [a.mention for a in fight.arguments if a.role in ("target", "party")]
        foes = [m for m in others if self.sides.side(m.actor) not in own and self.sides.fights(m.actor)]
        return foes[:1] if own & {self.sides.side(a.mention.actor) for a in fight.arguments} else []

    def _lacking(self, event: Event) -> tuple[list[ActorMention], Role | None]:
        """Who is known to act in a two-sided event, and the role of the side that it lacks."""
        roles = {argument.role for argument in event.arguments}
        known = [a.mention for a in event.arguments if a.mention.via != "implied"]
        if event.type in self.yielding and roles == {"initiator"} and self._surrenders(event):
            return known, "target"
        if event.type not in self.types and event.type not in self.meetings:
            return [], None
        if "initiator" in roles and "target" not in roles:
            return known, "target"
        if roles == {"target"}:
            return known, "initiator"
        one = roles == {"party"} and len({self.sides.side(a.mention.actor) for a in event.arguments}) == 1
        return known, "party" if one else None

    def _surrenders(self, event: Event) -> bool:
        """Whether those who give way do so into the hands of the other side."""
        return self.forms.lemma(self.doc[event.head]) in self._words["surrendering"]

    # The rest of the document.

    def _from_document(self, event: Event) -> Event:
        """The event with the sides that it lacks, if the document tells of a front that it belongs to."""
        event = self._beaten_back(self._owned(event))
        known, wanted = self._lacking(event)
        if event.type in self.meetings and all(a.role == "mediator" for a in event.arguments):
            event = self._level(event, "government") if self._ends_fighting(event) else event
        elif event.type in self.meetings:
            event = (
                self._with_foe(event, known, wanted, "government") if self._ends_fighting(event) else event
            )
        elif event.type not in self.behaviour.frontal and event.type not in self.yielding:
            pass
        elif wanted == "target" and (captors := self._captors(event)):
            event = self._with_all(event, wanted, captors, FRONT)
        elif wanted == "initiator" and (attackers := self._attackers_there(event, known)):
            event = self._with_all(event, wanted, attackers, FRONT)
        elif wanted is not None:
            event = self._with_foe(event, known, wanted)
        elif not event.arguments:
            event = self._level(event) if event.type in self.level else self._goes_on(event)
        self._remember(event)
        return event

    def _attackers_there(self, event: Event, known: Sequence[ActorMention]) -> list[ActorMention]:
        """Who was just told to strike where others are hit ("X raided Homs. Y admitted that it was attacked there")."""
        taking, place = self.behaviour.taking, self._place(event)
        hit = any(c.dep_ in self.syntax.passive_auxiliary for c in self.doc[event.head].lefts)
        if not (hit and place and event.type in taking):
            return []
        near = takewhile(lambda e: event.sentence - e.sentence <= FIGHT_REACH, reversed(self._past))
        struck = [e for e in near if e.sentence < event.sentence and e.type in taking]
        there = [e for e in struck if self._place(e) == place]
        told = ([a.mention for a in e.arguments if a.role == "initiator"] for e in there)
        last = next(filter(None, told), [])
        own = {self.sides.side(m.actor) for m in known}
        fit = all(self.sides.fights(m.actor) and self.sides.side(m.actor) not in own for m in last)
        return last if fit else []

    def _captors(self, event: Event) -> list[ActorMention]:
        """Those who took a place last from whoever takes it again ("A and B took Homs; the rebels retook it")."""
        own = {self.sides.side(a.mention.actor) for a in event.arguments}
        place = self._place(event) if event.type == "capture" and event.place is not None else ""
        near = takewhile(lambda e: event.sentence - e.sentence <= RETAKEN_REACH, reversed(self._past))
        taken = next((e for e in near if e.type == "capture" and place and self._place(e) == place), None)
        if taken is None:
            return []
        beaten = {self.sides.side(a.mention.actor) for a in taken.arguments if a.role == "target"}
        again = self.forms.lemma(self.doc[event.head]) in self.forms.words["retaking"]
        takers = [a.mention for a in taken.arguments if a.role == "initiator"]
        if not (again or own & beaten) or any(self.sides.side(m.actor) in own for m in takers):
            return []
        return [self._force(m, event) for m in takers]

    def _force(self, mention: ActorMention, event: Event) -> ActorMention:
        """The forces of a government, which stand where it took a place; anybody else as he is."""
        state = mention.actor.kind == "government"
        named = self.sides.named(self.sides.side(mention.actor), event) if state else None
        return mention if named is None else named

    def _with_foe(
        self, event: Event, known: Sequence[ActorMention], wanted: Role | None, branch: Organ = "military"
    ) -> Event:
        """The event with the side that stands against those known, if there is one."""
        sides = {self.sides.side(m.actor) for m in known if self.sides.fights(m.actor)}
        if wanted is None or not sides or self._of_other_years(event):
            return event
        if wanted == "target" and (self._seize_power(known, event) or self._hits_civil_site(event)):
            return event
        foe = self._left(event, sides) if wanted == "target" else None
        foe = foe or self.sides.foe(sides, event, near=wanted == "party")
        mention = self.sides.named(foe, event, branch) if foe is not None and foe not in sides else None
        if mention is None or self._is_stranger(mention, event):
            return event
        if (
            wanted == "target"
            and event.type != "capture"
            and foe is not None
            and not self._at_war(sides, foe)
        ):
            return event
        return self._with(event, wanted, mention, FRONT)

    def _at_war(self, sides: set[str], foe: str) -> bool:
        """Whether the text itself sets sides against each other; whom presumed foes attack may be anybody."""
        told = any(self.sides.fronts.told(side, foe) for side in sides)
        return told or self.sides.other_of_two(sides) == foe

    def _of_other_years(self, event: Event) -> bool:
        """Whether a clause looks years back from what its sentence tells: who was the foe then may be another."""
        head, s = self.doc[event.head], self.syntax
        above = next((self._told[t.i] for t in head.ancestors if t.i in self._told), None)
        if head.dep_ not in s.relative_clause or above is None or event.time.timex is None:
            return False
        then, now = event.time.value.latest, above.time.value.earliest
        return then is not None and now is not None and day_of_iso(now) - day_of_iso(then) > YEARS

    def _hits_civil_site(self, event: Event) -> bool:
        """Whether an act is on what no forces hold as such ("raided mosques", "a raid on a school")."""
        head, s = self.doc[event.head], self.syntax
        ties = [
            c for c in head.rights if c.dep_ in s.preposition and c.lower_ in self.forms.prepositions["upon"]
        ]
        hit = [c for host in (head, *ties) for c in host.rights if c.dep_ in s.object | s.preposition_object]
        return any(self.forms.lemma(t) in self.forms.words["civil_sites"] for t in hit)

    def _seize_power(self, known: Sequence[ActorMention], event: Event) -> bool:
        """Whether soldiers act where a coup in their country is told: those who take the palace have left the front."""
        soil = {land for at, land in self._coups if abs(at - event.sentence) <= FIGHT_REACH and land}
        return any(m.actor.kind == "military" and m.actor.country in soil | {None} for m in known if soil)

    def _left(self, event: Event, sides: set[str]) -> str | None:
        """Who gives way in the sentence of a capture: it is taken from him ("fell after the army had pulled out")."""
        here = {side for sentence, side in self._gave_way if sentence == event.sentence}
        giving_way = {name for name in here - sides if not name.startswith("generic:")}
        return giving_way.pop() if event.type == "capture" and len(giving_way) == 1 else None

    def _is_stranger(self, mention: ActorMention, event: Event) -> bool:
        """Whether an event happened in a country that is not an actor's, where the text tells of nothing of his."""
        country, soil = mention.actor.country, self._soil(event)
        if None in (country, soil) or country == soil or event.type in self.yielding:
            return False
        if self._of_a_third(mention, event):
            return True
        return self.sides.side(mention.actor) not in self._on_soil[soil or ""]

    def _of_a_third(self, mention: ActorMention, event: Event) -> bool:
        """Whether a whole country is hit that is neither the foe's nor the doers' ("the invasion of Belgium")."""
        where = self.doc._.places[event.place] if event.place is not None else None
        if where is None or where.place.precision != "country" or where.sentence != event.sentence:
            return False
        tie, s = self.doc[where.head], self.syntax
        of = tie.dep_ in s.preposition_object and (
            self.forms.lemma(tie.head) in self.forms.prepositions["attributive"]
        )
        hit = tie.head.head.i == event.head if of else tie.dep_ in s.object and tie.head.i == event.head
        own = {a.mention.actor.country for a in event.arguments} | {mention.actor.country}
        return hit and where.place.country not in own

    def _soil(self, event: Event) -> str | None:
        return None if event.place is None else self.doc._.places[event.place].place.country

    def _owned(self, event: Event) -> Event:
        """The event with the foe in place of arms of nobody that are hit: "shot down two helicopters"."""
        hit = [a for a in event.arguments if a.role == "target" and self._thing(a.mention)]
        things = [a for a in hit if a.mention.actor.country is None]  # "a Spanish ship" has its owner
        sides = {self.sides.side(a.mention.actor) for a in event.arguments if a.role == "initiator"}
        if event.type not in self.types or len(things) != 1 or not sides:
            return event
        foe = self.sides.foe(sides, event)
        owner = self.sides.named(foe, event) if foe is not None else None
        if owner is None:
            return event
        mention = replace(things[0].mention, actor=owner.actor)
        kept = tuple(a for a in event.arguments if a is not things[0])
        return replace(event, arguments=(*kept, Argument("target", mention, f"{event.sense}:{FRONT}")))

    def _ends_fighting(self, event: Event) -> bool:
        """Whether words of a truce tell an event, and no noun that only speaks of one ("a call for a truce")."""
        above = self.doc[event.head].head
        if above.dep_ in self.syntax.preposition and above.head.pos_ in ("NOUN", "PROPN"):
            return False
        told = covering(self.doc, event.start, event.end)
        return any(self.forms.lemma(t) in self.forms.words["truce"] for t in told)

    def _level(self, event: Event, branch: Organ = "military") -> Event:
        """A fight or truce of nobody, with the two sides of the fight told just before, else of the war."""
        here = self.sides.pair(event, back=0)
        for argument in self._fighters(event) if branch == "military" and not here else ():
            event = self._with(event, "party", argument.mention, FRONT)
        if event.arguments:
            return event
        here = here or self.sides.pair(event)
        for name in here or [camp[0] for camp in self.sides.camps or ()]:
            mention = self.sides.named(name, event, branch)
            event = event if mention is None else self._with(event, "party", mention, FRONT)
        return event

    def _fighters(self, event: Event) -> list[Argument]:
        """Those of two sides who fought in the last event before, if it is near."""
        for other in reversed(self._past):
            if event.sentence - other.sentence > FIGHT_REACH:
                break
            if other.type not in self.types or other.start >= event.start:
                continue
            armed = [
                a
                for a in other.arguments
                if self.sides.fights(a.mention.actor)
                and a.mention.actor.kind != "person"
                and a.role in _FIGHTING
            ]
            if len({self.sides.side(a.mention.actor) for a in armed}) > 1:
                return armed
        return []

    def _remember(self, event: Event) -> None:
        self._told[event.head] = event
        self._past.append(event)
        armed = [
            a for a in event.arguments if a.role == "initiator" and self.sides.may_fight(a.mention.actor)
        ]
        loser = self.sides.other_of_two({self.sides.side(a.mention.actor) for a in armed})
        hit = [self.sides.side(a.mention.actor) for a in event.arguments if a.role == "target"]
        loser = loser or next((name for name in hit if self.sides.other_of_two({name})), None)
        strikes = event.type in self.types - self.level - self.repelling - self.behaviour.passing
        strikes = strikes and not self._countering(self.doc[event.head])
        if loser is not None and (strikes or (self._last is None and event.type in self.moving)):
            self._last = event.sentence, loser
        if event.type == "capture" and armed and event.place is not None:
            self._holders[self._place(event)] = self.sides.side(armed[0].mention.actor), event.sentence

    def _goes_on(self, event: Event) -> Event:
        """What nobody is said to take ("Homs fell"), in a war of two."""
        head = self.doc[event.head]
        if (
            event.type not in self.behaviour.assaults
            or self.forms.lemma(head.head) in self.forms.words["ordering"]
            or self._done(head, event.type == "capture")
            or self.sides.others_named(event)
        ):
            return event
        taker = self._taker(event, head)
        if taker is None or self._anothers(event, head, taker):
            return event
        roles: tuple[tuple[Role, str | None], ...] = (
            ("initiator", taker),
            ("target", self.sides.other_of_two({taker})),
        )
        for role, name in roles:
            mention = self.sides.named(name, event) if name is not None else None
            event = event if mention is None else self._with(event, role, mention, FRONT)
        return event

    def _both(self, event: Event) -> Event:
        """A fight of nobody, with the two sides of its sentence that fight elsewhere in the document."""
        by_side = {self.sides.side(m.actor): m for m in reversed(self.sides.armed.get(event.sentence, ()))}
        if len(by_side) != 2 or not self.sides.fronts.opposed(*by_side):
            return event
        implied = (replace(m, via="implied") for m in by_side.values())
        parties = tuple(Argument("party", m, f"{event.sense}:{RULE}") for m in implied)
        return replace(event, arguments=parties)
