"""The stretch of time that the heading of a section names ("The northern front, 1861-1863").

It bounds what the section tells. What is told there before the section names any time of its own, and what lies too
far from one, is of that stretch: no more is known of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from dateline.layers import Chronology, Sentence, TimeAnchor, TimeValue


def told_in_heading(
    doc: Doc, chronology: Chronology, headings: Sequence[int], sentence: Sentence
) -> TimeValue | None:
    """The stretch that the heading right above a sentence names; None where it names none.

    `headings` are the blocks of the headings of the text, in order; its title bounds no section.
    """
    above = bisect_left(headings, sentence.block) - 1
    if above < 0 or headings[above] == 0:
        return None
    for first, _, value in chronology.ranges:
        source: Sentence = doc._.sentences[doc._.timexes[first].sentence]
        if source.heading and source.block == headings[above] and value.earliest and value.latest:
            return replace(value, resolution="inherited", anchor=TimeAnchor(value.timex, first))
    return None
