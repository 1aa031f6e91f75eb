"""Reckoning with dates whose year the text never gives: "on 4 May ... two days later" is 6 May of that same year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from dateline.engines.time import calendar
from dateline.engines.time.calendar import CalendarDate, Days, Shift
from dateline.engines.time.values import Resolved, of_date
from dateline.layers import TimeAnchor, TimeValue

STAND_INS = (2001, 2004)  # a common year and a leap year stand in for one that the text never gives
LAST_WEEK = 7  # days of a dispatch's news
WEEKS = 10  # days: fewer hardly leave a month
_DATE = re.compile(r"(XXXX|\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

Stretch = tuple[CalendarDate, CalendarDate]  # the first and the last day, month or year


def is_open(date: CalendarDate | None) -> bool:
    """Whether a date names its month and lacks only its year."""
    return date is not None and date.year is None and date.month is not None


def date_of(value: TimeValue) -> CalendarDate | None:
    """The day, month or year that a value names, which may lack its year; None for any other."""
    written = _DATE.fullmatch(value.edtf or "")
    if written is None or (value.earliest is None and written[1] != "XXXX") or value.precision == "season":
        return None
    year = None if written[1] == "XXXX" else int(written[1])
    return CalendarDate(year=year, month=_number(written[2]), day=_number(written[3]))


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def reckoned(base: CalendarDate, make: Callable[[CalendarDate], Stretch | None]) -> Stretch | None:
    """What is made of a date; of one without a year, where it does not hang on the year."""
    if base.year is not None:
        return make(base)
    found = {_opened(make(replace(base, year=year)), year) for year in STAND_INS}
    return found.pop() if len(found) == 1 else None


def _opened(stretch: Stretch | None, year: int) -> Stretch | None:
    """A stretch without its years, which lie next to that of what it was reckoned from."""
    if stretch is None or any(date.year is None or abs(date.year - year) > 1 for date in stretch):
        return None
    first, last = (replace(date, year=None) for date in stretch)
    return (first, last) if first.month and last.month else None


def stretch_value(stretch: Stretch, anchor: TimeAnchor | None) -> Resolved:
    """The value of a stretch of days, months or years; of one that is all one, that date."""
    first, last = (of_date(date, "relative", anchor) for date in stretch)
    if first.value.edtf == last.value.edtf:
        return last
    edtf = f"{first.value.edtf}/{last.value.edtf}"
    fine = "days" if last.value.precision == "day" else last.value.precision
    return Resolved(replace(last.value, timex=edtf, edtf=edtf, earliest=first.value.earliest, precision=fine))


def moved(base: CalendarDate, step: Shift) -> CalendarDate | None:
    """The date so many days or months from one without a year; None where that hangs on the year."""
    if step.unit not in ("day", "week", "month") or (step.unit == "week" and not step.exact):
        return None

    def make(dated: CalendarDate) -> Stretch | None:
        found = calendar.shifted(dated, step)
        return (found, found) if found else None

    found = reckoned(replace(base, weekday=None), make)
    return found[0] if found else None


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

    def make(dated: CalendarDate) -> Stretch | None:
        told = calendar.bounds(dated)
        return months_of((told[0] + days, told[1] + days)) if told else None

    found = reckoned(month, make)
    return stretch_value(found, anchor) if found else None


def months_of(days: Days) -> Stretch:
    """The months in which a stretch of days begins and ends."""
    first, last = (replace(calendar.from_day(day), day=None) for day in days)
    return first, last
