"""The registry of states and of the actors known by name, in the words of one language."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, cast, get_args

from dateline import data
from dateline.engines.actors.own_actors import OwnActor, own_actors
from dateline.engines.phrases import PhraseMatcher
from dateline.errors import DatelineError
from dateline.layers import Actor, ActorKind

Form = Literal["state", "adjective", "demonym", "seat", "name", "acronym"]
Organ = Literal["government", "military", "police", "air_force", "navy", "security_forces", "peacekeepers"]
_CURATED = "actors.tsv"
ALWAYS = (-math.inf, math.inf)  # the years of those whose beginning and end nothing tells
NAMESPACE: dict[Organ, str] = {
    "government": "state",
    "military": "military",
    "police": "police",
    "air_force": "military",
    "security_forces": "police",
    "navy": "military",
    "peacekeepers": "military",
}
# What sets the id of a branch apart from that of the whole.
BRANCH: dict[Organ, str] = {
    "air_force": "/air", "navy": "/navy", "security_forces": "/security", "peacekeepers": "/peacekeepers",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """A present or historical state and its names in one language.

    `id`: ISO 3166-1 alpha-2 of a present state, else a slug; `country`: ISO code or None; `within`: ISO
    codes of the present states on whose soil it lay; `seats`: cities whose name stands for its government;
    `modern`: the present state by whose name texts call one that is no more.
    """

    id: str
    name: str
    country: str | None
    within: tuple[str, ...]
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]
    modern: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """What a phrase may stand for: a form of a state's name, or a name of an actor; `id` of either."""

    form: Form
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the registry.

    `anywhere`: its names need no mention of its country to be believed; `distinct`: the long ones do not;
    `own`: a table of the user's says so, and no other reading of its names counts.
    """

    actor: Actor
    anywhere: bool
    distinct: bool
    own: bool = False


class Registry:
    """States and actors with a matcher of all their names; `own`: tables of the user's own actors."""

    def __init__(self, lang: str, own: tuple[str, ...] = ()) -> None:
        self._composed: dict[str, Any] = data.load_toml(lang, "actors.toml")["composed"]
        self.states = _states(lang)
        self.entries: dict[str, Entry] = {}
        self._organs: dict[str, Actor] = {}
        self.matcher: PhraseMatcher[Name] = PhraseMatcher()
        self._ucdp = {row["id"]: int(row["ucdp"]) for row in data.load_tsv("registry", "ucdp.tsv")}
        self.lifetimes = {row["id"]: _lifetime(row) for row in data.load_tsv("registry", "years.tsv")}
        for state in self.states.values():
            self._file_state(state)
        for table in (_CURATED, "groups.tsv"):
            for row in data.load_tsv("registry", table):
                self._file_actor(row, table)
        for state in self.states.values():
            self._file_styles(state)
        for actor in own_actors(own):
            self._file_own(actor)

    def _ucdp_of(self, actor_id: str) -> int | None:
        """The id that the UCDP Actor Dataset gives an actor, its state for its forces; None without one."""
        namespace, _, name = actor_id.partition(":")
        state = f"state:{name.partition('/')[0]}" if namespace in ("military", "police") else ""
        return self._ucdp.get(actor_id) or self._ucdp.get(state)

    def years(self, actor_id: str) -> tuple[float, float]:
        """The first and last year of an actor, astronomical; infinite where unknown or going on."""
        namespace = actor_id.rstrip("0123456789") + "*"  # "group:ucdp-*": all of one dataset
        return self.lifetimes.get(actor_id) or self.lifetimes.get(namespace, ALWAYS)

    def composed_name(self, actor_id: str) -> str | None:
        """The name that the army of a state has of the state's, whatever else it is called; None for all others."""
        namespace, _, key = actor_id.partition(":")
        state = self.states.get(key)
        if namespace != "military" or state is None:
            return None
        return str(self._composed["military"]["name"]).format(**_words(state))

    def organ(self, state: State, organ: Organ) -> Actor:
        """An organ of a state: of the registry, else composed from the state's name; with all composed names."""
        key = f"{NAMESPACE[organ]}:{state.id}{BRANCH.get(organ, '')}"
        if key not in self._organs:
            words = _words(state)
            row = self._composed[organ]
            names = [alias.format(**words) for alias in (row["name"], *row["aliases"])]
            if organ == "military":
                names += state.demonyms[:1]  # "the Danes" who fight
            if key in self.entries:
                own = self.entries[key].actor
                aliases = dict.fromkeys(n for n in (*own.aliases, *names) if n != own.name)
                self._organs[key] = replace(own, aliases=tuple(aliases))
            else:
                kind: ActorKind = row.get("kind", organ)
                aliases = dict.fromkeys(names[1:])
                actor = Actor(key, names[0], kind, state.country, tuple(aliases), self._ucdp_of(key))
                self.entries[key] = Entry(actor, False, False)
                self._organs[key] = actor
        return self._organs[key]

    def army_of(self, actor: Actor) -> Actor:
        """The army of a state that goes by its own name; any other actor as it is."""
        state = self.states.get(actor.id.partition(":")[2]) if is_state(actor) else None
        return self.organ(state, "military") if state is not None else actor

    def possessed(self, owner: str, words: str) -> list[str]:
        """The names of those who are somebody's and have no other, best first: "Xie Jinyuan's men"."""
        row = self._composed["possessed"]
        return [name.format(owner=owner, words=words) for name in (row["name"], *row["aliases"])]

    def _file_state(self, state: State) -> None:
        forms: list[tuple[Form, tuple[str, ...]]] = [
            ("state", (state.name, *state.names)),
            ("adjective", state.adjectives),
            ("demonym", state.demonyms),
            ("seat", state.seats),
        ]
        for form, names in forms:
            for name in names:
                self.matcher.add(name, Name(form, state.id))

    def _file_styles(self, state: State) -> None:
        """The full styles of a state ("Kingdom of Greece") that no other state or actor has."""
        for style in self._composed.get("styles", {}).get("names", ()):
            name = style.format(name=state.name)
            if not self.matcher.get(name):
                self.matcher.add(name, Name("state", state.id))

    def _file_actor(self, row: dict[str, str], table: str) -> None:
        if row["kind"] not in get_args(ActorKind):
            raise DatelineError("E304", path=table, reason=f"unknown kind {row['kind']!r} of {row['id']}")
        if row["id"] in self.entries:
            raise DatelineError("E304", path=table, reason=f"the id {row['id']} stands twice")
        acronyms, names = _items(row["acronyms"]), _items(row["names"])
        country = row["country"].rstrip("*") or None
        actor = Actor(
            row["id"],
            row["name"],
            cast(ActorKind, row["kind"]),
            country,
            (*acronyms, *names),
            self._ucdp_of(row["id"]),
        )
        self.entries[actor.id] = Entry(actor, row["country"].endswith("*"), table == _CURATED)
        for name in dict.fromkeys((actor.name, *names)):
            self.matcher.add(name, Name("name", actor.id))
        for acronym in acronyms:
            self.matcher.add(acronym, Name("acronym", actor.id))

    def _file_own(self, row: OwnActor) -> None:
        """File an actor of the user's; one that the registry has keeps its other names."""
        known = self.entries.get(row.id)
        aliases = (*row.acronyms, *row.names)
        if known is not None:
            aliases = (*aliases, *(n for n in (known.actor.name, *known.actor.aliases) if n != row.name))
        ucdp = row.ucdp if row.ucdp is not None else self._ucdp_of(row.id)
        actor = Actor(row.id, row.name, row.kind, row.country, tuple(dict.fromkeys(aliases)), ucdp)
        self.entries[row.id] = Entry(actor, True, True, own=True)
        self.lifetimes[row.id] = ALWAYS  # the user says that it is meant
        for name in (row.name, *row.names):
            self.matcher.add(name, Name("name", row.id))
        for acronym in row.acronyms:
            self.matcher.add(acronym, Name("acronym", row.id))


