"""The attribute ruler with a memory does what spaCy's does."""

from __future__ import annotations

import pytest
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from conftest import CORPUS
from dateline.build import build
from dateline.engines.ruler import MemoRuler


def tagged(text: str) -> Doc:
    nlp = build("en")
    doc = nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = nlp.get_pipe(name)(doc)
    return doc


def attributes(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.pos_, str(t.morph), t.lemma_, t.tag_, t.dep_) for t in doc]


TEXTS = [
    "He isn't gonna say nothin' about what they've lost; let's go, there's no one's army here.",
    "  The rebels\n\n took  the town.  ",
    "",
    (CORPUS / "marawi-2017.txt").read_text(encoding="utf-8"),
    (CORPUS / "magdeburg-1631.txt").read_text(encoding="utf-8"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_result_is_that_of_the_ruler(text: str) -> None:
    ruler = build("en").get_pipe("attribute_ruler")
    memo = MemoRuler(ruler)
    expected = attributes(ruler(tagged(text)))
    assert attributes(memo(tagged(text))) == expected
    assert attributes(memo(tagged(text))) == expected  # from memory


def test_a_pattern_that_is_not_understood_is_refused() -> None:
    ruler = AttributeRuler(build("en").vocab)
    ruler.add([[{"SHAPE": "dddd"}]], {"POS": "NUM"})
    with pytest.raises(ValueError, match="SHAPE"):
        MemoRuler(ruler)


def test_rules_of_several_tokens_apply_in_their_order() -> None:
    ruler = AttributeRuler(build("en").vocab)
    ruler.add([[{"LOWER": "laid"}, {"LOWER": "siege"}]], {"LEMMA": "besiege"}, index=0)
    ruler.add([[{"LOWER": "laid"}]], {"LEMMA": "lay", "POS": "VERB"})
    doc = Doc(build("en").vocab, words=["They", "laid", "siege"])
    expected = attributes(ruler(doc.copy()))
    assert attributes(MemoRuler(ruler)(doc)) == expected
    assert expected[1][3] == "lay"
