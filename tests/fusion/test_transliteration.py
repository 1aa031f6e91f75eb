"""Names in two scripts, by their sound."""

from __future__ import annotations

import pytest

from dateline import data
from dateline.fusion.transliteration import consonants, sound_alike

ALIKE = [
    ("Misrata", "米苏拉塔"), ("Ra's Lanuf", "拉斯拉努夫"), ("Brega", "卜雷加"), ("Kabul", "喀布尔"),
    ("Tripoli", "的黎波里"), ("Mariupol", "马里乌波尔"), ("Qamishli", "卡米什利"), ("Donetsk", "顿涅茨克"),
    ("Falluja", "费卢杰"), ("Touré", "杜爾"), ("Kherson", "赫尔松"), ("Kumanovo", "库马诺沃"),
]  # fmt: skip
UNLIKE = [("Misrata", "苏尔特"), ("Kandahar", "喀布尔"), ("Donetsk", "卢甘斯克"), ("Koidu", "马凯尼")]


@pytest.mark.parametrize(("latin", "characters"), ALIKE)
def test_a_name_in_characters_sounds_like_its_latin_form(latin: str, characters: str) -> None:
    assert sound_alike(latin, characters) and sound_alike(characters, latin)


@pytest.mark.parametrize(("latin", "characters"), UNLIKE)
def test_other_names_do_not(latin: str, characters: str) -> None:
    assert not sound_alike(latin, characters)


def test_names_of_one_script_are_not_compared_by_sound() -> None:
    assert not sound_alike("Misrata", "Misurata")
    assert not sound_alike("米苏拉塔", "米蘇拉塔")


@pytest.mark.parametrize(
    ("name", "spelled"), [("北京", None), ("Мариуполь", None), ("", ""), ("加", "K"), ("Aa", "")]
)
def test_what_no_table_spells_has_no_sound(name: str, spelled: str | None) -> None:
    assert consonants(name) == spelled


def test_every_character_has_one_sound() -> None:
    characters = "".join(row["characters"] for row in data.load_tsv("zh", "transliteration.tsv"))
    assert len(characters) == len(set(characters))
