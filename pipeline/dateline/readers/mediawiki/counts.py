"""Strengths and losses in a box: how many, of whom, of what, when, and according to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.readers.mediawiki.counting import MAX_PHRASE, Counting, joined, lead_of, phrase_at
from dateline.readers.mediawiki.facts import Fact, FactMaker, Named
from dateline.readers.mediawiki.figures import Figure, Figures, KindWord
from dateline.readers.mediawiki.lines import Flag, Line
from dateline.readers.mediawiki.phrases import Bracket, brackets, has_letters, without
from dateline.readers.mediawiki.vocabulary import BoxField

MAX_HEADING = 3  # words without a colon that may still head other lines


class FigureLines:
    """Reads the lines of one field of strengths or losses."""

    def __init__(self, maker: FactMaker, field: BoxField, figures: Figures) -> None:
        self._maker = maker
        self._field = field
        self._figures = figures
        self._phrases = maker.phrases
        self._counting = Counting(figures, maker.phrases, field.field != "strength")
        self._by_flag = False  # the first figure of the field is of the one that its flag names
        self.facts: list[Fact] = []
        self._end_part()

    def _end_part(self) -> None:
        """A line across: what was said before it holds no longer."""
        self._actor: Named | None = None
        self._claimed: str | None = None
        self._kind = self._field.kind
        self._total = False
        self._period: str | None = None
        self._group: str | None = None  # what kind of strength or loss a heading speaks of
        self._unit: Line | None = None  # a name without figures
        self._listing = False  # such names came one after the other: they head no figures
        self._dated_first = False  # remarks that tell when stand above their figures
        self._last: list[Fact] = []  # those of the last line with any
        self._last_line = Line()

    def read(self, lines: list[Line]) -> list[Fact]:
        """The facts of the field."""
        for line in lines:
            if line.rule:
                self._end_unit()
                self._end_part()
            else:
                self._line(line)
        self._end_unit()
        self._single_actor()
        return self.facts

    def _line(self, line: Line) -> None:
        outer = brackets(line)
        text = without(line.text, outer)
        figures = self._counting.figures(text)
        if figures and self._phrases.is_heading(line) and self._phrases.is_year(text):
            figures = []
        if line.flags and not self._phrases.claimant(text[: figures[0].start] if figures else text):
            self._end_unit()
            self._total = False
            self._actor = self._of_flag(line.flags[0])
        counting = [bracket for bracket in outer if self._counting.counts(bracket)]
        if figures:
            if self._listing:
                self._end_unit()
            remarks = [bracket for bracket in outer if bracket not in counting] if counting else outer
            self._unit, self._listing = None, False
            found = [fact for fact in self._read(line, text, figures, remarks) if fact]
            self._under_last(line, found)
            self._by_flag = self._by_flag or (not self.facts and bool(line.flags))
            self._last, self._last_line = found, line
            self.facts += found
        if counting:
            self.facts += self._in_brackets(line, counting)
        if figures or counting:
            return
        if outer and not has_letters(text):
            self._attach(line, outer)
        elif line.text:
            self._words(line, text)
        else:
            self._attach(line, [])

    def _of_flag(self, flag: Flag) -> Named:
        return Named(flag.country, self._maker.state(flag.country))

    def _words(self, line: Line, text: str) -> None:
        """A line without figures says who, what or when the following ones are about, or how many in words."""
        kinds = self._figures.kinds(text)
        counts = self._field.field != "notes"
        if counts and (self._phrases.says_none(text) or self._phrases.says_nothing(text)):
            self._in_words(line, text)
        elif claimant := self._phrases.claimant(text):
            self._claimed, self._actor, self._total = claimant, None, False
        elif self._phrases.says_total(text):
            self._total, self._actor, self._period, self._group = True, None, None, None
        elif kinds and self._field.field != "strength":
            if counts and not self._phrases.is_heading(line) and len(text.split()) > MAX_HEADING:
                self._in_words(line, text, joined(kinds))
            else:
                self._kind, self._group = joined(kinds), text.strip(" :：")
        elif self._phrases.says_when(text) and not line.links:
            self._period = text.strip(" :：")
        elif self._phrases.is_category(text):
            self._group, self._actor = text.strip(" :："), None
        elif line.links or line.bold or line.title or text.rstrip().endswith((":", "：")):
            if line.title and self._phrases.is_generic(line):
                return
            self._end_unit()
            self._actor, self._total = self._maker.named(line, 0, len(text)) or self._actor, False
            self._claimed = None
            self._unit = line if counts and line.links and not text.rstrip().endswith((":", "：")) else None
        elif not line.flags and counts and has_letters(text):
            self._in_words(line, text)
        elif not line.flags:
            self._attach(line, [])

    def _in_words(self, line: Line, text: str, kind: str | None = None) -> None:
        """A fact without a number: "heavy", "unknown number of militia", "none"."""
        none = 0 if self._phrases.says_none(text) else None
        values = self._values(self._actor, self._claimed)
        self._last = [
            self._maker.fact(
                self._field.field, self._field.side, line.span(0, len(line.text)),
                kind=kind or (self._kind if self._field.field == "casualty" else None), low=none, best=none, high=none,
                references=self._maker.marks(line, 0, len(line.text)), **{**values, "note": line.text},
            )
        ]  # fmt: skip
        self.facts += self._last

    def _end_unit(self) -> None:
        """A name that no figures followed: a unit that was there, or lost."""
        if self._unit is not None and self._actor is not None:
            line, self._unit = self._unit, None
            values = self._values(self._actor, self._claimed)
            marks = self._maker.marks(line, 0, len(line.text))
            field, side, span = self._field.field, self._field.side, line.span(0, len(line.text))
            self.facts.append(self._maker.fact(field, side, span, references=marks, **values))
            self._actor, self._listing = None, True

    def _values(self, actor: Named | None, claimed: str | None) -> dict[str, Any]:
        who = actor.values() if actor else {}
        return {**who, "claimed_by": claimed, "period": self._period, "group": self._group}

    def _read(
        self, line: Line, text: str, figures: list[Figure], outer: list[Bracket]
    ) -> Iterator[Fact | None]:
        """The facts of the figures of a line."""
        prefix = text[: figures[0].start]
        losses = self._field.field != "strength"
        before = losses and bool(self._figures.kinds(prefix))
        total = self._total or self._phrases.says_total(prefix)
        if total and not self._total:
            self._period = self._group = None
        actor, period, claimed, thing = None if total else self._actor, self._period, self._claimed, ""
        if source := self._phrases.claimant(prefix):
            claimed = source
        elif before:
            thing = self._figures.counted(prefix)[0] or ""
            thing = thing if self._counting.is_thing(thing) else ""
        elif not total and (named := self._leading(line, text, figures[0])):
            if self._phrases.says_when(named.name) and not line.links:
                period = named.name
            elif not named.target and self._counting.is_thing(named.name):
                thing = named.name
            elif not line.flags or named.target or prefix.rstrip().endswith((":", "：")):
                actor = named
                if line.flags and not named.country:
                    actor = Named(**{**named.values(), "country": self._maker.state(line.flags[0].country)})  # type: ignore[arg-type]
        edges = [figure.start for figure in figures[1:]] + [len(text)]
        begin = 0
        shared = [b for b in outer if b.end <= figures[0].start or b.start >= figures[-1].end]
        own = iter([b for b in outer if b.end > figures[0].start])
        remark = next(own, None)
        for figure, edge in zip(figures, edges, strict=True):
            flags = line.flags_in(begin, figure.start + 1) if begin else []
            if flags:
                actor, total, thing = self._of_flag(flags[-1]), False, ""
            if begin and not before:
                colon = max(text.rfind(c, begin, figure.start) for c in ":：")
                label = self._maker.named(line, begin, colon) if colon >= 0 else None
                lead = lead_of(text, begin, figure.start)
                if label and (label.target or not self._counting.is_thing(label.name)):
                    actor, thing = label, ""
                elif label or self._counting.is_thing(lead):
                    thing = label.name if label else lead
                elif lead:
                    thing = ""
            told = []
            while remark and remark.start < edge:
                told += [remark] if remark.start >= figure.end else []
                remark = next(own, None)
            kinds = self._counting.kinds(text, figure, begin, edge, before)
            values = self._told(told or shared, period, claimed)
            values["total"] = total or values["total"] or self._sums_up(text, figure, edge)
            yield self._fact(line, text, figure, kinds, edge, actor, thing, values)
            begin = max([figure.end, *(k.end for k in kinds)])

    def _leading(self, line: Line, text: str, figure: Figure) -> Named | None:
        """Who or what is named before the first figure; a word in small letters names nobody."""
        prefix = text[: figure.start].rstrip(" \t:：")
        named = self._maker.named(line, 0, len(prefix))
        if named is None or self._counting.is_thing(named.name):
            return named
        alone = not named.target and not text[: figure.start].rstrip().endswith((":", "："))
        return None if alone and named.name.isascii() and not named.name[0].isupper() else named

    def _sums_up(self, text: str, figure: Figure, edge: int) -> bool:
        """Whether the words behind a figure make it a sum: "8,000 total"."""
        return self._phrases.says_total(phrase_at(text, figure.end, min(edge, figure.end + 20)))

    def _told(self, remarks: list[Bracket], period: str | None, claimed: str | None) -> dict[str, Any]:
        values = self._maker.remarks(remark.text for remark in remarks if remark.text)
        note = values["note"]
        total = bool(note) and self._phrases.says_total(note or "")
        return {
            "period": values["period"] or period,
            "claimed_by": values["claimed_by"] or claimed,
            "note": note,
            "total": total,
            "group": self._group,
        }

    def _fact(
        self,
        line: Line,
        text: str,
        figure: Figure,
        kinds: list[KindWord],
        edge: int,
        actor: Named | None,
        thing: str,
        values: dict[str, Any],
        cited: int | None = None,
    ) -> Fact | None:
        """One figure; `thing` was named before it; its references stand before `cited`, or the next figure."""
        kind = joined(kinds) if kinds else self._kind
        displaced = kind and set(kind.split("|")) <= set(self._figures.displacement)
        begin = (
            figure.end if self._figures.is_plain(text[figure.number_end : figure.end]) else figure.number_end
        )
        phrase = phrase_at(text, begin, min(edge, begin + MAX_PHRASE))
        circumstance = self._phrases.is_circumstance(phrase)
        counted, unit = (None, figure.unit) if circumstance else self._figures.counted(phrase)
        if counted and self._phrases.is_circumstance(counted):  # "500 died of disease"
            values["note"], counted = values["note"] or counted, None
        if thing and not counted:
            counted, unit = self._figures.counted(thing)
        if circumstance and (claimant := self._phrases.claimant(phrase)):
            values["claimed_by"] = values["claimed_by"] or claimant
        elif circumstance and not (values["note"] or values["period"] or values["total"] or kinds):
            values["period" if self._phrases.says_when(phrase) else "note"] = phrase
        if self._field.field == "strength":
            field, kind = "strength", unit or figure.unit or (None if counted else "personnel")
        elif self._field.field == "notes" and kind is None:
            if not (values["total"] and self._last):
                return None
            field, kind = self._last[-1]["field"], self._sum_kind()
        else:
            field = "displaced" if displaced else "casualty"
            unit = unit or figure.unit
            if unit not in (None, "personnel") and not (kind and displaced):
                kind = unit  # things are not killed
        start = min([figure.start, *(k.start for k in kinds)])
        end = max([figure.end, *(k.end for k in kinds)])
        return self._maker.fact(
            field, self._field.side, line.span(start, end), kind=kind, counted=counted, low=figure.low,
            best=figure.best, high=figure.high, approximate=figure.approximate,
            references=self._maker.marks(line, figure.end, cited or edge), **values,
            **(actor.values() if actor else {}),
        )  # fmt: skip

    def _under_last(self, line: Line, facts: list[Fact]) -> None:
        """Items below a line with a figure are parts of it, of its kind if they have none."""
        if not self._last or line.depth <= self._last_line.depth:
            if self._last and line.depth == self._last_line.depth and line.depth:
                for fact in facts:
                    fact["kind"] = fact["kind"] or self._last[-1]["kind"]
            return
        whole = self._last[-1]
        for fact in facts:
            fact["kind"] = fact["kind"] or whole["kind"]
            if fact["kind"] == whole["kind"] and (whole["low"] or whole["high"]):
                whole["total"] = True

    def _sum_kind(self) -> str | None:
        """The kinds of all figures so far, which a sum in the notes adds up."""
        kinds = dict.fromkeys(fact["kind"] for fact in self.facts if fact["kind"])
        return "|".join(kinds) or None

    def _in_brackets(self, line: Line, outer: list[Bracket]) -> list[Fact]:
        """Figures of their own within brackets: "(before the war: 12,000 men)"."""
        out: list[Fact] = []
        ends = [bracket.start for bracket in outer[1:]] + [len(line.text)]
        for bracket, cited in zip(outer, ends, strict=False):
            if not bracket.text:
                continue
            offset = line.text.index(bracket.text, bracket.start)
            figures = self._figures.find(bracket.text)
            edges = [figure.start for figure in figures] + [len(bracket.text)]
            for figure, edge in zip(figures, edges[1:], strict=True):
                kinds = self._counting.counted_in(bracket, figure, edge)
                if kinds is None:
                    continue
                note = bracket.text[max(0, figure.start - MAX_PHRASE) : figure.start].strip(" :：,，") or None
                when = bool(note) and self._phrases.says_when(note or "")
                values = {
                    "period": note if when else None,
                    "note": None if when else note,
                    "claimed_by": self._claimed,
                    "group": self._group,
                    "total": False,
                }
                moved = [KindWord(k.start + offset, k.end + offset, k.kind) for k in kinds]
                shifted = figure.moved(offset)
                last = cited if figure is figures[-1] else None
                fact = self._fact(
                    line, line.text, shifted, moved, edge + offset, self._actor, "", values, last
                )
                out += [fact] if fact else []
        return out

    def _attach(self, line: Line, outer: list[Bracket]) -> None:
        """A line of remarks or references alone belongs to the figures of the line before."""
        values = self._maker.remarks(remark.text for remark in outer if remark.text)
        if values["period"] and (self._dated_first or not self._last):
            self._period, self._dated_first = values["period"], True
            return
        for fact in self._last:
            for key, value in values.items():
                fact[key] = fact[key] or value
        for fact in self._last[-1:]:
            fact["references"] += self._maker.marks(line, 0, len(line.text))

    def _single_actor(self) -> None:
        """Where the first line has a flag, and no other is named, the lines without a flag are of the same."""
        named = [fact for fact in self.facts if fact["name"]]
        if self._by_flag and len({fact["name"] for fact in named}) == 1:
            for fact in self.facts:
                if fact["name"] is None and not fact["total"]:
                    fact.update(
                        {key: named[0][key] for key in ("name", "country", "target", "lang", "foreign")}
                    )
