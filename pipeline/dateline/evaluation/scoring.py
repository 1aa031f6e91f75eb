"""One annotated document against one result: counts per layer, per type, and what was taken for what.

Layers (a slot of an unmatched record counts as missed or spurious):

- time expressions: `extent_strict` (same span), `extent_relaxed` (overlap), `value` (overlap and the same TIMEX3
  value: the headline of TempEval-3, UzZaman et al. 2013);
- events: `trigger` (overlap), `type` (and the same event type), then end to end `date`, `date_relaxed` (intervals
  overlap), `place`, `participants` (role and actor), `casualties` (kind, figure, victims), `status`; `slots` is the
  micro-average of type, date, place, participants and casualties; `record` asks for type, date, place and every
  participant at once;
- mentions: `actor_mention`, `place_mention` (overlap), `actor_identity`, `place_identity` (and the same somebody or
  place); `place_point`: of the place mentions annotated with a point, those put within NEAR of it (found: those paired
  with one and given a point at all; `confusion` says why the others have none).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.evaluation.matching import (
    NEAR,
    Json,
    actor_names,
    align,
    align_spans,
    casualties_found,
    distance,
    fold,
    interval,
    names_match,
    overlap,
    participants_found,
    place_matches,
)

SLOTS = ("type", "date", "place", "participants", "casualties")
LAYERS = (
    "extent_strict", "extent_relaxed", "value",
    "trigger", "type", "status", "record", "date", "date_relaxed", "place", "participants", "casualties", "slots",
    "actor_mention", "actor_identity", "place_mention", "place_identity", "place_point",
)  # fmt: skip
NOTHING = "(none)"


@dataclass(frozen=True, slots=True)
class Counts:
    """Annotated and found items, and those of both that agree; ratios in per cent, 0 where undefined."""

    hit: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hit + other.hit, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        """Share of what was found that agrees."""
        return 100 * self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is annotated that was found."""
        return 100 * self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(slots=True)
