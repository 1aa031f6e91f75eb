"""Claims to a place, statements that contradict each other, and how they are shown."""

from __future__ import annotations

import csv
import io

import pytest
from hand_made import event
from town_news import (
    ARMY,
    ECOMOG,
    FIRST,
    GOVERNMENT,
    RUF,
    SECOND,
    THIRD,
    contradictions,
    has,
    held,
    records,
    took,
)

from dateline.fusion.tables import csv_table, table


@pytest.mark.parametrize(
    "status", ["claimed", "alleged", "denied", "negated", "planned", "requested", "hypothetical"]
)
def test_what_the_narrator_does_not_vouch_for_is_a_claim_and_changes_nothing(status: str) -> None:
    news = [event(by=[RUF]), event(when="1999-01-05", by=[ARMY], status=status, source=ARMY)]
    assert held(news) == [(RUF, "1998-12-20", None)]
    (claim,) = records(news)[0].claims
    assert (claim.act, [a.id for a in claim.actors], claim.status, claim.source.id) == (
        "gained",
        [ARMY],
        status,
        ARMY,
    )


def test_both_sides_of_a_fight_claim_to_hold_the_town() -> None:
    sentence = {"at": 100, "sentence": "After clashes both sides claimed the town."}
    side = {"id": "generic:side", "name": "sides", "kind": "unknown", "country": None, "aka": []}
    claim = event("control", status="claimed", **sentence)
    claim["assertion"]["source"] = side
    news = [event("armed_clash", party=[RUF, ARMY], **sentence), claim]
    assert contradictions(news) == [("claimed_by_several", "claimed by both RUF and SL (1998-12-20)")]


def test_a_spokesman_claims_a_place_for_nobody_and_a_government_for_itself() -> None:
    spokesman = {"id": "person:kaikai", "name": "Kaikai", "kind": "person"}
    for source, whose in ((GOVERNMENT, [GOVERNMENT]), (spokesman, [])):
        (record,) = records([event("control", by=[], status="claimed", source=source)])
        assert [a.id for a in record.claims[0].actors] == whose


OURS, THEIRS = {"status": "claimed", "source": RUF}, {"status": "claimed", "source": ARMY}
CONTRADICTIONS = [
    (
        "two claim it on one day",
        [took(FIRST, RUF, **OURS), took(FIRST, ARMY, **THEIRS)],
        ("claimed_by_several", "claimed by RUF and SL (1998-12-20)"),
    ),
    (
        "claimed by one while another holds",
        [took(FIRST, RUF), took(SECOND, ARMY, **THEIRS)],
        ("claim_against_holder", "claimed for SL, but held by RUF (1999-01-05)"),
    ),
    (
        "a claim denied",
        [took(FIRST, ARMY, **THEIRS), took("1998-12-23", ARMY, status="denied", source=RUF)],
        ("denied", "gained by SL: denied by RUF (1998-12-23)"),
    ),
    (
        "taken from somebody else than the holder",
        [took(FIRST, RUF), took(SECOND, ARMY, ECOMOG)],
        ("holder_before", "taken from ECOMOG, but held by RUF (1999-01-05)"),
    ),
    (
        "taken twice",
        [took(FIRST, RUF), took(THIRD, RUF)],
        (
            "loss_not_told",
            "taken by RUF again, who held it since 1998-12-20: how it was lost is not told (1999-06-01)",
        ),
    ),
    (
        "held by another on the day of the capture",
        [took(FIRST, RUF), has(FIRST, ARMY)],
        ("two_holders", "RUF and SL (1998-12-20)"),
    ),
    (
        "taken by two on one day, as two documents tell it",
        [took(FIRST, RUF, doc="a"), took(FIRST, ECOMOG, doc="b")],
        ("two_holders", "taken by RUF and by ECOMOG (1998-12-20)"),
    ),
]


@pytest.mark.parametrize(
    ("news", "expected"), [case[1:] for case in CONTRADICTIONS], ids=[case[0] for case in CONTRADICTIONS]
)
def test_contradictions(news: list[dict], expected: tuple) -> None:
    assert contradictions(news) == [expected]


def test_the_table_shows_holders_contradictions_and_claims_with_their_words() -> None:
    news = [
        event(by=[RUF], to=[ARMY], id="1234567890"),
        event(when="1999-01-05", by=[ARMY], status="claimed", source=ARMY),
    ]
    text = table(records(news))
    lines = [line.split() for line in text.splitlines()]
    assert lines[:4] == [
        ["Koidu", "(SL)"],
        ["holder", "since", "until", "begun", "evidence"],
        ["SL", "..", "1998-12-20", "held_before", "12345678", "“capture”"],
        ["RUF", "1998-12-20", "..", "captured", "12345678", "“capture”"],
    ]
    assert "  contradiction: claimed for SL, but held by RUF (1999-01-05)" in text
    assert "  claimed by SL: gained, SL, 1999-01-05" in text


def test_the_table_is_aligned_in_wide_characters() -> None:
    rebels = {"id": "group:ruf", "name": "革命联合阵线"}
    lines = table(records([took(FIRST, rebels), took(SECOND, ARMY, rebels)])).splitlines()
    assert [line.index("1998") for line in lines[2:3]] == [2 + len("革命联合阵线") + 2]
    assert [line.index("1999") for line in lines[3:4]] == [2 + 2 * len("革命联合阵线") + 2]


def test_comma_separated_values_have_a_line_a_holding_claim_and_contradiction() -> None:
    news = [event(by=[RUF], to=[ARMY]), event(when="1999-01-05", by=[ARMY], status="claimed", source=ARMY)]
    rows = list(csv.DictReader(io.StringIO(csv_table(records(news)))))
    assert [(r["row"], r["kind"], r["since"], r["actor_ids"]) for r in rows] == [
        ("holding", "held_before", "", ARMY),
        ("holding", "captured", "1998-12-20", RUF),
        ("claim", "gained", "1999-01-05", ARMY),
        ("contradiction", "claim_against_holder", "1999-01-05", ""),
    ]
