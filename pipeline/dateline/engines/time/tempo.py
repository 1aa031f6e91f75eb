"""How fast a story goes on: day by day, or in strides of weeks and months.

What a paragraph tells between two of its times has a day where the story has come to a scene, a day that it dwells on:
it has leapt to it, and goes on from it by days. Of the events told there without a time nine in ten are of that day; of
those told between times farther apart than ten days, one in ten; in a chronicle, which comes from day to day, one in
two (counted in a hundred and thirty articles, and the same in those on which no rule had been made).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.engines.time.calendar import day_of_iso
from dateline.engines.time.widening import WITHIN_DAY, WITHIN_YEAR, month_of, year_of
from dateline.layers import StoryPoint, TimeValue

DAILY = 10  # days from one time of a story to the next while it goes on day by day
NEXT = 3  # days within which the next time of a chronicle lies where it dwells on a day


def on_its_day(story: Sequence[StoryPoint], at: int) -> bool | None:
    """Whether what is told without a time behind the point `at` of a story is of that day.

    None where nothing shows it: the point is no day or hour, nothing follows in time, or the story is a chronicle.
    """
    if story[at].value.precision not in WITHIN_DAY:
        return None
    ahead = _days(story, at, at + 1)
    if ahead is None or ahead < 0:
        return None
    if ahead > DAILY:
        return False if story[at].value.precision == "day" else None  # an hour opens a scene as well
    behind = _days(story, at - 1, at)
    chronicle = behind is not None and 0 <= behind <= DAILY
    return True if ahead <= NEXT or not chronicle else None


def held_by_both(here: TimeValue, ahead: TimeValue) -> TimeValue | None:
    """The month, else the year, that holds two times of a story."""
    for wider in (month_of(here), year_of(here) or here):
        if wider.precision not in ("month", "year") or not (wider.earliest and wider.latest):
            continue
        if (
            ahead.earliest
            and ahead.latest
            and wider.earliest <= ahead.earliest <= ahead.latest <= wider.latest
        ):
            return wider
    return None


def ends_before(first: TimeValue, second: TimeValue) -> bool:
    """Whether a time ends before another begins."""
    if first.latest is None or second.earliest is None:
        return False
    return day_of_iso(first.latest) < day_of_iso(second.earliest)


def months_on(here: TimeValue, ahead: TimeValue) -> int | None:
    """How many months a time lies behind another; None where one of them is no time within a year."""
    if here.earliest is None or ahead.earliest is None:
        return None
    if here.precision not in WITHIN_YEAR or ahead.precision not in WITHIN_YEAR:
        return None
    first, second = (int(d[:-6]) * 12 + int(d[-5:-3]) for d in (here.earliest, ahead.earliest))
    return second - first


def _days(story: Sequence[StoryPoint], first: int, second: int) -> int | None:
    """The days from one point of a story to another; None where there is none, or it has no day of our era."""
    if first < 0 or second >= len(story):
        return None
    here, then = story[first].value.earliest, story[second].value.earliest
    if not (here and then) or "-" in (here[0], then[0]):
        return None
    return day_of_iso(then) - day_of_iso(here)
