"""The time to which a sentence has moved on since the one that an event would borrow from another clause."""

from __future__ import annotations

from collections.abc import Sequence, Set

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
    held = {index for rank, _, index in ranked if rank == LIMIT + 1}
    beside = best[0] == GOVERNOR  # it tells on, behind what a relative clause says
    last = last_between(ties.of(best[2]), frame, ties, values, held, beside)
    return list(ranked) if last is None else [(best[0], abs(last.root.i - frame.head.i), last.index)]


def last_between(
    borrowed: Tie,
    frame: Frame,
    ties: Ties,
    values: Sequence[TimeValue],
    held: Set[int] = frozenset(),
    beside: bool = False,
) -> Tie | None:
    """The last time that stands between another one and an event and is later, or that its clause holds (`held`).

    `beside`: those of relative clauses are left out.
    """
    later = [
        tie
        for tie in ties.all
        if not tie.limit
        and tie.foreseen is None
        and _is_later(values[tie.index], values[borrowed.index])
        and (_between(borrowed, tie, frame) or (tie.index in held and frame.head.is_ancestor(tie.root)))
        and not (beside and tie.owner.dep_ in ties.syntax.relative_clause)
        and not _is_unreal(tie, ties)
    ]
    return max(later, key=lambda tie: tie.root.i, default=None)


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
