"""Nouns that stand for a place, and sites: which place they refer to, and where it lies."""

from __future__ import annotations

import pytest

from stages.places_helper import find, nlp, read

# text, words, name of the place it refers to
NOMINALS = {
    "the city": ("Troops entered Mosul in Iraq. Snipers held the city.", "city", "Mosul"),
    "the town, a paragraph later": ("Troops entered Sinjar, Iraq.\nThe town was empty.", "town", "Sinjār"),
    "there": ("They reached Goma. Many people had died there.", "there", "Goma"),
    "there, not the country told of it": (
        "They took Spin Boldak, the crossing into Pakistan. Two men died there.", "there", "Spīn Bōldak",
    ),
    "not where somebody came from": (
        "In Mosul, Iraq, shots fell; fighters from Erbil and Kirkuk entered the city.", "city", "Mosul",
    ),
    "the capital": ("Mali was in turmoil. Soldiers marched on the capital.", "capital", "Bamako"),
    "the capital of another country": (
        "Mali was poor. They met in the Nigerian capital.",
        "capital", "Abuja",
    ),
    "the town left for another": (
        "In Mali shells fell on Bourem. Many left the town for Algeria.", "town", "Bourem",
    ),
    "the town of a site that bears its name": (
        "In Mali, Kidal and Gao had fallen. Troops landed at Kidal airport. The town was quiet.", "town", "Kidal",
    ),
    "the region, after a part of the land": (
        "Mali was in turmoil. Rebels took Gao Region and took control of the north. They fled the region.",
        "region", "northern Mali",
    ),
    "part of a land by its name": ("Rebels hid in Mali's far north.", "Mali's far north", "northern Mali"),
    "the site told of last": (
        "Shells fell on the Kalinga Barracks in Mali. Gunmen stormed a barracks in Gao. They burned the barracks.",
        "barracks", "Gao",
    ),
    "the north": ("Mali was in turmoil. Fighting began in the north.", "north", "northern Mali"),
    "the country": (
        "Fighting began in Chad. Thousands left the country after unrest in the country.",
        "country", "Chad",
    ),
    "its airport": ("The rebels took Tessalit in Mali and its airport.", "airport", "Tessalit Airport"),
    "a town that is not on the map": (
        "Troops left Goma in Congo and burned the village of Qworlavik. Nothing was left of the village.",
        "village", "Qworlavik",
    ),
    "the city that the article is about": (
        "Iraqi troops entered Mosul in Iraq. Mosul burned. Shells fell on Mosul.\n"
        "The general was still at Erbil. Half of the city was lost.",
        "city", "Mosul",
    ),
    "the corridor named before": (
        "Convoys passed the Lachin corridor. In May the army closed the corridor.", "corridor", "Lachin corridor",
    ),
    "here": ("KINGSTON, March 12 — Ministers met here on Monday.", "here", "Kingston"),
    "the prison named before": (
        "Gunmen stormed Abu Salim Prison in Libya. Hundreds had broken out of the prison.",
        "prison", "Abu Salim Prison",
    ),
    "the region": ("War came to Darfur in Sudan. Aid could not reach the region.", "region", "Darfur"),
    "the line named before": (
        "Troops reached the Mannerheim Line. In February they pierced the line.", "line", "Mannerheim Line",
    ),
    "there, at the head of its sentence": (
        "The garrison stood at Kerak. There, on 2 May, it was attacked.", "There", "Kerak",
    ),
    "the country of the dispatches": (
        "LIMA, May 2 – American marines and American jets came.\n\nLIMA, May 3 – Americans are in the country.",
        "country", "Peru",
    ),
    "the same place": (
        "A column was ambushed at Kerak. A month later a convoy was hit at the same place.", "place", "Kerak",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NOMINALS.values(), ids=NOMINALS)
def test_nominal_refers_back(case: tuple[str, str, str]) -> None:
    text, words, name = case
    assert find(read(text), text, words).place.name == name


NO_NOMINALS = {
    "to that side of a land": "Troops gathered to the north of Mali.",
    "nothing before": "The city was calm.",
    "its own name follows": "The army took the city of Mosul.",
    "indefinite": "Troops entered Mosul. It is a city.",
    "of a division": "Troops entered Mosul, the capital of Nineveh.",
    "too far back": "Troops entered Mosul.\nWinter came.\nSpring came.\nThe town fell.",
}


@pytest.mark.parametrize("text", NO_NOMINALS.values(), ids=NO_NOMINALS)
def test_nominal_without_antecedent(text: str) -> None:
    assert [text[m.start : m.end] for m in read(text) if text[m.start].islower()] == []


@pytest.mark.parametrize(("year", "where"), [("1592", []), ("1942", ["Paris"])])
def test_the_capital_of_today_is_not_that_of_a_story_of_the_past(year: str, where: list[str]) -> None:
    text = f"The rebels besieged Rouen in {year}. France was at war. A plague broke out in the capital."
    doc = nlp()(text)
    assert [m.place.name for m in doc._.places if text[m.start : m.end] == "capital"] == where


def test_a_site_is_that_of_the_town_where_the_story_is() -> None:
    far = "The marines held Mopti Airport in Mali.\n\nRain fell.\n\nThe army entered Timbuktu in Mali. "
    near = "The marines held Mopti Airport in Mali. "
    again = "They seized the airport."
    names = [find(read(t + again), t + again, "airport").place.name for t in (far, near)]
    assert names == ["Timbuktu Airport", "Mopti Airport"]


def test_another_site_in_another_paragraph_is_at_another_town() -> None:
    text = "Shells fell on Gao in Mali.\n\nA rocket hit a hospital in May. Men died at a school."
    assert [find(read(text), text, words).place.lat for words in ("hospital", "school")] == [None, None]


def test_who_holds_a_site_gives_it_no_name() -> None:
    text = "A bomb went off at an army checkpoint in Timbuktu. Shells hit the Kalinga Barracks in Gao."
    found = [text[m.start : m.end] for m in read(text)]
    assert found == ["Timbuktu", "Kalinga Barracks", "Gao"]


def test_who_lives_in_a_village_does_not_say_in_which_state_it_lies() -> None:
    text = "In Bosnia, Sarajevo held out. Gunmen then entered the mainly Serb village of Zarubovac."
    assert find(read(text), text, "Zarubovac").place.country != "RS"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ships were moved to the Pacific theatre.",
        "Fighting spread throughout the theatre.",
        "The decree led to the building of schools.",
        "The sentries stayed at their post.",
        "Women were barred from political office.",
        "Farms were the war's main economic base, and planes struck the industrial base.",
        "The mob struck at the Catholic Church.",
    ],
)
def test_acts_duties_bodies_and_theatres_of_war_are_no_sites(sentence: str) -> None:
    text = f"Shells fell on Gao in Mali. {sentence}"
    assert [text[m.start : m.end] for m in read(text) if m.place.precision == "near"] == []


