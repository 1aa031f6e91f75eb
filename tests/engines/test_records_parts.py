"""What the records stage adds to the layers: codes, incidents, reasons, confidence."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.engines.results.codes import Act, Part, codes, table
from dateline.engines.results.confidence import RATED, features, weights
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
    found = codes(Act(kind, [Part(*part) for part in participants]))
    assert found.acled.sub_event_type == sub_event
    assert found.ucdp.type_of_violence == violence


PLACE = "ML"


@pytest.mark.parametrize(
    ("act", "sub_event"),
    [
        pytest.param(
            Act("capture", [Part("initiator", "military", "ML")], country=PLACE),
            "Government regains territory",
            id="the state's own army",
        ),
        pytest.param(
            Act("capture", [Part("initiator", "military", "FR")], country=PLACE),
            "Non-state actor overtakes territory",
            id="an army from abroad",
        ),
        pytest.param(
            Act("capture", [Part("initiator", "military", "FR")], country=PLACE, holder="jihadist_group"),
            "Government regains territory",
            id="an army from abroad, from a group that held it",
        ),
        pytest.param(
            Act(
                "capture",
                [Part("initiator", "military", "FR"), Part("supporter", "military", "ML")],
                country=PLACE,
            ),
            "Government regains territory",
            id="an army from abroad at the side of the state's own",
        ),
        pytest.param(
            Act("capture", [Part("target", "rebel_group")]),
            "Government regains territory",
            id="a group lost it",
        ),
        pytest.param(
            Act("capture", [Part("initiator", "rebel_group")], words="was handed over"),
            "Non-violent transfer of territory",
            id="handed over",
        ),
        pytest.param(
            Act("airstrike", [Part("initiator", "military")], words="air strike"),
            "Air/drone strike",
            id="by type",
        ),
        pytest.param(Act("attack", words="gas attack"), "Chemical weapon", id="by the words"),
        pytest.param(
            Act("attack", [Part("initiator", "rebel_group")], frozenset({"civilians"})),
            "Attack",
            id="by the victims",
        ),
        pytest.param(
            Act("killing", [Part("initiator", "rebel_group"), Part("target", "military")]),
            "Armed clash",
            id="soldiers killed",
        ),
        pytest.param(
            Act("killing", [Part("initiator", "police"), Part("target", "protesters")]),
            "Excessive force against protesters",
            id="police against marchers",
        ),
        pytest.param(
            Act("attack", [Part("initiator", "civilians"), Part("target", "ethnic_group")]),
            "Mob violence",
            id="a mob",
        ),
        pytest.param(
            Act("protest", [Part("initiator", "protesters"), Part("target", "police")]),
            "Protest with intervention",
            id="police step in",
        ),
    ],
)
def test_acled_codes_follow_from_the_outcome(act: Act, sub_event: str) -> None:
    assert codes(act).acled.sub_event_type == sub_event


@pytest.mark.parametrize(
    ("act", "mode"),
    [
        pytest.param(Act("killing", words="were beheaded"), "primitive", id="words"),
        pytest.param(Act("attack", words="opened fire"), "firearms", id="two words"),
        pytest.param(Act("airstrike", words="drone strike"), "drone", id="before the type's own mode"),
        pytest.param(Act("airstrike", words="bombed"), "aerial", id="the type's own mode"),
        pytest.param(Act("withdrawal", words="surrendered"), "disarm", id="surrender"),
        pytest.param(Act("negotiation", [Part("mediator", "government")]), "third-party", id="a mediator"),
        pytest.param(Act("request", asked=frozenset({"withdrawal"})), "yield", id="what is asked for"),
        pytest.param(Act("deployment", [Part("initiator", "police")]), "police", id="the doers"),
        pytest.param(Act("capture", words="took"), None, id="none"),
    ],
)
def test_plover_modes(act: Act, mode: str | None) -> None:
    assert codes(act).plover.mode == mode


def test_every_code_is_of_the_vocabularies() -> None:
    """The names are those of the codebooks, spelled as the exporters write them."""
    acled = {tuple(row[key]) for row in table()["types"].values() for key in row if key.startswith("acled")}
    acled |= {tuple(pair) for pair in table()["sub_events"].values()}
    assert {event for event, _ in acled} <= {
        "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians",
        "Strategic developments",
    }  # fmt: skip
    modes = {(entry["event"], entry["mode"]) for entry in table()["modes"]}
    known = {
        "CONSULT": {"visit", "third-party", "multilateral", "phone"},
        "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
        "REQUEST": {"assist", "change", "yield", "meet"},
        "REJECT": {"assist", "change", "yield", "meet"},
        "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
        "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
        "MOBILIZE": {"troops", "weapons", "police", "militia"},
        "COERCE": {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold"},
        "ASSAULT": {
            "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
            "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
        },
    }  # fmt: skip
    assert all(mode in known[event] for event, mode in modes)


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
    table = weights("en")
    names = {name for row in table.values() for name in row} - {"bias"}
    assert {name.partition(".")[0] for name in names} <= {
        "type",
        "date",
        "place",
        "parts",
        "status",
        "losses",
    }
    told = events("On 3 May 2009, rebels attacked Jaffna. Some had fled.")
    assert all(0 < event.confidence < 1 for event in told)
    for event in told:
        assert set(event.confidence_of) == set(RATED) - {"record"}
        assert all(0 < p < 1 for p in event.confidence_of.values())
    first = told[0]
    assert features(first)[0] == "type.attack"
    assert {"date.absolute", "date.day", "place.mention"} <= set(features(first))


def test_a_slot_is_surer_than_the_whole_record() -> None:
    for event in events("On 3 May 2009, rebels attacked Jaffna and killed 12 soldiers."):
        assert event.confidence <= min(event.confidence_of[name] for name in ("type", "date", "place"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "On 3 May 2009, rebels attacked Jaffna. The army denied the attack.",
            [0, 0],
            id="a denial right behind",
        ),
        pytest.param(
            "On 3 May 2009, rebels attacked Jaffna. Talks began in Kandy. The attack lasted an hour.",
            [0, 1, 0],
            id="a definite noun looks back",
        ),
        pytest.param(
            "On 3 May 2009, rebels attacked Jaffna.\nOn the same day, an air strike hit Jaffna.\n"
            "On 3 May 2009, a car bomb exploded in Jaffna.",
            [0, 1, 2],
            id="another means is another happening",
        ),
        pytest.param(
            "On 3 May 2009, rebels attacked Jaffna. They planned to attack Kandy.",
            [0, 1],
            id="what is planned is no happening",
        ),
        pytest.param(
            "On 3 May 2009, rebels attacked Jaffna.\nOn 3 May 2009, rebels attacked Kandy.",
            [0, 1],
            id="another town",
        ),
    ],
)
def test_which_tellings_are_one_happening(text: str, told: list[int]) -> None:
    found = [event.incident for event in events(text)]
    order = list(dict.fromkeys(found))
    names = [order.index(name) for name in found]
    assert len(set(names)) == len(set(told))
    assert names[0] == names[-1] or told[0] != told[-1]
