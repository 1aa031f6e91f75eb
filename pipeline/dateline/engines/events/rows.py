"""What nouns for acts that are joined share, told once behind the last of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile

from spacy.tokens import Token

from dateline.engines.events.clauses import ClauseReader


@dataclass(slots=True)
class RowReader(ClauseReader):
    """Reads rows of nouns off the parse of one language."""

    def shared(self, noun: Token) -> dict[str, list[Token]]:
        """Slots of a noun that stand behind another one joined to it."""
        return self._right_behind(noun) | self._of_the_row(noun) | self._of_both(noun)

    def _right_behind(self, noun: Token) -> dict[str, list[Token]]:
        """What stands right behind a joined noun and is read as the first one's ("protests and clashes *with* X")."""
        p = self.forms.prepositions
        own = (p["upon"] | p["company"] | p["paired"]) - p["attributive"]
        ties = (
            c for t in noun.conjuncts for c in t.rights if c.i == noun.i + 1 and self.forms.lemma(c) in own
        )
        return {self.forms.lemma(c): self._objects_of(c) for c in ties if c.dep_ in self.syntax.preposition}

    def _of_the_row(self, noun: Token) -> dict[str, list[Token]]:
        """Who did all that is joined, or between whom it was, told behind the last ("looting *by* Serb forces")."""
        row = [noun, *noun.conjuncts]
        prepositions, last = self.forms.prepositions, max(row, key=lambda t: t.i)
        hosts = [*row, *(t.head for t in row if t.dep_ in self.syntax.object)]
        behind = [c for t in hosts for c in t.rights if c.i > last.i and c.dep_ in self.syntax.preposition]
        behind.sort(key=lambda c: c.i)
        ties = dropwhile(lambda c: self.forms.lemma(c) in prepositions["attributive"], behind)
        agent = next(ties, None)
        if agent is None or self.forms.lemma(agent) not in prepositions["agentive"] | prepositions["paired"]:
            return {}  # "protests and involvement in the war by X"
        fillers = self._objects_of(agent)
        return {self.forms.lemma(agent): fillers} if fillers else {}

    def _of_both(self, noun: Token) -> dict[str, list[Token]]:
        """Whose acts two nouns are, or on whom, told behind the second ("the arrest and execution *of ten men*")."""
        own, out, doc = self.forms.prepositions["attributive"], {}, noun.doc
        counting = self.forms.words["partitive"]  # "his march and many of his troops"
        acts = (t for t in noun.conjuncts if t.pos_ == "NOUN" and self.forms.lemma(t) not in counting)
        for tie in (c for t in acts for c in t.rights if c.i > noun.i):
            between = doc[noun.i + 1 : tie.i]
            shared = all(t.pos_ in ("NOUN", "CCONJ", "ADJ") or t.text == "," for t in between)
            if shared and tie.lower_ in own and (fillers := self._objects_of(tie)):
                out[self.forms.lemma(tie)] = fillers
        return out

    def row(self, noun: Token) -> Token:
        """What stands for a noun in its clause: itself, or the row of acts that it is of ("a *series* of attacks")."""
        tie = noun.head
        of = noun.dep_ in self.syntax.preposition_object and (
            self.forms.lemma(tie) in self.forms.prepositions["attributive"]
        )
        some = tie.head.pos_ == "NUM" or self.forms.lemma(tie.head) in self.forms.words["rows"]
        return tie.head if of and some else noun
