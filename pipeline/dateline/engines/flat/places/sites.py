"""Reads words that mean a place without naming it: "that town", "the capital", "the airport", "the west bank"."""

from __future__ import annotations

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.places.spots import Spot
from dateline.engines.flat.view import View, Word
from dateline.layers import Sentence


class SiteReader:
    """Reads the nouns of places of one Doc."""

    def __init__(self, view: View, entities: Entities) -> None:
        self.view, self.entities = view, entities
        self.text = view.text
        words = entities.place_words
        anaphors = words["anaphors"]
        self._back = {
            word: kind
            for kind in ("place", "town", "area", "capital", "seat", "nation", "state")
            for word in anaphors[kind]
        }
        self._banks, self._homes = frozenset(words["banks"]), frozenset(words["part"])
        self._sites = frozenset(w for w in words["features"]["point"] if len(w) > 1) - frozenset(
            words["kinds"]
        )
        self._held = tuple(dict.fromkeys([*words["taking"], *words["captured"], *words["held"]]))
        self._at, self._done = view.syntax.markers["at"], words["done"]
        self._determiners, self._here = frozenset(words["determiners"]), frozenset(words["here"])
        self._sorts = {sort for sorts in words["sorts_meant"] for sort in sorts}

    def at(self, word: Word, sentence: Sentence, taken: set[int]) -> Spot | None:
        """What a word means that names no place; None where it is no such word."""
        text, left = word.text, self.text[sentence.start : word.start].removesuffix(self._done)
        kind = self._back.get(text)
        if kind == "capital" and self._is_named(word):
            return None
        if kind == "nation" and self._heads(word):
            return None
        if kind == "seat" and not self._is_alone(word):
            kind = None
        if kind is not None:
            return Spot(word.start, word.end, text, back=kind)
        after = self.view.after(word.end)
        beside = after is not None and after.start == word.end
        if beside and after is not None and text in self._determiners and after.text in self._sorts:
            return Spot(word.start, after.end, text + after.text, back="sort")
        marked = self.view.led(word.start, self._at)
        held = left.endswith(self._held)
        if text in self._banks and (held or marked or not left or left[-1] in self.view.syntax.breaks):
            return Spot(word.start, word.end, text, back="river")
        if text in self._sites and (held or self._listed(word, taken)):
            return Spot(word.start, word.end, text, feature="point", back="site")
        if text in self._sites and marked:
            return Spot(word.start, word.end, text, feature="point", back="yard")
        if text in self._here and marked and (after is None or not beside or after.tag[:1] in "vdx"):
            return Spot(word.start, word.end, text, back="place")
        alone = beside and after is not None and after.tag[:1] in "vdp"
        if text in self._homes and marked and alone:
            return Spot(word.start, word.end, text, back="home")
        return None

    def _is_alone(self, word: Word) -> bool:
        """Whether neither a name or a noun stands right before a word, nor a noun behind it."""
        before, after = self.view.before(word.start), self.view.after(word.end)
        led = before is not None and before.end == word.start and before.tag[:1] in "njmqrabxz"
        led = led and before is not None and before.text[0].isalnum()
        return not led and (after is None or after.start != word.end or after.tag[:1] not in "njm")

    def _heads(self, word: Word) -> bool:
        """Whether a noun follows that a word is a part of ("全国会议")."""
        after = self.view.after(word.end)
        return after is not None and after.start == word.end and after.tag[:1] in "nj"

    def _is_named(self, word: Word) -> bool:
        """Whether the name of the capital follows."""
        after = self.view.after(word.end)
        while after is not None and after.text in self.view.syntax.close:
            after = self.view.after(after.end)  # "“首都”基利诺奇"
        if after is None or self.text[word.end : after.start].strip(self.view.syntax.close):
            return False
        known = after.text in self.entities.towns or after.text in self.entities.places
        return known or after.tag[:2] in ("ns", "nr", "nz") or after.text in self.view.syntax.open

    def _listed(self, word: Word, taken: set[int]) -> bool:
        """Whether a site is joined to one before it that is held ("the palace and the airport")."""
        before = self.view.before(word.start)
        return (
            before is not None and before.text in self.view.syntax.markers["list"] and before.start in taken
        )
