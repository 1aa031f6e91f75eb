"""The phrase matcher: folding, case, longest match."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.engines.phrases import PhraseMatcher, fold, fold_phrase, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Séléka", "Seleka"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Al-Shabaab", "al Shabaab"),
        ("U.S.", "US"),
        ("Ba'ath", "Baath"),
        ("Łódź", "Lodz"),
        ("Polish–Lithuanian", "Polish-Lithuanian"),
    ],
)
def test_spellings_fold_together(one: str, other: str) -> None:
    assert fold_phrase(one) == fold_phrase(other)


def test_possessive_is_a_word_of_its_own() -> None:
    assert [w.folded for w in words("Chad's People's Army")] == ["chad", "s", "people", "s", "army"]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("Chad", "in Chad.", ["Chad"]),
        ("Chad", "a chad of paper", []),
        ("Chad", "CHAD", ["CHAD"]),
        ("US", "with Us", []),
        ("US", "the U.S. fleet", ["U.S."]),
        ("Viet Minh", "the Việt-Minh fought", ["Việt-Minh"]),
        ("Viet Minh", "in Viet, Minh said", []),
        ("coalition", "The Coalition met", ["Coalition"]),
        ("Lord's Resistance Army", "the Lord’s Resistance Army", ["Lord’s Resistance Army"]),
    ],
)
def test_case_and_marks(phrase: str, text: str, found: list[str]) -> None:
    matches = PhraseMatcher([(phrase, 1)]).find(text)
    assert [text[m.start : m.end] for m in matches] == found


def test_longest_phrase_wins_and_values_keep_their_order() -> None:
    matcher = PhraseMatcher([("North", 0), ("North Korea", 1), ("North Korea", 2), ("Korea", 3)])
    text = "North Korea and Korea"
    assert [(text[m.start : m.end], m.values) for m in matcher.find(text)] == [
        ("North Korea", (1, 2)),
        ("Korea", (3,)),
    ]


def test_longer_phrase_wins_over_one_that_begins_before_it() -> None:
    matcher = PhraseMatcher([("the Sudan", 0), ("Sudan Liberation Army", 1)])
    text = "in the Sudan Liberation Army"
    assert [(text[m.start : m.end], m.values) for m in matcher.find(text)] == [
        ("Sudan Liberation Army", (1,))
    ]


def test_get_asks_for_the_whole_text() -> None:
    matcher = PhraseMatcher([("Red Army", 1)])
    assert matcher.get("Red Army") == (1,)
    assert matcher.get("Red Army Faction") == ()


def test_phrase_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        PhraseMatcher([("-", 1)])


@given(st.text(min_size=1, max_size=12))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
