"""The whole way: the corpus against its annotation, and a real article where it lies beside the checkout.

Floors, not scores: they lie a little below what the current state reaches, so that a fall is seen.
"""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from conftest import CORPUS, ROOT, load_lines, run_cli

SHARED = ROOT.parent / "shared"
ARTICLE = SHARED / "seeds" / "000_59fab0586e337fd8.txt"
GOLD = SHARED / "gold-sample" / "000_59fab0586e337fd8.gold.json"
SCORER = SHARED / "tools" / "score.py"


def golds() -> list[dict]:
    """The annotations of the corpus."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.gold.json"))]


@pytest.fixture(scope="module")
def corpus_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over the corpus."""
    folder = tmp_path_factory.mktemp("corpus")
    assert run_cli("extract", CORPUS, "-o", folder, "--quiet") == (0, "", "")
    return folder


def test_annotated_spans_are_the_words_of_their_texts() -> None:
    for gold in golds():
        text = (CORPUS / f"{gold['doc_id']}.txt").read_text(encoding="utf-8")
        for span in [*gold["timexes"], *(event["trigger"] for event in gold["events"])]:
            assert text[span["start"] : span["end"]] == span["text"], gold["doc_id"]


def test_time_expressions_of_the_corpus_are_found_and_understood(corpus_run: Path) -> None:
    right = wanted = found = 0
    for gold in golds():
        (document,) = load_lines(corpus_run / f"{gold['doc_id']}.documents.jsonl")
        values = {(t["start"], t["end"], t["value"]) for t in document["timexes"]}
        expected = {(t["start"], t["end"], t["value"]) for t in gold["timexes"] if t["value"]}
        right, wanted, found = right + len(values & expected), wanted + len(expected), found + len(values)
    assert 2 * right / (wanted + found) > 0.9


def test_triggers_of_the_corpus_are_found(corpus_run: Path) -> None:
    hit = wanted = found = 0
    for gold in golds():
        events = load_lines(corpus_run / f"{gold['doc_id']}.events.jsonl")
        spans = {(e["trigger"]["start"], e["trigger"]["end"]) for e in events}
        expected = {(e["trigger"]["start"], e["trigger"]["end"]) for e in gold["events"]}
        hit += sum(any(a < d and c < b for a, b in spans) for c, d in expected)
        wanted, found = wanted + len(expected), found + len(spans)
    assert hit / wanted > 0.75
    assert hit / found > 0.75


if ARTICLE.is_file():

    @pytest.fixture(scope="module")
    def article_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
        """A run over the real article."""
        folder = tmp_path_factory.mktemp("article")
        assert run_cli("extract", ARTICLE, "-o", folder, "--quiet") == (0, "", "")
        return folder

    def test_the_real_article_gives_its_records_with_offsets_that_match(article_run: Path) -> None:
        text = ARTICLE.read_bytes().decode("utf-8")
        events = load_lines(article_run / f"{ARTICLE.stem}.events.jsonl")
        assert len(events) >= 350
        for event in events:
            for span in (event["trigger"], event["sentence"], *(p["mention"] for p in event["participants"])):
                assert text[span["start"] : span["end"]] == span["text"]

    def test_notices_headings_and_references_of_the_real_article_are_no_narrative(article_run: Path) -> None:
        (document,) = load_lines(article_run / f"{ARTICLE.stem}.documents.jsonl")
        kinds = [aside["kind"] for aside in document["asides"]]
        assert kinds.count("notice") == 3 and kinds[-1] == "reference"
        years = [re.findall(r"\d{4}", section["text"]) for section in document["sections"]]
        assert years == [["2012"], ["2014", "2015"], ["2016", "2017"], ["2023"]]
        assert len(document["citations"]) > 250

    def scorer() -> ModuleType:
        """The measure, as a module."""
        spec = importlib.util.spec_from_file_location("score", SCORER)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def test_the_annotated_stretch_of_the_real_article_is_read_well(article_run: Path) -> None:
        rows = scorer().score([str(GOLD)], str(article_run))
        assert rows["slots"]["f1"] >= 65
        assert rows["value"]["f1"] >= 95
