"""What a page cites: the numbers of its references as readers see them, and what each one names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.readers.mediawiki.conversion import Converter
from dateline.readers.mediawiki.marks import Mark
from dateline.readers.mediawiki.render import Renderer
from dateline.readers.mediawiki.tree import Node, Template, Text, Tree, read_tree
from dateline.readers.mediawiki.vocabulary import Vocabulary

_ADDRESS = re.compile(r"(?:https?|ftps?)://[^\s\[\]<>\"|{}]+|(?<=\[)//[^\s\[\]<>\"|{}]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reference names; None where it does not say."""

    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    note: str | None = None


class References:
    """The references of one page, numbered in the order of their first use, each group on its own."""

    def __init__(self, tree: Tree, vocabulary: Vocabulary, converter: Converter | None, lang: str) -> None:
        self._source = tree.source
        self._vocabulary = vocabulary
        self._converter = converter
        self._lang = lang
        self._numbers: dict[str, dict[tuple[str, int], str]] = {}
        self._cited: dict[tuple[str, str] | int, Cited] = {}
        self._named: dict[tuple[str, str], Mark] = {}
        for mark in tree.marks:
            if mark.kind in ("reference", "definition") and mark.name and mark.inner:
                self._named.setdefault((mark.group, mark.name), mark)
        self.undefined: set[str] = set()

    def number(self, mark: Mark) -> str:
        """What stands between the brackets of a reference: its number, after the name of its group."""
        numbers = self._numbers.setdefault(mark.group, {})
        key = (mark.name, -1) if mark.name else ("", mark.start)
        number = numbers.setdefault(key, str(len(numbers) + 1))
        return f"{mark.group} {number}" if mark.group else number

    def cited(self, mark: Mark) -> Cited:
        """What the reference names; one by name only names what the definition of that name does."""
        if mark.name:
            key: tuple[str, str] | int = (mark.group, mark.name)
            mark = self._named.get((mark.group, mark.name), mark)
            if mark.inner is None:
                self.undefined.add(mark.name)
        else:
            key = mark.start
        if key not in self._cited:
            self._cited[key] = self._read(*mark.inner) if mark.inner else Cited()
        return self._cited[key]

    def _read(self, start: int, end: int) -> Cited:
        tree = read_tree(
            self._source, start, end, self._vocabulary, self._converter, lambda message, at: None
        )
        renderer = Renderer(tree, self._vocabulary, self._lang)
        for template in _templates(tree.nodes):
            if self._vocabulary.template(template.name).kind == "cite":
                return self._from_template(template, renderer)
        text = renderer.string(tree.nodes) or None
        address = next((mark for mark in tree.marks if mark.kind == "address"), None)
        if address is not None:
            title = self._label(tree, address, renderer)
            return Cited(url=address.group, title=title, note=text)
        found = _ADDRESS.search(self._source, start, end)
        return Cited(url=found[0] if found else None, note=text)

    @staticmethod
    def _label(tree: Tree, address: Mark, renderer: Renderer) -> str | None:
        """The label of the first address."""
        end = next((m for m in tree.marks if m.kind == "address end" and m.start >= address.end), None)
        if end is None:
            return None
        inside = [n for n in tree.nodes if n.start < end.start and n.end > address.end]
        nodes: list[Node] = [
            Text(max(n.start, address.end), min(n.end, end.start)) if isinstance(n, Text) else n
            for n in inside
        ]
        return renderer.string(nodes) or None

    def _from_template(self, template: Template, renderer: Renderer) -> Cited:
        values: dict[str, str | None] = {}
        for key in ("url", "title", "publisher", "date"):
            argument = template.get(*self._vocabulary.cite[key])
            values[key] = renderer.string(argument.nodes) or None if argument else None
        return Cited(**values)


def _templates(nodes: list[Node]) -> Iterator[Template]:
    """The templates among the nodes, those within others after them."""
    inner: list[Node] = []
    for node in nodes:
        if isinstance(node, Template):
            yield node
            for argument in node.arguments:
                inner += argument.nodes
    if inner:
        yield from _templates(inner)
