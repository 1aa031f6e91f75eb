"""Which actors are one, and which places: by id, other names, kind and country; by id, distance and name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from math import cos, floor, radians

from dateline.engines.places.gazetteer import distance_km, fold
from dateline.fusion.naming import Named, named_alike, parsed, same_name
from dateline.fusion.transliteration import consonants, is_latin, sound_alike
from dateline.fusion.view import Where, Who
from dateline.fusion.weights import weights

GENERIC = "generic:"
PERSON = "person"
NAME_PARTS = re.compile(r"[\s·•・‧]+")
KM_A_DEGREE = 111.2
REMEMBERED = 200_000  # pairs of actors
SHORTEST_NAME = 2  # letters of a folded name that may identify somebody


class Actors:
    """Everybody in the records that were read: each by id, with all names that any record gives."""

    def __init__(self) -> None:
        self.known: dict[str, Who] = {}
        self._names: dict[str, set[str]] = {}
        self._likeness: dict[tuple[str, str], float] = {}

    def add(self, who: Who) -> str:
        """Take notice of an actor; its id."""
        known = self.known.get(who.id)
        # Which of several tellings gives the name must not depend on the order of reading.
        if known is None or (who.name, who.kind, who.country or "") < (
            known.name,
            known.kind,
            known.country or "",
        ):
            self.known[who.id] = who
        names = self._names.setdefault(who.id, set())
        names.update(key for name in (who.name, *who.aka) if len(key := fold(name)) >= SHORTEST_NAME)
        return who.id

    def likeness(self, left: str, right: str) -> float:
        """How far two ids are one actor, from 0 to 1; all records must have been read."""
        if left == right:
            return weights().points("actors", "loose" if left.startswith(GENERIC) else "same")
        key = (left, right) if left < right else (right, left)
        known = self._likeness.get(key)
        if known is None:
            if len(self._likeness) >= REMEMBERED:
                self._likeness.clear()
            known = self._likeness[key] = self._compare(*key)
        return known

    def _compare(self, left: str, right: str) -> float:
        w, a, b = weights(), self.known[left], self.known[right]
        vague = left.startswith(GENERIC) or right.startswith(GENERIC)
        states = {a.kind, b.kind} <= w.state
        if not vague and a.country and a.country == b.country and states:
            return w.points("actors", "side")
        if states and _slug(left) == _slug(right):
            return w.points("actors", "side")
        if vague:
            return w.points("actors", "loose") if self._may_be(a, b) else 0.0
        kinds = a.kind == b.kind or {a.kind, b.kind} <= w.armed or "unknown" in (a.kind, b.kind)
        countries = a.country == b.country or None in (a.country, b.country)
        if kinds and countries and self._names[left] & self._names[right]:
            return w.points("actors", "same")
        if a.kind == b.kind == PERSON and countries and self._surname(a, b):
            return w.points("actors", "surname")
        return 0.0

    @staticmethod
    def _surname(a: Who, b: Who) -> bool:
        """Whether one person is called by the last name of the other alone, or by a last name that sounds like it."""
        ours, theirs = (NAME_PARTS.split(who.name.strip()) for who in (a, b))
        if fold(ours[-1]) == fold(theirs[-1]):
            return 1 in (len(ours), len(theirs))
        return sound_alike(ours[-1], theirs[-1])

    def is_person(self, actor: str) -> bool:
        """Whether an id stands for a person with a name."""
        return self.known[actor].kind == PERSON and not is_generic(actor)

    def last_name(self, actor: str) -> str | None:
        """How the last word of a person's name sounds, None for anybody else: a key to find candidates by."""
        if not self.is_person(actor):
            return None
        last = NAME_PARTS.split(self.known[actor].name.strip())[-1]
        return consonants(last) or fold(last)

    @staticmethod
    def _may_be(a: Who, b: Who) -> bool:
        """Whether a group without a name may be the other."""
        armed, state = weights().armed, weights().state
        if a.country and b.country and a.country != b.country:
            return False
        if "unknown" in (a.kind, b.kind):
            return False
        return a.kind == b.kind or any({a.kind, b.kind} <= kinds for kinds in (armed, state))

    def best(self, left: Collection[str], right: Collection[str]) -> float:
        """The likeness of the pair most alike; 0 where one side is empty."""
        if not left or not right:
            return 0.0
        return max(self.likeness(a, b) for a in left for b in right)

    def may_be_parts(self, left: Collection[str], right: Collection[str]) -> bool:
        """Whether a unit of which no country is known may belong to the forces of the other side."""
        state = weights().state
        return any(
            {a.kind, b.kind} <= state and None in (a.country, b.country)
            for a in map(self.known.__getitem__, left)
            for b in map(self.known.__getitem__, right)
        )

    def strangers(self, left: Collection[str], right: Collection[str]) -> bool:
        """Whether both sides have somebody that can be told from the other; a person may act for any body."""
        known = self.known
        return any(
            (known[a].kind == PERSON) == (known[b].kind == PERSON) for a in left for b in right
        ) and not self.may_be_parts(left, right)

    def one(self, left: str, right: str) -> bool:
        """Whether two ids are one actor and not only one side: the army of a state is not its government."""
        people = self.is_person(left) and self.is_person(right)
        least = weights().points("actors", "surname" if people else "same")
        return left == right or self.likeness(left, right) >= least

    def main(self, ids: Collection[str]) -> Who:
        """Who stands for ids of one actor: the least id, of a person that with the fullest name."""
        words = {i: len(self.known[i].name.split()) if self.is_person(i) else 0 for i in ids}
        return self.known[min(ids, key=lambda i: (-words[i], i))]

    def roots(self) -> dict[str, str]:
        """Id → the least id among those that share names, directly or not: a key to find candidates by."""
        parent = {name: name for name in self.known}

        def root(node: str) -> str:
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            return node

        first: dict[object, str] = {}
        for actor in sorted(self.known):
            who = self.known[actor]
            keys: set[object] = set(self._names[actor])
            if who.kind in weights().state and who.country:
                keys.add((who.country,))
            for key in keys:
                other = first.setdefault(key, actor)
                a, b = root(actor), root(other)
                parent[max(a, b)] = min(a, b)
        return {actor: root(actor) for actor in parent}


