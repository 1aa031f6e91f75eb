"""Gives every time expression its meaning in the narrative.

The story has a time of its own: main-line dates move it on, asides (brackets, relative clauses, the
past before the past) do not. Partial and relative expressions are resolved against it; the day of
writing is used only where the text gives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from dateline.article import Article
from dateline.engines import calendar, narrative
from dateline.engines.calendar import CalendarDate, Duration, Recurrence, Reference, Shift
from dateline.engines.clauses import Clauses, NarrativeData, links
from dateline.engines.narrative import Setting
from dateline.layers import (
    Chronology,
    Resolution,
    Sentence,
    StoryPoint,
    TimeAnchor,
    Timex,
    TimeValue,
    article_of,
)
from dateline.stages.base import Stage

LOOK_AHEAD = 3  # full dates; one of them may look back, hardly all


@dataclass(slots=True)
class Resolved:
    """A value with the date behind it (None when it is no date)."""

    value: TimeValue
    date: CalendarDate | None = None


def unresolved(timex: str, reason: str, *, mod: str | None = None, edtf: str | None = None) -> Resolved:
    """A value that the text does not determine."""
    return Resolved(TimeValue(timex, mod, edtf, None, None, "unknown", "unresolved", None, reason))


def of_date(date: CalendarDate, resolution: Resolution, anchor: TimeAnchor | None) -> Resolved:
    """The value of a date that is known, as finely as it is."""
    days = calendar.bounds(date)
    if days is None:
        reason = "no_such_day" if not calendar.exists(date) else "year_unknown"
        return replace_date(
            unresolved(calendar.timex_value(date), reason, mod=date.mod, edtf=calendar.edtf_value(date)), date
        )
    value = TimeValue(
        calendar.timex_value(date),
        calendar.timex_mod(date),
        calendar.edtf_value(date),
        calendar.iso(days[0]),
        calendar.iso(days[1]),
        calendar.precision(date),
        resolution,
        anchor,
    )
    return Resolved(value, date)


def replace_date(resolved: Resolved, date: CalendarDate) -> Resolved:
    """The same value, remembering the partial date."""
    return Resolved(resolved.value, date)


class Narrator:
    """Walks through the time expressions of one document and keeps the time of the story."""

    def __init__(self, doc: Doc, rules: NarrativeData) -> None:
        self.doc = doc
        self.timexes: list[Timex] = doc._.timexes
        self.sentences: list[Sentence] = doc._.sentences
        article = article_of(doc)
        self.written = calendar.parse_iso(article.reference_date) if article.reference_date else None
        clauses = Clauses(rules)
        self.clauses = [clauses.of(doc, t, self.sentences[t.sentence]) for t in self.timexes]
        self.links = links(doc, self.timexes, self.sentences, rules)
        self.years = heading_years(article, self.timexes, self.sentences)
        self.ahead = self._dates_ahead()
        self.story: CalendarDate | None = None
        self.anchor: TimeAnchor | None = None
        self.values: list[Resolved] = []
        self.points: list[StoryPoint] = []

    def _dates_ahead(self) -> list[CalendarDate | None]:
        """For every expression the latest of the next few full main-line dates after it."""
        out: list[CalendarDate | None] = []
        following: list[tuple[int, CalendarDate]] = []
        for timex, clause in zip(reversed(self.timexes), reversed(self.clauses), strict=True):
            out.append(max(following, key=lambda f: f[0])[1] if following else None)
            date = timex.meaning
            if (
                isinstance(date, CalendarDate)
                and date.span == 1
                and not clause.aside
                and (days := calendar.bounds(date))
            ):
                following = [(days[1], date), *following][:LOOK_AHEAD]
        return out[::-1]

    def tell(self) -> None:
        """Resolve all expressions in text order."""
        for i, timex in enumerate(self.timexes):
            resolved = self._resolve(i, timex)
            self.values.append(resolved)
            if self._moves(i, timex, resolved):
                self._move(i, timex, resolved)

    def _moves(self, i: int, timex: Timex, resolved: Resolved) -> bool:
        """Whether the story goes on from this expression."""
        meaning, date = timex.meaning, resolved.date
        if (
            date is None
            or self.clauses[i].aside
            or date.span > 1
            or self._told(resolved.value)
            or self._names_range(i)
        ):
            return False
        return not (
            isinstance(meaning, Shift)
            and (meaning.sign < 0 or meaning.unit is None or not meaning.amount and not self._finer(date))
        )

    def _told(self, value: TimeValue) -> bool:
        """Whether the story already stands within this coarser time ("December 7 ... 1941")."""
        days = calendar.bounds(self.story) if self.story else None
        return bool(
            days
            and value.earliest
            and value.latest
            and value.precision not in ("day", "time")
            and value.earliest < calendar.iso(days[0])
            and calendar.iso(days[1]) <= value.latest
        )

    def _names_range(self, i: int) -> bool:
        """Whether this is one of several times in a heading: it bounds the section and tells nothing."""
        sentence = self.timexes[i].sentence
        near = [j for j in (i - 1, i + 1) if 0 <= j < len(self.timexes)]
        return self.sentences[sentence].heading and any(self.timexes[j].sentence == sentence for j in near)

    def _finer(self, date: CalendarDate) -> bool:
        """Whether "that night" or "later that day" adds to what the story says."""
        return date.part is not None or date.hour is not None

    def _move(self, i: int, timex: Timex, resolved: Resolved) -> None:
        assert resolved.date is not None
        self.points.append(StoryPoint(timex.start, i, resolved.value))
        if resolved.value.reason is None:
            self.story = replace(resolved.date, part=None, hour=None, minute=None)
            self.anchor = TimeAnchor(resolved.value.edtf or resolved.value.timex, i)

    def _resolve(self, i: int, timex: Timex) -> Resolved:
        meaning = timex.meaning
        if (day := self._day_beside(i)) is not None:
            return day
        if isinstance(meaning, CalendarDate):
            return self._date(i, meaning)
        if isinstance(meaning, Shift):
            return self._shift(meaning)
        if isinstance(meaning, Duration):
            return unresolved(
                calendar.duration_value(meaning.unit, meaning.amount), "duration", mod=meaning.mod
            )
        if isinstance(meaning, Recurrence):
            return unresolved(calendar.recurrence_value(meaning), "recurring")
        assert isinstance(meaning, Reference)
        return unresolved(meaning.value, "vague")

    def _date(self, i: int, date: CalendarDate) -> Resolved:
        """A calendar date: as it stands when the year is said, else in the year that the story gives."""
        if date.year is not None:
            return of_date(self._era(date), "absolute", None)
        base, anchor = self._base()
        if date.step is not None:
            if base is None or base.year is None:
                return of_date(date, "unresolved", None)
            return of_date(replace(date, year=base.year + date.step), "year_inferred", anchor)
        if date.toward is not None or date.weekday and not date.day:
            found = None
            if base is not None:
                found = (
                    narrative.toward(date, base) if date.toward is not None else narrative.weekday(date, base)
                )
            return of_date(found or date, self._how("relative"), anchor)
        if date.day and date.month is None:
            found = narrative.day_of_month(date, base) if base else None
            return of_date(found or date, self._how("year_inferred"), anchor)
        return self._year_of(i, date)

    def _day_beside(self, i: int) -> Resolved | None:
        """The value of a time of day whose day comes right after it ("at 5:34 on 20 March")."""
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

    def _year_shared(self, i: int, date: CalendarDate) -> CalendarDate | None:
        """The date in the year that the next of the same list or range names ("April and June 1955")."""
        if self.links[i] not in ("range", "list"):
            return None
        other = self.timexes[i + 1].meaning
        if not isinstance(other, CalendarDate) or other.year is None or not other.month or not date.month:
            return None
        later = (date.month, date.day or 0) > (other.month, other.day or 31)
        return replace(date, year=other.year - later)

    def _year_of(self, i: int, date: CalendarDate) -> Resolved:
        """A date that lacks only its year."""
        if shared := self._year_shared(i, date):
            anchor = TimeAnchor(calendar.timex_value(self.timexes[i + 1].meaning), i + 1)
            return of_date(shared, "year_inferred", anchor)
        years = self.years[i]
        setting = Setting(self.story, self.ahead[i], years, self.clauses[i].earlier)
        if narrative.turned_away(setting) and self._new_block(i):
            return of_date(date, "unresolved", None)
        found = narrative.with_year(date, setting)
        if found is not None:
            single = years is not None and years[0] == years[1]
            anchor = self._heading_anchor(i) if single else self.anchor or self._ahead_anchor(i)
            return of_date(found, "heading" if single else "year_inferred", anchor)
        if self.written:
            found = narrative.latest_before(date, self.written)
            return of_date(found or date, "reference_date", self._written_anchor())
        return of_date(date, "unresolved", None)

    def _shift(self, meaning: Shift) -> Resolved:
        """So many units from the story."""
        base, anchor = self._base()
        found = calendar.shifted(base, meaning) if base else None
        if found is None:
            return unresolved(
                _unknown_shift(meaning), "no_anchor" if base is None else "anchor_too_coarse", mod=meaning.mod
            )
        return of_date(found, self._how("relative"), anchor)

    def _base(self) -> tuple[CalendarDate | None, TimeAnchor | None]:
        """The story's time; before it has any, the day of writing."""
        if self.story is not None:
            return self.story, self.anchor
        return self.written, self._written_anchor()

    def _how(self, usual: Resolution) -> Resolution:
        return usual if self.story is not None or self.written is None else "reference_date"

    def _written_anchor(self) -> TimeAnchor | None:
        return TimeAnchor(calendar.edtf_value(self.written) or "", None) if self.written else None

    def _ahead_anchor(self, i: int) -> TimeAnchor | None:
        for j in range(i + 1, len(self.timexes)):
            if self.timexes[j].meaning is self.ahead[i]:
                return TimeAnchor(calendar.edtf_value(self.timexes[j].meaning) or "", j)
        return None

    def _heading_anchor(self, i: int) -> TimeAnchor | None:
        for j in range(i - 1, -1, -1):
            date = self.timexes[j].meaning
            if (
                self.sentences[self.timexes[j].sentence].heading
                and isinstance(date, CalendarDate)
                and date.year is not None
            ):
                return TimeAnchor(calendar.edtf_value(date) or "", j)
        return None

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
        before_christ = self.story is not None and self.story.year is not None and self.story.year <= 0
        if before_christ and not date.era and date.span == 1 and 0 < date.year < 1000:
            return replace(date, year=1 - date.year)
        return date


