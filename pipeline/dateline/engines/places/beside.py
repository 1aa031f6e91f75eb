"""Places that no gazetteer has, but that the text puts near one that is known ("X, near Y")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.engines.places.outcome import LOST
from dateline.engines.places.towns import POINTS
from dateline.engines.places.words import PlaceWords
from dateline.layers import PlaceMention

AHEAD = " ,(0123456789.-"  # what may stand before the words that tell how far


def beside_known(words: PlaceWords, text: str, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The mentions; one without a point has that of the place near which it lies, and so have those joined to it."""
    out = list(mentions)
    found: set[int] = set()
    for at in range(len(out) - 2, -1, -1):
        here, there = out[at], out[at + 1]
        if here.reason not in LOST or here.sentence != there.sentence or there.place.precision not in POINTS:
            continue
        between = text[here.end : there.start]
        told = words.near.match(between.lstrip(AHEAD))
        joined = at + 1 in found and all(w in words.joints for w in between.replace(",", " , ").split())
        if told or joined:
            place = replace(there.place, name=here.place.name, geonames_id=None, precision="near")
            out[at] = replace(here, place=place, reason=None)
            found.add(at)
    return out
