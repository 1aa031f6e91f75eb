"""Times that an event has through another one: so long before or after it, or since and until a time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec

from spacy.tokens import Doc, Token

from dateline.engines.events.layers_by_token import covering
from dateline.engines.syntax import Syntax
from dateline.engines.time import calendar, notation
from dateline.engines.time.calendar import CalendarDate, Duration, Shift
from dateline.engines.time.clauses import NarrativeData
from dateline.engines.time.values import of_date
from dateline.engines.time.widening import stretch
from dateline.layers import TimeAnchor, TimeValue, Timex

P = ParamSpec("P")
YEARS = (2001, 2004)  # a common year and a leap year stand in for one that the text never gives
FEW = {"day": 7, "week": 42, "month": 183}  # days that so many days, weeks or months are at most
SIZES = {"time": 3, "day": 3, "month": 2, "year": 1}  # parts of a date that such a precision gives


@dataclass(frozen=True, slots=True)
class Distance:
    """ "Two days after the coup": how far (`length`, signed by `sign`) `main` lies from `other`."""

    index: int
    length: Duration
    sign: int
    main: Token | None
    other: Token


def distances(
    doc: Doc, lengths: list[tuple[int, Timex]], end: int, syntax: Syntax, rules: NarrativeData
) -> list[Distance]:
    """The distances that a sentence, which ends before token `end`, tells between what happens in it."""
    out = []
    for index, timex in lengths:
        marker = covering(doc, timex.start, timex.end).end
        sign = rules.distance.get(doc[marker].lower_) if marker < end else None
        length = _length(timex)
        if sign is None or length is None:
            continue
        other = _other(doc[marker], syntax)
        main = _verb_above(doc[marker] if other is None or other.i != doc[marker].head.i else other)
        if other is not None and (main is None or main.i != other.i):
            out.append(Distance(index, length, sign, main, other))
    return out


@dataclass(frozen=True, slots=True)
class Course:
    """ "It fell on the 9th after a three-day battle": how long what `noun` names went on before `main`."""

    index: int
    length: Duration
    noun: Token
    main: Token


def courses(doc: Doc, lengths: list[tuple[int, Timex]], syntax: Syntax, rules: NarrativeData) -> list[Course]:
    """What a sentence says to have gone on for so long up to what its main clause tells."""
    out = []
    for index, timex in lengths:
        length = timex.meaning
        if not isinstance(length, Duration) or length.amount is None or length.side is not None:
            continue
        if length.unit in ("minute", "hour"):
            continue
        span = covering(doc, timex.start, timex.end)
        outer = noun = span.root
        of = next((c for c in outer.children if c.i == span.end and c.lower_ in rules.aside["of"]), None)
        if of is not None:  # "after two months of fighting"
            noun = next((c for c in of.children if c.dep_ in syntax.preposition_object), outer)
        else:  # "after a three-day battle", "after a month-long siege"
            outer = noun = next((t for t in noun.ancestors if t.i >= span.end and t.pos_ == "NOUN"), noun)
        marker = outer.head
        after = outer.dep_ in syntax.preposition_object and rules.distance.get(marker.lower_) == 1
        if after and noun.i != span.root.i and marker.head.pos_ in ("VERB", "AUX"):
            out.append(Course(index, replace(length, side=-1), noun, marker.head))
    return out


def _length(timex: Timex) -> Duration | None:
    """How long: a length that is told, or the one step of "the day after"."""
    meaning = timex.meaning
    if isinstance(meaning, Duration):
        return meaning
    if isinstance(meaning, Shift) and meaning.beyond and meaning.unit is not None:
        return Duration(meaning.unit, meaning.amount)
    return None


def _other(marker: Token, syntax: Syntax) -> Token | None:
    """What "after" governs: a noun, or the verb of the clause that it opens."""
    inside = syntax.preposition_object | syntax.preposition_clause
    governed = next((c for c in marker.children if c.dep_ in inside), None)
    if governed is None and marker.head.i > marker.i and marker.head.pos_ in ("VERB", "AUX"):
        return marker.head
    return governed


def _verb_above(token: Token) -> Token | None:
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)


def _date_of(value: TimeValue, size: int | None) -> CalendarDate | None:
    """The first `size` parts of the first day of a value; None for a value that is too coarse or before Christ."""
    if size is None or not value.earliest or not value.latest or value.earliest.startswith("-"):
        return None
    parts = [int(part) for part in value.earliest.split("-")[:size]]
    year, month, day = (*parts, None, None)[:3]
    return CalendarDate(year=year, month=month, day=day)


def _in_any_year(
    make: Callable[Concatenate[TimeValue, P], TimeValue | None],
) -> Callable[Concatenate[TimeValue, P], TimeValue | None]:
    """Also for a time whose year the text never gives, where the outcome does not hang on the year."""

    @wraps(make)
    def made(value: TimeValue, /, *args: P.args, **kwargs: P.kwargs) -> TimeValue | None:
        open_, *parts = (value.edtf or "").split("-")
        if open_ != "XXXX" or not all(part.isdigit() for part in parts):
            return make(value, *args, **kwargs)
        outcomes = set()
        for year in YEARS:
            month, day = (*map(int, parts), None)[:2]
            dated = of_date(CalendarDate(year=year, month=month, day=day), "relative", None).value
            found = make(dated, *args, **kwargs)
            edtf = (found.edtf or "") if found is not None else ""
            for near in (year - 1, year, year + 1):
                edtf = edtf.replace(f"{near}-", "XXXX-")
            outcomes.add(edtf)
        edtf = outcomes.pop()
        return replace(value, timex=edtf, edtf=edtf, mod=None) if edtf and not outcomes else None

    return made


@_in_any_year
def at_distance(value: TimeValue, length: Duration, sign: int, anchor: TimeAnchor) -> TimeValue | None:
    """The time so far from a day, month or year; None where the value is none of them or too coarse."""
    if length.amount is None:
        return vaguely(value, length.unit, sign, anchor)
    base = _date_of(value, SIZES.get(value.precision))
    if base is None:
        return None
    found = calendar.shifted(base, Shift(length.unit, length.amount, sign, exact=True))
    days = calendar.bounds(found) if found else None
    if found is None or days is None:
        return None
    return TimeValue(
        notation.timex_value(found),
        None,
        notation.edtf_value(found),
        calendar.iso(days[0]),
        calendar.iso(days[1]),
        calendar.precision(found),
        "relative",
        anchor,
    )


@_in_any_year
def beside(value: TimeValue, length: Duration, anchor: TimeAnchor) -> TimeValue | None:
    """The time of such a length right before a value, with it, or right after ("in the past two days")."""
    base = _date_of(value, SIZES.get(value.precision))
    if base is None or length.amount is None or length.side is None:
        return None
    amount, unit = length.amount, length.unit
    if unit in ("minute", "hour"):
        amount, unit = math.ceil(amount / (24 if unit == "hour" else 1440)), "day"
    far = calendar.shifted(base, Shift(unit, amount, length.side, exact=True))
    near = (
        base
        if length.side < 0
        else calendar.shifted(base, Shift(unit if unit != "week" else "day", 1, 1, exact=True))
    )
    if far is None or near is None:
        return None
    if near.day is not None and far.day is None:  # months and years are counted whole
        near = replace(near, day=None, month=near.month if far.month else None)
    first, last = (far, near) if length.side < 0 else (near, far)
    low, high = calendar.bounds(first), calendar.bounds(last)
    if low is None or high is None:
        return None
    edtf = f"{notation.edtf_value(first)}/{notation.edtf_value(last)}"
    if low[0] > high[0] or first == last:
        edtf = notation.edtf_value(last) or edtf
        low = high
    fine = calendar.precision(last)
    return TimeValue(
        edtf, None, edtf, calendar.iso(low[0]), calendar.iso(high[1]),
        "days" if fine == "day" and "/" in edtf else fine, "relative", anchor,
    )  # fmt: skip


@_in_any_year
def vaguely(value: TimeValue, unit: str, sign: int, anchor: TimeAnchor) -> TimeValue | None:
    """The months of the days, weeks or months after a day or month, or before it ("in the weeks that followed")."""
    days = FEW.get(unit)
    if days is None or value.precision not in ("time", "day", "days", "part_of_month", "month"):
        return None
    if not (value.earliest and value.latest) or value.earliest.startswith("-"):
        return None
    edges = [calendar.day_of_iso(value.latest), calendar.day_of_iso(value.earliest)]
    near, far = (edges[0] + 1, edges[0] + days) if sign > 0 else (edges[1] - 1, edges[1] - days)
    if value.precision == "month":
        near = edges[0] if sign > 0 else edges[1]  # within that month, too
    (first, last) = (calendar.from_day(day) for day in sorted((near, far)))
    start, end = (of_date(replace(day, day=None), "relative", anchor).value for day in (first, last))
    if start.edtf == end.edtf:
        return start
    edtf = f"{start.edtf}/{end.edtf}"
    return replace(start, timex=edtf, edtf=edtf, latest=end.latest)


def open_ended(value: TimeValue) -> TimeValue:
    """From a time on, with no end that the text gives ("has killed thousands since 2009")."""
    first = (value.edtf or "").partition("/")[0]
    edtf = f"{first}/.."
    reason = value.reason or "open_ended"
    return replace(value, timex=edtf, edtf=edtf, latest=None, reason=reason) if first else value


@_in_any_year
def within(value: TimeValue, length: Duration, anchor: TimeAnchor) -> TimeValue | None:
    """The time of such a length from a value on ("the fort fell within four days"); of some days, the month."""
    if length.unit in ("minute", "hour"):
        return value
    base = _date_of(value, SIZES.get(value.precision))
    if base is None or (length.amount is None and length.unit != "day"):
        return None
    if length.amount is None:
        return _month(base, anchor)
    end = calendar.shifted(base, Shift(length.unit, length.amount, 1, exact=True))
    last = calendar.bounds(end) if end else None
    if last is None or value.earliest is None:
        return None
    until = replace(value, earliest=calendar.iso(last[0]), latest=calendar.iso(last[1]))
    return stretch(value, until, anchor) or value


def _month(day: CalendarDate, anchor: TimeAnchor) -> TimeValue | None:
    month = replace(day, day=None)
    days = calendar.bounds(month)
    if days is None or month.month is None:
        return None
    text = notation.timex_value(month)
    return TimeValue(
        text, None, notation.edtf_value(month), calendar.iso(days[0]), calendar.iso(days[1]), "month", "relative",
        anchor,
    )  # fmt: skip
