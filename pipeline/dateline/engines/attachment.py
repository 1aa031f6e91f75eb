"""Changes to a dependency parse that several of its mendings make."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.syntax import Syntax


def make_subject(noun: Token, verb: Token, syntax: Syntax) -> None:
    """Make a noun the subject of a verb, and that of a passive where the verb is one."""
    passive = any(c.dep_ in syntax.passive_auxiliary for c in verb.children)
    noun.head, noun.dep_ = verb, min(syntax.noun_passive_subject if passive else syntax.noun_subject)


def take_place(token: Token, other: Token) -> None:
    """Hang a token where another one hangs, by the same label: the root of a sentence gives way to it."""
    token.head, token.dep_ = (token if other.head.i == other.i else other.head), other.dep_
