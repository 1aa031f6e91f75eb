"""Times of day, and the day that each belongs to."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.time import calendar
from dateline.engines.time.calendar import CalendarDate, Meaning, Shift
from dateline.engines.time.counted_days import CountedDays
from dateline.engines.time.values import Resolved, of_date
from dateline.layers import TimeAnchor

NIGHT = ("NI", "EV")  # parts of a day, as TIMEX3 writes them
NOON = 12  # hours
EVENING = 18  # the hour from which on the next early one is that of the next day


class Hours(CountedDays):
    """A story line that reads hours with the days beside them."""

    def _day_beside(self, i: int) -> Resolved | None:
        """The value of a time of day whose day comes right after it ("at 6:45 on 20 May", "at 6:45 the next day")."""
        clock = self.timexes[i].meaning
        if not self._is_clock_of_day(i):
            return None
        assert isinstance(clock, Shift)
        day = self.timexes[i + 1]
        step = day.meaning if isinstance(day.meaning, Shift) else None
        resolved = self._shift(i, step) if step else self._resolve(i + 1, day)
        if resolved.date is None or resolved.value.reason:
            return None
        date = replace(
            resolved.date,
            part=clock.part,
            hour=clock.hour,
            minute=clock.minute,
            mod=clock.mod or resolved.date.mod,
        )
        return of_date(date, resolved.value.resolution, resolved.value.anchor)

    def _is_clock_of_day(self, i: int) -> bool:
        """Whether an expression is a time of day whose day comes right after it."""
        clock = self.timexes[i].meaning
        at_once = isinstance(clock, Shift) and clock.unit == "day" and clock.amount == 0
        return at_once and self.links[i] == "time" and _names_day(self.timexes[i + 1].meaning)

    def _day_of_clock(self, i: int) -> Resolved | None:
        """The value of so many days behind a time of that day, which took them into account."""
        if not i or not isinstance(self.timexes[i].meaning, Shift) or not self._is_clock_of_day(i - 1):
            return None
        told = self.values[i - 1]
        if told.date is None or told.value.reason:
            return None
        day = replace(calendar.whole_day(told.date), mod=None)
        return of_date(day, told.value.resolution, told.value.anchor)

    def _in_same_half(self, i: int, meaning: Shift, anchor: TimeAnchor | None) -> Shift:
        """An hour in the half of the day in which its stretch begins, or in which the day's last stood.

        "From 4 to 6 p.m."; "at two in the afternoon ... towards four".
        """
        before = self.values[i - 1].date if i and self.links[i - 1] == "range" else None
        at = anchor.timex if anchor is not None else None
        if before is None and at is not None and not meaning.amount and self._hours_go_on(at, meaning):
            before = self.values[at].date
        first, last = before.hour if before else None, meaning.hour
        if first is None or last is None or last >= NOON or not last < first < last + NOON:
            return meaning
        return replace(meaning, hour=last + NOON)

    def _hours_go_on(self, at: int, meaning: Shift) -> bool:
        """Whether an hour of a clock goes on from an hour of the afternoon, whose half of the day the text named."""
        told = self.timexes[at].meaning
        named = isinstance(told, Shift | CalendarDate) and told.halved and (told.hour or 0) >= NOON
        return named and meaning.hour is not None and meaning.hour > 0 and not meaning.halved

    def _at_night(self, anchor: TimeAnchor | None) -> bool:
        """Whether the story stands at the evening or the night of a day."""
        at = anchor.timex if anchor is not None else None
        told = self.values[at].date if at is not None else None
        if told is None or (self._placed() and calendar.whole_day(told) == self.written):
            return False  # a dispatch does not tell the morning after it was written
        return told.part in NIGHT or (told.hour or 0) >= EVENING


def _names_day(meaning: Meaning) -> bool:
    """Whether an expression is a whole day: of the calendar, of the week, or so many days from another."""
    if isinstance(meaning, Shift):
        return meaning.unit == "day" and meaning.part is None and meaning.hour is None
    return isinstance(meaning, CalendarDate) and bool(meaning.day or meaning.weekday) and meaning.hour is None
