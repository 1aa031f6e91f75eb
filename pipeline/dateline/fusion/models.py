"""What fusion writes, field by field; the JSON Schema has these classes as well."""

from __future__ import annotations

from typing import Literal

from dateline.layers import ActorKind, CasualtyKind, Precision, Role, Status
from dateline.records import SCHEMA_VERSION, EventType, FailureRecord, Model, PlaceTold


class DateTold(Model):
    """When: EDTF, bounded by inclusive proleptic Gregorian days."""

    value: str | None
    earliest: str | None
    latest: str | None
    precision: Precision


class ActorTold(Model):
    """An actor: its least id among the documents that mean it."""

    id: str
    name: str
    kind: ActorKind


class PartTold(Model):
    """An actor's part, and the documents that tell it (of an incident)."""

    role: Role
    actor: ActorTold
    documents: list[str]


class FigureTold(Model):
    """A figure of loss."""

    kind: CasualtyKind
    low: int | None
    best: int | None
    high: int | None
    victims: ActorTold | None


class RecordTold(Model):
    """A record of a version, with its words; the record itself stands in the file of its run."""

    id: str
    event_type: EventType
    status: Status
    source: ActorTold | None
    trigger: str
    sentence: str


class Version(Model):
    """What one document tells of the happening."""

    doc_id: str
    lang: str
    date: DateTold
    place: PlaceTold | None
    participants: list[PartTold]
    casualties: list[FigureTold]
    records: list[RecordTold]


class Agreement(Model):
    """A field, its value and the two documents or more that agree on it."""

    field: str
    value: str
    documents: list[str]


class Told(Model):
    """A value and the documents that tell it."""

    value: str
    documents: list[str]


class Difference(Model):
    """A field on which documents contradict each other."""

    field: str
    values: list[Told]


class OnlyOne(Model):
    """What one document tells and the others leave open."""

    document: str
    field: str
    value: str


class LinkRecord(Model):
    """Why two versions were linked: points by kind of evidence, and their sum."""

    documents: tuple[str, str]
    records: tuple[str, str]
    points: dict[str, float]
    score: float


class IncidentRecord(Model):
    """A happening: a line of incidents.jsonl.

    `date`, `place` and `event_type` are what most documents tell, of equals the most precise. `agree`, `differ`
    and `only` are empty for a happening that one document alone tells.
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    id: str
    event_type: EventType
    date: DateTold
    place: PlaceTold | None
    participants: list[PartTold]
    documents: list[str]
    langs: list[str]
    versions: list[Version]
    agree: list[Agreement]
    differ: list[Difference]
    only: list[OnlyOne]
    links: list[LinkRecord]


class MergeInput(Model):
    """A file of records that was merged."""

    name: str
    sha256: str
    bytes: int
    records: int


class MergeRecord(Model):
    """What a merge did: merge.json.

    `counts`: records, documents, tellings (records of one happening in one document), incidents, linked (incidents
    of two documents or more), differing (linked ones with a contradiction), comparisons, cut_short (tellings that
    were not compared with all others of a crowded block), undated (tellings without a date, which link to none).
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    command: list[str]
    version: str
    started: str
    seconds: float
    inputs: list[MergeInput]
    counts: dict[str, int]
    differences: dict[str, int]
    failures: list[FailureRecord]


class Evidence(Model):
    """A record that says so."""

    record: str
    doc_id: str
    event_type: EventType
    date: str | None
    trigger: str
    sentence: str


Beginning = Literal["captured", "stated", "admitted", "held_before"]


class Holding(Model):
    """A stretch of time in which the same actors held a place.

    `holders` is empty where nobody is known to hold it. `since` and `until` are EDTF; null is not known: in the first
    holding `since` is before the first news, in the last `until` is open. `begun`: captured (by `since`), stated
    to hold (at `since`, perhaps longer), admitted by a rival to have taken or to hold, or known only as the one who
    held it before somebody else; null where nobody is known.
    """

    holders: list[ActorTold]
    since: str | None
    until: str | None
    begun: Beginning | None
    evidence: list[Evidence]


class Claim(Model):
    """Somebody's word, a plan or a denial: it changes nothing of who holds.

    `act`: gained, held or left; `actors`: by whom, empty where the words do not say.
    """

    act: Literal["gained", "held", "left"]
    actors: list[ActorTold]
    status: Status
    source: ActorTold | None
    date: str | None
    evidence: list[Evidence]


ContradictionKind = Literal[
    "claimed_by_several", "claim_against_holder", "two_holders", "holder_before", "loss_not_told", "denied"
]


class Contradiction(Model):
    """Statements that cannot all be true. `text` says it in a line."""

    kind: ContradictionKind
    date: str | None
    text: str
    evidence: list[Evidence]


class ControlRecord(Model):
    """Who held a place, in order of time.

    `unused`: records without a date, only near the place, or of somebody who left without having held it.
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    place: PlaceTold
    holdings: list[Holding]
    claims: list[Claim]
    contradictions: list[Contradiction]
    unused: list[Evidence]
