"""Which tellings belong together: candidates from blocks of place, actor and time, then the best links first.

Blocks keep tellings apart that cannot be linked, so that the work grows with the number of records and not with
its square. Within a block tellings are sorted by time and compared while their days can meet, each with at most
`window` others; what is left out by that limit is counted.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from dateline.engines.places.gazetteer import sound
from dateline.fusion.identity import cells
from dateline.fusion.likeness import Reasons, is_coarse, is_doubtful, likeness
from dateline.fusion.transliteration import consonants
from dateline.fusion.units import Telling, Tellings, sure
from dateline.fusion.weights import weights

Scored = tuple[float, int, int]  # points of a link and its ends
BlockKind = Literal["cell", "id", "name", "sounds", "act", "actor"]
# Members of a group that a new member is checked against: groups of very many documents stay cheap.
WITNESSES = 6
# Points that a pair inside a group may lack without being a contradiction.
SLACK = 2.0
# Two candidates of one document this close in points cannot be told apart by a coarse date.
MARGIN = 0.3
# Tellings that are passed over in a block before the comparison of one ends, as a multiple of the window.
PASSED = 64


@dataclass(slots=True)
class Linked:
    """Groups of tellings (indices, by key), the links that made them, and how much was compared.

    `cut_short` counts the tellings that met more others in a block than they were compared with.
    """

    groups: list[list[int]]
    links: dict[int, list[tuple[int, int, float]]]  # by the place of the group in `groups`
    comparisons: int = 0
    cut_short: int = 0


class Candidates:
    """Links found, the best ones of each telling. Ties are broken by the keys of the tellings."""

    def __init__(self, tellings: list[Telling]) -> None:
        by_key = sorted(range(len(tellings)), key=lambda i: tellings[i].key)
        self.rank = [0] * len(tellings)
        for rank, i in enumerate(by_key):
            self.rank[i] = rank
        self._best: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
        self._most = int(weights().points("blocks", "links"))
        self.comparisons = self.cut_short = 0

    def add(self, a: int, b: int, score: float) -> None:
        """Keep a link if it is among the best of either end."""
        for one, other in ((a, b), (b, a)):
            heap = self._best[one]
            entry = (score, -self.rank[other], other)
            if entry in heap:
                continue  # met in two blocks
            if len(heap) < self._most:
                heapq.heappush(heap, entry)
            elif entry > heap[0]:
                heapq.heapreplace(heap, entry)

    def links(self) -> list[tuple[float, int, int]]:
        """All links kept, best first."""
        rank = self.rank
        found: set[tuple[float, int, int, int, int]] = set()
        for one, heap in self._best.items():
            for score, _, other in heap:
                a, b = (one, other) if rank[one] < rank[other] else (other, one)
                found.add((-score, rank[a], rank[b], a, b))
        return [(-score, a, b) for score, _, _, a, b in sorted(found)]


def link(collected: Tellings) -> Linked:
    """Group the tellings. Every telling is in one group; a group has at most one telling of a document."""
    tellings = collected.items
    found = Candidates(tellings)
    for kind, block in _blocks(collected):
        _sweep(block, collected, found, kind)
    links = _between_accounts(_unambiguous(found.links(), collected), tellings)
    groups = list(range(len(tellings)))
    members: dict[int, list[int]] = {i: [i] for i in groups}
    used: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for score, a, b in links:
        left, right = groups[a], groups[b]
        if left == right:
            used[left].append((a, b, score))
        elif _compatible(members[left], members[right], collected):
            small, large = sorted((left, right), key=lambda g: (len(members[g]), g))
            for i in members[small]:
                groups[i] = large
            members[large] += members.pop(small)
            used[large] += [*used.pop(small, []), (a, b, score)]
    ordered = [
        (sorted(group, key=lambda i: tellings[i].key), used.get(name, [])) for name, group in members.items()
    ]
    ordered.sort(key=lambda pair: tellings[pair[0][0]].key)
    return Linked(
        [group for group, _ in ordered],
        {n: pairs for n, (_, pairs) in enumerate(ordered) if pairs},
        found.comparisons,
        found.cut_short,
    )


def _compatible(left: list[int], right: list[int], collected: Tellings) -> bool:
    """Whether no document is in both groups and no witness of one contradicts a witness of the other."""
    tellings = collected.items
    if {tellings[i].document for i in left} & {tellings[i].document for i in right}:
        return False
    witnesses = (sorted(side, key=lambda i: tellings[i].key)[:WITNESSES] for side in (left, right))
    ours, theirs = witnesses
    least = weights().threshold - SLACK
    return all(
        _score(likeness(tellings[a], tellings[b], collected.actors)) >= least for a in ours for b in theirs
    )


def _score(reasons: Reasons | None) -> float:
    return float("-inf") if reasons is None else round(sum(reasons.values()), 3)


def _unambiguous(links: list[Scored], collected: Tellings) -> list[Scored]:
    """The links without those of a coarse date that fit two happenings of one document about as well."""
    tellings = collected.items
    best: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for score, a, b in links:
        for one, other in ((a, b), (b, a)):
            best[one, tellings[other].document].append((score, other))

    def rivals(one: int, other: int, score: float) -> bool:
        """Whether another happening of the document fits as well; the same one told again is none."""
        return any(
            s >= score - MARGIN and rival != other and not told_again(rival, other)
            for s, rival in best[one, tellings[other].document]
        )

    def told_again(rival: int, other: int) -> bool:
        one, two = tellings[rival], tellings[other]
        if one.types != two.types:
            return False
        return _score(likeness(one, two, collected.actors)) >= weights().threshold

    def coarse(*ends: int) -> bool:
        return any(is_coarse(days) for i in ends if (days := tellings[i].days))

    return [
        (score, a, b)
        for score, a, b in links
        if not coarse(a, b) or not (rivals(a, b, score) or rivals(b, a, score))
    ]


def _between_accounts(links: list[Scored], tellings: list[Telling]) -> list[Scored]:
    """The links without the weak ones between documents that no strong links show to be accounts of one war."""
    w = weights()
    ends: dict[tuple[int, int], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))

    def documents(a: int, b: int) -> tuple[int, int]:
        one, other = sorted((tellings[a].document, tellings[b].document))
        return one, other

    for score, a, b in links:
        if score >= w.threshold:
            ours, theirs = ends[documents(a, b)]
            first, second = (a, b) if tellings[a].document < tellings[b].document else (b, a)
            ours.add(first)
            theirs.add(second)
    least = w.points("accounts", "links")
    accounts = {pair for pair, sides in ends.items() if min(map(len, sides)) >= least}
    return [link for link in links if link[0] >= w.threshold or documents(*link[1:]) in accounts]


def _sweep(block: list[int], collected: Tellings, found: Candidates, kind: BlockKind) -> None:
    """Compare the tellings of a block, sorted by time, while their days can meet."""
    tellings, w = collected.items, weights()
    gap, window = w.points("time", "largest_gap"), int(w.points("blocks", "window"))
    least = w.threshold - w.points("accounts", "lacking")
    for n, a in enumerate(block):
        one = tellings[a]
        assert one.days
        reach = one.days[1] + gap
        compared = 0
        for passed, m in enumerate(range(n + 1, len(block))):
            other = tellings[block[m]]
            assert other.days
            if other.days[0] > reach:
                break
            if compared == window or passed == PASSED * window:
                found.cut_short += 1
                break
            if other.document == one.document or other.told != one.told:
                continue
            if _met_elsewhere(one, other, kind):
                continue
            compared += 1
            reasons = likeness(one, other, collected.actors)
            score = _score(reasons)
            if score >= w.threshold or (score >= least and reasons and not is_doubtful(reasons)):
                found.add(a, block[m], score)
        found.comparisons += compared


def _met_elsewhere(one: Telling, other: Telling, kind: BlockKind) -> bool:
    """Whether two tellings meet in a block of another kind, or have no place to meet at."""
    if kind == "cell" or not one.place or not other.place:
        return False
    if kind == "sounds":  # names of one script are compared as written
        return one.place.key.isascii() == other.place.key.isascii()
    if not (one.place.point and other.place.point):
        return False
    return kind == "actor" or one.place.point == other.place.point


def _blocks(collected: Tellings) -> Iterator[tuple[BlockKind, list[int]]]:
    """The blocks: tellings that share a class of type and a place nearby, a name of a place or its sound, or an actor.

    They are sorted by time.
    """
    tellings, roots = collected.items, collected.actors.roots()
    scripts = len({t.place.key.isascii() for t in tellings if t.place})
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings):
        if telling.days is None:
            continue
        kinds = {weights().type_class(t) for t in telling.types}
        for key in _keys(telling, collected, roots, scripts):
            for kind in kinds:
                blocks[(kind, *key)].append(i)
    for key, block in blocks.items():
        if len(block) > 1:
            block.sort(key=lambda i: (tellings[i].days, tellings[i].key))
            yield cast(BlockKind, key[1]), block


def _keys(
    telling: Telling, collected: Tellings, roots: dict[str, str], scripts: int
) -> set[tuple[object, ...]]:
    """What another telling of the same may share; how a place sounds counts where there are several scripts."""
    keys: set[tuple[object, ...]] = {("actor", roots[actor]) for actor in sure(telling.actors)}
    last_names = (collected.actors.last_name(actor) for actor in sure(telling.actors))
    keys |= {("actor", name) for name in last_names if name}
    if weights().acts.intersection(telling.types):
        keys.add(("act",))
    place = telling.place
    if place:
        if place.point:
            keys |= {("cell", *cell) for cell in cells(*place.point)}
        else:
            keys.add(("id", place.geonames_id))
        keys.add(("name", sound(place.named.core)))
        if scripts > 1:
            names = (place.said, place.named.core)
            keys |= {("sounds", spelled) for name in names if (spelled := consonants(name))}
            if place.named.number:
                keys.add(("sounds", place.named.number))
    return keys
