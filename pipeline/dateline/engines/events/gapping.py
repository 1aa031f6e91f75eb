"""Finds further happenings of one trigger that leave it out: "took Ndélé on the 10th and Bria eight days later".

Each has a place and a time of its own, and so had the first: TRIGGER ... TIME, [and] PLACE [and PLACE] TIME.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.engines.events.frames import LayersByToken, covering
from dateline.engines.syntax import Forms

_PHRASE = ("DET", "ADJ", "ADP", "NOUN", "PROPN", "NUM", "PART")  # what a gapped object is made of
_CLAUSE = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Gap:
    """One more happening: an index into the places (None: a name not known as one) and one into the timexes.

    `before` is the timex of the happening before it.
    """

    place: int | None
    timex: int
    before: int


class Gaps:
    """Finds gaps in one Doc."""

    def __init__(self, doc: Doc, mentions: LayersByToken, forms: Forms) -> None:
        self.doc = doc
        self.mentions = mentions
        self.separators = forms.words.get("separators", frozenset())
        self.hyphens = forms.words.get("hyphens", frozenset())
        self._timex_at: dict[int, int] = {}
        for index, timex in enumerate(doc._.timexes or []):
            if timex.type in ("DATE", "TIME"):
                for token in covering(doc, timex.start, timex.end):
                    self._timex_at[token.i] = index

    def of(self, head: Token, last: int, heads: Set[int]) -> list[Gap]:
        """The gaps behind a trigger in the tokens up to `last`; `heads` are the heads of all triggers there."""
        found: list[Gap] = []
        before: int | None = None
        at = head.i + 1
        while at < last and self.doc[at].pos_ not in _CLAUSE and at not in heads:
            if at in self._timex_at:
                before = self._timex_at[at]
                at = self._end_of_timex(at)
            elif before is not None and self.doc[at].text in self.separators:
                places, timex, at = self._conjunct(at + 1, last, heads)
                if timex is None:
                    continue
                found += [Gap(place, timex, before) for place in places]
                before = timex
            else:
                at += 1
        return found

    def _end_of_timex(self, at: int) -> int:
        index = self._timex_at[at]
        while self._timex_at.get(at) == index:
            at += 1
        return at

    def _conjunct(self, at: int, last: int, heads: Set[int]) -> tuple[list[int | None], int | None, int]:
        """Places and time of a conjunct that begins at `at`; no time if it is none; and where to go on.

        Named places count before others ("a market in Kidal"); a name that the places stage does not know is None.
        """
        named: dict[int, int | None] = {}  # by the last token of the name
        others: list[int | None] = []
        while at < last and at not in heads:
            token = self.doc[at]
            if at in self._timex_at:
                end = self._end_of_timex(at)
                goes_on = end < last and self.doc[end].pos_ in _CLAUSE
                places = list(named.values()) or others
                return (
                    places,
                    (self._timex_at[at] if places and not goes_on else None),
                    (end if places else at),
                )
            if token.pos_ == "PROPN" and self._may_be_place(token):
                named.pop(at - 1, None)
                named[at] = self.mentions.place.get(at)
            elif token.text in self.hyphens and at - 1 in named:
                named[at] = named.pop(at - 1)  # "Kaga-Bandoro"
            elif at in self.mentions.place:
                others = [self.mentions.place[at]]
            elif token.text not in self.separators and (
                token.pos_ not in _PHRASE or (named and token.pos_ == "NOUN")
            ):
                return [], None, at
            at += 1
        return [], None, at

    def _may_be_place(self, token: Token) -> bool:
        return token.i in self.mentions.place or token.i not in self.mentions.actor
