"""Who holds a place, from news of it, one row a case."""

from __future__ import annotations

import csv
import io

import pytest
from hand_made import event, shuffled

from dateline.fusion.control import control
from dateline.fusion.tables import csv_table, table
from dateline.fusion.view import Event

RUF, ARMY, GOVERNMENT, ECOMOG = "group:ruf", "military:sl", "state:sl", "group:ecomog"
BEFORE, OPEN = "before", "open"


def records(news: list[dict]) -> list:
    """What control makes of records."""
    return control([Event.model_validate(item) for item in news])


def held(news: list[dict]) -> list[tuple]:
    """Holders with since and until, of the one place there is."""
    (record,) = records(news)
    return [([a.id for a in h.holders], h.since, h.until) for h in record.holdings]


def contradictions(news: list[dict]) -> list[tuple]:
    """Kind and words of the contradictions."""
    return [(c.kind, c.text) for record in records(news) for c in record.contradictions]


SEQUENCES = [
    ("a capture", [("capture", "1998-12-20", [RUF], [])], [([RUF], "1998-12-20", None)]),
    ("a capture from somebody", [("capture", "1998-12-20", [RUF], [ARMY])], [([ARMY], None, "1998-12-20"), ([RUF], "1998-12-20", None)]),
    ("a recapture", [("capture", "1998-12-20", [RUF], []), ("capture", "1999-01-05", [ARMY], [RUF])],
     [([RUF], "1998-12-20", "1999-01-05"), ([ARMY], "1999-01-05", None)]),
    ("a withdrawal", [("capture", "1998-12-20", [RUF], []), ("withdrawal", "1999-01-05", [RUF], [])],
     [([RUF], "1998-12-20", "1999-01-05"), ([], "1999-01-05", None)]),
    ("one of two leaves", [("capture", "1998-12-20", [RUF, "group:afrc"], []), ("withdrawal", "1999-01-05", [RUF], [])],
     [(["group:afrc", RUF], "1998-12-20", "1999-01-05"), (["group:afrc"], "1999-01-05", None)]),
    ("a withdrawal of somebody else", [("capture", "1998-12-20", [RUF], []), ("withdrawal", "1999-01-05", [ECOMOG], [])],
     [([RUF], "1998-12-20", None)]),
    ("stated to hold", [("control", "1999-01", [RUF], [])], [([RUF], "1999-01", None)]),
    ("still held", [("capture", "1998-12-20", [RUF], []), ("control", "1999-01-05", [RUF], [])], [([RUF], "1998-12-20", None)]),
    ("held by another later, no capture told", [("capture", "1998-12-20", [RUF], []), ("control", "1999-06", [ARMY], [])],
     [([RUF], "1998-12-20", "1999-06"), ([ARMY], "1999-06", None)]),
    ("the government holds what its army took", [("capture", "1998-12-20", [ARMY], []), ("control", "1999-06", [GOVERNMENT], [])],
     [([ARMY], "1998-12-20", None)]),
    ("the rebels without a name", [("capture", "1998-12-20", [RUF], []), ("control", "1999-06", ["generic:rebels"], [])],
     [([RUF], "1998-12-20", None)]),
    ("driven out, by whom is not said", [("capture", "1998-12-20", [RUF], []), ("capture", "1999-01-05", [], [RUF])],
     [([RUF], "1998-12-20", "1999-01-05"), ([], "1999-01-05", None)]),
    ("a stage of one capture", [("capture", "1998-12-20", [RUF], []), ("capture", "1998-12-22", [RUF], [])], [([RUF], "1998-12-20", None)]),
    ("lost in between", [("capture", "1998-12-20", [RUF], []), ("capture", "1999-06-01", [RUF], [])],
     [([RUF], "1998-12-20", None), ([], None, "1999-06-01"), ([RUF], "1999-06-01", None)]),
    ("told once more with a year", [("capture", "1998", [RUF], []), ("capture", "1998-12-20", [RUF], [])], [([RUF], "1998-12-20", None)]),
    ("the same loss with a year", [("capture", "1998-12-20", [RUF], [ARMY]), ("capture", "1998", [], [ARMY])],
     [([ARMY], None, "1998-12-20"), ([RUF], "1998-12-20", None)]),
    ("no date", [("capture", None, [RUF], [])], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("news", "expected"), [case[1:] for case in SEQUENCES], ids=[case[0] for case in SEQUENCES]
)
def test_the_sequence_of_holders(news: list[tuple], expected: list[tuple]) -> None:
    events = [event(kind, when, by=by, to=to) for kind, when, by, to in news]
    assert held(events) == expected
    for seed in range(3):
        assert held(shuffled(events, seed)) == expected


@pytest.mark.parametrize(
    "status", ["claimed", "alleged", "denied", "negated", "planned", "requested", "hypothetical"]
)
def test_what_the_narrator_does_not_vouch_for_is_a_claim_and_changes_nothing(status: str) -> None:
    news = [event(by=[RUF]), event(when="1999-01-05", by=[ARMY], status=status, source=ARMY)]
    assert held(news) == [([RUF], "1998-12-20", None)]
    (claim,) = records(news)[0].claims
    assert (claim.act, [a.id for a in claim.actors], claim.status, claim.source.id) == (
        "gained",
        [ARMY],
        status,
        ARMY,
    )


def test_who_held_it_before_in_the_sentence_of_the_capture_is_no_news_of_that_day() -> None:
    sentence = {"at": 100, "sentence": "The rebels took the town, which the army had held."}
    news = [event(by=[RUF], **sentence), event("control", by=[ARMY], **sentence)]
    assert held(news) == [([ARMY], None, "1998-12-20"), ([RUF], "1998-12-20", None)]
    first = event(when="1998-11-01", by=[ECOMOG])
    assert [kind for kind, _ in contradictions([first, *news])] == ["holder_before"]


def test_a_date_that_the_narrative_lends_is_placed_where_the_narrative_stands() -> None:
    news = [
        event(when="1998-12-20", by=[RUF], at=100),
        event("withdrawal", when="1998-12", by=[RUF], inherited_at="1998-12-20", at=200),
    ]
    assert held(news) == [([RUF], "1998-12-20", "1998-12"), ([], "1998-12", None)]


def test_two_documents_tell_one_capture() -> None:
    news = [
        event(by=[who], to=[ARMY], doc=doc) for doc, who in (("a", RUF), ("b", "generic:rebels"), ("c", RUF))
    ]
    assert held(news) == [([ARMY], None, "1998-12-20"), ([RUF], "1998-12-20", None)]
    assert len(records(news)[0].holdings[1].evidence) == 3


def test_both_sides_of_a_fight_claim_to_hold_the_town() -> None:
    sentence = {"at": 100, "sentence": "After clashes both sides claimed the town."}
    side = {"id": "generic:side", "name": "sides", "kind": "unknown", "country": None, "aka": []}
    claim = event("control", status="claimed", **sentence)
    claim["assertion"]["source"] = side
    news = [event("armed_clash", party=[RUF, ARMY], **sentence), claim]
    assert contradictions(news) == [("claimed_by_several", "claimed by both RUF and SL (1998-12-20)")]


CONTRADICTIONS = [
    ("two claim it on one day", [{"status": "claimed", "source": RUF, "by": [RUF]}, {"status": "claimed", "source": ARMY, "by": [ARMY]}],
     ("claimed_by_several", "claimed by RUF and SL (1998-12-20)")),
    ("claimed by one while another holds", [{"by": [RUF]}, {"when": "1999-01-05", "status": "claimed", "source": ARMY, "by": [ARMY]}],
     ("claim_against_holder", "claimed for SL, but held by RUF (1999-01-05)")),
    ("a claim denied", [{"status": "claimed", "source": ARMY, "by": [ARMY]}, {"when": "1998-12-23", "status": "denied", "source": RUF, "by": [ARMY]}],
     ("denied", "gained by SL: denied by RUF (1998-12-23)")),
    ("taken from somebody else than the holder", [{"by": [RUF]}, {"when": "1999-01-05", "by": [ARMY], "to": [ECOMOG]}],
     ("holder_before", "taken from ECOMOG, but held by RUF (1999-01-05)")),
    ("taken twice", [{"by": [RUF]}, {"when": "1999-06-01", "by": [RUF]}],
     ("loss_not_told", "taken by RUF again, who held it since 1998-12-20: how it was lost is not told (1999-06-01)")),
    ("held by another on the day of the capture", [{"by": [RUF]}, {"event_type": "control", "by": [ARMY]}],
     ("two_holders", "RUF and SL (1998-12-20)")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("news", "expected"), [case[1:] for case in CONTRADICTIONS], ids=[case[0] for case in CONTRADICTIONS]
)
def test_contradictions(news: list[dict], expected: tuple) -> None:
    assert contradictions([event(**case) for case in news]) == [expected]


def test_two_ids_are_two_places_and_a_bare_name_is_the_place_of_that_name() -> None:
    airport = {"name": "Koidu Airport", "geonames_id": 5, "lat": 8.645, "lon": -10.97}
    bare = {"name": "Koidu", "precision": "unknown"}
    news = [
        event(by=[RUF]),
        event(where=airport, by=[ARMY]),
        event("withdrawal", "1999-01-05", bare, by=[RUF]),
    ]
    assert [(r.place.name, len(r.holdings)) for r in records(news)] == [("Koidu", 2), ("Koidu Airport", 1)]


def test_near_a_place_and_a_whole_country_say_nothing_of_who_holds_it() -> None:
    near, country = {"name": "Koidu", "precision": "near"}, {"name": "Sierra Leone", "precision": "country"}
    (record,) = records([event(where=near, by=[RUF]), event(where=country, by=[RUF])])
    assert record.holdings == [] and len(record.unused) == 1


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


def test_comma_separated_values_have_a_line_a_holding_claim_and_contradiction() -> None:
    news = [event(by=[RUF], to=[ARMY]), event(when="1999-01-05", by=[ARMY], status="claimed", source=ARMY)]
    rows = list(csv.DictReader(io.StringIO(csv_table(records(news)))))
    assert [(r["row"], r["kind"], r["since"], r["actor_ids"]) for r in rows] == [
        ("holding", "held_before", "", ARMY),
        ("holding", "captured", "1998-12-20", RUF),
        ("claim", "gained", "1999-01-05", ARMY),
        ("contradiction", "claim_against_holder", "1999-01-05", ""),
    ]