def _unknown_shift(meaning: Shift) -> str:
    """TIMEX3 of a shift without a known base."""
    time = calendar.clock(meaning.part, meaning.hour, meaning.minute)
    form = {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "decade": "XXX", "century": "XX"}.get(
        meaning.unit or "", "XXXX-XX-XX"
    )
    return ("XXXX-XX-XX" if time else form) + time


def heading_years(
    article: Article, timexes: list[Timex], sentences: list[Sentence]
) -> list[tuple[int, int] | None]:
    """For every expression the first and last year that the headings above it name; None if they name none."""
    named: dict[int, tuple[int, int]] = {}
    for timex in timexes:
        sentence, date = sentences[timex.sentence], timex.meaning
        if sentence.heading and isinstance(date, CalendarDate) and date.year is not None:
            low, high = named.get(sentence.block, (date.year, date.year))
            named[sentence.block] = min(low, date.year), max(high, date.year + date.span - 1)
    stack: list[tuple[int, tuple[int, int] | None]] = []
    valid: list[tuple[int, int] | None] = []
    for b, block in enumerate(article.blocks):
        if block.kind == "heading":
            while stack and stack[-1][0] >= block.level:
                stack.pop()
            stack.append((block.level, named.get(b) or (stack[-1][1] if stack else None)))
        valid.append(stack[-1][1] if stack else None)
    return [valid[sentences[t.sentence].block] for t in timexes]


