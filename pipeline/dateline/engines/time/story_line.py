"""Where a narrative stands in time, as its time expressions are read one after the other."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Doc

from dateline.engines.time import calendar, notation
from dateline.engines.time.calendar import CalendarDate
from dateline.engines.time.clauses import Clauses, links
from dateline.engines.time.flat_clauses import FlatClauses
from dateline.engines.time.headings import heading_frames
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.opening import opening
from dateline.engines.time.values import Resolved
from dateline.engines.time.written import datelines, placed
from dateline.layers import Resolution, Sentence, StoryPoint, TimeAnchor, Timex, article_of

LOOK_AHEAD = 3  # full dates; one of them may look back, hardly all
EXCURSION = 366  # days
PRESENT = 366  # days: a story no farther than this from the day of writing shares its "yesterday"


class StoryLine:
    """The time of the story of one document."""

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
        apposed = (rules.flat or {}).get("apposed")
        self.apposed = (
            re.compile(apposed) if apposed else None
        )  # before what only explains the date told before
        self.begins: str | None = (rules.flat or {}).get("begins")  # words for the beginning of a war
        self.gloss = {k: re.compile(v) for k, v in (rules.flat or {}).get("gloss", {}).items()}
        self.clauses = [clauses.of(doc, t, self.sentences[t.sentence]) for t in self.timexes]
        self.links = links(doc, self.timexes, self.sentences, rules)
        self.datelines = datelines(doc, self.timexes, self.sentences, rules, self.links, self.written)
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
        # The days told so far with certain words, and how many expressions were read for them.
        self.days_told: dict[str | None, list[tuple[int, int]]] = {}
        self.days_read: dict[str | None, int] = {}
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

    def _published(self) -> bool:
        """Whether the day of writing is that of publication, which the text does not tell."""
        return self.written_at is not None and self.written_at.timex is None

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
