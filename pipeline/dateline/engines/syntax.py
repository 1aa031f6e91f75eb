"""Questions to a dependency parse that several stages ask, in terms of the labels a language names.

The label sets come from `models/<lang>/syntax.toml`, so that the code knows no scheme by heart.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline import data


@dataclass(frozen=True, slots=True)
class Syntax:
    """Dependency labels of one language's parser, by what they mean here."""

    subject: frozenset[str]
    passive_subject: frozenset[str]
    object: frozenset[str]
    preposition: frozenset[str]
    preposition_object: frozenset[str]
    agent: frozenset[str]
    conjunct: frozenset[str]
    clause: frozenset[str]
    particle: frozenset[str]

    @classmethod
    def load(cls, lang: str) -> Syntax:
        """Read models/<lang>/syntax.toml."""
        labels = data.load_toml(lang, "syntax.toml")["labels"]
        return cls(**{name: frozenset(values) for name, values in labels.items()})


def conjuncts(token: Token) -> list[Token]:
    """The token and those coordinated with it, in text order."""
    return sorted([token, *token.conjuncts], key=lambda t: t.i)
