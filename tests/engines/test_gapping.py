"""Happenings whose verb is left out: one record for each place and time."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build


@pytest.fixture(scope="module")
def nlp():
    return build("en")


def told(nlp, text: str) -> list[tuple[str, str | None, str | None]]:
    records = analyse(nlp, Article.from_text(text))._.records
    return [(r.trigger.text, r.place.name if r.place else None, r.date.value) for r in records]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Johannesburg was taken on 31 May 1900 and Durban on 5 June.",
            [("taken", "Johannesburg", "1900-05-31"), ("taken", None, "1900-06-05")],
        ),
        (
            "The rebels took the port of Gao on 3 May 2012 and the town of Kidal two days later.",
            [("took", "Gao", "2012-05-03"), ("took", "Kidal", "2012-05-05")],
        ),
    ],
)
def test_a_place_and_time_behind_a_happening_are_another(nlp, text, expected):
    found = told(nlp, text)
    assert len(found) == len(expected)
    for got, want in zip(found, expected, strict=True):
        assert got[::2] == want[::2]
        assert want[1] is None or got[1] == want[1]


@pytest.mark.parametrize(
    "text",
    [
        "The army took Gao on 3 May 2012 and Timbuktu on 5 May was empty.",
        "The army took Gao on 3 May 2012, and on 5 May the rain began.",
        "The army took Gao and Timbuktu on 3 May 2012 and rested for two days.",
    ],
)
def test_what_has_a_verb_of_its_own_is_no_gap(nlp, text):
    triggers = [trigger for trigger, place, _ in told(nlp, text) if trigger == "took"]
    assert len(triggers) <= 1 + text.count("Gao and Timbuktu")
