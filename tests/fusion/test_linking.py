"""Which records of two documents are linked as one happening, one row a case."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hand_made import actor, event, shuffled, write
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import load_lines
from dateline.engines.places.gazetteer import distance_km
from dateline.fusion.identity import cells
from dateline.fusion.merge import merge
from dateline.fusion.weights import weights
from dateline.records import EventType

RUF, ARMY, GOVERNMENT, ECOMOG = "group:ruf", "military:sl", "state:sl", "group:ecomog"
REBELS = "generic:rebels"
NEAR_KOIDU = {"name": "Koidu Town", "lat": 8.65, "lon": -10.96}
OTHER_KOIDU = {"name": "Koidu", "lat": 7.60, "lon": -11.90, "geonames_id": 999}
RUF_BY_NAME = {"id": "group:revolutionary-united-front", "name": "Revolutionary United Front", "aka": ["RUF"]}
RUF_IN_CHINESE = {
    "id": "group:geming",
    "name": "革命联合阵线",
    "aka": ["Revolutionary United Front", "革聯陣"],
}


def two(left: dict, right: dict) -> tuple[dict, dict]:
    """The records of a case, in two documents."""
    return event(**{"by": [RUF], **left, "doc": "a"}), event(**{"by": [RUF], **right, "doc": "b"})


def linked(tmp_path: Path, events: Iterable[dict]) -> list[set[str]]:
    """Ids of the records of each happening that more than one record tells."""
    files: dict[str, list[dict]] = {}
    for item in events:
        files.setdefault(item["doc_id"], []).append(item)
    paths = [write(tmp_path / "in" / f"{name}.events.jsonl", items) for name, items in files.items()]
    merge(paths, tmp_path / "out", command=[])
    rows = [
        {r["id"] for v in row["versions"] for r in v["records"]}
        for row in load_lines(tmp_path / "out" / "incidents.jsonl")
    ]
    return [ids for ids in rows if len(ids) > 1]


PROVINCE = {"name": "Eastern Province", "precision": "area"}
IN_PROVINCE = {"name": "Koidu", "admin1": "Eastern Province", "lat": 8.6, "lon": -11.0}
ABROAD = {"name": "Koidu", "country": "GN", "precision": "unknown"}
DEAD = {"to": [ARMY], "dead": (31, 31, 31)}
RAID = {"event_type": "attack", "by": []}
KILLED = {"event_type": "killing", "by": []}
OFFICER = {"id": "person:foday-kallay", "name": "Foday Kallay", "kind": "person"}
OFFICER_KILLED = {**KILLED, "to": [OFFICER]}
IN_CHINESE = {"id": "person:kalai", "name": "福戴·卡莱", "kind": "person"}
IN_CHARACTERS = {"name": "科伊杜", "precision": "unknown"}
CALLED_KOIDU = {"name": "Sefadu", "mention": {"text": "Koidu", "start": 0, "end": 5}, "precision": "unknown"}
UNIT = {"id": "military:third-battalion", "name": "Third Battalion", "kind": "military"}
GUESSED = {"role": "initiator", "actor": actor(ARMY), "mention": None, "via": "implied"}
INFERRED = {"by": [], "participants": [GUESSED]}
SURNAME = {"id": "person:kallay", "name": "Kallay", "kind": "person"}
BROTHER = {"id": "person:musa-kallay", "name": "Musa Kallay", "kind": "person"}
NORTH = {"name": "northern Sierra Leone", "precision": "area"}
NORTH_IN_CHARACTERS = {"name": "塞拉利昂北部", "precision": "area"}
SOUTH = {"name": "southern Sierra Leone", "precision": "area"}
COUNTRY = {"name": "Sierra Leone", "precision": "country"}
GUINEA = {"name": "Guinea", "country": "GN", "precision": "country"}
AIRPORT = {"name": "Koidu Airport", "precision": "unknown"}
HILL = {"name": "Hill 305", "precision": "unknown"}
HILL_IN_CHARACTERS = {"name": "三〇五高地", "precision": "unknown"}
OTHER_TOWN = {"name": "Yengema", "lat": 8.61, "lon": -11.05}
COUP = {"event_type": "coup", "by": [REBELS]}
LOSSES = [
    {"kind": kind, "low": number, "best": number, "high": number, "victims": None}
    for kind, number in (("killed", 34), ("injured", 171))
]

SAME = [
    ("the same town and day", {}, {}),
    ("another type of its family", {"event_type": "attack"}, {"event_type": "ambush"}),
    ("a capture told as a withdrawal", {"to": [ARMY]}, {"event_type": "withdrawal", "by": [ARMY]}),
    ("an attack told as its repulse", {"event_type": "attack"}, {"event_type": "repulse", "by": [ARMY], "to": [RUF]}),
    ("a day off", {}, {"when": "1998-12-21"}),
    ("a day within a month", {}, {"when": "1998-12"}),
    ("a day within some days", {}, {"when": "1998-12-19/1998-12-21"}),
    ("another id, the same point", {}, {"where": NEAR_KOIDU}),
    ("a wrong homonym, all else alike", {"to": [ARMY]}, {"where": OTHER_KOIDU, "to": [ARMY]}),
    ("a name in another script, the same id", {}, {"where": {"name": "科伊杜", "geonames_id": 2407656}}),
    ("not on the map, the same name", {}, {"where": {"name": "Koidu", "precision": "unknown"}}),
    ("only the province", {"where": IN_PROVINCE, "to": [ARMY]}, {"where": PROVINCE, "to": [ARMY]}),
    ("no place, both sides and the dead alike", DEAD, {**DEAD, "where": None}),
    ("no place, the same person killed", OFFICER_KILLED, {**OFFICER_KILLED, "where": None}),
    ("no place, the person killed by the last name", OFFICER_KILLED, {**KILLED, "where": None, "to": [SURNAME]}),
    ("entering told as taking", {}, {"event_type": "deployment"}),
    ("an actor by another name", {"by": [RUF_BY_NAME]}, {"by": [RUF_IN_CHINESE]}),
    ("government for army", {"by": [ARMY]}, {"by": [GOVERNMENT]}),
    ("a group without a name", {}, {"by": [REBELS]}),
    ("a unit of an army", {"by": [ARMY]}, {"by": [UNIT]}),
    ("a place off the map, by sound in another script", {}, {"where": {"name": "科伊杜", "precision": "unknown"}}),
    ("a town by what the text calls it, in another script", {"where": CALLED_KOIDU}, {"where": IN_CHARACTERS}),
    ("a person by the last name in another script", OFFICER_KILLED, {**OFFICER_KILLED, "to": [IN_CHINESE]}),
    ("nobody named", {"by": []}, {"by": []}),
    ("another doer, the same loser and day", {"to": [ARMY]}, {"by": [ECOMOG], "to": [ARMY]}),
    ("claimed here, stated there", {}, {"status": "claimed"}),
    ("stated here, denied there", {}, {"status": "denied"}),
    ("planned in both", {"status": "planned"}, {"status": "planned"}),
    ("the same part of the country, in another script", {"where": NORTH}, {"where": NORTH_IN_CHARACTERS}),
    ("the same part of the country and month", {"where": NORTH, "when": "1998-12", "to": [ARMY]},
     {"where": NORTH_IN_CHARACTERS, "when": "1998-12", "to": [ARMY]}),
    ("the airport of the town, off the map", {"to": [ARMY]}, {"where": AIRPORT, "to": [ARMY]}),
    ("a place called by its number", {"where": HILL}, {"where": HILL_IN_CHARACTERS}),
    ("two figures that agree", {"where": None, "by": [], "casualties": LOSSES, "to": [ARMY]},
     {"where": None, "by": [], "casualties": LOSSES, "to": [ARMY]}),
    ("a coup by its month and the capital", {**COUP, "where": COUNTRY},
     {**COUP, "where": "Freetown", "when": "1998-12"}),
    ("an attack beaten back, told as the counter-attack", {"event_type": "repulse", "by": [ARMY], "to": [RUF]},
     {"event_type": "attack", "by": [ARMY], "to": [RUF]}),
    ("a person for the army", {"by": [ARMY], "where": AIRPORT}, {"by": [OFFICER]}),
    ("an agreement without a place", {"event_type": "agreement", "by": [], "party": [RUF, GOVERNMENT], "where": None},
     {"event_type": "agreement", "by": [], "party": [GOVERNMENT, RUF], "where": "Freetown"}),
]  # fmt: skip

DIFFERENT = [
    ("another town", {}, {"where": "Makeni"}),
    ("another town, in another script", {}, {"where": {"name": "马凯尼", "precision": "unknown"}}),
    ("another town beside it", {}, {"where": OTHER_TOWN}),
    ("another part of the country", {"where": NORTH}, {"where": SOUTH}),
    ("a country and a day, nobody named", {"by": [], "where": COUNTRY}, {"by": [], "where": COUNTRY}),
    ("coups of two countries", {**COUP, "where": COUNTRY}, {**COUP, "where": GUINEA}),
    ("an agreement of which only the day is told", {"event_type": "agreement", "where": None, "by": []},
     {"event_type": "agreement", "where": None, "by": []}),
    ("another week", {}, {"when": "1998-12-28"}),
    ("the sides exchanged, as far as is inferred", {"by": [], "to": [ARMY]}, INFERRED),
    ("another year", {}, {"when": "1999-12-20"}),
    ("another type", {}, {"event_type": "looting"}),
    ("no date", {}, {"when": None}),
    ("sides exchanged", {"to": [ARMY]}, {"by": [ARMY], "to": [RUF]}),
    ("who withdrew is who captured", {}, {"event_type": "withdrawal", "by": [RUF]}),
    ("other doers, other losers", {"to": [ARMY]}, {"by": [ECOMOG], "to": ["group:cdf"]}),
    ("only a name in common, other countries", {}, {"where": ABROAD}),
    ("no place, another person of the last name", OFFICER_KILLED, {**KILLED, "where": None, "to": [BROTHER]}),
    ("no place, nobody of a name killed", {**KILLED, "to": [REBELS]}, {**KILLED, "where": None, "to": [REBELS]}),
    ("planned here, done there", {}, {"status": "planned"}),
    ("a month and nobody named", {"by": []}, {"by": [], "when": "1998-12"}),
    ("one of many attacks of a month", RAID, {**RAID, "when": "1998-12"}),
    ("two statements of a day", {"event_type": "statement", "where": None}, {"event_type": "statement", "where": None}),
    ("no place in common", {}, {"where": None}),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_tellings_of_one_happening_are_linked(left: dict, right: dict, tmp_path: Path) -> None:
    pair = two(left, right)
    assert linked(tmp_path, pair) == [{e["id"] for e in pair}]


@pytest.mark.parametrize(
    ("left", "right"), [case[1:] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT]
)
def test_tellings_of_two_happenings_are_not(left: dict, right: dict, tmp_path: Path) -> None:
    assert linked(tmp_path, two(left, right)) == []


def test_of_two_captures_each_finds_its_own(tmp_path: Path) -> None:
    first = [event(when="1998-12-20", by=[RUF], doc=d) for d in "ab"]
    second = [event(when="1998-12-21", by=[RUF], doc=d) for d in "ab"]
    assert sorted(linked(tmp_path, [*first, *second]), key=min) == [
        {e["id"] for e in pair} for pair in (first, second)
    ]


def test_a_month_that_fits_two_captures_of_one_document_is_linked_to_neither(tmp_path: Path) -> None:
    days = [event(when=when, by=[RUF], doc="a") for when in ("1998-12-03", "1998-12-20")]
    assert linked(tmp_path, [*days, event(when="1998-12", by=[RUF], doc="b")]) == []


def test_a_month_that_fits_a_coup_told_twice_by_one_document_is_linked(tmp_path: Path) -> None:
    twice = [event(**COUP, where=COUNTRY, doc="a") for _ in range(2)]
    (pair,) = linked(tmp_path, [*twice, event(**COUP, where="Freetown", when="1998-12", doc="b")])
    assert len(pair) == 2


BARE = {"event_type": "agreement", "where": None, "by": []}


@pytest.mark.parametrize(
    ("shared", "left", "right", "links"),
    [
        (1, {}, {}, 1),
        (2, {}, {}, 3),
        (2, {}, {"when": "1998-12-21"}, 2),
        (2, {"where": "Makeni"}, {"where": "Freetown"}, 2),
    ],
    ids=["only one link between them", "accounts of one war", "a day off", "other places"],
)
def test_accounts_of_one_war_are_linked_by_less_where_nothing_speaks_against_it(
    shared: int, left: dict, right: dict, links: int, tmp_path: Path
) -> None:
    days = ("1998-12-03", "1998-12-28")[:shared]
    captures = [event(when=day, by=[RUF], doc=doc) for day in days for doc in "ab"]
    last = [event(**{**BARE, **told}, doc=doc) for told, doc in ((left, "a"), (right, "b"))]
    assert len(linked(tmp_path, [*captures, *last])) == links


def test_links_do_not_drift_from_day_to_day(tmp_path: Path) -> None:
    events = [event(when=f"1998-12-{day:02d}", by=[RUF], doc=f"d{day}") for day in range(1, 21)]
    for ids in linked(tmp_path, events):
        days = sorted(int(e["date"]["value"][-2:]) for e in events if e["id"] in ids)
        assert days[-1] - days[0] <= weights().points("time", "largest_gap")


def test_records_of_one_document_stay_as_the_document_has_them(tmp_path: Path) -> None:
    alike = [event(by=[RUF], doc="a") for _ in range(2)]
    assert linked(tmp_path, alike) == []
    told_twice = [event(by=[RUF], doc="a", incident="i") for _ in range(2)]
    assert linked(tmp_path, told_twice) == [{e["id"] for e in told_twice}]


RECORDS = st.lists(
    st.builds(
        lambda **told: told,
        event_type=st.sampled_from(
            ["attack", "capture", "withdrawal", "killing", "armed_clash", "statement", "deployment"]
        ),
        when=st.sampled_from(
            ["1998-12-03", "1998-12-04", "1998-12-06", "1998-12-03/1998-12-05", "1998-12", "1998", None]
        ),
        where=st.sampled_from(["Koidu", "Makeni", None, NEAR_KOIDU, OTHER_KOIDU, PROVINCE]),
        by=st.lists(st.sampled_from([RUF, ARMY, REBELS, GOVERNMENT, OFFICER]), max_size=2, unique_by=str),
        to=st.lists(st.sampled_from([ARMY, ECOMOG, SURNAME]), max_size=1),
        dead=st.sampled_from([None, (31, 31, 31), (9, 9, None)]),
        status=st.sampled_from(["asserted", "claimed", "planned"]),
        incident=st.sampled_from(["one", "two", None]),
        doc=st.sampled_from("abc"),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=50, deadline=None)
@given(told=RECORDS, seed=st.integers(0, 9))
def test_the_order_of_files_and_lines_has_no_influence(told: list[dict], seed: int) -> None:
    events = [event(**case) for case in told]
    written = []
    with tempfile.TemporaryDirectory() as name:
        for number, mixed in enumerate((events, shuffled(events, seed))):
            folder = Path(name) / str(number)
            documents = {
                e["doc_id"]: [other for other in mixed if other["doc_id"] == e["doc_id"]] for e in mixed
            }
            merge(
                [write(folder / f"{d}.events.jsonl", items) for d, items in documents.items()],
                folder,
                command=[],
            )
            written.append((folder / "incidents.jsonl").read_text(encoding="utf-8"))
    assert written[0] == written[1]


def test_points_within_reach_share_a_cell_everywhere() -> None:
    for lat in (-89.9, -60.2, -0.01, 0.12, 33.37, 66.4, 84.99):
        for lon in (-179.99, -0.06, 12.49, 179.98):
            for north, east in ((0.1, 0.1), (-0.15, 0.05), (0.0, 0.2), (0.2, 0.0)):
                other = (min(90.0, max(-90.0, lat + north)), (lon + east + 180) % 360 - 180)
                if distance_km((lat, lon), other) <= weights().points("place", "reach_km"):
                    assert cells(lat, lon) & cells(*other), (lat, lon, other)


def test_the_types_of_the_weights_are_types_of_records() -> None:
    known = set(EventType.__args__)  # type: ignore[attr-defined]
    table = weights().table["types"]
    used = {t for group in [*table["families"], *table["near"]] for t in group}
    for name in (
        "turned",
        "placeless",
        "many_a_day",
        "many_a_month",
        "acts",
        "rare",
        "beaten_back",
        "striking_back",
    ):
        used |= set(table[name])
    assert used <= known
