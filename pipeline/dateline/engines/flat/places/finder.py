"""Finds places without a parse: names of tables, names with a feature noun, names by the words around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from unicodedata import category

from dateline.engines.flat.entities import Entities, Named, OwnPlace
from dateline.engines.flat.names.reader import NameReader
from dateline.engines.flat.names.tags import PROPER, Name
from dateline.engines.flat.places.bounds import Bounds, apart
from dateline.engines.flat.places.features import FeatureReader
from dateline.engines.flat.places.inner import InnerReader
from dateline.engines.flat.places.listed import ListReader
from dateline.engines.flat.places.mapping import PlaceMap
from dateline.engines.flat.places.owners import OwnerReader
from dateline.engines.flat.places.provinces import ProvinceReader
from dateline.engines.flat.places.sites import SiteReader
from dateline.engines.flat.places.spots import Spot
from dateline.engines.flat.view import View
from dateline.engines.flat.words import Words
from dateline.engines.places.gazetteer import Gazetteer
from dateline.layers import PlaceMention, Sentence, article_of

LEAST = 2  # characters of a name that is found again


class PlaceFinder:
    """Finds the places of one Doc."""

    def __init__(self, view: View, entities: Entities, gazetteer: Gazetteer | None = None) -> None:
        self.view = view
        self.text = view.text
        self.entities = entities
        self._map = PlaceMap(view, entities, gazetteer)
        self._linked = self._map.linked_towns()
        words = entities.place_words
        self._seats = frozenset(words["anaphors"]["capital"])
        self._done: str = words["done"]
        self._near, self._part = tuple(words["near"]), tuple(words["part"])
        self._inside, self._soil = tuple(words["inside"]), tuple(words["soil"])
        self._numbered = re.compile(rf"[A-Z]?\d+(?:\.\d+)?(?:{'|'.join(words['numbered'])})")
        self._sites = SiteReader(view, entities)
        self._lists, self._bounds = ListReader(view, words), Bounds(view, entities)
        self._inner = InnerReader(view, entities)
        self._provinces = ProvinceReader(view, entities)
        self._owners = OwnerReader(view, entities)
        self._features = FeatureReader(view, entities, self._owners)
        self._country_after = tuple(words["country_after"])
        self._country_before = tuple(words["country_before"])
        joints = entities.data["persons"]["joints"]
        self._points = frozenset(j for j in joints if category(j) == "Po")  # no hyphens
        self._verbs: dict[str, list[str]] = words["verbs"]
        self._common = frozenset(words["not_towns"])
        self._directions, self._toward = frozenset(words["directions"]), tuple(view.syntax.markers["toward"])
        self._lands = {s.id: (s.country, *s.within) for s in entities.registry.states.values()}
        self._named_states: Counter[str] | None = None

    def known(self, sentences: list[Sentence], taken: set[int]) -> dict[int, int]:
        """Where the names begin and end that the tables have, or that a feature noun ends."""
        return {spot.start: spot.end for sentence in sentences for spot in self._spots(sentence, taken)}

    def find(self, sentences: list[Sentence], taken: set[int]) -> list[PlaceMention]:
        """All mentions in text order; `taken` are the offsets of times and actors."""
        spots = [(s, spot) for s in sentences for spot in self._spots(s, taken)]
        reader = NameReader(self.view, self.entities, taken, {spot.start: spot.end for _, spot in spots})
        found = reader.find(sentences)
        cut = {n.text for n in found if self._is_joined(n.start)}
        cut |= {spot.name for _, spot in spots if self._is_joined(spot.start)}
        persons = cut | self._persons([name.text for name in found if name.kind == "person"])
        no_names = self._directions | self._common
        names = [n for n in found if n.kind == "place" and n.text not in no_names]
        names = [n for n in names if not self._does(n.text, n.end) and not self._points_away(n.text)]
        longer = {i for name in names for i in range(name.start, name.end)}
        names = [
            name for name in names if not self._owners.is_in_title(name.end) and name.text not in persons
        ]
        spots = [(s, spot) for s, spot in spots if spot.start not in longer and spot.name not in persons]
        starts = [s.start for s in sentences]
        names += self._again(names, sentences, taken.union(*(range(s.start, s.end) for _, s in spots)))
        for name in names:
            sentence = sentences[bisect_right(starts, name.start) - 1]
            named = self._named(self._bounds.of(name, sentence, taken), sentence)
            division = self._features.division(named.start, named.end)
            inner = self._known(division.end, sentence) if division else None
            spots += [(sentence, spot) for spot in (division or named, inner) if spot is not None]
        spots += list(self._listed(sentences, spots, taken))
        spots = self._inner.spots(spots, taken)
        spots = [(s, spot) for s, spot in apart(spots) if not self._owners.is_no_place(spot)]
        countries = self._map.countries(spots)
        out: list[PlaceMention] = []
        for sentence, spot in spots:
            mention = self._map.mention(spot, sentence, countries, out)
            if mention is not None:
                out.append(mention)
        return out

    def _again(self, names: list[Name], sentences: list[Sentence], taken: set[int]) -> list[Name]:
        """The names that were told of places where they stand a second time, and nothing around proves them."""
        taken = taken.union(*(range(name.start, name.end) for name in names))
        told = Words((n.text, n.text) for n in names if n.sure and len(n.text) >= LEAST)
        out: list[Name] = []
        at = (
            (start, end)
            for sentence in sentences
            for start in range(sentence.start, sentence.end)
            for end, _ in told.at(self.text, start, sentence.end)
        )
        for start, end in at:
            free = taken.isdisjoint(range(start, end)) and self.view.aligned(start, end)
            if free and not (self._is_joined(start) or self._is_joined(end + 1)):
                out.append(Name(start, end, self.text[start:end], "place"))
        return out

    def _listed(
        self, sentences: list[Sentence], spots: list[tuple[Sentence, Spot]], taken: set[int]
    ) -> Iterator[tuple[Sentence, Spot]]:
        """The names of lists of places that are not found yet."""
        known = taken.union(*(range(spot.start, spot.end) for _, spot in spots))
        for sentence in sentences:
            for start, end in self._lists.names(sentence, known):
                name = self.text[start:end]
                if name not in self._common and name not in self._features.nouns:
                    own = next(iter(self.entities.places.get(name)), None)
                    yield sentence, Spot(start, end, name, tuple(self.entities.towns.get(name)), own)

    def _points_away(self, name: str) -> bool:
        """Whether a name is that of a town with what lies near it, no name of its own ("X西南的Y", "X北郊")."""
        towns = (name.removesuffix(w) for w in (*self._directions, *self._near) if name.endswith(w))
        return any(town in self.entities.towns or town in self.entities.places for town in towns)

    def _is_joined(self, at: int) -> bool:
        """Whether a point joins what begins here to the first name of a person."""
        return self.text[at - 1 : at] in self._points

    def _persons(self, named: list[str]) -> frozenset[str]:
        """The last parts of the names of persons that the text gives in full ("阿什拉夫·加尼")."""
        joints = "".join(self._points)
        full = [m.actor.name for m in self.view.doc._.actors or () if m.actor.kind == "person"]
        parts = (re.split(f"[{re.escape(joints)}]", name) for name in (*named, *full))
        return frozenset(p[-1] for p in parts if len(p) > 1)

    def _named(self, name: Name, sentence: Sentence) -> Spot:
        """An unknown name; with the feature noun behind it, if there is one."""
        after = self.view.after(name.end)
        kind, end = None, name.end
        if after is not None and after.start == name.end:
            noun = after.text if after.text in self._features.nouns else after.text[:-1]
            whole = noun == after.text or after.text.endswith(self._inside)
            kind = self._features.nouns.get(noun) if whole else None
            end = name.end + len(noun) if kind else end
        end = end if end <= sentence.end else name.end
        text = self.text[name.start : end]
        towns = tuple(self.entities.towns.get(text))
        if not towns and kind == "point" and end == name.end + 1:  # "南京城"
            towns = tuple(self.entities.towns.get(name.text))
        return self._features.spot(name.start, end, towns, feature=kind)

    def _spots(self, sentence: Sentence, taken: set[int]) -> list[Spot]:
        out: list[Spot] = []
        at = sentence.start
        while at < sentence.end:
            spot = None if at in taken else self._at(at, sentence, taken)
            if spot is None:
                at += 1
                continue
            out.append(spot)
            at = spot.end
        return out

    def _at(self, at: int, sentence: Sentence, taken: set[int]) -> Spot | None:
        word = self.view.word(at)
        if word.start != at:
            return None
        if (number := self._numbered.match(self.text, at, sentence.end)) and self.view.aligned(
            *number.span()
        ):
            own = next(iter(self.entities.places.get(number[0])), None)
            return Spot(at, number.end(), number[0], own=own, feature="area")
        if word.text in self._directions and self.view.led(at, self._features.nouns):
            return None  # "城西南"
        back = self._sites.at(word, sentence, taken) or self._provinces.at(word)
        if back is not None:
            return back
        known = self._known(at, sentence)
        if self._country_before_name(at, sentence):
            return known if known and known.state else None
        if known and known.towns and self._owners.is_person(sentence.start, at, known.end):
            return None
        verb = known is not None and self._does(known.name, known.end)
        if known and not known.state and (verb or self._owners.is_in_title(known.end)):
            return None
        end = known.end if known else at
        feature = self._features.at(at, end, sentence, taken)
        spot = feature or known or self._titled(at)
        return None if spot is None or spot.name in self._common or self._is_direction(spot) else spot

    def _is_direction(self, spot: Spot) -> bool:
        """Whether a point of the compass only says where to ("向西南突围"), or is of no state of the text."""
        if spot.own is None or spot.name not in self._directions:
            return False
        countries = {c for s in self._states() for c in self._lands.get(s, ())}
        return self.text.endswith(self._toward, 0, spot.start) or not (
            spot.own.country in countries or not countries
        )

    def _does(self, name: str, end: int) -> bool:
        """Whether the words behind a name say that it is a verb or a common noun there ("开城投降")."""
        return self.text.startswith(tuple(self._verbs.get(name, ())), end)

    def _country_before_name(self, at: int, sentence: Sentence) -> bool:
        """Whether the full name of a state stands before a name of its own ("乌克兰顿涅茨克州")."""
        for end, states in self.entities.states.at(self.text, at, sentence.end):
            if states[0].form == "state" and self.view.aligned(at, end):
                after = self.view.after(end)
                named = after is not None and after.start == end and after.tag in PROPER
                longer = any(
                    stop > end
                    for table in (self.entities.places, self.entities.towns)
                    for stop, _ in table.at(self.text, at)
                )
                return named and not longer
        return False

    def _titled(self, at: int) -> Spot | None:
        """A name that no table has, linked to an English title that is a town's."""
        raw = article_of(self.view.doc).text
        for end, _ in self._linked.at(raw, at):
            if self.view.aligned(at, end):
                return self._features.spot(at, end)
        return None

    def _known(self, at: int, sentence: Sentence) -> Spot | None:
        best: Spot | None = None
        for end, values in self.entities.places.at(self.text, at, sentence.end):
            if self.view.aligned(at, end):
                towns = tuple(self.entities.towns.get(self.text[at:end]))
                best = self._features.spot(at, end, towns, self._told(values))
                break
        for end, ids in self.entities.towns.at(self.text, at, sentence.end):
            if self.view.aligned(at, end) and (best is None or end > best.end):
                best = self._features.spot(at, end, tuple(ids))
                break
        for end, states in self.entities.states.at(self.text, at, sentence.end):
            named = states[0]
            short = self.entities.meant(self.text[at:end], self._states()) if named.form == "short" else None
            if short is not None and self.view.aligned(at, end) and self.text.startswith(self._soil, end):
                return Spot(at, end, self.text[at:end], state=short)
            if named.form == "state" and self.view.aligned(at, end) and (best is None or end >= best.end):
                if (seat := self._capital(at, end, named)) is not None:
                    return seat
                if self._is_soil(at, end, sentence):
                    stop = self._part_end(end)
                    part = stop > end or self.text.startswith(self._part, end)
                    same = best if best is not None and best.end == stop else None
                    found = same or Spot(at, stop, self.text[at:stop])
                    return replace(found, state=named, part=part)
                return None if best is None or end > best.end else best
        return best

    def _told(self, values: list[OwnPlace]) -> OwnPlace:
        """Of places of one name that of a country that the text names most, else the first."""
        if len(values) == 1:
            return values[0]
        named: Counter[str] = Counter()
        for state, times in self._states().items():
            named.update({c: times for c in set(self._lands.get(state, ())) if c})
        return max(values, key=lambda place: named[place.country or ""])

    def _part_end(self, end: int) -> int:
        """The end of the word for a part of a country that begins at `end` ("扎伊尔东部"); else `end`."""
        parts = (w for w in self._part if w not in self._soil and self.text.startswith(w, end))
        stop = end + max(map(len, parts), default=0)
        return stop if self.view.aligned(end, stop) else end

    def _capital(self, at: int, end: int, named: Named) -> Spot | None:
        """The capital of a state that is named before the word for it, where no name follows."""
        word, after = self.view.word(end), None
        if word.start == end and word.text in self._seats:
            after = self.view.after(word.end)
            if after is None or after.start != word.end or after.tag not in PROPER:
                return Spot(at, word.end, self.text[at : word.end], state=named, back="capital")
        return None

    def _states(self) -> Counter[str]:
        """How often each state is named in full."""
        if self._named_states is None:
            words = (n for word in self.view.words for n in self.entities.states.get(word.text))
            self._named_states = Counter(n.state.id for n in words if n.form == "state")
        return self._named_states

    def _is_soil(self, at: int, end: int, sentence: Sentence) -> bool:
        """Whether the name of a state stands for its soil."""
        left = self.text[sentence.start : at].removesuffix(self._done)
        right = self.text[end : sentence.end]
        if right.startswith(self._country_after):
            return True
        if self.view.under(end) is not None:
            return False
        return left.endswith(self._country_before) and not self._owners.describes(end)
