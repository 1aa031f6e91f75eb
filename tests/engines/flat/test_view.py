"""What the flat engines see: clauses, markers, words cut at links."""

from __future__ import annotations

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.flat.view import View
from dateline.engines.flat.words import Words


def view(text: str, links: list[dict[str, object]] | None = None) -> View:
    article = Article.from_text(text, lang="zh")
    article.links = list(links or [])
    return View(analyse(build("zh"), article))


def test_a_comma_ends_a_clause_and_a_comma_in_a_figure_does_not() -> None:
    seen = view("日军阵亡9,115人，守军撤退。")
    [sentence] = seen.doc._.sentences
    start, end = seen.clause(sentence, 3)
    assert seen.text[start:end] == "日军阵亡9,115人"


def test_a_name_that_a_link_holds_together_is_one_word() -> None:
    text = "孤拔率舰队攻占利士比港。"
    at = text.index("利士比")
    seen = view(text, [{"start": at, "end": at + 3, "target": "利士比"}])
    assert "利士比" in [word.text for word in seen.words]


def test_words_cover_the_text_whatever_the_links() -> None:
    text = "法軍攻佔北寧，清軍撤退。"
    links = [{"start": i, "end": i + 3, "target": "x"} for i in range(0, 9, 4)]
    assert "".join(word.text for word in view(text, links).words) == view(text).text


def test_the_longest_known_word_comes_first() -> None:
    words: Words[int] = Words([("上海", 1), ("上海派遣军", 2), ("", 3)])
    assert [values for _, values in words.at("上海派遣军登陆", 0)] == [[2], [1]]
    assert "" not in words


def test_the_title_of_a_link_is_read_in_the_script_of_the_text() -> None:
    text = "國防軍擊退貝拉格的部隊。"
    links = [
        {"start": 0, "end": 3, "target": "巴丹國防軍"},
        {"start": 5, "end": 8, "target": "保羅·貝拉格"},
    ]
    seen = view(text, links)
    assert {m.actor.name for m in seen.doc._.actors} >= {"巴丹国防军", "保罗·贝拉格"}
