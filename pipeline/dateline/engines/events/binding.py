"""When and where an event happened: ties the times and places of a sentence to the trigger they belong to.

What no adjunct says is taken from the narrative (the chronology's story, the scene of the last event).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events import shared_times
from dateline.engines.events.adjuncts import Tie, clause_above
from dateline.engines.events.clause_times import ClauseTimes
from dateline.engines.events.counted_times import CountedTimes
from dateline.engines.events.frame import Frame
from dateline.engines.events.inheritance import Inheritance
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lengths import WRITTEN, Lengths
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.limits import Limits
from dateline.engines.events.lives import of_a_life
from dateline.engines.events.moved_on import last_between, moved_on
from dateline.engines.events.place_binding import PlaceBinder
from dateline.engines.events.place_ties import CLAUSE, DIRECT, GOVERNOR, LIMIT, OPENING
from dateline.engines.events.ties import APART, Ties
from dateline.engines.events.told import Told
from dateline.engines.events.trials import time_of_crime, times_of_crimes, trial_of
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.calendar import Shift, day_of_iso
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tenses import helped, in_tense
from dateline.engines.time.widening import WITHIN_DAY, month_of, year_of
from dateline.layers import Chronology, EventTime, Sentence, TimeAnchor, TimeValue, Timex

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
        self._lengths = Lengths(doc, self.ties, self.story)
        self._frames: dict[int, Frame] = {}
        self._told = Told(syntax, forms, behaviour, mentions, self.narrative)
        self.times = ClauseTimes(doc, self.ties, self.story)
        self._limits = Limits(self.times, self.story)
        self._counted = CountedTimes(doc, self.times, self._told)

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
        self._counted.enter(lengths, sentence, self._frames)
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
        if self.times.between(index - 1).strip() != "(" or not (
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
        return self._limits.till_written(frame, found) if found.value.edtf is not None else found

    def _moment(self, frame: Frame, sentence: Sentence) -> EventTime:
        if frame.recalled:
            own = [tie.index for tie in self.ties.all if frame.head.is_ancestor(tie.root)]
            if own:
                return self.times.at(own[0])
            crime = time_of_crime(frame, self.times) if self._trial_of(frame) is not None else None
            return crime or EventTime(TimeValue.unknown("before_the_story"), None)
        if (found := self._counted.time(frame)) is not None:
            return found
        if self._trial_of(frame) is not None:
            return time_of_crime(frame, self.times) or EventTime(TimeValue.unknown("before_the_story"), None)
        tries = frame.sense.type in self._behaviour.trying
        grounds = [f for f in self._frames.values() if self._trial_of(f) is frame] if tries else []
        earlier = times_of_crimes(frame, grounds, self.times)
        ranked = [
            (
                WRITTEN if tie.index in self.story.dispatch.written else rank,
                abs(tie.root.i - frame.head.i),
                tie.index,
            )
            for tie in self.ties.all
            if tie.index not in earlier and (rank := self.ties.rank(tie, frame)) is not None
        ]
        ranked = moved_on(frame, ranked, self.ties, self.chronology.values)
        if (found := self._lengths.within(frame, sorted(ranked))) is not None:
            return found
        told_again = self._counts_again(frame) and (not ranked or min(ranked)[0] >= GOVERNOR)
        if told_again or (ranked and min(ranked)[0] >= CLAUSE and self._only_spoken_of(frame)):
            before = self._told.before(frame.head, frame, since=sentence.index - 2 * NEAR)
            if before is not None:
                return _inherited(before, before.value)
        when = shared_times.told_of(frame, self.ties)
        if when is not None and (not ranked or min(ranked)[0] > CLAUSE):
            return self.times.at(when.index)
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
        if ranked and min(ranked)[0] in (GOVERNOR, OPENING) and not self._goes_on(frame, min(ranked)[2]):
            # "said on Sunday that they had shot two and jailed six on Friday"
            tie = shared_times.of_conjunct(frame, self.ties)
            ranked += [(CLAUSE, abs(tie.root.i - frame.head.i), tie.index)] if tie is not None else []
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
            found = self.times.at(index)
            if found.value.edtf is not None:
                if shared_times.came_of(frame, index, self.ties):
                    return self.times.end(index) or found
                day = found.value.precision in WITHIN_DAY
                if day and shared_times.came_first(frame, index, self.ties):
                    return _inherited(found, month_of(found.value))
                return self._limits.limited(index, found, frame)
            meaning = self.doc._.timexes[index].meaning
            if isinstance(meaning, Shift) and meaning.amount is None and meaning.unit not in _DAYS:
                return EventTime(TimeValue.unknown("vague"), None)
            return EventTime(self.story.value(frame, sentence, other_day=True), None)
        ahead = self.times.known(shared_times.of_noun_ahead(frame, self.ties))
        if (found := ahead or self._again(frame, sentence) or self._of_antecedent(frame)) is not None:
            return found
        known = self.times.known(shared_times.of_clause_when(frame, self.ties))
        if known is not None and frame.sense.type not in self._behaviour.slow:
            return _inherited(known, known.value)
        told = self.story.value(frame, sentence)
        if (later := self._later_known(frame, told)) is not None:
            return later
        if told.edtf is not None and (opened := self._counted.opening(frame)) is not None:
            return _inherited(opened, opened.value)
        if told.edtf is not None and (later := self._on_from_story(frame, sentence)) is not None:
            return later
        tie = self._shared(frame, alone=told.edtf is None)
        return (
            self._limits.limited(tie.index, self.times.at(tie.index), frame) if tie else EventTime(told, None)
        )

    def _on_from_story(self, frame: Frame, sentence: Sentence) -> EventTime | None:
        """The time so long after that of the story, in its paragraph, where the story does not stand earlier next."""
        line, at = self.story.line, self.story.line.at(frame.head.idx)
        point = line.point(frame.head)
        source = line.source(point) if point is not None else None
        if source is None or source.block != sentence.block or source.index >= sentence.index:
            return None
        found, ahead = self._counted.on_from(frame, point), line.ahead(at)
        if found is None or ahead is None or not line.same_section(ahead, sentence):
            return found
        early, late = found.value.earliest, ahead.value.latest
        return found if early and late and day_of_iso(early) <= day_of_iso(late) else None

    def _trial_of(self, frame: Frame) -> Frame | None:
        """The trial or arrest for which an event is the ground."""
        return trial_of(frame, self._frames, self._behaviour.trying, self.syntax, self.forms)

    def _later_known(self, frame: Frame, told: TimeValue) -> EventTime | None:
        """What a clause beside it says of an event's time, against where the story stands.

        That is the month of what came before it ("fled after X had come"), the year of what came after it though
        the story stands later, or the day on which it was told of.
        """
        if not (told.earliest and told.latest):
            return None
        before = self.times.known(shared_times.of_clause_before(frame, self.ties))
        if before and before.value.earliest and day_of_iso(before.value.earliest) > day_of_iso(told.latest):
            return _inherited(before, month_of(before.value))
        after = self.times.known(shared_times.of_clause_after(frame, self.ties))
        if after and after.value.latest and day_of_iso(after.value.latest) < day_of_iso(told.earliest):
            return _inherited(after, year_of(after.value) or after.value)
        said = self.times.known(shared_times.of_saying(frame, self.ties))
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

    def _counts_again(self, frame: Frame) -> bool:
        """Whether somebody only says how many had died ("a clinic said that at least 45 people had been killed")."""
        verb, s = frame.head, self.syntax
        passive = any(c.dep_ in s.passive_auxiliary for c in verb.children)
        plain = not any(c.dep_ in s.agent | s.preposition | s.adverbial_clause for c in verb.children)
        dead = (c for c in verb.lefts if c.dep_ in s.passive_subject)
        counted = any(t.pos_ == "NUM" for c in dead for t in (c, *c.lefts))
        toll = counted and frame.sense.type in self._behaviour.absorbed and verb.dep_ in s.complement
        return toll and passive and plain and helped(verb, self.narrative.pluperfect)

    def _only_spoken_of(self, frame: Frame) -> bool:
        """Whether words are only about what a noun names again ("on the 13th the parliament condemned *the raid*")."""
        noun, s = frame.head, self.syntax
        words = [c for c in noun.children if not c.is_punct]
        if noun.pos_ != "NOUN" or noun.dep_ not in s.object or len(words) != 1:
            return False
        verb = self._frames.get(noun.head.i)
        spoken = verb is not None and verb.sense.type in self._behaviour.spoken
        spoken = spoken or self.forms.lemma(noun.head) in self.narrative.spoken["claims"]
        if any(f.sense.type == frame.sense.type and f.head.i < noun.i for f in self._frames.values()):
            return False  # "massacred 800 villagers; the government denied the killings"
        return spoken and words[0].lower_ in self.forms.words["definite"]

    def _of_antecedent(self, frame: Frame) -> EventTime | None:
        """The time of the clause that a relative clause goes on from ("in May they attacked X, which Y held")."""
        clause = next(reversed(self.ties.clauses(frame.head)), None)
        if clause is None or clause.dep_ not in self.syntax.relative_clause:
            return None
        above = clause_above(clause, self.syntax, self.forms)
        tenses = (self.narrative.perfect, self.narrative.present)
        if helped(clause, self.narrative.pluperfect) or any(in_tense(clause, tense) for tense in tenses):
            return None
        told = self._told.here(self._event_around(clause.head).i)
        if told is not None and told.value.edtf is not None:
            return _inherited(told, told.value)
        tie = self.times.tie(above)
        known = self.times.known(tie)
        if tie is None or tie.opening or known is None or known.value.edtf is None:
            return None
        later = last_between(tie, frame, self.ties, self.chronology.values)
        known = known if later is None else self.times.at(later.index)
        return _inherited(known, known.value)

    def _event_around(self, noun: Token) -> Token:
        """The event noun that a noun says more of ("a riot on the square, which the police broke up"), else itself."""
        s, word = self.syntax, noun
        while (
            word.i not in self._frames and word.dep_ in s.preposition_object and word.head.head.pos_ == "NOUN"
        ):
            word = word.head.head
        return word if word.i in self._frames else noun

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

    def _goes_on(self, frame: Frame, index: int) -> bool:
        """Whether an event goes on from a dated clause that it is joined to ("landed in May, *fought* and left")."""
        joined = frame.head.dep_ in self.syntax.conjunct
        return joined and self.ties.of(index).owner.i == frame.head.head.i

    def _aside(self, verb: Token) -> bool:
        """Whether a clause beside the main line tells what had happened before it ("an election that X had banned")."""
        aside = self.syntax.relative_clause | self.syntax.noun_clause
        return verb.dep_ in aside and helped(verb, self.narrative.pluperfect)

    def unreal(self, frame: Frame) -> bool:
        """Whether the event only would, could or will happen: the time of the story is not its own."""
        clause = next(iter(self.ties.clauses(frame.head)), None)
        modals = self.forms.words["modal"]
        return clause is not None and any(self.forms.lemma(child) in modals for child in clause.children)

    def places(self, frame: Frame, sentence: Sentence) -> list[int]:
        """Places that the event's own sentence gives it, by the closest tie; all of a coordination."""
        return self._place_binder.places(frame, sentence)

    def own_times(self, row: Sequence[int | None], sentence: Sentence) -> dict[int, int]:
        """The time (by index) of each of several places (position in `row`) that has one of its own in a row."""
        told, mentions = [index for index in row if index is not None], self.mentions
        if len(told) < 2 or len(told) < len(row):
            return {}
        return self._place_binder.rows.times(told, mentions.places, mentions.date_at, sentence)


def _inherited(source: EventTime, value: TimeValue) -> EventTime:
    """A time that is taken from another one."""
    anchor = TimeAnchor(source.value.timex, source.timex)
    return EventTime(replace(value, resolution="inherited", anchor=anchor), None)
