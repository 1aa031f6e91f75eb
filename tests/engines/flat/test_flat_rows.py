"""Rows of days, places and doers in Chinese, whose members have each their own."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.script import in_one_script

START = "2012年1月，战争爆发。\n\n"


@pytest.fixture(scope="module")
def nlp():
    return build("zh")


def told(nlp, sentence: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    records = analyse(nlp, Article.from_text(START + sentence))._.records
    return [
        (
            in_one_script(r.place.mention.text, "zh") if r.place and r.place.mention else None,
            r.date.value,
            tuple(in_one_script(p.mention.text, "zh") for p in r.participants if p.role == "initiator"),
        )
        for r in records
        if r.sentence.start >= len(START)
    ]


WHO = ("法军",)
OTHER = ("英军",)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("法军于3月3日和17日袭击华沙。", [("华沙", "2012-03-03", WHO), ("华沙", "2012-03-17", WHO)]),
        ("3月3日和17日，法军炮击华沙。", [("华沙", "2012-03-03", WHO), ("华沙", "2012-03-17", WHO)]),
        ("法军先后于3月3日和4日炮击华沙。", [("华沙", "2012-03-03", WHO), ("华沙", "2012-03-04", WHO)]),
        (
            "法军分别于6月3日和6月9日攻占霍姆斯和哈马。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-09", WHO)],
        ),
        (
            "法军在霍姆斯（6月3日）、哈马（6月9日）发动袭击。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-09", WHO)],
        ),
        (
            "法军攻占霍姆斯（6月3日）、哈马（6月9日）和伊德利卜（6月12日）。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-09", WHO), ("伊德利卜", "2012-06-12", WHO)],
        ),
        (
            "法军6月3日在霍姆斯、6月9日在哈马登陆。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-09", WHO)],
        ),
        (
            "6月3日，法军在霍姆斯、英军在哈马登陆。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-03", OTHER)],
        ),
        (
            "6月3日，法軍在霍姆斯、英軍在哈馬登陸。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-03", OTHER)],
        ),
        (
            "6月3日，法军攻占北部的霍姆斯、中部的哈马以及南部的塔尔图斯。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-03", WHO), ("塔尔图斯", "2012-06-03", WHO)],
        ),
        (
            "法军于6月3日从霍姆斯、6月9日从哈马撤出。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-09", WHO)],
        ),
        (
            "6月3日，法军和英军分别攻占霍姆斯和哈马。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-03", OTHER)],
        ),
        (
            "6月3日，霍姆斯和哈马分别被法军和英军攻占。",
            [("霍姆斯", "2012-06-03", WHO), ("哈马", "2012-06-03", OTHER)],
        ),
    ],
)
def test_a_row_is_a_happening_a_member(nlp, sentence, expected):
    assert told(nlp, sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "法军于3月3日和4日炮击华沙。",  # days in a row
        "法军于3月3日至17日炮击华沙。",
        "6月3日，法军在霍姆斯与哈马之间的公路上遭到伏击。",
        "6月3日和17日，两轮谈判毫无结果；法军仍在炮击华沙。",
    ],
)
def test_what_is_no_row_stays_one_happening(nlp, sentence):
    assert len([r for r in told(nlp, sentence) if r[0]]) == 1


def tolls(nlp, sentence: str) -> list[tuple[str | None, list[tuple[str, int | None, str | None]]]]:
    records = analyse(nlp, Article.from_text(START + sentence))._.records
    return [
        (
            in_one_script(r.place.mention.text, "zh") if r.place and r.place.mention else None,
            [(c.kind, c.best, c.victims.name if c.victims else None) for c in r.casualties],
        )
        for r in records
        if r.sentence.start >= len(START)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "6月3日，法军与叛军在华沙交战，双方各阵亡300人。",
            [("华沙", [("killed", 300, "法军"), ("killed", 300, "叛军")])],
        ),
        (
            "6月3日，叛军袭击华沙，打死政府军45人，自身损失12人。",
            [("华沙", [("killed", 45, "政府军"), ("killed", 12, "叛军")])],
        ),
        (
            "6月3日，双方在华沙交火，各有5人死亡。",
            [("华沙", [("killed", 5, None), ("killed", 5, None)])],
        ),
        (
            "6月3日，两军在华沙交战，法军和叛军各损失300人。",
            [("华沙", [("killed", 300, "法军"), ("killed", 300, "叛军")])],
        ),
        (
            "6月3日，法军与叛军在华沙交战，双方共有500人阵亡。",
            [("华沙", [("killed", 500, None)])],
        ),
        (
            "6月3日，法军在华沙击毙叛军12人、打伤30人、俘虏5人。",
            [("华沙", [("killed", 12, "叛军"), ("injured", 30, "叛军"), ("captured", 5, "叛军")])],
        ),
        (
            "6月3日，叛军围攻华沙，造成12人死亡，另有30人受伤。",
            [("华沙", []), (None, [("killed", 12, None), ("injured", 30, None)])],
        ),
        (
            "6月3日，叛军围攻华沙，7名士兵和5名平民死亡，另有30人受伤。",
            [("华沙", []), (None, [("killed", 7, "士兵"), ("killed", 5, "平民"), ("injured", 30, None)])],
        ),
    ],
)
def test_each_side_has_its_own_loss(nlp, sentence, expected):
    assert tolls(nlp, sentence) == expected


def at(place: str, *figures: int, kind: str = "killed") -> tuple[str, list[tuple[str, int]]]:
    return place, [(kind, n) for n in figures]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("6月3日，霍姆斯12人死亡，哈马7人死亡。", [at("霍姆斯", 12), at("哈马", 7)]),
        ("6月3日，袭击造成霍姆斯12人死亡，哈马7人死亡。", [at("霍姆斯", 12), at("哈马", 7)]),
        ("6月3日，霍姆斯有12人死亡，哈马有7人。", [at("霍姆斯", 12), at("哈马", 7)]),
        (
            "6月3日，霍姆斯有12人被俘，哈马有7人。",
            [at("霍姆斯", 12, kind="captured"), at("哈马", 7, kind="captured")],
        ),
        ("6月3日，霍姆斯和哈马分别有12人和7人死亡。", [at("霍姆斯", 12), at("哈马", 7)]),
        ("6月3日，叛军在霍姆斯打死12人，在哈马打死7人。", [at("霍姆斯", 12), at("哈马", 7)]),
        (
            "6月3日，叛军袭击霍姆斯和哈马，分别造成12人和7人死亡。",
            [at("霍姆斯", 12), at("哈马", 7)],
        ),
        (
            "6月3日，霍姆斯、哈马两地遭到炮击，分别有12人和7人死亡，30人和15人受伤。",
            [("霍姆斯", [("killed", 12), ("injured", 30)]), ("哈马", [("killed", 7), ("injured", 15)])],
        ),
        (
            "6月3日，叛军袭击霍姆斯和哈马，造成19人死亡，其中霍姆斯12人，哈马7人。",
            [at("霍姆斯", 12), at("哈马", 7)],
        ),
        (
            "6月3日，叛军炮击霍姆斯和哈马。霍姆斯有12人死亡，哈马有7人死亡。",
            [at("霍姆斯", 12), at("哈马", 7)],
        ),
        ("6月3日，霍姆斯（12人死亡）和哈马（7人死亡）发生爆炸。", [at("霍姆斯", 12), at("哈马", 7)]),
    ],
)
def test_each_place_of_a_row_has_its_own_loss(nlp, sentence, expected):
    assert [(p, [x[:2] for x in found]) for p, found in tolls(nlp, sentence)] == expected
