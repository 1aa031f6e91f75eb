"""Who held what, for reading and for spreadsheets."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence

from dateline.fusion.models import ActorTold, ControlRecord, Evidence

COLUMNS = (
    "place", "country", "geonames_id", "lat", "lon", "row", "kind", "actors", "actor_ids", "since", "until",
    "status", "source", "text", "records", "documents", "triggers", "sentences",
)  # fmt: skip
NOBODY = "(not known)"


def table(records: Sequence[ControlRecord]) -> str:
    """A paragraph a place: holders with since and until, then contradictions and claims, each with its evidence."""
    shown = [r for r in records if r.holdings or r.claims]
    rest = f"places without a holder or a claim: {len(records) - len(shown)} (see --format json)\n"
    return "\n".join([*map(_paragraph, shown), *([rest] if len(shown) < len(records) else [])])


def _paragraph(record: ControlRecord) -> str:
    place = record.place
    known = f" ({place.country})" if place.country else ""
    last = len(record.holdings) - 1
    rows = [
        [
            _names(h.holders) or NOBODY,
            h.since or (".." if n == 0 else "?"),
            h.until or (".." if n == last else "?"),
            h.begun or "",
            _words(h.evidence),
        ]
        for n, h in enumerate(record.holdings)
    ]
    out = [
        f"{place.name}{known}",
        *_aligned([["  holder", "since", "until", "begun", "evidence"], *_indented(rows)]),
    ]
    if not rows:
        out = [f"{place.name}{known}", f"  {NOBODY}"]
    for c in record.contradictions:
        out.append(f"  contradiction: {c.text} {_words(c.evidence)}")
    for claim in record.claims:
        who = f" by {claim.source.name}" if claim.source else ""
        actors = _names(claim.actors) or NOBODY
        out.append(
            f"  {claim.status}{who}: {claim.act}, {actors}, {claim.date or 'no date'} {_words(claim.evidence)}"
        )
    return "\n".join(out) + "\n"


def _indented(rows: list[list[str]]) -> list[list[str]]:
    return [[f"  {row[0]}", *row[1:]] for row in rows]


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(_columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _columns(text: str) -> int:
    """Columns that a terminal gives to a text: two to a wide character, none to a combining one."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(bool(unicodedata.combining(c)) for c in text)


def _names(actors: list[ActorTold]) -> str:
    return ", ".join(actor.name for actor in actors)


def _words(evidence: list[Evidence]) -> str:
    return "; ".join(f"{e.record[:8]} “{' '.join(e.trigger.split())}”" for e in evidence)


def csv_table(records: Sequence[ControlRecord]) -> str:
    """Comma-separated values: a line a holding, claim or contradiction; lists inside a cell use ";"."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerows(_rows(record))
    return out.getvalue()


def _rows(record: ControlRecord) -> Iterator[dict[str, object]]:
    p = record.place
    base: dict[str, object] = {
        "place": p.name, "country": p.country, "geonames_id": p.geonames_id, "lat": p.lat, "lon": p.lon,
    }  # fmt: skip
    for h in record.holdings:
        row: dict[str, object] = {"row": "holding", "kind": h.begun, "since": h.since, "until": h.until}
        yield base | row | _actors(h.holders) | _evidence(h.evidence)
    for c in record.claims:
        source = c.source.name if c.source else None
        row = {"row": "claim", "kind": c.act, "since": c.date, "status": c.status, "source": source}
        yield base | row | _actors(c.actors) | _evidence(c.evidence)
    for x in record.contradictions:
        row = {"row": "contradiction", "kind": x.kind, "since": x.date, "text": x.text}
        yield base | row | _evidence(x.evidence)


def _actors(actors: list[ActorTold]) -> dict[str, object]:
    return {"actors": "; ".join(a.name for a in actors), "actor_ids": "; ".join(a.id for a in actors)}


def _evidence(evidence: list[Evidence]) -> dict[str, object]:
    return {
        "records": "; ".join(e.record for e in evidence),
        "documents": "; ".join(sorted({e.doc_id for e in evidence})),
        "triggers": "; ".join(e.trigger for e in evidence),
        "sentences": "; ".join(dict.fromkeys(e.sentence for e in evidence)),
    }
