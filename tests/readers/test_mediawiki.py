"""MediaWiki source: its prose leaves the mark-up, with offsets; what is no prose is set apart."""

from __future__ import annotations

import pytest

from dateline import data
from dateline.article import Article
from dateline.readers import mediawiki
from dateline.readers.formats import Settings, article_of_text
from dateline.readers.mediawiki.detect import is_mediawiki
from dateline.readers.rules import load_rules
from readers.mediawiki_reading import check_article
from readers.reading import blocks, kinds


def read(source: str, lang: str = "en") -> Article:
    article = mediawiki.parse(source, load_rules("en"), doc_id="doc", lang=lang)
    check_article(article)
    return article


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The '''fort''' ''fell'' '''''now'''''.", "The fort fell now."),
        ("It was the ''''port'''' it took.", "It was the 'port' it took."),
        ("They took [[Fort X|the fort]] and [[Port Y]].", "They took the fort and Port Y."),
        ("The [[fort]]s fell.", "The forts fell."),
        ("A [[File:Map.svg|thumb|A [[map]] of it]]fort fell.", "A fort fell."),
        ("It fell.[[Category:Forts]] [[de:Festung X]]", "It fell."),
        ("See [[:Category:Forts|the forts]] there.", "See the forts there."),
        (
            "It fell.<ref>A</ref> It burnt.<ref name=b /> All{{sfn|Smith|1999}} saw it.",
            "It fell. It burnt. All saw it.",
        ),
        ("The<!-- hidden --> fort<br />fell.", "The fort fell."),
        ('The <small>old</small> <span style="color:red">fort</span>.', "The old fort."),
        ("5&nbsp;May &amp; 6&#32;May &lt; 7", "5 May & 6 May < 7"),
        (
            "[http://x.org The Times] wrote; [https://y.org] see https://z.org/a.",
            "The Times wrote; see https://z.org/a.",
        ),
        ("Line one\nline two.\n\nNext.", "Line one line two.\nNext."),
        ("The fort{{snd}}''old''{{snd}}fell.", "The fort – old – fell."),
        ("{{lang|fr|Armée}} came {{convert|400|km|mi|abbr=on}} north.", "Armée came 400 km north."),
        ("Troops of {{flag|Chad}} and {{flagicon|Mali}} Mali.", "Troops of Chad and Mali."),
        ("Troops of {{TCD}} came.", "Troops of Chad came."),
        ("On {{start date|2012|1|16}} it fell.", "On 16 January 2012 it fell."),
        ("<nowiki>[[no link]]</nowiki> stays.", "[[no link]] stays."),
        ("__NOTOC__\nThe fort fell.", "The fort fell."),
        ("{{DEFAULTSORT:Fort}}{{Use dmy dates|date=May 2013}}\nThe fort fell.", "The fort fell."),
        ("{{Main|Siege of X}}\nThe fort fell.", "The fort fell."),
        (":''Main article: [[Siege of X]]''\nThe fort fell.", "The fort fell."),
        ("{|\n! Day !! Deed\n|-\n| 5 May || {{flag|Chad}} fell\n|}\nThe fort fell.", "The fort fell."),
        ("<gallery>\nFile:A.jpg|[[A]]\n</gallery>\nThe fort fell.", "The fort fell."),
        ("{{quote|They fled at night.|A witness}}\nThe fort fell.", "They fled at night.\nThe fort fell."),
        ("A<blockquote>They fled.</blockquote>B", "A\nThey fled.\nB"),
        ("The fort -{fell}- there.", "The fort -{fell}- there."),  # no converter in English
        (
            "The fort fell.<!--\n\n--> It burnt.\n<!-- alone -->\nAll saw.",
            "The fort fell. It burnt. All saw.",
        ),
        ("== References ==\n{{reflist}}\n* [[Siege]]\n== Later ==\nEnd.", "Later\nEnd."),
        ("----\nThe fort fell.", "The fort fell."),
    ],
)
def test_marks_leave_the_text(source: str, text: str) -> None:
    assert read(source).text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("军队夺取[[甲城|甲城]]，<ref>某报</ref>随后撤退。", "军队夺取甲城，随后撤退。"),
        ("馬-{}-里軍-{撤退}-。", "馬里軍撤退。"),
        ("军队展开“{{Link-en|猎鹰行动|Operation Falcon}}”。", "军队展开“猎鹰行动”。"),
        ("这支军队到了-{zh-hans:老挝;zh-hant:寮國}-。", "这支军队到了老挝。"),
        ("這支軍隊到了-{zh-hans:老挝; zh-hant:寮國;}-。", "這支軍隊到了寮國。"),
        ("这支军队到了-{zh-tw:寮國;zh-cn:老挝}-。", "这支军队到了老挝。"),
        ("這支軍隊到了-{A|zh-cn:老挝;zh-tw:寮國}-。", "這支軍隊到了寮國。"),
        ("-{H|zh-cn:老挝;zh-tw:寮國}--{T|zh:甲}-这支军队来了。", "这支军队来了。"),
        ("这支-{zh-cn:[[老挝人民军|老挝]]军队;zh-tw:寮國軍隊}-来了。", "这支老挝军队来了。"),
        ("这支军队\n来了。", "这支军队来了。"),
        ("{{start date|2012|1|16}}停火。", "2012年1月16日停火。"),
        ("== 背景 ==\n甲军来了。\n== 参考文献 ==\n{{reflist}}", "背景\n甲军来了。"),
    ],
)
def test_chinese_marks_leave_the_text(source: str, text: str) -> None:
    assert read(source, "zh").text == text


