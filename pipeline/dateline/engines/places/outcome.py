"""What is written down of the place chosen for a name, and what the choices say of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.datelines import dateline_tokens
from dateline.engines.places.comparing import contains, gives_point
from dateline.engines.places.gazetteer import fold
from dateline.engines.places.known import Choice
from dateline.engines.places.spots import Spot
from dateline.engines.places.words import PlaceWords
from dateline.layers import ActorMention, Place, PlaceMention, PlacePrecision

AREAS = ("A", "L", "T", "H")  # feature classes that have an extent
EXTENTS = ("A", "T", "H")  # ... and are more than the surroundings of the town that they are named after
WATERS = ("H", "T")  # ... and are never states
APOSTROPHES = str.maketrans("", "", "'’‘ʼ")  # which the gazetteer's spelling may have more
ALL_BUT = 0.75  # ... and from which an unknown place lies there too
LOST = ("no_candidate", "too_far")  # why a name has no point, though it must lie somewhere
HOME, FEW = 0.5, 4  # share of the places, and their number, from which the country of most is the article's


def place_of(
    words: PlaceWords, text: str, spot: Spot, choice: Choice, town: bool, home: str | None
) -> tuple[Place, str | None]:
    """The place and why it has no point; `home` is the country in which the words beside the name put it."""
    c = choice.candidate
    extended = spot.named_feature and spot.feature in AREAS
    other = spot.state is not None and (spot.feature in WATERS or home not in (None, spot.state.country))
    if extended and not town and (other or (c is None and home)):
        return Place.unmapped(text, home, "area"), "area"
    if spot.state is not None and not town:
        area = spot.direction is not None
        name = text if area else spot.state.name
        precision: PlacePrecision = "area" if area else "country"
        return Place.unmapped(name, spot.state.soil, precision), precision
    if c is None:
        return Place.unmapped(text, home, "unknown"), choice.reason
    if choice.reason is not None:
        return Place.unmapped(text, choice.country, "unknown"), choice.reason
    if c.feature == "A.PCLI":
        return Place(c.name, c.country, None, c.geonames_id, None, None, "country"), "country"
    if spot.added_feature and spot.feature in EXTENTS and c.feature[0] == "P":
        named = spot.feature == "A" and c.matched in ("name", "alternate")  # after its seat, which lies in it
        country, admin1 = (c.country, c.admin1) if named else (home, None)
        return Place(text, country, admin1, None, None, None, "area"), "area"
    if spot.added_feature and text.rsplit(maxsplit=1)[-1].lower() in words.roads:
        return Place.unmapped(text, c.country, "unknown"), "no_candidate"
    if not gives_point(c) or (spot.direction is not None and c.feature[0] != "P"):
        part = c.feature == "A.ADM1" and c.matched == "alternate" and fold(text) in fold(c.name)
        name = text if part or spot.direction is not None else c.name  # "Henan", not "Henan Sheng"
        return Place(name, c.country, c.admin1, c.geonames_id, None, None, "area"), "area"
    site = spot.added_feature and spot.feature in ("S", "L") and c.feature[0] == "P"
    how: PlacePrecision = "near" if spot.near or site else "exact"
    name = text if spot.direction is not None else c.name  # "eastern Aleppo"
    return Place(name, c.country, c.admin1, c.geonames_id, c.lat, c.lon, how), None


def home_country(places: Sequence[PlaceMention], few: int = FEW) -> str | None:
    """The country that most places of an article, and at least `few`, lie in; None if there is no such.

    One of several places of a name is no evidence: it lies there only because the article is about the country.
    """
    lands = (m.place.country for m in places if m.reason != "ambiguous")
    counts = Counter(country for country in lands if country is not None)
    top = counts.most_common(1)
    return top[0][0] if top and top[0][1] >= max(few, HOME * counts.total()) else None


def written_from(doc: Doc, places: Sequence[PlaceMention]) -> str | None:
    """The one country from which several dispatches of a text were written; None if there is no such."""
    written = dateline_tokens(doc)
    lands = [m.place.country for m in places if m.head in written]
    return lands[0] if len(lands) > 1 and len(set(lands)) == 1 else None


def in_country(
    places: Sequence[PlaceMention], named: Sequence[PlaceMention], actors: Sequence[ActorMention]
) -> list[PlaceMention]:
    """The mentions; what cannot be found on the map lies in the country of nearly all names of the article.

    Not where its sentence tells of another country, by places, or by actors and not of that one as well.
    """
    counts = Counter(m.place.country for m in named if m.place.country is not None)
    country, often = next(iter(counts.most_common(1)), (None, 0))
    if often < max(FEW, ALL_BUT * counts.total()):
        return list(places)
    abroad = {m.sentence for m in named if m.place.country not in (None, country)}
    at_home = {m.sentence for m in named if m.place.country == country}
    at_home |= {a.sentence for a in actors if a.actor.country == country}
    abroad |= {a.sentence for a in actors if a.actor.country not in (None, country)} - at_home
    return [
        replace(m, place=replace(m.place, country=country))
        if m.reason in LOST and m.place.country is None and m.sentence not in abroad
        else m
        for m in places
    ]


def is_sure(spot: Spot, choice: Choice) -> bool:
    """Whether a name is a place though the one that it may mean is too far away."""
    known = choice.reason != "too_far" or spot.state is not None or spot.proven
    return known or (not spot.described and spot.context in ("strong", "feature", "weak", "target"))


def as_written(doc: Doc, spots: list[Spot], choices: list[Choice]) -> list[Choice]:
    """The choices, each place named as the article first writes it if that is one of its other names."""
    names: dict[int, str] = {}
    for spot, choice in zip(spots, choices, strict=True):
        c = choice.candidate
        if c is None or choice.reason is not None or spot.added_feature or not gives_point(c):
            continue
        if c.matched in ("name", "alternate"):
            written = doc[spot.first : spot.last].text
            same = c.matched == "name" and fold(c.name) == fold(written)
            same = same and c.name.translate(APOSTROPHES) != written
            if written.isupper() and not same:  # in a dateline
                same, written = " " not in c.name, written.title()
            names.setdefault(c.id, c.name if same else written)
    return [
        replace(choice, candidate=replace(c, name=names[c.id])) if c is not None and c.id in names else choice
        for choice in choices
        for c in [choice.candidate]
    ]


def is_contained(spot: Spot, container: Spot | None) -> bool:
    """Whether the words beside a name say wherein it lies, and one of its candidates lies there."""
    if container is None or (spot.state is not None and container.state is spot.state):
        return False
    home = spot.state.country if spot.state is not None else None
    return any(contains(container, c) for c in spot.candidates if home is None or c.country != home)
