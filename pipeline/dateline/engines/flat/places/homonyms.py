"""The places of the world that a name in a language without a parser may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, lru_cache

from dateline.engines.flat.entities import Entities, OwnPlace
from dateline.engines.places.gazetteer import Candidate, Gazetteer, fold
from dateline.patterns import any_of

AREA, SITE = "L.RGN", "L.BTL"  # features of the places of the own table
# The numbers of the places of the own table go down from here: those of the gazetteer's own are above.
OWN = -1_000_000


class Homonyms:
    """Looks the names of one language up in its own table and in the gazetteer.

    A name that the language has for a town may also be that of towns that are called alike in their own language,
    or of which it is the first part ("圣地亚哥" of "圣地亚哥德古巴"): these are guesses.
    """

    def __init__(self, entities: Entities, gazetteer: Gazetteer) -> None:
        self.entities, self.gazetteer = entities, gazetteer
        self._joint = re.compile(any_of(entities.place_words["name_joints"]))

    def of(self, name: str, towns: tuple[int, ...]) -> tuple[Candidate, ...]:
        """All candidates; guesses are `fuzzy`."""
        own = [self._candidate(place) for place in self.entities.places.get(name)]
        listed = self._towns(towns)
        known = {c.id for c in (*own, *listed)}
        longer = [*self._towns(self._longer[0][name]), *map(self._candidate, self._longer[1][name])]
        guessed = {c.id: c for c in (*longer, *(c for town in listed for c in self._called(town.name)))}
        return (*own, *listed, *(replace(c, matched="fuzzy") for c in guessed.values() if c.id not in known))

    def own(self, ident: int) -> OwnPlace | None:
        """The place of the own table behind a candidate; None for one of the gazetteer."""
        return self._numbered[0][OWN - ident] if ident <= OWN else None

    def _towns(self, idents: Iterable[int]) -> list[Candidate]:
        return [c for ident in idents if (c := self.gazetteer.by_id(ident)) is not None]

    def _called(self, name: str) -> list[Candidate]:
        """The towns of a name, as the gazetteer writes it."""
        return [c for c in self.gazetteer.by_key(fold(name)) if c.matched == "name" and c.feature[0] == "P"]

    def _candidate(self, place: OwnPlace) -> Candidate:
        number = OWN - self._numbered[1][place]
        feature = AREA if place.lat is None else SITE
        return Candidate(number, place.name, place.country, None, place.lat, place.lon, feature, 0, 0, "name")

    @cached_property
    def _numbered(self) -> tuple[list[OwnPlace], dict[OwnPlace, int]]:
        places = list(dict.fromkeys(place for _, values in self.entities.places.items() for place in values))
        return places, {place: i for i, place in enumerate(places)}

    @cached_property
    def _longer(self) -> tuple[defaultdict[str, list[int]], defaultdict[str, list[OwnPlace]]]:
        """The towns of the tables whose names begin with that of another town, by that name."""
        towns: defaultdict[str, list[int]] = defaultdict(list)
        own: defaultdict[str, list[OwnPlace]] = defaultdict(list)
        for name, ids in self.entities.towns.items():
            towns[self._head(name)] += ids
        for name, places in self.entities.places.items():
            own[self._head(name)] += [place for place in places if place.lat is not None]
        return towns, own

    def _head(self, name: str) -> str:
        """The first part of a name of several, if it is a name of a town as well; else nothing."""
        head = self._joint.split(name, maxsplit=1)[0]
        return head if head != name and head in self.entities.towns else ""


@lru_cache(maxsize=4)
def homonyms(entities: Entities, gazetteer: Gazetteer) -> Homonyms:
    """The homonyms of a language's names, whose tables are made once for all documents."""
    return Homonyms(entities, gazetteer)
