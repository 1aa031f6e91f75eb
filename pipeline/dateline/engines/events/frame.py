"""A frame: a trigger found in a text, with those that fill its slots."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.lexicon import Sense

_LOOSE = (
    "DET",
    "ADJ",
    "ADV",
    "PART",
    "ADP",
    "PUNCT",
    "PRON",
)  # what may stand between the words of a trigger
_REACH = 4  # tokens that may stand between the words of one trigger for its span to cover them all
# Slots whose fillers stand at another word than the trigger's, and these with those whose fillers play no role.
REMOTE = frozenset({"aim", "asker", "asked_of"})
AROUND = REMOTE | {"clause", "governor", "verb"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger found in a text: its sense, head token, other words, and slots filled with head tokens.

    `said` is the other word that says what was done where it is said of an object ("took them *hostage*"); `recalled`
    that its clause only recalls it ("was convicted of murder").
    """

    sense: Sense
    head: Token
    inner: tuple[Token, ...]
    slots: dict[str, list[Token]]
    said: Token | None = None
    recalled: bool = False

    @property
    def tokens(self) -> list[Token]:
        """The trigger's tokens in text order."""
        return sorted((self.head, *self.inner), key=lambda t: t.i)

    def span(self) -> tuple[int, int]:
        """First token and end (exclusive) of the trigger's span.

        Auxiliaries before and prepositions behind are no part of it; where a noun phrase parts the words,
        it is the noun that says it ("took 70 people *hostage*") or the head alone.
        """
        tokens = self.tokens
        while (
            len(tokens) > 1
            and tokens[-1].pos_ == "ADP"
            and tokens[-1].i != self.head.i
            and any(child.i > tokens[-1].i and child.pos_ != "ADP" for child in tokens[-1].children)
        ):
            tokens = tokens[:-1]
        if len(tokens) > 1 and tokens[0].pos_ == "AUX":
            tokens = tokens[1:]
        first, end = tokens[0].i, tokens[-1].i + 1
        inside = {t.i for t in tokens}
        between = [t for t in self.head.doc[first:end] if t.i not in inside]
        if self.sense.pos == "NOUN" and all(t.pos_ == "PROPN" for t in between):
            return first, end  # "Operation Red Dawn"
        if end - first > _REACH + 1 or any(t.pos_ not in _LOOSE for t in between):
            alone = tokens[-1] if self.head.pos_ == "AUX" else (self.said or self.head)
            return alone.i, alone.i + 1
        return first, end
