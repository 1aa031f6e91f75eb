"""Event type and actors → codes of ACLED, PLOVER and UCDP, by the table models/codes.toml."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

from dateline import data
from dateline.records import AcledCode, CodesRecord, PloverCode, UcdpCode


@cache
def table() -> dict[str, Any]:
    """models/codes.toml."""
    return data.load_toml("codes.toml")


def codes(event_type: str, participants: Iterable[tuple[str, str]]) -> CodesRecord:
    """The codes of an event from its type and its (role, actor kind) pairs."""
    pairs = list(participants)
    row = table()["types"][event_type]
    initiators = {kind for role, kind in pairs if role == "initiator"}
    targets = {kind for role, kind in pairs if role == "target"}
    name = "acled"
    if "acled_state" in row and initiators & set(table()["state_kinds"]):
        name = "acled_state"
    elif "acled_civilians" in row and targets and targets <= set(table()["civilian_kinds"]):
        name = "acled_civilians"
    event, sub_event = row[name]
    return CodesRecord(
        acled=AcledCode(event_type=event, sub_event_type=sub_event),
        plover=PloverCode(event=row["plover"] or None, mode=row["mode"] or None),
        ucdp=UcdpCode(type_of_violence=_type_of_violence(pairs) if row["organised"] else None),
    )


def _type_of_violence(pairs: list[tuple[str, str]]) -> Literal[1, 2, 3] | None:
    """UCDP's type of violence; None where the sides are not known well enough to tell."""
    state, armed, civilian = (set(table()[f"{name}_kinds"]) for name in ("state", "armed", "civilian"))
    actors = [kind for role, kind in pairs if role in ("initiator", "party")]
    parties = [kind for role, kind in pairs if role == "party" and kind in armed]
    targets = [kind for role, kind in pairs if role == "target"]
    if targets and civilian.issuperset(targets):
        return 3 if armed.intersection(actors) else None
    opposed = armed.intersection(actors) and armed.intersection(targets)
    if not opposed and len(parties) < 2:
        return None
    return 1 if state.intersection([*actors, *targets]) else 2
