"""The typed results: what is written, field by field. The JSON Schema is made from these classes.

Names and enumerations are the contract with downstream tools; fields may be added, none renamed.
Every span counts Unicode code points of the original file, end exclusive. Every null has an entry
in `reasons`, keyed by the path of the null field ("place", "casualties.0.high").
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

from dateline.layers import (
    ActorKind,
    CasualtyKind,
    PlacePrecision,
    Precision,
    Resolution,
    Role,
    Status,
    Via,
)

SCHEMA_VERSION: Literal["1"] = "1"

EventType = Literal[
    "armed_clash", "attack", "ambush", "repulse", "capture", "control", "withdrawal", "siege", "airstrike",
    "shelling", "bombing", "suicide_attack", "shootdown", "killing", "injury", "abduction", "sexual_violence",
    "abuse", "arrest", "release", "looting", "protest", "riot", "coup", "agreement", "breakdown", "negotiation",
    "declaration", "statement", "accusation", "threat", "request", "rejection", "deployment", "operation", "aid",
    "sanction", "resolution", "investigation", "leadership_change", "group_change", "base_established",
    "displacement",
]  # fmt: skip


class Model(BaseModel):
    """Base of all results: immutable, no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SpanRecord(Model):
    """Words of the original file: `original[start:end] == text`."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class SentenceRecord(SpanRecord):
    """A sentence; `index` counts the sentences of the document from 0."""

    index: int = Field(ge=0)


class AnchorRecord(Model):
    """The time that another was resolved against."""

    value: str
    mention: SpanRecord | None


class DateRecord(Model):
    """When: EDTF (ISO 8601-2 level 1), bounded by inclusive proleptic Gregorian days."""

    mention: SpanRecord | None
    value: str | None
    earliest: str | None
    latest: str | None
    precision: Precision
    resolution: Resolution
    anchor: AnchorRecord | None
    rule: str | None


class PlaceTold(Model):
    """Where: WGS 84 degrees, null unless precision is exact or near."""

    name: str
    country: str | None
    admin1: str | None
    geonames_id: int | None
    lat: float | None = Field(ge=-90, le=90)
    lon: float | None = Field(ge=-180, le=180)
    precision: PlacePrecision


class PlaceRecord(PlaceTold):
    """The place of an event, and the words that name it there."""

    mention: SpanRecord | None


class ActorRecord(Model):
    """Somebody, with an id that is stable across articles where the registry knows them.

    `aka` lists the other names under which the registry or the article knows the actor; `ucdp` is the id in the
    UCDP Actor Dataset of the actor, of its state for a government or its forces; null where there is none.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    aka: list[str]
    ucdp: int | None = None


class ActorName(Model):
    """Reference to an actor; `aka` as in ActorRecord."""

    id: str
    name: str
    aka: list[str]


class ParticipantRecord(Model):
    """An actor's part in an event."""

    role: Role
    actor: ActorRecord
    mention: SpanRecord
    via: Via


class CasualtyRecord(Model):
    """A figure of loss: `low` at least, `high` at most, `best` the stated figure."""

    kind: CasualtyKind
    low: int | None
    best: int | None
    high: int | None
    victims: ActorName | None
    claimed_by: ActorName | None
    mention: SpanRecord


class AssertionRecord(Model):
    """Who vouches for the event."""

    status: Status
    source: ActorName | None
    cue: SpanRecord | None


class AcledCode(Model):
    """ACLED event and sub-event type (codebook of 2023)."""

    event_type: str
    sub_event_type: str


class PloverCode(Model):
    """PLOVER event and mode."""

    event: str | None
    mode: str | None


class UcdpCode(Model):
    """UCDP GED type of violence: 1 state-based, 2 non-state, 3 one-sided."""

    type_of_violence: Literal[1, 2, 3] | None


class CodesRecord(Model):
    """The event in the field's own vocabularies."""

    acled: AcledCode
    plover: PloverCode
    ucdp: UcdpCode


class EventRecord(Model):
    """One event mention."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    id: str
    doc_id: str
    lang: str
    event_type: EventType
    codes: CodesRecord
    trigger: SpanRecord
    sentence: SentenceRecord
    date: DateRecord
    place: PlaceRecord | None
    participants: list[ParticipantRecord]
    casualties: list[CasualtyRecord]
    assertion: AssertionRecord
    citations: list[str]
    incident: str
    reasons: dict[str, str]
    confidence: float = Field(ge=0, le=1)
    confidence_of: dict[str, float] = Field(default_factory=dict)  # of each slot, by its name


class SourceRecord(Model):
    """The input file, as it was."""

    name: str
    sha256: str
    bytes: int


class ToolRecord(Model):
    """What produced the document."""

    name: str
    version: str
    models: dict[str, str]


class SectionRecord(SpanRecord):
    """A heading and the stretch it heads; `text` and `start` belong to the heading."""

    level: int
    section_end: int


class TimexRecord(SpanRecord):
    """A time expression, TIMEX3 attributes."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None
    edtf: str | None
    earliest: str | None
    latest: str | None
    resolution: Resolution
    anchor: AnchorRecord | None
    rule: str
    reason: str | None


class ActorEntry(ActorRecord):
    """An actor of the document with all its mentions."""

    mentions: list[SpanRecord]


class PlaceEntry(PlaceTold):
    """A place of the document with all its mentions."""

    reason: str | None
    mentions: list[SpanRecord]


class CitationRecord(SpanRecord):
    """A reference mark and what it names, as far as the source holds it; `note` is its text."""

    mark: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    note: str | None = None


class AsideRecord(SpanRecord):
    """A stretch that is no narrative and was not read as such."""

    kind: str


class DocumentRecord(Model):
    """One document of a run."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    doc_id: str
    lang: str
    title: str | None
    source: SourceRecord | None
    tool: ToolRecord
    reference_date: str | None
    sections: list[SectionRecord]
    sentences: list[SentenceRecord]
    timexes: list[TimexRecord]
    actors: list[ActorEntry]
    places: list[PlaceEntry]
    citations: list[CitationRecord]
    asides: list[AsideRecord]
    facts: list[dict[str, Any]]
    warnings: list[str]


class FailureRecord(Model):
    """An input, or a line of one, that could not be read."""

    input: str
    code: str
    message: str


class RunInput(SourceRecord):
    """An input of the run and what came out of it."""

    documents: int
    events: int


class RunRecord(Model):
    """What ran: `run.json`."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    command: list[str]
    tool: ToolRecord
    started: str
    seconds: float
    words: int
    words_per_second: float
    inputs: list[RunInput]
    counts: dict[str, int]
    event_types: dict[str, int]
    failures: list[FailureRecord]


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of all that is written: by a run, by a merge, and by dateline control."""
    from dateline.fusion.models import ControlRecord, IncidentRecord, MergeRecord  # they build on this module

    files = (EventRecord, DocumentRecord, RunRecord, IncidentRecord, MergeRecord, ControlRecord)
    _, schema = models_json_schema(
        [(model, "serialization") for model in files], ref_template="#/$defs/{model}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dateline",
        "description": "A line of *.events.jsonl, *.documents.jsonl or incidents.jsonl; run.json; merge.json; "
        "or a place of dateline control --format json",
        "anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in files],
        **schema,
    }
