"""The stretch of time that the heading of a section names ("The northern front, 1861-1863").

It bounds what the section tells. What is told there before the section names any time of its own, and what lies too
far from one, is of that stretch: no more is known of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from dateline.article import Block
from dateline.layers import Chronology, Sentence, TimeAnchor, TimeValue, article_of


def told_in_heading(
    doc: Doc, chronology: Chronology, headings: Sequence[int], sentence: Sentence
) -> TimeValue | None:
    """The stretch that the heading above a sentence names, or that of the section which holds its own.

    `headings` are the blocks of the headings of the text, in order; its title bounds no section.
    """
    at = bisect_left(headings, sentence.block) - 1
    while at >= 0 and headings[at] > 0:
        block = headings[at]
        for first, _, value in chronology.ranges:
            if _block(doc, first) == block and value.earliest and value.latest:
                return replace(value, resolution="inherited", anchor=TimeAnchor(value.timex, first))
        if any(_block(doc, i) == block for i in range(len(doc._.timexes))):
            return None
        at = _above(article_of(doc).blocks, headings, at)
    return None


def _block(doc: Doc, index: int) -> int:
    """The block that a time expression stands in."""
    source: Sentence = doc._.sentences[doc._.timexes[index].sentence]
    return source.block


def _above(blocks: Sequence[Block], headings: Sequence[int], at: int) -> int:
    """The heading of the section that holds the one of heading `at`; -1 if nothing shows one.

    It is of a higher level; where the source has no levels, the one right above it with no text between.
    """
    level = blocks[headings[at]].level
    if not level:
        return at - 1 if at and headings[at - 1] == headings[at] - 1 else -1
    return next((i for i in range(at - 1, -1, -1) if 0 < blocks[headings[i]].level < level), -1)
