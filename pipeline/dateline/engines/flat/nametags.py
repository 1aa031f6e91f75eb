"""What a name that no table has is read as, and the tags of the words that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.engines.flat.entities import TOWN
from dateline.engines.flat.view import LINKED, Word

Kind = Literal["person", "place", "unclear"]

NAME_TAGS = frozenset(
    ["nr", "nrt", "nrfg", "ns", "nz", "n", "x", "j", "nt", "yg", "g", "q", "d", "v", "a", "m", "vg", "ng"]
) | {TOWN}
PROPER = frozenset({"nr", "nrt", "nrfg", "ns", "nz", "nrf", TOWN, LINKED})
PERSONS = frozenset({"nr", "nrfg", "nrt", "nrf"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands in no table; offsets of the text."""

    start: int
    end: int
    text: str
    kind: Kind
    sure: bool = True  # by what stands beside it, not by its form alone


def may_name(word: Word) -> bool:
    """Whether a word can be a part of a name, by its tag."""
    return word.tag in NAME_TAGS or word.tag.endswith("x")
