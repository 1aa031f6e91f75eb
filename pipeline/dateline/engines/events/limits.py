"""Since when, and until when, something went on ("has been besieged *since* May", "held the port *until* 1944")."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.events import shared_times
from dateline.engines.events.adjuncts import clause_above, is_clause
from dateline.engines.events.clause_times import ClauseTimes
from dateline.engines.events.frame import Frame
from dateline.engines.events.inheritance import Inheritance
from dateline.engines.events.time_relations import open_ended
from dateline.engines.time.tenses import in_tense
from dateline.engines.time.widening import stretch
from dateline.layers import EventTime, TimeAnchor


class Limits:
    """Makes stretches of the times of one Doc that are only limits."""

    def __init__(self, times: ClauseTimes, story: Inheritance) -> None:
        self.times, self.story, self.ties = times, story, times.ties
        self.syntax, self.forms, self.narrative = self.ties.syntax, self.ties.forms, self.ties.narrative

    def till_written(self, frame: Frame, found: EventTime) -> EventTime:
        """What has gone on "ever since" a time lasts until the text was written."""
        since = (c for c in frame.head.children if c.lower_ in self.narrative.since)
        bare = any(all(c.pos_ == "ADV" for c in word.children) for word in since)
        written = self.story.dispatch.last_written(frame.head) if bare else None
        if written is None or not in_tense(frame.head, self.narrative.perfect):
            return found
        until, anchor = self.times.chronology.values[written], TimeAnchor(found.value.timex, found.timex)
        return EventTime(stretch(found.value, until, anchor) or found.value, found.timex)

    def limited(self, index: int | None, found: EventTime, frame: Frame) -> EventTime:
        """An event since a time lasts until the story's, one until a time from the story's on."""
        tie = self.ties.of(index)
        point = self.story.line.point(frame.head)
        value, at = (point.value, point.timex) if point is not None else (None, None)
        if tie.limit is not None and tie.limit in self.narrative.since:
            lasting = any(in_tense(verb, self.narrative.perfect) for verb in self._joined_before(frame.head))
            written = self.story.dispatch.last_written(frame.head)
            if written is not None and lasting:
                value, at = self.times.chronology.values[written], written
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
            whole = stretch(found.value, self.times.at(end.index).value, TimeAnchor(found.value.timex, index))
            return EventTime(whole or found.value, found.timex)
        return found

    def _time_above(self, head: Token) -> EventTime | None:
        """The time of the clause that an aside hangs on ("the town, besieged since May, fell on 1 October")."""
        verb = head.pos_ == "VERB" or is_clause(head, self.syntax, self.forms)
        above = clause_above(head, self.syntax, self.forms) if verb else None
        return self.times.of(above)

    def _joined_before(self, verb: Token) -> list[Token]:
        """A verb and those before it whose helpers it shares ("have killed 9 men and burned the mill")."""
        out = [verb]
        own = self.syntax.subject | self.syntax.passive_subject
        while verb.dep_ in self.syntax.conjunct and not any(c.dep_ in own for c in verb.children):
            verb = verb.head
            out.append(verb)
        return out
