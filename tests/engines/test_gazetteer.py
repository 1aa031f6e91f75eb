"""The gazetteer answers by name, whatever the spelling, and says where an answer comes from."""

from __future__ import annotations

import pytest

from dateline import data
from dateline.engines.places.gazetteer import (
    Gazetteer,
    distance_km,
    fold,
    one_edit_apart,
    sound,
    without_article,
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.shared()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Gao", "gao"),
        ("Deïr ez-Zor", "deirezzor"),
        ("N’Djaména", "ndjamena"),
        ("São Tomé", "saotome"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Đà Nẵng", "danang"),
    ],
)
def test_folding_keeps_letters_alone(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "bare"),
    [("al-Bab", "Bab"), ("The Hague", "Hague"), ("El Fasher", "Fasher"), ("Aleppo", None), ("Alma", None)],
)
def test_article_is_cut(name: str, bare: str | None) -> None:
    assert without_article(name) == bare


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("mosul", "mossul", True),
        ("mosul", "mousl", True),
        ("mosul", "basul", False),
        ("mosul", "mosul", False),
        ("mosul", "mos", False),
        ("kirkuk", "kirkul", True),
    ],
)
def test_one_edit(a: str, b: str, near: bool) -> None:
    assert one_edit_apart(a, b) is near


@pytest.mark.parametrize(
    ("a", "b"),
    [("diabaly", "diabali"), ("konna", "kona"), ("ouagadougou", "wagadugu"), ("qamishli", "kamishli")],
)
def test_spellings_of_one_sound_are_alike(a: str, b: str) -> None:
    assert sound(a) == sound(b)


def test_different_names_sound_different() -> None:
    assert sound("grozny") != sound("brodny")


# name, country, admin1, feature class, lat, lon (within 15 km)
TOWNS = [
    ("Kidal", "ML", "Kidal", "P", 18.44, 1.41),
    ("Goma", "CD", None, "P", -1.68, 29.22),
    ("Kharkov", "UA", None, "P", 49.98, 36.25),
    ("Deir ez-Zor", "SY", "Deir ez-Zor", "P", 35.34, 40.14),
    ("Maiduguri", "NG", "Borno", "P", 11.85, 13.16),
    ("Saigon", "VN", None, "P", 10.82, 106.63),
    ("Tessalit Airport", "ML", "Kidal", "S", 20.24, 0.98),
    ("Gaugamela", "IQ", None, "L", 36.36, 43.25),
    ("Stalingrad", "RU", None, "P", 48.71, 44.51),
]


@pytest.mark.parametrize(
    ("name", "country", "admin1", "kind", "lat", "lon"), TOWNS, ids=[t[0] for t in TOWNS]
)
def test_lookup(
    gazetteer: Gazetteer, name: str, country: str, admin1: str | None, kind: str, lat: float, lon: float
) -> None:
    found = [c for c in gazetteer.lookup(name) if c.country == country and c.feature[0] == kind]
    near = [c for c in found if c.lat and c.lon and distance_km((c.lat, c.lon), (lat, lon)) < 15]
    assert near
    assert admin1 is None or admin1 in {c.admin1 for c in near}


@pytest.mark.parametrize(
    ("name", "feature"), [("Kidal Region", "A.ADM1"), ("Donbas", "L.RGN"), ("Tigris", "H.STM")]
)
def test_areas(gazetteer: Gazetteer, name: str, feature: str) -> None:
    assert feature in {c.feature for c in gazetteer.lookup(name)}


def test_article_of_the_text_does_not_matter(gazetteer: Gazetteer) -> None:
    with_article, bare = gazetteer.lookup("al-Raqqah"), gazetteer.lookup("Raqqah")
    assert {c.id for c in with_article} & {c.id for c in bare}


def test_unknown_name_has_no_candidate(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Xyzzyburg") == ()


@pytest.mark.parametrize(
    ("name", "countries", "expected", "how"),
    [
        ("Timbuctoo", ["ML"], "Timbuktu", "sound"),
        ("Diabaly", ["ML"], "Diabali", "sound"),
        ("Maidugiri", ["NG"], "Maiduguri", "fuzzy"),
    ],
)
def test_misspelt_names_in_known_countries(
    gazetteer: Gazetteer, name: str, countries: list[str], expected: str, how: str
) -> None:
    assert (expected, how) in {(c.name, c.matched) for c in gazetteer.fuzzy(name, countries)}


@pytest.mark.parametrize(("name", "countries"), [("Gaa", ["ML"]), ("Maidugari", ["FR"]), ("Maidugari", [])])
def test_no_guess_for_short_names_or_other_countries(
    gazetteer: Gazetteer, name: str, countries: list[str]
) -> None:
    assert gazetteer.fuzzy(name, countries) == ()


@pytest.mark.parametrize(
    ("country", "capital"), [("ML", "Bamako"), ("UA", "Kyiv"), ("JP", "Tokyo"), ("AQ", None)]
)
def test_capital(gazetteer: Gazetteer, country: str, capital: str | None) -> None:
    found = gazetteer.capital(country)
    assert (found.name if found else None) == capital


def test_neighbours(gazetteer: Gazetteer) -> None:
    assert {"DZ", "NE", "BF"} <= gazetteer.neighbours("ML")


def test_lookup_is_stable(gazetteer: Gazetteer) -> None:
    assert Gazetteer().lookup("Victoria") == gazetteer.lookup("Victoria")
    people = [c.population for c in gazetteer.lookup("Victoria")]
    assert people == sorted(people, reverse=True)


def test_file_says_whose_data_it_holds(gazetteer: Gazetteer) -> None:
    meta = gazetteer.meta()
    assert "GeoNames" in meta["attribution"]
    assert "CC BY 4.0" in meta["attribution"]
    assert "CC BY 4.0" in data.path_of("gazetteer", "README.md").read_text(encoding="utf-8")


def test_own_table_is_well_formed() -> None:
    rows = data.load_tsv("gazetteer", "extra.tsv")
    for row in rows:
        assert row["name"] and row["source"], row
        assert len(row["country"]) in (0, 2), row
        assert row["feature"][1] == ".", row
        assert bool(row["lat"]) == bool(row["lon"]), row
        assert not row["lat"] or (abs(float(row["lat"])) <= 90 and abs(float(row["lon"])) <= 180), row
    keys = [(row["name"], row["country"]) for row in rows]
    assert len(keys) == len(set(keys))
