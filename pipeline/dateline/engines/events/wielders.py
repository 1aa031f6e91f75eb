"""Whose a weapon or another thing is: "Soviet rockets", "a mine laid by X", "the fort held by X"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Lexicon
from dateline.engines.registry import registry
from dateline.engines.syntax import Forms, Syntax, governed
from dateline.layers import ActorMention

# Those who have no arms that strike.
_UNARMED = frozenset({"civilians", "protesters", "media", "ngo", "company"})


@dataclass(slots=True)
class Wielders:
    """Finds them by what stands before a noun, and by a clause behind it."""

    lexicon: Lexicon
    syntax: Syntax
    forms: Forms

    def of(self, arms: Token, mentions: LayersByToken) -> list[ActorMention]:
        """Whose weapons a noun names; none for a noun that names no weapons."""
        classes = self.lexicon.classes
        words = {self.forms.lemma(arms), *self.forms.singulars(arms.lower_)}  # "Scuds"
        if words.isdisjoint(classes["weapon"] | classes["projectile"] | classes["bullet"]):
            return []
        things = classes["weapon"] | classes["projectile"] | classes["shell_mod"] | classes["air_mod"]
        before = [t for child in arms.lefts for t in child.subtree if self.forms.lemma(t) not in things]
        if any(t.lower_ in actor_lexicon(arms.doc.lang_).words["derelict"] for t in before):
            return []
        owners = [t for t in before if (m := mentions.actor.get(t.i)) is not None and m.head == arms.i]
        owners += [c for c in arms.lefts if c.dep_ in self.syntax.possessor]
        # "a bullet from a sentry"
        sources = governed(arms, self.forms.prepositions["source"], self.syntax, self.forms)
        named = (mentions.actor.get(t.i) for t in self.holders(arms) or owners or sources)
        army_of = registry(arms.doc.lang_).army_of
        armed = (m for m in named if m is not None and m.actor.kind not in _UNARMED)
        return [replace(m, actor=army_of(m.actor)) for m in armed]

    def holders(self, thing: Token) -> list[Token]:
        """Those who are said to hold, own or use a thing ("the fort held by X", "rockets fired by X")."""
        s = self.syntax
        ties = s.agent | s.preposition
        told = [c for c in thing.children if c.dep_ in s.noun_clause]
        told = [c for c in told if self.forms.lemma(c) in self.forms.words["owning"]]
        behind = self.forms.prepositions["agentive"] | self.forms.prepositions["yielded"]
        return [
            noun
            for clause in told
            for tie in clause.children
            if tie.dep_ in ties and self.forms.lemma(tie) in behind
            for noun in tie.children
            if noun.dep_ in s.preposition_object
        ]

    def garrison(self, place: Token) -> list[Token]:
        """Those whom a clause behind a place says to hold it, or to be there.

        "The fort, which was held by X", "the fort, which X had seized in May", "the fort, where X was stationed", "the
        flat in which X was hiding", "attacked the fort, defended by X".
        """
        s, words = self.syntax, self.forms.words
        subjects = s.subject | s.passive_subject
        out = []
        for clause in (c for c in place.children if c.dep_ in s.relative_clause):
            lemma = self.forms.lemma(clause)
            own = [c for c in clause.children if c.dep_ in subjects and c.lower_ not in words["relatives"]]
            gap = any(c.lower_ in words["relatives"] for c in clause.lefts)
            there = any(self._is_there(c) for c in clause.lefts)
            if (gap and not self._agents(clause) and lemma in words["holding"]) or (
                there and lemma in words["stationing"]
            ):
                out += [t for c in own for t in (c, *c.conjuncts)]
            out += self._agents(clause)
        behind = (c for c in place.head.rights if c.dep_ in s.adverbial_clause)
        apart = (c for c in behind if c.i == place.right_edge.i + 2 and c.nbor(-1).is_punct)
        return [*out, *(t for clause in apart for t in self._agents(clause))]

    def _is_there(self, word: Token) -> bool:
        """Whether a word says that what a relative clause tells is at the place: "*where* X lived", "*in* which"."""
        words, at = self.forms.words, self.forms.prepositions["locative"]
        inside = self.forms.lemma(word) in at and any(c.lower_ in words["relatives"] for c in word.children)
        return inside or word.lower_ in words["relative_places"]

    def _agents(self, clause: Token) -> list[Token]:
        """By whom a clause says that a place is held."""
        if self.forms.lemma(clause) not in self.forms.words["holding"]:
            return []
        agents = (c for tie in clause.children if tie.dep_ in self.syntax.agent for c in tie.children)
        return [t for c in agents if c.dep_ in self.syntax.preposition_object for t in (c, *c.conjuncts)]
