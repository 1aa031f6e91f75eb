"""How dates are written: their TIMEX3 and EDTF values.

TIMEX3 is TimeML 1.2.1; years before Christ are written "BC0480" as in TIMEX2.
"""

from __future__ import annotations

from dateline.engines.time.calendar import (
    CLOSE,
    OPENING,
    SEASON_PARTS,
    YEAR_PARTS,
    CalendarDate,
    Duration,
    Recurrence,
    Shift,
    bounds,
    civil,
    day_number,
    iso,
    precision,
    weekday_of,
    year_text,
)

SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}  # EDTF level 1, seasons without a hemisphere
UNIT_CODES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "weekend": "WE", "month": "M",
    "quarter": "Q", "season": "SE", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
UNKNOWN = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX"}


def _timex_year(date: CalendarDate) -> str:
    if date.year is None:
        return "XXXX" if date.short is None else f"XX{date.short:02d}"[: 3 if date.span == 10 else 4]
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
    if date.week and (days := bounds(date)):
        return _iso_week(days[0])
    if date.weekend and date.year is not None and date.month and date.day:
        return _iso_week(day_number(date.year, date.month, date.day) - 5) + "-WE"
    if date.month:
        day = f"-{date.day:02d}" if date.day else ""
        base = f"{year}-{date.month:02d}{day}"
    elif date.season:
        base = f"{year}-{date.season}"
    elif date.day:
        base = f"{year}-XX-{date.day:02d}"
    elif date.quarter:
        base = f"{year}-Q{date.quarter}"
    elif date.half and date.span == 1:
        base = f"{year}-H{date.half}"
    else:
        base = year
    time = clock(date.part, date.hour, date.minute)
    if time:
        base += "-XX" * (2 - base.lstrip("-").count("-") if not date.season else 0)
    return base + time


def week_value(date: CalendarDate) -> str:
    """TIMEX3 value of the ISO week that holds a day: what is counted in weeks is known to the week."""
    days = bounds(date)
    assert days is not None
    return _iso_week(days[0] - weekday_of(days[0]) + 1)


def _iso_week(monday: int) -> str:
    """ISO week of a Monday: the year is that of its Thursday."""
    year = civil(monday + 3)[0]
    return f"{year_text(year)}-W{(monday + 3 - day_number(year, 1, 1)) // 7 + 1:02d}"


def timex_mod(date: CalendarDate | Shift) -> str | None:
    """TIMEX3 mod: as said, or what an n-th week or half of a month comes to."""
    if isinstance(date, CalendarDate) and date.mod is None and (date.month or date.span > 1):
        if date.nth:
            return {1: "START", 4: "END", 5: "END", -1: "END"}.get(date.nth, "MID")
        if date.half:
            return "START" if date.half == 1 else "END"
    return {CLOSE: "END", OPENING: "START"}.get(date.mod or "", date.mod)


def edtf_value(date: CalendarDate) -> str | None:
    """EDTF value: a date, an interval of days or months where a part is meant, X for unknown digits.

    None where EDTF has no form for what is known (a weekday or a season of an unknown year).
    """
    if date.weekday and not date.day:
        return None
    year = "XXXX" if date.year is None else year_text(date.year)
    if date.month and date.day:
        return _interval(date) if date.week or date.weekend else f"{year}-{date.month:02d}-{date.day:02d}"
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
    if date.quarter or date.half or date.mod in YEAR_PARTS:  # of a decade or century too
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
    if date.mod == CLOSE and date.span == 1:
        return last[:cut]
    return f"{first[:cut]}/{last[:cut]}"


def duration_value(unit: str, amount: float | None) -> str:
    """TIMEX3 value of a length: "P3D", "PT2H", "PXW"."""
    if unit == "hour" and amount == 0.5:
        unit, amount = "minute", 30
    code = UNIT_CODES[unit]
    time, code = ("T", code[1:]) if code.startswith("T") else ("", code)
    number = "X" if amount is None else f"{amount:g}"
    return f"P{time}{number}{code}"


def length_value(meaning: Duration) -> str:
    """TIMEX3 value of a length of one or two units: "P3Y8M", "PT2H40M", "P1DT6H"."""
    value = duration_value(meaning.unit, meaning.amount)
    if meaning.rest_unit is None:
        return value
    rest = duration_value(meaning.rest_unit, meaning.rest_amount).removeprefix("P")
    return value + (rest.removeprefix("T") if "T" in value else rest)


def recurrence_value(meaning: Recurrence) -> str:
    """TIMEX3 value of a set."""
    if meaning.weekday:
        return f"XXXX-WXX-{meaning.weekday}"
    if meaning.month or meaning.day:
        month = f"{meaning.month:02d}" if meaning.month else "XX"
        return f"XXXX-{month}" + (f"-{meaning.day:02d}" if meaning.day else "")
    if meaning.season:
        return f"XXXX-{meaning.season}"
    if meaning.part:
        return f"XXXX-XX-XXT{meaning.part}"
    if meaning.calendar:
        return unknown_unit(meaning.unit)
    return duration_value(meaning.unit or "day", meaning.amount)


def unknown_unit(unit: str | None) -> str:
    """TIMEX3 value of an unknown day, week, month or longer unit."""
    return UNKNOWN.get(unit or "day", "XXXX-XX-XX")
