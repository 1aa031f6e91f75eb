"""Weekdays without a date: from the day of writing in a report, from the day of the story else."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import replace

from dateline.engines.time import calendar, narrative
from dateline.engines.time.calendar import CalendarDate
from dateline.engines.time.look_backs import LookBacks
from dateline.engines.time.values import Resolved, of_date
from dateline.layers import TimeAnchor, article_of

LONG_SINCE = 31  # days before the writing of a report from which its weekdays are those of what it tells


class Weekdays(LookBacks):
    """The day that a bare weekday means."""

    def _weekday(self, i: int, date: CalendarDate) -> Resolved:
        """A bare weekday: the last before the day of writing, or the next if planned; else the story's next."""
        beside = self._day_beside_it(i) if i + 1 < len(self.timexes) and self._bracket_opens(i) else None
        if beside is not None and beside.date is not None:  # "on Monday (8 May)"
            day = replace(beside.date, part=date.part, hour=date.hour, minute=date.minute)
            return of_date(day, "relative", TimeAnchor(beside.value.edtf or "", i + 1))
        begun = self.values[i - 1].date if i and self.links[i - 1] == "range" else None
        if begun is not None and isinstance(self.timexes[i - 1].meaning, CalendarDate):
            found = narrative.weekday(date, begun, back=False)  # "from Friday to Sunday"
            return of_date(found or date, "relative", TimeAnchor(self.values[i - 1].value.edtf or "", i - 1))
        within = self.story is not None and self.story.week
        base, anchor = self._base(i, deictic=not (within or self._tells_of_then(i)))
        if (told := self._told_of_period(date)) is not None:
            return of_date(told, "relative", self.anchor)
        spoken = anchor is not None and anchor == self.written_at
        back = spoken and not self.clauses[i].planned and not self.datelines[i]
        back = back and not self._told_ahead(i, date)
        found = narrative.weekday(date, base, back=back) if base else None
        if back and found is not None and (said := self._said_before(i, found)) is not None:
            found = narrative.weekday(date, said, back=True)
        if base is None and (news := self._news_without_year(i, date)) is not None:
            return news
        return of_date(found or date, self._how(anchor, "relative"), anchor)

    def _bracket_opens(self, i: int) -> bool:
        """Whether nothing but an opening bracket stands between an expression and the next."""
        return [unicodedata.category(c) for c in self._between(i).strip()] == ["Ps"]

    def _day_beside_it(self, i: int) -> Resolved | None:
        """The next expression, if it names a day and no word stands between."""
        day = self.timexes[i + 1].meaning
        if not isinstance(day, CalendarDate) or not day.day or any(c.isalnum() for c in self._between(i)):
            return None
        return self._resolve(i + 1, self.timexes[i + 1])

    def _said_before(self, i: int, found: CalendarDate) -> CalendarDate | None:
        """The day before `found` on which what is told was said: it had happened by then.

        "Five died on Saturday, police said Monday" is not of the Saturday on which that is published. Where no
        dateline has the day of writing, what the text was first told on is its news.
        """
        days, here = calendar.bounds(found), self.timexes[i].sentence
        first = self.timexes[0].sentence if self._published() else here
        for j in sorted({*self._told_in(first), *self._told_in(here)} - {i}):
            date = self.timexes[j].meaning
            bare = isinstance(date, CalendarDate) and date.weekday and not date.day
            if not (bare and self.clauses[j].spoken and self.written and isinstance(date, CalendarDate)):
                continue
            said = narrative.weekday(date, self.written, back=True)
            before = calendar.bounds(said) if said else None
            if days and before and before[1] < days[0]:
                return said
        return None

    def _told_in(self, sentence: int) -> range:
        """The time expressions of a sentence."""
        start = bisect_left(self.timexes, sentence, key=lambda t: t.sentence)
        return range(start, bisect_right(self.timexes, sentence, start, key=lambda t: t.sentence))

    def _tells_of_then(self, i: int) -> bool:
        """Whether a report has just come to a day long before it was written, in the paragraph of a weekday."""
        at = self.anchor.timex if self.anchor else None
        days, written = (calendar.bounds(d) if d else None for d in (self.story, self.written))
        if at is None or days is None or written is None or self._new_block(i) or not self._dated_apart():
            return False
        near = self.timexes[i].sentence - self.timexes[at].sentence <= 1
        return near and days[0] == days[1] and written[0] - days[1] > LONG_SINCE

    def _dated_apart(self) -> bool:
        """Whether the day of writing ends a line of its own ("Digest, issued 2 February 2024")."""
        at = self.written_at.timex if self.written_at else None
        if at is None:
            return True
        article = article_of(self.doc)
        return not article.text[self.timexes[at].end : article.blocks[self._block(at)].end].strip(" .)")

    def _told_ahead(self, i: int, date: CalendarDate) -> bool:
        """Whether an entry of a diary in the present tense tells the next such day, before its next entry.

        "6 August. X falls. Y goes on Saturday. / 12 August. ..."
        """
        at = self.written_at.timex if self.written_at else None
        if at is None or self.written is None or self._placed() or not self.clauses[i].present:
            return False
        following = next((j for j in range(i + 1, len(self.timexes)) if self.datelines[j]), None)
        found, entry = narrative.weekday(date, self.written, back=False), None
        if following is not None and isinstance(self.timexes[following].meaning, CalendarDate):
            entry = narrative.with_year(self.timexes[following].meaning, narrative.Setting(self.written))
        days, ahead = (calendar.bounds(d) if d else None for d in (found, entry))
        return bool(days and ahead and days[1] < ahead[0])

    def _told_of_period(self, date: CalendarDate) -> CalendarDate | None:
        """The weekday where the story stands, in a report on a stretch of days, which tells them in their order."""
        story = calendar.bounds(self.story) if self.story else None
        if self.period is None or self.story is None or story is None or story[0] != story[1]:
            return None
        found = narrative.nearest_weekday(date, self.story)
        days = calendar.bounds(found) if found else None
        inside = days is not None and self.period[0] <= story[0] and days[1] <= self.period[1]
        return found if inside else None
