"""Tells the language of a text by its script, among the languages that have a model."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from dateline import data

AUTO = "auto"  # instead of a language: told by the script of each text
USUAL = (
    "en"  # of a text without letters, or in a script of no model; the reader then warns of foreign letters
)
SAMPLE = 50_000  # characters that are looked at
# References, comments, tags and addresses: mostly in Latin letters, in whatever language the text is.
_MARKUP = re.compile(
    r"<!--.*?-->|<ref\b[^<>]*/>|<ref\b[^<>]*>.*?</ref>|</?\w[^<>]*>|https?://[^\s|\]}]+", re.S
)


def language_of(source: str) -> str:
    """Code of the model whose own script has the largest part of the letters, by what its reader.toml asks for.

    A language names the scripts that are its own and the share of letters from which a text is in it (`[told_by]`):
    Chinese is Chinese among many Latin names and mark-up. References are not looked at.
    """
    text = _MARKUP.sub(" ", source[:SAMPLE])
    letters = Counter(script(char) for char in text if char.isalpha())
    total = letters.total()
    shares = {
        lang: sum(letters[name] for name in scripts) / (share * total)
        for lang, (scripts, share) in _told_by().items()
        if total
    }
    best = max(shares, key=lambda lang: (shares[lang], lang == USUAL), default=USUAL)
    return best if shares.get(best, 0) >= 1 else USUAL


@cache
def script(char: str) -> str:
    """The script of a letter: the first word of its Unicode name."""
    return unicodedata.name(char, "UNKNOWN").split()[0]


@cache
def _told_by() -> dict[str, tuple[tuple[str, ...], float]]:
    tables = {lang: data.load_toml(lang, "reader.toml")["told_by"] for lang in data.languages()}
    return {lang: (tuple(table["scripts"]), table["share"]) for lang, table in tables.items()}
