"""Tokens and sentences of a text for the column formats: spaCy's rule-based tokenizer and sentence splitter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import spacy
from spacy.language import Language

Token = tuple[int, int]  # start, end in code points


@cache
def _splitter(lang: str) -> Language:
    nlp = spacy.blank(lang)
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**8
    return nlp


def sentences(text: str, lang: str) -> Iterator[list[Token]]:
    """The tokens of each sentence; a line end ends a sentence."""
    start = 0
    for line in text.splitlines(keepends=True):
        for sentence in _splitter(lang)(line).sents:
            tokens = [(start + t.idx, start + t.idx + len(t)) for t in sentence if not t.is_space]
            if tokens:
                yield tokens
        start += len(line)
