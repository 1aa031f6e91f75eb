"""Who takes a place that falls, where the text has just told who stands before it.

"The Swedes laid siege to Riga. It fell in September": to the Swedes. Told only where one side alone was on the
attack there, and that side did not hold the place already. Else an advance goes on: "The Swedes took Riga. Mitau
fell a week later".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import Forms
from dateline.layers import Actor, Argument, Event, Place

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

    def complete(self, events: Sequence[Event]) -> list[Event]:
        """The events in their order, each capture by nobody with the one side that was on the attack there."""
        return [self._taken(event, events) if self._falls(event) else event for event in events]

    def _falls(self, event: Event) -> bool:
        """Whether a place is taken, and nobody is said to take it; "was retaken" tells of the side that had lost it."""
        if event.type != _TAKEN or event.place is None or event.arguments:
            return False
        verb, places = self.doc[event.head], {m.head for m in self.doc._.places}
        if any(t.pos_ == "PROPN" and t.i not in places for t in verb.lefts):
            return False  # "the Huascar was taken": no place
        return self.forms.lemma(verb) not in self.forms.words["retaking"]

    def _taken(self, event: Event, events: Sequence[Event]) -> Event:
        told = list(self._near(event, events))
        attackers = {side(a.mention.actor): a for e in told for a in self._attackers(e)}
        attackers = attackers or self._advancing(event, events)
        if len(attackers) != 1:
            return event
        (one, found), *_ = attackers.items()
        if one in self._holders(event, events):
            return event
        captor = Argument("initiator", replace(found.mention, via="implied"), f"{event.sense}:{RULE}")
        return replace(event, arguments=(captor,))

    def _advancing(self, event: Event, events: Sequence[Event]) -> dict[str, Argument]:
        """Who took or attacked another place by the last deed told before, by side; nobody if others did it since.

        A man or a unit is only part of those who advance; a place that is lost is told of from the other side.
        """
        if self.doc[event.head].pos_ != "VERB":
            return {}
        for other in reversed([e for e in events if e.start < event.start]):
            if event.sentence - other.sentence > ADVANCE_REACH:
                break
            doers = [a for a in other.arguments if a.role == "initiator"]
            if other.type not in self.behaviour.violent or not doers:
                continue
            goes_on = other.type in self.behaviour.assaults and all(_is_side(a.mention.actor) for a in doers)
            return {side(a.mention.actor): a for a in doers} if goes_on else {}
        return {}

    def _near(self, event: Event, events: Sequence[Event]) -> Iterator[Event]:
        """What is told of the same place in the sentences before, or in the one of the event before it."""
        for other in events:
            back = event.sentence - other.sentence
            before = other.type == "siege" or other.start < event.start
            if other is event or not 0 <= back <= REACH or (back == 0 and not before):
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
            foreign = all(
                a.mention.actor.country != there.country for a in other.arguments if a.role == "initiator"
            )
            return other.type in self.behaviour.assaults and here.country == there.country and foreign
        return here.name == there.name

    def _place(self, event: Event) -> Place | None:
        return self.doc._.places[event.place].place if event.place is not None else None

    def _holders(self, event: Event, events: Sequence[Event]) -> set[str]:
        """The sides that held or took the same place before."""
        return {
            side(a.mention.actor)
            for e in events
            if e.start < event.start and e.type in _HELD and self._at(e, event)
            for a in e.arguments
            if a.role == "initiator"
        }


def _is_side(actor: Actor) -> bool:
    """Whether an actor is a side by name, and no unit of one."""
    space = actor.id.partition(":")[0]
    unit = space == "group" and actor.kind == "military"
    return actor.kind in ARMED_KINDS and space not in ("generic", "person") and not unit
