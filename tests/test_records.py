"""Every record: valid against the committed schema, offsets that match the original, a reason for every null."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from conftest import CORPUS, ROOT, STORY, spans
from dateline.article import Article
from dateline.engines.results.reasons import nulls
from dateline.extraction import Extraction, extract
from dateline.readers.inputs import discover, read
from dateline.records import json_schema

STORIES = {
    "plain": STORY,
    "astral": "😀 On 3 May 2009 rebels attacked Ja\u0301ffna 🏙 and killed 12 soldiers.[1]The army fled.",
    "right-to-left": "هاجم المتمردون المدينة. On 3 May 2009 the army captured Jaffna. שלום",
    "control": "On 3 May 2009\x0b the army\x07 captured\x1f Jaffna.\r\nThe next day it withdrew.\r\n",
    "nothing": "Blue, green and yellow are colours.",
}


def articles() -> Iterator[Article]:
    """Our own short texts and the corpus."""
    for name, text in STORIES.items():
        yield Article.from_text(text, doc_id=name)
    for source in discover([str(CORPUS)]).inputs:
        for article in read(source, encoding="utf-8", lang="en", reference_date=None, max_chars=1_000_000):
            assert isinstance(article, Article)
            yield article


@pytest.fixture(scope="module")
def extractions() -> list[tuple[Article, Extraction]]:
    """All of them, extracted."""
    return [(article, extract(article)) for article in articles()]


def test_the_committed_schema_is_current() -> None:
    committed = json.loads((ROOT / "models" / "schema.json").read_text(encoding="utf-8"))
    assert committed == json_schema(), "renew it: make schema"


def test_every_line_validates_against_the_schema(extractions: list[tuple[Article, Extraction]]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for _, extraction in extractions:
        validator.validate(json.loads(extraction.document.model_dump_json()))
        for event in extraction.events:
            validator.validate(json.loads(event.model_dump_json()))


def test_every_span_is_the_original_at_its_offsets(extractions: list[tuple[Article, Extraction]]) -> None:
    count = 0
    for article, extraction in extractions:
        for value in (extraction.document, *extraction.events):
            for span in spans(value.model_dump()):
                assert article.source[span["start"] : span["end"]] == span["text"]
                count += 1
    assert count > 100


def test_every_null_has_a_reason_and_every_reason_a_null(
    extractions: list[tuple[Article, Extraction]],
) -> None:
    for _, extraction in extractions:
        for event in extraction.events:
            empty = set(nulls(event.model_dump(exclude={"reasons"})))
            assert empty == set(event.reasons)


def test_records_are_in_text_order_with_ids_of_their_own(
    extractions: list[tuple[Article, Extraction]],
) -> None:
    for _, extraction in extractions:
        starts = [event.sentence.start for event in extraction.events]
        assert starts == sorted(starts)
        assert len({event.id for event in extraction.events}) == len(starts)


def test_a_casualty_sentence_keeps_its_figure(extractions: list[tuple[Article, Extraction]]) -> None:
    plain = extractions[0][1]
    figures = [(c.kind, c.low, c.high) for event in plain.events for c in event.casualties]
    assert ("killed", 31, None) in figures


def test_citations_reach_the_record(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    (source,) = discover([str(path)]).inputs
    (article,) = read(source, encoding="utf-8", lang="en", reference_date=None, max_chars=1000)
    events = extract(article).events
    assert {tuple(event.citations) for event in events} >= {("1",), ("2", "c")}


def test_an_anchor_is_told_in_edtf() -> None:
    told = extract(
        Article.from_text("In the spring of 480 BC the fleet left Corinth. A year later it returned.")
    ).events
    anchors = [event.date.anchor.value for event in told if event.date.anchor]
    assert anchors and all(not value.startswith("BC") and "-SP" not in value for value in anchors)


def test_marks_before_the_trigger_or_after_the_next_mark_are_not_its_citations(tmp_path: Path) -> None:
    path = tmp_path / "marks.txt"
    path.write_text(
        "Rebels attacked Homs,[1] the army captured Hama[2][3] and talks began.[4]", encoding="utf-8"
    )
    (source,) = discover([str(path)]).inputs
    (article,) = read(source, encoding="utf-8", lang="en", reference_date=None, max_chars=1000)
    cited = {event.trigger.text: event.citations for event in extract(article).events}
    assert cited == {"attacked": ["1"], "captured": ["2", "3"], "talks": ["4"]}


NO_COMMA = [
    ("On 3 May 1981 officers staged a coup in Madrid.", "1981-05-03", "officers"),
    ("On 12 January 1998 government troops attacked Galle.", "1998-01-12", "government troops"),
    ("In 1998 rebel fighters took Goma.", "1998", "rebel fighters"),
]


@pytest.mark.parametrize(("text", "date", "actor"), NO_COMMA)
def test_a_date_without_comma_is_the_date_and_no_part_of_the_actor(text: str, date: str, actor: str) -> None:
    (event,) = extract(Article.from_text(text)).events
    assert event.date.value == date
    assert [p.mention.text for p in event.participants if p.role == "initiator"] == [actor]
