"""What a step in time counts from ("two days later", "that night") where that is not simply the time of the story."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from dateline.engines.time import calendar, narrative, notation, open_years
from dateline.engines.time.calendar import CalendarDate, Shift
from dateline.engines.time.missing_years import MissingYears
from dateline.engines.time.story_line import EXCURSION
from dateline.engines.time.values import Resolved, of_date
from dateline.layers import TimeAnchor, Timex, article_of


class Steps(MissingYears):
    """The anchors of steps in the story of one document."""

    def _resolve(self, i: int, timex: Timex) -> Resolved:
        """The meaning of any expression."""
        raise NotImplementedError

    def _shift(self, i: int, meaning: Shift) -> Resolved:
        """The meaning of so many units from the story, told at an expression."""
        raise NotImplementedError

    def _step_from_excursion(self, i: int, meaning: Shift) -> tuple[CalendarDate, TimeAnchor] | None:
        """The main-line date of the sentence before, where the story did not go, for a step on from it."""
        if meaning.sign < 0 or meaning.deictic or i == 0:
            return None
        before, told = self.values[i - 1], self.anchor.timex if self.anchor else None
        there, here = self.timexes[i - 1], self.timexes[i]
        near = here.sentence - there.sentence == 1 and self._block(i) == self._block(i - 1)
        clause = self.clauses[i - 1]
        if not near or told is None or told >= i - 1 or clause.aside or clause.earlier:
            return None
        if not isinstance(there.meaning, CalendarDate) or before.date is None or before.value.reason:
            return None
        if self.coarse_steps and meaning.unit == "day" and not before.date.month:
            return None  # no day follows a year
        look_back = there.meaning.toward == -1  # "last Sunday. The next day ..."
        if not (meaning.exact or (look_back and meaning.unit == "day" and meaning.amount)):
            return None
        if clause.spoken and self._only_said(i - 1, before.date):
            return None
        return before.date, self._anchor_of(i - 1, before)

    def _within_aside(self, i: int) -> tuple[CalendarDate, TimeAnchor] | None:
        """The time before this one in the same aside ("which began on Monday and ended a day later")."""
        same = i > 0 and self.timexes[i - 1].sentence == self.timexes[i].sentence
        if not (same and self.clauses[i].inside and self.clauses[i - 1].inside):
            return None
        before = self.values[i - 1]
        if before.date is None or before.value.reason or not before.date.day:
            return None
        return before.date, TimeAnchor(before.value.edtf or before.value.timex, i - 1)

    def _step_from_brackets(self, i: int, meaning: Shift) -> tuple[CalendarDate, TimeAnchor] | None:
        """The day in brackets behind what a sentence told last ("X fell (3 May) and Y gave up two days later")."""
        if (
            i == 0
            or meaning.sign <= 0
            or meaning.deictic
            or self.timexes[i - 1].sentence != self.timexes[i].sentence
        ):
            return None
        text, there, before = article_of(self.doc).text, self.timexes[i - 1], self.values[i - 1]
        around = text[: there.start].rstrip()[-1:] + text[there.end :].lstrip()[:1]
        if [unicodedata.category(c) for c in around] != ["Ps", "Pe"] or self.clauses[i].enclosed:
            return None
        days = calendar.bounds(before.date) if before.date and before.date.day else None
        story = calendar.bounds(self.story) if self.story else None
        if before.date is None or not (days and story) or not 0 <= days[0] - story[0] <= EXCURSION:
            return None
        return before.date, self._anchor_of(i - 1, before)

    def _anchor_of(self, i: int, resolved: Resolved) -> TimeAnchor:
        return TimeAnchor(resolved.value.edtf or resolved.value.timex, i)

    def _stepped_from(
        self, date: CalendarDate, base: CalendarDate, anchor: TimeAnchor | None
    ) -> tuple[CalendarDate, TimeAnchor | None]:
        """The date that the story last stepped on from by days or weeks, where "next January" counts from there.

        "On 25 December 1978 ...; two weeks later ... In January of the next year" is January 1979.
        """
        at = anchor.timex if anchor else None
        if date.step != 1 or at is None or not isinstance(self.timexes[at].meaning, Shift):
            return base, anchor
        before = self.values[at].value.anchor
        start = self.values[before.timex].date if before and before.timex is not None else None
        if start is None or start.year is None or start.year == base.year:
            return base, anchor
        days, story = calendar.bounds(replace(date, year=start.year + 1, step=None)), calendar.bounds(base)
        fits = days is not None and story is not None and days[1] >= story[0]
        return (start, before) if fits else (base, anchor)

    def _just_mentioned(self, i: int) -> tuple[CalendarDate, TimeAnchor] | None:
        """The last day that the text named, on the main line or beside it, if it is not long ago."""
        at = self.mentioned_at.timex if self.mentioned_at else None
        if at is None or self.mention is None or self.mentioned_at is None or not self.mention.day:
            return None
        near = self.timexes[i].sentence - self.timexes[at].sentence <= 1
        return (self.mention, self.mentioned_at) if near else None

    def _day_looked_back_to(self, i: int, meaning: Shift) -> tuple[CalendarDate, TimeAnchor] | None:
        """The day just named beside the main line, for "that day" of what had happened before as well.

        "On 14 June they said that a woman had been admitted on 10 June. She had been hurt the same day."
        """
        whole = meaning.unit == "day" and meaning.part is None and meaning.hour is None  # not "before dawn"
        same = whole and not meaning.amount and not meaning.deictic
        return self._just_mentioned(i) if same and self.clauses[i].earlier else None

    def _step_before(self, i: int, meaning: Shift) -> tuple[CalendarDate, TimeAnchor] | None:
        """The time right before in the same sentence, if this steps on from it or takes it up.

        "On the 18th and, a day later, ..."; "it had fallen on the 13th; on the last day of that month ...".
        """
        if i == 0 or meaning.deictic or meaning.sign < 0 or meaning.amount is None:
            return None
        before = self.values[i - 1]
        there = self.clauses[i - 1]
        beside = self.timexes[i - 1].sentence == self.timexes[i].sentence and not there.enclosed
        beside = beside and (self.clauses[i].planned or not there.planned)  # what was planned had not come
        stepped = self.timexes[
            i - 1
        ].meaning  # a look back, from which a language of coarse steps does not count on
        back = self.coarse_steps and isinstance(stepped, Shift) and stepped.sign < 0
        beside = beside and not (back and meaning.amount)
        if not beside or before.date is None or before.value.reason:
            return None
        if meaning.unit in ("month", "year"):
            return before.date, self._anchor_of(i - 1, before)
        if meaning.unit == "day" and meaning.amount:
            return (before.date, self._anchor_of(i - 1, before)) if before.date.day else None
        return self._taken_up(i) if meaning.unit == "day" else None

    def _beside(self, i: int, anchor: TimeAnchor) -> bool:
        """Whether an anchor stands in the same sentence."""
        return anchor.timex is not None and self.timexes[anchor.timex].sentence == self.timexes[i].sentence

    def _taken_up(self, i: int) -> tuple[CalendarDate, TimeAnchor] | None:
        """The day right before in the same sentence, told in the same tense, that "that night" takes up."""
        if i == 0 or self.timexes[i - 1].sentence != self.timexes[i].sentence:
            return None
        before, there, here = self.values[i - 1], self.clauses[i - 1], self.clauses[i]
        if before.date is None or before.value.reason or not before.date.day:
            return None
        if there.enclosed or there.planned or there.opens:
            return None
        if there.earlier != here.earlier and not self.coarse_steps:
            return None
        return before.date, self._anchor_of(i - 1, before)

    def _step_behind(self, i: int, meaning: Shift) -> tuple[CalendarDate, TimeAnchor] | None:
        """The day behind a step back from it ("where he had fallen a day earlier, they were killed on the 9th")."""
        here = self.clauses[i]
        beside = i + 1 < len(self.timexes) and self.timexes[i + 1].sentence == self.timexes[i].sentence
        first = i == 0 or self.timexes[i - 1].sentence != self.timexes[i].sentence
        back = meaning.sign < 0 and meaning.exact and not meaning.deictic and (here.inside or here.earlier)
        if not (beside and first and back) or self._is_broken(i) or meaning.unit not in ("day", "week"):
            return None
        day, there = self.timexes[i + 1].meaning, self.clauses[i + 1]
        if (
            not isinstance(day, CalendarDate)
            or not day.day
            or there.inside
            or there.enclosed
            or there.earlier
        ):
            return None
        resolved = self._resolve(i + 1, self.timexes[i + 1])
        if resolved.date is None or resolved.value.reason:
            return None
        return resolved.date, self._anchor_of(i + 1, resolved)

    def _only_a_preposition(self, i: int) -> bool:
        """Whether no other word stands between this expression and the next."""
        between = self.doc.char_span(
            self.timexes[i].end, self.timexes[i + 1].start, alignment_mode="contract"
        )
        return between is None or all(t.is_punct or t.is_space or t.pos_ in ("ADP", "DET") for t in between)

    def _is_broken(self, i: int) -> bool:
        """Whether a semicolon parts this expression from the next: they tell of different times."""
        return any(mark in self._between(i) for mark in self.breaks)

    def _step_back_from_aside(self, i: int, meaning: Shift) -> tuple[CalendarDate, TimeAnchor] | None:
        """The one day of the sentence before, though beside its main line, for a step back that opens a sentence.

        "The report, published on the 16th, named nobody. Six days earlier the court had ruled ..."
        """
        here, before = self.clauses[i], self.values[i - 1] if i else None
        if before is None or not (here.fronted and here.earlier) or meaning.sign >= 0 or not meaning.exact:
            return None
        sentence, at = self.timexes[i].sentence, self.timexes[i - 1].sentence
        alone = i == 1 or self.timexes[i - 2].sentence != at
        if meaning.deictic or at != sentence - 1 or not alone or self._block(i) != self._block(i - 1):
            return None
        if before.date is None or before.value.reason or not before.date.day or self.clauses[i - 1].enclosed:
            return None
        return before.date, self._anchor_of(i - 1, before)

    def _open_day(self, written: bool) -> tuple[CalendarDate, TimeAnchor] | None:
        """The last date of the story that lacks only its year; `written`: that of the dispatch."""
        told = [
            p.timex for p in self.points if p.timex is not None and (not written or self.datelines[p.timex])
        ]
        date = self.values[told[-1]].date if told else None
        if date is None or not open_years.is_open(date):
            return None
        return date, self._anchor_of(told[-1], self.values[told[-1]])

    def _step_without_year(self, meaning: Shift) -> Resolved | None:
        """A step on from a date whose year the text never gives ("on 4 May ... two days later")."""
        base = self._open_day(meaning.deictic)
        found = open_years.moved(base[0], meaning) if base else None
        return of_date(found, "relative", base[1]) if base and found else None

    def _day_without_year(self, i: int, date: CalendarDate) -> Resolved | None:
        """A bare day in a story whose year the text never gives ("on 4 May ... on the 9th")."""
        base = self._open_day(written=False)
        if base is None or date.weekday:
            return None

        def make(dated: CalendarDate) -> open_years.Stretch | None:
            found = narrative.day_of_month(date, dated, dated.month if date.toward == 0 else None)
            return (found, found) if found else None

        found = open_years.reckoned(base[0], make)
        return of_date(found[0], "relative", base[1]) if found else None

    def _news_without_year(self, i: int, date: CalendarDate) -> Resolved | None:
        """The weekday of a dispatch that does not say its year."""
        base = None if self.clauses[i].planned or self.datelines[i] else self._open_day(written=True)
        found = open_years.news_day(date, base[0]) if base else None
        if base is None or found is None:
            return None
        open_ = of_date(found, "relative", base[1])
        return (
            open_
            if found.day
            else replace(open_, value=replace(open_.value, timex=notation.timex_value(date)))
        )

    def _weeks_from_month(
        self, meaning: Shift, base: CalendarDate | None, anchor: TimeAnchor | None
    ) -> Resolved | None:
        """Weeks on from a month: the months in which they may end ("in February ... and three weeks later")."""
        if base is None and (open_ := self._open_day(meaning.deictic)) is not None:
            base, anchor = open_
        if base is None or base.day or not base.month or not meaning.exact or not meaning.amount:
            return None
        days = int(meaning.amount * {"week": 7, "day": 1}.get(meaning.unit or "", 0)) * meaning.sign
        return open_years.months_around(base, days, anchor) if abs(days) >= open_years.WEEKS else None
