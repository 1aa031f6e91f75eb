"""When things happened in news whose day of publication is known and whose text has weekdays alone."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dateline.article import Article
from dateline.build import analyse, build
from dateline.readers.rules import load_rules
from dateline.readers.text import parse

PUBLISHED = "2024-06-15"  # a Saturday


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build("en")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # what follows on the news is of its day
        (
            "Gunmen shot three guards in Aro on Sunday, a union said Monday.\n\nThe guards were attacked in their car.",
            "attacked",
            "2024-06-09",
        ),
        ("Yesterday gunmen stormed a base. Their comrades looted the town of Aro.", "looted", "2024-06-14"),
        # ... but not on the day on which it was said
        (
            "A watchdog said on Monday in a report that it had evidence.\n\nSoldiers shelled Aro.",
            "shelled",
            "2024-06",
        ),
        # a day on which it was told comes after what is told
        ("Five men were shot on Saturday in Aro, police said Monday.", "shot", "2024-06-08"),
        (
            "Police said on Monday that a man was shot. Rebels shelled Aro on Saturday.",
            "shelled",
            "2024-06-08",
        ),
        ("Rebels shelled Aro on Saturday.", "shelled", "2024-06-15"),
        # a weekend that is over; the night before publication
        ("Rebels shelled Aro over the weekend.", "shelled", "2024-06-08/2024-06-09"),
        ("Rebels shelled Aro overnight.", "shelled", "2024-06-14/2024-06-15"),
        # so long after what the subject takes up; hours away it is the same day
        (
            "A car blew up in Aro on Tuesday.\n\nThe explosion came a day after gunmen killed four men in Bor.",
            "killed",
            "2024-06-10",
        ),
        (
            "A drone hit a market in Aro on Friday.\n\nThe strike came a day after the army said it had retaken Bor.",
            "retaken",
            "2024-06-13",
        ),
        (
            "The mayor was killed in Aro on Friday hours after he had accused the rebels.",
            "accused",
            "2024-06-14",
        ),
        # a clause with "when" behind its time
        ("Rebels have fought since Tuesday, when 16 men were shot in Aro.", "shot", "2024-06-11"),
        # a crime is older than its trial
        (
            "A court convicted him on Wednesday of torture in Aro between April 2012 and January 2013.",
            "torture",
            "2012-04/2013-01",
        ),
        ("A court convicted him on Wednesday of torture.", "torture", None),
        # the first months of a year
        (
            "Over 1,300 people were killed in Aro in the first three months of the year.",
            "killed",
            "2024-01/2024-04",
        ),
        # a toll given later; a day looked back to
        (
            "Soldiers killed 45 men in Aro on January 29. A clinic said on February 13 that 45 men had been killed.",
            "killed",
            "2024-01-29",
        ),
        (
            "On 14 June a clinic said that a girl had come on 10 June. She had been wounded the same day in Aro.",
            "wounded",
            "2024-06-10",
        ),
        # what is told beside the main clause is no news
        (
            "Rebels hit Aro on Monday. The group, which broke away from the EMC, has 90 men.",
            "broke away",
            "2024-06",
        ),
        # two deeds share a week that is over
        (
            "Raiders killed 14 men and abducted seven girls in Aro last week.",
            "killed",
            "2024-06-03/2024-06-09",
        ),
    ],
)
def test_day_of_the_news(nlp: Language, text: str, word: str, expected: str | None) -> None:
    article = Article.from_text(text)
    article.reference_date = PUBLISHED
    records = analyse(nlp, article)._.records
    assert {r.date.value for r in records if r.trigger.text == word} == {expected}


@pytest.mark.parametrize(("day", "expected"), [("14 June", "2024-06-13"), ("14 April", "2024-06-14")])
def test_the_day_in_a_title_right_before_publication_is_that_of_the_report(
    nlp: Language, day: str, expected: str
) -> None:
    article = parse(
        f"The Aro front ({day} 2024)\n\nRebels shelled Aro yesterday.\n",
        load_rules("en"),
        doc_id="a",
        lang="en",
    )
    article.reference_date = PUBLISHED
    assert [r.date.value for r in analyse(nlp, article)._.records] == [expected]


def test_a_day_is_nobody_who_died(nlp: Language) -> None:
    records = analyse(nlp, Article.from_text("The ministry raised the toll to 274 on Sunday."))._.records
    assert [c.victims for r in records for c in r.casualties] == [None]


def test_the_dead_of_both_sides_are_of_neither(nlp: Language) -> None:
    text = "Tuareg fighters stormed Gao in May 2012. At least 58 fighters from both sides were killed."
    records = analyse(nlp, Article.from_text(text))._.records
    assert [(c.best, c.victims) for r in records for c in r.casualties] == [(58, None)]
