"""When an event was, by what a sentence says that it is ("The siege of X was a battle that took place on 3 May")."""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Token

from dateline.engines.syntax import NOUNS, Forms, Syntax, between
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tenses import helped


class DefinedTimes:
    """The times that the definitions of events in one sentence give; `events` are the words of its events."""

    def __init__(self, events: Set[int], syntax: Syntax, forms: Forms, rules: NarrativeData) -> None:
        self.events, self.syntax, self.forms, self.rules = events, syntax, forms, rules

    def date(self, noun: Token, owner: Token, time: Token) -> bool:
        """Whether a time that hangs on `owner` is that of the event that a noun names and the sentence defines.

        It is where it hangs on what the event is said to be, or on a clause that says when this took place or what
        happened in it.
        """
        told = next((t for t in self._said_to_be(noun) if t.i == owner.i or t.is_ancestor(owner)), None)
        if told is None or any(self._parts(t) for t in between(told, time)):
            return False
        if owner.pos_ in NOUNS:
            path = (t for t in (owner, *owner.ancestors) if told.is_ancestor(t))
            return not any(t.i in self.events or t.pos_ in ("VERB", "AUX") for t in path)
        s = self.syntax
        if owner.dep_ not in s.relative_clause | s.noun_clause or helped(owner, self.rules.pluperfect):
            return False
        if self.forms.lemma(owner) in self.rules.defining.get("happening", ()):
            return owner.head.i == told.i or owner.head.lower_ not in self.rules.wholes
        return owner.head.i == told.i and self._is_inside(owner)

    def around(self, owner: Token) -> Token | None:
        """The noun in whose event a clause tells what happened ("an *ambush* in which ten died in May")."""
        verb = owner
        while verb.dep_ in self.syntax.conjunct and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
        told = verb.dep_ in self.syntax.relative_clause and self._is_inside(verb)
        return verb.head if told and not helped(verb, self.rules.pluperfect) else None

    def _said_to_be(self, noun: Token) -> Iterator[Token]:
        """The noun that a sentence says another one to be, and what it is a number of ("a series of attacks")."""
        s, verb = self.syntax, noun.head
        if noun.dep_ not in s.noun_subject or verb.pos_ != "AUX":
            return
        for told in verb.children:
            if told.dep_ in s.predicate and told.pos_ in NOUNS and told.i > verb.i:
                behind = (c for of in told.rights if of.dep_ in s.preposition for c in of.children)
                yield from (c for c in behind if c.head.i == told.i + 1 and c.dep_ in s.preposition_object)
                yield told

    def _parts(self, word: Token) -> bool:
        """Whether a word leads to what was at another time ("the worst raid since the battle of 2004")."""
        return word.lower_ in self.rules.distance or word.lower_ in self.forms.prepositions["limit"]

    def _is_inside(self, verb: Token) -> bool:
        """Whether a relative clause tells what happened in its noun ("a battle in which X was beaten")."""
        first = verb.doc[verb.left_edge.i : verb.left_edge.i + 2]
        opening = self.rules.defining.get("inside", ())
        return first[0].lower_ in opening or " ".join(t.lower_ for t in first) in opening
