"""Records by hand: the fields that matter here, everything else as a run would leave it."""

from __future__ import annotations

import calendar
import json
import random
from itertools import count
from pathlib import Path

KINDS = {
    "state": "government",
    "military": "military",
    "group": "rebel_group",
    "generic": "rebel_group",
    "org": "international_organisation",
}
POINTS = {
    "Makeni": (2404433, 8.886, -12.044), "Koidu": (2407656, 8.644, -10.971), "Freetown": (2409306, 8.484, -13.230),
}  # fmt: skip
_numbers = count()


def actor(name: str | dict) -> dict:
    """An actor by its id ("group:ruf"), or as given."""
    if isinstance(name, dict):
        return {"kind": "rebel_group", "country": None, "aka": [], **name}
    space, slug = name.split(":")
    country = "SL" if space in ("state", "military") else None
    return {"id": name, "name": slug.upper(), "kind": KINDS[space], "country": country, "aka": []}


def place(name: str | dict | None) -> dict | None:
    """A place by its name, or as given; unknown names are not on the map."""
    if name is None:
        return None
    base = {
        "mention": None,
        "name": name,
        "country": "SL",
        "admin1": None,
        "geonames_id": None,
        "lat": None,
        "lon": None,
    }
    if isinstance(name, dict):
        return {**base, "precision": "exact", **name}
    if name not in POINTS:
        return {**base, "precision": "unknown"}
    number, lat, lon = POINTS[name]
    return {**base, "geonames_id": number, "lat": lat, "lon": lon, "precision": "exact"}


def date(value: str | None, inherited_at: str | None = None) -> dict:
    """A day, a month, a year or an interval A/B."""
    if value is None:
        bounds, precision = (None, None), "unknown"
    elif "/" in value:
        bounds, precision = tuple(value.split("/")), "days"
    else:
        parts = value.split("-")
        precision = ("year", "month", "day")[len(parts) - 1]
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
        end = f"{value}-{calendar.monthrange(year, month)[1]}" if month else f"{value}-12-31"
        bounds = {"year": (f"{value}-01-01", end), "month": (f"{value}-01", end), "day": (value, value)}[
            precision
        ]
    return {
        "mention": None, "value": value, "earliest": bounds[0], "latest": bounds[1], "precision": precision,
        "resolution": "inherited" if inherited_at else "absolute",
        "anchor": {"value": inherited_at, "mention": None} if inherited_at else None, "rule": None,
    }  # fmt: skip


def event(
    event_type: str = "capture",
    when: str | None = "1998-12-20",
    where: str | dict | None = "Koidu",
    by: list | None = None,
    to: list | None = None,
    party: list | None = None,
    doc: str = "a",
    status: str = "asserted",
    source: str | None = None,
    dead: tuple | None = None,
    **more: object,
) -> dict:
    """A record as a line of *.events.jsonl has it."""
    number = next(_numbers)
    at = int(more.pop("at", number * 100))
    sentence = str(more.pop("sentence", f"Sentence {number}."))
    span = {"text": event_type, "start": at, "end": at + len(event_type)}
    roles = (("initiator", by), ("target", to), ("party", party))
    parts = [
        {"role": role, "actor": actor(who), "mention": span, "via": "name"}
        for role, names in roles
        for who in names or []
    ]
    figures = {"kind": "killed", "victims": None, "claimed_by": None, "mention": span}
    figures |= dict(zip(("low", "best", "high"), dead or (), strict=False))
    return {
        "schema_version": "1",
        "id": f"{doc}{number:06d}",
        "doc_id": doc,
        "lang": "en",
        "event_type": event_type,
        "trigger": span,
        "sentence": {"text": sentence, "start": at, "end": at + len(sentence), "index": number},
        "date": date(when, more.pop("inherited_at", None)),  # type: ignore[arg-type]
        "place": place(where),
        "participants": parts,
        "casualties": [figures] if dead else [],
        "assertion": {"status": status, "source": actor(source) if source else None, "cue": None},
        "citations": [],
        "incident": f"incident-{number}",
        "reasons": {},
        "confidence": 0.5,
        **more,
    }


def write(path: Path, events: list[dict]) -> Path:
    """A file of records."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in events), encoding="utf-8")
    return path


def shuffled(events: list[dict], seed: int) -> list[dict]:
    """The same records in another order."""
    out = list(events)
    random.Random(seed).shuffle(out)
    return out
