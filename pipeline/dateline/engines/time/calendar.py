"""Calendar arithmetic: what words of time can mean, and their TIMEX3, EDTF and day values.

Days are counted in the proleptic Gregorian calendar with astronomical years (0 is 1 BC), as in
ISO 8601-2. TIMEX3 is TimeML 1.2.1; years before Christ are written "BC0480" as in TIMEX2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dateline.layers import Precision

Unit = Literal[
    "minute", "hour", "day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century"
]
Season = Literal["SP", "SU", "FA", "WI"]
Days = tuple[int, int]

SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}  # EDTF level 1, seasons without a hemisphere
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}  # meteorological, northern
UNIT_CODES = {
    "minute": "TM", "hour": "TH", "day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q",
    "season": "SE", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
UNKNOWN = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX"}
LAST_YEAR = 9999  # EDTF level 1 writes years in four digits
MONTH_PARTS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
YEAR_PARTS = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
SEASON_PARTS = {"START": (0, 0), "MID": (1, 1), "END": (2, 2)}  # months of a season
TENTH_PARTS = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}  # of a decade in years, of a century in decades


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """The parts of a date; None is a part that nothing gives.

    `year` is astronomical; with `span` 10 or 100 it is the first year of a decade or century.
    `part` is a TIMEX3 part of day ("MO"). `step` fixes the year as so many after the narrative's,
    `toward` looks for the next (1) or last (-1) such date from there. `nth` week of the month. A season that
    runs over the end of a year is that which begins in `year`, with `ending` that which ends in it.
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
    week: bool = False  # the whole ISO week whose Monday is `day`
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from where the narrative stands: "two days later", "that night" (day, 0, NI).

    `amount` is None when the words do not say how many ("days later"), `unit` None for the same
    moment ("at that time"). `sign` gives the direction. `exact` units keep a finer base ("a week
    later" is a day, "the next week" a week). `deictic` counts from the writer's now ("yesterday").
    `day` is a day of the month that is reached, -1 its last.
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


@dataclass(frozen=True, slots=True)
class Reference:
    """A vague reference: PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; `amount` None is "several"."""

    unit: Unit
    amount: float | None = None
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A set of times: every so many units, or every such weekday, part of day or month.

    With `calendar` every such stretch of the calendar ("XXXX-WXX"), not a period ("P1W").
    """

    unit: Unit | None = None
    amount: float = 1
    weekday: int | None = None
    month: int | None = None
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


def exists(date: CalendarDate) -> bool:
    """Whether the calendar can hold these parts: no 30 February; 29 February only in leap years."""
    if date.month is not None and not 1 <= date.month <= 12:
        return False
    if date.month is None or date.day is None:
        return True
    return 1 <= date.day <= month_length(2000 if date.year is None else date.year, date.month)


def _months(year: int, first: int, last: int) -> Days:
    """Days from the first of one month to the last of another; months beyond 12 run into the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    start_year, start_month = year + (first - 1) // 12, (first - 1) % 12 + 1
    start = day_number(start_year, start_month, 1)
    return start, day_number(end_year, end_month, month_length(end_year, end_month))


def _month_bounds(date: CalendarDate, year: int, month: int) -> Days:
    first, last = _months(year, month, month)
    if date.nth:
        start = first + 7 * (date.nth - 1)
        return min(start, last), min(start + 6, last)
    low, high = (
        (15 * date.half - 14, 15 + 16 * (date.half - 1))
        if date.half
        else MONTH_PARTS.get(date.mod or "", (1, 31))
    )
    return first + low - 1, min(first + high - 1, last)


def bounds(date: CalendarDate) -> Days | None:
    """First and last day that the date allows, as day numbers; None without a year or if impossible."""
    if date.year is None or not exists(date) or (date.weekday and not date.day):
        return None
    year, mod = date.year, date.mod or ""
    if date.day and date.month:
        number = day_number(year, date.month, date.day)
        return number, number + 6 * date.week
    if date.month:
        return _month_bounds(date, year, date.month)
    if date.season:
        first = SEASON_MONTHS[date.season][0]
        low, high = SEASON_PARTS.get(mod, (0, 2))
        year -= date.ending and SEASON_MONTHS[date.season][1] < first
        return _months(year, first + low, first + high)
    if date.quarter:
        return _months(year, 3 * date.quarter - 2, 3 * date.quarter)
    if date.half:
        return _months(year, 6 * date.half - 5, 6 * date.half)
    if date.span == 1:
        return _months(year, *YEAR_PARTS.get(mod, (1, 12)))
    low, high = TENTH_PARTS.get(mod, (0, 9))
    tenth = date.span // 10
    return _months(year + low * tenth, 1, 1)[0], _months(year + (high + 1) * tenth - 1, 12, 12)[1]


def precision(date: CalendarDate) -> Precision:
    """How fine the date is."""
    if date.part or date.hour is not None:
        return "time"
    if date.day or date.weekday:
        return "days" if date.week else "day"
    if date.month:
        return "part_of_month" if date.nth or date.half or date.mod in MONTH_PARTS else "month"
    if date.season:
        return "season"
    if date.span > 1:
        return "decade" if date.span == 10 else "century"
    if date.quarter or date.half or date.mod in YEAR_PARTS:
        return "part_of_year"
    return "year" if date.year is not None else "unknown"


def _timex_year(date: CalendarDate) -> str:
    if date.year is None:
        return "XXXX"
    if date.year >= 1 or (date.span > 1 and date.year >= 0):
        written, prefix = date.year, ""
    else:
        written, prefix = 1 - (date.year + date.span - 1), "BC"
    return prefix + f"{written:04d}"[: {1: 4, 10: 3, 100: 2}[date.span]]


def clock(part: str | None, hour: int | None, minute: int | None) -> str:
    """The TIMEX3 time of day, "TMO" or "T05:34"; "" if there is none."""
    if hour is not None:
        return f"T{hour:02d}:{minute or 0:02d}"
    return f"T{part}" if part else ""


def timex_value(date: CalendarDate) -> str:
    """TIMEX3 value; what is unknown is X."""
    year = _timex_year(date)
    if date.weekday and not date.day:
        return f"XXXX-WXX-{date.weekday}" + clock(date.part, date.hour, date.minute)
    if date.week and date.year is not None and date.month and date.day:
        return _iso_week(day_number(date.year, date.month, date.day))
    if date.month:
        day = f"-{date.day:02d}" if date.day else ""
        base = f"{year}-{date.month:02d}{day}"
    elif date.season:
        base = f"{year}-{date.season}"
    elif date.day:
        base = f"{year}-XX-{date.day:02d}"
    elif date.quarter:
        base = f"{year}-Q{date.quarter}"
    elif date.half:
        base = f"{year}-H{date.half}"
    else:
        base = year
    time = clock(date.part, date.hour, date.minute)
    if time:
        base += "-XX" * (2 - base.lstrip("-").count("-") if not date.season else 0)
    return base + time


def _iso_week(monday: int) -> str:
    """ISO week of a Monday: the year is that of its Thursday."""
    year = civil(monday + 3)[0]
    return f"{year_text(year)}-W{(monday + 3 - day_number(year, 1, 1)) // 7 + 1:02d}"


def timex_mod(date: CalendarDate | Shift) -> str | None:
    """TIMEX3 mod: as said, or what an n-th week or half of a month comes to."""
    if isinstance(date, CalendarDate) and date.mod is None and date.month:
        if date.nth:
            return {1: "START", 4: "END", 5: "END"}.get(date.nth, "MID")
        if date.half:
            return "START" if date.half == 1 else "END"
    return date.mod


def edtf_value(date: CalendarDate) -> str | None:
    """EDTF value: a date, an interval of days or months where a part is meant, X for unknown digits.

    None where EDTF has no form for what is known (a weekday or a season of an unknown year).
    """
    if date.weekday and not date.day:
        return None
    year = "XXXX" if date.year is None else year_text(date.year)
    if date.month and date.day:
        return _interval(date) if date.week else f"{year}-{date.month:02d}-{date.day:02d}"
    if date.month:
        return _interval(date) if precision(date) == "part_of_month" else f"{year}-{date.month:02d}"
    if date.season:
        if date.year is None or date.mod in SEASON_PARTS:
            return _interval(date)
        return f"{year}-{SEASON_CODES[date.season]}"
    if date.day:
        return f"{year}-XX-{date.day:02d}"
    if date.year is None:
        return None
    if date.quarter or date.half or date.mod in YEAR_PARTS:
        return _interval(date)
    if date.span > 1 and date.year >= 0:
        return f"{date.year:04d}"[: 4 - len(str(date.span)) + 1] + "X" * (len(str(date.span)) - 1)
    return year if date.span == 1 else f"{year}/{year_text(date.year + date.span - 1)}"


def _interval(date: CalendarDate) -> str | None:
    days = bounds(date)
    if days is None:
        return f"XXXX-{date.month:02d}" if date.month else None
    first, last = (iso(n) for n in days)
    if date.season:
        return first[:-3]
    if date.month:
        return f"{first}/{last}"
    cut = -6 if date.span > 1 else -3
    return f"{first[:cut]}/{last[:cut]}"


def duration_value(unit: str, amount: float | None) -> str:
    """TIMEX3 value of a length: "P3D", "PT2H", "PXW"."""
    code = UNIT_CODES[unit]
    time, code = ("T", code[1:]) if code.startswith("T") else ("", code)
    number = "X" if amount is None else f"{amount:g}"
    return f"P{time}{number}{code}"


def recurrence_value(meaning: Recurrence) -> str:
    """TIMEX3 value of a set."""
    if meaning.weekday:
        return f"XXXX-WXX-{meaning.weekday}"
    if meaning.month:
        return f"XXXX-{meaning.month:02d}"
    if meaning.part:
        return f"XXXX-XX-XXT{meaning.part}"
    if meaning.calendar:
        return unknown_unit(meaning.unit)
    return duration_value(meaning.unit or "day", meaning.amount)


def unknown_unit(unit: str | None) -> str:
    """TIMEX3 value of an unknown day, week, month or longer unit."""
    return UNKNOWN.get(unit or "day", "XXXX-XX-XX")


def from_day(number: int) -> CalendarDate:
    """The day of a day number as a CalendarDate."""
    year, month, day = civil(number)
    return CalendarDate(year=year, month=month, day=day)


def shifted(base: CalendarDate, meaning: Shift) -> CalendarDate | None:
    """The date so many units from `base`; None when `base` is too coarse or the amount is not said."""
    if meaning.unit is None:
        return replace(base, part=None, hour=None, minute=None)
    if meaning.amount is None:
        return None
    moved = _moved(base, meaning, meaning.sign * meaning.amount)
    if moved is None or moved.year is None or abs(moved.year) > LAST_YEAR:
        return None
    return replace(
        moved, part=meaning.part, hour=meaning.hour, minute=meaning.minute, mod=meaning.mod, half=meaning.half
    )


def _moved(base: CalendarDate, meaning: Shift, by: float) -> CalendarDate | None:
    """`base` moved by signed units, cut to the precision of the unit; part, mod and half are left out."""
    if base.year is None:
        return None
    if meaning.unit in ("decade", "century"):
        span = 10 if meaning.unit == "decade" else 100
        if meaning.exact:
            return CalendarDate(year=base.year + int(span * by))
        return CalendarDate(year=(base.year // span + int(by)) * span, span=span)
    if meaning.unit == "year":
        return CalendarDate(year=base.year + int(by))
    if meaning.unit == "season":
        return CalendarDate(year=base.year, season=base.season) if base.season and not by else None
    if base.month is None:
        return None
    if meaning.unit in ("month", "quarter"):
        count = base.year * 12 + base.month - 1 + int(by * (3 if meaning.unit == "quarter" else 1))
        year, month = count // 12, count % 12 + 1
        return CalendarDate(
            year=year, month=month, day=month_length(year, month) if meaning.day == -1 else meaning.day
        )
    if base.day is None or not exists(base):
        return None
    number = day_number(base.year, base.month, base.day)
    if meaning.unit == "week" and not meaning.exact:
        monday = number - weekday_of(number) + 1
        return replace(from_day(monday + int(7 * by)), week=True)
    return from_day(number + int(by * {"week": 7, "weekend": 7, "day": 1}.get(meaning.unit or "", 0)))
