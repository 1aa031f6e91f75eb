"""The names that a language without a parser knows: states and their organs, actors, places; all by their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, cast

from dateline import data
from dateline.engines.flat.words import Words
from dateline.engines.registry import Organ, Registry, State, registry
from dateline.layers import Actor, ActorKind, PlacePrecision

Form = Literal["state", "short", "demonym"]


@dataclass(frozen=True, slots=True)
class Named:
    """A state as a word names it."""

    state: State
    form: Form


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place of the language's own table."""

    name: str
    country: str | None
    precision: PlacePrecision
    lat: float | None
    lon: float | None


@dataclass(slots=True, eq=False)
class Entities:
    """Words for states, organs, actors, places; one for a language, so two are the same only as objects."""

    lang: str
    registry: Registry
    states: Words[Named] = field(default_factory=Words)
    actors: Words[Actor] = field(default_factory=Words)
    organs: Words[str] = field(default_factory=Words)
    nominals: Words[ActorKind] = field(default_factory=Words)
    towns: Words[int] = field(default_factory=Words)
    town_names: dict[int, str] = field(default_factory=dict)
    told_towns: set[int] = field(default_factory=set)  # those that articles on wars are known to name
    places: Words[OwnPlace] = field(default_factory=Words)
    camps: Words[str] = field(default_factory=Words)  # peoples and camps as they stand before a noun
    data: dict[str, Any] = field(default_factory=dict)
    place_words: dict[str, Any] = field(default_factory=dict)

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, lang: str, own: tuple[str, ...] = ()) -> Entities:
        """All tables of a language, and those of the user's own actors."""
        out = cls(lang, registry(lang, own))
        out.data = data.load_toml(lang, "actors.toml")
        out.place_words = data.load_toml(lang, "places.toml")
        for state in out.registry.states.values():
            for name in (state.name, *state.names):
                out.states.add(name, Named(state, "state"))
            for name in state.adjectives:
                out.states.add(name, Named(state, "short"))
            for name in state.demonyms:
                out.states.add(name, Named(state, "demonym"))
        for row in data.load_tsv(lang, "actors.tsv"):
            actor = out.translated(row["id"], row["name"], _items(row["names"]))
            for name in (row["name"], *_items(row["names"])):
                out.actors.add(name, actor)
        for entry in out.registry.entries.values():
            if entry.own:
                for name in (entry.actor.name, *entry.actor.aliases):
                    out.actors.add(name, entry.actor)
        for kind, words in out.data["forces"].items():
            for word in words:
                out.actors.add(word, Actor(f"group:{word}", word, cast(ActorKind, kind)))
        for organ, words in out.data["organs"].items():
            for word in words:
                out.organs.add(word, organ)
        suffixes = sorted(out.data["lists"]["people_suffix"], key=len, reverse=True)
        people = [n for n, actors in out.actors.items() if actors[0].id.startswith("people:")]
        bare = [n.removesuffix(s) for n in people for s in suffixes if n.endswith(s)]
        for word in (*(n for n in bare if len(n) > 1), *out.data["lists"]["camps"]):
            out.camps.add(word, word)
        for kind, words in out.data["nominals"].items():
            for word in words:
                out.nominals.add(word, cast(ActorKind, kind))
        features = out.place_words["features"]
        persons = out.data["persons"]
        common = frozenset(
            [
                *features["point"],
                *features["area"],
                *persons["titles"],
                *persons["not_persons"],
                *out.place_words["not_towns"],
            ]
        )
        for row in data.load_tsv(lang, "places.tsv"):
            names = row["names"].split("|")
            out.town_names[int(row["id"])] = min(names, key=lambda name: (len(name), name))
            for name in names:
                if name not in common:
                    out.towns.add(name, int(row["id"]))
        for row in data.load_tsv(lang, "town_names.tsv"):
            out.told_towns.add(int(row["id"]))
            for name in row["names"].split("|"):
                out.towns.add(name, int(row["id"]))
        for row in data.load_tsv(lang, "own_places.tsv"):
            lat, lon = (float(row[k]) if row.get(k) else None for k in ("lat", "lon"))
            precision = cast(PlacePrecision, row["precision"])
            point = (lat, lon) if precision == "exact" else (None, None)
            place = OwnPlace(row["name"], row["country"] or None, precision, *point)
            for name in (row["name"], *_items(row["aliases"])):
                out.places.add(name, place)
        return out

    def meant(self, word: str, counts: Mapping[str, int]) -> Named | None:
        """Of the states that share a word the one that the text names most in full, else the one mostly meant by it."""
        values = self.states.get(word)
        if not values:
            return None
        best = max(values, key=lambda n: (counts.get(n.state.id, 0), n.form == "state"))
        if counts.get(best.state.id) or best.form == "state":
            return best
        if word in self.data["named_only"]["words"]:
            return None
        former = [
            s for s in self.registry.states.values() if best.state.country in s.within and counts.get(s.id)
        ]
        if len(former) == 1 and best.state.country:
            return Named(former[0], best.form)  # "中日两国" in a text on the Qing
        if len({n.state.id for n in values}) == 1:
            return best
        preferred = self.data["preferred"].get(word)
        return next((n for n in values if n.state.id == preferred), None)

    def translated(self, ident: str, name: str, names: tuple[str, ...]) -> Actor:
        """An actor of the registry under its name in this language; its other names follow."""
        entry = self.registry.entries[ident].actor
        aliases = tuple(dict.fromkeys([*names, entry.name, *entry.aliases]))
        return Actor(entry.id, name, entry.kind, entry.country, aliases, entry.ucdp)

    def organ(self, state: State, organ: Organ) -> Actor:
        """Government, military or police of a state, under its name in this language."""
        row = self.registry._composed[organ]
        unsure = self.data["named_only"]["words"]
        short = next((word for word in state.adjectives if word not in unsure), state.name)
        words = {"name": state.name, "adjective": short}
        known = self.registry.organ(state, organ)
        ending = row["name"].format(name="", adjective="")
        name = state.name if state.name.endswith(ending) else row["name"].format(**words)
        aliases = [alias.format(**words) for alias in row["aliases"]]
        aliases += [row["name"].format(name=state.name, adjective=word) for word in state.adjectives]
        others = (n for n in state.names if n not in row["name"])
        aliases += [row["aliases"][0].format(name=other, adjective=short) for other in others]
        if known.name not in (name, *aliases):
            aliases += [known.name, *known.aliases]
        aliases = [a for a in dict.fromkeys(aliases) if a != name]
        return Actor(known.id, name, known.kind, known.country, tuple(aliases), known.ucdp)

    def segments(self) -> list[tuple[str, int, str]]:
        """The words that the segmenter must keep whole, each with frequency and tag."""
        rows: list[tuple[str, int, str]] = []
        for named in self.registry.states.values():
            heads = (named.name, *named.names, *named.adjectives)
            rows += [(name, OWN, "ns") for name in (named.name, *named.names) if len(name) > 1]
            rows += [
                (head + word, OWN, "nt")
                for head in named.adjectives
                for words in self.data["organs"].values()
                for word in words
                if len(word) == 1
            ]
            del heads
        offices = [
            t
            for t in self.data["persons"]["titles"]
            if any(t.startswith(o) for o in self.organs if len(o) > 1)
        ]
        shorts = {h for state in self.registry.states.values() for h in state.adjectives if len(h) == 1}
        rows += [(short + office, OWN, "n") for short in shorts for office in offices]
        rows += [(w, OWN, "nt") for w in self.actors if len(w) > 1]
        rows += [(w, OWN, "n") for w in self.nominals if len(w) > 1]
        rows += [(w, OWN, "n") for w in self.organs if len(w) > 1]
        rows += [(w, OWN, "n") for words in self.data["units"].values() for w in words if len(w) > 1]
        rows += [(w, OWN, "n") for w in self.data["persons"]["titles"] if len(w) > 1]
        rows += [(w, OWN, "r") for words in self.data["anaphors"].values() for w in words if len(w) > 1]
        rows += [(w, OWN, "ns") for w in self.places if len(w) > 1]
        rows += [(w, OWN, "n") for w in self.place_words["whole"]]
        rows += [(w, OWN, "nz") for w in self.camps if len(w) > 1 and w not in self.nominals]
        rows += [(w, NAME, TOWN) for w in self.towns if len(w) > 2]
        rows += [(w, FAMILY, "nr") for w in self.data["persons"]["known"]]
        rows += [(w, FAMILY, TOWN) for w in self.data["persons"]["families"]]
        return rows


OWN = 20_000  # as frequent as a common word of jieba's dictionary
NAME = 300
FAMILY = 3_000  # as frequent as a common family name
TOWN = "nsf"  # tag of a name of a town that the dictionary of the segmenter lacks


def _items(cell: str | None) -> tuple[str, ...]:
    return tuple(item for item in (cell or "").split("|") if item)
