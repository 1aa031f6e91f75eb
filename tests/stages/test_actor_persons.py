"""Persons by name, whose something is, and what somebody is called beside the name."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dateline.build import build


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build("en")


def mentions(nlp: Language, text: str) -> list[tuple[str, str]]:
    """Words and actor id of each mention."""
    return [(text[m.start : m.end], m.actor.id) for m in nlp(text)._.actors]


FOUND = [
    # the conjunction is no article
    ("They say that Ferrand has landed in Gabon.", ("Ferrand", "person:ferrand")),
    # an article of the name, with its hyphen
    ("The nawab Mirza ud-Hasan marched on Patna.", ("The nawab Mirza ud-Hasan", "person:mirza-ud-hasan")),
    ("General Salih ad-Din took Jaffa.", ("General Salih ad-Din", "person:salih-ad-din")),
    # told by what only persons have, or by what is done to persons
    ("After Ferrand's resignation nothing changed.", ("Ferrand", "person:ferrand")),
    ("From the tent the king sent Ferrand to the front.", ("Ferrand", "person:ferrand")),
    ("In the end Ferrand was to pay 2,000 ducats.", ("Ferrand", "person:ferrand")),
    # the land or town that goes with a name
    ("Then Hugh of Vermand was taken and put to death.", ("Hugh of Vermand", "person:hugh-of-vermand")),
    # a title of service; a surname that is a word for a place as well
    ("Flag Officer Anselm Brook sailed upriver.", ("Flag Officer Anselm Brook", "person:anselm-brook")),
    ("Captain Evelyn Hill was killed.", ("Captain Evelyn Hill", "person:evelyn-hill")),
    # an article that is grown on a name is part of it
    ("The emir al-Qasri was arrested.", ("The emir al-Qasri", "person:al-qasri")),
    # a noun and the name behind it are one mention, with a comma two
    ("Later the envoy Kamil Reza was killed.", ("the envoy Kamil Reza", "person:kamil-reza")),
    ("A merchant, Kamil Reza, slipped through the lines.", ("A merchant", "person:kamil-reza")),
    ("They captured its pilot, Squadron Leader Kamil Reza.", ("its pilot", "person:kamil-reza")),
    # another name of somebody
    ("Kamil Reza, alias Falcon, was arrested. Falcon was killed.", ("Falcon", "person:kamil-reza")),
    ("Talks with Imran Khan failed. Then Khan resigned.", ("Khan", "person:imran-khan")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_persons(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in mentions(nlp, text)


NONE = [
    "Thirteen were arrested at dawn.",
    "The king took ship to Saint Petersburg.",
    "B. Detentions",
    "Chapter III. The war in the hills",
    "In March they shelled Ouadi Rimé and left.",
    "An Embraer Phenom crashed near the lake.",
    "In June Khan Younis was bombed.",
    "Al-Rahba, a village near the lake, was burned.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_persons(nlp: Language, text: str) -> None:
    found = [m for m in nlp(text)._.actors if m.actor.id.startswith("person:")]
    assert found == []


OWNERS = [
    # a person and the force of a person are two
    ("Kamil Reza's men fled.", [("Kamil Reza", "person:kamil-reza"), ("men", "generic:kamil-reza-s-men")]),
    ("The army of Kamil Reza fled.",
     [("The army", "generic:kamil-reza-s-army"), ("Kamil Reza", "person:kamil-reza")]),
    ("The garrison's commander fled.",
     [("The garrison", "generic:garrison"), ("commander", "generic:garrison-s-commander")]),
    # a unit's name ends before its commander, but not before its land
    ("The Ninth Army of Kamil Reza fled.",
     [("The Ninth Army", "group:ninth-army"), ("Kamil Reza", "person:kamil-reza")]),
    ("The 9th Parachute Brigade fled.", [("The 9th Parachute Brigade", "group:9th-parachute-brigade")]),
    # "and" before an article opens a new phrase
    ("The Government of Yemen and the Houthis met.",
     [("The Government of Yemen", "group:government-of-yemen"), ("the Houthis", "group:houthis")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OWNERS)
def test_whose_somebody_is(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(nlp, text) == expected


BODIES = [
    # a ministry is no whole government; several governments are nobody's
    ("The French defence ministry denied it.", "generic:french-defence-ministry"),
    ("France was at peace. The two governments denied it.", "generic:two-governments"),
    # fighters without an article are not the group spoken of last
    ("The LTTE left Sri Lanka. Hooded gunmen stormed a bank.", "generic:hooded-gunmen"),
    # those told by their body rather than by their people
    ("In Sri Lanka it was Tamil fighters of the LTTE.", "group:ltte"),
    # a city is its government as the agent of a passive
    ("The group is sponsored by Ankara.", "state:TR"),
    ("He gave Ankara thirty days.", "state:TR"),
]


@pytest.mark.parametrize(("text", "actor"), BODIES)
def test_bodies(nlp: Language, text: str, actor: str) -> None:
    assert actor in [m.actor.id for m in nlp(text)._.actors]
