"""Who stands against whom: sides, acts of one against another, the two camps of a war."""

from __future__ import annotations

from collections import Counter

import pytest

from dateline.engines.events.fronts import Fronts, side
from dateline.layers import Actor

SIDES = [
    ("the government of a state", Actor("state:PE", "Peru", "government", "PE"), "state:pe"),
    ("its army", Actor("military:PE", "Peruvian Army", "military", "PE"), "state:pe"),
    ("its navy", Actor("military:PE/navy", "Peruvian Navy", "military", "PE"), "state:pe"),
    ("a unit of it", Actor("generic:peruvian-division", "Peruvian division", "military", "PE"), "state:pe"),
    ("a state of old", Actor("military:carthage", "Carthaginian Army", "military"), "state:carthage"),
    ("its peacekeepers are not", Actor("military:PE/peacekeepers", "x", "peacekeepers", "PE"),
     "military:PE/peacekeepers"),
    ("an army of old whose state has no country", Actor("military:north-vietnam", "x", "military"),
     "state:north-vietnam"),
    ("an army within it", Actor("military:confederate-states/tennessee", "x", "military"),
     "state:confederate-states"),
    ("a group is its own", Actor("group:frz", "FRZ", "rebel_group", "PE"), "group:frz"),
]  # fmt: skip


@pytest.mark.parametrize(("actor", "expected"), [r[1:] for r in SIDES], ids=[r[0] for r in SIDES])
def test_side_of_an_actor(actor: Actor, expected: str) -> None:
    assert side(actor) == expected


def pairs(*names: tuple[str, str]) -> Counter[tuple[str, str]]:
    return Counter({pair: 2 for a, b in names for pair in ((a, b), (b, a))})


CAMPS = [
    ("two that fight", {"a": 10, "b": 8}, [("a", "b")], [], (("a",), ("b",))),
    ("two of whom nearly all is told", {"a": 10, "b": 8, "c": 1}, [], [], (("a",), ("b",))),
    ("an ally is of the camp", {"a": 10, "b": 8, "c": 4}, [("a", "b")], [("b", "c")], (("a",), ("b", "c"))),
    ("the foe of the one joins the other", {"a": 9, "b": 8, "c": 4}, [("a", "b"), ("a", "c")], [],
     (("a",), ("b", "c"))),
    ("three sides are no two camps", {"a": 10, "b": 8, "c": 8}, [("a", "b")], [], None),
    ("one side that is hardly named is none", {"a": 20, "b": 3}, [("a", "b")], [], None),
    ("the lesser side may be named less where acts are told", {"a": 10, "b": 3}, [("a", "b")], [], (("a",), ("b",))),
    ("but not where none are", {"a": 10, "b": 3}, [], [], None),
    ("allies are no camps", {"a": 10, "b": 8}, [], [("a", "b")], None),
    ("a war of one side", {"a": 10}, [], [], None),
    ("one that stands with both is of neither", {"a": 20, "b": 18, "c": 1}, [("a", "b")], [("a", "c"), ("b", "c")],
     (("a",), ("b",))),
    ("but not if it is large", {"a": 20, "b": 18, "c": 9}, [("a", "b")], [("a", "c"), ("b", "c")], None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mentions", "hostile", "joined", "expected"), [r[1:] for r in CAMPS], ids=[r[0] for r in CAMPS]
)
def test_camps_of_a_war(
    mentions: dict[str, int],
    hostile: list[tuple[str, str]],
    joined: list[tuple[str, str]],
    expected: object,
) -> None:
    assert Fronts(pairs(*hostile), pairs(*joined)).camps(mentions) == expected
