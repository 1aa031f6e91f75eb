"""A report for reading: as a table on a terminal, as markdown, and against an earlier one."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.evaluation.evaluate import Part, Report, Row
from dateline.evaluation.scoring import NOTHING

TOLERANCE = 0.5  # points of F1 that a layer may fall before it counts as worse
SHOWN = 12  # confusions shown
HEADLINES = ("value", "trigger", "slots", "actor_identity", "place_identity")


def table(report: Report) -> str:
    """All of a report, in columns."""
    return "\n".join(_table(report)) + "\n"


def _table(report: Report) -> Iterator[str]:
    for name, part in report.parts.items():
        yield f"{name}: {part.articles} articles, {part.words} words"
        yield f"  {'layer':18s}{'P':>7s}{'R':>7s}{'F1':>7s}  {'95 % of F1':12s} hit/annotated/found"
        for layer, row in part.layers.items():
            yield "  " + _line(layer, row)
        yield from _section("time expressions by type (value)", part.timexes)
        yield from _section("events by type", part.types)
        layers = [layer for layer in HEADLINES if layer in part.layers]
        yield f"  {'F1 by article':26s}" + "".join(f"{layer:>16s}" for layer in layers)
        for document, scores in part.documents.items():
            yield f"    {document:24s}" + "".join(f"{scores[layer]:16.1f}" for layer in layers)
        yield from _confusions(part)
        yield ""
    for failure in report.failures:
        yield f"not scored: [{failure.code}] {failure.message}"


def _line(name: str, row: Row) -> str:
    bounds = f"{row.low:.1f}–{row.high:.1f}" if row.low is not None and row.high is not None else ""
    return f"{name:18s}{row.p:7.1f}{row.r:7.1f}{row.f1:7.1f}  {bounds:12s} {row.hit}/{row.gold}/{row.found}"


def _section(title: str, rows: dict[str, Row]) -> Iterator[str]:
    if rows:
        yield f"  {title}"
        yield from ("    " + _line(name, row) for name, row in rows.items())


def _confusions(part: Part) -> Iterator[str]:
    for layer, table in part.confusion.items():
        wrong = [
            (number, want, have)
            for want, row in table.items()
            for have, number in row.items()
            if want != have and NOTHING not in (want, have)
        ]
        if wrong:
            yield f"  {layer}: annotated as → found as"
            for number, want, have in sorted(wrong, key=lambda w: (-w[0], w[1:]))[:SHOWN]:
                yield f"    {number:4d}  {want} → {have}"


def markdown(report: Report) -> str:
    """The layers of every part, F1 with its interval: one table a language."""
    tables = [
        "\n".join(_markdown({name: part for name, part in report.parts.items() if name.split()[0] == lang}))
        for lang in dict.fromkeys(name.split()[0] for name in report.parts)
    ]
    failures = [f"Not scored: {failure.input} ({failure.code})" for failure in report.failures]
    return "\n\n".join([*tables, *failures]) + "\n"


def _markdown(parts: dict[str, Part]) -> Iterator[str]:
    head = [
        "layer",
        *(f"{name} ({part.articles} articles, {part.words:,} words)" for name, part in parts.items()),
    ]
    yield "| " + " | ".join(head) + " |"
    yield "|---" * len(head) + "|"
    for layer in dict.fromkeys(layer for part in parts.values() for layer in part.layers):
        cells = [_cell(part.layers.get(layer)) for part in parts.values()]
        yield f"| {layer} | " + " | ".join(cells) + " |"


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    return f"{row.f1:.1f}" + (f" ({row.low:.1f}–{row.high:.1f})" if row.low is not None else "")


def changes(now: Report, before: Report) -> tuple[list[str], list[str]]:
    """What got better and what got worse since an earlier report: one line per layer, type or article.

    Layers count from TOLERANCE on; event types and articles (few items each) from ten times as much.
    """
    better: list[str] = []
    worse: list[str] = []
    for name, part in now.parts.items():
        old = before.parts.get(name)
        if old is None:
            continue
        for what, was, is_, limit in _pairs(part, old):
            if abs(is_ - was) >= limit:
                (better if is_ > was else worse).append(
                    f"{name}: {what} {was:.1f} → {is_:.1f} ({is_ - was:+.1f})"
                )
    return better, worse


def _pairs(part: Part, old: Part) -> Iterator[tuple[str, float, float, float]]:
    for layer, row in part.layers.items():
        if layer in old.layers:
            yield layer, old.layers[layer].f1, row.f1, TOLERANCE
    for kind, row in part.types.items():
        if kind in old.types:
            yield f"event type {kind}", old.types[kind].f1, row.f1, 10 * TOLERANCE
    for document, scores in part.documents.items():
        slots = scores.get("slots"), old.documents.get(document, {}).get("slots")
        if slots[0] is not None and slots[1] is not None:
            yield f"article {document} slots", slots[1], slots[0], 10 * TOLERANCE


def regressions(now: Report, before: Report) -> list[str]:
    """The layers that fell by more than TOLERANCE since an earlier report."""
    return [
        f"{name}: {layer} fell from {row.f1:.1f} to {now.parts[name].layers[layer].f1:.1f}"
        for name, part in before.parts.items()
        if name in now.parts
        for layer, row in part.layers.items()
        if layer in now.parts[name].layers and row.f1 - now.parts[name].layers[layer].f1 > TOLERANCE
    ]
