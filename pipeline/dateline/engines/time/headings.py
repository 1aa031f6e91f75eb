"""What the headings above a time expression say of its time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.article import Article
from dateline.engines.time.calendar import CalendarDate, Reference, bounds, civil
from dateline.engines.time.clauses import Clause
from dateline.engines.time.told_span import OPEN_YEAR, told_years
from dateline.layers import Sentence, Timex


@dataclass(frozen=True, slots=True)
class Frame:
    """What the headings above say: the first and last year, and the month where there is only one.

    `title` are the years that the title of the whole text, or its box, names.
    """

    years: tuple[int, int] | None
    month: int | None
    title: tuple[int, int] | None = None


def heading_frames(
    article: Article, timexes: list[Timex], sentences: list[Sentence], clauses: list[Clause]
) -> list[Frame]:
    """For every expression what the headings above it say of its time.

    A heading that names a present, or says since when, leaves the end of its years open.
    """
    named: dict[int, tuple[int, int]] = {}
    for timex, clause in zip(timexes, clauses, strict=True):
        sentence, date = sentences[timex.sentence], timex.meaning
        low, high = named.get(sentence.block, (OPEN_YEAR, -OPEN_YEAR))
        if sentence.heading and isinstance(date, CalendarDate) and date.year is not None:
            last = OPEN_YEAR if clause.opens else _last_year(date)
            named[sentence.block] = min(low, date.year), max(high, last)
        elif sentence.heading and isinstance(date, Reference) and sentence.block in named:
            named[sentence.block] = low, OPEN_YEAR
    months = _heading_months(timexes, sentences)
    stack: list[tuple[int, Frame]] = []
    titled: Frame | None = None
    valid: list[Frame] = []
    for b, block in enumerate(article.blocks):
        if block.kind == "heading":
            while stack and stack[-1][0] >= block.level:
                stack.pop()
            # Without levels, a heading that names only a month lies below the last that names a year.
            if not block.level and b in months and b not in named:
                above = valid[-1] if valid else Frame(None, None)
            else:
                above = stack[-1][1] if stack else Frame(None, None)
            # The title only leans on what stands below other headings: an aftermath lies behind its years.
            years = None if above is titled else above.years
            stack.append((block.level, Frame(named.get(b) or years, months.get(b))))
            titled = stack[-1][1] if b == 0 else titled
        valid.append(stack[-1][1] if stack else Frame(None, None))
    title = named.get(0) or told_years(article)
    return [replace(valid[sentences[t.sentence].block], title=title) for t in timexes]


def _last_year(date: CalendarDate) -> int:
    """The year in which a date ends; a winter ends in the year after its own."""
    days = bounds(date)
    assert date.year is not None
    return max(civil(days[1])[0] if days else 0, date.year + date.span - 1)


def _heading_months(timexes: list[Timex], sentences: list[Sentence]) -> dict[int, int]:
    """Headings that name one month: block and month."""
    found: dict[int, list[CalendarDate]] = {}
    for timex in timexes:
        sentence, date = sentences[timex.sentence], timex.meaning
        if sentence.heading and isinstance(date, CalendarDate) and date.month:
            found.setdefault(sentence.block, []).append(date)
    months = {block: {date.month for date in dates} for block, dates in found.items()}
    # A day in a heading moves the story itself; what stands below may go on into the next month.
    single = {block for block, dates in found.items() if len(dates) == 1 and dates[0].day}
    return {
        block: month
        for block, (month, *others) in months.items()
        if month and not others and block not in single
    }
