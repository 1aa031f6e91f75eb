"""Markdown: the narrative without its marks, headings with their levels, footnotes as citations.

Reads what CommonMark documents commonly use and footnotes as GitHub has them; not a full parser:
block structure is read line by line, and inline marks are taken out where they pair up.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.article import Article
from dateline.readers.draft import Draft
from dateline.readers.rules import ReaderRules

_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r|\Z)")
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\r\n]*\r?\n)*?---[ \t]*(?:\r?\n|\Z)")
_FRONT_TITLE = re.compile(r"^title:[ \t]*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)[ \t]*\r?$", re.M)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(?P<level>#{1,6})(?=[ \t]|$)")
_SETEXT = re.compile(r"(?:=+|-+)$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
_DEFINITION = re.compile(r" {0,3}\[[^\]^]+\]:[ \t]*\S+")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_CELL = re.compile(r"(?:\\.|[^|\\])+")
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<break>\\(?=[\r\n]))"
    r"|(?P<code>(?P<ticks>`+)(?P<inner>[^`]+)(?P=ticks)(?!`))"
    r"|(?P<note>\[\^(?P<mark>[^\]\s]+)\])"
    r"|(?P<comment><!--(?:[^<]|<(?!!--))*?-->)"
    r"|(?P<image>!\[[^\]]{0,1000}\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+[^()]*)?\)|\[[^\]]*\]))"
    r"|(?P<link>\[(?P<label>[^\[\]]+)\](?:\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+[^()]*)?\)|\[[^\]]*\]))"
    r"|(?P<address><(?:https?|mailto):[^>\s]+>)"
    r"|(?P<tag></?[A-Za-z][^<>]*>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<emphasis>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_])|~~)"
)


@dataclass(slots=True)
class Piece:
    """A stretch of the source that belongs to one block."""

    start: int
    end: int


def parse(source: str, rules: ReaderRules, *, doc_id: str, lang: str) -> Article:
    """The article in a Markdown document."""
    return _Reader(source, rules).read(doc_id, lang)


class _Reader:
    """Reads line by line; `pieces` are the lines of the paragraph or item under way."""

    def __init__(self, source: str, rules: ReaderRules) -> None:
        self.source = source
        self.rules = rules
        self.draft = Draft(source, rules)
        self.pieces: list[Piece] = []
        self.kind = "paragraph"
        self.in_comment = False
        self.references = 0  # level of the reference list's heading while inside it

    def read(self, doc_id: str, lang: str) -> Article:
        """Go through all lines."""
        begin = 0
        if front := _FRONT.match(self.source):
            begin = front.end()
            title = _FRONT_TITLE.search(front.group())
            self.draft.title = title["title"] if title else None
        fence, note = "", False
        for start, end in self._lines(begin):
            line = self.source[start:end]
            if fence or _FENCE.match(line):
                self.flush()
                fence = self._fence(fence, line)
                continue
            first, last = self._outside_comment(start, end)
            line = self.source[first:last]
            note = self._note(first, last, line, note)
            if not note:
                self._line(first, last, line)
        self.flush()
        article = self.draft.article(doc_id, lang)
        for block in article.blocks[:1]:
            if article.title is None and block.kind == "heading" and block.level == 1:
                article.title = article.text[block.start : block.end]
        return article

    def _lines(self, begin: int) -> Iterator[tuple[int, int]]:
        """Offsets of the lines without their ends."""
        for match in _LINE.finditer(self.source, begin):
            if match.group():
                text = match.group().rstrip("\r\n")
                skip = 1 if match.start() == 0 and text.startswith("\ufeff") else 0
                yield match.start() + skip, match.start() + len(text)

    def _outside_comment(self, start: int, end: int) -> tuple[int, int]:
        """The part of the line outside a comment of several lines; one within a line is an inline mark."""
        if self.in_comment:
            closed = self.source.find("-->", start, end)
            if closed < 0:
                return end, end
            self.in_comment, start = False, closed + 3
        closed = self.source.rfind("-->", start, end)
        opened = self.source.find("<!--", max(start, closed), end)
        if opened >= 0:
            self.in_comment, end = True, opened
        return start, end

    @staticmethod
    def _fence(fence: str, line: str) -> str:
        """The fence that is open after this line of a code block."""
        mark = _FENCE.match(line)
        if not fence:
            return mark[1] if mark else ""
        closed = mark and mark[1].startswith(fence) and not line[mark.end() :].strip()
        return "" if closed else fence

    def _note(self, start: int, end: int, line: str, inside: bool) -> bool:
        """Whether the line belongs to a footnote's text, which is set apart."""
        if _NOTE.match(line) or (inside and line[:1] in (" ", "\t") and line.strip()):
            self.flush()
            self.draft.aside("reference", start, end)
            return True
        return False

    def _line(self, start: int, end: int, line: str) -> None:
        """One line outside code and footnotes."""
        quote = _QUOTE.match(line)
        if quote:
            start, line = start + quote.end(), line[quote.end() :]
        bare = line.strip()
        if self.pieces and self.kind == "paragraph" and _SETEXT.match(bare):
            self._heading(self.pieces, 1 if bare[0] == "=" else 2)
        elif not bare or _RULE.match(line) or _DEFINITION.match(line) or _TABLE_RULE.match(bare):
            self.flush()
        elif atx := _ATX.match(line):
            self.flush()
            self._heading([self._atx_text(start + atx.end(), end)], len(atx["level"]))
        elif (item := _ITEM.match(line)) and self._may_be_item(item):
            self.flush()
            self.kind = "item"
            self.pieces.append(Piece(start + item.end(), end))
        elif bare.startswith("|"):
            self.flush()
            self.kind = "item"
            self.pieces = [Piece(*cell.span()) for cell in _CELL.finditer(self.source, start, end)]
            self.flush()
        else:
            self.pieces.append(Piece(start, end))

    def _may_be_item(self, item: re.Match[str]) -> bool:
        """A number other than 1 begins no list within a paragraph: it is a year at a line's beginning."""
        return item["number"] in (None, "1") or not self.pieces or self.kind == "item"

    def _atx_text(self, start: int, end: int) -> Piece:
        """The text of a heading line without the marks that may close it."""
        text = self.source[start:end].rstrip()
        shorter = text.rstrip("#")
        if shorter != text and (not shorter or shorter[-1] in " \t"):
            text = shorter
        return Piece(start, start + len(text))

    def _heading(self, pieces: list[Piece], level: int) -> None:
        """A heading; that of a reference list sets apart what follows, down to its own level."""
        self.pieces = []
        title = self.source[pieces[0].start : pieces[-1].end].strip()
        if self.references and level <= self.references:
            self.references = 0
        if not self.references and self.rules.opens_references(title):
            self.references = level
        self._write(pieces, "heading", level)

    def flush(self) -> None:
        """End the paragraph or item under way."""
        pieces, kind = self.pieces, self.kind
        self.pieces, self.kind = [], "paragraph"
        if pieces:
            self._write(pieces, kind, 0)

    def _write(self, pieces: list[Piece], kind: str, level: int) -> None:
        """Put a block into the draft, or set it apart."""
        start, end = pieces[0].start, pieces[-1].end
        text = " ".join(self.source[piece.start : piece.end].strip() for piece in pieces)
        aside = "reference" if self.references else self.rules.aside_kind(text.strip("*_ "))
        if aside:
            self.draft.aside(aside, start, end)
            return
        for piece in pieces:
            self._inline(piece.start, piece.end)
            self.draft.space()
        self.draft.close(kind, level)

    def _inline(self, start: int, end: int) -> None:
        """Prose with its marks taken out."""
        for match in _INLINE.finditer(self.source, start, end):
            self.draft.keep(start, match.start())
            self._mark(match)
            start = match.end()
        self.draft.keep(start, end)

    def _mark(self, match: re.Match[str]) -> None:
        """One inline mark."""
        draft = self.draft
        if match["escape"]:
            draft.keep(match.start() + 1, match.end())
        elif match["code"]:
            draft.keep(*match.span("inner"))
        elif match["note"]:
            draft.cite(match["mark"], *match.span())
        elif match["link"]:
            draft.open_link()
            self._inline(*match.span("label"))
            if match["target"]:
                draft.close_link(match["target"])
        elif match["entity"]:
            draft.replace(html.unescape(match.group()))
