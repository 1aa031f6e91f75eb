"""What the words around names and figures in the lines of a box say: supporters, totals, periods, brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.patterns import any_apart
from dateline.readers.mediawiki import vocabulary
from dateline.readers.mediawiki.lines import Line

_OPEN, _CLOSE = "（([", "）)]"
_RIM = " \t:：,，;；、.。•·–—-'\"*/&"
_YEAR = re.compile(
    r"(?<![\d,.])(?:1\d|20)\d\d(?![\d,])|\d+\s?(?:年|月)|\b\d{1,4}s?\s?(?:BCE?|AD|CE)\b|\bAD\s?\d{1,4}\b"
)
_DIGIT = re.compile(r"\d")
_YEAR_ALONE = re.compile(r"\W*(?:1\d|20|[1-9])\d\d\W*$")
MAX_CATEGORY = 4  # words
MAX_CLAIM = 60  # characters; a longer remark is no mere name of who claims


@dataclass(frozen=True, slots=True)
class Bracket:
    """A stretch in brackets; `start:end` with them, `text` without."""

    start: int
    end: int
    text: str


class Phrases:
    """The words that order the lines of boxes."""

    def __init__(self) -> None:
        words = vocabulary.load().boxes["lines"]
        self._support = tuple(words["support"])
        self._generic = frozenset(words["generic"])
        self._total = _pattern(words["total"])
        self._part = _pattern(words["part"])
        self._period = _pattern(words["period"])
        support = any_apart(words["support"])
        self._supported_by = re.compile(rf"\W*(?:{support})\s*[:：]\s*", re.IGNORECASE)
        self._support_word = re.compile(rf"(?:{support})", re.IGNORECASE)
        separators = any_apart(words["separators"])
        self._separator = re.compile(rf"\s*(?:(?:{separators})\s*)+$", re.IGNORECASE)
        self._unsaid = frozenset(words["unsaid"])
        self._none = frozenset(words["none"])
        self._circumstance = re.compile(rf"\s*(?:{any_apart(words['circumstance'])})", re.IGNORECASE)
        self._category_words = frozenset([*words["categories"], *words["category_words"]])
        self._category = re.compile(rf"(?:{any_apart(words['categories'])})$", re.IGNORECASE)
        claims = words["claims"]
        self._claimed = re.compile(
            rf"(?:{any_apart(claims['before'])})\s*(?P<a>[^:：]+?)(?:{any_apart(claims['after'])})?$"
            rf"|(?P<b>[^:：]+?)\s*(?:{any_apart(claims['after'])})$",
            re.IGNORECASE,
        )
        self._nobody = frozenset(claims["nobody"])

    def is_heading(self, line: Line) -> bool:
        """Whether the line heads others, and names nobody itself: bold or with a colon, without links."""
        if line.flags or line.links:
            return False
        return line.bold or line.text.rstrip().endswith((":", "："))

    def is_support(self, line: Line) -> bool:
        """Whether the line heads those who only support."""
        text = line.text.strip(_RIM + _OPEN + _CLOSE).casefold()
        if text in self._support:
            return not line.flags
        heads = line.title or self.is_heading(line)
        return (heads and text.startswith(self._support)) or (heads and text.endswith(self._support))

    def supported_by(self, line: Line) -> int:
        """Length of a beginning such as "Supported by: ", 0 if the line has none."""
        found = self._supported_by.match(line.text)
        return found.end() if found and found.end() < len(line.text) else 0

    def says_support(self, text: str) -> bool:
        """Whether a remark in brackets makes somebody a supporter."""
        return bool(self._support_word.search(text))

    def is_generic(self, line: Line) -> bool:
        """Whether the title of a list names nobody."""
        return line.text.strip(_RIM + _OPEN + _CLOSE).casefold() in self._generic

    def says_total(self, text: str) -> bool:
        """Whether what stands before a figure makes it a sum."""
        return bool(self._total.search(text))

    def says_part(self, text: str) -> bool:
        """Whether what stands before a figure makes it a part of the one before."""
        return bool(self._part.search(text))

    def says_when(self, text: str) -> bool:
        """Whether a remark tells when."""
        return bool(_YEAR.search(text) or self._period.search(text))

    def separates(self, text: str) -> bool:
        """Whether a text between two names does nothing but part them."""
        text = text.strip()
        return 0 < len(text) < 12 and bool(self._separator.match(text))

    def end_of_name(self, text: str, start: int, end: int) -> int:
        """The end of a name without what parts it from the next."""
        low = max(start, end - 16)
        found = next(self._separator.finditer(text[low:end]), None)
        return low + found.start() if found and low + found.start() > start else end

    def claimant(self, text: str) -> str | None:
        """Who gives a figure, where a heading or remark says so: "per the UN", "Malian government claim"."""
        text = text.strip(_RIM + _OPEN + _CLOSE)
        if len(text) > MAX_CLAIM or not (found := self._claimed.match(text)):
            return None
        name = (found["a"] or found["b"]).strip(_RIM)
        if not name or name.casefold() in self._nobody or _DIGIT.search(name):
            return None
        return None if name.isascii() and name.islower() else name

    def is_year(self, text: str) -> bool:
        """Whether a heading is a year, or begins with one: "1941", "1941:"."""
        return bool(_YEAR_ALONE.match(text))

    def is_category(self, text: str) -> bool:
        """Whether a heading names a kind of forces or losses and not an actor: "Front-line strength:"."""
        words = text.strip(_RIM).split()
        if (
            not words
            or len(words) > MAX_CATEGORY
            or _DIGIT.search(text)
            or not self._category.search(" ".join(words))
        ):
            return False
        return all(word.islower() or not word.isascii() for word in words[1:]) or all(
            word.lower() in self._category_words for word in words
        )

    def is_circumstance(self, text: str) -> bool:
        """Whether words behind a figure tell when, where or how, and not what is counted."""
        return bool(self._circumstance.match(text))

    def says_nothing(self, text: str) -> bool:
        """Whether a line says that a figure is not known, or how large it is without a number."""
        return text.strip(_RIM + _OPEN + _CLOSE).casefold() in self._unsaid

    def says_none(self, text: str) -> bool:
        """Whether a line says that there were none."""
        return text.strip(_RIM + _OPEN + _CLOSE).casefold() in self._none


def brackets(line: Line, start: int = 0, end: int | None = None) -> list[Bracket]:
    """What stands in brackets, outermost only; brackets within the text of a link belong to the name."""
    text = line.text
    end = len(text) if end is None else end
    first = max(bisect_left(line.links, start, key=lambda link: link.start) - 1, 0)
    last = bisect_left(line.links, end, key=lambda link: link.start)
    links = iter(line.links[first:last])
    link = next(links, None)
    out, opened, depth = [], 0, 0
    for found in _BRACKET.finditer(text, start, end):
        at = found.start()
        while link and link.end <= at:
            link = next(links, None)
        if link and link.start < at < link.end and not depth:
            continue
        if found[0] in _OPEN:
            opened = opened if depth else at
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                out.append(Bracket(opened, at + 1, text[opened + 1 : at].strip()))
    if depth:  # not closed: to the end of the line
        out.append(Bracket(opened, end, text[opened + 1 : end].strip()))
    return out


def without(text: str, spans: Iterable[Bracket]) -> str:
    """The text with these stretches blanked, of the same length."""
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], " " * (span.end - span.start)]
        at = span.end
    return "".join([*parts, text[at:]])


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and punctuation at its rims."""
    while start < end and text[start] in _RIM:
        start += 1
    while end > start and text[end - 1] in _RIM:
        end -= 1
    return start, end


def has_letters(text: str) -> bool:
    """Whether there is any letter in the text."""
    return any(char.isalpha() for char in text)


_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(any_apart(words), re.IGNORECASE)


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """The words, from models/mediawiki/boxes.toml."""
    return Phrases()
