"""What a clause takes for granted, so that no mode above it reaches it: known events, means and settings."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.authors import laying
from dateline.engines.sources.cues import VERBS, Cues


@dataclass(slots=True)
class Granted:
    """Knows it with the cues of one language."""

    words: Cues

    def means(self, preposition: Token) -> bool:
        """Whether a phrase tells by what an attempt was made, which took place: "tried to take it *by* storm"."""
        if preposition.lower_ not in self.words.sets["means"] or preposition.head.pos_ != "VERB":
            return False
        tried = self.words.relation(preposition.head) == "open_complement"
        return tried and self.words.forms.lemma(preposition.head.head) in self.words.sets["attempts"]

    def setting(self, preposition: Token) -> bool:
        """Whether a phrase tells on what somebody acts, which took place: "decided to leave *in the face of* raids"."""
        if preposition.dep_ not in self.words.syntax.preposition:
            return False
        return any(self.words.forms.lemma(c) in self.words.sets["settings"] for c in preposition.rights)

    def of_attribute(self, preposition: Token) -> bool:
        """Whether it is some quality of a known event that is spoken of: "the date *of* the raid is disputed"."""
        noun = self.words.forms.lemma(preposition.head)
        attributive = preposition.lower_ in self.words.forms.prepositions["attributive"]
        known = any(self.definite(t) for t in preposition.rights)
        return attributive and known and noun in self.words.sets["attributes"]

    def topic(self, noun: Token) -> bool:
        """Whether a known event is what somebody rates: "wrote that *the siege* was a crime"."""
        verb = noun.head
        rated = any(self.words.relation(c) == "predicate" for c in verb.rights)
        if laying(noun, self.words.syntax, self.words.forms):
            return False  # "said that the siege was the work of X"
        return verb.pos_ == "AUX" and rated and self.words.relation(noun) == "subject" and self.definite(noun)

    def noun(self, noun: Token, verb: Token, relation: str) -> bool:
        """Whether an event noun is taken for granted by modes above it: "did not lift the siege"."""
        if not self.words.sets["ending"].isdisjoint(self.words.called(verb)):
            return True
        lemma, definite = self.words.forms.lemma(verb), self.definite(noun)
        ties = self.words.forms.prepositions["occasioned"]
        if definite and lemma in self.words.forms.words["coming_about"] and noun.head.lower_ in ties:
            return True  # "no deaths occurred in the blast"
        if verb.pos_ in VERBS and lemma in self.words.sets["realising"]:
            return False
        if relation == "subject" or noun.dep_ in self.words.syntax.passive_subject:
            return not self._supposed(noun, verb)
        return definite

    def _supposed(self, noun: Token, verb: Token) -> bool:
        """Whether what an event would bring about is told of one that may come: "*an invasion* would mean war"."""
        sets = self.words.sets
        ahead = any(
            c.pos_ == "AUX" and c.lower_ in sets["backshifted"] | sets["prospective"] for c in verb.lefts
        )
        return ahead and any(c.lower_ in sets["indefinite"] for c in noun.lefts)

    def definite(self, noun: Token) -> bool:
        """Whether a noun is one that is known: "the siege", "their raids"."""
        labels = self.words.syntax.possessor
        return any(c.lower_ in self.words.sets["definite"] or c.dep_ in labels for c in noun.lefts)
