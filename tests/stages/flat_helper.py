"""Runs the Chinese pipeline over the texts of the tests."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from dateline.article import Article
from dateline.build import analyse, build

LANG = "zh"


@lru_cache(maxsize=512)
def read(text: str, reference_date: str | None = None) -> Doc:
    """A text with all its layers."""
    article = Article.from_text(text, lang=LANG)
    article.reference_date = reference_date
    return analyse(build(LANG), article)


def records(text: str) -> list[Any]:
    """The records of a text."""
    return list(read(text)._.records)


def actors(record: Any, role: str) -> list[str]:
    """The words of the participants of a role."""
    return [p.mention.text for p in record.participants if p.role == role]
