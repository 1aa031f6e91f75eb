"""In which argument place a clause or noun stands under a word: "agreed *to leave*", "denied *the attack*"."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.sources.cues import NOUNS, Cues
from dateline.engines.syntax import is_infinitive, parted, to_occur

PARTS = ";"  # what parts a clause from the word that it hangs on


class ArgumentPlaces:
    """Names the places that cues govern."""

    def __init__(self, words: Cues) -> None:
        self.words, self.syntax, self.forms = words, words.syntax, words.forms

    def of(self, child: Token) -> set[str]:
        """Names of the argument place in which `child` stands under its head."""
        relation = self.words.relation(child)
        if relation == "object":
            return {"object"}
        if relation == "predicate":
            called = child.pos_ in NOUNS and not self.words.slots.subjects(child.head)
            named = child.pos_ == "PROPN" or called
            return set() if named else {"predicate"}
        if relation == "subject":
            return {"infinitive"} if self.is_to_be(child) else set()
        infinitive = is_infinitive(child, self.forms)
        if relation == "noun_clause" and not infinitive and not self.words.has_subject(child):
            return set()  # "the agreement signed in May" is no agreement to do something
        if relation == "adverbial" and infinitive:
            return {"aim"}
        told = any(c.lower_ in self.words.sets["content"] for c in child.lefts)
        verbs = (child, *(c for c in child.lefts if c.pos_ == "AUX" and not told))
        finite = any(t.tag_ in self.words.sets["finite"] for t in verbs)
        opens = any(c.tag_ in self.words.sets["expletive"] for c in child.lefts)
        whole = opens or self.words.has_subject(child) or child.i < child.head.i
        if relation == "complement" and finite and not whole:
            return set()  # "a truce agreed in May collapsed": no clause lacks its subject
        if relation == "complement" and self._subjunctive(child):
            return {"clause", "subjunctive"}
        if relation in ("complement", "open_complement", "noun_clause"):
            if child.tag_ in self.forms.tags["gerund"] and not self.words.has_subject(child):
                return {"clause", "gerund"}
            if infinitive and relation != "complement":
                return {"clause", "infinitive"}
            return {"clause"} if self._is_state(child) else {"clause", "finite"}
        return set()

    def _is_state(self, verb: Token) -> bool:
        """Whether a participle only says in what state somebody or something is ("found it *burned*")."""
        auxiliary = any(c.pos_ == "AUX" or c.dep_ in self.syntax.passive_auxiliary for c in verb.children)
        return verb.tag_ in self.forms.tags["passive_participle"] and not auxiliary

    def governs_other(self, cue: Token, clause: Token) -> bool:
        """Whether the cue governs another clause than this: its own follows, or a semicolon parts them."""
        if self.words.relation(clause) != "complement":
            return False
        if clause.i > cue.i or parted(clause, cue, PARTS):
            return parted(clause, cue, PARTS)
        after = (c for c in cue.children if c.i > cue.i and not parted(c, cue, PARTS))
        return any(self.words.relation(c) in ("complement", "open_complement") for c in after)

    def is_clause_alone(self, places: set[str]) -> bool:
        """Whether a clause stands in no other place than that, neither as infinitive nor as gerund."""
        return "clause" in places and places <= {"clause", "finite"}

    def is_raised(self, child: Token) -> bool:
        """Whether a noun under a passive is at the same time what an infinitive tells of: "was said to begin"."""
        labels = self.words.relation(child) == "object" and child.dep_ in self.syntax.passive_subject
        return labels and any(self.words.relation(c) == "open_complement" for c in child.head.children)

    def is_to_be(self, noun: Token) -> bool:
        """Whether a noun is what is to take place: "the truce was to begin at noon"."""
        return to_occur(noun, self.syntax, self.forms) is not None

    def _subjunctive(self, verb: Token) -> bool:
        """Whether a clause names what somebody wants: "insisted that the army first lay down its arms"."""
        if verb.tag_ not in self.words.sets["bare"] or not self.words.has_subject(verb):
            return False
        return not any(
            c.pos_ == "AUX" or c.tag_ in self.forms.tags["infinitive_marker"] for c in verb.children
        )
