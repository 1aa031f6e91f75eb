from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import data
from dateline.engines import numbers

TABLE = data.load_toml("en", "numbers.toml")
READER = numbers.load("en")


def read(text: str) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(text[q.start : q.end], q.low, q.best, q.high) for q in READER.find(text)]


@pytest.mark.parametrize("example", [pytest.param(e, id=e["text"]) for e in TABLE["examples"]])
@pytest.mark.parametrize("frame", ["{} people came.", "Then {} people came.", "They saw {} of them"])
def test_examples_of_the_table(example: dict[str, Any], frame: str) -> None:
    ceiling = example.get("ceiling")
    low, best, high = (None, ceiling, ceiling) if ceiling else tuple([*example["value"], None][:3])
    words = example["text"]
    ((found, *figure),) = read(frame.format(words))
    assert figure == [low, best, high]
    assert found.removesuffix(" of") == words.removesuffix(" of")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("AK-47s and T-72 tanks", [], id="names of weapons"),
        pytest.param("at 10:30 sharp", [], id="a clock time"),
        pytest.param("$200 and 30% of it", [], id="money and per cent"),
        pytest.param("the 20-man patrol", [], id="a number inside a compound"),
        pytest.param("5.5 metres", [], id="a fraction counts nothing"),
        pytest.param("the 11th brigade", [], id="an ordinal"),
        pytest.param("40 km away", [], id="a measure"),
        pytest.param("two thirds of them", [], id="a fraction of something else"),
        pytest.param("four out of five inhabitants", [], id="a ratio"),
        pytest.param("every one of them", [], id="every single one"),
        pytest.param("two odd fellows", [("two", 2, 2, 2)], id="odd as an adjective"),
        pytest.param("few died", [], id="few without an article"),
        pytest.param("one and two", [("one", 1, 1, 1), ("two", 2, 2, 2)], id="and joins no two cardinals"),
        pytest.param(
            "24 dead, 11 wounded", [("24", 24, 24, 24), ("11", 11, 11, 11)], id="a comma parts numbers"
        ),
        pytest.param("2012–13", [], id="a range that runs backwards"),
    ],
)
def test_what_is_and_is_not_a_number(text: str, found: list[tuple[Any, ...]]) -> None:
    assert read(text) == found


def test_offsets_are_into_the_whole_text() -> None:
    text = "About 40 came and some 50 left."
    (found,) = READER.find(text, 14, len(text))
    assert text[found.start : found.end] == "some 50"
    assert text[found.core : found.end] == "50"


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_digits_read_as_plain_ones(value: int) -> None:
    for text in (str(value), f"{value:,}", f"{value:,}".replace(",", "\u202f")):
        assert read(f"{text} men") == [(text, value, value, value)]


@given(st.text(alphabet="019, .-–abtween ohundredsf", max_size=40))
def test_any_text_gives_ordered_quantities_inside_it(text: str) -> None:
    found = READER.find(text)
    assert all(q.start <= q.core < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for q in found:
        figures = [n for n in (q.low, q.best, q.high) if n is not None]
        assert figures == sorted(figures)
