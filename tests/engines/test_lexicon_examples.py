"""Every example of every sense of the event lexicon runs."""

from __future__ import annotations

import pytest

from dateline import data
from dateline.build import installed_model
from dateline.engines.events import lexicon
from dateline.engines.events.frames import Matcher
from dateline.engines.syntax import Forms, Syntax
from engines.examples import run_example

LANG = "en"
LEXICON, MISTAKES = lexicon.read(data.models_dir() / LANG / "events")
CASES = [(sense, example) for sense in LEXICON.senses for example in sense.examples]


@pytest.fixture(scope="module")
def nlp():
    import spacy

    return spacy.load(installed_model(LANG), exclude=["ner"])


@pytest.fixture(scope="module")
def matcher():
    return Matcher(LEXICON, Syntax.load(LANG), Forms.load(LANG))


def test_the_lexicon_has_no_mistakes():
    assert MISTAKES == []


def test_every_noun_class_is_used_by_a_sense():
    used = {
        name for s in LEXICON.senses for hints in (s.needs, s.unless) for c in hints.values() for name in c
    }
    assert set(LEXICON.classes) - used == set()


@pytest.mark.parametrize(
    ("sense", "example"), CASES, ids=[f"{s.file}:{s.id}:{e['text'][:40]}" for s, e in CASES]
)
def test_example_of_the_lexicon(nlp, matcher, sense, example):
    assert run_example(nlp, matcher, sense, example) == []
