"""Dates in brackets that are those of somebody's life or rule ("Robert Lee (1807–1870) took the fort")."""

from __future__ import annotations

from spacy.tokens import Doc

from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.syntax import bracket_before, covering
from dateline.engines.time.calendar import CalendarDate
from dateline.engines.time.narrative_data import NarrativeData
from dateline.layers import Timex

_NEAR = 6  # tokens before a date within which its bracket opens


def of_a_life(doc: Doc, timex: Timex, spans: bool, mentions: LayersByToken, rules: NarrativeData) -> bool:
    """Whether a date is one of who is named before its bracket; `spans`: it is an end of a stretch of time."""
    date, start = timex.meaning, covering(doc, timex.start, timex.end).start
    opens = bracket_before(doc, start, _NEAR, rules.aside["open"])
    if not (opens and isinstance(date, CalendarDate)):
        return False
    before = doc[opens:start]
    if any(t.pos_ == "ADP" for t in before):
        return False
    lived = not date.month and any(t.lower_ in rules.life_marks for t in before)
    return lived or (spans and mentions.is_person(doc[opens - 1]))
