"""Inputs: what is found, what cannot be read and why, and that one failure stops no other."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import sys
from pathlib import Path

import pytest

from dateline.article import Article
from dateline.errors import InputError, UsageError
from dateline.readers.inputs import Discovery, discover, read

PROSE = "The fort fell on 5 May 1918.\nNobody fled.\n"


def write(path: Path, content: str | bytes = PROSE) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(raw, mtime=0) if path.suffix == ".gz" else raw)
    return str(path)


def read_all(found: Discovery, **options: object) -> list[Article | InputError]:
    settings = {"lang": "en", "max_chars": 1000, **options}
    return [result for item in found.inputs for result in read(item, **settings)]  # type: ignore[arg-type]


def read_file(path: Path, content: str | bytes, **options: object) -> list[Article | InputError]:
    return read_all(discover([write(path, content)]), **options)


def read_one(path: Path, content: str | bytes, **options: object) -> Article:
    (result,) = read_file(path, content, **options)
    assert isinstance(result, Article), result
    return result


def codes(results: list[Article | InputError]) -> list[str]:
    return [result.code if isinstance(result, InputError) else result.doc_id for result in results]


def test_folder_is_every_readable_file_below_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md.gz", "sub/c.jsonl", "sub/deep/B.TXT", "x.pdf", ".hidden/d.txt", ".e.txt"):
        write(tmp_path / "in" / name)
    found = discover([str(tmp_path / "in")])
    assert [(i.stem, i.suffix, i.compressed) for i in found.inputs] == [
        ("a", ".md", True),
        ("b", ".txt", False),
        ("sub/c", ".jsonl", False),
        ("sub/deep/B", ".txt", False),
    ]
    assert found.failures == []


def test_order_of_arguments_has_no_influence(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{name}.txt") for name in "cabd"] + [str(tmp_path / "missing.txt"), "-"]
    first = discover(paths)
    for seed in range(5):
        random.Random(seed).shuffle(paths)
        again = discover(paths)
        assert again.inputs == first.inputs
        assert [str(e) for e in again.failures] == [str(e) for e in first.failures]


def test_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "in" / "sub" / "a.txt")
    found = discover([path, path, str(tmp_path / "in")])
    assert [item.stem for item in found.inputs] == ["sub/a"]


@pytest.mark.parametrize(
    ("names", "stems"),
    [
        (("a.txt", "a.md"), ["a.md", "a.txt"]),
        (("a.txt", "a.txt.gz"), ["a.txt", "a.txt.gz"]),
        (("x/a.txt", "y/a.txt"), ["x/a", "y/a"]),
        (("x/z/a.txt", "y/z/a.txt", "b.txt"), ["b", "x/z/a", "y/z/a"]),
        (("x/a.txt", "x/a.md", "y/a.txt"), ["x/a.md", "x/a.txt", "y/a.txt"]),
        (("a.txt", "a.TXT"), ["a.TXT", "a.txt"]),
    ],
)
def test_inputs_of_one_name_are_told_apart(tmp_path: Path, names: tuple[str, ...], stems: list[str]) -> None:
    found = discover([write(tmp_path / name) for name in names])
    assert sorted(item.stem for item in found.inputs) == stems


def test_two_inputs_for_one_output_are_refused(tmp_path: Path) -> None:
    names = ("a.txt", "a.md", "a.txt.txt")
    with pytest.raises(UsageError) as error:
        discover([write(tmp_path / name) for name in names])
    assert error.value.code == "E204" and "a.txt.events.jsonl" in str(error.value)
    assert all(name in str(error.value) for name in ("a.txt", "a.txt.txt"))


def test_files_of_a_folder_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "c.html", ".hidden", "old.events.jsonl", "run.json"):
        write(tmp_path / "in" / name)
    found = discover([str(tmp_path / "in")])
    assert [Path(name).name for name in found.left_out] == ["b.pdf", "c.html"]


@pytest.mark.parametrize(
    ("name", "code"), [("x.pdf", "E108"), ("noname", "E108"), ("gone.txt", "E109"), ("empty", "E107")]
)
def test_argument_without_an_input_is_a_failure_of_its_own(tmp_path: Path, name: str, code: str) -> None:
    write(tmp_path / "x.pdf")
    write(tmp_path / "noname")
    (tmp_path / "empty").mkdir()
    found = discover([str(tmp_path / name), write(tmp_path / "good.txt")])
    assert [e.code for e in found.failures] == [code]
    assert str(tmp_path / name) in str(found.failures[0])
    assert [item.stem for item in found.inputs] == ["good"]


@pytest.mark.parametrize(
    ("name", "content", "options", "code", "words"),
    [
        ("a.txt", b"", {}, "E102", "empty"),
        ("a.txt", b"caf\xe9 fell", {}, "E101", "0xe9 at position 3"),
        ("a.txt", b"\xff\xfea\x00b\x00", {}, "E101", "0xff at position 0"),
        ("a.txt", b"MZ\x00\x01", {}, "E103", "position 2"),
        ("a.txt", b"%PDF-1.4\n%\xe2\xe3", {}, "E123", "a PDF file"),
        ("a.txt", b"PK\x03\x04\x14\x00", {}, "E123", "Word or ZIP"),
        ("a.txt", b"{\\rtf1\\ansi In 1999}", {}, "E123", "RTF"),
        ("a.txt", b'{"id": "a", "text": "In 1999"}\n{"id": "b", "text": "In 2000"}', {}, "E122", ".jsonl"),
        ("a.md", b'[\n {"text": "In 1999"}\n]', {}, "E122", ".jsonl"),
        ("a.txt", b"MZ\x00\xff", {}, "E103", "position 2"),
        ("a.txt", b" \r\n\t\xc2\xa0", {}, "E115", "white space"),
        ("a.txt", b"\xef\xbb\xbf\n", {}, "E115", "white space"),
        ("a.txt", b"abc", {"max_chars": 2}, "E112", "3 characters"),
        ("a.txt", b"ab\x81c", {"encoding": "cp1252"}, "E117", "at byte 2"),
        ("a.txt", b"abc", {"lang": "xx"}, "E301", "a.txt"),
        ("a.txt.gz", b"abc" * 99, {"max_chars": 2}, "E112", "limit of 2"),
        ("a.md", b"", {}, "E102", "empty"),
        ("a.jsonl", b"", {}, "E102", "empty"),
        ("a.jsonl", b"\n\n", {}, "E115", "white space"),
    ],
)
def test_unreadable_file_says_why(
    tmp_path: Path, name: str, content: bytes, options: dict[str, object], code: str, words: str
) -> None:
    (error,) = read_file(tmp_path / name, content, **options)
    assert isinstance(error, InputError)
    assert error.code == code and words in str(error)


@pytest.mark.parametrize("damage", [slice(0, 30), slice(4, None)], ids=["cut", "no header"])
@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz"])
def test_damaged_gzip_is_a_failure(tmp_path: Path, damage: slice, name: str) -> None:
    packed = gzip.compress(json.dumps({"id": "a", "text": PROSE}).encode())[damage]
    path = tmp_path / name
    path.write_bytes(packed)
    results = read_all(discover([str(path)]))
    assert codes(results)[-1] == "E111"


def test_unknown_encoding_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E201"):
        read_file(tmp_path / "a.txt", PROSE, encoding="klingon")


def test_named_encoding_is_used(tmp_path: Path) -> None:
    assert read_one(tmp_path / "a.txt", "Łódź fell.".encode("utf-16"), encoding="utf-16").text == "Łódź fell."


def test_source_is_the_file_to_the_character(tmp_path: Path) -> None:
    raw = "\ufeffThe 🏰 fell.\r\nNobody fled.\r\n".encode()
    article = read_one(tmp_path / "a.txt", raw)
    assert article.source.encode() == raw
    assert article.text == "The 🏰 fell.\nNobody fled."
    assert article.span(0, 3).start == 1


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
def test_origin_is_the_file_as_it_lies_on_disk(tmp_path: Path, name: str) -> None:
    article = read_one(tmp_path / name, PROSE)
    raw = (tmp_path / name).read_bytes()
    assert article.origin is not None
    assert (article.origin.name, article.origin.bytes) == (name, len(raw))
    assert article.origin.sha256 == hashlib.sha256(raw).hexdigest()
    assert article.doc_id == "a" and article.text == PROSE.strip()


def test_standard_input_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(PROSE.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    (article,) = read_all(discover(["-"]), reference_date="2001-02-03")
    assert isinstance(article, Article)
    assert (article.doc_id, article.text, article.reference_date) == ("stdin", PROSE.strip(), "2001-02-03")


def test_one_failure_stops_no_other_input(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a.txt", b"\xff"), write(tmp_path / "b.txt")]
    assert codes(read_all(discover(paths))) == ["E101", "b"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Крепость пала пятого мая, никто не бежал.", "100 % of the letters"),
        ("The fort fell \x07 on 5 May.", "1 control characters"),
        ("The f\ufffdrt fell.", "first at position 5"),
        ("Main article: The fort", "nothing was left"),
    ],
)
def test_oddity_is_a_warning(tmp_path: Path, text: str, words: str) -> None:
    (warning,) = read_one(tmp_path / "a.txt", text).warnings
    assert words in warning


def test_foreign_names_are_no_oddity(tmp_path: Path) -> None:
    assert (
        read_one(tmp_path / "a.txt", "The fort of Βυζάντιον, as the Greeks wrote, fell on 5 May.").warnings
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html>\n<p>Rebels attacked Bria.</p>",
        "\ufeff\n<html lang='en'><body>Rebels attacked Bria.</body></html>",
        "<!-- saved --><!-- from the web -->\n<html><p>Rebels attacked Bria.</p></html>",
    ],
)
def test_a_page_of_html_is_refused(tmp_path: Path, text: str) -> None:
    (item,) = discover([write(tmp_path / "a.txt", text)]).inputs
    (error,) = read(item, lang="en", max_chars=1_000)
    assert isinstance(error, InputError) and error.code == "E120"


def test_comments_before_a_text_are_read_in_no_time(tmp_path: Path) -> None:
    text = "<!-- x -->" * 60 + "Rebels attacked Bria."
    (item,) = discover([write(tmp_path / "a.wiki", text)]).inputs
    (article,) = read(item, lang="en", max_chars=10_000)
    assert isinstance(article, Article)
