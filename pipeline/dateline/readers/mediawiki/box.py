"""The facts in a box on a conflict: what it was, when and where, who fought, led, supported, and with what loss."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.readers.mediawiki.actors import ActorLines
from dateline.readers.mediawiki.counts import FigureLines
from dateline.readers.mediawiki.facts import IDENTITY, Fact, FactMaker
from dateline.readers.mediawiki.figures import load_figures
from dateline.readers.mediawiki.lines import Line, LineSink
from dateline.readers.mediawiki.phrases import brackets, load_phrases, trim, without
from dateline.readers.mediawiki.references import References
from dateline.readers.mediawiki.render import Renderer
from dateline.readers.mediawiki.tree import Template
from dateline.readers.mediawiki.vocabulary import BoxField, Vocabulary

_ACTORS = ("belligerent", "supporter", "opponent", "suspect")
_FIGURES = ("strength", "casualty", "notes")
_LISTED = (*_ACTORS, "commander")
_FIRST_LINE = ("conflict", "faction")


class BoxReader:
    """Reads the boxes of one page into facts, one dictionary each.

    Keys: `box` (kind of box), `field`, `side` (1, 2, … or None), `name`, `group` (what it stands under: the
    title of a list, a heading, the one it is a part of), `country` (id of a state), `target`, `lang`,
    `foreign` (evidence of identity: the title of the link here and that in another language), `links` (those
    of a date, place or result, each with these three), `kind`, `counted` (what a figure counts, in the
    words of the box), `low`, `best`, `high`, `approximate`, `total`, `period`, `claimed_by`, `note`,
    `references` (marks of citations), and `text`, `start`, `end` in the source.
    """

    def __init__(self, renderer: Renderer, vocabulary: Vocabulary, references: References) -> None:
        self._renderer = renderer
        self._vocabulary = vocabulary
        self._references = references
        self._figures = load_figures()
        self._phrases = load_phrases()

    def read(self, template: Template) -> list[Fact]:
        """The facts of a box in the order of the source."""
        box = str(self._vocabulary.template(template.name).data["box"])
        source = self._renderer.tree.source
        maker = FactMaker(source, box, self._vocabulary, self._references, self._phrases)
        facts: list[Fact] = []
        for argument in template.arguments:
            field = self._vocabulary.box_field(argument.key, box) if argument.named else None
            if field is None:
                continue
            sink = LineSink(source)
            self._renderer.render(argument.nodes, sink)
            sink.line()
            facts += self._field(field, sink.lines, maker)
        facts.sort(key=lambda fact: (fact["start"], fact["end"]))
        _resolve_names(facts)
        _free_of_sides(facts)
        return facts

    def _field(self, field: BoxField, lines: list[Line], maker: FactMaker) -> list[Fact]:
        if field.field in _FIGURES:
            return FigureLines(maker, field, self._figures).read(lines)
        if field.field in _LISTED:
            return ActorLines(maker, field, self._vocabulary.boxes["signs"], self._figures).read(lines)
        return list(_statements(maker, field, lines))


def _statements(maker: FactMaker, field: BoxField, lines: list[Line]) -> Iterator[Fact]:
    """One fact a line: its words; a line in brackets is a remark on the one before."""
    last: Fact | None = None
    for line in lines:
        start, end = trim(line.text, 0, len(line.text))
        if line.title and not line.links and not line.flags:
            continue
        if last and (outer := brackets(line)) and not without(line.text, outer).strip():
            last["note"] = last["note"] or outer[0].text or None
            continue
        for bracket in reversed(brackets(line)):
            if not any(char.isalnum() for char in bracket.text) and bracket.end >= end:
                start, end = trim(line.text, start, bracket.start)
        if start >= end or not any(char.isalnum() for char in line.text[start:end]):
            continue
        flag = next(iter(line.flags), None)
        last = maker.fact(
            field.field,
            field.side,
            line.span(start, end),
            **{
                **maker.identity(line, start, end),
                "country": maker.state(flag.country) if flag and flag.at <= start else None,
            },
            name=line.text[start:end],
            links=maker.links(line, start, end),
            references=maker.marks(line, 0, len(line.text)),
        )
        yield last
        if field.field in _FIRST_LINE:
            return


def _resolve_names(facts: list[Fact]) -> None:
    """Figures next to a belligerent's name, or with its short name in brackets behind them, are that one's."""
    known = {
        (fact["side"], name): fact
        for fact in facts
        if fact["field"] in _ACTORS
        for name in (fact["name"], fact["note"])
        if name
    }
    keys = IDENTITY[1:]
    for fact in facts:
        if fact["field"] not in ("strength", "casualty") or fact["total"]:
            continue
        if fact["name"] is None and (actor := known.get((fact["side"], fact["note"]))):
            fact["name"], fact["note"] = fact["note"], None
            fact.update({key: actor[key] for key in keys})
        elif not any(fact[key] for key in keys) and (actor := known.get((fact["side"], fact["name"]))):
            fact.update({key: actor[key] for key in keys})


def _free_of_sides(facts: list[Fact]) -> None:
    """Losses numbered for a side that nobody is on are of no side, as those of civilians are."""
    sides = {fact["side"] for fact in facts if fact["field"] not in ("casualty", "displaced")} - {None}
    for fact in facts:
        if sides and fact["side"] not in sides:
            fact["side"] = None
