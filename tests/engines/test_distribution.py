"""Losses told once for each of several sides."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build


@pytest.fixture(scope="module")
def nlp():
    return build("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Each side lost nearly 5,000 men in the battle between the Turks and the Serbs.",
            [("Turkish Army", None, 5000), ("Serbian Army", None, 5000)],
        ),
        (
            "The Turks and Serbs each lost 300 men in the battle.",
            [("Turkish Army", 300, 300), ("Serbian Army", 300, 300)],
        ),
        ("Each side suffered about 300 killed in the battle.", [(None, 300, 300), (None, 300, 300)]),
        ("Both sides lost 300 men in the battle.", [(None, 300, 300)]),  # together or each, nobody knows
        ("The Turks lost 300 men in the battle.", [("Turkish Army", 300, 300)]),
    ],
)
def test_each_side_has_its_own_loss(nlp, text, expected):
    records = analyse(nlp, Article.from_text(text))._.records
    losses = [c for r in records for c in r.casualties]
    assert [(c.victims.name if c.victims else None, c.low, c.high) for c in losses] == expected
