"""What a reader hands to the stages: clean narrative text and the way back to the original file.

All offsets count Unicode code points. "Source" offsets index the decoded original
file, "text" offsets the clean text that the language model sees.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Literal

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # kana and Han
_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")


def words_in(text: str) -> int:
    """Number of words; each character of a script without spaces counts as one."""
    return len(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A stretch of the original file: `source[start:end] == text`."""

    text: str
    start: int
    end: int


class OffsetMap:
    """Maps text offsets to source offsets.

    Built from runs `(text_start, source_start, length)` of characters that were kept, and from
    replacements `(text_start, length, source_start, source_end)`: characters written for a stretch of the
    source that says the same in another form ("&amp;"). All others were inserted by the reader and have no
    source.
    """

    def __init__(
        self,
        runs: list[tuple[int, int, int]],
        replacements: list[tuple[int, int, int, int]] | None = None,
    ) -> None:
        self._runs = [run for run in runs if run[2]]
        self._starts = [run[0] for run in self._runs]
        self._replacements = replacements or []
        self._replaced = [replacement[0] for replacement in self._replacements]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that is its own source."""
        return cls([(0, 0, length)])

    def source_of(self, offset: int) -> int | None:
        """Source offset of the character at text `offset`; None if the reader inserted or replaced it."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        text_start, source_start, length = self._runs[at]
        inside = offset - text_start
        return source_start + inside if inside < length else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source span, end exclusive, of the text span; inserted characters at its rims are left out.

        Raises ValueError when no character of the span has a source.
        """
        first, last = start, end - 1
        while first <= last and (low := self._stretch(first)) is None:
            first += 1
        while last >= first and (high := self._stretch(last)) is None:
            last -= 1
        if first > last:
            raise ValueError(f"no character of the text span {start}:{end} has a source")
        assert low is not None and high is not None
        return low[0], high[1]

    def _stretch(self, offset: int) -> tuple[int, int] | None:
        """The stretch of the source that the character at text `offset` is, or stands for."""
        source = self.source_of(offset)
        if source is not None:
            return source, source + 1
        at = bisect_right(self._replaced, offset) - 1
        if at < 0:
            return None
        text_start, length, source_start, source_end = self._replacements[at]
        return (source_start, source_end) if offset - text_start < length else None


class TextBuilder:
    """Builds a clean text from slices of a source, recording its OffsetMap on the way."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._parts: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        self._replacements: list[tuple[int, int, int, int]] = []
        self.length = 0

    def keep(self, start: int, end: int) -> None:
        """Append `source[start:end]`."""
        if start < end:
            self._runs.append((self.length, start, end - start))
            self._parts.append(self.source[start:end])
            self.length += end - start

    def insert(self, text: str) -> None:
        """Append characters that do not stand in the source."""
        self._parts.append(text)
        self.length += len(text)

    def replace(self, text: str, start: int, end: int) -> None:
        """Append characters that `source[start:end]` stands for."""
        if text:
            self._replacements.append((self.length, len(text), start, end))
        self.insert(text)

    def last(self) -> str:
        """The last character so far, or "" at the beginning."""
        return self._parts[-1][-1] if self._parts and self._parts[-1] else ""

    def build(self) -> tuple[str, OffsetMap]:
        """The text and its map."""
        return "".join(self._parts), OffsetMap(self._runs, self._replacements)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or list item; text offsets. Blocks are in order and never overlap."""

    kind: Literal["heading", "paragraph", "item"]
    start: int
    end: int
    level: int = 0  # of a heading, 1 the highest; 0 where the source has no levels


@dataclass(frozen=True, slots=True)
class Section:
    """The text under one heading, up to the next heading of the same or a higher level; text offsets."""

    title: str
    level: int
    heading: Block
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference mark ("[129]") taken out of the text.

    `at` is the text offset before which it stood; `mark` is what stands between the brackets. What it
    names is known where the source holds it: `note` is the text of a reference without fields.
    """

    mark: str
    start: int
    end: int
    at: int
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of the source that is no narrative: maintenance notice, hatnote, reference list.

    In MediaWiki source also what is no prose by its mark-up: "box" is an information box.
    """

    kind: Literal[
        "notice", "hatnote", "reference", "box", "table", "picture", "comment", "category", "template", "redirect",
        "fragment",
    ]  # fmt: skip
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """The file that an article came from."""

    name: str
    sha256: str
    bytes: int


@dataclass(slots=True)
class Article:
    """One document, read. `source` is the decoded original, `text` what the stages see.

    Blocks of `text` are separated by newlines. `links` and `facts` are what mark-up
    formats add; plain text leaves them empty.
    """

    doc_id: str
    lang: str
    source: str
    text: str
    offsets: OffsetMap
    origin: Source | None = None
    title: str | None = None
    reference_date: str | None = None
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @classmethod
    def from_text(cls, text: str, *, doc_id: str = "text", lang: str = "en") -> Article:
        """An article of bare text: each non-empty line a paragraph, nothing taken out."""
        blocks, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Block("paragraph", at, at + len(line)))
            at += len(line) + 1
        return cls(doc_id, lang, text, text, OffsetMap.identity(len(text)), blocks=blocks)

    def span(self, start: int, end: int) -> SourceSpan:
        """The original's words for the text span `start:end`."""
        low, high = self.offsets.span(start, end)
        return SourceSpan(self.source[low:high], low, high)
