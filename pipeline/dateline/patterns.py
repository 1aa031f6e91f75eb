"""Regular expressions made of words, which are data."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(map(re.escape, _longest_first(words)))


def any_apart(words: Iterable[str]) -> str:
    """The same; those in Latin letters stand apart from other such letters."""
    return "|".join(map(_apart, _longest_first(words)))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _apart(word: str) -> str:
    left = r"(?<![A-Za-z])" if word[0].isascii() and word[0].isalpha() else ""
    right = r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    return left + re.escape(word) + right
