"""Reads how many, of what and what befell them in the lines of a box; words from figures.toml.

Boxes are no prose and mix languages, so that one small grammar of number, bound, range and unit does
for all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dateline import data
from dateline.patterns import any_apart
from dateline.readers.mediawiki.vocabulary import FOLDER

_GROUPING = re.compile(r"[,，'’\s\u00a0\u2009\u202f]")
_DIGITS = r"(?:\d{1,3}(?:[,，'’\u00a0\u2009\u202f ]\d{3})++(?![\d,]*\d)|\d++(?:\.\d++)?)"
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_TIMES = re.compile(r"^\s*[×xX]\s+")  # "12 × MiG-21"
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text with its bounds; `unit` is the kind of thing counted, `end` lies behind its word.

    `number_end` lies before that word.

    low, best, high: None where that side is open, as in an event's casualties.
    """

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    approximate: bool
    unit: str | None
    number_end: int

    def moved(self, by: int) -> Figure:
        """The figure in a text that begins `by` characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by, number_end=self.number_end + by)


@dataclass(frozen=True, slots=True)
class KindWord:
    """A word that says what befell those counted."""

    start: int
    end: int
    kind: str


class Figures:
    """The reader of figures."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._numbers: dict[str, int] = table["cardinals"]
        self._multipliers: dict[str, int] = table["multipliers"]
        self._vague: dict[str, int] = table["vague"]
        self._units = _inverse(table["units"])
        self._kinds = _inverse(table["kinds"])
        self.displacement: frozenset[str] = frozenset(table["displacement"]["kinds"])
        bounds = table["bounds"]
        self._bounds = {kind: frozenset(words) for kind, words in bounds.items()}
        before = any_apart(bounds["floor"] + bounds["ceiling"] + bounds["approximate"])
        after = any_apart(bounds["floor_after"] + bounds["ceiling_after"] + bounds["approximate_after"])
        units, multipliers = any_apart(self._units), any_apart(self._multipliers)
        worded = any_apart([*self._vague, *(word for word in self._numbers if not _CJK.match(word))])
        chinese = "".join(
            sorted({c for word in (*self._numbers, *self._multipliers) for c in word if _CJK.match(c)})
        )
        # A number in characters counts only with its unit: many of them begin other words.
        within, also = any_apart(bounds["floor_within"]), any_apart(table["ranges"]["joins_between"])
        joins = rf"(?:{any_apart(table['ranges']['joins'])}|(?(between)(?:{also})|(?!)))"
        counted = rf"[{chinese}]++(?=\s*(?:{after})?\s*(?:{units}))"
        number = rf"(?:{_DIGITS}|{counted}|[{chinese}]++(?=\s*{joins}\s*{counted})|(?:{worded}))"
        times = rf"\s*(?P<{{0}}>{within})?\s*(?P<{{1}}>{multipliers})"
        self._figure = re.compile(
            rf"(?P<between>(?:{any_apart(table['ranges']['between'])})\s*)?"
            rf"(?P<bound>(?:{before})\s*)?(?<![A-Za-z0-9.,_])(?<![A-Za-z]-)"
            rf"(?P<a>{number})(?:{times.format('more', 'am')})?(?P<plus>\s*\+)?"
            rf"(?:\s*{joins}\s*(?:{before})?\s*(?P<b>{_DIGITS}|{counted})(?:{times.format('bmore', 'bm')})?)?"
            rf"(?P<tail>(?:\s*(?:{after}))?(?:\s*(?P<unit>{units}))?(?:\s*(?:{after}))?)",
            re.IGNORECASE,
        )
        counts = table["not_counts"]
        self._not_after = re.compile(rf"\s*(?:{any_apart(counts['after'])})", re.IGNORECASE)
        self._not_before = re.compile(rf"(?:{any_apart(counts['before'])})\s*$", re.IGNORECASE)
        self._kind = re.compile(any_apart(self._kinds), re.IGNORECASE)
        self._unit = re.compile(units, re.IGNORECASE)
        self._fate = re.compile(any_apart([*self._kinds, *table["fates"]["words"]]), re.IGNORECASE)
        self._unnamed = frozenset(table["units_without_names"]["words"])
        self._after = re.compile(after, re.IGNORECASE)

    def find(self, text: str) -> list[Figure]:
        """All figures of a text, in order."""
        out = []
        at = 0
        while found := self._figure.search(text, at):
            figure = self._read(found, text)
            at = max(found.end("a") if figure is None else figure.end, at + 1)
            if figure is not None:
                out.append(figure)
        return out

    def kinds(self, text: str, start: int = 0, end: int | None = None) -> list[KindWord]:
        """The words in `text[start:end]` that say what befell somebody."""
        return [
            KindWord(m.start(), m.end(), self._kinds[m[0].lower()])
            for m in self._kind.finditer(text, start, len(text) if end is None else end)
        ]

    def counted(self, phrase: str) -> tuple[str | None, str | None]:
        """What a phrase beside a figure says is counted: its words, None for mere people, and its kind."""
        phrase = _TIMES.sub("", self._fate.sub(" ", phrase))
        phrase = " ".join(phrase.split()).strip(" .:：-–—'\"*&的")
        units = [match[0].lower() for match in self._unit.finditer(phrase)]
        named = phrase and phrase.lower() not in self._unnamed and any(char.isalpha() for char in phrase)
        return (phrase if named else None), (self._units[units[-1]] if units else None)

    def is_plain(self, words: str) -> bool:
        """Whether the words behind a number say only that there are people: "men", "人以上"."""
        words = words.lstrip()
        if more := self._after.match(words):
            words = words[more.end() :].lstrip()
        unit = self._unit.match(words)
        return bool(unit) and unit[0].lower() in self._unnamed  # type: ignore[index]

    def is_thing(self, phrase: str) -> bool:
        """Whether a phrase names something that is counted, and nobody: "cavalry", "warships"."""
        found = [match.span() for match in self._unit.finditer(phrase)]
        return (
            bool(found) and found[-1][1] == len(phrase.rstrip()) and phrase.strip().lower() == phrase.strip()
        )

    def _read(self, found: re.Match[str], text: str) -> Figure | None:
        number_end = found.end("bm") if found["bm"] else found.end("b") if found["b"] else -1
        if number_end < 0:
            number_end = (
                found.end("plus") if found["plus"] else found.end("am") if found["am"] else found.end("a")
            )
        unit = self._units.get((found["unit"] or "").lower())
        if self._not_after.match(text, number_end) and not unit:
            return None
        if self._not_before.search(text[max(0, found.start() - 12) : found.start()]):
            return None
        if (
            unit is None
            and number_end < len(text)
            and text[number_end].isascii()
            and text[number_end].isalpha()
        ):
            return None
        low, is_open = self._value(found["a"], found["am"])
        is_open = is_open or bool(found["more"])
        if low is None or (self._is_vague(found["a"]) and self._stands_apart(found)):
            return None
        high: int | None = None if is_open else low
        best: int | None = low
        if found["b"]:
            high, _ = self._value(found["b"], found["bm"])
            if found["bm"] and not found["am"]:
                low, _ = self._value(found["a"], found["bm"])
                best = low
            if high is None or low is None or high < low:
                return None
        return self._bounded(found, low, best, high, number_end, unit)

    def _bounded(
        self,
        found: re.Match[str],
        low: int | None,
        best: int | None,
        high: int | None,
        number_end: int,
        unit: str | None,
    ) -> Figure:
        """The figure under the bounds that stand before and behind it."""
        ranged = bool(found["b"])
        before = (found["bound"] or "").strip().lower()
        behind = {m[0].strip().lower() for m in self._after.finditer(found["tail"] + (found["plus"] or ""))}
        if before in self._bounds["floor"] or behind & self._bounds["floor_after"]:
            high = high if ranged else None
        elif before in self._bounds["ceiling"] or behind & self._bounds["ceiling_after"]:
            low = low if ranged else None
        approximate = before in self._bounds["approximate"] or bool(
            behind & self._bounds["approximate_after"]
        )
        return Figure(found.start(), found.end(), low, best, high, approximate, unit, number_end)

    def _is_vague(self, word: str) -> bool:
        return word.lower() in self._vague

    @staticmethod
    def _stands_apart(found: re.Match[str]) -> bool:
        """Whether a vague character or word counts nothing: it has no unit where one is due."""
        return len(found["a"]) == 1 and not found["unit"]

    def _value(self, word: str, multiplier: str | None) -> tuple[int | None, bool]:
        """The number that a word stands for, and whether it is open upwards."""
        factor = self._multipliers[multiplier.strip().lower()] if multiplier else 1
        if word[0].isdigit():
            plain = _GROUPING.sub("", word)
            if _THOUSANDS.fullmatch(plain) and not multiplier:  # "15.000 men"
                plain = plain.replace(".", "")
            return round(float(plain) * factor) if len(plain) < 16 else None, False
        key = word.lower()
        if key in self._vague:
            return self._vague[key] * factor, True
        if key in self._numbers:
            return self._numbers[key] * factor, False
        value = self._characters(key)
        return (value * factor, False) if value is not None else (None, False)

    def _characters(self, word: str) -> int | None:
        """A number in Chinese characters ("三万五千")."""
        total = section = digit = 0
        for char in word:
            if char in self._multipliers:
                unit = self._multipliers[char]
                if unit >= 10_000:
                    total, section, digit = (total + section + digit or 1) * unit, 0, 0
                else:
                    section, digit = section + (digit or 1) * unit, 0
            elif char in self._numbers:
                if self._numbers[char] == 10:
                    section, digit = section + (digit or 1) * 10, 0
                elif digit:
                    return None
                else:
                    digit = self._numbers[char]
        return total + section + digit


def _inverse(table: dict[str, list[str]]) -> dict[str, str]:
    return {word.lower(): key for key, words in table.items() for word in words}


@lru_cache(maxsize=1)
def load_figures() -> Figures:
    """The figures of boxes, from models/mediawiki/figures.toml."""
    return Figures(data.load_toml(FOLDER, "figures.toml"))
