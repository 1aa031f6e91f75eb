"""Whether annotations are what corpus/README.md says: offsets, values, types, identities, order, overlaps.

Every problem is told with the line of the annotation file where its object begins, and what to do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from json.decoder import JSONDecoder, JSONObject  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any, get_args

from dateline.errors import MESSAGES
from dateline.evaluation.corpus import Annotated
from dateline.evaluation.matching import Json, interval, overlap
from dateline.layers import ActorKind, CasualtyKind, PlacePrecision, Role, Status
from dateline.records import EventType

_YEAR = r"(?:BC)?(?:\d{4}|XXXX|\d{2,3})"
_DAY = (
    rf"{_YEAR}(?:-(?:SP|SU|FA|WI|H[12]|Q[1-4]|W(?:\d\d|XX)(?:-WE|-[1-7])?|(?:\d\d|XX)(?:-(?:\d\d|XX|WE))?))?"
)
_HOUR = r"T(?:MO|MI|AF|EV|NI|DT|\d\d(?::\d\d(?::\d\d)?)?)"
_SPAN = r"P(?:T?(?:\d+(?:\.\d+)?|X)(?:DE|CE|[YMWDHSEC]))+(?:T(?:(?:\d+|X)[HMS])+)?"
_VALUE = re.compile(rf"PRESENT_REF|PAST_REF|FUTURE_REF|{_SPAN}|{_DAY}(?:{_HOUR})?|{_HOUR}")
_TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
_MODS = (
    "START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN",
    "EQUAL_OR_LESS", "EQUAL_OR_MORE",
)  # fmt: skip
_COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a line (counted from 1) of an annotation file."""

    path: Path
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: [{self.code}] {self.message}"


class Lined(dict[str, Any]):
    """A JSON object that knows the line on which it begins."""

    line: int = 1


class _Decoder(JSONDecoder):
    """Reads objects as Lined."""

    def __init__(self) -> None:
        super().__init__()

        def parse_object(state: tuple[str, int], *rest: Any) -> tuple[Lined, int]:
            value, end = JSONObject(state, *rest)
            lined = Lined(value)
            lined.line = state[0].count("\n", 0, state[1]) + 1
            return lined, end

        self.parse_object = parse_object
        self.scan_once = py_make_scanner(self)


