"""Days that are counted from a first one ("Day 3", "the second day ... the third day", "开战第34天")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cached_property

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
        """The date counted from the first day; None for the story's own."""
        assert meaning.count is not None
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
        """The day right behind one that is counted ("Day 3: 4 May"), or in brackets behind any step to a day."""
        meaning = self.timexes[i].meaning
        if i + 1 == len(self.timexes) or not isinstance(meaning, Shift) or meaning.unit != "day":
            return None
        if meaning.part or meaning.hour is not None or not (meaning.count or self._bracket_opens(i)):
            return None
        resolved = self._day_beside_it(i)
        count = meaning.count or (int(meaning.amount or 0) + 1 if meaning.ordinal else None)
        if count and resolved is not None and resolved.date and (days := calendar.bounds(resolved.date)):
            self.first_day = days[0] - count + 1, TimeAnchor(resolved.value.edtf or "", i + 1)
        return resolved

    def _first_that_fits(self, i: int, meaning: Shift) -> First | None:
        """The day from which the count leads on from the story, and not past what the text tells next.

        The last one told with words for what began; for the war itself the first, rather of this section.
        """
        assert meaning.count is not None and meaning.since is not None
        if self._counts_on(i, self.first_day, meaning.count - 1):
            return self.first_day
        window = self._window(i)
        if window is None:
            return None
        first, last = (day - meaning.count + 1 for day in window)
        named = reversed(self._told_with(meaning.since, i)) if meaning.since else ()
        if (found := next(((j, day) for j, day in named if first <= day <= last), None)) is not None:
            return found[1], self._anchor_of(found[0], self.values[found[0]])
        told = [*self._told_with(None, i), *(self._told_with(self.begins, i) if self.begins else ())]
        begun = [(self.sections[j] != self.sections[i], day, j) for j, day in told if first <= day <= last]
        if not begun:
            return None
        _, day, j = min(begun)
        self.first_day = day, self._anchor_of(j, self.values[j])
        return self.first_day

    def _told_with(self, words: str | None, i: int) -> list[tuple[int, int]]:
        """The days that the main line has told before an expression with such words about them: which one, which day.

        With none the first of every section. Each expression is read once.
        """
        found = self.days_told.setdefault(words, [])
        for j in range(self.days_read.get(words, 0), min(i, len(self.values))):
            told, clause = self.values[j], self.clauses[j]
            days = calendar.bounds(told.date) if told.date and told.date.day else None
            if not days or told.value.reason is not None or clause.earlier or clause.enclosed:
                continue
            opens = not found or self.sections[found[-1][0]] != self.sections[j]
            if opens if words is None else self._tells(words, j):
                found.append((j, days[0]))
        self.days_read[words] = min(i, len(self.values))
        return found

    def _counts_on(self, i: int, first: First | None, days: int) -> bool:
        """Whether so many days after a first one the story may go on."""
        window = self._window(i) if first is not None else None
        return first is not None and window is not None and window[0] <= first[0] + days <= window[1]

    def _window(self, i: int) -> calendar.Days | None:
        """The days on which the story may go on: where it stands or later, and not past what the text tells next."""
        story = calendar.bounds(self.story) if self.story else None
        if story is None:
            return None
        ahead = self._next_told(i)
        return story[0], story[1] + AHEAD if ahead is None else ahead

    def _tells(self, words: str, j: int) -> bool:
        """Whether such words stand about an expression: right before it, or up to the next."""
        text, timex = normal_text(self.doc), self.timexes[j]
        sentence = self.sentences[timex.sentence]
        begin = re.search(r"\w*\Z", text[sentence.start : timex.start])
        start = timex.start - (len(begin[0]) if begin else 0)
        end = min(sentence.end, self.timexes[j + 1].start)
        return re.compile(words).search(text, start, end) is not None

    def _next_told(self, i: int) -> int | None:
        """The last day of the next date of the main line, if it lies ahead."""
        at = self._next_dates_told[i]
        found = self._resolve(at, self.timexes[at]) if at is not None else None
        days = calendar.bounds(found.date) if found is not None and found.date else None
        return days[1] if days and self.story and days[1] >= _first(self.story) else None

    @cached_property
    def _next_dates_told(self) -> list[int | None]:
        """For every expression the next one that is a date of the main line."""
        out: list[int | None] = []
        following: int | None = None
        for j in range(len(self.timexes) - 1, -1, -1):
            out.append(following)
            date, clause = self.timexes[j].meaning, self.clauses[j]
            if isinstance(date, CalendarDate) and date.span == 1 and not (clause.aside or clause.earlier):
                following = j
        return out[::-1]

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
