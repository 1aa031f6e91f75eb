"""What `dateline corpus check` finds: a row a problem."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_scoring import GOLD, TEXT, change, result, span

from conftest import run_cli
from dateline.evaluation.check import check
from dateline.evaluation.corpus import Annotated


def annotate(folder: Path, gold: Any) -> Annotated:
    text, path = folder / "story.txt", folder / "story.gold.json"
    text.write_text(TEXT, encoding="utf-8")
    path.write_text(gold if isinstance(gold, str) else json.dumps(gold, indent=1), encoding="utf-8")
    return Annotated("story", text, path, None)


def test_a_good_annotation_has_no_problem(tmp_path: Path) -> None:
    assert check(annotate(tmp_path, GOLD)) == []


TWICE = {**span("2009"), "type": "DATE", "value": "2009", "mod": None}
PROBLEMS = [
    (("doc_id",), "other", "E412"),
    (("timexes", 0, "start"), 4, "E413"),
    (("timexes", 0, "type"), "WHEN", "E412"),
    (("timexes", 0, "mod"), "LATE", "E412"),
    (("timexes", 0, "value"), "3 May 2009", "E414"),
    (("timexes",), [GOLD["timexes"][0], TWICE], "E415"),
    (("actors", 0, "kind"), "army", "E412"),
    (("actors", 0, "country"), "Sri Lanka", "E412"),
    (("actors", 0, "mentions", 0, "end"), 19, "E413"),
    (("actors", 0, "name"), "Navy", "E419"),
    (("places", 0, "precision"), "close", "E412"),
    (("places", 0, "lat"), 95, "E412"),
    (("places", 0, "name"), "Jaffna", "E419"),
    (("events", 0, "event_type"), "battle", "E412"),
    (("events", 0, "trigger", "text"), "killing", "E413"),
    (("events", 0, "date"), "May 2009", "E414"),
    (("events", 0, "date"), "2009-05-04/2009-05-03", "E417"),
    (("events", 0, "participants", 0, "role"), "attacker", "E412"),
    (("events", 0, "participants", 0, "name"), "Navy", "E419"),
    (("events", 0, "casualties", 0, "low"), 40, "E418"),
    (("events", 0, "casualties", 0, "kind"), "dead", "E412"),
    (("events", 0, "casualties", 0, "victims"), "Navy", "E419"),
    (("events", 0, "assertion", "status"), "certain", "E412"),
    (("events", 0, "assertion", "source"), "Navy", "E419"),
    (("events", 1), GOLD["events"][0], "E416"),
]


@pytest.mark.parametrize(("path", "value", "code"), PROBLEMS)
def test_a_problem_is_found(tmp_path: Path, path: tuple[Any, ...], value: Any, code: str) -> None:
    assert code in {problem.code for problem in check(annotate(tmp_path, change(path, value)))}


def test_a_problem_names_file_and_line(tmp_path: Path) -> None:
    item = annotate(tmp_path, change(("events", 0, "event_type"), "battle"))
    lines = item.gold.read_text(encoding="utf-8").splitlines()
    (problem,) = check(item)
    assert str(problem).startswith(
        f"{item.gold}:{problem.line}: [E412] event_type is 'battle'; write armed_clash"
    )
    assert lines[problem.line - 1].strip() == "{"
    assert '"battle"' in lines[problem.line]


@pytest.mark.parametrize("text", ["{", "[1, 2", '{"doc_id": "story",}'])
def test_what_is_not_json_is_a_problem_of_its_line(tmp_path: Path, text: str) -> None:
    assert [problem.code for problem in check(annotate(tmp_path, text))] == ["E411"]


VALUES = [
    "2009",
    "2009-05",
    "2009-05-03TNI",
    "2009-05-03T05:34",
    "2009-SU",
    "2009-Q3",
    "2009-H1",
    "200",
    "20",
]
VALUES += [
    "BC0218",
    "BC0218-08-02",
    "P3D",
    "PXW",
    "PT2H",
    "P1DT2H",
    "PTXM",
    "PRESENT_REF",
    "2009-W19",
    "XXXX-05-03",
]
VALUES += ["XXXX-WXX-5", "P1DE", "2009-W19-WE"]


@pytest.mark.parametrize("value", [v for v in VALUES if v != "XXXX-WXX-5"])
def test_timex3_values_are_accepted(tmp_path: Path, value: str) -> None:
    assert check(annotate(tmp_path, change(("timexes", 0, "value"), value))) == []


def test_the_command_counts_or_complains(tmp_path: Path) -> None:
    annotate(tmp_path, result())
    code, out, _ = run_cli("corpus", "check", tmp_path)
    assert (code, out) == (
        0,
        "1 annotations without a problem: 1 timexes, 2 events, 1 casualties, 3 actor mentions, 1 place mentions\n",
    )
    annotate(tmp_path, change(("timexes", 0, "start"), 4))
    code, out, _ = run_cli("corpus", "check", tmp_path)
    assert code == 1
    assert out.endswith("1 problems in 1 annotations\n")
