"""Makes the meaning of a time expression of the values that a rule read."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from dateline.engines.time.calendar import (
    CalendarDate,
    Duration,
    Meaning,
    Recurrence,
    Reference,
    Shift,
    month_length,
)

KINDS: dict[str, type[Any]] = {
    "date": CalendarDate, "shift": Shift, "reference": Reference, "duration": Duration, "set": Recurrence,
}  # fmt: skip
# The hour in which the twelve begin that a clock reads in each half of the day.
HALVES = {"AM": 0, "PM": 12, "NOON": 6, "NIGHT": 17}
LAST = -1  # the day before the first of the next month
MIDNIGHT = 24  # hours
COMMON, LEAP = 2001, 2000
KNOWN = {kind: frozenset(f.name for f in fields(cls)) for kind, cls in KINDS.items()}


def full_year(short: int, before: Meaning) -> int | None:
    """A year of one or two digits ("1914-18") after a full one."""
    if not isinstance(before, CalendarDate) or before.year is None:
        return None
    size = 100 if short >= 10 else 10
    return before.year - before.year % size + short


def build_meaning(kind: str, values: dict[str, Any]) -> Meaning:
    """The meaning that a rule's values make; a table may give several fields at once."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat.update(value if isinstance(value, dict) else {key: value})
    if more := flat.pop("more", None):
        flat["amount"] += more
    if times := flat.pop("times", None):  # a fortnight is twice a week
        flat["amount"] *= times
    if flat.pop("vague", False):
        flat["amount"] = None
    if kind == "date":
        return _date(flat)
    if kind == "shift":
        _clock(flat)
    meaning: Meaning = KINDS[kind](**{k: v for k, v in flat.items() if k in KNOWN[kind]})
    return meaning


def _last_day(month: int, year: int | None) -> int | None:
    """The last day of a month; None for a February of a year that the words do not give."""
    if year is None and month_length(COMMON, month) != month_length(LEAP, month):
        return None
    return month_length(COMMON if year is None else year, month)


def _clock(values: dict[str, Any]) -> None:
    """Fold the half of the day into the hour: 12 AM is 0, 9 PM is 21, one at night is 1."""
    half = values.pop("halfday", None)
    values["halved"] = half is not None
    if half and values.get("hour"):
        first = HALVES[half]
        hour = first + (values["hour"] - first) % 12
        values["hour"] = hour if hour <= MIDNIGHT else hour - MIDNIGHT


def _date(values: dict[str, Any]) -> CalendarDate:
    """A CalendarDate with decade, century, reign and era folded into `year` and `span`."""
    before_christ = values.get("era") == "BC"
    values["era"] = "era" in values
    _clock(values)
    if (reign := values.pop("reign", None)) is not None:
        values.setdefault("year", reign + values["regnal"])
    if (decade := values.pop("decade", None)) is not None:
        decade += 100 * (values.pop("century", 1) - 1)
        values |= {"year": -decade - 8 if before_christ else decade, "span": 10}
    elif (century := values.pop("century", None)) is not None:
        values |= {"year": 1 - 100 * century if before_christ else 100 * (century - 1), "span": 100}
    elif before_christ and values.get("year") is not None:
        values["year"] = 1 - values["year"]
    if "regnal" in values and "year" in values:
        values["epoch"] = values["year"] - values.pop("regnal")
    if values.get("day") == LAST and "month" in values:
        values["day"] = _last_day(values["month"], values.get("year"))
    date = CalendarDate(**{k: v for k, v in values.items() if k in KNOWN["date"]})
    return replace(date, mod=None) if date.nth and date.mod else date
