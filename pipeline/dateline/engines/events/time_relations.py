"""Times that an event has through another one: so long before or after it, or since and until a time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.engines.syntax import Syntax, conjuncts, covering, verb_above
from dateline.engines.time import calendar
from dateline.engines.time.calendar import CalendarDate, Days, Duration, Shift
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.open_years import Stretch, date_of, months_of, reckoned, stretch_value
from dateline.engines.time.widening import UP_TO_MONTH, month_of
from dateline.layers import TimeAnchor, TimeValue, Timex

FEW = {"day": 7, "week": 42, "month": 183}  # days that so many days, weeks or months are at most
LEAD = {"day": 7, "week": 28, "month": 183}  # about so many lead up to what came of them


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
        word = doc[marker].lower_ if marker < end else ""
        sign = 1 if word in rules.onward else rules.distance.get(word)
        length = _length(timex)
        if sign is None or length is None:
            continue
        other = _other(doc[marker], syntax)
        main = verb_above(doc[marker] if other is None or other.i != doc[marker].head.i else other)
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
        if not isinstance(length, Duration) or length.side is not None:
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
        # "announced the end of the truce, after weeks of fighting"
        apart = marker.i > 0 and marker.nbor(-1).is_punct
        main = verb_above(marker) if apart else marker.head
        if after and noun.i != span.root.i and main is not None and main.pos_ in ("VERB", "AUX"):
            # "fell on the 5th after three days": from the 3rd on
            length = replace(_first_counted(length), side=-1)
            out += [Course(index, length, t, main) for t in conjuncts(noun)]
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


def at_distance(value: TimeValue, length: Duration, sign: int, anchor: TimeAnchor) -> TimeValue | None:
    """The time so far from a day, month or year; None where the value is none of them or too coarse.

    Hours away it is still that day.
    """
    if length.unit in ("minute", "hour") and value.edtf is not None:
        return replace(value, resolution="relative", anchor=anchor)
    if length.amount is None:
        return vaguely(value, length.unit, sign, anchor)
    step = Shift(length.unit, length.amount, sign, exact=True)

    def make(base: CalendarDate) -> Stretch | None:
        found = calendar.shifted(base, step)
        return (found, found) if found is not None and calendar.bounds(found) else None

    return _reckoned(value, make, anchor)


def _reckoned(
    value: TimeValue, make: Callable[[CalendarDate], Stretch | None], anchor: TimeAnchor
) -> TimeValue | None:
    """What is made of the day, month or year that a value names."""
    base = date_of(value)
    found = reckoned(base, make) if base is not None else None
    return stretch_value(found, anchor).value if found is not None else None


def beside(value: TimeValue, length: Duration, anchor: TimeAnchor) -> TimeValue | None:
    """The time of such a length right before a value, with it, or right after ("in the past two days")."""
    if length.amount is None or length.side is None:
        return None
    if length.unit == "year" and length.side > 0 and value.precision in UP_TO_MONTH:
        return lasting(value, length, anchor)  # "for the next two years": from the month on
    amount, unit, side = length.amount, length.unit, length.side
    if unit in ("minute", "hour"):
        amount, unit = math.ceil(amount / (24 if unit == "hour" else 1440)), "day"
    far_step = Shift(unit, amount, side, exact=True)
    next_step = Shift(unit if unit != "week" else "day", 1, 1, exact=True)

    def make(base: CalendarDate) -> Stretch | None:
        far = calendar.shifted(base, far_step)
        near = base if side < 0 else calendar.shifted(base, next_step)
        if far is None or near is None:
            return None
        if near.day is not None and far.day is None:  # months and years are counted whole
            near = replace(near, day=None, month=near.month if far.month else None)
        first, last = (far, near) if side < 0 else (near, far)
        low, high = calendar.bounds(first), calendar.bounds(last)
        if low is None or high is None:
            return None
        return (first, last) if low[0] <= high[0] else (last, last)

    return _reckoned(value, make, anchor)


def leading_up(value: TimeValue, unit: str, anchor: TimeAnchor) -> TimeValue | None:
    """The months of the days, weeks or months that lead up to a time ("fell after weeks of shelling")."""
    days = LEAD.get(unit)
    if days is None or not (value.earliest and value.latest):
        return None
    edges = calendar.day_of_iso(value.earliest) - days, calendar.day_of_iso(value.latest)
    found = months_of(edges)
    return stretch_value(found, anchor).value if found is not None else None


def vaguely(value: TimeValue, unit: str, sign: int, anchor: TimeAnchor) -> TimeValue | None:
    """The months of the days, weeks or months after a day or month, or before it ("in the weeks that followed")."""
    days = FEW.get(unit)
    if days is None:
        return None
    base = date_of(value)
    if base is not None and base.month is not None:
        found = reckoned(base, lambda date: _months_beside(calendar.bounds(date), days, sign, not base.day))
    elif value.precision in ("days", "part_of_month") and value.earliest and value.latest:
        edges = calendar.day_of_iso(value.earliest), calendar.day_of_iso(value.latest)
        found = _months_beside(edges, days, sign, within=False)
    else:
        found = None
    return stretch_value(found, anchor).value if found is not None else None


def _months_beside(edges: Days | None, days: int, sign: int, within: bool) -> Stretch | None:
    """The months of so many days behind a stretch of days, or before it; `within`: from its far edge on."""
    if edges is None:
        return None
    first, last = edges
    if sign > 0:
        return months_of((last if within else last + 1, last + days))
    return months_of((first - days, first if within else first - 1))


def open_ended(value: TimeValue) -> TimeValue:
    """From a time on, with no end that the text gives ("has killed thousands since 2009")."""
    first = (value.edtf or "").partition("/")[0]
    edtf = f"{first}/.."
    reason = value.reason or "open_ended"
    return replace(value, timex=edtf, edtf=edtf, latest=None, reason=reason) if first else value


def lasting(value: TimeValue, length: Duration, anchor: TimeAnchor) -> TimeValue | None:
    """The time of such a length from a value on, its first day counted; None where the value is coarser than it.

    Months and years are counted from the month on ("stalled for five months").
    """
    length = _first_counted(length)
    if length.unit in ("month", "year"):
        value = month_of(value)
    if length.unit == "year" and length.amount and value.precision == "month":
        length = replace(length, unit="month", amount=12 * length.amount)
    found = within(value, length, anchor)
    return None if found is None or found.edtf == value.edtf else found


def _first_counted(length: Duration) -> Duration:
    """A length of days with the day that it is counted from as the first of them."""
    if length.unit != "day" or not length.amount:
        return length
    return replace(length, amount=length.amount - 1)


def within(value: TimeValue, length: Duration, anchor: TimeAnchor) -> TimeValue | None:
    """The time of such a length from a value on ("the fort fell within four days"); of some days, the month."""
    if length.unit in ("minute", "hour"):
        return value
    if length.amount is None and length.unit != "day":
        return None
    step = Shift(length.unit, length.amount or 0, 1, exact=True)

    def make(base: CalendarDate) -> Stretch | None:
        if length.amount is None:
            month = replace(base, day=None)
            return (month, month) if base.month else None
        end = calendar.shifted(base, step)
        days = calendar.bounds(end) if end else None
        if days is None:
            return None
        last = calendar.from_day(days[1])
        return base, replace(last, day=base.day and last.day, month=base.month and last.month)

    found = _reckoned(value, make, anchor)
    return value if found is not None and found.edtf == value.edtf else found
