"""Reads a text in one variant of its script, whatever the variant it is written in.

A language with `[segmenter]` in its language.toml names the variant that its data is written in (`script`, a
configuration of OpenCC). The text is converted character by character, so that offsets stay; other languages
are read as they stand.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from spacy.tokens import Doc

from dateline import data
from dateline.layers import article_of

# Figures and Latin letters of full width stand for the ordinary ones.
_WIDE = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}

# ASCII marks between characters that are not ASCII stand for those of full width, which the data is written in.
_MARKS = {mark: chr(ord(mark) + 0xFEE0) for mark in ",;:!?"}
_ASCII_MARK = re.compile(
    r"(?<=[^\x00-\x7f])[,!?]|[,!?](?=[^\x00-\x7f\s])|(?<=[^\x00-\x7f])[;:](?=[^\x00-\x7f])"
)


@cache
def _script(lang: str) -> str | None:
    if lang not in data.languages():
        return None
    config: dict[str, str] = data.load_toml(lang, "language.toml").get("segmenter", {})
    return config.get("script")


@cache
def _converter(script: str) -> Any:
    from opencc import OpenCC  # only languages that need it pay for loading it

    return OpenCC(script)


@lru_cache(maxsize=16)
def in_one_script(text: str, lang: str) -> str:
    """The text in the variant of its script that the data of the language is written in; same length."""
    script = _script(lang)
    if script is None:
        return text
    convert = _converter(script).convert
    plain: str = convert(text)
    if len(plain) != len(text):
        singles = ((c, convert(c)) for c in text)
        plain = "".join(one if len(one) == 1 else c for c, one in singles)
    return _ASCII_MARK.sub(lambda m: _MARKS[m[0]], plain.translate(_table(lang)))


@cache
def _table(lang: str) -> dict[int, int]:
    """Characters and what stands for them: those of full width, and variants that the converter leaves."""
    variants: dict[str, str] = data.load_toml(lang, "language.toml")["segmenter"].get("variants", {})
    return _WIDE | {ord(c): ord(plain) for c, plain in variants.items()}


def normal_text(doc: Doc) -> str:
    """The text of a Doc's article in one script; offsets are those of the article's text."""
    return _whole(article_of(doc).text, str(doc.lang_))


@lru_cache(maxsize=4)
def _whole(text: str, lang: str) -> str:
    """The text of an article, kept apart: the names of actors and places would push it out."""
    return in_one_script(text, lang)
