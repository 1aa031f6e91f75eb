"""brat standoff (Stenetorp et al. 2012): NAME.txt with NAME.ann, and the annotation.conf of the project.

Time expressions, actors and places are text-bound annotations (T), events are E with their participants as
arguments; notes are AnnotatorNotes (#).
"""

from __future__ import annotations

from dateline.errors import UsageError
from dateline.evaluation.matching import Json
from dateline.interchange.standoff import (
    ENTITIES,
    EVENT_TYPES,
    ROLES,
    TIMEX_TYPES,
    Arc,
    Files,
    Span,
    Standoff,
    dump,
    parse,
)

ARGUMENTS = ", ".join(f"{role}*:actor" for role in ROLES)
CONFIGURATION = "\n".join(
    ["[entities]", *TIMEX_TYPES, *ENTITIES, "", "[relations]", "", "[events]"]
    + [f"{name}\t{ARGUMENTS}" for name in EVENT_TYPES]
    + ["", "[attributes]", ""]
)


def export(documents: list[Standoff]) -> Files:
    """The files of a brat project."""
    files = {"annotation.conf": CONFIGURATION}
    for document in documents:
        files[f"{document.doc_id}.txt"] = document.text
        files[f"{document.doc_id}.ann"] = _ann(document)
    return files


def _ann(document: Standoff) -> str:
    lines, notes = [], []
    for n, span in enumerate(document.spans, start=1):
        words = document.text[span.start : span.end]
        lines.append(f"T{n}\t{span.label} {span.start} {span.end}\t{words}")
        owner = f"T{n}"
        if span.label in EVENT_TYPES:
            owner = f"E{n}"
            arcs = _numbered([arc for arc in document.arcs if arc.source == n - 1])
            lines.append(f"E{n}\t{span.label}:T{n}" + "".join(f" {role}:T{t + 1}" for role, t in arcs))
        if span.note:
            notes.append(f"#{n}\tAnnotatorNotes {owner}\t{dump(span.note)}")
    return "\n".join([*lines, *notes]) + "\n"


def _numbered(arcs: list[Arc]) -> list[tuple[str, int]]:
    """brat numbers repeated arguments: initiator, initiator2, …"""
    seen: dict[str, int] = {}
    out = []
    for arc in arcs:
        seen[arc.role] = seen.get(arc.role, 0) + 1
        out.append((arc.role + (str(seen[arc.role]) if seen[arc.role] > 1 else ""), arc.target))
    return out


def read(files: Files, texts: dict[str, str], langs: dict[str, str]) -> list[Standoff]:
    """The documents of the .ann files; their texts are those of the corpus."""
    return [
        _document(name.removesuffix(".ann"), content, texts, langs)
        for name, content in sorted(files.items())
        if name.endswith(".ann")
    ]


def _document(doc_id: str, content: str, texts: dict[str, str], langs: dict[str, str]) -> Standoff:
    bound: dict[str, tuple[str, int, int]] = {}
    events: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    notes: dict[str, Json] = {}
    for number, line in enumerate(content.split("\n"), start=1):
        kind, _, rest = line.partition("\t")
        try:
            if kind.startswith("T"):
                label, start, end = rest.partition("\t")[0].split(" ")
                bound[kind] = (label, int(start), int(end))
            elif kind.startswith("E"):
                (_, trigger), *arguments = [item.split(":") for item in rest.split()]
                events[kind] = (trigger, [(role.rstrip("0123456789"), target) for role, target in arguments])
            elif kind.startswith("#"):
                about, _, note = rest.partition("\t")
                notes[about.split(" ")[1]] = parse(note, f"{doc_id}.ann", number)
        except (ValueError, IndexError) as error:
            raise UsageError("E422", path=f"{doc_id}.ann", line=number, reason=error) from error
    return _assembled(doc_id, bound, events, notes, texts, langs)


def _assembled(
    doc_id: str,
    bound: dict[str, tuple[str, int, int]],
    events: dict[str, tuple[str, list[tuple[str, str]]]],
    notes: dict[str, Json],
    texts: dict[str, str],
    langs: dict[str, str],
) -> Standoff:
    owners = {trigger: event for event, (trigger, _) in events.items()}
    order = {key: n for n, key in enumerate(bound)}
    spans = [Span(*bound[key], note=notes.get(owners.get(key, key), {})) for key in bound]
    arcs = [
        Arc(role, order[trigger], order[target])
        for trigger, arguments in events.values()
        for role, target in arguments
    ]
    return Standoff(doc_id, langs[doc_id], texts[doc_id], spans, arcs)
