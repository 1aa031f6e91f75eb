"""The places of a text, read by the place stage alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from spacy.language import Language

from dateline.article import Article
from dateline.build import build
from dateline.layers import ActorMention, PlaceMention


@lru_cache(maxsize=1)
def nlp() -> Language:
    return build("en")


def read(text: str, actors: Sequence[ActorMention] | None = None) -> list[PlaceMention]:
    """The places of a text, without any other of our layers but the actors given."""
    others = [n for n in nlp().pipe_names if n.startswith("dateline_") and n != "dateline_sentences"]
    doc = nlp().make_doc(text)
    doc._.article = Article.from_text(text)
    with nlp().select_pipes(disable=others):
        doc = nlp()(doc)
    doc._.actors = actors
    return nlp().get_pipe("dateline_places").predict(doc)


def find(mentions: list[PlaceMention], text: str, words: str, nth: int = 0) -> PlaceMention:
    """The nth mention whose words are these."""
    found = [m for m in mentions if text[m.start : m.end] == words]
    assert len(found) > nth, [text[m.start : m.end] for m in mentions]
    return found[nth]
