"""How two places of one name, or a place and what lies around it, compare."""

from __future__ import annotations

from dateline.engines.places.gazetteer import Candidate, distance_km, fold
from dateline.engines.places.spots import Spot, is_division

SAME_PLACE_KM = 50  # candidates as near as this are one place under two entries
WORTH = 40_000  # inhabitants of a town that is placed though no other place of the article leads there
MUCH_SMALLER = 10  # how many times smaller all others of its name are then
OUTGROWN = 4  # times the inhabitants by which a city is meant rather than a town of its name
RENOWNED = 30  # names in all languages from which a town may be named out of the blue
WORLD_RENOWN = 100  # ... from which those of its country that bear its name are hardly meant
WORLD_CITY = 1_000_000  # inhabitants of a city that the world knows
OCEANS = ("H.OCN", "H.SEA", "L.CONT")
SHADOW = 0.1  # of the inhabitants of its famous namesake, up to which a place is overshadowed by it
LARGE = 100_000  # inhabitants from which a place may be named out of the blue
AREA_CLASSES = frozenset("ALTHVR")
# Of these classes, yet small enough for a point.
POINT_CODES = frozenset({"L.BTL", "L.OAS", "L.MILB", "T.PASS"})


def stands_out(c: Candidate, spot: Spot) -> bool:
    """Whether a town is the only one of its name that is worth a word."""
    town = c.feature[0] == "P" and c.population >= WORTH and is_called(c, spot.key)
    return town and all(
        o.population * MUCH_SMALLER <= c.population
        for o in spot.candidates
        if o.id != c.id and o.feature[0] == "P"
    )


def is_called(c: Candidate, key: str) -> bool:
    """Whether a folded name is the main one of a place, or its first words ("New York" of "New York City")."""
    words = c.name.split()
    return c.matched == "name" or any(fold("".join(words[:n])) == key for n in range(1, len(words)))


def is_famous(c: Candidate, key: str) -> bool:
    """Whether the world knows a place by its main name: a capital, a city of a million."""
    capital = c.feature == "P.PPLC" and c.renown >= RENOWNED
    city = c.feature[0] == "P" and c.population >= WORLD_CITY
    return (city or capital) and is_called(c, key)


def is_renowned(c: Candidate, key: str) -> bool:
    """Whether the languages of the world have a town's name, though it is no city of a million."""
    return c.id > 0 and c.feature[0] == "P" and c.renown >= WORLD_RENOWN and is_called(c, key)


def is_known_town(c: Candidate) -> bool:
    """Whether a candidate is a town that the world knows by its name."""
    return c.feature[0] == "P" and (c.population >= LARGE or c.renown >= RENOWNED)


def outgrows(city: Candidate, c: Candidate) -> bool:
    """Whether a place is a city and the other of its name but a town beside it."""
    return city.feature[0] == "P" and city.population >= LARGE and c.population * OUTGROWN < city.population


def overshadows(famous: Candidate, c: Candidate, key: str) -> bool:
    """Whether a name is that of a city of the world, an ocean or a continent rather than of a far smaller town."""
    if famous.id < 0 and famous.feature in OCEANS:
        return c.feature[0] == "P"
    if is_famous(famous, key):
        return c.population < SHADOW * famous.population
    return (
        is_renowned(famous, key) and famous.country == c.country and c.renown * MUCH_SMALLER <= famous.renown
    )


def home_of(spot: Spot, container: Spot | None) -> str | None:
    """The country in which the words beside a name put it ("the Nigerian town of X", "X in Mali")."""
    if spot.nation is not None:
        return spot.nation.soil
    stated = spot.within and container is not None and container.state is not None
    return container.state.soil if stated and container and container.state else None


def contains(container: Spot, c: Candidate) -> bool:
    """Whether a candidate lies in what the container may mean (a country, a first-order division)."""
    if container.state is not None and container.state.soil == c.country:
        return True
    return any(
        d.country == c.country
        and d.feature == "A.ADM1"
        and c.admin1 is not None
        and fold(d.admin1 or d.name) == fold(c.admin1)
        for d in container.candidates
    )


def lies_outside(container: Spot, c: Candidate) -> bool:
    """Whether a candidate lies in another division of the country than the one that the words beside it name."""
    divisions = [d for d in container.candidates if d.feature == "A.ADM1" and d.country == c.country]
    told = container.state is None and is_division(container) and divisions != []
    return told and c.feature[0] == "P" and c.admin1 is not None and not contains(container, c)


def seat(division: Candidate, town: Candidate) -> bool:
    """Whether a town of the same name lies in a division (for all that is known of where it lies)."""
    inside = town.country == division.country and town.admin1 in (division.admin1, None)
    return town.feature[0] == "P" and inside


def gives_point(c: Candidate) -> bool:
    """Whether a candidate is small enough for a point on the map."""
    return c.lat is not None and (c.feature[0] not in AREA_CLASSES or c.feature in POINT_CODES)


def same_place(a: Candidate, b: Candidate) -> bool:
    """Whether two entries are near enough to be one place, or the one is the division around the other."""
    around = {c.feature[0] for c in (a, b)} & {"A", "L"}
    if around and a.country == b.country and (a.admin1 == b.admin1 or None in (a.admin1, b.admin1)):
        return True
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return a.country == b.country
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) <= SAME_PLACE_KM
