"""Whether a loss is told as what came of a violent event, by how their clauses hang together."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.syntax import NOUNS, Forms, Syntax


class LossTies:
    """Reads the ties between the words of losses and of fights off the parse of one language."""

    def __init__(self, syntax: Syntax, forms: Forms) -> None:
        self.syntax, self.forms = syntax, forms

    def _linked(self, loss: Token, carrier: Token, dated: Set[int], deliberate: bool = False) -> bool:
        """Whether a loss is told as the outcome of a violent event; each at a time of its own, it is not."""
        if self._set_apart(carrier) and not (self._above(loss, carrier) or self._left_by(loss, carrier)):
            return False
        clause, other = clause_of(loss, self.syntax), clause_of(carrier, self.syntax)
        if clause.i != other.i and dated >= {clause.i, other.i}:
            return False
        joined = clause.dep_ in self.syntax.conjunct and clause.head.pos_ == "VERB" and clause.i == loss.i
        if deliberate and loss.pos_ == "NOUN":
            return self._above(loss, carrier)
        if self._told_apart(loss):
            return False
        if joined and deliberate and carrier.pos_ == "VERB":
            return False  # "stormed the town and massacred the garrison": two acts
        if joined and clause.head.i != carrier.i and self._linked(clause.head, carrier, dated):
            return True  # "clashed, injuring four and killing one"
        if any(t.i == carrier.i for t in loss.conjuncts) and carrier.pos_ == "NOUN":
            return False  # "clashes, arrests and executions"
        if (
            clause.i == other.i
            or self._above(clause, carrier)
            or self._shares_outcome(clause, other, carrier)
        ):
            return True
        thing = carrier.head
        thrown = carrier.dep_ in self.syntax.noun_clause and thing.dep_ in self.syntax.subject
        if not deliberate and thrown and thing.head.i == clause.i:
            return True  # "a grenade *thrown* into a café wounded four"
        if other.head.i == clause.i and other.dep_ in self.syntax.subject:
            return True  # "fighting left 30 dead" read as a clause
        if deliberate:
            return False
        if clause.head.i == other.i and clause.dep_ in (
            self.syntax.adverbial_clause
            | self.syntax.conjunct
            | self.syntax.open_complement
            | self.syntax.complement
        ):
            apart = clause.dep_ in self.syntax.adverbial_clause and self._separate_clause(clause)
            return clause.i > other.i and not apart
        return (
            any(other.head.i == t.i for t in (clause, *clause.conjuncts))
            and other.dep_ in self.syntax.adverbial_clause
            and not self._separate_clause(other)
        )

    def _of_another(self, act: Frame, loss: Frame, mentions: LayersByToken) -> bool:
        """Whether a killing is told of somebody else than who did the act ("A took Goa, and *militias* killed ten").

        Who points back to somebody ("the attackers", "they") may be he.
        """
        if act.sense.pos != "VERB" or loss.sense.pos != "VERB" or not loss.slots.get("object"):
            return False
        own = [c for c in loss.head.lefts if c.dep_ in self.syntax.noun_subject and c.i in mentions.actor]
        doers = [t for t in act.slots.get("subject", ()) if t.i in mentions.actor]
        if not own or not doers or own[0].i in {t.i for t in doers} or own[0].pos_ not in NOUNS:
            return False
        definite = any(c.lower_ in self.forms.words["definite"] for c in own[0].lefts)
        if definite and own[0].pos_ == "NOUN" and own[0].i > doers[0].i:
            return False
        killers, others = mentions.actor[own[0].i].actor, {mentions.actor[t.i].actor.id for t in doers}
        return killers.id not in others

    def _told_apart(self, loss: Token) -> bool:
        """Whether a noun names a loss before or after what its clause tells ("riots began after the killing of X")."""
        tie = loss.head
        governed = loss.pos_ == "NOUN" and loss.dep_ in self.syntax.preposition_object
        return governed and self.forms.lemma(tie) in self.forms.prepositions["apart"]

    def _shares_outcome(self, clause: Token, other: Token, carrier: Token) -> bool:
        """Whether two losses joined by "and" came of what the second names ("3 were killed and 9 hurt in a raid")."""
        joined = other.dep_ in self.syntax.conjunct and other.head.i == clause.i
        behind = carrier.pos_ in ("NOUN", "PROPN") and carrier.i > other.i
        beside = other.head.dep_ in self.syntax.apposition | self.syntax.conjunct
        beside = beside and other.head.head.i == clause.head.i != clause.i
        joined = joined or beside  # "three killed, nine injured in a raid"
        return joined and behind and self.forms.lemma(other) in self.forms.words["outcomes"]

    def _left_by(self, loss: Token, carrier: Token) -> bool:
        """Whether a fight set behind "to" or "after" is what left people lost ("lost four men *to* a bomb")."""
        tie, verb, words = carrier.head, self.forms.lemma(loss), self.forms.words
        told = any(
            verb in words.get(verbs, ()) and tie.lower_ in words.get(ties, ())
            for verbs, ties in (("lost_to", "lost_ties"), ("lying_dead", "lying_ties"))
        )
        return told and tie.head.i == loss.i

    def _above(self, clause: Token, carrier: Token) -> bool:
        """Whether the clause modifies the carrier itself ("an attack that killed", "attacked, killing")."""
        s = self.syntax
        if clause.dep_ in s.adverbial_clause and self._separate_clause(clause):
            return False
        inside = clause.dep_ in s.relative_clause and self._set_in(clause) and carrier.i < clause.head.i
        if inside and any(t.i == carrier.i for t in clause.head.ancestors):
            return True
        where = clause.dep_ in s.relative_clause and self._opens_where(clause) and carrier.i < clause.head.i
        where = where and carrier.pos_ in NOUNS
        about = {carrier.i, carrier.head.i if carrier.dep_ in s.subject else carrier.i}
        if where and not about.isdisjoint(t.i for t in clause.head.ancestors):
            return True
        return clause.head.i == carrier.i and clause.dep_ in (
            s.relative_clause | s.noun_clause | s.adverbial_clause
        )

    def _set_in(self, clause: Token) -> bool:
        """Whether a relative clause tells what came of the act of its noun: "the sack of X, *in which*"."""
        first, pronouns = clause.left_edge, self.forms.tags["relative_pronoun"]
        inside = first.pos_ == "ADP" and self.forms.lemma(first) in self.forms.prepositions["engaged"]
        return inside and first.nbor().tag_ in pronouns and clause.head.pos_ in ("PROPN", "NOUN")

    def _opens_where(self, clause: Token) -> bool:
        """Whether a relative clause tells what came of an act at its place ("blasts in X, *where* ten died")."""
        return clause.left_edge.tag_ in self.forms.tags["relative_adverb"] and any(
            c.tag_ in self.forms.tags["past"] for c in (clause, *clause.lefts)
        )

    def _results(self, noun: Token) -> bool:
        """Whether a verb says that a death is what came of an act ("two attacks, resulting in the death of five")."""
        words = self.forms.words
        death = noun.pos_ == "NOUN" and self.forms.lemma(noun) in words["deaths"]
        return death and self.forms.lemma(clause_of(noun, self.syntax)) in words["resulting"]

    def _separate_clause(self, verb: Token) -> bool:
        """Whether a word before a verb sets its clause apart ("after police had shot a man")."""
        return any(self.forms.lemma(c) in self.forms.prepositions["separate"] for c in verb.lefts)

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


def clause_of(token: Token, syntax: Syntax) -> Token:
    """The verb of a token's clause; of what people were left as, the verb that left them so."""
    if token.dep_ in syntax.object_predicate:
        token = token.head  # "left 300 people *injured*"
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def tallied(loss: Token, acts: Set[str], syntax: Syntax, forms: Forms) -> bool:
    """Whether somebody gives a number of the lost, so that it is told of its own: "the agency counted 85 dead".

    It is the toll of an act told just before (`acts` are the types of those) that by its type takes lives.
    """
    if acts & forms.words.get("tolled", frozenset()):
        return False
    verb = loss
    while verb.pos_ != "VERB" and verb.head.i != verb.i:
        verb = verb.head
    if loss.i <= verb.i or forms.lemma(verb) not in forms.words.get("tallying", ()):
        return False
    return any(c.dep_ in syntax.subject and c.pos_ in ("NOUN", "PROPN") for c in verb.lefts)
