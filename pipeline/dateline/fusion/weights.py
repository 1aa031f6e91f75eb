"""What models/fusion.toml says, in the shape that linking needs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dateline import data


class Weights:
    """Points, limits and type tables."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.table = table
        self.threshold: float = table["threshold"]
        types = table["types"]
        self.turned = frozenset(types["turned"])
        self.beaten_back = frozenset(types["beaten_back"])
        self.striking_back = frozenset(types["striking_back"])
        self.leaving = frozenset(types["leaving"])
        self.placeless = frozenset(types["placeless"])
        self.many_a_day = frozenset(types["many_a_day"])
        self.many_a_month = frozenset(types["many_a_month"])
        self.fate = frozenset(types["fate"])
        self.doubts = frozenset(table["accounts"]["doubts"])
        self.told = frozenset(table["status"]["told"])
        self.armed = frozenset(table["kinds"]["armed"])
        self.state = frozenset(table["kinds"]["state"])
        self.holders = frozenset(table["control"]["holders"])
        self.families: list[frozenset[str]] = [frozenset(group) for group in types["families"]]
        self.acts = frozenset(types["acts"])
        self.rare = frozenset(types["rare"])
        names = table["names"]
        self.place_words = frozenset(word for words in names["kinds"].values() for word in words)
        self.parts: dict[str, str] = {word: part for part, words in names["parts"].items() for word in words}
        self.near = frozenset(frozenset(pair) for pair in types["near"])
        self._classes = _classes([*types["families"], *types["near"]])

    def points(self, table: str, key: str) -> float:
        """A figure of a table."""
        value: float = self.table[table][key]
        return value

    def is_inferred(self, via: str | None, lang: str) -> bool:
        """Whether a participant found in this way, in a text of this language, is no more than likely."""
        inferred = self.table["inferred"]
        return via in inferred["via"] and lang not in inferred["trusted"]

    def type_class(self, event_type: str) -> str:
        """Types that may ever be linked share a class."""
        return self._classes.get(event_type, event_type)

    @lru_cache(maxsize=4096)  # noqa: B019  (one instance a process)
    def of_types(self, left: str, right: str) -> float | None:
        """Points of two types; None where they cannot tell one happening."""
        if left == right:
            return self.points("type", "same")
        if any(left in group and right in group for group in self.families):
            return self.points("type", "family")
        return self.points("type", "near") if frozenset((left, right)) in self.near else None


def _classes(groups: list[list[str]]) -> dict[str, str]:
    """Type → the first type of the class that the groups, joined where they overlap, put it in."""
    classes: list[set[str]] = []
    for group in groups:
        joined = set(group)
        for other in [c for c in classes if c & joined]:
            joined |= other
            classes.remove(other)
        classes.append(joined)
    return {name: min(group) for group in classes for name in group}


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights, loaded once a process."""
    return Weights(data.load_toml("fusion.toml"))
