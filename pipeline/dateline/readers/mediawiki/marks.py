"""What stands in MediaWiki source beside templates and links: comments, references, tags, tables, addresses.

They are found one kind after the other, each in one pass, and blanked, so that what comes later never
sees inside them. What is not closed where it should be ends with its line, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.readers.mediawiki.vocabulary import Vocabulary

MarkKind = Literal[
    "comment", "left out", "literal", "reference", "definition", "table", "line", "block", "hidden",
    "address", "address end", "space",
]  # fmt: skip
BLANK = "\0"  # no character of a source

_REFERENCE = re.compile(
    r"<(?P<list>references)\b[^<>]*?(?P<empty>/?)>|</(?P<end>references)\s*>"
    r"|<ref(?P<attributes>(?:\s[^<>]*?)?)(?P<closed>/?)>|(?P<close></ref\s*>)",
    re.IGNORECASE,
)
_NAME = re.compile(r"name\s*=\s*(?:\"(?P<a>[^\"]*)\"?|'(?P<b>[^']*)'?|(?P<c>[^\s\"'/>]+))", re.IGNORECASE)
_GROUP = re.compile(r"group\s*=\s*(?:\"(?P<a>[^\"]*)\"?|'(?P<b>[^']*)'?|(?P<c>[^\s\"'/>]+))", re.IGNORECASE)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_TABLE = re.compile(r"^[ \t:\0]*(?P<open>\{\|)|^[ \t\0]*(?P<close>\|\}(?!\}))", re.MULTILINE)
_TABLE_LINE = re.compile(r"[ \t\0]*(?:[|!]|\n|$)")
_ADDRESS = re.compile(
    r"\[(?P<url>(?:(?:https?|ftps?):)?//[^\s\[\]<>\"\0|{}]++|mailto:[^\s\[\]<>\0|{}]++)"
    r"(?:[ \t\0]++(?P<label>[^\[\]\n]*+(?:\[\[[^\[\]\n]*+\]\][^\[\]\n]*+)*+)|[^\s\[\]]*+)\]"
)
_BARE = re.compile(r"(?:https?|ftps?)://[^\s\[\]<>\"\0|{}]++", re.IGNORECASE)


@dataclass(slots=True)
class Mark:
    """A stretch of the source; `inner` is what a reference holds, None where it holds nothing.

    `name` is that of a reference or a tag, `group` that of a reference, or the address of a link.
    """

    start: int
    end: int
    kind: MarkKind
    name: str = ""
    group: str = ""
    inner: tuple[int, int] | None = None


class MarkFinder:
    """Finds the marks of a source; `plain` is the source with all that was found so far blanked."""

    def __init__(self, source: str, vocabulary: Vocabulary, warn: Callable[[str, int], None]) -> None:
        self.plain = source
        self.marks: list[Mark] = []
        self._warn = warn
        tags = vocabulary.pages["tags"]
        self._literal = frozenset(tags["literal"])
        names = "|".join((*tags["without_content"], *tags["literal"]))
        self._opaque = re.compile(rf"<!--|<(?P<name>{names})\b[^<>]*?(?P<closed>/?)>", re.IGNORECASE)
        self._line, self._block, other = (frozenset(tags[key]) for key in ("line", "block", "other"))
        self._known = (
            self._line | self._block | other | frozenset(tags["without_content"]) | frozenset(tags["literal"])
        )

    def find(self) -> None:
        """Find all kinds."""
        for step in (self._opaques, self._references, self._tags, self._tables, self._addresses, self._bare):
            found = list(step())
            self.marks += found
            self._blank(found)

    def _blank(self, found: list[Mark]) -> None:
        parts, at = [], 0
        for mark in found:
            parts += [self.plain[at : mark.start], BLANK * (mark.end - mark.start)]
            at = mark.end
        self.plain = "".join([*parts, self.plain[at:]])

    def _line_end(self, at: int) -> int:
        end = self.plain.find("\n", at)
        return end if end >= 0 else len(self.plain)

    def _opaques(self) -> Iterator[Mark]:
        """Comments, and tags whose content is no mark-up."""
        missing: set[str] = set()  # closing marks of which there is no more
        at = 0
        while found := self._opaque.search(self.plain, at):
            name = (found["name"] or "").lower()
            closing = "-->" if not name else f"</{name}"
            at = found.end()
            if found["closed"]:
                yield Mark(found.start(), at, "left out", name)
                continue
            end = -1 if closing in missing else self._find(closing, at)
            if end < 0:
                missing.add(closing)
                if not name:
                    self._warn("a comment is not closed", found.start())
                    at = self._line_end(at)
                yield Mark(found.start(), at, "comment" if not name else "hidden", name)
                continue
            last = end + 3 if not name else self.plain.find(">", end) + 1 or len(self.plain)
            if name in self._literal:
                yield Mark(found.start(), at, "hidden", name)
                yield Mark(at, end, "literal", name)
                yield Mark(end, last, "hidden", name)
            else:
                yield Mark(found.start(), last, "left out" if name else "comment", name)
            at = last

    def _find(self, closing: str, at: int) -> int:
        found = re.compile(re.escape(closing), re.IGNORECASE).search(self.plain, at)
        return found.start() if found else -1

    def _references(self) -> Iterator[Mark]:
        """<ref> in all its forms; those listed in <references> are definitions and cite nothing there."""
        found = list(_REFERENCE.finditer(self.plain))
        listed, i = False, 0
        while i < len(found):
            tag = found[i]
            i += 1
            if tag["list"] or tag["end"] or tag["close"]:
                listed = bool(tag["list"]) and not tag["empty"]
                yield Mark(*tag.span(), "hidden", "references")
                continue
            mark = Mark(*tag.span(), "definition" if listed else "reference")
            mark.name, mark.group = (
                _attribute(_NAME, tag["attributes"]),
                _attribute(_GROUP, tag["attributes"]),
            )
            if not tag["closed"]:
                if i < len(found) and found[i]["close"]:
                    mark.inner, mark.end = (tag.end(), found[i].start()), found[i].end()
                    i += 1
                else:
                    self._warn("a <ref> is not closed", mark.start)
                    following = found[i].start() if i < len(found) else len(self.plain)
                    end = self.plain.find("\n", tag.end(), following)
                    mark.end = end if end >= 0 else following
                    mark.inner = (tag.end(), mark.end)
            yield mark

    def _tags(self) -> Iterator[Mark]:
        for tag in _TAG.finditer(self.plain):
            name = tag[1].lower()
            if name in self._known:
                kind: MarkKind = (
                    "line" if name in self._line else "block" if name in self._block else "hidden"
                )
                yield Mark(*tag.span(), kind, name)

    def _tables(self) -> Iterator[Mark]:
        """Tables with all they hold, tables among it; one that is not closed ends where its lines do."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for found in _TABLE.finditer(self.plain):
            if found["open"]:
                opened.append(found.start("open"))
            elif opened:
                pairs[opened.pop()] = found.end()
        end = 0
        for start in sorted([*pairs, *opened]):
            if start < end:
                continue
            if start in pairs:
                end = pairs[start]
            else:
                self._warn("a table is not closed", start)
                end = self._table_end(start)
            yield Mark(start, end, "table")

    def _table_end(self, start: int) -> int:
        """The end of the last line in a row that looks like one of a table."""
        end = self._line_end(start)
        while end < len(self.plain) and (line := _TABLE_LINE.match(self.plain, end + 1)):
            if line.end() >= len(self.plain):
                return len(self.plain)
            end = self._line_end(end + 1)
        return end

    def _addresses(self) -> Iterator[Mark]:
        """Links to other sites, [address label]: what stands around the label."""
        for found in _ADDRESS.finditer(self.plain):
            if found["label"]:
                start = found.start("label")
                yield Mark(found.start(), start, "address", group=found["url"])
                yield Mark(found.end() - 1, found.end(), "address end", group=found["url"])
            else:
                yield Mark(*found.span(), "hidden", "address", group=found["url"])

    def _bare(self) -> Iterator[Mark]:
        """Addresses that stand for themselves."""
        for found in _BARE.finditer(self.plain):
            yield Mark(*found.span(), "literal", "address", group=found.group())


def _attribute(pattern: re.Pattern[str], attributes: str) -> str:
    found = pattern.search(attributes)
    return next((value for value in found.groups() if value is not None), "").strip() if found else ""
