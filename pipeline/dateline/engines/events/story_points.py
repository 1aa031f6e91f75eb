"""The line of the story: the times at which it stands, one behind the other, and how far each of them tells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.engines.events.dispatch import REACH
from dateline.engines.syntax import covering
from dateline.engines.time.tempo import months_on
from dateline.engines.time.widening import UP_TO_MONTH, WITHIN_DAY
from dateline.layers import Chronology, Sentence, StoryPoint, TimeValue, Timex

_STEADY = 8  # sentences for which a story that goes on by months stays in one


class StoryPoints:
    """The points of the story of one Doc; `distance` has the words for what came before or after a day."""

    def __init__(self, doc: Doc, distance: Collection[str]) -> None:
        self.doc, self.distance = doc, distance
        self.chronology: Chronology = doc._.chronology or Chronology((), (), ())
        self.headings = sorted({s.block for s in doc._.sentences or [] if s.heading})
        self._starts = [point.start for point in self.chronology.story]

    def point(self, token: Token) -> StoryPoint | None:
        """Where the story stands at a token."""
        at = self.at(token.idx)
        return self.chronology.story[at] if at >= 0 else None

    def at(self, offset: int) -> int:
        """The number of the point where the story stands at an offset; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def ahead(self, at: int) -> StoryPoint | None:
        """The next time of the story."""
        following = self.chronology.story[at + 1 : at + 2]
        return following[0] if following else None

    def source(self, point: StoryPoint) -> Sentence | None:
        """The sentence that names the time of a point of the story."""
        if point.timex is None:
            return None
        source: Sentence = self.doc._.sentences[self.doc._.timexes[point.timex].sentence]
        return source

    def follows(self, point: StoryPoint, sentence: Sentence, precisions: Collection[str]) -> bool:
        """Whether a sentence follows on one that tells a time of such a precision, in its paragraph."""
        source = self.source(point)
        if source is None or point.value.precision not in precisions:
            return False
        return source.block == sentence.block and source.index == sentence.index - 1

    def same_section(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether no heading stands between the date of the story and a sentence."""
        source = self.source(point)
        return source is not None and (
            bisect_left(self.headings, source.block) == bisect_left(self.headings, sentence.block)
        )

    def goes_on_by_months(self, at: int, sentence: Sentence) -> bool:
        """Whether the story stands, not far back, in a month from which its section goes on to the next one."""
        point, ahead = self.chronology.story[at], self.ahead(at)
        source = self.source(point)
        if source is None or ahead is None or point.value.precision not in UP_TO_MONTH:
            return False
        if sentence.index - source.index > _STEADY:
            return False
        near = months_on(point.value, ahead.value) in (0, 1)
        return near and self.same_section(point, sentence) and self.same_section(ahead, sentence)

    def repeats_heading(self, at: int) -> bool:
        """Whether a time of the story only says again what the heading above says ("1808: ... In 1808 he ...")."""
        story = self.chronology.story
        point, before = story[at], story[max(0, at - 1)]
        source = self.source(before)
        return source is not None and source.heading and before.value.edtf == point.value.edtf

    def turns_back(self, at: int) -> bool:
        """Whether the next time of the story lies in an earlier year: what comes before it may as well."""
        here, following = self.chronology.story[at].value, self.chronology.story[at + 1 : at + 2]
        ahead = following[0].value.earliest if following else None
        return ahead is not None and here.earliest is not None and int(ahead[:-6]) < int(here.earliest[:-6])

    def is_far(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether the date lies in another paragraph and too many sentences back to tell anything of the event."""
        source = self.source(point)
        return source is not None and (
            not source.heading and source.block != sentence.block and sentence.index - source.index > REACH
        )

    def fades(self, at: int, sentence: Sentence) -> bool:
        """Whether a month lies too many sentences back to be more than a month of the year that is told of.

        It is still that month where the next time of the story lies in it or in the next one. A day's month fades
        where the paragraph ends or the story then goes back, and does not come back to the month.
        """
        point, ahead = self.chronology.story[at], self.ahead(at)
        source = self.source(point)
        if source is None or source.heading or sentence.index - source.index < REACH:
            return False
        months = months_on(point.value, ahead.value) if ahead is not None else None
        if point.value.precision in ("month", "season"):
            return months is None or not 0 <= months <= 1
        if point.value.precision not in WITHIN_DAY or months == 0 or self.goes_on_by_months(at, sentence):
            return False
        return source.block != sentence.block or (months is not None and months < 0)

    def is_headed(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether the heading right above names the day of the story."""
        source = self.source(point)
        if source is None or not (self.headings and self.headings[0] < sentence.block):
            return False
        above = self.headings[bisect_left(self.headings, sentence.block) - 1]
        return source.heading and source.block == above and point.value.precision in WITHIN_DAY

    def whole(self, point: StoryPoint) -> TimeValue:
        """The time at which the story stands, with both its ends ("from 10 to 15 December")."""
        both = (value for first, second, value in self.chronology.ranges if point.timex in (first, second))
        return next(both, point.value)

    def only_bounds(self, point: StoryPoint) -> bool:
        """Whether the day of the story is only that before or after which things came ("after the vote of 30 May")."""
        if point.timex is None:
            return False
        timex: Timex = self.doc._.timexes[point.timex]
        root = covering(self.doc, timex.start, timex.end).root
        above = takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), root.ancestors)
        return any(t.pos_ in ("ADP", "SCONJ") and t.lower_ in self.distance for t in above)

    def is_hour_before(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether the event follows, in the next sentence, on one told to the part of a day or the hour."""
        return point.value.precision == "time" and self.follows(point, sentence, WITHIN_DAY)
