"""Tells the language of a text: by its script among the languages that have a model, else by its letters and words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline import data

AUTO = "auto"  # instead of a language: told from each text
USUAL = "en"  # of a text whose language cannot be told; the reader then warns of foreign letters
SAMPLE = 50_000  # characters that are looked at
TOLD = 5_000  # ... for a language without a model
MIN_LETTERS = 12  # letters from which the language is told
MIN_WORDS = 20  # words from which a share of them is asked for; of fewer one is enough
WORDS = 0.06  # share of the commonest words of a language that no prose in it falls below
SURE = 0.8  # probability from which a language without a model is believed
NEVER = 0.25  # letters of a foreign script to one of its own, from which a text is not in a language
_WORD = re.compile(r"[^\W\d_]+")
# References, comments, tags and addresses: mostly in Latin letters, in whatever language the text is.
_MARKUP = re.compile(
    r"<!--.*?-->|<ref\b[^<>]*/>|<ref\b[^<>]*>.*?</ref>|</?\w[^<>]*>|https?://[^\s|\]}]+", re.S
)


def language_of(source: str) -> str:
    """Code of the language: the model whose script has the largest part of the letters, if the words are its own too.

    A language names the scripts that are its own and the share of letters from which a text is in it (`[told_by]`):
    Chinese is Chinese among many Latin names and mark-up. It may name its commonest words as well: a text without
    them is in another language of that script, which py3langid tells (Lui and Baldwin 2012). References do not count.
    """
    text = _MARKUP.sub(" ", source[:SAMPLE])
    letters = Counter(script(char) for char in text if char.isalpha())
    total = letters.total()
    shares = {lang: own.letters(letters) / (own.share * total) for lang, own in _told_by().items() if total}
    best = max(shares, key=lambda lang: (shares[lang], lang == USUAL), default=USUAL)
    if total < MIN_LETTERS:
        return best if shares.get(best, 0) >= 1 else USUAL
    if shares[best] < 1:  # most letters are of other scripts, in which English is not written
        return _other(text, sure=0)
    return best if _has_words(text, _told_by()[best].words) else _other(text)


def plain(tag: str) -> str:
    """The code of a language tag without region and script (BCP 47): "en" of "en-GB", "zh" of "zh-Hant"."""
    return tag.replace("_", "-").split("-")[0].lower()


def _has_words(text: str, words: frozenset[str]) -> bool:
    """Whether so many of the words are a language's commonest that the text is in it; yes for one that names none."""
    found = [word.lower() for word in _WORD.findall(text)]
    least = WORDS * len(found) if len(found) >= MIN_WORDS else 1
    return not words or sum(word in words for word in found) >= least


def _other(text: str, sure: float = SURE) -> str:
    """Code of the language of a text that is in none with a model; USUAL where that cannot be told so surely."""
    lang, probability = _identifier().classify(text[:TOLD])
    known = lang not in data.languages() and data.folder_of(lang) is not None
    return str(lang) if known and probability >= sure else USUAL


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # not loaded for texts in our languages

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def script(char: str) -> str:
    """The script of a letter: the first word of its Unicode name."""
    return unicodedata.name(char, "UNKNOWN").split()[0]


@dataclass(frozen=True, slots=True)
class _Own:
    scripts: tuple[str, ...]
    share: float
    words: frozenset[str]
    never: tuple[str, ...]

    def letters(self, found: Counter[str]) -> int:
        """How many letters are of its scripts; none in a text with many of a script that is never its own."""
        own = sum(found[name] for name in self.scripts)
        return own if sum(found[name] for name in self.never) <= NEVER * own else 0


@cache
def _told_by() -> dict[str, _Own]:
    tables = {lang: data.load_toml(lang, "reader.toml")["told_by"] for lang in data.languages()}
    return {
        lang: _Own(
            tuple(table["scripts"]),
            table["share"],
            frozenset(table.get("words", ())),
            tuple(table.get("never", ())),
        )
        for lang, table in tables.items()
    }
