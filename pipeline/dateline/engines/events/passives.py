"""Whether a verb tells what was done to its subject, whatever its form: "was charged, tried and *shot*"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.syntax import Forms, Syntax


@dataclass(slots=True)
class Passives:
    """Tells passives in the parse of one language, also those without "was" and those read as a past tense."""

    syntax: Syntax
    forms: Forms

    def passive(self, verb: Token) -> bool:
        """Whether the verb's grammatical subject (or the noun it modifies) is its logical object."""
        marks = self.syntax.passive_auxiliary | self.syntax.passive_subject
        if self.forms.lemma(verb) not in self.forms.words["unaccusative"]:
            marks = marks | self.syntax.agent
        if any(child.dep_ in marks for child in verb.children) and not self._is_perfect(verb):
            return True
        participle = verb.tag_ in self.forms.tags["passive_participle"]
        if participle and (self._is_small_clause(verb) or self._is_predicate(verb)):
            return True
        if participle and self._goes_on_predicate(verb):
            return True
        if not participle and (self._shares_passive(verb) or self._is_cut_short(verb)):
            return True
        if (participle or self._may_be_participle(verb)) and self._left_out_auxiliary(verb):
            return True
        if not participle or any(child.dep_ in self.syntax.subject for child in verb.children):
            return False
        objects = [child for child in verb.children if child.dep_ in self.syntax.object]
        if verb.dep_ in self.syntax.conjunct and verb.head.pos_ in ("VERB", "AUX"):
            made = all(self.forms.lemma(t) in self.forms.words["made"] for t in objects)
            return made and self._goes_on_passive(verb)  # "and taken prisoner"
        auxiliaries = any(child.pos_ == "AUX" for child in verb.children)
        if verb.head.dep_ in self.syntax.root and verb.head.pos_ == "NOUN" and objects:
            return False  # "A council elected Smith" read as a noun with a participle
        return verb.dep_ in (self.syntax.noun_clause | self.syntax.adverbial_clause) and not auxiliaries

    def _is_perfect(self, verb: Token) -> bool:
        """Whether a participle tells what its subject has done, whatever stands behind it ("had taken it by force")."""
        before = {c.dep_ for c in verb.lefts}
        suffered = before & (self.syntax.passive_auxiliary | self.syntax.passive_subject)
        helped = any(c.pos_ == "AUX" for c in verb.lefts)
        return helped and bool(before & self.syntax.noun_subject) and not suffered

    def _is_small_clause(self, verb: Token) -> bool:
        """Whether a participle only says what became of its subject ("declared the city liberated").

        So of the subject of a passive: "two pilots were reported *captured*".
        """
        bare = not any(c.pos_ == "AUX" or c.dep_ in self.syntax.object for c in verb.children)
        said = any(c.dep_ in self.syntax.passive_subject for c in verb.head.lefts)
        raised = (
            verb.dep_ in self.syntax.open_complement
            and said
            and self.forms.lemma(verb.head) in self.forms.words["presuming"]
        )
        return bare and (verb.dep_ in self.syntax.complement or raised) and verb.head.i < verb.i

    def _is_predicate(self, verb: Token) -> bool:
        """Whether a participle behind "be" is read as an adjective ("was surprised at Rossbach")."""
        return verb.dep_ in self.syntax.predicate and verb.head.pos_ == "AUX" and verb.head.i < verb.i

    def _goes_on_predicate(self, verb: Token) -> bool:
        """Whether a participle is joined to one that is read as an adjective ("was encircled and *destroyed*")."""
        if verb.dep_ not in self.syntax.conjunct or not self._is_said_of_subject(verb.head):
            return False
        degree = self.forms.words["degree"]  # "too weak and damaged to hold on"
        bare = not any(c.pos_ == "AUX" or c.dep_ in self.syntax.object for c in verb.children)
        return bare and not any(t.lower_ in degree for t in (*verb.head.lefts, *verb.lefts))

    def _follows_predicate(self, verb: Token) -> bool:
        """Whether a verb goes on what "be" says of its subject ("was weak and retreated", "was ill and replaced")."""
        participle = verb.tag_ in self.forms.tags["passive_participle"]
        return self._is_said_of_subject(verb.head) and (not participle or self._goes_on_predicate(verb))

    def _is_said_of_subject(self, word: Token) -> bool:
        """Whether an adjective is what "be" says of its subject."""
        return word.pos_ == "ADJ" and word.dep_ in self.syntax.predicate and word.head.pos_ == "AUX"

    def _may_be_participle(self, verb: Token) -> bool:
        """Whether a verb read as a past tense is a participle: by its form, or as it needs somebody to be done to."""
        words, lemma = self.forms.words, self.forms.lemma(verb)
        if verb.lower_ in words["participial"]:
            return True
        phrased = any(f"{lemma} {c.lower_}" in words["transitive_with"] for c in verb.rights)
        needy = lemma in words["harming"] | words["transitive"] or phrased
        return needy and verb.lower_ not in words["past_only"]

    def _left_out_auxiliary(self, verb: Token) -> bool:
        """Whether a participle goes on a passive without saying "was" again ("12 were killed and a ship taken")."""
        joined = verb.dep_ in self.syntax.conjunct and verb.head.pos_ == "VERB" and verb.head.i < verb.i
        if not joined or any(c.pos_ == "AUX" or c.dep_ in self.syntax.object for c in verb.children):
            return False
        own = any(c.dep_ in self.syntax.subject for c in verb.children)
        marked = any(c.dep_ in self.syntax.passive_auxiliary for c in verb.head.children)
        return own and marked

    def _is_cut_short(self, verb: Token) -> bool:
        """Whether a verb of harm behind a conjunction has no object: a passive without "were" ("while ten injured")."""
        harms = self.forms.words["hitting"] & self.forms.words["losing"]
        if verb.dep_ not in self.syntax.adverbial_clause or self.forms.lemma(verb) not in harms:
            return False
        own = any(c.dep_ in self.syntax.noun_subject for c in verb.lefts)
        return own and not any(c.pos_ == "AUX" or c.dep_ in self.syntax.object for c in verb.children)

    def _shares_passive(self, verb: Token) -> bool:
        """Whether a verb that needs an object and has none shares the passive of the one it is joined to."""
        bare = not any(c.dep_ in self.syntax.object | self.syntax.subject for c in verb.children)
        joined = verb.dep_ in self.syntax.conjunct and verb.head.pos_ == "VERB" and bare
        lemma = self.forms.lemma(verb)
        near = (t for c in verb.rights for t in (c, *c.children))
        phrased = any(f"{lemma} {self.forms.lemma(t)}" in self.forms.words["transitive_with"] for t in near)
        return joined and (phrased or lemma in self.forms.words["transitive"]) and self._goes_on_passive(verb)

    def _goes_on_passive(self, verb: Token) -> bool:
        """Whether a verb is joined to a passive, if only over others ("was charged, tried and shot")."""
        own = self.syntax.subject | self.syntax.passive_subject
        while verb.dep_ in self.syntax.conjunct and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
            if self.passive(verb):
                return True
            if any(c.dep_ in own for c in verb.children):
                return False
        return False
