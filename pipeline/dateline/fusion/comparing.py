"""Where the versions of a happening agree, where they contradict each other, and what only one of them tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.fusion.identity import Actors, alike, spot
from dateline.fusion.likeness import overlap
from dateline.fusion.models import Agreement, Difference, OnlyOne, Told
from dateline.fusion.units import Figure, sides, sure
from dateline.fusion.view import Event, Loss, When, Where, span
from dateline.fusion.weights import weights

Findings = list[Agreement | Difference | OnlyOne]


class Account:
    """One document's records of a happening, and what they say together."""

    def __init__(self, name: str, events: list[Event]) -> None:
        self.name = name
        self.events = events
        self.date = most_precise([event.date for event in events])
        self.place = best_place([event.place for event in events if event.place])
        self.doers: set[str] = set()
        self.affected: set[str] = set()
        self.parties: set[str] = set()
        for event in events:
            doers, affected, parties = sides(event)
            self.doers |= doers
            self.affected |= affected
            self.parties |= parties

    @property
    def figures(self) -> dict[str, list[Loss]]:
        """Figures by kind of loss."""
        out: dict[str, list[Loss]] = {}
        for event in self.events:
            for loss in event.casualties:
                out.setdefault(loss.kind, []).append(loss)
        return out


def compare(accounts: Sequence[Account], actors: Actors) -> Findings:
    """All findings, field by field: type, date, place, who, figures, status, which side the words take."""
    if len(accounts) < 2:
        return []
    out: Findings = []
    out += _equal("type", [(a.name, {e.event_type for e in a.events}) for a in accounts])
    out += _dates([(a.name, a.date) for a in accounts if span(a.date)])
    out += _places([(a.name, a.place) for a in accounts if a.place])
    if any(a.parties for a in accounts):
        out += _people("participants", [(a.name, a.doers | a.affected | a.parties) for a in accounts], actors)
    else:
        # Where all tell it from its other side, nothing is turned round.
        turned = all(e.event_type in weights().turned for a in accounts for e in a.events)
        doer, affected = ("target", "initiator") if turned else ("initiator", "target")
        out += _people(doer, [(a.name, a.doers) for a in accounts], actors)
        out += _people(affected, [(a.name, a.affected) for a in accounts], actors)
    for kind in sorted({kind for a in accounts for kind in a.figures}):
        out += _figures(kind, [(a.name, a.figures[kind]) for a in accounts if kind in a.figures])
    out += _equal("status", [(a.name, {e.assertion.status for e in a.events}) for a in accounts])
    return out


def _grouped(field: str, told: list[tuple[str, str]]) -> Findings:
    """Values that cannot all be true."""
    values = sorted({value for _, value in told})
    return [Difference(field=field, values=[
        Told(value=v, documents=sorted(name for name, value in told if value == v)) for v in values
    ])]  # fmt: skip


def _one(field: str, told: Sequence[tuple[str, object]], value: str) -> Findings:
    """A value that the only document that speaks of it tells, or on which all agree."""
    if len(told) == 1:
        return [OnlyOne(document=told[0][0], field=field, value=value)]
    return [Agreement(field=field, value=value, documents=sorted(name for name, _ in told))]


def _equal(field: str, told: list[tuple[str, set[str]]]) -> Findings:
    """What documents say with one of a list of words; having one in common is agreement."""
    common = set.intersection(*(values for _, values in told))
    if common:
        return _one(field, told, ", ".join(sorted(common)))
    return _grouped(field, [(name, ", ".join(sorted(values))) for name, values in told])


def _dates(told: list[tuple[str, When]]) -> Findings:
    """A day within the month that another tells is agreement: the finer one is the value."""
    spans = [days for _, date in told if (days := span(date))]
    if not spans:
        return []
    if max(first for first, _ in spans) <= min(last for _, last in spans):
        return _one("date", told, most_precise([date for _, date in told]).value or "")
    return _grouped("date", [(name, date.value or "") for name, date in told])


def _places(told: list[tuple[str, Where]]) -> Findings:
    if not told:
        return []
    words = {alike(spot(a), spot(b))[0] for _, a in told for _, b in told}
    if words & {"apart", "unlike", "reach", "beside", "homonym"}:
        return _grouped("place", [(name, _pin(place)) for name, place in told])
    best = best_place([place for _, place in told])
    return _one("place", told, best.name if best else "")


