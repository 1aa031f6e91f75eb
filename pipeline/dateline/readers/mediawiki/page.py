"""A MediaWiki page as an Article: prose with its headings, links and references; facts of its boxes.

Offsets index the source as it is. What is no prose (comments, tables, pictures, categories, notices,
templates that stand for no text) is set apart; what is wrong with the mark-up is told and the rest read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict

from dateline.article import Article, Aside
from dateline.readers.draft import Draft
from dateline.readers.mediawiki import vocabulary as names
from dateline.readers.mediawiki.box import BoxReader
from dateline.readers.mediawiki.conversion import Converter
from dateline.readers.mediawiki.marks import Mark
from dateline.readers.mediawiki.references import References
from dateline.readers.mediawiki.render import Renderer, StringSink, Target
from dateline.readers.mediawiki.tree import Link, Node, Template, Text, read_tree
from dateline.readers.rules import ReaderRules

MAX_ASIDE = 600  # characters; a longer line is prose whatever it begins with
MAX_NAMES = 12  # templates named in a warning

_HEADING = re.compile(r"(?P<signs>={1,6})(?=[^=]|=*$)[ \t]*")
_LIST = re.compile(r"[*#:;]+[ \t]*")
_RULE = re.compile(r"-{4,}")
_FRAGMENT = re.compile(r"[ \t]*(?:[|!]|\}\}|\{\|)")
_ASIDES = {"comment": "comment", "left out": "picture", "table": "table"}  # marks and their kinds of aside

Line = list[Node]


def parse(source: str, rules: ReaderRules, *, doc_id: str, lang: str) -> Article:
    """The article in a MediaWiki page."""
    return _Page(source, rules, lang).read(doc_id)


class _Page:
    """Reads a page line by line; it is the sink that the lines are rendered into."""

    in_order = True

    def __init__(self, source: str, rules: ReaderRules, lang: str) -> None:
        self.source = source
        self.rules = rules
        self.lang = lang
        self.draft = Draft(source, rules)
        self.vocabulary = names.load()
        self.asides: list[tuple[str, int, int]] = []
        self.facts: list[dict[str, object]] = []
        self._problems: dict[str, list[int]] = {}  # how often, and where first
        self._unknown: dict[str, int] = {}
        conversion = self.vocabulary.pages["conversion"]
        converter = None
        if lang.partition("-")[0] in conversion["languages"]:
            converter = Converter(conversion, names.script_of(source, conversion))
        start = 1 if source.startswith("\ufeff") else 0
        self.tree = read_tree(source, start, len(source), self.vocabulary, converter, self._warn)
        self.renderer = Renderer(self.tree, self.vocabulary, lang)
        self.references = References(self.tree, self.vocabulary, converter, lang)
        self.boxes = BoxReader(self.renderer, self.vocabulary, self.references)
        self._kind = "paragraph"
        self._fresh = False  # a line within a template has just begun
        self._listed = 0  # level of the heading of a list of references, while in it

    def _warn(self, message: str, at: int) -> None:
        seen = self._problems.setdefault(message, [0, at])
        seen[0] += 1
        seen[1] = min(seen[1], at)

    def read(self, doc_id: str) -> Article:
        """Go through all lines."""
        for line in self._lines():
            self._line(line)
        self._end()
        article = self.draft.article(doc_id, self.lang)
        article.facts = self.facts
        article.asides = list(self._apart())
        article.title = self._title(article)
        article.warnings += self._warnings()
        return article

    def _lines(self) -> Iterator[Line]:
        """The lines of the page; line ends within templates, links and marks end none."""
        line: Line = []
        for node in self.tree.nodes:
            if not isinstance(node, Text):
                line.append(node)
                continue
            start = node.start
            for piece in self.tree.pieces(node.start, node.end):
                if isinstance(piece, Mark):
                    continue
                at = self.source.find("\n", *piece)
                while at >= 0:
                    if start < at:
                        line.append(Text(start, at))
                    yield line
                    line, start = [], at + 1
                    at = self.source.find("\n", start, piece[1])
            if start < node.end:
                line.append(Text(start, node.end))
        yield line

    def _line(self, line: Line) -> None:
        """One line of the page."""
        lead = self._lead(line)
        if not line or (lead is not None and all(isinstance(n, Text) for n in line) and self._is_blank(line)):
            if not any(self._has_marks(n) for n in line):
                self._end()
                return
            lead = None
        if lead is not None and self._redirect(line, lead):
            return
        if lead is not None and (sign := _HEADING.match(self.source, lead)) and self._heading(line, sign):
            return
        if self._listed or self._is_aside(line):
            self._end()
            self.asides.append(("reference" if self._listed else "hatnote", line[0].start, line[-1].end))
            return
        if lead is not None and (found := _LIST.match(self.source, lead)):
            self._end()
            self._kind = "item"
            self._write(_cut(line, found.end()))
            self._end()
        elif lead is not None and _RULE.match(self.source, lead):
            self._end()
        elif lead is not None and _FRAGMENT.match(self.source, lead):
            self._end()
            self._warn("lines that are parts of a table or template were left out", lead)
            self.asides.append(("fragment", line[0].start, line[-1].end))
        else:
            self._write(line)
            self.draft.space()

    def _lead(self, line: Line) -> int | None:
        """Where the characters of a line begin, past marks; None if it begins with a template or link."""
        for node in line:
            if not isinstance(node, Text):
                return None
            for piece in self.tree.pieces(node.start, node.end):
                if isinstance(piece, tuple):
                    return piece[0]
                if piece.kind not in ("comment", "hidden"):
                    return None
        return None

    def _is_blank(self, line: Line) -> bool:
        return all(not self.tree.plain(n.start, n.end).strip() for n in line)

    def _has_marks(self, node: Node) -> bool:
        return any(isinstance(piece, Mark) for piece in self.tree.pieces(node.start, node.end))

    def _write(self, line: Line) -> None:
        self.renderer.render(line, self)

    def _end(self) -> None:
        """End the block under way."""
        self.draft.close(self._kind)
        self._kind = "paragraph"

    def _heading(self, line: Line, sign: re.Match[str]) -> bool:
        """A heading, if the line ends as it begins; that of a list of references sets apart what follows."""
        last = next((n for n in reversed(line) if not isinstance(n, Text) or not self._is_blank([n])), None)
        if not isinstance(last, Text):
            return False
        pieces = [p for p in self.tree.pieces(last.start, last.end) if isinstance(p, tuple)]
        pieces = [p for p in pieces if self.source[p[0] : p[1]].strip()]
        tail = self.source[pieces[-1][0] : pieces[-1][1]].rstrip() if pieces else ""
        signs = len(tail) - len(tail.rstrip("="))
        end = pieces[-1][0] + len(tail) - signs if pieces else 0
        if not signs or end < sign.end():
            return False
        level = min(len(sign["signs"]), signs)
        self._end()
        body = _cut(line, sign.end(), end)
        title = self.renderer.string(body)
        if self._listed and level <= self._listed:
            self._listed = 0
        known = self.vocabulary.pages["headings"]["references"]
        if not self._listed and (self.rules.opens_references(title) or title.casefold() in known):
            self._listed = level
        if self._listed:
            self.asides.append(("reference", line[0].start, line[-1].end))
        else:
            self._write(body)
            self.draft.close("heading", level)
        return True

    def _redirect(self, line: Line, lead: int) -> bool:
        """A page that only leads to another; tells so."""
        words = self.vocabulary.pages["redirect"]["words"]
        text = self.source[lead : lead + 40].lower()
        if self.draft.length or not text.startswith(tuple(words)):
            return False
        link = next((node for node in line if isinstance(node, Link)), None)
        if link is None:
            return False
        self._end()
        self.draft.warnings.append(f"the page is a redirect to {link.target!r}; read that page instead")
        self.asides.append(("redirect", line[0].start, line[-1].end))
        return True

    def _is_aside(self, line: Line) -> bool:
        """Whether the line points to other pages or is a notice, by its words."""
        if line[-1].end - line[0].start > MAX_ASIDE:
            return False
        text = self.renderer.string(line).lstrip("*#:; ")
        return bool(text) and self.rules.aside_kind(text) is not None

    # What the renderer calls.

    def keep(self, start: int, end: int) -> None:
        """Prose."""
        if self._fresh and (mark := _LIST.match(self.source, start, end)):
            start = mark.end()
        self._fresh = False
        self.draft.keep(start, end)

    def replace(self, text: str, start: int, end: int) -> None:
        """Prose in another form."""
        if text[:1].isspace():
            self.draft.space()
        self.draft.replace(" ".join(text.split()) or " ", start, end)
        if text[-1:].isspace():
            self.draft.space()

    def newline(self) -> None:
        """A line end within a template; the next line may be an item of a list."""
        self._fresh = True
        self.draft.space()

    def line(self) -> None:
        """A line end of the text."""
        self.draft.space()

    def block(self) -> None:
        """A paragraph ends."""
        self._end()

    def quotes(self, length: int) -> None:
        """Bold and italics say nothing here."""

    def cite(self, mark: Mark) -> None:
        """A reference."""
        cited = self.references.cited(mark)
        self.draft.cite(self.references.number(mark), mark.start, mark.end, **asdict(cited))

    def open_link(self) -> None:
        """A link begins."""
        self.draft.open_link()

    def close_link(self, target: Target) -> None:
        """A link ends; its target is kept as evidence of who or what is meant."""
        if target.foreign:
            self.draft.close_link(target.target, lang=target.lang, foreign=target.foreign)
        elif target.target:
            self.draft.close_link(target.target)

    def flag(self, country: str, start: int, end: int, shown: bool) -> None:
        """A flag without text says nothing in prose."""

    def status(self, kind: str, start: int, end: int) -> None:
        """Signs say nothing in prose."""

    def open_list(self) -> None:
        """A list in a template: its items part of the text."""
        self.draft.space()

    def title(self, begins: bool) -> None:
        """The title of the list."""
        self.draft.space()

    def close_list(self) -> None:
        """The list ends."""
        self.draft.space()

    def template(self, template: Template, kind: str) -> None:
        """A template that is no text."""
        span = template.start, template.end
        if kind == "box":
            self._end()
            for mark in self.tree.marks_within(*span):  # numbers follow the page
                if mark.kind == "reference":
                    self.cite(mark)
            for box in self._boxes_in(template):
                self.facts += self.boxes.read(box)
            self._end()
            self.asides.append(("box", *span))
            return
        for box in self._boxes_in(template) if kind in ("other box", "unknown") else ():
            self.facts += self.boxes.read(box)
        if kind == "unknown":
            self._unknown[template.name] = self._unknown.get(template.name, 0) + 1
        shown = {"notice": "notice", "hatnote": "hatnote", "other box": "box"}.get(kind, "template")
        self.asides.append((shown, *span))

    def _boxes_in(self, template: Template) -> Iterator[Template]:
        """The template if it is a box that is read, and those within it: a box may be a part of another."""
        waiting = [template]
        while waiting:
            found = waiting.pop()
            if self.vocabulary.is_box(found.name):
                yield found
            inner = [n for a in found.arguments for n in a.nodes if isinstance(n, Template)]
            waiting += reversed(inner)

    def aside(self, kind: str, start: int, end: int) -> None:
        """A picture or a category."""
        self.asides.append(("picture" if kind == "file" else kind, start, end))

    # What remains to be told.

    def _apart(self) -> Iterator[Aside]:
        """What was set apart, in order; what lies in something set apart is not told again."""
        spans = [(_ASIDES[m.kind], m.start, m.end) for m in self.tree.marks if m.kind in _ASIDES]
        last = 0
        for kind, start, end in sorted([*self.asides, *spans], key=lambda span: (span[1], -span[2])):
            if start >= last:
                yield Aside(kind, start, end, self.source[start:end])  # type: ignore[arg-type]
                last = end

    def _title(self, article: Article) -> str | None:
        """What the first box names the conflict, else what the lead writes in bold."""
        for fact in article.facts:
            if fact["field"] == "conflict":
                return str(fact["name"])
        first = next((block for block in article.blocks if block.kind == "paragraph"), None)
        if first is None:
            return None
        start, end = article.offsets.span(first.start, first.end)
        opened = self.source.find("'''", max(0, start - 5), end)
        closed = self.source.find("'''", opened + 3, end)
        if opened < 0 or closed < 0 or closed - opened > 200:
            return None
        nodes = [n for n in self.tree.nodes if n.end > opened and n.start < closed]
        sink = StringSink(self.source)
        self.renderer.render(_cut(nodes, opened, closed), sink)
        return " ".join("".join(sink.parts).split()) or None

    def _warnings(self) -> Iterator[str]:
        for message, (times, at) in self._problems.items():
            line = self.source.count("\n", 0, at) + 1
            count = f" ({times} times, first in line {line})" if times > 1 else f" (line {line})"
            yield message + count
        tables = [mark for mark in self.tree.marks if mark.kind == "table"]
        if tables:
            yield f"{len(tables)} tables were left out with the prose in them"
        if self._unknown:
            shown = sorted(self._unknown.items(), key=lambda item: (-item[1], item[0]))
            some = ", ".join(f"{name} ({times})" for name, times in shown[:MAX_NAMES])
            more = f" and {len(shown) - MAX_NAMES} more" if len(shown) > MAX_NAMES else ""
            yield f"templates that are not known were left out: {some}{more}"
        if self.references.undefined:
            yield f"{len(self.references.undefined)} references are used and never defined"


def _cut(line: Line, start: int, end: int | None = None) -> Line:
    """The part of a line within these offsets; templates and links are not cut."""
    out: Line = []
    for node in line:
        if node.end <= start or (end is not None and node.start >= end):
            continue
        if isinstance(node, Text):
            out.append(Text(max(node.start, start), node.end if end is None else min(node.end, end)))
        else:
            out.append(node)
    return out
