"""The event lexicon: senses of words, as written in models/<lang>/events/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from dateline import data
from dateline.errors import DatelineError
from dateline.layers import ActorKind, Role, Status

ROLES = frozenset(get_args(Role)) | {"victim", "place"}
STATUSES = frozenset(get_args(Status))
# What a word may tell beside its own meaning.
TELLS = frozenset({"content", "outcome", "whole", "end", "close"})
POS = frozenset({"VERB", "NOUN", "ADJ"})
_KEYS = frozenset(
    {
        "id",
        "type",
        "triggers",
        "pos",
        "slots",
        "place",
        "needs",
        "unless",
        "status",
        "tells",
        "examples",
        "strict",
    }
)
_EXAMPLE_KEYS = frozenset(get_args(Role)) | {"text", "trigger", "place", "none"}

# Classes that rest on who an actor is, by the actor's kind; further ones are the noun classes of nouns.toml.
ARMED_KINDS: frozenset[ActorKind] = frozenset(
    {"government", "military", "police", "rebel_group", "jihadist_group", "militia", "peacekeepers"}
)
PEOPLE_KINDS: frozenset[ActorKind] = frozenset({"civilians", "protesters", "ethnic_group", "person"})
KINDS: dict[str, frozenset[ActorKind]] = {
    "armed": ARMED_KINDS,
    "people": PEOPLE_KINDS,
    "person": frozenset({"person"}),
    "ethnic": frozenset({"ethnic_group", "civilians"}),
    "armed_only": frozenset({"military", "peacekeepers"}),
    "insurgent": frozenset({"rebel_group", "jihadist_group", "militia"}),
}
BUILT_IN = frozenset(
    {
        "place",
        "named_place",
        "named_town",
        "armed",
        "people",
        "actor",
        "person",
        "ethnic",
        "absent",
        "present",
    }
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase that names an event: lemmas, the head first for a verb, last for a noun.

    `needs` is a preposition that the verb must govern ("fall+to").
    """

    words: tuple[str, ...]
    needs: str | None = None

    @classmethod
    def parse(cls, text: str) -> Trigger:
        """Read the lexicon's notation."""
        words, _, needs = text.partition("+")
        return cls(tuple(words.replace("-", " ").split()), needs or None)

    @classmethod
    def forms(cls, text: str) -> list[Trigger]:
        """The trigger, and a word with a hyphen also as the one word that it may be read as ("dive-bombed")."""
        first, *rest = text.split()
        joined = [" ".join([first.replace("-", ""), *rest])] if "-" in first else []
        return [cls.parse(form) for form in (text, *joined)]


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of its triggers: which event type, and which slot plays which role.

    `tells` is "content" where the word only reports what happened ("denied the killings"), "whole" where what
    it governs is part of it ("refused to withdraw", "threatened to invade"), "end" where what it is said of is
    part of it ("the talks collapsed"), "close" where it ends what was told before and tells nothing of anything
    else ("the assault collapsed", not "an assault on X collapsed"), "outcome" where it may tell what came of the
    happening told before ("twelve men died").
    """

    id: str
    type: str
    pos: str
    triggers: tuple[Trigger, ...]
    slots: dict[str, str]
    place: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]
    unless: dict[str, tuple[str, ...]]
    status: str | None
    tells: str | None
    order: int
    file: str
    examples: tuple[dict[str, Any], ...]
    strict: bool = False  # whether it holds only where nothing is lacking


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How event types behave (models/events.toml, which explains each list)."""

    order: tuple[str, ...]
    absorbed: frozenset[str]
    absorbed_many: frozenset[str]
    harbouring: frozenset[str]
    violent: tuple[str, ...]
    same_happening: frozenset[str]
    level: frozenset[str]
    no_inherited_place: frozenset[str]
    asked: frozenset[str]
    answers: frozenset[str]
    spoken: frozenset[str]
    opinions: frozenset[str]
    at_home: frozenset[str]
    ruling: frozenset[str]
    falls: frozenset[str]
    launched: frozenset[str]
    founding: frozenset[str]
    resumed: frozenset[str]
    national: frozenset[str]
    two_sided: frozenset[str]
    yielding: frozenset[str]
    moving: frozenset[str]
    slow: frozenset[str]
    enduring: frozenset[str]
    undoing: frozenset[str]
    repelling: frozenset[str]
    carrying_off: frozenset[str]
    helping: frozenset[str]
    refusals: frozenset[str]
    meetings: frozenset[str]
    blaming: frozenset[str]
    suffered: frozenset[str]
    tolls: frozenset[str]
    talks: frozenset[str]
    talked: frozenset[str]
    met: frozenset[str]
    unclaimed: frozenset[str]
    strikes: frozenset[str]
    deeds: frozenset[str]
    once: frozenset[str]
    invading: frozenset[str]
    public: frozenset[str]
    anywhere: frozenset[str]
    claimed: frozenset[str]
    against: frozenset[str]
    blows: frozenset[str]
    self_sought: frozenset[str]
    raids: frozenset[str]
    holding: frozenset[str]
    freeing: frozenset[str]
    in_custody: frozenset[str]
    trying: frozenset[str]
    winners_do: frozenset[str]
    winning: frozenset[str]
    invasions: frozenset[str]
    peace: frozenset[str]
    taking: frozenset[str]
    distant: frozenset[str]
    announced: frozenset[str]
    rising: frozenset[str]
    retold: frozenset[str]
    kin: dict[str, frozenset[str]]
    instant: frozenset[str]
    befalling: frozenset[str]
    fights: frozenset[str]
    costless: frozenset[str]
    harmless: frozenset[str]
    peaceable: frozenset[str]
    ending: frozenset[str]
    damage: frozenset[str]
    frontal: frozenset[str]
    passing: frozenset[str]
    assaults: frozenset[str]
    melee: frozenset[str]
    civil: frozenset[str]
    fought: frozenset[str]
    twins: frozenset[str]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Behaviour:
        """Read models/events.toml."""
        table = data.load_toml("events.toml")
        order, violent = (tuple(table.pop(name)) for name in ("order", "violent"))
        kin = {type_: frozenset(types) for type_, types in table.pop("kin").items()}
        types = {name: frozenset(types) for name, types in table.items()}
        return cls(order=order, violent=violent, kin=kin, **types)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Senses, by the lemma that each trigger is looked up by; noun classes; light verbs."""

    senses: tuple[Sense, ...]
    classes: dict[str, frozenset[str]]
    light_verbs: frozenset[str]
    index: dict[tuple[str, str], tuple[tuple[Trigger, Sense], ...]] = field(default_factory=dict)

    @property
    def doers(self) -> frozenset[str]:
        """Nouns for those who act: armed or other people, ships aside."""
        none: frozenset[str] = frozenset()
        people = self.classes.get("armed", none) | self.classes.get("people", none)
        return people - self.classes.get("ship", none)

    @property
    def acts(self) -> frozenset[str]:
        """Nouns that may tell an act."""
        return frozenset(word for pos, word in self.index if pos == "NOUN")

    @classmethod
    def make(
        cls, senses: list[Sense], classes: dict[str, frozenset[str]], light_verbs: frozenset[str]
    ) -> Lexicon:
        """Index the senses: most specific first (length of the phrase, then hints, then file order)."""
        rows: dict[tuple[str, str], list[tuple[Trigger, Sense]]] = {}
        for sense in senses:
            for trigger in sense.triggers:
                key = trigger.words[-1] if sense.pos == "NOUN" else trigger.words[0]
                rows.setdefault((sense.pos, key), []).append((trigger, sense))
        for entries in rows.values():
            entries.sort(key=_specificity)
        return cls(tuple(senses), classes, light_verbs, {key: tuple(v) for key, v in rows.items()})


# The roles in which a verb that lends its subject to a noun puts it as an owner would.
_DOING = frozenset({"initiator", "party"})


def _specificity(entry: tuple[Trigger, Sense]) -> tuple[int, int, int]:
    trigger, sense = entry
    return (
        -len(trigger.words) - (trigger.needs is not None),
        -len(sense.needs) - len(sense.unless),
        sense.order,
    )


def types_of(names: Iterable[str], groups: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The types of events that a list of data names, each by itself or with others by a group."""
    return frozenset(t for name in names for t in groups.get(name, [name]))


