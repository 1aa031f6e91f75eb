"""Verbs that tell what is still to be done, or what came to be: "forces *to invade* it", "a town that *would fall*"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.engines.sources.cues import NOUNS, Cue, Cues, Found
from dateline.engines.syntax import is_infinitive


class Purposes:
    """Knows them with the cues of one language."""

    def __init__(self, words: Cues) -> None:
        self.words, self.syntax, self.forms = words, words.syntax, words.forms

    def to_come(self, trigger: Token) -> Iterator[Found]:
        """The mark of what is still to be done: "elections *to* be held by May"; not "the last raid to be flown"."""
        for clause in trigger.rights if trigger.pos_ in NOUNS else ():
            if self.words.relation(clause) == "noun_clause" and self._passive(clause):
                for mark in clause.lefts:
                    for cue in self.words.modifying.get(mark.lower_, ()):
                        if "purpose" in cue.governs and not self._ranked(trigger, cue):
                            yield Found(0, cue, mark, cue.status)

    def tells(self, cue: Cue, verb: Token) -> bool:
        """Whether an infinitive tells what something is done or is there for ("gathered *forces to invade* it").

        A noun of which a cue of its own speaks ("orders to") is left to that.
        """
        relation, noun, passive = self.words.relation(verb), verb.head, self._passive(verb)
        if relation == "argument":
            return passive  # "with ten forts to be handed over"
        if relation == "adverbial":
            behind = verb.i > noun.i and verb.doc[verb.left_edge.i - 1].text == ","
            outcome = passive and behind and not self.words.has_subject(verb)
            return not outcome  # "broke through, to be driven out again"
        if relation != "noun_clause" or not (passive or verb.tag_ in self.words.sets["bare"]):
            return False  # "the fort to which they withdrew"
        return not self._ranked(noun, cue) and self.forms.lemma(noun) not in self.words.governing

    def of_aim(self, preposition: Token) -> bool:
        """Whether a phrase says what an infinitive is to lead to ("hopes to bring both to Rome *for* talks")."""
        for_ = self.forms.lemma(preposition) in self.forms.prepositions["purpose"]
        tied = preposition.dep_ in self.syntax.preposition and preposition.head.pos_ == "VERB"
        return for_ and tied and is_infinitive(preposition.head, self.forms)

    def looks_ahead(self, auxiliary: Token, verb: Token) -> bool:
        """Whether the narrator tells what became of somebody: "the town that *would* fall"; not "a plan that would"."""
        if (
            auxiliary.lower_ not in self.words.sets["backshifted"]
            or verb.dep_ not in self.syntax.relative_clause
        ):
            return False
        above = [t for t in verb.ancestors if t.pos_ != "AUX"]
        above += [c for t in above for c in t.lefts if self.words.relation(c) in ("subject", "object")]
        lemmas = {self.forms.lemma(t) for t in above}
        return lemmas.isdisjoint(self.words.sets["texts"]) and lemmas.isdisjoint(self.words.governing)

    def _ranked(self, noun: Token, cue: Cue) -> bool:
        """Whether a noun is one of a row: what it is "to" do, it did ("the first to surrender")."""
        return not cue.not_under.isdisjoint(self.forms.lemma(c) for c in noun.lefts)

    def _passive(self, verb: Token) -> bool:
        """Whether a verb is an infinitive of the passive: "to be held"."""
        auxiliaries = [c for c in verb.lefts if c.dep_ in self.syntax.passive_auxiliary]
        return any(c.tag_ in self.words.sets["bare"] for c in auxiliaries) and is_infinitive(verb, self.forms)
