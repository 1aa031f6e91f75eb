"""What a name by itself may mean, with the scores that it would have in an article of a country."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dateline.engines.places.gazetteer import Candidate, Gazetteer, fold
from dateline.engines.places.known import Known
from dateline.engines.places.ranking import Ranking
from dateline.engines.places.spots import Spot
from dateline.engines.places.words import PlaceWords
from dateline.layers import Sentence

_SENTENCE = Sentence(0, 0, 0, 0, 0, 0, False)


@dataclass(frozen=True, slots=True)
class Answer:
    """Candidates with their scores, best first, and the outcome in words."""

    ranked: tuple[tuple[float, Candidate], ...]
    told: str


def lookup(gazetteer: Gazetteer, lang: str, name: str, country: str | None = None) -> Answer:
    """Candidates for `name`, which may say wherein it lies ("Paris, Texas"), in an article on `country`.

    A name that the gazetteer lacks is sought by its sound and at one edit, in that country alone.
    """
    head, _, container = name.partition(",")
    words, ranking = PlaceWords.load(lang), Ranking(gazetteer)
    spot = _spot(gazetteer, words, head.strip())
    if country and not spot.candidates:
        spot.candidates = gazetteer.fuzzy(spot.key, [country])
    within = _spot(gazetteer, words, container.strip()) if container.strip() else None
    known = Known(Counter({country: 1} if country else {}))
    scores = [ranking.score(c, spot, known, within) for c in spot.candidates]
    ranked = sorted(
        zip(scores, spot.candidates, strict=True),
        key=lambda pair: (-pair[0], -pair[1].population, pair[1].id),
    )
    (choice,) = ranking.choose([spot], [within], known)
    if choice.candidate is None:
        told = f"no candidate for {head.strip()!r}"
    elif choice.reason:
        told = f"no point on the map: {choice.reason}"
    else:
        told = f"chosen: {choice.candidate.name} ({choice.candidate.country or 'several countries'})"
    if spot.state is not None:
        told += f"; also the state {spot.state.name} ({spot.state.soil or 'of the past'})"
    return Answer(tuple(ranked), told)


def _spot(gazetteer: Gazetteer, words: PlaceWords, name: str) -> Spot:
    key = fold(name)
    return Spot(0, 0, _SENTENCE, gazetteer.lookup(name), words.states.get(key), key=key)
