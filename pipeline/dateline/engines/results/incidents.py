"""Links the records of one article that tell the same happening."""

from __future__ import annotations

from collections import defaultdict

from dateline.records import EventRecord

# Types that may name one and the same happening.
FAMILIES = (
    {"armed_clash", "attack", "ambush", "repulse", "siege", "airstrike", "shelling", "bombing",
     "suicide_attack", "killing", "injury"},
    {"capture", "control", "withdrawal"},
)  # fmt: skip


def family(event_type: str) -> str:
    """Name of the family of a type; a type outside all families is its own."""
    return next((min(group) for group in FAMILIES if event_type in group), event_type)


def link(records: list[EventRecord]) -> list[EventRecord]:
    """The records with `incident` shared by those of one family, one place and the same days.

    Only a date known to the day or to some days and a named place are enough to link; a role that both
    fill must not be filled by different known actors. An incident is named after its first record.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    for i, record in enumerate(records):
        names[i] = record.id
        if record.place is None or record.date.earliest is None or record.date.latest is None:
            continue
        if record.date.precision not in ("time", "day", "days") or record.assertion.status == "negated":
            continue
        key = (family(record.event_type), record.place.name, record.date.earliest, record.date.latest)
        same = next((j for j in groups[key] if _compatible(records[j], record)), None)
        if same is not None:
            names[i] = names[same]
        groups[key].append(i)
    return [
        record.model_copy(update={"incident": f"incident-{names[i]}"}) for i, record in enumerate(records)
    ]


def _compatible(left: EventRecord, right: EventRecord) -> bool:
    """Whether no role is filled by known actors of both that have nobody in common."""
    for role in ("initiator", "target", "party"):
        ours, theirs = ({p.actor.id for p in r.participants if p.role == role} for r in (left, right))
        if ours and theirs and not ours & theirs and not any(a.startswith("generic:") for a in ours | theirs):
            return False
    return True
