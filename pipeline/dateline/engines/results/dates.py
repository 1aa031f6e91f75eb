"""The date of an act that has not happened: the day on which it was planned or asked for is not its own.

But what somebody sets out to do by an act that is told, what he has decided, and what he orders those to do who are
there to do it, belongs to the time of that act: no more is known of it, and no other time is meant.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.script import normal_text
from dateline.engines.syntax import Forms, Syntax, covering, to_occur
from dateline.engines.time.narrative_data import NarrativeData
from dateline.layers import Assertion, Event, EventTime, TimeValue, Timex

UNREAL = ("planned", "requested", "hypothetical")


def event_time(doc: Doc, event: Event, assertion: Assertion) -> EventTime:
    """When the event happened; for one that is only planned, only the time that its own words give."""
    time = event.time
    if assertion.status not in UNREAL or time.value.edtf is None:
        return time
    if _tried(doc, assertion) or _under_way(doc, event, assertion):
        return time
    if time.timex is not None and _own(doc, event, assertion, doc._.timexes[time.timex]):
        return time
    return EventTime(TimeValue.unknown("not_yet_happened"), None)


def _tried(doc: Doc, assertion: Assertion) -> bool:
    """Whether it was tried, not only planned ("tried to break out on the Friday"): it has the day of the attempt."""
    if assertion.status != "planned" or assertion.cue is None:
        return False
    span = covering(doc, *assertion.cue)
    done = NarrativeData.load(doc.lang_).planned.get("done", ())
    if not done:
        return False
    word = span[0].lemma_ or normal_text(doc)[slice(*assertion.cue)]
    return word in done and not _infinitive(span[0])


def _under_way(doc: Doc, event: Event, assertion: Assertion) -> bool:
    """Whether it is what a told act is done for, what was decided, or what was ordered for the moment."""
    narrative = NarrativeData.load(doc.lang_)
    rules = narrative.planned
    if assertion.status != "planned" or assertion.cue is None or "purpose" not in rules:
        return False
    span = covering(doc, *assertion.cue)
    if not _done(span[0], rules):
        return False
    cue, word = span[0], span[0].lemma_
    if cue.tag_ in rules["purpose"] or word in rules["acts"]:
        return event.type not in rules["beyond"] and _of_act(doc[event.head], rules)
    if word in rules["ordered"]:
        return event.type in rules["at_once"] and cue.tag_ not in narrative.present["tags"]
    return word in (*rules["decided"], *rules["aims"]) or any(c.lemma_ in rules["aims"] for c in cue.lefts)


def _of_act(verb: Token, rules: dict[str, list[str]]) -> bool:
    """Whether the infinitive that an event stands in says what an act that took place was done for."""
    marked = (t for t in (verb, *verb.ancestors) if any(c.tag_ in rules["purpose"] for c in t.lefts))
    purpose = next(marked, None)
    if purpose is None or (purpose.dep_ not in rules["of_act"] and purpose.head.lemma_ not in rules["acts"]):
        return False
    return purpose.head.lemma_ not in rules["promises"] and _done(purpose.head, rules)


def _done(verb: Token, rules: dict[str, list[str]]) -> bool:
    """Whether a word is no verb that only will or may be, nor an infinitive."""
    if verb.pos_ not in ("VERB", "AUX"):
        return True
    return not any(c.tag_ in rules["tags"] for c in verb.children if c.dep_ in rules["labels"])


def _infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive ("would try")."""
    return "Inf" in verb.morph.get("VerbForm", [])


def _own(doc: Doc, event: Event, assertion: Assertion, timex: Timex) -> bool:
    """Whether the time hangs on the event's own word, or on a verb that says when that is to be.

    Without a parse: whether it stands behind the cue, or opens the clause of one that only looks ahead.
    """
    if not doc[event.head].dep_:
        return assertion.cue is not None and (
            assertion.cue[1] <= timex.start < event.start or _opens(doc, timex, assertion.cue)
        )
    path: list[str] = []
    for token in covering(doc, timex.start, timex.end).root.ancestors:
        if token.i == event.head:
            return True
        if token.pos_ in ("VERB", "AUX"):
            return _sets(token, path, doc[event.head])
        path.append(token.lemma_)
    return False


def _opens(doc: Doc, timex: Timex, cue: tuple[int, int]) -> bool:
    """Whether a time leads to a cue that only looks ahead, with nobody's word between ("周三，总统将访问巴黎")."""
    rules, text = NarrativeData.load(doc.lang_).planned, normal_text(doc)
    between = text[timex.end : cue[0]]
    ahead = text[slice(*cue)].startswith(tuple(rules.get("ahead", ())))
    return ahead and timex.end <= cue[0] and not any(stop in between[1:] for stop in rules["stops"])


def _sets(verb: Token, path: list[str], noun: Token) -> bool:
    """Whether a verb says when what a noun tells is to be ("elections will be held on", "talks are planned for").

    `path` are the words between the verb and its time.
    """
    rules, syntax = NarrativeData.load(verb.doc.lang_).planned, Syntax.load(verb.doc.lang_)
    labels = syntax.subject | syntax.passive_subject | syntax.object
    occurs = to_occur(noun, syntax, Forms.load(verb.doc.lang_))  # "are due to begin"
    if noun.dep_ not in labels or not (noun.head.i in (verb.i, verb.head.i) or verb == occurs):
        return False
    if verb.lemma_ in rules["meant"] and any(word in rules["until"] for word in path):
        return True  # "was planned for May"
    if verb.lemma_ in (*rules["ordered"], *rules["promises"], *rules["decided"]):
        return False  # when it was said
    ahead = [verb, *(c for c in verb.children if c.dep_ in syntax.open_complement)]  # "are to begin"
    ahead += [occurs] if occurs is not None else []
    return not all(_done(word, rules) for word in ahead)
