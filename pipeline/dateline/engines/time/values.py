"""Puts dates into the values that the chronology layer holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.engines.time import calendar, notation
from dateline.engines.time.calendar import CalendarDate, Shift
from dateline.engines.time.widening import WITHIN_DAY
from dateline.layers import Resolution, TimeAnchor, TimeValue


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
    date = calendar.settled(date)
    days = calendar.bounds(date)
    if days is None:
        if not calendar.exists(date):
            return unresolved("", "no_such_day")
        reason = "year_unknown"
        if date.weekday and not date.day:
            reason = "no_anchor"
        edtf = notation.edtf_value(date)
        unknown = unresolved(notation.timex_value(date), reason, mod=notation.timex_mod(date), edtf=edtf)
        return replace(unknown, date=date)
    value = TimeValue(
        notation.timex_value(date),
        notation.timex_mod(date),
        notation.edtf_value(date),
        calendar.iso(days[0]),
        calendar.iso(days[1]),
        calendar.precision(date),
        resolution,
        anchor,
    )
    return Resolved(value, date)


def unknown_shift(meaning: Shift) -> str:
    """TIMEX3 of a shift without a known base."""
    time = notation.clock(meaning.part, meaning.hour, meaning.minute)
    return notation.unknown_unit("day") + time if time else notation.unknown_unit(meaning.unit)


def intervals(
    links: Sequence[str | None], values: Sequence[Resolved]
) -> tuple[tuple[int, int, TimeValue], ...]:
    """The intervals of expressions beside each other; three or more neighbours of a list make one of them all."""
    pairs = [
        (i, i + 1, value)
        for i, kind in enumerate(links)
        if kind in ("range", "list") and (value := joined(kind, values[i], values[i + 1]))
    ]
    listed = {first for first, _, _ in pairs if links[first] == "list"}
    whole: list[tuple[int, int, TimeValue]] = []
    for first in sorted(listed):
        last = next(i for i in range(first + 1, len(values)) if i not in listed)
        if first - 1 not in listed and last > first + 1:
            value = joined("range", values[first], values[last])
            whole += [(first, i, value) for i in range(first + 1, last + 1) if value]
    return (*whole, *pairs)


def joined(kind: str, first: Resolved, second: Resolved) -> TimeValue | None:
    """The interval of two values; of a list only when they are neighbours, or months of one year."""
    a, b = first.value, second.value
    if kind == "range" and (open_ := _without_year(first, second)) is not None:
        return open_
    if not (first.date and second.date and a.earliest and a.latest and b.earliest and b.latest):
        return None
    low, high = calendar.bounds(first.date), calendar.bounds(second.date)
    if low is None or high is None or low[0] > high[0]:
        return None
    if low == high and low[0] == low[1]:
        return None  # hours of one day
    alike = a.precision == b.precision or (low[0] == low[1] and high[0] == high[1])
    months = a.precision == b.precision == "month" and first.date.year == second.date.year
    if kind == "list" and not (alike and (months or high[0] == low[1] + 1)):
        return None
    fine = a.precision if a.precision == b.precision else b.precision
    left, right = _ends(a.edtf)[0], _ends(b.edtf)[1]
    edtf = f"{left}/{right}"
    if fine == "season":
        edtf = f"{a.earliest[:-3]}/{b.latest[:-3]}"
    elif "X" in edtf:
        edtf = f"{a.earliest}/{b.latest}"
    return TimeValue(
        edtf,
        None,
        edtf,
        a.earliest,
        b.latest,
        "days" if fine in WITHIN_DAY else fine,
        b.resolution,
        b.anchor,
    )


def _without_year(first: Resolved, second: Resolved) -> TimeValue | None:
    """The stretch between two days or months of a year that the text never gives."""
    one, other = first.date, second.date
    if one is None or other is None or one.year is not None or other.year is not None:
        return None
    if not (one.month and other.month) or bool(one.day) != bool(other.day):
        return None
    edtf = f"{notation.edtf_value(one)}/{notation.edtf_value(other)}"
    return replace(second.value, timex=edtf, edtf=edtf, mod=None, reason="year_unknown")


def _ends(edtf: str | None) -> tuple[str, str]:
    first, _, last = (edtf or "").partition("/")
    return first, last or first
