"""Finds mentions of actors without a parse: names, organs of states, forces, persons, nouns, words that point back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import zip_longest
from typing import cast

from dateline.engines.flat.anaphora import ARMED, Anaphora, Found
from dateline.engines.flat.entities import Entities, Named
from dateline.engines.flat.names import Name, NameReader
from dateline.engines.flat.places import PlaceFinder
from dateline.engines.flat.view import View
from dateline.engines.registry import Organ
from dateline.layers import Actor, ActorKind, ActorMention, Sentence

UNIT_TAGS = frozenset({"nr", "ns", "nz", "nt", "nrt", "nrfg", "j", "x", "l"})
LONGEST_UNIT = 3  # words before the head of a force's name
SHIP = 6  # characters of a ship's name in quotation marks


class ActorFinder:
    """Finds the actors of one Doc."""

    def __init__(self, view: View, entities: Entities, sentences: list[Sentence], times: set[int]) -> None:
        self.view = view
        self.entities = entities
        self.sentences = sentences
        self.text = view.text
        self._times = times
        self._places = PlaceFinder(view, entities)
        self._unit_words = {
            word: cast(ActorKind, kind) for kind, words in entities.data["units"].items() for word in words
        }
        self._heads = sorted(self._unit_words, key=len, reverse=True)
        self._not_names = frozenset(entities.data["not_names"])
        self._commanding = view.syntax.markers["commanding"]
        self._joints = frozenset(entities.data["persons"]["joints"])
        numbered = "|".join(
            sorted((w for w, k in self._unit_words.items() if k == "military"), key=len, reverse=True)
        )
        self._numbered = re.compile(rf"第?[0-9一二三四五六七八九十百]+(?:{numbered})")
        self._ship = re.compile(rf"[“「『\"](\w{{1,{SHIP}}})[”」』\"](号)?")
        self._titles = tuple(entities.data["persons"]["titles"])
        self._known: dict[str, Actor] = {}
        self._abbreviations = self._mentioned_states()

    def _mentioned_states(self) -> Counter[str]:
        """How often each state is named in full, to tell apart those that share a short form."""
        counts: Counter[str] = Counter()
        for word in self.view.words:
            for named in self.entities.states.get(word.text):
                if named.form == "state":
                    counts[named.state.id] += 1
        return counts

    def find(self) -> list[ActorMention]:
        """All mentions in text order, without overlap."""
        found: list[Found] = []
        for sentence in self.sentences:
            at = sentence.start
            while at < sentence.end:
                hit = None if at in self._times else self._at(at, sentence)
                if hit is None:
                    at += 1
                    continue
                found.append(hit)
                at = hit.end
        taken = {i for f in found for i in range(f.start, f.end)}
        places = self._places.known(self.sentences, taken | self._times)
        reader = NameReader(self.view, self.entities, taken | self._times, places)
        names = reader.find(self.sentences)
        found += [f for name in names if name.kind == "person" for f in self._person(name)]
        found = self._forces_of(found)
        found.sort(key=lambda f: (f.start, -f.end))
        kept: list[Found] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return Anaphora(self.view, self.entities, self.sentences).resolved(self._plain(kept))

    def _plain(self, found: list[Found]) -> list[Found]:
        """Without the nouns that only describe a name or a title behind them ("the president X", "the group X")."""
        out: list[Found] = []
        for one, following in zip_longest(found, found[1:]):
            generic = one.actor.id.startswith("generic:")
            named = following is not None and following.start == one.end and following.via == "name"
            if generic and named and self._describes(one.actor, following.actor):
                continue
            if generic and one.actor.kind == "person" and self.text.startswith(self._titles, one.end):
                continue
            out.append(one)
        return out

    def _describes(self, noun: Actor, name: Actor) -> bool:
        return noun.kind == name.kind or (noun.kind in ARMED and name.kind in ARMED)

    # -- what begins at an offset

    def _at(self, at: int, sentence: Sentence) -> Found | None:
        if not self.view.aligned(at, self.view.word(at).end) or self.view.word(at).start != at:
            return None
        return (
            self._registered(at)
            or self._of_state(at, sentence)
            or self._numbered_unit(at, sentence, None)
            or self._ship_at(at, sentence)
            or self._force(at, sentence)
            or self._nominal(at)
            or self._anaphor(at)
        )

    def _registered(self, at: int) -> Found | None:
        for end, values in self.entities.actors.at(self.text, at):
            if self.view.aligned(at, end):
                return Found(at, end, values[0], "name")
        return None

    def _of_state(self, at: int, sentence: Sentence) -> Found | None:
        """A state, alone or with one of its organs or units behind it."""
        for end, values in self.entities.states.at(self.text, at):
            named = self._which(values)
            organ = self._organ(at, end, named, sentence)
            if organ is not None:
                return organ
            if named.form == "demonym" and self.view.aligned(at, end):
                actor = Actor(f"people:{named.state.id}", self.text[at:end], "civilians", named.state.country)
                return Found(at, end, actor, "nominal")
            if self.view.aligned(at, end) and self._acts(at, end, named, sentence):
                return Found(at, end, self.entities.organ(named.state, "government"), "name")
        return None

    def _which(self, values: list[Named]) -> Named:
        """Of states that share a word the one that is named most in the text."""
        return max(values, key=lambda n: (self._abbreviations[n.state.id], n.form == "state"))

    def _organ(self, at: int, end: int, named: Named, sentence: Sentence) -> Found | None:
        for stop, organs in self.entities.organs.at(self.text, end, sentence.end):
            if not self.view.aligned(at, stop) or (
                named.form == "short"
                and len(self.text[at:end]) == 1
                and not (
                    self._abbreviations[named.state.id]
                    or stop - end > 1
                    or len(self.entities.states.get(self.text[at:end])) == 1
                )
            ):
                continue
            unit = self._numbered_unit(stop, sentence, at)
            if unit is not None:
                return replace(unit, start=at)
            if organs[0] == "own":
                name = named.state.name + self.text[end:stop]
                kind: ActorKind = (
                    "military"
                    if self.text[end:stop] in self._unit_words or "军" in self.text[end:stop]
                    else "government"
                )
                return Found(
                    at, stop, self._remember(name, kind, named.state.country, self.text[at:stop]), "name"
                )
            actor = self.entities.organ(named.state, cast(Organ, organs[0]))
            return Found(at, stop, actor, "name")
        return None

    def _acts(self, at: int, end: int, named: Named, sentence: Sentence) -> bool:
        """Whether a state alone stands for its government, and not for its soil or before a noun."""
        words = self.entities.place_words
        left, right = self.text[sentence.start : at], self.text[end : sentence.end]
        if named.form == "short":
            joined = (
                right[:1] in "、和与" or left[-1:] in "、和与" or self.text[end : end + 2] in ("两国", "三国")
            )
            return joined and len(self.text[at:end]) == 1
        if right.startswith(tuple(words["country_after"])) or left.endswith(tuple(words["country_before"])):
            return False
        after = self.view.after(end)
        if after is None or after.start != end:
            return True
        return after.tag[:1] not in ("n", "f", "s", "b", "t") or (after.tag in ("nr", "nrt", "nt") and False)

    def _numbered_unit(self, at: int, sentence: Sentence, owner: int | None) -> Found | None:
        match = self._numbered.match(self.text, at, sentence.end)
        if not match or (self.text[at] not in "第" and owner is None):
            return None
        name = self.text[owner if owner is not None else at : match.end()]
        return Found(at, match.end(), self._unit(match.group(), name), "name")

    def _unit(self, number: str, name: str) -> Actor:
        known = self._known.get(number)
        if known is None:
            known = Actor(f"military:{name}", name, "military", None, (number,) if number != name else ())
            self._known[number] = self._known[name] = known
        return known

    def _ship_at(self, at: int, sentence: Sentence) -> Found | None:
        match = self._ship.match(self.text, at, sentence.end)
        if not match:
            return None
        name, marked = match[1], match[2]
        around = self.text[max(sentence.start, at - 3) : at] + self.text[match.end() : match.end() + 2]
        ships = self.entities.data["ships"]
        near = any(w in around for w in ships) or f"ship:{name}" in self._known
        at_sea = any(w in self.text[sentence.start : sentence.end] for w in ships) and self._is_quoted_name(name)
        if not (marked or near or at_sea):
            return None
        actor = self._known.setdefault(
            f"ship:{name}", Actor(f"military:{name}号", f"{name}号", "military", None, (name, f"“{name}”号"))
        )
        return Found(at, match.end(), actor, "name")

    def _is_quoted_name(self, name: str) -> bool:
        """Whether what stands in quotation marks may name a ship: two characters or three, and no verb."""
        return len(name) <= 3 and not any(w.tag[:1] in "vdm" for w in self.view.within(*self._inside(name)))

    def _inside(self, name: str) -> tuple[int, int]:
        at = self.text.find(name)
        return at, at + len(name)

    def _force(self, at: int, sentence: Sentence) -> Found | None:
        """A force or body that a head noun and the name before it make."""
        words = self.view.within(at, sentence.end)
        for i, word in enumerate(words[: LONGEST_UNIT + 1]):
            if not word.text[0].isalnum() and word.text not in self._joints:
                return None
            if word.text in self._commanding:
                return None
            head = next((w for w in self._heads if word.text.endswith(w)), None)
            if head is not None and (i or len(word.text) > len(head)):
                if i and (len(word.text) > len(head) + 3):
                    return None
                if not i and (len(word.text) <= len(head) or (len(head) == 1 and len(word.text) < 3)):
                    return None
                if not i and word.tag not in ("nt", "nz", "nr", "ns", "n", "x", "nrt"):
                    return None
                if not i and word.text in self.entities.nominals:
                    return None
                name = self.text[at : word.end]
                if name[0] in self._not_names or any(c in "的了" for c in name):
                    return None
                return Found(at, word.end, self._remember(name, self._unit_words[head], None, name), "name")
            if (
                word.tag not in UNIT_TAGS
                or word.text in self.entities.data["persons"]["titles"]
                or word.start in self._times
            ):
                return None
        return None

    def _remember(self, name: str, kind: ActorKind, country: str | None, text: str) -> Actor:
        space = {
            "military": "military",
            "police": "police",
            "government": "org",
            "international_organisation": "org",
            "ngo": "ngo",
            "media": "media",
        }.get(kind, "group")
        known = self._known.get(name)
        if known is None:
            aliases = (text,) if text != name else ()
            known = self._known[name] = Actor(f"{space}:{name}", name, kind, country, aliases)
        return known

    def _nominal(self, at: int) -> Found | None:
        for end, values in self.entities.nominals.at(self.text, at):
            if self.view.aligned(at, end):
                word = self.text[at:end]
                return Found(at, end, Actor(f"generic:{word}", word, values[0]), "nominal")
        return None

    def _anaphor(self, at: int) -> Found | None:
        word = self.view.word(at)
        for kind, listed in self.entities.data["anaphors"].items():
            if word.text in listed:
                return Found(at, word.end, Actor(f"anaphor:{kind}", word.text, "unknown"), "pronoun")
        return None

    # -- persons

    def _person(self, name: Name) -> list[Found]:
        """A person, under the longest name that the text gives; a part of a longer name is that person."""
        for known in list(self._known.values()):
            if known.kind == "person" and (
                known.name.endswith(("·" + name.text, name.text)) and len(name.text) >= 2
            ):
                return [Found(name.start, name.end, known, "name")]
        actor = self._known.setdefault(name.text, Actor(f"person:{name.text}", name.text, "person"))
        return [Found(name.start, name.end, actor, "name")]

    def _forces_of(self, found: list[Found]) -> list[Found]:
        """A person's name with the noun of a force behind it is that force ("X部", "X营")."""
        out = []
        for one in found:
            if one.actor.kind == "person" and not one.actor.id.startswith("generic:"):
                after = self.view.after(one.end)
                if (
                    after is not None
                    and after.start == one.end
                    and after.text in self._unit_words
                    and len(after.text) <= 2
                ):
                    name = one.actor.name + after.text
                    kind = self._unit_words[after.text]
                    one = Found(
                        one.start,
                        after.end,
                        self._remember(name, kind, None, self.text[one.start : after.end]),
                        "name",
                    )
            out.append(one)
        return out
