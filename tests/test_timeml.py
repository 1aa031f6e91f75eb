"""`--format timeml`: the original text with its time expressions inline."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

from conftest import load_lines, run_cli

TEXT = "On 16 January 1912, rebels attacked <Arlon> & Virton\x0c. The next day they fled.\nEvery Friday it rained.\n"


def test_the_text_is_whole_and_every_expression_is_marked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run_cli("extract", tmp_path / "a.txt", "-o", tmp_path / "out", "-q", "--format", "timeml")[0] == 0
    root = ET.parse(tmp_path / "out" / "a.tml").getroot()
    text = root.find("TEXT")
    assert text is not None
    assert "".join(text.itertext()) == TEXT.replace("\x0c", "\ufffd")
    (document,) = load_lines(tmp_path / "out" / "a.documents.jsonl")
    marked = [(t.text, t.get("type"), t.get("value")) for t in text.iter("TIMEX3")]
    assert marked == [(t["text"], t["type"], t["value"]) for t in document["timexes"]]
    assert marked[:2] == [("16 January 1912", "DATE", "1912-01-16"), ("The next day", "DATE", "1912-01-17")]
    assert [t.get("anchorTimeID") for t in text.iter("TIMEX3")][1] == "t1"


def test_every_document_of_an_input_has_its_own_file(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"On {n} May 1912 it rained."}) for n in (1, 2, 3)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for workers in ("1", "2"):
        out = tmp_path / workers
        arguments = (
            "extract",
            tmp_path / "a.jsonl",
            "-o",
            out,
            "-q",
            "--format",
            "timeml",
            "--workers",
            workers,
        )
        assert run_cli(*arguments)[0] == 0
        days = [
            ET.parse(out / name).getroot().find("TEXT/TIMEX3") for name in ("a.tml", "a.2.tml", "a.3.tml")
        ]
        assert [day.get("value") for day in days if day is not None] == [
            "1912-05-01",
            "1912-05-02",
            "1912-05-03",
        ]
