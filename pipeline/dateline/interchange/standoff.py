"""Annotation ⇄ labelled spans with notes and arcs: what every annotation tool knows in some form.

A label is a TIMEX3 type, `actor`, `place` or an event type. What a label cannot say stands in the note of the span,
as a JSON object: the value of a time expression; the name of an actor or place, with all else about it at its first
mention; the slots of an event. A participant with a mention of its own is an arc from the trigger to that mention.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args

from dateline.errors import UsageError
from dateline.evaluation.matching import Json
from dateline.records import EventType

TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
ENTITIES = ("actor", "place")
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
LABELS = (*TIMEX_TYPES, *ENTITIES, *EVENT_TYPES)
ROLES = ("initiator", "target", "party", "supporter", "mediator")


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of the text, in code points, with what the label cannot say."""

    label: str
    start: int
    end: int
    note: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arc:
    """A participant: from the span of a trigger to a mention, as indices into the spans."""

    role: str
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Standoff:
    """An annotated text; `lost` says, a line each, what spans cannot hold."""

    doc_id: str
    lang: str
    text: str
    spans: list[Span]
    arcs: list[Arc]
    lost: list[str] = field(default_factory=list)


def spans_of(gold: Json, text: str) -> Standoff:
    """The spans of an annotation, in text order, and its arcs; raises UsageError E401 for a type that is none."""
    pending: list[tuple[Span, Json | None]] = [
        (Span(t["type"], t["start"], t["end"], {"value": t["value"], "mod": t.get("mod")}), None)
        for t in gold.get("timexes", [])
    ]
    lost = [f"covers {gold['covers']}"] if gold.get("covers") else []
    if gold.get("reference_date"):
        lost.append(f"reference_date {gold['reference_date']}")
    if gold.get("facts"):
        lost.append(f"{len(gold['facts'])} facts of an infobox")
    for label in ENTITIES:
        for entry in gold.get(f"{label}s", []):
            about = {key: value for key, value in entry.items() if key != "mentions"}
            for n, mention in enumerate(entry["mentions"]):
                note = about if n == 0 else {"name": entry["name"]}
                pending.append((Span(label, mention["start"], mention["end"], note), None))
            if not entry["mentions"]:
                lost.append(f"{label} without a mention: {entry['name']}")
    for event in gold.get("events", []):
        trigger = event["trigger"]
        pending.append((Span(event["event_type"], trigger["start"], trigger["end"]), event))
    for span, *_ in pending:
        if span.label not in LABELS:
            reason = f"{span.label!r} at {span.start}:{span.end} is no type of ours"
            raise UsageError("E401", path=gold["doc_id"], reason=reason)
    pending.sort(key=lambda item: (item[0].start, item[0].end, LABELS.index(item[0].label)))
    at = {(s.label, s.start, s.end): n for n, (s, _) in enumerate(pending) if s.label == "actor"}
    spans: list[Span] = []
    arcs: list[Arc] = []
    for n, (span, told) in enumerate(pending):
        if told is None:
            spans.append(span)
            continue
        mine, rest = _arcs(n, told, at)
        arcs += mine
        spans.append(Span(span.label, span.start, span.end, _slots(told, rest)))
    return Standoff(gold["doc_id"], gold.get("lang", "en"), text, spans, arcs, lost)


def _arcs(n: int, event: Json, at: dict[tuple[str, int, int], int]) -> tuple[list[Arc], list[Json]]:
    """The participants whose mention is a span, as arcs, and the others."""
    arcs, rest = [], []
    for participant in event.get("participants") or []:
        mention = participant.get("mention")
        target = at.get(("actor", mention["start"], mention["end"])) if mention else None
        if target is None:
            rest.append(participant)
        else:
            arcs.append(Arc(participant["role"], n, target))
    return arcs, rest


def _slots(event: Json, participants: list[Json]) -> Json:
    """What the note of a trigger says: every slot that is filled."""
    slots = {key: event.get(key) for key in ("date", "place", "casualties", "assertion")}
    return {key: value for key, value in {**slots, "participants": participants}.items() if value}


def annotation_of(standoff: Standoff, reference_date: str | None = None) -> Json:
    """The annotation that the spans tell; raises E420 for a label that is none of ours."""
    timexes, events = [], []
    entities: dict[str, dict[str, Json]] = {label: {} for label in ENTITIES}
    for span in standoff.spans:
        words: Json = {"text": standoff.text[span.start : span.end], "start": span.start, "end": span.end}
        if span.label in TIMEX_TYPES:
            value = {"value": span.note.get("value"), "mod": span.note.get("mod")}
            timexes.append({**words, "type": span.label, **value})
        elif span.label in ENTITIES:
            name = span.note.get("name") or words["text"]
            known = entities[span.label].setdefault(name, {"name": name})
            known.update(span.note)
            known.setdefault("mentions", []).append(words)
        elif span.label not in EVENT_TYPES:
            raise UsageError("E420", path=standoff.doc_id, label=span.label, at=span.start)
    actors = {(m["start"], m["end"]): a for a in entities["actor"].values() for m in a["mentions"]}
    for n, span in enumerate(standoff.spans):
        if span.label in EVENT_TYPES:
            events.append(_event(standoff, n, actors))
    defaults: dict[str, Json] = {
        "actor": {"kind": "unknown", "country": None, "aka": []},
        "place": {"country": None, "lat": None, "lon": None, "precision": "unknown", "aka": []},
    }
    filled = {
        f"{label}s": [
            {"name": e["name"], **defaults[label], **e, "mentions": e["mentions"]} for e in table.values()
        ]
        for label, table in entities.items()
    }
    head = {"doc_id": standoff.doc_id, "lang": standoff.lang, "reference_date": reference_date}
    return {**head, "timexes": timexes, **filled, "events": events}


def _event(standoff: Standoff, n: int, actors: dict[tuple[int, int], Json]) -> Json:
    span = standoff.spans[n]
    people = list(span.note.get("participants", []))
    for arc in standoff.arcs:
        if arc.source == n:
            target = standoff.spans[arc.target]
            actor = actors[target.start, target.end]
            words = {
                "text": standoff.text[target.start : target.end],
                "start": target.start,
                "end": target.end,
            }
            about = {"name": actor["name"], "kind": actor.get("kind", "unknown"), "aka": actor.get("aka", [])}
            people.append({"role": arc.role, **about, "mention": words})
    return {
        "event_type": span.label,
        "trigger": {"text": standoff.text[span.start : span.end], "start": span.start, "end": span.end},
        "date": span.note.get("date"),
        "place": span.note.get("place"),
        "participants": people,
        "casualties": span.note.get("casualties", []),
        "assertion": span.note.get("assertion") or {"status": "asserted", "source": None, "cue": None},
    }


def dump(note: Json) -> str:
    """A note as one line of text."""
    return json.dumps(note, ensure_ascii=False)


def parse(text: str, where: str, line: int) -> Json:
    """A note as written by `dump` or by hand; raises E421 if it is not a JSON object."""
    try:
        note: Any = json.loads(text)
    except ValueError as error:
        raise UsageError("E421", path=where, line=line, reason=error) from error
    if not isinstance(note, dict):
        raise UsageError("E421", path=where, line=line, reason="an object is expected")
    return note


Files = dict[str, str]  # name of a file → its content
Exporter = Callable[[list[Standoff]], Files]
Importer = Callable[[dict[str, str], dict[str, str]], list[Standoff]]  # files, texts by doc_id
