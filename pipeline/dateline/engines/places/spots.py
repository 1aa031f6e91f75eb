"""Spans of a Doc that may name a place, and what can be told of them by their letters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc, Token

from dateline.engines.datelines import DASHES, dateline_end
from dateline.engines.places.gazetteer import Candidate
from dateline.engines.places.words import State
from dateline.engines.syntax import HYPHENS
from dateline.layers import Sentence

PREFIXED = 6  # letters of a name with a small prefix
_PREFIXED = re.compile(r"[a-z]{1,3}['’]?[A-ZÀ-Þ][a-z]+$")
PARTS = "ALT"  # feature classes of the parts of a country
Context = Literal[
    "feature", "strong", "weak", "party", "target", "object", "subject", "agent", "possessive", "modifier",
    "none",
]  # fmt: skip


@dataclass(slots=True)
class Spot:
    """A span `doc[first:last]` that may name a place.

    `feature` is the GeoNames class that a noun beside it asks for; `whole` is false when it is only a part
    of a longer capitalised name; `direction` the text offset where a direction before it begins.
    """

    first: int
    last: int
    sentence: Sentence
    candidates: tuple[Candidate, ...]
    state: State | None
    context: Context = "none"
    feature: str | None = None
    near: bool = False
    direction: int | None = None
    whole: bool = True
    named_feature: bool = False
    added_feature: bool = False  # the feature noun stands beside the name that the gazetteer has
    titled: bool = False
    organised: bool = False  # the longer name is that of a body ("Dublin Brigade")
    joined: bool = False  # coordinated with the spot before it
    proven: bool = False  # unknown to the gazetteer, but a place by the words around it
    nation: State | None = None  # "the Nigerian town of X"
    definite: bool = False  # "the" belongs to the name ("the Volga"), which is no town's then
    described: bool = False  # an adjective stands between "the" and the name ("the burning Bismarck")
    christened: bool = (
        False  # a site that has the name of a town, be it there or elsewhere ("the Dorchester Hotel")
    )
    holds: bool = False  # the name before lies in it ("X, Y")
    within: bool = False  # "in" and the name of what it lies in follow
    key: str = field(default="")


def is_first(doc: Doc, i: int, sentence: Sentence) -> bool:
    """Whether a token opens a sentence, or what follows on its dateline: a capital there makes no name."""
    return i == sentence.first or (
        doc[i - 1].text in DASHES and i - 1 == dateline_end(doc, sentence.first, sentence.last)
    )


def words_before(doc: Doc, spot: Spot, count: int = 4) -> list[str]:
    """The words before a spot, nearest first, lower case."""
    return [
        doc[i].lower_ for i in range(spot.first - 1, max(spot.sentence.first, spot.first - count) - 1, -1)
    ]


def is_capital(token: Token) -> bool:
    """Whether a token is written with a capital first letter, or behind a small prefix ("uMgeni", "kwaMashu")."""
    text = token.text
    return text[0].isupper() or (len(text) >= PREFIXED and _PREFIXED.match(text) is not None)


def is_tied(token: Token) -> bool:
    """Whether a hyphen without space binds the token to the one before it, or is that hyphen."""
    if token.i == 0:
        return False
    before = token.nbor(-1)
    return not before.whitespace_ and (before.text in HYPHENS or token.text in HYPHENS)


def is_linked(token: Token) -> bool:
    """Whether a word stands between two hyphens without space ("Port-*au*-Prince")."""
    if token.i == 0 or token.i + 1 == len(token.doc):
        return False
    before, after = token.nbor(-1), token.nbor()
    hyphened = before.text in HYPHENS and after.text in HYPHENS
    return hyphened and not before.whitespace_ and not token.whitespace_


def is_city(spot: Spot) -> bool:
    """Whether the name of a state of the past is that of a town today ("Athens")."""
    past = spot.state is not None and spot.state.country is None
    return past and any(c.feature[0] == "P" and c.matched == "name" for c in spot.candidates)


def is_division(spot: Spot) -> bool:
    """Whether a name is that of a division or region and of no town."""
    named = [c for c in spot.candidates if c.matched == "name"]
    return named != [] and all(c.feature[0] in PARTS for c in named)
