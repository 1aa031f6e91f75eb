"""The language of a text that none is given for is told by its script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import data
from dateline.readers.formats import Settings, article_of_text
from dateline.readers.languages import AUTO, language_of

TEXTS = [
    ("The rebels took the town of Bourem.", "en"),
    ("1937年8月13日，战役在上海打响。", "zh"),
    ("1937年8月13日，戰役在上海打響。", "zh"),
    # mark-up and names in Latin letters do not make Chinese English, nor a Chinese name English Chinese
    ("{{Infobox military conflict|conflict=馬里戰爭|partof=恐怖主義}}[[加奧|加奥]]失守。<ref name=bbc>BBC</ref>", "zh"),
    ("The temple of Longhua (龍華寺) burned down, and with it the quarter around the pagoda.", "en"),
    # nothing to tell by
    ("12.3. 45", "en"),
    ("", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lang"), TEXTS)
def test_language_is_told_by_the_script(text: str, lang: str) -> None:
    assert language_of(text) == lang


@given(st.text())
def test_any_text_has_a_language_with_a_model(text: str) -> None:
    assert language_of(text) in data.languages()


def test_text_in_a_script_of_no_model_is_read_with_a_warning() -> None:
    settings = Settings(AUTO, None, None, 1_000)
    article = article_of_text("Город был взят второго марта.", "a.txt", ".txt", "a", settings)
    assert article.lang == "en"
    assert any("CYRILLIC" in warning for warning in article.warnings)
