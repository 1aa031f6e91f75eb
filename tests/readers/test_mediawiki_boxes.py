"""Boxes on conflicts become facts: who fought, led and supported, with how many and with what loss."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.readers import mediawiki
from dateline.readers.rules import load_rules
from readers.mediawiki_reading import check_article

Fact = dict[str, Any]


def facts(fields: str, box: str = "Infobox military conflict", lang: str = "en") -> list[Fact]:
    """The facts of a box with these fields, its spans checked."""
    source = f"{{{{{box}\n{fields}\n}}}}\nIt was long."
    article = mediawiki.parse(source, load_rules(lang), doc_id="doc", lang=lang)
    check_article(article)
    return article.facts


def values(found: list[Fact], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(fact[key] for key in keys) for fact in found]


def names(fields: str, lang: str = "en") -> list[tuple[str, int | None, str | None]]:
    return [(f["field"], f["side"], f["name"]) for f in facts(fields, lang=lang)]


def figures(value: str, field: str = "casualties1", lang: str = "en") -> list[tuple[Any, ...]]:
    """Who, what befell them, and how many, of the figures of one field."""
    return values(facts(f"|{field}={value}", lang=lang), "name", "kind", "low", "best", "high")


@pytest.mark.parametrize(
    "box",
    [
        "Infobox military conflict",
        "Infobox_Military_Conflict",
        "infobox war",
        "Warbox",
        "Infobox battle",
        "Template:Infobox siege",
        "Infobox civilian attack",
        "Infobox civil conflict",
        "Infobox military operation",
        "Infobox operational plan",
        "Infobox event",
        "战争信息框",
        "戰爭資訊框",
    ],
)
def test_boxes_are_known_by_all_their_names(box: str) -> None:
    assert [f["field"] for f in facts("|date=5 May 1900\n|place=[[Alba]]", box)] == ["date", "place"]


def test_other_boxes_are_no_facts() -> None:
    assert facts("|name=Alba\n|date=1900", "Infobox settlement") == []


def test_box_within_another_is_read() -> None:
    found = facts(
        "|title=Fire|module={{Infobox military conflict|embed=yes|combatant1=[[A]]}}", "Infobox officeholder"
    )
    assert values(found, "field", "name") == [("belligerent", "A")]


def test_what_when_and_where() -> None:
    found = facts(
        "|conflict=War of the Hills\n|partof=the [[Hill crisis]]\n"
        "|date={{start date|1901|3|2}} – 5 May 1902<br>(1 year)\n"
        "|place=[[Tripoli, Lebanon|Tripoli]] and [[Alba]]<ref>A</ref>"
        "\n|result=Truce\n* Fall of [[Alba]]\n|territory=None"
    )
    assert values(found, "field", "name", "target", "note") == [
        ("conflict", "War of the Hills", None, None),
        ("part_of", "the Hill crisis", "Hill crisis", None),
        ("date", "2 March 1901 – 5 May 1902", None, "1 year"),
        ("place", "Tripoli and Alba", "Tripoli, Lebanon", None),
        ("result", "Truce", None, None),
        ("result", "Fall of Alba", "Alba", None),
        ("territory", "None", None, None),
    ]
    assert [link["target"] for link in found[3]["links"]] == ["Tripoli, Lebanon", "Alba"]
    assert found[3]["references"] == ["1"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("{{flag|Chad}}<br>{{flagicon|Mali}} [[Army of X]]", ["Chad", "Army of X"]),
        ("{{plainlist|\n* [[A]]\n* [[B]]\n}}", ["A", "B"]),
        ("{{ubl|[[A]]|B|{{flagcountry|Chad}}}}", ["A", "B", "Chad"]),
        ("{{unbulleted list|[[A]] (1990–92)|[[B]]}}", ["A", "B"]),
        ("{{Collapsible list|title=List|[[A]]|[[B]]}}", ["A", "B"]),
        ("{{Collapsible list|title=[[The League]]|[[A]]|[[B]]}}", ["The League", "A", "B"]),
        ("{{tree list}}\n* [[A]]\n** [[B]]\n{{tree list/end}}", ["A", "B"]),
        ("[[A]] (1990), [[B]], and [[C]]", ["A", "B", "C"]),
        ("[[A]]{{efn|A note on [[B]].}}<ref>C</ref>", ["A"]),
        ("'''Kingdom of Alba'''", ["Kingdom of Alba"]),
        ("'''Rebels:'''<br>[[A]]<br>[[B]]", ["A", "B"]),
        ("African, Gallic and Iberian allies", ["African, Gallic and Iberian allies"]),
        ("{{flagdeco|Chad}} Alba {{flagdeco|Mali}} Bela", ["Alba", "Bela"]),
        ("{{nowrap|{{flagicon image|A.svg}} [[A]]}}", ["A"]),
        ("{{Collapsed infobox section begin|Clients}}\n* [[A]]\n{{Collapsed infobox section end}}", ["A"]),
        ("Unknown", []),
        ("", []),
    ],
)
def test_belligerents(value: str, found: list[str]) -> None:
    assert [name for _, _, name in names(f"|combatant1={value}")] == found


def test_sides_are_numbered_with_their_parts() -> None:
    assert names("|combatant1=A\n|combatant1a=B\n|combatant2=C\n|combatant3=D") == [
        ("belligerent", 1, "A"), ("belligerent", 1, "B"), ("belligerent", 2, "C"), ("belligerent", 3, "D"),
    ]  # fmt: skip


def test_sub_groups_name_what_they_are_part_of() -> None:
    found = facts(
        "|combatant1={{flag|Chad}}\n* [[Army of Chad]]\n** [[Guard]]\n* [[Navy of Chad]]\n[[Alba]]\n"
        "'''Militias:'''\n* [[Hill men]]\n{{Collapsible list|title=League|[[Bela]]}}[[Cena]]"
    )
    assert values(found, "name", "group") == [
        ("Chad", None),
        ("Army of Chad", "Chad"),
        ("Guard", "Army of Chad"),
        ("Navy of Chad", "Chad"),
        ("Alba", None),
        ("Hill men", "Militias"),
        ("Bela", "League"),
        ("Cena", None),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "[[A]]<br>'''Supported by:'''<br>{{flag|Chad}}",
        "[[A]]<br>{{small|Supported by}}:<br>{{flag|Chad}}",
        "[[A]]<br>Supported by: {{flag|Chad}}",
        "[[A]]<br>{{flag|Chad}} (support)",
        "[[A]]{{Collapsible list|title=Material support|{{flag|Chad}}}}",
        "[[A]]<br>支持：<br>{{flag|Chad}}",
        "[[A]]\n----\n'''支援：'''<br />\n{{Collapsible list|title=列表|{{flag|Chad}}}}",
    ],
)
def test_supporters_are_no_belligerents(value: str) -> None:
    found = facts(f"|combatant1={value}\n|combatant2=B")
    assert values(found, "field", "name") == [
        ("belligerent", "A"),
        ("supporter", "Chad"),
        ("belligerent", "B"),
    ]


def test_support_ends_with_its_list_or_a_line_across() -> None:
    found = facts(
        "|combatant1={{Collapsible list|title=Support|[[A]]}}[[B]]<br>Supported by:<br>[[C]]\n----\n[[D]]"
    )
    assert values(found, "field", "name") == [
        ("supporter", "A"), ("belligerent", "B"), ("supporter", "C"), ("belligerent", "D"),
    ]  # fmt: skip


def test_who_is_meant_is_told_by_links_and_flags() -> None:
    found = facts(
        "|combatant1={{flagicon|TCD}} [[Army of Chad|the army]]<br>{{tsl|fr|Armée X|X army}}<br>"
        "{{ill|Y army|de|Y-Heer}}<br>[[Chad]] (since 1990)<ref>A</ref>"
    )
    assert values(found, "name", "country", "target", "lang", "foreign", "period") == [
        ("the army", "TD", "Army of Chad", None, None, None),
        ("X army", None, "X army", "fr", "Armée X", None),
        ("Y army", None, "Y army", "de", "Y-Heer", None),
        ("Chad", "TD", "Chad", None, None, "since 1990"),
    ]
    assert found[3]["references"] == ["1"]


@pytest.mark.parametrize(
    ("value", "name", "kind", "note"),
    [
        ("{{flagicon|Chad}} Gen. [[A]]", "Gen. A", None, None),
        ("[[A]]{{KIA}}", "A", "killed", None),
        ("[[A]] {{WIA}}{{POW}}", "A", "injured|captured", None),
        ("[[A]] †", "A", "killed", None),
        ("[[A]] (killed)", "A", "killed", "killed"),
        ("[[A]], Governor", "A", None, "Governor"),
        ("[[A]] (head of the guard)", "A", None, "head of the guard"),
    ],
)
def test_commanders(value: str, name: str, kind: str | None, note: str | None) -> None:
    assert values(facts(f"|commander1={value}"), "field", "name", "kind", "note") == [
        ("commander", name, kind, note)
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("1,200–1,500 killed", [(None, "killed", 1200, 1200, 1500)]),
        ("~300", [(None, None, 300, 300, 300)]),
        ("3 tanks destroyed", [(None, "vehicles", 3, 3, 3)]),
        ("1 [[Tiger|Tiger helicopter]] lost", [(None, "aircraft", 1, 1, 1)]),
        ("Unknown", [(None, None, None, None, None)]),
        ("None", [(None, None, 0, 0, 0)]),
        ("Entire garrison killed or enslaved", [(None, "killed", None, None, None)]),
        (
            "85 killed or wounded, 12 captured",
            [(None, "killed|injured", 85, 85, 85), (None, "captured", 12, 12, 12)],
        ),
        ("Killed: 50<br>Wounded: 70", [(None, "killed", 50, 50, 50), (None, "injured", 70, 70, 70)]),
        ("'''Killed:'''<br>50<br>60", [(None, "killed", 50, 50, 50), (None, "killed", 60, 60, 60)]),
        ("{{flagicon|Chad}} 38 killed", [("Chad", "killed", 38, 38, 38)]),
        (
            "{{flagicon|Chad}} 3, {{flagicon|Mali}} 4 dead",
            [("Chad", None, 3, 3, 3), ("Mali", "killed", 4, 4, 4)],
        ),
        (
            "'''Hill men:'''<br>5 killed<br>'''Alba:'''<br>6 killed",
            [("Hill men", "killed", 5, 5, 5), ("Alba", "killed", 6, 6, 6)],
        ),
        (
            "5,000 killed:<br>*4,000 Gauls<br>*200 cavalry",
            [
                (None, "killed", 5000, 5000, 5000),
                (None, "killed", 4000, 4000, 4000),
                (None, "killed", 200, 200, 200),
            ],
        ),
        ("300 killed, including 30 officers", [(None, "killed", 300, 300, 300)]),
        ("50,000+ displaced", [(None, "displaced", 50000, 50000, None)]),
        ("At least 31 dead", [(None, "killed", 31, 31, None)]),
        ("Up to 60 missing", [(None, "missing", None, 60, 60)]),
        ("Several hundred killed", [(None, "killed", 300, 300, None)]),
        ("Between 10 and 15 killed", [(None, "killed", 10, 10, 15)]),
        ("5 killed in 2012", [(None, "killed", 5, 5, 5)]),
        ("The garrison withdrew by sea", [(None, None, None, None, None)]),
    ],
)
def test_losses(value: str, found: list[tuple[Any, ...]]) -> None:
    assert figures(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("至少164人阵亡，400人被俘", [(None, "killed", 164, 164, None), (None, "captured", 400, 400, 400)]),
        (
            "{{flagicon|Chad}} 38人阵亡、74人受伤",
            [("Chad", "killed", 38, 38, 38), ("Chad", "injured", 74, 74, 74)],
        ),
        ("2人陣亡、多人受傷", [(None, "killed", 2, 2, 2), (None, "injured", 3, 3, None)]),
        ("军舰9艘沉没", [(None, "ships", 9, 9, 9)]),
        ("约3.5万人伤亡", [(None, "killed|injured", 35000, 35000, 35000)]),
        ("甲军：三百余人阵亡", [("甲军", "killed", 300, 300, None)]),
        ("伤亡惨重", [(None, None, None, None, None)]),
        ("5万余人伤亡", [(None, "killed|injured", 50000, 50000, None)]),
        ("三千至四千人被俘", [(None, "captured", 3000, 3000, 4000)]),
        ("平民死亡：超过1000人", [(None, "killed", 1000, 1000, None)]),
    ],
)
def test_losses_in_chinese(value: str, found: list[tuple[Any, ...]]) -> None:
    assert figures(value, lang="zh") == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (
            "7,350 (2012); 13,000 (2020)",
            [(7350, "personnel", None, "2012", None), (13000, "personnel", None, "2020", None)],
        ),
        (
            "3 [[tank]]s, 12 helicopters, 5 [[Mirage 2000]]s",
            [
                (3, "vehicles", "tanks", None, None),
                (12, "aircraft", "helicopters", None, None),
                (5, None, "Mirage 2000s", None, None),
            ],
        ),
        (
            "'''1941:'''<br>300,000 troops<br>'''1942:'''<br>200,000",
            [(300000, "personnel", None, "1941", None), (200000, "personnel", None, "1942", None)],
        ),
        (
            "Infantry: 5,000; Cavalry: 300",
            [(5000, "personnel", "Infantry", None, None), (300, "personnel", "Cavalry", None, None)],
        ),
        ("1,000 (UN estimate, 2018)", [(1000, "personnel", None, "2018", "UN")]),
        ("'''Per UN:''' 600", [(600, "personnel", None, None, "UN")]),
        ("600 (Malian government claim)", [(600, "personnel", None, None, "Malian government")]),
        (
            "6,000人（战前：约12,150人）",
            [(6000, "personnel", None, None, None), (12150, "personnel", None, "战前", None)],
        ),
        ("38 [[trireme]]s", [(38, "ships", "triremes", None, None)]),
        (
            "坦克500辆、战机三百架",
            [(500, "vehicles", "坦克", None, None), (300, "aircraft", "战机", None, None)],
        ),
        ("据某方统计：1.2万人", [(12000, "personnel", None, None, "某方")]),
    ],
)
def test_strengths(value: str, found: list[tuple[Any, ...]]) -> None:
    assert values(facts(f"|strength1={value}"), "low", "kind", "counted", "period", "claimed_by") == found


def test_sums_are_told_from_their_parts() -> None:
    found = facts(
        "|strength1=[[A]]: 500<br>[[B]]: 300<br>'''Total:''' 800+\n|casualties1=50 killed:\n* 40 men\n* 10 horses"
    )
    assert values(found, "name", "low", "total") == [
        ("A", 500, False), ("B", 300, False), (None, 800, True), (None, 50, True), (None, 40, False), (None, 10, False),
    ]  # fmt: skip


def test_figures_are_those_of_the_belligerents_by_their_names() -> None:
    found = facts("|combatant1=[[Alba League|League]] (AL)\n|strength1=500 men (AL)<br>League: 40 guns")
    assert values(found[1:], "name", "target") == [("AL", "Alba League"), ("League", "Alba League")]


def test_losses_of_a_side_that_nobody_is_on_are_of_no_side() -> None:
    found = facts(
        "|combatant1=A\n|combatant2=B\n|casualties1=5 killed\n|casualties3='''Civilian casualties:'''<br>30 killed"
    )
    assert values(found[2:], "side", "group", "low") == [(1, None, 5), (None, "Civilian casualties", 30)]


def test_notes_tell_of_refugees_and_sums() -> None:
    found = facts(
        "|notes=约144,000名难民逃亡国外<ref>A</ref><br />"
        "约230,000人[[难民|在国内流离失所]]<br />总计：约374,000人\n|combatant1=A",
        lang="zh",
    )
    assert values(found[:3], "field", "kind", "low", "approximate", "total") == [
        ("displaced", "refugees", 144000, True, False),
        ("displaced", "displaced", 230000, True, False),
        ("displaced", "refugees|displaced", 374000, True, True),
    ]


def test_references_stand_with_the_figures_they_follow() -> None:
    found = facts(
        "|casualties1=5 killed,<ref>A</ref> 6 wounded<ref name=b>B</ref>"
        "<ref>C</ref><br>7 captured<br>(2012)<ref name=b />"
    )
    assert values(found, "low", "references", "period") == [
        (5, ["1"], None), (6, ["2", "3"], None), (7, ["2"], "2012"),
    ]  # fmt: skip


def test_attack_on_civilians() -> None:
    found = facts(
        "|title=Harbour bombing\n|location=[[Alba]]\n|date={{start date|1974|5|17}}\n"
        "|fatalities=33<ref>A</ref>\n|injuries=~300\n|perps=[[Hill men]]\n|susperps=[[Guard]]",
        "Infobox civilian attack",
    )
    assert values(found, "field", "name", "kind", "low") == [
        ("conflict", "Harbour bombing", None, None),
        ("place", "Alba", None, None),
        ("date", "17 May 1974", None, None),
        ("casualty", None, "killed", 33),
        ("casualty", None, "injured", 300),
        ("belligerent", "Hill men", None, None),
        ("suspect", "Guard", None, None),
    ]


def test_faction_has_allies_and_opponents() -> None:
    found = facts(
        "|name=Hill Front\n|war=the [[Hill War]]\n|active=1998–2004\n"
        "|leaders=[[A]]{{KIA}}\n|size=2,500 (2002)\n|allies={{flag|Chad}}\n|opponents=[[B]]",
        "Infobox war faction",
    )
    assert values(found, "field", "name", "low") == [
        ("faction", "Hill Front", None),
        ("part_of", "the Hill War", None),
        ("date", "1998–2004", None),
        ("commander", "A", None),
        ("strength", None, 2500),
        ("supporter", "Chad", None),
        ("opponent", "B", None),
    ]
