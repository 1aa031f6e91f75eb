"""What a dispatch tells as the news of the day on which it was written."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Syntax, covering, verb_above
from dateline.engines.time.calendar import Shift, day_of_iso
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tenses import helped, in_tense
from dateline.engines.time.widening import WITHIN_DAY
from dateline.engines.time.written import placed
from dateline.layers import Chronology, Sentence, StoryPoint, TimeAnchor, TimeValue, Timex, article_of

_GOES_ON = ",()'\"’“”"  # what may follow a date inside a sentence
REACH = 2  # sentences behind its date that a dispatch still tells of that day
_SERIES = 3  # datelines from which a text is a series of dispatches, each paragraph of its day
_NEWS = 7  # days that a dispatch may look back and tell its news
_LATELY = 3  # days that a dispatch may look back and still tell the news


class Dispatch:
    """One Doc as a dispatch, or as several: its days of writing and what it tells of them."""

    def __init__(
        self,
        doc: Doc,
        syntax: Syntax,
        behaviour: Behaviour,
        narrative: NarrativeData,
        clauses: Callable[[Token], list[Token]],
    ) -> None:
        self.doc = doc
        self.syntax = syntax
        self.behaviour = behaviour
        self.narrative = narrative
        self.clauses = clauses  # the verbs whose time a word shares
        self.chronology: Chronology = doc._.chronology or Chronology((), (), ())
        self.written = self.chronology.written
        self._written_at = [doc._.timexes[i].start for i in self.written]
        self._entries = self._entry_blocks()

    def last_written(self, token: Token) -> int | None:
        """The last expression before a token that says when the text was written."""
        at = bisect_left(self._written_at, token.idx)
        return self.written[at - 1] if at else None

    def as_written(self, frame: Frame, sentence: Sentence, point: StoryPoint | None) -> TimeValue | None:
        """The day of writing, for what a dispatch tells in the present tense ("the rebels are retreating").

        `point` is where the story stands.
        """
        written = self.last_written(frame.head)
        if written is None or sentence.block in self._entries:
            return None
        if not in_tense(frame.head, self.narrative.present) and not self._spoken(frame, point, written):
            return None
        value = self.chronology.values[written]
        story = point.value.earliest if point is not None else None
        if story and value.latest and not story.startswith("-") and story > value.latest:
            return None  # a chronicle, which has gone on from that day
        return replace(value, resolution="inherited", anchor=TimeAnchor(value.timex, written))

    def _spoken(self, frame: Frame, point: StoryPoint | None, written: int) -> bool:
        """Whether the event is a word said on the day of the dispatch: the story has not gone back from it."""
        if point is None or frame.sense.type not in self.behaviour.spoken or frame.head.pos_ != "VERB":
            return False
        if frame.head.dep_ in self.syntax.adverbial_clause:
            return False
        if helped(frame.head, self.narrative.pluperfect) or in_tense(frame.head, self.narrative.perfect):
            return False
        return self._is_lately(point.value, written, _LATELY)

    def tells(self, point: StoryPoint, frame: Frame) -> bool:
        """Whether a dispatch that says where it was written, or one with weekdays alone, tells the event in the past.

        It is the day's news.
        """
        written = self.last_written(frame.head)
        if point.timex is None:
            return False
        if written is None:
            return self._is_news(point.value, point.timex) and self._in_past(frame)
        if point.timex < written or not placed(self.doc, self.doc._.timexes[written]):
            return False
        lately = point.value.precision in WITHIN_DAY and self._is_lately(point.value, written, _NEWS)
        return lately and self._in_past(frame)

    def _is_news(self, value: TimeValue, index: int) -> bool:
        """Whether a weekday or the like, reckoned from the day of publication, is that of what a text is on.

        The day on which something was said is not ("a watchdog said on Monday in a report").
        """
        timex: Timex = self.doc._.timexes[index]
        meaning = timex.meaning
        deictic = meaning.deictic if isinstance(meaning, Shift) else getattr(meaning, "weekday", None)
        if value.resolution != "reference_date" or not deictic or value.precision not in WITHIN_DAY:
            return False
        verb = verb_above(covering(self.doc, timex.start, timex.end).root)
        said = verb is not None and verb.lemma_ in self.narrative.spoken.get("lemmas", ())
        day = article_of(self.doc).reference_date
        return not said and day is not None and self._lies_before(value, day, _NEWS)

    def _is_lately(self, story: TimeValue, written: int, days: int) -> bool:
        """Whether the story stands no more than so many days before the day of writing."""
        day = self.chronology.values[written].earliest
        return day is not None and self._lies_before(story, day, days)

    def _lies_before(self, story: TimeValue, day: str, days: int) -> bool:
        """Whether a time begins no more than so many days before a day."""
        if not story.earliest or day.startswith("-") or story.earliest.startswith("-"):
            return False
        return 0 <= day_of_iso(day) - day_of_iso(story.earliest) <= days

    def goes_on(self, source: Sentence, frame: Frame, sentence: Sentence) -> bool:
        """Whether an event is of the day that a sentence before it names, in the same paragraph.

        In an entry and in a series of dispatches it is. In any dispatch it is close behind the day; what that tells
        in the perfect, or goes on as it is written, has no day.
        """
        if source.block != sentence.block:
            return False
        if source.block in self._entries or len(self.written) >= _SERIES:
            return True
        close = sentence.index - source.index <= REACH
        return close and self.last_written(frame.head) is not None and self._in_past(frame)

    def _in_past(self, frame: Frame) -> bool:
        """Whether an event is told in the past: none of its verbs is in the present or the perfect.

        Nor is that of which a clause tells beside the main one ("the group, which broke away from X, has 90 men").
        """
        verbs = self.clauses(frame.head)
        if verbs and verbs[-1].dep_ in self.syntax.relative_clause:
            verbs = [*verbs, *filter(None, [verb_above(verbs[-1])])]
        tenses = (self.narrative.perfect, self.narrative.present)
        return not any(in_tense(verb, tense) for verb in verbs for tense in tenses)

    def _entry_blocks(self) -> frozenset[int]:
        """Blocks that are entries of a chronicle: they open with their date ("9 August.", "Fri 28th – ...")."""
        text, out = article_of(self.doc).text, set()
        for timex in self.doc._.timexes or []:
            sentence: Sentence = self.doc._.sentences[timex.sentence]
            if sentence.index and self.doc._.sentences[sentence.index - 1].block == sentence.block:
                continue
            rest = text[timex.end : timex.end + 3].lstrip(" ")
            opens = not any(c.isalnum() for c in text[sentence.start : timex.start])
            ends = bool(rest) and rest[0] not in _GOES_ON and not rest[0].isalnum()
            if opens and (ends or not self._tells(sentence)):
                out.add(sentence.block)
        return frozenset(out)

    def _tells(self, sentence: Sentence) -> bool:
        """Whether a sentence has a verb."""
        return any(t.pos_ in ("VERB", "AUX") for t in self.doc[sentence.first : sentence.last])
