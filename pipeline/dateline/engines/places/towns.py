"""Which town an article speaks of at a point: what "the city" is, and where "the barracks" stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc

from dateline.engines.datelines import dateline_tokens
from dateline.engines.places.gazetteer import Candidate, Gazetteer, distance_km
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Syntax
from dateline.layers import Place, PlaceMention, Sentence

REACH_BLOCKS = 1  # how many paragraphs back a town is recent
LEADING = 3  # mentions from which a town may be what the article is about
CLEARLY = 1.5  # times as often as the next one
SHARE = 1 / 3  # of all mentions of towns: what the article is about throughout
POINTS = ("exact", "near")
FAR_KM = 1000  # beyond, a town abroad is no part of the story


def focus(
    words: PlaceWords,
    places: Sequence[PlaceMention],
    written: Set[int],
    share: float = 0.0,
) -> int | None:
    """The first mention of the town that the article is about: named clearly more often than any other.

    Where a dispatch was written (the tokens `written`) does not count: things happen elsewhere.
    """
    first: dict[tuple[str, float | None], int] = {}
    counts: Counter[tuple[str, float | None]] = Counter()
    for index, mention in enumerate(places):
        if mention.place.precision in POINTS and not is_site(words, mention.place):
            key = mention.place.name, mention.place.lat
            first.setdefault(key, index)
            counts[key] += mention.head not in written
    top = counts.most_common(2)
    lost = sum(m.place.precision == "unknown" and not is_site(words, m.place) for m in places)
    if not top or top[0][1] < max(LEADING, share * (counts.total() + lost)):
        return None
    if len(top) > 1 and top[0][1] < CLEARLY * top[1][1]:
        return None
    return first[top[0][0]]


def is_site(words: PlaceWords, place: Place) -> bool:
    """Whether the name is that of a site or of a natural feature ("Mount X", "X Hotel")."""
    parts = place.name.lower().split()
    site = parts[-1] in words.site_nouns
    other = words.features.get(parts[-1], "P") not in "PA" or parts[-1] in words.owned
    led = parts[0] in words.leading_features - {"port"}
    return (site and place.name[0].islower()) or (len(parts) > 1 and (site or other or led))


def is_building(place: Place) -> bool:
    """Whether the gazetteer has a place with a point as a site and not as a town."""
    same = [c for c in Gazetteer.shared().lookup(place.name) if (c.lat, c.lon) == (place.lat, place.lon)]
    return place.lat is not None and same != [] and all(c.feature[0] == "S" for c in same)


class Towns:
    """The towns named so far; a town named only in passing gives way to the one the article is about."""

    def __init__(
        self, doc: Doc, sentences: Sequence[Sentence], named: Sequence[PlaceMention], main: str | None
    ) -> None:
        self.doc = doc
        self.words = PlaceWords.load(doc.lang_)
        self.syntax = Syntax.load(doc.lang_)
        self.main = main
        self.written = dateline_tokens(doc)
        about = focus(self.words, named, self.written)
        self.focus = named[about].place if about is not None else None
        towns = [m for m in named if self._is_town(m.place)]
        self._by_name = {m.place.name: m for m in towns}
        self._names = Counter(m.place.name for m in towns)
        self._ids = {m.place.geonames_id for m in towns}
        self._soil = Counter(m.place.country for m in towns if m.head not in self.written)
        points = ((m.place.lat, m.place.lon) for m in towns)
        self._points = {(lat, lon) for lat, lon in points if lat is not None and lon is not None}
        self._recent: list[tuple[PlaceMention, int]] = []
        self.here: Place | None = None  # where the dispatch was written

    def names(self, town: Candidate) -> bool:
        """Whether the article names a town anywhere, by whatever name."""
        return town.id in self._ids or town.name in self._names

    def note(self, mention: PlaceMention, block: int) -> None:
        """Remember a mention of a paragraph."""
        if mention.head in self.written:
            if mention.place.precision in POINTS:
                self.here = mention.place
        elif self._is_town(mention.place) and not self._is_part(mention):
            self._recent.append((mention, block))
        elif (town := self._town_of(mention)) is not None:
            self._recent.append((replace(town, head=mention.head), block))

    def last(
        self, block: int, on_map: bool = False, reach: int = REACH_BLOCKS, settled: bool = False
    ) -> Place | None:
        """The town that a paragraph speaks of, if need be one with a point; None if there is none near by.

        `settled`: no building with a name of its own ("the Bastille").

        Near by is within `reach` paragraphs; a town abroad is meant only by the paragraph that names it.
        """
        near = takewhile(lambda told: block - told[1] <= reach, reversed(self._recent))
        recent = [
            m
            for m, at in reversed([*near])
            if (at == block or not self._is_abroad(m.place))
            and not self._is_stray(m.place)
            and (m.place.precision in POINTS or not on_map)
            and not (settled and is_building(m.place))
        ]
        recent = [m for m in recent if not self._is_origin(m)] or recent
        if recent and (self.focus is None or not self._is_passing(recent[-1])):
            return recent[-1].place
        if self.focus is None and self.here is not None and self._is_abroad(self.here):
            return None
        return self.focus or self.here

    def _town_of(self, site: PlaceMention) -> PlaceMention | None:
        """The town that gives a site its name ("Kidal Airport"), if the article names it too."""
        words = site.place.name.split()
        if site.place.precision not in POINTS or words[-1].lower() not in self.words.site_nouns:
            return None
        return self._by_name.get(" ".join(words[:-1]))

    def _is_town(self, place: Place) -> bool:
        return place.precision in (*POINTS, "unknown") and not is_site(self.words, place)

    def _is_part(self, mention: PlaceMention) -> bool:
        """Whether a name that is not on the map is said to be that of a part of a town or land ("the X district")."""
        following = self.doc[mention.head + 1 : mention.head + 2].text.lower()
        return mention.place.precision == "unknown" and self.words.features.get(following, "P") != "P"

    def _is_origin(self, mention: PlaceMention) -> bool:
        """Whether a town only says where somebody came from ("fighters from X and Y entered the city")."""
        token = self.doc[mention.head]
        while token.dep_ in self.syntax.conjunct and token.head.pos_ == "PROPN":
            token = token.head
        of = token.head
        led = token.dep_ in self.syntax.preposition_object and of.head.pos_ in ("NOUN", "PROPN")
        return led and of.lower_ in self.words.origins

    def _is_abroad(self, place: Place) -> bool:
        return place.country is not None and self.main is not None and place.country != self.main

    def _is_stray(self, place: Place) -> bool:
        """Whether it is the only town spoken of in a country that the article is not about, far from all others."""
        if (
            not self._is_abroad(place)
            or self._soil[place.country] > 1
            or place.lat is None
            or place.lon is None
        ):
            return False
        return all(
            distance_km((place.lat, place.lon), point) > FAR_KM
            for point in self._points
            if point != (place.lat, place.lon)
        )

    def _is_passing(self, mention: PlaceMention) -> bool:
        """Whether a town is named once, as where somebody went or was ("fled to X", "was still at X")."""
        token = self.doc[mention.head]
        if self._names[mention.place.name] > 1 or token.dep_ not in self.syntax.preposition_object:
            return False
        went = token.head.lower_ in self.words.goals | self.words.bound
        return went or token.head.head.pos_ == "AUX"
