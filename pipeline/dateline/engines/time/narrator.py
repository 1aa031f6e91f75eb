"""Walks through a narrative and gives its time expressions their meaning.

Partial and relative expressions are resolved against the time of the story; the day of writing is used only where
the text gives nothing.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.time import calendar, narrative, notation
from dateline.engines.time.calendar import CalendarDate, Duration, Recurrence, Reference, Shift
from dateline.engines.time.hours import NOON, Hours
from dateline.engines.time.open_years import months_of
from dateline.engines.time.values import Resolved, of_date, unknown_shift, unresolved
from dateline.layers import TimeAnchor, Timex, article_of

FEW_DAYS = 7  # "a few days" are no more
FEW_WEEKS = (3, 5)
FEW_MONTHS = 6
MORNING = "MO"  # a part of the day, as TIMEX3 writes it
ENDING = (5, 6)  # the weekdays on which "over the weekend" is no weekend to come
NEXT_DAYS = 4  # so many days on, less one, a story stays in the part of the month where it stands


class Narrator(Hours):
    """Walks through the time expressions of one document and keeps the time of the story."""

    def tell(self) -> None:
        """Resolve all expressions in text order."""
        for i, timex in enumerate(self.timexes):
            self._return(timex.start)
            self._come_back(i, timex.start)
            self._come_home(i)
            resolved = self._resolve(i, timex)
            self.values.append(resolved)
            self._keep_mention(i, resolved)
            if self.datelines[i] and resolved.date and resolved.value.reason is None:
                self._report_on(i, resolved)
                self.written = calendar.whole_day(resolved.date)
                self.written_at = TimeAnchor(resolved.value.edtf or "", i)
            if not self._beside_open_story(i) and self._moves(i, timex, resolved):
                self._move(i, timex, resolved)
            elif self._names_topic(i, resolved.date):
                self.topic, self.topic_at = resolved.date, TimeAnchor(resolved.value.edtf or "", i)
        self._return(len(article_of(self.doc).text))

    def _keep_mention(self, i: int, resolved: Resolved) -> None:
        """Keep the last date that the text has mentioned: where a text stands whose story has no time yet."""
        date, clause = resolved.date, self.clauses[i]
        if date is None or date.year is None or date.span > 1 or self._beside_open_story(i):
            return
        distant = clause.opens and not date.month  # "has fought since 1976"
        at = self.mentioned_at.timex if self.mentioned_at else None
        beside = at is not None and self.timexes[at].sentence == self.timexes[i].sentence
        passing = beside and clause.aside and not date.month  # "arrested in May 1940 for the 1938 coup"
        if not (distant or passing):
            self.mention, self.mentioned_at = date, TimeAnchor(resolved.value.edtf or "", i)

    def _beside_open_story(self, i: int) -> bool:
        """Whether an expression looks away from a story whose year the text never gives: it tells nothing of that."""
        clause = self.clauses[i]
        away = (clause.aside or clause.earlier) and not self.datelines[i]
        return away and self.story is None and self._open_day(written=False) is not None

    def _report_on(self, i: int, resolved: Resolved) -> None:
        """Keep the stretch of days whose end is the day of a report."""
        begun = self.values[i - 1].date if i and self.links[i - 1] == "range" else None
        first, last = (calendar.bounds(d) if d else None for d in (begun, resolved.date))
        if first and last:
            self.period = first[0], last[1]

    def _resolve(self, i: int, timex: Timex) -> Resolved:
        meaning = timex.meaning
        if (day := self._day_beside(i) or self._day_of_clock(i)) is not None:
            return day
        if isinstance(meaning, CalendarDate):
            return self._in_our_calendar(i, self._date(i, meaning))
        if isinstance(meaning, Shift):
            return self._shift(i, meaning)
        if isinstance(meaning, Duration):
            return unresolved(notation.length_value(meaning), "duration", mod=meaning.mod)
        if isinstance(meaning, Recurrence):
            return unresolved(notation.recurrence_value(meaning), "recurring")
        assert isinstance(meaning, Reference)
        return unresolved(meaning.value, "vague")

    def _in_our_calendar(self, i: int, read: Resolved) -> Resolved:
        """A day of another calendar: that of ours which stands beside it, and may lie in the next year."""
        if self._other_calendar(i - 1) == 1:
            return self.values[i - 1]
        told = self.timexes[i + 1].meaning if self._other_calendar(i) == 0 else None
        if (
            not isinstance(told, CalendarDate)
            or told.month is None
            or read.date is None
            or read.date.year is None
        ):
            return read
        year = told.year if told.year is not None else read.date.year + (told.month < (read.date.month or 0))
        return of_date(replace(told, year=year), read.value.resolution, read.value.anchor)

    def _date(self, i: int, date: CalendarDate) -> Resolved:
        """A calendar date: as it stands when the year is said, else in the year that the story gives."""
        if date.year is not None:
            return of_date(self._era(date), "absolute", None)
        if date.regnal is not None:
            return self._of_reign(i, date)
        base, anchor = self._base(i, date.deictic)
        if (
            base is None
            and date.day
            and not date.month
            and (day := self._day_without_year(i, date)) is not None
        ):
            return day
        if date.short is not None:
            return self._short(i, date)
        if date.step is not None and date.weekday:
            found = narrative.of_week(date, base) if base else None
            return of_date(found or date, self._how(anchor, "relative"), anchor)
        if date.step is not None:
            if not date.step and date.month and base is None:  # "that year, on 5 June", at the head of a text
                return self._year_of(i, replace(date, step=None))
            if base is None or base.year is None:
                return of_date(date, "unresolved", None)
            base, anchor = (None if date.deictic else self._year_named(i)) or self._stepped_from(
                date, base, anchor
            )
            assert base.year is not None
            return of_date(
                replace(date, year=base.year + date.step), self._how(anchor, "year_inferred"), anchor
            )
        if date.toward is not None:
            if date.weekday and date.toward == 0:
                base, anchor = self._taken_up(i) or (base, anchor)
            elif not date.weekday and not date.deictic:
                base, anchor = self._year_named(i) or (base, anchor)
            found = narrative.toward(date, base) if base else None
            return of_date(found or date, self._how(anchor, "relative"), anchor)
        if date.weekday and not date.day:
            return self._weekday(i, date)
        if date.day and date.month is None:
            base, anchor = self._of_which_month(i, date, base, anchor)
            told = self._in_dispatch_past(i)
            back = self.clauses[i].earlier and self.clauses[i].opens
            found = (
                narrative.day_of_month(date, base, self.frames[i].month, told, back=back) if base else None
            )
            if found and told and self._placed():
                found = narrative.not_after(found, told)
            return of_date(found or date, self._how(anchor, "year_inferred"), anchor)
        return self._year_of(i, date)

    def _in_dispatch_past(self, i: int) -> CalendarDate | None:
        """The day of a dispatch that tells at this place what has happened by then."""
        dated = self.written_at is not None and self.written_at.timex is not None
        past = dated and self._present() and not self._ahead_of_writing() and not self.clauses[i].planned
        past = past and not self._behind_entry(i)
        return self.written if past else None

    def _shift(self, i: int, meaning: Shift) -> Resolved:
        """So many units from the story, or from the day of writing for such as "yesterday"."""
        if meaning.amount is None:
            soon = self._some_days(i, meaning)
            return soon or unresolved("FUTURE_REF" if meaning.sign > 0 else "PAST_REF", "vague")
        if (glossed := self._day_before_brackets(i) or self._day_in_brackets(i)) is not None:
            return glossed
        if meaning.count is not None:
            if (counted := self._counted_day(i, meaning)) is not None:
                return counted
            meaning = replace(meaning, amount=meaning.count - 1)
        if meaning.beyond and (told := self._beyond(i)) is not None:
            return told
        if meaning.amount and (named := self._named_beside(i, meaning) or self._explains(i, meaning)):
            return named
        base, anchor = (
            self._within_aside(i)
            or self._step_from_brackets(i, meaning)
            or self._step_before(i, meaning)
            or self._day_looked_back_to(i, meaning)
            or self._step_behind(i, meaning)
            or self._step_back_from_aside(i, meaning)
            or self._step_from_look_back(i, meaning)
            or (self._just_mentioned(i) if meaning.last else self._step_from_excursion(i, meaning))
            or self._base(i, meaning.deictic)
        )
        if base is not None and base == self.written and self._is_over(i, meaning, base):
            meaning = replace(meaning, amount=1, sign=-1)
        meaning = self._in_same_half(i, meaning, anchor)
        if not meaning.amount and _is_early(meaning) and self._at_night(anchor):
            meaning = replace(meaning, amount=1, sign=1)  # "on the night of 2 February ... by daybreak"
        if meaning.ordinal:
            base, anchor = self._first_of_count(i, meaning, base, anchor)
        found = calendar.shifted(base, meaning) if base else None
        if found is None and (just := self._just_mentioned(i)) is not None:
            base, anchor = just
            found = calendar.shifted(base, meaning)
        if found is None and base is None and (day := self._step_without_year(meaning)) is not None:
            return day
        if found is None and (coarse := self._coarse_step(i, meaning)) is not None:
            return coarse
        if found is None and (months := self._weeks_from_month(meaning, base, anchor)) is not None:
            return months
        if found is None:
            reason = "no_anchor" if base is None else "anchor_too_coarse"
            return unresolved(unknown_shift(meaning), reason, mod=notation.timex_mod(meaning))
        resolved = of_date(found, self._how(anchor, "relative"), anchor)
        whole = meaning.amount is not None and float(meaning.amount).is_integer()
        if meaning.unit == "week" and meaning.exact and whole and resolved.value.precision == "day":
            resolved.value = replace(resolved.value, timex=notation.week_value(found))
        return resolved

    def _is_over(self, i: int, meaning: Shift, written: CalendarDate) -> bool:
        """Whether a night or a weekend without a number is the one before the day of writing."""
        if meaning.unit == "weekend":
            days, told = calendar.bounds(written), meaning.deictic and not meaning.amount
            return bool(
                told and days and calendar.weekday_of(days[0]) in ENDING and not self.clauses[i].planned
            )
        return meaning.overnight and (self._placed() or self._published())

    def _some_days(self, i: int, meaning: Shift) -> Resolved | None:
        """ "A few days later": the month of the story, where they do not reach beyond it; of months, its year."""
        base, anchor = (
            self._step_from_brackets(i, meaning)
            or self._step_from_excursion(i, meaning)
            or self._base(i, meaning.deictic)
        )
        if meaning.deictic or base is None or base.month is None or base.year is None:
            return None
        if meaning.unit == "month":
            within = meaning.exact and 1 <= base.month + meaning.sign * FEW_MONTHS <= 12
            year = CalendarDate(year=base.year)
            return of_date(year, self._how(anchor, "relative"), anchor) if within else None
        month = calendar.month_of(base)
        if meaning.unit == "week" and meaning.sign > 0:
            return self._some_weeks(base, anchor)
        if meaning.unit != "day" or month is None or month.year is None:
            return None
        if base.day is None:
            reaches = base.mod == ("END" if meaning.sign > 0 else "START")
        else:
            reached = base.day + meaning.sign * FEW_DAYS
            reaches = not 1 <= reached <= calendar.month_length(month.year, base.month)
        return None if reaches else of_date(month, self._how(anchor, "relative"), anchor)

    def _some_weeks(self, base: CalendarDate, anchor: TimeAnchor | None) -> Resolved | None:
        """The month in which "a few weeks later" lies, counted from a day or from the middle of a month."""
        days = calendar.bounds(base)
        if days is None:
            return None
        middle = sum(days) // 2
        first, last = months_of((middle + FEW_WEEKS[0] * 7, middle + FEW_WEEKS[1] * 7))
        return of_date(first, self._how(anchor, "relative"), anchor) if first == last else None

    def _coarse_step(self, i: int, meaning: Shift) -> Resolved | None:
        """ "The next day" after "early in July": early in July too, if not at its end, in languages that mean that."""
        if not self.coarse_steps:
            return None
        base, anchor = self._base(i, meaning.deictic)
        if (
            meaning.unit != "day"
            or meaning.deictic
            or base is None
            or base.month is None
            or base.day is not None
        ):
            return None
        if meaning.sign * (meaning.amount or 0) not in range(NEXT_DAYS) or (
            meaning.amount and base.mod == "END"
        ):
            return None
        return of_date(base, self._how(anchor, "relative"), anchor)

    def _beyond(self, i: int) -> Resolved | None:
        """ "The day after the battle": the date that it explains ("on 3 May, the day after ..."), else unknown.

        At the head of a sentence it steps on from the story.
        """
        beside = i > 0 and self.timexes[i - 1].sentence == self.timexes[i].sentence
        if (
            beside
            and not any(c.isalnum() for c in self._between(i - 1))
            and self.values[i - 1].date is not None
        ):
            return self.values[i - 1]
        if self.clauses[i].fronted:
            return None
        return unresolved(notation.unknown_unit("day"), "no_anchor")

    def _named_beside(self, i: int, meaning: Shift) -> Resolved | None:
        """A step whose end the next words name ("seven months later, on 27 May"): that day's month, year or day."""
        apposed = self.links[i] == "time" and self._between(i).startswith(",") and self._only_a_preposition(i)
        if not apposed or meaning.unit not in ("day", "month", "year"):
            return None
        date = self.timexes[i + 1].meaning
        if not isinstance(date, CalendarDate) or not date.month or (meaning.unit == "day" and not date.day):
            return None
        if meaning.unit == "year" and date.year is None:
            return None  # the day takes its year from the step
        resolved = self._resolve(i + 1, self.timexes[i + 1])
        if resolved.date is None or resolved.value.reason:
            return None
        days, story = calendar.bounds(resolved.date), calendar.bounds(self.story) if self.story else None
        if days and story and meaning.sign > 0 and days[1] < story[0]:
            return None  # "nine months later, on 24 May": of the next year
        return of_date(_as_coarse(resolved.date, meaning), "relative", self._anchor_of(i + 1, resolved))

    def _explains(self, i: int, meaning: Shift) -> Resolved | None:
        """A step that only explains the date before it ("In 2005, sixty years later, ..."): that date."""
        if i == 0 or meaning.deictic:
            return None
        between = self._between(i - 1).strip()
        apposed = self.apposed is not None and bool(self.apposed.fullmatch(between))
        if not apposed and between not in ("", ","):
            return None
        date, before = self.timexes[i - 1].meaning, self.values[i - 1]
        if not between:  # "on 5 February two years later"
            behind = isinstance(date, CalendarDate) and before.date and self._counted_behind(i - 1, date)
            if not behind or before.date is None:
                return None
            return of_date(_as_coarse(before.date, meaning), "relative", self._anchor_of(i - 1, before))
        if not isinstance(date, CalendarDate) or before.date is None or before.value.reason:
            return None
        year = date.year or date.month
        told = {"day": date.day, "month": date.month, "year": year, "decade": year}.get(meaning.unit or "")
        if apposed and date.day:  # "20日，即攻占该城一周后"
            told, meaning = date.day, replace(meaning, unit="day")
        if not told or not (apposed or self.clauses[i - 1].fronted):
            return None
        return of_date(_as_coarse(before.date, meaning), "relative", self._anchor_of(i - 1, before))

    def _bare_day(self, i: int) -> bool:
        """Whether an expression names a day and no month."""
        date = self.timexes[i].meaning
        return isinstance(date, CalendarDate) and date.day is not None and date.month is None

    def _year_named(self, i: int) -> tuple[CalendarDate, TimeAnchor] | None:
        """The last date whose year is written, in this sentence or the one before: "that May" is of its year."""
        told = self.anchor.timex if self.anchor and self.anchor.timex is not None else -1
        stepped = getattr(self.timexes[i].meaning, "toward", None)
        of_month = self._bare_day(i)
        for j in range(i - 1, told - 1, -1):
            near, date, there = (
                self.timexes[i].sentence - self.timexes[j].sentence,
                self.timexes[j].meaning,
                self.clauses[j],
            )
            if near > 1 or j < 0:
                break
            if not isinstance(date, CalendarDate) or date.year is None or date.span > 1 or there.enclosed:
                continue
            if of_month and not date.month:
                continue
            if there.earlier != self.clauses[i].earlier or there.names or (near and (there.opens or stepped)):
                continue
            found = self.values[j]
            return (found.date, self._anchor_of(j, found)) if found.date else None
        return None


def _is_early(step: Shift) -> bool:
    """Whether a time of day lies before noon."""
    return step.part == MORNING if step.hour is None else step.hour < NOON


def _as_coarse(date: CalendarDate, step: Shift) -> CalendarDate:
    """The day, month or year of a date, whichever a step counts."""
    if step.unit == "day":
        return replace(date, part=None, hour=None, minute=None, weekday=None, mod=None)
    return CalendarDate(year=date.year, month=date.month if step.unit == "month" else None)
