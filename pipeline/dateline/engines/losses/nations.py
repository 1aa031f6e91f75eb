"""Whom the name of a nation stands for among the lost: "*Danish* losses", "200 *Danes*", "the dead of *Denmark*"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from dateline.engines.registry import Registry, State, is_state
from dateline.layers import Actor


@dataclass(frozen=True, slots=True)
class Nations:
    """Reads such names in one language."""

    known: Registry

    def by_word(self, word: Token) -> Actor | None:
        """A nation by the word for its people or what is theirs ("four Danish and nine Swedish soldiers")."""
        if word.pos_ not in ("ADJ", "PROPN") or not word.text[:1].isupper():
            return None
        states = self.known.states
        names = self.known.matcher.get(word.text)
        ids = {name.id for name in names if name.form in ("adjective", "demonym")}
        if len(ids) > 1:
            present = {id_ for id_ in ids if id_ == states[id_].country}
            countries = {m.actor.country for m in word.doc._.actors or ()} - {None}
            told = {id_ for id_ in ids if states[id_].country in countries}
            ids = told if len(told) == 1 else (told & present or present)
        if len(ids) != 1:
            return None
        return replace(self.known.organ(states[ids.pop()], "government"), name=word.text, aliases=())

    def state(self, name: Token | Span) -> Actor | None:
        """The state that a name stands for; None for any other name."""
        ids = {found.id for found in self.known.matcher.get(name.text) if found.form == "state"}
        return self.known.organ(self.known.states[ids.pop()], "government") if len(ids) == 1 else None

    def named_in(self, organ: Actor, commands: frozenset[str]) -> State | None:
        """The state whose government or command an unnamed body is by its name: "the Danish high command"."""
        words = set(organ.name.split())
        state = self.known.states.get(organ.country or "") if organ.id.startswith("generic:") else None
        told = organ.kind == "government" or not commands.isdisjoint(word.lower() for word in words)
        return state if told and state is not None and words & set(state.adjectives) else None

    def is_adjective(self, word: str, nation: Actor) -> bool:
        """Whether a word is the adjective of a state, and no noun for its people."""
        return word in self._of(nation).adjectives

    def people(self, army: Actor) -> list[str]:
        """The names of its people, by which the army of a state goes as well."""
        namespace, _, slug = army.id.partition(":")
        state = self.known.states.get(slug)
        if namespace != "military" or state is None:
            return []
        return [*state.adjectives[:1], *state.demonyms]

    def folk(self, nation: Actor) -> Actor | None:
        """Those of a nation whom the text does not call soldiers; None where it names the state alone."""
        state = self._of(nation)
        if nation.name in (state.name, *state.names, self.known.organ(state, "government").name):
            return None
        slug = "-".join(nation.name.lower().split())
        return Actor(f"generic:{slug}", nation.name, "unknown", nation.country)

    def folk_by_word(self, word: Token) -> Actor | None:
        """The same by the word for its people ("850,000 Danes"); None for any other word."""
        named = self.by_word(word)
        return self.folk(named) if named is not None else None

    def _of(self, nation: Actor) -> State:
        return self.known.states[nation.id.partition(":")[2]]


def is_folk(noun: Token, actor: Actor) -> bool:
    """Whether a noun is the word for a nation's people, in the plural: "200,000 Serbs"."""
    nation = is_state(actor) or actor.id.startswith("military:")
    return noun.pos_ == "PROPN" and "Plur" in noun.morph.get("Number", []) and nation
