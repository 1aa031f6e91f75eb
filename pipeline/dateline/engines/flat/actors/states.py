"""Reads the names of states, with their organs and forces behind them, without a parse."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import cast

from dateline.engines.flat.actors.anaphora import Found
from dateline.engines.flat.actors.forces import Known
from dateline.engines.flat.entities import Entities, Named
from dateline.engines.flat.view import View, Word
from dateline.engines.registry import Organ, State
from dateline.layers import Actor, ActorKind, Sentence

OFFICE = 3  # words of the name of an office
ADVERBS = 8  # characters of adverbs and times between a capital and what it says
LEAST = 2  # characters of a name of a state before a unit or the word for its people
NOUN_TAGS = ("n", "f", "s", "b", "t")


class StateReader:
    """Reads the states of one Doc."""

    def __init__(self, view: View, entities: Entities, known: Known, times: set[int]) -> None:
        self.view, self.entities, self.known = view, entities, known
        self.text = view.text
        self._times = times
        words, data = entities.place_words, entities.data
        self._after, self._before = tuple(words["country_after"]), tuple(words["country_before"])
        self._mediating = tuple(view.syntax.markers["mediating"])
        self._not_organs = frozenset(data["not_organs"]["words"])
        self._joiners = frozenset(data["lists"]["joiners"])
        self._all = tuple(data["lists"]["all"])
        self._to = frozenset(data["lists"]["to"])
        self._seat_words = tuple(data["lists"]["capitals"])
        self._dealing = tuple(data["lists"]["dealing"])
        self._titles = tuple(sorted(data["persons"]["titles"], key=len, reverse=True))
        self._joints = frozenset(data["persons"]["joints"])
        self._suffixes = tuple(data["lists"]["people_suffix"])
        self._armies = tuple(data["named_only"]["armies"])
        self._ordinal = data["ordinal"]
        self._own_heads = frozenset(data["own_forces"]["heads"])
        self._seats = {seat: s for s in entities.registry.states.values() for seat in s.seats}
        self.counts = self._mentioned()

    def _mentioned(self) -> Counter[str]:
        """How often each state is named in full, to tell apart those that share a short form."""
        counts: Counter[str] = Counter()
        unsure = self.entities.data["named_only"]["words"]
        for word in self.view.words:
            for named in self.entities.states.get(word.text):
                if named.form == "state":
                    counts[named.state.id] += 1
            short = self.entities.states.get(word.text[:1]) if word.tag == "nt" else []
            if len(short) == 1 and word.text[:1] not in unsure:
                counts[short[0].state.id] += 1
        return counts

    def at(self, at: int, sentence: Sentence) -> Found | None:
        """A state, alone or with one of its organs, units or office-holders behind it; or a capital that speaks."""
        if (seat := self._seat(at, sentence)) is not None:
            return seat
        for end, _ in self.entities.states.at(self.text, at, sentence.end):
            named = self.entities.meant(self.text[at:end], self.counts) or self._firm(at, end)
            if named is None:
                continue
            if self._in_name(at, end):
                continue
            found = self._organ(at, end, named, sentence) or self._unit(at, end, named, sentence)
            if found is not None:
                return found
            if (people := self._people(at, end, named)) is not None:
                return people
            if not self.view.aligned(at, end):
                continue
            if named.form == "demonym":
                actor = Actor(f"people:{named.state.id}", self.text[at:end], "civilians", named.state.country)
                return Found(at, end, actor, "nominal")
            if named.form == "state" and (holder := self.holder(at, end, named.state.country, sentence)):
                return holder
            if self._stands_for_government(at, end, named, sentence):
                return Found(at, end, self.entities.organ(named.state, "government"), "name")
        return None

    def _firm(self, at: int, end: int) -> Named | None:
        """The state of a short form that is unclear but before the noun of its army ("金兵")."""
        values = self.entities.states.get(self.text[at:end])
        return values[0] if values and self.text.startswith(self._armies, at) else None

    def _in_name(self, at: int, end: int) -> bool:
        """Whether a joint makes the word a part of a person's name ("苏丹·哈希姆")."""
        return self.text[end : end + 1] in self._joints or self.text[at - 1 : at] in self._joints

    def _unit(self, at: int, end: int, named: Named, sentence: Sentence) -> Found | None:
        """A numbered unit right behind the name of a state ("伊拉克第二师")."""
        if named.form == "demonym" or end - at < LEAST or not self.text.startswith(self._ordinal, end):
            return None
        return self.known.numbered(end, sentence, owner=at, country=named.state.country)

    def _people(self, at: int, end: int, named: Named) -> Found | None:
        """The people of a state, by its name and the word for people ("斯巴达人")."""
        for suffix in self._suffixes:
            stop = end + len(suffix)
            if named.form == "demonym" or end - at < LEAST or not self.text.startswith(suffix, end):
                continue
            if self.view.aligned(at, stop):
                text = self.text[at:stop]
                actor = Actor(f"people:{named.state.id}", text, "civilians", named.state.country)
                return Found(at, stop, actor, "nominal")
        return None

    def _seat(self, at: int, sentence: Sentence) -> Found | None:
        """A capital that stands for its government: it says something, or something is said of its view."""
        word = self.view.word(at)
        state = self._seats.get(word.text)
        left = self.text[sentence.start : at]
        if state is None or word.start != at or left.endswith((*self._before, *self._seat_words)):
            return None
        state = self.former(state)
        found = Found(at, word.end, self.entities.organ(state, "government"), "name")
        before = self.view.before(at)
        markers = self.view.syntax.markers
        if before is not None and before.end == at and before.text in markers["causing"]:
            return found
        says = markers["speaking"] | markers["causing"] | markers["governing"]
        after = self._behind(word.end, sentence)
        if after is None:
            return None
        if left.endswith(tuple(self._to)) and after.text.startswith(self._dealing):
            return found
        if any(after.text.startswith(verb) for verb in says):
            return found
        spoken = self.view.marker("speaking", word.end, self.view.clause(sentence, at)[1])
        return found if after.start == word.end and after.text in self._to and spoken else None

    def _behind(self, end: int, sentence: Sentence) -> Word | None:
        """The first word behind a capital that is no adverb and no part of a time."""
        for word in self.view.within(end, min(end + ADVERBS, sentence.end)):
            adverb = word.tag[:1] in ("d", "t") or word.start in self._times
            dated = (word.end in self._times or word.end + 1 in self._times) and word.tag[:1] == "p"
            if not (adverb or dated):
                return word
        return None

    def former(self, state: State) -> State:
        """The state that a capital stands for: a former one where the text names it, and not the present one."""
        if self.counts.get(state.id) or not state.country:
            return state
        states = self.entities.registry.states.values()
        former = [s for s in states if state.country in s.within and self.counts.get(s.id)]
        return former[0] if len(former) == 1 else state

    def skip(self, at: int) -> int | None:
        """The end of the full name of a state, which is part of no other name; None where none begins."""
        for end, values in self.entities.states.at(self.text, at):
            state = self.view.aligned(at, end) and any(named.form == "state" for named in values)
            if state and not self._in_name(at, end):
                return end
        return None

    def holder(self, at: int, end: int, country: str | None, sentence: Sentence) -> Found | None:
        """Who holds an office of a state or body, where no name follows ("苏丹卫生部长表示")."""
        words = self.view.within(end, sentence.end)[: OFFICE + 1]
        for word, after in pairwise(words):
            if word.text.endswith(self._titles):
                if after.tag[:1] not in ("v", "p", "d", "t") or after.start != word.end:
                    return None
                name = self.text[at : word.end]
                return Found(at, word.end, Actor(f"person:{name}", name, "person", country), "name")
            if word.tag[:1] != "n":
                return None
        return None

    def _organ(self, at: int, end: int, named: Named, sentence: Sentence) -> Found | None:
        for stop, organs in self.entities.organs.at(self.text, end, sentence.end):
            if self.text[at:stop] in self._not_organs or not self.view.aligned(at, stop):
                continue
            unit = self.known.numbered(stop, sentence, owner=at, country=named.state.country)
            if unit is not None:
                return unit
            if organs[0] != "own":
                return Found(at, stop, self.entities.organ(named.state, cast(Organ, organs[0])), "name")
            text = self.text[end:stop]
            kind: ActorKind = "military" if text in self._own_heads else "government"
            actor = self.known.remember(
                named.state.name + text, kind, named.state.country, self.text[at:stop]
            )
            return Found(at, stop, actor, "name")
        return None

    def _stands_for_government(self, at: int, end: int, named: Named, sentence: Sentence) -> bool:
        """Whether a state alone stands for its government, and not for its soil or before a noun."""
        left, right = self.text[sentence.start : at], self.text[end : sentence.end]
        if named.form == "short":
            return end - at == 1 and self._listed(at, end, sentence)
        if right.startswith(self._mediating):
            return True
        followed = any(self.view.aligned(end, stop) for stop, _ in self.entities.actors.at(self.text, end))
        if followed or self.known.force(end, sentence) is not None:
            return False
        if right.startswith(self._after) or left.endswith(self._before):
            return False
        if left[-1:] in self._joiners and self._place_ends(at - 1):
            return False
        after = self.view.after(end)
        if after is not None and after.text in self.view.syntax.markers["verbal"]:
            return True
        return after is None or after.start != end or after.tag[:1] not in NOUN_TAGS

    def _place_ends(self, at: int) -> bool:
        """Whether the name of a place ends at `at`."""
        before = self.view.before(at)
        if before is None:
            return False
        features = self.entities.place_words["features"]
        known = before.text in self.entities.places or before.text in self.entities.towns
        return known or before.text.endswith((*features["area"], *features["point"]))

    def _listed(self, at: int, end: int, sentence: Sentence) -> bool:
        """Whether short forms of states stand side by side: "中日两国", "俄、德、法"; or behind "to" ("对法宣战")."""
        stop = end
        while stop < sentence.end and self._short(stop):
            stop += 1
        if self.text.startswith(self._all, stop) and (stop > end or self._short(at - 1)):
            return True
        if self._short(at - 1) and self.text.startswith(self._all, end):
            return True
        around = self.text[end : end + 1], self.text[at - 1 : at] if at > sentence.start else ""
        neighbours = (end + 1, at - 2)
        if any(c and c in self._joiners and self._short(i) for c, i in zip(around, neighbours, strict=True)):
            return True
        after = self.view.after(end)
        acts = after is not None and after.start == end and after.tag.startswith("v")
        return around[1] in self._to and acts

    def _short(self, at: int) -> bool:
        return at >= 0 and any(n.form == "short" for n in self.entities.states.get(self.text[at : at + 1]))
