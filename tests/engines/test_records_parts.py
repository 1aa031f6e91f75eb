"""What the records stage adds to the layers: codes, incidents, reasons, confidence."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.engines.results.codes import codes
from dateline.engines.results.confidence import weights
from dateline.extraction import extract
from dateline.records import EventRecord

CODES = [
    ("capture", [("initiator", "rebel_group")], "Non-state actor overtakes territory", None),
    ("capture", [("initiator", "military"), ("target", "rebel_group")], "Government regains territory", 1),
    ("attack", [("initiator", "rebel_group"), ("target", "civilians")], "Attack", 3),
    ("attack", [("initiator", "rebel_group"), ("target", "military")], "Armed clash", 1),
    ("attack", [("target", "civilians")], "Attack", None),
    ("armed_clash", [("party", "rebel_group"), ("party", "jihadist_group")], "Armed clash", 2),
    ("armed_clash", [("party", "rebel_group")], "Armed clash", None),
    ("airstrike", [("initiator", "military"), ("target", "civilians")], "Air/drone strike", 3),
    ("agreement", [("party", "government"), ("party", "rebel_group")], "Agreement", None),
]


@pytest.mark.parametrize(("kind", "participants", "sub_event", "violence"), CODES)
def test_codes_follow_from_type_and_actors(
    kind: str, participants: list[tuple[str, str]], sub_event: str, violence: int | None
) -> None:
    found = codes(kind, participants)
    assert found.acled.sub_event_type == sub_event
    assert found.ucdp.type_of_violence == violence


def events(text: str) -> list[EventRecord]:
    """The records of a short text."""
    return extract(Article.from_text(text)).events


def test_two_tellings_of_one_happening_share_an_incident() -> None:
    told = events(
        "On 3 May 2009, rebels attacked the town of Jaffna.\nThe attack on Jaffna on 3 May 2009 killed 12 soldiers."
    )
    assert len(told) == 2
    assert told[0].incident == told[1].incident
    assert told[0].id != told[1].id


def test_attacks_on_different_days_are_different_incidents() -> None:
    told = events("On 3 May 2009, rebels attacked Jaffna.\nOn 5 May 2009, rebels attacked Jaffna.")
    assert len({event.incident for event in told}) == len(told) == 2


def test_every_weight_belongs_to_a_feature_and_confidence_is_a_probability() -> None:
    assert {name.partition(".")[0] for name in weights("en")} <= {
        "bias",
        "date",
        "place",
        "participants",
        "status",
    }
    told = events("On 3 May 2009, rebels attacked Jaffna. Some had fled.")
    assert all(0 < event.confidence < 1 for event in told)
