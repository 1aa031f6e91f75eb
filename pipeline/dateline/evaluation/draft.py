"""A first annotation of a new text, by the system, in the shape of the corpus: for a person to correct."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateline.article import Article
from dateline.errors import UsageError
from dateline.evaluation.corpus import GOLD, dump
from dateline.evaluation.matching import Json
from dateline.extraction import extract
from dateline.readers.inputs import discover, read
from dateline.writers.jsonl import AtomicFile

MAX_CHARS = 5_000_000


def draft(text: Path, lang: str) -> Path:
    """Write NAME.gold.json next to the text; its path.

    Raises E407 where there is one already: nobody's work is written over.
    """
    path = text.with_name(text.name.split(".")[0] + GOLD)
    if path.exists():
        raise UsageError("E407", path=path)
    found = discover([str(text)])
    for failure in found.failures:
        raise failure
    article = next(iter(read(found.inputs[0], lang=lang, max_chars=MAX_CHARS)))
    if not isinstance(article, Article):
        raise article
    extraction = extract(article)
    events = [event.model_dump() for event in extraction.events]
    gold = annotation(extraction.document.model_dump(), events, path.name.removesuffix(GOLD))
    file = AtomicFile(path)
    file.line(dump(gold).removesuffix("\n"))
    file.commit()
    return path


def annotation(document: Json, events: list[Json], doc_id: str) -> Json:
    """A result in the short forms of an annotation."""
    written = [_event(event) for event in events]
    places = [
        {**_of(p, "name", "country", "lat", "lon", "precision"), "aka": [], "mentions": p["mentions"]}
        for p in document["places"]
    ]
    places += _unmentioned(places, [event["place"] for event in written if event["place"]])
    actors = [_of(a, "name", "kind", "country", "aka", "mentions") for a in document["actors"]]
    meant = [p["actor"] for event in events for p in event["participants"]]
    refs = [c[who] for event in events for c in event["casualties"] for who in ("victims", "claimed_by")]
    refs += [event["assertion"]["source"] for event in events]
    plain: Json = {"kind": "unknown", "country": None, "aka": []}
    meant += [{**plain, **actor} for actor in refs if actor]
    actors += _unmentioned(actors, [_of(a, "name", "kind", "country", "aka") for a in meant])
    return {
        "doc_id": doc_id,
        "lang": document["lang"],
        "reference_date": document["reference_date"],
        "timexes": [_of(t, "text", "start", "end", "type", "value", "mod") for t in document["timexes"]],
        "actors": actors,
        "places": places,
        "events": written,
    }


def _unmentioned(known: list[Json], named: list[Json]) -> list[Json]:
    """What events name and no words of the text mention: an army that is meant, the country of the story."""
    names = {entry["name"] for entry in known}
    return list({e["name"]: {**e, "mentions": []} for e in named if e["name"] not in names}.values())


def _of(value: Json, *keys: str) -> Json:
    return {key: value[key] for key in keys}


def _event(event: Json) -> Json:
    place, assertion = event["place"], event["assertion"]
    return {
        "event_type": event["event_type"],
        "trigger": event["trigger"],
        "date": event["date"]["value"],
        "place": {**_of(place, "name", "country", "lat", "lon", "precision"), "aka": []} if place else None,
        "participants": [
            {"role": p["role"], **_of(p["actor"], "name", "kind", "aka"), "mention": p["mention"]}
            for p in event["participants"]
        ],
        "casualties": [
            {**c, "victims": _name(c["victims"]), "claimed_by": _name(c["claimed_by"])}
            for c in event["casualties"]
        ],
        "assertion": {**assertion, "source": _name(assertion["source"])},
    }


def _name(actor: Json | None) -> Any:
    return actor["name"] if actor else None
