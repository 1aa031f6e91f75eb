"""What MediaWiki source stands for in a text: nodes in, calls of a sink out, in the order of the source."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any, Protocol

from dateline.readers.mediawiki.marks import Mark
from dateline.readers.mediawiki.tree import Argument, Link, Node, Template, Text, Tree
from dateline.readers.mediawiki.vocabulary import Vocabulary

_INLINE = re.compile(
    r"(?P<quotes>'{2,})"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<word>__[A-Z]{3,30}__)|(?P<newline>\n)"
)
_NUMBER = re.compile(r"[\d,.\s]+$")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: a title here, a title in another language, or an address; evidence of identity."""

    target: str | None
    lang: str | None = None
    foreign: str | None = None


class Sink(Protocol):
    """What a text is written to; all offsets are those of the source."""

    in_order: bool  # whether what is written must be in the order of the source

    def keep(self, start: int, end: int) -> None:
        """Characters that stand in the source."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Characters that a stretch of the source stands for."""

    def newline(self) -> None:
        """The end of a line of the source."""

    def line(self) -> None:
        """The end of a line of the text."""

    def block(self) -> None:
        """The end of a paragraph."""

    def quotes(self, length: int) -> None:
        """A mark of italics (2), bold (3) or both (5)."""

    def cite(self, mark: Mark) -> None:
        """A reference."""

    def open_link(self) -> None:
        """The text of a link begins."""

    def close_link(self, target: Target) -> None:
        """The text of a link ends."""

    def flag(self, country: str, start: int, end: int, shown: bool) -> None:
        """A flag; if `shown`, the name of its country is kept next."""

    def status(self, kind: str, start: int, end: int) -> None:
        """What befell the one named before."""

    def open_list(self) -> None:
        """A list begins."""

    def title(self, begins: bool) -> None:
        """The title of the list begins or ends."""

    def close_list(self) -> None:
        """The list ends."""

    def template(self, template: Template, kind: str) -> None:
        """A template that is no text: a box, a notice, one that is not known."""

    def aside(self, kind: str, start: int, end: int) -> None:
        """A picture or a category."""


