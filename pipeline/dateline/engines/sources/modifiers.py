"""Whether a cue that stands with a word ("reportedly", "could") takes in the event below or at it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.sources.argument_places import PARTS
from dateline.engines.sources.combining import SOURCES
from dateline.engines.sources.cues import NOUNS, VERBS, Cue, Cues
from dateline.engines.sources.purposes import Purposes
from dateline.engines.sources.speakers import Speakers
from dateline.engines.syntax import Forms, Syntax, parted

_SUPPOSED = frozenset({"hypothetical", "planned"})


@dataclass(slots=True)
class Climb:
    """One step of the climb: `node`, the child it was reached through, what still reaches the trigger."""

    depth: int
    node: Token
    child: Token | None
    reach: frozenset[str]


class Modifiers:
    """Judges the modifying cues of one language."""

    def __init__(self, words: Cues, speakers: Speakers, purposes: Purposes) -> None:
        self.syntax: Syntax = words.syntax
        self.forms: Forms = words.forms
        self.words, self.speakers, self.purposes = words, speakers, purposes

    def takes_in(self, cue: Cue, token: Token, step: Climb, reach: frozenset[str]) -> bool:
        """Whether a modifying cue at `token` takes in the trigger."""
        node = step.node
        if token.pos_ not in cue.pos or not cue.governs & {"head", "whole", "purpose"}:
            return False
        if self.words.rates_number(cue, token):
            return False
        if "whole" in cue.governs and cue.beside:
            below = (t for c in token.children for t in (c, *c.children))
            if not any(self.forms.lemma(t) in cue.beside for t in below):
                return False
        if "whole" in cue.governs:
            return "said" in reach and not self.speakers.voids(cue, token) and not parted(token, node, PARTS)
        if cue.status == "negated" and token.i - node.i > 2:
            return False
        if cue.inverted and not self._inverted(token, node):
            return False
        wanted = {"adverb"} if cue.status in SOURCES else {"head"}
        if cue.status in _SUPPOSED:
            wanted.add("shared")
        if not wanted & reach:
            return False
        if not cue.not_under.isdisjoint(self.words.called(node.head)) or self.purposes.looks_ahead(
            token, node
        ):
            return False
        labels = self.syntax.modifier | (self.syntax.noun_clause if cue.beside else frozenset())
        if cue.modifier and (token.dep_ not in labels or step.child is not None):
            return False
        if "purpose" in cue.governs and not self.purposes.tells(cue, node):
            return False
        child = step.child
        if child is not None and self.words.relation(child) == "conjunct" and token.i > child.i:
            return False
        if not cue.beside and not cue.unless:
            return True
        others = {self.forms.lemma(c) for c in (node, *node.children, *token.children)}
        return (not cue.beside or bool(others & cue.beside)) and not self.undone(cue, node, others)

    def undone(self, cue: Cue, node: Token, others: set[str]) -> bool:
        """Whether a word of the clause undoes a cue ("no inquiry was opened *until* May")."""
        verb = node.head if node.pos_ in NOUNS and node.head.pos_ in VERBS else node
        return not cue.unless.isdisjoint(others | {self.forms.lemma(c) for c in verb.children})

    def _inverted(self, auxiliary: Token, verb: Token) -> bool:
        """Whether an auxiliary opens the clause before the subject of its verb: "Should the army attack"."""
        labels = self.syntax.subject | self.syntax.passive_subject
        return verb.left_edge.i == auxiliary.i and any(
            c.dep_ in labels and c.i > auxiliary.i for c in verb.children
        )
