"""Names in two scripts: whether one can be the other, written by its sound."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline import data
from dateline.engines.places.gazetteer import fold, one_edit_apart

Rules = list[tuple[re.Pattern[str], str]]
FEWEST, FEWEST_TOLERANT = 2, 4  # consonants of names that may be one; that may differ in one of them


def sound_alike(left: str, right: str) -> bool:
    """Whether a Latin name and one in characters have the same consonants."""
    if is_latin(left) == is_latin(right):
        return False
    a, b = consonants(left), consonants(right)
    if not a or not b or min(len(a), len(b)) < FEWEST:
        return False
    return a == b or (min(len(a), len(b)) >= FEWEST_TOLERANT and one_edit_apart(a, b))


def is_latin(name: str) -> bool:
    """Whether a name is in Latin letters."""
    return fold(name).isascii()


@lru_cache(maxsize=65536)
def consonants(name: str) -> str | None:
    """Classes of the consonants of a name; None for a script or a character that no table spells."""
    return _sounds().of_latin(fold(name)) if is_latin(name) else _sounds().of_characters(name)


class Sounds:
    """transliteration.toml and zh/transliteration.tsv."""

    def __init__(self) -> None:
        table = data.load_toml("transliteration.toml")
        self._classes = {letter: name for name, letters in table["classes"].items() for letter in letters}
        self._latin, self._syllable, self._joined = (
            [(re.compile(pattern), sound) for pattern, sound in rules]
            for rules in (table["latin"]["sounds"], table["zh"]["sounds"], table["zh"]["joined"])
        )
        self._between = set(table["zh"]["between"])
        self._characters = {
            character: _spelled(row["sound"], self._syllable)
            for row in data.load_tsv("zh", "transliteration.tsv")
            for character in row["characters"]
        }

    def of_latin(self, key: str) -> str:
        """Of a folded name."""
        return self._classed(_spelled(key, self._latin))

    def of_characters(self, name: str) -> str | None:
        """Of a name in characters."""
        syllables = [self._characters.get(c) for c in name if c not in self._between]
        if not all(s is not None for s in syllables):
            return None
        return self._classed(_spelled("".join(s for s in syllables if s), self._joined))

    def _classed(self, spelled: str) -> str:
        classes = "".join(self._classes.get(letter, "") for letter in spelled.replace("h", ""))
        return re.sub(r"(.)\1+", r"\1", classes)


def _spelled(text: str, rules: Rules) -> str:
    for pattern, sound in rules:
        text = pattern.sub(sound, text)
    return text


@lru_cache(maxsize=1)
def _sounds() -> Sounds:
    return Sounds()
