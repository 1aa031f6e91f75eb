"""How long an event lasted, where a length of time or its end stands beside it ("激战三天", "坚守至5月")."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.inheritance import Inheritance
from dateline.engines.flat.scene import Scene
from dateline.engines.time.calendar import Duration
from dateline.engines.time.widening import WITHIN_DAY, day_of, days_on, month_of, stretch, year_of
from dateline.layers import Chronology, TimeValue

DAYS = {"day": 1, "week": 7}
WEEK = 7  # days: what is longer is seldom told from its beginning
MONTH = 30.4  # days
LEAD = 6  # characters before a length that may say that it counts from then
GAP = 3  # characters between a trigger and its length ("了", "持续")


class Lengths:
    """Reads the lengths of the events of one Doc."""

    def __init__(
        self, scene: Scene, chronology: Chronology, behaviour: Behaviour, story: Inheritance
    ) -> None:
        self.scene, self.chronology, self.behaviour, self._story = scene, chronology, behaviour, story
        self.view = scene.view
        self.text, self.markers = scene.view.text, scene.view.syntax.markers

    def of(self, frame: Frame, begun: TimeValue) -> TimeValue | None:
        """The time of an event that began at `begun`; None where the words do not say how long it went on."""
        told = self._ended(frame, begun) or self._from_to(frame) or self._until(frame, begun)
        return told or self._lasted(frame, begun) or self._after(frame, begun)

    def ends_behind(self, frame: Frame) -> int | None:
        """The time up to which an event went on, which is told right behind it ("激战至翌日")."""
        if frame.type in self.behaviour.instant:
            return None
        for i in self.scene.times_in(frame.end, frame.end + 2 * GAP):
            words = self.text[frame.end : self.scene.timexes[i].start]
            if self._dated(i) and self._leads_to_end(words):
                return i
        return None

    def _leads_to_end(self, words: str) -> bool:
        """Whether these words, and no other, lead from an act to its end ("持续至")."""
        ends = (word for word in self.markers["until"] if words.endswith(word))
        return any(words == word or words.removesuffix(word) in self.markers["lasting"] for word in ends)

    def _dated(self, i: int) -> bool:
        return self.scene.timexes[i].type in ("DATE", "TIME")

    def _ended(self, frame: Frame, begun: TimeValue) -> TimeValue | None:
        """How long went on what a time ends: "12日，历时55天的围困告终", "该城在被围52天后陷落"."""
        if frame.type in self.behaviour.instant:
            return None
        for i in reversed(self.scene.times_in(frame.clause[0], frame.start)):
            words = self.text[self.scene.timexes[i].end : frame.start]
            behind = self.text[frame.end : frame.clause[1]]
            if words in self.view.syntax.attributive and behind.startswith(tuple(self.markers["ended"])):
                return self._back(i, begun)
        for i in self.scene.times_in(frame.end, frame.end + GAP + 1):
            words = self.text[frame.end : self.scene.timexes[i].start]
            if self._endured(i) and (not words or words in self.markers["lasting"]):
                return self._back(i, self._told_behind(i, frame) or begun)
        return None

    def _endured(self, i: int) -> bool:
        """Whether a long time is told as that at whose end something came ("在被围52天后陷落")."""
        timex = self.scene.timexes[i]
        over = self.text.startswith(tuple(self.markers["over"]), timex.end)
        sentence = self.scene.doc._.sentences[timex.sentence]
        start = self.view.clause(sentence, timex.start)[0]
        led = self.view.marker("enduring", start, timex.start) or self.view.marker(
            "passive", start, timex.start
        )
        days = self._days(i)
        return over and bool(led) and (days is None or days >= WEEK)

    def _told_behind(self, i: int, frame: Frame) -> TimeValue | None:
        """The day behind a length that ends it, where no time stands before ("被围两月之后，守军于8月14日投降")."""
        if any(self._dated(j) for j in self.scene.times_in(frame.sentence.start, frame.start)):
            return None
        behind = self.scene.times_in(self.scene.timexes[i].end, frame.sentence.end)
        following = next((j for j in behind if self._dated(j)), None)
        return None if following is None else self.chronology.values[following]

    def _back(self, i: int, end: TimeValue) -> TimeValue | None:
        """From a length before a time up to it; a length of months or years no finer than months."""
        meaning = self.scene.timexes[i].meaning
        if not isinstance(meaning, Duration) or meaning.amount is None or end.earliest is None:
            return None
        day, days = day_of(end), self._days(i)
        if days and day.precision == "day":
            return stretch(days_on(day, -days), day, end.anchor)
        months = {"month": 1, "year": 12}.get(meaning.unit)
        if months is None or day.precision not in ("day", "month"):
            return None
        start = days_on(replace(day, precision="day"), -int(MONTH * months * meaning.amount))
        return stretch(month_of(start), day, end.anchor)

    def _from_to(self, frame: Frame) -> TimeValue | None:
        """Told right behind it with both its ends: "激战从8日持续到23日"."""
        near = self.scene.times_in(frame.end, frame.clause[1])
        if frame.type in self.behaviour.instant or len(near) < 2 or not all(map(self._dated, near[:2])):
            return None
        first, second = (self.scene.timexes[i] for i in near[:2])
        if self.text[frame.end : first.start] not in self.markers["from"]:
            return None
        words = self.text[first.end : second.start]
        onward = next((w for w in self.markers["onward"] if words.startswith(w)), "")
        if not self._leads_to_end(words.removeprefix(onward)):
            return None
        begun, until = (day_of(self.chronology.values[i]) for i in near[:2])
        return stretch(begun, until, begun.anchor)

    def _until(self, frame: Frame, begun: TimeValue) -> TimeValue | None:
        end = self.ends_behind(frame)
        if end is None:
            return None
        until = self.chronology.values[end]
        if "/" in begun.timex and begun.latest == until.latest:
            return None  # it is known to have gone on until then
        if begun.precision == "part_of_month" and self._within(until, begun):
            return stretch(replace(days_on(begun, 0), precision="day"), until, begun.anchor)
        return stretch(begun, until, begun.anchor) or (
            until if until.edtf and begun.precision != "day" else None
        )

    def _within(self, until: TimeValue, begun: TimeValue) -> bool:
        """Whether a day lies within a time."""
        if not (until.earliest and until.precision in WITHIN_DAY and begun.earliest and begun.latest):
            return False
        return begun.earliest < until.earliest <= begun.latest

    def _lasted(self, frame: Frame, begun: TimeValue) -> TimeValue | None:
        """Told right behind it: "激战三天"."""
        if frame.type in self.behaviour.instant or begun.precision != "day":
            return None
        for i in self.scene.times_in(frame.end, frame.end + GAP + 1):
            words, days = self.text[frame.end : self.scene.timexes[i].start], self._days(i)
            ends = self.text.startswith(tuple(self.markers["over"]), self.scene.timexes[i].end)
            if days and (days < WEEK or ends) and (not words or words in self.markers["lasting"]):
                return stretch(begun, days_on(begun, days - 1), begun.anchor)
        return None

    def _after(self, frame: Frame, begun: TimeValue) -> TimeValue | None:
        """Told before it in its clause: at the end of so many days ("激战三日后投降"), or within them ("三日内")."""
        begun = self._counted_from(frame, day_of(begun))
        if begun.precision != "day":
            return None
        inside = tuple(self.markers["inside"])
        for i in reversed(self.scene.times_in(frame.sentence.start, frame.start)):
            if self._dated(i):
                return None
            days, behind = self._days(i), self.scene.timexes[i].end
            if self._from_then(i):
                return self._over(i, begun)
            if days and self.text.startswith(tuple(self.markers["over"]), behind):
                return None if self._endured(i) else days_on(begun, days - 1)
            if days and self._within_reach(i, frame) and self._grows(frame, inside, behind):
                return stretch(begun, days_on(begun, days), begun.anchor)
        return None

    def _counted_from(self, frame: Frame, begun: TimeValue) -> TimeValue:
        """The day where the story stood before a length in the sentence, though the event itself is told no finer."""
        if begun.precision != "month":
            return begun
        lengths = [i for i in self.scene.times_in(frame.sentence.start, frame.start) if not self._dated(i)]
        point = self._story.point(self.scene.timexes[lengths[-1]].start) if lengths else None
        day = day_of(point.value) if point is not None else begun
        within = day.precision == "day" and (day.earliest or "").startswith(begun.edtf or "-")
        return replace(day, resolution="relative", anchor=begun.anchor) if within else begun

    def _within_reach(self, i: int, frame: Frame) -> bool:
        """Whether a length stands in the clause of an event, or alone before it ("五天之内，敌军后退六十里")."""
        timex = self.scene.timexes[i]
        if timex.end > frame.clause[0]:
            return True
        start = self.view.clause(self.scene.doc._.sentences[timex.sentence], timex.start)
        alone = timex.start - start[0] <= LEAD and start[1] - timex.end <= GAP
        return alone and frame.clause[0] - start[1] == 1

    def _from_then(self, i: int) -> bool:
        """Whether a length counts from where the story stands ("此后100天，…")."""
        start = self.scene.timexes[i].start
        named = (
            start,
            *(start - len(p) for p in self.view.syntax.attributive if self.text.endswith(p, 0, start)),
        )
        told = self.view.marker("later", max(0, start - LEAD), self.scene.timexes[i].end)
        return any(word.end in named or word.start == start for word in told)

    def _over(self, i: int, begun: TimeValue) -> TimeValue | None:
        """All of a length from a day on; the month or year of the day where nobody counts how many days or months."""
        meaning = self.scene.timexes[i].meaning
        if not isinstance(meaning, Duration) or meaning.unit not in ("day", "week", "month"):
            return None
        if meaning.amount is None:
            return year_of(begun) if meaning.unit == "month" else month_of(begun)
        if meaning.unit == "month":
            return stretch(month_of(begun), days_on(begun, int(MONTH * meaning.amount)), begun.anchor)
        days = self._days(i)
        return stretch(begun, days_on(begun, days), begun.anchor) if days else None

    def _grows(self, frame: Frame, inside: tuple[str, ...], behind: int) -> bool:
        return frame.type not in self.behaviour.tolls and self.text.startswith(inside, behind)

    def _days(self, i: int) -> int | None:
        """The days of a length that is told in whole days or weeks."""
        meaning = self.scene.timexes[i].meaning
        if not isinstance(meaning, Duration) or meaning.unit not in DAYS or meaning.amount is None:
            return None
        days = meaning.amount * DAYS[meaning.unit]
        return int(days) if days > 1 and float(days).is_integer() else None
