"""Rows of places whose members have each a date, a side of the land or a turn of their own."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build

START = "The war began in January 1892.\n\n"


@pytest.fixture(scope="module")
def nlp():
    return build("en")


def told(nlp, sentence: str, trigger: str) -> list[tuple[str | None, str | None]]:
    records = analyse(nlp, Article.from_text(START + sentence))._.records
    return [
        (r.place.mention.text if r.place and r.place.mention else None, r.date.value)
        for r in records
        if r.trigger.text == trigger
    ]


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        (
            "The militia bombed Mosul on 3 March, Kirkuk on 17 March, and Tikrit on 2 April.",
            "bombed",
            [("Mosul", "1892-03-03"), ("Kirkuk", "1892-03-17"), ("Tikrit", "1892-04-02")],
        ),
        (
            "The rebels fell back to Lublin on 5 May, and to Minsk on 9 May, and finally to Vilnius on 13 May.",
            "fell back",
            [("Lublin", "1892-05-05"), ("Minsk", "1892-05-09"), ("Vilnius", "1892-05-13")],
        ),
        (
            "On 12 June General Otero advanced to Harar, and on 14 June to Jijiga.",
            "advanced",
            [("Harar", "1892-06-12"), ("Jijiga", "1892-06-14")],
        ),
        (
            "On 1 May Polish troops attacked Mosul in the west, Kirkuk in the centre, and Tikrit in the east.",
            "attacked",
            [("Mosul", "1892-05-01"), ("Kirkuk", "1892-05-01"), ("Tikrit", "1892-05-01")],
        ),
        (
            "The fleet shelled Varna (3 March), Burgas (17 March) and Constanta (2 April).",
            "shelled",
            [("Varna", "1892-03-03"), ("Burgas", "1892-03-17"), ("Constanta", "1892-04-02")],
        ),
        (
            "There were failed operations at Plovdiv in 1892 and Savannah, Georgia, in 1893.",
            "operations",
            [("Plovdiv", "1892"), ("Savannah", "1893")],
        ),
        (
            "On 3 May one bomb exploded in Puebla, another in Oaxaca and a third in Veracruz.",
            "exploded",
            [("Puebla", "1892-05-03"), ("Oaxaca", "1892-05-03"), ("Veracruz", "1892-05-03")],
        ),
        (
            "On 3 May some rebels attacked Puebla, others Oaxaca.",
            "attacked",
            [("Puebla", "1892-05-03"), ("Oaxaca", "1892-05-03")],
        ),
        (
            "On 3 May the rebels landed at Puebla as well as at Oaxaca.",
            "landed",
            [("Puebla", "1892-05-03"), ("Oaxaca", "1892-05-03")],
        ),
        (
            "General Otero attacked Lublin in March and again in July.",
            "attacked",
            [("Lublin", "1892-03"), ("Lublin", "1892-07")],
        ),
        (
            "They met in Lublin in May, and again in Minsk the following month.",
            "met",
            [("Lublin", "1892-05"), ("Minsk", "1892-06")],
        ),
        (
            "General Otero attacked Lublin on 12, 14 and 20 June.",
            "attacked",
            [("Lublin", "1892-06-12"), ("Lublin", "1892-06-14"), ("Lublin", "1892-06-20")],
        ),
        (
            "Joint strikes hit Lublin on 22 May and on 3 June.",
            "strikes",
            [("Lublin", "1892-05-22"), ("Lublin", "1892-06-03")],
        ),
    ],
)
def test_a_row_is_a_happening_a_member(nlp, sentence, trigger, expected):
    assert sorted(told(nlp, sentence, trigger), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("General Otero attacked Lublin on 12 and 13 June.", "attacked", 1),  # days in a row
        (
            "The army captured Lublin, and on 24 May Minsk, empty since the day before, was occupied.",
            "captured",
            1,
        ),
        ("The army took Lublin on 3 May and Minsk on 5 May was empty.", "took", 1),
        ("The army took Lublin on 3 May and Minsk surrendered.", "took", 1),
        ("The army attacked Savannah, Georgia, on 3 May.", "attacked", 1),
        (
            "A battalion landed at Varna, above the South Romanian border, where it was to remain.",
            "landed",
            1,
        ),
        ("The army advanced to Lublin, 160 km from Minsk, before it was halted.", "advanced", 1),
    ],
)
def test_what_is_no_row_stays_one_happening(nlp, sentence, trigger, expected):
    assert len(told(nlp, sentence, trigger)) == expected


def tolls(nlp, sentence: str) -> list[tuple[str | None, list[tuple[str, int | None]]]]:
    records = analyse(nlp, Article.from_text(START + sentence))._.records
    return [(r.place.name if r.place else None, [(c.kind, c.best) for c in r.casualties]) for r in records]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Bombings killed 12 people in Homs and seven in Hama.",
            [("Homs", [("killed", 12)]), ("Hama", [("killed", 7)])],
        ),
        (
            "Twelve soldiers were killed in Homs, seven in Hama and three in Idlib.",
            [("Homs", [("killed", 12)]), ("Hama", [("killed", 7)]), ("Idlib", [("killed", 3)])],
        ),
        (
            "Four soldiers were wounded in Homs, two in Hama.",
            [("Homs", [("injured", 4)]), ("Hama", [("injured", 2)])],
        ),
        (
            "The rebels took 500 prisoners at Lublin and 200 at Minsk.",
            [("Lublin", [("captured", 500)]), ("Minsk", [("captured", 200)])],
        ),
        (
            "Twelve civilians died, seven in Homs and five in Hama.",
            [("Homs", [("killed", 7)]), ("Hama", [("killed", 5)])],
        ),
        (
            "The raids killed 12 civilians in Homs and three soldiers in Hama.",
            [("Homs", [("killed", 12)]), ("Hama", [("killed", 3)])],
        ),
        (
            "Rebels killed 12 people in Homs on 3 May and seven in Hama on 5 May.",
            [("Homs", [("killed", 12)]), ("Hama", [("killed", 7)])],
        ),
        (
            "In Lublin 17 people died, in Radom five and in Kielce at least nine.",
            [("Lublin", [("killed", 17)]), ("Radom", [("killed", 5)]), ("Kielce", [("killed", 9)])],
        ),
        (
            "In Lublin 17 soldiers were killed; in Radom, five civilians.",
            [("Lublin", [("killed", 17)]), ("Radom", [("killed", 5)])],
        ),
        (
            "In Lublin 17 were killed; in Radom, five.",
            [("Lublin", [("killed", 17)]), ("Radom", [("killed", 5)])],
        ),
        (
            "The rebels killed 17 people in Lublin, and in Radom five.",
            [("Lublin", [("killed", 17)]), ("Radom", [("killed", 5)])],
        ),
        (
            "In Lublin 17 people were killed, and in Radom 30 houses burned.",
            [("Lublin", [("killed", 17)]), ("Radom", [])],
        ),
    ],
)
def test_each_place_of_a_row_has_its_own_loss(nlp, sentence, expected):
    assert sorted(tolls(nlp, sentence), key=str) == sorted(expected, key=str)
