"""Unit sentences in Chinese: one construction or hard case each (tests/data/unit_sentences_zh.tsv)."""

from __future__ import annotations

import pytest

from dateline.build import build
from unit_sentences import CHINESE, Row, differences, rows


@pytest.fixture(scope="module")
def nlp():
    return build("zh")


@pytest.mark.parametrize("row", rows(CHINESE), ids=lambda r: f"{r.topic}: {r.text[:30]}")
def test_unit_sentence(nlp, row: Row):
    assert differences(nlp, row) == [], row.point
