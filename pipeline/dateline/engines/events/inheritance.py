"""What an event without a time of its own takes from the narrative.

That is where the story stands, as far as it surely goes on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.engines.events.dispatch import REACH, Dispatch
from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.sections import told_in_heading
from dateline.engines.syntax import Forms, Syntax, covering, first_conjunct, parted
from dateline.engines.time.clauses import NarrativeData
from dateline.engines.time.tempo import ends_before, held_by_both, months_on, on_its_day
from dateline.engines.time.tenses import helped, in_tense
from dateline.engines.time.widening import UP_TO_MONTH, WITHIN_DAY, day_of, month_of, year_of
from dateline.layers import (
    Chronology,
    Sentence,
    StoryPoint,
    TimeAnchor,
    TimeValue,
    Timex,
    article_of,
    in_sentences,
)

_WAR = 1000
_STEADY = 8  # sentences for which a story that goes on by months stays in one


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
        self.dispatch = Dispatch(doc, syntax, behaviour, narrative, clauses)
        self._scene: tuple[StoryPoint, int] | None = None  # the last sentence that goes on from a day
        self._heads: frozenset[int] = frozenset()  # of the events of the sentence
        self._headings = sorted({s.block for s in doc._.sentences or [] if s.heading})

    def enter(self, frames: Iterable[Frame]) -> None:
        """Make a sentence with these events current."""
        self._heads = frozenset(t.i for frame in frames for t in frame.tokens)

    def point(self, token: Token) -> StoryPoint | None:
        """Where the story stands at a token."""
        at = self._at(token.idx)
        return self.chronology.story[at] if at >= 0 else None

    def _at(self, offset: int) -> int:
        """The number of the point where the story stands at an offset; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def _source(self, point: StoryPoint) -> Sentence | None:
        """The sentence that names the time of a point of the story."""
        if point.timex is None:
            return None
        source: Sentence = self.doc._.sentences[self.doc._.timexes[point.timex].sentence]
        return source

    def _follows(self, point: StoryPoint, sentence: Sentence, precisions: Collection[str]) -> bool:
        """Whether a sentence follows on one that tells a time of such a precision, in its paragraph."""
        source = self._source(point)
        if source is None or point.value.precision not in precisions:
            return False
        return source.block == sentence.block and source.index == sentence.index - 1

    def value(self, frame: Frame, sentence: Sentence, other_day: bool = False) -> TimeValue:
        """The time at which the narrative stands; its day only while the scene goes on, else its month, its year.

        `other_day` says that the event has a time of its own, which could not be resolved.
        """
        at = self._at(frame.head.idx)
        if self._was_before(frame):
            return TimeValue.unknown("before_the_story")
        if self._comes_later(frame.head):
            return TimeValue.unknown("not_yet_happened")
        written = None if other_day else self.dispatch.as_written(frame, sentence, self.point(frame.head))
        if written is not None:
            return written
        if at < 0:
            return self._of_section(at, frame, sentence) or TimeValue.unknown("no_date_in_narrative")
        point = self.chronology.story[at]
        if point.value.edtf is None:
            return point.value
        source = self._source(point)
        here = source is not None and source.index == sentence.index
        claimed = self._is_claimed(frame)
        if not here and self._is_of_today(frame, source):
            return TimeValue.unknown("vague")
        looks_back = not here and not claimed and helped(frame.head, self.narrative.pluperfect)
        if looks_back and self._sums_up(frame):
            return TimeValue.unknown("before_the_story")
        coming = None if here or looks_back else self._coming(at, frame, sentence)
        if coming is not None:
            return coming
        news = self.dispatch.tells(point, frame)
        if not news and (stretch := self._entered(at, frame, sentence)) is not None:
            return stretch
        far = not here and not news and self._far(point, sentence)
        aside = looks_back and frame.head.dep_ in self.syntax.relative_clause
        lasts = not aside and not in_tense(frame.head, self.narrative.perfect)
        afar = self._from_afar(at, sentence, looks_back) if far and lasts else None
        if far and afar is None and (section := self._of_section(at, frame, sentence)) is not None:
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

    def onset(self, frame: Frame, sentence: Sentence) -> int | None:
        """The expression from whose time on an event went on: where the story stands, if the event is of that time."""
        point = self.point(frame.head)
        if point is None or point.timex is None or self._was_before(frame) or self._comes_later(frame.head):
            return None
        source = self._source(point)
        if source is None or source.heading or not self._same_section(point, sentence):
            return None
        return None if helped(frame.head, self.narrative.pluperfect) else point.timex

    def _far(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether the date lies in another paragraph and too many sentences back to tell anything of the event."""
        source = self._source(point)
        return source is not None and (
            not source.heading and source.block != sentence.block and sentence.index - source.index > REACH
        )

    def _from_afar(self, at: int, sentence: Sentence, looks_back: bool) -> TimeValue | None:
        """What a time far back still tells of an event: the month or the year that the story does not leave.

        It does not where its next time lies in it too, or in the month behind it; where the story goes on in the same
        section; or where the section names no time of its own.
        """
        point, ahead = self.chronology.story[at], self._ahead(at)
        if not looks_back and self._goes_on_by_months(at, sentence):
            return month_of(point.value)
        if ahead is not None and (both := held_by_both(point.value, ahead.value)) is not None:
            return year_of(both) or both if looks_back else both
        if looks_back:
            return None
        whole = point.value if point.value.precision == "year" else None
        if self._same_section(point, sentence):
            headed = whole if self._is_of_heading(at) else None
            return None if self._turns_back(at) else year_of(point.value) or headed
        if ahead is not None and self._same_section(ahead, sentence):
            return None
        return year_of(point.value) or whole

    def _goes_on_by_months(self, at: int, sentence: Sentence) -> bool:
        """Whether the story stands, not far back, in a month from which its section goes on to the next one."""
        point, ahead = self.chronology.story[at], self._ahead(at)
        source = self._source(point)
        if source is None or ahead is None or point.value.precision not in UP_TO_MONTH:
            return False
        if sentence.index - source.index > _STEADY:
            return False
        near = months_on(point.value, ahead.value) in (0, 1)
        return near and self._same_section(point, sentence) and self._same_section(ahead, sentence)

    def _is_of_heading(self, at: int) -> bool:
        """Whether a time of the story only says again what the heading above says ("1808: ... In 1808 he ...")."""
        story = self.chronology.story
        point, before = story[at], story[max(0, at - 1)]
        source = self._source(before)
        return source is not None and source.heading and before.value.edtf == point.value.edtf

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
        stretch = told_in_heading(self.doc, self.chronology, self._headings, sentence)
        ahead = self._ahead(at)
        if stretch and ahead and self._same_section(ahead, sentence) and ends_before(ahead.value, stretch):
            return None
        return stretch

    def _entered(self, at: int, frame: Frame, sentence: Sentence) -> TimeValue | None:
        """The stretch of the section, where the story last stood outside of it, in another section."""
        point = self.chronology.story[at]
        if self._same_section(point, sentence) or (self._source(point) or sentence).index == sentence.index:
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
        point, ahead = self.chronology.story[at], self._ahead(at)
        if ahead is None or ahead.value.earliest is None:
            return None
        source, months = self._source(ahead), months_on(point.value, ahead.value)
        if source is None or source.index != sentence.index or point.value.earliest is None:
            return None
        anchor = TimeAnchor(ahead.value.timex, ahead.timex)
        if (years := int(ahead.value.earliest[:-6]) - int(point.value.earliest[:-6])) > 0:
            year = year_of(ahead.value) or ahead.value
            there = covering(self.doc, ahead.start, ahead.start + 1).root
            apart = parted(frame.head, there, self.forms.words["breaks"])
            kept = apart or year.precision != "year" or self._follows(point, sentence, UP_TO_MONTH)
            return None if kept else replace(year, resolution="inherited", anchor=anchor)
        within = ahead.value.precision in UP_TO_MONTH and months is not None and months > 0
        if years or not within:
            return None
        return replace(month_of(ahead.value), resolution="inherited", anchor=anchor)

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
        source = self._source(point)
        if source is None or source.heading or sentence.index - source.index < REACH:
            return False
        months = months_on(point.value, ahead.value) if ahead is not None else None
        if point.value.precision in ("month", "season"):
            return months is None or not 0 <= months <= 1
        if point.value.precision not in WITHIN_DAY or months == 0 or self._goes_on_by_months(at, sentence):
            return False
        return source.block != sentence.block or (months is not None and months < 0)

    def _same_section(self, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether no heading stands between the date of the story and a sentence."""
        source = self._source(point)
        return source is not None and (
            bisect_left(self._headings, source.block) == bisect_left(self._headings, sentence.block)
        )

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
        if done and self._follows(point, sentence, WITHIN_DAY) and not words & self.narrative.wholes:
            return False
        counted = (t for slot in frame.slots.values() for t in slot)
        numbers = (c.text.replace(",", "") for t in counted for c in (t, *t.children))
        return any(n.isdigit() and int(n) >= _WAR for n in numbers)

    def _in_a_life(self, sentence: Sentence) -> bool:
        """Whether the sentence counts time by somebody's life ("at the age of 19")."""
        lives = self.narrative.lives
        return (
            lives is not None
            and lives.search(article_of(self.doc).text[sentence.start : sentence.end]) is not None
        )

    def _same_scene(self, point: StoryPoint, frame: Frame, sentence: Sentence) -> bool:
        """Whether the event goes on from the very sentence that set the time.

        That is: the same paragraph of a series of dispatches, the same sentence, or the next if it opens with a
        pronoun, only counts the losses, answers, says what a side claims, or points back. A sentence that goes on so
        may be followed by another that does.
        """
        source = self._source(point)
        if source is None:
            return False
        if source.index == sentence.index or self.dispatch.goes_on(source, frame, sentence):
            return True
        gone_on = self._scene is not None and self._scene[0] is point
        last = self._scene[1] if self._scene and gone_on else source.index
        near = sentence.index - last in (0, 1) and source.block == sentence.block
        undated = not in_sentences(self.doc._.timexes, sentence.index, sentence.index)
        if near and undated and (self._is_claimed(frame) or self._points_here(frame)):
            self._scene = point, sentence.index
            return True
        at = self._at(point.start)
        on_day = on_its_day(self.chronology.story, at) if source.block == sentence.block else None
        if near and undated and self._on_first_day(sentence):
            return True
        goes_on = self._opens_with_pronoun(sentence, actor=True) or self._is_on_incident(sentence)
        goes_on = goes_on and undated and source.index == sentence.index - 1
        if on_day is not None and not (self._stands_apart(sentence) or goes_on):
            return on_day
        if not near:
            return False
        if self._stands_apart(sentence):
            return False
        if goes_on or self._opens_with_pronoun(sentence):
            self._scene = point, sentence.index
            return True
        return source.index == sentence.index - 1 and frame.sense.type in (
            self.behaviour.absorbed | self.behaviour.answers
        )

    def _is_of_today(self, frame: Frame, source: Sentence | None) -> bool:
        """Whether a word is said as the text is written ("a historian notes", "they have argued") of what is past."""
        verb, narrative = frame.head, self.narrative
        if source is None or verb.pos_ != "VERB" or self.dispatch.last_written(verb) is not None:
            return False
        past, told = narrative.pluperfect["tags"], self.doc[source.first : source.last].root
        if told.tag_ not in past and all(c.tag_ not in past for c in told.children if c.pos_ == "AUX"):
            return False
        lately = frame.sense.type in self.behaviour.opinions and in_tense(verb, narrative.perfect)
        return lately or (frame.sense.type in self.behaviour.spoken and in_tense(verb, narrative.present))

    def _is_claimed(self, frame: Frame) -> bool:
        """Whether an event is a blow or a loss of which a side speaks ("denied that its guns had fired first")."""
        verb = next(iter(self.clauses(frame.head)), None)
        if verb is None or frame.sense.type not in self.behaviour.fights - self.behaviour.slow:
            return False
        verb = first_conjunct(verb, self.syntax)
        above = verb.head
        said = verb.dep_ in self.syntax.complement and above.i < verb.i
        said = said and above.lemma_ in self.narrative.spoken.get("claims", ())
        return said and not helped(above, self.narrative.pluperfect)

    def _was_before(self, frame: Frame) -> bool:
        """Whether the words around an event say that it was before the story ("had previously refused")."""
        rule, head = self.narrative.pluperfect, frame.head
        subjects = [c for c in head.lefts if c.dep_ in self.syntax.subject | self.syntax.passive_subject]
        behind = min((t.i for t in subjects), default=head.i)  # "Initially they ..." goes on from the story
        if any(c.lower_ in rule.get("adverbs", ()) and c.i > behind for c in head.children):
            return not in_tense(head, self.narrative.present)
        near = [head] if head.pos_ == "NOUN" else []
        if helped(head, rule):
            near += subjects
        return any(c.lower_ in rule.get("adjectives", ()) for noun in near for c in noun.lefts)

    def _comes_later(self, noun: Token) -> bool:
        """Whether the words around a noun say that it came after what is told ("prior to the invasion").

        What came "just before" it is of its time.
        """
        rule, above = self.narrative.later, noun.head
        governed = noun.dep_ in self.syntax.preposition_object
        before = above.lower_ in rule.get("before", ()) or above.head.lower_ in rule.get("prior", ())
        later = any(c.lower_ in rule.get("adjectives", ()) for c in noun.lefts)
        return noun.pos_ == "NOUN" and (later or (governed and before and not any(above.lefts)))

    def _points_here(self, frame: Frame) -> bool:
        """Whether an event is, or is done to or on, what the words point at ("this attack", "on this occasion")."""
        near, occasions = [frame.head], self.narrative.spoken.get("occasions", ())
        for child in frame.head.children:
            near += child.children if child.dep_ in self.syntax.preposition else [child]
        pointed = (t for t in near if any(c.lower_ in self.forms.words["pointing"] for c in t.lefts))
        heads = (t for t in pointed if t.pos_ == "NOUN")
        return any(t.i in self._heads or t.lower_ in occasions for t in heads)

    def _stands_apart(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with a time of its own that nobody has reckoned ("After his escape, he")."""
        return self.doc[sentence.first].lower_ in self.forms.prepositions["separate"]

    def _is_on_incident(self, sentence: Sentence) -> bool:
        """Whether the sentence tells more of what was told just before ("the incident was the work of gunmen")."""
        occasions, definite = self.narrative.spoken.get("occasions", ()), self.forms.words["definite"]
        nouns = (t for t in self.doc[sentence.first : sentence.last] if t.lower_ in occasions)
        return any(c.lower_ in definite for noun in nouns for c in noun.lefts)

    def _on_first_day(self, sentence: Sentence) -> bool:
        """Whether the sentence tells of the day on which what is told began ("on the first day of fighting")."""
        words = self.narrative.first_day
        text = article_of(self.doc).text[sentence.start : sentence.end]
        return words is not None and words.search(text) is not None

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
        source = self._source(point)
        if source is None or not (self._headings and self._headings[0] < sentence.block):
            return False
        above = self._headings[bisect_left(self._headings, sentence.block) - 1]
        return source.heading and source.block == above and point.value.precision in WITHIN_DAY

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
        return point.value.precision == "time" and self._follows(point, sentence, WITHIN_DAY)

    def _opens_with_pronoun(self, sentence: Sentence, actor: bool = False) -> bool:
        """Whether a pronoun is the first subject; with `actor` that of the main clause, and not "it"."""
        subjects = self.syntax.subject | self.syntax.passive_subject
        subject = next((t for t in self.doc[sentence.first : sentence.last] if t.dep_ in subjects), None)
        if subject is None or subject.pos_ != "PRON":
            return False
        neuter = subject.lower_ in self.forms.words["neuter"]
        return not actor or (subject.head.dep_ in self.syntax.root and not neuter)


def _coarse(value: TimeValue) -> TimeValue:
    """The month that holds a finer value, the year that holds a season."""
    return year_of(value) or value if value.precision == "season" else month_of(value)
