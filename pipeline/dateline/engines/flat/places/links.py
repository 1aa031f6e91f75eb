"""Reads what stands between two places of which the second lies in the first ("X州首府Y", "X西部边境城镇Y")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dateline.engines.flat.view import FlatSyntax


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


class Links:
    """The words that lead from a place to one in it."""

    def __init__(self, syntax: FlatSyntax, words: dict[str, Any]) -> None:
        self._within = syntax.markers["within"]
        links, particle = _any(words["linking"]), re.escape(syntax.attributive[0])
        sorts, settlements = _any(words["sorts"]), _any(words["settlements"])
        self._links = re.compile(
            f"(?:{links}){{1,3}}{particle}"
            f"|(?:(?:{links}){{1,2}}{particle}?)?(?:{sorts}){{0,2}}(?:{settlements})|{particle}(?:{sorts}){{0,2}}(?:{settlements})"
        )

    def join(self, between: str) -> bool:
        """Whether the words between two places say so; nothing at all does."""
        return not between or between in self._within or bool(self._links.fullmatch(between))
