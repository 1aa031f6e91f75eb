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
    kinds = {role: {kind for r, kind in pairs if r == role} for role in ("initiator", "target", "party")}
    name = "acled"
    if "acled_state" in row and kinds["initiator"] & set(table()["state_kinds"]):
        name = "acled_state"
    elif "acled_civilians" in row and kinds["target"] and kinds["target"] <= set(table()["civilian_kinds"]):
        name = "acled_civilians"
    event, sub_event = row[name]
    return CodesRecord(
        acled=AcledCode(event_type=event, sub_event_type=sub_event),
        plover=PloverCode(event=row["plover"] or None, mode=row["mode"] or None),
        ucdp=UcdpCode(type_of_violence=_type_of_violence(kinds) if row["organised"] else None),
    )


def _type_of_violence(kinds: dict[str, set[str]]) -> Literal[1, 2, 3] | None:
    """UCDP's type of violence; None where the sides are not known well enough to tell."""
    state, armed, civilian = (set(table()[f"{name}_kinds"]) for name in ("state", "armed", "civilian"))
    sides = kinds["initiator"] | kinds["party"]
    target = kinds["target"]
    if target and target <= civilian:
        return 3 if sides & armed else None
    if not (target & armed or len(kinds["party"] & armed) > 1 or (sides & state and target)):
        # A state's force fights somebody, even if the text leaves unsaid whom; others may fight anyone.
        return 1 if sides & (state - {"government"}) else None
    return 1 if (sides | target) & state else 2
