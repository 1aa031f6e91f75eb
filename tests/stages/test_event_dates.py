"""When an event happened, where its date stands apart from it: the whole pipeline on prose of our own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dateline.article import Article, Block
from dateline.build import analyse, build


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build("en")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # within a length of time, from the day that the sentence or the story gives
        ("On 1 August 2003 rebels took Aro; the army retook it within days.", "retook", "2003-08"),
        (
            "On 1 August 2003 rebels took Aro. The army retook it within four days.",
            "retook",
            "2003-08-01/2003-08-05",
        ),
        ("On 1 August 2003 rebels took Aro. The army retook it within hours.", "retook", "2003-08-01"),
        # a night has two days
        (
            "On 1 August 2003 rebels took Aro. The army shelled it overnight.",
            "shelled",
            "2003-08-01/2003-08-02",
        ),
        # the date that a distance explains
        (
            "On 6 May 2003, two days after the king met the envoys, rebels attacked Aro.",
            "met",
            "2003-05-04",
        ),
        # a bare noun takes up what was told just before, one that says more may mean another
        (
            "Rebels attacked Aro on 1 August 2003. It rained. Oslo condemned the attack.",
            "attack",
            "2003-08-01",
        ),
        # a dispatch tells the news of its day, however many sentences on
        (
            "OSLO, 5 August 2003 – Rebels attacked Aro on Sunday. It rained. Nobody slept. Gunmen looted shops.",
            "looted",
            "2003-08-03",
        ),
        (
            "OSLO, 5 August 2003 – Rebels attacked Aro on Sunday. It rained. Rebels have looted shops.",
            "looted",
            "2003-08",
        ),
    ],
)
def test_date_of_an_event(nlp: Language, text: str, word: str, expected: str) -> None:
    doc = nlp(text)
    found = [e.time.value.edtf for e in doc._.events if word in text[e.start : e.end]]
    assert found[-1:] == [expected]


def test_heading_that_names_a_day_dates_all_below_it(nlp: Language) -> None:
    article = Article.from_text("Sunday 3 August 2003\n\nIt rained.\n\nThe army shelled Aro.", lang="en")
    first, *others = article.blocks
    article.blocks = [Block("heading", first.start, first.end, 1), *others]
    (event,) = analyse(nlp, article)._.events
    assert event.time.value.edtf == "2003-08-03"
