"""Finds known phrases in text, whatever their diacritics, hyphens and apostrophes.

A phrase is a sequence of folded words. Case is respected in one direction: a text word must be written at
least as large as the word of the phrase ("mali" is not Mali, "Us" is not US, but "MALI" is Mali).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")

# A dotted acronym, a possessive ending, a word with inner apostrophes, or one other character. Hyphens and
# dashes between letters join the words of a phrase and are passed over.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|['’]s\b|[\w\u0300-\u036f]+(?:['’`ʻʼ‘](?!s\b)[\w\u0300-\u036f]+)*|[^\w\s]"
)
_JOINERS = frozenset("-‐‑‒–—")
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
    | dict.fromkeys("'’`ʻʼ‘.")
)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word without case, diacritics, apostrophes and dots."""
    if word.isascii():
        return word.lower().translate(_PLAIN) or word
    return _bare(_bare(word).casefold()).translate(_PLAIN) or word


def _bare(word: str) -> str:
    """The letters of a word without marks, those of compatibility ("𝖠") replaced; case folding may yield new ones."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def fold_phrase(text: str) -> str:
    """The folded words of a phrase, joined by blanks: the same for all its spellings."""
    return " ".join(word.folded for word in _split(text))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; `size` is 0 for lower case, 1 for an initial capital, 2 for capitals."""

    folded: str
    start: int
    end: int
    size: int


def _size(word: str) -> int:
    if not word[0].isupper():
        return 0
    return 2 if word.isupper() and len(word) > 1 else 1


def _split(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        word = found.group()
        if word not in _JOINERS:
            yield Word(fold(word), found.start(), found.end(), _size(word))


@lru_cache(maxsize=2)  # several stages look at the same text
def words(text: str) -> tuple[Word, ...]:
    """The words of a text; joining hyphens are left out, other punctuation counts as words of its own."""
    return tuple(_split(text))


@dataclass(frozen=True, slots=True)
class Match(Generic[ValueT]):
    """Where a phrase stands in the text and the values that are filed under it."""

    start: int
    end: int
    values: tuple[ValueT, ...]


class _Node(Generic[ValueT]):
    """A place in the trie: the ways on, and the phrases that end here with the sizes of their words."""

    __slots__ = ("ends", "ways")

    def __init__(self) -> None:
        self.ways: dict[str, _Node[ValueT]] = {}
        self.ends: list[tuple[tuple[int, ...], ValueT]] = []


class PhraseMatcher(Generic[ValueT]):
    """A trie of phrases; each phrase may carry several values, in the order of their addition."""

    def __init__(self, phrases: Iterable[tuple[str, ValueT]] = ()) -> None:
        self._root: _Node[ValueT] = _Node()
        for phrase, value in phrases:
            self.add(phrase, value)

    def add(self, phrase: str, value: ValueT) -> None:
        """File `value` under `phrase`; a phrase without a word is an error (ValueError)."""
        node = self._root
        sizes = []
        for found in _WORD.finditer(phrase):
            word = found.group()
            if word in _JOINERS:
                continue
            node = node.ways.setdefault(fold(word), _Node())
            sizes.append(_size(word))
        if not sizes:
            raise ValueError(f"no word in the phrase {phrase!r}")
        node.ends.append((tuple(sizes), value))

    def find(self, text: str) -> list[Match[ValueT]]:
        """The longest phrases, from left to right, without overlap; of two that overlap the longer."""
        return list(self._find(words(text)))

    def get(self, text: str) -> tuple[ValueT, ...]:
        """The values of the phrase that fills the whole text; empty if there is none."""
        found = tuple(_split(text))
        end, values = self._longest(found, 0)
        return values if end == len(found) else ()

    def _find(self, text: Sequence[Word]) -> Iterator[Match[ValueT]]:
        at, ways = 0, self._root.ways
        while at < len(text):
            if text[at].folded in ways:
                end, values = self._longest(text, at)
                for inside in range(at + 1, end):
                    if self._longest(text, inside)[0] - inside > end - at:
                        end = 0
                        break
                if end:
                    yield Match(text[at].start, text[end - 1].end, values)
                    at = end
                    continue
            at += 1

    def _longest(self, text: Sequence[Word], at: int) -> tuple[int, tuple[ValueT, ...]]:
        node, start = self._root, at
        end = 0
        values: tuple[ValueT, ...] = ()
        while at < len(text) and (way := node.ways.get(text[at].folded)) is not None:
            node, at = way, at + 1
            if node.ends:
                sizes = [word.size for word in text[start:at]]
                fitting = tuple(v for need, v in node.ends if _fits(sizes, need))
                if fitting:
                    end, values = at, fitting
        return end, values


def _fits(sizes: Sequence[int], need: Sequence[int]) -> bool:
    """Whether each word is written at least as large as asked."""
    return all(size >= least for size, least in zip(sizes, need, strict=True))
