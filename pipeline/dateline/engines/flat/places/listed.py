"""Reads lists of places that the words behind them close: "at X, Y and Z and other towns"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.engines.flat.view import View
from dateline.layers import Sentence
from dateline.patterns import any_of

LEAST, LONGEST = 2, 8  # characters of a name of a list
LEAD = 12  # characters before the first name in which the word may stand that a list follows


class ListReader:
    """Reads the lists of one Doc."""

    def __init__(self, view: View, words: dict[str, Any]) -> None:
        self.view, self.text = view, view.text
        markers = view.syntax.markers
        joints = any_of(markers["list"])
        closers = any_of(words["listing"])
        self._pause = min(markers["list"], key=lambda word: (word.isalnum(), len(word), word))
        stops = re.escape(view.syntax.breaks + self._pause)
        particle = re.escape(view.syntax.attributive[0])
        name = rf"[^\W\d_{stops}{particle}]{{{LEAST},{LONGEST}}}"
        no_closers = "|".join(map(re.escape, words["not_listing"]))
        self._list = re.compile(rf"(?:{joints})({name}?)(?!{no_closers})(?={closers})")
        heads = (*words["before"], *words["taking"], *words["captured"], *markers["at"], *markers["from"])
        lead = any_of(heads)
        self._lead = re.compile(rf"(?:(?:{lead})(?:{re.escape(words['done'])})?|{particle})({name})\Z")

    def names(self, sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
        """Where the names of such lists begin and end, but those that are known to be something else."""
        for match in self._list.finditer(self.text, sentence.start, sentence.end):
            found = [match.span(1)]
            end = match.start()
            while (first := self._first(end, sentence)) is not None:
                found.append(first[0])
                if first[1]:
                    break
                end = first[0][0] - len(self._pause)
            else:
                continue
            yield from (span for span in reversed(found) if taken.isdisjoint(range(*span)))

    def _first(self, end: int, sentence: Sentence) -> tuple[tuple[int, int], bool] | None:
        """The name that ends at `end`, and whether the list begins with it; None where none ends there."""
        start = end
        while start > sentence.start and self.view.syntax.breaks.find(self.text[start - 1]) < 0:
            if self.text.endswith(self._pause, sentence.start, start):
                span = (start, end)
                return (span, False) if LEAST <= end - start <= LONGEST else None
            start -= 1
        lead = self._lead.search(self.text, max(start, end - LEAD), end)
        return (lead.span(1), True) if lead else None
