"""When and where: ties times and places to triggers by clause and order, else by the narrative."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.frames import Frame
from dateline.engines.flat.scene import Scene
from dateline.layers import Chronology, EventTime, TimeAnchor, TimeValue

_UNKNOWN = TimeValue("", None, None, None, None, "unknown", "unresolved", None, "no_date_in_narrative")
_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


class Binder:
    """Binds the events of one Doc."""

    def __init__(self, scene: Scene, behaviour: Behaviour) -> None:
        self.scene, self.view = scene, scene.view
        self.text = scene.view.text
        self.behaviour = behaviour
        self.chronology: Chronology = scene.doc._.chronology or Chronology((), (), ())
        self._starts = [point.start for point in self.chronology.story]
        self._stand: tuple[int, list[int]] | None = None  # sentence and places of the last event that had any
        self._block = -1

    # -- time

    def time(self, frame: Frame) -> EventTime:
        """When the event of a frame happened."""
        index = self._tied(frame)
        if index is not None:
            value = self._value(index)
            if value.edtf is not None:
                return EventTime(value, index)
        return EventTime(self._inherited(frame), None)

    def _tied(self, frame: Frame) -> int | None:
        """The time of the sentence that the event belongs to: the last before it, else one right behind it."""
        sentence = frame.sentence
        usable = [i for i in self.scene.times_in(sentence.start, sentence.end) if self._usable(i)]
        before = [i for i in usable if self.scene.timexes[i].end <= frame.start]
        own = [i for i in before if self.scene.timexes[i].start >= frame.clause[0]]
        if own or before:
            return (own or before)[-1]
        behind = [i for i in usable if frame.end <= self.scene.timexes[i].start < frame.clause[1]]
        near = [i for i in behind if self.scene.timexes[i].start - frame.end <= 2]
        return near[0] if near else None

    def _usable(self, index: int) -> bool:
        timex = self.scene.timexes[index]
        value = self.chronology.values[index]
        if timex.type not in ("DATE", "TIME") or value.timex in _VAGUE:
            return False
        return not any(self.text.startswith(word, timex.end) for word in self.view.syntax.attributive)

    def _value(self, index: int) -> TimeValue:
        for first, second, value in self.chronology.ranges:
            if index in (first, second):
                return value
        return self.chronology.values[index]

    def _inherited(self, frame: Frame) -> TimeValue:
        at = bisect_right(self._starts, frame.start) - 1
        if at < 0:
            return _UNKNOWN
        point = self.chronology.story[at]
        if point.value.edtf is None:
            return point.value
        anchor = TimeAnchor(point.value.timex, point.timex)
        value = self._value(point.timex) if point.timex is not None else point.value
        return replace(value, resolution="inherited", anchor=anchor)

    # -- place

    def enter(self, frame: Frame) -> None:
        """A new paragraph opens a new scene."""
        if frame.sentence.block != self._block:
            self._block, self._stand = frame.sentence.block, None

    def places(self, frame: Frame) -> tuple[list[int], bool]:
        """Where the event happened, several for one at several places, and whether the story alone says so."""
        own = self._own_places(frame)
        if own:
            if frame.type not in self.behaviour.no_inherited_place:
                self._stand = frame.sentence.index, own
            return own, False
        if frame.type in self.behaviour.no_inherited_place:
            return [], False
        stand = self._stand
        if stand is None or frame.sentence.index - stand[0] > 1:
            return [], False
        self._stand = frame.sentence.index, stand[1]
        return stand[1][:1], True

    def _own_places(self, frame: Frame) -> list[int]:
        start, end = frame.clause
        after = self._list(self.scene.places_in(frame.end, end))
        before = self.scene.places_in(start, frame.start)
        marked = [i for i in before if self._marker_before(i, "at")]
        left = [i for i in before if self._marker_before(i, "from")]
        if frame.sense.place == "after":
            return after or self._list(left or marked or before[-1:])
        if left:
            return self._list(left[-1:])
        chosen = self._list(marked[-1:] or before[-1:], back=before)
        return chosen or after

    def _marker_before(self, index: int, kind: str) -> bool:
        place = self.scene.places[index]
        word = self.view.before(place.start)
        return word is not None and word.end == place.start and word.text in self.view.syntax.markers[kind]

    def _list(self, found: list[int], back: list[int] | None = None) -> list[int]:
        """The first of the places, with those that a list joins to it."""
        if not found:
            return []
        out = found[:1]
        for i in found[1:]:
            if self._joined(out[-1], i):
                out.append(i)
            else:
                break
        for i in reversed(back or []):
            if i < out[0] and self._joined(i, out[0]):
                out.insert(0, i)
        return out

    def _joined(self, one: int, other: int) -> bool:
        places = self.scene.places
        return self.text[places[one].end : places[other].start] in self.view.syntax.markers["list"]
