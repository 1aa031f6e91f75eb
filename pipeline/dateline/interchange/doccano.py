"""doccano's JSON Lines for relation extraction: a document a line with entities and relations.

doccano has no notes on spans: they travel in the document's `notes`, a column that it keeps as metadata.
"""

from __future__ import annotations

import json

from dateline.errors import UsageError
from dateline.interchange.standoff import Arc, Files, Span, Standoff

FILE = "doccano.jsonl"


def export(documents: list[Standoff]) -> Files:
    """One file with all documents."""
    return {FILE: "".join(_line(document) + "\n" for document in documents)}


def _line(document: Standoff) -> str:
    value = {
        "doc_id": document.doc_id,
        "lang": document.lang,
        "text": document.text,
        "entities": [
            {"id": n, "label": s.label, "start_offset": s.start, "end_offset": s.end}
            for n, s in enumerate(document.spans)
        ],
        "relations": [
            {"id": n, "from_id": arc.source, "to_id": arc.target, "type": arc.role}
            for n, arc in enumerate(document.arcs)
        ],
        "notes": {str(n): span.note for n, span in enumerate(document.spans) if span.note},
    }
    return json.dumps(value, ensure_ascii=False)


def read(files: Files, texts: dict[str, str], langs: dict[str, str]) -> list[Standoff]:
    """The documents of all .jsonl files; raises E422 for a line that doccano did not write."""
    return [
        _document(line, name, number)
        for name, content in sorted(files.items())
        if name.endswith(".jsonl")
        for number, line in enumerate(content.split("\n"), start=1)
        if line.strip()
    ]


def _document(line: str, name: str, number: int) -> Standoff:
    try:
        value = json.loads(line)
        notes = value.get("notes") or {}
        order = {entity["id"]: n for n, entity in enumerate(value["entities"])}
        spans = [
            Span(e["label"], e["start_offset"], e["end_offset"], notes.get(str(e["id"]), {}))
            for e in value["entities"]
        ]
        arcs = [Arc(r["type"], order[r["from_id"]], order[r["to_id"]]) for r in value["relations"]]
        return Standoff(value["doc_id"], value["lang"], value["text"], spans, arcs)
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("E422", path=name, line=number, reason=repr(error)) from error
