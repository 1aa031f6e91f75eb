"""Why a field of a record is null: every null has one entry, keyed by its path."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dateline.records import EventRecord

# What follows from the null itself, by path with list indices left out. Reasons that depend
# on the text (why a date or a point on the map is unknown) come from the stages.
STANDING = {
    "place": "none_in_context",
    "place.mention": "inherited",
    "place.country": "not_in_one_country",
    "place.admin1": "not_in_gazetteer",
    "place.geonames_id": "not_in_gazetteer",
    "date.mention": "inherited",
    "date.anchor": "absolute",
    "date.anchor.mention": "reference_date",
    "date.rule": "inherited",
    "participants": "none_in_clause",
    "participants.actor.country": "not_known",
    "participants.actor.aka": "no_other_name",
    "participants.actor.ucdp": "not_in_ucdp",
    "casualties.victims.aka": "no_other_name",
    "casualties.claimed_by.aka": "no_other_name",
    "assertion.source.aka": "no_other_name",
    "casualties": "none_stated",
    "casualties.low": "not_stated",
    "casualties.best": "not_stated",
    "casualties.high": "open_ended",
    "casualties.victims": "not_stated",
    "casualties.claimed_by": "narrator",
    "assertion.cue": "narrator",
    "citations": "none_in_sentence",
    "codes.plover.event": "no_equivalent",
    "codes.plover.mode": "not_determined",
}


def reasons(record: EventRecord, *, date: str | None, place: str | None) -> dict[str, str]:
    """Path of every null (or empty list) of the record → reason.

    `date` and `place` are the stages' own reasons for a date or coordinates they could not give.
    """
    out = {}
    for path in nulls(record.model_dump(exclude={"reasons", "confidence", "confidence_of"})):
        name = _name(path)
        out[path] = _dynamic(name, record, date, place) or STANDING[name]
    return out


def _dynamic(name: str, record: EventRecord, date: str | None, place: str | None) -> str | None:
    if name in ("date.value", "date.earliest", "date.latest"):
        return date or "unresolved"
    if name in ("place.lat", "place.lon"):
        return place or f"precision_{record.place.precision}" if record.place else None
    if name == "place.geonames_id":
        return place
    if name == "codes.ucdp.type_of_violence":
        return "sides_unknown" if record.codes.plover.event == "ASSAULT" else "not_organised_violence"
    if name.startswith("date.") and record.date.resolution == "unresolved":
        return date or "unresolved"
    if name == "assertion.source":
        return "narrator" if record.assertion.cue is None else "source_not_named"
    return None


def nulls(value: Any) -> list[str]:
    """Dotted paths of all nulls and empty lists inside a JSON-like object."""
    out: list[str] = []
    _collect(value, "", out)
    return out


def _collect(value: Any, prefix: str, out: list[str]) -> None:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if inner is None or inner == []:
            out.append(f"{prefix}{key}")
        elif isinstance(inner, dict | list):
            _collect(inner, f"{prefix}{key}.", out)


@lru_cache(maxsize=4096)
def _name(path: str) -> str:
    """A path without the numbers of list items."""
    return ".".join(part for part in path.split(".") if not part.isdigit())
