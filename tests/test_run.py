"""A batch run: which files it writes, that they do not depend on order or workers, and what it does with bad input."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import CORPUS, STORY, load_lines, run_cli
from dateline.article import Article
from dateline.records import FailureRecord
from dateline.run import Lines, Pool, in_order


def results(folder: Path) -> dict[str, bytes]:
    """Name → bytes of every result but run.json, which holds times."""
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*.jsonl"))
        if p.name != "run.json"
    }


def test_an_input_gives_its_two_files_and_the_run_its_summary(story: Path, tmp_path: Path) -> None:
    code, out, err = run_cli("extract", story, "--output", tmp_path / "out")
    assert (code, err) == (0, "")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "run.json",
        "story.documents.jsonl",
        "story.events.jsonl",
    ]
    summary = json.loads((tmp_path / "out" / "run.json").read_text())
    assert summary["inputs"][0]["name"].endswith("story.txt")
    assert summary["counts"]["events"] == len(load_lines(tmp_path / "out" / "story.events.jsonl")) > 0
    assert "documents: 1" in out


def test_quiet_prints_nothing(story: Path, tmp_path: Path) -> None:
    assert run_cli("extract", story, "--output", tmp_path / "out", "--quiet") == (0, "", "")


def test_gzip_and_standard_input_read_the_same_story(story: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed.txt.gz"
    packed.write_bytes(gzip.compress(STORY.encode(), mtime=0))
    run_cli("extract", packed, "-", "--output", tmp_path / "out", stdin=STORY.encode())
    packed_events = load_lines(tmp_path / "out" / "packed.events.jsonl")
    stdin_events = load_lines(tmp_path / "out" / "stdin.events.jsonl")
    assert [e["trigger"] for e in packed_events] == [e["trigger"] for e in stdin_events]


def test_results_do_not_depend_on_workers_or_order(tmp_path: Path) -> None:
    texts = tmp_path / "in"
    texts.mkdir()
    for name, extra in (("a", ""), ("b", "On 7 May rebels shelled Galle."), ("c", "Talks began in Oslo.")):
        (texts / f"{name}.txt").write_text(STORY + extra, encoding="utf-8")
    lines = [json.dumps({"id": f"d{i}", "text": STORY.replace("31", str(30 + i))}) for i in range(5)]
    (texts / "many.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    names = [texts / n for n in ("a.txt", "b.txt", "c.txt", "many.jsonl")]
    run_cli("extract", *names, "--output", tmp_path / "one")
    run_cli("extract", *reversed(names), "--output", tmp_path / "reversed")
    command = [sys.executable, "-m", "dateline.cli", "extract", str(texts), "--output", str(tmp_path / "two")]
    subprocess.run([*command, "--workers", "2"], check=True, capture_output=True)
    assert results(tmp_path / "one") == results(tmp_path / "two") == results(tmp_path / "reversed")
    assert len(results(tmp_path / "one")) == 8


def test_ids_survive_an_edit_of_another_paragraph(story: Path, tmp_path: Path) -> None:
    run_cli("extract", story, "--output", tmp_path / "before")
    story.write_text("Heavy rain fell over the lowlands.\n\n" + STORY, encoding="utf-8")
    run_cli("extract", story, "--output", tmp_path / "after")
    before, after = (load_lines(tmp_path / n / "story.events.jsonl") for n in ("before", "after"))
    assert [e["id"] for e in before] == [e["id"] for e in after]
    assert len({e["id"] for e in before}) == len(before) > 0


def test_results_of_an_earlier_run_inside_a_folder_are_no_inputs(story: Path) -> None:
    folder = story.parent
    for _ in range(2):
        assert run_cli("extract", folder, "--output", folder / "out", "--quiet") == (0, "", "")
    assert len(json.loads((folder / "out" / "run.json").read_text())["inputs"]) == 1


class Deadly:
    """Stands for an article that kills the process which unpickles it."""

    doc_id, origin = "deadly", None

    def __reduce__(self) -> tuple:
        return os._exit, (1,)


def test_a_process_that_dies_is_a_failure_of_its_document_alone() -> None:
    articles = [Article.from_text("Rebels took Gao."), Deadly(), Article.from_text("Rebels left Gao.")]
    with Pool(2) as pool:
        results = [result for _, result in in_order(iter(articles), pool)]  # type: ignore[arg-type]
    assert [type(result) for result in results] == [Lines, FailureRecord, Lines]
    assert isinstance(results[1], FailureRecord) and results[1].code == "E119"


BAD = [
    ("empty.txt", b"", "E102"),
    ("blank.txt", b" \n\t\n", "E115"),
    ("latin.txt", b"The army took M\xe9naka.", "E101"),
    ("binary.txt", b"MZ\x00\x01\x02", "E103"),
    ("broken.txt.gz", b"\x1f\x8b\x08nonsense", "E111"),
    ("table.xlsx", b"words", "E108"),
    ("bad.jsonl", b"{not json}\n", "E104"),
    ("no_text.jsonl", b'{"id": "a"}\n', "E105"),
    ("no_id.jsonl", b'{"text": "a"}\n', "E113"),
    ("twice.jsonl", b'{"id": "a", "text": "One."}\n{"id": "a", "text": "Two."}\n', "E106"),
    ("surrogate.jsonl", b'{"id": "a", "text": "x \\ud800 y"}\n', "E114"),
    ("tongue.jsonl", b'{"id": "a", "text": "Bonjour.", "lang": "xx"}\n', "E301"),
]


@pytest.mark.parametrize(("name", "content", "code"), BAD)
def test_bad_input_is_named_with_its_reason_and_the_others_are_done(
    name: str, content: bytes, code: str, story: Path, tmp_path: Path
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    status, _, err = run_cli("extract", bad, story, "--output", tmp_path / "out")
    assert status == 1
    assert f"[{code}]" in err and name in err and err.count("\n") == 1
    failures = json.loads((tmp_path / "out" / "run.json").read_text())["failures"]
    assert [f["code"] for f in failures] == [code]
    assert load_lines(tmp_path / "out" / "story.events.jsonl")


def test_a_missing_file_and_an_empty_folder_are_failures_of_their_own(story: Path, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    status, _, err = run_cli(
        "extract", tmp_path / "gone.txt", tmp_path / "void", story, "-o", tmp_path / "out"
    )
    assert status == 1
    assert "[E109]" in err and "[E107]" in err


USAGE = [
    (["--reference-date", "2012-02-30"], "E202"),
    (["--reference-date", "yesterday"], "E202"),
    (["--encoding", "klingon"], "E201"),
    (["--lang", "xx"], "E301"),
    (["--workers", "0"], "E205"),
]


@pytest.mark.parametrize(("options", "code"), USAGE)
def test_wrong_usage_is_one_line_and_exit_code_2(
    options: list[str], code: str, story: Path, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "dateline.cli",
        "extract",
        str(story),
        "-o",
        str(tmp_path / "out"),
        *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr and done.stderr.count("\n") == 1


def test_an_unwritable_output_is_wrong_usage(story: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    command = [
        sys.executable,
        "-m",
        "dateline.cli",
        "extract",
        str(story),
        "-o",
        str(tmp_path / "file" / "out"),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "[E203]" in done.stderr


def test_only_new_leaves_out_what_is_done(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_cli("extract", story, "-o", out)
    written = (out / "story.events.jsonl").stat().st_mtime_ns
    (story.parent / "other.txt").write_text("Rebels attacked Bria on 5 May 2018.\n", encoding="utf-8")
    status, told, _ = run_cli("extract", story.parent, "-o", out, "--only-new")
    assert status == 0 and told.startswith("documents: 1 ")
    assert (out / "story.events.jsonl").stat().st_mtime_ns == written
    assert (out / "other.events.jsonl").exists()


def test_results_of_other_inputs_in_the_folder_are_told(story: Path, tmp_path: Path) -> None:
    run_cli("extract", story, "-o", tmp_path / "out")
    story.rename(story.with_name("renamed.txt"))
    _, _, err = run_cli("extract", story.with_name("renamed.txt"), "-o", tmp_path / "out")
    assert "story.events.jsonl: results of other inputs" in err


def test_warnings_of_documents_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "Le 3 mai 2009.", "lang": "fr-FR"}\n', encoding="utf-8")
    _, _, err = run_cli("extract", path, "-o", tmp_path / "out")
    assert "warning: a.jsonl: a: no model for the language 'fr'" in err


def test_a_failing_input_leaves_no_half_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"{not json}\n")
    run_cli("extract", bad, "-o", tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["run.json"]


def test_a_terminated_run_leaves_nothing_half_done(tmp_path: Path) -> None:
    lines = (json.dumps({"id": str(i), "text": STORY}) for i in range(20_000))
    (tmp_path / "big.jsonl").write_text("\n".join(lines), encoding="utf-8")
    output = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "dateline.cli",
        "extract",
        str(tmp_path / "big.jsonl"),
        "-o",
        str(output),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not list(output.glob(".big*.part")):
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 128 + signal.SIGTERM
    assert list(output.iterdir()) == []


def test_a_long_document_is_refused_with_the_limit(story: Path, tmp_path: Path) -> None:
    status, _, err = run_cli("extract", story, "-o", tmp_path / "out", "--max-chars", 10)
    assert status == 1
    assert "[E112]" in err and "10" in err


def test_show_prints_a_record_with_its_words(story: Path, tmp_path: Path) -> None:
    run_cli("extract", story, "-o", tmp_path / "out")
    status, out, _ = run_cli("show", tmp_path / "out" / "story.events.jsonl", "--limit", 1)
    assert status == 0
    assert "Jaffna" in out and "On 3 May 2009" in out


def test_the_corpus_has_articles() -> None:
    assert list(CORPUS.glob("*.txt"))
