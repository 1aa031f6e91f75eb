"""The places that the sentences of a text name: which are spots of their own, and which only stand in a dateline."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dateline.engines.datelines import datelines
from dateline.layers import PlaceMention, Sentence

POINTS = ("exact", "near")
SPOTS = (*POINTS, "unknown")  # a place by its own name, on the map or not


class NamedPlaces:
    """The places that one Doc names, by their indices and sentences."""

    def __init__(self, doc: Doc, mentions: Sequence[PlaceMention]) -> None:
        self.mentions = mentions
        self.datelines = datelines(doc, doc._.sentences or ())
        self._named: dict[int, list[int]] = {}
        for index, place in enumerate(mentions):
            self._named.setdefault(place.sentence, []).append(index)

    def of(self, sentence: Sentence) -> list[int]:
        """The places that a sentence names."""
        return self._named.get(sentence.index, [])

    def spots_in(self, sentence: Sentence) -> list[int]:
        """The places that a sentence tells of by their own names, countries and areas aside."""
        inside = self.of(sentence)
        return [i for i in inside if self.is_spot(i) and not self.in_dateline(self.mentions[i])]

    def is_spot(self, index: int) -> bool:
        """Whether a place is a spot that is told of by a name of its own."""
        place = self.mentions[index].place
        return place.precision in SPOTS and not place.name.islower()

    def in_dateline(self, mention: PlaceMention) -> bool:
        """Whether a place stands in a dateline: the text was written there."""
        return any(first <= mention.head < last for first, last in self.datelines)

    def name(self, index: int) -> str:
        """The name of a place."""
        return self.mentions[index].place.name
