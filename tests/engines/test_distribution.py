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
            "Each side lost nearly 4,000 fighters in the battle between the Turks and the Serbs.",
            [("Turkish Army", None, 4000), ("Serbian Army", None, 4000)],
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bombs in Lublin and Minsk killed 17 and five people respectively.",
            [("Lublin", None, 17), ("Minsk", None, 5)],
        ),
        (
            "The attacks on Lublin and Minsk left 24 and nine dead, respectively.",
            [("Lublin", None, 24), ("Minsk", None, 9)],
        ),
        (
            "The battle of Minsk left 24 dead on the rebel side and nine on the government side.",
            [("Minsk", "rebel", 24), ("Minsk", "government", 9)],
        ),
        (
            "The Danes attacked Minsk. There were 24 dead on the French side.",
            [("Minsk", "French Army", 24)],
        ),
    ],
)
def test_each_place_and_side_has_the_figure_told_of_it(nlp, text, expected):
    records = analyse(nlp, Article.from_text(text))._.records
    losses = [(r.place.name, c.victims, c.best) for r in records for c in r.casualties]
    assert [(place, best) for place, _, best in losses] == [(place, best) for place, _, best in expected]
    for (_, victims, _), (_, side, _) in zip(losses, expected, strict=True):
        assert side is None or (victims is not None and side in victims.name)
