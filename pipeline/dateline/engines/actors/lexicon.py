"""How one language speaks of actors: models/<lang>/actors.toml, indexed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.tokens import Token

from dateline import data
from dateline.engines.phrases import fold
from dateline.engines.registry import Organ, Registry, registry
from dateline.engines.syntax import ARMS_TYPE, Forms, Syntax
from dateline.layers import ActorKind


class ActorLexicon:
    """Nominal heads by kind, and the small closed lists."""

    def __init__(self, lang: str) -> None:
        table = data.load_toml(lang, "actors.toml")
        self._endings: list[str] = table["words"]["plural_endings"]
        self.heads: dict[str, ActorKind] = self._index(table["heads"])
        self.branches: dict[str, Organ] = self._index(table["branches"])
        self.name_heads: dict[str, ActorKind] = self._index(table["name_heads"])
        self.signs: dict[str, ActorKind] = {w: k for k, words in table["name_signs"].items() for w in words}
        self.anaphors: dict[str, frozenset[str]] = {
            form: frozenset(kinds) for word, kinds in table["anaphors"].items() for form in self._forms(word)
        }
        self.compatible = {kind: frozenset(kinds) for kind, kinds in table["compatible"].items()}
        self.rivals = {kind: frozenset(kinds) for kind, kinds in table["rivals"].items()}
        self.not_actors = frozenset(table["not_actors"]["words"])
        self.words = _sets(table["words"])
        self.pronouns = _sets(table["pronouns"])
        self.verbs = _sets(table["verbs"])
        self.addressees = _sets(table["addressees"])
        self.syntax = _sets(table["syntax"])
        self.local_bodies = frozenset(f for word in self.words["local_bodies"] for f in self._forms(word))
        self.neutral = frozenset(form for word in table["neutral"]["words"] for form in self._forms(word))
        self.combining: dict[str, str] = table.get("combining", {})
        self.peoples_elsewhere = _sets(table.get("peoples_elsewhere", {}))
        self.partitives, self.marching = (frozenset(table["partitives"][k]) for k in ("words", "marching"))

    def _forms(self, word: str) -> list[str]:
        return [word, *(word + ending for ending in self._endings)]

    def _index(self, lists: dict[str, list[str]]) -> dict[str, Any]:
        """Word → kind; a plural gives way to a word that is listed as such, a later list to an earlier."""
        out: dict[str, Any] = {word: kind for kind, words in reversed(lists.items()) for word in words}
        for kind, words in lists.items():
            for word in words:
                for form in self._forms(word):
                    out.setdefault(form, kind)
        return out

    def head(self, token: Token) -> tuple[ActorKind, str] | None:
        """Kind and lexicon word of a noun, read with the word before it where the two are listed."""
        if self.surname(token):
            return None
        for word in (fold(token.lemma_), fold(token.text)):
            if token.i:
                for before in (token.nbor(-1).lemma_, token.nbor(-1).text):
                    pair = f"{fold(before)} {word}"
                    if pair in self.heads:
                        return self.heads[pair], pair
                    if self.branches.get(pair) == "air_force" or ARMS_TYPE.fullmatch(before):
                        return None  # "Spitfire fighters", "F-16 fighters"
            if word in self.heads:
                return self.heads[word], word
        return None

    def surname(self, token: Token) -> bool:
        """Whether a word for a trade is somebody's name here ("Baker said")."""
        return token.pos_ == "PROPN" and token.is_title and token.lower_ in self.words["trade_names"]

    def invariable(self, token: Token) -> bool:
        """Whether a noun is the same in the singular and the plural ("aircraft")."""
        return token.lower_ in self.words["invariable"]

    def plural(self, token: Token) -> bool:
        """Whether a word has the ending of a plural."""
        return token.lower_.endswith(tuple(self._endings))

    def several(self, token: Token) -> bool:
        """Whether a noun is in the plural, also one that is taken for a name ("Mopti, 3 May - Gunmen killed")."""
        if "Plur" in token.morph.get("Number", []):
            return True
        marks = tuple(self.words["plural_marks"])
        return token.pos_ == "PROPN" and token.lower_.endswith(marks) and self.head(token) is not None

    def uncounted(self, token: Token) -> bool:
        """Whether a noun in the singular may speak of many ("police", "cavalry")."""
        return token.lower_ in self.words["uncounted"]

    def uncertain(self, preposition: Token, name: Token) -> bool:
        """Whether fighters are of somebody only perhaps, or of one of several ("possibly from X", "of X or Y")."""
        perhaps = any(c.lower_ in self.words["perhaps"] for c in preposition.lefts)
        return perhaps or any(c.lower_ in self.words["alternatives"] for c in name.rights)

    def name_kind(self, words: list[str], head: str) -> ActorKind:
        """Kind of an actor whose capitalised name has these (folded) words and this head."""
        for word in words:
            if word in self.signs:
                return self.signs[word]
        return self.name_heads.get(head, "unknown")


def _sets(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table.items()}


@lru_cache(maxsize=8)
def actor_lexicon(lang: str) -> ActorLexicon:
    """The lexicon of a language, loaded once a process."""
    return ActorLexicon(lang)


@dataclass(frozen=True, slots=True)
class ActorData:
    """What a language brings to the reading of actors."""

    registry: Registry
    lexicon: ActorLexicon
    syntax: Syntax
    forms: Forms

    @classmethod
    def load(cls, lang: str, own: tuple[str, ...] = ()) -> ActorData:
        """The data of a language, with the actors of the user's own tables."""
        return cls(registry(lang, own), actor_lexicon(lang), Syntax.load(lang), Forms.load(lang))
