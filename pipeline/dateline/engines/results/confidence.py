"""How sure a record and each of its slots are: the share of right ones among those with the same features.

One logistic regression for each; its log-odds are data (`models/<lang>/confidence.toml`), fitted on annotated articles
by benchmarks/calibrate.py, which also says how well they hold on articles that the fit has not seen.
"""

from __future__ import annotations

import math
from functools import cache

from dateline import data
from dateline.records import EventRecord

# What is rated: the record as a whole (its type, date, place and every participant), and each slot.
RATED = ("record", "type", "date", "place", "participants", "casualties", "status")
_DAYS = ("time", "day", "days")


@cache
def weights(lang: str) -> dict[str, dict[str, float]]:
    """What is rated → log-odds by feature, models/<lang>/confidence.toml; a feature without a weight says nothing."""
    table: dict[str, dict[str, float]] = data.load_toml(lang, "confidence.toml")
    return {name: table[name] for name in RATED}


def features(record: EventRecord) -> list[str]:
    """What the confidence depends on: the type, who says so, and how each slot was found."""
    place, parts = record.place, record.participants
    out = [f"type.{record.event_type}", f"date.{record.date.resolution}"]
    out.append("date.day" if record.date.precision in _DAYS else "date.longer")
    if place is None:
        out.append("place.none")
    else:
        out += ["place.inherited" if place.mention is None else "place.mention", f"place.{place.precision}"]
    vias = {p.via for p in parts}
    out.append("parts." + ("none" if not vias else "named" if vias <= {"name", "acronym"} else "resolved"))
    out.append("parts.many" if len(parts) > 2 else "parts.two" if len(parts) == 2 else "parts.few")
    out.append("status." + ("asserted" if record.assertion.status == "asserted" else "other"))
    out.append(
        "losses." + ("none" if not record.casualties else "one" if len(record.casualties) == 1 else "many")
    )
    if any(c.victims is None for c in record.casualties):
        out.append("losses.unknown")
    return out


def score(record: EventRecord) -> dict[str, float]:
    """Probability, 0 to 1, that each of `RATED` is right."""
    found = features(record)
    table = weights(record.lang)
    return {name: _probability(table[name], found) for name in RATED}


def _probability(row: dict[str, float], found: list[str]) -> float:
    log_odds = row["bias"] + sum(row.get(name, 0.0) for name in found)
    return min(max(round(1 / (1 + math.exp(-log_odds)), 2), 0.01), 0.99)
