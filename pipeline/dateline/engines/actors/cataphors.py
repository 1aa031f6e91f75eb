"""Whom a possessive stands for that is named only behind it: "during *their* retreat, the rebels"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named
from dateline.engines.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Cataphors:
    """Finds them in one Doc; `owner` gives the names by their tokens."""

    owner: Mapping[int, Named]
    lexicon: ActorLexicon
    syntax: Syntax

    def subject(self, token: Token) -> Token | None:
        """The subject behind a possessive that a clause opens with, if it may be its own.

        Also within what is of something ("after the failure of *their* offensive, the rebels").
        """
        if token.dep_ not in self.lexicon.syntax["possessor"]:
            return None
        preposition = token.head.head
        while preposition.lower_ in self.lexicon.words["belonging"] and preposition.head.pos_ == "NOUN":
            preposition = preposition.head.head
        verb = preposition.head
        if (
            preposition.dep_ not in self.syntax.preposition
            or verb.i < token.i
            or verb.pos_ not in ("VERB", "AUX")
        ):
            return None
        subjects = self.syntax.subject | self.syntax.passive_subject
        found = next((c for c in verb.children if c.dep_ in subjects and c.i > token.i), None)
        return found if found is not None and (found.pos_ == "PRON" or self._agrees(token, found)) else None

    def _agrees(self, possessive: Token, subject: Token) -> bool:
        """Whether a possessive may be of a subject: no "after *their* defeat, Chad annexed the land"."""
        pronouns = self.lexicon.pronouns
        named, noun = self.owner.get(subject.i), self.lexicon.head(subject)
        several = self.lexicon.several(subject) or bool(subject.conjuncts)
        person = noun is not None and noun[0] == "person"
        if named is not None:
            person = named.actor is not None and named.actor.kind == "person"
        if possessive.lower_ in pronouns["person_possessive"]:
            return not several and (person or (named is None and noun is None))
        if possessive.lower_ in pronouns["collective_possessive"]:
            return not several and not person
        state = named is not None and named.state is not None and named.form == "state"
        return several or not (person or state)
