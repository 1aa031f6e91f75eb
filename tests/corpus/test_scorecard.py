"""The corpus is whole, its frozen part untouched, and no layer has fallen since the committed scorecard."""

from __future__ import annotations

import pytest
from renew import ARTICLES, GOLDEN, README, SCORECARD, TABLE, measure, records

from conftest import ROOT, run_cli
from dateline.evaluation.corpus import annotated, frozen_changes, rows, sha256
from dateline.evaluation.evaluate import Report
from dateline.evaluation.report import TOLERANCE, markdown, regressions

CORPUS = ROOT / "corpus"


@pytest.fixture(scope="module")
def committed() -> Report:
    return Report.model_validate_json(SCORECARD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured() -> Report:
    return measure()


def test_no_layer_has_fallen(measured: Report, committed: Report) -> None:
    assert regressions(measured, committed) == []


def test_the_scorecard_is_current(measured: Report, committed: Report) -> None:
    """A rise is to be committed too: `make scorecard`."""
    for name, part in measured.parts.items():
        for layer, row in part.layers.items():
            known = committed.parts[name].layers[layer]
            assert abs(row.f1 - known.f1) <= TOLERANCE, f"{name}: {layer} is now {row.f1}; make scorecard"
            assert row.gold == known.gold, f"{name}: {layer} is annotated anew; make scorecard"


def test_the_table_in_the_readme_is_that_of_the_scorecard(committed: Report) -> None:
    found = TABLE.search(README.read_text(encoding="utf-8"))
    assert found and found[0] == markdown(committed)


def test_the_manifest_is_current_and_complete() -> None:
    listed = {name: sha for _, name, sha in rows(CORPUS / "manifest.tsv")}
    there = {p.relative_to(CORPUS).as_posix() for item in annotated(CORPUS) for p in (item.text, item.gold)}
    assert set(listed) == there
    assert [name for name, sha in listed.items() if sha256(CORPUS / name) != sha] == []


def test_the_frozen_part_is_that_of_its_version() -> None:
    assert frozen_changes(CORPUS) is None


def test_the_annotations_have_no_problem() -> None:
    code, out, _ = run_cli("corpus", "check", CORPUS)
    assert code == 0, out


def differences(was: object, is_: object, path: str = "") -> list[str]:
    """What differs between two JSON values, a line each."""
    if isinstance(was, dict) and isinstance(is_, dict):
        keys = list(dict.fromkeys([*was, *is_]))
        return [line for key in keys for line in differences(was.get(key), is_.get(key), f"{path}.{key}")]
    if isinstance(was, list) and isinstance(is_, list) and len(was) == len(is_):
        pairs = enumerate(zip(was, is_, strict=True))
        return [line for n, (a, b) in pairs for line in differences(a, b, f"{path}[{n}]")]
    return [] if was == is_ else [f"{path}: {was!r} → {is_!r}"]


@pytest.mark.parametrize("article", ARTICLES)
def test_golden_records(article: str) -> None:
    """If the change is meant: `make golden`, and look at what git shows."""
    import json

    golden = {r["id"]: r for r in json.loads((GOLDEN / f"{article}.json").read_text(encoding="utf-8"))}
    found = {r["id"]: r for r in records(article)}

    def told(record: dict) -> str:
        return f"{record['event_type']} {record['trigger']['text']!r} at {record['trigger']['start']}"

    lines = [f"gone: {told(golden[i])}" for i in golden if i not in found]
    lines += [f"new: {told(found[i])}" for i in found if i not in golden]
    for i in golden:
        if i in found:
            lines += [f"{told(golden[i])}{line}" for line in differences(golden[i], found[i])]
    assert lines == []
