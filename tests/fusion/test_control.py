"""Who holds a place, from news of it, one row a case."""

from __future__ import annotations

import pytest
from hand_made import event, shuffled
from hypothesis import given, settings
from hypothesis import strategies as st
from town_news import (
    AFRC,
    ARMY,
    ECOMOG,
    FIRST,
    GOVERNMENT,
    OTHER_UNIT,
    REBELS,
    RUF,
    SECOND,
    THIRD,
    UNIT,
    contradictions,
    has,
    held,
    inferred,
    left,
    records,
    took,
)

LOST_ON_FIRST = [(ARMY, None, FIRST), (RUF, FIRST, None)]
SEQUENCES = [
    ("a capture", [took(FIRST, RUF)], [(RUF, FIRST, None)]),
    ("a capture from somebody", [took(FIRST, RUF, ARMY)], [(ARMY, None, FIRST), (RUF, FIRST, None)]),
    (
        "a recapture",
        [took(FIRST, RUF), took(SECOND, ARMY, RUF)],
        [(RUF, FIRST, SECOND), (ARMY, SECOND, None)],
    ),
    ("a withdrawal", [took(FIRST, RUF), left(SECOND, RUF)], [(RUF, FIRST, SECOND), ("", SECOND, None)]),
    (
        "one of two leaves",
        [took(FIRST, f"{RUF} {AFRC}"), left(SECOND, RUF)],
        [(f"{AFRC} {RUF}", FIRST, SECOND), (AFRC, SECOND, None)],
    ),
    ("a withdrawal of somebody else", [took(FIRST, RUF), left(SECOND, ECOMOG)], [(RUF, FIRST, None)]),
    ("stated to hold", [has("1999-01", RUF)], [(RUF, "1999-01", None)]),
    ("still held", [took(FIRST, RUF), has(SECOND, RUF)], [(RUF, FIRST, None)]),
    (
        "held by another later, no capture told",
        [took(FIRST, RUF), has(THIRD, ARMY)],
        [(RUF, FIRST, THIRD), (ARMY, THIRD, None)],
    ),
    (
        "the government holds what its army took",
        [took(FIRST, ARMY), has(THIRD, GOVERNMENT)],
        [(ARMY, FIRST, None)],
    ),
    ("the rebels without a name", [took(FIRST, RUF), has(THIRD, REBELS)], [(RUF, FIRST, None)]),
    (
        "the rebels without a name, then the one with a name on the same day",
        [took(FIRST, REBELS, at=100), took(FIRST, RUF, at=200)],
        [(RUF, FIRST, None)],
    ),
    (
        "the same rebels without a name in two documents",
        [
            took(FIRST, REBELS, doc="a"),
            took(FIRST, REBELS, doc="b"),
            took(FIRST, "generic:fighters", doc="c"),
        ],
        [(REBELS, FIRST, None)],
    ),
    (
        "two allies on one day",
        [took(FIRST, RUF, at=100), took(FIRST, AFRC, at=200)],
        [(f"{RUF} {AFRC}", FIRST, None)],
    ),
    (
        "taken and retaken on one day by units of which no country is known",
        [took(FIRST, ARMY, ECOMOG, at=100), took(FIRST, UNIT, OTHER_UNIT, at=200)],
        [(ECOMOG, None, FIRST), (ARMY, FIRST, FIRST), ("military:first", FIRST, None)],
    ),
    (
        "two foes on one day",
        [took(FIRST, RUF, at=100), took(FIRST, ARMY, at=200)],
        [(RUF, FIRST, FIRST), (ARMY, FIRST, None)],
    ),
    (
        "taken and retaken on one day, in two documents",
        [took(FIRST, RUF, doc="a"), took(FIRST, ARMY, RUF, doc="b")],
        [(RUF, FIRST, FIRST), (ARMY, FIRST, None)],
    ),
    (
        "stated to hold it in the months in which it is taken",
        [has("1998-12-01/1999-02-28", REBELS), took(FIRST, RUF)],
        [(RUF, FIRST, None)],
    ),
    (
        "taken from who has left",
        [took(FIRST, RUF), left(SECOND, RUF), took("1999-01-06", ARMY, RUF)],
        [(RUF, FIRST, SECOND), ("", SECOND, "1999-01-06"), (ARMY, "1999-01-06", None)],
    ),
    ("left by who held it", [left(FIRST, ARMY)], [(ARMY, None, FIRST), ("", FIRST, None)]),
    (
        "left by one, and later by another",
        [left(FIRST, ARMY), left(THIRD, ECOMOG)],
        [(ARMY, None, FIRST), ("", FIRST, None), (ECOMOG, None, THIRD), ("", THIRD, None)],
    ),
    (
        "left, as is told twice",
        [left(FIRST, ARMY), left(FIRST, ARMY)],
        [(ARMY, None, FIRST), ("", FIRST, None)],
    ),
    ("left by a government", [left(FIRST, GOVERNMENT)], []),
    ("left in some month", [left("1998-12", ARMY)], []),
    ("left and taken on one day", [left(FIRST, ARMY, at=100), took(FIRST, RUF, at=200)], LOST_ON_FIRST),
    ("taken and left on one day", [took(FIRST, RUF, at=100), left(FIRST, ARMY, at=200)], LOST_ON_FIRST),
    (
        "driven out, by whom is not said",
        [took(FIRST, RUF), took(SECOND, None, RUF)],
        [(RUF, FIRST, SECOND), ("", SECOND, None)],
    ),
    (
        "taken, by whom is not said",
        [took(FIRST, None), has(SECOND, RUF)],
        [("", FIRST, SECOND), (RUF, SECOND, None)],
    ),
    ("a stage of one capture", [took(FIRST, RUF), took("1998-12-22", RUF)], [(RUF, FIRST, None)]),
    (
        "lost in between",
        [took(FIRST, RUF), took(THIRD, RUF)],
        [(RUF, FIRST, None), ("", None, THIRD), (RUF, THIRD, None)],
    ),
    (
        "lost in between to whom it is retaken from",
        [took(FIRST, ARMY), took(THIRD, ARMY, RUF)],
        [(ARMY, FIRST, None), (RUF, None, THIRD), (ARMY, THIRD, None)],
    ),
    (
        "retaken from somebody who is not known to have taken it",
        [took(FIRST, RUF), took(THIRD, ARMY, ECOMOG)],
        [(RUF, FIRST, None), (ECOMOG, None, THIRD), (ARMY, THIRD, None)],
    ),
    ("told once more with a year", [took("1998", RUF), took(FIRST, RUF)], [(RUF, FIRST, None)]),
    (
        "the same loss with a year",
        [took(FIRST, RUF, ARMY), took("1998", None, ARMY)],
        [(ARMY, None, FIRST), (RUF, FIRST, None)],
    ),
    (
        "lost in the year in which it was taken and retaken",
        [took("1998-01-24", RUF), took("1998-01-25", ARMY), took(THIRD, ARMY), took("1998", None, ARMY)],
        [
            (RUF, "1998-01-24", "1998-01-25"),
            (ARMY, "1998-01-25", "1998"),
            ("", "1998", THIRD),
            (ARMY, THIRD, None),
        ],
    ),
    (
        "looked back upon after the fall",
        [took(FIRST, RUF, at=100), took("1999-01", None, at=200, inherited_at=SECOND)],
        [(RUF, FIRST, None)],
    ),
    (
        "looked back upon with the name of who took it",
        [took(FIRST, RUF, at=100), took("1999-06", RUF, at=200, inherited_at=THIRD)],
        [(RUF, FIRST, None)],
    ),
    ("no date", [took(None, RUF)], []),
    (
        "a siege that fails",
        [has(FIRST, ARMY), event("siege", SECOND, by=[RUF], to=[ARMY])],
        [(ARMY, FIRST, None)],
    ),
    (
        "an attack beaten back",
        [has(FIRST, ARMY), event("repulse", SECOND, by=[ARMY], to=[RUF])],
        [(ARMY, FIRST, None)],
    ),
    ("a loser whom no word names", [inferred(took(FIRST, RUF, ARMY), "target")], [(RUF, FIRST, None)]),
    (
        "a captor whom no word names, in a language that leaves subjects out",
        [has(FIRST, RUF), {**inferred(took(SECOND, ARMY, RUF), "initiator"), "lang": "zh"}],
        [(RUF, FIRST, SECOND), (ARMY, SECOND, None)],
    ),
    (
        "a captor whom no word names",
        [has(FIRST, RUF), inferred(took(SECOND, ARMY, RUF), "initiator")],
        [(RUF, FIRST, SECOND), ("", SECOND, None)],
    ),
    (
        "a side that says it has left",
        [took(FIRST, RUF), left(SECOND, RUF, status="claimed", source=RUF)],
        [(RUF, FIRST, SECOND), ("", SECOND, None)],
    ),
    (
        "a side that says the other holds it",
        [took(FIRST, ARMY), has(THIRD, RUF, status="claimed", source=ARMY)],
        [(ARMY, FIRST, THIRD), (RUF, THIRD, None)],
    ),
    (
        "changing sides and holding still",
        [took(FIRST, RUF), event("group_change", SECOND, by=[RUF]), has(THIRD, RUF)],
        [(RUF, FIRST, None)],
    ),
]


