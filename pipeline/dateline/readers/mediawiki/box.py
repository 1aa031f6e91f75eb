"""The facts in a box on a conflict: what it was, when and where, who fought, led, supported, and with what loss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.readers.mediawiki.figures import Figure, KindWord, load_figures
from dateline.readers.mediawiki.lines import Line, LineSink
from dateline.readers.mediawiki.phrases import Bracket, brackets, has_letters, load_phrases, trim, without
from dateline.readers.mediawiki.references import References
from dateline.readers.mediawiki.render import Renderer
from dateline.readers.mediawiki.tree import Template
from dateline.readers.mediawiki.vocabulary import BoxField, Vocabulary

Fact = dict[str, Any]

_PLAIN = ("conflict", "date", "place", "result", "territory", "status")
MAX_WIDER = 2_000  # characters by which a span is widened to whole brackets
_FIRST_LINE = ("conflict",)
_FIGURES = ("strength", "casualty", "notes")


@dataclass(frozen=True, slots=True)
class Named:
    """Who a line is about."""

    name: str
    country: str | None = None
    target: str | None = None
    lang: str | None = None
    foreign: str | None = None


class BoxReader:
    """Reads the boxes of one page into facts, one dictionary each.

    Keys: `box` (kind of box), `field`, `side` (1, 2, … or None), `name`, `group` (title of the list it
    stands under), `country` (id of a state), `target`, `lang`, `foreign` (evidence of identity: the title of
    the link here and that in another language), `kind`, `low`, `best`, `high`, `approximate`, `total`,
    `period`, `note`, `references` (marks of citations), and `text`, `start`, `end` in the source.
    """

    def __init__(self, renderer: Renderer, vocabulary: Vocabulary, references: References) -> None:
        self._renderer = renderer
        self._vocabulary = vocabulary
        self._references = references
        self._figures = load_figures()
        self._phrases = load_phrases()
        self._source = renderer.tree.source
        self._box = ""

    def read(self, template: Template) -> list[Fact]:
        """The facts of a box in the order of the source."""
        self._box = str(self._vocabulary.template(template.name).data["box"])
        facts: list[Fact] = []
        for argument in template.arguments:
            field = self._vocabulary.box_field(argument.key) if argument.named else None
            if field is None:
                continue
            sink = LineSink(self._source)
            self._renderer.render(argument.nodes, sink)
            sink.line()
            facts += self._field(field, sink.lines)
        facts.sort(key=lambda fact: (fact["start"], fact["end"]))
        self._resolve_notes(facts)
        return facts

    def _field(self, field: BoxField, lines: list[Line]) -> list[Fact]:
        if field.field in _PLAIN:
            return list(self._statements(field, lines))
        if field.field in _FIGURES:
            return _FigureLines(self, field).read(lines)
        return self._actors(field, lines)

    def fact(self, field: str, side: int | None, span: tuple[int, int], **values: Any) -> Fact:
        """A fact with all its keys."""
        fact: Fact = {
            "box": self._box, "field": field, "side": side, "name": None, "group": None, "country": None,
            "target": None, "lang": None, "foreign": None, "kind": None, "low": None, "best": None, "high": None,
            "approximate": False, "total": False, "period": None, "note": None, "references": [],
        }  # fmt: skip
        fact.update(values)
        span = _balanced(self._source, *span)
        fact.update(text=self._source[span[0] : span[1]], start=span[0], end=span[1])
        return fact

    def marks(self, line: Line, start: int, end: int) -> list[str]:
        """The numbers of the references that stand in `start:end` of the line, or at its end."""
        return [self._references.number(mark) for at, mark in line.citations if start <= at <= end]

    def _statements(self, field: BoxField, lines: list[Line]) -> Iterator[Fact]:
        """One fact a line: its words."""
        for line in lines:
            start, end = trim(line.text, 0, len(line.text))
            for bracket in reversed(brackets(line)):
                if not any(char.isalnum() for char in bracket.text) and bracket.end >= end:
                    start, end = trim(line.text, start, bracket.start)
            if start >= end or not any(char.isalnum() for char in line.text[start:end]):
                continue
            yield self.fact(
                field.field,
                field.side,
                line.span(start, end),
                name=line.text[start:end],
                references=self.marks(line, 0, len(line.text)),
                **self._identity(line, start, end),
            )
            if field.field in _FIRST_LINE:
                return

    def _actors(self, field: BoxField, lines: list[Line]) -> list[Fact]:
        """The names in a list of belligerents or commanders."""
        facts: list[Fact] = []
        supporting, heading = False, None
        phrases = self._phrases
        for line in lines:
            begin = 0
            if line.rule:
                supporting, heading = False, None
                continue
            if field.field == "belligerent":
                if phrases.is_support(line):
                    supporting = True
                    continue
                if (line.title and phrases.is_generic(line)) or (phrases.is_heading(line) and not line.title):
                    supporting = supporting and line.title
                    heading = heading if line.title else line.text[slice(*trim(line.text, 0, len(line.text)))]
                    continue
                if begin := phrases.supported_by(line):
                    supporting = True
            elif phrases.is_heading(line) or (line.title and phrases.is_generic(line)):
                continue
            kind = "supporter" if supporting else field.field
            found = list(self._names(kind, field.side, line, begin))
            if not found:
                self._attach(facts, line)
            group = next((t.text for t in reversed(line.titles) if not phrases.is_generic(t)), heading)
            for fact in found:
                fact["group"] = group
            facts += found
        return facts

    def _names(self, field: str, side: int | None, line: Line, begin: int) -> Iterator[Fact]:
        """The names on one line."""
        if not line.text:
            icons = [flag for flag in line.flags if not flag.shown]
            for flag in icons:  # a flag that stands for its country
                yield self.fact(
                    field, side, flag.span, name=flag.country, country=self._vocabulary.state(flag.country),
                    references=self.marks(line, 0, 0),
                )  # fmt: skip
            return
        parts = self._parts(line, begin)
        for number, (start, end) in enumerate(parts):
            remarks = brackets(line, start, end)
            stop = remarks[0].start if remarks else end
            first, last = trim(line.text, start, stop)
            if first >= last or not has_letters(line.text[first:last]):
                continue
            periods = [r.text for r in remarks if self._phrases.says_when(r.text)]
            notes = [r.text for r in remarks if r.text and not self._phrases.says_when(r.text)]
            after = parts[number + 1][0] - 1 if number + 1 < len(parts) else len(line.text)
            supports = field == "belligerent" and any(self._phrases.says_support(note) for note in notes)
            yield self.fact(
                "supporter" if supports else field,
                side,
                line.span(first, last),
                name=line.text[first:last],
                kind=next((kind for at, kind in line.statuses if start <= at <= after), None),
                period="; ".join(periods) or None,
                note="; ".join(notes) or None,
                references=self.marks(line, start, after),
                **self._identity(line, start, end),
            )

    def _parts(self, line: Line, begin: int) -> list[tuple[int, int]]:
        """A line cut where another name begins: at flags that are shown, and between links that are listed."""
        cuts = [flag.at for flag in line.flags if flag.shown and flag.at > begin]
        outer = brackets(line)
        for left, right in zip(line.links, line.links[1:], strict=False):
            between = line.text[left.end : right.start]
            inside = any(b.start < right.start < b.end for b in outer)
            if not inside and right.start > begin and self._phrases.separates(between):
                cuts.append(right.start)
        edges = sorted({begin, *cuts})
        return list(zip(edges, [*edges[1:], len(line.text)], strict=True))

    def _identity(self, line: Line, start: int, end: int) -> dict[str, str | None]:
        """What links and flags in a stretch tell about who it is."""
        link = next((link for link in line.links if start <= link.start < end), None)
        flag = next((f for f in line.flags if start <= f.at < end), None)
        return {
            "country": self._vocabulary.state(flag.country) if flag else None,
            "target": link.target.target if link else None,
            "lang": link.target.lang if link else None,
            "foreign": link.target.foreign if link else None,
        }

    def _attach(self, facts: list[Fact], line: Line) -> None:
        """A line that is only a remark or references belongs to the fact before."""
        if facts:
            for remark in brackets(line):
                key = "period" if self._phrases.says_when(remark.text) else "note"
                if remark.text:
                    facts[-1][key] = f"{facts[-1][key]}; {remark.text}" if facts[-1][key] else remark.text
            facts[-1]["references"] += self.marks(line, 0, len(line.text))

    @staticmethod
    def _resolve_notes(facts: list[Fact]) -> None:
        """Figures behind which a belligerent's short name stands in brackets are that one's."""
        known = {
            (fact["side"], name): fact
            for fact in facts
            if fact["field"] in ("belligerent", "supporter")
            for name in (fact["name"], fact["note"])
            if name
        }
        for fact in facts:
            if fact["field"] in ("strength", "casualty") and fact["name"] is None and not fact["total"]:
                actor = known.get((fact["side"], fact["note"]))
                if actor:
                    fact["name"], fact["note"] = fact["note"], None
                    fact.update({key: actor[key] for key in ("country", "target", "lang", "foreign")})


class _FigureLines:
    """Reads the lines of one field of strengths or losses."""

    def __init__(self, box: BoxReader, field: BoxField) -> None:
        self._box = box
        self._field = field
        self._figures = box._figures
        self._phrases = box._phrases
        self._actor: Named | None = None
        self._heading_kind = field.kind
        self._total = False
        self._period: str | None = None
        self.facts: list[Fact] = []
        self._last: list[Fact] = []  # those of the last line with any

    def read(self, lines: list[Line]) -> list[Fact]:
        """The facts of the field."""
        for line in lines:
            if line.rule:
                self._actor, self._total, self._period = None, False, None
                self._heading_kind = self._field.kind
            else:
                self._line(line)
        self._single_actor()
        return self.facts

    def _line(self, line: Line) -> None:
        if line.flags:
            self._total = False
            self._actor = self._of_flag(line)
        outer = brackets(line)
        text = without(line.text, outer)
        figures = [f for f in self._figures.find(text) if not self._is_part(text, f)]
        if figures:
            self._last = [fact for fact in self._read(line, text, figures, outer) if fact]
            self.facts += self._last
        inside = list(self._in_brackets(line, outer))
        self.facts += inside
        if figures or inside:
            return
        if outer and not has_letters(text):
            self._attach(line, outer)
        elif line.text:
            self._heading(line, text)
        else:
            self._attach(line, [])

    def _of_flag(self, line: Line) -> Named:
        country = line.flags[0].country
        return Named(country, self._box._vocabulary.state(country))

    def _heading(self, line: Line, text: str) -> None:
        """A line without figures says who, what or when the following ones are about."""
        kinds = self._figures.kinds(text)
        if self._phrases.says_total(text):
            self._total, self._actor = True, None
        elif kinds and self._field.field != "strength":
            self._heading_kind = _joined(kinds)
        elif self._phrases.says_when(text) and not line.links:
            self._period = text.strip(" :：")
        elif line.links or line.bold or line.title or text.rstrip().endswith((":", "：")):
            if line.title and self._phrases.is_generic(line):
                return
            self._actor, self._total = self._named(line, 0, len(text)) or self._actor, False
        elif not line.flags:
            self._attach(line, [])

    def _named(self, line: Line, start: int, end: int) -> Named | None:
        """Who is named in a stretch of a line."""
        start, end = trim(line.text, start, end)
        if start >= end or not has_letters(line.text[start:end]):
            return None
        identity = self._box._identity(line, start, end)
        return Named(line.text[start:end], **identity)

    def _is_part(self, text: str, figure: Figure) -> bool:
        return self._phrases.says_part(text[max(0, figure.start - 14) : figure.start])

    def _read(
        self, line: Line, text: str, figures: list[Figure], outer: list[Bracket]
    ) -> Iterator[Fact | None]:
        """The facts of the figures of a line."""
        prefix = text[: figures[0].start]
        kinds_before = bool(self._figures.kinds(prefix)) and self._field.field != "strength"
        total = self._total or self._phrases.says_total(prefix)
        actor, period = None if total else self._actor, self._period
        if not total and not kinds_before and (named := self._named(line, 0, figures[0].start)):
            if self._phrases.says_when(named.name) and not line.links:
                period = named.name
            elif self._figures.find(text[: figures[0].start]) == []:
                actor = named if not line.flags else actor
        edges = [figure.start for figure in figures[1:]] + [len(text)]
        begin = 0
        shared = [b for b in outer if b.end <= figures[0].start or b.start >= figures[-1].end]
        for figure, edge in zip(figures, edges, strict=True):
            if (
                begin
                and (colon := max(text.rfind(c, begin, figure.start) for c in ":：")) >= 0
                and not kinds_before
            ):
                actor = self._named(line, begin, colon) or actor
            own = [b for b in outer if figure.end <= b.start < edge] or shared
            kinds = self._kinds(text, figure, begin, edge, kinds_before)
            yield self._fact(line, figure, kinds, own, actor, total, period, edge)
            begin = max([figure.end, *(k.end for k in kinds)])

    def _kinds(self, text: str, figure: Figure, begin: int, edge: int, before: bool) -> list[KindWord]:
        """What befell those of a figure: words between it and the next, or the one before."""
        if self._field.field == "strength":
            return []
        left, right = (
            self._figures.kinds(text, begin, figure.start),
            self._figures.kinds(text, figure.end, edge),
        )
        inner = self._figures.kinds(text, figure.start, figure.end)
        return (left or right if before else right or left) or inner

    def _fact(
        self,
        line: Line,
        figure: Figure,
        kinds: list[KindWord],
        remarks: list[Bracket],
        actor: Named | None,
        total: bool,
        period: str | None,
        edge: int,
    ) -> Fact | None:
        kind = _joined(kinds) if kinds else self._heading_kind
        displaced = kind and set(kind.split("|")) <= set(self._figures.displacement)
        if self._field.field == "strength":
            field, kind = "strength", figure.unit or "personnel"
        elif self._field.field == "notes" and kind is None:
            if not (total and self._last):
                return None
            field, kind = self._last[-1]["field"], self._sum_kind()
        else:
            field = "displaced" if displaced else "casualty"
            kind = kind or (figure.unit if figure.unit not in (None, "personnel") else None)
        periods = [r.text for r in remarks if self._phrases.says_when(r.text)] or ([period] if period else [])
        notes = [r.text for r in remarks if r.text and not self._phrases.says_when(r.text)]
        start = min([figure.start, *(k.start for k in kinds)])
        end = max([figure.end, *(k.end for k in kinds)])
        return self._box.fact(
            field, self._field.side, line.span(start, end), kind=kind, low=figure.low, best=figure.best,
            high=figure.high, approximate=figure.approximate, total=total, period="; ".join(periods) or None,
            note="; ".join(notes) or None, references=self._box.marks(line, figure.end, edge),
            **_identity(actor),
        )  # fmt: skip

    def _sum_kind(self) -> str | None:
        """The kinds of all figures so far, which a sum in the notes adds up."""
        kinds = dict.fromkeys(fact["kind"] for fact in self.facts if fact["kind"])
        return "|".join(kinds) or None

    def _in_brackets(self, line: Line, outer: list[Bracket]) -> Iterator[Fact]:
        """Figures of their own within brackets: "(before the war: 12,000 men)"."""
        for bracket in outer:
            offset = line.text.index(bracket.text, bracket.start) if bracket.text else bracket.start
            for figure in self._figures.find(bracket.text):
                kinds = (
                    self._figures.kinds(bracket.text, figure.end) if self._field.field != "strength" else []
                )
                counted = kinds if self._field.field != "strength" else figure.unit == "personnel"
                if not counted or self._is_part(bracket.text, figure):
                    continue
                note = bracket.text[: figure.start].strip(" :：,，")
                shifted = Figure(
                    figure.start + offset, figure.end + offset, figure.low, figure.best, figure.high,
                    figure.approximate, figure.unit,
                )  # fmt: skip
                moved = [KindWord(k.start + offset, k.end + offset, k.kind) for k in kinds]
                fact = self._fact(line, shifted, moved, [], self._actor, False, None, len(line.text))
                if fact:
                    fact["period" if self._phrases.says_when(note) else "note"] = note or None
                    yield fact

    def _attach(self, line: Line, outer: list[Bracket]) -> None:
        """A line of remarks or references alone belongs to the figures of the line before."""
        for fact in self._last:
            for remark in outer:
                key = "period" if self._phrases.says_when(remark.text) else "note"
                if remark.text and not fact[key]:
                    fact[key] = remark.text
        for fact in self._last[-1:]:
            fact["references"] += self._box.marks(line, 0, len(line.text))

    def _single_actor(self) -> None:
        """Where all lines that name anybody name the same, those that do not are about the same."""
        named = [fact for fact in self.facts if fact["name"]]
        if len({fact["name"] for fact in named}) == 1:
            keys = ("name", "country", "target", "lang", "foreign")
            for fact in self.facts:
                if fact["name"] is None and not fact["total"]:
                    fact.update({key: named[0][key] for key in keys})


def _balanced(source: str, start: int, end: int) -> tuple[int, int]:
    """The span with the whole of a link or template that it cuts through: "[[A|b]] c", not "b]] c"."""
    for opening, closing in (("[[", "]]"), ("{{", "}}")):
        text = source[start:end]
        depth = lowest = 0
        for bracket in re.finditer(f"{re.escape(opening)}|{re.escape(closing)}", text):
            depth += 1 if bracket[0] == opening else -1
            lowest = min(lowest, depth)
        while lowest < 0 and (before := source.rfind(opening, max(0, start - MAX_WIDER), start)) >= 0:
            start, lowest, depth = before, lowest + 1, depth + 1
        while depth > 0 and (after := source.find(closing, end, end + MAX_WIDER)) >= 0:
            end, depth = after + len(closing), depth - 1
    return start, end


def _joined(kinds: list[KindWord]) -> str:
    """Kinds of one figure ("killed or wounded"), in the order of the text."""
    return "|".join(dict.fromkeys(part for word in kinds for part in word.kind.split("|")))


def _identity(actor: Named | None) -> dict[str, str | None]:
    keys = ("name", "country", "target", "lang", "foreign")
    return {key: getattr(actor, key) if actor else None for key in keys}
