"""When a record agrees with an annotated event: same happening, and which of its slots are right.

Both sides are JSON objects: a line of *.events.jsonl and an entry of `events` in a NAME.gold.json, whose short
forms (a bare EDTF date, a participant as {role, name, aka}) are described in corpus/README.md.
"""

from __future__ import annotations

import calendar
import math
import re
import unicodedata
from typing import Any

Json = dict[str, Any]

EARTH_DIAMETER = 12_742.0  # km
NEAR = 30.0  # km: two points this close are one place
SAME_TYPE_GAP = 60  # characters between triggers of one type that may still be one event
_WORDS = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"^(the|an?) ")
_DAY = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def fold(name: str) -> str:
    """A name without case, diacritics, punctuation and leading article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _ARTICLE.sub("", _WORDS.sub(" ", plain.lower()).strip())


def names_match(left: list[str | None], right: list[str | None]) -> bool:
    """Whether a name of one side is one of the other, or all words of a name of two words or more are in it."""
    ours, theirs = ({fold(name) for name in side if name} - {""} for side in (left, right))
    if ours & theirs:
        return True
    pairs = (sorted((a.split(), b.split()), key=len) for a in ours for b in theirs)
    return any(len(s) >= 2 and len(" ".join(s)) >= 4 and set(s) <= set(long) for s, long in pairs)


def interval(value: Any) -> tuple[str, str] | None:
    """First and last day of a date (EDTF text, A/B interval, or a record's date object); None if it has none."""
    if isinstance(value, dict):
        if value.get("earliest") and value.get("latest"):
            return value["earliest"], value["latest"]
        value = value.get("value")
    if not value:
        return None
    first, _, last = value.partition("/")
    low, high = _bound(first, end=False), _bound(last or first, end=True)
    return (low, high) if low and high else None


def _bound(text: str, *, end: bool) -> str | None:
    found = _DAY.match(text)
    if not found:
        return None
    year, month, day = found.groups()
    number = int(month) if month else (12 if end else 1)
    if number > 12:
        return None  # a season
    last = calendar.monthrange(max(int(year), 1), number)[1]
    return f"{year}-{number:02d}-{int(day) if day else (last if end else 1):02d}"


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees (haversine formula)."""
    south, north = math.radians(a[0]), math.radians(b[0])
    east = math.radians(b[1] - a[1])
    h = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    return EARTH_DIAMETER * math.asin(math.sqrt(h))


def distance(one: Json, other: Json) -> float | None:
    """Kilometres between two places, None where one of them has no point."""
    points = [side.get(key) for side in (one, other) for key in ("lat", "lon")]
    if None in points:
        return None
    return kilometres((points[0], points[1]), (points[2], points[3]))  # type: ignore[arg-type]


def place_matches(gold: Json, found: Json | None) -> bool:
    """Whether a place is the annotated one: by name, within NEAR, or as the same country."""
    if not found:
        return False
    mention = (found.get("mention") or {}).get("text")
    if names_match([gold.get("name"), *(gold.get("aka") or [])], [found.get("name"), mention]):
        return True
    off = distance(gold, found)
    if gold.get("precision") in ("exact", "near") and off is not None:
        return found.get("precision") in ("exact", "near") and off <= NEAR
    same_country = gold.get("country") == found.get("country")
    return gold.get("precision") == "country" == found.get("precision") and same_country


def actor_names(participant: Json) -> list[str | None]:
    """All names of a participant of either side, with its id's slug."""
    actor = participant.get("actor") or {}
    mention = participant.get("mention") or {}
    slug = str(actor.get("id") or "").partition(":")[2].replace("_", " ").replace("-", " ")
    aka = [*(participant.get("aka") or []), *(actor.get("aka") or [])]
    return [participant.get("name"), actor.get("name"), mention.get("text"), *aka, slug]


def participants_found(gold: list[Json], found: list[Json]) -> tuple[int, int]:
    """Number of annotated participants that are found, and of found ones that nobody annotated."""
    free, hits = list(found), 0
    for want in gold:
        for have in free:
            roles = {want["role"], have.get("role")}
            level = roles in ({"party", "initiator"}, {"party", "target"})
            if (len(roles) == 1 or level) and names_match(actor_names(want), actor_names(have)):
                free.remove(have)
                hits += 1
                break
    return hits, len(free)


def align(gold: list[Json], found: list[Json]) -> dict[int, int]:
    """One-to-one pairs of annotated events and records, best first: overlap, type, place, date."""
    options = []
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            ours, theirs = g["trigger"], p["trigger"]
            gap = max(ours["start"] - theirs["end"], theirs["start"] - ours["end"])
            same_type = g["event_type"] == p["event_type"]
            if gap >= 0 and not (same_type and gap <= SAME_TYPE_GAP):
                continue
            weight = (2 if gap < 0 else 0) + same_type
            weight += 0.6 * bool(g.get("place") and place_matches(g["place"], p.get("place")))
            weight += 0.3 * bool(g.get("date") and interval(g["date"]) == interval(p.get("date")))
            options.append((weight, -abs(gap), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(options, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def overlap(a: Json, b: Json) -> bool:
    """Whether two spans share a character."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def align_spans(gold: list[Json], found: list[Json]) -> dict[int, int]:
    """One-to-one pairs of overlapping spans; each annotated span, in text order, takes the closest free one."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    order = sorted(range(len(found)), key=lambda j: found[j]["start"])
    for i in sorted(range(len(gold)), key=lambda i: gold[i]["start"]):
        free = [j for j in order if j not in taken and overlap(gold[i], found[j])]
        if free:
            pairs[i] = min(
                free,
                key=lambda j: (
                    abs(found[j]["start"] - gold[i]["start"]) + abs(found[j]["end"] - gold[i]["end"])
                ),
            )
            taken.add(pairs[i])
    return pairs


def victim_names(casualty: Json) -> list[str | None]:
    """All names of those who were lost; none where the text does not say."""
    victims = casualty.get("victims")
    if victims is None or isinstance(victims, str):
        return [victims] if victims else []
    return [victims.get("name"), *(victims.get("aka") or [])]


def casualty_matches(gold: Json, found: Json, aliases: dict[str, list[str | None]]) -> bool:
    """Whether a figure of loss is the annotated one: its kind, its figure, and the victims where they are given.

    `aliases` maps a folded name to the other names of that participant in the annotation.
    """
    figures = {found.get(key) for key in ("low", "best", "high")} - {None}
    if gold["kind"] != found.get("kind") or not {gold.get("best"), gold.get("low")} & figures:
        return False
    want = victim_names(gold)
    also = [alias for name in want for alias in aliases.get(fold(name or ""), [])]
    return not want or names_match(want + also, victim_names(found))


def casualties_found(gold: list[Json], found: list[Json], aliases: dict[str, list[str | None]]) -> int:
    """Number of annotated figures that are found."""
    free = list(found)
    for want in gold:
        hit = next((have for have in free if casualty_matches(want, have, aliases)), None)
        if hit is not None:
            free.remove(hit)
    return len(found) - len(free)


def slots_right(gold: Json, found: Json) -> dict[str, bool]:
    """Which slots of a record agree with the annotated event that it was aligned with."""
    place = gold.get("place")
    hits, extra = participants_found(gold.get("participants") or [], found.get("participants") or [])
    return {
        "type": gold["event_type"] == found["event_type"],
        "date": interval(gold.get("date")) == interval(found.get("date")),
        "place": place_matches(place, found.get("place")) if place else not found.get("place"),
        "participants": hits == len(gold.get("participants") or []) and not extra,
    }