@pytest.mark.parametrize(
    ("news", "expected"), [case[1:] for case in SEQUENCES], ids=[case[0] for case in SEQUENCES]
)
def test_the_sequence_of_holders(news: list[dict], expected: list[tuple]) -> None:
    assert held(news) == expected
    for seed in range(3):
        assert held(shuffled(news, seed)) == expected


NEWS = st.lists(
    st.builds(
        lambda **told: told,
        event_type=st.sampled_from(["capture", "control", "withdrawal"]),
        when=st.sampled_from(
            [FIRST, SECOND, THIRD, "1998-12-22", "1998-12", "1998", "1999-01-01/1999-02-28", None]
        ),
        by=st.lists(st.sampled_from([RUF, ARMY, REBELS, GOVERNMENT]), max_size=2, unique=True),
        to=st.lists(st.sampled_from([ARMY, ECOMOG, RUF]), max_size=1),
        status=st.sampled_from(["asserted", "asserted", "claimed", "denied", "planned"]),
        source=st.sampled_from([None, RUF, ARMY]),
        doc=st.sampled_from("ab"),
    ),
    max_size=10,
)


@settings(max_examples=100, deadline=None)
@given(told=NEWS, seed=st.integers(0, 9))
def test_the_order_of_reading_has_no_influence(told: list[dict], seed: int) -> None:
    news = [event(**case) for case in told]
    assert records(news) == records(shuffled(news, seed))


