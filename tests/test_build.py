"""The pipeline is put together from entry points, in an order that is checked, and can be part of anyone's."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest
import spacy

from dateline.article import Article
from dateline.build import STAGES, analyse, build, check
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


def test_windows_do_not_change_the_text_or_the_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"On {n} May 2009 the army took hill {n}. The rebels fled." for n in range(1, 30))
    whole = analyse(build("en"), Article.from_text(text))
    monkeypatch.setattr("dateline.build.WINDOW", 50)
    parts = analyse(build("en"), Article.from_text(text))
    assert parts.text == whole.text == text
    assert [s.start for s in parts._.sentences] == [s.start for s in whole._.sentences]
    assert [(t.lemma_, t.tag_, t.head.i) for t in parts] == [(t.lemma_, t.tag_, t.head.i) for t in whole]
