"""Who kills those in his hands: "Rangers captured him; he was executed the next day", and they did it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Syntax
from dateline.layers import Argument, Event, in_sentences

RULE = "captive"
# How many sentences back the capture may be told.
REACH = 2
_KILLING = "killing"


class Captives:
    """Completes the killings of one document; made anew for each."""

    def __init__(self, doc: Doc, syntax: Syntax, behaviour: Behaviour) -> None:
        self.doc, self.syntax, self.behaviour = doc, syntax, behaviour

    def complete(self, events: Sequence[Event]) -> list[Event]:
        """The events in their order, each killing by nobody of those whom somebody was just said to take with him."""
        return [self._killed(event, events) if self._is_open(event) else event for event in events]

    def _is_open(self, event: Event) -> bool:
        """Whether somebody is killed, in the passive, and nobody is said to do it."""
        done = event.type == _KILLING and all(a.role == "target" for a in event.arguments)
        return done and any(self._subjects(self.doc[event.head]))

    def _subjects(self, verb: Token) -> Iterator[Token]:
        """The subject of a passive; of two joined verbs the first has it."""
        yield from (c for c in verb.children if c.dep_ in self.syntax.passive_subject)

    def _killed(self, event: Event, events: Sequence[Event]) -> Event:
        near = in_sentences(events, event.sentence - REACH, event.sentence)
        takers = [a for e in near if self._takes(e, event) for a in e.arguments if a.role == "initiator"]
        if len({side(a.mention.actor) for a in takers}) != 1:
            return event
        doer = Argument("initiator", replace(takers[-1].mention, via="implied"), f"{event.sense}:{RULE}")
        return replace(event, arguments=(*event.arguments, doer))

    def _takes(self, other: Event, event: Event) -> bool:
        """Whether another event, told just before, is that somebody takes those who are killed, or more of them."""
        if other.start >= event.start or other.type not in self.behaviour.holding:
            return False
        taken = {a.mention.actor.id for a in other.arguments if a.role == "target"}
        killed = {a.mention.actor.id for a in event.arguments if a.role == "target"}
        some = not killed and all(t.pos_ == "NUM" for t in self._subjects(self.doc[event.head]))
        return bool(taken) and (some or (bool(killed) and killed <= taken))
