"""The time to which a sentence has moved on since the one that an event would borrow from another clause."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.engines.events.adjuncts import Tie
from dateline.engines.events.frame import Frame
from dateline.engines.events.place_ties import GOVERNOR, LIMIT, OPENING
from dateline.engines.events.ties import APART, Ties
from dateline.engines.syntax import is_infinitive
from dateline.layers import TimeValue

Ranked = tuple[int, int, int]  # how closely a time is tied to an event, tokens between them, the time's index


def moved_on(frame: Frame, ranked: Sequence[Ranked], ties: Ties, values: Sequence[TimeValue]) -> list[Ranked]:
    """The ties of an event, or the one later time that stands between it and the time that it would borrow.

    "On 2 May a mine blew up, and on the 6th Sirte fell after a unit *had fled*" is of the 6th; so is a later time that
    the event's own clause holds: "fell in 1451, rose the next year and *was lost* after the defeat of July 1453".
    """
    best = min(ranked, default=None)
    if best is None or not (best[0] in (GOVERNOR, OPENING) or best[0] >= APART):
        return list(ranked)
    borrowed = ties.of(best[2])
    held = {index for rank, _, index in ranked if rank == LIMIT + 1}
    later = [
        tie
        for tie in ties.all
        if not tie.limit
        and tie.foreseen is None
        and _is_later(values[tie.index], values[best[2]])
        and (_between(borrowed, tie, frame) or (tie.index in held and frame.head.is_ancestor(tie.root)))
        and not (best[0] == GOVERNOR and tie.owner.dep_ in ties.syntax.relative_clause)
        and not _is_unreal(tie, ties)
    ]
    if not later:
        return list(ranked)
    last = max(later, key=lambda tie: tie.root.i)
    return [(best[0], abs(last.root.i - frame.head.i), last.index)]


def _between(borrowed: Tie, tie: Tie, frame: Frame) -> bool:
    """Whether a time stands between another one and the event behind both."""
    return borrowed.root.i < tie.root.i < frame.head.i


def _is_later(value: TimeValue, other: TimeValue) -> bool:
    """Whether a time begins when the other one is over."""
    return bool(value.earliest and other.latest and value.earliest > other.latest)


def _is_unreal(tie: Tie, ties: Ties) -> bool:
    """Whether a time is of what would only come ("the leader, who was to die on 7 June, took the fort")."""
    modals = ties.forms.words["modal"]
    return is_infinitive(tie.owner, ties.forms) or any(
        ties.forms.lemma(child) in modals for child in tie.owner.children
    )
