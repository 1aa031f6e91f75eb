"""What the registry knows of the sides of past wars: who led which, who was of which, who stood against whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline import data
from dateline.engines.actors.named import slug

OF, AGAINST = "of", "against"  # relations in the table


@dataclass(frozen=True, slots=True)
class KnownSides:
    """Tables of sides; nothing of them holds in a text that does not name the sides themselves."""

    leaders: Mapping[str, tuple[str, ...]]
    wholes: Mapping[str, tuple[str, ...]]
    rivals: tuple[tuple[str, str], ...]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> KnownSides:
        """The tables, read once a process."""
        leaders: dict[str, tuple[str, ...]] = {}
        for row in data.load_tsv("registry", "leaders.tsv"):
            for name in row["names"].split("|"):
                leaders[f"person:{slug(name)}"] = tuple(row["side"].split("|"))
        wholes: defaultdict[str, list[str]] = defaultdict(list)
        rivals = []
        for row in data.load_tsv("registry", "sides.tsv"):
            if row["relation"] == OF:
                wholes[row["one"]].append(row["other"])
            elif row["relation"] == AGAINST:
                rivals.append((row["one"], row["other"]))
        return cls(leaders, {one: tuple(others) for one, others in wholes.items()}, tuple(rivals))

    def leader(self, person: str, named: Collection[str]) -> str | None:
        """The side that a person of this id led, if it is one of those named."""
        return next((name for name in self.leaders.get(person, ()) if name in named), None)

    def whole(self, name: str, named: Collection[str]) -> str:
        """The side that another one is of, if it is one of those named; else itself."""
        return next((other for other in self.wholes.get(name, ()) if other in named), name)
