"""The happenings that several records tell, with their figures of loss side by side, for a person to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from dateline.writers.text import place_name

Json = dict[str, Any]


def groups(events: Iterable[Json]) -> list[list[Json]]:
    """Records (as JSON) of one document's happening each, the fullest first; happenings in text order."""
    found: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for event in events:
        found[event["doc_id"], event["incident"]].append(event)
    return [sorted(told, key=fullness, reverse=True) for told in found.values()]


def fullness(event: Json) -> tuple[int, int]:
    """How much a record says: filled slots, then the words of its mentions of actors."""
    place, date = event["place"] or {}, event["date"]
    slots = len(event["participants"]) + len(event["casualties"])
    slots += bool(place.get("mention")) + bool(place) + bool(date["mention"]) + bool(date["value"])
    return slots, sum(len(p["mention"]["text"]) for p in event["participants"])


def incident(told: list[Json]) -> str:
    """One happening: a head line, each record in a line with its words, and the figures by loss and teller."""
    first = told[0]
    date = next((e["date"]["value"] for e in told if e["date"]["value"]), None) or "date unknown"
    lines = [f"{date}  {first['event_type']}  {place_name(first['place'])}  ({len(told)} records)"]
    lines += [f"  {_teller(event)}: “{_words(event)}”  {event['id']}" for event in told]
    for loss, figures in _figures(told).items():
        differ = len({best for best, _ in figures}) > 1
        lines.append(
            f"  {loss}{', figures differ' if differ else ''}: {'; '.join(words for _, words in figures)}"
        )
    return "\n".join(lines)


def _teller(event: Json) -> str:
    """Who vouches for the record, and how."""
    assertion = event["assertion"]
    if assertion["status"] == "asserted":
        return f"{event['event_type']}, narrator"
    source = assertion["source"]
    return f"{event['event_type']}, {assertion['status']}" + (f" by {source['name']}" if source else "")


def _words(event: Json) -> str:
    return " ".join(event["sentence"]["text"].split())


def _figures(told: list[Json]) -> dict[str, list[tuple[int | None, str]]]:
    """Loss ("killed of Sea Guard") → its figures, each with its number and the words with who counted."""
    out: dict[str, list[tuple[int | None, str]]] = defaultdict(list)
    for event in told:
        for casualty in event["casualties"]:
            victims = casualty["victims"]
            source = casualty["claimed_by"] or event["assertion"]["source"]
            loss = casualty["kind"] + (f" of {victims['name']}" if victims else "")
            said = f"{casualty['mention']['text']} ({source['name'] if source else 'narrator'})"
            if (casualty["best"], said) not in out[loss]:
                out[loss].append((casualty["best"], said))
    return dict(out)
