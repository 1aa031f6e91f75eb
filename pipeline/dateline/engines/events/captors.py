"""Who takes a place that falls, where the text has just told who stands before it.

"The Swedes laid siege to Riga. It fell in September": to the Swedes. Told only where one side alone was on the
attack there, and that side did not hold the place already. Else an advance goes on: "The Swedes took Riga. Mitau
fell a week later".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import Forms
from dateline.layers import Actor, Argument, Event, Place, in_sentences

RULE = "captor"
# How many sentences back the siege or attack may be told.
REACH = 3
# How many back the capture or attack that an advance goes on from.
ADVANCE_REACH = 1
_TAKEN, _HELD = "capture", ("capture", "control")
_COUNTRY = "country"
_ATTACKERS = (*ARMED_KINDS, "government", "person", "unknown", "ethnic_group")


class Captors:
    """Completes the captures of one document; made anew for each."""

    def __init__(self, doc: Doc, forms: Forms, behaviour: Behaviour) -> None:
        self.doc, self.forms, self.behaviour = doc, forms, behaviour
        self._places = {m.head for m in doc._.places or ()}
        self._events: Sequence[Event] = ()
        # Where each side is first told to hold or take a place, by its name, and a country, by its code.
        self._holders: dict[tuple[bool, str | None], dict[str, int]] = {}

    def complete(self, events: Sequence[Event]) -> list[Event]:
        """The events in their order, each capture by nobody with the one side that was on the attack there."""
        self._events, self._holders = events, defaultdict(dict)
        for event in events:
            if event.type in _HELD:
                self._hold(event)
        return [self._taken(event) if self._falls(event) else event for event in events]

    def _falls(self, event: Event) -> bool:
        """Whether a place is taken, and nobody is said to take it; "was retaken" tells of the side that had lost it."""
        if event.type != _TAKEN or event.place is None or event.arguments:
            return False
        verb = self.doc[event.head]
        if any(t.pos_ == "PROPN" and t.i not in self._places for t in verb.lefts):
            return False  # "the Huascar was taken": no place
        return self.forms.lemma(verb) not in self.forms.words["retaking"]

    def _taken(self, event: Event) -> Event:
        told = list(self._near(event))
        attackers = {side(a.mention.actor): a for e in told for a in self._attackers(e)}
        attackers = attackers or self._advancing(event)
        if len(attackers) != 1:
            return event
        (one, found), *_ = attackers.items()
        if self._held(one, event):
            return event
        captor = Argument("initiator", replace(found.mention, via="implied"), f"{event.sense}:{RULE}")
        return replace(event, arguments=(captor,))

    def _advancing(self, event: Event) -> dict[str, Argument]:
        """Who took or attacked another place by the last deed told before, by side; nobody if others did it since.

        A man or a unit is only part of those who advance; a place that is lost is told of from the other side.
        """
        if self.doc[event.head].pos_ != "VERB":
            return {}
        for other in reversed(self._back(event, ADVANCE_REACH)):
            if other.start >= event.start:
                continue
            doers = [a for a in other.arguments if a.role == "initiator"]
            if other.type not in self.behaviour.violent or not doers:
                continue
            goes_on = other.type in self.behaviour.assaults and all(_is_side(a.mention.actor) for a in doers)
            return {side(a.mention.actor): a for a in doers} if goes_on else {}
        return {}

    def _back(self, event: Event, reach: int) -> Sequence[Event]:
        """The events of the sentence of an event and of so many before it."""
        return in_sentences(self._events, event.sentence - reach, event.sentence)

    def _near(self, event: Event) -> Iterator[Event]:
        """What is told of the same place in the sentences before, or in the one of the event before it."""
        for other in self._back(event, REACH):
            before = other.type == "siege" or other.start < event.start
            if other is event or (other.sentence == event.sentence and not before):
                continue
            if self._at(other, event):
                yield other

    def _attackers(self, other: Event) -> list[Argument]:
        """Who is on the attack by another event: those who besiege the place, attack it, enter it or advance on it."""
        enters = self.forms.lemma(self.doc[other.head]) in (
            self.forms.words["entering"] | self.forms.words["nearing"]
        )
        if other.type not in self.behaviour.assaults and not enters:
            return []
        return [a for a in other.arguments if a.role == "initiator" and a.mention.actor.kind in _ATTACKERS]

    def _at(self, other: Event, event: Event) -> bool:
        """Whether another event is told of the same place; an invasion, of its country."""
        here, there = self._place(event), self._place(other)
        if here is None or there is None:
            return False
        if there.precision == _COUNTRY:
            return here.country == there.country and self._invades(other, there)
        return here.name == there.name

    def _invades(self, event: Event, land: Place) -> bool:
        """Whether an event is an assault of others on a country."""
        doers = (a.mention.actor for a in event.arguments if a.role == "initiator")
        return event.type in self.behaviour.assaults and all(d.country != land.country for d in doers)

    def _place(self, event: Event) -> Place | None:
        return self.doc._.places[event.place].place if event.place is not None else None

    def _hold(self, event: Event) -> None:
        """Remember who holds or takes a place, or by an invasion its country."""
        place = self._place(event)
        if place is None:
            return
        whole = place.precision == _COUNTRY
        if not whole or self._invades(event, place):
            holders = self._holders[whole, place.country if whole else place.name]
            for argument in event.arguments:
                if argument.role == "initiator":
                    holders.setdefault(side(argument.mention.actor), event.start)

    def _held(self, one: str, event: Event) -> bool:
        """Whether a side held or took the place of an event, or its country, before."""
        place = self._place(event)
        keys = ((False, place.name), (True, place.country)) if place is not None else ()
        return any(self._holders[key].get(one, event.start) < event.start for key in keys)


def _is_side(actor: Actor) -> bool:
    """Whether an actor is a side by name, and no unit of one."""
    space = actor.id.partition(":")[0]
    unit = space == "group" and actor.kind == "military"
    return actor.kind in ARMED_KINDS and space not in ("generic", "person") and not unit
