"""Reads how many: numbers in digits and words as a range of low, best and high.

The words come from `models/<lang>/numbers.toml`; this file holds only the grammar that joins them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from dateline import data

_SCORE = 20
_BOUND = 30  # characters behind a noun in which the bound of its number stands
_CROWD = 10  # units that people come by: dozens, hundreds
_ROUND = 20  # from here on "odd" behind a number says that it is about so many

Phrases = dict[str, list[tuple[str, ...]]]

# A number in digits (grouped by comma or a space of any width, with a decimal point), a word, or a sign.
_WORD = re.compile(
    r"\d{1,3}(?:,\d{3})+(?![\d,]*\d)|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\w)"
    r"|\d{1,3}(?:\.\d{3})+(?![\w.])|\d+(?:\.\d+)?(?!\w)|[^\W\d_]+|\w+|[^\w\s]"
)
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")  # "9.000", as much of the world groups
_GROUPING = re.compile(r"[, \u00a0\u2009\u202f]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the text says it; `text[start:end]` holds its bounds too, `text[core:end]` the number.

    low, best, high: None where the text leaves that side open ("more than 100" has no high).
    `adverbial`: it says of a verb how many did it ("fled by the thousand").
    """

    start: int
    end: int
    core: int
    low: int | None
    best: int | None
    high: int | None
    adverbial: bool = False


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class _Amount(NamedTuple):
    """A bare number: its value, whether it is open upwards, the index after it, and its last multiplier."""

    value: float
    open: bool
    after: int
    multiplier: int


