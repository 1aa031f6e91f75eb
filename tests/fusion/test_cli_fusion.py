"""`dateline merge` and `dateline control` at the command line: outputs, and what bad input leads to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hand_made import event, write

from conftest import load_lines, run_cli
from dateline.records import json_schema

RUF, ARMY = "group:ruf", "military:sl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents on one capture."""
    for doc in "ab":
        write(
            tmp_path / "in" / f"{doc}.events.jsonl",
            [event(by=[RUF], doc=doc), event("protest", doc=doc, where="Makeni")],
        )
    return tmp_path / "in"


def test_merge_writes_incidents_and_a_summary(folder: Path, tmp_path: Path) -> None:
    code, out, err = run_cli("merge", folder, "--output", tmp_path / "out")
    assert (code, err) == (0, "")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["incidents.jsonl", "merge.json"]
    summary = json.loads((tmp_path / "out" / "merge.json").read_text(encoding="utf-8"))
    assert summary["counts"]["incidents"] == len(load_lines(tmp_path / "out" / "incidents.jsonl")) == 2
    assert (summary["counts"]["records"], summary["counts"]["documents"], summary["counts"]["linked"]) == (
        4,
        2,
        2,
    )
    assert "told by several: 2" in out
    assert run_cli("merge", folder, "-o", tmp_path / "out", "-q") == (0, "", "")


def test_the_order_of_the_arguments_has_no_influence(folder: Path, tmp_path: Path) -> None:
    paths = sorted(folder.iterdir())
    for name, arguments in (("one", paths), ("two", [*reversed(paths), paths[0], folder])):
        assert run_cli("merge", *arguments, "-o", tmp_path / name, "-q")[0] == 0
    assert (tmp_path / "one" / "incidents.jsonl").read_bytes() == (
        tmp_path / "two" / "incidents.jsonl"
    ).read_bytes()


def test_files_of_a_run_can_be_merged_and_read_for_control(story: Path, tmp_path: Path) -> None:
    run_cli("extract", story, "-o", tmp_path / "run", "-q")
    told = load_lines(tmp_path / "run" / "story.events.jsonl")
    copy = [{**item, "id": f"x{item['id']}", "doc_id": "other"} for item in told]
    other = write(tmp_path / "run" / "other.events.jsonl", copy)
    assert run_cli("merge", tmp_path / "run", "-o", tmp_path / "out", "-q") == (0, "", "")
    rows = load_lines(tmp_path / "out" / "incidents.jsonl")
    assert ["other", "story"] in [row["documents"] for row in rows]
    assert run_cli("control", other)[0] == 0


@pytest.mark.parametrize("format", ["table", "csv", "json"])
def test_control_shows_a_place_in_three_formats(format: str, folder: Path) -> None:
    code, out, err = run_cli("control", folder, "--place", "koidu", "--format", format)
    assert (code, err) == (0, "")
    assert "Koidu" in out and "RUF" in out
    if format == "json":
        (record,) = json.loads(out)
        assert set(record) == set(json_schema()["$defs"]["ControlRecord"]["properties"])


GOOD = json.dumps(event(by=[RUF], doc="good"))
BROKEN = [
    ("not JSON", b"{not json}", "E504"),
    ("another object", b'{"id": "a"}', "E504"),
    ("a list", b"[1, 2]", "E504"),
    ("not UTF-8", b'{"id": "\xff"}', "E504"),
    ("cut off", GOOD[:80].encode(), "E504"),
    (
        "no such type",
        GOOD.replace('"capture"', '"conquest"').replace('"id": "good', '"id": "bad').encode(),
        "E504",
    ),
    ("no such day", GOOD.replace("1998-12-20", "1998-02-30").encode(), "E504"),
    ("deep nesting", b"[" * 100_000, "E504"),
    ("an id read before", GOOD.encode(), "E505"),
]


@pytest.mark.parametrize(("line", "code"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
@pytest.mark.parametrize("command", ["merge", "control"])
def test_a_broken_line_is_named_and_the_others_are_read(
    command: str, line: bytes, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "mixed.events.jsonl"
    path.write_bytes(
        GOOD.encode() + b"\n\n" + line + b"\n" + json.dumps(event(where="Makeni", by=[ARMY])).encode()
    )
    output = ["-o", tmp_path / "out"] if command == "merge" else []
    status, out, err = run_cli(command, path, *output)
    assert status == 1
    assert f"[{code}]" in err and "line 3" in err and err.count("\n") == 1
    assert ("Koidu" in out and "Makeni" in out) if command == "control" else "incidents: 2" in out


def test_of_very_many_broken_lines_fifty_are_named(tmp_path: Path) -> None:
    path = tmp_path / "mixed.events.jsonl"
    path.write_text("nonsense\n" * 500 + GOOD + "\n", encoding="utf-8")
    status, out, err = run_cli("control", path)
    assert status == 1 and "Koidu" in out
    assert err.count("[E504]") == 50 and "[E507]" in err and "450 more" in err


def test_a_missing_file_and_an_empty_folder_cost_nothing_else(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    (folder / "void.events.jsonl").touch()
    status, out, err = run_cli(
        "merge", folder, tmp_path / "gone.jsonl", tmp_path / "void", "-o", tmp_path / "out"
    )
    assert status == 1
    assert "[E501]" in err and "[E502]" in err
    assert "incidents: 2" in out


USAGE = [
    (["merge", "GONE", "-o", "OUT"], "E508"),
    (["control", "GONE"], "E508"),
    (["control", "IN", "--format", "xml"], "E209"),
    (["control", "IN", "--place", "Nowhere"], "E510"),
]


@pytest.mark.parametrize(("arguments", "code"), USAGE)
def test_what_cannot_be_done_at_all(arguments: list[str], code: str, folder: Path, tmp_path: Path) -> None:
    places = {"IN": folder, "GONE": tmp_path / "gone", "OUT": tmp_path / "out"}
    from typer.testing import CliRunner

    from dateline.cli import app
    from dateline.errors import UsageError

    result = CliRunner().invoke(app, [str(places.get(a, a)) for a in arguments])
    assert isinstance(result.exception, UsageError)
    assert result.exception.code == code
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said_so(folder: Path, tmp_path: Path) -> None:
    from dateline.errors import UsageError
    from dateline.fusion.merge import merge

    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="E203"):
        merge([folder], tmp_path / "file" / "out", command=[])