@lru_cache(maxsize=8)
def load(lang: str) -> Lexicon:
    """The lexicon of a language; raises E304 that names the first mistake and their number."""
    lexicon, mistakes = read(data.models_dir() / lang / "events")
    if mistakes:
        raise DatelineError("E304", path=f"{lang}/events", reason=f"{mistakes[0]} ({len(mistakes)} in all)")
    return lexicon


def read(folder: Path) -> tuple[Lexicon, list[str]]:
    """The lexicon in a folder and every mistake in it, each as "file, sense: what is wrong"."""
    mistakes: list[str] = []
    classes: dict[str, frozenset[str]] = {}
    light: frozenset[str] = frozenset()
    tables: list[tuple[str, dict[str, Any]]] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            mistakes.append(f"{path.name}: {error}")
            continue
        if path.name == "nouns.toml":
            classes = {name: frozenset(words) for name, words in table["classes"].items()}
        elif path.name == "light.toml":
            light = frozenset(table["verbs"])
        else:
            tables.append((path.name, table))
    types = frozenset(data.load_toml("codes.toml")["types"])
    order = {name: place for place, name in enumerate(Behaviour.load().order)}
    rows: list[tuple[str, dict[str, Any]]] = []
    seen: set[str] = set()
    for file, table in tables:
        for row in table.get("sense", []):
            found = _mistakes(row, seen, types, frozenset(classes) | BUILT_IN)
            name = row.get("id", "(no id)")
            mistakes += [f"{file}, {name}: {text}" for text in found]
            seen.add(name)
            if not found:
                rows.append((file, row))
    rows.sort(key=lambda told: order[told[1]["type"]])
    senses = [_sense(row, file, place) for place, (file, row) in enumerate(rows)]
    return Lexicon.make(senses, classes, light), mistakes


