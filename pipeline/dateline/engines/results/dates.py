"""The date of an act that has not happened: the day on which it was planned or asked for is not its own."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.script import normal_text
from dateline.engines.time.clauses import NarrativeData
from dateline.layers import Assertion, Event, EventTime, TimeValue, Timex

UNREAL = ("planned", "requested", "hypothetical")


def event_time(doc: Doc, event: Event, assertion: Assertion) -> EventTime:
    """When the event happened; for one that is only planned, only the time that its own words give."""
    time = event.time
    if assertion.status not in UNREAL or time.value.edtf is None:
        return time
    if _tried(doc, assertion):
        return time
    if time.timex is not None and _own(doc, event, assertion, doc._.timexes[time.timex]):
        return time
    return EventTime(TimeValue.unknown("not_yet_happened"), None)


def _tried(doc: Doc, assertion: Assertion) -> bool:
    """Whether it was tried, not only planned ("tried to break out on the Friday"): it has the day of the attempt."""
    if assertion.status != "planned" or assertion.cue is None:
        return False
    span = doc.char_span(*assertion.cue, alignment_mode="expand")
    done = NarrativeData.load(doc.lang_).planned.get("done", ())
    if span is None or not done:
        return False
    word = span[0].lemma_ or normal_text(doc)[slice(*assertion.cue)]
    return word in done and not _infinitive(span[0])


def _infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive ("would try")."""
    return "Inf" in verb.morph.get("VerbForm", [])


def _own(doc: Doc, event: Event, assertion: Assertion, timex: Timex) -> bool:
    """Whether the time hangs on the event's own word, with no verb between; without a parse, behind the cue."""
    if not doc[event.head].dep_:
        return assertion.cue is not None and assertion.cue[1] <= timex.start < event.start
    span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
    if span is None:
        return False
    for token in span.root.ancestors:
        if token.i == event.head:
            return True
        if token.pos_ in ("VERB", "AUX"):
            return False
    return False
