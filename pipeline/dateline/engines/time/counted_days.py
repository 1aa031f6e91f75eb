"""Days that are counted from a first one ("Day 3", "the second day ... the third day", "开战第34天")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from dateline.engines.script import normal_text
from dateline.engines.time import calendar, notation
from dateline.engines.time.calendar import CalendarDate, Shift
from dateline.engines.time.values import Resolved, of_date, unresolved
from dateline.engines.time.weekdays import Weekdays
from dateline.layers import TimeAnchor

AHEAD = 31  # days from the story within which a counted day lies where the text tells no other day next
Base = tuple[CalendarDate | None, TimeAnchor | None]
First = tuple[int, TimeAnchor]


class CountedDays(Weekdays):
    """The days of one document that are told by their number."""

    def _counted_day(self, i: int, meaning: Shift) -> Resolved | None:
        """The date that stands right beside the number, else counted from the first day; None for the story's own."""
        assert meaning.count is not None
        if (resolved := self._day_in_brackets(i)) is not None:
            return resolved
        first = self.first_day if meaning.since is None else self._first_that_fits(i, meaning)
        if first is None:
            soon = meaning.since is not None and meaning.count <= 2
            return None if soon else unresolved(notation.unknown_unit("day"), "no_anchor")
        day = calendar.from_day(first[0] + meaning.count - 1)
        if day.year is None or abs(day.year) > calendar.LAST_YEAR:
            return unresolved(notation.unknown_unit("day"), "no_anchor")
        told = replace(day, part=meaning.part, hour=meaning.hour, minute=meaning.minute, mod=meaning.mod)
        return of_date(told, "relative", first[1])

    def _day_before_brackets(self, i: int) -> Resolved | None:
        """The day right before a step in brackets, which only says it once more ("4 May (the third day)")."""
        step, end = self.timexes[i].meaning, self.timexes[i].end
        if not i or not isinstance(step, Shift) or step.unit != "day":
            return None
        before, close = self.values[i - 1].date, self._text[end : end + 1]
        brackets = [unicodedata.category(c) for c in self._between(i - 1).strip() + close]
        return self.values[i - 1] if before and before.day and brackets == ["Ps", "Pe"] else None

    def _day_in_brackets(self, i: int) -> Resolved | None:
        meaning = self.timexes[i].meaning
        if i + 1 == len(self.timexes) or not isinstance(meaning, Shift) or meaning.count is None:
            return None
        day, between = self.timexes[i + 1].meaning, self._between(i)
        if not isinstance(day, CalendarDate) or not day.day or any(c.isalnum() for c in between):
            return None
        resolved = self._resolve(i + 1, self.timexes[i + 1])
        if resolved.date is not None and (days := calendar.bounds(resolved.date)):
            self.first_day = days[0] - meaning.count + 1, TimeAnchor(resolved.value.edtf or "", i + 1)
        return resolved

    def _days_told(self, i: int) -> Iterator[tuple[int, int]]:
        """The days that the main line has told before an expression: which expression, which day."""
        for j, told in enumerate(self.values[:i]):
            clause = self.clauses[j]
            days = calendar.bounds(told.date) if told.date and told.date.day else None
            if days and told.value.reason is None and not (clause.earlier or clause.enclosed):
                yield j, days[0]

    def _first_that_fits(self, i: int, meaning: Shift) -> First | None:
        """The day from which the count leads on from the story, and not past what the text tells next.

        The last one told with words for what began; for the war itself the first, rather of this section.
        """
        assert meaning.count is not None and meaning.since is not None
        if self._counts_on(i, self.first_day, meaning.count - 1):
            return self.first_day
        told = [
            (j, day) for j, day in self._days_told(i) if self._may_come_to_day(i, day + meaning.count - 1)
        ]
        named = [(j, day) for j, day in told if self._tells(meaning.since, i, j)]
        if meaning.since and named:
            j, day = named[-1]
            return day, self._anchor_of(j, self.values[j])
        opening = {self.sections[j]: j for j, _ in reversed(list(self._days_told(i)))}
        begun = [
            (self.sections[j] != self.sections[i], day, j)
            for j, day in told
            if j in opening.values() or (self.begins and self._tells(self.begins, i, j))
        ]
        if not begun:
            return None
        _, day, j = min(begun)
        self.first_day = day, self._anchor_of(j, self.values[j])
        return self.first_day

    def _counts_on(self, i: int, first: First | None, days: int) -> bool:
        """Whether so many days after a first one the story may go on."""
        return first is not None and self._may_come_to_day(i, first[0] + days)

    def _may_come_to_day(self, i: int, day: int) -> bool:
        """Whether a day lies where the story stands or later, and not past what the text tells next."""
        story = calendar.bounds(self.story) if self.story else None
        if story is None or day < story[0]:
            return False
        ahead = self._next_told(i)
        return day <= (story[1] + AHEAD if ahead is None else ahead)

    def _tells(self, words: str, i: int, j: int) -> bool:
        """Whether such words stand about an expression before this one: right before it, or up to the next."""
        text, timex = normal_text(self.doc), self.timexes[j]
        sentence = self.sentences[timex.sentence]
        begin = re.search(r"\w*\Z", text[sentence.start : timex.start])
        start = timex.start - (len(begin[0]) if begin else 0)
        end = min(sentence.end, self.timexes[min(j + 1, i)].start)
        return re.compile(words).search(text, start, end) is not None

    def _next_told(self, i: int) -> int | None:
        """The last day of the next date of the main line, if it lies ahead."""
        for j in range(i + 1, len(self.timexes)):
            date, clause = self.timexes[j].meaning, self.clauses[j]
            if isinstance(date, CalendarDate) and date.span == 1 and not (clause.aside or clause.earlier):
                found = self._resolve(j, self.timexes[j])
                days = calendar.bounds(found.date) if found.date else None
                return days[1] if days and self.story and days[1] >= _first(self.story) else None
        return None

    def _first_of_count(
        self, i: int, meaning: Shift, base: CalendarDate | None, anchor: TimeAnchor | None
    ) -> Base:
        """The day from which the one was counted where the story stands ("the second day ... the third day")."""
        at = anchor.timex if anchor is not None else None
        told = self.timexes[at].meaning if at is not None else None
        first = self.values[at].value.anchor if at is not None else None
        days = int(meaning.amount or 0)
        if days > 1 and self._counts_on(i, self.first_day, days):
            assert self.first_day is not None
            return calendar.from_day(self.first_day[0]), self.first_day[1]
        if not (isinstance(told, Shift) and told.ordinal) or first is None or first.timex is None:
            return base, anchor
        return self.values[first.timex].date, first


def _first(date: CalendarDate) -> int:
    days = calendar.bounds(date)
    return days[0] if days else 0
