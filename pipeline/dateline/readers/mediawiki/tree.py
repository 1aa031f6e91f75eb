"""The tree of templates, links and text in MediaWiki source, every node with its offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Union

import mwparserfromhell
from mwparserfromhell.nodes import Template as ParsedTemplate
from mwparserfromhell.nodes import Text as ParsedText
from mwparserfromhell.nodes import Wikilink as ParsedLink

from dateline.readers.mediawiki.conversion import Converter
from dateline.readers.mediawiki.marks import Mark, MarkFinder
from dateline.readers.mediawiki.structure import Pairing
from dateline.readers.mediawiki.vocabulary import Vocabulary

Node = Union["Text", "Template", "Link"]


@dataclass(slots=True)
class Text:
    """A stretch of the source outside templates and links; marks may lie in it."""

    start: int
    end: int


@dataclass(slots=True)
class Argument:
    """An argument of a template: its key (numbers from 1 for those without a name) and its value."""

    key: str
    start: int
    end: int
    nodes: list[Node]
    named: bool


@dataclass(slots=True)
class Template:
    """A template; `name` as written, without marks."""

    start: int
    end: int
    name: str
    name_span: tuple[int, int]
    arguments: list[Argument]

    def get(self, *keys: int | str) -> Argument | None:
        """The first of these arguments that is not blank."""
        known = {a.key: a for a in self.arguments}  # the last of a name counts, as in MediaWiki
        for key in keys:
            found = known.get(str(key))
            if found is not None and found.start < found.end:
                return found
        return None

    def numbered(self) -> list[Argument]:
        """The arguments without a name, in order."""
        return [a for a in self.arguments if not a.named]


@dataclass(slots=True)
class Link:
    """A link within the wiki; `target` as written; `nodes` are its text, None where the target is shown."""

    start: int
    end: int
    target: str
    target_span: tuple[int, int]
    nodes: list[Node] | None


@dataclass(slots=True)
class Tree:
    """A source, or a part of one, read: nodes and marks have offsets of the whole source."""

    source: str
    nodes: list[Node]
    marks: list[Mark]
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [mark.start for mark in self.marks]

    def pieces(self, start: int, end: int) -> Iterator[Mark | tuple[int, int]]:
        """What stands in a stretch: marks, and the spans of characters between them."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self.marks) and self.marks[at].start < end:
            mark = self.marks[at]
            at += 1
            if mark.end <= start:
                continue
            if start < mark.start:
                yield start, mark.start
            yield mark
            start = mark.end
        if start < end:
            yield start, end

    def marks_within(self, start: int, end: int) -> list[Mark]:
        """The marks that lie in a stretch."""
        return self.marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def plain(self, start: int, end: int) -> str:
        """The characters of a stretch without its marks."""
        return "".join(
            self.source[piece[0] : piece[1]] if isinstance(piece, tuple) else self._literal(piece)
            for piece in self.pieces(start, end)
        )

    def _literal(self, mark: Mark) -> str:
        return self.source[mark.start : mark.end] if mark.kind == "literal" else ""


def read_tree(
    source: str,
    start: int,
    end: int,
    vocabulary: Vocabulary,
    converter: Converter | None,
    warn: Callable[[str, int], None],
) -> Tree:
    """The tree of `source[start:end]`. Time grows with its length; nothing in it is an error.

    `warn` is told what is wrong and at which offset.
    """

    def tell(message: str, at: int) -> None:
        warn(message, at + start)

    finder = MarkFinder(source[start:end], vocabulary, tell)
    finder.find()
    pairing = Pairing(finder.plain, vocabulary, converter, tell)
    pairing.pair()
    marks = _apart([*finder.marks, *pairing.marks])
    for mark in marks:
        mark.start += start
        mark.end += start
        if mark.inner:
            mark.inner = mark.inner[0] + start, mark.inner[1] + start
    tree = Tree(source, [], marks)
    skeleton, at = pairing.skeleton, 0
    for first, last in [*pairing.unclosed, (len(skeleton), len(skeleton))]:
        tree.nodes += _Builder(tree, start + at).nodes(skeleton[at:first])
        if first < last:
            tree.nodes += _Builder(tree, start + first, end=start + last).nodes(skeleton[first:last] + "}}")
        at = last
    return tree


def _apart(marks: list[Mark]) -> list[Mark]:
    """The marks in order; those within others are dropped."""
    out: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if out and mark.start < out[-1].end:
            if mark.end <= out[-1].end:
                continue
            mark.start = out[-1].end
        out.append(mark)
    return out


class _Builder:
    """Makes nodes of what the parser finds, counting its characters."""

    def __init__(self, tree: Tree, base: int, end: int | None = None) -> None:
        self._tree = tree
        self._at = base
        self._end = end  # of a template that is closed only for the parser

    def nodes(self, skeleton: str) -> list[Node]:
        """The nodes of a skeleton."""
        return self._walk(mwparserfromhell.parse(skeleton, skip_style_tags=True)) if skeleton else []

    def _walk(self, code: Any) -> list[Node]:
        out: list[Node] = []
        for node in code.nodes:
            start = self._at
            if isinstance(node, ParsedTemplate):
                out.append(self._template(node))
                continue
            if isinstance(node, ParsedLink):
                out.append(self._link(node))
                continue
            self._at += len(node.value) if isinstance(node, ParsedText) else len(str(node))
            if self._end is not None:
                self._at = min(self._at, self._end)
            if out and isinstance(out[-1], Text):
                out[-1].end = self._at
            else:
                out.append(Text(start, self._at))
        return out

    def _template(self, node: ParsedTemplate) -> Template:
        start = self._at
        self._at += 2
        name = self._skip(node.name)
        arguments: list[Argument] = []
        number = 0
        for parameter in node.params:
            self._at += 1
            if parameter.showkey:
                span = self._skip(parameter.name)
                key = self._tree.plain(*span).strip()
                self._at += 1
            else:
                number += 1
                key = str(number)
            at = self._at
            nodes = self._walk(parameter.value)
            arguments.append(Argument(key, at, self._at, nodes, parameter.showkey))
        end = self._at + 2 if self._end is None else min(self._at + 2, self._end)
        self._at += 2
        return Template(start, end, self._tree.plain(*name).strip(), name, arguments)

    def _link(self, node: ParsedLink) -> Link:
        start = self._at
        self._at += 2
        target = self._skip(node.title)
        nodes = None
        if node.text is not None:
            self._at += 1
            nodes = self._walk(node.text)
        self._at += 2
        return Link(start, self._at, self._tree.plain(*target).strip(), target, nodes)

    def _skip(self, code: Any) -> tuple[int, int]:
        """Pass over a name that is not read further."""
        start = self._at
        self._at += len(str(code))
        return start, self._at
