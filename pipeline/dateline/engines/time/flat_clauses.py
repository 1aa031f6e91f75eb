"""Reads where a time expression stands without a parse: by the words before and after it in its sentence.

The words are data: the table `flat` of models/<lang>/timexes/narrative.toml.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.tokens import Doc

from dateline.engines.datelines import opens_in_brackets
from dateline.engines.script import normal_text
from dateline.engines.time.calendar import CalendarDate, Shift
from dateline.engines.time.clauses import Clause
from dateline.layers import Sentence, Timex

# Kinds of places; one that the rules of a language do not describe does not occur.
PLACES = (
    "names",
    "opens",
    "earlier",
    "once",
    "had",
    "planned",
    "term",
    "fronted",
    "disclosed",
    "foretold",
    "at_last",
)


class FlatClauses:
    """Reads from the words around a time expression whether it belongs to the main line."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self._tests = {
            name: (re.compile(rules[name]["before"]), re.compile(rules[name]["after"]))
            for name in PLACES
            if name in rules
        }
        self._open, self._close = frozenset(rules["open"]), frozenset(rules["close"])

    def of(self, doc: Doc, timex: Timex, sentence: Sentence) -> Clause:
        """The clause of a time expression."""
        text = normal_text(doc)
        left, right = text[sentence.start : timex.start], text[timex.end : sentence.end]
        is_ = dict.fromkeys(PLACES, False)
        for name, (before, after) in self._tests.items():
            is_[name] = bool(before.search(left) and after.match(right))
        heads = opens_in_brackets(left, right)
        enclosed = self._enclosed(left) and not heads
        names = is_["names"] and not is_["fronted"]
        planned = is_["term"] or is_["disclosed"] or is_["planned"]
        date = timex.meaning if isinstance(timex.meaning, CalendarDate) else CalendarDate()
        opens = is_["opens"] or (is_["foretold"] and date.year is not None)
        at_last = is_["at_last"] and date.year is not None
        aside = opens or names or enclosed or planned or at_last
        back = date.step is not None and date.step < 0 and not date.deictic  # "in May of the year before"
        step = timex.meaning
        fine = isinstance(step, Shift) and (step.part is not None or step.hour is not None)
        stepped = isinstance(step, Shift) and fine and step.sign < 0 and not step.deictic
        back = back or (is_["had"] and stepped)
        return Clause(
            aside,
            is_["earlier"] or back or (is_["once"] and bool(date.month or date.year)),
            is_["planned"] or is_["term"] or is_["disclosed"],
            opens,
            is_["fronted"] or heads,
            False,
            enclosed,
            names,
        )

    def _enclosed(self, left: str) -> bool:
        depth = 0
        for char in left:
            depth = max(0, depth + (char in self._open) - (char in self._close))
        return depth > 0