def _mistakes(
    row: dict[str, Any], seen: set[str], types: frozenset[str], classes: frozenset[str]
) -> list[str]:
    """What is wrong with one sense."""
    out = [f"unknown key {key!r}" for key in row if key not in _KEYS]
    out += [f"no {key}" for key in ("id", "type", "triggers", "pos") if not row.get(key)]
    if out:
        return out
    if row["id"] in seen:
        out.append("id used twice")
    if row["type"] not in types:
        out.append(f"unknown type {row['type']!r}")
    if row["pos"] not in POS:
        out.append(f"unknown pos {row['pos']!r}")
    if (status := row.get("status")) is not None and status not in STATUSES:
        out.append(f"unknown status {status!r}")
    if (tells := row.get("tells")) is not None and tells not in TELLS:
        out.append(f"unknown value {tells!r} of tells")
    out += [f"trigger {text!r} is not in lower case" for text in row["triggers"] if text != text.lower()]
    out += [
        f"unknown role {role!r} in slot {slot!r}"
        for slot, role in row.get("slots", {}).items()
        if role not in ROLES
    ]
    for part in ("needs", "unless"):
        for slot, names in row.get(part, {}).items():
            if isinstance(names, str):
                out.append(f"{part}.{slot} must be a list")
            else:
                out += [f"unknown class {name!r} in {part}.{slot}" for name in names if name not in classes]
    for example in row.get("examples", []):
        out += [f"unknown key {key!r} in an example" for key in example if key not in _EXAMPLE_KEYS]
        if not example.get("text"):
            out.append("an example without text")
    if not row.get("examples"):
        out.append("no examples")
    return out


def _sense(row: dict[str, Any], file: str, order: int) -> Sense:
    slots: dict[str, str] = row.get("slots", {})
    if row["pos"] == "NOUN" and slots.get("poss") in _DOING:  # "X's raid", "X made a raid"
        slots = {**slots, "subject": slots.get("subject", slots["poss"])}
    places = [slot for slot, role in slots.items() if role == "place"]
    return Sense(
        row["id"],
        row["type"],
        row["pos"],
        tuple(dict.fromkeys(t for text in row["triggers"] for t in Trigger.forms(text))),
        {slot: role for slot, role in slots.items() if role != "place"},
        tuple(dict.fromkeys([*row.get("place", ()), *places])),
        {slot: tuple(names) for slot, names in row.get("needs", {}).items()},
        {slot: tuple(names) for slot, names in row.get("unless", {}).items()},
        row.get("status"),
        row.get("tells"),
        order,
        file,
        tuple(row.get("examples", ())),
        bool(row.get("strict", False)),
    )