class Numbers:
    """The reader of one language's numbers."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._cardinals: dict[str, int] = table["cardinals"]
        self._multipliers: dict[str, int] = table["multipliers"]
        self._plurals: dict[str, int] = table["plurals"]
        self._vague: dict[str, int] = table["vague"]
        self._fractions: dict[str, float] = table["fractions"]
        words = table["words"]
        self._article, self._and, self._of = (frozenset(words[key]) for key in ("article", "and", "of"))
        self.links = self._of  # between a number and what it is taken of: "scores of soldiers"
        self._vague_article = frozenset(words["vague_article"])
        bounds = table["bounds"]
        self._before = {kind: _index(bounds[kind]) for kind in ("floor", "ceiling", "approximate")}
        self._behind = {kind: _index(bounds[f"{kind}_after"]) for kind in ("floor", "ceiling", "approximate")}
        self._hundredths = _index(table["hundredths"]["phrases"])
        self._zero = _index(table["zero"]["phrases"])
        self._even = _index(bounds["even"])
        self._suffixes: dict[str, str] = table["suffixes"]
        self._adverbial = _index(table["adverbial"]["phrases"])
        self._ranges = [(pair["open"], pair["join"]) for pair in table["ranges"]]
        self._ratio = _index(table["not_counts"]["ratio"])
        self._not_before = frozenset(table["not_counts"]["before"])
        self._not_after = frozenset(table["not_counts"]["after"])
        self._starters = frozenset(
            {
                *self._cardinals,
                *self._multipliers,
                *self._plurals,
                *self._vague,
                *self._fractions,
                *self._article,
            }
            | {*self._adverbial, *self._zero, *(opening for opening, _ in self._ranges)}
            | {word for phrases in self._before.values() for word in phrases}
        )

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
        """All quantities in `text[start:end]`, in order and apart; offsets into `text`."""
        words = [
            _Word(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(text, start, end or len(text))
        ]
        out, at = [], 0
        while at < len(words):
            first = words[at].text
            found = None
            if first in self._starters or first[0].isdigit():
                found = self._quantity(text, words, at)
            if found is None:
                at += 1
                continue
            quantity, at = found
            out.append(quantity)
        return out

    def portion(self, text: str, whole: Quantity) -> Quantity | None:
        """The share that the end of `text` takes of an exact number behind it: "a third of the", "ten per cent of"."""
        if whole.best is None or not whole.low == whole.best == whole.high:
            return None
        words = [_Word(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
        bounds = [("", 0), *((kind, _match(p, words, 0)) for kind, p in self._before.items())]
        for kind, length in sorted(bounds, key=lambda bound: -bound[1]):
            if length < len(words) and (found := self._fraction(words, length)) is not None:
                share, after = found
                if words[after : after + 1] and words[after].text in self._of and share < 1:
                    best = round(whole.best * share)
                    start = words[0].start
                    return _bound(Quantity(start, whole.end, start, best, best, best), kind)
        return None

    def _fraction(self, words: list[_Word], at: int) -> tuple[float, int] | None:
        """A share of one, and the index after it: "half", "two-thirds", "twenty per cent"."""
        if (share := self._share(words, at)) is not None:
            return share
        tied = [*words[at : at + 1], *words[at + 2 : at + 3]]
        if len(tied) > 1 and words[at + 1].text == "-" and (share := self._share(tied, 0)) is not None:
            return share[0], at + 3
        amount = self._amount(words, at)
        length = _match(self._hundredths, words, amount.after) if amount is not None else 0
        return (amount.value / 100, amount.after + length) if amount is not None and length else None

    def bounded_behind(self, text: str, quantity: Quantity, at: int) -> Quantity:
        """The quantity under the bound that stands behind its noun, from offset `at` on: "30 people or more"."""
        if quantity.low is None or not quantity.low == quantity.best == quantity.high:
            return quantity
        found = _WORD.finditer(text, at, at + _BOUND)
        words = [_Word(m[0].lower(), m.start(), m.end()) for m in found]
        for kind, phrases in self._behind.items():
            if (length := _match(phrases, words, 0)) and not _counts(words[length : length + 1]):
                return _bound(quantity, kind)
        return quantity

    def _quantity(self, text: str, words: list[_Word], at: int) -> tuple[Quantity, int] | None:
        """The quantity that begins at word `at`, with its bounds, and the index after it."""
        found = self._by_the(words, at) or self._bounded(text, words, at)
        return self._raised(words, *found) if found is not None else None

    def _by_the(self, words: list[_Word], at: int) -> tuple[Quantity, int] | None:
        """ "by the thousand", "in their hundreds": at least two of them."""
        after = at + _match(self._adverbial, words, at)
        if after == at or after >= len(words):
            return None
        unit = self._plurals.get(words[after].text) or self._multipliers.get(words[after].text, 0)
        if unit < _CROWD:
            return None
        span = words[at].start, words[after].end, words[after].start
        return Quantity(*span, 2 * unit, 2 * unit, None, adverbial=True), after + 1

    def _raised(self, words: list[_Word], quantity: Quantity, after: int) -> tuple[Quantity, int]:
        """The quantity up to the one it may even have been: "hundreds, perhaps thousands", "20, possibly 30"."""
        at = after + (after < len(words) and words[after].text == ",")
        length = _match(self._even, words, at)
        if not length:
            return quantity, after
        at += length
        more = self._amount(words, at + max(_match(phrases, words, at) for phrases in self._before.values()))
        if more is None or quantity.best is None or more.value <= quantity.best or more.value % 1:
            return quantity, after
        high = None if more.open else int(more.value)
        low = quantity.best if quantity.low is None else quantity.low
        return replace(quantity, end=words[more.after - 1].end, low=low, high=high), more.after

    def _bounded(self, text: str, words: list[_Word], at: int) -> tuple[Quantity, int] | None:
        """The quantity that begins at word `at`, with the bounds before and behind it."""
        for kind, phrases in self._before.items():
            length = _match(phrases, words, at)
            if length and (found := self._bare(text, words, at + length)):
                quantity, after = found
                return replace(_bound(quantity, kind), start=words[at].start), after
        found = self._bare(text, words, at)
        if found is None:
            length = _match(self._zero, words, at)
            if not length:
                return None
            return Quantity(
                words[at].start, words[at + length - 1].end, words[at].start, 0, 0, 0
            ), at + length
        quantity, after = found
        for kind, phrases in self._behind.items():
            if length := _match(phrases, words, after):
                bounded = replace(_bound(quantity, kind), end=words[after + length - 1].end)
                return bounded, after + length
        return found

    def _bare(self, text: str, words: list[_Word], at: int) -> tuple[Quantity, int] | None:
        """A range or a single number that begins at word `at`, without bounds."""
        for opening, join in self._ranges:
            if opening and (at >= len(words) or words[at].text != opening):
                continue
            begin = at + bool(opening)
            begin += _match(self._before["approximate"], words, begin) if opening else 0
            first = self._amount(words, begin)
            if first is None or first.after >= len(words) or words[first.after].text != join:
                continue
            behind = first.after + 1
            bound = max(_match(phrases, words, behind) for phrases in self._before.values())
            if bound and not join.isalpha():
                continue  # "on 20 July – at least 60"
            second = self._amount(words, behind + bound)
            if second is None or not self._is_count(text, words, begin, second.after):
                continue
            low = first.value if first.multiplier > 1 else first.value * second.multiplier
            low = first.value if low >= second.value else low
            if low < second.value:
                span = words[at].start, words[second.after - 1].end
                high = None if second.open else int(second.value)
                return Quantity(*span, words[at].start, int(low), int(low), high), second.after
        amount = self._amount(words, at)
        if amount is None or amount.value % 1:
            return None
        after, kind = self._suffix(words, amount)
        if not self._is_count(text, words, at, after):
            return None
        value = int(amount.value)
        high = None if amount.open else value
        quantity = Quantity(words[at].start, words[after - 1].end, words[at].start, value, value, high)
        return _bound(quantity, kind), after

    def _suffix(self, words: list[_Word], amount: _Amount) -> tuple[int, str]:
        """The index after what is tied to a number ("forty-odd", "100-plus"), and how it bounds it."""
        texts = [w.text for w in words[amount.after : amount.after + 2]]
        tied = texts[:1] == ["-"]
        word = texts[-1] if tied and len(texts) == 2 else texts[0] if texts and amount.value >= _ROUND else ""
        if word not in self._suffixes:
            return amount.after, "approximate"
        return amount.after + 1 + tied, self._suffixes[word]

    def _is_count(self, text: str, words: list[_Word], at: int, after: int) -> bool:
        """False for numbers inside names, clock times, scores, sums of money and measures."""
        start, end = words[at].start, words[after - 1].end
        if _match(self._ratio, words, after) or any(_match(self._ratio, words, at - n) == n for n in (1, 2)):
            return False  # "four out of five"
        if at and (words[at - 1].text in self._not_before or _glued(text, start - 1, start - 2)):
            return False
        return not (
            _glued(text, end, end + 1) or (after < len(words) and words[after].text in self._not_after)
        )

    def _amount(self, words: list[_Word], at: int) -> _Amount | None:
        """The bare number that begins at word `at`."""
        if at >= len(words):
            return None
        if words[at].text in self._plurals:
            return self._plural(words, at)
        if (old := self._units_first(words, at)) is not None:
            return old
        share = self._share(words, at)
        if share is not None:
            return self._taken(words, *share)
        start, value, is_open = at, None, False
        if words[at].text in self._article:
            at, value = at + 1, 1
            follows = words[at].text if at < len(words) else ""
            if follows in self._vague:
                at, value, is_open = at + 1, self._vague[follows], True
            elif follows not in self._multipliers:
                return None
        elif at < len(words) and words[at].text in self._vague.keys() - self._vague_article:
            at, value, is_open = at + 1, self._vague[words[at].text], True
        if is_open and value is not None and at < len(words) and words[at].text in self._plurals:
            return _Amount(value * self._plurals[words[at].text], True, at + 1, 1)  # "several dozens"
        total, after, multiplier = self._sum(words, at, value)
        if after == start or total is None:
            return None
        total, after, multiplier = self._and_a_half(words, total, after, multiplier)
        if after < len(words) - 1 and words[after].text in self._of and is_open is False and multiplier == 2:
            after += 1
            if words[after].text in self._multipliers:  # "a couple of hundred"
                multiplier = self._multipliers[words[after].text]
                total, after = total * multiplier, after + 1
        return _Amount(total, is_open, after, multiplier)

    def _units_first(self, words: list[_Word], at: int) -> _Amount | None:
        """The number in "four-and-twenty"."""
        texts = [w.text for w in words[at : at + 5]]
        if len(texts) < 5 or texts[1] != "-" or texts[2] not in self._and or texts[3] != "-":
            return None
        unit, tens = (self._cardinals.get(texts[i], 0) for i in (0, 4))
        old = 0 < unit < 10 and tens >= 20 and tens % 10 == 0
        return _Amount(unit + tens, False, at + 5, 1) if old else None

    def _share(self, words: list[_Word], at: int) -> tuple[float, int] | None:
        """A fraction, and the index after it: "half", "a quarter", "three quarters"."""
        counts = words[at].text in self._article or words[at].text in self._cardinals
        i = at + counts
        if i >= len(words) or words[i].text not in self._fractions:
            return None
        return self._fractions[words[i].text] * self._cardinals.get(words[at].text, 1), i + 1

    def _taken(self, words: list[_Word], share: float, after: int) -> _Amount | None:
        """The fraction of a multiplier behind it: "half a million", "a quarter of a million", "half-dozen"."""
        while after < len(words) and (words[after].text == "-" or words[after].text in self._of):
            after += 1
        if after + 1 < len(words) and words[after].text in self._article:
            after += 1 + (words[after + 1].text == "-")
        if after >= len(words) or words[after].text not in self._multipliers:
            return None
        total, end, multiplier = self._sum(words, after, 1)
        return _Amount((total or 0) * share, False, end, multiplier)

    def _and_a_half(
        self, words: list[_Word], total: float, after: int, multiplier: int
    ) -> tuple[float, int, int]:
        """The fraction behind a number: "a million and a half", "three and a half million"."""
        texts = [w.text for w in words[after : after + 4]]
        if len(texts) < 3 or texts[0] not in self._and or texts[1] not in self._article:
            return total, after, multiplier
        if texts[2] not in self._fractions:
            return total, after, multiplier
        if multiplier == 1 and len(texts) == 4 and texts[3] in self._multipliers:
            multiplier = self._multipliers[texts[3]]
            return (total + self._fractions[texts[2]]) * multiplier, after + 4, multiplier
        return total + self._fractions[texts[2]] * multiplier, after + 3, multiplier

    def _plural(self, words: list[_Word], at: int) -> _Amount:
        """ "dozens", "tens of thousands": at least two of the product."""
        value = 2
        value *= self._plurals[words[at].text]
        at += 1
        while at + 1 < len(words) and words[at].text in self._of and words[at + 1].text in self._plurals:
            value *= self._plurals[words[at + 1].text]
            at += 2
        return _Amount(value, True, at, 1)

    def _sum(self, words: list[_Word], at: int, value: float | None) -> tuple[float | None, int, int]:
        """Cardinals and multipliers from word `at` on: the number, the index after it, the last multiplier.

        `total` holds finished groups of thousands, `value` the group being read.
        """
        total, multiplier, after_multiplier = 0.0, 1, False
        while at < len(words):
            word = words[at].text
            skip = self._joint(words, at, after_multiplier, value)
            if skip:
                at += skip
                word = words[at].text
            number = _digits(word) if word[0].isdigit() else self._cardinals.get(word)
            if word in self._multipliers and (value is not None or word != "score"):
                multiplier = self._multipliers[word] * (multiplier if after_multiplier else 1)
                if value is None:
                    break
                value *= self._multipliers[word]
                if multiplier >= 1000:
                    total, value = total + value, 0.0
                after_multiplier = True
            elif number is not None and (
                _fits(number, value, total) or (multiplier == _SCORE and after_multiplier and number < _SCORE)
            ):
                value = (value or 0) + number
                after_multiplier = False
            else:
                break
            at += 1
        if value is None:
            return None, at, multiplier
        return total + value, at, multiplier

    def _joint(self, words: list[_Word], at: int, after_multiplier: bool, value: float | None) -> int:
        """1 when word `at` only joins two parts of one number ("forty-one", "hundred and five")."""
        if at + 1 >= len(words) or words[at + 1].text not in self._cardinals or value is None:
            return 0
        tens = words[at].text == "-" and not after_multiplier and value % 10 == 0 and value % 100 >= 20
        return int(tens or (words[at].text in self._and and after_multiplier))


def _fits(number: float, value: float | None, total: float) -> bool:
    """Whether a cardinal may follow what was read of its group: "twenty" + "one", "hundred" + "five"."""
    if value is None or (value == 0 and total):
        return True
    if value == 0 or number != int(number):
        return False
    return (value % 100 == 0 and 0 < number < 100) or (
        value % 10 == 0 and value % 100 >= 20 and 0 < number < 10
    )


def _digits(word: str) -> float | None:
    """The value of a number in digits; None for "11th" and the like."""
    plain = _GROUPING.sub("", word.replace(".", "") if _DOTTED.fullmatch(word) else word)
    try:
        return float(plain) if "." in plain else int(plain)
    except ValueError:
        return None


def _glued(text: str, near: int, far: int) -> bool:
    """Whether the characters beside a number tie it into a name or a time ("T-72", "10:30")."""
    if not (0 <= near < len(text)):
        return False
    tie = text[near]
    if tie.isalnum():
        return True
    return tie in "-‐‑–:/." and 0 <= far < len(text) and text[far].isalnum()


def _counts(words: list[_Word]) -> bool:
    """Whether a word is a number in digits."""
    return bool(words) and words[0].text[0].isdigit()


def _bound(quantity: Quantity, kind: str) -> Quantity:
    """The quantity under a bound of this kind."""
    if kind == "floor":
        return replace(quantity, high=None)
    if kind == "ceiling":
        return replace(quantity, low=None, high=quantity.best if quantity.high is None else quantity.high)
    return quantity


def _index(phrases: Iterable[str]) -> Phrases:
    """Phrases as word tuples under their first word, longest first."""
    out: Phrases = defaultdict(list)
    for phrase in sorted(phrases, key=len, reverse=True):
        words = tuple(m[0] for m in _WORD.finditer(phrase))
        out[words[0]].append(words)
    return dict(out)


def _match(phrases: Phrases, words: list[_Word], at: int) -> int:
    """Number of words of the longest phrase that stands at word `at`, 0 if none."""
    if not 0 <= at < len(words):
        return 0
    for phrase in phrases.get(words[at].text, ()):
        if all(at + k < len(words) and words[at + k].text == word for k, word in enumerate(phrase)):
            return len(phrase)
    return 0


@lru_cache(maxsize=8)
def load(lang: str) -> Numbers:
    """The numbers of a language, from models/<lang>/numbers.toml."""
    return Numbers(data.load_toml(lang, "numbers.toml"))
