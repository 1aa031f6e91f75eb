"""Finds the year of a date that is told without one: from the story, the headings, what stands beside or comes."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.time import calendar, narrative, notation
from dateline.engines.time.calendar import CalendarDate, Duration, Shift
from dateline.engines.time.narrative import Setting, in_year
from dateline.engines.time.story_moves import HALF_YEAR, StoryMoves
from dateline.engines.time.values import Resolved, of_date
from dateline.layers import TimeAnchor

YEAR = 12  # months


class MissingYears(StoryMoves):
    """Partial dates in the story of one document."""

    def _year_of(self, i: int, date: CalendarDate) -> Resolved:
        """A date that lacks only its year."""
        if date.season:  # a winter between two years is told under the later one, but for its beginning
            date = replace(date, ending=date.mod != "START")
        if (date.month or date.season) and (shared := self._year_shared(i, date)):
            return of_date(shared[0], "year_inferred", shared[1])
        if (begun := self._since(i, date)) is not None:
            return of_date(begun, "year_inferred", self.anchor)
        if (beside := self._year_beside(i) or self._looking_back(i, date)) is not None:
            return of_date(replace(date, year=beside[0]), "year_inferred", beside[1])
        if (later := self._counted_behind(i, date)) is not None:
            return of_date(later, "year_inferred", self._stand()[1])
        if (before := self._before_next(i, date)) is not None:
            return of_date(before[0], "year_inferred", before[1])
        if self.opening and self.story is None:
            return self._opened(i, date)
        if self.clauses[i].planned and self._in_dispatch(i):
            found = narrative.with_year(date, Setting(self.written))
            return of_date(found or date, self._how(self.written_at, "year_inferred"), self.written_at)
        setting = self._setting(i)
        found = narrative.with_year(date, setting, self._end_of_range(i))
        if found is None and self.written:
            found = narrative.latest_before(date, self.written)
            return of_date(found or date, self._how(self.written_at, "year_inferred"), self.written_at)
        told = self.datelines[i] or self._below_heading(setting)  # whatever the text tells next
        if found is None or (not told and narrative.turned_away(found, setting) and self._new_block(i)):
            return of_date(date, "unresolved", None)
        stand, anchor = self._stand()
        if stand is not None and stand.year == found.year:
            return of_date(found, "heading" if self._from_heading() else "year_inferred", anchor)
        if setting.years and setting.years[0] == setting.years[1] == found.year:
            return of_date(found, "heading", self._heading_anchor(i))
        return of_date(found, "year_inferred", anchor or self._ahead_anchor(i))

    def _since(self, i: int, date: CalendarDate) -> CalendarDate | None:
        """The last such month or day before the story, since when something has gone on ("besieged since December")."""
        here, start = self.clauses[i], self.timexes[i].start
        if not here.opens or self.story is None or not (date.month and self.story.month):
            return None
        if self.flat:
            return narrative.latest_before(date, self.story) if self._tells_since(i, date) else None
        if here.fronted:
            return None
        if self._measured_from(i):
            return narrative.latest_before(date, self.story)
        before = self.doc.char_span(
            self.sentences[self.timexes[i].sentence].start, start, alignment_mode="contract"
        )
        if not before or before[-1].lower_ not in self.since:
            return None
        following = self.timexes[i + 1 : i + 2]
        beside = following and following[0].sentence == self.timexes[i].sentence
        return None if beside else narrative.latest_before(date, self.story)

    def _tells_since(self, i: int, date: CalendarDate) -> bool:
        """Whether words that say since when tell of the story's now, and do not bring it on to a later month.

        Those of a dispatch do, and those within a sentence; at its head they bring on a story that goes on from there.
        """
        if self._in_dispatch(i) or not self.clauses[i].fronted:
            return True
        story, following = self.story, self._next_dated(i)
        if not (story and story.month and date.month):
            return False
        ahead = (date.month - story.month) % YEAR
        reach = (
            (following.month - story.month) % YEAR if following and following.month else YEAR - story.month
        )
        return ahead > min(reach, HALF_YEAR)

    def _measured_from(self, i: int) -> bool:
        """Whether a length says how long after this date the story stands ("two months after the raid of 3 May")."""
        at = self.anchor.timex if self.anchor else None
        told = at is not None and at == i - 2 and self.timexes[at].sentence == self.timexes[i].sentence
        if not told or not isinstance(self.timexes[i - 1].meaning, Duration):
            return False
        words = self._between(i - 1).lower().split()
        return bool(words) and self.distance.get(words[0]) == 1

    def _below_heading(self, setting: Setting) -> bool:
        """Whether the headings tell the years, and what the text tells next does not lie before them."""
        if setting.years is None:
            return False
        ahead = setting.ahead.year if setting.ahead else None
        return ahead is None or ahead >= setting.years[0]

    def _year_shared(self, i: int, date: CalendarDate) -> tuple[CalendarDate, TimeAnchor] | None:
        """The date in the year of the other end of its range or list, and that end.

        The next expression may name the year ("April and June 1955"), or the one before have it
        ("from January 2019 until November").
        """
        if (last := self._last_of_list(i)) is not None:
            other = self.timexes[last].meaning
            if isinstance(other, CalendarDate) and other.year is not None and (date.season and other.season):
                return replace(date, year=other.year), self._anchor_at(last)
            if isinstance(other, CalendarDate) and other.year is not None and date.month and other.month:
                year = other.year - (in_year(date) > in_year(other))
                return replace(date, year=year), self._anchor_at(last)
        if date.month and i and self.links[i - 1] == "range":
            start = self.values[i - 1].date
            if start is not None and start.year is not None and start.month:
                year = start.year + (in_year(date) < in_year(start))
                return replace(date, year=year), TimeAnchor(notation.edtf_value(start) or "", i - 1)
        return None

    def _counted_behind(self, i: int, date: CalendarDate) -> CalendarDate | None:
        """The date in the year that a step right behind it counts to ("on 5 February two years later")."""
        step = self.timexes[i + 1].meaning if i + 1 < len(self.timexes) else None
        story = self._stand()[0]
        if not isinstance(step, Shift) or step.unit != "year" or not step.amount or step.amount % 1:
            return None
        if story is None or story.year is None or step.deictic or self._between(i).strip():
            return None
        return replace(date, year=story.year + step.sign * int(step.amount))

    def _last_of_list(self, i: int) -> int | None:
        """The next expression of a range or list that has a year, or else the next ("in May, June and July 1988")."""
        if self.links[i] not in ("range", "list"):
            return None
        last = i + 1
        while self.links[last] == "list" and getattr(self.timexes[last].meaning, "year", None) is None:
            last += 1
        return last

    def _end_of_range(self, i: int) -> CalendarDate | None:
        """The other end of a stretch of months or days that this begins, if it has no year either."""
        other = self.timexes[i + 1].meaning if self.links[i] == "range" else None
        if not isinstance(other, CalendarDate) or other.year is not None or not other.month:
            return None
        return other

    def _before_next(self, i: int, date: CalendarDate) -> tuple[CalendarDate, TimeAnchor] | None:
        """The last such date before that of the main clause ("who had come in May, left on 12 June"), and that."""
        here = self.clauses[i]
        if not (here.earlier and here.inside) or i + 1 == len(self.timexes):
            return None
        at, there, following = self.timexes[i].sentence, self.clauses[i + 1], self.timexes[i + 1]
        alone = following.sentence == at and (i == 0 or self.timexes[i - 1].sentence != at)
        day = following.meaning
        if not alone or there.aside or there.earlier or not isinstance(day, CalendarDate) or not day.month:
            return None
        resolved = self._year_of(i + 1, day) if day.year is None else of_date(day, "absolute", None)
        if resolved.date is None or resolved.value.reason or resolved.date.year is None:
            return None
        found = narrative.latest_before(date, resolved.date)
        return (found, TimeAnchor(resolved.value.edtf or resolved.value.timex, i + 1)) if found else None

    def _opened(self, i: int, date: CalendarDate) -> Resolved:
        """A date at the beginning of a text whose year comes from what lies behind it, or from the day of writing."""
        assert self.opening
        if self.opening.date is None:
            return of_date(date, "unresolved", None)
        found = narrative.with_year(date, Setting(self.opening.date, earlier=self.clauses[i].earlier))
        anchor = self.written_at if self.opening.after is None else self._anchor_at(self.opening.after)
        return of_date(found or date, self._how(anchor, "year_inferred"), anchor)

    def _year_beside(self, i: int) -> tuple[int, TimeAnchor] | None:
        """The year that the expression before this one names in the same sentence ("in April 1915 … on 23 May")."""
        if i == 0 or self.timexes[i - 1].sentence != self.timexes[i].sentence or self.datelines[i - 1]:
            return None
        before, here = self.clauses[i - 1], self.clauses[i]
        written, date = self.timexes[i - 1].meaning, self.timexes[i].meaning
        if before.inside or before.enclosed or here.inside or here.enclosed or here.earlier != before.earlier:
            return None
        stepped = self.values[i - 1].date if isinstance(written, Shift) and written.unit == "year" else None
        if stepped is not None and not self.values[i - 1].value.reason:
            written = CalendarDate(year=stepped.year)  # "a year earlier ... on 28 November"
        if not (isinstance(written, CalendarDate) and isinstance(date, CalendarDate)):
            return None
        if written.year is None or not date.month or in_year(date) < in_year(written):
            return None
        # A bare year is the scene of what had happened earlier; the story's own year may have been left.
        if here.earlier != (not written.month):
            return None
        anchor = TimeAnchor(self.values[i - 1].value.edtf or "", i - 1) if stepped else self._anchor_at(i - 1)
        return written.year, anchor

    def _looking_back(self, i: int, date: CalendarDate) -> tuple[int, TimeAnchor] | None:
        """The year to which its sentence has looked back, where in the story's year it would lie past what comes.

        "had allied with X in August of the year before, and in October sent Y ... In March 1631 Z came up."
        """
        told = 0 < i <= len(self.values) and self.timexes[i - 1].sentence == self.timexes[i].sentence
        if not told or not self.following[i]:
            return None
        before, story, here = self.values[i - 1].date, self.story, self.clauses[i]
        if not (self.clauses[i - 1].earlier and before and before.year and before.month and date.month):
            return None
        if here.aside or here.earlier or story is None or story.year is None or before.year >= story.year:
            return None
        then, now = calendar.bounds(date, before.year), calendar.bounds(date, story.year)
        ahead, start = self.following[i][0][0], calendar.bounds(before)
        if not (then and now and start and start[0] <= then[0] and then[1] <= ahead < now[0]):
            return None
        return before.year, TimeAnchor(self.values[i - 1].value.edtf or "", i - 1)

    def _setting(self, i: int) -> Setting:
        """What an expression without a year stands among."""
        years, beyond = self.frames[i].years, False
        if (
            years
            and self.story
            and self.story.year is not None
            and self.anchor
            and self.anchor.timex is not None
        ):
            below = self.frames[self.anchor.timex].years == years
            beyond = below and not years[0] <= self.story.year <= years[1]
        told = self._present() and not self.clauses[i].planned and not self.datelines[i]
        limit = self.written if told else None
        # What belongs to one list belongs together, whatever the text tells next; a dispatch looks back to other years.
        ahead = None if i and self.links[i - 1] == "list" else self._ahead(i)
        dated = self.written if self.written_at and self.written_at.timex is not None else None
        story = dated if dated and self.datelines[i] else self._stand()[0]
        one_year = any(told and told[0] == told[1] for told in (years, self.frames[i].title))
        alone = one_year and len(self._next_dates(i)) < 2  # one date may look back
        home = story if self.datelines[i] or alone else dated
        if home and ahead and narrative.long_before(ahead, home):
            ahead = None
        return Setting(
            story, ahead, limit, years, self.clauses[i].earlier, beyond, self._firm(i), self.frames[i].title,
            told and self._placed() and not self.clauses[i].present, self._may_come_to(i),
        )  # fmt: skip

    def _may_come_to(self, i: int) -> bool:
        """Whether a section has told nothing but its years, and gives another date with its year farther on."""
        return self._from_heading() and any(at == self.sections[i] for _, _, at in self.following[i])

    def _firm(self, i: int) -> bool:
        """Whether the year of the story is written in the same paragraph."""
        at = self._stand()[1]
        if at is None or at.timex is None or self._block(at.timex) != self._block(i):
            return False
        date = self.timexes[at.timex].meaning
        return isinstance(date, CalendarDate) and date.year is not None

    def _short(self, i: int, date: CalendarDate) -> Resolved:
        """A date with two digits of a year: in the century of the story, the headings or the day of writing.

        Behind another decade or century ("in the 1960s ... in the 70s") it is of its century.
        """
        before = self.values[i - 1].date if i else None
        if before is not None and before.span > 1 and before.year is not None:
            found = calendar.with_short_year(date, before.year + before.span // 2)
            told = notation.edtf_value(before) or notation.timex_value(before)
            return of_date(found, "year_inferred", TimeAnchor(told, i - 1))
        stand, anchor = self._stand()
        years = self.frames[i].years
        if stand is not None and stand.year is not None:
            if stand.year <= calendar.SHORTEST:
                return of_date(date, "unresolved", None)
            return of_date(calendar.with_short_year(date, stand.year), "year_inferred", anchor)
        if years is not None and years[0] > calendar.SHORTEST:
            return of_date(calendar.with_short_year(date, years[0]), "heading", self._heading_anchor(i))
        if self.written is not None and self.written.year is not None:
            found = calendar.with_short_year(date, self.written.year)
            return of_date(found, self._how(self.written_at, "year_inferred"), self.written_at)
        if (ahead := self._ahead(i)) is not None and ahead.year is not None:
            return of_date(calendar.with_short_year(date, ahead.year), "year_inferred", self._ahead_anchor(i))
        return of_date(date, "unresolved", None)

    def _of_reign(self, i: int, date: CalendarDate) -> Resolved:
        """A year counted in the reign named last ("the tenth year of X … In the eleventh year"), or next."""
        assert date.regnal is not None
        for j in (*range(i - 1, -1, -1), *range(i + 1, len(self.timexes))):
            epoch = getattr(self.timexes[j].meaning, "epoch", None)
            if epoch is not None:
                return of_date(replace(date, year=epoch + date.regnal), "year_inferred", self._anchor_at(j))
        return of_date(date, "unresolved", None)

    def _other_calendar(self, i: int) -> int | None:
        """Which of a date and the same one in brackets behind it is not of our calendar, 0 or 1; None if neither is."""
        if not self.gloss or i < 0 or i + 1 >= len(self.timexes):
            return None
        first, second = self.timexes[i].meaning, self.timexes[i + 1].meaning
        if not (isinstance(first, CalendarDate) and isinstance(second, CalendarDate)):
            return None
        same = first.month and second.month and bool(first.day) == bool(second.day)
        found = self.gloss["between"].fullmatch(self._between(i))
        if not same or not found or not self.gloss["after"].match(self._text, self.timexes[i + 1].end):
            return None
        if found["ours"] or found["other"]:
            return 0 if found["ours"] else 1
        old = [self._in_words(i), self._in_words(i + 1)]
        return old.index(True) if any(old) and not all(old) else None

    def _in_words(self, i: int) -> bool:
        """Whether a date is written without figures, as those of the old calendar are."""
        timex = self.timexes[i]
        return bool(self.gloss["old"].fullmatch(self._text, timex.start, timex.end))

    def _ahead_anchor(self, i: int) -> TimeAnchor | None:
        for j in range(i + 1, len(self.timexes)):
            if self.timexes[j].meaning is self._ahead(i):
                return self._anchor_at(j)
        return None

    def _heading_anchor(self, i: int) -> TimeAnchor | None:
        for j in range(i - 1, -1, -1):
            date = self.timexes[j].meaning
            if (
                self.sentences[self.timexes[j].sentence].heading
                and isinstance(date, CalendarDate)
                and date.year is not None
            ):
                return self._anchor_at(j)
        return None

    def _era(self, date: CalendarDate) -> CalendarDate:
        """A small year without an era belongs to the era of the story ("in 480" in a story before Christ)."""
        assert date.year is not None
        stand, _ = self._stand()
        before_christ = stand is not None and stand.year is not None and stand.year <= 0
        if before_christ and not date.era and date.span == 1 and 0 < date.year < 1000:
            return replace(date, year=1 - date.year)
        return date
