"""Chooses the place that a name means in its article, or says why it cannot.

The score of a candidate adds what speaks for it: size, kind of feature, the countries that the article is
about, the places already known near by, and what the words beside the name say. The weights are set by hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import exp, inf, log2, log10, sqrt

from dateline.engines.places.comparing import (
    LARGE,
    RENOWNED,
    SHADOW,
    WORTH,
    contains,
    gives_point,
    home_of,
    is_called,
    is_famous,
    is_known_town,
    lies_outside,
    outgrows,
    overshadows,
    same_place,
    seat,
    stands_out,
)
from dateline.engines.places.gazetteer import Candidate, Gazetteer, fold
from dateline.engines.places.known import Choice, Known
from dateline.engines.places.spots import Spot

CLEAR_MARGIN = 0.2  # by less than this the best of several candidates is not clear
FAR_KM = 1500  # a small place farther than this from all that the article speaks of is not meant
STRAY_KM = 400  # ... and one in a country that is hardly spoken of and borders on none that is
SLIGHT_SHARE = 0.3  # a country spoken of no more than this leads to no small place in it, far from all others
MAIN_SHARE = 0.6  # a country spoken of as much, without what the name itself told, has it of several homonyms
LONE_KM = 800  # and in the countries spoken of, a small place as far as this from all of several others
SEVERAL = 4
GUESS_KM = 400  # from the places around, beyond which no other spelling is guessed
CLOSE_KM = 120  # from the places told around it, as near as which one of several homonyms is meant
METROPOLIS = 500_000  # ... or inhabitants
REGION_KM = 1500  # scale of the part of the world in which an article is set
REGION = 0.8  # what it is worth to lie in it
WIDE, FAME = (
    0.8,
    0.7,
)  # how far areas across countries, capitals and cities of the world are part of it anyway
WHOLES = ("A.ADM1", "A.PCLI", "L.RGN")
HOLDS = 1.0  # what it is worth for a division that the words beside a name say that it lies in it
OVERSHADOWED = 0.8  # what a town loses whose name is that of a city of the world
STRANGE = 3.0  # what a name yields that is that of a place only without an article and in another tongue
SECOND_NAME = 1.0  # what a second name yields to the place abroad that has it as its main one
KIND = {
    "A.PCLI": 0.8,
    "P.PPLC": 1.0,
    "P.PPLA": 0.3,
    "P.PPLA2": 0.3,
    "P.PPLA3": 0.25,
    "A.ADM1": 0.3,
    "A.ADM2": -0.5,
    "A.ADM3": -0.6,
    "A.ADM4": -0.6,
}
CLASS = {"P": 0.2, "A": -0.4, "L": 0.0, "T": 0.0, "H": -0.2, "S": -0.2, "V": -0.3, "R": -0.3}
HOMONYM = 0.8  # a division yields to the town that gives it its name
OWN_ENTRY = 1.3  # an entry of our own table is there because articles speak of it
BATTLE = 0.3  # ... a battle site most of all: towns of its name that nothing leads to are not meant
HOW = {"name": 0.35, "alternate": 0.0, "article": -0.3, "sound": -0.1, "fuzzy": -0.4}
SIZE, UNKNOWN_SIZE = 2.0, 0.4  # what ten million inhabitants are worth, and an unknown number
RENOWN = 0.6  # what names in many languages are worth
SEATS = {"P.PPLA": 50_000, "P.PPLA2": 10_000, "P.PPLA3": 5_000}  # inhabitants of a seat, if unknown
COUNTRY = 1.4  # what it is worth to lie in the country most spoken of
WIDE_SHARE = 0.5  # an area across countries belongs to the article's as well
SHORT = 4  # letters up to which an alternate name may well be another word
# A noun of one class also fits entries of these others ("the region of Sahel" is an area of class L).
FITS = {"P": "P", "A": "AL", "L": "LAT", "T": "TL", "H": "H", "S": "SP"}


class Ranking:
    """Ranks the candidates of spots against what is known of the article."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def choose(self, spots: Sequence[Spot], containers: Sequence[Spot | None], known: Known) -> list[Choice]:
        """The best candidate of each spot, or the reason why there is none.

        A name has one sense in an article: mentions of one name are decided together, but for those that the
        words beside them send elsewhere (a container, a nation, a feature noun).
        """
        scores = [
            [self.score(c, spot, known, container) for c in spot.candidates]
            for spot, container in zip(spots, containers, strict=True)
        ]
        together: dict[tuple[str, int], float] = defaultdict(
            lambda: -inf
        )  # mentions may differ in candidates
        for spot, row in zip(spots, scores, strict=True):
            for candidate, score in zip(spot.candidates, row, strict=True):
                at = spot.key, candidate.id
                together[at] = max(together[at], score)
        best = [[together[spot.key, c.id] for c in spot.candidates] for spot in spots]
        return [
            self._decide(spot, self._in_article(spot, own, article, container), known, container)
            for spot, container, own, article in zip(spots, containers, scores, best, strict=True)
        ]

    def _in_article(
        self, spot: Spot, own: list[float], article: list[float], container: Spot | None
    ) -> list[float]:
        """The scores that decide: the article's, unless the words beside the name say which one is meant."""
        told = container is not None and any(contains(container, c) for c in spot.candidates)
        if told or spot.nation is not None:
            return own
        if spot.feature and any(c.feature[0] in FITS[spot.feature] for c in spot.candidates):
            return [
                s if c.feature[0] in FITS[spot.feature] else s - 3.0
                for s, c in zip(article, spot.candidates, strict=True)
            ]
        return article

    def _decide(self, spot: Spot, scores: Sequence[float], known: Known, container: Spot | None) -> Choice:
        if not spot.candidates:
            return Choice(None, 0.0, "no_candidate")
        ranked = sorted(
            zip(scores, spot.candidates, strict=True),
            key=lambda pair: (-pair[0], -pair[1].population, pair[1].id),
        )
        score, best = ranked[0]
        rivals = [c for s, c in ranked[1:] if score - s < CLEAR_MARGIN and not same_place(best, c)]
        rivals = [] if stands_out(best, spot) else rivals
        if rivals and gives_point(best) and not all(outgrows(best, c) for c in rivals):
            rivals = self._at_home([best, *rivals], spot, known)
            best = rivals[0]
            nearest = self._nearest(rivals, spot, known)
            if nearest is None:
                return Choice(best, score, "ambiguous", self._soil(rivals, spot, known))
            best = nearest
        home = home_of(spot, container)
        if home and best.country not in (home, None) and best.country not in self.gazetteer.neighbours(home):
            return Choice(None, 0.0, "no_candidate")  # what is known of this name lies elsewhere
        if container is not None and lies_outside(container, best):
            return Choice(best, score, "no_candidate", best.country)  # "X, Y": another X than those known
        if self.is_far(best, spot, known, container):
            return Choice(best, score, "too_far")
        return Choice(best, score)

    @staticmethod
    def _at_home(rivals: Sequence[Candidate], spot: Spot, known: Known) -> list[Candidate]:
        """Those in the country most spoken of, where the others lie in none that is spoken of as much."""
        shares = [known.share(c.country, spot.key) for c in rivals]
        top = max(shares)
        clear = top >= MAIN_SHARE and all(share == top or share <= SLIGHT_SHARE for share in shares)
        return [c for c, share in zip(rivals, shares, strict=True) if share == top] if clear else list(rivals)

    @staticmethod
    def _soil(rivals: Sequence[Candidate], spot: Spot, known: Known) -> str | None:
        """The country of all homonyms, if it is spoken of; None where the world knows a town of that name elsewhere."""
        lands = {c.country for c in (*rivals, *filter(is_known_town, spot.candidates))}
        country = rivals[0].country
        return country if len(lands) == 1 and known.share(country, spot.key) > SLIGHT_SHARE else None

    def _nearest(self, rivals: Sequence[Candidate], spot: Spot, known: Known) -> Candidate | None:
        """The one of several homonyms that lies by far nearest to the places told around it; None if there is none."""
        if len(rivals) == 1:
            return rivals[0]
        points = [(c.lat, c.lon) if c.lat is not None and c.lon is not None else None for c in rivals]
        away = sorted((known.beyond(p, spot) or inf if p else inf, i) for i, p in enumerate(points))
        (first, nearest), (second, _) = away[:2]
        return rivals[nearest] if first <= CLOSE_KM and second >= 2 * first else None

    def score(self, c: Candidate, spot: Spot, known: Known, container: Spot | None) -> float:
        """What speaks for one candidate: by itself, by the article, by the words beside the name."""
        told = container is not None and contains(container, c)
        total = self._by_itself(c, spot) + self._by_article(c, spot, known)
        total += REGION * (1.0 if told else self._in_region(c, spot, known))
        shadows = [o for o in spot.candidates if overshadows(o, c, spot.key)]
        if told and container is not None:
            shadows = [o for o in shadows if contains(container, o)]
        if shadows and not is_famous(c, spot.key):
            total -= OVERSHADOWED
        if c.matched == "alternate" and any(_bears(o, c, spot, known) for o in spot.candidates):
            total -= SECOND_NAME
        if spot.feature:
            total += 1.5 if c.feature[0] in FITS[spot.feature] else -1.0
        if spot.nation is not None:
            total += 2.0 if spot.nation.soil == c.country else -1.0
        if (spot.holds or spot.direction is not None) and c.feature in WHOLES:
            total += HOLDS  # "X, Y"; "western Y"
        return total + (2.0 if told else 0.0)

    def _by_itself(self, c: Candidate, spot: Spot) -> float:
        """What its size, kind and renown say, and how it matches the name."""
        people = c.population or SEATS.get(c.feature, 0)
        sized = people and (c.feature[0] != "A" or c.feature in ("A.ADM1", "A.PCLI"))
        total = SIZE * min(log10(people + 1), 7.0) / 7 if sized else UNKNOWN_SIZE
        total += KIND.get(c.feature, CLASS.get(c.feature[0], 0.0)) + HOW[c.matched]
        total += RENOWN * log2(c.renown + 1) / 8
        if c.id < 0 and c.feature[0] != "A":
            total += OWN_ENTRY + (BATTLE if c.feature == "L.BTL" and c.matched == "name" else 0.0)
        if c.feature.startswith("A.ADM") and any(seat(c, other) for other in spot.candidates):
            total -= HOMONYM
        if c.matched == "alternate" and len(spot.key) <= SHORT:
            total -= 0.5
        if c.matched == "article" and spot.key not in fold(c.name):
            total -= STRANGE  # "Kala" is hardly a city that is elsewhere called al-Qala
        if spot.definite and c.feature[0] == "P" and c.matched != "article":
            total -= 1.0
        return total

    def _by_article(self, c: Candidate, spot: Spot, known: Known) -> float:
        """What the countries that the article speaks of say, and the places known near by."""
        share = known.share(c.country, spot.key) if c.country else WIDE_SHARE
        total = COUNTRY * (known.pull(c.country, spot.key) if c.country else sqrt(WIDE_SHARE))
        if c.matched == "alternate" and not share:
            total -= 0.3
        if not share and any(
            c.country in self.gazetteer.neighbours(n) for n, _ in known.nations.most_common(3)
        ):
            total += 0.3
        if c.lat is not None and c.lon is not None and known.points:
            around, anywhere = known.nearness((c.lat, c.lon), spot.key, spot.sentence.block)
            total += 0.6 * around + 0.4 * anywhere
        return total

    def _in_region(self, c: Candidate, spot: Spot, known: Known) -> float:
        """How surely a place lies in the part of the world that the article speaks of, 0 to 1.

        What the world knows may be spoken of anywhere, unless a country spoken of has a town of its name that is
        not far smaller; so may an area across countries.
        """
        if c.lat is None or c.lon is None or not known.others(spot.key):
            near = 1.0 if known.share(c.country) else WIDE if c.country is None else 0.0
        else:
            near = exp(-known.distance((c.lat, c.lon), spot.key) / REGION_KM)
        famous = is_famous(c, spot.key) and not any(
            self._is_nearer(o, c, spot, known) for o in spot.candidates
        )
        return max(near, FAME if famous else 0.0)

    @staticmethod
    def _is_nearer(other: Candidate, c: Candidate, spot: Spot, known: Known) -> bool:
        """Whether another place of the name lies in a country spoken of, and is not dwarfed by this one."""
        sizable = other.population >= SHADOW * c.population and other.matched != "fuzzy"
        return sizable and known.share(other.country, spot.key) > known.share(c.country, spot.key)

    def is_far(self, c: Candidate, spot: Spot, known: Known, container: Spot | None) -> bool:
        """Whether nothing in the article leads to this place and it is too small to be named without."""
        alone = not known.nations - known.soil.get(spot.key, Counter())
        if c.lat is None or c.lon is None or spot.nation is not None or alone:
            return False
        if spot.christened and known.beyond((c.lat, c.lon), spot) > CLOSE_KM:
            return True
        if any(own.id < 0 and same_place(own, c) for own in spot.candidates):
            return False
        if container is not None and contains(container, c):
            return False
        away = known.distance((c.lat, c.lon), spot.key)
        if spot.added_feature and spot.feature == "S" and LONE_KM < away < inf and c.population < METROPOLIS:
            return True  # a bridge is hardly called after a town beyond the sea
        if c.matched in ("sound", "fuzzy") and known.beyond((c.lat, c.lon), spot) > GUESS_KM:
            return True
        known_to_all = c.renown >= RENOWNED or c.population >= METROPOLIS or c.feature == "P.PPLC"
        if known_to_all and is_called(c, spot.key):
            return False
        small = c.population < (LARGE if is_called(c, spot.key) else METROPOLIS) or c.feature[0] != "P"
        if known.share(c.country, spot.key) > SLIGHT_SHARE:
            return away > LONE_KM and known.others(spot.key) >= SEVERAL and c.population < LARGE
        if away == inf:
            around = any(c.country in self.gazetteer.neighbours(n) for n in known.nations)
            return not (around or known.share(c.country) or c.population >= LARGE or stands_out(c, spot))
        if not small:
            return away > FAR_KM
        beside = any(c.country in self.gazetteer.neighbours(n) for n, _ in known.nations.most_common(3))
        told = c.population >= WORTH or len(spot.candidates) == 1
        return away > (LONE_KM if beside and told else STRAY_KM)


def _bears(other: Candidate, c: Candidate, spot: Spot, known: Known) -> bool:
    """Whether another place of a country spoken of bears as its main name what is a second name of this one.

    In one country it may bear it as the first words of its own ("San Juan" of "San Juan del Sur").
    """
    if known.share(other.country, spot.key) <= SLIGHT_SHARE:
        return False
    if other.country != c.country:
        return other.matched == "name"
    sizable = other.population >= SHADOW * c.population and other.feature[0] == c.feature[0] == "P"
    return (
        sizable and other.matched == "alternate" and is_called(other, spot.key) and not is_called(c, spot.key)
    )
