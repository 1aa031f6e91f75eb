"""Words of loss that stand together: of one figure of neither kind, or of which the second tells the end."""

from __future__ import annotations

import re
from typing import Any

APART = frozenset({"killed", "injured", "captured", "missing"})
KILLED = "killed"
INSIDE = 40  # characters before a figure in which those are opened whom it is a part of


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


class Kinds:
    """What figures count, by the words around them: tolls, bodies of the dead, bodies of troops, a part of others."""

    def __init__(self, table: dict[str, Any]) -> None:
        between, parts, soldiers = table["between"], table["parts"], table["soldiers"]
        self._closing = re.compile(rf"{between['closing']}(?:[{re.escape(between['breaks'])}]|\Z)")
        self._toll_ends = tuple(between["toll_ends"])
        self._troops = re.compile(table["not_people"]["bodies"])
        self._inside, self._inside_end = re.compile(parts["inside"]), re.compile(parts["inside_end"])
        self._listed = re.compile(parts["listed"])
        self._corpses, self._counter = frozenset(soldiers["corpses"]), soldiers["counter"]

    def closes(self, text: str, end: int) -> bool:
        """Whether a figure ends its clause, but for words of its bounds."""
        return bool(self._closing.match(text, end))

    def toll(self, text: str, word: tuple[int, int]) -> bool:
        """Whether a word of loss names a toll: "死亡人数", "死者"."""
        return text.endswith(self._toll_ends, *word) or text.startswith(self._toll_ends, word[1])

    def bodies(self, text: str, end: int) -> bool:
        """Whether a figure counts bodies of troops or places: "一个旅"."""
        return bool(self._troops.match(text, end))

    def counted_behind(self, text: str, start: int, end: int) -> bool:
        """Whether those counted are but some of those whom the next figure counts: "包括三名工程师在内的九人"."""
        if self._listed.match(text, end):
            return True  # "三名记者等20名船员"
        led = self._inside.search(text, max(start - INSIDE, 0), start)
        return led is not None and bool(self._inside_end.match(text, end))

    def fits(self, word: str, figure: str) -> bool:
        """Whether a word of loss before a figure may be counted by it: bodies have a counter of their own."""
        return word not in self._corpses or self._counter in figure