def _pin(place: Where) -> str:
    """The name and the point: two places may share the name."""
    return (
        place.name
        if place.lat is None or place.lon is None
        else f"{place.name} ({place.lat:.2f}, {place.lon:.2f})"
    )


def _people(field: str, told: list[tuple[str, set[str]]], actors: Actors) -> Findings:
    """Each actor on whom documents agree, or that only one names; a difference where two name nobody in common."""
    told = [(name, ids) for name, ids in told if ids]
    out: Findings = []
    surely = [(name, ids) for name, ids in told if sure(tuple(ids))]
    strangers = [
        (n, ids)
        for n, ids in surely
        if not all(actors.best(ids, other) or actors.may_be_parts(ids, other) for _, other in surely)
    ]
    if strangers:
        out += _grouped(
            field, [(name, ", ".join(sorted(actors.known[i].name for i in ids))) for name, ids in strangers]
        )
    done: set[str] = set()
    side = weights().points("actors", "side")
    for name, ids in told:
        for actor in sorted(ids):
            # A group without a name says nothing that a named one beside it does not say better.
            if actor in done or (not sure((actor,)) and any(sure(tuple(i)) for _, i in told)):
                continue
            same = [
                (n, {i for i in mine if i == actor or actors.likeness(i, actor) >= side}) for n, mine in told
            ]
            same = [(n, mine) for n, mine in same if mine]
            done |= {i for _, mine in same for i in mine}
            if len(same) > 1 or (name, ids) not in strangers:
                out += _one(field, same, actors.main({i for _, mine in same for i in mine}).name)
    return out


def _figures(kind: str, told: list[tuple[str, list[Loss]]]) -> Findings:
    field = f"casualties.{kind}"
    values = [(name, ", ".join(sorted({amount(loss) for loss in losses}))) for name, losses in told]
    if len(told) == 1 or all(
        any(overlap(_figure(a), _figure(b)) for a in ours for b in theirs)
        for _, ours in told
        for _, theirs in told
    ):
        common = Counter(amount(loss) for _, losses in told for loss in losses)
        best = min(common, key=lambda text: (-common[text], text))
        return _one(field, told, values[0][1] if len(told) == 1 else best)
    return _grouped(field, values)


def _figure(loss: Loss) -> Figure:
    return loss.kind, loss.low, loss.best, loss.high


def amount(loss: Loss) -> str:
    """A figure as words: "31", "50–60", "at least 12"."""
    low, best, high = loss.low, loss.best, loss.high
    if high is not None and low is not None and low != high:
        return f"{low}–{high}"
    if high is None and low is not None:
        return f"at least {low}"
    value = best if best is not None else high
    return "unknown" if value is None else str(value)


def most_precise(dates: Sequence[When]) -> When:
    """The date that most tell; of equals the shortest stretch, then the earliest. One without days only if all are."""
    counted = Counter((span(date), date.value) for date in dates)

    def rank(date: When) -> tuple[bool, int, int, int, str]:
        days = span(date)
        if days is None:
            return True, 0, 0, 0, date.value or ""
        # A day beats the month it lies in, however many tell the month.
        fine = days[1] - days[0] < weights().points("time", "fine")
        return False, not fine, -counted[days, date.value], days[1] - days[0], f"{days[0]:012d}"

    return min(dates, key=rank)


def best_place(places: Sequence[Where]) -> Where | None:
    """The place that most tell; of equals the one that is on the map, then the one with an id."""
    if not places:
        return None
    counted = Counter(_pinned(place) for place in places)
    order = ("exact", "near", "area", "country", "unknown")

    def rank(place: Where) -> tuple[bool, int, int, bool, str]:
        wide = place.precision in ("country", "area")
        told = -counted[_pinned(place)]
        return wide, told, order.index(place.precision), place.geonames_id is None, place.name

    return min(places, key=rank)


def _pinned(place: Where) -> tuple[object, ...]:
    """What makes a place the same, whatever the text calls it."""
    return place.geonames_id or place.name, place.lat, place.lon
