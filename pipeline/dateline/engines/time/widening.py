"""Times made of other times: the day, the week, the month, the year that hold one; from one time to another.

Every function leaves what is no finer than it makes, and what it cannot widen, as it is, unless it says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.engines.time import calendar
from dateline.layers import Precision, TimeAnchor, TimeValue

WEEK = re.compile(r"\d{4}-W\d\d")
OPEN_DAY = re.compile(r"XXXX-\d\d-\d\d")
WITHIN_DAY = ("time", "day")
WITHIN_MONTH = (*WITHIN_DAY, "days", "part_of_month")
UP_TO_MONTH = (*WITHIN_MONTH, "month")
WITHIN_YEAR = (*UP_TO_MONTH, "season", "part_of_year")
DAY = 10  # characters of an ISO day ("1914-08-01")
# How much of the day on which it ends a stretch keeps that begins with a value of such a precision.
KEPT = {"month": 7, "season": 7, "part_of_year": 7, "year": 4}


def day_of(value: TimeValue) -> TimeValue:
    """The day that holds a part of it or an hour."""
    if value.earliest is None or value.earliest != value.latest:
        return value
    return _whole(value, value.earliest, value.earliest, value.earliest, "day")


def of_day(value: TimeValue) -> bool:
    """Whether a value is a day or finer, though the text may never give its year."""
    return value.precision in WITHIN_DAY or bool(OPEN_DAY.fullmatch(value.edtf or ""))


def week_of(value: TimeValue) -> TimeValue:
    """The week of a day that was reckoned in weeks ("two weeks later")."""
    if value.precision != "day" or not value.earliest or not WEEK.fullmatch(value.timex):
        return value
    day = calendar.day_of_iso(value.earliest)
    monday = day - calendar.weekday_of(day) + 1
    first, last = calendar.iso(monday), calendar.iso(monday + 6)
    return replace(value, edtf=f"{first}/{last}", earliest=first, latest=last, precision="days")


def month_of(value: TimeValue) -> TimeValue:
    """The month that holds days of one month."""
    if value.precision not in WITHIN_MONTH or value.earliest is None or value.latest is None:
        return value
    month, until = value.earliest[:-3], value.latest[:-3]
    if month != until:
        return value
    length = calendar.month_length(int(month[:-3]), int(month[-2:]))
    return _whole(value, month, f"{month}-01", f"{month}-{length:02d}", "month")


def year_of(value: TimeValue) -> TimeValue | None:
    """The year that holds a finer time, and that in which a season ends; None for one no finer, or in two years."""
    if value.precision not in WITHIN_YEAR or not (value.earliest and value.latest):
        return None
    year = value.latest[:-6]
    if value.earliest[:-6] != year and value.precision != "season":
        return None
    return _whole(value, year, f"{year}-01-01", f"{year}-12-31", "year")


def _whole(value: TimeValue, name: str, first: str, last: str, precision: Precision) -> TimeValue:
    return replace(
        value, timex=name, mod=None, edtf=name, earliest=first, latest=last, precision=precision, reason=None
    )


def overnight(value: TimeValue) -> TimeValue:
    """A night and the day on which it ends."""
    if value.earliest is None or value.earliest != value.latest or value.earliest.startswith("-"):
        return value
    last = calendar.iso(calendar.day_of_iso(value.earliest) + 1)
    edtf = f"{value.earliest}/{last}"
    return replace(value, timex=edtf, edtf=edtf, latest=last, precision="days")


def days_on(value: TimeValue, days: int) -> TimeValue:
    """The day so many days after the first of a time that is known."""
    assert value.earliest is not None
    day = calendar.iso(calendar.day_of_iso(value.earliest) + days)
    return replace(value, timex=day, mod=None, edtf=day, earliest=day, latest=day)


def stretch(start: TimeValue, end: TimeValue, anchor: TimeAnchor | None) -> TimeValue | None:
    """From one time to another, no finer than the first ("since August", in a story of October); None where there is
    no time between them."""
    if not (start.earliest and start.latest and end.earliest and end.latest):
        return None
    keep = KEPT.get(start.precision, DAY)
    first, last = start.earliest, end.latest
    if last < first or last == start.latest or first[:keep] == last[:keep]:
        return None
    if keep < DAY and not first.startswith("-"):
        year, month = int(last[:4]), int(last[5:7]) if keep == KEPT["month"] else 12
        last = f"{last[:4]}-{month:02d}-{calendar.month_length(year, month):02d}"
        edtf = f"{first[:keep]}/{last[:keep]}"
    else:
        edtf = f"{first}/{last}"
    precision = "days" if keep == DAY else start.precision
    return replace(
        start, timex=edtf, mod=None, edtf=edtf, earliest=first, latest=last, precision=precision,
        resolution="relative", anchor=anchor,
    )  # fmt: skip
