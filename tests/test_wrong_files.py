"""Files that are not what a command expects: one numbered line, no traceback, nothing left out unsaid."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import ROOT, run_cli
from dateline.cli import app
from dateline.errors import DatelineError

SMALL = ROOT / "corpus" / "en" / "sierra-leone-1999.gold.json"


def error_of(*arguments: object) -> str:
    """What the command ends with."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert isinstance(result.exception, DatelineError), result.exception
    return str(result.exception)


@pytest.fixture
def events(story: Path, tmp_path: Path) -> Path:
    run_cli("extract", story, "-q", "-o", tmp_path / "out")
    return tmp_path / "out" / "story.events.jsonl"


def _without(field: str) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        first, _, rest = raw.partition(b"\n")
        record = json.loads(first)
        del record[field]
        return json.dumps(record).encode() + b"\n" + rest

    return change


WRONG: list[tuple[Callable[[bytes], bytes], str]] = [
    (lambda raw: raw[: raw.index(b"\n") + 100], "line 2: .*Unterminated"),
    (lambda raw: raw.decode().encode("utf-16"), "line 1: .*not UTF-8: byte 0xff at position 0"),
    (lambda _: b"[" * 100_000, "line 1: .*nested too deeply"),
    (lambda _: b"null\n", "line 1: .*a NoneType, not an object"),
    (lambda raw: raw.replace(b'"schema_version":"1"', b'"schema_version":"2"'), "line 1: .*schema_version '2'"),
]  # fmt: skip


@pytest.mark.parametrize("command", ["show", "incidents"])
@pytest.mark.parametrize(("change", "told"), [*WRONG, (_without("date"), "line 1: .*no 'date'")])
def test_a_line_that_is_no_record_is_named(
    command: str, change: Callable[[bytes], bytes], told: str, events: Path
) -> None:
    events.write_bytes(change(events.read_bytes()))
    message = error_of(command, events)
    assert message.startswith("[E207]")
    assert pytest.raises(AssertionError, match=told).matches(AssertionError(message))


@pytest.mark.parametrize(("change", "told"), WRONG)
def test_explain_and_the_tables_name_it_too(
    change: Callable[[bytes], bytes], told: str, events: Path
) -> None:
    events.write_bytes(change(events.read_bytes()))
    assert error_of("explain", "zzz", events.parent).startswith(("[E207]", "[E208]"))
    documents = events.with_name("story.documents.jsonl")
    documents.write_bytes(change(documents.read_bytes() * 2))
    assert error_of("actors", documents).startswith("[E210]")


def test_records_of_another_schema_are_not_merged(events: Path, tmp_path: Path) -> None:
    events.write_bytes(events.read_bytes().replace(b'"schema_version":"1"', b'"schema_version":"2"'))
    assert "schema_version" in error_of("merge", events, "-o", tmp_path / "both")


def test_a_file_without_records_is_shown_as_such(tmp_path: Path) -> None:
    empty = tmp_path / "a.events.jsonl"
    empty.write_text("", encoding="utf-8")
    status, out, err = run_cli("show", empty)
    assert (status, out) == (0, "")
    assert err == f"dateline: no event records in {empty}\n"


def test_a_mark_of_byte_order_and_blank_lines_are_no_records(events: Path) -> None:
    plain = run_cli("show", events)[1]
    events.write_bytes(b"\xef\xbb\xbf" + events.read_bytes().replace(b"\n", b"\r\n\r\n"))
    assert run_cli("show", events)[:2] == (0, plain)


@pytest.mark.parametrize("codec", ["hex", "rot13", "base64", "nonsense"])
def test_a_codec_that_is_none_of_text_is_no_encoding(codec: str, story: Path, tmp_path: Path) -> None:
    message = error_of("extract", story, "--encoding", codec, "-o", tmp_path / "out")
    assert message.startswith("[E201]")


def test_of_a_file_with_many_bad_lines_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "array.jsonl"
    path.write_text(json.dumps(list(range(100)), indent=1), encoding="utf-8")
    code, _, told = run_cli("extract", path, "-o", tmp_path / "out")
    assert code == 1
    assert len(told.splitlines()) == 11
    assert "92 more failures in run.json" in told
    assert len(json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["failures"]) == 102


def test_an_empty_name_is_not_the_folder_one_stands_in(tmp_path: Path) -> None:
    code, _, told = run_cli("extract", "", "-o", tmp_path / "out")
    assert (code, "[E109]" in told) == (1, True)


def test_words_of_chinese_are_counted_by_character(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("2014年5月3日，叛军袭击加奥。", encoding="utf-8")
    assert "(14 words)" in run_cli("extract", path, "-o", tmp_path / "out")[1]


def test_incidents_reads_an_article_in_its_own_language(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("2014年5月3日，叛军袭击加奥，打死12名士兵。", encoding="utf-8")
    assert "加奥" in run_cli("incidents", path, "--all")[1]


def test_incidents_says_that_a_language_has_no_model(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("3 мая 2014 года повстанцы заняли город.", encoding="utf-8")
    assert "no model for the language 'ru'" in run_cli("incidents", path)[2]


@pytest.mark.parametrize("source", ["missing", "empty", "binary"])
@pytest.mark.parametrize("tool", ["brat", "doccano", "label-studio"])
def test_what_no_annotation_tool_wrote_is_not_imported(source: str, tool: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    message = error_of(
        "corpus", "import", tmp_path / source, "--from", tool, "-o", tmp_path / "o", "--corpus", SMALL
    )
    assert message.startswith("[E424]" if source == "empty" else "[E206]")


def test_an_annotation_of_an_unknown_type_is_not_exported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("In 1999 it rained.", encoding="utf-8")
    timex = {"text": "1999", "start": 3, "end": 7, "type": "NONE", "value": "1999", "mod": None}
    gold = {"doc_id": "a", "lang": "en", "timexes": [timex], "actors": [], "places": [], "events": []}
    (tmp_path / "a.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    message = error_of("corpus", "export", tmp_path, "--to", "brat", "-o", tmp_path / "out")
    assert message.startswith("[E401] a: ")
    assert "'NONE' at 3:7" in message


@pytest.mark.parametrize("folder", ["missing", "empty", "file"])
def test_a_manifest_is_written_only_for_a_corpus(folder: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("a", encoding="utf-8")
    assert error_of("corpus", "manifest", tmp_path / folder).startswith("[E402]")
    assert not (tmp_path / "empty" / "manifest.tsv").exists()


def test_pages_of_errors_need_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a", encoding="utf-8")
    assert "choose another --errors" in error_of("evaluate", SMALL, "--errors", tmp_path / "file")


def test_a_name_is_looked_up_in_a_language_that_has_a_model() -> None:
    assert error_of("gazetteer", "lookup", "Gao", "--lang", "xx").startswith("[E408] --lang 'xx'")
