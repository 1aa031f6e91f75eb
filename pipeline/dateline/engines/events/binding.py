"""When and where an event happened: ties the times and places of a sentence to the trigger they belong to.

Ties are read off the parse: an adjunct belongs to the nearest verb or event noun above it. What no adjunct
says is taken from the narrative (the chronology's story, the scene of the last event).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from dateline.engines.events.frames import Frame, LayersByToken, covering
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.place_binding import CLAUSE, DIRECT, GOVERNOR, LIMIT, OPENING, PlaceBinder
from dateline.engines.events.time_relations import Distance, at_distance, distances, stretch
from dateline.engines.syntax import Forms, Syntax, is_attributive
from dateline.engines.time.calendar import Shift, day_of_iso, month_length
from dateline.engines.time.clauses import NarrativeData, datelines, helped
from dateline.layers import (
    Chronology,
    EventTime,
    Sentence,
    StoryPoint,
    TimeAnchor,
    TimeValue,
    Timex,
    article_of,
)

_UNKNOWN = TimeValue("", None, None, None, None, "unknown", "unresolved", None, "no_date_in_narrative")
_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")
_GOES_ON = ",()'\"’“”"  # what may follow a date inside a sentence
_FINE = ("time", "day", "days", "part_of_month")
_DATED = ("DATE", "TIME")
APART = 10  # added to a tie with what another clause, behind a semicolon, tells
_LATELY = 3  # days that a dispatch may look back and still tell the news
_DAYS = ("minute", "hour", "day")
WRITTEN = LIMIT + 2  # how a dispatch's own day is tied to what it tells: any other time comes before it


@dataclass(frozen=True, slots=True)
class _Tie:
    """A time expression and the clause verb, event word or noun that it hangs on (`owner`).

    `limit` is the word that makes it a limit ("since"), `opening` that it opens its sentence, `heads` that it
    opens a clause behind a semicolon.
    """

    index: int
    timex: Timex
    root: Token
    owner: Token
    limit: str | None
    opening: bool
    heads: bool


class Binder:
    """Binds times and places for the events of one Doc."""

    def __init__(
        self, doc: Doc, mentions: LayersByToken, syntax: Syntax, forms: Forms, behaviour: Behaviour
    ) -> None:
        self.doc = doc
        self.behaviour = behaviour
        self.mentions = mentions
        self.syntax = syntax
        self.forms = forms
        self.chronology: Chronology = doc._.chronology or Chronology((), (), ())
        self._starts = [point.start for point in self.chronology.story]
        self._by_sentence: dict[int, list[int]] = {}
        for index, timex in enumerate(doc._.timexes or []):
            self._by_sentence.setdefault(timex.sentence, []).append(index)
        self._entries = self._entry_blocks()
        narrative = NarrativeData.load(doc.lang_)
        self.narrative, self.pluperfect = narrative, narrative.pluperfect
        timexes, sentences = doc._.timexes or [], doc._.sentences or []
        written = datelines(doc, timexes, sentences, narrative) if doc._.chronology else []
        self._written = [i for i, is_dateline in enumerate(written) if is_dateline]
        self._scene: tuple[StoryPoint, int] | None = None  # the last sentence that goes on from a day
        self._place_binder = PlaceBinder(doc, mentions, syntax, forms, behaviour, self._clauses)
        self._ties: tuple[int, list[_Tie]] = (-1, [])
        self._distances: list[Distance] = []
        self._breaks: list[int] = []
        self._heads: frozenset[int] = frozenset()

    def enter(self, sentence: Sentence, frames: list[Frame]) -> None:
        """Make a sentence current; its event heads own the adjuncts that hang on them."""
        self._heads = self._place_binder.heads = frozenset(t.i for frame in frames for t in frame.tokens)
        ties: list[_Tie] = []
        lengths: list[tuple[int, Timex]] = []
        self._breaks = [
            t.i for t in self.doc[sentence.first : sentence.last] if t.text in self.narrative.breaks
        ]
        for index in self._by_sentence.get(sentence.index, ()):
            timex = self.doc._.timexes[index]
            value = self.chronology.values[index] if index < len(self.chronology.values) else None
            if timex.type == "DURATION":
                lengths.append((index, timex))
            elif (
                timex.type in _DATED
                and value is not None
                and (value.timex not in _VAGUE or isinstance(timex.meaning, Shift))
            ):
                ties.append(self._tie(index, timex, sentence))
        self._ties = (sentence.index, ties)
        self._distances = distances(self.doc, lengths, sentence.last, self.syntax, self.narrative)

    # -- time

    def time(self, frame: Frame, sentence: Sentence) -> EventTime:
        """When the event of `frame` happened; `enter` must have made the sentence current."""
        if (found := self._at_distance(frame)) is not None:
            return found
        ranked = [
            (WRITTEN if tie.index in self._written else rank, abs(tie.root.i - frame.head.i), tie.index)
            for tie in self._ties[1]
            if (rank := self._rank(tie, frame)) is not None
        ]
        if self._unreal(frame) and (
            not ranked or min(ranked)[0] in (GOVERNOR, LIMIT, LIMIT + 1) or min(ranked)[0] >= APART
        ):
            return EventTime(replace(_UNKNOWN, reason="not_yet_happened"), None)
        if ranked:
            index = min(ranked)[2]
            found = self._value(index)
            if found.value.edtf is not None:
                return self._limited(index, found, frame)
            meaning = self.doc._.timexes[index].meaning
            if isinstance(meaning, Shift) and meaning.amount is None and meaning.unit not in _DAYS:
                return EventTime(replace(_UNKNOWN, reason="vague"), None)
            return EventTime(self._inherited(frame, sentence, other_day=True), None)
        return EventTime(self._inherited(frame, sentence), None)

    def _at_distance(self, frame: Frame) -> EventTime | None:
        """The day of an event that the sentence puts so long before or after another one with a day."""
        for distance in self._distances:
            anchor = TimeAnchor("", distance.index)
            if any(t.i == distance.other.i for t in frame.tokens):
                tie = self._tie_of(distance.main)
                sign = -distance.sign
            elif frame.head.i == distance.main.i:
                tie = self._tie_behind(distance.other)
                sign = distance.sign
            else:
                continue
            value = self.chronology.values[tie.index] if tie is not None else None
            if value is None or tie is None:
                continue
            anchor = TimeAnchor(value.timex, tie.index)
            if (found := at_distance(value, distance.length, sign, anchor)) is not None:
                return EventTime(found, distance.index)
        return None

    def _tie_of(self, verb: Token) -> _Tie | None:
        """The time of a clause, of a dispatch's own day last."""
        found = [
            (tie.index in self._written, tie.owner.i != verb.i, tie.index, tie)
            for tie in self._ties[1]
            if not tie.limit and (tie.owner.i == verb.i or tie.opening or self._noun_of(verb, tie.owner))
        ]
        return min(found)[3] if found else None

    def _noun_of(self, verb: Token, noun: Token) -> bool:
        """Whether a noun belongs to the clause of a verb."""
        return not self._is_clause(noun) and next(filter(self._is_clause, noun.ancestors), None) == verb

    def _tie_behind(self, noun: Token) -> _Tie | None:
        """The time right behind a noun, with no verb between ("after the victory at X on 9 November")."""
        for tie in self._ties[1]:
            between = self.doc[noun.i + 1 : tie.root.i]
            if tie.root.i > noun.i and not any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in between):
                return tie
        return None

    def _limited(self, index: int | None, found: EventTime, frame: Frame) -> EventTime:
        """An event since a time lasts until the story's, one until a time from the story's on."""
        tie = next(tie for tie in self._ties[1] if tie.index == index)
        at = bisect_right(self._starts, frame.head.idx) - 1
        if at < 0 or tie.limit is None:
            return found
        value, index = self.chronology.story[at].value, self.chronology.story[at].timex
        if tie.limit in self.narrative.since:
            written = [i for i in self._written if self.doc._.timexes[i].start < frame.head.idx]
            if written and in_tense(frame.head, self.narrative.perfect):
                value, index = self.chronology.values[written[-1]], written[-1]
            return EventTime(stretch(found.value, value, TimeAnchor(value.timex, index)), found.timex)
        if tie.limit in self.narrative.until:
            whole = stretch(value, found.value, TimeAnchor(value.timex, index))
            return EventTime(whole, found.timex) if whole is not value else found
        return found

    def _unreal(self, frame: Frame) -> bool:
        """Whether the event only would, could or will happen: the time of the story is not its own."""
        clause = next(iter(self._clauses(frame.head)), None)
        modals = self.forms.words["modal"]
        return clause is not None and any(self.forms.lemma(child) in modals for child in clause.children)

    def _value(self, index: int) -> EventTime:
        for first, second, value in self.chronology.ranges:
            if index in (first, second):
                return EventTime(value, first)
        return EventTime(self.chronology.values[index], index)

    def _inherited(self, frame: Frame, sentence: Sentence, other_day: bool = False) -> TimeValue:
        """The time at which the narrative stands; its day only while the scene goes on, else its month.

        `other_day` says that the event has a time of its own, which could not be resolved.
        """
        at = bisect_right(self._starts, frame.head.idx) - 1
        if not other_day and (written := self._as_written(frame, sentence)) is not None:
            return written
        if at < 0:
            return TimeValue(
                "", None, None, None, None, "unknown", "unresolved", None, "no_date_in_narrative"
            )
        point = self.chronology.story[at]
        if point.value.edtf is None:
            return point.value
        here = point.timex is not None and self.doc._.timexes[point.timex].sentence == sentence.index
        looks_back = not here and helped(frame.head, self.pluperfect)
        if looks_back and self._sums_up(frame):
            return replace(_UNKNOWN, reason="before_the_story")
        anchor = TimeAnchor(point.value.timex, point.timex)
        same = not (other_day or looks_back) and self._same_scene(point, frame, sentence)
        value = self._whole(point) if same else _month_of(point.value)
        if not same and not other_day and not looks_back and self._same_day(point, sentence):
            value = _day_of(point.value)
        return replace(value, resolution="inherited", anchor=anchor)

    def _as_written(self, frame: Frame, sentence: Sentence) -> TimeValue | None:
        """The day of writing, for what a dispatch tells in the present tense ("the rebels are retreating")."""
        before = [i for i in self._written if self.doc._.timexes[i].start < frame.head.idx]
        if not before or sentence.block in self._entries:
            return None
        if not in_tense(frame.head, self.narrative.present) and not self._spoken(frame, sentence, before[-1]):
            return None
        value = self.chronology.values[before[-1]]
        return replace(value, resolution="inherited", anchor=TimeAnchor(value.timex, before[-1]))

    def _spoken(self, frame: Frame, sentence: Sentence, written: int) -> bool:
        """Whether the event is a word said on the day of the dispatch: the story has not gone back from it."""
        at = bisect_right(self._starts, frame.head.idx) - 1
        if at < 0 or frame.sense.type not in self.behaviour.spoken or frame.head.pos_ != "VERB":
            return False
        if helped(frame.head, self.pluperfect) or in_tense(frame.head, self.narrative.perfect):
            return False
        day, story = self.chronology.values[written], self.chronology.story[at].value
        if not (day.earliest and story.earliest) or day.earliest.startswith("-"):
            return False
        return 0 <= day_of_iso(day.earliest) - day_of_iso(story.earliest) <= _LATELY

    def _same_scene(self, point: StoryPoint, frame: Frame, sentence: Sentence) -> bool:
        """Whether the event goes on from the very sentence that set the time.

        That is: the same sentence, or the next if it opens with a pronoun, only counts the losses, or answers.
        A sentence that goes on so may be followed by another that does.
        """
        if point.timex is None:
            return False
        timex: Timex = self.doc._.timexes[point.timex]
        source: Sentence = self.doc._.sentences[timex.sentence]
        if source.index == sentence.index or (
            source.block == sentence.block and source.block in self._entries
        ):
            return True
        gone_on = self._scene is not None and self._scene[0] is point
        last = self._scene[1] if self._scene and gone_on else source.index
        if sentence.index - last not in (0, 1) or source.block != sentence.block:
            return False
        if self.doc[sentence.first].lower_ in self.forms.prepositions["separate"]:
            return False  # "After his escape, he"
        if self._opens_with_pronoun(sentence):
            self._scene = point, sentence.index
            return True
        return source.index == sentence.index - 1 and frame.sense.type in (
            self.behaviour.absorbed | self.behaviour.answers
        )

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
        if point.timex is None or point.value.precision != "time":
            return False
        source: Sentence = self.doc._.sentences[self.doc._.timexes[point.timex].sentence]
        return source.block == sentence.block and source.index == sentence.index - 1

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
                if opens and rest and rest[0] not in _GOES_ON and not rest[0].isalnum():
                    out.add(block)
        return frozenset(out)

    def _opens_with_pronoun(self, sentence: Sentence) -> bool:
        subjects = self.syntax.subject | self.syntax.passive_subject
        subject = next((t for t in self.doc[sentence.first : sentence.last] if t.dep_ in subjects), None)
        return subject is not None and bool(subject.pos_ == "PRON")

    def _tie(self, index: int, timex: Timex, sentence: Sentence) -> _Tie:
        span = covering(self.doc, timex.start, timex.end)
        root: Token = span.root
        before = self.syntax.modifier | self.syntax.possessor
        inside = self.syntax.preposition | self.syntax.preposition_clause
        token, limit = root, None
        while token.head.i != token.i:
            token = token.head
            if token.dep_ in inside or token.pos_ in ("ADP", "SCONJ"):
                lemma = self.forms.lemma(token)
                limit = limit or (lemma if lemma in self.forms.prepositions["limit"] else None)
                if token.head.pos_ in ("NOUN", "PROPN") and is_attributive(token, span[0], self.forms):
                    token = token.head
                    break
                continue
            if token.i in self._heads or self._is_clause(token):
                break
            misread = token.pos_ == "PROPN" and span.start > 0 and self.doc[span.start - 1].pos_ == "ADP"
            if span[-1].i < token.i and root.head.i == token.i and root.dep_ in before and not misread:
                break  # "the 2012 accord": the date is the noun's
        owner = self._clause_behind(span, token, sentence) or token
        first = max((i + 1 for i in self._breaks if i < span.start), default=sentence.first)
        opening = span.start - sentence.first <= 3 and not limit
        heads = first > sentence.first and span.start - first <= 3 and not limit
        return _Tie(index, timex, root, owner, limit, opening, heads)

    def _clause_behind(self, span: Span, owner: Token, sentence: Sentence) -> Token | None:
        """The verb of the clause that a time opens right after "and" or a semicolon, if the parser looked back."""
        at = span.start - 1
        while at > sentence.first and self.doc[at].pos_ in ("ADP", "PUNCT") and at not in self._breaks:
            at -= 1
        opener = at > sentence.first and (self.doc[at].pos_ == "CCONJ" or at in self._breaks)
        if not opener or owner.i > span.start:
            return None
        s = self.syntax
        finite = s.subject | s.passive_subject | s.passive_auxiliary
        for token in self.doc[span.end : sentence.last]:
            if token.i in self._breaks:
                return None
            if self._is_clause(token) and any(c.dep_ in finite and c.i >= span.end for c in token.children):
                return None if token.dep_ in self.syntax.relative_clause else token
        return None

    def _is_clause(self, token: Token) -> bool:
        """Whether the token is a clause's verb; a verb joined to a noun is a noun that the tagger misread."""
        misread = token.dep_ in self.syntax.conjunct and token.head.pos_ in ("NOUN", "PROPN")
        return bool(token.pos_ in ("VERB", "AUX") and not misread)

    def _rank(self, tie: _Tie, frame: Frame) -> int | None:
        """How closely a time is tied to an event; None if it belongs to something else."""
        rank = self._tied(tie, frame)
        apart = any(min(tie.root.i, frame.head.i) < i < max(tie.root.i, frame.head.i) for i in self._breaks)
        if apart:
            return None if rank is None else rank + APART
        return OPENING if rank is None and tie.heads and tie.owner.pos_ in ("VERB", "AUX") else rank

    def _tied(self, tie: _Tie, frame: Frame) -> int | None:
        """How closely the parse ties a time to an event."""
        owner = tie.owner
        if any(t.i == owner.i for t in frame.tokens):
            return LIMIT if tie.limit else DIRECT
        chain = self._clauses(frame.head)
        if chain and owner.i == chain[0].i:
            return LIMIT if tie.limit else CLAUSE
        if (told := self._told_by(owner)) is not None and not tie.limit:
            if told.i == frame.head.i:
                return CLAUSE
            if chain and any(a.i == chain[0].i for a in told.head.ancestors) and self._frames(told):
                return OPENING
        if tie.opening and owner.pos_ in ("VERB", "AUX"):
            return OPENING
        if any(owner.i == verb.i for verb in chain[1:]):
            return LIMIT + 1 if tie.limit else GOVERNOR
        return None

    def _told_by(self, participle: Token) -> Token | None:
        """The noun that a participle dates ("the treaty, signed on 10 May"); None for any other word."""
        dates = (
            participle.dep_ in self.syntax.noun_clause
            and participle.tag_ in self.forms.tags["passive_participle"]
        )
        return participle.head if dates else None

    def _frames(self, noun: Token) -> bool:
        """Whether the noun is the instrument or occasion of its clause ("By the treaty, ... ceded")."""
        governed = noun.dep_ in self.syntax.preposition_object
        return governed and self.forms.lemma(noun.head) in self.forms.prepositions["occasion"]

    def _clauses(self, head: Token) -> list[Token]:
        """The verb of the event's clause and those of the clauses whose time it shares, innermost first."""
        out = []
        token = head
        if head.pos_ in ("VERB", "AUX"):
            out.append(head)
        while token.head.i != token.i:
            if token.pos_ in ("VERB", "AUX") and not self._shares_time(token):
                break
            if token.dep_ in self.syntax.preposition_object and self._separates(token.head):
                break
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                out.append(token)
        return out

    def _separates(self, preposition: Token) -> bool:
        return self.forms.lemma(preposition) in self.forms.prepositions["limit"]

    def _shares_time(self, verb: Token) -> bool:
        """Whether a clause takes its time from the one above (infinitive, participle, report, conjunct)."""
        s = self.syntax
        if verb.dep_ in s.relative_clause:
            return False
        if verb.dep_ in s.preposition_clause:
            return not self._separates(verb.head)
        if verb.dep_ in s.adverbial_clause:
            return not any(self.forms.lemma(c) in self.forms.prepositions["limit"] for c in verb.children)
        if verb.dep_ in s.complement and verb.i < verb.head.i:
            return False  # "the town fell; on 3 May the army left", "the town fell, the army said"
        if verb.dep_ in s.conjunct:
            own = any(tie.owner.i == verb.i for tie in self._ties[1])
            return not own
        return True

    # -- place

    def places(self, frame: Frame, sentence: Sentence) -> list[int]:
        """Places that the event's own sentence gives it, by the closest tie; all of a coordination."""
        return self._place_binder.places(frame, sentence)


