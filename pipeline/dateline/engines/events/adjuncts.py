"""What the times of a sentence hang on ("the town, *held* since 2014, *fell* in May"), read off the parse.

An adjunct belongs to the nearest verb or event noun above it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from spacy.tokens import Span, Token

from dateline.engines.syntax import Forms, Syntax, covering, is_attributive, is_infinitive
from dateline.engines.time.calendar import CalendarDate
from dateline.engines.time.clauses import foreseeing
from dateline.engines.time.narrative_data import NarrativeData
from dateline.layers import Timex


@dataclass(frozen=True, slots=True)
class Tie:
    """A time expression and the clause verb, event word or noun that it hangs on (`owner`).

    `limit` is the word that makes it a limit ("since"), `opening` that it opens its sentence, `heads` that it
    opens a clause behind a semicolon, `foreseen` the verb that only foresees what is to come then.
    """

    index: int
    timex: Timex
    root: Token
    owner: Token
    limit: str | None
    opening: bool
    heads: bool
    foreseen: Token | None = None

    def names(self, word: Token) -> bool:
        """Whether the time is a word's own: behind it, or before the noun ("the coup of 1911", "the 1939 invasion")."""
        before = word.pos_ in ("NOUN", "PROPN") and self.root.head.i == word.i
        return self.owner.i == word.i and (word.i < self.root.i or before)

    def numbers(self, syntax: Syntax) -> bool:
        """Whether something is counted by these words ("the last two days of the siege")."""
        return any(c.dep_ in syntax.preposition and c.i > self.root.i for c in self.root.children)


