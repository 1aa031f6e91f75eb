"""Lengths of time in which events happened: "within four days", "over the next week", "in the months that followed"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events.adjuncts import Tie
from dateline.engines.events.frame import Frame
from dateline.engines.events.inheritance import Inheritance
from dateline.engines.events.place_ties import LIMIT, OPENING
from dateline.engines.events.shared_times import of_clause_until
from dateline.engines.events.ties import APART, Ties
from dateline.engines.events.time_relations import beside, lasting, vaguely, within
from dateline.engines.syntax import covering
from dateline.engines.time.calendar import Duration
from dateline.engines.time.tenses import helped
from dateline.engines.time.widening import WITHIN_DAY, WITHIN_YEAR, month_of, stretch, year_of
from dateline.layers import EventTime, Sentence, TimeAnchor, Timex

WRITTEN = LIMIT + 2  # how a dispatch's own day is tied to what it tells: any other time comes before it
_SHORT = ("day", "week")  # over so many of these one act may go on


class Lengths:
    """The lengths of time of one sentence; `enter` makes a sentence current."""

    def __init__(self, doc: Doc, ties: Ties, story: Inheritance) -> None:
        self.doc = doc
        self.ties = ties
        self.story = story
        self.syntax, self.narrative, self.chronology = ties.syntax, ties.narrative, story.chronology
        self._ends = {i for *ends, _ in self.chronology.ranges for i in ends}
        self._spans: list[Tie] = []  # lengths that count from where the story stands
        self._inside: list[Tie] = []  # lengths within which something happened
        # Lengths for which something went on, and the verb that says so.
        self._along: list[tuple[Tie, Token]] = []

    def enter(self, lengths: list[tuple[int, Timex]], sentence: Sentence) -> None:
        """Tie the lengths of a sentence."""
        told = [(i, timex) for i, timex in lengths if isinstance(timex.meaning, Duration)]
        self._spans = [
            self.ties.adjuncts.tie(i, timex) for i, timex in told if getattr(timex.meaning, "side", None)
        ]
        self._inside = [
            self.ties.adjuncts.tie(i, timex) for i, timex in told if self._governed(timex, sentence)
        ]
        self._along = [
            (self.ties.adjuncts.tie(i, timex), verb)
            for i, timex in told
            if (verb := self._told_to_last(timex)) is not None
        ]

    def _told_to_last(self, timex: Timex) -> Token | None:
        """The verb that says that something went on for so many days, weeks, months or years."""
        length, root = timex.meaning, covering(self.doc, timex.start, timex.end).root
        if not isinstance(length, Duration) or length.side or length.mod or not length.amount:
            return None
        if length.unit in ("minute", "hour"):
            return None
        marks = root.head.lower_ in self.narrative.along and root.dep_ in self.syntax.preposition_object
        verb = root.head.head if marks else root.head
        spends = self.ties.forms.lemma(verb) in self.narrative.spending
        return verb if verb.pos_ == "VERB" and (marks or spends) else None

    def _governed(self, timex: Timex, sentence: Sentence) -> bool:
        """Whether a length is one within which something happened."""
        first, length = covering(self.doc, timex.start, timex.end).start, timex.meaning
        words = [self.doc[i].lower_ for i in (first - 1, first) if i >= sentence.first]
        if isinstance(length, Duration) and not length.side and length.unit in _SHORT:
            marks = self.narrative.within | self.narrative.over
            return any(word in marks for word in words) or self._inside_of(timex, sentence)
        return words[0] in self.narrative.within and first > sentence.first

    def _inside_of(self, timex: Timex, sentence: Sentence) -> bool:
        """Whether a number of days or weeks says how long what a verb tells went on ("lost 900 men in two days")."""
        first, length = covering(self.doc, timex.start, timex.end).start, timex.meaning
        if not isinstance(length, Duration) or not length.amount or length.amount < 2 or length.mod:
            return False
        before = self.doc[first - 1]
        return (
            first > sentence.first and before.lower_ in self.narrative.inside and before.head.pos_ == "VERB"
        )

    def _up_to_story(self, tie: Tie, frame: Frame) -> bool:
        """Whether a length ends where the story stands ("had fled in two weeks")."""
        tenses = self.narrative.pluperfect, self.narrative.perfect
        ended = any(helped(frame.head, tense) for tense in tenses)
        return ended and self.doc[tie.root.left_edge.i - 1].lower_ in self.narrative.inside

    def within(self, frame: Frame, ranked: list[tuple[int, int, int]]) -> EventTime | None:
        """The length in which an event happened, from the time that the sentence or the story gives."""
        for tie in self._inside:
            rank, length = self.ties.rank(tie, frame), tie.timex.meaning
            if self._up_to_story(tie, frame):
                continue
            if rank is None or rank >= APART or (ranked and ranked[0][0] < rank and ranked[0][0] != OPENING):
                continue
            point = self.story.line.point(frame.head)
            index = ranked[0][2] if ranked else point.timex if point is not None else None
            if index is None or not isinstance(length, Duration):
                continue
            if (
                length.unit == "day"
                and length.amount
                and self.doc[tie.root.left_edge.i - 1].lower_ in self.narrative.inside
            ):
                length = replace(length, amount=length.amount - 1)  # the first day counts
            value = self.chronology.values[index]
            found = within(value, length, TimeAnchor(value.timex, index))
            if found is not None:
                return EventTime(found, tie.index)
        return None

    def lasting(
        self, frame: Frame, sentence: Sentence, ranked: list[tuple[int, int, int]]
    ) -> EventTime | None:
        """The time for which an event is said to have gone on, from the closest of the times of its sentence on, or
        from where the story stands."""
        rank, _, index = min(ranked, default=(0, 0, None))
        if rank >= APART or (index is not None and self.ties.of(index).limit):
            return None
        index = self.story.onset(frame, sentence) if index is None else index
        if index is None or index in self._ends:
            return None
        until = of_clause_until(frame, self.ties)
        if until and until.index != index and frame.sense.type in self.story.behaviour.enduring:
            return self._until(index, until.index)
        for tie, verb in self._along:
            if self._goes_on(frame, verb):
                value, length = self.chronology.values[index], tie.timex.meaning
                assert isinstance(length, Duration)
                found = lasting(value, length, TimeAnchor(value.timex, index))
                return EventTime(found, tie.index) if found is not None else None
        return None

    def _until(self, first: int, last: int) -> EventTime | None:
        """From one time to another, no finer than either."""
        start, end = self.chronology.values[first], self.chronology.values[last]
        for fine, wider in ((WITHIN_DAY, month_of), (WITHIN_YEAR, year_of)):
            start = start if end.precision in fine else wider(start) or start
        whole = stretch(start, end, TimeAnchor(start.timex, first))
        return EventTime(whole, last) if whole is not None else None

    def _goes_on(self, frame: Frame, verb: Token) -> bool:
        """Whether a verb that says how long something went on says it of an event, and of no time before the story."""
        rules, head = self.narrative, frame.head
        past, tags = rules.pluperfect, self.ties.forms.tags
        if any(c.dep_ in past["labels"] and c.lemma_ in past["lemmas"] for c in verb.children):
            return False  # "had been besieged for two years": till then
        if verb.tag_ in tags["base_form"] and self.ties.forms.lemma(verb.head) not in rules.planned["done"]:
            return False  # "wants to fight for two years"
        if verb.dep_ in self.syntax.noun_clause and verb.tag_ in tags["passive_participle"]:
            return False  # "a man held for two years was freed"
        only = self.ties.forms.lemma(verb) in rules.lasting | rules.spending
        if not only and frame.sense.type not in self.story.behaviour.enduring:
            return False
        if any(t.i == verb.i for t in frame.tokens):
            return True
        above = verb.head if verb.dep_ in self.syntax.noun_clause | self.syntax.relative_clause else None
        if above is not None or head.pos_ == "VERB":
            return above is not None and any(t.i == above.i for t in frame.tokens)
        subject = head.dep_ in self.syntax.subject | self.syntax.passive_subject
        return subject and head.head.i == verb.i

    def along(self, frame: Frame, nearest: int) -> EventTime | None:
        """The length before or after the story's time in which an event lies ("over the next two days").

        `nearest` is how closely any other time is tied to the event.
        """
        for tie in self._spans:
            rank, length = self.ties.rank(tie, frame), tie.timex.meaning
            if rank is None or not isinstance(length, Duration) or tie.numbers(self.syntax):
                continue
            vague = length.amount is None
            if (vague and rank >= APART) or (nearest < WRITTEN and (not vague or nearest <= rank)):
                continue
            point = self.story.line.point(frame.head)
            index = point.timex if point is not None else None
            if length.side == -1 and (written := self.story.dispatch.last_written(frame.head)) is not None:
                index = written
            if index is None or length.side is None:
                continue
            value = self.chronology.values[index]
            anchor = TimeAnchor(value.timex, index)
            found = (
                vaguely(value, length.unit, length.side, anchor) if vague else beside(value, length, anchor)
            )
            if found is not None:
                return EventTime(found, tie.index)
        return None
