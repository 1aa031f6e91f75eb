"""News of who holds a place, and what control makes of it."""

from __future__ import annotations

from hand_made import event

from dateline.fusion.control import control
from dateline.fusion.view import Event

RUF, ARMY, GOVERNMENT, ECOMOG, AFRC = "group:ruf", "military:sl", "state:sl", "group:ecomog", "group:afrc"
REBELS = "generic:rebels"
FIRST, SECOND, THIRD = "1998-12-20", "1999-01-05", "1999-06-01"


def records(news: list[dict]) -> list:
    """What control makes of records."""
    return control([Event.model_validate(item) for item in news])


def held(news: list[dict]) -> list[tuple]:
    """Holders with since and until, of the one place there is."""
    (record,) = records(news)
    return [(" ".join(a.id for a in h.holders), h.since, h.until) for h in record.holdings]


def contradictions(news: list[dict]) -> list[tuple]:
    """Kind and words of the contradictions."""
    return [(c.kind, c.text) for record in records(news) for c in record.contradictions]


UNIT = {"id": "military:first", "name": "First Division", "kind": "military"}
OTHER_UNIT = {"id": "military:second", "name": "Second Division", "kind": "military"}


def took(when: str | None, by: str | dict | None, to: str | dict | None = None, **more: object) -> dict:
    """A capture; several actors with a blank between."""
    by, to = ([who] if isinstance(who, dict) else (who or "").split() for who in (by, to))
    return event("capture", when, by=by, to=to, **more)


def left(when: str, who: str, **more: object) -> dict:
    """A withdrawal."""
    return event("withdrawal", when, by=who.split(), **more)


def has(when: str, who: str, **more: object) -> dict:
    """A statement of control."""
    return event("control", when, by=who.split(), **more)


def inferred(item: dict, role: str) -> dict:
    """The record with the participants of a role read from other sentences."""
    return {**item, "participants": [
        {**part, "via": "implied" if part["role"] == role else part["via"]} for part in item["participants"]
    ]}  # fmt: skip
