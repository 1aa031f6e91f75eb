"""When an event happened, in a language without a parser: by the times of its clause and what is told of them."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.inheritance import Inheritance
from dateline.engines.flat.events.lengths import Lengths
from dateline.engines.flat.events.named_happenings import NamedHappenings
from dateline.engines.flat.events.outcomes import Outcomes
from dateline.engines.flat.events.stepped import Stepped
from dateline.engines.flat.scene import Scene
from dateline.engines.time.widening import of_day, stretch, week_of
from dateline.layers import Chronology, EventTime, TimeAnchor, TimeValue, Timex

DESCRIBED = 14  # characters behind a time within which it may describe a noun
TERM = 4  # characters behind a time that may make it a term
SINCE = 18  # characters between a time and the word that says that it is counted from
_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


class TimeBinder:
    """Dates the events of one Doc; `story` says where it stands."""

    def __init__(
        self, scene: Scene, behaviour: Behaviour, chronology: Chronology, story: Inheritance
    ) -> None:
        self.scene, self.view = scene, scene.view
        self.text = scene.view.text
        self.behaviour, self.chronology, self._story = behaviour, chronology, story
        self._lengths = Lengths(scene, chronology, behaviour, story)
        self._stepped = Stepped(scene, chronology)
        self._outcomes = Outcomes(scene, chronology, behaviour)
        self._named = NamedHappenings(self.text, scene.doc.lang_, chronology)

    def time(self, frame: Frame, frames: list[Frame]) -> EventTime:
        """When the event of a frame happened, as long as it lasted; `frames` are those of its sentence."""
        if (base := self._stepped.of(frame, frames)) is not None:
            return EventTime(base, None)
        time = self._begun(frame)
        value = self._lengths.of(frame, time.value)
        if value is None and time.timex is not None:
            value = self._story.onward(frame, time.timex, time.value)
        time = self._outcomes.of(frame, time if value is None else replace(time, value=value))
        return self._named.time(frame, time)

    def _begun(self, frame: Frame) -> EventTime:
        index = self._tied(frame)
        if self._sums_up(frame, index) or self._precedes(frame, index):
            return EventTime(TimeValue.unknown("before_the_story"), None)
        return EventTime(self._story.value(frame), None) if index is None else self.at(index, frame)

    def at(self, index: int, frame: Frame) -> EventTime:
        """When the event of a frame happened that has a time of its own, by index."""
        value = self._since(index, frame) or self._term(index, frame) or self._story.told(index)
        if value.edtf is not None:
            return EventTime(week_of(value), index)
        return EventTime(self._story.counted(index, frame), None)

    def _sums_up(self, frame: Frame, index: int | None) -> bool:
        """Whether a toll is summed up that grew over a time that is not told ("已造成3000多人死亡", "在战争中阵亡")."""
        timex = self.scene.timexes[index] if index is not None else None
        own = timex is not None and (timex.start >= frame.clause[0] or self._until(timex))
        if frame.type not in self.behaviour.tolls or own:
            return False
        told = self.text[frame.sentence.start : frame.start]
        overall = timex is None and any(words in told for words in self.view.syntax.markers["overall"])
        return overall or bool(self.view.marker("summing", frame.clause[0], frame.start))

    def _precedes(self, frame: Frame, index: int | None) -> bool:
        """Whether a clause without a time tells what had been before the story ("此前夺取的城镇")."""
        own = index is not None and self.scene.timexes[index].start >= frame.clause[0]
        return not own and self._story.outside(frame)

    def _until(self, timex: Timex) -> bool:
        """Whether a time is told as that up to which it counts ("截至8日，已有…")."""
        return self.view.led(timex.start, self.view.syntax.markers["until"])

    def _tied(self, frame: Frame) -> int | None:
        """The time of the sentence that the event belongs to: the last before it, else one right behind it."""
        sentence = frame.sentence
        usable = [i for i in self.scene.times_in(sentence.start, sentence.end) if self._usable(i)]
        before = [i for i in usable if self.scene.timexes[i].end <= frame.start]
        before = [i for i in before if not self._pretext(i, frame) and not self._aside(i, frame)]
        before = [i for i in before if self._beside(i, frame) or not self._is_term(self.scene.timexes[i])]
        own = [i for i in before if self._beside(i, frame)]
        own = own or self._in_noun(frame)
        near = self._close_behind(frame, usable)
        told = bool(near) and frame.type not in self.behaviour.spoken  # "威胁于10日撤出"
        if own or (before and not told and not self._story.later(frame)):
            return (own or before)[-1]
        near = near or self._opened_by(frame, usable)
        return near[0] if near else None

    def _close_behind(self, frame: Frame, usable: list[int]) -> list[int]:
        """The times right behind an event in its clause, but for that up to which it went on ("战役16日打响")."""
        behind = [i for i in usable if frame.end <= self.scene.timexes[i].start < frame.clause[1]]
        end = self._lengths.ends_behind(frame)
        behind = [i for i in behind if not self._describes(self.scene.timexes[i])]
        return [i for i in behind if self.scene.timexes[i].start - frame.end <= 2 and i != end]

    def _in_noun(self, frame: Frame) -> list[int]:
        """The day that describes a noun of the clause, where the clause has no other time ("10月2日的公投否决了…")."""
        return [
            i
            for i in self.scene.times_in(frame.clause[0], frame.start)
            if self.chronology.values[i].edtf and (of_day(self.chronology.values[i]) or self._amid(i, frame))
        ]

    def _amid(self, index: int, frame: Frame) -> bool:
        """Whether a time says when that was in which the event came about ("在2月的第二轮谈判中放弃…")."""
        at = self.scene.timexes[index].end
        named = self.text.startswith(self.view.syntax.attributive, at)
        return named and bool(self.view.marker("amid", at, frame.start))

    def _pretext(self, index: int, frame: Frame) -> bool:
        """Whether a time tells of what the event is excused with ("以3月的袭击为由")."""
        between = self.text[self.scene.timexes[index].end : frame.start]
        return any(words in between for words in self.view.syntax.markers["pretext"])

    def _aside(self, index: int, frame: Frame) -> bool:
        """Whether a time of a clause before only describes what is done something with ("退出2015年签署的协议")."""
        timex = self.scene.timexes[index]
        return timex.end <= frame.clause[0] and self._describes(timex)

    def _describes(self, timex: Timex) -> bool:
        """Whether a time is a part of what describes the noun behind it ("退出2015年签署的协议")."""
        word = self.view.before(timex.start)
        if word is None or word.end != timex.start or word.tag[:1] != "v":
            return False
        described = self.text[timex.end : timex.end + DESCRIBED]
        stop = next((i for i in range(len(described)) if self.view.breaks(timex.end + i)), DESCRIBED)
        return any(particle in described[:stop] for particle in self.view.syntax.attributive)

    def _beside(self, index: int, frame: Frame) -> bool:
        """Whether a time stands in the clause of the frame."""
        return self.scene.timexes[index].start >= frame.clause[0]

    def _opened_by(self, frame: Frame, usable: list[int]) -> list[int]:
        """The times that follow the circumstances which open a sentence ("在X的请求下，1月12日，…")."""
        start, end = frame.clause
        rest = "".join(filter(str.isalnum, self.text[frame.end : end]))
        opens = start == frame.sentence.start and rest.endswith(tuple(self.view.syntax.markers["under"]))
        return [i for i in usable if opens and 0 <= self.scene.timexes[i].start - end <= 2]

    def _usable(self, index: int) -> bool:
        timex = self.scene.timexes[index]
        value = self.chronology.values[index]
        if timex.type not in ("DATE", "TIME") or value.timex in _VAGUE:
            return False
        return not any(self.text.startswith(word, timex.end) for word in self.view.syntax.attributive)

    def _since(self, index: int, frame: Frame) -> TimeValue | None:
        """The stretch from a time to where the story stands, where that is said ("自6日越境以来，已推进…").

        Where only the rank of what is told is given ("2015年以来最大的袭击"), it has the time of the story.
        """
        timex, value = self.scene.timexes[index], self.chronology.values[index]
        end = self.view.clause(self.scene.doc._.sentences[timex.sentence], timex.start)[1]
        marks = [w for w in self.view.marker("since", timex.end, end) if w.start < timex.end + SINCE]
        point = self._story.point(timex.start)
        if point is None or not marks or frame.start < marks[0].end:
            return None
        if self.view.marker("ranking", marks[0].end, frame.start):
            return self._story.value(frame)
        return stretch(value, point.value, TimeAnchor(point.value.timex, point.timex))

    def _term(self, index: int, frame: Frame) -> TimeValue | None:
        """The stretch from where the story stands to a term that it sets ("须于年底前撤出")."""
        timex, value = self.scene.timexes[index], self.chronology.values[index]
        point = self._story.point(timex.start)
        if point is None or not self._is_term(timex) or timex.start > frame.start or point.timex == index:
            return None
        return stretch(point.value, value, TimeAnchor(point.value.timex, point.timex))

    def _is_term(self, timex: Timex) -> bool:
        """Whether something is to be done before a time ("年底前")."""
        markers, behind = self.view.syntax.markers, self.text[timex.end : timex.end + TERM]
        return behind.startswith(tuple(markers["term"])) and not behind.startswith(tuple(markers["no_term"]))