class Renderer:
    """Renders the nodes of one tree."""

    def __init__(self, tree: Tree, vocabulary: Vocabulary, lang: str) -> None:
        self.tree = tree
        self.vocabulary = vocabulary
        self.lang = lang
        self._strings: dict[tuple[int, int], str] = {}  # of arguments, by their offsets
        dates = vocabulary.pages["dates"]
        self._dates: dict[str, str] = dates.get(lang, dates["en"])

    def render(self, nodes: list[Node], sink: Sink) -> None:
        """Write the nodes."""
        for node in nodes:
            if isinstance(node, Text):
                self._text(node.start, node.end, sink)
            elif isinstance(node, Link):
                self._link(node, sink)
            else:
                self._template(node, sink)

    def string(self, nodes: list[Node]) -> str:
        """The nodes as a plain string with single spaces."""
        sink = StringSink(self.tree.source)
        self.render(nodes, sink)
        return " ".join("".join(sink.parts).split())

    def value(self, argument: Argument) -> str:
        """An argument as a plain string; read once, for it may stand in others that are read as well."""
        key = argument.start, argument.end
        if key not in self._strings:
            self._strings[key] = self.string(argument.nodes)
        return self._strings[key]

    def _text(self, start: int, end: int, sink: Sink) -> None:
        source = self.tree.source
        for piece in self.tree.pieces(start, end):
            if isinstance(piece, Mark):
                self._mark(piece, sink)
                continue
            at, last = piece
            for found in _INLINE.finditer(source, at, last):
                if at < found.start():
                    sink.keep(at, found.start())
                at = found.end()
                if found["quotes"]:
                    self._quotes(found, sink)
                elif found["entity"]:
                    sink.replace(html.unescape(found[0]), *found.span())
                elif found["newline"]:
                    sink.newline()
            if at < last:
                sink.keep(at, last)

    @staticmethod
    def _quotes(found: re.Match[str], sink: Sink) -> None:
        """Apostrophes: of four the first, of more than five all but five are characters."""
        length = found.end() - found.start()
        marks = 3 if length == 4 else min(length, 5)
        if length > marks:
            sink.keep(found.start(), found.end() - marks)
        sink.quotes(marks)

    def _mark(self, mark: Mark, sink: Sink) -> None:
        if mark.kind == "reference":
            sink.cite(mark)
        elif mark.kind == "literal":
            sink.keep(mark.start, mark.end)
        elif mark.kind == "line":
            sink.line()
        elif mark.kind == "block":
            sink.block()
        elif mark.kind == "space":
            sink.replace(" ", mark.start, mark.end)
        elif mark.kind == "address":
            sink.open_link()
        elif mark.kind == "address end":
            sink.close_link(Target(mark.group))

    def _link(self, link: Link, sink: Sink) -> None:
        target = link.target
        colon = target.startswith(":")
        space, _, rest = target.lstrip(":").partition(":")
        space = space.strip().lower()
        lang = None
        if rest and space in self.vocabulary.languages:
            lang = space
        if not colon:
            if rest and space in self.vocabulary.files:
                sink.aside("file", link.start, link.end)
                return
            if rest and (space in self.vocabulary.categories or lang):
                sink.aside("category", link.start, link.end)
                return
        sink.open_link()
        if link.nodes is not None and any(n.start < n.end for n in link.nodes):
            self.render(link.nodes, sink)
        else:
            start, end = link.target_span
            lead = len(target) - len(target.lstrip(":"))
            if lang or lead:
                skip = self.tree.source.find(rest if lang else target[lead:], start, end)
                start = max(start, skip)
            self._text(start, end, sink)
        page = target.lstrip(":").replace("_", " ").strip()
        sink.close_link(Target(None, lang, rest.replace("_", " ").strip()) if lang else Target(page))

    def _template(self, template: Template, sink: Sink) -> None:
        found = self.vocabulary.template(template.name)
        kind, row = found.kind, found.data
        if kind == "text":
            if row.get("flag"):
                self._flag(template, row["flag"], False, sink)
            if row.get("block"):
                sink.block()
            self._argument(template, row["text"], found.rest, sink)
            if row.get("block"):
                sink.block()
        elif kind == "phrase":
            self._phrase(template, row, sink)
        elif kind == "link":
            self._interlanguage(template, row, found.rest, sink)
        elif kind == "flag":
            self._flag(template, row["country"][0], True, sink, template.get(*row.get("shown", [])))
        elif kind == "icon":
            if row["country"]:
                self._flag(template, row["country"][0], False, sink)
        elif kind == "convert":
            self._convert(template, row, sink)
        elif kind == "date":
            self._date(template, row, sink)
        elif kind == "sign":
            if row["text"] == "\n":
                sink.line()
            else:
                sink.replace(row["text"], template.start, template.end)
        elif kind == "list":
            self._list(template, row, sink)
        elif kind == "reference":
            self._reference(template, row, sink)
        elif kind == "status":
            sink.status(row["kind"], template.start, template.end)
        else:
            sink.template(template, kind)

    def _argument(self, template: Template, keys: list[int | str], rest: str, sink: Sink) -> None:
        """Write the first of the arguments that is filled; "name" is what stands in the name itself."""
        if keys == ["name"]:
            start, end = template.name_span
            self._text(max(start, end - len(rest)), end, sink)
        elif argument := template.get(*keys):
            self.render(argument.nodes, sink)

    def _interlanguage(self, template: Template, row: dict[str, Any], rest: str, sink: Sink) -> None:
        values = {key: self._value(template, row.get(key)) for key in ("local", "foreign")}
        wanted = row.get("lang")
        if isinstance(wanted, str) and wanted.startswith("="):
            lang: str | None = wanted[1:]
        else:
            lang = rest if wanted == "*" else self._value(template, wanted)
        sink.open_link()
        self._argument(template, row["text"], rest, sink)
        sink.close_link(Target(values["local"], lang if values["foreign"] else None, values["foreign"]))

    def _value(self, template: Template, key: int | str | None) -> str | None:
        argument = template.get(key) if key is not None else None
        return self.value(argument) or None if argument else None

    def _flag(
        self, template: Template, key: int | str, shown: bool, sink: Sink, instead: Argument | None = None
    ) -> None:
        """A flag; `instead` is shown for the name of its country."""
        if key == "name":
            name = self.vocabulary.country_of_code(template.name)
            sink.flag(name, template.start, template.end, shown)
            if shown:
                sink.replace(name, template.start, template.end)
            return
        argument = template.get(key)
        if argument is None:
            return
        sink.flag(self.value(argument), template.start, template.end, shown)
        if shown:
            self.render((instead or argument).nodes, sink)

    def _phrase(self, template: Template, row: dict[str, Any], sink: Sink) -> None:
        """Arguments, and the words that the template puts between them; words stand only before an argument."""
        words, at, first = "", template.start, True
        for part in row["parts"]:
            if isinstance(part, str):
                words += template.name if part == "name" else part
                continue
            argument = template.get(part)
            if argument is None or argument.start < at:  # "2=" may stand before "1="
                words = "" if first else words
                continue
            glued = bool(words) and not words[-1].isalnum() and words[-1] not in ".)"
            if words:
                if not first and words[0].isalnum():
                    sink.replace(" ", at, at)
                sink.replace(words, at, argument.start)
            if not glued and not (first and not words):
                sink.replace(" ", argument.start, argument.start)
            self.render(argument.nodes, sink)
            words, at, first = "", argument.end, False

    def _convert(self, template: Template, row: dict[str, Any], sink: Sink) -> None:
        """Numbers and what joins them up to the unit, and the unit."""
        for argument in template.numbered():
            text = self.value(argument)
            number = bool(_NUMBER.match(text)) or text in row["between"]
            if argument.key != "1":
                sink.replace(" ", argument.start - 1, argument.start)
            self.render(argument.nodes, sink)
            if not number:
                return

    def _date(self, template: Template, row: dict[str, Any], sink: Sink) -> None:
        """A date in words; an argument that is no number is written as it stands."""
        if instead := template.get(*row.get("instead", [])):
            self.render(instead.nodes, sink)
            return
        if lead := row.get("lead"):
            sink.replace(lead, template.start, template.start + 2)
            sink.replace(" ", template.start, template.start + 2)
        numbers: list[int] = []
        for key in row["numbers"]:
            argument = template.get(key)
            if argument is None:
                break
            text = self.value(argument)
            if not text.isdecimal():
                if not numbers:
                    self.render(argument.nodes, sink)
                break
            numbers.append(int(text))
        if not numbers:
            return
        if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
            numbers = numbers[:1]
        pattern = self._dates[("year", "month", "day")[len(numbers) - 1]]
        year, month, day = (*numbers, 0, 0)[:3]
        names = self.vocabulary.pages["dates"]["months"]
        name = names[month - 1] if month else ""
        sink.replace(pattern.format(year=year, month=month, name=name, day=day), template.start, template.end)

    def _list(self, template: Template, row: dict[str, Any], sink: Sink) -> None:
        """A list, or where the one that another template begins ends."""
        if row.get("ends"):
            sink.close_list()
            return
        sink.open_list()
        title = template.get(*row["title"])
        items = [argument for argument in template.numbered() if argument is not title]
        shown = [title, *items] if title else items
        if sink.in_order:
            shown.sort(key=lambda argument: argument.start)
        for argument in shown:
            if argument is title:
                sink.title(True)
                self.render(argument.nodes, sink)
                sink.title(False)
            else:
                sink.line()
                self.render(argument.nodes, sink)
        if not row.get("begins"):
            sink.close_list()

    def _reference(self, template: Template, row: dict[str, Any], sink: Sink) -> None:
        """A template that cites: by names of references, or with a text of its own."""
        numbered: list[Argument] = template.numbered()
        if row.get("by_name"):
            for argument in numbered:
                mark = Mark(template.start, template.end, "reference", self.value(argument))
                sink.cite(mark)
            return
        inner = (numbered[0].start, numbered[-1].end) if numbered else None
        mark = Mark(template.start, template.end, "reference", inner=inner)
        named, group = template.get("name"), template.get("group")
        mark.name = self.value(named) if named else ""
        mark.group = self.value(group) if group else ""
        sink.cite(mark)


class StringSink:
    """Keeps the characters of a text and nothing else."""

    in_order = False

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []

    def keep(self, start: int, end: int) -> None:
        """Characters of the source."""
        self.parts.append(self.source[start:end])

    def replace(self, text: str, start: int, end: int) -> None:
        """Other characters."""
        self.parts.append(text)

    def newline(self) -> None:
        """White space."""
        self.parts.append(" ")

    line = block = open_list = newline

    def _nothing(self, *args: object) -> None:
        pass

    quotes = cite = flag = status = title = template = aside = close_link = _nothing

    def open_link(self) -> None:
        """Nothing."""

    def close_list(self) -> None:
        """Nothing."""
