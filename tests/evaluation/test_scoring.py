"""Counts per layer: an annotation against itself, against a result with one fault, and against the reference scorer."""

from __future__ import annotations

import copy
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from conftest import CORPUS, ROOT, run_cli
from dateline.evaluation.evaluate import run_files
from dateline.evaluation.scoring import LAYERS, Counts, score

SCORER = ROOT.parent / "shared" / "tools" / "score.py"
SAMPLE = ROOT.parent / "shared" / "gold-sample" / "000_59fab0586e337fd8.gold.json"

TEXT = "On 3 May 2009 the army killed 31 rebels near Vavuniya. They fled."


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


PLACE = {"name": "Vavuniya", "country": "LK", "lat": 8.75, "lon": 80.5, "precision": "near", "aka": []}
GOLD: dict[str, Any] = {
    "doc_id": "story",
    "timexes": [{**span("3 May 2009"), "type": "DATE", "value": "2009-05-03", "mod": None}],
    "actors": [
        {"name": "Army", "kind": "military", "country": "LK", "aka": [], "mentions": [span("army")]},
        {
            "name": "Tigers",
            "kind": "rebel_group",
            "country": "LK",
            "aka": ["rebels"],
            "mentions": [span("rebels"), span("They")],
        },
    ],
    "places": [{**PLACE, "mentions": [span("Vavuniya")]}],
    "events": [
        {
            "event_type": "attack",
            "trigger": span("killed"),
            "date": "2009-05-03",
            "place": PLACE,
            "participants": [
                {"role": "initiator", "name": "Army", "kind": "military", "aka": []},
                {"role": "target", "name": "Tigers", "kind": "rebel_group", "aka": ["rebels"]},
            ],
            "casualties": [{"kind": "killed", "low": 31, "best": 31, "high": 31, "victims": "Tigers"}],
            "assertion": {"status": "asserted"},
        },
        {
            "event_type": "withdrawal",
            "trigger": span("fled"),
            "date": None,
            "place": None,
            "participants": [{"role": "initiator", "name": "Tigers", "kind": "rebel_group", "aka": []}],
            "casualties": [],
            "assertion": {"status": "asserted"},
        },
    ],
}


def result() -> dict[str, Any]:
    """What a perfect system would find."""
    return copy.deepcopy(GOLD)


def counts(found: dict[str, Any]) -> dict[str, Counts]:
    return score(GOLD, found, found["events"]).layers


def test_an_annotation_agrees_with_itself_in_every_layer() -> None:
    assert {layer: c.f1 for layer, c in counts(result()).items()} == dict.fromkeys(LAYERS, 100.0)


def change(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    found = result()
    at: Any = found
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return found


FAULTS = [
    (("timexes", 0, "end"), 20, {"extent_strict"}),
    (("timexes", 0, "value"), "2010-05-03", {"value"}),
    (("timexes",), [], {"extent_strict", "extent_relaxed", "value"}),
    (("events", 0, "event_type"), "ambush", {"type", "record", "slots"}),
    (("events", 0, "date"), "2009-05-04", {"date", "date_relaxed", "record", "slots"}),
    (("events", 0, "date"), "2009-05", {"date", "record", "slots"}),
    (("events", 0, "place"), None, {"place", "record", "slots"}),
    (("events", 1, "place"), PLACE, {"place", "record", "slots"}),
    (("events", 0, "participants", 0, "name"), "Navy", {"participants", "record", "slots"}),
    (("events", 0, "participants", 0, "role"), "supporter", {"participants", "record", "slots"}),
    (("events", 0, "participants", 0, "role"), "party", set()),
    (("events", 0, "casualties", 0, "kind"), "injured", {"casualties", "slots"}),
    (("events", 0, "casualties", 0, "victims"), "Army", {"casualties", "slots"}),
    (("events", 0, "assertion", "status"), "claimed", {"status"}),
    (("actors", 1, "mentions"), [span("rebels")], {"actor_mention", "actor_identity"}),
    (("actors", 0, "name"), "Navy", {"actor_identity"}),
    (("places", 0, "name"), "Jaffna", set()),
    (
        ("places", 0),
        {**PLACE, "name": "Jaffna", "lat": 9.67, "mentions": [span("Vavuniya")]},
        {"place_identity", "place_point"},
    ),
    (("places", 0, "lat"), None, {"place_point"}),
]


@pytest.mark.parametrize(("path", "value", "hurt"), FAULTS)
def test_a_fault_costs_the_layers_that_it_touches_and_no_other(
    path: tuple[Any, ...], value: Any, hurt: set[str]
) -> None:
    layers = counts(change(path, value))
    assert {layer for layer in LAYERS if layers[layer].f1 < 100} == hurt


def test_only_the_covered_stretch_is_scored() -> None:
    gold = {**result(), "covers": [[0, 54]], "actors": [], "places": []}
    assert score(gold, result(), result()["events"]).layers["trigger"] == Counts(1, 1, 1)


def test_an_expression_of_unknown_value_costs_nothing() -> None:
    gold = change(("timexes", 0, "value"), None)
    assert score(gold, result(), []).layers["value"] == Counts(0, 0, 0)


def test_confusion_tells_what_was_taken_for_what() -> None:
    found = change(("events", 0, "event_type"), "ambush")
    del found["events"][1]
    confusion = score(GOLD, found, found["events"]).confusion["event_type"]
    assert confusion == {("attack", "ambush"): 1, ("withdrawal", "(none)"): 1}


def reference(golds: list[Path], run: Path) -> dict[str, dict[str, Any]]:
    """What the reference scorer says, where it lies beside the checkout."""
    spec = importlib.util.spec_from_file_location("reference_scorer", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score([str(g) for g in golds], str(run))


def test_the_figures_are_those_of_the_reference_scorer_to_the_digit(tmp_path: Path) -> None:
    if not SCORER.exists():
        return
    golds = [CORPUS / f"{name}.gold.json" for name in ("marawi-2017", "savimbi-2002", "georgia-2008")]
    texts = [gold.with_name(gold.name.replace(".gold.json", ".txt")) for gold in golds]
    sample = ROOT.parent / "shared" / "seeds" / "000_59fab0586e337fd8.txt"
    assert run_cli("extract", *texts, sample, "-o", tmp_path, "--quiet")[0] == 0
    golds.append(SAMPLE)
    documents, events = run_files(tmp_path)
    total = None
    for path in golds:
        gold = json.loads(path.read_text(encoding="utf-8"))
        name = Path(gold.get("doc_id") or gold["doc"]).stem if path == SAMPLE else gold["doc_id"]
        one = score({**gold, "actors": [], "places": []}, documents[name], events[name])
        total = one if total is None else total.__iadd__(one)
    assert total is not None
    ours = {
        layer: {
            "p": round(c.precision, 1),
            "r": round(c.recall, 1),
            "f1": round(c.f1, 1),
            "hit": c.hit,
            "gold": c.gold,
            "pred": c.found,
        }
        for layer, c in total.layers.items()
        if c.gold or c.found
    }
    assert ours == reference(golds, tmp_path)
