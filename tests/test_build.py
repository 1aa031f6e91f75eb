"""The pipeline is put together from entry points, in an order that is checked, and can be part of anyone's."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest
import spacy

from dateline.article import Article
from dateline.build import STAGES, analyse, build, check, part, windows
from dateline.errors import DatelineError


def test_every_stage_is_an_entry_point() -> None:
    names = {point.name for point in entry_points(group="spacy_factories")}
    assert names >= {"dateline_sentences", *STAGES}


def test_a_stage_without_the_layer_it_needs_is_refused() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_chronology")
    with pytest.raises(DatelineError, match=r"E303.*dateline_chronology.*doc\._\.sentences"):
        check(nlp)


def test_a_language_without_a_model_is_refused() -> None:
    with pytest.raises(DatelineError, match="E301"):
        build("xx")


def test_a_stage_works_in_a_pipeline_of_somebody_else() -> None:
    nlp = spacy.load(build("en").meta["lang"] + "_" + build("en").meta["name"], exclude=["ner"])
    nlp.add_pipe("dateline_sentences", first=True)
    nlp.add_pipe("dateline_timexes")
    doc = nlp("The siege began on 24 January 1999. It was long.")
    assert [doc.text[t.start : t.end] for t in doc._.timexes] == ["24 January 1999"]


def test_the_parse_of_a_paragraph_does_not_depend_on_the_others() -> None:
    paragraph = "On 9 May 2009 the army took the hill in the north and the rebels fled.\nIt rained."
    alone = analyse(build("en"), Article.from_text(paragraph))
    below = analyse(build("en"), Article.from_text("Winters are cold. Nobody came\n" + paragraph))
    assert below.text.endswith(alone.text)
    tail = list(below)[-len(alone) :]
    assert [(t.tag_, t.dep_, t.head.i - t.i) for t in tail] == [
        (t.tag_, t.dep_, t.head.i - t.i) for t in alone
    ]


def test_words_that_the_model_is_shown_in_another_form_stay_as_written() -> None:
    text = "Vorland - then a kingdom - attacked Task Force - North."
    assert analyse(build("en"), Article.from_text(text, lang="en")).text == text


def test_windows_cover_the_doc_and_cut_between_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join("The army took the hill. The rebels fled." for _ in range(20))
    monkeypatch.setattr("dateline.build.WINDOW", 8)
    doc = analyse(build("en"), Article.from_text(text))
    assert doc.text == text
    ranges = windows(doc._.sentences, len(doc))
    assert [a for a, _ in ranges] == [s.first for s in doc._.sentences]
    assert ranges[-1][1] == len(doc)


def test_the_parser_begins_anew_behind_a_label_whatever_the_next_sentence_holds() -> None:
    text = "Kalna: Two men were shot. The rest – all of them – fled."
    doc = analyse(build("en"), Article.from_text(text))
    assert [t.text for t in part(doc, 0, len(doc)) if t.is_sent_start] == ["Kalna", "Two", "The"]
