"""Persons who stand for the troops they lead: "Grant advanced", "Pemberton was beaten at Champion Hill".

Nothing in such a sentence tells a general from a minister; the article does, by a rank before the name, an
apposition, or the troops that it calls his.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from dateline.engines.events.lexicon import Lexicon
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import ActorMention

if TYPE_CHECKING:
    from dateline.engines.events.layers_by_token import LayersByToken

RANKS, SOVEREIGNS, STATESMEN = "commander", "sovereign", "statesman"  # noun classes
TROOPS = ("formation", "levied", "mounted")


class Commanders:
    """Tells which persons of an article lead troops, by their titles and troops."""

    def __init__(self, lexicon: Lexicon, syntax: Syntax, forms: Forms) -> None:
        none: frozenset[str] = frozenset()
        self.syntax, self.forms = syntax, forms
        self.ranks = lexicon.classes.get(RANKS, none) | lexicon.classes.get(SOVEREIGNS, none)
        self.troops = none.union(*(lexicon.classes.get(name, none) for name in TROOPS))
        self.statesmen = lexicon.classes.get(STATESMEN, none)

    def of(self, mentions: LayersByToken) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the persons who lead troops, and of the statesmen, who never do."""
        ranked: set[str] = set()
        leading: set[str] = set()
        civil: set[str] = set()
        for mention, head in mentions.persons():
            words = self._said_of(head, mention)
            if words & self.ranks:
                ranked.add(mention.actor.id)
            if words & self.statesmen:
                civil.add(mention.actor.id)
            if self._leads(head):
                leading.add(mention.actor.id)
        return frozenset(ranked | leading) - civil, frozenset(civil)

    def _said_of(self, head: Token, mention: ActorMention) -> frozenset[str]:
        """The titles before a name, the noun it is an apposition of, and its own appositions."""
        s = self.syntax
        near = [head, *(c for c in head.children if c.dep_ in s.modifier | s.apposition)]
        if head.dep_ in s.apposition:
            near += [head.head]
        near += [t for t in head.doc[max(head.i - 4, head.sent.start) : head.i] if t.idx >= mention.start]
        return frozenset(self.forms.lemma(t) for t in near) | frozenset(t.lower_ for t in near)

    def _leads(self, head: Token) -> bool:
        """Whether troops are called a person's, stand under one, or are what one leads."""
        s, above = self.syntax, head.head
        if head.dep_ in s.possessor:
            return self._are_troops(above)
        if head.dep_ in s.subject and self.forms.lemma(above) in self.forms.words["campaigning"]:
            return True
        if head.dep_ in s.preposition_object:
            leading = self.forms.lemma(above) in self.forms.prepositions["leading"]
            if leading or (above.dep_ in s.agent and self._is_leading(above.head)):
                return self._are_troops(above.head if leading else above.head.head)
            return False
        verbs = [c for c in head.children if c.dep_ in s.noun_clause | s.relative_clause]
        if head.dep_ in s.subject:
            verbs.append(above)
        return any(
            self._is_leading(verb) and any(self._are_troops(c) for c in verb.children if c.dep_ in s.object)
            for verb in verbs
        )

    def _is_leading(self, verb: Token) -> bool:
        return self.forms.lemma(verb) in self.forms.words["leading"]

    def _are_troops(self, token: Token) -> bool:
        words = {self.forms.lemma(token), token.lower_, *self.forms.singulars(token.lower_)}
        return token.pos_ in ("NOUN", "PROPN") and bool(words & self.troops)
