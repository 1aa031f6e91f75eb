"""`dateline explain`: why a record has its date, in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import load_lines, run_cli
from dateline.errors import UsageError
from dateline.explain import explain, find

TEXT = (
    "The siege of Arlon\n"
    "On 16 January 1912, rebels attacked Arlon. On 17 January they captured Virton. "
    "The next day, the army shelled Virton. The rebels fled. In {later} the army retook Arlon.\n"
)

EXPLAINED = [
    ("attacked", '"16 January 1912" (sentence 1) = 1912-01-16: as written [en.day_month_year]'),
    (
        "captured",
        '"17 January" (sentence 2) = 1912-01-17: in 1912 from 1912-01-16 ("16 January 1912", sentence 1) '
        "[en.day_month]",
    ),
    (
        "shelled",
        '"The next day" (sentence 3) = 1912-01-18: 1 day after 1912-01-17 ("17 January", sentence 2) '
        '[en.step_unit], itself in 1912 from 1912-01-16 ("16 January 1912", sentence 1)',
    ),
    ("fled", '"fled" = 1912-01: inherited from the narrative, which stands there at "The next day"'),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "arlon.txt").write_text(TEXT.format(later="March"), encoding="utf-8")
    assert run_cli("extract", folder / "arlon.txt", "-o", folder / "out", "-q")[0] == 0
    return folder / "out"


def record_id(run: Path, trigger: str) -> str:
    (found,) = (e["id"] for e in load_lines(run / "arlon.events.jsonl") if e["trigger"]["text"] == trigger)
    return str(found)


@pytest.mark.parametrize(("trigger", "line"), EXPLAINED)
def test_a_date_is_explained_down_to_firm_ground(run: Path, trigger: str, line: str) -> None:
    code, out, _ = run_cli("explain", record_id(run, trigger), run)
    assert code == 0
    assert out.startswith(line)
    assert out.count("\n") == 1


def test_the_beginning_of_an_id_is_enough(run: Path) -> None:
    whole = record_id(run, "attacked")
    assert run_cli("explain", whole[:10], run) == run_cli("explain", whole, run)


@pytest.mark.parametrize(("name", "code"), [("zzz", "E208"), ("", "E208")])
def test_an_id_that_names_none_or_many_is_an_error(run: Path, name: str, code: str) -> None:
    with pytest.raises(UsageError, match=code):
        find(name, run)


def test_a_folder_without_results_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E206"):
        find("a", tmp_path)


def test_a_record_without_a_date_says_why(run: Path) -> None:
    record, document = find(record_id(run, "fled"), run)
    record["date"] = {**record["date"], "value": None, "anchor": None}
    record["reasons"] = {"date": "no_time_in_the_narrative"}
    assert explain(record, document) == '"fled" has no date: no_time_in_the_narrative'


def test_a_date_of_the_registry_says_so(tmp_path: Path) -> None:
    (tmp_path / "celaya.txt").write_text(
        "In 1916 Villa raided Columbus after the Battle of Celaya.", encoding="utf-8"
    )
    assert run_cli("extract", tmp_path / "celaya.txt", "-o", tmp_path / "out", "-q")[0] == 0
    (found,) = (
        e["id"]
        for e in load_lines(tmp_path / "out" / "celaya.events.jsonl")
        if "Battle" in e["trigger"]["text"]
    )
    line = '"Battle of Celaya" = 1915-04-06/1915-04-15: as the registry of happenings has it [registry.happenings]'
    assert explain(*find(found, tmp_path / "out")) == line
