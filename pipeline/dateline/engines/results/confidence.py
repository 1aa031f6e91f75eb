"""How sure a record is: the share of right records among those with the same features."""

from __future__ import annotations

import math
from functools import cache

from dateline import data
from dateline.records import EventRecord

# How each slot was found. models/<lang>/confidence.toml has a weight for every one.
FEATURES = (
    "date.absolute", "date.year_inferred", "date.relative", "date.inherited", "date.heading",
    "date.reference_date", "date.unresolved", "place.mention", "place.inherited", "place.none",
    "participants.named", "participants.resolved", "participants.none", "status.asserted", "status.other",
)  # fmt: skip


@cache
def weights(lang: str) -> dict[str, float]:
    """Log-odds by feature, models/<lang>/confidence.toml."""
    table: dict[str, float] = data.load_toml(lang, "confidence.toml")["weights"]
    return table


def features(record: EventRecord) -> list[str]:
    """What the confidence depends on: how each slot was found."""
    out = [f"date.{record.date.resolution}"]
    if record.place is None:
        out.append("place.none")
    else:
        out.append("place.inherited" if record.place.mention is None else "place.mention")
    roles = {p.via for p in record.participants}
    out.append(
        "participants." + ("none" if not roles else "named" if roles <= {"name", "acronym"} else "resolved")
    )
    out.append("status." + ("asserted" if record.assertion.status == "asserted" else "other"))
    return out


def score(record: EventRecord) -> float:
    """Probability, 0 to 1, that type, date and place of the record are all right."""
    table = weights(record.lang)
    log_odds = table["bias"] + sum(table[name] for name in features(record))
    return round(1 / (1 + math.exp(-log_odds)), 2)
