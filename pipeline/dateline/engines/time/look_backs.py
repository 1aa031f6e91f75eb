"""Where a narrative stands that looks back for a while: the days told next may go on from there.

"On 1 January … As early as 17 December the general had sent a division; it arrived on the 19th" is 19 December.
Which of the two lines of the story a bare day belongs to, that tells which of them it follows more closely.
A paragraph that looks back, or far ahead, and what is told next goes on from before it, is left where it ends.
"""

from __future__ import annotations

from itertools import islice

from dateline.engines.time import calendar, narrative
from dateline.engines.time.calendar import CalendarDate, Days, Shift
from dateline.engines.time.steps import Steps
from dateline.engines.time.story_line import EXCURSION
from dateline.engines.time.values import Resolved
from dateline.layers import StoryPoint, TimeAnchor, Timex, article_of

HEAD = 3  # characters before a time that opens its sentence
ONWARD = 183  # days: a date without a year goes on from a time no farther back
TURN_BACK = 14  # days: a paragraph that goes no farther back only tells of the same events
Stand = tuple[CalendarDate, TimeAnchor]


class LookBacks(Steps):
    """The look backs of the story of one document, in languages whose verbs do not tell them apart."""

    _way_home: tuple[CalendarDate, TimeAnchor, int] | None = (
        None  # what a paragraph left for a year or month before it, and the expression that left it
    )
    _digressed = False  # whether a paragraph that had begun where the story stood went far back
    _home: tuple[CalendarDate, TimeAnchor, int] | None = (
        None  # where the story stood before, and the expression
    )

    def _come_back(self, i: int, position: int) -> None:
        """Bring the story back from a paragraph that looked back or far ahead, where it goes on from before that."""
        away = self.anchor.timex if self.anchor else None
        if away is None or self.left is None or self.story is None:
            return
        sentence, following = self.sentences[self.timexes[away].sentence], self.following[i - 1]
        end = article_of(self.doc).blocks[sentence.block].end
        if end > position or sentence.heading or not (following or self._digressed):
            return
        (home, anchor), self.left = self.left, None
        digressed, self._digressed = self._digressed, False
        at, ahead = anchor.timex, calendar.bounds(following[0][1]) if following else None
        there, here = calendar.bounds(home), calendar.bounds(self.story)
        if at is None or not (there and here):
            return
        beside = ahead is not None and self.sections[away] == following[0][2]
        looked_ahead = (
            here[0] - there[1] > EXCURSION and _apart(ahead, there) < _apart(ahead, here)
            if beside and ahead
            else False
        )
        looked_back = there[0] - here[1] > TURN_BACK and (ahead is None or ahead[0] >= there[0])
        away_far = digressed and self._opens_block(i) and looked_back
        near = beside and (looked_ahead or looked_back) and not self._goes_on_there(i, here, there)
        if away_far or near:
            self.points.append(StoryPoint(end, at, self.values[at].value))
            self.story, self.anchor = home, anchor

    def _move(self, i: int, timex: Timex, resolved: Resolved) -> None:
        """Move the story; where it turns back within a section to a coarser time, keep where it stood."""
        home, anchor = self.story, self.anchor
        super()._move(i, timex, resolved)
        there, here = (
            calendar.bounds(home) if home else None,
            calendar.bounds(self.story) if self.story else None,
        )
        at = anchor.timex if anchor else None
        if not there or not here or home is None or anchor is None or at is None:
            return
        if (
            there[0] - here[1] > EXCURSION
            and self._block(at) == self._block(i)
            and not self.sentences[self.timexes[at].sentence].heading
        ):
            self.left, self._digressed = (home, anchor), True
        elif self._block(at) != self._block(i):
            self._digressed = False
        if self._way_home and (left := calendar.bounds(self._way_home[0])) and here[1] >= left[0]:
            self._way_home = None
        back = here[1] < there[0] and self.coarse_steps and self.sections[at] == self.sections[i]
        if back and self._way_home is None and _finer(home, self.story):
            self._way_home = home, anchor, i

    def _come_home(self, i: int) -> None:
        """Bring the story back from a year or month before it, where what is told next goes on from there.

        "On 2 April they landed. In 1833 the islands had been taken. On the 5th the fleet set out."
        """
        if self._way_home is None or not _finer(self._way_home[0], self.story):
            return
        home, anchor, left = self._way_home
        sentence = self.timexes[i].sentence
        if self._block(i) != self._block(left):
            self._way_home = None
        elif (
            anchor.timex is not None and sentence > self.timexes[left].sentence and self._goes_on_at(i, home)
        ):
            value = self.values[anchor.timex].value
            self.points.append(StoryPoint(self.sentences[sentence].start, anchor.timex, value))
            self.story, self.anchor, self._way_home = home, anchor, None

    def _goes_on_at(self, i: int, home: CalendarDate) -> bool:
        """Whether an expression without a year goes on from what was left rather than from what was told last."""
        meaning, here = self.timexes[i].meaning, self.clauses[i]
        if here.earlier or here.aside:
            return False
        if isinstance(meaning, Shift):
            return meaning.unit == "day" and not meaning.deictic and meaning.sign * (meaning.amount or 0) >= 0
        if not isinstance(meaning, CalendarDate) or meaning.year is not None or home.year is None:
            return False
        if meaning.day and not meaning.month:
            coarse = self.story is not None and self.story.month is None
            return coarse or meaning.day > (home.day or 0)
        days, there = calendar.bounds(meaning, home.year), calendar.bounds(home)
        if not meaning.month or meaning.step is not None or days is None or there is None:
            return False
        ahead = self.following[i][0][0] if self.following[i] else days[0]
        return 0 <= days[1] - there[1] <= ONWARD and there[0] <= ahead

    def _goes_on_there(self, i: int, here: Days, there: Days) -> bool:
        """Whether an expression without a year goes on from where a paragraph has led, and is not past `there`."""
        date = self.timexes[i].meaning
        if not isinstance(date, CalendarDate) or date.year is not None or not date.month:
            return False
        days = calendar.bounds(date, self.story.year) if self.story else None
        return days is not None and here[0] <= days[0] and not here[0] < there[0] <= days[0]

    def _of_which_month(
        self, i: int, date: CalendarDate, base: CalendarDate | None, anchor: TimeAnchor | None
    ) -> tuple[CalendarDate | None, TimeAnchor | None]:
        """Where the story stands that a bare day is told in: a day just mentioned, a look back, or where it stood."""
        just = self._just_mentioned(i)
        if (
            base is None and just
        ):  # "was planned for 5 June 1944. On the 4th it was put off", at the head of a text
            return calendar.month_of(just[0]), just[1]
        follows = just and base and narrative.follows(just[0], base, beside=self._beside(i, just[1]))
        if just and follows and not self._still_to_come(date, just):
            return just
        if base is None or anchor is None or not self.coarse_steps:
            return base, anchor
        if (back := self._looked_back(i)) is not None and self._goes_on_from(i, date, back[0], base):
            self._home = base, anchor, i
            return back
        if (home := self._home_at(i)) is not None and self._nearer(date, home[0], base):
            return home
        return self._before_glance(i, date, base) or self._end_of_months(i, base) or (base, anchor)

    def _before_glance(self, i: int, date: CalendarDate, base: CalendarDate) -> Stand | None:
        """Where the story stood before its last sentence ended in a look ahead ("…被俘，八天后获释。28日，…")."""
        at = self.anchor.timex if self.anchor else None
        told = list(islice((p.timex for p in reversed(self.points) if p.timex is not None), 2))
        if at is None or len(told) < 2 or told[0] != at:
            return None
        if self.timexes[at].start - self.sentences[self.timexes[at].sentence].start <= HEAD:
            return None
        before, home = told[1], self.values[told[1]].date
        apart = self.timexes[at].sentence < self.timexes[i].sentence and self._block(i) == self._block(before)
        if not apart or home is None or home.day is None or date.day is None:
            return None
        there, days = _ahead(date, home), calendar.bounds(base)
        if there is None or there < 0 or days is None:
            return None
        stepped = isinstance(self.timexes[at].meaning, Shift) and base.day is not None
        here = _ahead(date, base)
        closer = stepped and here is not None and not 0 <= here <= there
        outside = base.day is None and base.month is not None and self._lies_before(date, base)
        return (home, self._anchor_of(before, self.values[before])) if closer or outside else None

    @staticmethod
    def _lies_before(date: CalendarDate, base: CalendarDate) -> bool:
        """Whether a bare day lies before the part of the month where the story stands."""
        days = calendar.bounds(base)
        found = narrative.day_of_month(date, base, None)
        told = calendar.bounds(found) if found else None
        return days is not None and told is not None and told[0] < days[0]

    def _end_of_months(self, i: int, base: CalendarDate) -> Stand | None:
        """The last of the months that the sentence before tells of: "9月至12月间，…。27日，…"."""
        at = self.anchor.timex if self.anchor else None
        if at is None or base.day or not base.month or self.links[at] != "range" or at + 1 >= i:
            return None
        last = self.values[at + 1]
        if last.date is None or last.date.day or not last.date.month or last.value.reason:
            return None
        apart = self.timexes[at].sentence < self.timexes[i].sentence
        return (last.date, self._anchor_of(at + 1, last)) if apart else None

    def _still_to_come(self, date: CalendarDate, just: Stand) -> bool:
        """Whether a day was only announced, and what is told comes before it ("同意20日撤出。9日，…")."""
        at, announced = just[1].timex, just[0].day
        planned = at is not None and self.coarse_steps and self.clauses[at].planned
        return planned and None not in (date.day, announced) and (date.day or 0) < (announced or 0)

    def _looked_back(self, i: int) -> Stand | None:
        """The day of a look back that the text told last, in this sentence or the one before."""
        if i == 0 or not self.clauses[i - 1].earlier or self.clauses[i - 1].enclosed:
            return None
        before, there = self.values[i - 1], self.timexes[i - 1]
        near = self.timexes[i].sentence - there.sentence <= 1 and self._block(i) == self._block(i - 1)
        if not near or before.date is None or before.value.reason or not before.date.day:
            return None
        return before.date, self._anchor_of(i - 1, before)

    def _goes_on_from(self, i: int, date: CalendarDate, back: CalendarDate, base: CalendarDate) -> bool:
        """Whether a bare day goes on from a look back: it follows that more closely than the story."""
        assert date.day is not None and back.day is not None
        days, story = calendar.bounds(back), calendar.bounds(base)
        if date.day <= back.day or days is None or story is None or days[1] >= story[0]:
            return False
        if base.day is None:
            return self.timexes[i].sentence == self.timexes[i - 1].sentence
        stepped = getattr(self.timexes[i - 1].meaning, "step", None)
        if stepped and self.timexes[i].sentence == self.timexes[i - 1].sentence:
            return True  # "六年前的6月5日，…，10日…"
        ahead = _ahead(date, base)
        return ahead is None or ahead < 0 or date.day - back.day < ahead

    def _home_at(self, i: int) -> Stand | None:
        """Where the story stood before it looked back, in another sentence of this paragraph."""
        if self._home is None:
            return None
        home, anchor, at = self._home
        beside = self.timexes[i].sentence == self.timexes[at].sentence
        return None if beside or self._block(i) != self._block(at) else (home, anchor)

    @staticmethod
    def _nearer(date: CalendarDate, home: CalendarDate, base: CalendarDate) -> bool:
        """Whether a bare day follows the story of before more closely than the look back."""
        there, here, (story, left) = (
            _ahead(date, home),
            _ahead(date, base),
            map(calendar.bounds, (base, home)),
        )
        if there is None or there < 0 or story is None or left is None or story[1] >= left[0]:
            return False
        return here is None or there <= abs(here)

    def _step_from_look_back(self, i: int, meaning: Shift) -> Stand | None:
        """The look back that fills the sentence before, for a step on that opens this one."""
        back = self._looked_back(i) if self.coarse_steps and not meaning.deictic else None
        apart = self.timexes[i].sentence != self.timexes[i - 1].sentence
        fits = meaning.sign > 0 and meaning.unit is not None and meaning.amount is not None
        opens = self.clauses[i].fronted and self.clauses[i - 1].fronted
        return back if fits and apart and opens and not self.clauses[i].earlier else None


def _finer(date: CalendarDate, other: CalendarDate | None) -> bool:
    """Whether a date is told to the day where the other is not, or to the month."""
    return other is not None and bool((date.day and not other.day) or (date.month and not other.month))


def _ahead(date: CalendarDate, base: CalendarDate) -> int | None:
    """How many days a bare day lies ahead of a day of the story."""
    found = narrative.day_of_month(date, base, None)
    days, there = calendar.bounds(found) if found else None, calendar.bounds(base)
    return days[0] - there[1] if days and there else None


def _apart(first: Days, second: Days) -> int:
    """How many days lie between two stretches of days."""
    return max(0, second[0] - first[1], first[0] - second[1])
