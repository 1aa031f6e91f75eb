"""Who does what to those in his hands: "Rangers captured him; he was executed the next day", and they did it.

So does who has just taken a place or fallen upon it, with what lies there: "The Swedes stormed Riga. The castle was
burned". In doubt, as where others are named between, nobody does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import Forms, Syntax, is_infinitive
from dateline.layers import Argument, Event, in_sentences

RULE = "captive"
# How many sentences back the capture may be told of those who are killed, and of a place.
REACH, PLACE_REACH = 2, 1
_KILLING, _ARREST, _TAKEN = "killing", "arrest", "capture"
_OTHERS = (*ARMED_KINDS, "person", "ethnic_group")
_STATE = ("government", "military", "police")


class Captives:
    """Completes what is done to those at the mercy of somebody in one document; made anew for each."""

    def __init__(self, doc: Doc, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.doc, self.syntax, self.forms, self.behaviour = doc, syntax, forms, behaviour

    def complete(self, events: Sequence[Event]) -> list[Event]:
        """The events in their order, each deed of nobody with the one who was just said to have come to do it."""
        return [self._done(event, events) if self._is_open(event) else event for event in events]

    def _is_open(self, event: Event) -> bool:
        """Whether something is done, in the passive, that winners do, and nobody is said to do it."""
        done = event.type in self.behaviour.winners_do and all(a.role == "target" for a in event.arguments)
        return done and any(self._subjects(self.doc[event.head]))

    def _subjects(self, verb: Token) -> Iterator[Token]:
        """The subject of a passive; of two joined verbs the first has it."""
        own = self.syntax.subject | self.syntax.passive_subject
        while verb.dep_ in self.syntax.conjunct and not any(c.dep_ in own for c in verb.children):
            verb = verb.head
        yield from (c for c in verb.children if c.dep_ in self.syntax.passive_subject)

    def _done(self, event: Event, events: Sequence[Event]) -> Event:
        doers = self._takers(event, events) if event.type == _KILLING else []
        doers = doers or self._winners(event, events)
        if not doers:
            return event
        doer = Argument("initiator", replace(doers[-1].mention, via="implied"), f"{event.sense}:{RULE}")
        return replace(event, arguments=(*event.arguments, doer))

    def _takers(self, event: Event, events: Sequence[Event]) -> list[Argument]:
        """Those of one side who took with them whoever is killed."""
        near = in_sentences(events, event.sentence - REACH, event.sentence)
        takers = [a for e in near if self._takes(e, event) for a in e.arguments if a.role == "initiator"]
        return takers if len({side(a.mention.actor) for a in takers}) == 1 else []

    def _takes(self, other: Event, event: Event) -> bool:
        """Whether another event, told just before, is that somebody takes those who are killed, or more of them."""
        if other.start >= event.start or other.type not in self.behaviour.holding:
            return False
        taken = {a.mention.actor.id for a in other.arguments if a.role == "target"}
        killed = {a.mention.actor.id for a in event.arguments if a.role == "target"}
        some = not killed and all(t.pos_ == "NUM" for t in self._subjects(self.doc[event.head]))
        return bool(taken) and (some or (bool(killed) and killed <= taken))

    def _winners(self, event: Event, events: Sequence[Event]) -> list[Argument]:
        """Those of one side who took or fell upon a place by the last violent deed of anybody before, if it is near."""
        verb = self.doc[event.head]
        if any(c.lower_ in self.forms.words["perfect"] for c in verb.lefts):
            return []  # "had been burned" before
        if any(t.lower_ in self.forms.words["vengeance"] for t in verb.subtree):
            return []  # "were killed in reprisals", by whoever suffered the first
        deeds, between = {*self.behaviour.violent, *self.behaviour.winners_do}, list[Event]()
        for other in reversed(in_sentences(events, event.sentence - PLACE_REACH, event.sentence)):
            if other.start >= event.start:
                continue
            if other.type in self.behaviour.repelling:
                return []  # who was on the attack is beaten off
            doers = [a for a in other.arguments if a.role == "initiator"]
            if doers and other.type in deeds:
                sides = {side(a.mention.actor) for a in doers}
                hit = [a for e in (other, *between, event) for a in e.arguments if a.role == "target"]
                leads = len(sides) == 1 and self._leads_to(other, event, doers)
                return doers if leads and self._alone(other, event, sides, hit) else []
            between.append(other)
        return []

    def _leads_to(self, other: Event, event: Event, doers: Sequence[Argument]) -> bool:
        """Whether who does one deed is in the position to do another, in the same place and part of the text.

        Who attacks may be arrested as well as arrest; who falls in an attack is of either side.
        """
        sentences, told = self.doc._.sentences, self.doc[other.head]
        apart = sentences[other.sentence].block != sentences[event.sentence].block
        if apart or is_infinitive(told, self.forms) or other.type not in self.behaviour.winning:
            return False
        state = all(a.mention.actor.kind in _STATE for a in doers) and other.type in self.behaviour.assaults
        foes = any(a.mention.actor.kind in (*ARMED_KINDS, "person") for a in event.arguments)
        falls = foes and self.forms.lemma(self.doc[event.head]) not in self.forms.words["executing"]
        doubtful = (event.type == _ARREST and not state) or (event.type == _KILLING and falls)
        if doubtful and other.type != _TAKEN:
            return False
        own = event.place is not None and not event.place_inherited
        return not own or other.place is None or self._name(event) == self._name(other)

    def _name(self, event: Event) -> str | None:
        return None if event.place is None else self.doc._.places[event.place].place.name

    def _alone(self, other: Event, event: Event, doers: set[str], hit: Sequence[Argument]) -> bool:
        """Whether between two deeds nobody is named who may do the second, and no doer of the first suffers it."""
        if doers & {side(a.mention.actor) for a in event.arguments}:
            return False
        told = doers | {side(a.mention.actor) for a in hit}
        return all(
            side(m.actor) in told or m.actor.kind not in _OTHERS
            for m in in_sentences(self.doc._.actors, other.sentence, event.sentence)
            if other.start < m.start < event.start
        )
