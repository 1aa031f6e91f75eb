"""What somebody is called beside the name: "its spokesman Kamil Reza", "Salim, a merchant"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.named import Named
from dateline.engines.actors.nominals import Nominals
from dateline.engines.actors.noun_phrases import COMMA, Phrase, PhraseFinder
from dateline.engines.actors.person_runs import PERSONS
from dateline.engines.phrases import fold
from dateline.layers import Actor

# Within how many tokens behind "calling itself" a name begins.
_NAME_REACH = 3
# How many tokens a phrase may have that says where somebody is, before his name.
_PLACE_REACH = 6


class Appositions:
    """Reads them in one Doc; `by_head`: actors of the phrases read so far, by head token."""

    def __init__(
        self,
        doc: Doc,
        phrases: PhraseFinder,
        nominals: Nominals,
        by_head: Mapping[int, Actor],
        data: ActorData,
    ) -> None:
        self.doc, self.phrases, self.nominals, self._by_head = doc, phrases, nominals, by_head
        self.lexicon, self.syntax = data.lexicon, data.syntax

    def with_name(self, phrase: Phrase) -> Phrase:
        """The phrase with the name right behind the noun that tells who it is: "its spokesman Kamil Reza"."""
        named = self.phrases.owner.get(phrase.last) if phrase.last < len(self.doc) else None
        if (
            phrase.noun is None
            or phrase.noun[0] not in PERSONS
            or named is None
            or named.first != phrase.last
        ):
            return phrase
        person = named.actor is not None and named.actor.kind == "person"
        if not person or self.named(phrase) != named.actor:
            return phrase
        return replace(phrase, first=self.close(phrase, named), last=named.last)

    def close(self, phrase: Phrase, named: Named) -> int:
        """Where the phrase of a name begins: no verb and no direction stands in it ("in the north Salim's men")."""
        before = range(named.first - 1, phrase.first - 1, -1)
        strange = self.lexicon.words["directions"]
        loose = self.doc[phrase.first].pos_ not in ("DET", "PRON")
        verbs = (i for i in before if loose and self.doc[i].pos_ == "VERB")
        stop = max([*verbs, *(i for i in before if self.doc[i].text in strange)], default=None)
        return phrase.first if stop is None else stop + 1

    def named(self, phrase: Phrase) -> Actor | None:
        """The name that stands in apposition to a noun, before or after it."""
        if phrase.noun is None and fold(phrase.head.lemma_) not in self.lexicon.anaphors:
            return None
        apposition = self.lexicon.syntax["apposition"]
        person = phrase.noun is not None and phrase.noun[0] in PERSONS
        if person and (told := self._told_behind(phrase)) is not None:
            return told
        if person and "Plur" in phrase.head.morph.get("Number", []):
            return None  # "the generals Salim and Reza" are two
        if phrase.head.dep_ in apposition:
            actor = self._by_head.get(phrase.head.head.i)
            if actor is not None and self._may_be(phrase, actor):
                return actor
        for child in phrase.head.rights:
            named = self.phrases.owner.get(child.i)
            if child.dep_ in apposition and named and named.actor and self._may_be(phrase, named.actor):
                return named.actor
        return self.own_name(phrase)

    def _told_behind(self, phrase: Phrase) -> Actor | None:
        """The name of one of several ("one of its founders, Salim Reza,"), or behind where somebody is.

        "A hostage in Homs, Salim Reza, who ...": wherever the parser hangs the name.
        """
        several, at = "Plur" in phrase.head.morph.get("Number", []), phrase.last
        one = phrase.head.head.head.lower_ in self.lexicon.words["one"] and phrase.head.head.i < phrase.first
        where = self.lexicon.words["locative"] | self.lexicon.words["belonging"]
        placed = at < len(self.doc) and self.doc[at].lower_ in where
        if several != one or not (one or placed):
            return None
        last = min(at + _PLACE_REACH, len(self.doc) - 1)
        while at < last and self.doc[at].pos_ in ("ADP", "DET", "ADJ", "NOUN", "PROPN"):
            at += 1
        named = self.phrases.owner.get(at + 1) if self.doc[at : at + 1].text == COMMA else None
        if named is None or named.actor is None or named.actor.kind != "person" or named.first != at + 1:
            return None
        after = self.doc[named.last] if named.last < len(self.doc) else None
        ends = after is None or after.is_punct or after.lower_ in self.lexicon.pronouns["personal_relative"]
        return named.actor if ends else None

    def own_name(self, phrase: Phrase) -> Actor | None:
        """The name that a clause behind a noun gives: "a militia calling itself X", "men, calling themselves X"."""
        naming, reflexive = self.lexicon.words["naming"], self.lexicon.pronouns["reflexive"]
        clauses = self.lexicon.syntax["participle"] | self.lexicon.syntax["relative"]
        told = [c for c in phrase.head.rights if c.dep_ in clauses and c.lemma_.lower() in naming]
        for token in (t for clause in told for t in clause.subtree):
            named = self.phrases.owner.get(token.i)
            if named and named.actor:
                return named.actor
        at = self.nominals.complement(phrase)
        if at < len(self.doc) and self.doc[at].is_punct:
            at += 1
        clause = self.doc[at : at + 2]
        if len(clause) < 2 or clause[0].lemma_.lower() not in naming or clause[1].lower_ not in reflexive:
            return None
        names = (self.phrases.owner.get(t.i) for t in self.doc[at + 2 : at + 2 + _NAME_REACH])
        return next((n.actor for n in names if n is not None and n.actor is not None), None)

    def _may_be(self, phrase: Phrase, actor: Actor) -> bool:
        """Whether a noun can tell what somebody is: a person no body, a journalist or a broadcaster either."""
        kind, word = phrase.noun or ("unknown", fold(phrase.head.lemma_))
        if kind in PERSONS:
            return kind != "person" or actor.kind == "person"
        words = self.lexicon.words
        several = "Plur" in phrase.head.morph.get("Number", [])
        body = several or word in words["bodies"] | words["uncounted"] or word in self.lexicon.anaphors
        return not (body and actor.kind == "person")

    def without_office(self, phrase: Phrase) -> Phrase:
        """The phrase without the office that its person is given: "elected Salim president"."""
        person = phrase.mods[-1] if phrase.mods else None
        if person is None or person.actor is None or person.actor.kind != "person" or phrase.noun is None:
            return phrase
        alone = phrase.first == person.first and person.last == phrase.head.i and self.doc[person.first].i > 0
        one = phrase.noun[0] == "person" and "Plur" not in phrase.head.morph.get("Number", [])
        given = phrase.head.dep_ in self.syntax.object | self.syntax.predicate | self.syntax.open_complement
        if not (alone and one and given and self.doc[person.first - 1].pos_ == "VERB"):
            return phrase
        return Phrase(phrase.first, person.last, self.phrases.root(person), person, (), None)
