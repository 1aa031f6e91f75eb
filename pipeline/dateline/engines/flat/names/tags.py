"""What a name that no table has is read as, and the tags of the words that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.engines.flat.entities import TOWN
from dateline.engines.flat.joined import PERSON as PART
from dateline.engines.flat.view import LINKED, View, Word

Kind = Literal["person", "place", "unclear"]

NAME_TAGS = frozenset(
    [
        "nr",
        "nrt",
        "nrfg",
        "ns",
        "nz",
        "n",
        "x",
        "j",
        "nt",
        "yg",
        "g",
        "q",
        "d",
        "v",
        "a",
        "m",
        "vg",
        "ng",
        "zg",
        "ag",
        "rg",
    ]
) | {TOWN}
PROPER = frozenset({"nr", "nrt", "nrfg", "ns", "nz", "nrf", TOWN, LINKED})
LED = frozenset({"d", "v"})  # of a character that segmentation cut off the name behind it ("约|洛瓦")
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


def quoted(view: View, start: int, end: int) -> bool:
    """Whether a name stands in quotation marks, as those of weapons and works do."""
    syntax, text = view.syntax, view.text
    return text[start - 1 : start] in tuple(syntax.open[1:]) and text[end : end + 1] in tuple(
        syntax.close[1:]
    )


def form(words: list[Word], surnames: frozenset[str]) -> Kind:
    """Person or place, by its form alone."""
    led = len(words) > 1 and len(words[0].text) == 1 and words[0].tag in LED
    if len(words) == 1 + led and words[-1].tag == "ns":
        return "place"
    if len(words) == 1 and words[0].tag == PART:
        return "person"
    if all(word.tag in PERSONS for word in words):
        length = words[-1].end - words[0].start
        named = words[0].text[0] in surnames or len(words) > 1 or length > 3
        return "person" if named else "unclear"
    return "unclear"
