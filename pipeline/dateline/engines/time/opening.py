"""Finds the year of a text that opens without one and names years only in passing.

Dispatches, situation reports and diaries say "15 April"; the years in them belong to what lies behind
("since the coup of October 2021"). Weekdays tell which years are possible: 15 April is a Saturday in 2017 and
2023 and in no year between.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.engines.time.calendar import CalendarDate, bounds, weekday_of
from dateline.engines.time.clauses import Clause
from dateline.engines.time.headings import Frame
from dateline.engines.time.narrative import latest_before
from dateline.layers import Timex

BEFORE = 1  # years before the latest that the text names
AFTER = 4  # years after it: few dates fall on the same weekday again before the sixth year
AFTER_YEAR = 1  # years after it where it names no month: it may lie far back
TURN = 2  # months that a date may lie before the first in the text without lying in the next year
# How likely a weekday in a dispatch lies so many days before the day of the dispatch.
DAYS_BACK = (0.45, 0.3, 0.1, 0.05, 0.04, 0.03, 0.03)
RIGHT, WRONG = 0.94, 0.01  # how likely a date has its right weekday, and each of the six wrong ones
NEAR = 0.8  # how much less likely each further year is than the one before
ANY = 1 / 7  # how likely a date has its weekday in a year that is none of these
FAR = 2.0  # how much likelier a year that none of them is, where the text names only a bare year
CLEAR = 2.5  # the year must be so much likelier than the one that comes next, and than none of them


@dataclass(frozen=True, slots=True)
class Opening:
    """The first date of such a text with its year, and the expression that it is reckoned from.

    `after` is None where it is reckoned back from the day of writing; `date` is None where the year cannot be known.
    """

    date: CalendarDate | None
    after: int | None


def opening(
    timexes: list[Timex],
    clauses: list[Clause],
    frames: list[Frame],
    datelines: list[bool],
    written: CalendarDate | None,
) -> Opening | None:
    """The opening of a text without a year; None if it gives one, or if nothing decides.

    `clauses`, `frames`, `datelines`: one for every time expression. `written`: the day of writing, if it was told with
    the text. Nothing is concluded from the calendar alone, and
    without weekdays only for a dated dispatch, from a month that lies behind it.
    """
    first = _first(timexes, clauses, frames, datelines)
    if first is None:
        return None
    named = [i for i, date in _dates(timexes) if _full(date) and not clauses[i].planned]
    named = [i for i in named if _month(timexes[i]) or not clauses[i].opens]  # "since 1976" may lie far back
    if written:
        named = [i for i in named if _end(timexes[i]) <= _begins(written)]
    if not named:
        return None
    last = max(named, key=lambda i: (_end(timexes[i]), i))
    latest = timexes[last].meaning
    date = timexes[first].meaning
    assert isinstance(latest, CalendarDate) and isinstance(date, CalendarDate) and latest.year is not None
    if written and (found := latest_before(date, written)) and _begins(found) >= _begins(latest):
        return Opening(found, None)
    dispatch = datelines[first]
    last_year = latest.year + (AFTER if latest.month else AFTER_YEAR)
    options = [replace(date, year=y) for y in range(latest.year - BEFORE, last_year + 1)]
    if dispatch:
        options = [option for option in options if _begins(option) >= _begins(latest)]
    hints = _hints(timexes, clauses, datelines)
    found = _likeliest(options, hints, date, latest.year, bool(latest.month)) if hints else None
    if found is None and dispatch:
        return Opening(options[0] if options and latest.month and not hints else None, last)
    return Opening(found, last) if found else None


def _first(
    timexes: list[Timex], clauses: list[Clause], frames: list[Frame], datelines: list[bool]
) -> int | None:
    """The first main-line date, if it has a month and no year, and no heading gives one."""
    for i, date in _dates(timexes):
        if (clauses[i].aside or clauses[i].earlier) and not datelines[i]:
            continue
        lacks = date.year is None and date.month and date.step is None and date.toward is None
        return i if lacks and frames[i].years is None else None
    return None


def _dates(timexes: list[Timex]) -> Iterator[tuple[int, CalendarDate]]:
    """The calendar dates among the expressions that say a month or a year."""
    for i, timex in enumerate(timexes):
        date = timex.meaning
        if isinstance(date, CalendarDate) and (date.month or date.year is not None):
            yield i, date


def _full(date: CalendarDate) -> bool:
    return date.year is not None and date.span == 1 and bounds(date) is not None


def _begins(date: CalendarDate) -> int:
    days = bounds(date)
    return days[0] if days else 0


def _month(timex: Timex) -> bool:
    return isinstance(timex.meaning, CalendarDate) and bool(timex.meaning.month)


def _end(timex: Timex) -> int:
    date = timex.meaning
    days = bounds(date) if isinstance(date, CalendarDate) else None
    return days[1] if days else 0


@dataclass(frozen=True, slots=True)
class Hint:
    """A date without a year, and how likely each weekday is to be its own, from Monday."""

    date: CalendarDate
    likely: tuple[float, ...]


def _hints(timexes: list[Timex], clauses: list[Clause], datelines: list[bool]) -> list[Hint]:
    """What weekdays say: beside a date its own, in a dispatch one of the last days."""
    out = []
    day: CalendarDate | None = None
    for i, timex in enumerate(timexes):
        date = timex.meaning
        if not isinstance(date, CalendarDate):
            continue
        whole = bool(date.year is None and date.month and date.day)
        if datelines[i]:
            day = date if whole else None
        if not date.weekday:
            continue
        if whole:
            out.append(Hint(date, tuple(RIGHT if w == date.weekday else WRONG for w in range(1, 8))))
        elif day is not None and not date.day and date.toward is date.step is None and not clauses[i].planned:
            out.append(Hint(day, tuple(DAYS_BACK[(w - date.weekday) % 7] for w in range(1, 8))))
    return out


def _likeliest(
    options: list[CalendarDate], hints: list[Hint], first: CalendarDate, named: int, sure: bool
) -> CalendarDate | None:
    """The first date in the year that the weekdays make likeliest; None if another, or none, is about as likely.

    `sure` says that the text names a month of the year `named`, and so surely lies near it.
    """
    rated = []
    other = math.log(ANY) * len(hints) + (math.log(NEAR) * (AFTER + 1) if sure else math.log(FAR))
    for option in options:
        assert option.year is not None
        likely = math.log(NEAR) * abs(option.year - named)
        for hint in hints:
            turned = (hint.date.month or 0) < (first.month or 0) - TURN
            days = bounds(replace(hint.date, year=option.year + turned, weekday=None))
            likely += math.log(hint.likely[weekday_of(days[0]) - 1] if days else WRONG)
        rated.append((likely, -option.year, option))
    rated.sort(key=lambda r: r[:2], reverse=True)
    rivals = [other, *(likely for likely, _, _ in rated[1:2])]
    return rated[0][2] if rated and rated[0][0] - max(rivals) >= math.log(CLEAR) else None
