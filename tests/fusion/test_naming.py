"""What names of places say besides the name, in Latin letters and in characters."""

from __future__ import annotations

import pytest

from dateline.fusion.naming import named_alike, parsed

NAMES = [
    ("Kirkuk Airport", "kirkuk", None, None),
    ("the Strait of Hormuz", "hormuz", None, None),
    ("El Obeid", "obeid", None, None),
    ("Hill 881", "881", None, "881"),
    ("八八一高地", "八八一", None, "881"),
    ("north-eastern Nigeria", "nigeria", "northeast", None),
    ("尼日利亚东北部", "尼日利亚", "northeast", None),
    ("尼日利亚北部地区", "尼日利亚", "north", None),
    ("Island", "island", None, None),
    ("黄海", "黄海", None, None),
]

PAIRS = [
    ("Kordofan", "科尔多凡州", True),
    ("northern Nigeria", "尼日利亚北部", True),
    ("northern Nigeria", "尼日利亚南部", False),
    ("northern Nigeria", "Nigeria", False),
    ("17th parallel", "北纬17度线", True),
    ("17th parallel", "北纬38度线", False),
    ("Kirkuk Airport", "Kirkuk", True),
    ("Kirkuk Airport", "Erbil Airport", False),
]


@pytest.mark.parametrize(("name", "core", "part", "number"), NAMES, ids=[case[0] for case in NAMES])
def test_a_name_is_taken_apart(name: str, core: str, part: str | None, number: str | None) -> None:
    named = parsed(name)
    assert (named.core, named.part, named.number) == (core, part, number)


@pytest.mark.parametrize(("left", "right", "alike"), PAIRS, ids=[f"{a} {b}" for a, b, _ in PAIRS])
def test_names_are_alike_but_for_the_kind_of_place(left: str, right: str, alike: bool) -> None:
    assert named_alike(parsed(left), parsed(right)) is alike
    assert named_alike(parsed(right), parsed(left)) is alike
