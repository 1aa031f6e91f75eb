"""A name of somebody in the text, before it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.phrases import fold_phrase
from dateline.engines.registry import Form, State
from dateline.layers import Actor


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text, tokens `first:last`. Forms of a state have a `state`, the others an `actor`."""

    first: int
    last: int
    form: Form
    actor: Actor | None = None
    state: State | None = None


def slug(name: str) -> str:
    """A name as part of an id."""
    return "-".join(re.findall(r"\w+", fold_phrase(name)))


def capital(token: Token) -> bool:
    """Whether a word begins with a capital."""
    return bool(token.text[0].isupper())