class ChronologyStage(Stage[Chronology]):
    """Adds the layer `chronology`."""

    layer = "chronology"

    def __init__(self, lang: str) -> None:
        self.rules = NarrativeData.load(lang)

    def predict(self, doc: Doc) -> Chronology:
        """Values, ranges and story of this Doc."""
        narrator = Narrator(doc, self.rules)
        narrator.tell()
        ranges = tuple(
            (i, i + 1, value)
            for i, kind in enumerate(narrator.links)
            if kind in ("range", "list")
            and (value := joined(kind, narrator.values[i], narrator.values[i + 1]))
        )
        return Chronology(tuple(r.value for r in narrator.values), ranges, tuple(narrator.points))


def joined(kind: str, first: Resolved, second: Resolved) -> TimeValue | None:
    """The interval of two values; of a list only when they are neighbouring days."""
    a, b = first.value, second.value
    if not (first.date and second.date and a.earliest and a.latest and b.earliest and b.latest):
        return None
    low, high = calendar.bounds(first.date), calendar.bounds(second.date)
    if low is None or high is None or low[0] > high[0]:
        return None
    if kind == "list" and not (low[0] == low[1] and high[0] == high[1] == low[1] + 1):
        return None
    fine = a.precision if a.precision == b.precision else b.precision
    left, right = _ends(a.edtf)[0], _ends(b.edtf)[1]
    edtf = f"{left}/{right}"
    if "X" in edtf:
        edtf = f"{a.earliest}/{b.latest}"
    return TimeValue(
        edtf,
        None,
        edtf,
        a.earliest,
        b.latest,
        "days" if fine in ("day", "time") else fine,
        b.resolution,
        b.anchor,
    )


def _ends(edtf: str | None) -> tuple[str, str]:
    first, _, last = (edtf or "").partition("/")
    return first, last or first


@Language.factory(
    "dateline_chronology", requires=["doc._.sentences", "doc._.timexes"], assigns=["doc._.chronology"]
)
def make_chronology(nlp: Language, name: str) -> ChronologyStage:
    """Factory for spaCy."""
    return ChronologyStage(nlp.lang)
