"""Who the facts of an article's boxes are about: ids of actors by their names, linked titles and flags."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dateline import data
from dateline.engines.links import Title
from dateline.engines.phrases import fold_phrase
from dateline.engines.registry import BRANCH, NAMESPACE, Organ, registry
from dateline.engines.script import in_one_script
from dateline.errors import DatelineError

Fact = dict[str, Any]

TITLES = "en"  # language of the registry's own names
WITH_ACTORS = (
    "belligerent",
    "supporter",
    "opponent",
    "suspect",
    "faction",
    "strength",
    "casualty",
    "commander",
)


def identified(facts: list[Fact], lang: str) -> list[Fact]:
    """The facts with `actor`: the id of who each is about, None where no actor is known under its names."""
    if not facts:
        return []
    return [{**fact, "actor": _actor(fact, lang) if fact["field"] in WITH_ACTORS else None} for fact in facts]


def _actor(fact: Fact, lang: str) -> str | None:
    other = fact["target"] and fold_phrase(Title.read(fact["target"]).name) != fold_phrase(fact["name"] or "")
    for code, name in _names(fact, lang):
        if found := _Names.load(code).get(name, sure=not other or name != fact["name"]):
            return found
    return None


def _names(fact: Fact, lang: str) -> Iterator[tuple[str, str]]:
    """What the actor may be known as, the surest first, each with its language."""
    if fact["foreign"] and fact["lang"] == TITLES:
        title = Title.read(fact["foreign"])
        yield TITLES, title.whole
        yield TITLES, title.name
    if fact["target"]:
        yield lang, Title.read(fact["target"]).whole
    if fact["name"]:
        yield lang, fact["name"]
        yield TITLES, fact["name"]  # flags are named in English everywhere
    if fact["target"]:
        yield lang, Title.read(fact["target"]).name


class _Names:
    """Ids by all names that actors have in a language."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        known = registry(lang)
        self._matcher = known.matcher
        self._others: dict[str, str] = {}
        composed = data.load_toml(lang, "actors.toml")["composed"]
        for state in known.states.values():
            words = {"name": state.name, "adjective": state.adjectives[0] if state.adjectives else state.name}
            for organ, namespace in NAMESPACE.items():
                row = composed.get(organ, {"name": "", "aliases": []})
                for pattern in filter(None, (row["name"], *row["aliases"])):
                    ident = f"{namespace}:{state.id}{BRANCH.get(organ, '')}"
                    self._others.setdefault(fold_phrase(pattern.format(**words)), ident)
        self._organs = {word: organ for organ, group in known_organs(lang).items() for word in group}
        for row in self._own_table():
            for name in (row["name"], *(row["names"] or "").split("|")):
                self._others[fold_phrase(name)] = row["id"]

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, lang: str) -> _Names:
        """The names of a language; those of present and past states and of their organs among them."""
        return cls(lang)

    def _own_table(self) -> list[dict[str, str]]:
        try:
            return data.load_tsv(self._lang, "actors.tsv")
        except DatelineError:
            return []  # a language may have no names of its own for the actors of the registry

    def get(self, name: str, sure: bool) -> str | None:
        """The id of the one actor of this name; of acronyms only where `sure`, for several share them."""
        name = in_one_script(name, self._lang)
        found = self._matcher.get(name)
        named = {value.id for value in found if value.form == "name" or (sure and value.form == "acronym")}
        states = {f"state:{value.id}" for value in found if value.form == "state"}
        ids = named or states
        if not sure and not ids and any(value.form == "acronym" for value in found):
            return None
        if len(ids) == 1:
            return next(iter(ids))
        return None if ids else self._others.get(fold_phrase(name)) or self._of_state(name)

    def _of_state(self, name: str) -> str | None:
        """An organ by the name of its state and a word for it, where the language writes them as one."""
        for at in range(len(name) - 1, 0, -1) if self._organs else ():
            organ = self._organs.get(name[at:])
            state = next((v.id for v in self._matcher.get(name[:at]) if v.form == "state"), None)
            if organ and state:
                return f"{NAMESPACE[organ]}:{state}{BRANCH.get(organ, '')}"
        return None


def known_organs(lang: str) -> dict[Organ, list[str]]:
    """Words for the organs of a state behind its name."""
    organs: dict[str, list[str]] = data.load_toml(lang, "actors.toml").get("organs", {})
    return {organ: organs[organ] for organ in NAMESPACE if organ in organs}
