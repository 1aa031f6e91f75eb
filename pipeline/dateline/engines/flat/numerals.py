"""Reads how many in a script of place-value words and units, as a range of low, best and high.

The words are data (models/<lang>/numbers.toml); this file holds the grammar that joins them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline import data
from dateline.patterns import any_of

TOLL = 8  # characters of the noun of a toll before a bound


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the text says it; `text[start:end]` with its bounds and the word that counts.

    low, best, high: None where the text leaves that side open. `people`: a word that counts people follows.
    """

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    people: bool


class Numerals:
    """The numbers of one language."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._digits: dict[str, float] = table["digits"]
        self._units: dict[str, int] = table["units"]
        self._vague: dict[str, int] = table["vague"]
        self._alone: dict[str, int] = table["alone"]
        self._dozens: dict[str, int] = table["dozens"]
        self._none = re.compile("|".join(map(re.escape, table["bounds"]["none"])))
        bounds = table["bounds"]
        self._sides = {word: kind for kind in ("floor", "ceiling", "about") for word in bounds[kind]}
        self._bound = re.compile(any_of(self._sides))
        self._ordinal = frozenset(bounds["ordinal"])
        self._fractions = tuple(bounds["fractions"])
        self._shares = re.compile(bounds["shares"])
        self._as_many = re.compile(bounds["as_many"])
        self._short: dict[str, str] = table["short"]
        units = "".join(self._units)
        word = "".join(self._digits) + "".join(self._short) + units
        digits = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+(?:\.\d+)?)?"
        vague = rf"(?:{any_of(self._vague)})(?=[{units}])"
        number = rf"{digits}(?:[{word}]|{vague})*(?:(?<=[{units}])\d{{1,4}}(?:[{units}]\d{{0,3}})*)?"
        more, around, trailing = (any_of(bounds[kind]) for kind in ("more", "around", "trailing"))
        count = any_of(table["classifiers"]["people"])
        self._pattern = re.compile(
            rf"(?P<bound>(?:{any_of(self._sides)}){{0,2}})"
            rf"(?P<first>(?=[\d{word}]|(?:{any_of(self._vague)})[{units}]){number})(?P<more1>{more})?(?P<big1>[{''.join(self._units)}])?"
            rf"(?:(?:{count})?(?:{any_of(bounds['range'])})(?P<second>(?=[\d{word}]){number})"
            rf"(?:(?:{more})(?P<big2>[{units}]))?)?"
            rf"(?P<more>{more})?(?P<count>{count})?(?P<more2>{trailing})?(?P<around>{around})?"
        )
        self._alone_pattern = re.compile(any_of(self._alone))

    def find(self, text: str, start: int, end: int) -> list[Figure]:
        """All figures of a stretch, in order and apart."""
        out: list[Figure] = []
        at = start
        while at < end:
            if share := self._shares.match(text, at, end):
                at = share.end()
                continue
            found = self._read(text, at, end)
            if found is None:
                at += 1
                continue
            out.append(found)
            at = found.end
        return out

    def _read(self, text: str, at: int, end: int) -> Figure | None:
        if none := self._none.match(text, at, end):
            return Figure(at, none.end(), 0, 0, 0, True)
        if alone := self._alone_pattern.match(text, at, end):
            value = self._alone[alone[0]]
            return Figure(at, alone.end(), value, value, None, True)
        match = self._pattern.match(text, at, end)
        before = text[at - 1 : at]
        if not match or not match["first"] or (before.isascii() and before.isalnum()):
            return None
        if before in self._ordinal or match["first"][0] in self._ordinal:
            return None
        if text.startswith(self._fractions, match.start("first") + 1) or text.endswith(
            self._fractions, 0, at
        ):
            return None
        big = self._units.get(match["big1"] or "", 1)
        first = self.value(match["first"])
        if first is None:
            return None
        number, is_open = first
        number = self._dozens.get(match["first"], number)
        number *= big
        second = self.value(match["second"]) if match["second"] else None
        is_open |= any(match[g] for g in ("more1", "more", "more2"))
        low = best = int(number)
        high: int | None = best
        if second is not None:
            last = second[0] * self._units.get(match["big2"] or "", 1)
            scale = _scale(last, number)
            low = best = int(number * scale)
            high = int(last)
        sides = [self._sides[b] for b in self._bound.findall(match["bound"])]
        floor: int | None = low
        if "ceiling" in sides and not self._so_many(text, match):
            floor = None
        if is_open or "floor" in sides:
            high = None
        return Figure(at, match.end(), floor, best, high, bool(match["count"]))

    def _so_many(self, text: str, match: re.Match[str]) -> bool:
        """Whether a bound only says how many the dead of a toll are: "死者多达两万人"."""
        found = self._as_many.search(text, max(match.start() - TOLL, 0), match.end("bound"))
        return found is not None and found.end() == match.end("bound")

    def value(self, text: str) -> tuple[float, bool] | None:
        """The number that digits, words and units make, and whether it is open upwards; None if they make none."""
        total, section, digit, is_open = 0.0, 0.0, None, False
        plain = re.sub(r"(?<=\d)[,，](?=\d{3})", "", text)
        for short, long in self._short.items():
            plain = plain.replace(short, long)
        i = 0
        while i < len(plain):
            if number := re.match(r"\d+(?:\.\d+)?", plain[i:]):
                digit, i = float(number[0]), i + number.end()
                continue
            vague = next(
                (v for v in sorted(self._vague, key=len, reverse=True) if plain.startswith(v, i)), None
            )
            letter = plain[i]
            if letter in self._digits:
                value = self._digits[letter]
                digit = value if digit is None or digit == 0 else digit * 10 + value
            elif letter in self._units:
                unit = self._units[letter]
                if unit >= 10_000:
                    section += digit or 0
                    total += (section or 1) * unit
                    section = 0.0
                else:
                    section += (1 if digit is None else digit) * unit
                digit = None
            elif vague is not None:
                digit, is_open = float(self._vague[vague]), True
                i += len(vague) - 1
            else:
                return None
            i += 1
        if not plain:
            return None
        return total + section + (digit or 0), is_open


def _scale(second: float, first: float) -> int:
    """The unit that the second number lends to the first ("五至六万")."""
    for unit in (100_000_000, 10_000, 1000, 100, 10):
        if second >= unit and first < 10 and second % unit == 0 and first * unit < second:
            return unit
    return 1


@lru_cache(maxsize=8)
def load(lang: str) -> Numerals:
    """The numbers of a language, from models/<lang>/numbers.toml."""
    return Numerals(data.load_toml(lang, "numbers.toml"))
