"""Tells apart what one word tells of several days, places or doers: "3日和17日袭击X", "分别于3日和5日攻占X和Y"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from dateline import data
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.time_binding import TimeBinder
from dateline.engines.flat.numerals import Figure, Numerals
from dateline.engines.flat.scene import Scene
from dateline.engines.time.calendar import day_of_iso
from dateline.layers import ActorMention, Argument, Chronology, EventTime

BRACKETED = 20  # characters of what stands in brackets behind a place, at most
LEADING = ("at", "from", "toward")  # markers before a place
PAIR = 2

# One happening: its place (None: none of its own), its time, who took part.
Member = tuple[int | None, EventTime, tuple[Argument, ...]]


def behind(scene: Scene, place: int) -> int:
    """Where a place ends with what stands in brackets right behind it ("X（5月3日）")."""
    end, view = scene.places[place].end, scene.view
    if end >= len(view.text) or view.text[end] not in view.syntax.open:
        return end
    inside = range(end + 1, min(end + BRACKETED, len(view.text)))
    return next((i + 1 for i in inside if view.text[i] in view.syntax.close), end)


def before(scene: Scene, place: int) -> tuple[int, int | None, ActorMention | None]:
    """Where a place begins with the time and the doer that stand right before it ("英军5日在X"), and these."""
    view, at = scene.view, scene.places[place].start
    markers = view.syntax.markers
    of_land = (w for w in markers["within"] if len(w) > 1 and view.text.endswith(w, 0, at))  # "北部的X"
    at -= max(map(len, of_land), default=0)
    word = view.before(at)
    led = word is not None and word.end == at and any(word.text in markers[kind] for kind in LEADING)
    at = word.start if word is not None and led else at
    time: int | None = None
    doer: ActorMention | None = None
    for _ in range(PAIR):
        timex = next((i for i in scene.times_in(at - BRACKETED, at) if scene.timexes[i].end == at), None)
        who = next((m for m in scene.actors_in(at - BRACKETED, at) if m.end == at), None)
        if timex is not None and time is None:
            time, at = timex, scene.timexes[timex].start
        elif who is not None and doer is None and led:
            doer, at = who, who.start
    return at, time, doer


def between(scene: Scene, one: int, other: int) -> str:
    """What stands between two places, without what is said of one of them alone."""
    start, (end, _, doer) = behind(scene, one), before(scene, other)
    words = scene.view.text[start : max(end, start)]
    if doer is not None and words in scene.view.syntax.markers["company"]:
        end = start  # "在X与英军交战"
    return words if end > start else scene.view.text[scene.places[one].end : scene.places[other].start]


@lru_cache(maxsize=4)
def toll_gap(lang: str) -> re.Pattern[str]:
    """What may stand between those who bear a loss, or where they were, and their number."""
    return re.compile(data.load_toml(lang, "casualties.toml")["between"]["gap"])


class Rows:
    """Tells the members of the rows of one Doc apart."""

    def __init__(self, scene: Scene, chronology: Chronology, times: TimeBinder, numerals: Numerals) -> None:
        self.scene, self.view, self.numerals = scene, scene.view, numerals
        self._gap = toll_gap(str(scene.doc.lang_))
        self.chronology, self.times = chronology, times
        self._ends = {i for first, last, _ in chronology.ranges for i in (first, last)}

    def apart(
        self,
        frame: Frame,
        found: Sequence[int],
        time: EventTime,
        arguments: tuple[Argument, ...],
        frames: Sequence[Frame],
    ) -> list[Member]:
        """The happenings that a frame tells of, of the places found for it; one without any where there is none.

        `frames` are those of its sentence.
        """
        found = [*found, *self._further_tolls(frame, found, frames)]
        places: list[int | None] = [*found] or [None]
        times = self._own_times(frame, found, time)
        days = self._days(frame, time) if all(t is time for t in times) else []
        told = [
            EventTime(self.chronology.values[i], i) if i in self._ends else self.times.at(i, frame)
            for i in days
        ]
        if len(found) == len(days) > 1:
            times = told
        elif len(places) == 1 and len(days) > 1 and (self._each(frame, "in_turn") or self._parted(days)):
            places, times = places * len(days), told
        own = self._of_each(frame, found, arguments, len(places)) or [arguments] * len(places)
        return list(zip(places, times, own, strict=True))

    def _each(self, frame: Frame, *more: str) -> bool:
        """Whether a word says that each of several had its own; `more`: other kinds of such words."""
        return any(self.view.marker(kind, *frame.clause) for kind in ("respectively", *more))

    def _own_times(self, frame: Frame, found: Sequence[int], time: EventTime) -> list[EventTime]:
        """The time of each place: in brackets behind it, or right before it as others have before them."""
        if not found:
            return [time]
        bracketed = [self._bracketed(i) for i in found]
        if any(i is not None for i in bracketed):
            return [time if i is None else self.times.at(i, frame) for i in bracketed]
        led = [before(self.scene, i)[1] for i in found]
        if len(found) < PAIR or not any(i is not None for i in led[1:]):
            return [time] * len(found)
        out: list[EventTime] = []
        for index in led:
            last = out[-1] if out else self._first(frame, found[0]) or time
            out.append(last if index is None else self.times.at(index, frame))
        return out

    def _further_tolls(self, frame: Frame, found: Sequence[int], frames: Sequence[Frame]) -> list[int]:
        """The places of the clauses behind that only count people: "X有12人死亡，*Y有7人*"."""
        out: list[int] = []
        if len(found) != 1 or self._toll(found[0]) is None:
            return out
        names = {self.scene.places[found[0]].place.name}
        start = frame.clause[1] + 1
        while start < frame.sentence.end and self.view.text[start - 1] not in self.view.syntax.stops:
            clause = self.view.clause(frame.sentence, start)
            place = next((i for i in self.scene.places_in(start, start + PAIR)), None)
            other = any(f.clause == clause for f in frames)
            if place is None or other or self._toll(place) is None:
                break
            if self.scene.places[place].place.name not in names:
                names.add(self.scene.places[place].place.name)
                out.append(place)
            start = clause[1] + 1
        return out

    def _toll(self, place: int) -> Figure | None:
        """The number of people that stands right behind a place."""
        end = self.scene.places[place].end
        figures = self.numerals.find(self.view.text, end, end + BRACKETED)
        figure = next((f for f in figures if f.people), None)
        led = figure is not None and self._gap.fullmatch(self.view.text, end, figure.start)
        return figure if led else None

    def _first(self, frame: Frame, place: int) -> EventTime | None:
        """The last time before the first place of a row."""
        told = self.scene.times_in(frame.sentence.start, self.scene.places[place].start)
        return self.times.at(told[-1], frame) if told else None

    def _bracketed(self, place: int) -> int | None:
        """The time that alone stands in brackets behind a place."""
        start, end = self.scene.places[place].end + 1, behind(self.scene, place) - 1
        return next((i for i in self.scene.times_in(start, end) if self._span(i) == (start, end)), None)

    def _span(self, index: int) -> tuple[int, int]:
        return self.scene.timexes[index].start, self.scene.timexes[index].end

    def _days(self, frame: Frame, time: EventTime) -> list[int]:
        """The times that a list joins to that of an event, where it has just that ("3日、5日和9日").

        They stand in its clause, or are told right before it.
        """
        if time.timex is None:
            return []
        each = self._each(frame, "in_turn")  # also of days in a row, which are else one stretch
        if time.value.earliest != self.chronology.values[time.timex].earliest and not each:
            return []
        between = range(self.scene.timexes[time.timex].end, frame.start)
        if sum(map(self.view.breaks, between)) > 1 or any(
            self.view.text[i] in self.view.syntax.stops for i in between
        ):
            return []
        row = [time.timex]
        while row[0] > 0 and self._joined(row[0] - 1):
            row.insert(0, row[0] - 1)
        while row[-1] + 1 < len(self.scene.timexes) and self._joined(row[-1]):
            row.append(row[-1] + 1)
        values = [self.chronology.values[i] for i in row]
        dated = all(v.earliest and v.latest and v.precision == values[0].precision for v in values)
        return row if dated and (each or not self._ends & set(row)) else []

    def _joined(self, index: int) -> bool:
        """Whether a list joins a time to the next one."""
        words = self.view.text[self.scene.timexes[index].end : self.scene.timexes[index + 1].start]
        return words in self.view.syntax.markers["list"]

    def _parted(self, days: Sequence[int]) -> bool:
        """Whether none of several times follows right upon the one before."""
        values = [self.chronology.values[i] for i in days]
        return all(
            one.latest and other.earliest and day_of_iso(other.earliest) - day_of_iso(one.latest) > 1
            for one, other in pairwise(values)
        )

    def _of_each(
        self, frame: Frame, found: Sequence[int], arguments: tuple[Argument, ...], many: int
    ) -> list[tuple[Argument, ...]] | None:
        """Who took part at each of several places or on each of several days, where the text gives each its own."""
        if self._each(frame):
            return [self._share(at, many, arguments) for at in range(many)]
        if len(found) < PAIR:
            return None
        doers = [before(self.scene, i)[2] for i in found]
        first = next((a for a in arguments if a.role in ("initiator", "party")), None)
        if first is None or any(m is None for m in doers[1:]):
            return None
        doers = [doers[0] or first.mention, *doers[1:]]
        known = [m for m in doers if m is not None]
        others = tuple(a for a in arguments if all(a.mention.start != m.start for m in known))
        return [(replace(first, role="initiator", mention=m), *others) for m in known]

    @staticmethod
    def _share(at: int, many: int, arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
        """The part of one of several places or days in those who took part: of as many doers its own."""
        out = list(arguments)
        for role in ("initiator", "target", "party"):
            shared = sorted((a for a in arguments if a.role == role), key=lambda a: a.mention.start)
            if len(shared) == many > 1:
                out = [a for a in out if a.role != role or a == shared[at]]
        return tuple(out)
