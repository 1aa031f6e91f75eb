"""Chinese numbers: place-value words, units, bounds and ranges."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.engines.flat.numerals import load

NUMERALS = load("zh")


def figures(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(f.low, f.best, f.high) for f in NUMERALS.find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("83人", (83, 83, 83)),
        ("1,200人", (1200, 1200, 1200)),
        ("八十三人", (83, 83, 83)),
        ("一千一百人", (1100, 1100, 1100)),
        ("两万五千人", (25000, 25000, 25000)),
        ("3.5万人", (35000, 35000, 35000)),
        ("二亿五千万人", (250000000, 250000000, 250000000)),
        ("二十余人", (20, 20, None)),
        ("三万多人", (30000, 30000, None)),
        ("300多万人", (3000000, 3000000, None)),
        ("100人以上", (100, 100, None)),
        ("至少22人", (22, 22, None)),
        ("超过100人", (100, 100, None)),
        ("约500人", (500, 500, 500)),
        ("近八千人", (None, 8000, 8000)),
        ("多达50人", (None, 50, 50)),
        ("50至60人", (50, 50, 60)),
        ("五至六万人", (50000, 50000, 60000)),
        ("数十人", (24, 24, None)),
        ("1万5000人", (15000, 15000, 15000)),
        ("1万至1万5000人", (10000, 10000, 15000)),
        ("数以千计", (2000, 2000, None)),
        ("十几名", (10, 10, None)),
        ("上百人", (100, 100, None)),
        ("数十万人", (200000, 200000, None)),
        ("多名", (3, 3, None)),
        ("无人伤亡", (0, 0, 0)),
        ("2万3千人", (23000, 23000, 23000)),
        ("460人到3500人", (460, 460, 3500)),
        ("13名来自海外的人", (13, 13, 13)),
    ],
)
def test_how_many(text: str, figure: tuple[int | None, int | None, int | None]) -> None:
    assert figures(text) == [figure]


@pytest.mark.parametrize("text", ["第三名", "第14师", "T72", "没有数字", "三分之一"])
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


@given(st.text(alphabet="零一二三四五六七八九十百千万亿数余多约至第3,.人名 ", max_size=40))
def test_any_run_of_number_words_is_read_without_harm(text: str) -> None:
    found = NUMERALS.find(text, 0, len(text))
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
