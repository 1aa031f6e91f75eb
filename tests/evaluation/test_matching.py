"""When a record agrees with an annotated event."""

from __future__ import annotations

import pytest

from dateline.evaluation.matching import (
    align,
    interval,
    kilometres,
    names_match,
    participants_found,
    place_matches,
    slots_right,
)

NAMES = [
    (["Ménaka"], ["Menaka"], True),
    (["the rebels"], ["Rebels"], True),
    (["Amadou Sanogo"], ["Captain Amadou Sanogo"], True),
    (["Sanogo"], ["Amadou Sanogo"], False),
    (["Malian Army"], ["Chadian Army"], False),
    ([None, ""], [None, ""], False),
]


@pytest.mark.parametrize(("left", "right", "same"), NAMES)
def test_names(left: list[str | None], right: list[str | None], same: bool) -> None:
    assert names_match(left, right) is same


INTERVALS = [
    ("2012-01-24", ("2012-01-24", "2012-01-24")),
    ("2012-02", ("2012-02-01", "2012-02-29")),
    ("2012", ("2012-01-01", "2012-12-31")),
    ("2013-02-08/2013-02-10", ("2013-02-08", "2013-02-10")),
    ("-0479", ("-0479-01-01", "-0479-12-31")),
    ("2012-21", None),
    ("XXXX-01-17", None),
    (None, None),
    ({"earliest": "2012-03-01", "latest": "2012-05-31", "value": "2012-21"}, ("2012-03-01", "2012-05-31")),
    ({"earliest": None, "latest": None, "value": None}, None),
]


@pytest.mark.parametrize(("value", "bounds"), INTERVALS)
def test_first_and_last_day(value: object, bounds: tuple[str, str] | None) -> None:
    assert interval(value) == bounds


def test_distance_of_two_cities() -> None:
    assert kilometres((52.52, 13.40), (48.86, 2.35)) == pytest.approx(878, abs=5)


PLACES = [
    ({"name": "Gao"}, {"name": "Gao"}, True),
    ({"name": "Gao"}, {"name": "Kawkaw", "mention": {"text": "Gao"}}, True),
    (
        {"name": "A", "lat": 10.0, "lon": 1.0, "precision": "exact"},
        {"name": "B", "lat": 10.1, "lon": 1.0, "precision": "near"},
        True,
    ),
    (
        {"name": "A", "lat": 10.0, "lon": 1.0, "precision": "exact"},
        {"name": "B", "lat": 11.0, "lon": 1.0, "precision": "exact"},
        False,
    ),
    (
        {"name": "A", "country": "ML", "precision": "country"},
        {"name": "B", "country": "ML", "precision": "country"},
        True,
    ),
    ({"name": "Gao"}, None, False),
]


@pytest.mark.parametrize(("gold", "found", "same"), PLACES)
def test_places(gold: dict, found: dict | None, same: bool) -> None:
    assert place_matches(gold, found) is same


def test_a_level_party_may_be_found_as_either_side() -> None:
    gold = [{"role": "party", "name": "The army"}, {"role": "target", "name": "The town guard"}]
    found = [
        {"role": "initiator", "actor": {"id": "x:army", "name": "Army"}},
        {"role": "initiator", "name": "Rain"},
    ]
    assert participants_found(gold, found) == (1, 1)


def event(kind: str, start: int, **slots: object) -> dict:
    """An event or record with a trigger of six characters."""
    return {"event_type": kind, "trigger": {"start": start, "end": start + 6}, **slots}


def test_the_record_at_the_same_words_and_of_the_same_type_is_taken_first() -> None:
    gold = [event("attack", 0), event("killing", 30)]
    found = [event("killing", 32), event("attack", 1), event("attack", 200)]
    assert align(gold, found) == {0: 1, 1: 0}


def test_a_record_far_away_is_no_match() -> None:
    assert align([event("attack", 0)], [event("attack", 100)]) == {}


def test_each_slot_is_judged_by_itself() -> None:
    gold = event("attack", 0, date="2012-01", place=None, participants=[])
    found = event("ambush", 0, date={"value": "2012-01"}, place={"name": "Gao"}, participants=[])
    assert slots_right(gold, found) == {"type": False, "date": True, "place": False, "participants": True}
