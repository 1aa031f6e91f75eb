"""Reckoning with dates whose year the text never gives: "on 4 May ... two days later" is 6 May of that same year."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.time import calendar
from dateline.engines.time.calendar import CalendarDate, Shift
from dateline.engines.time.values import Resolved, of_date
from dateline.layers import TimeAnchor

COMMON, LEAP = 2001, 2004
LAST_WEEK = 7  # days of a dispatch's news
WEEKS = 10  # days: fewer hardly leave a month


def is_open(date: CalendarDate | None) -> bool:
    """Whether a date names its month and lacks only its year."""
    return date is not None and date.year is None and date.month is not None


def moved(base: CalendarDate, step: Shift) -> CalendarDate | None:
    """The date so many days or months from one without a year; None where that hangs on the year."""
    if step.unit not in ("day", "week", "month") or (step.unit == "week" and not step.exact):
        return None
    dated = replace(base, weekday=None)
    found = [calendar.shifted(replace(dated, year=year), step) for year in (COMMON, LEAP)]
    common, leap = (replace(date, year=None) if date else None for date in found)
    return common if common == leap else None


def news_day(date: CalendarDate, written: CalendarDate) -> CalendarDate | None:
    """The weekday that a dispatch without a year tells of: its day where the dispatch names its own, else its month.

    None where the news may lie in the month before.
    """
    if date.weekday is None or written.day is None:
        return None
    if written.weekday:
        back = (written.weekday - date.weekday) % LAST_WEEK
        day = moved(written, Shift("day", back, -1))
        return replace(day, part=date.part, hour=date.hour, minute=date.minute) if day else None
    return CalendarDate(month=written.month) if written.day >= LAST_WEEK else None


def months_around(month: CalendarDate, days: int, anchor: TimeAnchor | None) -> Resolved | None:
    """The months that lie so many days from any day of a month; None where that hangs on the year."""
    told = []
    for year in (COMMON, LEAP) if month.year is None else (month.year,):
        bounds = calendar.bounds(replace(month, year=year))
        ends = [calendar.from_day(day + days) for day in bounds or ()]
        told.append(
            [replace(day, day=None, year=day.year if month.year is not None else None) for day in ends]
        )
    if not told[0] or any(other != told[0] for other in told):
        return None
    first, last = (of_date(date, "relative", anchor) for date in told[0])
    if first.value.edtf == last.value.edtf:
        return first
    edtf = f"{first.value.edtf}/{last.value.edtf}"
    value = replace(first.value, timex=edtf, edtf=edtf, latest=last.value.latest)
    return Resolved(value)
