"""Walks through a narrative and keeps its time.

The story has a time of its own: main-line dates move it on, asides (brackets, relative clauses, the
past before the past) do not. Partial and relative expressions are resolved against it; the day of
writing is used only where the text gives nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.time import calendar, narrative, notation
from dateline.engines.time.calendar import CalendarDate, Duration, Recurrence, Reference, Shift
from dateline.engines.time.clauses import Clauses, NarrativeData, datelines, heading_frames, links
from dateline.engines.time.flat_clauses import FlatClauses
from dateline.engines.time.narrative import Setting
from dateline.engines.time.opening import opening
from dateline.engines.time.values import Resolved, of_date, unknown_shift, unresolved
from dateline.layers import Resolution, Sentence, StoryPoint, TimeAnchor, Timex, article_of

LOOK_AHEAD = 3  # full dates; one of them may look back, hardly all
EXCURSION = 366  # days
TOPIC_YEARS = 2  # years that the name of a campaign may lie ahead of the story
PRESENT = 366  # days: a story no farther than this from the day of writing shares its "yesterday"


class Narrator:
    """Walks through the time expressions of one document and keeps the time of the story."""

    def __init__(self, doc: Doc, rules: NarrativeData) -> None:
        self.doc = doc
        self.timexes: list[Timex] = doc._.timexes
        self.sentences: list[Sentence] = doc._.sentences
        article = article_of(doc)
        self.written = calendar.parse_iso(article.reference_date) if article.reference_date else None
        self.written_at = TimeAnchor(article.reference_date, None) if article.reference_date else None
        clauses = FlatClauses(rules.flat) if rules.flat else Clauses(rules)
        self.clauses = [clauses.of(doc, t, self.sentences[t.sentence]) for t in self.timexes]
        self.datelines = datelines(doc, self.timexes, self.sentences, rules)
        self.links = links(doc, self.timexes, self.sentences, rules)
        self.frames = heading_frames(article, self.timexes, self.sentences, self.clauses)
        self.opening = opening(self.timexes, self.clauses, self.frames, self.datelines, self.written)
        self.sections = self._sections()
        self.following = self._dates_ahead()
        self.story: CalendarDate | None = None
        self.anchor: TimeAnchor | None = None
        self.mention: CalendarDate | None = None  # the last full date, on the main line or not
        self.mentioned_at: TimeAnchor | None = None
        self.topic: CalendarDate | None = None  # a year after the story's that names what is told of next
        self.topic_at: TimeAnchor | None = None
        self.values: list[Resolved] = []
        self.points: list[StoryPoint] = []

    def _dates_ahead(self) -> list[list[tuple[int, CalendarDate, int]]]:
        """For every expression the next few full main-line dates after it: last day, date, section."""
        out: list[list[tuple[int, CalendarDate, int]]] = []
        following: list[tuple[int, CalendarDate, int]] = []
        for i in range(len(self.timexes) - 1, -1, -1):
            timex, clause = self.timexes[i], self.clauses[i]
            out.append(following)
            date = timex.meaning
            if (
                isinstance(date, CalendarDate)
                and date.span == 1
                and not (clause.aside or clause.earlier)
                and (days := calendar.bounds(date))
                and not self._behind(days)
            ):
                following = [(days[1], date, self.sections[i]), *following][:LOOK_AHEAD]
        return out[::-1]

    def _ahead(self, i: int) -> CalendarDate | None:
        """The latest of the next dates: in a section that the story has just entered, of its own."""
        following = self.following[i]
        at = self.anchor.timex if self.anchor else None
        if at is not None and self.sections[at] != self.sections[i]:
            following = [f for f in following if f[2] == self.sections[i]] or following
        return max(following, key=lambda f: f[0])[1] if following else None

    def _sections(self) -> list[int]:
        """For every expression how many headings stand above it."""
        headings = [s.block for s in self.sentences if s.heading]
        return [bisect_right(headings, self._block(i)) for i in range(len(self.timexes))]

    def tell(self) -> None:
        """Resolve all expressions in text order."""
        for i, timex in enumerate(self.timexes):
            self._return(timex.start)
            resolved = self._resolve(i, timex)
            self.values.append(resolved)
            if resolved.date and resolved.date.year is not None and resolved.date.span == 1:
                self.mention = resolved.date
                self.mentioned_at = TimeAnchor(resolved.value.edtf or "", i)
            if self.datelines[i] and resolved.date and resolved.value.reason is None:
                self.written = replace(resolved.date, part=None, hour=None, minute=None)
                self.written_at = TimeAnchor(resolved.value.edtf or "", i)
            if self._moves(i, timex, resolved):
                self._move(i, timex, resolved)
            elif self._names_topic(i, resolved.date):
                self.topic, self.topic_at = resolved.date, TimeAnchor(resolved.value.edtf or "", i)
        self._return(len(article_of(self.doc).text))

    def _return(self, position: int) -> None:
        """Bring a dispatch that looked far back home to its day, where the paragraph with the look back ends."""
        dated = self.written_at.timex if self.written_at else None
        away = self.anchor.timex if self.anchor else None
        if dated is None or away is None or self._present():
            return
        sentence = self.sentences[self.timexes[away].sentence]
        end = article_of(self.doc).blocks[sentence.block].end
        if end <= position and not sentence.heading:
            self.points.append(StoryPoint(end, dated, self.values[dated].value))
            self.story, self.anchor = self.written, self.written_at

    def _moves(self, i: int, timex: Timex, resolved: Resolved) -> bool:
        """Whether the story goes on from this expression."""
        date, clause = resolved.date, self.clauses[i]
        if date is None or date.span > 1 or self._names_range(i):
            return False
        if self.datelines[i]:
            return True
        if clause.aside:
            return False
        meaning = timex.meaning
        if isinstance(meaning, Shift) and not self._goes_on(meaning):
            return False
        if isinstance(meaning, CalendarDate) and (meaning.toward == -1 or self._ends_range(i)):
            return False
        days = calendar.bounds(date)
        story = calendar.bounds(self.story) if self.story else None
        if self.opening and story is None and isinstance(meaning, CalendarDate) and meaning.year is not None:
            return self.opening.date is not None and days is not None and not self._behind(days)
        if days is None or story is None:
            return True
        if days[0] > story[1]:
            return not self._glimpse(i, days, story)
        told = days[0] <= story[0] and story[1] <= days[1] and days != story
        return not (told or clause.earlier or self._excursion(i, days, story))

    def _behind(self, days: calendar.Days) -> bool:
        """Whether these days lie before a text that opens without a year."""
        begun = calendar.bounds(self.opening.date) if self.opening and self.opening.date else None
        return begun is not None and days[1] < begun[0]

    def _names_topic(self, i: int, date: CalendarDate | None) -> bool:
        """Whether a bare year soon after the story's names what is told of ("the 1777 campaign")."""
        if not self.clauses[i].names or date is None or date != CalendarDate(year=date.year):
            return False
        story = self.story.year if self.story else None
        return story is not None and date.year is not None and 0 < date.year - story <= TOPIC_YEARS

    def _ends_range(self, i: int) -> bool:
        """Whether this is the far end of a stretch of months or years: the story begins at its near end."""
        date = self.timexes[i].meaning
        return i > 0 and self.links[i - 1] == "range" and isinstance(date, CalendarDate) and not date.day

    def _excursion(self, i: int, days: calendar.Days, story: calendar.Days) -> bool:
        """Whether a date far back, not at the head of its sentence, leaves the story only for a word."""
        if self.clauses[i].fronted or days[1] + EXCURSION > story[0]:
            return False
        following = self._ahead(i)
        ahead = calendar.bounds(following) if following else None
        return ahead is None or ahead[1] + EXCURSION > story[0]

    def _glimpse(self, i: int, days: calendar.Days, story: calendar.Days) -> bool:
        """Whether a date far ahead, not at the head of its sentence, is only mentioned: what follows lies before it."""
        if self.clauses[i].fronted or days[0] < story[1] + EXCURSION:
            return False
        following = self._ahead(i)
        ahead = calendar.bounds(following) if following else None
        return ahead is not None and ahead[1] + EXCURSION < days[0]

    def _goes_on(self, shift: Shift) -> bool:
        """Whether such a step goes forward, or says something finer ("that night")."""
        finer = shift.part is not None or shift.hour is not None or (shift.deictic and shift.unit == "day")
        return finer or (shift.sign > 0 and shift.unit is not None and bool(shift.amount))

    def _names_range(self, i: int) -> bool:
        """Whether this is one of several times in a heading: it bounds the section and tells nothing."""
        sentence = self.timexes[i].sentence
        near = [j for j in (i - 1, i + 1) if 0 <= j < len(self.timexes)]
        dates = [j for j in near if isinstance(self.timexes[j].meaning, CalendarDate)]
        begins = self.links[i] == "range" and self._day_at(i)
        return (
            self.sentences[sentence].heading
            and not begins
            and any(self.timexes[j].sentence == sentence for j in dates)
        )

    def _day_at(self, i: int) -> bool:
        """Whether this expression names a day of the calendar."""
        date = self.timexes[i].meaning
        return isinstance(date, CalendarDate) and bool(date.day)

    def _move(self, i: int, timex: Timex, resolved: Resolved) -> None:
        assert resolved.date is not None
        self.points.append(StoryPoint(timex.start, i, resolved.value))
        if resolved.value.reason is None:
            self.story = replace(resolved.date, part=None, hour=None, minute=None)
            self.topic = self.topic_at = None
            self.anchor = TimeAnchor(resolved.value.edtf or resolved.value.timex, i)

    def _resolve(self, i: int, timex: Timex) -> Resolved:
        meaning = timex.meaning
        if (day := self._day_beside(i)) is not None:
            return day
        if isinstance(meaning, CalendarDate):
            return self._date(i, meaning)
        if isinstance(meaning, Shift):
            return self._shift(i, meaning)
        if isinstance(meaning, Duration):
            return unresolved(
                notation.duration_value(meaning.unit, meaning.amount), "duration", mod=meaning.mod
            )
        if isinstance(meaning, Recurrence):
            return unresolved(notation.recurrence_value(meaning), "recurring")
        assert isinstance(meaning, Reference)
        return unresolved(meaning.value, "vague")

    def _date(self, i: int, date: CalendarDate) -> Resolved:
        """A calendar date: as it stands when the year is said, else in the year that the story gives."""
        if date.year is not None:
            return of_date(self._era(date), "absolute", None)
        base, anchor = self._base(date.deictic)
        if date.step is not None:
            if base is None or base.year is None:
                return of_date(date, "unresolved", None)
            return of_date(
                replace(date, year=base.year + date.step), self._how(anchor, "year_inferred"), anchor
            )
        if date.toward is not None:
            found = narrative.toward(date, base) if base else None
            return of_date(found or date, self._how(anchor, "relative"), anchor)
        if date.weekday and not date.day:
            return self._weekday(i, date)
        if date.day and date.month is None:
            found = narrative.day_of_month(date, base, self.frames[i].month) if base else None
            return of_date(found or date, self._how(anchor, "year_inferred"), anchor)
        return self._year_of(i, date)

    def _weekday(self, i: int, date: CalendarDate) -> Resolved:
        """A bare weekday: the last before the day of writing, the next if planned or itself such a day; else the story's."""
        within = self.story is not None and self.story.week
        base, anchor = self._base(deictic=not within)
        spoken = anchor is not None and anchor == self.written_at
        back = spoken and not self.clauses[i].planned and not self.datelines[i]
        found = narrative.weekday(date, base, back=back) if base else None
        return of_date(found or date, self._how(anchor, "relative"), anchor)

    def _day_beside(self, i: int) -> Resolved | None:
        """The value of a time of day whose day comes right after it ("at 6:45 on 20 May")."""
        clock = self.timexes[i].meaning
        if self.links[i] != "time" or not (
            isinstance(clock, Shift) and clock.unit == "day" and not clock.amount
        ):
            return None
        day = self.timexes[i + 1].meaning
        if not isinstance(day, CalendarDate) or not (day.day or day.weekday) or day.hour is not None:
            return None
        resolved = self._resolve(i + 1, self.timexes[i + 1])
        if resolved.date is None or resolved.value.reason:
            return None
        date = replace(resolved.date, part=clock.part, hour=clock.hour, minute=clock.minute)
        return of_date(date, resolved.value.resolution, resolved.value.anchor)

    def _year_shared(self, i: int, date: CalendarDate) -> tuple[CalendarDate, TimeAnchor] | None:
        """The date in the year of the other end of its range or list, and that end.

        The next expression may name the year ("April and June 1955"), or the one before have it
        ("from January 2019 until November").
        """
        if self.links[i] in ("range", "list"):
            other = self.timexes[i + 1].meaning
            if isinstance(other, CalendarDate) and other.year is not None and other.month:
                year = other.year - (_in_year(date) > _in_year(other))
                return replace(date, year=year), self._anchor_at(i + 1)
        if i and self.links[i - 1] == "range":
            start = self.values[i - 1].date
            if start is not None and start.year is not None and start.month:
                year = start.year + (_in_year(date) < _in_year(start))
                return replace(date, year=year), TimeAnchor(notation.edtf_value(start) or "", i - 1)
        return None

    def _year_of(self, i: int, date: CalendarDate) -> Resolved:
        """A date that lacks only its year."""
        if date.season:  # a winter between two years is told under the later one
            date = replace(date, ending=True)
        if date.month and (shared := self._year_shared(i, date)):
            return of_date(shared[0], "year_inferred", shared[1])
        if (beside := self._year_beside(i)) is not None:
            return of_date(replace(date, year=beside[0]), "year_inferred", beside[1])
        if self.opening and self.story is None:
            return self._opened(i, date)
        setting = self._setting(i)
        found = narrative.with_year(date, setting)
        if found is None and self.written:
            found = narrative.latest_before(date, self.written)
            return of_date(found or date, self._how(self.written_at, "year_inferred"), self.written_at)
        told = setting.years or self.datelines[i]  # whatever the text tells next
        if found is None or (not told and narrative.turned_away(found, setting) and self._new_block(i)):
            return of_date(date, "unresolved", None)
        stand, anchor = self._stand()
        if stand is not None and stand.year == found.year:
            return of_date(found, "heading" if self._from_heading() else "year_inferred", anchor)
        if setting.years and setting.years[0] == setting.years[1] == found.year:
            return of_date(found, "heading", self._heading_anchor(i))
        return of_date(found, "year_inferred", anchor or self._ahead_anchor(i))

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
        if not (isinstance(written, CalendarDate) and isinstance(date, CalendarDate)):
            return None
        if written.year is None or not date.month or _in_year(date) < _in_year(written):
            return None
        # A bare year is the scene of what had happened earlier; the story's own year may have been left.
        if here.earlier != (not written.month):
            return None
        return written.year, self._anchor_at(i - 1)

    def _stand(self) -> tuple[CalendarDate | None, TimeAnchor | None]:
        """Where the narrative stands: at its topic's year, else its own time, else at the last date beside it."""
        if self.topic is not None:
            return self.topic, self.topic_at
        return (self.story, self.anchor) if self.story is not None else (self.mention, self.mentioned_at)

    def _from_heading(self) -> bool:
        """Whether a heading put the story where it stands."""
        at = self.anchor.timex if self.anchor else None
        return at is not None and self.sentences[self.timexes[at].sentence].heading

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
        home = story if self.datelines[i] else dated
        if home and ahead and narrative.long_before(ahead, home):
            ahead = None
        return Setting(story, ahead, limit, years, self.clauses[i].earlier, beyond, self._firm(i))

    def _firm(self, i: int) -> bool:
        """Whether the year of the story is written in the same paragraph."""
        at = self._stand()[1]
        if at is None or at.timex is None or self._block(at.timex) != self._block(i):
            return False
        date = self.timexes[at.timex].meaning
        return isinstance(date, CalendarDate) and date.year is not None

    def _present(self) -> bool:
        """Whether the story plays about when the text was written."""
        written = calendar.bounds(self.written) if self.written else None
        story = calendar.bounds(self.story) if self.story else None
        return written is not None and (story is None or abs(story[0] - written[0]) <= PRESENT)

    def _shift(self, i: int, meaning: Shift) -> Resolved:
        """So many units from the story, or from the day of writing for such as "yesterday"."""
        if meaning.amount is None:
            return unresolved("FUTURE_REF" if meaning.sign > 0 else "PAST_REF", "vague")
        base, anchor = self._within_aside(i) or self._step_before(i, meaning) or self._base(meaning.deictic)
        found = calendar.shifted(base, meaning) if base else None
        if found is None:
            reason = "no_anchor" if base is None else "anchor_too_coarse"
            return unresolved(unknown_shift(meaning), reason, mod=meaning.mod)
        return of_date(found, self._how(anchor, "relative"), anchor)

    def _within_aside(self, i: int) -> tuple[CalendarDate, TimeAnchor] | None:
        """The time before this one in the same aside ("which began on Monday and ended a day later")."""
        same = i > 0 and self.timexes[i - 1].sentence == self.timexes[i].sentence
        if not (same and self.clauses[i].inside and self.clauses[i - 1].inside):
            return None
        before = self.values[i - 1]
        if before.date is None or before.value.reason or not before.date.day:
            return None
        return before.date, TimeAnchor(before.value.edtf or before.value.timex, i - 1)

    def _step_before(self, i: int, meaning: Shift) -> tuple[CalendarDate, TimeAnchor] | None:
        """The time right before in the same sentence, if this steps on from it or takes it up.

        "On the 18th and, a day later, ..."; "it had fallen on the 13th; on the last day of that month ...".
        """
        if i == 0 or meaning.deictic or meaning.sign < 0 or meaning.amount is None:
            return None
        before = self.values[i - 1]
        beside = self.timexes[i - 1].sentence == self.timexes[i].sentence and not self.clauses[i - 1].enclosed
        if not beside or before.date is None or before.value.reason:
            return None
        if meaning.amount:
            fine = before.date.day if meaning.unit == "day" else meaning.unit in ("month", "year")
        else:
            fine = meaning.unit in ("month", "year")
        return (before.date, TimeAnchor(before.value.edtf or before.value.timex, i - 1)) if fine else None

    def _base(self, deictic: bool = False) -> tuple[CalendarDate | None, TimeAnchor | None]:
        """The story's time; before it has any, or for words of the writer's now, the day of writing."""
        if self.story is None or (deictic and self._present()):
            return self.written, self.written_at
        return self.story, self.anchor

    def _how(self, anchor: TimeAnchor | None, usual: Resolution) -> Resolution:
        """How a value came about that has this anchor."""
        return "reference_date" if anchor is not None and anchor.timex is None else usual

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

    def _anchor_at(self, i: int) -> TimeAnchor:
        """An expression that carries its own year, as an anchor."""
        date = self.timexes[i].meaning
        assert isinstance(date, CalendarDate)
        return TimeAnchor(notation.edtf_value(date) or notation.timex_value(date), i)

    def _new_block(self, i: int) -> bool:
        """Whether another block than the one that last moved the story begins before this expression."""
        if self.anchor is None or self.anchor.timex is None:
            return True
        return self._block(i) != self._block(self.anchor.timex)

    def _block(self, i: int) -> int:
        return self.sentences[self.timexes[i].sentence].block

    def _era(self, date: CalendarDate) -> CalendarDate:
        """A small year without an era belongs to the era of the story ("in 480" in a story before Christ)."""
        assert date.year is not None
        stand, _ = self._stand()
        before_christ = stand is not None and stand.year is not None and stand.year <= 0
        if before_christ and not date.era and date.span == 1 and 0 < date.year < 1000:
            return replace(date, year=1 - date.year)
        return date


def _in_year(date: CalendarDate) -> tuple[int, int]:
    """Place in the year, for the order of two dates; a month stands at its beginning."""
    return date.month or 0, date.day or 0
