"""Two clauses of a sentence, each with a place of its own before or behind it."""

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
            "In Homs 12 people were killed, and in Hama gunmen kidnapped three nurses.",
            [("killed", "Homs"), ("kidnapped", "Hama")],
        ),
        (
            "In Homs, the governor was assassinated and in Hama the army fired on a crowd.",
            [("assassinated", "Homs"), ("fired", "Hama")],
        ),
        (
            "In Homs, the governor was assassinated and in Hama police fired on protesters.",
            [("assassinated", "Homs"), ("fired", "Hama")],
        ),
        (
            "In Homs clashes left five dead; in Hama gunmen kidnapped three nurses.",
            [("clashes", "Homs"), ("kidnapped", "Hama")],
        ),
        (
            "In Homs a truce was signed, while in Hama rebels attacked a convoy.",
            [("truce", "Homs"), ("attacked", "Hama")],
        ),
        (
            "Fighting broke out in Homs, and in Hama a bomb killed nine soldiers.",
            [("Fighting", "Homs"), ("killed", "Hama")],
        ),
        (
            "The army shelled a market in Homs, while a bomb killed nine soldiers in Hama.",
            [("shelled", "Homs"), ("killed", "Hama")],
        ),
        (
            "In Homs police fired on protesters, and in Hama seven died.",
            [("fired", "Homs"), ("died", "Hama")],
        ),
    ],
)
def test_each_clause_has_its_own_place(nlp, text, expected):
    records = analyse(nlp, Article.from_text(text))._.records
    assert [(r.trigger.text, r.place.name if r.place else None) for r in records] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked a convoy near Homs, killing nine soldiers.",
        "Rebels attacked a convoy in Syria, killing nine soldiers in Homs.",  # one may lie in the other
    ],
)
def test_an_outcome_at_the_same_place_is_one_record(nlp, text):
    assert len(analyse(nlp, Article.from_text(text))._.records) == 1
