"""Which event told before a noun takes up."""

from __future__ import annotations

import pytest

from dateline.build import build
from dateline.engines.events.antecedents import Antecedents
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Forms, Syntax


def taken_up(text: str) -> str | None:
    """The word that told what the last noun of an event in the text takes up."""
    doc = build("en")(text)
    found = Antecedents(doc, Syntax.load("en"), Forms.load("en"), Behaviour.load())
    nouns = [event for event in doc._.events if doc[event.head].pos_ in ("NOUN", "PROPN")]
    for event in doc._.events:
        if event is nouns[-1]:
            told = found.of(event)
            return doc[told.head].text if told is not None else None
        found.tell(event)
    return None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("In May 2015 Houthi fighters raided a camp. This raid alarmed the kingdom.", "raided"),
        ("In May 1704 the Danes raided Alnwick. The raid on York failed.", None),
        ("In May 1704 the Danes raided Alnwick. The next raid came from the sea.", None),
        ("In March 2012 the MNLA seized Gao. Traders fled. The fall of Gao worried the press.", "seized"),
        ("On 7 July 1987 rebels bombed a station in Jaffna. Dozens were hurt in the blasts.", "bombed"),
        ("The Swedes stormed a camp at Warka in April 1656. The battle lasted an hour.", "stormed"),
        ("Rebels attacked Homs in May 2013. The invasion of Chad began.", None),
        (
            "In 1915 British troops invaded Togo. Trade ceased. Rebels shelled Homs. The invasion took days.",
            "invaded",
        ),
    ],
)
def test_a_noun_takes_up_what_was_told(text: str, word: str | None) -> None:
    assert taken_up(text) == word
