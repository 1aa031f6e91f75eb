"""Plain text: paragraphs, headings without mark-up, lists, and what is no narrative.

Paragraphs are lines, or lines joined where the text was wrapped at a width; headings are known by
their shape and place alone, so they have no level (0).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Literal

from dateline.article import Article
from dateline.readers.draft import Draft
from dateline.readers.rules import AsideKind, ReaderRules

Kind = Literal["heading", "paragraph", "item", "notice", "hatnote", "reference"]

MAX_HEADING = 110  # characters
MAX_HEADING_WORDS = 16
MAX_HEADING_RUN = 3  # chapter, section, subsection; more short lines in a row are a list
MIN_WIDTH, MAX_WIDTH = 40, 120  # characters at which text is wrapped
SLACK = 10  # characters by which a line may stick out
PROSE = 200  # characters from which a line is surely no entry of a list

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"[-*•‣◦▪●–—·]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?P<number>\d{1,3})[.)]\s+(?=\S)")
_STOP = re.compile(r"[.!?…。！？;:；：,，、–—-][\"'”’»)\]]*$")
_END = re.compile(r"[.!?…。！？:][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_INNER_STOP = re.compile(r"[^\W\d_]{4,}[.!?]\s+[^\W\d_]")


@dataclass(slots=True)
class Line:
    """A line that is not blank; source offsets without the white space around it."""

    start: int
    end: int
    text: str
    gap: bool  # a blank line stands before it


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and what they are."""

    lines: list[Line]
    bare: str  # joined, without reference marks
    kind: Kind = "paragraph"
    marker: int = 0  # length of the bullet


def parse(source: str, rules: ReaderRules, *, doc_id: str, lang: str) -> Article:
    """The article in a plain text."""
    paragraphs = _paragraphs(_lines(source), rules)
    _classify(paragraphs, rules)
    draft = Draft(source, rules)
    for paragraph in paragraphs:
        _write(draft, paragraph)
    article = draft.article(doc_id, lang)
    article.title = _title(article, rules)
    return article


def _lines(source: str) -> list[Line]:
    """The lines of the source that hold anything."""
    out: list[Line] = []
    last = 0
    for match in _LINE.finditer(source):
        text = match.group()
        bare = text.strip().strip("\ufeff").strip()
        if bare:
            start = match.start() + text.index(bare)
            breaks = source[last : match.start()].replace("\r\n", "\n")
            gap = len(breaks) > 1 or not out
            out.append(Line(start, start + len(bare), bare, gap))
            last = match.end()
    return out


def _paragraphs(lines: list[Line], rules: ReaderRules) -> list[Paragraph]:
    """The lines, joined where they were wrapped."""
    width = _width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if width and groups and _continues(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Paragraph(group, _bare(" ".join(line.text for line in group), rules)) for group in groups]


def _bare(text: str, rules: ReaderRules) -> str:
    """The text without reference marks and what a page glues to its headings."""
    return rules.citation.sub("", rules.heading_text(text)).strip()


