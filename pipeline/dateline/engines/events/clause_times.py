"""When what a clause of a sentence tells was, by the times that hang on it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.events.adjuncts import Tie
from dateline.engines.events.inheritance import Inheritance
from dateline.engines.events.ties import Ties
from dateline.engines.time.calendar import Shift
from dateline.engines.time.widening import overnight
from dateline.layers import EventTime, article_of


class ClauseTimes:
    """The times of the sentence that `ties` has made current."""

    def __init__(self, doc: Doc, ties: Ties, story: Inheritance) -> None:
        self.doc, self.ties, self.dispatch, self.chronology = doc, ties, story.dispatch, story.chronology

    def at(self, index: int) -> EventTime:
        """The time that a time expression of the text names, or the stretch that it is an end of."""
        for first, second, value in self.chronology.ranges:
            if index in (first, second):
                return EventTime(value, first)
        value, meaning = self.chronology.values[index], self.doc._.timexes[index].meaning
        if isinstance(meaning, Shift) and meaning.overnight:
            value = overnight(value)
        return EventTime(value, index)

    def end(self, index: int) -> EventTime | None:
        """The last day, month or year of the stretch that an expression begins."""
        last = next((second for first, second, _ in self.chronology.ranges if index in (first, second)), None)
        return EventTime(self.chronology.values[last], last) if last is not None else None

    def known(self, tie: Tie | None) -> EventTime | None:
        """The time of a tie."""
        return EventTime(self.chronology.values[tie.index], tie.index) if tie is not None else None

    def tie(self, verb: Token | None) -> Tie | None:
        """The tie of a clause, of a dispatch's own day last."""
        if verb is None:
            return None
        found = [
            (tie.index in self.dispatch.written, tie.owner.i != verb.i, tie.index, tie)
            for tie in self.ties.all
            if not tie.limit and (tie.owner.i == verb.i or tie.opening or self.ties.noun_of(verb, tie.owner))
        ]
        return min(found)[3] if found else None

    def of(self, verb: Token | None) -> EventTime | None:
        """The time of a clause."""
        return self.known(self.tie(verb))

    def between(self, index: int) -> str:
        """The text between a time expression and the next."""
        timexes = self.doc._.timexes
        return article_of(self.doc).text[timexes[index].end : timexes[index + 1].start]
