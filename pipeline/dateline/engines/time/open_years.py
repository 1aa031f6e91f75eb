"""Reckoning with dates whose year the text never gives: "on 4 May ... two days later" is 6 May of that same year."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.time import calendar
from dateline.engines.time.calendar import CalendarDate, Shift

COMMON, LEAP = 2001, 2004
LAST_WEEK = 7  # days of a dispatch's news


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
