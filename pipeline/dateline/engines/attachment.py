"""Changes to a dependency parse that several of its mendings make, and what they ask of it."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.syntax import Forms, Syntax


def make_subject(noun: Token, verb: Token, syntax: Syntax) -> None:
    """Make a noun the subject of a verb, and that of a passive where the verb is one."""
    passive = any(c.dep_ in syntax.passive_auxiliary for c in verb.children)
    noun.head, noun.dep_ = verb, min(syntax.noun_passive_subject if passive else syntax.noun_subject)


def take_place(token: Token, other: Token) -> None:
    """Hang a token where another one hangs, by the same label: the root of a sentence gives way to it."""
    token.head, token.dep_ = (token if other.head.i == other.i else other.head), other.dep_


def verb_after(token: Token, forms: Forms) -> Token | None:
    """The finite verb that the next word is, or helps, or tells how."""
    doc, at = token.doc, token.i + 1
    while at < len(doc) and doc[at].pos_ in ("AUX", "ADV", "PART"):
        at += 1
    if at == len(doc) or doc[at].pos_ != "VERB" or doc[at].sent.start > token.i:
        return None
    verb: Token = doc[at]
    helped = any(t.pos_ == "AUX" for t in doc[token.i + 1 : at])
    return verb if helped or verb.tag_ in forms.tags["finite"] else None


def has_subject(verb: Token, syntax: Syntax) -> bool:
    """Whether the parse gives a verb a subject."""
    return any(c.dep_ in syntax.subject | syntax.passive_subject for c in verb.children)
