"""The time of what somebody is tried, sentenced or held for: it lies before the trial, whose day is not its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from dateline.engines.events.clause_times import ClauseTimes
from dateline.engines.events.frame import Frame
from dateline.engines.syntax import NOUNS, Forms, Syntax
from dateline.engines.time.calendar import CalendarDate
from dateline.layers import EventTime


def trial_of(
    frame: Frame, frames: Mapping[int, Frame], trying: Set[str], syntax: Syntax, forms: Forms
) -> Frame | None:
    """The trial or arrest, by its word among `frames`, for which an event is the ground ("convicted of killing X")."""
    ground, inside = forms.prepositions["ground"], syntax.preposition_object | syntax.preposition_clause
    token = frame.head
    while token.dep_ not in inside and token.dep_ in syntax.object and token.head.i not in frames:
        token = token.head  # "for overseeing the killing of X"
    tie, host = token.head, token.head.head
    if host.dep_ in inside and host.pos_ == "PROPN" and host.i == tie.i - 1:
        host = host.head.head  # "convicted on *Monday* of killing"
    governed = inside | syntax.preposition
    while host.i not in frames and host.dep_ in governed and host.head.i < host.i:
        host = host.head  # "sentenced to ten years *in jail* for killing"
    trial = frames.get(host.i)
    if token.dep_ not in inside or trial is None or trial.sense.type not in trying:
        return None
    return trial if forms.lemma(tie) in ground and trial.head.i < frame.head.i else None


def time_of_crime(frame: Frame, times: ClauseTimes) -> EventTime | None:
    """The month or year right behind the crime, or a stretch of days; any other day there is the court's.

    But not what the noun of the crime has for its own ("of the massacre of 5 March").
    """
    for tie in times.ties.all:
        date = tie.timex.meaning
        if tie.root.i > frame.head.i and isinstance(date, CalendarDate):
            found = times.at(tie.index)
            if tie.owner.i == frame.head.i and frame.head.pos_ in NOUNS:
                return found
            if not date.weekday and found.value.earliest != found.value.latest:
                return found
    return None


def times_of_crimes(trial: Frame, crimes: Iterable[Frame], times: ClauseTimes) -> set[int | None]:
    """The expressions behind the grounds of a trial that say when those were: the trial is of another day."""
    found = (time_of_crime(crime, times) for crime in crimes if crime is not trial)
    return {time.timex for time in found if time is not None}