TEMPLATES = data.load_toml("mediawiki", "templates.toml")
EXAMPLES = [
    (source, text)
    for rows in TEMPLATES.values()
    for row in (rows if isinstance(rows, list) else [rows])
    for source, text in row.get("renders", [])
]


@pytest.mark.parametrize(("source", "text"), EXAMPLES)
def test_templates_stand_for_what_their_examples_say(source: str, text: str) -> None:
    assert read(source).text == text


@pytest.mark.parametrize(
    ("source", "words", "link"),
    [
        ("[[Gao, Mali|Gao]] fell.", "Gao", {"target": "Gao, Mali"}),
        ("[[Gao_Region]] fell.", "Gao_Region", {"target": "Gao Region"}),
        (
            "{{ill|Battle of X|fr|Bataille de X}}",
            "Battle of X",
            {"target": "Battle of X", "lang": "fr", "foreign": "Bataille de X"},
        ),
        (
            "{{tsl|en|Battle of X|甲之战}}",
            "甲之战",
            {"target": "甲之战", "lang": "en", "foreign": "Battle of X"},
        ),
        ("{{le|甲将军|General X}}", "甲将军", {"target": "甲将军", "lang": "en", "foreign": "General X"}),
        ("{{link-fr|甲城|Ville X|该城}}", "该城", {"target": "甲城", "lang": "fr", "foreign": "Ville X"}),
        ("[[:fr:Ville X|the town]]", "the town", {"target": None, "lang": "fr", "foreign": "Ville X"}),
        ("[http://x.org The Times]", "The Times", {"target": "http://x.org"}),
    ],
)
def test_links_keep_their_targets(source: str, words: str, link: dict[str, str]) -> None:
    article = read(f"So {source} it was.")
    (found,) = article.links
    assert article.text[found.pop("start") : found.pop("end")] == words
    assert found == link