def is_state(actor: Actor) -> bool:
    """Whether an actor is a state that is named by itself, and none of its organs."""
    return actor.kind == "government" and actor.id.startswith("state:")


def _words(state: State) -> dict[str, str]:
    """The words of a state that the names of its organs are composed of."""
    return {"name": state.name, "adjective": state.adjectives[0] if state.adjectives else state.name}


def _lifetime(row: dict[str, str]) -> tuple[float, float]:
    first, last = row["since"], row["until"]
    return (int(first) if first else ALWAYS[0], int(last) if last else ALWAYS[1])


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item for item in cell.split("|") if item)


def _states(lang: str) -> dict[str, State]:
    """States by id; raises E304 where the two tables do not agree."""
    facts = {row["id"]: row for row in data.load_tsv("registry", "states.tsv")}
    out = {}
    for row in data.load_tsv(lang, "states.tsv"):
        if row["id"] not in facts:
            raise DatelineError("E304", path="registry/states.tsv", reason=f"no state {row['id']!r}")
        fact = facts[row["id"]]
        names, adjectives, demonyms, seats = (
            _items(row[column] or "") for column in ("names", "adjectives", "demonyms", "seats")
        )
        out[row["id"]] = State(
            row["id"],
            row["name"],
            fact["country"] or None,
            _items(fact["within"]),
            names,
            adjectives,
            demonyms,
            seats,
            fact["modern"] or None,
        )
    return out


@lru_cache(maxsize=8)
def registry(lang: str, own: tuple[str, ...] = ()) -> Registry:
    """The registry in the words of a language, with the actors of the user's own tables; loaded once a process.

    Raises UsageError E206, E315 for a table that is not right.
    """
    return Registry(lang, own)
