"""MediaWiki source that is wrong, huge or no article: it is read as far as it goes, told, and costs linear time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.article import Article
from dateline.readers import mediawiki
from dateline.readers.rules import load_rules
from readers.mediawiki_reading import check_article


def read(source: str, lang: str = "en") -> Article:
    article = mediawiki.parse(source, load_rules(lang), doc_id="doc", lang=lang)
    check_article(article)
    return article


BOX = "{{Infobox military conflict\n"


@pytest.mark.parametrize(
    ("source", "text", "warning"),
    [
        ("The {{nowrap|fort fell.\n\nAll saw.", "The fort fell.\nAll saw.", "a template is not closed"),
        ("The {{odd|a|b=c\n\nAll saw.", "The a\nAll saw.", "a template is not closed"),
        ("The [[fort fell.\n\nAll saw.", "The fort fell.\nAll saw.", "a link is not closed"),
        ("The [[fort|old fort fell.\nAll saw.", "The old fort fell. All saw.", "a link is not closed"),
        ("It fell.<ref>A {{cite web|url=x\nAll saw.", "It fell. All saw.", "a <ref> is not closed"),
        ('It fell.<ref name="a>A</ref> All saw.', "It fell. All saw.", None),
        ("It fell.<!-- hidden\nAll saw.", "It fell. All saw.", "a comment is not closed"),
        ("It fell.</ref> All saw.</small>}} Now]].", "It fell. All saw. Now.", None),
        ("{|\n| a\n\nAll saw.", "All saw.", "a table is not closed"),
        ("<nowiki>The fort\n\nAll saw.", "The fort\nAll saw.", None),
        ("<blockquote>The fort.\n\nAll saw.", "The fort.\nAll saw.", None),
        ("{{a}}}} {{{b}}} The fort.", "The fort.", None),
        ("[[File:A.jpg|thumb|The [[fort]] by {{flag|Chad}}\n\nAll saw.", "All saw.", "a link is not closed"),
        ("|}\n|-\n| stray\nAll saw.", "All saw.", "lines that are parts of a table"),
        ("== Open heading\nAll saw.", "== Open heading All saw.", None),
        ("\ufeff'''It''' fell.\r\nAll saw.", "It fell. All saw.", None),
    ],
)
def test_what_is_not_closed_ends_where_it_most_likely_does(
    source: str, text: str, warning: str | None
) -> None:
    article = read(source)
    assert article.text == text
    assert warning is None or any(w.startswith(warning) for w in article.warnings)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("这支-{zh-cn:老挝军队来了。\n\n众人都看见了。", "这支zh-cn:老挝军队来了。\n众人都看见了。"),
        ("这支-{zh-xx:老挝;zh-cn}-军队来了。", "这支zh-xx:老挝;zh-cn军队来了。"),
        ("这支-{Z|老挝}-军队来了。", "这支Z|老挝军队来了。"),
        ("这支-{-{-{老挝}-}-}-军队来了。", "这支老挝军队来了。"),
        ("这支}-军队-{}-来了。", "这支}-军队来了。"),
    ],
)
def test_conversion_marks_that_are_not_valid_show_what_they_hold(source: str, text: str) -> None:
    assert read(source, "zh").text == text


def test_box_that_is_not_closed_ends_before_the_prose() -> None:
    article = read(
        BOX
        + "|conflict=War\n|combatant1={{flag|Chad\n|combatant2=[[B\n|strength1=500<ref>A\n\n'''War''' began."
    )
    assert article.text == "War began."
    found = [(f["field"], f["side"], f["name"]) for f in article.facts]
    assert found[0] == ("conflict", None, "War")
    assert ("belligerent", 2, "B") in found
    assert any(w.startswith("a template is not closed") for w in article.warnings)


@pytest.mark.parametrize("deep", [50, 5_000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("{{nowrap|", "}}"),
        ("{{flag|", "}}"),
        ("{{ill|", "|fr|X}}"),
        ("{{tsl|en|x|", "}}"),
        ("{{efn|", "}}"),
        ("{{start date|", "}}"),
        ("{{convert|", "}}"),
        ("{{plainlist|", "}}"),
        ("{{odd|", "}}"),
        ("[[a|", "]]"),
        ("-{", "}-"),
        ("<ref>", "</ref>"),
        ("<small>", "</small>"),
        ("{|\n|", "\n|}"),
        ("'''", "''"),
        ("{{Infobox war|combatant1=", "}}"),
        ("(", ")"),
        ("<!--", "-->"),
        ("[[File:A|", "]]"),
    ],
)
def test_deep_nesting_is_read(opening: str, closing: str, deep: int) -> None:
    for source in (
        opening * deep + "x" + closing * deep,
        BOX + "|combatant1=" + opening * deep + "x" + closing * deep,
    ):
        started = time.process_time()
        article = read(source + "\n}}\n\nAll saw.", "zh" if opening == "-{" else "en")
        assert "All saw." in article.text or opening in ("<!--", "{|\n|")
        assert time.process_time() - started < 60  # unbounded nesting takes hours


def test_text_fifty_deep_is_kept() -> None:
    assert read("The " + "{{nowrap|" * 50 + "fort" + "}}" * 50 + " fell.").text == "The fort fell."


def test_page_of_a_box_alone() -> None:
    article = read(BOX + "|conflict=War\n|combatant1=[[A]]\n}}\n[[Category:C]]")
    assert (article.text, len(article.facts)) == ("", 2)


def test_redirect_with_more_behind_it() -> None:
    article = read("#REDIRECT [[War of X]]\n{{R from move}}\n[[Category:A]]")
    assert article.text == ""
    assert article.warnings[0].startswith("the page is a redirect to 'War of X'")


def test_languages_are_mixed() -> None:
    article = read(
        BOX + "|冲突=甲之战\n|combatant1={{lang|ar|جيش}} [[Army]]\n|兵力1=五百人\n"
        "|casualties1=约300 killed、多人受伤\n}}\nДва [[полка]]军队 came.",
        "zh",
    )
    assert article.text == "Два полка军队came."
    assert [(f["field"], f["low"]) for f in article.facts] == [
        ("conflict", None), ("belligerent", None), ("strength", 500), ("casualty", 300), ("casualty", 3),
    ]  # fmt: skip


PARTS = {
    "open templates": lambda n: "{{a|b " * n,
    "open links": lambda n: "[[a|b\n" * n,
    "open references": lambda n: "x<ref>b\n" * n,
    "open conversion marks": lambda n: "-{zh-cn:a;zh-tw:b " * n,
    "open tables": lambda n: "{|\n| a\n" * n,
    "open comments": lambda n: "x<!-- b " * n,
    "nested templates": lambda n: "{{flag|" * n + "x" + "}}" * n,
    "nested links": lambda n: "[[a|" * n + "x" + "]]" * n,
    "closing brackets": lambda n: "a}} ]] }- " * n,
    "bars": lambda n: "{{a" + "|=" * n + "}}",
    "apostrophes": lambda n: "''' '' " * n,
    "prose": lambda n: "The [[fort|castle]] fell.<ref name=a>{{cite web|url=http://a.b|title=C}}</ref> " * n,
    "boxes": lambda n: (BOX + "|combatant1=[[A]]}}\n") * n,
    "open box": lambda n: BOX + "|strength1=" + "{{flag|Mali}} 500<br>" * n,
    "box of links": lambda n: BOX + "|combatant1=" + "[[a]] (b), " * n + "}}",
    "box of lines": lambda n: BOX + "|combatant1=" + "[[a]] {{KIA}}<br>" * n + "}}",
    "box of figures": lambda n: BOX + "|casualties1=" + "5 killed, " * n + "}}",
    "box of numbers": lambda n: BOX + "|casualties1=" + "5 " * n + "}}",
    "box of open remarks": lambda n: BOX + "|casualties1=" + "(5 killed" * n + "}}",
    "box of remarks": lambda n: BOX + "|casualties1=" + "(5 killed) " * n + "}}",
    "box of flags": lambda n: BOX + "|strength1=" + "{{flagicon|Mali}} 5, " * n + "}}",
    "box of headings": lambda n: BOX + "|casualties1=" + "'''A:''' 5 killed<br>" * n + "}}",
    "box of items": lambda n: BOX + "|combatant1=" + "".join(f"{'*' * (i % 9 + 1)} [[a]]\n" for i in range(n)) + "}}",
    "box of words": lambda n: BOX + "|casualties1=" + "killed " * n + "}}",
    "box of lists": lambda n: BOX + "|combatant1=" + "{{Collapsible list|title=[[T]]|{{flag|Mali}}}}" * n + "}}",
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_time_grows_with_the_length(name: str) -> None:
    make: Callable[[int], str] = PARTS[name]
    lang = "zh" if "conversion" in name else "en"

    def seconds(n: int) -> float:
        source = make(n)
        started = time.process_time()
        mediawiki.parse(source, load_rules(lang), doc_id="doc", lang=lang)
        return time.process_time() - started

    seconds(20)
    small, large = min(seconds(250) for _ in range(2)), min(seconds(2_000) for _ in range(2))
    assert large < 40 * small + 0.2  # eight times the length; a square would be 64 times


FRAGMENTS = [
    "{{",
    "}}",
    "[[",
    "]]",
    "-{",
    "}-",
    "|",
    "=",
    "\n",
    "<ref>",
    "</ref>",
    "<ref name=a />",
    "<!--",
    "-->",
    "'''",
    "''",
    "{|",
    "|}",
    "== ",
    "* ",
    "** ",
    "----\n",
    "{{flag|",
    "{{flagicon|",
    "{{Infobox war\n",
    "|combatant1=",
    "|strength2=",
    "|casualties1=",
    "|notes=",
    "|date=",
    "{{plainlist|",
    "{{Collapsible list|title=",
    "{{KIA}}",
    "{{efn|",
    "{{tsl|en|",
    "{{ill|",
    "{{start date|",
    "{{convert|",
    "{{circa|",
    "{{as of|",
    "{{sclass|",
    "{{hidden begin|",
    "{{hidden end}}",
    "<br>",
    "<small>",
    "</small>",
    "<nowiki>",
    "</nowiki>",
    "<gallery>",
    "[http://a.b ",
    "]",
    "(",
    ")",
    "（",
    "）",
    "1,200–1,500",
    "~300",
    " killed",
    "人阵亡",
    "至少",
    "五百",
    "多",
    "Mali",
    "France",
    "Supported by:",
    "支持：",
    "Total:",
    "总计：",
    "UN claim",
    "Per ",
    "2012年",
    "war",
    "战",
    " ",
    ":",
    "：",
    ",",
    "、",
    "&nbsp;",
    "†",
    "\u200b",
    "é",
    "𠀀",
    "__TOC__",
    "#REDIRECT ",
    "zh-cn:",
    ";",
    "Category:",
    "File:",
]


@settings(max_examples=400, deadline=None)
@example(["<br>== <small>", BOX, "== |combatant1="], "en")  # a box in the middle of a line
@example([BOX, "|notes={{circa|={{hidden begin|----\n'''\n}}\nx"], "en")  # a closed template in an open one
@example([BOX, "|casualties1={{{{flag|}}<!--\n\n}}\nx"], "zh")
@example(["{{Collapsible list|a|title=b}}"], "en")  # the title stands last
@example(["{{circa|2=1210|1=1200}}"], "en")
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60), st.sampled_from(["en", "zh"]))
def test_any_fragments_are_read_with_their_offsets(parts: list[str], lang: str) -> None:
    read("".join(parts), lang)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200),
    st.sampled_from(["combatant1", "commander2", "strength1", "casualties2", "notes", "date"]),
)
def test_any_text_in_a_field_is_read_with_its_offsets(text: str, field: str) -> None:
    read(f"{BOX}|{field}={text}\n}}}}\nAll saw.".replace("\0", ""))