def in_tense(verb: Token, rule: dict[str, list[str]]) -> bool:
    """Whether a verb is in a tense: by its own tag, or that of a helper to its participle, none of `except`."""
    if any(c.dep_ in rule["labels"] and c.lemma_ in rule.get("except", ()) for c in verb.children):
        return False
    return verb.tag_ in rule["tags"] or (
        verb.tag_ in rule["participles"]
        and any(c.dep_ in rule["labels"] and c.tag_ in rule["tags"] for c in verb.children)
    )


def _day_of(value: TimeValue) -> TimeValue:
    """The day that holds a part of it or an hour."""
    if value.earliest is None or value.earliest != value.latest:
        return value
    day = value.earliest
    return replace(value, timex=day, mod=None, edtf=day, precision="day", reason=None)


def _month_of(value: TimeValue) -> TimeValue:
    """The month that holds a finer value, the year that holds a season; what is coarser or spans more stays."""
    if value.precision == "season" and value.earliest and value.latest:
        return _year_of(value)
    if value.earliest is None or value.latest is None or value.precision not in _FINE:
        return value
    start, end = value.earliest.rsplit("-", 1)[0], value.latest.rsplit("-", 1)[0]
    if start != end:
        return value
    year, month = int(start.rsplit("-", 1)[0]), int(start.rsplit("-", 1)[1])
    last = f"{start}-{month_length(year, month):02d}"
    return replace(
        value,
        timex=start,
        mod=None,
        edtf=start,
        earliest=f"{start}-01",
        latest=last,
        precision="month",
        reason=None,
    )


def _year_of(value: TimeValue) -> TimeValue:
    """The year in which a season ends."""
    assert value.latest is not None
    year = value.latest[:-6]
    return replace(
        value,
        timex=year,
        mod=None,
        edtf=year,
        earliest=f"{year}-01-01",
        latest=f"{year}-12-31",
        precision="year",
        reason=None,
    )
