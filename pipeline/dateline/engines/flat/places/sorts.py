"""Which place a word means that points back to the last one of its sort ("该岛", "该高地", "该机场")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.engines.flat.entities import OwnPlace
from dateline.engines.flat.words import Words
from dateline.layers import PlaceMention


class Sorts:
    """Reads the words of a language that point back by the sort of a place."""

    def __init__(self, words: dict[str, Any], listed: Words[OwnPlace]) -> None:
        self._determiners: tuple[str, ...] = tuple(words["determiners"])
        self._sorts: list[list[str]] = words["sorts_meant"]
        self._listed = listed

    def last(self, words: str, before: Sequence[PlaceMention]) -> PlaceMention | None:
        """The last of the mentions so far whose name ends in the sort that the words name; None where there is none."""
        sort = next((words.removeprefix(d) for d in self._determiners if words.startswith(d)), "")
        ends = tuple(end for sorts in self._sorts if sort in sorts for end in sorts)
        if not ends:
            return None
        named = {mention.place.name for mention in before}
        return next((m for m in reversed(before) if self._is_one(m.place.name, ends, named)), None)

    def _is_one(self, name: str, ends: tuple[str, ...], named: set[str]) -> bool:
        """Whether a name ends in the noun, or stands with it elsewhere ("瓜达尔卡纳尔" for the island)."""
        whole = (name + end for end in ends)
        return name.endswith(ends) or any(longer in named or longer in self._listed for longer in whole)
