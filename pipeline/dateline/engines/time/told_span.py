"""The years that the head of an article gives for all that it tells: the date of its box, else its title."""

from __future__ import annotations

import re

from dateline.article import Article

OPEN_YEAR = 9999  # no end
LETTERS = 2  # behind the last figure: words that leave the end open ("2015 – present")
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")
_FIGURE = re.compile(r"\d(?=\D*$)")


def told_years(article: Article) -> tuple[int, int] | None:
    """The first and last year that the box of an article names as its time, else its title; None if neither does."""
    for fact in article.facts:
        if fact["field"] == "date" and (years := _years(fact["name"] or fact["text"], open_ended=True)):
            return years
    return _years(article.title or "", open_ended=False)


def _years(text: str, *, open_ended: bool) -> tuple[int, int] | None:
    years = [int(year) for year in _YEAR.findall(text)]
    if not years:
        return None
    figure = _FIGURE.search(text)
    rest = text[figure.end() :] if figure else ""
    ongoing = open_ended and sum(map(str.isalpha, rest)) >= LETTERS
    return min(years), OPEN_YEAR if ongoing else max(years)
