"""JSON lines: one document a line; a bad line costs no other."""

from __future__ import annotations

import io
import json
import os
import threading
import tracemalloc
from pathlib import Path

import pytest

from dateline.article import Article, Source
from dateline.errors import InputError
from dateline.readers import jsonl
from dateline.readers.formats import Settings

ORIGIN = Source("a.jsonl", "0" * 64, 99)
GOOD = '{"id": "good", "text": "The fort fell."}'


def read(raw: str | bytes, max_chars: int = 1000) -> list[Article | InputError]:
    file = io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
    return list(jsonl.read(file, "a.jsonl", ORIGIN, Settings("en", None, "2000-01-01", max_chars)))


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("{nonsense", "E104", "line 1"),
        ('["a"]', "E104", "a list, not an object"),
        ("7", "E104", "a int, not an object"),
        ("[" * 60_000, "E104", "nested too deeply"),
        ("9" * 10_000, "E104", "digits"),
        ('{"id": "a"}', "E105", "line 1"),
        ('{"id": "a", "text": 5}', "E105", "line 1"),
        ('{"text": "b"}', "E113", "line 1"),
        ('{"id": 5, "text": "b"}', "E113", "line 1"),
        ('{"id": "", "text": "b"}', "E113", "line 1"),
        ('{"id": "a", "text": "b\\ud800c"}', "E114", "U+D800 at position 1"),
        ('{"id": "a\\udfff", "text": "b"}', "E114", "U+DFFF"),
        ('{"id": "a", "text": ""}', "E121", "line 1"),
        ('{"id": "a", "text": " \\n"}', "E115", "line 1"),
        ('{"id": "a", "text": "b", "lang": "xx"}', "E301", "a.jsonl, line 1"),
        ('{"id": "a", "text": "b", "lang": 5}', "E116", "lang must be"),
        ('{"id": "a", "text": "b", "title": []}', "E116", "title must be"),
        (
            '{"id": "a", "text": "b", "reference_date": "1999"}',
            "E116",
            "reference_date must be one calendar day",
        ),
        (
            '{"id": "a", "text": "b", "reference_date": "1999-02-30"}',
            "E116",
            "reference_date must be one calendar day",
        ),
        ('{"id": "a", "text": "%s"}' % ("b" * 1001), "E112", "line 1: 1001 characters"),
        ('{"id": "a", "text": "%s"}' % ("b" * 99_999), "E112", "line 1"),
        (b"\xff", "E101", "line 1"),
    ],
)
def test_bad_line_is_its_own_failure(line: str | bytes, code: str, words: str) -> None:
    raw = line.encode() if isinstance(line, str) else line
    error, article = read(raw + b"\n" + GOOD.encode())
    assert isinstance(error, InputError) and error.code == code and words in str(error)
    assert isinstance(article, Article) and article.doc_id == "good"


def test_id_used_twice_is_a_failure_of_the_second_line() -> None:
    first, error = read(f"{GOOD}\n{GOOD}\n")
    assert isinstance(first, Article)
    assert isinstance(error, InputError) and error.code == "E106" and "line 2" in str(error)
    assert "used on line 1" in str(error)


def test_fields_of_the_line_come_before_those_of_the_run() -> None:
    line = {
        "id": "x/1",
        "text": "The fort fell.[1]",
        "title": "A war",
        "reference_date": "1918-05-05",
        "lang": "en",
    }
    own, other = read(json.dumps(line) + "\r\n\n" + GOOD)
    assert isinstance(own, Article) and isinstance(other, Article)
    assert (own.doc_id, own.title, own.reference_date, own.lang) == ("x/1", "A war", "1918-05-05", "en")
    assert (other.title, other.reference_date, other.origin) == (None, "2000-01-01", ORIGIN)
    assert own.source == "The fort fell.[1]" and own.text == "The fort fell."


def test_null_is_as_missing() -> None:
    (article,) = read('{"id": "a", "text": "b", "title": null, "lang": null, "reference_date": null}')
    assert isinstance(article, Article) and article.lang == "en"


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85", "\x0b"])
def test_only_a_line_feed_ends_a_line(char: str) -> None:
    line = json.dumps({"id": "a", "text": f"One.{char}Two."}, ensure_ascii=False)
    (article,) = read(line)
    assert isinstance(article, Article) and article.source == f"One.{char}Two."


def test_byte_order_mark_begins_no_document() -> None:
    (article,) = read(b"\xef\xbb\xbf" + GOOD.encode())
    assert isinstance(article, Article) and article.doc_id == "good"


def test_memory_does_not_grow_with_the_file() -> None:
    text = "The fort fell on 5 May 1918. " * 300
    count = 300  # 2.6 MB

    def feed(end: int) -> None:
        with os.fdopen(end, "wb") as pipe:
            for n in range(count):
                pipe.write(json.dumps({"id": str(n), "text": text}).encode() + b"\n")

    source, sink = os.pipe()
    thread = threading.Thread(target=feed, args=(sink,))
    thread.start()
    tracemalloc.start()
    with os.fdopen(source, "rb") as file:
        settings = Settings("en", None, None, 100_000)
        read_ = sum(isinstance(a, Article) for a in jsonl.read(file, "a.jsonl", ORIGIN, settings))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    thread.join()
    assert read_ == count
    assert peak < 600_000


def test_file_is_closed_by_its_reader_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(GOOD)
    with path.open("rb") as file:
        list(jsonl.read(file, "a.jsonl", ORIGIN, Settings("en", None, None, 10)))
        assert not file.closed
