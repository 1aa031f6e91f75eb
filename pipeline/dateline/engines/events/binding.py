"""When and where an event happened: ties the times and places of a sentence to the trigger they belong to.

What no adjunct says is taken from the narrative (the chronology's story, the scene of the last event).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events import shared_times
from dateline.engines.events.adjuncts import Tie, clause_above, is_clause
from dateline.engines.events.frame import Frame
from dateline.engines.events.inheritance import Inheritance
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lengths import WRITTEN, Lengths
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.lives import of_a_life
from dateline.engines.events.place_binding import PlaceBinder
from dateline.engines.events.place_ties import DIRECT, GOVERNOR, LIMIT, OPENING
from dateline.engines.events.ties import APART, Ties
from dateline.engines.events.time_relations import (
    Course,
    Distance,
    at_distance,
    beside,
    courses,
    distances,
    leading_up,
    open_ended,
)
from dateline.engines.events.told import Told
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.calendar import Shift, day_of_iso
from dateline.engines.time.clauses import NarrativeData
from dateline.engines.time.tenses import helped, in_tense
from dateline.engines.time.widening import UP_TO_MONTH, WITHIN_DAY, month_of, overnight, stretch, year_of
from dateline.layers import Chronology, EventTime, Sentence, TimeAnchor, TimeValue, Timex, article_of

_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")
_DATED = ("DATE", "TIME")
_DAYS = ("minute", "hour", "day")
NEAR = 3  # sentences within which a bare noun takes up what was told


class Binder:
    """Binds times and places for the events of one Doc."""

    def __init__(
        self, doc: Doc, mentions: LayersByToken, syntax: Syntax, forms: Forms, behaviour: Behaviour
    ) -> None:
        self.doc = doc
        self.mentions = mentions
        self.syntax = syntax
        self.forms = forms
        self.narrative = NarrativeData.load(doc.lang_)
        self.chronology: Chronology = doc._.chronology or Chronology((), (), ())
        self.ties = Ties(doc, syntax, forms, self.narrative, behaviour.undoing)
        self.story = Inheritance(doc, syntax, forms, behaviour, self.narrative, self.ties.clauses)
        self._by_sentence: dict[int, list[int]] = {}
        for index, timex in enumerate(doc._.timexes or []):
            self._by_sentence.setdefault(timex.sentence, []).append(index)
        self._behaviour = behaviour
        self._place_binder = PlaceBinder(doc, mentions, syntax, forms, behaviour, self.ties.clauses)
        self._distances: list[Distance] = []
        self._courses: list[Course] = []
        self._lengths = Lengths(doc, self.ties, self.story)
        self._frames: dict[int, Frame] = {}
        self._told = Told(syntax, forms, behaviour, mentions)

    def enter(self, sentence: Sentence, frames: list[Frame]) -> None:
        """Make a sentence current."""
        self._frames = {t.i: frame for frame in frames for t in frame.tokens}
        self._told.enter()
        self._place_binder.enter(frames)
        self.story.day.enter(frames)
        dated: list[tuple[int, Timex]] = []
        lengths: list[tuple[int, Timex]] = []
        for index in self._by_sentence.get(sentence.index, ()):
            timex = self.doc._.timexes[index]
            value = self.chronology.values[index] if index < len(self.chronology.values) else None
            beyond = isinstance(timex.meaning, Shift) and timex.meaning.beyond
            if timex.type == "DURATION" or beyond:
                lengths.append((index, timex))
            if (
                timex.type in _DATED
                and value is not None
                and (value.timex not in _VAGUE or isinstance(timex.meaning, Shift))
                and not (self._glosses(index) or self._is_of_a_life(index))
            ):
                dated.append((index, timex))
        self.ties.enter(sentence, frames, dated)
        self._distances = distances(self.doc, lengths, sentence.last, self.syntax, self.narrative)
        self._courses = courses(self.doc, lengths, self.syntax, self.narrative)
        self._lengths.enter(lengths, sentence)

    def _is_of_a_life(self, index: int) -> bool:
        """Whether a time in brackets is one of the years of who is named before them."""
        spans = any(index in (first, second) for first, second, _ in self.chronology.ranges)
        return of_a_life(self.doc, self.doc._.timexes[index], spans, self.mentions, self.narrative)

    def _glosses(self, index: int) -> bool:
        """Whether a time in brackets repeats the one before them, no finer ("on 7 December (8 December in Asia)")."""
        timexes, values = self.doc._.timexes, self.chronology.values
        if not index or timexes[index - 1].sentence != timexes[index].sentence:
            return False
        before, here = values[index - 1], values[index]
        if self._between(index - 1).strip() != "(" or not (
            before.earliest and before.latest and here.earliest
        ):
            return False
        return before.earliest == before.latest or before.precision == here.precision

    def time(self, frame: Frame, sentence: Sentence) -> EventTime:
        """When the event of `frame` happened; `enter` must have made the sentence current."""
        time = self._time(frame, sentence)
        if time.value.edtf is not None:
            self._told.add(frame, time, sentence.index)
        return time

    def name(self, frame: Frame, absorbed: Iterable[Frame], time: EventTime) -> None:
        """Remember when something was by its name, or by that of what it was done in ("won at the Battle of X")."""
        done_in = (f for f in absorbed if f.head.head.head.i == frame.head.i)
        for named in (frame, *done_in):
            self._told.name(named, time)

    def _time(self, frame: Frame, sentence: Sentence) -> EventTime:
        found = self._moment(frame, sentence)
        return self._till_written(frame, found) if found.value.edtf is not None else found

    def _till_written(self, frame: Frame, found: EventTime) -> EventTime:
        """What has gone on "ever since" a time lasts until the text was written."""
        since = (c for c in frame.head.children if c.lower_ in self.narrative.since)
        bare = any(all(c.pos_ == "ADV" for c in word.children) for word in since)
        written = self.story.dispatch.last_written(frame.head) if bare else None
        if written is None or not in_tense(frame.head, self.narrative.perfect):
            return found
        until, anchor = self.chronology.values[written], TimeAnchor(found.value.timex, found.timex)
        return EventTime(stretch(found.value, until, anchor) or found.value, found.timex)

    def _moment(self, frame: Frame, sentence: Sentence) -> EventTime:
        if frame.recalled:
            own = [tie.index for tie in self.ties.all if frame.head.is_ancestor(tie.root)]
            return self._value(own[0]) if own else EventTime(TimeValue.unknown("before_the_story"), None)
        if (found := self._at_distance(frame) or self._in_course(frame)) is not None:
            return found
        ranked = [
            (
                WRITTEN if tie.index in self.story.dispatch.written else rank,
                abs(tie.root.i - frame.head.i),
                tie.index,
            )
            for tie in self.ties.all
            if (rank := self.ties.rank(tie, frame)) is not None
        ]
        if (found := self._lengths.within(frame, sorted(ranked))) is not None:
            return found
        above = (GOVERNOR, LIMIT, LIMIT + 1)
        if self.unreal(frame) and (
            not ranked
            or min(ranked)[0] in above
            or min(ranked)[0] >= APART
            or shared_times.only_said(frame, min(ranked)[2], self.ties)
        ):
            return EventTime(TimeValue.unknown("not_yet_happened"), None)
        if ranked and min(ranked)[0] == OPENING and self._aside(frame.head):
            return EventTime(TimeValue.unknown("before_the_story"), None)
        if (found := self._lengths.along(frame, min(ranked)[0] if ranked else WRITTEN)) is not None:
            return found
        if not self.unreal(frame) and (found := self._lengths.lasting(frame, sentence, ranked)):
            return found
        if ranked and min(ranked)[0] == OPENING and (found := self._of_antecedent(frame)) is not None:
            return found  # the clause that it goes on from has a time of its own
        if ranked:
            near = ranked if min(ranked)[0] != DIRECT else [r for r in ranked if r[0] < OPENING]
            index = self._finest([index for _, _, index in sorted(near)])
            if self.chronology.values[index].edtf is None:  # "one Friday in August 2003"
                alike = (
                    i
                    for rank, _, i in sorted(near)
                    if rank == min(near)[0] and self.chronology.values[i].edtf
                )
                index = next(alike, index)
            found = self._value(index)
            if found.value.edtf is not None:
                if shared_times.came_of(frame, index, self.ties):
                    return self._end(index) or found
                day = found.value.precision in WITHIN_DAY
                if day and shared_times.came_first(frame, index, self.ties):
                    return _inherited(found, month_of(found.value))
                return self._limited(index, found, frame)
            meaning = self.doc._.timexes[index].meaning
            if isinstance(meaning, Shift) and meaning.amount is None and meaning.unit not in _DAYS:
                return EventTime(TimeValue.unknown("vague"), None)
            return EventTime(self.story.value(frame, sentence, other_day=True), None)
        ahead = self._known(shared_times.of_noun_ahead(frame, self.ties))
        if (found := ahead or self._again(frame, sentence) or self._of_antecedent(frame)) is not None:
            return found
        known = self._known(shared_times.of_clause_when(frame, self.ties))
        if known is not None and frame.sense.type not in self._behaviour.slow:
            return _inherited(known, known.value)
        told = self.story.value(frame, sentence)
        if (later := self._later_known(frame, told)) is not None:
            return later
        tie = self._shared(frame, alone=told.edtf is None)
        return self._limited(tie.index, self._value(tie.index), frame) if tie else EventTime(told, None)

    def _later_known(self, frame: Frame, told: TimeValue) -> EventTime | None:
        """What a clause beside it says of an event's time, against where the story stands.

        That is the month of what came before it ("fled after X had come"), the year of what came after it though
        the story stands later, or the day on which it was told of.
        """
        if not (told.earliest and told.latest):
            return None
        before = self._known(shared_times.of_clause_before(frame, self.ties))
        if before and before.value.earliest and day_of_iso(before.value.earliest) > day_of_iso(told.latest):
            return _inherited(before, month_of(before.value))
        after = self._known(shared_times.of_clause_after(frame, self.ties))
        if after and after.value.latest and day_of_iso(after.value.latest) < day_of_iso(told.earliest):
            return _inherited(after, year_of(after.value) or after.value)
        said = self._known(shared_times.of_saying(frame, self.ties))
        if said and said.value.latest and day_of_iso(said.value.latest) < day_of_iso(told.earliest):
            return _inherited(said, said.value)
        return None

    def _shared(self, frame: Frame, alone: bool) -> Tie | None:
        """The date that the clause shares with one joined to it, or behind it.

        What goes on for long begins on an earlier day, and has that date only where it is the only one (`alone`).
        """
        behind = shared_times.of_clause_behind(frame, self._frames, self._behaviour.holding, self.ties)
        slow = frame.sense.type in self._behaviour.slow and not alone
        behind = behind or shared_times.of_captives(frame, self.ties)
        return behind or (None if slow else shared_times.of_conjunct(frame, self.ties))

    def _again(self, frame: Frame, sentence: Sentence) -> EventTime | None:
        """The time of what a noun takes up that was told just before ("the raid was condemned by ...").

        A noun that says more ("the French raid") may mean another one, unless that is where ("the fall of Gao").
        """
        if (named := self._told.of_town(frame) or self._told.of_name(frame)) is not None:
            return _inherited(named, named.value)
        head = frame.head
        bare = [c for c in head.children if not c.is_punct]
        if head.pos_ != "NOUN" or len(bare) != 1 or bare[0].lower_ not in self.forms.words["definite"]:
            return None
        told = self._told.before(head, frame, since=sentence.index - NEAR)
        if told is None:
            return None
        return _inherited(told, told.value)

    def _of_antecedent(self, frame: Frame) -> EventTime | None:
        """The time of the clause that a relative clause goes on from ("in May they attacked X, which Y held")."""
        clause = next(reversed(self.ties.clauses(frame.head)), None)
        if clause is None or clause.dep_ not in self.syntax.relative_clause:
            return None
        above = clause_above(clause, self.syntax, self.forms)
        tenses = (self.narrative.perfect, self.narrative.present)
        if helped(clause, self.narrative.pluperfect) or any(in_tense(clause, tense) for tense in tenses):
            return None
        tie = self._tie_of(above)
        known = self._known(tie)
        if tie is None or tie.opening or known is None or known.value.edtf is None:
            return None
        return _inherited(known, known.value)

    def _finest(self, ranked: list[int]) -> int:
        """The first of the times, or one that names a day within it ("two years later, on 12 July 1904")."""
        best = self.chronology.values[ranked[0]]
        meaning = self.doc._.timexes[ranked[0]].meaning
        if isinstance(meaning, Shift) and meaning.amount is None:
            return ranked[0]  # "took it on the 3rd and lost it days later"
        for index in ranked[1:]:
            value = self.chronology.values[index]
            if not (best.earliest and best.latest and value.earliest and value.latest):
                continue
            if value.earliest == value.latest and best.earliest < value.earliest < best.latest:
                return index
        return ranked[0]

    def _aside(self, verb: Token) -> bool:
        """Whether a clause beside the main line tells what had happened before it ("an election that X had banned")."""
        aside = self.syntax.relative_clause | self.syntax.noun_clause
        return verb.dep_ in aside and helped(verb, self.narrative.pluperfect)

    def _at_distance(self, frame: Frame) -> EventTime | None:
        """The day of an event that the sentence puts so long before or after another one with a day."""
        for distance in self._distances:
            if shared_times.tells(frame, distance.other, self.ties):
                if any(tie.names(distance.other) for tie in self.ties.all):
                    continue  # "three days after the coup of 11 September", "two years before the 1939 invasion"
                known, sign = (
                    self._apposed(distance) or self._known(self._tie_of(distance.main)),
                    -distance.sign,
                )
            elif distance.main is not None and frame.head.i == distance.main.i:
                known, sign = self._known(shared_times.behind(distance.other, self.ties)), distance.sign
                if known is None and self._tie_of(distance.main) is None:
                    known = self._told.before(distance.other, self._frames.get(distance.other.i))
            else:
                continue
            if known is None:
                continue
            anchor = TimeAnchor(known.value.timex, known.timex)
            if (found := at_distance(known.value, distance.length, sign, anchor)) is not None:
                return EventTime(found, distance.index)
        return None

    def _in_course(self, frame: Frame) -> EventTime | None:
        """The time up to that of the main clause in which an event went on ("fell after a three-day battle")."""
        for course in self._courses:
            if all(t.i != course.noun.i for t in frame.tokens):
                continue
            known, length = self._known(self._tie_of(course.main)), course.length
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
        between = self._between(at)
        value = self.chronology.values[at]
        return EventTime(value, at) if value.earliest and not any(c.isalnum() for c in between) else None

    def _between(self, index: int) -> str:
        """The text between a time expression and the next."""
        timexes = self.doc._.timexes
        return article_of(self.doc).text[timexes[index].end : timexes[index + 1].start]

    def _known(self, tie: Tie | None) -> EventTime | None:
        """The time of a tie."""
        return EventTime(self.chronology.values[tie.index], tie.index) if tie is not None else None

    def _tie_of(self, verb: Token | None) -> Tie | None:
        """The time of a clause, of a dispatch's own day last."""
        if verb is None:
            return None
        found = [
            (tie.index in self.story.dispatch.written, tie.owner.i != verb.i, tie.index, tie)
            for tie in self.ties.all
            if not tie.limit and (tie.owner.i == verb.i or tie.opening or self.ties.noun_of(verb, tie.owner))
        ]
        return min(found)[3] if found else None

    def _limited(self, index: int | None, found: EventTime, frame: Frame) -> EventTime:
        """An event since a time lasts until the story's, one until a time from the story's on."""
        tie = self.ties.of(index)
        point = self.story.line.point(frame.head)
        value, at = (point.value, point.timex) if point is not None else (None, None)
        if tie.limit is not None and tie.limit in self.narrative.since:
            lasting = any(in_tense(verb, self.narrative.perfect) for verb in self._joined_before(frame.head))
            written = self.story.dispatch.last_written(frame.head)
            if written is not None and lasting:
                value, at = self.chronology.values[written], written
            elif (above := self._time_above(frame.head)) is not None:
                value, at = above.value, above.timex
            whole = stretch(found.value, value, TimeAnchor(value.timex, at)) if value else None
            if whole is None and lasting and (value is None or value.latest is None):
                whole = open_ended(found.value)
            return EventTime(whole or found.value, found.timex)
        if value is not None and tie.limit is not None and tie.limit in self.narrative.until:
            whole = stretch(value, found.value, TimeAnchor(value.timex, at))
            return EventTime(whole, found.timex) if whole is not None else found
        if (end := shared_times.end_of(frame, self.ties)) is not None and tie.limit is None:
            whole = stretch(found.value, self._value(end.index).value, TimeAnchor(found.value.timex, index))
            return EventTime(whole or found.value, found.timex)
        return found

    def _time_above(self, head: Token) -> EventTime | None:
        """The time of the clause that an aside hangs on ("the town, besieged since May, fell on 1 October")."""
        verb = head.pos_ == "VERB" or is_clause(head, self.syntax, self.forms)
        above = clause_above(head, self.syntax, self.forms) if verb else None
        return self._known(self._tie_of(above))

    def _joined_before(self, verb: Token) -> list[Token]:
        """A verb and those before it whose helpers it shares ("have killed 9 men and burned the mill")."""
        out = [verb]
        own = self.syntax.subject | self.syntax.passive_subject
        while verb.dep_ in self.syntax.conjunct and not any(c.dep_ in own for c in verb.children):
            verb = verb.head
            out.append(verb)
        return out

    def unreal(self, frame: Frame) -> bool:
        """Whether the event only would, could or will happen: the time of the story is not its own."""
        clause = next(iter(self.ties.clauses(frame.head)), None)
        modals = self.forms.words["modal"]
        return clause is not None and any(self.forms.lemma(child) in modals for child in clause.children)

    def at(self, index: int) -> EventTime:
        """The time that a time expression of the text names."""
        return self._value(index)

    def _value(self, index: int) -> EventTime:
        for first, second, value in self.chronology.ranges:
            if index in (first, second):
                return EventTime(value, first)
        value, meaning = self.chronology.values[index], self.doc._.timexes[index].meaning
        if isinstance(meaning, Shift) and meaning.overnight:
            value = overnight(value)
        return EventTime(value, index)

    def _end(self, index: int) -> EventTime | None:
        """The last day, month or year of the stretch that an expression begins."""
        last = next((second for first, second, _ in self.chronology.ranges if index in (first, second)), None)
        return EventTime(self.chronology.values[last], last) if last is not None else None

    def places(self, frame: Frame, sentence: Sentence) -> list[int]:
        """Places that the event's own sentence gives it, by the closest tie; all of a coordination."""
        return self._place_binder.places(frame, sentence)


def _inherited(source: EventTime, value: TimeValue) -> EventTime:
    """A time that is taken from another one."""
    anchor = TimeAnchor(source.value.timex, source.timex)
    return EventTime(replace(value, resolution="inherited", anchor=anchor), None)
