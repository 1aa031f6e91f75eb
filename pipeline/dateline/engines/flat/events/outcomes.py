"""What came at the end of a fight of several days: "5月3日至6日激战，守军弃城" is of the 6th."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.scene import Scene
from dateline.engines.time.widening import days_on
from dateline.layers import Chronology, EventTime, TimeValue

HELD = "repulse"


class Outcomes:
    """Reads how the fights of one Doc ended."""

    def __init__(self, scene: Scene, chronology: Chronology, behaviour: Behaviour) -> None:
        self.scene, self.text = scene, scene.view.text
        self.chronology, self.types = chronology, behaviour.ending | {HELD}
        self._each: tuple[str, ...] = tuple(scene.view.syntax.markers["each"])
        self._fighting: tuple[str, ...] = tuple(scene.view.syntax.markers["fighting"])

    def of(self, frame: Frame, time: EventTime) -> EventTime:
        """The time of an event, at the end of the days where a clause before tells that they were fought through."""
        if frame.type not in self.types or "/" not in (time.value.edtf or ""):
            return time
        told = self.scene.times_in(frame.sentence.start, frame.clause[0])
        fought = told and self._fought(self.scene.timexes[told[-1]].end, frame.clause[0])
        again = any(word in self.text[frame.clause[0] : frame.end] for word in self._each)
        if (
            not fought
            or again
            or any(i not in told for i in self.scene.times_in(frame.clause[0], frame.start))
        ):
            return time
        end = self._end(time)
        return time if end is None else replace(time, value=end)

    def _fought(self, start: int, end: int) -> bool:
        """Whether a stretch of text tells of a fight."""
        return any(word in self.text[start:end] for word in self._fighting)

    def _end(self, time: EventTime) -> TimeValue | None:
        """The second end of a range, or the last of several days."""
        for first, second, _ in self.chronology.ranges:
            if time.timex in (first, second):
                return self.chronology.values[second]
        value = time.value
        if value.precision != "days" or not value.latest or value.latest.startswith("-"):
            return None
        last = replace(value, earliest=value.latest)
        return replace(days_on(last, 0), precision="day")
