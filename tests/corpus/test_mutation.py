"""The scorecard sees every stage: with one switched off, a layer that lives from it falls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from spacy.tokens import Doc

from conftest import ROOT
from dateline.build import STAGES, build
from dateline.evaluation.corpus import annotated
from dateline.evaluation.evaluate import Report, judged, report
from dateline.evaluation.report import regressions
from dateline.layers import Assertion, Chronology, Sentence, TimeValue

ARTICLES = ("marawi-2017", "el-salvador-1989", "georgia-2008")
UNKNOWN = TimeValue("XXXX", None, None, None, None, "unknown", "unresolved", None, "off")


def one_sentence(doc: Doc) -> list[Sentence]:
    return [Sentence(0, 0, len(doc.text), 0, len(doc), 0, False)]


def no_meaning(doc: Doc) -> Chronology:
    return Chronology(tuple(UNKNOWN for _ in doc._.timexes), (), ())


def all_asserted(doc: Doc) -> list[Assertion]:
    return [Assertion("asserted") for _ in doc._.events]


def nothing(_: Doc) -> list[Any]:
    return []


# Stage → what it says when it is off, and the layers that must fall.
OFF: dict[str, tuple[Callable[[Doc], Any], set[str]]] = {
    "dateline_sentences": (one_sentence, {"slots", "participants"}),
    "dateline_timexes": (nothing, {"extent_strict", "extent_relaxed", "value", "date"}),
    "dateline_chronology": (no_meaning, {"value", "date"}),
    "dateline_actors": (nothing, {"participants", "actor_mention", "actor_identity"}),
    "dateline_places": (nothing, {"place", "place_mention", "place_identity"}),
    "dateline_events": (nothing, {"trigger", "type", "status", "record", "slots"}),
    "dateline_casualties": (nothing, {"casualties"}),
    "dateline_assertion": (all_asserted, {"status"}),
    "dateline_records": (nothing, {"trigger", "record"}),
}


def measured() -> Report:
    items = [item for item in annotated(ROOT / "corpus" / "en") if item.doc_id in ARTICLES]
    return report(judged(items, None))


@pytest.fixture(scope="module")
def whole() -> Report:
    return measured()


def test_every_stage_is_switched_off_once() -> None:
    assert set(OFF) == {"dateline_sentences", *STAGES}


@pytest.mark.parametrize("stage", OFF)
def test_the_scorecard_catches_a_stage_that_is_off(
    stage: str, whole: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    say, layers = OFF[stage]
    component: Any = build("en").get_pipe(stage)
    monkeypatch.setattr(component, "predict", say)
    fallen = {line.partition(": ")[2].split()[0] for line in regressions(measured(), whole)}
    assert layers <= fallen