class Adjuncts:
    """The adjuncts of one sentence, with these words; `heads` are the words of its events."""

    def __init__(
        self, words: Span, heads: Set[int], syntax: Syntax, forms: Forms, narrative: NarrativeData
    ) -> None:
        self.words, self._heads, self._doc = words, heads, words.doc
        self.syntax, self.forms, self.narrative = syntax, forms, narrative
        self.breaks = [t.i for t in words if t.text in narrative.breaks]

    def tie(self, index: int, timex: Timex) -> Tie:
        """What a time of the sentence hangs on."""
        span = covering(self._doc, timex.start, timex.end)
        root: Token = span.root
        before = self.syntax.modifier | self.syntax.possessor
        inside = self.syntax.preposition | self.syntax.preposition_clause
        token, limit = root, None
        if (astray := self._preposition(span)) is not None:
            token, limit = astray, self._limit(astray)
        while token.head.i != token.i:
            token = token.head
            told = token.dep_ in self.syntax.preposition_clause and any(
                t.i in self._heads for t in token.subtree
            )
            if told and self._limit(token.head):
                break  # "after being shot on 4 May", "before concluding a truce in 1983"
            if token.dep_ in inside or token.pos_ in ("ADP", "SCONJ"):
                limit = limit or self._limit(token)
                if token.head.pos_ in ("NOUN", "PROPN") and is_attributive(token, span[0], self.forms):
                    token = token.head
                    if self._is_where(token, timex):
                        continue  # "wounded at Gao on 5 May"
                    if self.forms.lemma(token) in self.narrative.stretches:
                        continue  # "in the course of 1977"
                    break
                continue
            if token.i in self._heads or is_clause(token, self.syntax, self.forms):
                break
            if limit and token.dep_ in self.syntax.apposition and token.pos_ in ("NOUN", "PROPN"):
                break  # "the rebels, masters of the port since 2014, said ..."
            if span[-1].i < token.i and root.head.i == token.i and root.dep_ in before:
                break  # "the 2012 accord": the date is the noun's
        owner = (
            self._clause_behind(span, token)
            or self._clause_before(span, token)
            or self._right_before(span)
            or self._whose(token)
        )
        owner = self._meant(span, owner) or owner
        first = max((i + 1 for i in self.breaks if i < span.start), default=self.words.start)
        opening = span.start - self.words.start <= 3 and not limit
        heads = first > self.words.start and span.start - first <= 3 and not limit
        return Tie(index, timex, root, owner, limit, opening, heads, foreseeing(self.narrative, span))

    def _is_where(self, noun: Token, timex: Timex) -> bool:
        """Whether a name says where something happened at a time, and so has no time of its own."""
        day = isinstance(timex.meaning, CalendarDate)
        governed = noun.dep_ in self.syntax.preposition_object and noun.i not in self._heads
        place = noun.head.lower_ in self.forms.prepositions["locative"]
        return day and noun.pos_ == "PROPN" and governed and place

    def _whose(self, owner: Token) -> Token:
        """The event that a noun belongs to which a time hangs on ("the fall of Bilbao in June"), else that noun."""
        of = owner.head
        inside = owner.dep_ in self.syntax.preposition_object and of.lower_ in self.narrative.aside.get(
            "of", ()
        )
        return of.head if inside and of.head.i in self._heads and owner.i not in self._heads else owner

    def _limit(self, token: Token) -> str | None:
        """The word, if it makes the time that it governs a limit ("since")."""
        lemma = self.forms.lemma(token)
        return lemma if lemma in self.forms.prepositions["limit"] else None

    def _preposition(self, span: Span) -> Token | None:
        """The preposition right before a time that the parser gave to another word ("in AD 9 three legions fell")."""
        before = self._doc[span.start - 1] if span.start > self.words.start else None
        if before is None or any(t.i == before.i for t in span.root.ancestors):
            return None
        marks = (
            before.pos_ == "SCONJ" and span.root.dep_ in self.syntax.passive_subject and self._limit(before)
        )
        if before.pos_ != "ADP" and not marks:  # "those held since May were freed", misread
            return None
        return before

    def _right_before(self, span: Span) -> Token | None:
        """The event noun right before a time so long before or after ("the failure of a *raid* two years before")."""
        noun = self._doc[span.start - 1] if span.start > self.words.start else None
        if noun is None or noun.i not in self._heads or noun.pos_ != "NOUN":
            return None
        adverb = span[-1].head
        inside = adverb.i < span.start and adverb.pos_ == "NOUN" and adverb.is_ancestor(noun)
        return noun if inside else None

    def _clause_behind(self, span: Span, owner: Token) -> Token | None:
        """The verb of the clause that a time opens right after "and" or a semicolon, if the parser looked back."""
        at = span.start - 1
        while at > self.words.start and self._doc[at].pos_ in ("ADP", "PUNCT") and at not in self.breaks:
            at -= 1
        opener = at > self.words.start and (self._doc[at].pos_ == "CCONJ" or at in self.breaks)
        if not opener or owner.i > span.start:
            return None
        s = self.syntax
        finite = s.subject | s.passive_subject | s.passive_auxiliary
        for token in self._doc[span.end : self.words.end]:
            if token.i in self.breaks:
                return None
            if self._joined_behind(token, span):
                return token
            own = any(c.dep_ in finite and c.i >= span.end for c in token.children)
            if own and is_clause(token, s, self.forms):
                return None if token.dep_ in s.relative_clause else token
        return None

    def _meant(self, span: Span, be: Token) -> Token | None:
        """The infinitive before a time that the parser gave to "be" ("was due *to leave* Minsk on 4 May")."""
        if be.pos_ != "AUX":
            return None
        words = (c for c in be.rights if c.dep_ in self.syntax.predicate and c.pos_ == "ADJ")
        verbs = (c for word in words for c in word.rights if c.dep_ in self.syntax.open_complement)
        return next((v for v in verbs if v.i < span.start and is_infinitive(v, self.forms)), None)

    def _clause_before(self, span: Span, owner: Token) -> Token | None:
        """The clause that a time ends before a semicolon, if the parser gave it to the one behind that."""
        if not any(span.end <= i < owner.i for i in self.breaks):
            return None
        first = max((i + 1 for i in self.breaks if i < span.start), default=span.sent.start)
        return next(
            (t for t in reversed(self._doc[first : span.start]) if is_clause(t, self.syntax, self.forms)),
            None,
        )

    def _joined_behind(self, verb: Token, span: Span) -> bool:
        """Whether a verb right behind a time goes on with the clause ("landed in May and on 3 June took the port")."""
        s = self.syntax
        goes_on = verb.dep_ in s.conjunct | s.adverbial_clause and is_clause(verb, s, self.forms)
        alone = not any(c.dep_ in s.subject and c.i < verb.i for c in verb.children)
        return goes_on and alone and self._only_aside(span.end, verb) and verb.tag_ in self.forms.tags["past"]

    def _only_aside(self, start: int, verb: Token) -> bool:
        """Whether only marks stand before a verb, or a phrase between two ("on 4 May, *during a visit*, left")."""
        words = self._doc[start : verb.i]
        if all(t.is_punct for t in words):
            return True
        parted = words[0].is_punct and words[-1].is_punct and words[1].pos_ == "ADP"
        return parted and not any(t.pos_ in ("VERB", "AUX", "CCONJ") for t in words)


def is_clause(token: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether the token is a clause's verb; a verb joined to a noun is a noun that the tagger misread."""
    misread = token.dep_ in syntax.conjunct and token.head.pos_ in ("NOUN", "PROPN")
    misread = misread or _is_plural_noun(token, syntax, forms)
    return bool(token.pos_ in ("VERB", "AUX") and not misread)


def clause_above(token: Token, syntax: Syntax, forms: Forms) -> Token | None:
    """The verb of the clause in which a token stands, or on which its own clause hangs."""
    return next((t for t in token.ancestors if is_clause(t, syntax, forms)), None)


def _is_plural_noun(token: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether what looks finite is joined to an infinitive: a noun, misread ("to bring in men and supplies")."""
    finite = token.tag_ in forms.tags["finite"] - forms.tags["past"]
    joined = token.dep_ in syntax.conjunct and token.head.tag_ in forms.tags["base_form"]
    return finite and joined and not any(c.dep_ in syntax.subject for c in token.children)
