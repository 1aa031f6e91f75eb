"""Reports: parts, intervals, failures, baselines, pages, and the command."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from test_scoring import GOLD, TEXT, change, result

from conftest import CORPUS, run_cli
from dateline.evaluation.corpus import Annotated, annotated, digest, frozen_changes, renew_manifest
from dateline.evaluation.evaluate import Judged, Report, intervals, judge, report
from dateline.evaluation.pages import page
from dateline.evaluation.report import TOLERANCE, changes, markdown, regressions, table
from dateline.evaluation.scoring import Counts, Score, score


def corpus(folder: Path, **parts: str) -> Path:
    """A corpus with one article a name, each in its part."""
    (folder / "en").mkdir()
    for name in parts:
        (folder / "en" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        gold = json.dumps({**GOLD, "doc_id": name, "lang": "en"})
        (folder / "en" / f"{name}.gold.json").write_text(gold, encoding="utf-8")
    renew_manifest(folder)
    manifest = folder / "manifest.tsv"
    lines = manifest.read_text(encoding="utf-8").splitlines()
    placed = [lines[0]]
    for line in lines[1:]:
        _, name, sha = line.split("\t")
        placed.append(f"{parts[Path(name).name.split('.')[0]]}\t{name}\t{sha}")
    manifest.write_text("\n".join(placed) + "\n", encoding="utf-8")
    (folder / "versions.tsv").write_text(
        f"version\tfrozen\treason\n1\t{digest(folder)}\tfirst\n", encoding="utf-8"
    )
    return folder


def test_articles_are_found_with_their_parts(tmp_path: Path) -> None:
    root = corpus(tmp_path, a="train", b="dev", c="test")
    assert [(i.doc_id, i.part, i.frozen) for i in annotated(root)] == [
        ("a", "train", False),
        ("b", "dev", False),
        ("c", "test", True),
    ]
    assert [i.doc_id for i in annotated(root / "en", part="dev")] == ["b"]


def test_a_frozen_file_does_not_change_without_a_version(tmp_path: Path) -> None:
    root = corpus(tmp_path, a="train", c="test")
    assert frozen_changes(root) is None
    (root / "en" / "a.txt").write_text("Other words.", encoding="utf-8")
    assert frozen_changes(root) is None
    (root / "en" / "c.txt").write_text("Other words.", encoding="utf-8")
    assert "en/c.txt" in str(frozen_changes(root))
    assert run_cli("corpus", "manifest", root)[0] == 1  # the new hashes stand, but not in versions.tsv
    assert "version 1" in str(frozen_changes(root))
    with (root / "versions.tsv").open("a", encoding="utf-8") as file:
        file.write(f"2\t{digest(root)}\ta slip mended\n")
    assert frozen_changes(root) is None


def judged(name: str, found: dict, part: str = "dev") -> Judged:
    folder = CORPUS  # any folder: the text is not read here
    item = Annotated(name, folder / "x.txt", folder / "x.gold.json", part)
    return Judged(item, GOLD, found, found["events"], 10, score(GOLD, found, found["events"]))


def test_a_report_sums_the_counts_of_a_part() -> None:
    wrong = change(("events", 0, "event_type"), "ambush")
    parts = report([judged("a", result()), judged("b", wrong), judged("c", result(), "test")]).parts
    assert list(parts) == ["en dev", "en test"]
    row = parts["en dev"].layers["type"]
    assert (row.hit, row.gold, row.found, row.f1) == (3, 4, 4, 75.0)
    assert parts["en dev"].documents["b"]["type"] == 50.0
    assert parts["en dev"].confusion["event_type"]["attack"] == {"ambush": 1, "attack": 1}


def test_the_frozen_part_shows_no_confusion() -> None:
    wrong = change(("events", 0, "event_type"), "ambush")
    assert report([judged("c", wrong, "test")]).parts["en test"].confusion == {}


def scores(*hits: int) -> list[Score]:
    out = []
    for hit in hits:
        one = Score()
        one.layers["value"] = Counts(hit, 10, 10)
        out.append(one)
    return out


def test_the_interval_holds_the_f1_and_is_the_same_every_time() -> None:
    low, high = intervals(scores(2, 9, 7, 8, 5))["value"]
    assert low < 62.0 < high
    assert intervals(scores(2, 9, 7, 8, 5))["value"] == (low, high)


def test_articles_alike_have_a_narrow_interval_and_one_alone_none() -> None:
    assert intervals(scores(6, 6, 6))["value"] == (60.0, 60.0)
    assert intervals(scores(6)) == {}


def test_a_fall_beyond_the_tolerance_is_a_regression() -> None:
    good = report([judged("a", result())])
    bad = report([judged("a", change(("events", 0, "date"), "2001"))])
    assert regressions(good, good) == []
    assert "en dev: date fell from 100.0 to 0.0" in regressions(bad, good)
    better, worse = changes(good, bad)
    assert "en dev: date 0.0 → 100.0 (+100.0)" in better and not worse
    near = good.model_copy(deep=True)
    near.parts["en dev"].layers["date"].f1 -= TOLERANCE
    assert regressions(near, good) == []


def test_a_report_survives_json_and_is_readable() -> None:
    measured = report([judged("a", change(("events", 0, "event_type"), "ambush")), judged("b", result())])
    assert Report.model_validate_json(measured.model_dump_json()) == measured
    assert "attack → ambush" in table(measured)
    assert "| type | 75.0 (50.0–100.0) |" in markdown(measured)


def test_the_command_scores_and_names_what_it_could_not(tmp_path: Path) -> None:
    root = corpus(tmp_path, a="dev", b="dev", c="test")
    (root / "en" / "b.txt").write_bytes(b"\xff\xfe not UTF-8")
    code, out, err = run_cli("evaluate", root, "--errors", tmp_path / "pages", "--format", "json")
    measured = Report.model_validate_json(out)
    assert code == 1
    assert [failure.code for failure in measured.failures] == ["E101"]
    assert measured.parts["en dev"].articles == measured.parts["en test"].articles == 1
    assert [p.name for p in (tmp_path / "pages").iterdir()] == ["a.html"]
    assert "1 of the frozen part" in err


def test_a_run_is_scored_from_its_files(tmp_path: Path) -> None:
    root = corpus(tmp_path, a="dev", b="dev")
    assert run_cli("extract", root / "en", "-o", tmp_path / "run", "-q")[0] == 0
    fresh = run_cli("evaluate", root, "--format", "json", "--workers", "1")
    assert run_cli("evaluate", root, "--run", tmp_path / "run", "--format", "json") == fresh
    (tmp_path / "run" / "b.documents.jsonl").unlink()
    assert "[E405]" in run_cli("evaluate", root, "--run", tmp_path / "run")[1]


def test_a_baseline_tells_better_and_worse(tmp_path: Path) -> None:
    root = corpus(tmp_path, a="dev")
    _, out, _ = run_cli("evaluate", root, "--format", "json")
    (tmp_path / "before.json").write_text(out, encoding="utf-8")
    _, _, err = run_cli("evaluate", root, "--baseline", tmp_path / "before.json", "--format", "markdown")
    assert "better than" in err and "nothing" in err


USAGE = [
    ("evaluate", "nowhere", "E402"),
    ("evaluate", CORPUS, "--part", "none", "E402"),
    ("evaluate", CORPUS, "--format", "xml", "E209"),
    ("evaluate", CORPUS, "--workers", "0", "E205"),
    ("evaluate", CORPUS, "--baseline", "nowhere.json", "E206"),
    ("evaluate", CORPUS, "--baseline", CORPUS / "marawi-2017.txt", "E404"),
    ("corpus", "agreement", CORPUS, "E402"),
]


@pytest.mark.parametrize("arguments", USAGE)
def test_wrong_usage_has_a_number(arguments: tuple[object, ...]) -> None:
    from dateline.errors import UsageError

    *command, code = arguments
    with pytest.raises(UsageError, match=str(code)):
        raise_from(*command)


def raise_from(*command: object) -> None:
    """Run a command and raise what it raises."""
    from typer.testing import CliRunner

    from dateline.cli import app

    outcome = CliRunner().invoke(app, [str(part) for part in command])
    assert outcome.exception
    raise outcome.exception


def test_an_annotation_without_its_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.gold.json").write_text("{}", encoding="utf-8")
    with pytest.raises(Exception, match="E403"):
        annotated(tmp_path)


def test_a_page_shows_both_sides_in_colour(tmp_path: Path) -> None:
    root = corpus(tmp_path, a="dev")
    found = change(("timexes", 0, "value"), "2001-05-03")
    found["events"][0]["event_type"] = "ambush"
    del found["events"][1]
    (item,) = annotated(root)
    html = "".join(page(judge(item, found, found["events"])))
    assert '<span class="timex partly" title="DATE 2009-05-03">3 May 2009</span>' in html
    assert '<span class="timex partly" title="DATE 2001-05-03">3 May 2009</span>' in html
    assert (
        '<td><span class="missed">attack: killed</span><br><span class="invented">ambush: killed</span></td>'
        in html
    )
    assert '<td class="missed">withdrawal: fled</td>' in html


def test_agreement_scores_the_second_pass_against_the_first(tmp_path: Path) -> None:
    root = corpus(tmp_path, a="dev")
    for name, gold in (("a", GOLD), ("b", change(("events", 0, "date"), "2001"))):
        path = root / "passes" / name / "en" / "a.json.gz"
        path.parent.mkdir(parents=True)
        path.write_bytes(gzip.compress(json.dumps(gold).encode()))
    code, out, _ = run_cli("corpus", "agreement", root, "--format", "json")
    part = Report.model_validate_json(out).parts["en all"]
    assert (code, part.layers["date"].f1, part.layers["place"].f1) == (0, 0.0, 100.0)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Bria on Friday.",  # a weekday of no known week
        "On 3 March 2011 the army retook Zawiya, Libya. A coup followed.",  # what no words mention
        "MAIDUGURI, Nigeria, 4 May 2014 - Gunmen killed 31 villagers in Baga, the army said.",
    ],
)
def test_a_draft_needs_no_correction_to_be_valid(tmp_path: Path, text: str) -> None:
    path = tmp_path / "story.txt"
    path.write_text(text + "\n", encoding="utf-8")
    assert run_cli("corpus", "draft", path)[0] == 0
    assert run_cli("corpus", "check", tmp_path)[0] == 0


def test_a_draft_is_a_valid_annotation_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("On 3 May 2009 the army attacked Jaffna and killed 31 rebels.\n", encoding="utf-8")
    assert run_cli("corpus", "draft", path)[0] == 0
    assert run_cli("corpus", "check", tmp_path)[0] == 0
    drafted = json.loads((tmp_path / "story.gold.json").read_text(encoding="utf-8"))
    assert [e["event_type"] for e in drafted["events"]] == ["attack"]
    with pytest.raises(Exception, match="E407"):
        raise_from("corpus", "draft", path)