def test_theatres_that_are_hit_are_buildings() -> None:
    text = "Shells fell on Gao in Mali. A rocket struck the theatre."
    assert find(read(text), text, "theatre").place.admin1 == "Gao"


def test_the_coast_of_a_state() -> None:
    text = "Fights spread in Egypt. Frigates sank off the Libyan coast. Marines landed on the coast."
    assert [(m.place.name, m.place.country) for m in read(text)[1:]] == [("Libyan coast", "LY")] * 2


@pytest.mark.parametrize("words", ["the walls", "the Saxon ramparts"])
def test_walls_of_no_town_are_no_places(words: str) -> None:
    assert read(f"The cavalry attacked {words}.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Crowds tried to storm City Hall.", "City Hall"),
        ("Militants bombed Basra Town Hall.", "Basra Town Hall"),
        ("Riots broke out at the nearby Larch Hill Stadium.", "Larch Hill Stadium"),
    ],
)
def test_the_whole_name_of_a_site(text: str, name: str) -> None:
    assert find(read(text), text, name).place.name == name


def test_a_city_is_no_building_named_before() -> None:
    text = "In Paris, France, the crowd stormed the Bastille. The guards left the city."
    assert find(read(text), text, "city").place.name == "Paris"


def test_directions_of_fronts_abroad_are_no_part_of_the_country() -> None:
    text = "Riots broke out in Berlin and Kiel in Germany. Shells fell on Verdun and Lille. In the west, lines held."
    assert "west" not in [text[m.start : m.end] for m in read(text)]
