"""News of who holds a place: records of captures, withdrawals and control, read for what they say, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from dateline.engines.places.gazetteer import sound
from dateline.fusion.identity import Actors, Spot, cells, is_generic, same_place, spot
from dateline.fusion.likeness import is_coarse
from dateline.fusion.models import Evidence
from dateline.fusion.naming import same_name
from dateline.fusion.transliteration import consonants
from dateline.fusion.view import Event, Where, Who, day, span
from dateline.fusion.weights import weights

GAIN, HOLD, LEAVE = "capture", "control", "withdrawal"
TYPES = (GAIN, HOLD, LEAVE)
HAPPENED = "asserted"
INHERITED = "inherited"
# Who holds a place near another, or some place of a country, says nothing of that other or of the country.
HELD = ("exact", "near", "area", "unknown")
LATEST = 1 << 62


@dataclass(frozen=True, slots=True)
class News:
    """A record about a place.

    `actors` gain, hold or leave; `losers` lose what is captured. `days` None: no date. `position` orders news: the
    first day, or for a date that the narrative lends the day at which the narrative stands there. `before` says
    that it tells of the time before the change that its sentence tells.
    """

    event: Event
    days: tuple[int, int] | None
    position: int
    actors: tuple[str, ...]
    losers: tuple[str, ...]
    before: bool = False

    @property
    def at_place(self) -> bool:
        """Whether it is about the place itself."""
        place = self.event.place
        return place is not None and place.precision != "near"

    @property
    def lent(self) -> bool:
        """Whether its coarse date is the narrative's alone, as that of a look back (`after the fall of the town`)."""
        return self.days is not None and is_coarse(self.days) and self.event.date.resolution == INHERITED

    @property
    def happened(self) -> bool:
        """Whether the narrator vouches for it."""
        return self.event.assertion.status == HAPPENED

    def meets(self, other: News) -> bool:
        """Whether the days of two pieces of news, both with a date, have one in common."""
        assert self.days and other.days
        return max(self.days[0], other.days[0]) <= min(self.days[1], other.days[1])

    def is_over_before(self, other: News) -> bool:
        """Whether its last day comes before the first of the other."""
        return other.days_after(self) > 0

    def days_after(self, other: News) -> int:
        """Days from the last day of the other to the first of this one."""
        assert self.days and other.days
        return self.days[0] - other.days[1]

    @property
    def evidence(self) -> Evidence:
        """The record, for writing."""
        event = self.event
        return Evidence(
            record=event.id,
            doc_id=event.doc_id,
            event_type=event.event_type,
            date=event.date.value,
            trigger=event.trigger.text,
            sentence=" ".join(event.sentence.text.split()),
        )


def news_of(event: Event, rivals: tuple[str, ...]) -> News:
    """What a record says; `rivals` are the sides of the fight in its sentence.

    Who claims a place without saying for whom claims it for himself, a spokesman and a newspaper apart. A claim by
    somebody without a name, in a sentence on a fight, is the claim of its sides.
    Participants that no word of the clause names are left out.
    """
    days = span(event.date)
    stated = [p for p in event.participants if not weights().is_inferred(p.via, event.lang)]
    actors = tuple(sorted({p.actor.id for p in stated if p.role == "initiator"}))
    losers = tuple(sorted({p.actor.id for p in stated if p.role == "target"}))
    source = event.assertion.source
    if not actors and not losers and event.assertion.status == "claimed" and source:
        if is_generic(source.id) and source.kind == "unknown":
            actors = rivals
        elif source.id.partition(":")[0] in weights().holders:
            actors = (source.id,)
    return News(event, days, _position(event, days), actors, losers)


def _position(event: Event, days: tuple[int, int] | None) -> int:
    if days is None:
        return LATEST
    date = event.date
    if date.resolution == INHERITED and date.anchor is not None:
        try:
            anchor = day(date.anchor.value)
        except ValueError:  # an interval or a month: no day to stand at
            return days[0]
        if days[0] <= anchor <= days[1]:
            return anchor
    return days[0]


@dataclass(slots=True)
class Town:
    """A place and the news of it."""

    place: Where
    news: list[News]


def towns(events: Iterable[Event], actors: Actors) -> list[Town]:
    """Places with their news in order, by name; spellings of one place are one town."""
    chosen: list[Event] = []
    fights: dict[tuple[str, int], set[str]] = defaultdict(set)
    for event in events:
        for part in event.participants:
            actors.add(part.actor)
            if part.role == "party":
                fights[event.doc_id, event.sentence.start].add(part.actor.id)
        if event.assertion.source:
            actors.add(event.assertion.source)
        if event.event_type in TYPES and event.place and event.place.precision in HELD:
            chosen.append(event)
    groups = Towns()
    for event in sorted(chosen, key=_certainty):
        assert event.place
        rivals = tuple(sorted(fights[event.doc_id, event.sentence.start]))
        groups.town(event.place).news.append(news_of(event, rivals))
    for town in groups.found:
        town.news.sort(key=_order)
        _before_the_change(town.news, actors)
        _after_the_recapture(town.news, actors)
    return sorted(groups.found, key=lambda t: (t.place.name, t.place.geonames_id or 0, t.place.country or ""))


