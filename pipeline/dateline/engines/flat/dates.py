"""Coarser values and stretches made of the values of time expressions."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.time import calendar
from dateline.layers import TimeValue

DAY = 10  # characters of a day ("1914-08-01")
SPANS = {"year": 4, "month": 7, "part_of_month": DAY, "day": DAY, "time": DAY, "days": DAY}


def stretch(first: TimeValue, last: TimeValue) -> TimeValue | None:
    """From the beginning of one time to the end of another that is later, no finer than the first is told."""
    if not (first.earliest and last.latest and first.edtf) or last.latest <= first.earliest:
        return None
    if last.latest.startswith("-") or first.earliest.startswith("-") or first.precision not in SPANS:
        return None
    size = SPANS[first.precision]
    begun, until = first.earliest[:size], last.latest[:size]
    if until <= begun:
        return None
    edtf = f"{begun}/{until}"
    precision = "days" if size == DAY else first.precision
    return replace(
        last,
        timex=edtf,
        mod=None,
        edtf=edtf,
        earliest=first.earliest,
        latest=last.latest,
        precision=precision,
    )


def month_of(value: TimeValue) -> TimeValue:
    """The month in which a day lies; any other value as it is."""
    if (
        value.precision not in ("day", "time", "days", "part_of_month")
        or not value.earliest
        or value.earliest.startswith("-")
    ):
        return value
    month = value.earliest[:7]
    last = calendar.month_length(int(month[:4]), int(month[5:]))
    return replace(
        value, timex=month, mod=None, edtf=month, earliest=f"{month}-01", latest=f"{month}-{last:02d}",
        precision="month",
    )  # fmt: skip


def year_of(value: TimeValue) -> TimeValue:
    """The year in which a part of one lies; any other value as it is."""
    if value.precision != "part_of_year" or not value.earliest or value.earliest.startswith("-"):
        return value
    year = value.earliest[:4]
    return replace(
        value, timex=year, mod=None, edtf=year, earliest=f"{year}-01-01", latest=f"{year}-12-31",
        precision="year",
    )  # fmt: skip
