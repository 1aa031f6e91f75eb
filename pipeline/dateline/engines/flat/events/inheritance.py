"""What an event without a time of its own takes from the narrative: as much as the words allow."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.scene import Scene
from dateline.engines.time.calendar import CalendarDate, Duration, Shift
from dateline.engines.time.tempo import on_its_day
from dateline.engines.time.widening import WITHIN_DAY, month_of, stretch, week_of, year_of
from dateline.layers import Chronology, Sentence, StoryPoint, TimeAnchor, TimeValue, article_of

_BARE_DAY = re.compile(r"XXXX-(?:XX|\d\d)-\d\d")
_DATED = ("DATE", "TIME")
SHORTEST = 28  # days of the shortest month


class Inheritance:
    """The time of the story at each event of one Doc."""

    def __init__(self, scene: Scene, chronology: Chronology, behaviour: Behaviour) -> None:
        self.scene, self.view = scene, scene.view
        self.chronology, self.behaviour = chronology, behaviour
        self._starts = [point.start for point in chronology.story]
        self._moving = {point.timex for point in chronology.story}
        self._ranges = {i: value for *ends, value in reversed(chronology.ranges) for i in ends}

    def point(self, at: int) -> StoryPoint | None:
        """Where the story stands at a place of the text."""
        index = bisect_right(self._starts, at) - 1
        return self.chronology.story[index] if index >= 0 else None

    def told(self, index: int) -> TimeValue:
        """The time of an expression; of one end of a range all of it."""
        return self._ranges.get(index) or self.chronology.values[index]

    def value(self, frame: Frame) -> TimeValue:
        """The time at which the narrative stands; its month where it was told in another paragraph."""
        point = self.point(frame.start)
        if point is None:
            return TimeValue.unknown("no_date_in_narrative")
        if point.value.edtf is None:
            return point.value
        anchor = TimeAnchor(point.value.timex, point.timex)
        value = self.told(point.timex) if point.timex is not None else point.value
        passed = point.start < frame.sentence.start
        headed = self._headed(point)
        left = passed and not headed and self._block(point) != frame.sentence.block
        if left and frame.type in self.behaviour.tolls:
            return TimeValue.unknown("before_the_story")  # a toll of what was told before
        coarse = passed and value.precision == "part_of_month"
        going = self._up_to_next(month_of(value) if left or coarse else value, frame) if passed else None
        slow = passed and not headed and frame.type in self.behaviour.slow
        strides = passed and not headed and self._strides(point)
        if going is not None:
            value = going
        elif (
            left
            or coarse
            or slow
            or strides
            or (self.later(frame) and not self._within_part(value, point, frame))
        ):
            value = month_of(value)
        if passed and value.precision == "part_of_year":
            value = year_of(value) or value
        value = value if passed else week_of(value)
        return replace(value, resolution="inherited", anchor=anchor)

    def counted(self, index: int, frame: Frame) -> TimeValue:
        """The time of an expression that counts from where the story stands, where that has no year.

        Of a day without a month the day so many days on ("3日…，次日…"); else the month ("some days later").
        """
        value, shift = self.value(frame), self.scene.timexes[index].meaning
        if value.edtf is None or value.earliest is not None or not _BARE_DAY.fullmatch(value.edtf):
            return month_of(value)
        if not isinstance(shift, Shift) or shift.unit != "day" or shift.amount is None:
            return TimeValue.unknown("no_anchor")
        day = int(value.edtf[-2:]) + shift.sign * int(shift.amount)
        if not 1 <= day <= SHORTEST:
            return TimeValue.unknown("no_anchor")
        told = f"{value.edtf[:-2]}{day:02d}"
        return replace(value, timex=told, edtf=told)

    def _within_part(self, value: TimeValue, point: StoryPoint, frame: Frame) -> bool:
        """Whether the story stands in a part of a month, and the sentence tells no other time since."""
        alone = len(self.scene.times_in(point.start, frame.start)) == 1
        return value.precision == "part_of_month" and alone

    def later(self, frame: Frame) -> bool:
        """Whether a word says that it was some time after ("afterwards")."""
        return bool(self.view.marker("later", frame.clause[0], frame.start)) or self._since_later(frame)

    def _since_later(self, frame: Frame) -> bool:
        """Whether a clause before, behind the last time told, says that it was some time after.

        "3月8日突袭失败，不久即遭撤换，由他接替", but not "停火生效不久，双方交火".
        """
        times = self.scene.times_in(frame.sentence.start, frame.start)
        told = [self.scene.timexes[i].end for i in times if self.scene.timexes[i].type in _DATED]
        words = self.view.marker("long_after", max([frame.sentence.start, *told]), frame.start)
        counted = {self.scene.timexes[i].start for i in times}  # "此后三个月"
        return any(not self.view.breaks(word.end) and word.end not in counted for word in words)

    def outside(self, frame: Frame) -> bool:
        """Whether a clause tells what had been before the story, or came of it years later."""
        return self._preceding(frame) or self._someday(frame)

    def _preceding(self, frame: Frame) -> bool:
        """Whether a word before a trigger, or alone at the head of its sentence, says that it was earlier."""
        words = self.view.marker("preceding", frame.sentence.start, frame.sentence.start + 1)
        told = self.scene.times_in(frame.sentence.start, frame.start)
        opens = any(self.view.breaks(word.end) for word in words) and not told
        return opens or bool(self.view.marker("preceding", frame.clause[0], frame.start))

    def _someday(self, frame: Frame) -> bool:
        """Whether a clause tells what came of it long after the story ("多年后予以否认")."""
        start, end = frame.clause[0], frame.start
        said = frame.type in self.behaviour.spoken and self.view.marker("someday_said", start, end)
        phrases = self.view.syntax.markers["someday_phrases"]
        return bool(said or self.view.marker("someday", start, end)) or any(
            words in self.view.text[start:end] for words in phrases
        )

    def _strides(self, point: StoryPoint) -> bool:
        """Whether the next time of the story lies weeks ahead: what stands between fills the weeks."""
        at = bisect_right(self._starts, point.start) - 1
        return on_its_day(self.chronology.story, at) is False

    def _headed(self, point: StoryPoint) -> bool:
        """Whether a heading or the day of a dispatch tells the time: all that stands below it is of that time."""
        if point.timex is None or point.timex in self.chronology.written:
            return True
        sentences: list[Sentence] = self.scene.doc._.sentences
        return sentences[self.scene.timexes[point.timex].sentence].heading

    def _block(self, point: StoryPoint) -> int | None:
        """The paragraph in which the story came to where it stands."""
        sentences: list[Sentence] = self.scene.doc._.sentences
        return None if point.timex is None else sentences[self.scene.timexes[point.timex].sentence].block

    def _up_to_next(self, value: TimeValue, frame: Frame) -> TimeValue | None:
        """The stretch from where the story stood to the time that the same sentence tells next.

        "3月，…。其部众大多倒戈；7月，…" is from March to July.
        """
        if frame.type in self.behaviour.instant - self.behaviour.asked or self._at_once(frame):
            return None
        return self._to_next(value, frame) or self._over_and_over(value, frame)

    def onward(self, frame: Frame, index: int, value: TimeValue) -> TimeValue | None:
        """The stretch from a time from which something goes on to the next that its sentence tells.

        "7月8日起，…围城…，8月1日城陷" is from 8 July to 1 August.
        """
        begins = tuple(self.view.syntax.markers["onward"])
        timex = self.scene.timexes[index]
        if frame.type in self.behaviour.instant or not self.view.text.startswith(begins, timex.end):
            return None
        found = self._to_next(value, frame) if timex.end <= frame.start else None
        return found if found and (found.precision == "days" or value.precision != "day") else None

    def _to_next(self, value: TimeValue, frame: Frame, end: int | None = None) -> TimeValue | None:
        following = self.scene.times_in(frame.end, frame.sentence.end if end is None else end)
        index = next((i for i in following if self.scene.timexes[i].type in ("DATE", "TIME")), None)
        if index is None or not self._goes_on(index, value):
            return None
        until = self.chronology.values[index]
        if until.precision not in WITHIN_DAY:
            value = month_of(value)
        return stretch(value, until, value.anchor)

    def _over_and_over(self, value: TimeValue, frame: Frame) -> TimeValue | None:
        """What came about several times went on until the paragraph tells a time again ("多次遣使求和。12月，…")."""
        if not (self.view.marker("repeated", frame.clause[0], frame.start) or self._for_a_while(frame)):
            return None
        end = article_of(self.scene.doc).blocks[frame.sentence.block].end
        return self._to_next(value, frame, end)

    def _for_a_while(self, frame: Frame) -> bool:
        """Whether it came about within some time that nobody counts ("数周之内")."""
        inside = tuple(self.view.syntax.markers["inside"])
        for i in self.scene.times_in(frame.sentence.start, frame.start):
            timex, meaning = self.scene.timexes[i], self.scene.timexes[i].meaning
            if isinstance(meaning, Duration) and meaning.amount is None:
                return self.view.text.startswith(inside, timex.end)
        return False

    def _goes_on(self, index: int, value: TimeValue) -> bool:
        """Whether the story goes on to a time that says by itself its day or month."""
        date, until = self.scene.timexes[index].meaning, self.chronology.values[index]
        if index not in self._moving or not isinstance(date, CalendarDate) or until.edtf is None:
            return False
        return value.precision == "month" or (value.precision == "day" and bool(date.day or date.month))

    def _at_once(self, frame: Frame) -> bool:
        """Whether a word says that it was at the very time where the story stands ("at once", "meanwhile")."""
        return bool(self.view.marker("at_once", frame.clause[0], frame.start))
