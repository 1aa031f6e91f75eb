"""Chooses the place that a name means in a language without a parser, by what is weighed in all languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.engines.flat.places.homonyms import OWN, Homonyms
from dateline.engines.flat.places.spots import Spot
from dateline.engines.places.comparing import LARGE, is_famous
from dateline.engines.places.gazetteer import FUZZY_SIZE, Candidate
from dateline.engines.places.known import NEIGHBOURHOOD_KM, Choice, Known
from dateline.engines.places.ranking import FAR_KM, Ranking
from dateline.engines.places.spots import Spot as Ranked
from dateline.engines.places.words import State
from dateline.layers import Sentence

Read = tuple[Sentence, Spot]
LONG = 4  # characters of a name from which it is hardly another word, and its only town is meant


class Chooser:
    """Chooses for one text.

    `linked` gives the towns of the title that a name is linked to; `land` the country that the words right before
    the name say; `joins` whether a place that ends at an offset holds the one that begins at another.
    """

    def __init__(
        self,
        homonyms: Homonyms,
        linked: Callable[[Spot], Sequence[Candidate]],
        land: Callable[[Spot], str | None],
        joins: Callable[[int, int], bool],
    ) -> None:
        self.homonyms, self._linked, self._land, self._joins = homonyms, linked, land, joins
        self._times: Counter[str] = Counter()
        self._holders: dict[int, str] = {}  # the countries of areas that hold what begins at an offset
        self._ranking = Ranking(homonyms.gazetteer)
        self._known, self._settled = Known(Counter()), False
        self._choices: dict[tuple[int, int], Candidate | None] = {}

    def settle(self, spots: Sequence[Read], nations: Counter[str]) -> None:
        """Choose for all names of a text, twice over: the second time by the points that the first gave."""
        self._known, self._settled = Known(Counter(nations)), False
        self._times = Counter(spot.name for _, spot in spots)
        self._holders = dict(self._held([spot for _, spot in spots]))
        read = [spot for _, spot in spots if not spot.back and spot.state is None]
        named = [self._ranked(s, spot) for s, spot in spots if not spot.back and spot.state is None]
        self._known.settle(named, self._choose(named))
        self._settled = True
        for spot, choice in zip(read, self._choose(named), strict=True):
            self._choices[spot.start, spot.end] = None if choice.reason else choice.candidate

    def of(self, spot: Spot, sentence: Sentence) -> Candidate | None:
        """The place that a name means; None where none that is known can be meant."""
        at = spot.start, spot.end
        if at not in self._choices:
            (choice,) = self._choose([self._ranked(sentence, spot)])
            self._choices[at] = None if choice.reason else choice.candidate
        return self._choices[at]

    def _held(self, spots: Sequence[Spot]) -> Iterator[tuple[int, str]]:
        """Where the names begin that stand behind that of a country or of an area in one, and which it is."""
        for outer, spot in pairwise(sorted(spots, key=lambda spot: spot.start)):
            own = outer.own.country if outer.own and outer.own.lat is None else None
            land = outer.state.state.country if outer.state and not outer.back else own
            if land and self._joins(outer.end, spot.start):
                yield spot.start, land

    def speaks_of(self, country: str | None, name: str) -> bool:
        """Whether the text speaks of a country apart from a place of this name."""
        return self._known.share(country, name) > 0

    def leads_to(self, country: str | None, name: str) -> bool:
        """Whether a country is the one most spoken of, apart from a place of this name."""
        return self._known.share(country, name) == 1

    def _choose(self, named: Sequence[Ranked]) -> list[Choice]:
        """The best of each that can be meant; a far one too if no other bears its long name."""
        choices = self._ranking.choose(named, [None] * len(named), self._known)
        return [self._judged(spot, choice) for spot, choice in zip(named, choices, strict=True)]

    def _judged(self, spot: Ranked, choice: Choice) -> Choice:
        """A choice with the reason why it is not meant, if there is one."""
        c, reason = choice.candidate, choice.reason
        if reason == "too_far" and c is not None and len(spot.candidates) == 1 and len(spot.key) >= LONG:
            reason = None if self.speaks_of(c.country, spot.key) else reason
        if reason is None and c is not None and self._is_strange(c, spot):
            reason = "no_candidate"
        return replace(choice, reason=reason)

    def _is_strange(self, c: Candidate, spot: Ranked) -> bool:
        """Whether a place of a country that the text does not speak of is not known well enough to be meant."""
        if spot.nation is not None or c.country is None or self.speaks_of(c.country, spot.key):
            return False
        at = (c.lat, c.lon) if c.lat is not None and c.lon is not None else None
        away = self._known.distance(at, spot.key) if at and self._known.others(spot.key) else None
        if c.matched != "fuzzy" and away is not None and away <= NEIGHBOURHOOD_KM:
            return False
        if c.id <= OWN:
            return len(spot.key) < LONG and (away or 0) > FAR_KM and self._times[spot.key] == 1
        listed = [o for o in spot.candidates if o.matched != "fuzzy"]
        famous = [o for o in listed if is_famous(o, spot.key)]
        known = self._settled and c.population >= (FUZZY_SIZE if len(spot.key) >= LONG else LARGE)
        return famous != [c] and not (known and listed == [c])

    def _ranked(self, sentence: Sentence, spot: Spot) -> Ranked:
        """A name as the ranking reads it; one that is linked to a town of one country lies there."""
        linked = self._linked(spot)
        candidates = tuple(linked) or self.homonyms.of(spot.name, spot.towns)
        areas = tuple(c for c in candidates if c.id <= OWN and c.lat is None)
        if areas and not any(self._known.share(c.country) for c in candidates if c not in areas):
            candidates = areas
        if spot.feature == "area":
            candidates = tuple(c for c in candidates if c.id <= OWN) or candidates
        lands = {c.country for c in linked} or {self._land(spot) or self._holders.get(spot.start)}
        land = lands.pop() if len(lands) == 1 else None
        nation = State(land, land, land, ()) if land else None
        return Ranked(0, 0, sentence, candidates, None, nation=nation, near=spot.near, key=spot.name)
