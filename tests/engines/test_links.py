"""Links as evidence: the title that a name leads to tells which place or actor is meant."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.links import LinkedNames, Title
from dateline.readers import mediawiki
from dateline.readers.rules import load_rules


def read(source: str, lang: str) -> Article:
    return mediawiki.parse(source, load_rules(lang), doc_id="doc", lang=lang)


def places(source: str, lang: str) -> list[tuple[str, str | None, str | None]]:
    """Words, country and reason of every place."""
    article = read(source, lang)
    doc = analyse(build(lang), article)
    return [(article.text[m.start : m.end], m.place.country, m.reason) for m in doc._.places]


@pytest.mark.parametrize(
    ("title", "name", "apart"),
    [
        ("Tripoli, Lebanon", "Tripoli", "Lebanon"),
        ("Portland, Oregon, USA", "Portland", "Oregon"),
        ("Berkut (special police force)", "Berkut", "special police force"),
        ("共和国宫 (喀土穆)", "共和国宫", "喀土穆"),
        ("War_of_X#Losses", "War of X", None),
        ("Gao", "Gao", None),
    ],
)
def test_titles_tell_namesakes_apart(title: str, name: str, apart: str | None) -> None:
    found = Title.read(title)
    assert (found.name, found.apart) == (name, apart)


def test_words_linked_to_several_titles_say_nothing() -> None:
    linked = LinkedNames(read("[[Gao, Mali|Gao]], [[Gao, China|Gao]] and [[Kidal]].", "en"))
    assert linked.title("Gao") is None
    assert linked.title("Kidal") == Title("Kidal", "Kidal")


@pytest.mark.parametrize(
    ("source", "words", "country"),
    [
        ("Troops from Libya shelled [[Tripoli, Lebanon|Tripoli]] in May 2012.", "Tripoli", "LB"),
        ("Troops from Libya shelled Tripoli in May 2012.", "Tripoli", "LY"),
        ("The army left [[Cordova, Spain|Cordova]] in May 1936.", "Cordova", "ES"),
    ],
)
def test_linked_place_is_that_of_its_title(source: str, words: str, country: str) -> None:
    assert (words, country, None) in places(source, "en")


def test_what_a_link_says_holds_for_the_whole_article() -> None:
    found = places(
        "Troops from Libya shelled [[Tripoli, Lebanon|Tripoli]] in May 2012. Rebels entered Tripoli on 4 June 2012.",
        "en",
    )
    assert [country for words, country, _ in found if words == "Tripoli"] == ["LB", "LB"]


@pytest.mark.parametrize(
    ("source", "words", "country"),
    [
        ("2012年5月3日，叛军攻占了{{tsl|en|Tripoli, Lebanon|的黎波里}}。", "的黎波里", "LB"),
        ("2012年5月3日，马里叛军攻占了{{link-en|甲纳镇|Goundam}}。", "甲纳镇", "ML"),
    ],
)
def test_linked_place_is_that_of_its_english_title(source: str, words: str, country: str) -> None:
    assert (words, country, None) in places(source, "zh")


def test_linked_actor_is_that_of_its_english_title() -> None:
    article = read(
        "2012年5月3日，马里军队同{{tsl|en|Macina Liberation Front|马西纳阵线}}交战。马西纳阵线随后撤退。",
        "zh",
    )
    doc = analyse(build("zh"), article)
    found = [m.actor.id for m in doc._.actors if article.text[m.start : m.end] == "马西纳阵线"]
    assert found == ["group:macina", "group:macina"]


def test_name_of_an_actor_is_that_of_its_title_throughout() -> None:
    article = read(
        "The [[National Movement for the Liberation of Azawad|Azawad Front]] of Mali took Gao in May 2012."
        " Two days later the Azawad Front left Gao.",
        "en",
    )
    doc = analyse(build("en"), article)
    found = [m.actor.id for m in doc._.actors if article.text[m.start : m.end].endswith("Azawad Front")]
    assert found == ["group:mnla", "group:mnla"]


def test_person_is_also_known_by_the_title_in_another_language() -> None:
    article = read("2012年5月3日，{{le|阿布巴卡尔|Khamis Abakar (governor)}}将军在朱奈纳被打死。", "zh")
    doc = analyse(build("zh"), article)
    (person,) = {m.actor for m in doc._.actors if m.actor.kind == "person"}
    assert "Khamis Abakar" in person.aliases
