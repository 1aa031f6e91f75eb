"""Tellings: the records of one document that tell the same happening, as small as comparison allows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from dateline.fusion.identity import Actors, Spot, is_generic, spot
from dateline.fusion.view import Event, span
from dateline.fusion.weights import weights

Figure = tuple[str, int | None, int | None, int | None]
At = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document tells of one happening.

    `key`: least id of its records, which orders tellings whatever the order of reading. `document` and `at`
    (file, offset in bytes) say where they stand. `first` and `last` are day numbers. `doers` gain or act,
    `affected` lose or suffer; withdrawals and repulses are turned round. `parties` are level. `inferred` are doers and
    affected that no word of the clause names.
    """

    key: str
    document: int
    at: tuple[At, ...]
    types: tuple[str, ...]
    told: bool
    days: tuple[int, int] | None
    place: Spot | None
    doers: tuple[str, ...]
    affected: tuple[str, ...]
    parties: tuple[str, ...]
    inferred: tuple[tuple[str, ...], tuple[str, ...]]
    figures: tuple[Figure, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """All that take part, on whatever side."""
        return (*self.doers, *self.affected, *self.parties)


def sides(event: Event, *, inferred: bool = False) -> tuple[set[str], set[str], set[str]]:
    """Ids of who acts or gains, who suffers or loses, and who is level; as the words name them, or as inferred."""
    by_role: dict[str, set[str]] = {"initiator": set(), "target": set(), "party": set()}
    for part in event.participants:
        if weights().is_inferred(part.via, event.lang) == inferred:
            by_role.setdefault(part.role, set()).add(part.actor.id)
    doers, affected = by_role["initiator"], by_role["target"]
    if event.event_type in weights().turned:
        doers, affected = affected, doers
    return doers, affected, by_role["party"]


class Tellings:
    """Collects tellings from records. `actors` knows everybody in them."""

    def __init__(self) -> None:
        self.actors = Actors()
        self.items: list[Telling] = []
        self._documents: dict[tuple[int, str], int] = {}
        self._open: dict[tuple[int, str], int] = {}
        self._pool: dict[object, object] = {}

    def documents(self) -> list[str]:
        """Names of the documents by number: the doc_id, with the file's number where several files have it."""
        times = Counter(doc_id for _, doc_id in self._documents)
        return [
            doc_id if times[doc_id] == 1 else f"{doc_id} ({file + 1})" for file, doc_id in self._documents
        ]

    def add(self, event: Event, file: int, offset: int) -> None:
        """Take in a record: a telling of its own, or one more record of a telling of its document."""
        document = self._documents.setdefault((file, event.doc_id), len(self._documents))
        new = self._telling(event, document, (file, offset))
        if event.incident is None:
            self.items.append(new)
            return
        at = self._open.setdefault((document, event.incident), len(self.items))
        if at == len(self.items):
            self.items.append(new)
        else:
            self.items[at] = self._joined(self.items[at], new)

    def _telling(self, event: Event, document: int, at: At) -> Telling:
        for part in event.participants:
            self.actors.add(part.actor)
        doers, affected, parties = (self._same(tuple(sorted(side))) for side in sides(event))
        guessed = [self._same(tuple(sorted(side))) for side in sides(event, inferred=True)]
        return Telling(
            event.id,
            document,
            (at,),
            self._same((event.event_type,)),
            event.assertion.status in weights().told,
            span(event.date),
            self._same(spot(event.place)) if event.place else None,
            doers,
            affected,
            parties,
            self._same((guessed[0], guessed[1])),
            tuple(sorted({(c.kind, c.low, c.best, c.high) for c in event.casualties}, key=str)),
        )

    def _joined(self, one: Telling, other: Telling) -> Telling:
        def union(a: tuple[T, ...], b: tuple[T, ...]) -> tuple[T, ...]:
            return self._same(tuple(sorted({*a, *b}, key=str))) if b and a != b else a

        days = one.days or other.days
        if one.days and other.days:
            days = (min(one.days[0], other.days[0]), max(one.days[1], other.days[1]))
        return replace(
            one,
            key=min(one.key, other.key),
            at=(*one.at, *other.at),
            types=union(one.types, other.types),
            told=one.told or other.told,
            days=days,
            place=self._same(min((p for p in (one.place, other.place) if p), key=_certainty, default=None)),
            doers=union(one.doers, other.doers),
            affected=union(one.affected, other.affected),
            parties=union(one.parties, other.parties),
            inferred=self._same(
                (union(one.inferred[0], other.inferred[0]), union(one.inferred[1], other.inferred[1]))
            ),
            figures=union(one.figures, other.figures),
        )

    def _same(self, value: T) -> T:
        """One object for equal values, so that memory grows with what differs."""
        return self._pool.setdefault(value, value)  # type: ignore[return-value]


def _certainty(place: Spot) -> tuple[object, ...]:
    """The best known place first, whatever the order of reading."""
    number = place.geonames_id
    return place.wide, place.point is None, number is None, number or 0, place.key, place.point or ()


@lru_cache(maxsize=16384)
def sure(actors: tuple[str, ...]) -> tuple[str, ...]:
    """Those that have a name."""
    return tuple(actor for actor in actors if not is_generic(actor))