def test_references_are_numbered_and_name_their_sources() -> None:
    article = read(
        "It fell.<ref name=a>{{cite news|url=http://x.org/a|title=The ''fall''|newspaper=[[The Times]]"
        "|date=5 May 2013}}</ref>"
        " It burnt.<ref name=\"b\" />{{r|a}} Later<ref group=note>They [http://y.org say] so.</ref>"
        " so.<ref>Smith 1999</ref>\n\n"
        "<references>\n<ref name=b>{{cite web|url=http://y.org/b|title=B}}</ref>\n</references>"
    )  # fmt: skip
    found = [(c.mark, c.url, c.title, c.publisher, c.date) for c in article.citations]
    assert found == [
        ("1", "http://x.org/a", "The fall", "The Times", "5 May 2013"),
        ("2", "http://y.org/b", "B", None, None),
        ("1", "http://x.org/a", "The fall", "The Times", "5 May 2013"),
        ("note 1", "http://y.org", "say", None, None),
        ("3", None, None, None, None),
    ]
    assert [c.note for c in article.citations[3:]] == ["They say so.", "Smith 1999"]
    assert [article.text[: c.at][-5:] for c in article.citations[:2]] == ["fell.", "urnt."]


def test_headings_are_sections_with_their_levels() -> None:
    article = read("Lead.\n== War ==\nA.\n=== The ''[[first]]'' winter === <!-- x -->\nB.\n==Peace==\nC.")
    assert [(s.title, s.level) for s in article.sections] == [
        ("War", 2),
        ("The first winter", 3),
        ("Peace", 2),
    ]
    assert kinds(article) == [
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_items_lose_their_marks() -> None:
    article = read("* a fort\n** a ''port''\n# [[gate]]\n:a wall")
    assert blocks(article, "item") == ["a fort", "a port", "gate", "a wall"]


def test_what_is_no_prose_is_recorded_once() -> None:
    article = read(
        "{{Infobox military conflict|conflict=War<!-- in the box -->}}\n"
        "{{Refimprove}}{{Odd thing|x}}\nIt fell.<!-- c -->\n"
        "{|\n| a\n|}\n[[File:A.svg|b]]\n[[Category:C]]\n== Notes ==\n{{reflist}}"
    )
    assert [aside.kind for aside in article.asides] == [
        "box", "notice", "template", "comment", "table", "picture", "category", "reference", "reference",
    ]  # fmt: skip
    assert any("1 tables were left out" in warning for warning in article.warnings)
    assert any("Odd thing (1)" in warning for warning in article.warnings)


def test_replaced_words_have_the_template_as_their_source() -> None:
    article = read("On {{start date|2012|1|16}} it fell.")
    span = article.span(3, 18)
    assert (article.text[3:18], span.text) == ("16 January 2012", "{{start date|2012|1|16}}")
    assert article.span(6, 15).text == "{{start date|2012|1|16}}"


def test_title_is_what_the_box_or_the_lead_calls_it() -> None:
    assert read("{{Infobox military conflict|conflict=War of X}}\nThe '''War''' began.").title == "War of X"
    assert read("The '''Siege of [[Y]]''' began.\n\nMore.").title == "Siege of Y"
    assert read("It began.").title is None


@pytest.mark.parametrize("source", ["#REDIRECT [[War of X]]", "#重定向 [[War of X]]\n[[Category:A]]"])
def test_redirect_is_told(source: str) -> None:
    article = read(source)
    assert article.text == ""
    assert "redirect to 'War of X'" in article.warnings[0]


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("{{Infobox war\n|conflict=X}}\nIt fell.", True),
        ("#REDIRECT [[X]]", True),
        ("'''X''' was a [[fort]] in [[Y]].<ref>Z</ref>\n\n== Fall ==\nIt fell.", True),
        ("It fell [in 1986]. The [[sic]] word.", False),
        ("# War\n\n**X** was a [fort](y).[1]", False),
        ("War\n\nIt began in 1986.[1] It ended [12].", False),
        ("", False),
    ],
)
def test_mediawiki_source_is_known_by_its_marks(source: str, verdict: bool) -> None:
    assert is_mediawiki(source) is verdict


@pytest.mark.parametrize("suffix", [".wiki", ".txt"])
def test_source_is_read_under_either_extension(suffix: str) -> None:
    source = "'''X''' was a [[fort]] in [[Y]].<ref>Z</ref>\n\n== Fall ==\nIt fell."
    settings = Settings("en", None, None, 1000)
    article = article_of_text(source, "x", suffix, "x", settings)
    assert article.text == "X was a fort in Y.\nFall\nIt fell."
