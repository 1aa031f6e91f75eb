"""The time of an event that its words call by a name which the registry of happenings knows ("the Battle of X")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events.frame import Frame
from dateline.engines.phrases import fold_phrase
from dateline.engines.syntax import Forms, Syntax, covering, governed
from dateline.engines.time.known_happenings import RULE, held_against, known_happenings, named_years
from dateline.engines.time.widening import UP_TO_MONTH
from dateline.layers import Chronology, EventTime, TimeValue, Timex

BEFORE, BEHIND = 5, 8  # words of a name on either side of its noun
BESIDE = 3  # words from a name to a time right behind it


class NamedHappenings:
    """Those of one Doc."""

    def __init__(self, doc: Doc, syntax: Syntax, forms: Forms) -> None:
        self.doc, self.syntax, self.forms = doc, syntax, forms
        self._known = known_happenings(doc.lang_)
        self._years = named_years(doc._.chronology or Chronology((), (), ()))

    def time(self, frame: Frame, absorbed: Iterable[Frame], time: EventTime) -> EventTime:
        """The time of an event as the registry knows it, where the story gives none or one that it cannot have."""
        for noun in self._nouns(frame, absorbed):
            span = self._name(noun)
            if span is None:
                continue
            first, last = span
            known = self._known[fold_phrase(self.doc[first : last + 1].text)]
            value = held_against(time.value, known, self._years, loose=noun.text.islower())
            if value is None or (self._is_dated(noun, last, time) and not _of_one_month(value, time.value)):
                return time
            end = self.doc[last]
            named = (self.doc[first].idx, end.idx + len(end))
            return EventTime(replace(value, rule=RULE), None, named)
        return time

    def _nouns(self, frame: Frame, absorbed: Iterable[Frame]) -> Iterator[Token]:
        """The nouns of an event, and those in which it was done ("won at the Battle of X", "killed during it")."""
        yield from (t for t in frame.tokens if t.pos_ in ("NOUN", "PROPN"))
        yield from (f.head for f in absorbed if f.head.head.head.i == frame.head.i)
        yield from governed(frame.head, self.forms.prepositions["occasioned"], self.syntax, self.forms)

    def _is_dated(self, noun: Token, last: int, time: EventTime) -> bool:
        """Whether the text says when it was: beside its name, or in a clause that happened then or tells it."""
        if time.timex is None or time.value.edtf is None:
            return False
        timex: Timex = self.doc._.timexes[time.timex]
        words = covering(self.doc, timex.start, timex.end)
        beside = noun.is_ancestor(words.root) or 0 <= words.start - last <= BESIDE
        adjunct = noun.dep_ in self.syntax.preposition_object
        return beside or not adjunct or noun.head.lower_ in self.forms.prepositions["occasioned"]

    def _name(self, noun: Token) -> tuple[int, int] | None:
        """The longest known name around a noun: its first and last token."""
        firsts = range(max(noun.left_edge.i, noun.i - BEFORE), noun.i + 1)
        lasts = range(min(noun.right_edge.i, noun.i + BEHIND), noun.i - 1, -1)
        spans = ((first, last) for first in firsts for last in lasts if last > first)
        return next((s for s in spans if self._is_known(*s)), None)

    def _is_known(self, first: int, last: int) -> bool:
        return self.doc[first].text[:1].isupper() and (
            fold_phrase(self.doc[first : last + 1].text) in self._known
        )


def _of_one_month(known: TimeValue, told: TimeValue) -> bool:
    """Whether a time told without its year ("in May") is of the month of a known one: the year alone was wrong."""
    if told.resolution != "year_inferred" or told.precision not in UP_TO_MONTH:
        return False
    return (told.earliest or "")[-5:-3] in {(day or "")[-5:-3] for day in (known.earliest, known.latest)}
