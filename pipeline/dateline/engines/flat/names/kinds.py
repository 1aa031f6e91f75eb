"""Whether a name is a person's or a place's, by what stands around it ("攻占X", "X率军")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.names.bearers import Bearers
from dateline.engines.flat.names.starts import Starts
from dateline.engines.flat.names.tags import PERSONS, Kind, Name
from dateline.engines.flat.view import View
from dateline.layers import Sentence
from dateline.patterns import any_of

LONG = 4  # characters from which a name is no family name with a given one


class Kinds:
    """Tells persons from places in one Doc; `places` are the known ones, `taken` all that is known for sure."""

    def __init__(
        self,
        view: View,
        entities: Entities,
        bearers: Bearers,
        starts: Starts,
        taken: Set[int],
        places: Mapping[int, int],
    ) -> None:
        self.view, self._bearers, self._starts = view, bearers, starts
        self._taken, self._places, self._place_ends = taken, places, frozenset(places.values())
        syntax, persons, words = view.syntax, entities.data["persons"], entities.place_words
        # Signs of a person.
        self._known, self._joints = frozenset(persons["known"]), frozenset(persons["joints"])
        self._titles, self._led = tuple(persons["titles"]), tuple(persons["led"])
        self._acts, self._strikes = tuple(persons["acts"]), frozenset(persons["strikes"])
        self._as_titled = tuple(as_ + title for as_ in persons["as"] for title in self._titles)
        self._not_place = tuple(words["not_after"])
        # Signs of a place.
        self._features = frozenset([*words["features"]["point"], *words["features"]["area"]])
        self._before, self._parts = tuple(words["before"]), (*words["part"], *words["near"])
        self._after = (*words["after"], *self._parts)
        self._taking, self._done = tuple(words["taking"]), words["done"]
        self._agents, self._onward = tuple(syntax.markers["agent"]), tuple(words["onward"])
        self._at, self._happening = tuple(syntax.markers["at"]), frozenset(words["happening"])
        self._aim, self._launching = tuple(syntax.markers["aim"]), tuple(syntax.markers["launching"])
        self._surnames = tuple(persons["surnames"])
        within = rf"[^{re.escape(syntax.breaks)}]{{2,16}}{re.escape(syntax.attributive[0])}\Z"
        self._measured = re.compile(rf"(?:{any_of(syntax.markers['distance'])}){within}")
        self._object = re.compile(rf"(?:{any_of(words['taking'])}){within}")
        joints = "".join(map(re.escape, syntax.markers["list"]))
        self._beside_fallen = re.compile(rf"(?:[{joints}]\w{{2,8}}?)+(?:{any_of(words['fallen'])})")
        joined = any_of(syntax.markers["list"])
        no_listing, listing = any_of(words["not_listing"]), any_of(words["listing"])
        self._listed = re.compile(rf"(?:(?:{joined})\w{{2,8}}?)*(?!{no_listing})(?:{listing})")

    def of(self, start: int, end: int, sentence: Sentence) -> Kind | None:
        """Person or place, by title, feature noun and the words around."""
        text = self.view.text
        left, right = text[sentence.start : start], text[end : sentence.end]
        after = self.view.after(end)
        if after is not None and after.start == end and self._bearers.is_feature(after.text):
            return "place"
        comes = left.endswith(self._agents) and right.startswith(self._onward)
        if comes or self._bearers.dies_at(start, end) or self._listed.match(right):
            return "place"
        titled = (
            self._starts.titled(start) or self._starts.of_kin(start) or self._bearers.is_ruler(start, end)
        )
        if text[start:end] in self._known or titled or right.startswith(self._titles):
            return "person"
        named = self.view.word(start).tag in PERSONS and not left.endswith(self._before)
        if any(joint in text[start:end] for joint in self._joints) or right.startswith(self._led):
            return "person"
        if (
            left.endswith(self._at)
            and after is not None
            and after.start == end
            and after.text in self._happening
        ):
            return "place"
        if left.endswith(self._aim) and right.startswith(self._launching):
            return None if text.startswith(self._surnames, start) and end - start < LONG else "place"
        if self.acts_behind(end, sentence, placed=named):
            return "person"
        if left.removesuffix(self._done).endswith(self._not_place) or self.is_made(end):
            return "person"
        target = str(self.view.links.get((start, end), {}).get("target", ""))
        if any(joint in target for joint in self._joints):
            return "person"
        behind_division = start in self._place_ends and text[start - 1 : start] in self._features  # "X州Y"
        if self._within_place(start) or behind_division or self._bearers.is_village(text[start:end]):
            return "place"
        if any(right.startswith(word) for word in self._after) or self._beside_fallen.match(right):
            return "place"
        done = left.removesuffix(self._done)
        if (
            self._object.search(left)
            or self._measured.search(left)
            or left.endswith(self._before)
            or done.endswith(self._taking)
        ):
            return "place"
        return None

    def beside_place(self, name: Name) -> bool:
        """Whether a list joins a name to a known place before it."""
        before = self.view.before(name.start)
        joiners = self.view.syntax.markers["list"]
        return before is not None and before.text in joiners and before.start in self._place_ends

    def is_made(self, end: int) -> bool:
        """Whether a name that ends here is given an office ("泽内为总理")."""
        return self.view.text.startswith(self._as_titled, end)

    def _within_place(self, start: int) -> bool:
        """Whether the name follows another with a particle between, so that it lies in it ("X州的Y")."""
        text = self.view.text
        inside = text[start - 2 : start - 1] in self._features or text.endswith(self._parts, 0, start - 1)
        return text[start - 1 : start] in self.view.syntax.attributive and (
            start - 1 in self._place_ends or inside
        )

    def acts_behind(self, end: int, sentence: Sentence, *, placed: bool = False) -> bool:
        """Whether what only a person does follows, a time or an adverb aside; `placed`: also where he does it."""
        words = self.view.within(end, min(end + 12, sentence.end))
        for word in words:
            if word.text.startswith(self._acts):
                return True
            if placed and word.text in self._strikes:
                return word.start > end or word.end in self._places or word.end in self._taken
            aside = word.tag[:1] in ("t", "d") or word.start in self._taken
            where = placed and (word.tag in ("p", "ad") or word.start in self._places)
            if not (aside or where):
                return False
        return False
