"""Who is listed in a box: belligerents with their sub-groups and supporters, commanders with what befell them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.readers.mediawiki.facts import Fact, FactMaker
from dateline.readers.mediawiki.figures import Figures
from dateline.readers.mediawiki.lines import Line
from dateline.readers.mediawiki.phrases import brackets, has_letters, trim, without
from dateline.readers.mediawiki.vocabulary import BoxField

Signs = dict[str, str]
_APART = (",", "，", ":", "：", "–", "—", "-")  # between a linked name and what is said of it


@dataclass(frozen=True, slots=True)
class _Parent:
    """A name that others may be listed under: its depth in a list, and the list."""

    depth: int
    context: int
    name: str


class ActorLines:
    """Reads the lines of one field that lists names."""

    def __init__(self, maker: FactMaker, field: BoxField, signs: Signs, figures: Figures) -> None:
        self._maker = maker
        self._phrases = maker.phrases
        self._field = field
        self._signs = signs
        self._figures = figures
        self._facts: list[Fact] = []
        self._supporting: Line | bool = False  # the title of the list that supporters stand in, or a heading
        self._heading: Line | None = None
        self._headed = False  # somebody stands under the heading
        self._parents: list[_Parent] = []

    def read(self, lines: list[Line]) -> list[Fact]:
        """The facts of the field."""
        for line in lines:
            if isinstance(self._supporting, Line) and not any(t is self._supporting for t in line.titles):
                self._supporting = False
            if self._heading and self._heading.title and not any(t is self._heading for t in line.titles):
                self._end_heading()
            if line.rule:
                self._end_heading()
                self._supporting = False
            elif not self._is_heading(line):
                self._line(line)
        self._end_heading()
        return self._facts

    def _is_heading(self, line: Line) -> bool:
        """Whether the line heads others; what it says is then remembered."""
        phrases = self._phrases
        if self._field.field == "belligerent" and phrases.is_support(line):
            self._end_heading()
            self._supporting = line if line.title else True
        elif line.title and phrases.is_generic(line):
            pass
        elif phrases.is_heading(line) or (line.title and not line.links and not line.flags):
            self._end_heading()
            self._supporting = self._supporting if line.title else False
            self._heading = line
        else:
            return False
        self._parents.clear()
        return True

    def _end_heading(self) -> None:
        """The heading's part ends; one that heads nobody is a name itself."""
        if self._heading is not None and not self._headed and self._field.field != "commander":
            self._facts += self._names(self._kind(), self._heading, 0)
        self._heading, self._headed = None, False
        self._parents.clear()

    def _kind(self) -> str:
        return "supporter" if self._supporting else self._field.field

    def _line(self, line: Line) -> None:
        """A line of names, or of remarks on the one before."""
        if self._phrases.says_nothing(line.text) or self._phrases.says_none(line.text):
            return
        begin = 0
        if self._field.field == "belligerent" and (begin := self._phrases.supported_by(line)):
            self._supporting = True
        found = list(self._names(self._kind(), line, begin))
        if not found:
            self._attach(line)
            return
        group = self._group(line)
        for fact in found:
            fact["group"] = group
        self._parents.append(_Parent(line.depth, line.context, str(found[-1]["name"])))
        self._headed = self._headed or self._heading is not None
        self._facts += found

    def _group(self, line: Line) -> str | None:
        """What the line stands under: a name listed less deep, the title of its list, or a heading."""
        while self._parents and (
            self._parents[-1].depth >= line.depth or self._parents[-1].context != line.context
        ):
            self._parents.pop()
        if self._parents:
            return self._parents[-1].name
        title = next((t for t in reversed(line.titles) if not self._phrases.is_generic(t)), self._heading)
        return title.text[slice(*trim(title.text, 0, len(title.text)))] if title else None

    def _names(self, field: str, line: Line, begin: int) -> Iterator[Fact]:
        """The names on one line."""
        maker, side = self._maker, self._field.side
        if not line.text:
            for flag in line.flags:  # a flag that stands for its country
                if not flag.shown:
                    yield maker.fact(
                        field, side, flag.span, name=flag.country, country=maker.state(flag.country),
                        references=maker.marks(line, 0, 0),
                    )  # fmt: skip
            return
        parts = self._parts(line, begin)
        for number, (start, end) in enumerate(parts):
            after = parts[number + 1][0] - 1 if number + 1 < len(parts) else len(line.text)
            fact = self._name(field, line, (start, end), max(after, start))
            if fact:
                yield fact

    def _name(self, field: str, line: Line, part: tuple[int, int], after: int) -> Fact | None:
        """The name in a part of a line; its references and signs stand before `after`."""
        start, end = part
        remarks = brackets(line, start, end)
        stop = remarks[0].start if remarks else end
        first, last = trim(line.text, start, self._phrases.end_of_name(line.text, start, stop))
        told = [remark.text for remark in remarks]
        link = next(iter(line.links_in(first, last)), None)
        if link and link.start == first and link.end < last:
            rest = line.text[link.end : last].strip()
            if rest.startswith(_APART) and line.text[link.end] != "-":
                told.insert(0, rest[1:].strip())
                last = link.end
        signs = [self._signs[char] for char in line.text[first:stop] if char in self._signs]
        while last > first and line.text[last - 1] in self._signs:
            last -= 1
        first, last = trim(line.text, first, last)
        if first >= last or not has_letters(line.text[first:last]):
            return None
        kinds = signs + [kind for at, kind in line.statuses if start <= at <= after]
        if self._field.field == "commander":
            kinds += [word.kind for remark in remarks for word in self._figures.kinds(remark.text)[:1]]
        values = self._maker.remarks(told)
        identity = self._maker.identity(line, start, stop)
        if self._field.field != "commander":
            identity["country"] = self._maker.country(line, first, last, identity)
        if field == "belligerent" and any(self._phrases.says_support(remark.text) for remark in remarks):
            field = "supporter"
        return self._maker.fact(
            field,
            self._field.side,
            line.span(first, last),
            name=line.text[first:last],
            kind="|".join(dict.fromkeys(kinds)) or None,
            references=self._maker.marks(line, start, after),
            **values,
            **identity,
        )

    def _parts(self, line: Line, begin: int) -> list[tuple[int, int]]:
        """A line cut where another name begins: at flags, and between links that are listed."""
        outer = brackets(line)
        bare = without(line.text, outer)
        cuts, last = [], begin
        for flag in line.flags:
            named = has_letters(bare[last : flag.at])
            if flag.at > begin and (flag.shown or (named and has_letters(bare[flag.at : flag.at + 200]))):
                cuts.append(flag.at)
                last = flag.at
            elif not named:
                last = max(last, flag.at)
        links = [link for link in line.links if bare[link.start : link.end].strip()]
        for left, right in pairwise(links):
            between = slice(left.end, right.start)
            remark = line.text[between].strip() and not bare[between].strip()
            if right.start > begin and (remark or self._phrases.separates(bare[between])):
                cuts.append(right.start)
        edges = sorted({begin, *cuts})
        return list(zip(edges, [*edges[1:], len(line.text)], strict=True))

    def _attach(self, line: Line) -> None:
        """A line that is only a remark or references belongs to the fact before."""
        if not self._facts:
            return
        fact = self._facts[-1]
        for key, value in self._maker.remarks(remark.text for remark in brackets(line)).items():
            if value:
                fact[key] = f"{fact[key]}; {value}" if fact[key] else value
        fact["references"] += self._maker.marks(line, 0, len(line.text))
