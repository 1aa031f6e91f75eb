"""Clauses that leave what somebody said: the narrator's own words, put in or added."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.sources.combining import SOURCES
from dateline.engines.sources.cues import VERBS, Cue, Cues
from dateline.engines.syntax import parted


@dataclass(slots=True)
class Asides:
    """Knows them with the cues of one language."""

    words: Cues

    def speaks(self, verb: Token) -> bool:
        """Whether a relative clause says what another party makes of the report: ", which the army denied"."""
        cues = self.words.governing.get(self.words.forms.lemma(verb), ())
        aside = verb.doc[verb.left_edge.i - 1].pos_ == "PUNCT"
        return aside and self.words.has_subject(verb) and any(cue.status in SOURCES for _, cue in cues)

    def aside(self, verb: Token) -> bool:
        """Whether a relative clause is put in by the narrator: "reported looting in Ardal, which had fallen"."""
        before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else None
        return (
            before is not None
            and before.pos_ == "PUNCT"
            and before.i > verb.head.i
            and not self._unknown(verb)
        )

    def _unknown(self, verb: Token) -> bool:
        """Whether a clause tells what they did of whom nothing else is known ("said that gunmen, *who* ..., fled")."""
        noun, words = verb.head, self.words
        doing = any(c.tag_ in words.sets["relative"] and c.dep_ in words.syntax.subject for c in verb.lefts)
        several = noun.tag_ in words.forms.tags["plural_noun"] or any(c.pos_ == "NUM" for c in noun.lefts)
        own = any(c.lower_ in words.sets["definite"] or c.dep_ in words.syntax.possessor for c in noun.lefts)
        agent = noun.head.dep_ in words.syntax.agent
        return doing and several and agent and not own and noun.pos_ == "NOUN"

    def opens_aside(self, verb: Token) -> bool:
        """Whether a clause is a relative one behind a comma, whatever the parser makes of it: ", which A denies"."""
        first = verb.doc[verb.left_edge.i]
        behind = first.i > verb.head.i and verb.doc[first.i - 1].pos_ == "PUNCT"
        relative = behind and first.tag_ in self.words.sets["relative"] and first.i != verb.i
        unknown = verb.dep_ in self.words.syntax.relative_clause and self._unknown(verb)
        return relative and verb.pos_ in VERBS and self.words.has_subject(verb) and not unknown

    def is_of_next(self, token: Token, verb: Token, child: Token | None) -> bool:
        """Whether a source between commas speaks of a later clause: "X was taken, and Y, *according to A*, fell"."""
        doc, syntax = token.doc, self.words.syntax
        if verb.pos_ not in VERBS or token.i < verb.i or (child is not None and child.i > token.i):
            return False
        end = token.right_edge.i + 1
        commas = doc[token.left_edge.i - 1].text == "," and end < len(doc) and doc[end].text == ","
        later = any(c.dep_ in syntax.conjunct and c.pos_ == "VERB" and c.i > token.i for c in verb.rights)
        joins = any(c.pos_ == "CCONJ" and verb.i < c.i < token.i for c in verb.rights)
        return commas and later and joins

    def sets_time(self, verb: Token) -> bool:
        """Whether the narrator adds when it was: "said that it had won, a day after the army had left"."""
        marks = [
            c for c in verb.lefts if self.words.forms.lemma(c) in self.words.forms.prepositions["separate"]
        ]
        before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else None
        return bool(marks) and verb.i > verb.head.i and before is not None and before.text == ","

    def explains(self, noun: Token, trigger: Token) -> bool:
        """Whether the narrator adds who or what was named: "said that it was near Ardal, *a town held by* A"."""
        syntax, mark = self.words.syntax, noun.doc[noun.left_edge.i - 1]
        clause = next((t for t in (trigger, *trigger.ancestors) if t.head.i == noun.i), trigger)
        told = clause.dep_ in syntax.noun_clause | syntax.relative_clause and not parted(noun, clause, ",")
        return noun.dep_ in syntax.apposition and told and mark.text == "," and noun.head.pos_ == "PROPN"

    def turns_to_other(self, verb: Token) -> bool:
        """Whether the narrator goes on with another speaker: "said that A had won, while B *called* for calm"."""
        marks = {c.lower_ for c in verb.lefts}
        before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else None
        apart = before is not None and before.text == "," and verb.i > verb.head.i
        speaks = any(cue.source for _, cue in self.words.governing.get(self.words.forms.lemma(verb), ()))
        return (
            apart and speaks and bool(marks & self.words.sets["contrasting"]) and self.words.has_subject(verb)
        )

    def concedes(self, verb: Token) -> bool:
        """Whether the narrator concedes something first: "*though* A attacked, it was, according to B, of no use"."""
        marks = {c.lower_ for c in verb.lefts}
        return verb.i < verb.head.i and bool(marks & self.words.sets["conceding"])

    def judged(self, cue: Cue, noun: Token, clause: Token | None) -> bool:
        """Whether the sentence says of what a noun tells that it was none: "rumours that A had died *proved false*"."""
        told = {t.i for t in clause.subtree} if clause is not None else set()
        behind = (t for t in noun.doc[noun.i + 1 : noun.sent.end] if t.i not in told)
        words = (t for t in behind if self.words.forms.lemma(t) in cue.beyond)
        said = (t for t in words if t.dep_ not in self.words.syntax.modifier)
        return any(a.i in (noun.i, noun.head.i) for t in said for a in t.ancestors)

    def leaves_speech(self, verb: Token) -> bool:
        """Whether a verb joined to a reported one goes on in the tense of the reporting verb.

        "Said that it had won and called off the march": "called" is what the speaker did, not what was said.
        """
        reported = verb.head
        result = any(c.lower_ in self.words.sets["resulting"] for c in verb.lefts)
        if (
            result
            and verb.tag_ in self.words.sets["finite"]
            and self.words.relation(reported) == "complement"
        ):
            return True  # "found that the gate was shut, and *therefore* turned back"
        if self.words.relation(reported) != "complement" or verb.tag_ != reported.head.tag_:
            return False
        if verb.i < reported.head.i:
            return False  # "two were killed and nine houses burned, he said": all of it is said
        if verb.lower_ in self.words.forms.words["past_only"] and reported.tag_ != verb.tag_:
            return True  # "had won and *withdrew*"
        if reported.tag_ == verb.tag_ or any(c.pos_ == "AUX" for c in verb.children):
            return False
        # A past form may be a participle that shares the auxiliary ("had won and lost").
        return "Pres" in verb.morph.get("Tense", []) or self.words.has_subject(verb)

    def begins_anew(self, verb: Token) -> bool:
        """Whether a joined clause stands behind a comma: "there was no sign that A would come, *and* B left"."""
        before = [c for c in verb.head.children if c.pos_ == "CCONJ" and c.i < verb.i]
        told = any(c.lower_ in self.words.sets["content"] for c in verb.lefts)
        return bool(before) and not told and verb.doc[before[-1].i - 1].text == ","

    def stands_for_clause(self, token: Token) -> bool:
        """Whether a modal is a clause by itself ("left before the enemy could")."""
        return token.pos_ == "AUX" and self.words.relation(token) == "adverbial"

    def is_part(self, token: Token, below: Token | None) -> bool:
        """Whether a word is subject or object of its verb and of the one `below`, where that is joined to it.

        An object is of its own verb alone: "met no resistance and burned the town".
        """
        joined = below is not None and below.dep_ in self.words.syntax.conjunct and below.pos_ in VERBS
        own = joined and token.dep_ in self.words.syntax.object
        return not own and self.words.relation(token) in ("subject", "object")
