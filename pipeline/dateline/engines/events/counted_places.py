"""The places that a number of them takes up: "both cities", "all three towns", "the two villages"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dateline.engines import numbers
from dateline.engines.events.named_places import NamedPlaces
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms
from dateline.layers import PlaceMention, sentence_of

# How many sentences back they may be named.
REACH = 2


class CountedPlaces:
    """Finds them in one Doc."""

    def __init__(self, doc: Doc, places: Sequence[PlaceMention], words: PlaceWords, forms: Forms) -> None:
        self.doc, self.words, self.forms = doc, words, forms
        self.named = NamedPlaces(doc, places)
        self._numbers = numbers.load(doc.lang_)

    def of(self, noun: Token) -> list[int]:
        """The places by their indices: the last of its paragraph, if whole sentences name as many; else none."""
        if self.words.features.get(noun.lower_) != "P" or "Plur" not in noun.morph.get("Number", []):
            return []
        wanted, here = self._number(noun), sentence_of(noun)
        sentences = self.doc._.sentences[max(here.index - REACH, 0) : here.index + 1] if wanted else ()
        told: dict[str, int] = {}
        for sentence in reversed(sentences):
            spots = [i for i in self.named.spots_in(sentence) if self.named.mentions[i].start < noun.idx]
            told = {self.named.name(i): i for i in spots if sentence.block == here.block} | told
            if len(told) >= (wanted or 0):
                break
        return sorted(told.values()) if len(told) == wanted else []

    def _number(self, noun: Token) -> int | None:
        """How many they are, where the noun means some that were told of."""
        left = self.doc[noun.left_edge.i : noun.i]
        said = {token.lower_ for token in left}
        if said & self.forms.words["both"]:
            return 2
        if not said & self.forms.words["definite"]:
            return None
        found = self._numbers.find(left.text)
        return found[0].best if len(found) == 1 else None
