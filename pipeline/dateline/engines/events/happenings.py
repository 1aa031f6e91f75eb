"""Joins the triggers of a sentence that tell one happening ("an attack … killed 15 soldiers")."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.engines.events.frames import Frame
from dateline.engines.events.lexicon import Behaviour, Lexicon
from dateline.engines.syntax import Forms, Syntax


@dataclass(slots=True)
class Happening:
    """One happening: the frame that names it best, and others that tell the same."""

    frame: Frame
    absorbed: list[Frame] = field(default_factory=list)


class Merger:
    """Decides which frames of a sentence are one happening."""

    def __init__(self, lexicon: Lexicon, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.syntax = syntax
        self.forms = forms
        self.absorbed = behaviour.absorbed
        self.rank = {name: i for i, name in enumerate(behaviour.violent)}
        self.same = behaviour.same_happening
        self.loss_words = frozenset(
            trigger.words[0]
            for sense in lexicon.senses
            if sense.type in self.absorbed
            for trigger in sense.triggers
        )
        self.reporting = behaviour.reporting

    def merge(self, frames: list[Frame]) -> list[Happening]:
        """Happenings in text order of their frames."""
        kept: list[Happening] = []
        frames = [f for f in frames if f.sense.type not in self.reporting or not self._reports(f, frames)]
        losses = [f for f in frames if self._tells_loss(f)]
        others = [f for f in frames if not self._tells_loss(f)]
        for frame in sorted(others, key=lambda f: self.rank.get(f.sense.type, len(self.rank))):
            host = next((h for h in kept if self._same(h.frame, frame)), None)
            if host is None:
                kept.append(Happening(frame))
            else:
                host.absorbed.append(frame)
        for frame in losses:
            hosts = [
                h for h in kept if h.frame.sense.type in self.rank and self._linked(frame.head, h.frame.head)
            ]
            if not hosts:
                hosts = [
                    h
                    for h in kept
                    if h.frame.sense.type in self.absorbed and self._linked(frame.head, h.frame.head)
                ]
            if hosts:
                min(hosts, key=lambda h: abs(h.frame.head.i - frame.head.i)).absorbed.append(frame)
            else:
                kept.append(Happening(frame))
        return sorted(kept, key=lambda h: h.frame.head.i)

    def _tells_loss(self, frame: Frame) -> bool:
        """Whether a frame tells a loss, by its type or, as in "the bomb killed", by its word."""
        if frame.sense.type in self.absorbed:
            return True
        return frame.sense.type in self.same and self.forms.lemma(frame.head) in self.loss_words

    def _same(self, host: Frame, frame: Frame) -> bool:
        """Whether two violent frames are one: both of one happening's types, tied within one clause."""
        if host.sense.type not in self.same or frame.sense.type not in self.same:
            return False
        a, b = host.head, frame.head
        if a.pos_ == "VERB" and b.pos_ == "VERB":
            return False
        if any(t.i == a.i for t in b.conjuncts):
            return False
        return self._clause(a).i == self._clause(b).i and not (self._set_apart(a) or self._set_apart(b))

    def _reports(self, frame: Frame, frames: list[Frame]) -> bool:
        """Whether an act of speech has another event for its content ("claimed to have captured")."""
        clauses = self.syntax.complement | self.syntax.open_complement | self.syntax.relative_clause
        content = {
            t.i
            for head in frame.tokens
            for child in head.children
            if child.dep_ in clauses
            for t in child.subtree
        }
        return any(f.head.i in content and f.sense.type not in self.reporting for f in frames)

    def _linked(self, loss: Token, carrier: Token) -> bool:
        """Whether a loss is told as the outcome of a violent event."""
        if self._set_apart(carrier) and not self._above(loss, carrier):
            return False
        clause, other = self._clause(loss), self._clause(carrier)
        joined = clause.dep_ in self.syntax.conjunct and clause.head.pos_ == "VERB" and clause.i == loss.i
        if joined and clause.head.i != carrier.i and self._linked(clause.head, carrier):
            return True  # "clashed, injuring four and killing one"
        if clause.i == other.i or self._above(clause, carrier):
            return True
        if clause.head.i == other.i and clause.dep_ in (
            self.syntax.adverbial_clause
            | self.syntax.conjunct
            | self.syntax.open_complement
            | self.syntax.complement
        ):
            return clause.i > other.i
        return (
            other.head.i == clause.i
            and other.dep_ in self.syntax.adverbial_clause
            and not self._separate_clause(other)
        )

    def _above(self, clause: Token, carrier: Token) -> bool:
        """Whether the clause modifies the carrier itself ("an attack that killed", "attacked, killing")."""
        return clause.head.i == carrier.i and clause.dep_ in (
            self.syntax.relative_clause | self.syntax.noun_clause | self.syntax.adverbial_clause
        )

    def _separate_clause(self, verb: Token) -> bool:
        return any(self.forms.lemma(c) in self.forms.prepositions["separate"] for c in verb.children)

    def _set_apart(self, token: Token) -> bool:
        """Whether a preposition sets what the token names apart from its clause ("after the attack")."""
        while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
            token = token.head
            if (
                token.pos_ in ("ADP", "SCONJ")
                and self.forms.lemma(token) in self.forms.prepositions["separate"]
            ):
                return True
        return (
            token.dep_ in self.syntax.preposition_clause
            and self.forms.lemma(token.head) in self.forms.prepositions["separate"]
        )

    def _clause(self, token: Token) -> Token:
        """The verb of the token's clause."""
        while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
            token = token.head
        return token
