"""The dateline that opens a dispatch ("COLOMBO, 2 January –"), by how it is written."""

from __future__ import annotations

from spacy.tokens import Doc

LENGTH = 16  # tokens that a dateline may have
DASHES = ("–", "—", "--", "-")


def dateline_end(doc: Doc, first: int, last: int) -> int:
    """The dash that ends the dateline which opens the sentence `doc[first:last]`; 0 if it has none."""
    if first >= last or not is_acronym(doc[first].text) or (first and not doc[first - 1].is_space):
        return 0
    opening = doc[first : min(last, first + LENGTH)]
    return next((t.i for t in opening if t.text in DASHES and t.nbor(-1).whitespace_), 0)


def is_acronym(text: str) -> bool:
    """Whether a word is written in capitals throughout."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)
