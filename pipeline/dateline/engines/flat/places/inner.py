"""Reads names that no table has behind the place by which they lie.

A division or an island ("X州Y枪杀", "X省的Y，", "X岛Y附近"), or any place from which they lie so ("X以西十公里的Y").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.names.tags import PROPER
from dateline.engines.flat.places.spots import Spot
from dateline.engines.flat.view import View, Word
from dateline.engines.flat.words import Words
from dateline.layers import Sentence

LEAST, LONGEST = 2, 7  # characters of a name
ACTING = ("v", "p", "d")  # tags of words that open no name
TOWN = 2  # characters of a town that only looks like a division ("福州")
AGAIN = 3  # characters of a name from which it is found again


class InnerReader:
    """Reads the names of one Doc that stand between a division and what says that a name ends."""

    def __init__(self, view: View, entities: Entities) -> None:
        self.view, self.text, self.entities = view, view.text, entities
        words, persons = entities.place_words, entities.data["persons"]
        self._divisions = tuple(words["divisions"])
        features = (word for kind in words["features"].values() for word in kind)
        self._not = frozenset(words["not_towns"]) | frozenset(persons["not_persons"]) | frozenset(features)
        self._never = frozenset(words["never_inside"])
        self._joints = frozenset([*view.syntax.markers["list"], *view.syntax.markers["passive"]])
        self._surnames = frozenset(persons["surnames"])
        self._plain = frozenset(words["kinds"]) | frozenset(persons["titles"])
        particle = re.escape(view.syntax.attributive[0])
        parts = "|".join(map(re.escape, words["linking"]))
        near = "|".join(map(re.escape, sorted([*words["near"], *words["part"]], key=len, reverse=True)))
        towns = "|".join(map(re.escape, sorted(words["settlements"], key=len, reverse=True)))
        sorts = "|".join(map(re.escape, words["sorts"]))
        self._lead = re.compile(rf"(?:(?:{parts}){particle}?|{particle})?(?:(?:{sorts})?(?:{towns}))?")
        self._away = re.compile(rf"{words['bearing']}{particle}(?:\w{{0,4}}(?:{towns}))?")
        self._closer = re.compile(rf"[{re.escape(view.syntax.breaks)}]|(?:{near})|{particle}|\Z")

    def spots(self, found: list[tuple[Sentence, Spot]], taken: set[int]) -> list[tuple[Sentence, Spot]]:
        """The spots with those that follow a division; without what segmentation made of pieces of them."""
        behind = [(s, read) for s, spot in found if (read := self._behind(spot, s, taken)) is not None]
        new = [(s, spot) for s, (_, spot) in behind]
        names = {spot.name for _, spot in new if len(spot.name) >= AGAIN}
        covered = {i for _, (start, spot) in behind for i in range(start, spot.end)}
        kept = [(s, spot) for s, spot in found if covered.isdisjoint(range(spot.start, spot.end))]
        inside = {i for _, spot in kept for i in range(spot.start, spot.end)} | covered | taken
        sentences = sorted({s for s, _ in found}, key=lambda s: s.start) if names else []
        return [*kept, *new, *self._again(names, sentences, inside)]

    def _again(
        self, names: set[str], sentences: list[Sentence], taken: set[int]
    ) -> Iterator[tuple[Sentence, Spot]]:
        """Where these names stand once more."""
        words = Words((name, name) for name in sorted(names))
        for sentence in sentences:
            for start in range(sentence.start, sentence.end):
                for end, (name,) in words.at(self.text, start):
                    if taken.isdisjoint(range(start, end)):
                        yield sentence, Spot(start, end, name)

    def _behind(self, spot: Spot, sentence: Sentence, taken: set[int]) -> tuple[int, Spot] | None:
        """The name that no table has behind a spot, and where its own words begin ("西南的Y")."""
        if spot.back:
            return None
        if (away := self._away.match(self.text, spot.end, sentence.end)) is not None:
            own, start = spot.end, away.end()
        elif (stop := self._division_end(spot)) is not None:
            lead = self._lead.match(self.text, stop)
            own = start = lead.end() if lead else stop
        else:
            return None
        for end in range(start + 1, min(start + LONGEST, sentence.end) + 1):
            if not self.text[end - 1].isalnum() or self.text[end - 1] in self._never or end - 1 in taken:
                return None
            if end - start >= LEAST and self._ends(end, sentence) and self._is_name(start, end):
                name = self.text[start:end]
                place = next(iter(self.entities.places.get(name)), None)
                towns = tuple(self.entities.towns.get(name))
                near = self.text.startswith(tuple(self.entities.place_words["near"]), end)
                return own, replace(Spot(start, end, name), own=place, towns=towns, near=near)
        return None

    def _division_end(self, spot: Spot) -> int | None:
        """The end of a division; also one whose noun was cut to the next name ("苏拉威西|省帕|洛波")."""
        if spot.name.endswith(self._divisions):
            return spot.end if len(spot.name) > TOWN else None
        cut = spot.own is not None and not self.view.aligned(spot.end, spot.end + 1)
        return spot.end + 1 if cut and self.text[spot.end : spot.end + 1] in self._divisions else None

    def _ends(self, end: int, sentence: Sentence) -> bool:
        """Whether what follows ends a name: a break, a word for what is near it, a verb."""
        if end >= sentence.end or self._closer.match(self.text, end):
            return True
        word = self.view.word(end)
        verb = word.tag[:1] == "v" and not word.tag.endswith("x") and len(word.text) > 1
        return word.start == end and (verb or word.tag in ("p", "ad") or word.text in self._joints)

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a stretch holds no common word, and is no person's name."""
        name = self.text[start:end]
        if name in self._not or name in self._plain or name in self.entities.nominals:
            return False
        words = self.view.within(start, end)
        if not words or all(self._common(word, start, end) for word in words):
            return False
        first = words[0]
        if first.text in self._joints or first.text in self._plain or first.tag in ACTING:
            return False
        if first.start == start and first.tag == "nr" and first.text[0] in self._surnames:
            return False
        return not any(self._common(word, start, end) and len(word.text) > 1 for word in words)

    @staticmethod
    def _common(word: Word, start: int, end: int) -> bool:
        """Whether a word within the stretch is one of the language, and no piece of a name."""
        if word.start < start or word.end > end:
            return False
        return word.tag not in PROPER and not word.tag.endswith("x")