def _slug(actor: str) -> str:
    return actor.partition(":")[2]


def is_generic(actor: str) -> bool:
    """Whether an id stands for a group without a name."""
    return actor.startswith(GENERIC)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for comparison. `point` in WGS 84 degrees, None where it is not known; `key` is the folded name, `said`
    what the text calls it, `named` the name taken apart.
    """

    key: str
    said: str
    country: str | None
    admin1: str | None
    geonames_id: int | None
    point: tuple[float, float] | None
    wide: bool  # a country or another area
    nation: bool
    exact: bool  # where it says, not somewhere at the place that has the point
    named: Named

    def __hash__(self) -> int:
        return hash((self.key, self.geonames_id, self.point))


def spot(place: Where) -> Spot:
    """The place, ready for comparison."""
    point = (place.lat, place.lon) if place.lat is not None and place.lon is not None else None
    wide = place.precision in ("country", "area")
    key = fold(place.name)
    said = fold(place.mention.text) if place.mention else key
    return Spot(
        key,
        said,
        place.country,
        place.admin1,
        place.geonames_id,
        None if wide else point,
        wide,
        place.precision == "country",
        place.precision == "exact",
        parsed(place.name),
    )


def alike(left: Spot, right: Spot) -> tuple[str, float | None]:
    """How two places compare: a word of the table [place] of fusion.toml, and its points.

    "apart" and None if they exclude each other.
    """
    w = weights()
    name = _compared(left, right)
    return name, None if name == "apart" else w.points("place", name)


@lru_cache(maxsize=16384)
def _compared(left: Spot, right: Spot) -> str:
    w = weights()
    if left.nation and right.nation:
        return "nation" if left.country == right.country else "missing"
    if left.geonames_id is not None and left.geonames_id == right.geonames_id:
        return "same"
    if left.point and right.point:
        km = distance_km(left.point, right.point)
        if km <= w.points("place", "reach_km"):
            near, differ = km <= w.points("place", "near_km"), _differ(left, right)
            return ("close" if differ else "near") if near else ("beside" if differ else "reach")
        return "homonym" if left.country == right.country and same_name(left.key, right.key) else "apart"
    if left.country and right.country and left.country != right.country:
        return "apart"
    if left.wide != right.wide:
        inner, outer = (right, left) if left.wide else (left, right)
        return "within" if _is_in(inner, outer) else _left_open(left, right)
    if same_name(left.key, right.key):
        return "same" if left.wide else "name"
    if left.wide:
        return _compared_areas(left, right)
    if left.key.isascii() == right.key.isascii():
        return (
            "core" if named_alike(left.named, right.named) else "unlike" if left.key.isascii() else "missing"
        )
    if any(sound_alike(a, b) for a in (left.key, left.said) for b in (right.key, right.said)):
        return "sounds"
    return "core" if named_alike(left.named, right.named) else "missing"


def _differ(left: Spot, right: Spot) -> bool:
    """Whether the names of two places are certainly not one, as far as their sounds are known."""
    if named_alike(left.named, right.named) or not (left.exact and right.exact):
        return False
    if is_latin(left.key) == is_latin(right.key):
        return True
    return not any(
        consonants(a) is None or consonants(b) is None or sound_alike(a, b)
        for a in (left.key, left.said)
        for b in (right.key, right.said)
    )


def _compared_areas(left: Spot, right: Spot) -> str:
    if left.nation or right.nation:
        return "within" if left.country is not None and left.country == right.country else "missing"
    if named_alike(left.named, right.named):
        return "region"
    parts = {left.named.part, right.named.part}
    return "unlike" if None not in parts and len(parts) > 1 else _left_open(left, right)


def _left_open(left: Spot, right: Spot) -> str:
    """Of places whose names cannot be compared the country is known."""
    one = left.country is not None and left.country == right.country
    return "country" if one and is_latin(left.key) != is_latin(right.key) else "missing"


def _is_in(inner: Spot, outer: Spot) -> bool:
    """Whether a place lies in an area: a country, the division it is in, an area called by the name of the place."""
    if outer.nation:
        return outer.country is not None and outer.country == inner.country
    division = inner.admin1 is not None and named_alike(parsed(inner.admin1), outer.named)
    return division or named_alike(inner.named, outer.named)


def same_place(left: Spot, right: Spot) -> bool:
    """Whether two names are of one place."""
    return _compared(left, right) in ("same", "nation", "near", "close", "name", "sounds")


def cells(lat: float, lon: float) -> set[tuple[int, int]]:
    """The cells of the grid that a circle of half the reach around a point touches.

    Two points within reach of each other have the cell of the point half-way in common.
    """
    w = weights()
    size, km = w.points("blocks", "cell"), w.points("place", "reach_km") / 2
    high = km / KM_A_DEGREE
    wide = min(180.0, high / max(cos(radians(lat)), 0.01))
    around = round(360 / size)
    rows = range(floor((lat - high) / size), floor((lat + high) / size) + 1)
    west = floor((lon - wide) / size)
    columns = range(west, min(floor((lon + wide) / size), west + around - 1) + 1)
    return {(row, column % around) for row in rows for column in columns}
