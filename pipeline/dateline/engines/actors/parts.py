"""The part that a mention plays in its sentence, as the discourse remembers it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.actors.coreference import AGENT, OBJECT, OTHER, SUBJECT, Trace
from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.phrases import fold
from dateline.engines.syntax import Syntax, first_conjunct
from dateline.layers import Actor

# What is left of the weight of nobody in particular, who is less likely to be meant again.
_GENERIC = 0.6


@dataclass(frozen=True, slots=True)
class Parts:
    """Reads parts off the parse of one language."""

    syntax: Syntax
    lexicon: ActorLexicon

    def trace(self, actor: Actor, sentence: int, first: int, head: Token, noun: str) -> Trace:
        """What is remembered of a mention that begins at token `first` and has this head."""
        weight, verb = self._part(head)
        plural, joined = self.lexicon.several(head), bool(head.conjuncts)
        if actor.id.startswith("generic:"):
            weight *= _GENERIC
        below = verb is not None and self._below(verb)
        at = verb.i if verb is not None else -1
        return Trace(actor, sentence, first, weight, plural, at, noun, self._suffers(head), below, joined)

    def _part(self, head: Token) -> tuple[float, Token | None]:
        """Weight of the part that a head plays in its clause, and its verb."""
        top = first_conjunct(head, self.syntax)
        if top.dep_ in self.syntax.subject | self.syntax.passive_subject:
            return SUBJECT, top.head
        if top.dep_ in self.syntax.object:
            return OBJECT, top.head
        if top.dep_ in self.syntax.preposition_object and top.head.dep_ in self.syntax.agent:
            verb = top.head.head
            return (OTHER if verb.dep_ in self.syntax.noun_clause else AGENT), verb
        return OTHER, None

    def _suffers(self, head: Token) -> bool:
        """Whether something is done to those of a phrase."""
        return first_conjunct(head, self.syntax).dep_ in self.syntax.object | self.syntax.passive_subject

    def _below(self, verb: Token) -> bool:
        """Whether a verb is that of a clause that says when, why or which."""
        top = first_conjunct(verb, self.syntax)
        return top.dep_ in self.syntax.adverbial_clause | self.syntax.relative_clause


def named_by(actor: Actor, word: str, kinds: Collection[str]) -> bool:
    """Whether a noun is part of the name of somebody, or of another name where it tells a league of several."""
    names = (actor.name, *actor.aliases) if "military" in kinds else (actor.name,)
    return any(word in fold(name).split() for name in names)
