"""The places that the sentences of a text name: which are spots of their own, and which only stand in a dateline."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dateline.engines.datelines import dateline_tokens, label_tokens
from dateline.layers import PlaceMention, Sentence

POINTS = ("exact", "near")
SCENES = (*POINTS, "area")  # what a heading or label may set the scene at
SPOTS = (*POINTS, "unknown")  # a place by its own name, on the map or not


class NamedPlaces:
    """The places that one Doc names, by their indices and sentences."""

    def __init__(self, doc: Doc, mentions: Sequence[PlaceMention]) -> None:
        self.mentions = mentions
        self.written = dateline_tokens(doc)
        self._named: dict[int, list[int]] = {}
        self._labels: dict[int, list[int]] = {}
        inside = label_tokens(doc)
        for index, place in enumerate(mentions):
            kept = self._labels if place.head in inside else self._named
            kept.setdefault(place.sentence, []).append(index)

    def of(self, sentence: Sentence) -> list[int]:
        """The places that a sentence names."""
        return self._named.get(sentence.index, [])

    def label(self, sentence: Sentence) -> int | None:
        """The one town, site or area by which a sentence opens its paragraph ("Kalna: two men were killed")."""
        named = self._labels.get(sentence.index, [])
        return named[0] if len(named) == 1 and self.mentions[named[0]].place.precision in SCENES else None

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
        return mention.head in self.written

    def name(self, index: int) -> str:
        """The name of a place."""
        return self.mentions[index].place.name
