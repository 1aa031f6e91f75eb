"""The time of an event that its words call by a name which the registry of happenings knows ("淮海战役")."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.flat.events.frames import Frame
from dateline.engines.time.known_happenings import RULE, held_against, known_happenings, named_years
from dateline.layers import Chronology, EventTime


class NamedHappenings:
    """Those of one text, in the script of the data."""

    def __init__(self, text: str, lang: str, chronology: Chronology) -> None:
        self.text = text
        self._known = known_happenings(lang)
        self._longest = max(map(len, self._known), default=0)
        self._years = named_years(chronology)

    def time(self, frame: Frame, time: EventTime) -> EventTime:
        """The time of an event as the registry knows it, where the story gives none or one that it cannot have."""
        own = time.timex is not None and time.value.edtf is not None
        named = None if own else self._name(frame.start, frame.end)
        if named is None:
            return time
        value = held_against(time.value, self._known[self.text[slice(*named)]], self._years)
        return time if value is None else EventTime(replace(value, rule=RULE), None, named)

    def _name(self, start: int, end: int) -> tuple[int, int] | None:
        """The longest known name that holds a trigger."""
        firsts = range(max(0, end - self._longest), start + 1)
        spans = ((first, end) for first in firsts)
        return next((span for span in spans if self.text[slice(*span)] in self._known), None)
