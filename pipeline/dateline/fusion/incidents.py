"""One row for each happening: every source's version, and what they say together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from dateline.fusion.comparing import Account, best_place, compare, most_precise
from dateline.fusion.identity import Actors
from dateline.fusion.models import (
    ActorTold,
    Agreement,
    DateTold,
    Difference,
    FigureTold,
    IncidentRecord,
    LinkRecord,
    OnlyOne,
    PartTold,
    RecordTold,
    Version,
)
from dateline.fusion.view import Event, When, Where, Who
from dateline.records import PlaceTold


def incident(accounts: Sequence[Account], actors: Actors, links: list[LinkRecord]) -> IncidentRecord:
    """The row of a happening that these documents tell."""
    accounts = sorted(accounts, key=lambda a: (a.name, a.events[0].id))
    events = [event for account in accounts for event in account.events]
    findings = compare(accounts, actors)
    place = best_place([a.place for a in accounts if a.place])
    types = Counter(event.event_type for event in events)
    return IncidentRecord(
        id=_id(events),
        event_type=min(types, key=lambda t: (-types[t], t)),
        date=date_told(most_precise([a.date for a in accounts])),
        place=place_told(place) if place else None,
        participants=_together(accounts, actors),
        documents=[a.name for a in accounts],
        langs=sorted({event.lang for event in events}),
        versions=[_version(a) for a in accounts],
        agree=[f for f in findings if isinstance(f, Agreement)],
        differ=[f for f in findings if isinstance(f, Difference)],
        only=[f for f in findings if isinstance(f, OnlyOne)],
        links=sorted(links, key=lambda link: link.records),
    )


def _id(events: list[Event]) -> str:
    """Depends on the records and on nothing else."""
    return hashlib.sha256("\x1e".join(sorted(event.id for event in events)).encode()).hexdigest()[:16]


def _together(accounts: Sequence[Account], actors: Actors) -> list[PartTold]:
    """Everybody's parts, actors that are one written once."""
    found: list[tuple[str, set[str], set[str]]] = []
    for account in accounts:
        for role, actor in sorted({(p.role, p.actor.id) for e in account.events for p in e.participants}):
            known = next((f for f in found if f[0] == role and any(actors.one(actor, i) for i in f[1])), None)
            if known is None:
                found.append(known := (role, set(), set()))
            known[1].add(actor)
            known[2].add(account.name)
    parts = [
        PartTold(role=role, actor=actor_told(actors.main(ids)), documents=sorted(names))  # type: ignore[arg-type]
        for role, ids, names in found
    ]
    return sorted(parts, key=lambda part: (part.role, part.actor.id))


def _version(account: Account) -> Version:
    events = account.events
    parts = {(p.role, p.actor.id): p.actor for e in events for p in e.participants}
    return Version(
        doc_id=account.name,
        lang=events[0].lang,
        date=date_told(account.date),
        place=place_told(account.place) if account.place else None,
        participants=[
            PartTold(role=role, actor=actor_told(who), documents=[account.name])
            for (role, _), who in sorted(parts.items(), key=lambda item: item[0])
        ],
        casualties=[
            FigureTold(
                kind=c.kind,
                low=c.low,
                best=c.best,
                high=c.high,
                victims=actor_told(c.victims) if c.victims else None,
            )
            for e in events
            for c in e.casualties
        ],
        records=[
            RecordTold(
                id=e.id,
                event_type=e.event_type,
                status=e.assertion.status,
                source=actor_told(e.assertion.source) if e.assertion.source else None,
                trigger=e.trigger.text,
                sentence=" ".join(e.sentence.text.split()),
            )
            for e in events
        ],
    )


def date_told(date: When) -> DateTold:
    """The date, typed for writing."""
    return DateTold(value=date.value, earliest=date.earliest, latest=date.latest, precision=date.precision)


def place_told(place: Where) -> PlaceTold:
    """The place, typed for writing."""
    return PlaceTold(**place.model_dump(exclude={"mention"}))


def actor_told(who: Who) -> ActorTold:
    """The actor, typed for writing."""
    return ActorTold(id=who.id, name=who.name, kind=who.kind)
