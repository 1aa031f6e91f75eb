"""`dateline actors`, and a run with actors of one's own."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.errors import UsageError


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def test_actors_command_prints_who_was_meant(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The VLL attacked Oulu. Soldiers beat off the VLL.", encoding="utf-8")
    table = tmp_path / "own.tsv"
    table.write_text(
        "name\tkind\tacronyms\tucdp\nVornish League\trebel_group\tVLL\t99999\n", encoding="utf-8"
    )
    out = tmp_path / "out"
    assert run("extract", tmp_path / "a.txt", "--actors", table, "-q", "-o", out).exit_code == 0
    head, first, *_ = run("actors", out / "a.documents.jsonl").stdout.splitlines()[1:]
    assert head.split() == ["mentions", "words", "name", "kind", "country", "id", "ucdp", "also"]
    assert first.split()[0] == "2"
    assert {"VLL", "rebel_group", "group:vornish-league", "99999"} <= set(first.split())


def test_a_wrong_table_stops_the_run_before_it_reads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing happened.", encoding="utf-8")
    table = tmp_path / "own.tsv"
    table.write_text("name\tkind\nA\trebels\n", encoding="utf-8")
    result = run("extract", tmp_path / "a.txt", "--actors", table, "-o", tmp_path / "out")
    assert isinstance(result.exception, UsageError)
    assert result.exception.code == "E315"
    assert not (tmp_path / "out").exists()


def test_actors_command_refuses_other_files(tmp_path: Path) -> None:
    path = tmp_path / "a.documents.jsonl"
    path.write_text('{"doc_id": "a"}\n', encoding="utf-8")
    result = run("actors", path)
    assert isinstance(result.exception, UsageError)
    assert result.exception.code == "E210"
