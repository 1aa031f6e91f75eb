"""`dateline incidents`: the happenings that several records of one article tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import run_cli
from dateline.errors import DatelineError

CLAIMS = (
    "On 16 January 1912, rebels attacked the town of Arlon. The army said that 12 rebels had been killed; "
    "the rebels put their dead at three. The ministry denied the attack.\n"
    "On 3 March 1912, the army shelled Virton.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "arlon.txt"
    path.write_text(CLAIMS, encoding="utf-8")
    return path


def test_claim_and_denial_stand_together_with_their_figures(article: Path) -> None:
    code, out, _ = run_cli("incidents", article)
    assert code == 0
    head, *lines = out.splitlines()
    assert head.startswith("1912-01-16  attack  Arlon")
    assert any("denied by ministry" in line for line in lines)
    (figures,) = [line for line in lines if line.startswith("  killed of rebels")]
    assert "figures differ" in figures
    assert "12 rebels (army)" in figures
    assert "three (rebels)" in figures
    assert "Virton" not in out


def test_all_happenings_of_a_file_of_records(article: Path, tmp_path: Path) -> None:
    run_cli("extract", article, "-o", tmp_path / "out", "-q")
    code, out, _ = run_cli("incidents", tmp_path / "out" / "arlon.events.jsonl", "--all")
    assert code == 0
    assert "Virton" in out


def test_the_fullest_record_stands_first(article: Path) -> None:
    _, out, _ = run_cli("incidents", article)
    assert "attack, narrator" in out.splitlines()[1]


@pytest.mark.parametrize("name", ["missing.txt", "missing.events.jsonl"])
def test_a_file_that_cannot_be_read_is_a_usage_error(name: str, tmp_path: Path) -> None:
    from dateline.cli_incidents import incidents_command

    assert run_cli("incidents", tmp_path / name)[0] != 0
    with pytest.raises(DatelineError, match=f"E109|E206.*{name}"):
        incidents_command(tmp_path / name)
