"""Links the records of one article that tell the same happening: precision first.

Two records are one happening when their types can name the same thing, nothing that both say differs, and one of
these grounds holds:

- the same day and the same town, told in two sentences;
- the later refers back: a definite noun without a time or place of its own ("the attack"), or a claim or a denial
  right behind, for which there is but one candidate;
- the same proper name ("Operation Barbarossa");
- an earlier or later summary: the same type, town and doer, the day of one within the month or year of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from dateline import data
from dateline.records import EventRecord

# Happenings of one place, and tellings of each, that a record is compared with, the last ones: the time stays linear.
_MOST = 50
_BACK = 3  # sentences that a definite noun looks back over
_NEAR = 2  # sentences between a telling and its denial, at most
_DAYS = ("time", "day", "days")
_POINTS = ("exact", "near")


@dataclass(frozen=True, slots=True)
class Telling:
    """A record and how it tells: `block` its paragraph, `definite` with an article that refers back, `name` or None."""

    record: EventRecord
    block: int
    definite: bool = False
    name: str | None = None


@cache
def table() -> dict[str, Any]:
    """models/incidents.toml."""
    return data.load_toml("incidents.toml")


def link(tellings: Sequence[Telling]) -> list[EventRecord]:
    """The records with `incident` shared by those of one happening; it is named after the first of them."""
    happenings: list[list[Telling]] = []
    of: dict[str, int] = {}
    near: dict[object, dict[int, None]] = defaultdict(dict)
    for telling in tellings:
        keys = _keys(telling)
        candidates = sorted({i for key in keys for i in islice(reversed(near[key]), _MOST)})
        found = _happening(telling, happenings, candidates)
        if found is None:
            found = len(happenings)
            happenings.append([])
        happenings[found].append(telling)
        of[telling.record.id] = found
        for key in keys:
            near[key].pop(found, None)
            near[key][found] = None
    first = [told[0].record.id for told in happenings]
    return [t.record.model_copy(update={"incident": f"incident-{first[of[t.record.id]]}"}) for t in tellings]


def _keys(telling: Telling) -> list[tuple[str, object]]:
    """What two tellings of one happening share at least one of: the name, the place, or the sentences close by."""
    record, stretch = telling.record, telling.record.sentence.index // _BACK
    keys: list[tuple[str, object]] = [("near", stretch), ("near", stretch + 1)]
    if record.place is not None:
        keys.append(("place", record.place.name))
    if telling.name is not None:
        keys.append(("name", telling.name))
    return keys


def _happening(telling: Telling, happenings: list[list[Telling]], candidates: Sequence[int]) -> int | None:
    """The happening, of the candidates, that a telling belongs to: by the strongest ground that only one has."""
    if telling.record.assertion.status in table()["unreal"]:
        return None
    real = [i for i in candidates if happenings[i][0].record.assertion.status not in table()["unreal"]]
    recent = {i: happenings[i][-_MOST:] for i in real}
    fitting = [i for i in real if all(_compatible(one.record, telling.record) for one in recent[i])]
    for ground in (_same_name, _same_day_and_town, _refers_back, _summary):
        found = [i for i in fitting if any(ground(one, telling) for one in recent[i])]
        if len(found) == 1 or (found and ground is _same_day_and_town):
            return found[-1]
        if found and ground is _refers_back:
            return max(found, key=lambda i: happenings[i][-1].record.trigger.start)
    return None


# -- what must not differ


def _compatible(left: EventRecord, right: EventRecord) -> bool:
    return (
        _types(left.event_type, right.event_type)
        and _dates(left, right)
        and _places(left, right)
        and _parts(left, right)
    )


def _types(left: str, right: str) -> bool:
    if left == right:
        return True
    means, plain = table()["means"], table()["plain"]
    if left in plain or right in plain:
        return left in (*means, *plain) and right in (*means, *plain)
    return sorted((left, right)) in [sorted(pair) for pair in table()["same"]]


def _dates(left: EventRecord, right: EventRecord) -> bool:
    """Whether the days of both may be the same; one that inherits its date from the narrative yields."""
    a, b = left.date, right.date
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def _places(left: EventRecord, right: EventRecord) -> bool:
    a, b = left.place, right.place
    if a is None or b is None or a.name == b.name:
        return True
    if a.geonames_id is not None and a.geonames_id == b.geonames_id:
        return True
    towns = a.precision in _POINTS and b.precision in _POINTS
    inherited = a.mention is None or b.mention is None
    return (not towns or inherited) and a.country == b.country and not (a.mention and b.mention and towns)


def _parts(left: EventRecord, right: EventRecord) -> bool:
    """Whether no role is filled by known actors of both that have nobody in common."""
    for role in ("initiator", "target", "party"):
        ours, theirs = _actors(left, role), _actors(right, role)
        if ours and theirs and not ours & theirs:
            return False
    return True


def _actors(record: EventRecord, role: str) -> set[str]:
    """Ids of the known actors in a role; none where one of them is unnamed, who may be anybody."""
    ids = {p.actor.id for p in record.participants if p.role == role}
    return set() if any(a.startswith("generic:") for a in ids) else ids


# -- grounds


def _same_name(one: Telling, telling: Telling) -> bool:
    return (
        one.name is not None
        and one.name == telling.name
        and one.record.event_type == telling.record.event_type
    )


def _same_day_and_town(one: Telling, telling: Telling) -> bool:
    """The same day and town; in one sentence only different words for it; one of the two days must be told."""
    a, b = one.record, telling.record
    same = a.date.value is not None and a.date.precision in _DAYS and a.date.value == b.date.value
    if not same or a.event_type in table()["repeated"] or a.place is None or b.place is None:
        return False
    local = a.place.precision in _POINTS and b.place.precision in _POINTS
    if a.place.name != b.place.name or not (local or a.event_type in table()["national"]):
        return False
    if a.sentence.index == b.sentence.index:
        return telling.definite or (
            a.event_type != b.event_type and table()["plain"].count(b.event_type) == 1
        )
    told = a.date.mention is not None or b.date.mention is not None
    outcome = {a.event_type, b.event_type} & set(table()["outcomes"])
    if a.event_type != b.event_type and not outcome and {a.event_type, b.event_type} & set(table()["means"]):
        return False  # "attacked the town" and, in words of its own, "an air strike on the town"
    bare = b.date.mention is None and b.place.mention is None
    if bare and not (a.event_type == b.event_type or b.event_type in table()["outcomes"] or telling.definite):
        return False
    return told and (
        one.block == telling.block or (a.date.mention is not None and b.date.mention is not None)
    )


def _refers_back(one: Telling, telling: Telling) -> bool:
    """A definite noun, a claim or a denial without a time or place of its own, right behind."""
    a, b = one.record, telling.record
    behind = b.sentence.index - a.sentence.index
    own = b.date.mention is not None or (b.place is not None and b.place.mention is not None)
    if own or a.trigger.start >= b.trigger.start or a.event_type in table()["repeated"]:
        return False
    if telling.definite:
        melee = b.event_type != "armed_clash" or a.event_type in table()["melee"]
        means = b.event_type not in table()["means"] or a.event_type not in table()["plain"]
        return behind <= _BACK and melee and means
    if a.event_type != b.event_type or not 0 < behind <= _NEAR or one.block != telling.block:
        return False
    status = b.assertion.status
    return status in table()["disputed"] or (status in table()["told"] and _share_a_part(a, b))


def _summary(one: Telling, telling: Telling) -> bool:
    """The same type, town and doer; the day of one within the longer time of the other."""
    a, b = one.record, telling.record
    if a.event_type != b.event_type or a.event_type in table()["repeated"] or one.block == telling.block:
        return False
    towns = a.place is not None and b.place is not None and a.place.name == b.place.name
    if not towns or a.place is None or b.place is None or a.place.precision not in _POINTS:
        return False
    if a.place.mention is None or b.place.mention is None or a.date.mention is None or b.date.mention is None:
        return False
    within = any(_within(x, y) for x, y in ((a, b), (b, a)))
    return _share_a_part(a, b) and within and (a.date.precision in _DAYS) != (b.date.precision in _DAYS)


def _share_a_part(left: EventRecord, right: EventRecord) -> bool:
    """Whether somebody known has the same role in both."""
    return any(_actors(left, role) & _actors(right, role) for role in ("initiator", "target", "party"))


def _within(inner: EventRecord, outer: EventRecord) -> bool:
    a, b = inner.date, outer.date
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return False
    return b.earliest <= a.earliest and a.latest <= b.latest


def groups(records: Sequence[EventRecord]) -> Iterator[list[EventRecord]]:
    """The records of each happening, in text order."""
    found: dict[str, list[EventRecord]] = {}
    for record in records:
        found.setdefault(record.incident, []).append(record)
    yield from found.values()
