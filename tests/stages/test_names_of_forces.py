"""Names of ships, flights, units and officers: whole, of the right kind, and no places. All texts are our own."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from dateline.article import Article
from dateline.build import analyse, build


def read(text: str) -> Doc:
    return analyse(build("en"), Article.from_text(text, lang="en"))


# The words of the name's mention, the name, the kind.
ROWS = [
    # a name behind a word for a ship is hers, be it a town's, a land's or a common noun's
    ("Speedboats attacked the tanker Cape May City.", "the tanker Cape May City", "Cape May City", "company"),
    ("Frogmen sank the ferry Latvia in May.", "the ferry Latvia", "Latvia", "company"),
    ("The steamer Hull was hit by a torpedo.", "The steamer Hull", "Hull", "company"),
    ("A mine damaged the frigate Thomas C. Wells.", "the frigate Thomas C. Wells", "Thomas C. Wells", "military"),
    ("The submarine U-118 was sunk.", "The submarine U-118", "U-118", "military"),
    ("Bombers sank HMS Duke of Kent.", "HMS Duke of Kent", "HMS Duke of Kent", "military"),
    ("Pirates seized the MV Pride of Ostend.", "the MV Pride of Ostend", "MV Pride of Ostend", "company"),
    ("The destroyers Hale and Cushing were hit.", "Cushing", "Cushing", "military"),
    ("A mine sank the gunboat Tuareg near Gao.", "the gunboat Tuareg", "Tuareg", "military"),
    ("The carriers Hale and Terrible sail at noon.", "Terrible", "Terrible", "military"),
    ("Pirates seized the bulk carrier Alma Star.", "the bulk carrier Alma Star", "Alma Star", "company"),
    # who did something to a ship is not the ship
    ("The boats Somalia seized were old.", "Somalia", "Government of Somalia", "government"),
    ("The tanker Somalia seized in May was freed.", "Somalia", "Government of Somalia", "government"),
    # flights go by the airline and a number
    ("Rebels shot down Gulf Air Flight 212.", "Gulf Air Flight 212", "Gulf Air Flight 212", "civilians"),
    # units with their number, before or behind
    ("Rebels ambushed Groupe Mobile 42 at dawn.", "Groupe Mobile 42", "Groupe Mobile 42", "military"),
    ("Battalion 17 burned the village.", "Battalion 17", "Battalion 17", "military"),
    ("Task Force Hale crossed the river.", "Task Force Hale", "Task Force Hale", "military"),
    ("The town was taken by the 5e RIM.", "the 5e RIM", "5e RIM", "military"),
    ("No. 9 Squadron bombed the bridge.", "No. 9 Squadron", "No. 9 Squadron", "military"),
    ("The 2/8 Marines attacked the hill.", "The 2/8 Marines", "2/8 Marines", "military"),
    ("The 31st Foot held the ridge.", "The 31st Foot", "31st Foot", "military"),
    ("The First Baltic Front took the town.", "The First Baltic Front", "First Baltic Front", "military"),
    ("The 12th Vermont held the bridge.", "The 12th Vermont", "12th Vermont", "military"),
    ("The 12th Vermont was ambushed.", "The 12th Vermont", "12th Vermont", "military"),
    ("A bomb hit the 91st Armoured Division. The 91st fell back.", "The 91st", "91st Armoured Division", "military"),
    # a part and its whole behind a comma are one; a number is no day before a unit
    (
        "Rebels attacked the 2nd Battalion, 9th Infantry, at dawn.",
        "the 2nd Battalion, 9th Infantry",
        "2nd Battalion, 9th Infantry",
        "military",
    ),
    ("On Friday the 4th Battalion was ambushed.", "the 4th Battalion", "4th Battalion", "military"),
    # ranks with a stop, also two
    ("Rebels captured Maj. Gen. Luis Ferrer.", "Maj. Gen. Luis Ferrer", "Luis Ferrer", "person"),
    ("The fort fell to Lt. Cdr. Paul Brandt.", "Lt. Cdr. Paul Brandt", "Paul Brandt", "person"),
    ("Wing Cdr. Paul Brandt was killed.", "Wing Cdr. Paul Brandt", "Paul Brandt", "person"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name", "kind"), ROWS)
def test_whole_name(text: str, words: str, name: str, kind: str) -> None:
    doc = read(text)
    found = [(text[m.start : m.end], m.actor.name, m.actor.kind) for m in doc._.actors]
    assert (words, name, kind) in found
    at = text.index(words)
    assert [p for p in doc._.places if p.start < at + len(words) and at < p.end] == []


def test_name_that_begins_like_an_article() -> None:
    text = "The garrison evacuated the An Duc outpost."
    assert [text[p.start : p.end] for p in read(text)._.places] == ["An Duc outpost"]


def test_officer_told_by_unit_is_one() -> None:
    doc = read("He ordered Maj. Gen. Luis Ferrer, Commander, 3rd Cavalry Division, to attack Gao.")
    assert [m.actor.name for m in doc._.actors if m.actor.kind == "person"] == ["Luis Ferrer"]


def test_parts_in_a_list_are_several() -> None:
    text = "The 2nd Battalion, 4th Brigade and 9th Division crossed the river."
    assert "2nd Battalion" in [m.actor.name for m in read(text)._.actors]


def test_ship_keeps_her_name() -> None:
    text = "A mine hit the USS Thomas Hale off Aden. The Thomas Hale sank."
    found = {m.actor.name for m in read(text)._.actors if "Hale" in text[m.start : m.end]}
    assert found == {"USS Thomas Hale"}


def test_number_of_a_thing_is_no_unit() -> None:
    text = "The 12th Brigade crossed the 38th Parallel on the 12th."
    assert [text[m.start : m.end] for m in read(text)._.actors] == ["The 12th Brigade"]


def test_captain_is_not_his_ship() -> None:
    text = "A mine hit HMS Dorn off Aden. Captain Dorn died."
    assert [m.actor.kind for m in read(text)._.actors if "Dorn" in text[m.start : m.end]] == [
        "military",
        "person",
    ]


def test_province_is_a_ship_behind_an_article_only() -> None:
    text = "The frigate Bavaria sank. The Bavaria was lost, and the rebels attacked Bavaria."
    assert [text[m.start : m.end] for m in read(text)._.actors] == [
        "The frigate Bavaria",
        "The Bavaria",
        "the rebels",
    ]
