"""The way back from a clean text to its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.article import Article, OffsetMap, TextBuilder


def build(source: str, parts: list[tuple[int, int] | str]) -> tuple[str, OffsetMap]:
    builder = TextBuilder(source)
    for part in parts:
        if isinstance(part, str):
            builder.insert(part)
        else:
            builder.keep(*part)
    return builder.build()


def test_kept_characters_lead_back_and_inserted_ones_do_not() -> None:
    text, offsets = build("The fort[1]fell", [(0, 8), " ", (11, 15)])
    assert text == "The fort fell"
    assert [offsets.source_of(at) for at in (0, 7, 8, 9, 12, 13)] == [0, 7, None, 11, 14, None]


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [(0, 3, (0, 3)), (4, 13, (4, 15)), (4, 9, (4, 8)), (8, 13, (11, 15)), (0, 13, (0, 15))],
)
def test_span_leaves_out_inserted_characters_at_its_rims(start: int, end: int, span: tuple[int, int]) -> None:
    _, offsets = build("The fort[1]fell", [(0, 8), " ", (11, 15)])
    assert offsets.span(start, end) == span


@pytest.mark.parametrize(("start", "end"), [(8, 9), (3, 3), (13, 20)])
def test_span_without_a_source_is_an_error(start: int, end: int) -> None:
    _, offsets = build("The fort[1]fell", [(0, 8), " ", (11, 15)])
    with pytest.raises(ValueError, match=f"{start}:{end}"):
        offsets.span(start, end)


def test_article_span_is_the_words_of_the_source() -> None:
    source = "The fort[1]fell"
    text, offsets = build(source, [(0, 8), " ", (11, 15)])
    span = Article("a", "en", source, text, offsets).span(4, 13)
    assert (span.text, span.start, span.end) == ("fort[1]fell", 4, 15)


def test_empty_parts_leave_no_trace() -> None:
    text, offsets = build("abc", [(1, 1), (0, 1), (2, 2), (2, 3)])
    assert text == "ac" and offsets.span(0, 2) == (0, 3)


def test_last_character_is_known() -> None:
    builder = TextBuilder("abc")
    assert builder.last() == ""
    builder.keep(0, 2)
    assert builder.last() == "b"
    builder.insert(" ")
    assert builder.last() == " " and builder.length == 3


def test_bare_text_is_its_own_source() -> None:
    article = Article.from_text("One.\n\n Two.\n")
    assert [article.text[b.start : b.end] for b in article.blocks] == ["One.", " Two."]
    assert article.span(6, 11).start == 6


@given(st.text(max_size=40), st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=12))
def test_any_kept_character_is_found_again(source: str, steps: list[tuple[bool, int]]) -> None:
    builder, at = TextBuilder(source), 0
    for kept, length in steps:
        end = min(len(source), at + length)
        if kept:
            builder.keep(at, end)
        else:
            builder.insert("+" * length)
        at = end
    text, offsets = builder.build()
    assert len(text) == builder.length
    for place, char in enumerate(text):
        found = offsets.source_of(place)
        if found is not None:
            assert source[found] == char
            assert offsets.span(place, place + 1) == (found, found + 1)
