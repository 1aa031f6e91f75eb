"""When an event was that is so far from another one of its sentence, or came at the end of it.

"Two days after the coup, ...", "fell on 9 May after a three-day battle".
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from dateline.engines.events import shared_times
from dateline.engines.events.clause_times import ClauseTimes
from dateline.engines.events.frame import Frame
from dateline.engines.events.time_relations import (
    Course,
    Distance,
    at_distance,
    beside,
    courses,
    distances,
    leading_up,
)
from dateline.engines.events.told import Told
from dateline.engines.syntax import conjuncts, covering
from dateline.engines.time.calendar import Duration
from dateline.engines.time.tenses import helped, in_tense
from dateline.engines.time.widening import UP_TO_MONTH, WITHIN_DAY
from dateline.layers import EventTime, Sentence, StoryPoint, TimeAnchor, Timex

NEAR = 6  # sentences within which the subject of a clause takes up what was told


class CountedTimes:
    """The times counted from those of other events in one sentence; `enter` makes a sentence current."""

    def __init__(self, doc: Doc, times: ClauseTimes, told: Told) -> None:
        self.doc, self.times, self.ties, self._told = doc, times, times.ties, told
        self._distances: list[Distance] = []
        self._courses: list[Course] = []
        self._lengths: list[tuple[int, Timex]] = []
        self._frames: Mapping[int, Frame] = {}
        self._sentence = self._first = 0  # the current one, and its first token

    def enter(
        self, lengths: list[tuple[int, Timex]], sentence: Sentence, frames: Mapping[int, Frame]
    ) -> None:
        """Read what the lengths of a sentence count; `frames` are its events by their words."""
        syntax, narrative = self.ties.syntax, self.ties.narrative
        self._lengths = lengths
        self._frames, self._sentence, self._first = frames, sentence.index, sentence.first
        self._distances = distances(self.doc, lengths, sentence.last, syntax, narrative)
        self._courses = courses(self.doc, lengths, syntax, narrative)

    def time(self, frame: Frame) -> EventTime | None:
        """The time of an event that the sentence counts so; None for any other."""
        return self._at_distance(frame) or self._in_course(frame)

    def _at_distance(self, frame: Frame) -> EventTime | None:
        """The day of an event that the sentence puts so long before or after another one with a day."""
        for distance in self._distances:
            if shared_times.tells(frame, distance.other, self.ties):
                if any(tie.names(distance.other) for tie in self.ties.all):
                    continue  # "three days after the coup of 11 September", "three years before the 1838 invasion"
                known, sign = self._apposed(distance) or self._of_main(distance), -distance.sign
            elif distance.main is not None and frame.head.i == distance.main.i:
                known, sign = self._of_other(distance), distance.sign
            else:
                continue
            if (found := _counted(known, distance, sign)) is not None:
                return found
        return None

    def opening(self, frame: Frame) -> EventTime | None:
        """The time that a distance at the head of the sentence gives to all that it goes on to tell.

        "Two days after the fall of Gao, X was shot while fleeing, and Y blamed Z."
        """
        for distance in self._distances:
            first = covering(self.doc, *self._ends(distance.index)).start
            behind = distance.main is not None and first == self._first and frame.head.i > distance.other.i
            inside = any(t.i == distance.other.i for t in (frame.head, *frame.head.ancestors))
            if behind and not inside and not self.ties.all:
                return _counted(self._of_other(distance), distance, distance.sign)
        return None

    def on_from(self, frame: Frame, point: StoryPoint | None) -> EventTime | None:
        """The time so long after the story's that a sentence opens with ("After two months of shelling, it fell").

        None where the length is only a bound, or leads past the time that is told next.
        """
        rules, syntax = self.ties.narrative, self.ties.syntax
        if point is None or point.timex is None or self.ties.all or helped(frame.head, rules.pluperfect):
            return None
        for index, timex in self._lengths:
            length, span = timex.meaning, covering(self.doc, timex.start, timex.end)
            marker = self.doc[self._first]
            opens = span.start == self._first + 1 and rules.distance.get(marker.lower_) == 1
            if not (opens and isinstance(length, Duration) and length.amount and length.side is None):
                continue
            if length.mod == "MORE_THAN" or span.root.dep_ not in syntax.preposition_object:
                continue
            if all(t.i != frame.head.i for t in conjuncts(marker.head)):
                continue
            anchor = TimeAnchor(point.value.timex, point.timex)
            found = at_distance(point.value, length, 1, anchor)
            return EventTime(found, index) if found is not None else None
        return None

    def _ends(self, index: int) -> tuple[int, int]:
        timex: Timex = self.doc._.timexes[index]
        return timex.start, timex.end

    def _of_other(self, distance: Distance) -> EventTime | None:
        """The time that a main clause is counted from: told with it, or of what was told before."""
        other = distance.other
        known = self.times.known(shared_times.behind(other, self.ties))
        if known is None and self.times.tie(distance.main) is None:
            named = other.pos_ == "NOUN"  # "a day after taking Gao" tells of it for the first time
            known = self._told.before(other, self._frames.get(other.i)) if named else None
            known = known or self._told.at_place(other)
        return known

    def _of_main(self, distance: Distance) -> EventTime | None:
        """The time of a clause, or of what its subject takes up ("the raid came a day after they had shot two men")."""
        verb = distance.main
        known = self.times.of(verb)
        if verb is not None and known is None and distance.length.amount:
            here = self._told.here(verb.i)  # as the story goes on
            known = here if here is not None and here.value.precision in WITHIN_DAY else None
        if verb is None or known is not None or in_tense(verb, self.ties.narrative.present):
            return known
        subjects = [c for c in verb.lefts if c.dep_ in self.ties.syntax.subject and c.i in self._frames]
        found = (self._told.before(c, self._frames[c.i], since=self._sentence - NEAR) for c in subjects)
        return next(found, None)

    def _in_course(self, frame: Frame) -> EventTime | None:
        """The time up to that of the main clause in which an event went on ("fell after a three-day battle")."""
        for course in self._courses:
            if all(t.i != course.noun.i for t in frame.tokens):
                continue
            known, length = self.times.of(course.main), course.length
            fine = UP_TO_MONTH if length.amount is None else WITHIN_DAY
            if known is None or known.value.precision not in fine:
                continue
            anchor = TimeAnchor(known.value.timex, known.timex)
            if length.amount is None:
                found = leading_up(known.value, length.unit, anchor)
            else:
                found = beside(known.value, length, anchor)
            if found is not None:
                return EventTime(found, course.index)
        return None

    def _apposed(self, distance: Distance) -> EventTime | None:
        """The date that a distance explains ("on 6 May, two days after he came")."""
        at = distance.index - 1
        if at < 0 or self.doc._.timexes[at].sentence != self.doc._.timexes[distance.index].sentence:
            return None
        between = self.times.between(at)
        value = self.times.chronology.values[at]
        return EventTime(value, at) if value.earliest and not any(c.isalnum() for c in between) else None


def _counted(known: EventTime | None, distance: Distance, sign: int) -> EventTime | None:
    """The time at a distance from one that is known."""
    if known is None:
        return None
    anchor = TimeAnchor(known.value.timex, known.timex)
    found = at_distance(known.value, distance.length, sign, anchor)
    return EventTime(found, distance.index) if found is not None else None
