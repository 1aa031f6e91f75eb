"""Sentences: where they end, and what the tokens are told."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from dateline import data
from dateline.article import Article, Block, OffsetMap
from dateline.stages.sentences import MAX_TOKENS, SentencesStage, load_rules

EXAMPLES = data.load_toml("en", "sentences.toml")["examples"]
_NLP = spacy.blank("en")
_STAGE = SentencesStage("en")


def split(text: str) -> Doc:
    doc = _NLP.make_doc(text)
    return _STAGE(doc)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"])
def test_example_of_the_data_is_split_as_it_says(example: dict[str, object]) -> None:
    found = [doc_text for doc_text in texts(split(str(example["text"])))]
    assert len(found) == example["sentences"], found


def texts(doc: Doc) -> list[str]:
    return [doc.text[s.start : s.end] for s in doc._.sentences]
