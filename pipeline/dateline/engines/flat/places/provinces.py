"""Reads the short names of provinces, where the words beside them say that a place is meant ("入湘", "鄂境")."""

from __future__ import annotations

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.names.tags import PROPER
from dateline.engines.flat.places.spots import Spot
from dateline.engines.flat.view import View, Word

SHORT = "jx"  # last letters of the tags of short forms and of guessed words


class ProvinceReader:
    """Reads the provinces of one Doc."""

    def __init__(self, view: View, entities: Entities) -> None:
        self.view, self.entities = view, entities
        words = entities.place_words
        self._names: dict[str, str] = words["provinces"]
        self._courts = frozenset(words["courts"])
        self._verbs, self._parts = tuple(words["to_provinces"]), tuple(words["province_parts"])
        self._soil = frozenset(words["province_soil"])

    def at(self, word: Word) -> Spot | None:
        """The province that a word names by its short form, with the verb before it; None where it names none."""
        if word.text in self.entities.places or word.text in self.entities.states:
            return None
        guessed = word.tag in PROPER or word.tag[-1:] in SHORT
        verb = guessed and len(word.text) > 1 and word.text.startswith(self._verbs)
        rest = word.text[1:] if verb else word.text
        province = self._names.get(rest[0])
        if province is None or not self._is_meant(word, rest[1:], led=verb):
            return None
        own = next(iter(self.entities.places.get(province)), None)
        towns = tuple(self.entities.towns.get(province))
        name = rest if rest[1:] in self._parts else province
        back = "court" if rest[0] in self._courts else None
        return Spot(word.start, word.end, name, towns, own, back=back) if own or towns else None

    def _is_meant(self, word: Word, behind: str, *, led: bool) -> bool:
        """Whether a verb of movement stands before a short name, or only a word for a part of it behind."""
        if behind:
            return behind in self._parts or behind in self._soil
        return led or self.view.led(word.start, self._verbs)
