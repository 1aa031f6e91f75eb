"""The forms of a time grammar: tables of words, rules and families of rules that are scanned for together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.engines.time.factoring import joined

REACH = 48  # characters at most from the beginning of a match to the word that is its key, or on from there
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Table:
    """Words and their values; digits count as themselves, joined words ("twenty-four") as their sum.

    `figures` are letters that stand for digits where they follow one another, `places` letters that multiply the
    figure before them ("三百二十").
    """

    words: dict[str, Any]
    pattern: str | None
    figures: dict[int, str]
    places: dict[str, int] = field(default_factory=dict)

    def regex(self) -> str:
        """Alternatives, longest first."""
        listed = [re.escape(w).replace(r"\ ", r"\s") for w in sorted(self.words, key=len, reverse=True)]
        return "|".join(([self.pattern] if self.pattern else []) + listed)

    def value(self, text: str) -> Any:
        """What `text`, a match of `regex`, stands for."""
        text = " ".join(text.split())
        if text in self.words:
            return self.words[text]
        if any(letter in self.places for letter in text):
            return self._in_places(text)
        if digits := re.search(r"[\d,.]*\d", text.translate(self.figures)):
            number = float(digits.group().replace(",", ""))
            return int(number) if number.is_integer() else number
        return sum(self.words[part] for part in re.split(r"\W+", text) if part in self.words)

    def _in_places(self, text: str) -> int:
        """The sum of figures times the places behind them."""
        total, figure = 0, None
        for letter in text.translate(self.figures):
            if place := self.places.get(letter):
                total, figure = total + place * (1 if figure is None else figure), None
            else:
                figure = int(letter)
        return total + (figure or 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, compiled. `conditions` are checked on every match; `key` is the table that must occur."""

    name: str
    kind: str
    type: TimexType
    key: str
    regex: re.Pattern[str]
    groups: dict[str, tuple[str, Table, str]]  # regex group: field, table, mark
    constants: dict[str, Any]
    conditions: dict[str, Any]
    examples: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The rules of one key. `any_of` finds where one of them may match: one scan of the text for all of them.

    `near` finds the words of the key, about which alone there is anything to find; None for the whole text.
    """

    key: str
    rules: list[Rule]
    any_of: re.Pattern[str]
    near: re.Pattern[str] | None

    @classmethod
    def of(cls, rules: list[Rule], head: str, near: str | None) -> Family:
        """The family of rules that share a key and begin with `head`."""
        return cls(rules[0].key, rules, any_of(rules, head), re.compile(near) if near else None)

    def matches(self, lower: str, start: int, end: int) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Every match of every rule in `lower[start:end]`, one a start."""
        last, scanned = end, end
        if self.near is not None:
            words = [found.start() for found in self.near.finditer(lower, start, end)]
            if not words:
                return
            start, last, scanned = max(start, words[0] - REACH), words[-1], min(end, words[-1] + REACH)
        at = self.any_of.search(lower, start, scanned)
        while at is not None and at.start() <= last:
            for rule in self.rules:
                found = rule.regex.match(lower, at.start(), end)
                if found and found.end() > found.start():
                    yield rule, found
            at = self.any_of.search(lower, at.start() + 1, scanned)


def any_of(rules: list[Rule], head: str) -> re.Pattern[str]:
    """What matches where one of the rules, which all begin with `head`, does."""
    nameless = [re.sub(r"\(\?P<\w+>", "(?:", rule.regex.pattern).removeprefix(head) for rule in rules]
    return re.compile(f"{head}(?:{joined(nameless)})")
