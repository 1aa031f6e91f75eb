"""Finds mentions of actors without a parse: names, organs of states, forces, persons, nouns, words that point back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import zip_longest

from dateline.engines.flat.actors.anaphora import GROUPS, Anaphora
from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.actors.forces import Known
from dateline.engines.flat.actors.found import Found
from dateline.engines.flat.actors.linked import linked_actors
from dateline.engines.flat.actors.nominals import Nominals
from dateline.engines.flat.actors.states import StateReader
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.names.reader import NameReader
from dateline.engines.flat.names.tags import PERSONS, Name
from dateline.engines.flat.places.finder import PlaceFinder
from dateline.engines.flat.view import View
from dateline.engines.links import Title
from dateline.layers import Actor, ActorMention, Sentence, article_of

PEOPLES = ("ethnic_group", "civilians")
RESIDENTS = ("civilians", "protesters")
BOTH = "anaphor:both"
OWN, BOUND = "own", "bound"
OWNERS = (OWN, "it")  # kinds of pronouns that may stand before a noun for forces
FACTION = 4  # characters that the name of a faction has at least
PARTS = ("zg", "ag")  # tags of characters that are no words of their own
PROPER = 3  # characters of the name of a group in quotation marks
TAIL = 2  # characters of the end of a name by which longer names are looked up


class ActorFinder:
    """Finds the actors of one Doc."""

    def __init__(self, view: View, entities: Entities, sentences: list[Sentence], times: set[int]) -> None:
        self.view, self.entities, self.sentences = view, entities, sentences
        self.text = view.text
        self._times = times
        self._places = PlaceFinder(view, entities)
        self._known = Known(view, entities, times)
        self._states = StateReader(view, entities, self._known, times)
        data = entities.data
        self._nouns = Nominals(view, entities, self._known)
        self._titles, self._posts = tuple(data["persons"]["titles"]), tuple(data["posts"])
        self._peoples = tuple(data["lists"]["people_suffix"])
        self._offices = frozenset(data["lists"]["offices"])
        self._nobles = tuple(data["lists"]["nobles"])
        self._figures = frozenset(data["numbering"] + data["amounts"])
        self._closing = frozenset(data["aliases"]["close"])
        self._anaphors = {word: kind for kind, words in data["anaphors"].items() for word in words}
        self._factions = tuple(data["lists"]["faction_suffix"])
        words = data["aliases"]
        self._forces = frozenset([*words["soldiers"], *words["following"]])
        self._armies = tuple(words["army_nouns"])
        self._camps, self._local = entities.camps, frozenset(data["lists"]["local"])
        self._families = frozenset(data["persons"]["families"])
        marks = data["ship_marks"]
        self._quoted_name = re.compile(
            rf"[{marks['open']}](\w{{{PROPER},}})[{marks['close']}](?!{marks['mark']})"
        )
        self._persons: dict[str, list[Actor]] = {}
        # Rulers by their names without the number, and how it ends the name.
        self._rulers: dict[str, list[Actor]] = {}
        self._regnal = re.compile(rf"[{data['numbering']}]+{data['persons']['regnal']}\Z")
        self._linked = linked_actors(view, entities) if view.links else None

    def find(self) -> list[ActorMention]:
        """All mentions in text order; two stand at one place only where one word means two."""
        found: list[Found] = []
        for sentence in self.sentences:
            at = sentence.start
            while at < sentence.end:
                hit = None if at in self._times else self._at(at, sentence)
                if hit is None:
                    at = self._states.skip(at) or at + 1
                    continue
                found.append(self._called(hit))
                at = found[-1].end
        taken = {i for f in found for i in range(f.start, f.end)}
        places = self._places.known(self.sentences, taken | self._times)
        names = NameReader(self.view, self.entities, taken | self._times, places).find(self.sentences)
        found += [f for name in names if (f := self._named(name)) is not None]
        found = sorted((self._known.of_person(f) for f in found), key=lambda f: (f.start, -f.end))
        kept: list[Found] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        lands = Counter(self._country(start, end) for start, end in places.items())
        states = self.entities.registry.states
        for ident, count in self._states.counts.items():
            lands[states[ident].country] += count
        del lands[None]
        anaphora = Anaphora(self.view, self.entities, self.sentences, lands, self._states.former)
        return self._as_written(anaphora.resolved(self._plain(kept)))

    def _called(self, found: Found) -> Found:
        """An armed group by its name in quotation marks behind the noun for it, where no table has the name."""
        named = self._quoted_name.match(self.text, found.end)
        if named is None or found.actor.kind not in GROUPS:
            return found
        if not any(self.entities.nominals.get(found.actor.name[i:]) for i in range(len(found.actor.name))):
            return found
        if next(self.entities.actors.at(self.text, named.start(1)), (0,))[0] == named.end(1):
            return found  # a name that a table has is read by itself
        words = self.view.within(named.start(1), named.end(1))
        proper = any(w.tag[:2] in ("nr", "ns", "nz") for w in words) and words[0].tag[:1] not in "vdp"
        if not proper:
            return found
        actor = Actor(f"group:{named[1]}", named[1], found.actor.kind, None, (found.actor.name,))
        return Found(found.start, named.end(), actor, "name")

    def _country(self, start: int, end: int) -> str | None:
        """The country of a known place."""
        return next((place.country for place in self.entities.places.get(self.text[start:end])), None)

    def _as_written(self, mentions: list[ActorMention]) -> list[ActorMention]:
        """The mentions, their actors also under the names that the article writes in another script."""
        raw = article_of(self.view.doc).text
        written: dict[Actor, dict[str, None]] = {}
        for m in mentions:
            words = raw[m.start : m.end]
            if words != (plain := self.text[m.start : m.end]) and plain in (m.actor.name, *m.actor.aliases):
                written.setdefault(m.actor, {})[words] = None
        actors = {a: replace(a, aliases=(*a.aliases, *more)) for a, more in written.items()}
        return [replace(m, actor=actors.get(m.actor, m.actor)) for m in mentions]

    def _plain(self, found: list[Found]) -> list[Found]:
        """Without the nouns that only describe a name or a title beside them ("the president X", "IS fighters").

        A people and the noun of a force behind it are one ("图阿雷格叛军").
        """
        out: list[Found] = []
        for one, following in zip_longest(found, found[1:]):
            generic = one.actor.id.startswith("generic:")
            if one.actor.id == BOTH and out and out[-1].end == one.start:
                continue  # "中日两国": the two are named
            before = out[-1] if out and self._beside(out[-1].end, one.start) else None
            if before is not None and self._is_part(before, one):
                out[-1] = Found(before.start, one.end, before.actor, "name")
                continue
            if generic and before is not None and before.actor.kind in ARMED and one.actor.kind in ARMED:
                if before.end == one.start and before.actor.id == f"generic:{before.actor.name}":
                    out[-1] = self._both(before, one)
                continue
            if generic and before is not None and before.actor.kind == one.actor.kind == "person":
                continue
            if generic and before is not None and before.end == one.start and self._followers(before, one):
                out[-1] = self._led_by(before, one)  # "X部队"
                continue
            if generic and before is not None and one.actor.kind == "person" and self._officer(before, one):
                out[-1] = self._titled(before, one)  # "陆军参谋长"
                continue
            if generic and before is not None and before.via == "name" and before.actor.kind in PEOPLES:
                text = self.text[before.start : one.end]
                actor = Actor(f"generic:{text}", text, one.actor.kind)
                out[-1] = Found(before.start, one.end, actor, "nominal")
                continue
            faction = one.actor.id.startswith("group:") and one.actor.name.endswith(self._factions)
            if faction and before is not None and before.actor.kind in ARMED and before.via == "name":
                text = self.text[before.start : one.end]
                out[-1] = Found(before.start, one.end, Actor(f"group:{text}", text, "rebel_group"), "name")
                continue
            named = following is not None and following.start == one.end and following.via == "name"
            if generic and named and _describes(one.actor, following.actor):
                continue
            person = generic and one.actor.kind == "person"
            if person and (self._is_office(one.start) or self.text.startswith(self._titles, one.end)):
                continue
            out.append(one)
        return out

    def _is_part(self, army: Found, unit: Found) -> bool:
        """Whether a force that no table has stands right behind the army that it is of ("解放军华东军区")."""
        known, forces = self.entities.registry.entries, {army.actor.kind, unit.actor.kind} == {"military"}
        named = army.via == unit.via == "name" and army.end == unit.start
        return named and forces and army.actor.id in known and unit.actor.id not in known

    @staticmethod
    def _officer(arm: Found, title: Found) -> bool:
        """Whether a title stands behind the noun of the forces that its bearer leads."""
        nameless = arm.actor.id == f"generic:{arm.actor.name}" and arm.actor.kind in ARMED
        return nameless and arm.end == title.start

    def _followers(self, leader: Found, noun: Found) -> bool:
        """Whether a noun for forces stands right behind the name of who leads them."""
        named = leader.via == "name" and leader.actor.kind == "person"
        return named and noun.actor.kind in ARMED and noun.actor.name in self._forces

    def _led_by(self, leader: Found, noun: Found) -> Found:
        """Forces by who leads them."""
        text = self.text[leader.start : noun.end]
        return Found(leader.start, noun.end, self._known.remember(text, "military", None, text), "nominal")

    def _titled(self, arm: Found, title: Found) -> Found:
        """A nameless officer by his forces and his title."""
        text = self.text[arm.start : title.end]
        actor = Actor(f"generic:{text}", text, "person", None, (title.actor.name,))
        return Found(arm.start, title.end, actor, "nominal")

    def _is_office(self, at: int) -> bool:
        """Whether what is named here is an office that somebody takes, and not somebody ("出任总理")."""
        word = self.view.before(at)
        return word is not None and word.end == at and word.text in self._offices

    def _both(self, one: Found, noun: Found) -> Found:
        """Two nouns that are one ("反对派民兵")."""
        text = self.text[one.start : noun.end]
        aliases = (one.actor.name, noun.actor.name)
        return Found(
            one.start, noun.end, Actor(f"generic:{text}", text, one.actor.kind, None, aliases), "nominal"
        )

    def _beside(self, end: int, start: int) -> bool:
        between = self.text[end:start]
        return not between or between in self._closing

    # -- what begins at an offset

    def _at(self, at: int, sentence: Sentence) -> Found | None:
        if self.view.word(at).start != at or self._sums(at):
            return None
        return (
            self._registered(at, sentence)
            or self._residents(at, sentence)
            or self._noble(at, sentence)
            or self._states.at(at, sentence)
            or self._of_region(at, sentence)
            or self._known.numbered(at, sentence)
            or self._known.paired(at, sentence)
            or self._known.ship(at, sentence)
            or self._known.force(at, sentence)
            or self._described(at, sentence)
            or self._nouns.unit(at, sentence)
            or self._anaphor(at)
        )

    def _sums(self, at: int) -> bool:
        """Whether "during" and "in all" stand side by side, which only look like a name ("袭击中共有12人死亡")."""
        word, after = self.view.word(at), self.view.after(at + 1)
        whole = after is not None and word.text + after.text in self.view.syntax.markers["summed"]
        return word.tag == "f" and whole

    def _registered(self, at: int, sentence: Sentence) -> Found | None:
        known = [*self._linked.at(self.text, at, sentence.end)] if self._linked else []
        for end, values in (*known, *self.entities.actors.at(self.text, at, sentence.end)):
            if self.view.aligned(at, end) and not self._states.owns(at, end):
                actor = next((a for a in values if not self._common(a, self.text[at:end])), None)
                if actor is None:
                    continue
                unit = self._known.numbered(end, sentence, owner=at, country=actor.country)
                return (
                    unit
                    or self._states.holder(at, end, actor.country, sentence)
                    or Found(at, end, actor, "name")
                )
        return None

    def _of_region(self, at: int, sentence: Sentence) -> Found | None:
        """A numbered unit by the region that it is called after ("华北第二兵团")."""
        if self.view.led(at, self.view.syntax.markers["at"]):
            return None
        regions = (
            end
            for end, places in self.entities.places.at(self.text, at, sentence.end)
            if places[0].precision == "area" and self.view.aligned(at, end)
        )
        units = (self._known.numbered(end, sentence, owner=at) for end in regions)
        return next((unit for unit in units if unit is not None), None)

    def _common(self, actor: Actor, name: str) -> bool:
        """Whether a name is a common noun in a text that never names the country of its actor ("联合舰队")."""
        noun = bool(self.entities.nominals.get(name) or self.entities.organs.get(name))
        entry = self.entities.registry.entries.get(actor.id)
        if not noun or entry is None or entry.anywhere or actor.country is None:
            return False
        return not self._states.names_country(actor.country)

    def _residents(self, at: int, sentence: Sentence) -> Found | None:
        """People by where they live or what state they are of ("加沙居民", "巴勒斯坦示威者")."""
        for end in sorted(self._lands(at, sentence), reverse=True):
            people = self._nouns.at(end) if self.view.aligned(at, end) else None
            if people is not None and people.actor.kind in RESIDENTS and people.end <= sentence.end:
                text = self.text[at : people.end]
                actor = Actor(f"generic:{text}", text, people.actor.kind, None, (people.actor.name,))
                return Found(at, people.end, actor, "nominal")
        return None

    def _noble(self, at: int, sentence: Sentence) -> Found | None:
        """Somebody by his land and rank, where no name follows ("惠灵顿公爵")."""
        for end in self._lands(at, sentence):
            stop = max((end + len(n) for n in self._nobles if self.text.startswith(n, end)), default=end)
            after = self.view.after(stop)
            named = after is not None and after.start == stop and after.tag in PERSONS
            if stop > end and self.view.aligned(at, stop) and not named:
                name = self.text[at:stop]
                return Found(at, stop, Actor(f"person:{name}", name, "person"), "name")
        return None

    def _described(self, at: int, sentence: Sentence) -> Found | None:
        """A noun with a place, a state, a people or a word of its camp before it ("俄罗斯雇佣兵", "旧军官")."""
        camps = {end for end, _ in self._camps.at(self.text, at, sentence.end)}
        states = {end for end, _ in self.entities.states.at(self.text, at, sentence.end)}
        for end in sorted(camps | self._lands(at, sentence), reverse=True):
            noun = self._nouns.at(end) if self.view.aligned(at, end) else None
            if noun is not None and self.text.startswith(self._posts, noun.end) and end not in camps | states:
                continue  # "X警察哨所": where they are
            if noun is not None and noun.end <= sentence.end and noun.actor.name not in self._local:
                if noun.actor.kind in ARMED and (unit := self._known.numbered(noun.end, sentence, owner=at)):
                    return unit
                text = self.text[at : noun.end]
                actor = Actor(f"generic:{text}", text, noun.actor.kind, None, (noun.actor.name,))
                return Found(at, noun.end, actor, "nominal")
        return None

    def _lands(self, at: int, sentence: Sentence) -> set[int]:
        """Where the names of towns, places and states end that begin here, and not within a longer name ("贝朗德")."""
        before = self.view.before(at)
        if (
            before is not None
            and before.end == at
            and before.tag in PARTS
            and before.start not in self._times
        ):
            return set()
        tables = (self.entities.towns, self.entities.places, self.entities.states)
        return {end for table in tables for end, _ in table.at(self.text, at, sentence.end) if end - at > 1}

    def _anaphor(self, at: int) -> Found | None:
        word = self.view.word(at)
        kind, end = self._anaphors.get(word.text), word.end
        if kind is None or (kind == BOUND and not self._governed(at)):
            return None
        after = self.view.after(end)
        if kind in OWNERS and after is not None and after.start == end and after.text in self._forces:
            kind, end = OWN, after.end
        return Found(at, end, Actor(f"anaphor:{kind}", word.text, "unknown"), "pronoun")

    def _governed(self, at: int) -> bool:
        """Whether a word stands right behind one that says with whom, or against whom."""
        markers = self.view.syntax.markers
        return self.view.led(at, markers["company"] | markers["aim"])

    # -- names that no table has

    def _named(self, name: Name) -> Found | None:
        """A people, or a person under the longest name that the text gives; a part of a longer name is that person."""
        for suffix in self._peoples:
            if self._figures.issuperset(name.text.removesuffix(suffix)):
                return None
            if name.text.endswith(suffix) and len(name.text) > len(suffix) + 1 and name.kind != "person":
                people = Actor(f"people:{name.text}", name.text, "ethnic_group")
                return Found(name.start, name.end, people, "name")
            after = self.view.after(name.end)
            if self.text.startswith(suffix, name.end) and after is not None and after.text == suffix:
                end = name.end + len(suffix)
                text = self.text[name.start : end]
                return Found(name.start, end, Actor(f"people:{text}", text, "ethnic_group"), "name")
        if name.kind != "person":
            return None
        if len(name.text) == TAIL and name.text.endswith(self._armies):
            return Found(name.start, name.end, Actor(f"military:{name.text}", name.text, "military"), "name")
        if name.text.endswith(self._factions) and len(name.text) >= FACTION:
            return Found(name.start, name.end, Actor(f"group:{name.text}", name.text, "rebel_group"), "name")
        link = self.view.links.get((name.start, name.end), {})
        target = str(link.get("target", ""))
        foreign = Title.read(link["foreign"]).name if link.get("foreign") else ""
        longer = target if target.endswith(name.text) and len(target) > len(name.text) else name.text
        if name.text in self._families or len(name.text) == 1:
            named = [a for actors in self._persons.values() for a in actors if a.name.startswith(name.text)]
            if named or len(name.text) == 1:
                return Found(name.start, name.end, named[0], "name") if named else None
        if len(kings := self._rulers.get(name.text, [])) == 1:
            return Found(name.start, name.end, kings[0], "name")
        key = longer[-TAIL:]
        for known in self._persons.get(key, []):
            if len(longer) >= TAIL and known.name.endswith(longer):
                return Found(name.start, name.end, known, "name")
        others = tuple(other for other in (name.text, foreign) if other and other != longer)
        actor = Actor(f"person:{longer}", longer, "person", None, others)
        self._persons.setdefault(key, []).append(actor)
        if number := self._regnal.search(longer):
            self._rulers.setdefault(longer[: number.start()], []).append(actor)
        return Found(name.start, name.end, actor, "name")


def _describes(noun: Actor, name: Actor) -> bool:
    return noun.kind == name.kind or (noun.kind in ARMED and name.kind in ARMED)
