"""Any text that looks like Chinese is read without harm, in time that grows with its length."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.article import Article
from dateline.build import analyse, build

WORDS = (
    "日军 中国军队 叛军 泽连斯基 上海 加奥 第11师 “吉野”号 联合国 平民 双方 他 该市 首都 西岸 "
    "攻占 进攻 交火 撤退 屠杀 签署 停火协议 宣布 否认 据 报道 被 遭 将 由 对 向 与 从 在 "
    "死亡 受伤 数十人 约30人 至少 1937年8月13日 次日 同年 此后 下令 要求 可能 未能 的 了 和 、 "
    "， 。 ； ： （ ） “ ” 《 》 é 😀 ABC 12 · - 機 戰 臺"
)
PIECES = [*WORDS.split(), "\n", " "]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.data())
def test_any_sequence_of_its_words_is_read(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    article = Article.from_text(text, lang="zh")
    if len(text) > 2:
        start = data.draw(st.integers(0, len(text) - 2))
        end = data.draw(st.integers(start + 1, min(len(text), start + 8)))
        article.links = [{"start": start, "end": end, "target": "甲·乙"}]
    doc = analyse(build("zh"), article)
    for record in doc._.records:
        spans = [record.trigger, record.sentence, *(p.mention for p in record.participants)]
        spans += [c.mention for c in record.casualties]
        assert all(text[s.start : s.end] == s.text for s in spans)
        assert record.sentence.start <= record.trigger.start <= record.trigger.end <= record.sentence.end
    mentions = doc._.actors
    assert all(a.end <= b.start or a.start == b.start for a, b in pairwise(mentions))


def seconds(text: str) -> float:
    article = Article.from_text(text, lang="zh")
    nlp = build("zh")
    doc = nlp.tokenizer(text)
    doc._.article = article
    start = time.process_time()
    for name, pipe in nlp.pipeline:
        if name != "dateline_records":
            doc = pipe(doc)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("opening", "clause", "least"),
    [
        pytest.param(
            "", "8月13日，日军在上海与中国军队交火，12人死亡，", 60, id="one sentence without a stop"
        ),
        pytest.param(
            "1950年6月25日，开战。\n",
            "开战第3天，日军攻占上海，第2天中国军队撤退。\n",
            240,
            id="days counted from a first",
        ),
    ],
)
def test_the_time_grows_with_the_length_of_a_text(opening: str, clause: str, least: int) -> None:
    short, long = (seconds(opening + clause * n) for n in (least, 8 * least))
    assert long < 8 * short * 2
