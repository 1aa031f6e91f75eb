"""Sentences: where they end, and what the tokens are told."""

from __future__ import annotations

import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dateline import data, layers
from dateline.article import Article, Block, OffsetMap
from dateline.build import build
from dateline.stages.sentences import MAX_TOKENS, SentencesStage

LANGUAGES = [lang for lang in data.languages() if (data.models_dir() / lang / "sentences.toml").is_file()]
EXAMPLES = [(lang, e) for lang in LANGUAGES for e in data.load_toml(lang, "sentences.toml")["examples"]]
TOKENIZER = spacy.blank("en")


def split(text: str, blocks: list[Block] | None = None, lang: str = "en") -> Doc:
    doc = (TOKENIZER if lang == "en" else spacy.blank(lang)).make_doc(text)
    if blocks:
        doc._.article = Article("doc", lang, text, text, OffsetMap.identity(len(text)), blocks=blocks)
    return SentencesStage(lang)(doc)


def texts(doc: Doc) -> list[str]:
    return [doc.text[s.start : s.end] for s in doc._.sentences]


@pytest.mark.parametrize(("lang", "example"), EXAMPLES, ids=lambda value: str(value)[:60])
def test_example_of_the_data_is_split_as_it_says(lang: str, example: dict[str, object]) -> None:
    found = texts(split(str(example["text"]), lang=lang))
    assert len(found) == example["sentences"], found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left. “We won!” Nobody cheered.", ["They left.", "“We won!”", "Nobody cheered."]),
        (
            "He said: “We won. They lost.” Nobody cheered.",
            ["He said: “We won.", "They lost.”", "Nobody cheered."],
        ),
        ("It fell (see p. 5). They fled.", ["It fell (see p. 5).", "They fled."]),
        ("They asked why. . . then left.", ["They asked why. . . then left."]),
        ("They asked why. . . Then they left.", ["They asked why. . .", "Then they left."]),
        ("A force of Gen. A. B. Lee's men won.", ["A force of Gen. A. B. Lee's men won."]),
        ("They fled  to Oslo.  Nobody won.", ["They fled  to Oslo.", "Nobody won."]),
        ("One (a man. Two", ["One (a man.", "Two"]),
    ],
)
def test_sentences_end_where_readers_would_say(text: str, expected: list[str]) -> None:
    assert texts(split(text)) == expected


def test_heading_is_one_sentence_and_blocks_are_never_joined() -> None:
    text = "Fall of St. X. And after\nthe fort fell\nThey fled. Nobody won."
    blocks = [Block("heading", 0, 24), Block("paragraph", 25, 38), Block("paragraph", 39, 61)]
    doc = split(text, blocks)
    assert texts(doc) == ["Fall of St. X. And after", "the fort fell", "They fled.", "Nobody won."]
    assert [s.heading for s in doc._.sentences] == [True, False, False, False]
    assert [s.block for s in doc._.sentences] == [0, 1, 2, 2]
    assert [s.index for s in doc._.sentences] == [0, 1, 2, 3]


def test_tokens_are_told_whether_a_sentence_starts() -> None:
    doc = split("They fled. Nobody won.\n\nIt rained.")
    assert [t.text for t in doc if t.is_sent_start] == ["They", "Nobody", "It"]
    assert all(t.is_sent_start is not None for t in doc)
    assert [s.text.strip() for s in doc.sents] == texts(doc)


def test_parser_keeps_to_the_sentences() -> None:
    nlp = build("en")
    parsed = nlp.select_pipes(enable=["dateline_sentences", "tok2vec", "parser"])
    with parsed:
        doc = nlp("He flew to the U.S. with Gen. Lee. 3,000 men: they fought, they lost ... and fled.")
    assert [s.text.strip() for s in doc.sents] == texts(doc)
    assert len(doc._.sentences) == 2


@pytest.mark.parametrize("mark", [";", ":", ","])
def test_endless_sentence_is_cut_after_the_best_mark(mark: str) -> None:
    weaker = "" if mark == "," else ","
    doc = split(
        f"the men marched{weaker} " * 75 + f"until they came{mark} " + "and the men marched on " * 100
    )
    sizes = [s.last - s.first for s in doc._.sentences]
    assert max(sizes) <= MAX_TOKENS
    assert texts(doc)[0].endswith(mark)


@pytest.mark.parametrize(
    "text",
    ["word " * 40_000, "(" * 40_000, "a. " * 40_000, "... " * 30_000, "”" * 40_000, "(a. b) " * 20_000],
    ids=["words", "brackets", "initials", "ellipses", "quotes", "bracketed"],
)
def test_time_grows_with_the_text_and_not_its_square(text: str) -> None:
    words = text.split()
    doc = Doc(TOKENIZER.vocab, words=words)
    doc._.article = Article.from_text(doc.text)
    stage = SentencesStage("en")
    start = time.process_time()
    stage(doc)
    assert time.process_time() - start < 20  # a square takes minutes
    assert max(s.last - s.first for s in doc._.sentences) <= MAX_TOKENS


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("aB1 .!?…\"'”()[]\n\t-,;أ中🏰\u0301\u200f"), max_size=80))
def test_every_word_is_in_exactly_one_sentence_of_its_block(text: str) -> None:
    doc = split(text)
    owners = [0] * len(doc)
    blocks = layers.article_of(doc).blocks
    for sentence in doc._.sentences:
        assert doc[sentence.first].idx == sentence.start
        assert not doc[sentence.first].is_space and not doc[sentence.last - 1].is_space
        block = blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        for at in range(sentence.first, sentence.last):
            owners[at] += 1
    assert all(owner == 1 for token, owner in zip(doc, owners, strict=True) if not token.is_space)


@pytest.mark.parametrize("text", ["", " ", "\n \n"])
def test_text_without_words_has_no_sentences(text: str) -> None:
    assert split(text)._.sentences == []