def _certainty(event: Event) -> tuple[bool, bool, str, str]:
    """Places with an id first: a bare name then finds the one that it means."""
    place = event.place
    assert place
    return place.geonames_id is None, place.lat is None, place.name, event.id


class Towns:
    """Places by what could make another name theirs: id, name, cells of the grid."""

    def __init__(self) -> None:
        self.found: list[Town] = []
        self._by_key: dict[tuple[object, ...], list[int]] = defaultdict(list)

    def town(self, place: Where) -> Town:
        """The first place that this is a name of; a new one if there is none."""
        mine = spot(place)
        keys = _keys(mine)
        for number in sorted({number for key in keys for number in self._by_key[key]}):
            if _one_place(spot(self.found[number].place), mine):
                return self.found[number]
        for key in keys:
            self._by_key[key].append(len(self.found))
        self.found.append(Town(place, []))
        return self.found[-1]


def _keys(place: Spot) -> set[tuple[object, ...]]:
    """Two spots that may be one place have a key in common."""
    keys: set[tuple[object, ...]] = {("name", place.key), ("name", sound(place.key))}
    keys |= {("sounds", spelled) for name in (place.key, place.said) if (spelled := consonants(name))}
    if place.geonames_id is not None:
        keys.add(("id", place.geonames_id))
    if place.point:
        keys |= {("cell", *cell) for cell in cells(*place.point)}
    return keys


def _one_place(known: Spot, mine: Spot) -> bool:
    """Two ids or two names are two places however close they lie: a town and its airport change hands apart."""
    if known.geonames_id is not None and mine.geonames_id is not None:
        return known.geonames_id == mine.geonames_id
    comparable = known.key.isascii() == mine.key.isascii()
    if comparable and not same_name(known.key, mine.key):
        return False
    return known.wide == mine.wide and same_place(known, mine)


def _order(news: News) -> tuple[int, int, str, int, str]:
    event = news.event
    last = news.days[1] if news.days else LATEST
    return news.position, last, event.doc_id, event.trigger.start, event.id


def _before_the_change(news: list[News], actors: Actors) -> None:
    """Within a sentence on one day, what A held or left comes before what B took: the words name the change first."""
    for n in range(1, len(news)):
        for m in range(n, 0, -1):
            before, after = news[m - 1], news[m]
            same = (before.event.doc_id, before.event.sentence.start, before.position) == (
                after.event.doc_id, after.event.sentence.start, after.position,
            )  # fmt: skip
            other = before.event.event_type == GAIN and after.event.event_type != GAIN
            if not (same and other) or one_side(actors, before.actors, after.actors):
                break
            news[m - 1], news[m] = replace(after, before=True), before


def _after_the_recapture(news: list[News], actors: Actors) -> None:
    """A loss with a coarse date (`which they had lost in 2012`) comes after the loser's last gain of that time."""
    for loss in [n for n in news if n.event.event_type == GAIN and n.losers and not n.actors]:
        if not (loss.days and loss.at_place and loss.happened and is_coarse(loss.days)):
            continue
        gains = [
            n for n in news
            if n.event.event_type == GAIN and n.at_place and n.happened and within(n.days, loss.days)
        ]  # fmt: skip
        if gains and one_side(actors, gains[-1].actors, loss.losers):
            news.remove(loss)
            news.insert(news.index(gains[-1]) + 1, replace(loss, position=gains[-1].position))


def within(fine: tuple[int, int] | None, coarse: tuple[int, int] | None) -> bool:
    """Whether some days lie within others that are coarse."""
    if not fine or not coarse or is_coarse(fine) or not is_coarse(coarse):
        return False
    return coarse[0] <= fine[0] and fine[1] <= coarse[1]


def one_side(actors: Actors, left: Collection[str], right: Collection[str]) -> bool:
    """Whether two sets of actors have somebody in common, government and army of a state being one."""
    return not set(left).isdisjoint(right) or actors.best(left, right) >= weights().points("actors", "side")


def maybe_one_side(actors: Actors, left: Collection[str], right: Collection[str]) -> bool:
    """The same, a group without a name being anybody of its kind."""
    return actors.best(left, right) > 0


def named(actors: Actors, ids: Iterable[str]) -> list[Who]:
    """The actors behind ids."""
    return [actors.known[i] for i in ids]
