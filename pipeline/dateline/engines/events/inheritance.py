"""What an event without a time of its own takes from the narrative.

That is where the story stands, as far as it surely goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.engines.events.dispatch import Dispatch
from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.off_story import OffStory
from dateline.engines.events.same_day import SameDay
from dateline.engines.events.sections import told_in_heading
from dateline.engines.events.story_points import StoryPoints
from dateline.engines.syntax import Forms, Syntax, covering, parted
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tempo import ends_before, held_by_both, months_on
from dateline.engines.time.tenses import helped, in_tense
from dateline.engines.time.widening import UP_TO_MONTH, day_of, month_of, year_of
from dateline.layers import Sentence, TimeAnchor, TimeValue


class Inheritance:
    """The time of the story at each event of one Doc."""

    def __init__(
        self,
        doc: Doc,
        syntax: Syntax,
        forms: Forms,
        behaviour: Behaviour,
        narrative: NarrativeData,
        clauses: Callable[[Token], list[Token]],
    ) -> None:
        self.doc = doc
        self.clauses = clauses  # the verbs whose time a word shares
        self.syntax = syntax
        self.forms = forms
        self.behaviour = behaviour
        self.narrative = narrative
        self.line = StoryPoints(doc, narrative.distance)
        self.chronology = self.line.chronology
        self.dispatch = Dispatch(doc, syntax, behaviour, narrative, clauses)
        self.off = OffStory(doc, self.line, self.dispatch, syntax, behaviour, narrative)
        self.day = SameDay(doc, self.line, self.dispatch, syntax, forms, behaviour, narrative, clauses)

    def value(self, frame: Frame, sentence: Sentence, other_day: bool = False) -> TimeValue:
        """The time at which the narrative stands; its day only while the scene goes on, else its month, its year.

        `other_day` says that the event has a time of its own, which could not be resolved.
        """
        at = self.line.at(frame.head.idx)
        if self.off.was_before(frame):
            return TimeValue.unknown("before_the_story")
        if self.off.comes_later(frame.head):
            return TimeValue.unknown("not_yet_happened")
        written = (
            None if other_day else self.dispatch.as_written(frame, sentence, self.line.point(frame.head))
        )
        if written is not None:
            return written
        if at < 0:
            return self._of_section(at, frame, sentence) or TimeValue.unknown("no_date_in_narrative")
        point = self.chronology.story[at]
        if point.value.edtf is None:
            return point.value
        source = self.line.source(point)
        here = source is not None and source.index == sentence.index
        claimed = self.day.is_claimed(frame)
        if not here and self.off.is_of_today(frame, source):
            return TimeValue.unknown("vague")
        looks_back = not here and not claimed and helped(frame.head, self.narrative.pluperfect)
        if looks_back and self.off.sums_up(frame):
            return TimeValue.unknown("before_the_story")
        coming = None if here or looks_back else self._coming(at, frame, sentence)
        if coming is not None:
            return coming
        news = self.dispatch.tells(point, frame)
        if not news and (stretch := self._entered(at, frame, sentence)) is not None:
            return stretch
        far = not here and not news and self.line.is_far(point, sentence)
        aside = looks_back and frame.head.dep_ in self.syntax.relative_clause
        lasts = not aside and not in_tense(frame.head, self.narrative.perfect)
        afar = self._from_afar(at, sentence, looks_back) if far and lasts else None
        if far and afar is None and (section := self._of_section(at, frame, sentence)) is not None:
            return section
        if (far and afar is None) or (not here and self.off.counts_all(frame, point, sentence)):
            return TimeValue.unknown("no_date_nearby")
        if not here and self.off.is_in_a_life(sentence):
            return TimeValue.unknown("vague")
        anchor = TimeAnchor(point.value.timex, point.timex)
        same = not other_day and (
            news
            or (
                not looks_back
                and (self.line.is_headed(point, sentence) or self.day.goes_on(point, frame, sentence))
            )
        )
        same = same and not self.line.only_bounds(point)
        value = self.line.whole(point) if same else _coarse(self.line.whole(point))
        if not same and not other_day and not looks_back and self.line.is_hour_before(point, sentence):
            value = day_of(point.value)
        if not same and not here and self.line.fades(at, sentence):
            value = year_of(point.value) or value
        value = afar or value
        return replace(value, resolution="inherited", anchor=anchor)

    def onset(self, frame: Frame, sentence: Sentence) -> int | None:
        """The expression from whose time on an event went on: where the story stands, if the event is of that time."""
        point = self.line.point(frame.head)
        if (
            point is None
            or point.timex is None
            or self.off.was_before(frame)
            or self.off.comes_later(frame.head)
        ):
            return None
        source = self.line.source(point)
        if source is None or source.heading or not self.line.same_section(point, sentence):
            return None
        return None if helped(frame.head, self.narrative.pluperfect) else point.timex

    def _from_afar(self, at: int, sentence: Sentence, looks_back: bool) -> TimeValue | None:
        """What a time far back still tells of an event: the month or the year that the story does not leave.

        It does not where its next time lies in it too, or in the month behind it; where the story goes on in the same
        section; or where the section names no time of its own.
        """
        point, ahead = self.chronology.story[at], self.line.ahead(at)
        if not looks_back and self.line.goes_on_by_months(at, sentence):
            return month_of(point.value)
        if ahead is not None and (both := held_by_both(point.value, ahead.value)) is not None:
            return year_of(both) or both if looks_back else both
        if looks_back:
            return None
        whole = point.value if point.value.precision == "year" else None
        if self.line.same_section(point, sentence):
            headed = whole if self.line.repeats_heading(at) else None
            return None if self.line.turns_back(at) else year_of(point.value) or headed
        if ahead is not None and self.line.same_section(ahead, sentence):
            return None
        return year_of(point.value) or whole

    def _of_section(self, at: int, frame: Frame, sentence: Sentence) -> TimeValue | None:
        """The stretch that the heading above names, for what is told in the past and does not look back.

        A section may also come to it from before: its next time shows that.
        """
        head, narrative = frame.head, self.narrative
        above = takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), head.ancestors)
        before = head.pos_ != "VERB" and any(t.lower_ in narrative.distance for t in above)
        tenses = (narrative.present, narrative.perfect)
        for verb in (head, *self.clauses(head)):
            before |= any(in_tense(verb, tense) for tense in tenses) or helped(verb, narrative.pluperfect)
        if before:
            return None
        stretch = told_in_heading(self.doc, self.chronology, self.line.headings, sentence)
        ahead = self.line.ahead(at)
        if (
            stretch
            and ahead
            and self.line.same_section(ahead, sentence)
            and ends_before(ahead.value, stretch)
        ):
            return None
        return stretch

    def _entered(self, at: int, frame: Frame, sentence: Sentence) -> TimeValue | None:
        """The stretch of the section, where the story last stood outside of it, in another section."""
        point = self.chronology.story[at]
        if (
            self.line.same_section(point, sentence)
            or (self.line.source(point) or sentence).index == sentence.index
        ):
            return None
        stretch = self._of_section(at, frame, sentence)
        outside = stretch and (ends_before(point.value, stretch) or ends_before(stretch, point.value))
        return stretch if outside else None

    def _coming(self, at: int, frame: Frame, sentence: Sentence) -> TimeValue | None:
        """The month of the next time of the story, where it stands in this very sentence; its year, if a later one.

        What a sentence tells before it comes to another month leads up to it ("X massed his men and on 24 June gave
        battle"): it is of that month three times as often as of the one the story leaves; and of a later year twice
        as often, unless the sentence follows right behind a month of the year before.
        """
        point, ahead = self.chronology.story[at], self.line.ahead(at)
        if ahead is None or ahead.value.earliest is None:
            return None
        source, months = self.line.source(ahead), months_on(point.value, ahead.value)
        if source is None or source.index != sentence.index or point.value.earliest is None:
            return None
        anchor = TimeAnchor(ahead.value.timex, ahead.timex)
        if (years := int(ahead.value.earliest[:-6]) - int(point.value.earliest[:-6])) > 0:
            year = year_of(ahead.value) or ahead.value
            there = covering(self.doc, ahead.start, ahead.start + 1).root
            apart = parted(frame.head, there, self.forms.words["breaks"])
            kept = apart or year.precision != "year" or self.line.follows(point, sentence, UP_TO_MONTH)
            return None if kept else replace(year, resolution="inherited", anchor=anchor)
        within = ahead.value.precision in UP_TO_MONTH and months is not None and months > 0
        if years or not within:
            return None
        return replace(month_of(ahead.value), resolution="inherited", anchor=anchor)


def _coarse(value: TimeValue) -> TimeValue:
    """The month that holds a finer value, the year that holds a season."""
    return year_of(value) or value if value.precision == "season" else month_of(value)
