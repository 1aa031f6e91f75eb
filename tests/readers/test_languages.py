"""The language of a text that none is given for is told by its script and its words."""

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
    # foreign references do not outweigh the text
    ("叛军攻占[[基达尔]]。<ref>{{cite web|url=http://example.org/mali-rebels-take-kidal|title=Rebels take Kidal "
     "in the far north of the country|publisher=The Example Herald|date=30 March 2012}}</ref>", "zh"),
    # other languages are told by their words and letters
    ("Le 12 janvier 2013, les rebelles ont pris la ville de Konna et tué dix soldats. L'armée s'est repliée vers "
     "Mopti pendant la nuit, selon des habitants.", "fr"),
    ("El 5 de mayo de 2001 los guerrilleros atacaron el puesto de policía y mataron a doce agentes. El ejército "
     "llegó al día siguiente y recuperó el pueblo.", "es"),
    # of few words one of English is enough, and without it the text is in another language if that is sure
    ("Le 3 mai 2014, des rebelles attaquaient Gao.", "fr"),
    ("Rebels shelled Gao on 3 May 2014.", "en"),
    # most letters in a script of no model: the likeliest language, however likely; kana are not Chinese
    ("3 мая 2014 года повстанцы атаковали Донецк и убили 12 солдат.", "ru"),
    ("في 3 مايو 2014 هاجم المتمردون مدينة حلب وقتلوا 12 جنديا.", "ar"),
    ("2014年5月3日、反乱軍がガオを攻撃し、12人の兵士を殺害した。", "ja"),
    ("日军在「あきつ丸」号上登陆，占领上海。", "zh"),
    ("12 января 2013 года повстанцы заняли город, а армия отступила к реке.", "ru"),
    # few words of English are enough, a list of names is no other language
    ("Bria; Bangui; Obo; Gao; Kidal; Timbuktu; Maiduguri; Baga; Bama; Konduga; Dikwa; Monguno; Gwoza; Chibok; Damboa; "
     "Biu; Yola; Mubi; Jos; Kano; Kaduna", "en"),
    ("Rebels attack Bria, 12 killed. Army retakes Gao. Bomb kills 3, Kidal. Talks collapse. Ceasefire holds, Obo. "
     "Mayor shot dead, Bama.", "en"),
    # nothing to tell by
    ("12.3. 45", "en"),
    ("", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lang"), TEXTS)
def test_language_is_told_by_script_and_words(text: str, lang: str) -> None:
    assert language_of(text) == lang


@given(st.text())
def test_any_text_has_a_language_that_can_be_read(text: str) -> None:
    assert data.folder_of(language_of(text)) is not None


def test_text_in_a_language_of_no_model_is_read_for_its_dates_with_a_warning() -> None:
    settings = Settings(AUTO, None, None, 1_000)
    article = article_of_text(
        "12 января 2013 года город был взят, и войска отступили к реке.", "a.txt", ".txt", "a", settings
    )
    assert article.lang == "ru"
    assert any("only its explicit dates" in warning for warning in article.warnings)


def test_text_in_a_script_of_no_language_told_is_read_with_a_warning() -> None:
    settings = Settings("en", None, None, 1_000)
    article = article_of_text("Город был взят второго марта.", "a.txt", ".txt", "a", settings)
    assert any("CYRILLIC" in warning for warning in article.warnings)


FRENCH = (
    "Le 3 mai 1999, les rebelles ont pris la ville après deux jours de combats, et la garnison s'est retirée vers le "
    "fleuve. Les habitants, qui avaient fui dans les collines, sont revenus le lendemain sans rien trouver."
)
ENGLISH = (
    "On 3 May 1999 rebels took the town after two days of fighting, and the garrison withdrew to the river."
)


def test_paragraphs_in_another_language_are_told() -> None:
    settings = Settings("en", None, None, 10_000)
    mixed = article_of_text(f"{ENGLISH}\n\n{FRENCH}\n\n{ENGLISH}\n", "a.txt", ".txt", "a", settings)
    assert [w for w in mixed.warnings if "(fr): 1," in w and f"position {len(ENGLISH) + 2};" in w]
    assert not article_of_text(f"{ENGLISH}\n\n{ENGLISH}\n", "a.txt", ".txt", "a", settings).warnings


def test_tags_of_html_in_a_plain_text_are_told() -> None:
    settings = Settings("en", None, None, 10_000)
    article = article_of_text(
        "<p>The port fell.</p>\n<p>It burned for <b>two</b> days.</p>", "a.txt", ".txt", "a", settings
    )
    assert any(warning.startswith("6 tags of HTML") for warning in article.warnings)
    assert not article_of_text("The port fell; a < b > c.", "a.txt", ".txt", "a", settings).warnings


def test_typographic_spaces_of_chinese_leave_the_text_and_no_offset() -> None:
    source = "2014 年 5 月 21 日，造成 12 人死亡；BBC 报道 New York 一役。\n\n第 3 师\n"
    article = article_of_text(source, "a.txt", ".txt", "a", Settings("zh", None, None, 1_000))
    assert article.text.startswith("2014年5月21日，造成12人死亡；BBC报道New York一役。")
    at = article.text.index("12人")
    assert article.span(at, at + 3).text == "12 人"
    assert "第3师" in article.text
