"""What a name of a place says besides the name itself: what kind of place it is, and which part of it is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from dateline import data
from dateline.engines.places.gazetteer import fold, sound
from dateline.fusion.transliteration import is_latin, sound_alike
from dateline.fusion.weights import weights

SHORTEST_CORE = 2  # characters that a name keeps without the word for its kind
FEWEST_DIGITS = 2  # of a number that names a place


@dataclass(frozen=True, slots=True)
class Named:
    """`core`: the folded name without the words for its kind (`Aouzou Strip`: aouzou); `part`: `north`, or None."""

    core: str
    part: str | None

    @property
    def number(self) -> str | None:
        """The number that names the place (`Height 203`), in digits of whatever script."""
        found = re.search(rf"\d{{{FEWEST_DIGITS},}}", "".join(map(_digit, self.core)))
        return found[0] if found else None


def _digit(character: str) -> str:
    value = unicodedata.numeric(character, -1.0)
    return str(int(value)) if value in range(10) else " "


@lru_cache(maxsize=65536)
def parsed(name: str) -> Named:
    """The name taken apart."""
    return _words(name) if is_latin(name) else _characters(name)


def _words(name: str) -> Named:
    words = re.split(r"[\s‑-]+", name.casefold().strip())
    parts = [part for word in words if (part := weights().parts.get(word))]
    left = [w for w in words if w not in weights().place_words and w not in weights().parts]
    return Named(fold(" ".join(left)) or fold(name), "".join(parts) or None)


def _characters(name: str) -> Named:
    left, _ = _without(fold(name), weights().place_words)
    core, ending = _without(left, weights().parts)
    return Named(core, weights().parts[ending] if ending else None)


def _without(name: str, endings: Collection[str]) -> tuple[str, str | None]:
    """The name without the longest of the endings that leaves a name, and that ending."""
    for start in range(SHORTEST_CORE, len(name)):
        if name[start:] in endings:
            return name[:start], name[start:]
    return name, None


def same_name(left: str, right: str) -> bool:
    """Whether two folded names are one, or sound alike."""
    return left == right or (len(left) > 3 and sound(left) == sound(right))


@lru_cache(maxsize=65536)
def named_alike(left: Named, right: Named) -> bool:
    """Whether two names, of one script or of two, can be of one place."""
    if left.part != right.part:
        return False
    if same_name(left.core, right.core) or sound_alike(left.core, right.core):
        return True
    states = _states()
    if (state := states.get(left.core)) is not None and state == states.get(right.core):
        return True
    return (
        is_latin(left.core) != is_latin(right.core)
        and left.number is not None
        and left.number == right.number
    )


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    """Folded name → id of a state, in every language."""
    names: dict[str, str] = {}
    for lang in data.languages():
        for row in data.load_tsv(lang, "states.tsv"):
            for name in (row["name"], *(row["names"] or "").split("|")):
                names.setdefault(fold(name), row["id"])
    return names
