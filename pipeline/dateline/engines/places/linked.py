"""Places by the titles that their names are linked to: "Tripoli, Lebanon" behind "Tripoli"."""

from __future__ import annotations

from dateline.engines.links import LinkedNames, Title
from dateline.engines.places.comparing import contains
from dateline.engines.places.gazetteer import Candidate, Gazetteer, fold
from dateline.engines.places.spots import Spot
from dateline.engines.places.words import PlaceWords
from dateline.layers import Sentence

DIVISION = "A.ADM1"
_NOWHERE = Sentence(0, 0, 0, 0, 0, 0, False)


class LinkedPlaces:
    """What titles say of the places of one article; `words` are those of the titles' language."""

    def __init__(self, linked: LinkedNames, gazetteer: Gazetteer, words: PlaceWords) -> None:
        self._linked = linked
        self._gazetteer = gazetteer
        self._words = words

    def settle(self, names: list[str], spots: list[Spot]) -> list[Spot | None]:
        """What the titles say that each spot lies in; spots get or keep only the candidates that fit their title.

        All spots of one key share their candidates: a name has one sense in an article.
        """
        candidates: dict[str, tuple[Candidate, ...]] = {}
        containers: dict[str, Spot] = {}
        for name, spot in zip(names, spots, strict=True):
            title = self._linked.title(name)
            if title is None or spot.state is not None or spot.key in candidates:
                continue
            found = spot.candidates or self._gazetteer.lookup(title.name)
            within = self._within(title.apart, spot) if title.apart else None
            inside = tuple(c for c in found if within is not None and contains(within, c))
            if within is not None and (inside or not found) and fold(title.name) != within.key:
                containers[spot.key] = within
            candidates[spot.key] = inside or found
        for spot in spots:
            spot.candidates = (
                candidates.get(spot.key, spot.candidates) if spot.state is None else spot.candidates
            )
        return [containers.get(spot.key) for spot in spots]

    def towns(self, lang: str, name: str) -> tuple[Candidate, ...]:
        """The candidates of the title in another language; those in what it says that they lie in, if any do."""
        title = self._linked.title_in(lang, name)
        return self._of(title) if title is not None else ()

    def _of(self, title: Title) -> tuple[Candidate, ...]:
        found = self._gazetteer.lookup(title.name)
        within = self._within(title.apart) if title.apart else None
        inside = tuple(c for c in found if within is not None and contains(within, c))
        return inside or found

    def _within(self, name: str, spot: Spot | None = None) -> Spot | None:
        state = self._words.states.get(fold(name))
        divisions = tuple(c for c in self._gazetteer.lookup(name) if c.feature == DIVISION)
        if state is None and not divisions:
            return None
        sentence = spot.sentence if spot is not None else _NOWHERE
        return Spot(0, 0, sentence, divisions, state, key=fold(name))