def _width(lines: list[Line]) -> int:
    """The width at which the text is wrapped, 0 if it is not.

    Wrapped text is known by lines that break in the middle of a sentence because the next word,
    in lower case, did not fit; other text has next to none of them.
    """
    lengths = sorted(len(line.text) for line in lines if " " in line.text)
    width = lengths[ceil(0.97 * (len(lengths) - 1))] if lengths else 0  # a table may stick out
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap]
    broken = sum(b.text[0].islower() and _is_full(a, b, width) and not _END.search(a.text) for a, b in pairs)
    return width if broken and broken >= 0.1 * len(pairs) else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word did not fit, give or take a ragged edge."""
    length = len(line.text)
    return length <= width + SLACK and length + 1 + len(following.text.split(maxsplit=1)[0]) > width - 2


def _continues(line: Line, following: Line, width: int) -> bool:
    """Whether the next line goes on with the paragraph."""
    if following.gap or _BULLET.match(following.text) or _NUMBER.match(following.text):
        return False
    ragged = following.text[0].islower() and not _END.search(line.text)
    return ragged or _is_full(line, following, width)


def _classify(paragraphs: list[Paragraph], rules: ReaderRules) -> None:
    """Decide what each paragraph is."""
    for paragraph in paragraphs:
        kind = rules.aside_kind(paragraph.bare)
        bullet = _BULLET.match(paragraph.lines[0].text)
        if kind:
            paragraph.kind = kind
        elif bullet:
            paragraph.kind, paragraph.marker = "item", bullet.end()
    _number_items(paragraphs)
    _find_headings([p for p in paragraphs if p.kind in ("paragraph", "item")])
    _find_references(paragraphs, rules)


def _number_items(paragraphs: list[Paragraph]) -> None:
    """Items are paragraphs whose numbers count up one by one; a lone "5." may be a date."""
    previous: tuple[int, Paragraph] | None = None
    for paragraph in paragraphs:
        match = _NUMBER.match(paragraph.lines[0].text) if paragraph.kind in ("paragraph", "item") else None
        if not match:
            continue
        number = int(match["number"])
        if previous and number == previous[0] + 1:
            for counted in (previous[1], paragraph):
                found = _NUMBER.match(counted.lines[0].text)
                counted.kind, counted.marker = "item", found.end() if found else 0
        previous = (number, paragraph)


def _find_headings(paragraphs: list[Paragraph]) -> None:
    """Headings: a few short lines without a stop, and then prose. Many are a list."""
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.kind == "paragraph" and _is_title(paragraph):
            run.append(paragraph)
            continue
        kind: Kind = "heading" if len(run) <= MAX_HEADING_RUN else "item"
        for short in run:
            short.kind = kind
        run = []
    if len(run) > 1:
        for short in run:
            short.kind = "item"


def _is_title(paragraph: Paragraph) -> bool:
    """Whether this reads like a heading: one short line, no stop."""
    text = paragraph.bare
    if (
        len(paragraph.lines) > 1
        or not text
        or len(text) > MAX_HEADING
        or len(text.split()) > MAX_HEADING_WORDS
    ):
        return False
    if _STOP.search(text) or _INNER_STOP.search(text):
        return False
    first = next((char for char in text if char.isalnum()), "")
    return bool(first) and (not first.islower() or text.islower())


def _find_references(paragraphs: list[Paragraph], rules: ReaderRules) -> None:
    """Set apart the lists of references: from their heading to the next heading that prose follows."""
    inside = False
    for at, paragraph in enumerate(paragraphs):
        if len(paragraph.lines) == 1 and rules.opens_references(paragraph.bare):
            inside = True
        elif inside and paragraph.kind == "heading":
            inside = not any(_is_prose(following, rules) for following in paragraphs[at + 1 : at + 2])
        if inside:
            paragraph.kind = "reference"


def _is_prose(paragraph: Paragraph, rules: ReaderRules) -> bool:
    return len(paragraph.bare) >= PROSE and not rules.entry.search(paragraph.bare)


def _write(draft: Draft, paragraph: Paragraph) -> None:
    """Put the paragraph into the draft."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    kind: Kind = paragraph.kind
    if kind in ("notice", "hatnote", "reference"):
        aside: AsideKind = kind
        draft.aside(aside, first.start, last.end)
        return
    for line in paragraph.lines:
        start = line.start + (paragraph.marker if line is first else 0)
        end = line.start + len(draft.rules.heading_text(line.text)) if kind == "heading" else line.end
        draft.keep(start, end)
        if not _HYPHEN.search(line.text):  # a word broken at its hyphen stays one
            draft.space()
    draft.close(kind)


def _title(article: Article, rules: ReaderRules) -> str | None:
    """The first line, if it is a heading that names more than a section."""
    if not article.blocks or article.blocks[0].kind != "heading":
        return None
    title = article.text[article.blocks[0].start : article.blocks[0].end]
    named = any(char.isalpha() for char in title) and title.casefold() not in rules.sections
    return title if named else None
