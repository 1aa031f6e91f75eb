"""When happenings were that texts call by names of their own: what a date taken from the narrative is held against.

A battle that a paragraph names in passing was when it was, wherever the story stands. What the text itself says of when
it was counts before what the registry knows, and so does a date of the story that agrees with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dateline import data
from dateline.engines.phrases import fold_phrase
from dateline.engines.time import calendar
from dateline.layers import Chronology, Precision, TimeValue

RULE = "registry.happenings"
_PRECISION: dict[int, Precision] = {0: "year", 1: "month", 2: "day"}  # by the hyphens of an ISO date
Years = tuple[int, int]
LOOSE = "*"  # behind a name that others bear too
NEAR = 3  # years from where the story stands to what such a name means
AHEAD = 2  # years by which a text may run ahead of the times that it names


@dataclass(frozen=True, slots=True)
class KnownName:
    """The first and last day, month or year of the happenings of one name.

    A `loose` name others bear too ("the July Offensive").
    """

    spans: tuple[tuple[str, str], ...] = ()
    loose: bool = False

    def times(self) -> tuple[TimeValue, ...]:
        """When they were."""
        return tuple(_value(since, until) for since, until in self.spans)


@lru_cache
def known_happenings(lang: str) -> dict[str, KnownName]:
    """The happenings of the registry by their names in a language, folded."""
    out: dict[str, KnownName] = {}
    for row in data.load_tsv("registry", "happenings.tsv"):
        span = (row["since"], row["until"] or row["since"])
        for name in filter(None, row[lang].split("|")):
            key = fold_phrase(name.removesuffix(LOOSE))
            before = out.get(key, KnownName())
            out[key] = KnownName((*before.spans, span), before.loose or name.endswith(LOOSE))
    return out


def named_years(chronology: Chronology) -> Years | None:
    """The first and the last year of all times of a text; None without any."""
    known = [(v.earliest, v.latest) for v in chronology.values if v.earliest and v.latest]
    years = [int(day[:-6]) for days in known for day in days]
    return (min(years), max(years)) if years else None


def held_against(
    time: TimeValue, name: KnownName, years: Years | None, loose: bool = False
) -> TimeValue | None:
    """The time of the happening that a name means, where the story gives none or one that it cannot have.

    Of several by one name it is the one in the years that the text tells of; one long after these is not meant.
    A loose name, or one written as such ("the Kiev offensive"), means one near to where the story stands.
    """
    known = name.times()
    if time.reason == "not_yet_happened" or any(_meet(time, k) for k in known):
        return None
    if (loose or name.loose) and time.earliest and time.latest:
        years = (int(time.earliest[:-6]) - NEAR, int(time.latest[:-6]) + NEAR)
    near = [k for k in known if years is not None and _within(k, years)]
    past = [k for k in known if years is None or int((k.earliest or "")[:-6]) <= years[1] + AHEAD]
    alone = len(known) == 1 and not (name.loose or (loose and time.earliest))
    found = near or (past if alone else [])
    return found[0] if len(found) == 1 else None


def is_apart(time: TimeValue, years: Years | None) -> bool:
    """Whether a known time is in no year that a text tells of, nor near to one."""
    return years is not None and not _within(time, (years[0] - NEAR, years[1] + NEAR))


def _value(since: str, until: str) -> TimeValue:
    edtf = since if since == until else f"{since}/{until}"
    precision = _PRECISION[min(_parts(since), _parts(until))]
    precision = "days" if precision == "day" and since != until else precision
    return TimeValue(edtf, None, edtf, _bound(since, 0), _bound(until, 1), precision, "absolute")


def _parts(date: str) -> int:
    return date.lstrip("-").count("-")


def _bound(date: str, end: int) -> str:
    """The first (0) or last (1) day of an ISO day, month or year."""
    parts = [int(part) for part in date.lstrip("-").split("-")]
    year = -parts[0] if date.startswith("-") else parts[0]
    month, day = (*parts[1:], 0, 0)[:2]
    days = calendar.bounds(calendar.CalendarDate(year=year, month=month or None, day=day or None))
    if days is None:
        raise ValueError(f"no such date: {date!r}")
    return calendar.iso(days[end])


def _meet(one: TimeValue, other: TimeValue) -> bool:
    """Whether two times have a day in common."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    first, last = calendar.day_of_iso(one.earliest), calendar.day_of_iso(one.latest)
    return first <= calendar.day_of_iso(other.latest) and calendar.day_of_iso(other.earliest) <= last


def _within(value: TimeValue, years: Years) -> bool:
    first, last = (int((day or "")[:-6]) for day in (value.earliest, value.latest))
    return years[0] <= last and first <= years[1]
