"""How fast a story goes on."""

from __future__ import annotations

import pytest

from dateline.engines.time.tempo import on_its_day
from dateline.layers import StoryPoint, TimeValue


def point(day: str | None, precision: str = "day") -> StoryPoint:
    value = (
        TimeValue.unknown("vague")
        if day is None
        else TimeValue(day, None, day, day, day, precision, "absolute", None, None)
    )
    return StoryPoint(0, None, value)


@pytest.mark.parametrize(
    ("here", "then", "expected"),
    [
        ("1800-06-14", "1800-06-15", True),
        ("1800-06-14", "1800-06-24", True),
        ("1800-06-14", "1800-06-25", False),
        ("1800-06-14", "1800-06-13", None),  # the text turns back: nothing shows how fast it goes on
        ("1800-06-14", None, None),
        ("-0216-08-02", "-0216-08-03", None),
    ],
)
def test_a_story_on_its_day_while_its_next_time_is_days_ahead(
    here: str, then: str | None, expected: bool | None
) -> None:
    assert on_its_day([point(here), point(then)], 0) is expected


@pytest.mark.parametrize(
    ("ahead", "expected"), [("1800-06-17", True), ("1800-06-18", None), ("1800-07-14", False)]
)
def test_a_chronicle_dwells_on_a_day_only_if_the_next_is_close(ahead: str, expected: bool | None) -> None:
    story = [point("1800-06-12"), point("1800-06-14"), point(ahead)]
    assert on_its_day(story, 1) is expected


def test_a_story_that_leapt_to_a_day_dwells_on_it() -> None:
    story = [point("1800-01-12"), point("1800-06-14"), point("1800-06-18")]
    assert on_its_day(story, 1) is True


def test_the_last_time_of_a_story_shows_no_tempo() -> None:
    assert on_its_day([point("1800-06-14")], 0) is None


def test_a_month_shows_no_tempo() -> None:
    assert on_its_day([point("1800-06-01", "month"), point("1800-06-03")], 0) is None
