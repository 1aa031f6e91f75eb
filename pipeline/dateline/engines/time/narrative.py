"""Places partial dates in a narrative: which year "24 January" means where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.engines.time.calendar import (
    OPENING,
    CalendarDate,
    Days,
    bounds,
    civil,
    exists,
    from_day,
    weekday_of,
)

BACKWARDS = 2.0  # running backwards costs so much more than going on, per day
TURN = 60  # and this many days for turning at all
LAST_YEAR = 150  # days for turning back into an earlier year: the year changes when the story moves on
WRITTEN_YEAR = 300  # the same, where the story's year is written: no day of that year is as far ahead
WRONG_WEEKDAY = 300  # days: a date that is said to be another weekday; writers make mistakes
OVERSHOOT = 5.0  # running past what the text tells next costs so much more than going on, per day
FAR = 3 * 366  # days
NEW_STORY = 366  # days: when what the text tells next lies so far back, it has turned to another story
PAST_DAYS = 7  # a bare day may lie so many days before the story without meaning the next month
OFF_TITLE = 500  # days: for leaving the years that the title names
AFTER_WRITING = 1000  # days: for lying behind the day of a dispatch
SOON = 31  # days behind the day of a dispatch within which a day without a year is rather to come than of last year
FEW = 30  # years of a heading that are tried when the story gives none


@dataclass(frozen=True, slots=True)
class Setting:
    """What a partial date can be resolved against.

    `story` is where the narrative stands; `ahead` the latest of the next full dates that it tells (one
    alone may look back); `limit` the day of writing where the story plays about then; `years` the years
    that a heading allows, `beyond` that the text below it has gone beyond them; `earlier` that the
    clause tells of something before the story; `firm` that the words themselves give the story's year; `title`
    are the years that the title of the text names; `sure` that the text was surely written at `limit`; `opens` that
    a section has told nothing yet, and may come to its years from before.
    """

    story: CalendarDate | None
    ahead: CalendarDate | None = None
    limit: CalendarDate | None = None
    years: tuple[int, int] | None = None
    earlier: bool = False
    beyond: bool = False
    firm: bool = False
    title: tuple[int, int] | None = None
    sure: bool = False
    opens: bool = False


def cost(days: Days, setting: Setting) -> float | None:
    """How much a reading strains the order of the narrative, in days; None if there is no order to strain."""
    total, known = 0.0, False
    story = bounds(setting.story) if setting.story else None
    if story:
        known = True
        total += _distance(days, story, setting.earlier)
    if setting.ahead and (ahead := bounds(setting.ahead)):
        known = True
        # A story whose year is written and lies past what comes: the text will turn back, but not here.
        year = setting.story.year if setting.story and setting.firm else None
        turns_back = year is not None and civil(ahead[1])[0] < year
        past = min(max(0, days[0] - ahead[1]), FAR)  # a look far back says nothing of the year
        total += 0 if turns_back else OVERSHOOT * past
        if not story:
            total += max(0, ahead[0] - days[1])
    if setting.story and setting.story.year is not None and not setting.earlier:
        holds = story is not None and days[0] <= story[0] <= days[1]  # "in the winter", in January
        turns = civil(days[0])[0] < setting.story.year and not holds
        total += (WRITTEN_YEAR if setting.firm else LAST_YEAR) * turns
    if setting.title and not setting.earlier and not setting.beyond:
        low, high = setting.title
        within = setting.story is None or low <= (setting.story.year or low) <= high
        total += OFF_TITLE * (within and not low <= civil(days[0])[0] <= high)
    if setting.limit and (limit := bounds(setting.limit)):
        late = days[0] - limit[1]
        moved = story is not None and story[1] != limit[1]  # the text has told of another day than its own
        soon = moved and days[0] == days[1] and late <= SOON  # whoever means a day of last year says so
        total += OVERSHOOT * max(0, late) + AFTER_WRITING * (setting.sure and late > 0 and not soon)
    return total if known else None


def _distance(days: Days, story: Days, earlier: bool) -> float:
    after, before = days[0] - story[1], story[0] - days[1]
    if earlier:
        after, before = before, after
    if after > 0:
        return after
    return before * BACKWARDS + TURN if before > 0 else 0.0


def candidate_years(setting: Setting) -> list[int]:
    """The years that a date without one may lie in: near the story, within the heading, near what comes."""
    story = setting.story.year if setting.story else None
    near = set() if story is None else {story - 1, story, story + 1}
    if setting.years:
        low, high = setting.years
        within = {year for year in near if low <= year <= high} or set(range(low, min(high, low + FEW) + 1))
        if setting.earlier or setting.opens:  # what came before may lie before the section
            within |= near & {low - 1}
        return sorted(within | near if setting.beyond else within)
    if not near and setting.ahead and setting.ahead.year is not None:
        near = {setting.ahead.year - 1, setting.ahead.year}
    return sorted(near)


def with_year(date: CalendarDate, setting: Setting, end: CalendarDate | None = None) -> CalendarDate | None:
    """The date in the year that strains the order of the narrative least; None if nothing decides.

    `end` is the other end of a stretch of time that begins with the date.
    """
    options = []
    for year in candidate_years(setting):
        if days := bounds(date, year):
            if end is not None and (until := bounds(end, year + (in_year(end) < in_year(date)))):
                days = days[0], until[1]
            strain = cost(days, setting)
            if strain is not None and date.weekday and date.day and weekday_of(days[0]) != date.weekday:
                strain += WRONG_WEEKDAY
            options.append((strain, year))
    if len(options) == 1:
        return replace(date, year=options[0][1])
    known = [(strain, year) for strain, year in options if strain is not None]
    return replace(date, year=min(known)[1]) if known else None


def follows(date: CalendarDate, story: CalendarDate, *, beside: bool = False) -> bool:
    """Whether a date lies after the story, or within it and is finer, but not by more than a month or so.

    One that stands `beside` what is resolved may lie up to a year after it.
    """
    days, there = bounds(date), bounds(story)
    reach = NEW_STORY if beside else TURN
    return bool(days and there and there[0] <= days[0] <= there[1] + reach and days != there)


def in_year(date: CalendarDate) -> tuple[int, int]:
    """Place in the year, for the order of two dates; a month stands at its beginning."""
    return date.month or 0, date.day or 0


def long_before(date: CalendarDate, day: CalendarDate) -> bool:
    """Whether a date lies more than a year before a day."""
    days, limit = bounds(date), bounds(day)
    return bool(days and limit and days[1] + NEW_STORY < limit[0])


def turned_away(date: CalendarDate, setting: Setting) -> bool:
    """Whether a reading lies so far after what the text tells next that the text must have left the story."""
    days, ahead = bounds(date), bounds(setting.ahead) if setting.ahead else None
    return bool(days and ahead and ahead[1] + NEW_STORY < days[0])


def toward(date: CalendarDate, story: CalendarDate) -> CalendarDate | None:
    """The next (toward 1), last (-1) or same (0) such month, season or weekday from the story."""
    days = bounds(story)
    if days is None or story.year is None:
        return None
    if date.weekday:
        return _weekday(date, story, date.toward or 0)
    if date.toward == 0:
        if date.day and not date.month:  # "the 7th of that month"
            same = replace(date, year=story.year, month=story.month)
            return same if story.month and exists(same) else None
        return replace(date, year=story.year)
    for step in (0, 1) if date.toward == 1 else (0, -1):
        option = replace(date, year=story.year + step)
        found = bounds(option)
        if found and (found[0] > days[1] if date.toward == 1 else found[1] < days[0]):
            return option
    return None


def _weekday(date: CalendarDate, story: CalendarDate, sign: int) -> CalendarDate | None:
    days = bounds(story)
    if days is None or not (days[0] == days[1] or story.week) or date.weekday is None:
        return None
    ahead = (date.weekday - weekday_of(days[0])) % 7
    offset = ahead if sign == 0 else (ahead or 7) if sign == 1 and not story.week else ahead + 7 * sign
    if date.deictic and offset == -1:
        offset -= 7  # nobody calls yesterday "last Sunday"
    return _on_day(date, days[0] + offset)


def of_week(date: CalendarDate, now: CalendarDate) -> CalendarDate | None:
    """The weekday of the week so many (`step`) after that of a day, weeks beginning on Monday."""
    days = bounds(now)
    if days is None or days[0] != days[1] or date.weekday is None:
        return None
    return _on_day(date, days[0] - weekday_of(days[0]) + date.weekday + 7 * (date.step or 0))


def _on_day(date: CalendarDate, number: int) -> CalendarDate:
    """A weekday with its part and hour, on the day of this number."""
    return replace(
        from_day(number),
        weekday=date.weekday,
        part=date.part,
        hour=date.hour,
        minute=date.minute,
        mod=date.mod,
    )


def weekday(date: CalendarDate, base: CalendarDate, *, back: bool) -> CalendarDate | None:
    """The weekday on the day of `base` or the next after it; with `back` the last before it."""
    found = _weekday(date, base, 0)
    if found is None or not back or base.week or _same_day(found, base):
        return found
    return _weekday(date, base, -1)


def nearest_weekday(date: CalendarDate, story: CalendarDate) -> CalendarDate | None:
    """The weekday on or after a day, or before it where that is much nearer."""
    found, here = _weekday(date, story, 0), bounds(story)
    days = bounds(found) if found else None
    if days is None or here is None:
        return None
    ahead = days[0] - here[0]
    return found if ahead < BACKWARDS * (7 - ahead) else _weekday(date, story, -1)


def _same_day(left: CalendarDate, right: CalendarDate) -> bool:
    return (left.year, left.month, left.day) == (right.year, right.month, right.day)


def day_of_month(
    date: CalendarDate,
    story: CalendarDate,
    month: int | None,
    limit: CalendarDate | None = None,
    *,
    back: bool = False,
) -> CalendarDate | None:
    """A bare day ("the 12th"): in the heading's month, else in the story's, or the next if that is past.

    `limit` is the day of writing of a text that tells what has happened: no next month begins after it. With `back`
    it lies before the story ("had held out since the 3rd"): in the story's month, or the one before if it is later.
    """
    if (
        month is None
        and story.month is None
        and story.mod in ("START", OPENING)
        and not (story.season or story.span > 1)
    ):
        month = 1  # at the beginning of a year
    if story.year is None or date.day is None or (story.month is None and month is None):
        return None
    option = replace(date, year=story.year, month=month or story.month)
    if back and month is None and story.day:
        return not_after(option, story) if exists(option) else None
    if month is None and story.month and story.day and date.day < story.day - PAST_DAYS:
        later = replace(date, year=story.year + story.month // 12, month=story.month % 12 + 1)
        days, last = bounds(later), bounds(limit) if limit else None
        if not (days and last and days[0] > last[1]):
            option = later
    return option if exists(option) else None


def not_after(date: CalendarDate, day: CalendarDate) -> CalendarDate | None:
    """The day of the month, or that of the month before where it would lie after another day."""
    days, last = bounds(date), bounds(day)
    if days and last and days[0] > last[1] and date.year is not None and date.month is not None:
        date = replace(date, year=date.year - (date.month == 1), month=(date.month - 2) % 12 + 1)
    return date if exists(date) else None


def latest_before(date: CalendarDate, day: CalendarDate) -> CalendarDate | None:
    """The last such date on or before a day, for a partial date that only the day of writing anchors."""
    limit = bounds(day)
    if limit is None or day.year is None:
        return None
    for year in (day.year, day.year - 1):
        found = bounds(date, year)
        if found and found[0] <= limit[1]:
            return replace(date, year=year)
    return None
