"""Words of loss that stand together: of one figure of neither kind, or of which the second tells the end."""

from __future__ import annotations

import re
from typing import Any

APART = frozenset({"killed", "injured", "captured", "missing"})
KILLED = "killed"


class Joint:
    """How words of loss of a language go together: those behind their figures (`after`), and those before them."""

    def __init__(
        self,
        table: dict[str, Any],
        after: re.Pattern[str],
        kind_after: dict[str, str],
        before: re.Pattern[str],
        kind_before: dict[str, str],
    ) -> None:
        either = table["between"]["either"]
        self._kind_after, self._kind_before = kind_after, kind_before
        self._behind = re.compile(rf"{either}(?P<word>{after.pattern})")
        self._ahead = re.compile(rf"(?P<word>{before.pattern}){either}\Z")

    def outcome(self, told: list[re.Match[str]]) -> list[re.Match[str]]:
        """The words behind a figure, less those that another at their end outdoes: "中枪身亡", "被俘遇害"."""
        while len(told) > 1 and told[0].end() == told[1].start() and self._kind(told[1]) == KILLED:
            if self._kind(told[0]) not in APART - {KILLED}:
                break
            del told[0]
        return told

    def goes_on(self, found: re.Match[str], text: str, right: int) -> bool:
        """Whether another kind of loss of the same figure follows: "六千人失踪或被俘"."""
        other = self._behind.match(text, found.end(), right)
        return other is not None and self._differ(self._kind(found), self._kind_after[other["word"]])

    def led(self, word: tuple[int, int], text: str, left: int) -> bool:
        """Whether another kind of loss of the same figure stands before: "阵亡、被俘约300人"."""
        other = self._ahead.search(text, left, word[0])
        if other is None:
            return False
        return self._differ(self._kind_before[other["word"]], self._kind_before[text[slice(*word)]])

    def _kind(self, found: re.Match[str]) -> str:
        return self._kind_after.get(found[0], "")

    @staticmethod
    def _differ(first: str, second: str) -> bool:
        return first != second and {first, second} <= APART
