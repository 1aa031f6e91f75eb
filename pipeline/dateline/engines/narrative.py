"""Places partial dates in a narrative: which year "24 January" means where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.engines.calendar import (
    CalendarDate,
    Days,
    bounds,
    day_number,
    exists,
    from_day,
    month_length,
    weekday_of,
)

BACKWARDS = 1.5  # running backwards costs so much more than going on, per day
TURN = 30  # and this many days for turning at all
OVERSHOOT = 5.0  # running past what the text tells next costs so much more than going on, per day
NEW_STORY = 366  # days: when the next date lies so far before the story, the text has turned to another one


@dataclass(frozen=True, slots=True)
class Setting:
    """What a partial date can be resolved against.

    `story` is where the narrative stands, `ahead` the latest of the next full dates that it tells (one of
    them alone may look back), `years` the years that a heading allows, `earlier` says that the clause tells of something before the story.
    """

    story: CalendarDate | None
    ahead: CalendarDate | None = None
    years: tuple[int, int] | None = None
    earlier: bool = False


def cost(days: Days, setting: Setting) -> float | None:
    """How much a reading strains the order of the narrative, in days; None if there is no order to strain."""
    total, known = 0.0, False
    story = bounds(setting.story) if setting.story else None
    if story:
        known = True
        total += _distance(days, story, setting.earlier)
    if setting.ahead and (ahead := bounds(setting.ahead)):
        known = True
        total += OVERSHOOT * max(0, days[0] - ahead[1])
        if not story:
            total += max(0, ahead[0] - days[1])
    return total if known else None


def _distance(days: Days, story: Days, earlier: bool) -> float:
    after, before = days[0] - story[1], story[0] - days[1]
    if earlier:
        after, before = before, after
    if after > 0:
        return after
    return before * BACKWARDS + TURN if before > 0 else 0.0


def with_year(date: CalendarDate, setting: Setting) -> CalendarDate | None:
    """The date in the year that strains the order of the narrative least; None if nothing decides."""
    near = [d.year for d in (setting.story, setting.ahead) if d and d.year is not None]
    if setting.years:
        low, high = setting.years
        years = list(range(low, min(high, low + 30) + 1))
    else:
        years = sorted({year + step for year in near for step in (-1, 0, 1)})
    options = []
    for year in years:
        option = replace(date, year=year)
        days = bounds(option)
        strain = cost(days, setting) if days else None
        if strain is not None:
            options.append((strain, year, option))
    if not options:
        return (
            replace(date, year=years[0]) if len(years) == 1 and exists(replace(date, year=years[0])) else None
        )
    return min(options, key=lambda o: o[:2])[2]


def turned_away(setting: Setting) -> bool:
    """Whether the text has left the story: what it tells next lies far before it."""
    if not (setting.story and setting.ahead) or setting.years:
        return False
    story, ahead = bounds(setting.story), bounds(setting.ahead)
    return bool(story and ahead and ahead[1] + NEW_STORY < story[0])


def toward(date: CalendarDate, story: CalendarDate) -> CalendarDate | None:
    """The next (toward 1), last (-1) or same (0) such month, season or weekday from the story."""
    days = bounds(story)
    if days is None or story.year is None:
        return None
    if date.weekday:
        return _weekday(date, story, date.toward or 0)
    if date.toward == 0:
        return replace(date, year=story.year)
    for step in (0, 1) if date.toward == 1 else (0, -1):
        option = replace(date, year=story.year + step)
        found = bounds(option)
        if found and (found[0] > days[1] if date.toward == 1 else found[1] < days[0]):
            return option
    return None


def _weekday(date: CalendarDate, story: CalendarDate, sign: int) -> CalendarDate | None:
    days = bounds(story)
    if days is None or days[0] != days[1] or date.weekday is None:
        return None
    ahead = (date.weekday - weekday_of(days[0])) % 7
    offset = ahead if sign == 0 else (ahead or 7) if sign == 1 else ahead - 7
    return replace(
        from_day(days[0] + offset), weekday=date.weekday, part=date.part, hour=date.hour, minute=date.minute
    )


def weekday(date: CalendarDate, story: CalendarDate) -> CalendarDate | None:
    """The weekday on or after the story's day; before it when the day of the story is the day of writing."""
    return _weekday(date, story, date.toward or 0)


def day_of_month(date: CalendarDate, story: CalendarDate) -> CalendarDate | None:
    """A bare day ("the 12th") in the story's month, or in the next when the month is past that day."""
    if story.year is None or story.month is None or date.day is None:
        return None
    option = replace(date, year=story.year, month=story.month)
    if story.day and option.day and option.day < story.day - 7:
        year, month = story.year + story.month // 12, story.month % 12 + 1
        option = replace(date, year=year, month=month)
    if option.year is None or option.month is None or date.day > month_length(option.year, option.month):
        return None
    return option


def latest_before(date: CalendarDate, day: CalendarDate) -> CalendarDate | None:
    """The last such date on or before a day, for a partial date that only the day of writing anchors."""
    limit = bounds(day)
    if limit is None or day.year is None:
        return None
    for year in (day.year, day.year - 1):
        found = bounds(replace(date, year=year))
        if found and found[0] <= limit[1]:
            return replace(date, year=year)
    return None


__all__ = [
    "Setting", "cost", "day_number", "day_of_month", "latest_before", "toward", "turned_away", "weekday", "with_year",
]  # fmt: skip
