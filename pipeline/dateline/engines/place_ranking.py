"""Chooses the place that a name means in its article, or says why it cannot.

The score of a candidate adds what speaks for it: size, kind of feature, the countries that the article is
about, the places already known near by, and what the words beside the name say. The weights are set by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log10

from dateline.engines.gazetteer import Candidate, Gazetteer, distance_km, fold
from dateline.engines.place_names import Spot

SAME_PLACE_KM = 50  # candidates as near as this are one place under two entries
CLEAR_MARGIN = 0.2  # by less than this the best of several candidates is not clear
FAR_KM = 1500  # a small place farther than this from all that the article speaks of is not meant
LARGE = 100_000  # inhabitants from which a place may be named out of the blue
NEIGHBOURHOOD_KM = 250  # scale on which nearness to known places fades
KIND = {"P.PPLC": 0.5, "P.PPLA": 0.3, "A.ADM1": 0.0, "A.ADM2": -0.5, "A.ADM3": -0.6, "A.ADM4": -0.6}
CLASS = {"P": 0.2, "A": -0.4, "L": 0.0, "T": 0.0, "H": -0.2, "S": -0.2, "V": -0.3, "R": -0.3}
OWN_ENTRY = 0.7  # an entry of our own table is there because articles speak of it
HOW = {"name": 0.25, "alternate": 0.0, "article": -0.3, "fuzzy": -0.4}
AREA_CLASSES = frozenset("ALTHVR")
# A noun of one class also fits entries of these others ("the region of Sahel" is an area of class L).
FITS = {"P": "P", "A": "AL", "L": "LAT", "T": "TL", "H": "H", "S": "SP"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate with its score; `reason` says why it gives no point on the map."""

    candidate: Candidate | None
    score: float
    reason: str | None = None


@dataclass(slots=True)
class Known:
    """What the article has told so far: its countries and the points of its settled places, by block."""

    nations: Counter[str]
    points: list[tuple[int, float, float]]

    def share(self, country: str | None) -> float:
        """Weight of a country, 1 for the one most spoken of."""
        top = max(self.nations.values(), default=0)
        return self.nations[country] / top if country and top else 0.0

    def main(self) -> str | None:
        """The country most spoken of; None when no country stands out."""
        top = self.nations.most_common(2)
        return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None

    def nearness(self, at: tuple[float, float], block: int) -> tuple[float, float]:
        """Nearness (1 at the spot, fading) to places of the blocks around and to those of the whole article."""
        around, anywhere = 0.0, 0.0
        for b, lat, lon in self.points:
            value = exp(-distance_km(at, (lat, lon)) / NEIGHBOURHOOD_KM) if abs(lat - at[0]) < 12 else 0.0
            anywhere = max(anywhere, value)
            if abs(b - block) <= 1:
                around = max(around, value)
        return around, anywhere


class Ranking:
    """Ranks the candidates of spots against what is known of the article."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def choose(self, spot: Spot, known: Known, container: Spot | None) -> Choice:
        """The best candidate, or the reason why there is none."""
        if not spot.candidates:
            return Choice(None, 0.0, "no_candidate")
        ranked = sorted(
            ((self.score(c, spot, known, container), c) for c in spot.candidates),
            key=lambda pair: (-pair[0], -pair[1].population, pair[1].id),
        )
        score, best = ranked[0]
        rivals = [(s, c) for s, c in ranked[1:] if not same_place(best, c)]
        if rivals and score - rivals[0][0] < CLEAR_MARGIN:
            return Choice(best, score, "ambiguous")
        if self.is_far(best, spot, known, container):
            return Choice(best, score, "too_far")
        return Choice(best, score)

    def score(self, c: Candidate, spot: Spot, known: Known, container: Spot | None) -> float:
        """What speaks for one candidate."""
        total = min(log10(c.population + 1), 7.0) / 7 if c.population else 0.25
        total += KIND.get(c.feature, CLASS.get(c.feature[0], 0.0)) + HOW[c.matched]
        total += OWN_ENTRY if c.id < 0 and not c.feature.startswith("A.") else 0.0
        if spot.feature:
            total += 1.5 if c.feature[0] in FITS[spot.feature] else -1.0
        share = known.share(c.country)
        total += 1.3 * share**0.5
        if not share and any(c.country in self.gazetteer.neighbours(n) for n, _ in known.nations.most_common(3)):
            total += 0.3
        if c.lat is not None and c.lon is not None and known.points:
            around, anywhere = known.nearness((c.lat, c.lon), spot.sentence.block)
            total += 0.6 * around + 0.4 * anywhere
        if spot.nation is not None:
            total += 2.0 if spot.nation.soil == c.country else -1.0
        if container is not None:
            total += 2.0 if contains(container, c) else 0.0
        return total

    def is_far(self, c: Candidate, spot: Spot, known: Known, container: Spot | None) -> bool:
        """Whether nothing in the article leads to this place and it is too small to be named without."""
        led = c.population >= LARGE or c.id < 0 or known.share(c.country) or (container and contains(container, c))
        if led or not known.nations or spot.nation is not None or c.lat is None or c.lon is None:
            return False
        return all(distance_km((c.lat, c.lon), (lat, lon)) > FAR_KM for _, lat, lon in known.points)


def contains(container: Spot, c: Candidate) -> bool:
    """Whether a candidate lies in what the container's name may mean (a country or a first-order division)."""
    if container.state is not None and container.state.soil == c.country:
        return True
    return any(
        d.country == c.country and d.feature == "A.ADM1" and c.admin1 is not None and fold(d.admin1 or d.name) == fold(c.admin1)
        for d in container.candidates
    )


def same_place(a: Candidate, b: Candidate) -> bool:
    """Whether two entries are near enough to be one place, or the one is the division around the other."""
    if a.country == b.country and a.admin1 == b.admin1 and "A" in (a.feature[0], b.feature[0]):
        return True
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return a.country == b.country
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) <= SAME_PLACE_KM


def settle(spots: Sequence[Spot], choices: Sequence[Choice]) -> list[tuple[int, float, float]]:
    """The points of the chosen places, by block."""
    points = []
    for spot, choice in zip(spots, choices, strict=True):
        c = choice.candidate
        if c is not None and choice.reason is None and c.lat is not None and c.lon is not None:
            points.append((spot.sentence.block, c.lat, c.lon))
    return sorted(set(points))
