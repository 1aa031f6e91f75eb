"""Whether a word of speech only reports an event that the sentence tells ("*claimed* to have captured the port")."""

from __future__ import annotations

from collections.abc import Sequence, Set

from spacy.tokens import Token

from dateline.engines.events.authors import laying
from dateline.engines.events.frame import Frame
from dateline.engines.events.loss_ties import clause_of
from dateline.engines.syntax import Forms, Syntax, governed

_FIGURE = ("object", "of", "to")


class Reports:
    """Reads what words of speech report off the parse; `loss_words` are the words that tell a loss by themselves."""

    def __init__(self, syntax: Syntax, forms: Forms, loss_words: Set[str]) -> None:
        self.syntax, self.forms, self.loss_words = syntax, forms, loss_words

    def only_reports(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether an act of speech has another event for its content ("claimed to have captured")."""
        if self._counts(frame):
            return True
        told = [*self.content(frame), *self._told_before(frame.head)]
        content = {t.i for t in (*told, *(aim for noun in told for aim in self._intended(noun)))}
        verb = clause_of(frame.head, self.syntax)
        if frame.sense.pos == "NOUN" and verb.i != frame.head.i:
            content.add(verb.i)  # "in a statement the ministry said"
            if frame.head.dep_ in self.syntax.subject:  # "a communiqué claims that"
                content |= {t.i for clause in self._clauses(verb) for t in self._core(clause)}
        return any(
            f.head.i in content and f.head.i != frame.head.i and not self._lies_ahead(f.head) for f in frames
        )

    def _lies_ahead(self, token: Token) -> bool:
        """Whether what is reported has not happened and none that the speaker announces ("said that it might leave").

        "Said that it would leave" announces the leaving: that is what is told.
        """
        verb, s, words = clause_of(token, self.syntax), self.syntax, self.forms.words
        if not any(c.lower_ in words["modal"] and c.pos_ == "AUX" for c in verb.lefts):
            return False
        doers = [c for c in verb.lefts if c.dep_ in s.subject]
        own = any(t.pos_ == "PRON" for doer in doers for t in (doer, *doer.lefts))
        firm = any(c.lower_ in words["announcing"] for c in verb.lefts)
        return not (own and firm) or any(c.lower_ in words["denying"] for c in verb.children)

    def _counts(self, frame: Frame) -> bool:
        """Whether a word of speech only gives a figure of losses told elsewhere ("spoke of 60 dead")."""
        given = [t for slot in _FIGURE for t in frame.slots.get(slot, ())]
        return any(
            t.pos_ == "NUM"
            or (self.forms.lemma(t) in self.loss_words and any(c.pos_ == "NUM" for c in t.children))
            for t in given
        )

    def _told_before(self, verb: Token) -> list[Token]:
        """What a word of speech behind it or put into it reports ("X shelled the town, killing two, they said")."""
        s = self.syntax
        found = [t for c in verb.children if c.dep_ in s.predicate for t in (c, *c.conjuncts)]
        labels = s.complement | s.open_complement
        if self.forms.lemma(verb) not in self.forms.words["addressing"]:
            labels |= s.object  # "told reporters" tells who was told
        if any(c.dep_ in labels and c.i > verb.i for c in verb.children):
            return found
        told = [c for c in self._clauses(verb) if c.dep_ in s.complement and c.i < verb.i]
        found += [t for clause in told for t in clause.subtree]
        behind = verb.i + 1 < len(verb.doc) and verb.nbor().is_punct
        if verb.dep_ in s.adverbial_clause | s.complement and verb.i < verb.head.i and behind:
            found.append(verb.head)  # "the rebels, state media reported, took the town"
        return found

    def content(self, frame: Frame) -> list[Token]:
        """Where the event that a word of speech governs is named: its clause, its object or that of its noun."""
        s = self.syntax
        found = [t for word in frame.tokens for clause in self._clauses(word) for t in self._core(clause)]
        found += [t for t in frame.head.children if t.dep_ in s.object]
        found += [*self._judged(frame.head), *self._owned_up(frame.head)]
        nouns = [t for t in frame.inner if t.pos_ == "NOUN"]  # "claimed responsibility for the bombing"
        hung = [
            c
            for t in nouns
            for c in (*t.children, *frame.head.children)
            if c.dep_ in s.preposition and c.i > t.i
        ]
        ties = self.forms.prepositions["content"]
        found += [
            t
            for c in hung
            if self.forms.lemma(c) in ties
            for t in c.children
            if t.dep_ in s.preposition_object
        ]
        return found + [whole for t in found for whole in self._wholes(t)]

    def _intended(self, noun: Token) -> list[Token]:
        """What a noun says that somebody means to do: "announced its decision to *withdraw*"."""
        s = self.syntax
        anothers = any(
            c.dep_ in s.possessor and c.pos_ != "PRON" for c in noun.lefts
        )  # "called X's decision wise"
        if anothers or self.forms.lemma(noun) not in self.forms.words["striving"]:
            return []
        return [c for c in noun.rights if c.dep_ in s.noun_clause | s.complement | s.open_complement]

    def _wholes(self, part: Token) -> list[Token]:
        """What a number or "some" is of: "claimed several of the *attacks*"."""
        if part.pos_ != "NUM" and self.forms.lemma(part) not in self.forms.words["rows"]:
            return []
        return governed(part, self.forms.prepositions["attributive"], self.syntax, self.forms)

    def _owned_up(self, verb: Token) -> list[Token]:
        """What somebody says that he did ("admitted to *burning* it", "boasted of *taking* it")."""
        s, ties = self.syntax, self.forms.prepositions["yielded"] | self.forms.prepositions["attributive"]
        hung = [c for c in verb.rights if c.dep_ in s.preposition and self.forms.lemma(c) in ties]
        return [t for c in hung for t in c.children if t.dep_ in s.preposition_clause]

    def _judged(self, verb: Token) -> list[Token]:
        """What something is called in a clause that stands for it ("in *what* guards described as a raid")."""
        s, tags = self.syntax, self.forms.tags["relative_pronoun"]
        if not any(c.tag_ in tags and c.dep_ in s.object | s.subject for c in verb.lefts):
            return []
        ties = [c for c in verb.rights if self.forms.lemma(c) in self.forms.prepositions["likening"]]
        return [t for c in ties for t in c.children if t.dep_ in s.preposition_object]

    def _clauses(self, head: Token) -> list[Token]:
        """The clauses that a word of speech governs, or that it is put into: "X, he said, did Y"."""
        s = self.syntax
        clauses = s.complement | s.open_complement | s.relative_clause | s.noun_clause
        found = [c for c in head.children if c.dep_ in clauses and not self._breaks_off(c, head)]
        return [*found, head.head] if head.dep_ in s.aside else found

    def _breaks_off(self, clause: Token, head: Token) -> bool:
        """Whether a stronger mark than a comma parts a clause from the word of speech behind it."""
        between = {t.text for t in clause.doc[clause.i + 1 : head.i]}
        if ")" in between:
            between.discard("(")  # "the Red Crescent (PRCS) said"
        return not between.isdisjoint(self.forms.words.get("breaks", ()))

    def _core(self, verb: Token) -> list[Token]:
        """A verb, what is joined to it and what it governs: where the event of its clause is named."""
        s = self.syntax
        inner = s.subject | s.passive_subject | s.object | s.open_complement | s.predicate | s.conjunct
        inner |= s.complement
        out = [verb]
        for child in verb.children:
            known = any(c.lower_ in self.forms.words["definite"] for c in child.lefts)
            if verb.pos_ == "AUX" and child.dep_ in s.subject and known and not laying(child, s, self.forms):
                continue  # "said that the siege was a crime"
            if child.dep_ in inner:
                out += self._core(child)
            elif child.dep_ in s.preposition | s.agent:
                told = s.preposition_object | (s.preposition_clause if verb.pos_ == "ADJ" else frozenset())
                out += [t for t in child.children if t.dep_ in told]
        return out
