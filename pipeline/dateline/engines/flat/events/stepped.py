"""Events that a step right behind them counts from: "three days after the fall of the hill" ("攻占该山三天后")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.scene import Scene
from dateline.engines.time.calendar import Shift
from dateline.engines.time.widening import WITHIN_DAY, day_of, days_on
from dateline.layers import Chronology, TimeAnchor, TimeValue

REACH = 10  # characters between an event and the step: what was taken, who was left
DAYS = {"day": 1, "week": 7}


class Stepped:
    """Reads when the events of one Doc were from which a step counts."""

    def __init__(self, scene: Scene, chronology: Chronology) -> None:
        self.scene, self.view, self.chronology = scene, scene.view, chronology

    def of(self, frame: Frame, frames: Iterable[Frame]) -> TimeValue | None:
        """When an event was from which the step behind it counts; None where none does."""
        index = next(iter(self.scene.times_in(frame.end, frame.clause[1])), None)
        step = self.scene.timexes[index].meaning if index is not None else None
        if index is None or not isinstance(step, Shift) or not step.amount or step.deictic:
            return None
        timex = self.scene.timexes[index]
        led = self.view.before(timex.start)
        if timex.start - frame.end > REACH or (led is not None and led.tag.startswith("p")):
            return None
        if any(frame.end <= other.start < timex.start for other in frames):
            return None
        text, end = self.view.text, timex.end
        ends = end >= len(text) or self.view.breaks(end) or text.startswith(self.view.syntax.attributive, end)
        onward = any(timex.end <= other.start < frame.clause[1] for other in frames)
        return self._base(index, step) if ends or onward else None

    def _base(self, index: int, step: Shift) -> TimeValue | None:
        """The time that a step counts from: so many days before it, else that of which it is told."""
        value = self.chronology.values[index]
        unit = DAYS.get(step.unit or "")
        if value.earliest and value.precision in WITHIN_DAY and unit:
            days = days_on(day_of(value), -step.sign * int((step.amount or 0) * unit))
            return replace(days, precision="day", resolution="inherited")
        told = value.anchor.timex if value.anchor is not None else None
        if told is None or told == index:
            return None
        base = self.chronology.values[told]
        return replace(day_of(base), resolution="inherited", anchor=TimeAnchor(base.timex, told))
