"""What the flat engines see of a Doc: its text in one script, its words, its clauses and their markers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from dateline import data
from dateline.engines.script import in_one_script, normal_text
from dateline.layers import Sentence, article_of


@dataclass(frozen=True, slots=True)
class FlatSyntax:
    """Breaks and markers of a language, from models/<lang>/syntax.toml, which explains each."""

    breaks: str
    stops: str
    open: str
    close: str
    dateline: re.Pattern[str]
    definition: re.Pattern[str]
    warring: re.Pattern[str]
    resuming: re.Pattern[str]
    responsible: re.Pattern[str]
    attributive: tuple[str, ...]
    after: tuple[str, ...]
    markers: dict[str, frozenset[str]]

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, lang: str) -> FlatSyntax:
        """Read the data of a language."""
        row: dict[str, Any] = data.load_toml(lang, "syntax.toml")
        markers = {kind: frozenset(words) for kind, words in row["markers"].items()}
        return cls(
            row["breaks"], row["stops"], row["open"], row["close"], re.compile(row["dateline"]),
            re.compile(row["definition"]),
            re.compile(row["warring"]),
            re.compile(row["resuming"]),
            re.compile(row["responsible"]),
            tuple(row["attributive"]), tuple(row["after"]), markers,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the segmentation; offsets into the text."""

    start: int
    end: int
    text: str
    tag: str


BEARING = 16  # characters from a name to the word "under" that closes what it bears on
NAMES = ("nr", "ns", "nt", "nz", "nrt", "nrfg", "j", "x")
LONGEST_PAIR = 4  # characters of a link of two words, one of one character, that is a name
LINKED = "nzx"  # tag of a name that only a link holds together


def _names(word: Word) -> bool:
    return len(word.text) == 1 or word.tag in NAMES or word.tag.endswith("x")


def _recut(words: Sequence[Word], links: Sequence[tuple[int, int]], text: str) -> Iterator[Word]:
    """The words, cut where links begin and end; a link of single characters and names is one word."""
    i, rest = 0, list(words)
    for start, end in links:
        while i < len(rest) and rest[i].end <= start:
            yield rest[i]
            i += 1
        inside: list[Word] = []
        while i < len(rest) and rest[i].start < end:
            word = rest[i]
            for left, right in ((word.start, start), (max(word.start, start), min(word.end, end))):
                if left >= right:
                    continue
                piece = replace(word, start=left, end=right, text=text[left:right])
                if right <= start:
                    yield piece
                else:
                    inside.append(piece)
            if word.end > end:
                rest[i] = replace(word, start=end, text=text[end : word.end])
                break
            i += 1
        one = len(inside) > 1 and all(_names(w) for w in inside)
        pair = len(inside) == 2 and min(len(w.text) for w in inside) == 1 and end - start <= LONGEST_PAIR
        one = one or (pair and not any(w.tag.startswith("u") for w in inside))
        if one:
            first, last = inside[0].start, inside[-1].end
            yield Word(first, last, text[first:last], LINKED)
        else:
            yield from inside
    yield from rest[i:]


class View:
    """One Doc, read flat."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.syntax = FlatSyntax.load(str(doc.lang_))
        self.text = normal_text(doc)
        self.links = {(link["start"], link["end"]): self._in_script(link) for link in article_of(doc).links}
        words = [Word(t.idx, t.idx + len(t), self.text[t.idx : t.idx + len(t)], t.tag_) for t in doc]
        self._tokens = [word.start for word in words]
        self.words = list(_recut(words, sorted(self.links), self.text)) if self.links else words
        self._starts = [word.start for word in self.words]
        self._ends = {word.end for word in self.words}
        self._begins = set(self._starts)

    def _in_script(self, link: dict[str, Any]) -> dict[str, Any]:
        """A link with its title in the script of the view."""
        title = link.get("target")
        return {**link, "target": in_one_script(title, str(self.doc.lang_))} if title else link

    def aligned(self, start: int, end: int) -> bool:
        """Whether a stretch begins and ends with words."""
        return start in self._begins and end in self._ends

    def token(self, at: int) -> int:
        """The index of the token of the Doc that holds the character at `at`."""
        return max(bisect_right(self._tokens, at) - 1, 0)

    def word(self, at: int) -> Word:
        """The word that holds the character at `at`."""
        return self.words[max(bisect_right(self._starts, at) - 1, 0)]

    def before(self, start: int) -> Word | None:
        """The last word that ends at or before `start`."""
        i = bisect_left(self._starts, start) - 1
        return self.words[i] if i >= 0 else None

    def after(self, end: int) -> Word | None:
        """The first word that begins at or after `end`."""
        i = bisect_left(self._starts, end)
        return self.words[i] if i < len(self.words) else None

    def led(self, start: int, words: Collection[str]) -> bool:
        """Whether the word that ends where a stretch begins is one of these."""
        word = self.before(start)
        return word is not None and word.end == start and word.text in words

    def followed(self, end: int, words: Collection[str]) -> bool:
        """Whether the word that begins where a stretch ends is one of these."""
        word = self.after(end)
        return word is not None and word.start == end and word.text in words

    def clause(self, sentence: Sentence, at: int) -> tuple[int, int]:
        """The stretch between two breaks that holds `at`; a break between figures is none."""
        start, end = at, at
        opening = self.syntax.dateline.match(self.text, sentence.start, sentence.end)
        first = opening.end() if opening and opening.end() <= at else sentence.start
        while start > first and not self.breaks(start - 1):
            start -= 1
        while end < sentence.end and not self.breaks(end):
            end += 1
        if opening and at < opening.end():
            end = min(end, opening.end())
        return start, end

    def breaks(self, at: int) -> bool:
        """Whether a clause ends at the character at `at`."""
        if self.text[at] not in self.syntax.breaks:
            return False
        return not (
            0 < at < len(self.text) - 1 and self.text[at - 1].isdigit() and self.text[at + 1].isdigit()
        )

    def marker(self, kind: str, start: int, end: int) -> list[Word]:
        """The words of a kind of marker within a stretch."""
        wanted = self.syntax.markers[kind]
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [word for word in self.words[first:last] if word.text in wanted]

    def within(self, start: int, end: int) -> list[Word]:
        """The words that begin within a stretch."""
        return self.words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def under(self, end: int) -> Word | None:
        """The word that says that what ends here only bears on what others do ("在X的压力|下", "在X支援|下")."""
        for word in self.marker("under", end + 1, end + BEARING):
            if not any(map(self.breaks, range(end, word.start))):
                return word
        return None

    def stop_after(self, at: int, sentence: Sentence) -> int:
        """Where the stretch that holds `at` ends: at the next stop of the sentence, or at its end."""
        while at < sentence.end and self.text[at] not in self.syntax.stops:
            at += 1
        return at
