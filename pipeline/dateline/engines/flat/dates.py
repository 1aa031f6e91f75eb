"""Coarser values and stretches made of the values of time expressions."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.engines.time import calendar
from dateline.layers import TimeValue

DAY = 10  # characters of a day ("1914-08-01")
WEEK = re.compile(r"\d{4}-W\d\d")
SPANS = {"year": 4, "month": 7, "part_of_month": DAY, "day": DAY, "time": DAY, "days": DAY}


def stretch(first: TimeValue, last: TimeValue) -> TimeValue | None:
    """From the beginning of one time to the end of another that is later, no finer than the first is told."""
    if not (first.earliest and last.latest and first.edtf) or last.latest <= first.earliest:
        return None
    if last.latest.startswith("-") or first.earliest.startswith("-") or first.precision not in SPANS:
        return None
    size = SPANS[first.precision]
    begun, until = first.earliest[:size], last.latest[:size]
    if until <= begun:
        return None
    edtf = f"{begun}/{until}"
    precision = "days" if size == DAY else first.precision
    return replace(
        last,
        timex=edtf,
        mod=None,
        edtf=edtf,
        earliest=first.earliest,
        latest=last.latest,
        precision=precision,
    )


def days_on(value: TimeValue, days: int) -> TimeValue:
    """The day so many days after another day."""
    assert value.earliest is not None
    first = calendar.bounds(calendar.parse_iso(value.earliest))
    assert first is not None
    day = calendar.iso(first[0] + days)
    return replace(value, timex=day, mod=None, edtf=day, earliest=day, latest=day)


def week_of(value: TimeValue) -> TimeValue:
    """The week of a day that was reckoned in weeks ("two weeks later"); any other value as it is."""
    if value.precision != "day" or not value.earliest or not WEEK.fullmatch(value.timex):
        return value
    days = calendar.bounds(calendar.parse_iso(value.earliest))
    assert days is not None
    monday = days[0] - calendar.weekday_of(days[0]) + 1
    first, last = calendar.iso(monday), calendar.iso(monday + 6)
    return replace(value, edtf=f"{first}/{last}", earliest=first, latest=last, precision="days")


def month_of(value: TimeValue) -> TimeValue:
    """The month in which a day lies; any other value as it is."""
    if (
        value.precision not in ("day", "time", "days", "part_of_month")
        or not value.earliest
        or value.earliest.startswith("-")
    ):
        return value
    month = value.earliest[:7]
    last = calendar.month_length(int(month[:4]), int(month[5:]))
    return replace(
        value, timex=month, mod=None, edtf=month, earliest=f"{month}-01", latest=f"{month}-{last:02d}",
        precision="month",
    )  # fmt: skip


def year_of(value: TimeValue) -> TimeValue:
    """The year in which a part of one lies; any other value as it is."""
    if value.precision != "part_of_year" or not value.earliest or value.earliest.startswith("-"):
        return value
    year = value.earliest[:4]
    return replace(
        value, timex=year, mod=None, edtf=year, earliest=f"{year}-01-01", latest=f"{year}-12-31",
        precision="year",
    )  # fmt: skip
