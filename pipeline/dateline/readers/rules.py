"""The language's data for readers, models/<lang>/reader.toml, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dateline import data

AsideKind = Literal["notice", "hatnote", "reference"]


@dataclass(frozen=True, slots=True)
class AsidePattern:
    """Lines of one kind that are no narrative; longer ones than `longest` characters are."""

    kind: AsideKind
    longest: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ReaderRules:
    """What a reader knows of one language; see the comments in reader.toml."""

    scripts: frozenset[str]
    citation: re.Pattern[str]  # each alternative names its mark "mark_<n>"
    asides: tuple[AsidePattern, ...]
    references: frozenset[str]
    sections: frozenset[str]
    suffixes: tuple[str, ...]
    entry: re.Pattern[str]
    tight: bool = False  # spaces between ideographs and figures or Latin letters are typography

    def aside_kind(self, line: str) -> AsideKind | None:
        """The kind of aside that this line is, None for narrative."""
        for aside in self.asides:
            if len(line) <= aside.longest and aside.pattern.match(line):
                return aside.kind
        return None

    def opens_references(self, line: str) -> bool:
        """Whether the line is the heading of a list of references."""
        return self.heading_text(line).rstrip(":").casefold() in self.references

    def heading_text(self, line: str) -> str:
        """The line without what the page glued to it."""
        for suffix in self.suffixes:
            line = line.removesuffix(suffix)
        return line.strip()


@lru_cache(maxsize=16)
def load_rules(lang: str) -> ReaderRules:
    """The rules of a language; raises E302 if it has none, E304 if they are damaged."""
    table = data.load_toml(lang, "reader.toml")
    headings = table["headings"]
    return ReaderRules(
        scripts=frozenset(table["scripts"]),
        citation=_alternatives(table["citation"]),
        asides=tuple(
            AsidePattern(row["kind"], row["longest"], re.compile(row["pattern"])) for row in table["aside"]
        ),
        references=frozenset(headings["references"]),
        sections=frozenset(headings["sections"]),
        suffixes=tuple(headings["suffixes"]),
        entry=re.compile(headings["entry"]),
        tight=table.get("tight", False),
    )


def _alternatives(rows: list[dict[str, Any]]) -> re.Pattern[str]:
    """One expression for all rows; their groups "mark" are numbered, since a name may stand only once."""
    numbered = (row["pattern"].replace("(?P<mark>", f"(?P<mark_{n}>") for n, row in enumerate(rows))
    return re.compile("|".join(numbered))
