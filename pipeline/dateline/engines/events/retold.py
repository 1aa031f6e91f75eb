"""Who takes part in an act that a noun names again: "the Tet Offensive" of before, "the offensive" just told.

What has a name is the same one wherever the document says it. A bare noun with an article takes up the last act
told by the same word, or one of its kind just before ("they struck north … this offensive was halted").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Forms, Syntax, name_around
from dateline.layers import Event, Role

RETOLD = "retold"
# How many sentences back that may lie which the same word told, and what another word told.
SAME_WORD, OTHER_WORD = 5, 2
_ROLES: tuple[Role, ...] = ("initiator", "target", "party", "supporter")


class Retold:
    """Completes the events of one document; made anew for each."""

    def __init__(self, doc: Doc, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.doc, self.syntax, self.forms, self.behaviour = doc, syntax, forms, behaviour
        self._past: list[Event] = []
        self._by_name: dict[str, Event] = {}
        self._pairs = False

    def complete(self, events: Iterable[Event], *, pairs: bool) -> list[Event]:
        """The events in text order, those told again with the participants that they lack.

        With `pairs` only where both sides are known, before the sides of the war are given to those that lack one.
        """
        self._past, self._by_name, self._pairs = [], {}, pairs
        out = []
        for event in sorted(events, key=lambda e: (e.start, e.end)):
            told = self._told(event) if event.type in self.behaviour.retold else None
            done = event if told is None else _with_those_of(told, event)
            name = self._name(event)
            if name is not None and self._known(done):
                self._by_name.setdefault(name, done)
            self._past.append(done)
            out.append(done)
        return out

    def _known(self, event: Event) -> bool:
        """Whether enough is known of an act: who does it, and with `pairs` to whom; of a fight both sides."""
        roles = [a.role for a in event.arguments]
        done = "initiator" in roles and ("target" in roles or not self._pairs)
        return done or len({side(a.mention.actor) for a in event.arguments if a.role == "party"}) > 1

    def _name(self, event: Event) -> str | None:
        head = self.doc[event.head]
        return name_around(head, self.syntax, self.forms) if event.type in self.behaviour.retold else None

    def _told(self, event: Event) -> Event | None:
        """The act that an event is told again of, with those who did it."""
        name = self._name(event)
        if name is not None:
            return self._by_name.get(name)
        head = self.doc[event.head]
        if head.pos_ != "NOUN" or not self._points_back(head):
            return None
        last = self._last(event)
        return last if last is not None and self._may_be(last, event, head) else None

    def _last(self, event: Event) -> Event | None:
        """The last act of its kind that was told before an event, if it is near: no other one is taken up."""
        onsets = self.behaviour.onsets
        kin = onsets if event.type in onsets else {event.type}
        for other in reversed(self._past):
            if event.sentence - other.sentence > SAME_WORD:
                return None
            if other.sentence < event.sentence and other.type in kin and self._known(other):
                return other
        return None

    def _may_be(self, other: Event, event: Event, head: Token) -> bool:
        """Whether an act may be that which a noun takes up: in its paragraph, by its word or right before it."""
        blocks = self.doc._.sentences
        if blocks[other.sentence].block != blocks[event.sentence].block:
            return False
        if not event.place_inherited and event.place is not None and other.place != event.place:
            return False
        same = self.forms.lemma(self.doc[other.head]) == self.forms.lemma(head)
        return same or event.sentence - other.sentence <= OTHER_WORD

    def _points_back(self, noun: Token) -> bool:
        """Whether a noun with an article or demonstrative says nothing more of what it names."""
        before = list(noun.lefts)
        told = any(t.lower_ in self.forms.words["definite"] for t in before)
        other = any(t.dep_ in self.syntax.modifier | self.syntax.possessor or t.pos_ == "NUM" for t in before)
        behind = (self.forms.lemma(c) for c in noun.rights if c.dep_ in self.syntax.preposition)
        bound = any(
            p in self.forms.prepositions["attributive"] | self.forms.prepositions["hostile"] for p in behind
        )
        clause = any(c.dep_ in self.syntax.relative_clause | self.syntax.noun_clause for c in noun.rights)
        return told and not (other or bound or clause) and noun.tag_ not in self.forms.tags["plural"]


def _with_those_of(told: Event, event: Event) -> Event:
    """An event with the participants of another one in the roles that it leaves open, if their doers are one side."""
    own = {side(a.mention.actor) for a in event.arguments if a.role in ("initiator", "party")}
    theirs = {side(a.mention.actor) for a in told.arguments if a.role in ("initiator", "party")}
    levels = {any(a.role == "party" for a in e.arguments) for e in (told, event) if e.arguments}
    if len(levels) > 1 or (own and not own <= theirs):
        return event
    have = {a.role for a in event.arguments}
    there = {side(a.mention.actor) for a in event.arguments}
    new = tuple(
        replace(a, mention=replace(a.mention, via="implied"), rule=f"{event.sense}:{RETOLD}")
        for a in told.arguments
        if a.role in _ROLES and a.role not in have and side(a.mention.actor) not in there
    )
    return replace(event, arguments=(*event.arguments, *new))