class Score:
    """Counts of one document, or the sum of several.

    `types` counts `type` by event type, `timexes` counts `value` by TIMEX3 type; `confusion` maps a layer to
    (annotated, found) pairs, NOTHING for a missing side.
    """

    layers: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    types: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    timexes: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    confusion: defaultdict[str, Counter[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )

    def add(self, layer: str, *, hit: int = 0, gold: int = 0, found: int = 0) -> None:
        """Count in a layer."""
        self.layers[layer] += Counts(hit, gold, found)

    def __iadd__(self, other: Score) -> Score:
        for mine, theirs in (
            (self.layers, other.layers),
            (self.types, other.types),
            (self.timexes, other.timexes),
        ):
            for key, counts in theirs.items():
                mine[key] += counts
        for layer, pairs in other.confusion.items():
            self.confusion[layer] += pairs
        return self


def score(gold: Json, document: Json, events: list[Json]) -> Score:
    """Score a result (a line of *.documents.jsonl, the lines of *.events.jsonl) against an annotation.

    Only the layers that the annotation has are counted, and where it has `covers` only those stretches.
    """
    total = Score()
    if "timexes" in gold:
        _timexes(_covered(gold, gold["timexes"]), _covered(gold, document.get("timexes", [])), total)
    if "events" in gold:
        _events(_covered(gold, gold["events"]), _covered(gold, events), total)
    for layer in ("actor", "place"):
        if gold.get(f"{layer}s"):
            _mentions(layer, mentions(gold, layer), mentions(document, layer), total)
    total.layers["slots"] = sum((total.layers[slot] for slot in SLOTS), Counts())
    return total


def _covered(gold: Json, items: list[Json]) -> list[Json]:
    """The items that start within the annotated stretches."""
    if not gold.get("covers"):
        return items
    starts = [(item.get("trigger") or item)["start"] for item in items]
    return [i for i, at in zip(items, starts, strict=True) if any(a <= at < b for a, b in gold["covers"])]


def scored_timexes(gold: list[Json], found: list[Json]) -> tuple[list[Json], list[Json]]:
    """Both sides without the expressions whose annotated value is unknown."""
    unknown = [t for t in gold if t.get("value") in (None, "", "null")]
    known = [t for t in gold if t not in unknown]
    kept = [t for t in found if not any(overlap(t, u) for u in unknown) or any(overlap(t, k) for k in known)]
    return known, kept


def _timexes(gold: list[Json], found: list[Json], total: Score) -> None:
    gold, found = scored_timexes(gold, found)
    for layer in ("extent_strict", "extent_relaxed", "value"):
        total.add(layer, gold=len(gold), found=len(found))
    for side, items in (("gold", gold), ("found", found)):
        for timex in items:
            total.timexes[timex["type"]] += Counts(**{side: 1})
    pairs = align_spans(gold, found)
    for i, j in pairs.items():
        want, have = gold[i], found[j]
        same_value = (have.get("value") or "") == want["value"]
        total.add("extent_relaxed", hit=1)
        total.add("extent_strict", hit=int((want["start"], want["end"]) == (have["start"], have["end"])))
        total.add("value", hit=int(same_value))
        if same_value and want["type"] == have["type"]:
            total.timexes[want["type"]] += Counts(hit=1)
        total.confusion["timex_type"][want["type"], have["type"]] += 1
    _unpaired("timex_type", "type", gold, found, pairs, total)


def _unpaired(
    layer: str, key: str, gold: list[Json], found: list[Json], pairs: dict[int, int], total: Score
) -> None:
    taken = set(pairs.values())
    for i, item in enumerate(gold):
        if i not in pairs:
            total.confusion[layer][item[key], NOTHING] += 1
    for j, item in enumerate(found):
        if j not in taken:
            total.confusion[layer][NOTHING, item[key]] += 1


def aliases(gold: list[Json]) -> dict[str, list[str | None]]:
    """Folded name of every annotated participant → all its names."""
    out: dict[str, list[str | None]] = defaultdict(list)
    for event in gold:
        for participant in event.get("participants") or []:
            name = participant.get("name") or (participant.get("actor") or {}).get("name")
            out[fold(name or "")] += actor_names(participant)
    return out


def _events(gold: list[Json], found: list[Json], total: Score) -> None:
    for side, items in (("gold", gold), ("found", found)):
        for event in items:
            _slots_of(event, side, total)
    pairs = align(gold, found)
    names = aliases(gold)
    for i, j in pairs.items():
        _pair(gold[i], found[j], names, total)
    _unpaired("event_type", "event_type", gold, found, pairs, total)


def _slots_of(event: Json, side: str, total: Score) -> None:
    """Count the slots that an event has."""
    place = event.get("place") or {}
    dated = interval(event.get("date")) is not None
    numbers = {
        **dict.fromkeys(("trigger", "type", "status", "record"), 1),
        **dict.fromkeys(("date", "date_relaxed"), int(dated)),
        "place": int(bool(place) if side == "gold" else bool(place.get("name"))),
        "participants": len(event.get("participants") or []),
        "casualties": len(event.get("casualties") or []),
    }
    for layer, number in numbers.items():
        total.add(layer, **{side: number})
    total.types[event["event_type"]] += Counts(**{side: 1})


def _pair(want: Json, have: Json, names: dict[str, list[str | None]], total: Score) -> None:
    """Count the slots on which an annotated event and its record agree."""
    same_type = want["event_type"] == have["event_type"]
    ours, theirs = interval(want.get("date")), interval(have.get("date"))
    place = want.get("place")
    place_right = place_matches(place, have.get("place")) if place else not have.get("place")
    wanted = want.get("participants") or []
    people, extra = participants_found(wanted, have.get("participants") or [])
    statuses = [(side.get("assertion") or {}).get("status") or NOTHING for side in (want, have)]
    total.add("trigger", hit=1)
    total.add("type", hit=int(same_type))
    total.add("status", hit=int(statuses[0] == statuses[1]))
    if ours and theirs:
        total.add("date", hit=int(ours == theirs))
        total.add("date_relaxed", hit=int(ours[0] <= theirs[1] and theirs[0] <= ours[1]))
    total.add("place", hit=int(bool(place) and place_right))
    total.add("participants", hit=people)
    total.add(
        "casualties", hit=casualties_found(want.get("casualties") or [], have.get("casualties") or [], names)
    )
    everybody = people == len(wanted) and not extra
    total.add("record", hit=int(same_type and ours == theirs and place_right and everybody))
    total.types[want["event_type"]] += Counts(hit=int(same_type))
    total.confusion["event_type"][want["event_type"], have["event_type"]] += 1
    total.confusion["status"][statuses[0], statuses[1]] += 1


def mentions(document: Json, layer: str) -> list[Json]:
    """All mentions of a document's actors or places, in text order, each with the names of its entry as `names`."""

    def each() -> Iterator[Json]:
        for entry in document.get(f"{layer}s", []):
            slug = str(entry.get("id") or "").partition(":")[2].replace("_", " ").replace("-", " ")
            for mention in entry["mentions"]:
                names = [entry["name"], *(entry.get("aka") or []), slug]
                yield {**mention, "names": names, "entry": {**entry, "mention": mention}}

    return sorted(each(), key=lambda m: (m["start"], m["end"]))


def same_entity(layer: str, gold: Json, found: Json) -> bool:
    """Whether two mentions are of one actor, or of one place."""
    if layer == "actor":
        return names_match(gold["names"], found["names"])
    return place_matches(gold["entry"], {**found["entry"], "mention": None})


def _mentions(layer: str, gold: list[Json], found: list[Json], total: Score) -> None:
    for name in (f"{layer}_mention", f"{layer}_identity"):
        total.add(name, gold=len(gold), found=len(found))
    pairs = align_spans(gold, found)
    for i, j in pairs.items():
        total.add(f"{layer}_mention", hit=1)
        total.add(f"{layer}_identity", hit=int(same_entity(layer, gold[i], found[j])))
    if layer == "place":
        _points(gold, found, pairs, total)


def _points(gold: list[Json], found: list[Json], pairs: dict[int, int], total: Score) -> None:
    """Count the annotated points that were found, and what became of the others."""
    for i, mention in enumerate(gold):
        if mention["entry"].get("lat") is None or mention["entry"].get("precision") not in ("exact", "near"):
            continue
        have = found[pairs[i]]["entry"] if i in pairs else None
        off = distance(mention["entry"], have) if have else None
        near = off is not None and off <= NEAR
        total.add("place_point", gold=1, found=int(off is not None), hit=int(near))
        what = "elsewhere" if have and off is not None else (have or {}).get("reason") or NOTHING
        total.confusion["place_point"]["point", "point" if near else what] += 1
