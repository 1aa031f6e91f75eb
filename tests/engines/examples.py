"""Runs one example of a lexicon sense: parses its text and compares trigger and roles with what it says."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.frames import Matcher
from dateline.engines.events.lexicon import Sense
from dateline.layers import Actor, ActorMention, Place, PlaceMention

ROLES = ("initiator", "target", "party", "supporter", "mediator")


def prepare(nlp: Language, example: dict[str, Any]) -> Doc:
    """Parse the text; its place becomes a place mention, other names actors of unknown kind."""
    doc = nlp(example["text"])
    doc._.actors, doc._.places = [], []
    if place := example.get("place"):
        start = example["text"].index(place)
        span = doc.char_span(start, start + len(place), alignment_mode="expand")
        where = Place(place, None, None, None, None, None, "unknown")
        doc._.places.append(PlaceMention(span.start_char, span.end_char, span.root.i, 0, where, 1.0))
    inside = {t.i for p in doc._.places for t in doc.char_span(p.start, p.end, alignment_mode="expand")}
    for token in doc:
        if token.pos_ == "PROPN" and token.i not in inside and _named_party(token):
            actor = Actor(f"generic:{token.lower_}", token.text, "unknown")
            doc._.actors.append(ActorMention(token.idx, token.idx + len(token), token.i, 0, actor, "nominal"))
    return doc


def _named_party(token: Token) -> bool:
    """Whether a proper noun stands where a party stands: subject, object, behind some prepositions."""
    if token.dep_ == "conj":
        return _named_party(token.head)
    if token.dep_ == "pobj":
        return token.head.lower_ in ("by", "with", "between", "to", "over", "against", "from", "of")
    return token.dep_ in ("nsubj", "nsubjpass", "dobj", "poss", "dative")


def fillers(frame: Frame, role: str) -> list[Token]:
    """Tokens that play a role; a victim is a target."""
    roles = {role, "victim"} if role == "target" else {role}
    return [t for slot, name in frame.sense.slots.items() if name in roles for t in frame.slots.get(slot, ())]


def run_example(nlp: Language, matcher: Matcher, sense: Sense, example: dict[str, Any]) -> list[str]:
    """What differs between the example and what the engine finds; empty when it holds."""
    doc = prepare(nlp, example)
    mentions = matcher.layers(doc)
    frames = matcher.match(doc, mentions, 0, len(doc))
    mine = [f for f in frames if f.sense.id == sense.id] or [f for f in frames if f.sense.type == sense.type]
    found = [(f.sense.id, doc[slice(*f.span())].text) for f in frames]
    if example.get("none"):
        return (
            [f"expected no {sense.type}, found {found}"]
            if any(f.sense.type == sense.type for f in frames)
            else []
        )
    if not mine:
        return [f"not found; found {found}"]
    trigger = example.get("trigger")
    frame = next((f for f in mine if trigger in (None, doc[slice(*f.span())].text)), mine[0])
    out = []
    if trigger is not None and doc[slice(*frame.span())].text != trigger:
        out.append(f"trigger {doc[slice(*frame.span())].text!r}, expected {trigger!r}")
    for role in ROLES:
        heads = fillers(frame, role)
        for text in example.get(role, ()):
            start = example["text"].index(text)
            spans = [(start <= t.idx < start + len(text)) for t in heads]
            if not any(spans):
                slots = {name: [t.text for t in tokens] for name, tokens in frame.slots.items()}
                out.append(f"{role} {text!r} not found; slots are {slots}")
    return out
