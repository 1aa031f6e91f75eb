"""Where a narrative stands in time, and what moves it.

The story has a time of its own: main-line dates move it on, asides (brackets, relative clauses, the
past before the past) do not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.time import calendar, notation
from dateline.engines.time.calendar import CalendarDate, Shift
from dateline.engines.time.clauses import Clauses, NarrativeData, links
from dateline.engines.time.flat_clauses import FlatClauses
from dateline.engines.time.headings import heading_frames
from dateline.engines.time.opening import opening
from dateline.engines.time.values import Resolved
from dateline.engines.time.written import datelines, placed
from dateline.layers import Resolution, Sentence, StoryPoint, TimeAnchor, Timex, article_of

LOOK_AHEAD = 3  # full dates; one of them may look back, hardly all
EXCURSION = 366  # days
TOPIC_YEARS = 2  # years that the name of a campaign may lie ahead of the story
NEWS = 7  # days that a dispatch looks back
TURN_AWAY = 31  # days: words said so long after what they tell do not move the story
SOON = 92  # days: a date in a subordinate clause carries the story on so far
HALF_YEAR = 6  # months
LATER = 3 * 366  # days: a year named beside the main line carries the story on so far
LONG = 60  # days: a stretch that is longer is told from its beginning
PRESENT = 366  # days: a story no farther than this from the day of writing shares its "yesterday"


class StoryLine:
    """The time of the story of one document, as its time expressions are read one after the other."""

    def __init__(self, doc: Doc, rules: NarrativeData) -> None:
        self.doc = doc
        self.timexes: list[Timex] = doc._.timexes
        self.sentences: list[Sentence] = doc._.sentences
        article = article_of(doc)
        self.written = calendar.parse_iso(article.reference_date) if article.reference_date else None
        self.written_at = TimeAnchor(article.reference_date, None) if article.reference_date else None
        clauses = FlatClauses(rules.flat) if rules.flat else Clauses(rules)
        self.since, self.breaks, self.distance = rules.since, rules.breaks, rules.distance
        self.flat = rules.flat is not None
        self.coarse_steps = bool(rules.flat and rules.flat.get("coarse_steps"))
        self._text = article.text
        self.gloss = {k: re.compile(v) for k, v in (rules.flat or {}).get("gloss", {}).items()}
        self.clauses = [clauses.of(doc, t, self.sentences[t.sentence]) for t in self.timexes]
        self.links = links(doc, self.timexes, self.sentences, rules)
        self.datelines = datelines(doc, self.timexes, self.sentences, rules, self.links)
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
        self.period: calendar.Days | None = None  # the days that a report is on
        self.first_day: tuple[int, TimeAnchor] | None = None  # from which days are counted ("Day 3")
        self.left: tuple[CalendarDate, TimeAnchor] | None = None  # where it stood before its last paragraph

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
        """The latest of the next dates."""
        following = self._next_dates(i)
        return max(following, key=lambda f: f[0])[1] if following else None

    def _next_dates(self, i: int) -> list[tuple[int, CalendarDate, int]]:
        """The next dates: in a section that the story has just entered, of its own."""
        following = self.following[i]
        at = self.anchor.timex if self.anchor else None
        story = calendar.bounds(self.story) if self.story else None
        if at is not None and self.sections[at] != self.sections[i]:
            following = [f for f in following if f[2] == self.sections[i]] or following
        elif story is not None and not self._new_block(i):  # a later section or paragraph may go back
            following = [
                f
                for f in following
                if f[0] >= story[0] or (f[2] == self.sections[i] and f[0] + EXCURSION >= story[0])
            ]
        return following

    def _sections(self) -> list[int]:
        """For every expression how many headings stand above it."""
        headings = [s.block for s in self.sentences if s.heading]
        return [bisect_right(headings, self._block(i)) for i in range(len(self.timexes))]

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
        if clause.aside and not (self._carries_on(i, date) or self._is_news(i, date)):
            return False
        if clause.spoken and (self._said_later(date) or self._only_said(i, date)):
            return False
        meaning = timex.meaning
        if isinstance(meaning, Shift) and not self._goes_on(meaning, clause.fronted):
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
            return not (self._glimpse(i, days, story) or self._only_bounds(i, date))
        told = days[0] <= story[0] and story[1] <= days[1] and days != story
        return not (
            told
            or (clause.behind and not (self._opens_section(i) or self._opens_block(i)))
            or (clause.earlier and not self._opens_section(i))
            or self._excursion(i, days, story)
        )

    def _opens_section(self, i: int) -> bool:
        """Whether the story stands in another section than this expression."""
        at = self.anchor.timex if self.anchor else None
        return at is not None and self.sections[at] != self.sections[i]

    def _said_later(self, date: CalendarDate) -> bool:
        """Whether a dispatch, whose story stands at an earlier day of the news, only says when it was told of it."""
        days, story = calendar.bounds(date), calendar.bounds(self.story) if self.story else None
        written = calendar.bounds(self.written) if self.written else None
        if not (days and story and written and self._placed()):
            return False
        return written[0] - NEWS <= story[0] < days[0] <= written[1]

    def _only_said(self, i: int, date: CalendarDate) -> bool:
        """Whether words behind what they report have a day soon after it ("80 died, the charity said on 24 August")."""
        days, story = calendar.bounds(date), calendar.bounds(self.story) if self.story else None
        if days is None or story is None or days[0] != days[1] or story[0] != story[1]:
            return False
        return self.clauses[i].tagged and not self._new_block(i) and 0 < days[0] - story[1] <= TURN_AWAY

    def _leads_on(self, i: int, date: CalendarDate) -> bool:
        """Whether words beside the main line name a later year, or count on, and what is told next is no earlier.

        "He gathered an army, which took the port in March 1993. In May ..."
        """
        meaning, following = self.timexes[i].meaning, self.following[i]
        if isinstance(meaning, CalendarDate):
            sure = meaning.year is not None or meaning.toward == 1 or meaning.step == 1
        else:
            sure = isinstance(meaning, Shift) and meaning.sign > 0 and bool(meaning.amount)
        days = calendar.bounds(date)
        story = calendar.bounds(self.story) if self.story else None
        if not sure or days is None or story is None or not 0 < days[0] - story[1] <= LATER:
            return False
        return not following or following[0][0] >= days[0]

    def _carries_on(self, i: int, date: CalendarDate) -> bool:
        """Whether a day in a relative clause or the like carries the story on ("those who came on 17 July stayed").

        It lies soon after the story, and the next date of the main line does not lie before it.
        """
        clause, meaning = self.clauses[i], self.timexes[i].meaning
        if clause.enclosed or clause.earlier or clause.planned or clause.opens:
            return False
        if clause.names:  # ... and goes on in that year ("in the offensive of 1972"; but "a report of 1986")
            following = self.following[i]
            return self._names_topic(i, date) and bool(following) and following[0][1].year == date.year
        days = calendar.bounds(date)
        story = calendar.bounds(self.story) if self.story else None
        if self._leads_on(i, date):
            return True
        if (
            not isinstance(meaning, CalendarDate)
            or not (meaning.day and meaning.month)
            or not (days and story)
        ):
            return False
        if self._returns(i, meaning, days, story):
            return True
        if not 0 < days[0] - story[1] <= SOON:
            return False
        return self._next_day(i) >= (date.month or 0, date.day or 0)

    def _returns(self, i: int, date: CalendarDate, days: calendar.Days, story: calendar.Days) -> bool:
        """Whether a new paragraph comes back from a look ahead ("A, shot on 3 July 1866, ..." behind May 1867)."""
        return date.year is not None and self._new_block(i) and 0 < story[0] - days[1] <= EXCURSION

    def _is_news(self, i: int, date: CalendarDate) -> bool:
        """Whether a weekday that describes something is the day of a dispatch's news ("in Friday's assault")."""
        clause, meaning = self.clauses[i], self.timexes[i].meaning
        weekday = isinstance(meaning, CalendarDate) and meaning.weekday is not None and not meaning.day
        if not weekday or not self._in_dispatch(i) or not self._placed():
            return False
        if clause.enclosed or clause.earlier or clause.planned or clause.opens:
            return False
        days = calendar.bounds(date)
        written = calendar.bounds(self.written) if self.written else None
        return bool(days and written and written[0] - NEWS <= days[0] <= written[1])

    def _next_day(self, i: int) -> tuple[int, int]:
        """Month and day of the next main-line date that has a month; of a later year, the end of this one."""
        date, here = self._next_dated(i), self.timexes[i].meaning
        if date is None or not date.month or date.month < here.month - HALF_YEAR:
            return 13, 0
        return date.month, date.day or 31

    def _next_dated(self, i: int) -> CalendarDate | None:
        """The next date of the main line that has a month."""
        dates = (
            t.meaning
            for t, c in zip(self.timexes[i + 1 :], self.clauses[i + 1 :], strict=True)
            if not c.aside
        )
        return next((date for date in dates if isinstance(date, CalendarDate) and date.month), None)

    def _behind(self, days: calendar.Days) -> bool:
        """Whether these days lie before a text that opens without a year."""
        begun = calendar.bounds(self.opening.date) if self.opening and self.opening.date else None
        return begun is not None and days[1] < begun[0]

    def _names_topic(self, i: int, date: CalendarDate | None) -> bool:
        """Whether a year, its part or month, soon after the story's names what is told of ("the 1777 campaign")."""
        if (
            not self.clauses[i].names
            or date is None
            or replace(date, mod=None) != CalendarDate(year=date.year, month=date.month)
        ):
            return False
        story = self.story.year if self.story else None
        return story is not None and date.year is not None and 0 < date.year - story <= TOPIC_YEARS

    def _ends_range(self, i: int) -> bool:
        """Whether this is the far end of a long stretch: the story begins at its near end."""
        date = self.timexes[i].meaning
        if i == 0 or self.links[i - 1] != "range" or not isinstance(date, CalendarDate):
            return False
        start, end = (calendar.bounds(d) if d else None for d in (self.values[i - 1].date, date))
        return not date.day or bool(start and end and end[1] - start[0] > LONG)

    def _excursion(self, i: int, days: calendar.Days, story: calendar.Days) -> bool:
        """Whether a date far back, not at the head of its sentence, leaves the story only for a word.

        A section that goes on with another date before the story tells of earlier years.
        """
        if self.clauses[i].fronted or self._opens_block(i) or days[1] + EXCURSION > story[0]:
            return False
        if self._opens_section(i) and self.following[i] and self.following[i][0][2] == self.sections[i]:
            return self.following[i][0][0] >= story[0]
        following = self._ahead(i)
        ahead = calendar.bounds(following) if following else None
        return ahead is None or ahead[1] + EXCURSION > story[0]

    def _opens_block(self, i: int) -> bool:
        """Whether this is the first time of a paragraph, in its first sentence."""
        first = i == 0 or self._block(i - 1) != self._block(i)
        at = self.timexes[i].sentence
        return first and (at == 0 or self.sentences[at - 1].block != self.sentences[at].block)

    def _glimpse(self, i: int, days: calendar.Days, story: calendar.Days) -> bool:
        """Whether a date far ahead is only mentioned: what follows lies before it.

        At the head of its sentence it is so where it lies behind the years of the section as well.
        """
        years = self.frames[i].years
        inside = years is None or calendar.civil(days[0])[0] <= years[1]
        if (self.clauses[i].fronted and inside) or days[0] < story[1] + EXCURSION:
            return False
        following = self._ahead(i)
        ahead = calendar.bounds(following) if following else None
        return ahead is not None and ahead[1] + EXCURSION < days[0]

    def _only_bounds(self, i: int, date: CalendarDate) -> bool:
        """Whether a month says till when something went on, and the paragraph goes on from where it stood before it.

        "Their number rose to 9,000 by December. In May ..."
        """
        here, ahead = self.story, self._month_ahead(i)
        if not self.clauses[i].bounds or here is None or here.year != date.year or ahead is None:
            return False
        return None not in (here.month, date.month) and (here.month or 0) <= ahead < (date.month or 0)

    def _month_ahead(self, i: int) -> int | None:
        """The month that the next expression of the paragraph names without a year."""
        date = self.timexes[i + 1].meaning if i + 1 < len(self.timexes) else None
        if not isinstance(date, CalendarDate) or self._block(i + 1) != self._block(i):
            return None
        bare = date.year is None and date.step is None and date.toward is None
        return date.month if bare and not self.clauses[i + 1].aside else None

    def _goes_on(self, shift: Shift, fronted: bool) -> bool:
        """Whether such a step goes forward, or says something finer ("that night")."""
        if shift.glance and not fronted:
            return False
        finer = (
            shift.count is not None
            or shift.part is not None
            or shift.hour is not None
            or (shift.deictic and shift.unit == "day")
        )
        ends = shift.unit == "year" and shift.amount == 0 and shift.mod in ("END", calendar.CLOSE)
        return finer or ends or (shift.sign > 0 and shift.unit is not None and bool(shift.amount))

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
        if self.story is not None and self.anchor is not None and self._new_block(i):
            self.left = self.story, self.anchor
        self.points.append(StoryPoint(timex.start, i, resolved.value))
        if resolved.value.reason is None:
            self.story = calendar.whole_day(resolved.date)
            self.topic = self.topic_at = None
            self.anchor = TimeAnchor(resolved.value.edtf or resolved.value.timex, i)

    def _stand(self) -> tuple[CalendarDate | None, TimeAnchor | None]:
        """Where the narrative stands: at its topic's year, else its own time, else at the last date beside it."""
        if self.topic is not None:
            return self.topic, self.topic_at
        return (self.story, self.anchor) if self.story is not None else (self.mention, self.mentioned_at)

    def _from_heading(self) -> bool:
        """Whether a heading put the story where it stands."""
        at = self.anchor.timex if self.anchor else None
        return at is not None and self.sentences[self.timexes[at].sentence].heading

    def _present(self) -> bool:
        """Whether the story plays about when the text was written."""
        written = calendar.bounds(self.written) if self.written else None
        story = calendar.bounds(self.story) if self.story else None
        return written is not None and (story is None or abs(story[0] - written[0]) <= PRESENT)

    def _placed(self) -> bool:
        """Whether the day of writing stands behind the place where the text was written."""
        at = self.written_at.timex if self.written_at else None
        return at is not None and placed(self.doc, self.timexes[at])

    def _ahead_of_writing(self) -> bool:
        """Whether the story has gone past what had looked like the day of writing: it is a chronicle.

        A dispatch that says where it was written may tell what is to come, and stays at its day.
        """
        if self._placed():
            return False
        story = calendar.bounds(self.story) if self.story else None
        written = calendar.bounds(self.written) if self.written else None
        return bool(story and written and story[0] > written[1])

    def _behind_entry(self, i: int) -> bool:
        """Whether the day of writing is the heading of an entry, and another heading has come since."""
        at = self.written_at.timex if self.written_at else None
        entry = at is not None and self.sentences[self.timexes[at].sentence].heading
        return at is not None and entry and self.sections[at] != self.sections[i]

    def _in_dispatch(self, i: int) -> bool:
        """Whether the paragraph opens with the day of writing."""
        at = self.written_at.timex if self.written_at else None
        return at is not None and self._block(at) == self._block(i)

    def _base(self, i: int, deictic: bool = False) -> tuple[CalendarDate | None, TimeAnchor | None]:
        """The story's time; before it has any, or for words of the writer's now, the day of writing."""
        if self.story is None or (
            deictic and (self._in_dispatch(i) or self._present()) and not self._ahead_of_writing()
        ):
            return self.written, self.written_at
        return self.story, self.anchor

    def _how(self, anchor: TimeAnchor | None, usual: Resolution) -> Resolution:
        """How a value came about that has this anchor."""
        return "reference_date" if anchor is not None and anchor.timex is None else usual

    def _anchor_at(self, i: int) -> TimeAnchor:
        """An expression that carries its own year, as an anchor."""
        date = self.timexes[i].meaning
        assert isinstance(date, CalendarDate)
        return TimeAnchor(notation.edtf_value(date) or notation.timex_value(date), i)

    def _between(self, i: int) -> str:
        """The text between this expression and the next."""
        return article_of(self.doc).text[self.timexes[i].end : self.timexes[i + 1].start]

    def _new_block(self, i: int) -> bool:
        """Whether another block than the one that last moved the story begins before this expression."""
        if self.anchor is None or self.anchor.timex is None:
            return True
        return self._block(i) != self._block(self.anchor.timex)

    def _block(self, i: int) -> int:
        return self.sentences[self.timexes[i].sentence].block
