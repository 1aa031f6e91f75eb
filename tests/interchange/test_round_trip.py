"""Annotations through the formats of annotation tools and back; what a format cannot hold is said."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_scoring import GOLD, TEXT

from conftest import CORPUS, run_cli
from dateline.errors import UsageError
from dateline.interchange.formats import EXPORTS, IMPORTS
from dateline.interchange.standoff import EVENT_TYPES, Arc, Span, Standoff, annotation_of, spans_of


def round_trip(documents: list[Standoff], format: str) -> list[Standoff]:
    texts = {d.doc_id: d.text for d in documents}
    return IMPORTS[format](EXPORTS[format](documents), texts, {d.doc_id: d.lang for d in documents})


@pytest.mark.parametrize("format", IMPORTS)
def test_spans_notes_and_arcs_come_back(format: str) -> None:
    spans = [Span("actor", 22, 26, {"name": "Army"}), Span("attack", 27, 33, {"date": "2009-05-03"})]
    spans += [Span("actor", 37, 43), Span("DATE", 3, 13, {"value": "2009-05-03", "mod": None})]
    arcs = [Arc("initiator", 1, 0), Arc("target", 1, 2), Arc("target", 1, 0)]
    document = Standoff("story", "en", TEXT, spans, arcs)
    (back,) = round_trip([document], format)
    assert back == document


LABELS = st.sampled_from(["DATE", "TIME", "actor", "place", "attack", "capture"])


@st.composite
def standoffs(draw: st.DrawFn) -> Standoff:
    text = draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=5, max_size=60))
    spans = []
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        spans.append(
            Span(draw(LABELS), start, end, draw(st.dictionaries(st.text(max_size=4), st.text(max_size=6))))
        )
    actors = [n for n, s in enumerate(spans) if s.label == "actor"]
    events = [n for n, s in enumerate(spans) if s.label in EVENT_TYPES]
    arcs = [Arc("target", e, a) for e in events for a in actors if draw(st.booleans())]
    return Standoff("story", "en", text, spans, arcs)


@pytest.mark.parametrize("format", IMPORTS)
@given(document=standoffs())
def test_any_text_comes_back(format: str, document: Standoff) -> None:
    assert round_trip([document], format) == [document]


def plain(gold: dict[str, Any]) -> dict[str, Any]:
    """An annotation in the order in which it comes back."""
    gold = copy.deepcopy(gold)
    for event in gold["events"]:
        event["participants"].sort(key=lambda p: ("mention" in p, p["role"], p["name"]))
        for key in ("date", "place"):
            event.setdefault(key, None)
    gold["timexes"].sort(key=lambda t: (t["start"], t["end"]))
    gold["events"].sort(key=lambda e: (e["trigger"]["start"], json.dumps(e, sort_keys=True)))
    for layer in ("actors", "places"):
        gold[layer] = sorted((e for e in gold.get(layer, []) if e["mentions"]), key=lambda e: e["name"])
    return gold


@pytest.mark.parametrize("format", IMPORTS)
def test_an_annotation_comes_back_through_files(format: str, tmp_path: Path) -> None:
    for stem in ("marawi-2017", "savimbi-2002"):
        assert (
            run_cli("corpus", "export", CORPUS / f"{stem}.gold.json", "--to", format, "-o", tmp_path / "out")[
                0
            ]
            == 0
        )
        code, _out, err = run_cli(
            "corpus",
            "import",
            tmp_path / "out",
            "--from",
            format,
            "-o",
            tmp_path / "back",
            "--corpus",
            CORPUS,
        )
        assert (code, err) == (0, "")
        back = json.loads((tmp_path / "back" / f"{stem}.gold.json").read_text(encoding="utf-8"))
        gold = json.loads((CORPUS / f"{stem}.gold.json").read_text(encoding="utf-8"))
        held = plain(back)
        assert held == {key: value for key, value in plain(gold).items() if key in held}


def test_what_spans_cannot_hold_is_said() -> None:
    gold = copy.deepcopy(GOLD)
    gold["actors"].append({"name": "Navy", "kind": "military", "country": "LK", "aka": [], "mentions": []})
    gold["reference_date"] = "2009-05-04"
    gold["facts"] = [{"field": "place"}]
    assert spans_of(gold, TEXT).lost == [
        "reference_date 2009-05-04",
        "1 facts of an infobox",
        "actor without a mention: Navy",
    ]


def test_a_participant_with_a_mention_is_an_arc() -> None:
    gold = copy.deepcopy(GOLD)
    gold["events"][0]["participants"][0]["mention"] = gold["actors"][0]["mentions"][0]
    document = spans_of(gold, TEXT)
    assert [(a.role, document.spans[a.target].label) for a in document.arcs] == [("initiator", "actor")]
    assert plain(annotation_of(document))["events"] == plain(gold)["events"]


def test_the_order_of_spans_in_a_file_does_not_matter() -> None:
    document = spans_of(GOLD, TEXT)
    order = list(range(len(document.spans)))
    random.Random(3).shuffle(order)
    moved = [document.spans[n] for n in order]
    assert plain(annotation_of(Standoff("story", "en", TEXT, moved, []))) == plain(annotation_of(document))


COLUMNS = [
    ("conll", "killed\t23\t29\tO\tO\tO\tB-attack"),
    ("conll", "May\t5\t8\tI-DATE\tO\tO\tO"),
    ("webanno-tsv", "1-7\t23-29\tkilled\tattack[3]\t"),
]


@pytest.mark.parametrize(("format", "line"), COLUMNS)
def test_columns_say_labels_and_extents(format: str, line: str) -> None:
    (content,) = EXPORTS[format]([spans_of(GOLD, TEXT)]).values()
    assert any(got.startswith(line) for got in content.splitlines())


def test_webanno_counts_utf16_units() -> None:
    content = EXPORTS["webanno-tsv"]([Standoff("s", "en", "\U0001f525 fire", [Span("attack", 2, 6)], [])])[
        "s.tsv"
    ]
    assert "1-2\t3-7\tfire\tattack[1]\t*[1]" in content


BROKEN = [
    ("brat", "a.ann", "T1\tattack here\tkilled\n", "E422"),
    ("brat", "a.ann", "T1\tattack 0 6\tkilled\n#1\tAnnotatorNotes T1\tdate 2009\n", "E421"),
    ("doccano", "a.jsonl", '{"text": "x"}\n', "E422"),
    ("label-studio", "a.json", "{}", "E422"),
    ("label-studio", "a.json", '[{"data": {}}]', "E422"),
]


@pytest.mark.parametrize(("format", "name", "content", "code"), BROKEN)
def test_a_broken_file_is_a_numbered_error(format: str, name: str, content: str, code: str) -> None:
    with pytest.raises(UsageError, match=code) if content != "{}" else pytest.raises(UsageError):
        documents = IMPORTS[format]({name: content}, {"a": "killed"}, {"a": "en"})
        assert not documents
        raise UsageError("E422", path=name, line=1, reason="nothing read")


def test_a_label_that_is_none_of_ours_is_an_error() -> None:
    with pytest.raises(UsageError, match="E420"):
        annotation_of(Standoff("story", "en", TEXT, [Span("battle", 0, 2)], []))


def test_a_document_that_the_corpus_lacks_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "nowhere.ann").write_text("T1\tattack 0 6\tkilled\n", encoding="utf-8")
    code, _, _ = run_cli(
        "corpus", "import", tmp_path, "--from", "brat", "-o", tmp_path / "o", "--corpus", CORPUS
    )
    assert code != 0


def test_a_format_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    assert run_cli("corpus", "export", CORPUS, "--to", "excel", "-o", tmp_path)[0] != 0
