"""What moves a narrative in time.

The story has a time of its own: main-line dates move it on, asides (brackets, relative clauses, the
past before the past) do not.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.time import calendar
from dateline.engines.time.calendar import CalendarDate, Duration, Shift
from dateline.engines.time.story_line import EXCURSION, StoryLine
from dateline.engines.time.values import Resolved
from dateline.layers import Timex

TOPIC_YEARS = 2  # years that the name of a campaign may lie ahead of the story
NEWS = 7  # days that a dispatch looks back
TURN_AWAY = 31  # days: words said so long after what they tell do not move the story
SOON = 92  # days: a date in a subordinate clause carries the story on so far
HALF_YEAR = 6  # months
LATER = 3 * 366  # days: a year named beside the main line carries the story on so far
LONG = 60  # days: a stretch that is longer is told from its beginning


class StoryMoves(StoryLine):
    """Whether the story goes on from an expression, by what its words say and what follows."""

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
        if isinstance(meaning, Shift) and not (
            self._goes_on(meaning, clause.fronted) or self._stays(i, meaning)
        ):
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
            return not (
                self._glimpse(i, days, story) or self._only_bounds(i, date) or self._last_word(i, date)
            )
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
        ahead = following[0][0] if following else self._other_date(i, story)
        return ahead is None or ahead >= days[0]

    def _other_date(self, i: int, story: calendar.Days) -> int | None:
        """The last day of the next full date beside the main line that does not look back."""
        dates = (t.meaning for t in self.timexes[i + 1 :])
        days = (calendar.bounds(d) for d in dates if isinstance(d, CalendarDate) and d.span == 1)
        return next((d[1] for d in days if d is not None and d[0] >= story[0]), None)

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
        first = i == 0 or self._block(i - 1) != self._block(i)  # of the paragraph: it says where this begins
        return ahead is None or ahead[1] + (0 if first else EXCURSION) > story[0]

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

    def _last_word(self, i: int, date: CalendarDate) -> bool:
        """Whether a section ends with a look ahead, and the next one tells of days and months without a year.

        "He surrendered on 3 January 1990 and was sentenced in 1992", and below the next heading: "On 22 December ...".
        """
        here, title = self.story, self.frames[i].title
        told = range(i + 1, len(self.timexes))
        after = next((j for j in told if not isinstance(self.timexes[j].meaning, Duration)), None)
        if after is None or self.sections[after] == self.sections[i]:
            return False
        if date.month or not (here and here.month):
            return False
        ahead = self.timexes[after].meaning
        bare = isinstance(ahead, CalendarDate) and ahead.month and (ahead.year, ahead.toward) == (None, None)
        if not bare or self.frames[after].years or here.year is None or date.year is None or date.season:
            return False
        beyond = title is not None and here.year <= title[1] < date.year
        return beyond or date.year - here.year >= TOPIC_YEARS

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
        weeks = shift.unit == "week" and shift.amount is None and shift.sign > 0  # "a few weeks later"
        return finer or ends or weeks or (shift.unit is not None and shift.sign * (shift.amount or 0) > 0)

    def _stays(self, i: int, shift: Shift) -> bool:
        """Whether a paragraph opens on the day of the one before, of which it goes on to tell ("Later that day.")."""
        same = shift.unit == "day" and shift.amount == 0 and shift.sign >= 0
        return same and self.clauses[i].fronted and self._opens_block(i)

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
