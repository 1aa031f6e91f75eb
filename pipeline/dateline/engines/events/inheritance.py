"""What an event without a time of its own takes from the narrative.

That is where the story stands, as far as it surely goes on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import covering
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.sections import told_in_heading
from dateline.engines.syntax import Forms, Syntax, parted
from dateline.engines.time.calendar import day_of_iso
from dateline.engines.time.clauses import NarrativeData, helped
from dateline.engines.time.tempo import held_by_both, months_on, on_its_day
from dateline.engines.time.widening import WITHIN_MONTH, day_of, month_of, year_of
from dateline.layers import Chronology, Sentence, StoryPoint, TimeAnchor, TimeValue, Timex, article_of

_GOES_ON = ",()'\"’“”"  # what may follow a date inside a sentence
_REACH = 2  # sentences behind its date that a dispatch still tells of that day
_SERIES = 3  # datelines from which a text is a series of dispatches, each paragraph of its day
_WAR = 1000
_NEWS = 7  # days that a dispatch may look back and tell its news
_LATELY = 3  # days that a dispatch may look back and still tell the news


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
        self.chronology: Chronology = doc._.chronology or Chronology((), (), ())
        self._starts = [point.start for point in self.chronology.story]
        timexes = doc._.timexes or []
        self.written = self.chronology.written
        self._written_at = [timexes[i].start for i in self.written]
        self._scene: tuple[StoryPoint, int] | None = None  # the last sentence that goes on from a day
        self._by_sentence: dict[int, list[int]] = {}
        for index, timex in enumerate(timexes):
            self._by_sentence.setdefault(timex.sentence, []).append(index)
        self._entries = self._entry_blocks()
        self._headings = sorted({s.block for s in doc._.sentences or [] if s.heading})

    def point(self, token: Token) -> StoryPoint | None:
        """Where the story stands at a token."""
        at = bisect_right(self._starts, token.idx) - 1
        return self.chronology.story[at] if at >= 0 else None

    def last_written(self, token: Token) -> int | None:
        """The last expression before a token that says when the text was written."""
        at = bisect_left(self._written_at, token.idx)
        return self.written[at - 1] if at else None

    def value(self, frame: Frame, sentence: Sentence, other_day: bool = False) -> TimeValue:
        """The time at which the narrative stands; its day only while the scene goes on, else its month, its year.

        `other_day` says that the event has a time of its own, which could not be resolved.
        """
        at = bisect_right(self._starts, frame.head.idx) - 1
        if not other_day and (written := self._as_written(frame, sentence)) is not None:
            return written
        if at < 0:
            return self._of_section(frame, sentence) or TimeValue.unknown("no_date_in_narrative")
        point = self.chronology.story[at]
        if point.value.edtf is None:
            return point.value
        here = point.timex is not None and self.doc._.timexes[point.timex].sentence == sentence.index
        looks_back = not here and helped(frame.head, self.narrative.pluperfect)
        if looks_back and self._sums_up(frame):
            return TimeValue.unknown("before_the_story")
        coming = None if here or looks_back else self._coming(at, frame, sentence)
        if coming is not None:
            return coming
        news = self._of_dispatch(point, frame)
        far = not here and not news and self._far(point, sentence)
        aside = looks_back and frame.head.dep_ in self.syntax.relative_clause
        lasts = not aside and not in_tense(frame.head, self.narrative.perfect)
        afar = self._from_afar(at, sentence, looks_back) if far and lasts else None
        if far and afar is None and (section := self._of_section(frame, sentence)) is not None:
            return section
        if (far and afar is None) or (not here and self._counts_all(frame, point, sentence)):
            return TimeValue.unknown("no_date_nearby")
        if not here and self._in_a_life(sentence):
            return TimeValue.unknown("vague")
        anchor = TimeAnchor(point.value.timex, point.timex)
        same = not other_day and (
            news
            or (
                not looks_back and (self._headed(point, sentence) or self._same_scene(point, frame, sentence))
            )
        )
        same = same and not self._only_bounds(point)
        value = self._whole(point) if same else _coarse(point.value)
        if not same and not other_day and not looks_back and self._same_day(point, sentence):
            value = day_of(point.value)
        if not same and not here and self._fades(at, sentence):
            value = year_of(point.value) or value
        value = afar or value
        return replace(value, resolution="inherited", anchor=anchor)

    def _far(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether the date lies in another paragraph and too many sentences back to tell anything of the event."""
        if point.timex is None:
            return False
        source: Sentence = self.doc._.sentences[self.doc._.timexes[point.timex].sentence]
        return (
            not source.heading and source.block != sentence.block and sentence.index - source.index > _REACH
        )

    def _from_afar(self, at: int, sentence: Sentence, looks_back: bool) -> TimeValue | None:
        """What a time far back still tells of an event: the month or the year that the story does not leave.

        It does not where its next time lies in it too; where the story goes on in the same section; or where the
        section names no time of its own.
        """
        point, ahead = self.chronology.story[at], self._ahead(at)
        if ahead is not None and (both := held_by_both(point.value, ahead.value)) is not None:
            return year_of(both) or both if looks_back else both
        if looks_back:
            return None
        if self._same_section(point, sentence):
            return None if self._turns_back(at) else year_of(point.value)
        if ahead is not None and self._same_section(ahead, sentence):
            return None
        return year_of(point.value) or (point.value if point.value.precision == "year" else None)

    def _of_section(self, frame: Frame, sentence: Sentence) -> TimeValue | None:
        """The stretch that the heading above names, for what is told in the past and does not look back."""
        head, narrative = frame.head, self.narrative
        above = takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), head.ancestors)
        before = head.pos_ != "VERB" and any(t.lower_ in narrative.distance for t in above)
        tenses = (narrative.present, narrative.perfect)
        for verb in (head, *self.clauses(head)):
            before |= any(in_tense(verb, tense) for tense in tenses) or helped(verb, narrative.pluperfect)
        if before:
            return None
        return told_in_heading(self.doc, self.chronology, self._headings, sentence)

    def _coming(self, at: int, frame: Frame, sentence: Sentence) -> TimeValue | None:
        """The month of the next time of the story, where it stands in this very sentence; its year, if a later one.

        What a sentence tells before it comes to another month leads up to it ("X massed his men and on 24 June gave
        battle"): it is of that month three times as often as of the one the story leaves; and of a later year twice
        as often, unless the sentence follows right behind a month of the year before.
        """
        point, ahead = self.chronology.story[at], self._ahead(at)
        if ahead is None or ahead.timex is None or ahead.value.earliest is None:
            return None
        months = months_on(point.value, ahead.value)
        if self.doc._.timexes[ahead.timex].sentence != sentence.index or point.value.earliest is None:
            return None
        anchor = TimeAnchor(ahead.value.timex, ahead.timex)
        if (years := int(ahead.value.earliest[:-6]) - int(point.value.earliest[:-6])) > 0:
            year = year_of(ahead.value) or ahead.value
            there = covering(self.doc, ahead.start, ahead.start + 1).root
            apart = parted(frame.head, there, self.forms.words["breaks"])
            kept = apart or year.precision != "year" or self._fresh(point, sentence)
            return None if kept else replace(year, resolution="inherited", anchor=anchor)
        within = ahead.value.precision in (*WITHIN_MONTH, "month") and months is not None and months > 0
        if years or not within:
            return None
        return replace(month_of(ahead.value), resolution="inherited", anchor=anchor)

    def _fresh(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether a sentence follows on one that tells a month or a day, in its paragraph."""
        if point.timex is None or point.value.precision in ("year", "season", "part_of_year"):
            return False
        source: Sentence = self.doc._.sentences[self.doc._.timexes[point.timex].sentence]
        return source.block == sentence.block and source.index == sentence.index - 1

    def _ahead(self, at: int) -> StoryPoint | None:
        """The next time of the story."""
        following = self.chronology.story[at + 1 : at + 2]
        return following[0] if following else None

    def _fades(self, at: int, sentence: Sentence) -> bool:
        """Whether a month lies too many sentences back to be more than a month of the year that is told of.

        It is still that month where the next time of the story lies in it or in the next one. A day's month fades
        where the paragraph ends or the story then goes back, and does not come back to the month.
        """
        point, ahead = self.chronology.story[at], self._ahead(at)
        if point.timex is None:
            return False
        source: Sentence = self.doc._.sentences[self.doc._.timexes[point.timex].sentence]
        if source.heading or sentence.index - source.index < _REACH:
            return False
        months = months_on(point.value, ahead.value) if ahead is not None else None
        if point.value.precision in ("month", "season"):
            return months is None or not 0 <= months <= 1
        if point.value.precision not in ("day", "time") or months == 0:
            return False
        return source.block != sentence.block or (months is not None and months < 0)

    def _same_section(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether no heading stands between the date of the story and a sentence."""
        if point.timex is None:
            return False
        source: Sentence = self.doc._.sentences[self.doc._.timexes[point.timex].sentence]
        return bisect_left(self._headings, source.block) == bisect_left(self._headings, sentence.block)

    def _turns_back(self, at: int) -> bool:
        """Whether the next time of the story lies in an earlier year: what comes before it may as well."""
        here, following = self.chronology.story[at].value, self.chronology.story[at + 1 : at + 2]
        ahead = following[0].value.earliest if following else None
        return ahead is not None and here.earliest is not None and int(ahead[:-6]) < int(here.earliest[:-6])

    def _counts_all(self, frame: Frame, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether the event is a toll in thousands: that of a whole war rather than of a day.

        Who is said to kill or lose so many, right behind a day, does so then.
        """
        if frame.sense.type not in self.behaviour.tolls:
            return False
        before = self.doc._.sentences[max(0, sentence.index - 1)]
        words = {t.lower_ for t in self.doc[before.first : sentence.last]}
        passive = any(c.dep_ in self.syntax.passive_auxiliary for c in frame.head.children)
        done = not passive and not in_tense(frame.head, self.narrative.perfect)
        if done and self._right_behind(point, sentence) and not words & self.narrative.wholes:
            return False
        counted = (t for slot in frame.slots.values() for t in slot)
        numbers = (c.text.replace(",", "") for t in counted for c in (t, *t.children))
        return any(n.isdigit() and int(n) >= _WAR for n in numbers)

    def _right_behind(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether a sentence follows on the one that has the day of the story, in its paragraph."""
        if point.timex is None or point.value.precision not in ("day", "time"):
            return False
        source: Sentence = self.doc._.sentences[self.doc._.timexes[point.timex].sentence]
        return source.block == sentence.block and source.index == sentence.index - 1

    def _in_a_life(self, sentence: Sentence) -> bool:
        """Whether the sentence counts time by somebody's life ("at the age of 19")."""
        lives = self.narrative.lives
        return (
            lives is not None
            and lives.search(article_of(self.doc).text[sentence.start : sentence.end]) is not None
        )

    def _as_written(self, frame: Frame, sentence: Sentence) -> TimeValue | None:
        """The day of writing, for what a dispatch tells in the present tense ("the rebels are retreating")."""
        written = self.last_written(frame.head)
        if written is None or sentence.block in self._entries:
            return None
        if not in_tense(frame.head, self.narrative.present) and not self._spoken(frame, sentence, written):
            return None
        value, point = self.chronology.values[written], self.point(frame.head)
        story = point.value.earliest if point is not None else None
        if story and value.latest and not story.startswith("-") and story > value.latest:
            return None  # a chronicle, which has gone on from that day
        return replace(value, resolution="inherited", anchor=TimeAnchor(value.timex, written))

    def _spoken(self, frame: Frame, sentence: Sentence, written: int) -> bool:
        """Whether the event is a word said on the day of the dispatch: the story has not gone back from it."""
        at = bisect_right(self._starts, frame.head.idx) - 1
        if at < 0 or frame.sense.type not in self.behaviour.spoken or frame.head.pos_ != "VERB":
            return False
        if frame.head.dep_ in self.syntax.adverbial_clause:
            return False
        if helped(frame.head, self.narrative.pluperfect) or in_tense(frame.head, self.narrative.perfect):
            return False
        day, story = self.chronology.values[written], self.chronology.story[at].value
        if not (day.earliest and story.earliest) or day.earliest.startswith("-"):
            return False
        return 0 <= day_of_iso(day.earliest) - day_of_iso(story.earliest) <= _LATELY

    def _same_scene(self, point: StoryPoint, frame: Frame, sentence: Sentence) -> bool:
        """Whether the event goes on from the very sentence that set the time.

        That is: the same paragraph of a series of dispatches, the same sentence, or the next if it opens with a
        pronoun, only counts the losses, or answers. A sentence that goes on so may be followed by another that does.
        """
        if point.timex is None:
            return False
        timex: Timex = self.doc._.timexes[point.timex]
        source: Sentence = self.doc._.sentences[timex.sentence]
        if source.index == sentence.index or (
            source.block == sentence.block and (source.block in self._entries or len(self.written) >= _SERIES)
        ):
            return True
        if self._news(source, frame, sentence):
            return True
        at = bisect_right(self._starts, point.start) - 1
        on_day = on_its_day(self.chronology.story, at) if source.block == sentence.block else None
        if on_day is not None and not self._stands_apart(sentence):
            return on_day
        gone_on = self._scene is not None and self._scene[0] is point
        last = self._scene[1] if self._scene and gone_on else source.index
        if sentence.index - last not in (0, 1) or source.block != sentence.block:
            return False
        if self._stands_apart(sentence):
            return False
        if self._opens_with_pronoun(sentence):
            self._scene = point, sentence.index
            return True
        return source.index == sentence.index - 1 and frame.sense.type in (
            self.behaviour.absorbed | self.behaviour.answers
        )

    def _stands_apart(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with a time of its own that nobody has reckoned ("After his escape, he")."""
        return self.doc[sentence.first].lower_ in self.forms.prepositions["separate"]

    def _news(self, source: Sentence, frame: Frame, sentence: Sentence) -> bool:
        """Whether a dispatch tells the event close behind a date: it belongs to that day.

        What it tells in the perfect, or goes on as it is written, has no day.
        """
        if source.block != sentence.block or sentence.index - source.index > _REACH:
            return False
        if self.last_written(frame.head) is None:
            return False
        tenses = (self.narrative.perfect, self.narrative.present)
        return not any(in_tense(verb, tense) for verb in self.clauses(frame.head) for tense in tenses)

    def _only_bounds(self, point: StoryPoint) -> bool:
        """Whether the day of the story is only that before or after which things came ("after the vote of 30 May")."""
        if point.timex is None:
            return False
        timex: Timex = self.doc._.timexes[point.timex]
        root = covering(self.doc, timex.start, timex.end).root
        above = takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), root.ancestors)
        return any(t.pos_ in ("ADP", "SCONJ") and t.lower_ in self.narrative.distance for t in above)

    def _headed(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether the heading right above names the day of the story."""
        if point.timex is None or not (self._headings and self._headings[0] < sentence.block):
            return False
        source: Sentence = self.doc._.sentences[self.doc._.timexes[point.timex].sentence]
        above = self._headings[bisect_left(self._headings, sentence.block) - 1]
        return source.heading and source.block == above and point.value.precision in ("day", "time")

    def _of_dispatch(self, point: StoryPoint, frame: Frame) -> bool:
        """Whether a dispatch that says where it was written tells the event in the past: it is the day's news."""
        written = self.last_written(frame.head)
        if written is None or point.timex is None or point.timex < written or not self._placed(written):
            return False
        day, story = self.chronology.values[written], point.value
        if story.precision not in ("day", "time") or not (day.earliest and story.earliest):
            return False
        if day.earliest.startswith("-") or story.earliest.startswith("-"):
            return False
        if not 0 <= day_of_iso(day.earliest) - day_of_iso(story.earliest) <= _NEWS:
            return False
        return not any(
            in_tense(verb, tense)
            for verb in self.clauses(frame.head)
            for tense in (self.narrative.perfect, self.narrative.present)
        )

    def _placed(self, written: int) -> bool:
        """Whether a place stands before the day of writing."""
        timex: Timex = self.doc._.timexes[written]
        article = article_of(self.doc)
        block = article.blocks[self.doc._.sentences[timex.sentence].block]
        return bool(article.text[block.start : timex.start].strip(" ("))

    def _whole(self, point: StoryPoint) -> TimeValue:
        """The time at which the story stands, with both its ends ("from 10 to 15 December")."""
        both = (value for first, second, value in self.chronology.ranges if point.timex in (first, second))
        return next(both, point.value)

    def _sums_up(self, frame: Frame) -> bool:
        """Whether the event is the loss told by a main clause ("by then, 2,000 had died")."""
        told = frame.head.dep_ in self.syntax.complement and frame.head.head.i < frame.head.i
        return frame.sense.type in self.behaviour.absorbed and not told

    def _same_day(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether the event follows, in the next sentence, on one told to the part of a day or the hour."""
        return point.value.precision == "time" and self._right_behind(point, sentence)

    def _entry_blocks(self) -> frozenset[int]:
        """Blocks that are entries of a chronicle: they open with their date ("9 August.", "Fri 28th – ...")."""
        text, out = article_of(self.doc).text, set()
        block = -1
        for sentence in self.doc._.sentences or []:
            if sentence.block == block:
                continue
            block = sentence.block
            for index in self._by_sentence.get(sentence.index, ()):
                timex: Timex = self.doc._.timexes[index]
                rest = text[timex.end : timex.end + 3].lstrip(" ")
                opens = not any(c.isalnum() for c in text[sentence.start : timex.start])
                ends = bool(rest) and rest[0] not in _GOES_ON and not rest[0].isalnum()
                if opens and (ends or not self._tells(sentence)):
                    out.add(block)
        return frozenset(out)

    def _tells(self, sentence: Sentence) -> bool:
        """Whether a sentence has a verb."""
        return any(t.pos_ in ("VERB", "AUX") for t in self.doc[sentence.first : sentence.last])

    def _opens_with_pronoun(self, sentence: Sentence) -> bool:
        subjects = self.syntax.subject | self.syntax.passive_subject
        subject = next((t for t in self.doc[sentence.first : sentence.last] if t.dep_ in subjects), None)
        return subject is not None and bool(subject.pos_ == "PRON")


def in_tense(verb: Token, rule: dict[str, list[str]]) -> bool:
    """Whether a verb is in a tense: by its own tag, or that of a helper to its participle, none of `except`."""
    if any(c.dep_ in rule["labels"] and c.lemma_ in rule.get("except", ()) for c in verb.children):
        return False
    return verb.tag_ in rule["tags"] or (
        verb.tag_ in rule["participles"]
        and any(c.dep_ in rule["labels"] and c.tag_ in rule["tags"] for c in verb.children)
    )


def _coarse(value: TimeValue) -> TimeValue:
    """The month that holds a finer value, the year that holds a season."""
    return year_of(value) or value if value.precision == "season" else month_of(value)
