"""Who is meant by nouns for forces, by bare names and by pronouns in company: one row a behaviour."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build


def mentions(text: str) -> list[tuple[str, str]]:
    """Words and actor id of each mention."""
    doc = analyse(build("en"), Article.from_text(text, lang="en"))
    return [(text[m.start : m.end], m.actor.id) for m in doc._.actors]


FORCES = [
    ("soldiers without an article are the main state's", "In Peru, soldiers fired.", ("soldiers", "military:PE")),
    ("one craft that does harm stands for those who man it",
     "A Danish drone killed two men.", ("A Danish drone", "military:DK/air")),
    ("craft told by a body are the body's", "NATO jets bombed the bridge.", ("NATO jets", "org:nato")),
    ("a torpedo boat is a ship of war", "A Danish torpedo boat sank the ferry.",
     ("A Danish torpedo boat", "military:DK/navy")),
    ("bombers are called by whose they are", "Weber's bombers struck the town.",
     ("Weber's bombers", "generic:weber-s-bombers")),
    ("elements of a body are the body", "Suspected ELN elements killed two men in Colombia.",
     ("Suspected ELN elements", "group:eln")),
    ("another's like beside a force", "Danish troops and their Swedish counterparts fled.",
     ("their Swedish counterparts", "military:SE")),
    ("where people are is no part of who they are", "Farmers at Arequipa fled.", ("Farmers", "generic:farmers")),
    ("security forces are not the police", "Danish security forces fled.",
     ("Danish security forces", "police:DK/security")),
    ("a ruler's army is nobody else's", "The army of Xerxes fled from Greece.", ("The army", "generic:army-of-xerxes")),
    ("a numeral that looks like a pronoun", "Otto I took Pavia.", ("Otto I", "person:otto-i")),
    ("those who tell what others did are not they", "Farmers said that soldiers had come. They shot two men.",
     ("They", "generic:soldiers")),
    ("a clause without a comma is not a name's", "Police shot supporters of Ada Moreno who had marched.",
     ("who", "generic:supporters-of-ada-moreno")),
    ("a fleet is the navy's", "The Chilean fleet sailed.", ("The Chilean fleet", "military:CL/navy")),
    ("states without a name have forces of their own",
     "NATO sent food to Georgia. The Baltic countries withdrew their troops.", ("their troops", "generic:troops")),
    ("those sent to a state are not its own", "NATO had ordered troops to be sent to Kosovo.",
     ("troops", "generic:troops")),
    ("ships are the navy's", "Two Danish ships sank.", ("Danish ships", "military:DK/navy")),
    ("a squadron of ships", "The Danish squadron sailed.", ("The Danish squadron", "military:DK/navy")),
    ("a squadron of aircraft", "Danish fighter squadrons fled.",
     ("Danish fighter squadrons", "military:DK/air")),
    ("sailors by their state", "Danish sailors fled.", ("Danish sailors", "military:DK/navy")),
    ("ships of trade are nobody's force", "U-boats sank Danish merchant ships.",
     ("Danish merchant ships", "generic:danish-merchant-ships")),
    ("a massacre befalls a people, no army", "The massacre of the Danes began.", ("the Danes", "people:danes")),
    ("who is deported is of the people", "Sweden deported the Danes.", ("the Danes", "people:danes")),
    ("who massacres is an army", "The massacre by the Danes began.", ("the Danes", "military:DK")),
    ("former soldiers are no army", "Former Danish soldiers fled.",
     ("Former Danish soldiers", "generic:former-danish-soldiers")),
    ("a people by the land that it lives in", "Iraqi Kurds fled.", ("Iraqi Kurds", "people:iraqi-kurds")),
    ("an army group", "The Northern Army Group fled.", ("The Northern Army Group", "group:northern-army-group")),
    ("an army group by a letter", "The Danish Army Group E fled.",
     ("The Danish Army Group E", "group:danish-army-group-e")),
    ("a division told by a word in brackets", "The 5th (Moorland) Division fled.",
     ("5th (Moorland) Division", "group:5th-moorland-division")),
    ("a national body", "The National Defence Corps fled.",
     ("The National Defence Corps", "group:national-defence-corps")),
    ("bodies named after people", "The People's Revolutionary Army fled.",
     ("The People's Revolutionary Army", "group:people-s-revolutionary-army")),
    ("one of several is nobody's whole force", "A Danish division fled.",
     ("A Danish division", "generic:danish-division")),
    ("a garrison is told by its place", "In Peru, the garrison of Cusco fled.",
     ("the garrison", "generic:garrison-of-cusco")),
    ("a parliament is no government", "The Danish parliament met.",
     ("The Danish parliament", "generic:danish-parliament")),
    ("men of a leader are the body that he leads",
     "Ada Moreno founded the Red Dawn Front. Her men fled.", ("Her men", "group:red-dawn-front")),
    ("of a leader without a body, they have his name",
     "General Karl Weber fled. His men surrendered.", ("His men", "generic:karl-weber-s-men")),
    ("those who are lost are the subject's", "The Danes lost 40 men.", ("men", "military:DK")),
    ("several gangs are not the gang that was named",
     "In Peru, the Lobo Gang fled. Gangs looted shops.", ("Gangs", "generic:gangs")),
    ("a town before and is no part of them", "Near Qworla and Danish troops fled.",
     ("Danish troops", "military:DK")),
    ("auxiliaries are another's", "Senegalese auxiliaries fled.",
     ("Senegalese auxiliaries", "generic:senegalese-auxiliaries")),
    ("a type of aircraft with a state", "A Danish F-16 crashed.", ("A Danish F-16", "generic:danish-f-16")),
    ("another land's name holds that of a state", "On South Georgia, the garrison fled.",
     ("the garrison", "generic:garrison")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in FORCES], ids=[r[0] for r in FORCES])
def test_forces(text: str, expected: tuple[str, str]) -> None:
    assert expected in mentions(text)


BARE = [
    ("a plural that acts", "Then the Vornites attacked. Some Vornites fled.", ("the Vornites", "group:vornites")),
    ("an acronym beside what it is", "The UN mission, BINUTH, said so.", ("BINUTH", "group:binuth")),
    ("a plural that lies somewhere is a place", "They camped in the Vornites.", None),
    ("a word of a headline is no acronym", "SEVEN KILLED IN RAID.", None),
    ("fighters that open a sentence", "Rebels of the FMLN attacked.", ("Rebels", "group:fmln")),
    ("a mission with its land", "The UN Mission in Zamunda left.",
     ("The UN Mission in Zamunda", "group:un-mission-in-zamunda")),
    ("a brigade with a capital's name", "The Dublin Brigade attacked.",
     ("The Dublin Brigade", "group:dublin-brigade")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in BARE], ids=[r[0] for r in BARE])
def test_bare_names(text: str, expected: tuple[str, str] | None) -> None:
    found = mentions(text)
    assert expected in found if expected else not found


PERSONS = [
    ("a single name that acts", "In May Weberov fled, and Weberov died.", ("Weberov", "person:weberov")),
    ("one to whom a town yields", "The town surrendered to Weberov.", ("Weberov", "person:weberov")),
    ("a ruler with an epithet", "Karlos the Bold besieged Vienna.", ("Karlos the Bold", "person:karlos-the-bold")),
    ("an honour behind the name", "Enveri Pasha fled.", ("Enveri Pasha", "person:enveri-pasha")),
    ("a title of two nouns", "Chief of Staff Karl Weber fled.", ("Karl Weber", "person:karl-weber")),
    ("a ruler with a number", "King Karl II marched.", ("King Karl II", "person:karl-ii")),
    ("a name behind a date", "On 10 March Weberov fled.", ("Weberov", "person:weberov")),
    ("what is attacked is a place", "They stormed the barracks of Moory Brook.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in PERSONS], ids=[r[0] for r in PERSONS])
def test_persons(text: str, expected: tuple[str, str] | None) -> None:
    people = [(words, key) for words, key in mentions(text) if key.startswith("person:")]
    assert expected in people if expected else not people


PRONOUNS = [
    ("an object is not its own subject", "Ada Moreno spoke. Karl Weber went home and criticised her.",
     ("her", "person:ada-moreno")),
    ("those of whom most are told", "The army shot ten rebels, most of them wounded.", ("them", "generic:rebels")),
    ("one is not several", "Three envoys met Ada Moreno. She refused.", ("She", "person:ada-moreno")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in PRONOUNS], ids=[r[0] for r in PRONOUNS])
def test_pronouns(text: str, expected: tuple[str, str]) -> None:
    assert expected in mentions(text)


CAPITALS = [
    ("it acts", "Copenhagen banned the march.", "state:DK"),
    ("it is told", "They accused Copenhagen of lies.", "state:DK"),
    ("according to it", "According to Copenhagen, all is well.", "state:DK"),
    ("it deals with another", "They signed a treaty with Copenhagen.", "state:DK"),
    ("it is a town", "Copenhagen was hungry.", None),
    ("somebody comes from it", "The train came from Copenhagen.", None),
]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in CAPITALS], ids=[r[0] for r in CAPITALS])
def test_capitals_that_stand_for_governments(text: str, expected: str | None) -> None:
    found = dict(mentions(text))
    assert found.get("Copenhagen") == expected


SOLDIERS = [
    ("the place of a dispatch alone says nothing", "LIMA, 4 May — Soldiers fired on a crowd. Chile sent food.",
     "Soldiers", "generic:soldiers"),
    ("it says so where all happens in its land", "LIMA, 4 May — Soldiers shot two men in Arequipa.",
     "Soldiers", "military:PE"),
    ("what happens elsewhere is told by the land named", "LIMA, 4 May 2001 (AP) - The army shelled Oruro, Bolivia.",
     "The army", "military:BO"),
    ("nor does a byline", "By Ann Holland\n\nThe army denied it.", "The army", "generic:army"),
    (
        "a date before a name and a dash begins a sentence",
        "Between 3 and 5 March, MUJAO – whose men shelled the post – withdrew.",
        "MUJAO",
        "group:mojwa",
    ),
    ("nor those who reported", "The army denied it. (Reporting by Ann Holland; Editing by Jack London)",
     "The army", "generic:army"),
    ("a capital that speaks is no party", "Soldiers shot two men near Arequipa. London said British troops were away.",
     "Soldiers", "generic:soldiers"),
    ("where they were trained is not whose they fight", "Rebels trained in Chad took Bangassou. The army fled.",
     "The army", "generic:army"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "actor"), [r[1:] for r in SOLDIERS], ids=[r[0] for r in SOLDIERS])
def test_whose_soldiers_they_are(text: str, words: str, actor: str) -> None:
    assert (words, actor) in mentions(text)
