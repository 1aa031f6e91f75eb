"""Reads the names of forces and bodies that no table has: numbered units, ships, a name and a head noun."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from dateline.engines.flat.actors.found import Found
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.view import View, Word
from dateline.engines.flat.words import Endings
from dateline.engines.registry import State
from dateline.layers import Actor, ActorKind, Sentence
from dateline.patterns import any_of

UNIT_TAGS = frozenset({"nr", "ns", "nz", "nt", "nrt", "nrfg", "j", "x", "l", "nsf", "nzx", "nx"})
WHOLE_TAGS = frozenset({"nt", "nz", "nr", "ns", "n", "x", "nrt", "nzx", "nx"})
LONGEST_UNIT = 5  # words before the head of a force's name
HEAD = 3  # characters that may stand before the head within its word
SHIP = 8  # characters of a ship's name in quotation marks
SHIP_WORDS = 4
SHIP_TAGS = frozenset("nxjgabtfi")  # first letters of the tags of the words in it
QUOTED = 3  # of one that only its company at sea proves
SPACES = {
    "military": "military", "police": "police", "government": "org", "international_organisation": "org",
    "ngo": "ngo", "media": "media",
}  # fmt: skip
MISSION = 10  # characters between the word for "in" and the noun for an embassy


class Known:
    """The forces of one Doc, by the names under which it has spoken of them."""

    def __init__(self, view: View, entities: Entities, times: set[int]) -> None:
        self.view, self.entities = view, entities
        self.text = view.text
        self._times = times
        data = entities.data
        self._kinds = {word: cast(ActorKind, kind) for kind, words in data["units"].items() for word in words}
        self._heads = Endings(self._kinds)
        self._titles = frozenset(data["persons"]["titles"])
        self._ranks = tuple(self._titles)
        self._name_words = frozenset(data["name_words"])
        words = entities.place_words
        self._buildings = tuple(words["buildings"])
        self._stationed, self._missions = tuple(words["stationed"]), frozenset(words["missions"])
        self._not_names = frozenset(data["not_names"])
        self._not_inside = frozenset(data["not_inside"])
        self._joints = frozenset(data["persons"]["joints"])
        self._ends = (*entities.place_words["near"], *entities.place_words["part"])
        self._commanding = view.syntax.markers["commanding"]
        military = sorted((w for w, k in self._kinds.items() if k == "military"), key=len, reverse=True)
        digits = data["numbering"]
        self._ordinal, regiments = data["ordinal"], "|".join(data["regiments"])
        arms = "|".join(sorted(data["arms"], key=len, reverse=True))
        alone, bare = data["numbered_only"], "|".join(sorted(data["bare_units"], key=len, reverse=True))
        one = rf"[0-9{digits}]+(?:{arms})*(?:{'|'.join((*military, *alone))})"
        self._numbered = re.compile(rf"(?:{arms})*{self._ordinal}?{one}(?:(?:{arms})?{self._ordinal}{one})*")
        self._bare = re.compile(rf"{self._ordinal}?{one}\Z")
        self._read_rows(arms, military, digits)
        self._unmarked = re.compile(
            rf"(?:{arms})+(?:[0-9]+(?:{'|'.join(military)})|[{digits}]+(?:{bare}))|(?:[0-9]{{2,3}}|[{digits}]{{2,4}})(?:{bare})|[0-9]{{2,3}}(?:{regiments})"
        )
        self._counted = tuple(data["counted"])
        quotes = data["ship_marks"]
        self._ship = re.compile(rf"[{quotes['open']}](\w{{1,{SHIP}}})[{quotes['close']}]({quotes['mark']})?")
        self._mark = quotes["mark"]
        types = "|".join(sorted(data["ship_types"], key=len, reverse=True))
        self._ship_type = re.compile(types)
        self._behind_type = re.compile(rf"(\w{{2,{SHIP}}}?){self._mark}")
        self._typed = tuple(data["ship_types"])
        joints = "|".join(map(re.escape, data["lists"]["joiners"]))
        sails, hit = any_of(data["ship_acts"]["sails"]), data["ship_acts"]["hit"]
        row = rf"(?:(?:{joints})\w{{2,{SHIP}}}?{self._mark})*+"
        self._unquoted = re.compile(rf"(\w{{2,{SHIP}}}?){self._mark}(?={row}(?:{types}|{sails}))")
        self._hit = tuple(hit)
        self._regimes = frozenset(data["persons"]["regimes"])
        self._own_heads = frozenset(data["own_forces"]["heads"])
        self._at_sea = tuple(data["ships"])
        self._hulls = (*data["ship_types"], *data["hulls"])
        self._actors: dict[str, Actor] = {}

    def _read_rows(self, arms: str, military: list[str], digits: str) -> None:
        """The patterns of several forces whose names share a noun."""
        lists = self.entities.data["lists"]
        joints = "|".join(map(re.escape, lists["joiners"]))
        sums = "".join(lists["sums"])
        kind = rf"((?:{arms})*(?:{'|'.join(military)}))"
        figures = rf"(?:[0-9]++|[{digits}]++)"
        number = self._ordinal + figures
        more = rf"(?:(?:{joints}){self._ordinal}?{figures})+"
        self._row = re.compile(rf"({number})(?={more}(?:[{sums}]\w?)?{kind})")
        self._last_of_row = re.compile(rf"({number})[{sums}]\w??{kind}")
        longer = "|".join(w for w in military if len(w) > 1)
        own = f"[^\\W{''.join(self._not_inside)}]{{2,4}}"
        self._pair = re.compile(rf"(?=(?:(?:{joints}){own})+[{sums}]\w??({longer}))")
        self._last_of_pair = re.compile(rf"[{sums}]\w??({longer})")

    def remember(
        self, name: str, kind: ActorKind, country: str | None, text: str, state: str | None = None
    ) -> Actor:
        """The actor of a name, the same each time; of a state that is no more with the id of the state."""
        known = self._actors.get(name)
        if known is None:
            aliases = (text,) if text != name else ()
            slug = _within(name, country, state) if kind == "military" else name
            known = Actor(f"{SPACES.get(kind, 'group')}:{slug}", name, kind, country, aliases)
            self._actors[name] = known
        return known

    def numbered(
        self,
        at: int,
        sentence: Sentence,
        *,
        owner: int | None = None,
        state: State | None = None,
        country: str | None = None,
    ) -> Found | None:
        """A numbered unit, alone or behind the name of its army."""
        country = country if state is None else state.country
        for row in (self._row, self._last_of_row):
            if (shared := row.match(self.text, at, sentence.end)) is not None:
                return self._shared((at if owner is None else owner, at, shared.end(1)), shared, country)
        match = self._numbered.match(self.text, at, sentence.end)
        if (owner is None or state is not None) and (match is None or self._ordinal not in match[0]):
            match = self._by_number(at, sentence)
        if match is None or self._is_chief(match.end()):
            return None
        start = at if owner is None else owner
        name = self.text[start : match.end()]
        bare = self._bare.search(match[0])
        number = bare[0] if bare else match[0]
        known = self._actors.get(name) or self._actors.get(number)
        if known is not None and owner is not None and known.name not in (name, number):
            known = None  # the same number in another army
        if known is None:
            aliases = (number,) if number != name else ()
            slug = _within(name, country, state.id if state else None)
            known = Actor(f"military:{slug}", name, "military", country, aliases)
            self._actors[number] = self._actors[name] = known
        return Found(start, match.end(), known, "name")

    def _is_chief(self, end: int) -> bool:
        """Whether the name of a unit only begins the title of who leads it ("第六十八师团长")."""
        return any(self.text[end - n : end + 1] in self._titles for n in (1, 2))

    def paired(self, at: int, sentence: Sentence) -> Found | None:
        """One of several forces whose names share a noun ("中原、华东两大野战军")."""
        word, before = self.view.word(at), self.view.before(at)
        if word.tag not in UNIT_TAGS or len(word.text) < 2 or word.text in self.entities.states:
            return None
        row = self._pair.match(self.text, word.end, sentence.end)
        if row is None and before is not None and before.text in self.view.syntax.markers["list"]:
            row = self._last_of_pair.match(self.text, word.end, sentence.end)
        return None if row is None else self._shared((at, at, word.end), row, None)

    def _shared(self, own: tuple[int, int, int], row: re.Match[str], country: str | None) -> Found:
        """A force by its own part of a name and the noun that it shares with those beside it ("第1、第3军").

        `own` are the offsets at which its army, its part and the end of that stand.
        """
        start, at, stop = own
        noun = row[row.lastindex or 0]
        name, short = self.text[start:stop] + noun, self.text[at:stop] + noun
        known = self._actors.get(name) or self._actors.get(short)
        actor = known or self.remember(name, "military", country, self.text[start : row.end()])
        self._actors.setdefault(short, actor)
        return Found(start, row.end(), actor, "name")

    def _by_number(self, at: int, sentence: Sentence) -> re.Match[str] | None:
        """A unit that a number alone names ("38军", "新7军"), and not how many there are."""
        match = self._unmarked.match(self.text, at, sentence.end)
        left = self.text[sentence.start : at]
        if match is None or left.endswith(self._counted) or left[-1:].isdigit():
            return None
        return match if self.view.aligned(at, match.end()) and at not in self._times else None

    def ship_of(self, start: int, at: int, sentence: Sentence, state: State) -> Found | None:
        """A ship behind the name of its state and the noun for it ("俄舰“瓦良格”号")."""
        found = self.ship(at, sentence)
        if found is None:
            return None
        text, known = self.text[start : found.end], found.actor
        slug = _within(known.name, state.country, state.id)
        aliases = dict.fromkeys((*known.aliases, self.text[at : found.end], text))
        actor = Actor(f"military:{slug}", known.name, "military", state.country, tuple(aliases))
        self._actors[f"ship:{known.name.removesuffix(self._mark)}"] = actor
        return Found(start, found.end, actor, "name")

    def ship(self, at: int, sentence: Sentence) -> Found | None:
        """A ship's name in quotation marks."""
        match = self._ship.match(self.text, at, sentence.end)
        if not match:
            return self._plain_ship(at, sentence)
        name, key = match[1], f"ship:{match[1]}"
        around = self.text[max(sentence.start, at - 3) : at] + self.text[match.end() : match.end() + 2]
        near = any(word in around for word in self._at_sea) or key in self._actors
        near = near or self._ship_type.match(self.text, match.end()) is not None
        verbs = any(w.tag[:1] in "vdm" for w in self.view.within(match.start(1), match.end(1)))
        at_sea = len(name) <= QUOTED and not verbs
        at_sea = at_sea and any(word in self.text[sentence.start : sentence.end] for word in self._at_sea)
        if not (match[2] or near or at_sea):
            return None
        return self._of_ship(name, at, match.end())

    def is_hull(self, text: str) -> bool:
        """Whether the words for an organ of a state name a kind of ship."""
        return text.endswith(self._hulls)

    def _of_ship(self, name: str, at: int, end: int) -> Found:
        """A ship, with the noun behind its name that says what kind it is."""
        kind = self._ship_type.match(self.text, end)
        end = kind.end() if kind else end
        whole, text = name.removesuffix(self._mark) + self._mark, self.text[at:end]
        aliases = dict.fromkeys((name, whole + (kind[0] if kind else ""), text))
        actor = Actor(f"military:{whole}", whole, "military", None, tuple(a for a in aliases if a != whole))
        return Found(at, end, self._actors.setdefault(f"ship:{name}", actor), "name")

    def _plain_ship(self, at: int, sentence: Sentence) -> Found | None:
        """A ship by what stands beside its name without quotation marks: the noun for ships, or what ships do."""
        match = self._unquoted.match(self.text, at, sentence.end)
        if match is None and self.text.endswith((*self._typed, *self._hit), sentence.start, at):
            match = self._behind_type.match(self.text, at, sentence.end)  # "巡洋舰贝尔格拉诺号"
        if match is None or not self.view.aligned(at, match.end()):
            return None
        words = self.view.within(at, match.end(1))
        if words[0].text in self.entities.states or len(words) > SHIP_WORDS:
            return None
        if any(w.tag[:1] not in SHIP_TAGS or self._ship_type.search(w.text) for w in words):
            return None
        return self._of_ship(match[1], at, match.end())

    def force(self, at: int, sentence: Sentence) -> Found | None:
        """A force or body that a head noun and the name before it make."""
        for i, word in enumerate(self.view.within(at, sentence.end)[: LONGEST_UNIT + 1]):
            if not word.text[0].isalnum() and word.text not in self._joints:
                return None
            if word.text in self._commanding:
                return None
            head = next(self._heads.of(word.text), None)
            if head is not None and (i or len(word.text) > len(head)):
                name = self.text[at : word.end]
                if name in self.entities.places or name.endswith(self._ranks):
                    return None
                if self.is_mission(word.start, word.end) or self.text.startswith(self._buildings, word.end):
                    return None
                if not self._makes_name(word, head, i) or not self._may_be_named(name):
                    return None
                second = self.view.word(at).end
                if any(end == word.end for end, _ in self.entities.actors.at(self.text, second)):
                    return None  # a state before a name of the registry
                part = (
                    self.numbered(word.end, sentence, owner=at) if self._kinds[head] == "military" else None
                )
                if part is not None and self.text.startswith(self._ordinal, word.end):
                    return part  # "锡克团第一营"
                kind = self._kinds[head]
                state = self._state_before(at, word.start) if kind == "military" else None
                country, own = (state.country, state.id) if state is not None else (None, None)
                return Found(at, word.end, self.remember(name, kind, country, name, own), "name")
            named = word.tag in UNIT_TAGS or word.text in self._name_words or self._joins(word)
            if not named or word.text in self._titles or word.start in self._times:
                return None
        return None

    def _state_before(self, at: int, head: int) -> State | None:
        """The state whose full name opens that of a force, before its noun or its own name ("希腊色萨利军团")."""
        word = self.view.word(at)
        full = [n.state for n in self.entities.states.get(word.text) if n.form == "state"]
        return full[0] if word.end <= head and full else None

    def is_mission(self, start: int, end: int) -> bool:
        """Whether a noun is the house that a state keeps at a place named before it ("A 驻 B 领事馆")."""
        text = self.text[max(start - MISSION, 0) : start]
        named = self.text[start:end] in self._missions
        return named and any(w in text and not self._parts(text.rpartition(w)[2]) for w in self._stationed)

    def _parts(self, text: str) -> bool:
        return any(c in self.view.syntax.breaks for c in text)

    def _joins(self, word: Word) -> bool:
        """Whether a conjunction joins two words that names of bodies are made of ("Justice and Equality")."""
        before, after = self.view.before(word.start), self.view.after(word.end)
        if word.text not in self.view.syntax.markers["list"] or before is None or after is None:
            return False
        return before.text in self._name_words and after.text.startswith(tuple(self._name_words))

    def _makes_name(self, word: Word, head: str, before: int) -> bool:
        """Whether a word that ends in a head makes a name: with words before it, or by itself."""
        if before:
            return word.text == head if len(head) == 1 else len(word.text) <= len(head) + HEAD
        common = word.tag == "n" and word.text not in self._own_heads
        short = len(head) == 1 and (len(word.text) < 3 or common)
        return word.tag in WHOLE_TAGS and not short and word.text not in self.entities.nominals

    def _may_be_named(self, name: str) -> bool:
        whole = name.startswith(tuple(self._name_words))
        if name.endswith(self._ends) or (name[0] in self._not_names and not whole):
            return False
        return not any(c in self._not_inside for c in name)

    def of_person(self, found: Found) -> Found:
        """A person's name with the noun of a force behind it is that force ("X部", "X营")."""
        after = self.view.after(found.end)
        if found.actor.kind != "person" or found.via != "name" or after is None or after.start != found.end:
            return found
        if after.text in self._regimes:
            text = self.text[found.start : after.end]
            whole = found.actor.name + after.text
            return Found(found.start, after.end, self.remember(whole, "government", None, text), "name")
        if after.text not in self._kinds or len(after.text) > 2:
            return found
        name, text = found.actor.name + after.text, self.text[found.start : after.end]
        force = self.remember(name, self._kinds[after.text], None, text)
        aliases = dict.fromkeys((*force.aliases, found.actor.name, *found.actor.aliases))
        return Found(found.start, after.end, replace(force, aliases=tuple(aliases)), "name")


def _within(name: str, country: str | None, state: str | None) -> str:
    """The end of the id of a force: behind that of its state where that has no country's code."""
    return f"{state}/{name}" if state is not None and country is None else name