def check(item: Annotated) -> list[Problem]:
    """All problems of an article's annotation, by line."""
    try:
        text = item.text.read_bytes().decode("utf-8")
        gold = _Decoder().decode(item.gold.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        return [Problem(item.gold, 1, "E411", MESSAGES["E411"].format(reason=error.reason))]
    except json.JSONDecodeError as error:
        return [Problem(item.gold, error.lineno, "E411", MESSAGES["E411"].format(reason=error.msg))]
    found = Checker(text, item).all(gold)
    return [
        Problem(item.gold, line, code, MESSAGES[code].format(**details)) for line, code, details in sorted(
            found, key=lambda problem: problem[:2]
        )
    ]  # fmt: skip


Found = tuple[int, str, dict[str, Any]]  # line, code, details of its message


class Checker:
    """The checks of one annotation; every method yields what it finds."""

    def __init__(self, text: str, item: Annotated) -> None:
        self.text, self.item = text, item
        self.actors: set[str] | None = None
        self.places: set[str] | None = None

    def all(self, gold: Lined) -> list[Found]:
        """Every problem of the file."""
        if gold.get("doc_id") != self.item.doc_id:
            return [
                (
                    gold.line,
                    "E412",
                    {"field": "doc_id", "value": gold.get("doc_id"), "allowed": self.item.doc_id},
                )
            ]
        for layer in ("actors", "places"):
            if layer in gold:
                setattr(self, layer, {entry.get("name") for entry in gold[layer]})
        return [
            *self._spans(gold),
            *self._timexes(gold.get("timexes", [])),
            *self._actors(gold.get("actors", [])),
            *self._places(gold.get("places", [])),
            *self._events(gold.get("events", [])),
        ]

    def _spans(self, value: Any) -> Iterator[Found]:
        """Every object with text, start and end, however deep."""
        if isinstance(value, list):
            for item in value:
                yield from self._spans(item)
        elif isinstance(value, Lined):
            if {"text", "start", "end"} <= value.keys():
                there = self.text[value["start"] : value["end"]]
                if there != value["text"]:
                    yield value.line, "E413", {**value, "there": there[:40]}
            for item in value.values():
                yield from self._spans(item)

    def _timexes(self, timexes: list[Lined]) -> Iterator[Found]:
        for timex in timexes:
            yield from self._one_of(timex, "type", _TIMEX_TYPES)
            yield from self._one_of(timex, "mod", (*_MODS, None))
            if timex.get("value") is not None and not _VALUE.fullmatch(str(timex["value"])):
                yield timex.line, "E414", {"value": timex["value"], "standard": "TIMEX3"}
        yield from self._overlaps(timexes)

    def _overlaps(self, spans: list[Lined]) -> Iterator[Found]:
        for a, b in pairwise(sorted(spans, key=lambda s: (s["start"], s["end"]))):
            if overlap(a, b):
                yield b.line, "E415", {"text": b["text"], "other": a["text"]}

    def _one_of(self, value: Lined, field: str, allowed: tuple[Any, ...]) -> Iterator[Found]:
        if value.get(field) not in allowed:
            names = ", ".join(str(a) for a in allowed)
            yield value.line, "E412", {"field": field, "value": value.get(field), "allowed": names}

    def _country(self, value: Lined) -> Iterator[Found]:
        country = value.get("country")
        if country is not None and not _COUNTRY.fullmatch(country):
            yield (
                value.line,
                "E412",
                {"field": "country", "value": country, "allowed": "ISO 3166 alpha-2 or null"},
            )

    def _actors(self, actors: list[Lined]) -> Iterator[Found]:
        for actor in actors:
            yield from self._one_of(actor, "kind", get_args(ActorKind))
            yield from self._country(actor)
            yield from self._overlaps(actor["mentions"])

    def _places(self, places: list[Lined]) -> Iterator[Found]:
        for place in places:
            yield from self._place(place)
            yield from self._overlaps(place["mentions"])

    def _place(self, place: Lined) -> Iterator[Found]:
        yield from self._one_of(place, "precision", get_args(PlacePrecision))
        yield from self._country(place)
        for field, most in (("lat", 90), ("lon", 180)):
            if place.get(field) is not None and not -most <= place[field] <= most:
                yield (
                    place.line,
                    "E412",
                    {"field": field, "value": place[field], "allowed": f"-{most} to {most}"},
                )

    def _events(self, events: list[Lined]) -> Iterator[Found]:
        seen: set[str] = set()
        for event in events:
            key = json.dumps(event, sort_keys=True)
            if key in seen:
                yield event.line, "E416", {"trigger": event["trigger"]["text"]}
            seen.add(key)
            yield from self._one_of(event, "event_type", get_args(EventType))
            yield from self._date(event)
            if event.get("place"):
                yield from self._place(event["place"])
                yield from self._known(event["place"], event["place"].get("name"), self.places, "places")
            for participant in event.get("participants") or []:
                yield from self._one_of(participant, "role", get_args(Role))
                yield from self._one_of(participant, "kind", get_args(ActorKind))
                yield from self._known(participant, participant.get("name"), self.actors, "actors")
            for casualty in event.get("casualties") or []:
                yield from self._casualty(casualty)
            assertion = event.get("assertion") or Lined()
            yield from self._one_of(assertion, "status", get_args(Status))
            if assertion.get("source"):
                yield from self._known(assertion, assertion["source"], self.actors, "actors")

    def _date(self, event: Lined) -> Iterator[Found]:
        from edtf import parse_edtf
        from edtf.parser.edtf_exceptions import EDTFParseException

        value = event.get("date")
        if value is None:
            return
        try:
            parse_edtf(value)
        except EDTFParseException:
            yield event.line, "E414", {"value": value, "standard": "EDTF (ISO 8601-2, level 1)"}
            return
        days = interval(value)
        if days and days[0] > days[1] and not value.startswith("-"):
            yield event.line, "E417", {"value": value}

    def _casualty(self, casualty: Lined) -> Iterator[Found]:
        yield from self._one_of(casualty, "kind", get_args(CasualtyKind))
        given = [n for n in (casualty.get(key) for key in ("low", "best", "high")) if n is not None]
        if not given or given != sorted(given) or given[0] < 0:
            yield (
                casualty.line,
                "E418",
                {"figures": "/".join(str(casualty.get(k)) for k in ("low", "best", "high"))},
            )
        for field in ("victims", "claimed_by"):
            if casualty.get(field):
                yield from self._known(casualty, casualty[field], self.actors, "actors")

    def _known(self, value: Lined, name: Any, known: set[str] | None, layer: str) -> Iterator[Found]:
        if known is not None and name not in known:
            yield value.line, "E419", {"name": name, "layer": layer}


def summary(gold: Json) -> dict[str, int]:
    """Number of items of each kind in an annotation."""
    return {
        "timexes": len(gold.get("timexes", [])),
        "events": len(gold.get("events", [])),
        "casualties": sum(len(event.get("casualties") or []) for event in gold.get("events", [])),
        "actor mentions": sum(len(actor["mentions"]) for actor in gold.get("actors", [])),
        "place mentions": sum(len(place["mentions"]) for place in gold.get("places", [])),
    }
