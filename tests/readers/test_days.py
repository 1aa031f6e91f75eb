"""The day of writing, as archives write it."""

from __future__ import annotations

import pytest

from dateline.readers.days import calendar_day

DAYS = [
    ("2012-01-17", "2012-01-17"),
    ("2012-01-17T23:30:00-05:00", "2012-01-17"),
    ("17 January 2012", "2012-01-17"),
    ("Jan 17, 2012", "2012-01-17"),
    ("Tue, 17 Jan 2012 10:00:00 GMT", "2012-01-17"),
    ("17/01/2012", "2012-01-17"),
    ("03/04/2012", None),
    ("04/04/2012", "2012-04-04"),
    ("2012-02-30", None),
    ("30 February 2012", None),
    ("January 2012", None),
    ("2012", None),
    ("17 January", None),
    ("yesterday", None),
    ("May", None),
    ("[92]", None),
    ("", None),
]


@pytest.mark.parametrize(("value", "day"), DAYS)
def test_one_whole_day_is_read_and_nothing_is_made_up(value: str, day: str | None) -> None:
    assert calendar_day(value, "en") == day
