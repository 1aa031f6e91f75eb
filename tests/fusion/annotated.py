"""Annotated articles as records: what extraction without a mistake would write."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.evaluation.matching import interval

ENDS = ".。\n"


def records(gold: Path, lang: str) -> list[dict]:
    """The events of an annotation, each with the fields that fusion reads."""
    annotation = json.loads(gold.read_text(encoding="utf-8"))
    text = next(p for p in gold.parent.glob(f"{annotation['doc_id']}.*") if p.suffix != ".json").read_text(
        "utf-8"
    )
    actors = {item["name"]: item for item in annotation["actors"]}
    return [
        {
            "id": f"{annotation['doc_id']}-{number:04d}",
            "doc_id": annotation["doc_id"],
            "lang": lang,
            "event_type": event["event_type"],
            "trigger": event["trigger"],
            "sentence": _sentence(text, event["trigger"]["start"]),
            "date": _date(event["date"]),
            "place": _place(event["place"]),
            "participants": [
                {"role": part["role"], "actor": _actor(part, actors), "via": "name"}
                for part in event["participants"]
            ],
            "casualties": [
                {key: c[key] for key in ("kind", "low", "best", "high")} for c in event["casualties"]
            ],
            "assertion": {"status": event["assertion"]["status"], "source": None},
        }
        for number, event in enumerate(annotation["events"])
    ]


def _sentence(text: str, at: int) -> dict:
    start = max(text.rfind(end, 0, at) for end in ENDS) + 1
    return {"text": text[start:at].strip(), "start": start}


def _date(value: str | None) -> dict:
    days = interval(value) or (None, None)
    return {"value": value, "earliest": days[0], "latest": days[1], "precision": "unknown"}


def _place(place: dict | None) -> dict | None:
    return place and {key: place.get(key) for key in ("name", "country", "lat", "lon", "precision")}


def _actor(part: dict, actors: dict[str, dict]) -> dict:
    known = actors.get(part["name"], part)
    return {
        "id": f"name:{known['name']}",
        "name": known["name"],
        "kind": part["kind"],
        "country": known.get("country"),
    }