def test_who_held_it_before_in_the_sentence_of_the_capture_is_no_news_of_that_day() -> None:
    sentence = {"at": 100, "sentence": "The rebels took the town, which the army had held."}
    news = [event(by=[RUF], **sentence), event("control", by=[ARMY], **sentence)]
    assert held(news) == [(ARMY, None, "1998-12-20"), (RUF, "1998-12-20", None)]
    first = event(when="1998-11-01", by=[ECOMOG])
    assert [kind for kind, _ in contradictions([first, *news])] == ["holder_before"]


def test_a_date_that_the_narrative_lends_is_placed_where_the_narrative_stands() -> None:
    news = [
        event(when="1998-12-20", by=[RUF], at=100),
        event("withdrawal", when="1998-12", by=[RUF], inherited_at="1998-12-20", at=200),
    ]
    assert held(news) == [(RUF, "1998-12-20", "1998-12"), ("", "1998-12", None)]


def test_two_documents_tell_one_capture() -> None:
    news = [
        event(by=[who], to=[ARMY], doc=doc) for doc, who in (("a", RUF), ("b", "generic:rebels"), ("c", RUF))
    ]
    assert held(news) == [(ARMY, None, "1998-12-20"), (RUF, "1998-12-20", None)]
    assert len(records(news)[0].holdings[1].evidence) == 3


def test_two_ids_are_two_places_and_a_bare_name_is_the_place_of_that_name() -> None:
    airport = {"name": "Koidu Airport", "geonames_id": 5, "lat": 8.645, "lon": -10.97}
    bare = {"name": "Koidu", "precision": "unknown"}
    news = [
        event(by=[RUF]),
        event(where=airport, by=[ARMY]),
        event("withdrawal", "1999-01-05", bare, by=[RUF]),
    ]
    assert [(r.place.name, len(r.holdings)) for r in records(news)] == [("Koidu", 2), ("Koidu Airport", 1)]


def test_who_flees_in_the_sentence_of_the_capture_has_left_by_it() -> None:
    sentence = {"at": 100, "sentence": "The rebels took the town; its garrison fled."}
    news = [took("1998-11-01", ARMY), took(FIRST, RUF, ARMY, **sentence), left(FIRST, ARMY, **sentence)]
    assert held(news) == [(ARMY, "1998-11-01", FIRST), (RUF, FIRST, None)]


def test_places_close_by_with_other_names_are_other_places() -> None:
    here, there = (
        {"name": "Nanshi", "lat": 31.22, "lon": 121.49},
        {"name": "Sihang", "lat": 31.24, "lon": 121.47},
    )
    assert len(records([took(FIRST, RUF, where=here), took(FIRST, ARMY, where=there)])) == 2


def test_a_place_named_in_two_scripts_is_one_place() -> None:
    there = {"name": "科伊杜", "precision": "unknown"}
    assert held([took(FIRST, RUF), took(SECOND, ARMY, where=there)]) == [
        (RUF, FIRST, SECOND),
        (ARMY, SECOND, None),
    ]


def test_near_a_place_and_a_whole_country_say_nothing_of_who_holds_it() -> None:
    near, country = {"name": "Koidu", "precision": "near"}, {"name": "Sierra Leone", "precision": "country"}
    (record,) = records([event(where=near, by=[RUF]), event(where=country, by=[RUF])])
    assert record.holdings == [] and len(record.unused) == 1
