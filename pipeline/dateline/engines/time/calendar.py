"""Calendar arithmetic: what words of time can mean, and the days that they span.

Days are counted in the proleptic Gregorian calendar with astronomical years (0 is 1 BC), as in ISO 8601-2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dateline.engines.time import feasts
from dateline.layers import Precision

Unit = Literal[
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "weekend",
    "month",
    "quarter",
    "season",
    "year",
    "decade",
    "century",
]
Season = Literal["SP", "SU", "FA", "WI"]
Days = tuple[int, int]

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}  # meteorological, northern
FRIDAY = 5
SHORTEST = 999  # nobody writes two digits for a year of less than four
LAST_YEAR = 9999  # EDTF level 1 writes years in four digits
MONTH_PARTS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
CLOSE, OPENING = "CLOSE", "OPENING"  # the very end and beginning of a year, for TIMEX3 its end and start
YEAR_PARTS = {"START": (1, 4), "MID": (5, 8), "END": (9, 12), CLOSE: (12, 12), OPENING: (1, 3)}
SEASON_PARTS = {"START": (0, 0), "MID": (1, 1), "END": (2, 2)}  # months of a season
TENTH_PARTS = {
    "START": (0, 3),
    "MID": (4, 6),
    "END": (7, 9),
    CLOSE: (7, 9),
}  # of a decade in years, of a century in decades
TENTH_HALVES = ((0, 4), (5, 9))
DAYS_OF = {"week": 7, "weekend": 7, "day": 1, "hour": 1 / 24}


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """The parts of a date; None is a part that nothing gives.

    `year` is astronomical; with `span` 10 or 100 it is the first year of a decade or century.
    `part` is a TIMEX3 part of day ("MO"). `step` fixes the year, of a weekday the week, as so many after the
    narrative's, `toward` looks for the next (1) or last (-1) such date from there. `nth` week of the month, -1 its
    last. A season that runs over the end of a year is that which begins in `year`, with `ending` that which ends in
    it. `short` are the last two digits of the year where only these are written ("'44"). `easter` is so many days
    from Easter, `moon_day` of `moon` a feast of the Chinese calendar. `epoch` is the year before the first of the
    reign that is named, `regnal` the year of one that is not.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 1 is Monday
    season: Season | None = None
    quarter: int | None = None
    half: int | None = None
    nth: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    span: int = 1
    mod: str | None = None
    step: int | None = None
    toward: int | None = None
    deictic: bool = False  # counted from the writer's now ("last Friday")
    era: bool = False  # whether the words name the era
    week: bool = False  # the whole ISO week that `day` lies in
    weekend: bool = False  # the weekend whose Saturday is `day`
    short: int | None = None
    easter: int | None = None
    moon: int | None = None
    moon_day: int | None = None
    epoch: int | None = None
    regnal: int | None = None
    ending: bool = False
    halved: bool = False  # whether the words name the half of the day that an hour lies in


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from where the narrative stands: "two days later", "that night" (day, 0, NI).

    `amount` is None when the words do not say how many ("days later"), `unit` None for the same
    moment ("at that time"). `sign` gives the direction. `exact` units keep a finer base ("a week
    later" is a day, "the next week" a week). `deictic` counts from the writer's now ("yesterday").
    `day` is a day of the month or year that is reached, -1 its last. `count` is the number of a day that is counted
    from the first ("Day 3"), and `since` a pattern of the words for what began on that, empty for the war itself.
    `beyond` says that the step is taken from what the next words name ("the day after the battle"). `glance` says
    that the story goes there only where it opens a sentence. `overnight` is a night that ends on the day of a
    dispatch, and begins on that of any other story. `last` counts from the day told last, on the main line or not
    ("six days after that"). `to_the_day`: months and years keep the day of the base. `ordinal`: one of several days
    that are counted from the same first ("the second day ... the third day"). `halved`: the words name the half of
    the day that the hour lies in ("3 in the afternoon").
    """

    unit: Unit | None = None
    amount: float | None = 0
    sign: int = 1
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    half: int | None = None
    mod: str | None = None
    exact: bool = False
    deictic: bool = False
    day: int | None = None
    count: int | None = None
    since: str | None = None
    beyond: bool = False
    glance: bool = False
    overnight: bool = False
    last: bool = False
    to_the_day: bool = False
    ordinal: bool = False
    halved: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A vague reference: PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; `amount` None is "several". `side`: that after the story's time (1), or before it (-1).

    `rest_amount` of `rest_unit` come on top ("three years and eight months").
    """

    unit: Unit
    amount: float | None = None
    mod: str | None = None
    side: int | None = None
    rest_unit: Unit | None = None
    rest_amount: float | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A set of times: every so many units, or every such weekday, part of day, month or season.

    With `calendar` every such stretch of the calendar ("XXXX-WXX"), not a period ("P1W").
    """

    unit: Unit | None = None
    amount: float | None = 1
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    season: Season | None = None
    part: str | None = None
    calendar: bool = False


Meaning = CalendarDate | Shift | Reference | Duration | Recurrence


def day_number(year: int, month: int, day: int) -> int:
    """Days since 0000-03-01 (Howard Hinnant, "chrono-compatible low-level date algorithms")."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year


def civil(number: int) -> tuple[int, int, int]:
    """Year, month, day of a day number."""
    era, of_era = divmod(number, 146097)
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def month_length(year: int, month: int) -> int:
    """Number of days of a month."""
    return day_number(year + month // 12, month % 12 + 1, 1) - day_number(year, month, 1)


def settled(date: CalendarDate) -> CalendarDate:
    """The date with the month and day of its feast, if it is one that moves and has a year."""
    number = _feast(date, date.year) if date.year is not None else None
    if number is None:
        return date
    year, month, day = civil(number)
    return replace(date, year=year, month=month, day=day, easter=None, moon=None)


def _feast(date: CalendarDate, year: int) -> int | None:
    """Day number of a feast that moves; None for any other date."""
    if date.easter is not None:
        return day_number(year, *feasts.easter(year)) + date.easter
    if date.moon is not None and date.moon_day is not None and feasts.JULIAN < year <= LAST_YEAR:
        return day_number(year, *feasts.of_moon(year, date.moon, date.moon_day))
    return None


def weekday_of(number: int) -> int:
    """ISO weekday of a day number, 1 Monday to 7 Sunday."""
    return (number + 2) % 7 + 1


def year_text(year: int) -> str:
    """Four-digit astronomical year, "-0479" for 480 BC."""
    return f"{year:05d}" if year < 0 else f"{year:04d}"


def iso(number: int) -> str:
    """ISO day of a day number."""
    year, month, day = civil(number)
    return f"{year_text(year)}-{month:02d}-{day:02d}"


def parse_iso(text: str) -> CalendarDate:
    """The day that "YYYY-MM-DD" names; ValueError if it is none."""
    year, month, day = text.rsplit("-", 2)
    date = CalendarDate(year=int(year), month=int(month), day=int(day))
    if bounds(date) is None:
        raise ValueError(f"no such day: {text!r}")
    return date


def day_of_iso(text: str) -> int:
    """Day number of "YYYY-MM-DD"."""
    year, month, day = text.rsplit("-", 2)
    return day_number(int(year), int(month), int(day))


def exists(date: CalendarDate, year: int | None = None) -> bool:
    """Whether the calendar can hold these parts: no 30 February; 29 February only in leap years.

    `year`, if given, stands for the year of the date.
    """
    if date.month is not None and not 1 <= date.month <= 12:
        return False
    if date.month is None or date.day is None:
        return True
    if date.day <= 28:
        return date.day >= 1
    year = date.year if year is None else year
    return date.day <= month_length(2000 if year is None else year, date.month)


def with_short_year(date: CalendarDate, near: int) -> CalendarDate:
    """A date with two digits of a year in the century that puts it nearest to the year `near`."""
    assert date.short is not None
    year = near - near % 100 + date.short
    nearest = min((year - 100, year, year + 100), key=lambda y: abs(y + date.span // 2 - near))
    return replace(date, year=nearest, short=None)


def _months(year: int, first: int, last: int) -> Days:
    """Days from the first of one month to the last of another; months beyond 12 run into the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    start_year, start_month = year + (first - 1) // 12, (first - 1) % 12 + 1
    start = day_number(start_year, start_month, 1)
    return start, day_number(end_year, end_month, month_length(end_year, end_month))


def _month_bounds(date: CalendarDate, year: int, month: int) -> Days:
    first, last = _months(year, month, month)
    if date.nth == -1:
        return last - 6, last
    if date.nth:
        start = first + 7 * (date.nth - 1)
        return min(start, last), min(start + 6, last)
    low, high = (
        (15 * date.half - 14, 15 + 16 * (date.half - 1))
        if date.half
        else MONTH_PARTS.get(date.mod or "", (1, 31))
    )
    return first + low - 1, min(first + high - 1, last)


def bounds(date: CalendarDate, year: int | None = None) -> Days | None:
    """First and last day that the date allows, as day numbers; None without a year or if impossible.

    `year`, if given, stands for the year of the date.
    """
    year = date.year if year is None else year
    if year is None or (date.weekday and not date.day) or not exists(date, year):
        return None
    mod = date.mod or ""
    if (number := _feast(date, year)) is not None:
        return number, number
    if date.day and date.month:
        number = day_number(year, date.month, date.day)
        number -= (weekday_of(number) - 1) * date.week
        return number, number + 6 * date.week + date.weekend
    if date.month:
        return _month_bounds(date, year, date.month)
    if date.season:
        first = SEASON_MONTHS[date.season][0]
        low, high = SEASON_PARTS.get(mod, (0, 2))
        year -= date.ending and SEASON_MONTHS[date.season][1] < first
        return _months(year, first + low, first + high)
    if date.quarter:
        return _months(year, 3 * date.quarter - 2, 3 * date.quarter)
    if date.half and date.span == 1:
        return _months(year, 6 * date.half - 5, 6 * date.half)
    if date.span == 1:
        return _months(year, *YEAR_PARTS.get(mod, (1, 12)))
    low, high = TENTH_HALVES[date.half - 1] if date.half else TENTH_PARTS.get(mod, (0, 9))
    tenth = date.span // 10
    return _months(year + low * tenth, 1, 1)[0], _months(year + (high + 1) * tenth - 1, 12, 12)[1]


def precision(date: CalendarDate) -> Precision:
    """How fine the date is."""
    if date.part or date.hour is not None:
        return "time"
    if date.day or date.weekday:
        return "days" if date.week or date.weekend else "day"
    if date.month:
        return "part_of_month" if date.nth or date.half or date.mod in MONTH_PARTS else "month"
    if date.season:
        return "season"
    if date.span > 1:
        return "decade" if date.span == 10 else "century"
    if date.quarter or date.half or date.mod in YEAR_PARTS:
        return "month" if date.mod == CLOSE else "part_of_year"
    return "year" if date.year is not None else "unknown"


def from_day(number: int) -> CalendarDate:
    """The day of a day number as a CalendarDate."""
    year, month, day = civil(number)
    return CalendarDate(year=year, month=month, day=day)


def whole_day(date: CalendarDate) -> CalendarDate:
    """The date without its part of day and hour."""
    return replace(date, part=None, hour=None, minute=None) if date.part or date.hour is not None else date


def month_of(date: CalendarDate) -> CalendarDate | None:
    """The month that a date lies in; None for a date without one."""
    return CalendarDate(year=date.year, month=date.month) if date.year is not None and date.month else None


def shifted(base: CalendarDate, meaning: Shift) -> CalendarDate | None:
    """The date so many units from `base`; None when `base` is too coarse or the amount is not said."""
    if meaning.unit is None:
        return whole_day(base)
    if meaning.amount is None:
        return None
    moved = _moved(base, meaning, meaning.sign * meaning.amount)
    if moved is None or moved.year is None or abs(moved.year) > LAST_YEAR:
        return None
    return replace(
        moved, part=meaning.part, hour=meaning.hour, minute=meaning.minute, mod=meaning.mod, half=meaning.half
    )


def _first_of(year: int, span: int) -> int:
    """First year of the decade or century (`span` 10 or 100) of a year; before Christ they are counted downwards."""
    if year > 0:
        return year - year % span
    written = 1 - year  # 480 BC is one of the 480s BC, and lies in the fifth century BC
    first = written - written % 10 + 9 if span == 10 else written + (-written) % 100
    return 1 - first


def _same_day(base: CalendarDate, months: int) -> CalendarDate:
    """The same day of the month so many months on, or the last of a shorter month."""
    assert base.year is not None and base.month is not None and base.day is not None
    count = base.year * 12 + base.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return CalendarDate(year=year, month=month, day=min(base.day, month_length(year, month)))


def _moved(base: CalendarDate, meaning: Shift, by: float) -> CalendarDate | None:
    """`base` moved by signed units, cut to the precision of the unit; part, mod and half are left out."""
    if base.year is None:
        return None
    if meaning.to_the_day and meaning.unit in ("month", "year") and base.month and base.day:
        return _same_day(base, int(by) * (12 if meaning.unit == "year" else 1))
    if meaning.unit in ("decade", "century"):
        span = 10 if meaning.unit == "decade" else 100
        if meaning.exact:
            return CalendarDate(year=base.year + int(span * by))
        return CalendarDate(year=_first_of(base.year, span) + int(by) * span, span=span)
    if meaning.unit == "year" and not (by % 1 and base.month):
        month = {1: 1, -1: 12}.get(meaning.day or 0)
        return CalendarDate(year=base.year + int(by), month=month, day=31 if month == 12 else month)
    if meaning.unit == "season":
        return CalendarDate(year=base.year, season=base.season) if base.season and not by else None
    if base.month is None:
        return None
    if months := {"month": 1, "quarter": 3, "year": 12}.get(meaning.unit or ""):
        count = base.year * 12 + base.month - 1 + int(by * months)
        year, month = count // 12, count % 12 + 1
        return CalendarDate(
            year=year, month=month, day=month_length(year, month) if meaning.day == -1 else meaning.day
        )
    if base.day is None or not exists(base):
        return None
    number = day_number(base.year, base.month, base.day)
    monday = number - weekday_of(number) + 1
    if meaning.unit == "week" and not meaning.exact:
        return replace(from_day(monday + int(7 * by)), week=True)
    if meaning.unit == "weekend" and not meaning.exact:
        begun = meaning.deictic and not by and weekday_of(number) < FRIDAY  # "over the weekend": the last one
        return replace(from_day(monday + 5 + int(7 * by) - 7 * begun), weekend=True)
    return from_day(number + int(by * DAYS_OF.get(meaning.unit or "", 0)))
