"""A record as fusion reads it: the fields that it needs, whatever else another tool adds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import pydantic
from pydantic import BaseModel, ConfigDict, Field

from dateline.engines.time.calendar import day_number, parse_iso
from dateline.layers import ActorKind, CasualtyKind, PlacePrecision, Precision, Role, Status
from dateline.records import SCHEMA_VERSION, EventType


class View(BaseModel):
    """Base: immutable, unknown fields are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Words(View):
    """Words of the original."""

    text: str
    start: int = 0


class Sentence(Words):
    """The sentence of a record."""

    index: int = 0


class Anchor(View):
    """What a date was resolved against."""

    value: str


class When(View):
    """A date; `earliest` and `latest` are days or null."""

    value: str | None
    earliest: str | None
    latest: str | None
    precision: Precision
    resolution: str | None = None
    anchor: Anchor | None = None


class Where(View):
    """A place."""

    mention: Words | None = None
    name: str
    country: str | None = None
    admin1: str | None = None
    geonames_id: int | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    precision: PlacePrecision


class Who(View):
    """An actor."""

    id: str
    name: str
    kind: ActorKind = "unknown"
    country: str | None = None
    aka: tuple[str, ...] = ()


class Part(View):
    """A participant."""

    role: Role
    actor: Who
    via: str | None = None


class Loss(View):
    """A figure of loss."""

    kind: CasualtyKind
    low: int | None
    best: int | None
    high: int | None
    victims: Who | None = None


class Voice(View):
    """Who vouches for it."""

    status: Status
    source: Who | None = None


class Event(View):
    """A record."""

    id: str
    doc_id: str
    lang: str
    event_type: EventType
    trigger: Words
    sentence: Sentence
    date: When
    place: Where | None
    participants: tuple[Part, ...]
    casualties: tuple[Loss, ...]
    assertion: Voice
    incident: str | None = None
    schema_version: Literal["1"] = SCHEMA_VERSION

    @pydantic.model_validator(mode="after")
    def _days(self) -> Event:
        days = span(self.date)
        if days and days[0] > days[1]:
            raise ValueError(f"the date {self.date.value} ends before it begins")
        return self


def parse(line: bytes | str) -> Event:
    """The record on a line; raises ValueError with a reason in one line."""
    try:
        return Event.model_validate_json(line)
    except pydantic.ValidationError as error:
        raise ValueError(_reason(error.errors(include_url=False)[0])) from error


def _reason(error: Any) -> str:
    at = ".".join(str(step) for step in error["loc"])
    return f"{at}: {error['msg']}" if at else str(error["msg"])


@lru_cache(maxsize=65536)
def day(iso: str) -> int:
    """Number of a proleptic Gregorian day ("2012-01-24", "-0479-08-01"); raises ValueError for anything else."""
    date = parse_iso(iso)
    return day_number(date.year or 0, date.month or 1, date.day or 1)


def span(date: When) -> tuple[int, int] | None:
    """First and last day; None if unknown."""
    if date.earliest is None or date.latest is None:
        return None
    return day(date.earliest), day(date.latest)
