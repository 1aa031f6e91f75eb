"""Names that taggers and parsers misread, mended: one row a kind of mistake."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build

ROWS = [
    ("a name that ends like a plural", "In 425 Tramenes fortified the cape.", "Tramenes", "NNP", "nsubj"),
    ("such a name at the beginning", "Tramenes fell. The Vorians blamed Tramenes.", "Tramenes", "NNP", "nsubj"),
    ("a plural with an article", "Then the Volunteers burned the mill.", "Volunteers", "NNPS", "nsubj"),
    ("a noun glued to the date before it", "From 6 May vorish militias attacked.", "militias", "NNS", "nsubj"),
    ("a name joined to the date before it", "On June 2, 1961, Vienna, allied to Rome, fell.", "Vienna", "NNP", "nsubj"),
    ("a hyphen between blanks is a dash", "Hungary - then a kingdom - attacked.", "Hungary", "NNP", "nsubj"),
    ("a name that begins like an article", "They left the An Duc camp.", "An", "NNP", "compound"),
    ("a name read as an adverb behind a verb", "The militia attacked Mosul.", "Mosul", "NNP", "dobj"),
    ("a name read as an adverb before a verb", "Fier fell to the rebels.", "Fier", "NNP", "nsubj"),
    ("a direction is no object", "They attacked South in May.", "South", "NNP", "advmod"),
    ("a noun that the month does tell of", "In the May offensive they won.", "offensive", "NN", "pobj"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word", "tag", "label"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_tag_and_label_are_those_of_the_name(text: str, word: str, tag: str, label: str) -> None:
    doc = analyse(build("en"), Article.from_text(text, lang="en"))
    token = next(t for t in doc if t.text == word)
    assert (token.tag_, token.dep_) == (tag, label)
