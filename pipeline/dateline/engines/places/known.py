"""What an article tells of where it is set: its countries and the points of its places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, inf, sqrt

from dateline.engines.places.gazetteer import Candidate
from dateline.engines.places.point_index import Point, PointIndex
from dateline.engines.places.spots import Spot

NEIGHBOURHOOD_KM = 250  # scale on which nearness to known places fades
NEAR_DEGREES = 10  # of latitude; beyond, nearness is nil


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate with its score; `reason` says why it gives no point on the map.

    `country` is then that in which all places lie that may be meant.
    """

    candidate: Candidate | None
    score: float
    reason: str | None = None
    country: str | None = None


@dataclass(slots=True)
class Known:
    """What the article tells: its countries, and the points of its places with their blocks and names.

    A choice is no reason for itself: whether a country leads to a name leaves out what its own first choice told.
    """

    nations: Counter[str]
    soil: dict[str, Counter[str]] = field(default_factory=dict)
    points: dict[Point, tuple[set[int], set[str]]] = field(default_factory=dict)
    _everywhere: PointIndex = field(default_factory=lambda: PointIndex(()))
    _by_block: dict[int, PointIndex] = field(default_factory=dict)
    _own: Counter[str] = field(default_factory=Counter)  # points of one name alone
    _distances: dict[tuple[Point, str], float] = field(default_factory=dict)
    _nearness: dict[tuple[Point, str], float] = field(default_factory=dict)

    def settle(self, spots: Sequence[Spot], choices: Sequence[Choice]) -> None:
        """Learn the points of a first round of choices, and the countries in which they lie."""
        self.points = _settled(spots, choices)
        for spot, choice in zip(spots, choices, strict=True):
            country = choice.candidate.country if choice.candidate and not choice.reason else None
            if country and spot.state is None:
                self.nations[country] += 1
                self.soil.setdefault(spot.key, Counter())[country] += 1
        self._index()

    def _index(self) -> None:
        """File the points by latitude, those of each block apart."""
        in_block: defaultdict[int, list[Point]] = defaultdict(list)
        for point, (blocks, _) in self.points.items():
            for block in blocks:
                in_block[block].append(point)
        self._everywhere = PointIndex(self.points)
        self._by_block = {block: PointIndex(points) for block, points in in_block.items()}
        self._own = Counter(key for _, keys in self.points.values() if len(keys) == 1 for key in keys)
        self._nearness.clear()
        self._distances.clear()

    def share(self, country: str | None, key: str = "") -> float:
        """Weight of a country, 1 for the one most spoken of; without what the choice for the name `key` told."""
        top = max(self.nations.values(), default=0)
        own = self.soil[key][country] if country and key in self.soil else 0
        return (self.nations[country] - own) / top if country and top else 0.0

    def pull(self, country: str | None, key: str) -> float:
        """How far a country draws a name to it: its share, the surer the more often a country is named."""
        top = max(self.nations.values(), default=0)
        return sqrt(self.share(country, key) * (top + 1) / (top + 2))

    def main(self) -> str | None:
        """The country most spoken of; None when no country stands out."""
        top = self.nations.most_common(2)
        return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None

    def nearness(self, at: tuple[float, float], key: str, block: int) -> tuple[float, float]:
        """Nearness (1 at the spot, fading) to places of the blocks around, and to those of the whole article.

        Places of the same name (`key`) are left out: a choice is no reason for itself.
        """

        def near(index: PointIndex) -> float:
            away = index.nearest(at, lambda point: key not in self.points[point][1], NEAR_DEGREES)
            return exp(-away / NEIGHBOURHOOD_KM)

        if (at, key) not in self._nearness:
            self._nearness[at, key] = near(self._everywhere)
        return max(map(near, self._around(block)), default=0.0), self._nearness[at, key]

    def _around(self, block: int) -> list[PointIndex]:
        """The points of a paragraph and of those beside it."""
        return [self._by_block[b] for b in range(block - 1, block + 2) if b in self._by_block]

    def others(self, key: str) -> int:
        """How many points places of other names have."""
        return len(self.points) - self._own[key]

    def beyond(self, at: Point, spot: Spot) -> float:
        """Kilometres to the nearest place of another name in the paragraphs around; 0 where there is none."""
        nearest = (self._nearest(index, at, spot.key) for index in self._around(spot.sentence.block))
        away = min(nearest, default=inf)
        return 0.0 if away == inf else away

    def distance(self, at: Point, key: str) -> float:
        """Kilometres to the nearest place of another name; infinite where there is none."""
        if (at, key) not in self._distances:
            self._distances[at, key] = self._nearest(self._everywhere, at, key)
        return self._distances[at, key]

    def _nearest(self, index: PointIndex, at: Point, key: str) -> float:
        """Kilometres to the nearest point that is not of one name alone."""
        return index.nearest(at, lambda point: self.points[point][1] != {key})


def _settled(spots: Sequence[Spot], choices: Sequence[Choice]) -> dict[Point, tuple[set[int], set[str]]]:
    """The points of the chosen places, each with the blocks and the names of its mentions.

    A name of a single place counts also where nothing else leads so far: others may lead there as well.
    """
    points: dict[Point, tuple[set[int], set[str]]] = {}
    for spot, choice in zip(spots, choices, strict=True):
        c = choice.candidate
        sure = choice.reason is None or (choice.reason == "too_far" and len(spot.candidates) == 1)
        if c is not None and sure and c.lat is not None and c.lon is not None:
            blocks, keys = points.setdefault((c.lat, c.lon), (set(), set()))
            blocks.add(spot.sentence.block)
            keys.add(spot.key)
    return points
