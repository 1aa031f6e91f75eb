"""When an event was that is so far from another one of its sentence, or came at the end of it.

"Two days after the coup, ...", "fell on 9 May after a three-day battle".
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

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
from dateline.engines.time.tenses import in_tense
from dateline.engines.time.widening import UP_TO_MONTH, WITHIN_DAY
from dateline.layers import EventTime, Sentence, TimeAnchor, Timex

NEAR = 6  # sentences within which the subject of a clause takes up what was told


class CountedTimes:
    """The times counted from those of other events in one sentence; `enter` makes a sentence current."""

    def __init__(self, doc: Doc, times: ClauseTimes, told: Told) -> None:
        self.doc, self.times, self.ties, self._told = doc, times, times.ties, told
        self._distances: list[Distance] = []
        self._courses: list[Course] = []
        self._frames: Mapping[int, Frame] = {}
        self._sentence = 0  # the current one

    def enter(
        self, lengths: list[tuple[int, Timex]], sentence: Sentence, frames: Mapping[int, Frame]
    ) -> None:
        """Read what the lengths of a sentence count; `frames` are its events by their words."""
        syntax, narrative = self.ties.syntax, self.ties.narrative
        self._frames, self._sentence = frames, sentence.index
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
                known, sign = self._apposed(distance) or self._of_main(distance.main), -distance.sign
            elif distance.main is not None and frame.head.i == distance.main.i:
                known, sign = self.times.known(shared_times.behind(distance.other, self.ties)), distance.sign
                if known is None and self.times.tie(distance.main) is None:
                    known = self._told.before(distance.other, self._frames.get(distance.other.i))
            else:
                continue
            if known is None:
                continue
            anchor = TimeAnchor(known.value.timex, known.timex)
            if (found := at_distance(known.value, distance.length, sign, anchor)) is not None:
                return EventTime(found, distance.index)
        return None

    def _of_main(self, verb: Token | None) -> EventTime | None:
        """The time of a clause, or of what its subject takes up ("the raid came a day after they had shot two men")."""
        known = self.times.of(verb)
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
