"""The stretch of a Doc that a time grammar reads, and what stands around a place in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from dateline.engines.script import normal_text
from dateline.layers import article_of

CONTEXT = 48  # characters of context that a condition may look at


@dataclass(frozen=True, slots=True)
class Passage:
    """The stretch `start:end` of a Doc that a grammar reads.

    `lower` is the folded text of the whole Doc, `starts` the text offsets of its tokens, `known` what has been
    looked for in the whole text, and whether it is there.
    """

    doc: Doc
    text: str
    lower: str
    starts: list[int]
    start: int
    end: int
    known: dict[re.Pattern[str], bool] = field(default_factory=dict)

    @classmethod
    def whole(cls, doc: Doc) -> Passage:
        """All of a Doc."""
        text = article_of(doc).text  # doc.text joins all tokens anew at every call
        return cls(doc, text, fold(normal_text(doc)), doc.to_array(IDX).tolist(), 0, len(text))

    def part(self, start: int, end: int) -> Passage:
        """A stretch of the same Doc."""
        return Passage(self.doc, self.text, self.lower, self.starts, start, end, self.known)

    def somewhere(self, pattern: re.Pattern[str]) -> bool:
        """Whether the whole text has it, in this passage or elsewhere."""
        if pattern not in self.known:
            self.known[pattern] = pattern.search(self.lower) is not None
        return self.known[pattern]

    def left(self, at: int) -> str:
        """What stands before `at`, lower-cased, no more than a condition may look at."""
        return self.lower[max(self.start, at - CONTEXT) : at]

    def right(self, at: int) -> str:
        """What stands from `at` on, lower-cased."""
        return self.lower[at : min(self.end, at + CONTEXT)]

    def token(self, at: int) -> Token:
        """The token at a text offset (the one before, if the offset is white space)."""
        return self.doc[max(bisect_right(self.starts, at) - 1, 0)]

    def after(self, at: int) -> Token | None:
        """The first token that begins at or after `at`."""
        token = self.token(at)
        i = token.i if token.idx >= at else token.i + 1
        return self.doc[i] if i < len(self.doc) and self.doc[i].idx < self.end else None

    def next_tag(self, at: int) -> str:
        """Tag of the first token that begins at or after `at`; "" at the end."""
        token = self.after(at)
        return token.tag_ if token is not None else ""

    def previous_tag(self, at: int) -> str:
        """Tag of the token before the one at `at`; "" at the beginning and for punctuation."""
        i = self.token(at).i - 1
        return (
            self.doc[i].tag_ if i >= 0 and self.doc[i].idx >= self.start and not self.doc[i].is_punct else ""
        )


def fold(text: str) -> str:
    """Lower case, character by character, so that offsets stay."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )
