"""Which of several places of one event has which of several times: "captured Gao (3 May) and Kidal (5 May)"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from dateline.engines.syntax import covering
from dateline.layers import Argument, PlaceMention, Sentence, article_of

OPEN, COMMA = "(", ","


def paired(doc: Doc, sentence: Sentence, places: Sequence[PlaceMention], timex: int | None) -> dict[int, int]:
    """The time expression (index) of each of the places (position in `places`) that has one of its own.

    That is one in brackets right behind it; else, where a list of as many days as there are places dates the
    event (`timex` is one of them), the day in the same turn: "on 6 and 9 August ... Hiroshima and Nagasaki".
    """
    timexes, text = doc._.timexes, article_of(doc).text
    first, last = (bisect_left(timexes, sentence.index + k, key=lambda t: t.sentence) for k in (0, 1))
    inside = range(first, last)
    out: dict[int, int] = {}
    for at, place in enumerate(places):
        for index in inside:
            start = timexes[index].start
            if place.end < start and text[place.end : start].strip() == OPEN:
                out[at] = index
    if out or timex is None or len(places) < 2:
        return out
    days = _list_of(doc, inside, timex)
    in_order = all(one.end <= other.start for one, other in pairwise(places))
    return dict(enumerate(days)) if in_order and len(days) == len(places) else {}


def _list_of(doc: Doc, inside: Sequence[int], timex: int) -> list[int]:
    """The list of separate days that a time expression belongs to; none where it is a stretch of days."""
    runs: list[list[int]] = []
    for index in inside:
        if runs and _joined(doc, runs[-1][-1], index):
            runs[-1].append(index)
        else:
            runs.append([index])
    run = next((run for run in runs if timex in run), [])
    values = [doc._.chronology.values[index] for index in run]
    stretches = {i for first, last, _ in doc._.chronology.ranges for i in (first, last)}
    single = all(value.precision == "day" for value in values) and stretches.isdisjoint(run)
    return run if single else []


def _joined(doc: Doc, first: int, second: int) -> bool:
    """Whether nothing but a comma or a joining word stands between two time expressions."""
    one, other = (doc._.timexes[i] for i in (first, second))
    left, right = covering(doc, one.start, one.end), covering(doc, other.start, other.end)
    between = doc[left.end : right.start]
    return len(between) > 0 and all(t.pos_ == "CCONJ" or t.text == COMMA for t in between)


def struck_there(
    arguments: tuple[Argument, ...], place: PlaceMention, places: Sequence[PlaceMention]
) -> tuple[Argument, ...]:
    """Those who take part at one of several places: of lands that are hit each alone ("invaded Denmark and Norway")."""
    others = {other.head for other in places} - {place.head}
    return tuple(a for a in arguments if a.role != "target" or a.mention.head not in others)
