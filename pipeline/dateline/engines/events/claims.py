"""Who claims a deed did it: "A bomb killed nine. X claimed responsibility"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import Forms
from dateline.layers import Argument, Event

SENSE = "statement.claim_deed"
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


def _named(claim: Event) -> list[Argument]:
    """The armed sides that claim, by name; anybody else may only answer for a deed."""
    found = [a.mention for a in claim.arguments if a.role == "initiator"]
    named = {m.head for m in found if m.via in _NAMED and m.actor.kind in (*ARMED_KINDS, "unknown")}
    return [a for a in claim.arguments if a.role == "initiator" and a.mention.head in named]


def _is_denied(doc: Doc, claim: Event, forms: Forms) -> bool:
    """Whether nobody claims, or not yet ("has not claimed responsibility")."""
    verb = doc[claim.head]
    around = (t for c in (verb, *verb.children) for t in (c, *c.children))
    return any(t.lower_ in forms.words["denying"] for t in around)


def _deed(doc: Doc, claim: Event, events: Sequence[Event], behaviour: Behaviour) -> Event | None:
    """The last deed told shortly before the claim; None if a named side did it, or if it is no deed to claim."""
    here = doc._.sentences[claim.sentence]
    for event in reversed([e for e in events if e.start < claim.start]):
        if claim.sentence - event.sentence > BACK or doc._.sentences[event.sentence].heading:
            return None
        if event.type not in {*behaviour.violent, *behaviour.deeds} - behaviour.unclaimed:
            continue
        doers = [a for a in event.arguments if a.role == "initiator"]
        free = all(a.mention.actor.id.startswith("generic:") for a in doers)
        near = doc._.sentences[event.sentence].block in (here.block, here.block - 1)
        return event if free and near else None
    return None
