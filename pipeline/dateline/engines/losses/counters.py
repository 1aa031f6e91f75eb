"""By whom a figure was counted: "the ministry put the dead at 45", "counted 86 dead"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.mentions import Mentions
from dateline.engines.sources.cues import Cues
from dateline.engines.syntax import NOUNS
from dateline.layers import Actor

_HOPS = 5  # steps from a figure up to the verb that gives it


@dataclass(slots=True)
class Counters:
    """Finds who gives a figure, with words of one language: `verbs` that give one, `nobody` who counts none,
    `taken` what is claimed without a word ("the bombing claimed 168 lives").
    """

    words: Cues
    verbs: frozenset[str]
    nobody: frozenset[str]
    taken: frozenset[str]

    def of(self, figure: Token, word: Token, mentions: Mentions) -> Actor | None:
        """The subject of the verb of counting above a figure or its word of loss; None if there is none."""
        for start in (figure, word):
            verb = self._verb(start)
            if verb is None or verb.i == word.i or self.words.forms.lemma(word) in self.taken:
                continue
            for token in self.words.slots.subjects(verb):
                if self.words.forms.lemma(token) in self.nobody and mentions.at(token) is None:
                    continue
                known = mentions.at(token) is not None or token.pos_ in NOUNS
                if known and (actor := mentions.actor(token)) is not None:
                    return actor
        return None

    def _verb(self, token: Token) -> Token | None:
        """The verb of counting that governs a token, through nouns and prepositions alone."""
        for _ in range(_HOPS):
            above = token.head
            clause = token.pos_ == "VERB" and token.dep_ not in self.words.syntax.noun_clause
            if above.i == token.i or clause:
                return None
            if above.pos_ == "VERB" and self.words.forms.lemma(above) in self.verbs:
                return above if token.i > above.i or self.words.slots.passive(above) else None
            if above.pos_ in ("VERB", "AUX"):
                return None
            token = above
        return None
