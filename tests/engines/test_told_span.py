"""The years that the box or the title of an article gives, and how they hold the years of its dates."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.article import Article
from dateline.engines.time.told_span import OPEN_YEAR, told_years
from stages.time_helper import pipeline


def article(text: str = "", *, title: str | None = None, box: str | None = None, lang: str = "en") -> Article:
    """An article with a title, or with a box that gives its time."""
    made = Article.from_text(text, lang=lang)
    made.title = title
    facts: list[dict[str, Any]] = [{"field": "place", "name": "1999", "text": "1999"}]
    made.facts = facts + ([{"field": "date", "name": box, "text": box}] if box else [])
    return made


@pytest.mark.parametrize(
    ("title", "box", "years"),
    [
        ("The siege of Aro", None, None),
        ("The siege of Aro (1921)", None, (1921, 1921)),
        ("The Aro war of 1921-1923", None, (1921, 1923)),
        ("The siege of Aro", "3 May – 5 June 1921", (1921, 1921)),
        ("The Aro war of 1921", "3 May 1920 – 5 June 1922", (1920, 1922)),
        ("The Aro war", "3 May 2015 – present", (2015, OPEN_YEAR)),
        ("阿罗战争", "2015年5月3日至今", (2015, OPEN_YEAR)),
        ("2021年阿罗攻势", "2021年5月1日-8月15日", (2021, 2021)),
        ("The march of 12,000", "a long time ago", None),
    ],
)
def test_years_that_an_article_gives(title: str, box: str | None, years: tuple[int, int] | None) -> None:
    assert told_years(article(title=title, box=box)) == years


@pytest.mark.parametrize(
    ("lang", "text", "title", "years"),
    [
        ("en", "On 18 December 2018 they left.\n\nOn 2 April the port fell.", None, "2019-04-02"),
        ("en", "On 18 December 2018 they left.\n\nOn 2 April the port fell.", "The 2018 war", "2018-04-02"),
        ("zh", "2018年12月18日撤军。\n4月2日，港口失守。", None, "2019-04-02"),
        ("zh", "2018年12月18日撤军。\n4月2日，港口失守。", "2018年战争", "2018-04-02"),
        # the story has left the years of the title, or had not come to them
        ("en", "On 18 December 2015 they left.\n\nOn 2 April the port fell.", "The 2018 war", "2016-04-02"),
    ],
)
def test_a_year_within_those_of_the_title_is_the_right_one(
    lang: str, text: str, title: str | None, years: str
) -> None:
    nlp = pipeline(lang)
    doc = nlp.make_doc(text)
    doc._.article = article(text, title=title, lang=lang)
    assert nlp(doc)._.chronology.values[-1].timex == years
