"""Who claims a deed did it: "A bomb killed nine. X claimed responsibility"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import Argument, Event, in_sentences

SENSE = "statement.claim_deed"
SPOKEN, KILLING = "statement", "killing"
RULE = "claims_deed:subject"
_NAMED = ("name", "acronym")
BACK = 2  # sentences back that the deed may have been told


def claim_deeds(doc: Doc, events: Sequence[Event], behaviour: Behaviour, forms: Forms) -> list[Event]:
    """The events, each claim without its deed given to the last deed before it that has no named doer.

    Whoever claims a deed takes the place of a doer without a name ("gunmen"); the claim is no event of its own then.
    """
    out = sorted(events, key=lambda event: event.start)
    claims = [event for event in out if event.sense == SENSE]
    for claim in claims:
        doers = _named(claim)
        deed = _deed(doc, claim, out, behaviour) if doers and not _is_denied(doc, claim, forms) else None
        if deed is None:
            continue
        others = tuple(a for a in deed.arguments if a.role != "initiator")
        claimed = replace(deed, arguments=(*(replace(a, rule=RULE) for a in doers), *others))
        out = [claimed if event is deed else event for event in out if event is not claim]
    return out


def own_up(
    doc: Doc, events: Sequence[Event], behaviour: Behaviour, syntax: Syntax, forms: Forms
) -> list[Event]:
    """The events, each deed of nobody by name with who says soon after that it was his; what he says is kept."""
    owners = [e for e in events if e.type in behaviour.same_happening and _is_taken_up(doc, e, syntax, forms)]
    owners += [e for e in events if e.type == SPOKEN and _says_so(doc[e.head], syntax, forms)]
    owners = sorted((e for e in owners if _named(e) and not _is_denied(doc, e, forms)), key=lambda e: e.start)
    ordered = sorted(events, key=lambda event: event.start)
    return [_owned(doc, event, ordered, behaviour, owners) for event in events]


def _owned(
    doc: Doc, deed: Event, events: Sequence[Event], behaviour: Behaviour, claims: Sequence[Event]
) -> Event:
    """A deed of nobody by name, with who says soon after that he did it ("IS said it had carried out the attacks")."""
    if deed.type not in {*behaviour.same_happening, KILLING}:
        return deed
    for claim in in_sentences(claims, deed.sentence + 1, deed.sentence + BACK):
        told = _deed(doc, claim, events, behaviour)
        if told is not None and told.head == deed.head:
            others = tuple(a for a in deed.arguments if a.role != "initiator")
            return replace(deed, arguments=(*(replace(a, rule=RULE) for a in _named(claim)), *others))
    return deed


def _is_taken_up(doc: Doc, claim: Event, syntax: Syntax, forms: Forms) -> bool:
    """Whether a definite noun takes up a deed told before that the speaker of its sentence says was his."""
    noun = doc[claim.head]
    definite = any(forms.lemma(c) in forms.words["definite"] for c in noun.children)
    verb = noun.head
    bare = claim.place is None or claim.place_inherited
    if noun.pos_ != "NOUN" or not definite or not bare or verb.pos_ != "VERB":
        return False
    doers = {a.mention.actor.id for a in claim.arguments if a.role == "initiator"}
    top = verb.head if verb.head.i != verb.i and verb.dep_ in syntax.complement else verb
    speaker = {c.i for c in top.lefts}
    owns = forms.lemma(verb) in forms.words["owning_up"] and verb.i == top.i
    tells = forms.lemma(verb) in forms.words["doing_deed"] and verb.i != top.i
    said = any(
        m.head in speaker and m.actor.id in doers
        for m in in_sentences(doc._.actors, claim.sentence, claim.sentence)
    )
    return said and (owns or tells)


def _says_so(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether a word of speech owns up to "it": "they claimed it", "they admitted that they had carried it out"."""
    doing = forms.words["owning_up"]
    told = [
        c
        for c in verb.children
        if c.dep_ in syntax.complement and forms.lemma(c) in forms.words["doing_deed"]
    ]
    verbs = told or ([verb] if forms.lemma(verb) in doing else [])
    meant = (c for v in verbs for c in v.children if c.dep_ in syntax.object)
    return any(c.lower_ in forms.words["deed_pronouns"] for c in meant)


def _named(claim: Event) -> list[Argument]:
    """The armed sides that claim, by name; anybody else may only answer for a deed."""
    found = [a.mention for a in claim.arguments if a.role == "initiator"]
    named = {
        m.head
        for m in found
        if (m.via in _NAMED or not m.actor.id.startswith("generic:"))
        and m.actor.kind in (*ARMED_KINDS, "unknown")
    }
    return [a for a in claim.arguments if a.role == "initiator" and a.mention.head in named]


def _is_denied(doc: Doc, claim: Event, forms: Forms) -> bool:
    """Whether nobody claims, or not yet ("has not claimed responsibility")."""
    verb = doc[claim.head]
    around = (t for c in (verb, *verb.children) for t in (c, *c.children))
    return any(t.lower_ in forms.words["denying"] for t in around)


def _deed(doc: Doc, claim: Event, events: Sequence[Event], behaviour: Behaviour) -> Event | None:
    """The last deed told shortly before the claim; None if a named side did it, or if it is no deed to claim."""
    here = doc._.sentences[claim.sentence]
    for event in reversed(in_sentences(events, claim.sentence - BACK, claim.sentence)):
        if event.start >= claim.start:
            continue
        if doc._.sentences[event.sentence].heading:
            return None
        if event.type not in {*behaviour.violent, *behaviour.deeds} - behaviour.unclaimed:
            continue
        if event.type == KILLING and not event.arguments:
            continue  # a toll
        doers = [a for a in event.arguments if a.role == "initiator"]
        free = all(a.mention.actor.id.startswith("generic:") for a in doers)
        near = doc._.sentences[event.sentence].block in (here.block, here.block - 1)
        return event if free and near else None
    return None
