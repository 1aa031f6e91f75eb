"""A text in the making: what all readers do to white space, reference marks and glued words.

In the text a run of white space is one space, a block ends with one newline, and characters that
show nothing (controls, bidirectional marks, soft hyphens, a byte order mark) are left out. Every
character of the text that has a source equals it; spaces and newlines may be inserted without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.article import Article, Aside, Block, Citation, Section, TextBuilder
from dateline.readers.rules import AsideKind, ReaderRules

HIDDEN = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_PIECE = re.compile(rf"(?P<words>[^\s{HIDDEN}]+(?:\ [^\s{HIDDEN}]+)*)|(?P<space>\s+)|[{HIDDEN}]+")
_GLUED = re.compile(r"(?<=[^\W_][.!?])[\"”’)\]]*(?=[^\W\d_]{2})")
_ADDRESS = re.compile(r"://|\bwww\.|@")  # its stops end no sentence
MAX_ADDRESS = 200  # characters looked at for the signs of an address
_CLOSING = frozenset(".,;:!?)]}”’»…%。，、；：！？）」』》")
_ATTACHED = _CLOSING | frozenset("-–—/'’")  # go on with the word before a mark
# Characters of scripts that put no space between words: ideographs, kana, full-width signs.
_UNSPACED = re.compile(
    "[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)


_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_TYPOGRAPHIC = re.compile(rf"(?<={_HAN}) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?={_HAN})")


class Draft:
    """Builds an Article from slices of its source, which must come in order."""

    def __init__(self, source: str, rules: ReaderRules) -> None:
        self.source = source
        self.rules = rules
        self.title: str | None = None
        self.links: list[dict[str, Any]] = []
        self.warnings: list[str] = []
        self._builder = TextBuilder(source)
        self._blocks: list[Block] = []
        self._citations: list[Citation] = []
        self._asides: list[Aside] = []
        self._open = False  # a block has begun
        self._block_start = 0
        self._space: int | None = None  # source offset of white space not yet written; -1 if inserted
        self._marked = False  # a reference mark came since the last word
        self._settled = 0  # citations before the block
        self._link_start: int | None = None

    @property
    def length(self) -> int:
        """Characters of text so far."""
        return self._builder.length

    def keep(self, start: int, end: int) -> None:
        """Add prose; reference marks in it become citations."""
        for match in self.rules.citation.finditer(self.source, start, end):
            self._prose(start, match.start())
            self.cite(next(mark for mark in match.groups() if mark is not None), *match.span())
            start = match.end()
        self._prose(start, end)

    def cite(self, mark: str, start: int, end: int, **cited: str | None) -> None:
        """Take out a reference mark; `cited` is what it names, by the fields of Citation."""
        self._citations.append(Citation(mark, start, end, self._builder.length, **cited))
        self._marked = True

    def space(self) -> None:
        """Keep apart what comes before and after, as where a line was wrapped."""
        if self._space is None:
            self._space = -1

    def replace(self, text: str, start: int | None = None, end: int | None = None) -> None:
        """Add characters that stand in the source, at `start:end`, under another form, as "&amp;" does."""
        if text.isspace():
            self.space()
        elif (piece := _PIECE.fullmatch(text)) and piece["words"]:
            self._separate(text[0], text[1:2])
            self._space, self._marked = None, False
            if self._link_start is None:
                self._link_start = self.length
            if start is None or end is None:
                self._builder.insert(text)
            else:
                self._builder.replace(text, start, end)

    def open_link(self) -> None:
        """What is kept from here on is the text of a link."""
        self._link_start = None

    def close_link(self, target: str | None, **more: str | None) -> None:
        """End the text of a link."""
        if self._link_start is not None:
            self.links.append({"start": self._link_start, "end": self.length, "target": target, **more})

    def aside(self, kind: AsideKind, start: int, end: int) -> None:
        """Set a stretch of the source apart; it touches no block."""
        self._asides.append(Aside(kind, start, end, self.source[start:end]))

    def close(self, kind: str, level: int = 0) -> Block | None:
        """End the block; None if nothing was kept since the last."""
        self._space, self._marked = None, False
        self._settled = len(self._citations)
        if not self._open:
            return None
        self._open = False
        block = Block(kind, self._block_start, self._builder.length, level)  # type: ignore[arg-type]
        self._blocks.append(block)
        return block

    def article(self, doc_id: str, lang: str) -> Article:
        """The finished Article."""
        text, offsets = self._builder.build()
        return Article(
            doc_id,
            lang,
            self.source,
            text,
            offsets,
            title=self.title,
            blocks=self._blocks,
            sections=list(_sections(text, self._blocks)),
            citations=self._citations,
            asides=self._asides,
            links=self.links,
            warnings=self.warnings,
        )

    def _prose(self, start: int, end: int) -> None:
        for match in _PIECE.finditer(self.source, start, end):
            if match["words"]:
                self._words(*match.span())
            elif match["space"] and self._space in (None, -1):
                self._space = self.source.find(" ", *match.span())

    def _words(self, start: int, end: int) -> None:
        """Add words with single spaces between them, and the space due before them."""
        self._separate(self.source[start], self.source[start + 1 : min(end, start + 2)])
        self._space, self._marked = None, False
        if self._link_start is None:
            self._link_start = self.length
        if self.rules.tight:  # "12 人" is "12人"
            for found in _TYPOGRAPHIC.finditer(self.source, start, end):
                self._builder.keep(start, found.start())
                start = found.end()
        for found in _GLUED.finditer(self.source, start, end):
            if self._is_glued(found, start, end):
                self._builder.keep(start, found.end())
                self._builder.insert(" ")
                start = found.end()
        self._builder.keep(start, end)

    def _separate(self, char: str, following: str) -> None:
        """Write what stands between the last word and one that begins with `char`."""
        if not self._open:
            if self._builder.length:
                self._builder.insert("\n")
            self._open, self._block_start = True, self._builder.length
            for i in range(self._settled, len(self._citations)):  # marks before the first word
                self._citations[i] = replace(self._citations[i], at=self._block_start)
        elif self._space is not None:
            if self._marked and char in _CLOSING:
                return
            last = self._builder.last()
            unspaced = _UNSPACED.match(char) and _UNSPACED.match(last)
            if self.rules.tight and _TYPOGRAPHIC.search(f"{last} {char}"):
                return
            if self._space >= 0:
                self._builder.keep(self._space, self._space + 1)
            elif not unspaced:
                self._builder.insert(" ")
        elif (
            self._marked
            and not _UNSPACED.match(char)
            and (char.isalnum() or (char not in _ATTACHED and following.isalnum()))
        ):
            self._builder.insert(" ")

    def _is_glued(self, found: re.Match[str], start: int, end: int) -> bool:
        """Whether a sentence begins here in the middle of a word: "fled.Nobody"."""
        at = found.end()
        before = self.source[found.start() - 2] if found.start() >= start + 2 else ""
        if not self.source[at].isupper() or not (before.islower() or before.isdigit()):
            return False
        first = max(start, self.source.rfind(" ", start, at) + 1, at - MAX_ADDRESS)
        last = self.source.find(" ", at, min(end, at + MAX_ADDRESS))
        return not _ADDRESS.search(self.source, first, last if last >= 0 else min(end, at + MAX_ADDRESS))


def _sections(text: str, blocks: list[Block]) -> Iterator[Section]:
    """The sections that the headings open; where headings have no level, each ends the one before."""
    headings = [block for block in blocks if block.kind == "heading"]
    ends = [len(text)] * len(headings)
    under: list[int] = []  # indices of the headings whose sections are open, the highest first
    for i, heading in enumerate(headings):
        while under and headings[under[-1]].level >= heading.level:
            ends[under.pop()] = heading.start
        under.append(i)
    for heading, end in zip(headings, ends, strict=True):
        start = min(heading.end + 1, len(text))
        yield Section(text[heading.start : heading.end], heading.level, heading, start, max(start, end))
