"""Reads the names of states, with their organs and forces behind them, without a parse."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import cast

from dateline.engines.flat.actors.aid import Aid
from dateline.engines.flat.actors.forces import Known
from dateline.engines.flat.actors.found import Found
from dateline.engines.flat.entities import Entities, Named
from dateline.engines.flat.view import View, Word
from dateline.engines.registry import Organ, State
from dateline.layers import Actor, ActorKind, Sentence

OFFICE = 3  # words of the name of an office
ADVERBS = 8  # characters of adverbs and times between a capital and what it says
SHORT_ARMY = 2  # characters of a short form of a state and the noun for an army
LEAST = 2  # characters of a name of a state before a unit or the word for its people
ORGANS: tuple[Organ, ...] = ("military", "police")
LONGEST_LEAD = 4  # characters of the words before the soil of a state
PAIR = 2  # characters of two short forms of states
ACTING = ("v", "p", "d")  # first letters of the tags of what they do
NOUN_TAGS = ("n", "f", "s", "b", "t")


class StateReader:
    """Reads the states of one Doc."""

    def __init__(self, view: View, entities: Entities, known: Known, times: set[int]) -> None:
        self.view, self.entities, self.known = view, entities, known
        self.text = view.text
        self._times = times
        words, data = entities.place_words, entities.data
        self._after, self._before = tuple(words["country_after"]), tuple(words["country_before"])
        self._done: str = words["done"]
        self._aid = Aid(view)
        self._adverbs = view.syntax.markers["adverbial"]
        self._not_organs = frozenset(data["not_organs"]["words"])
        self._joiners = frozenset(data["lists"]["joiners"])
        self._all, self._pairs = tuple(data["lists"]["all"]), frozenset(data["lists"]["pairs"])
        self._to = frozenset(data["lists"]["to"])
        self._bearings = frozenset(data["lists"]["bearings"])
        self._seat_words = tuple(data["lists"]["capitals"])
        self._dealing = tuple(data["lists"]["dealing"])
        self._titles = tuple(sorted(data["persons"]["titles"], key=len, reverse=True))
        self._joints = frozenset(data["persons"]["joints"])
        persons = data["persons"]
        self._foreign = frozenset(persons["foreign"]) - frozenset(persons["function"])
        self._suffixes = tuple(data["lists"]["people_suffix"])
        self._armies = tuple(data["named_only"]["armies"])
        self._allied_nouns = tuple(data["lists"]["allied"])
        self._army_nouns = frozenset(data["aliases"]["army_nouns"])
        self._own_heads = frozenset(data["own_forces"]["heads"])
        self._with, self._craft = frozenset(data["means"]["with"]), frozenset(data["means"]["things"])
        self._counters = tuple(data["lists"]["counters"])
        self._quotes = frozenset(data["aliases"]["open"])
        self._seats = {seat: s for s in entities.registry.states.values() for seat in s.seats}
        self.counts = self._mentioned()
        self._rulers = self._called_so()

    def _called_so(self) -> frozenset[str]:
        """The names of states that are titles in this text: the name of another state stands before them."""
        rulers, text = frozenset(self.entities.data["persons"]["rulers"]), self.text
        return frozenset(
            after.text
            for before, after in pairwise(self.view.words)
            if after.text in rulers
            and before.end == after.start
            and self.entities.states.get(before.text)
            and not text.startswith((*self._all, *self._after), after.end)
        )

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

    def names_country(self, country: str) -> bool:
        """Whether the text names a state of a country, in full or by its army ("日军"), or a place in it."""
        states = [s for s in self.entities.registry.states.values() if country in (s.country, *s.within)]
        armies = (short + noun for s in states for short in s.adjectives for noun in self._army_nouns)
        named = any(self.counts.get(s.id) for s in states) or any(army in self.view.text for army in armies)
        places = (place for word in self.view.words for place in self.entities.places.get(word.text))
        return named or any(place.country == country for place in places)

    def at(self, at: int, sentence: Sentence) -> Found | None:
        """A state, alone or with one of its organs, units or office-holders behind it; or a capital that speaks."""
        if (allied := self._allied(at)) is not None:
            return allied
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
            if self.text[at:end] in self._rulers:
                continue  # "奥斯曼苏丹"
            if named.form != "demonym" and (shared := self._shared(at, end, named, sentence)) is not None:
                return shared
            if named.form == "demonym":
                actor = Actor(f"people:{named.state.id}", self.text[at:end], "civilians", named.state.country)
                return Found(at, end, actor, "nominal")
            if named.form == "state" and (holder := self.holder(at, end, named.state.country, sentence)):
                return holder
            if (forces := self._counted_forces(at, end, named)) is not None:
                return forces
            if self._stands_for_government(at, end, named, sentence):
                return Found(at, end, self.entities.organ(named.state, "government"), "name")
        return self._unclear_army(at)

    def _unclear_army(self, at: int) -> Found | None:
        """An army by the short form of one of several former states, of which the text names none ("赵军")."""
        word = self.view.word(at)
        army = len(word.text) == SHORT_ARMY and word.start == at and word.text[-1] in self._army_nouns
        states = self.entities.states.get(word.text[:1]) if army and word.text not in self._not_organs else []
        if not states or any(named.state.country for named in states):
            return None
        return Found(at, word.end, self.known.remember(word.text, "military", None, word.text), "name")

    def _allied(self, at: int) -> Found | None:
        """The forces of several states by their short forms ("俄奥联军")."""
        stop = at
        while self._short(stop):
            stop += 1
        noun = next((n for n in self._allied_nouns if self.text.startswith(n, stop)), None)
        if stop - at < LEAST or noun is None or not self.view.aligned(at, stop + len(noun)):
            return None
        name = self.text[at : stop + len(noun)]
        return Found(at, stop + len(noun), self.known.remember(name, "military", None, name), "name")

    def owns(self, at: int, end: int) -> bool:
        """Whether what is also a force of its own is the army of a state that the text names ("晋军")."""
        army = end - at == SHORT_ARMY and self.text[end - 1 : end] in self._army_nouns
        states = self.entities.states.get(self.text[at : at + 1]) if army else []
        return any(self.counts.get(named.state.id) for named in states)

    def _firm(self, at: int, end: int) -> Named | None:
        """The state of a short form that is unclear but before the noun of its army ("金兵")."""
        values = self.entities.states.get(self.text[at:end])
        return values[0] if values and self.text.startswith(self._armies, at) else None

    def _in_name(self, at: int, end: int) -> bool:
        """Whether a joint makes the word a part of a person's name ("苏丹·哈希姆")."""
        if self.text[end : end + 1] in self._joints or self.text[at - 1 : at] in self._joints:
            return True
        beside, word = self.text[at - 1 : at], self.view.before(at)
        behind = word is not None and word.end == at and word.text == beside and beside in self._foreign
        return behind and self.text[at - 2 : at - 1] in self._joints  # "伊斯梅尔·捷马利"

    def _unit(self, at: int, end: int, named: Named, sentence: Sentence) -> Found | None:
        """A numbered unit right behind the name of a state ("伊拉克第二师")."""
        if named.form == "demonym" or end - at < LEAST:
            return None
        return self.known.numbered(end, sentence, owner=at, state=named.state)

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
        if before is not None and before.end == at and self.entities.states.get(before.text):
            return None  # "在南非比勒陀利亚签署"
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
            adverb = word.tag[:1] in ("d", "t") or word.text in self._adverbs or word.start in self._times
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
            if self._is_means(at, stop, named, sentence) or self.known.is_mission(end, stop):
                continue
            if any(other.form == "state" for other in self.entities.states.get(self.text[at:stop])):
                continue  # "中非共和国" is a name
            unit = self.known.numbered(stop, sentence, owner=at, state=named.state)
            if unit is None and self.known.is_hull(self.text[end:stop]):
                unit = self.known.ship_of(at, stop, sentence, named.state)
            if unit is not None:
                return unit
            if organs[0] != "own":
                return Found(at, stop, self.entities.organ(named.state, cast(Organ, organs[0])), "name")
            text = self.text[end:stop]
            kind: ActorKind = "military" if text in self._own_heads else "government"
            actor = self.known.remember(
                named.state.name + text, kind, named.state.country, self.text[at:stop], named.state.id
            )
            return Found(at, stop, actor, "name")
        return None

    def _is_means(self, at: int, stop: int, named: Named, sentence: Sentence) -> bool:
        """Whether a short form is a preposition that says with what somebody named before acts ("以无人机轰炸")."""
        word = self.view.word(at)
        if word.text not in self._with or self.text[word.end : stop] not in self._craft:
            return False
        before = self.view.before(at)
        while before is not None and (before.tag[:1] == "t" or before.start in self._times):
            before = self.view.before(before.start)
        opens = before is None or before.end <= sentence.start or before.text in self.view.syntax.breaks
        said = before is not None and before.text in self.view.syntax.markers["speaking"]
        return not (opens or said) or not self.counts.get(named.state.id)

    def _shared(self, at: int, end: int, named: Named, sentence: Sentence) -> Found | None:
        """A state in a list of which the last has the organ that all have ("沙特和卡塔尔部队", "英法军队")."""
        start = end + 1
        if named.form == "short":
            found = next(self.entities.organs.at(self.text, start, sentence.end), None)
            if found is None or found[0] == start + 1 or found[1][0] not in ORGANS:
                return None
            both = self.text[at:start] in self._pairs and self.view.aligned(at, end)
            return Found(at, end, self.entities.organ(named.state, ORGANS[0]), "name") if both else None
        if self.text[end:start] not in self._joiners:
            return None
        for stop, _ in self.entities.states.at(self.text, start, sentence.end):
            other = self.entities.meant(self.text[start:stop], self.counts)
            if other is None or other.form != "state" or other.state.id == named.state.id:
                continue
            if self._aid.follows(stop):
                return Found(at, end, self.entities.organ(named.state, "government"), "name")
            last = self._organ(start, stop, other, sentence) or self._shared(start, stop, other, sentence)
            for organ in ORGANS if last is not None else ():
                if last is not None and last.actor.id == self.entities.organ(other.state, organ).id:
                    return Found(at, end, self.entities.organ(named.state, organ), "name")
        return None

    def _stands_for_government(self, at: int, end: int, named: Named, sentence: Sentence) -> bool:
        """Whether a state alone stands for its government, and not for its soil or before a noun."""
        left, right = self.text[sentence.start : at], self.text[end : sentence.end]
        if named.form == "short":
            return end - at == 1 and self._listed(at, end, sentence)
        if right.startswith(self._all) or self._aid.follows(end):
            return True
        followed = any(self.view.aligned(end, stop) for stop, _ in self.entities.actors.at(self.text, end))
        if followed or self.known.force(end, sentence) is not None:
            return False
        led = left.removesuffix(self._done).endswith(self._before)
        if right.startswith(self._after) or (led and self.view.under(end) is None):
            return False
        if left[-1:] in self._joiners and self._place_ends(at - 1):
            return False
        after = self.view.after(end)
        if after is not None and after.text in self.view.syntax.markers["verbal"]:
            return True
        if self.view.followed(end, self.view.syntax.markers["wars"]):
            return False
        if self._counted(end) is not None or self._names_quoted(end):
            return False
        after = self._behind_time(end)
        return after is None or after.start != end or after.tag[:1] not in NOUN_TAGS

    def _behind_time(self, end: int) -> Word | None:
        """The word behind a state; where a time stands between that of what it does then, else the time itself."""
        first = after = self.view.after(end)
        while after is not None and after.start == end:
            stop = after.end if after.tag[:1] == "t" else self._dated(after)
            if stop is None:
                break
            end = stop
            after = self.view.after(end)
        acts = after is not None and after.start == end and after.tag[:1] in ACTING
        return after if acts else first

    def _dated(self, opening: Word) -> int | None:
        """Where an aside ends that a bracket opens and that holds but a time ("周六（5月10日）")."""
        stop = opening.end
        while stop in self._times:
            stop += 1
        closed = stop > opening.end and self.text[stop : stop + 1] in self.view.syntax.close
        return stop + 1 if closed and opening.text in self.view.syntax.open else None

    def _counted(self, end: int) -> int | None:
        """Where a number and its counter end behind a state, which only says whose those are ("苏丹数万名示威者")."""
        word = self.view.after(end)
        if word is None or word.start != end or word.tag[:1] != "m" or word.start in self._times:
            return None
        after = self.view.after(word.end)
        if after is not None and after.start == word.end and after.text in self._counters:
            return after.end
        return word.end if word.text.endswith(self._counters) else None

    def _counted_forces(self, at: int, end: int, named: Named) -> Found | None:
        """The forces of a state of which a number stands behind its name ("美国5000名士兵")."""
        stop = self._counted(end) if named.form == "state" else None
        if stop is None:
            return None
        for last, organs in self.entities.organs.at(self.text, stop):
            if organs[0] in ORGANS and self.view.aligned(stop, last):
                return Found(at, end, self.entities.organ(named.state, organs[0]), "name")
        return None

    def _names_quoted(self, end: int) -> bool:
        """Whether a name in quotation marks follows, of which a state says whose it is ("哥伦比亚“民族解放军”")."""
        if self.text[end : end + 1] not in self._quotes or end >= len(self.text):
            return False
        inside = self.view.after(end + 1)
        known = next(self.entities.actors.at(self.text, end + 1), None)
        return known is not None or (inside is not None and inside.tag[:1] not in ("v", "d", "p", "c"))

    def _place_ends(self, at: int) -> bool:
        """Whether the name of a place ends at `at`."""
        before = self.view.before(at)
        if before is None:
            return False
        features = self.entities.place_words["features"]
        known = before.text in self.entities.places or before.text in self.entities.towns
        left = self.text[max(0, before.start - LONGEST_LEAD) : before.start]
        soil = bool(self.entities.states.get(before.text)) and left.endswith(self._before)
        known = known or (soil and self.view.under(at) is None)  # "从A和B起飞"
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
        if self._paired(at) or self._paired(at - 1):
            return True
        around = self.text[end : end + 1], self.text[at - 1 : at] if at > sentence.start else ""
        neighbours = (end + 1, at - 2)
        bearing = self.text[at:end] in self._bearings
        for joint, i in zip(around, neighbours, strict=True):
            both = bearing and self.text[i : i + 1] in self._bearings  # "从东、西、南三面"
            if joint and joint in self._joiners and self._short(i) and not both:
                return True
        after = self.view.after(end)
        acts = after is not None and after.start == end and after.tag.startswith("v")
        return around[1] in self._to and acts and not bearing  # "向西推进"

    def _paired(self, at: int) -> bool:
        """Whether two short forms that go together begin at an offset, and what they do stands behind ("英法宣布")."""
        after = self.view.after(at + PAIR)
        if at < 0 or self.text[at : at + PAIR] not in self._pairs or after is None:
            return False
        return after.start == at + PAIR and after.tag[:1] in ACTING and self.view.word(at).end == at + 1

    def _short(self, at: int) -> bool:
        return at >= 0 and any(n.form == "short" for n in self.entities.states.get(self.text[at : at + 1]))
