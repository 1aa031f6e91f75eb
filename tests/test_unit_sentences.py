"""Unit sentences: one construction or hard case each, with the records it must give (tests/data/unit_sentences.tsv).

A row marked as a gap is known to be wrong today: it must fail, so that whoever mends it takes the mark away.
"""

from __future__ import annotations

import pytest

from dateline.build import build
from unit_sentences import Row, differences, rows

ROWS = rows()
MOST_GAPS = 95
FEWEST_NEGATIVE = 150  # sentences that tell no event


@pytest.fixture(scope="module")
def nlp():
    return build("en")


@pytest.mark.parametrize("row", [r for r in ROWS if not r.gap], ids=lambda r: f"{r.topic}: {r.text[:60]}")
def test_unit_sentence(nlp, row: Row):
    assert differences(nlp, row) == [], row.point


@pytest.mark.parametrize("row", [r for r in ROWS if r.gap], ids=lambda r: f"{r.topic}: {r.text[:60]}")
def test_a_known_gap_is_still_one(nlp, row: Row):
    assert differences(nlp, row) != [], "mended: take the mark off"


def test_the_gaps_are_bounded_and_the_table_is_large():
    assert sum(row.gap for row in ROWS) <= MOST_GAPS
    assert len(ROWS) >= 600
    assert sum(not row.expected for row in ROWS) >= FEWEST_NEGATIVE


def test_every_sentence_is_told_once():
    texts = [row.text for row in ROWS]
    assert len(set(texts)) == len(texts)


def test_a_wrong_record_is_noticed(nlp):
    row = next(row for row in ROWS if not row.gap and row.expected)
    wrong = Row(row.topic, row.form, row.text, row.expected[:-1], row.point, gap=False)
    assert differences(nlp, wrong) != []
    assert (
        differences(nlp, Row(row.topic, row.form, row.text, (*row.expected, row.expected[0]), "", gap=False))
        != []
    )
