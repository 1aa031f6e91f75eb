"""Label Studio's JSON tasks: regions with labels, a text area a region for its note, relations for participants."""

from __future__ import annotations

import json
from typing import Any

from dateline.errors import UsageError
from dateline.evaluation.matching import Json
from dateline.interchange.standoff import (
    LABELS,
    ROLES,
    Arc,
    Files,
    Span,
    Standoff,
    dump,
    parse,
)

FILE = "label-studio.json"
CONFIGURATION = "\n".join(
    [
        "<View>",
        "  <Relations>" + "".join(f'<Relation value="{role}"/>' for role in ROLES) + "</Relations>",
        '  <Labels name="label" toName="text">',
        *(f'    <Label value="{name}"/>' for name in LABELS),
        "  </Labels>",
        '  <Text name="text" value="$text"/>',
        '  <TextArea name="note" toName="text" perRegion="true" editable="true"/>',
        "</View>",
        "",
    ]
)


def export(documents: list[Standoff]) -> Files:
    """The tasks, and the labelling configuration of the project."""
    tasks = [_task(document) for document in documents]
    return {FILE: json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", "label-studio.xml": CONFIGURATION}


def _task(document: Standoff) -> Json:
    result: list[Json] = []
    for n, span in enumerate(document.spans):
        place = {"start": span.start, "end": span.end}
        region = {"id": f"s{n}", "to_name": "text"}
        words = document.text[span.start : span.end]
        labels = {**place, "text": words, "labels": [span.label]}
        result.append({**region, "from_name": "label", "type": "labels", "value": labels})
        if span.note:
            note = {**place, "text": [dump(span.note)]}
            result.append({**region, "from_name": "note", "type": "textarea", "value": note})
    result += [
        {"type": "relation", "from_id": f"s{a.source}", "to_id": f"s{a.target}", "labels": [a.role]}
        for a in document.arcs
    ]
    data = {"doc_id": document.doc_id, "lang": document.lang, "text": document.text}
    return {"data": data, "annotations": [{"result": result}]}


def read(files: Files, texts: dict[str, str], langs: dict[str, str]) -> list[Standoff]:
    """The documents of all .json files; raises E422 for a file that Label Studio did not write."""
    out = []
    for name, content in sorted(files.items()):
        if not name.endswith(".json"):
            continue
        try:
            out += [_document(task, name) for task in json.loads(content)]
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise UsageError("E422", path=name, line=1, reason=repr(error)) from error
    return out


def _document(task: Any, name: str) -> Standoff:
    data, result = task["data"], task["annotations"][0]["result"]
    regions = [item for item in result if item["type"] == "labels"]
    order = {region["id"]: n for n, region in enumerate(regions)}
    notes = {r["id"]: parse(r["value"]["text"][0], name, 1) for r in result if r["type"] == "textarea"}
    spans = [
        Span(r["value"]["labels"][0], r["value"]["start"], r["value"]["end"], notes.get(r["id"], {}))
        for r in regions
    ]
    arcs = [
        Arc(r["labels"][0], order[r["from_id"]], order[r["to_id"]]) for r in result if r["type"] == "relation"
    ]
    return Standoff(data["doc_id"], data["lang"], data["text"], spans, arcs)
