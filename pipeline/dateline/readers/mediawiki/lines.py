"""The lines that the value of a box's field is shown in, each with its text and what stands in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from dateline.article import OffsetMap, TextBuilder
from dateline.readers.mediawiki.marks import Mark
from dateline.readers.mediawiki.render import Target
from dateline.readers.mediawiki.tree import Template

_WORDS = re.compile(r"[^\s\0]+(?: [^\s\0]+)*")
_LEAD = re.compile(r"\s*(?:(?P<rule>-{4,})|(?P<signs>[*#:;]+))\s*")


@dataclass(frozen=True, slots=True)
class LineLink:
    """A link within a line; text offsets."""

    start: int
    end: int
    target: Target


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag: `at` in the text; `span` in the source; `shown` if the name of its country stands there."""

    at: int
    country: str
    span: tuple[int, int]
    shown: bool


@dataclass(slots=True)
class Line:
    """One line: its text with single spaces and the way back to the source.

    `rule` is a line drawn across; `title` that of a list, and `titles` are those of the lists it lies in.
    `depth` counts the signs of a list item; `context` tells the items of one list template from another's.
    """

    text: str = ""
    offsets: OffsetMap = field(default_factory=lambda: OffsetMap([]))
    links: list[LineLink] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    citations: list[tuple[int, Mark]] = field(default_factory=list)
    statuses: list[tuple[int, str]] = field(default_factory=list)
    rule: bool = False
    bold: bool = False
    title: bool = False
    titles: tuple[Line, ...] = ()
    depth: int = 0
    context: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source span of a text span."""
        return self.offsets.span(start, end)

    def links_in(self, start: int, end: int) -> list[LineLink]:
        """The links that begin in a stretch."""
        low = bisect_left(self.links, start, key=lambda link: link.start)
        return self.links[low : bisect_left(self.links, end, key=lambda link: link.start)]

    def flags_in(self, start: int, end: int) -> list[Flag]:
        """The flags in a stretch."""
        low = bisect_left(self.flags, start, key=lambda flag: flag.at)
        return self.flags[low : bisect_left(self.flags, end, key=lambda flag: flag.at)]

    def marks_in(self, start: int, end: int) -> list[Mark]:
        """The references in a stretch, or at its end."""
        low = bisect_left(self.citations, start, key=lambda citation: citation[0])
        high = bisect_right(self.citations, end, key=lambda citation: citation[0])
        return [mark for _, mark in self.citations[low:high]]


MAX_TITLES = 8  # lists within lists, of which a line keeps the titles


class LineSink:
    """Makes lines of what is rendered into it."""

    in_order = False  # lines have offsets of their own

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: list[Line] = []
        self._titles: list[Line | None] = []
        self._contexts = [0]
        self._lists = 0
        self._in_title = False
        self._begin()

    def _begin(self) -> None:
        titles = tuple(title for title in self._titles[-MAX_TITLES:] if title is not None)
        self._line = Line(titles=titles, context=self._contexts[-1])
        self._builder = TextBuilder(self.source)
        self._bold, self._bold_length = False, 0
        self._space: int | None = None
        self._link_start: int | None = 0

    def line(self) -> None:
        """End the line; an empty one is none."""
        line = self._line
        if self._builder.length or line.flags or line.citations or line.rule or line.statuses:
            line.text, line.offsets = self._builder.build()
            line.title = self._in_title
            letters = sum(not char.isspace() for char in line.text)
            line.bold = (
                0 < letters <= self._bold_length + 1 and self._bold_length > 0
            )  # a colon may be outside
            self.lines.append(line)
        self._begin()

    newline = block = line

    def keep(self, start: int, end: int) -> None:
        """Characters of the source, with single spaces; marks of lists and lines across leave the text."""
        if not self._builder.length and (lead := _LEAD.match(self.source, start, end)):
            start = lead.end()
            if lead["rule"]:
                self._line.rule = True
                self.line()
            else:
                self._line.depth = len(lead["signs"])
        for words in _WORDS.finditer(self.source, start, end):
            if words.start() > start:
                self._space = words.start() - 1
            self._separate()
            self._builder.keep(*words.span())
            if self._bold:
                self._bold_length += sum(not char.isspace() for char in words[0])
            start = words.end()
        if start < end:
            self._space = start

    def _separate(self) -> None:
        if self._space is not None and self._builder.length:
            if self.source[self._space] == " ":
                self._builder.keep(self._space, self._space + 1)
            else:
                self._builder.insert(" ")
        self._space = None
        if self._link_start is None:
            self._link_start = self._builder.length

    def replace(self, text: str, start: int, end: int) -> None:
        """Characters for a stretch of the source."""
        if text.isspace():
            self._space = start
            return
        self._separate()
        self._builder.replace(text.strip(), start, end)

    def quotes(self, length: int) -> None:
        """Bold begins or ends."""
        if length >= 3:
            self._bold = not self._bold

    def cite(self, mark: Mark) -> None:
        """A reference."""
        self._line.citations.append((self._builder.length, mark))

    def open_link(self) -> None:
        """The text of a link begins, with its first word."""
        self._link_start = None

    def close_link(self, target: Target) -> None:
        """The text of a link ends."""
        start, end = self._link_start, self._builder.length
        if start is not None and start < end:
            self._line.links.append(LineLink(start, end, target))

    def flag(self, country: str, start: int, end: int, shown: bool) -> None:
        """A flag."""
        self._line.flags.append(Flag(self._builder.length, country, (start, end), shown))

    def status(self, kind: str, start: int, end: int) -> None:
        """What befell the one named before."""
        self._line.statuses.append((self._builder.length, kind))

    def open_list(self) -> None:
        """A list begins on a line of its own."""
        self.line()
        self._titles.append(None)
        self._lists += 1
        self._contexts.append(self._lists)
        self._begin()

    def title(self, begins: bool) -> None:
        """The title of a list."""
        self.line()
        self._in_title = begins
        if not begins and self.lines and self.lines[-1].title and self._titles:
            self._titles[-1] = self.lines[-1]
            self._begin()

    def close_list(self) -> None:
        """The list ends."""
        self.line()
        if self._titles:
            self._titles.pop()
            self._contexts.pop()
        self._begin()

    def template(self, template: Template, kind: str) -> None:
        """Other templates are no text here."""

    def aside(self, kind: str, start: int, end: int) -> None:
        """Pictures are no text."""
