"""Languages without a model: an article's explicit dates, with the year of the story, and nothing invented."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import build
from dateline.extraction import Extraction, extract
from dateline.readers.formats import Settings, article_of_text


def read(text: str, lang: str) -> Extraction:
    settings = Settings(lang=lang, encoding=None, reference_date=None, max_chars=10_000)
    article: Article = article_of_text(text, "a.txt", ".txt", "a", settings)
    return extract(article)


STORIES = [
    ("fr", "Le 4 novembre 1920, la ville tombe. Le 3 janvier, elle est reprise.[1]", ["1920-11-04", "1921-01-03"]),
    ("es", "El 17 de julio de 1936 se alzó. El 18 de agosto cayó.", ["1936-07-17", "1936-08-18"]),
    ("ru", "3 мая 1920 года пал город. 9 июня он был взят снова.", ["1920-05-03", "1920-06-09"]),
    ("ja", "1937年7月7日に始まった。8月13日に広がった。", ["1937-07-07", "1937-08-13"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "expected"), STORIES, ids=[row[0] for row in STORIES])
def test_dates_are_read_and_take_the_year_of_the_story(lang: str, text: str, expected: list[str]) -> None:
    found = read(text, lang)
    assert [t.value for t in found.document.timexes] == expected
    assert all(text[t.start : t.end] == t.text for t in found.document.timexes)


def test_what_is_not_read_is_said() -> None:
    found = read("Le 4 novembre 1920, les troupes prirent la ville.", "fr")
    assert not found.events
    assert any("only its explicit dates are read" in warning for warning in found.document.warnings)
    assert found.document.tool.models.keys() >= {"dateline-xx", "dateparser"}


def test_a_pipeline_of_such_a_language_has_all_stages() -> None:
    assert build("fr").pipe_names[-1] == "dateline_records"
