"""What a row of incidents.jsonl says: every version, agreement, difference, and what only one tells."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hand_made import event, write

from conftest import load_lines
from dateline.fusion.merge import merge
from dateline.records import json_schema

RUF, ARMY = "group:ruf", "military:sl"
HERE, FAR = {"name": "Koidu", "lat": 8.64, "lon": -10.97}, {"name": "Koidu", "lat": 7.6, "lon": -11.9}


def row(tmp_path: Path, left: dict, right: dict) -> dict:
    """The incident of two documents' records."""
    base = {"by": [RUF], "to": [ARMY]}
    paths = [
        write(tmp_path / f"{d}.events.jsonl", [event(**{**base, **case, "doc": d})])
        for d, case in (("a", left), ("b", right))
    ]
    merge(paths, tmp_path / "out", command=[])
    (only,) = load_lines(tmp_path / "out" / "incidents.jsonl")
    return only


CLASH = {"event_type": "armed_clash", "party": [RUF, ARMY]}
AGREE = [
    ({}, {}, "date", "1998-12-20"),
    ({}, {"when": "1998-12"}, "date", "1998-12-20"),
    ({}, {}, "place", "Koidu"),
    ({}, {}, "type", "capture"),
    ({}, {}, "initiator", "RUF"),
    ({}, {}, "target", "SL"),
    ({"by": [RUF, "group:afrc"]}, {}, "initiator", "RUF"),
    ({"to": ["state:sl"]}, {}, "target", "SL"),
    ({"event_type": "withdrawal", "by": [ARMY], "to": []}, {"to": [ARMY], "by": []}, "target", "SL"),
    ({**CLASH, "by": [], "to": []}, {"event_type": "attack"}, "participants", "RUF"),
    ({"event_type": "withdrawal"}, {"event_type": "withdrawal"}, "initiator", "RUF"),
    ({"dead": (31, 31, 31)}, {"dead": (30, 30, None)}, "casualties.killed", "31"),
]  # fmt: skip
DIFFER = [
    ({}, {"when": "1998-12-21"}, "date", {"1998-12-20": ["a"], "1998-12-21": ["b"]}),
    (
        {"where": HERE},
        {"where": FAR},
        "place",
        {"Koidu (8.64, -10.97)": ["a"], "Koidu (7.60, -11.90)": ["b"]},
    ),
    ({}, {"by": ["group:ecomog"]}, "initiator", {"RUF": ["a"], "ECOMOG": ["b"]}),
    ({"dead": (31, 31, 31)}, {"dead": (9, 9, 9)}, "casualties.killed", {"31": ["a"], "9": ["b"]}),
    ({"dead": (8, 8, None)}, {"dead": (13, 13, 13)}, "casualties.killed", {"at least 8": ["a"], "13": ["b"]}),
    ({}, {"status": "claimed"}, "status", {"asserted": ["a"], "claimed": ["b"]}),
    ({"event_type": "attack"}, {"event_type": "shelling"}, "type", {"attack": ["a"], "shelling": ["b"]}),
]
ONLY = [
    ({"dead": (50, 50, 60)}, {}, "a", "casualties.killed", "50–60"),
    ({"to": []}, {}, "b", "target", "SL"),
    ({"by": [RUF, "group:afrc"]}, {}, "a", "initiator", "AFRC"),
    ({"where": None, "dead": (31, 31, 31)}, {"dead": (31, 31, 31)}, "b", "place", "Koidu"),
]


@pytest.mark.parametrize(("left", "right", "field", "value"), AGREE)
def test_documents_agree(left: dict, right: dict, field: str, value: str, tmp_path: Path) -> None:
    found = row(tmp_path, left, right)
    assert {"field": field, "value": value, "documents": ["a", "b"]} in found["agree"]
    assert field not in [d["field"] for d in found["differ"]]


@pytest.mark.parametrize(("left", "right", "field", "values"), DIFFER)
def test_documents_differ(left: dict, right: dict, field: str, values: dict, tmp_path: Path) -> None:
    found = row(tmp_path, left, right)
    assert {
        v["value"]: v["documents"] for d in found["differ"] if d["field"] == field for v in d["values"]
    } == values
    assert field not in [a["field"] for a in found["agree"]]


@pytest.mark.parametrize(("left", "right", "document", "field", "value"), ONLY)
def test_only_one_document_tells(
    left: dict, right: dict, document: str, field: str, value: str, tmp_path: Path
) -> None:
    assert {"document": document, "field": field, "value": value} in row(tmp_path, left, right)["only"]


def test_a_group_without_a_name_does_not_contradict_one_with_a_name(tmp_path: Path) -> None:
    found = row(tmp_path, {}, {"by": ["generic:rebels"]})
    assert found["differ"] == []
    assert {"document": "a", "field": "initiator", "value": "RUF"} in found["only"]


def test_every_version_stands_with_its_records_and_the_link_with_its_points(tmp_path: Path) -> None:
    found = row(tmp_path, {"sentence": "They  took\nthe town."}, {"when": "1998-12-21", "lang": "zh"})
    assert [v["doc_id"] for v in found["versions"]] == ["a", "b"] == found["documents"]
    assert found["langs"] == ["en", "zh"]
    assert found["versions"][0]["records"][0]["sentence"] == "They took the town."
    (link,) = found["links"]
    assert link["records"] == [v["records"][0]["id"] for v in found["versions"]]
    assert link["score"] == pytest.approx(sum(link["points"].values()))
    assert link["points"]["time.gap"] > 0


def test_every_record_is_in_one_row_and_rows_follow_the_calendar(tmp_path: Path) -> None:
    whens = ["1999", None, "1998-12-20", "-0479-08-27", "1998-12"]
    events = [event(when=w, by=[RUF]) for w in whens if w != "-0479-08-27"]
    ancient = event(by=[RUF])
    ancient["date"] |= {"value": "-0479-08-27", "earliest": "-0479-08-27", "latest": "-0479-08-27"}
    merge([write(tmp_path / "a.events.jsonl", [*events, ancient])], tmp_path / "out", command=[])
    rows = load_lines(tmp_path / "out" / "incidents.jsonl")
    assert [r["date"]["value"] for r in rows] == ["-0479-08-27", "1998-12", "1998-12-20", "1999", None]
    assert sorted(r["id"] for v in rows for w in v["versions"] for r in w["records"]) == sorted(
        e["id"] for e in [*events, ancient]
    )
    assert all(not (r["agree"] or r["differ"] or r["only"]) for r in rows)


def test_rows_and_summary_validate_against_the_schema(tmp_path: Path) -> None:
    row(tmp_path, {"dead": (50, 50, 60)}, {"status": "claimed", "source": RUF, "where": None})
    validator = jsonschema.Draft202012Validator(json_schema())
    for line in load_lines(tmp_path / "out" / "incidents.jsonl"):
        validator.validate(line)
    validator.validate(json.loads((tmp_path / "out" / "merge.json").read_text(encoding="utf-8")))


def test_a_person_by_full_name_and_by_last_name_is_one_participant(tmp_path: Path) -> None:
    full = {"id": "person:foday-kallay", "name": "Foday Kallay", "kind": "person"}
    last = {"id": "person:kallay", "name": "Kallay", "kind": "person"}
    found = row(tmp_path, {"event_type": "killing", "to": [last]}, {"event_type": "killing", "to": [full]})
    targets = [(p["actor"]["name"], p["documents"]) for p in found["participants"] if p["role"] == "target"]
    assert targets == [("Foday Kallay", ["a", "b"])]
    assert {"field": "target", "value": "Foday Kallay", "documents": ["a", "b"]} in found["agree"]
