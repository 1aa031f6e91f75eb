"""Reads what stands between two places of which the second lies in the first ("X州首府Y", "X西部边境城镇Y")."""

from __future__ import annotations

import re
from typing import Any

from dateline.engines.flat.view import FlatSyntax
from dateline.patterns import any_of


class Links:
    """The words that lead from a place to one in it."""

    def __init__(self, syntax: FlatSyntax, words: dict[str, Any]) -> None:
        self._within = syntax.markers["within"]
        links, particle = any_of(words["linking"]), re.escape(syntax.attributive[0])
        sorts, settlements = any_of(words["sorts"]), any_of(words["settlements"])
        bearing: str = words["bearing"]
        self._links = re.compile(
            rf"{bearing}{particle}(?:\w{{0,4}}(?:{settlements}))?|"
            f"(?:{links}){{1,3}}{particle}"
            f"|(?:(?:{links}){{1,2}}{particle}?)?(?:{sorts}){{0,2}}(?:{settlements})|{particle}(?:{sorts}){{0,2}}(?:{settlements})"
        )

    def join(self, between: str) -> bool:
        """Whether the words between two places say so; nothing at all does."""
        return not between or between in self._within or bool(self._links.fullmatch(between))
