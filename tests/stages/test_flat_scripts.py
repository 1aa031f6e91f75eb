"""Simplified and traditional characters give the same records, but for the words as written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.script import in_one_script

TRADITIONAL = OpenCC("s2t").convert
SIMPLIFIED = OpenCC("t2s").convert
WRITTEN = {"text", "id", "incident"}
TEXTS = [
    "2011年2月，军队向人群开枪。警方官员说，三名暴徒持枪拒捕，双方爆发枪战，军警随后枪杀了两人。",
    "1805年10月20日，奥军率两万三千人向法军投降。叛军攻占该镇，将200名战俘处决，宣称俘虏数十人。",
    "5月1日，叛军袭击机场。官员称，袭击造成21人死亡，十几人受伤。政府军已将其击退，叛军宣布全数撤回山区。",
    "2022年8月29日，乌克兰南方作战司令部宣布，乌军已在赫尔松方向发起反攻。俄罗斯国防部声称，乌军损失560余人。",
    "1937年8月13日，双方在上海交火。14日，中国空军轰炸日舰。11月12日，日军占领上海，中国军队向南京溃退。",
    "1884年8月23日，孤拔率舰队在马尾突袭福建水师，官兵死者逾五百人。26日，清廷对法国宣战。",
    "2023年4月15日，首都喀土穆爆发激烈交火。快速支援部队宣称已控制总统府，苏丹武装部队予以否认。",
    "2020年11月4日，埃塞俄比亚总理阿比宣布对提格雷州发动军事行动。9日，迈卡德拉镇发生屠杀，至少600人遇害。",
    "1950年6月25日，朝鲜人民军越过三八线，28日占领汉城。7月5日，美军第24师在乌山与人民军交火，被击退。",
    "1860年6月2日，太平军占领苏州，8月进攻上海，遭英法联军炮击，李秀成面部受伤，被迫撤军。",
    "据联合国统计，战争已造成30万人死亡，约480万人逃往邻国。在非盟斡旋下，双方签署停火协议。",
]


def plain(value: Any) -> Any:
    """A record without the words as they are written in its script; an actor bears those among its other names."""
    if isinstance(value, dict):
        kept = {k: plain(v) for k, v in value.items() if k not in WRITTEN and not k.endswith(".aka")}
        if "aka" in kept:
            others = {in_one_script(name, "zh") for name in kept["aka"]} - {kept["name"]}
            kept["aka"] = sorted(others)
        return kept
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


def records(text: str, links: dict[str, str] | None = None) -> list[Any]:
    """The records of a text; `links` are titles by the words that lead to them."""
    article = Article.from_text(text, lang="zh")
    for words, title in (links or {}).items():
        start = text.index(words)
        article.links = [*article.links, {"start": start, "end": start + len(words), "target": title}]
    doc = analyse(build("zh"), article)
    return [plain(r.model_dump(mode="json")) for r in doc._.records]


@pytest.mark.parametrize("text", TEXTS)
def test_both_scripts_give_the_same_records(text: str) -> None:
    traditional = TRADITIONAL(text)
    assert traditional != text
    assert records(traditional) == records(text)


LINKS = [
    ("1995年6月14日，阿斯兰别科夫率众闯入布琼诺夫斯克。", {"阿斯兰别科夫": "穆萨·阿斯兰别科夫"}),
    ("2014年2月3日，抵抗阵线攻占该镇。", {"抵抗阵线": "真主党 (黎巴嫩)"}),
]


@pytest.mark.parametrize(("text", "links"), LINKS)
def test_links_say_the_same_in_both_scripts(text: str, links: dict[str, str]) -> None:
    traditional = {TRADITIONAL(words): TRADITIONAL(title) for words, title in links.items()}
    assert records(TRADITIONAL(text), traditional) == records(text, links)


def test_a_link_says_which_actor_of_the_registry_its_words_mean() -> None:
    named = [p["actor"]["name"] for r in records(*LINKS[1]) for p in r["participants"]]
    assert "真主党" in named


def test_an_actor_is_known_by_the_name_that_the_article_writes() -> None:
    doc = analyse(build("zh"), Article.from_text("1884年8月26日，清廷對法國宣戰。", lang="zh"))
    assert {"法國"} <= {n for r in doc._.records for p in r.participants for n in p.actor.aka}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from([s + "。" for t in TEXTS for s in t.split("。") if s]), min_size=1, max_size=5)
)
def test_any_order_of_sentences_reads_alike_in_both_scripts(sentences: list[str]) -> None:
    text = "".join(sentences)
    assert records(TRADITIONAL(text)) == records(text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_of_both_scripts_gives_the_same_records_too(text: str) -> None:
    half = len(text) // 2
    mixed = text[:half] + TRADITIONAL(text[half:])
    assert records(mixed) == records(text)


@given(st.text())
def test_the_text_in_one_script_is_as_long_as_the_text(text: str) -> None:
    assert len(in_one_script(text, "zh")) == len(text)
