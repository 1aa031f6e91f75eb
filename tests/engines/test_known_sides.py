"""The tables of the sides of past wars."""

from __future__ import annotations

from dateline.engines.events.known_sides import KnownSides
from dateline.engines.registry import registry


def test_sides_are_of_the_registry() -> None:
    """Every side is a state or an actor of the registry, or a word of allegiance."""
    known, names = KnownSides.load(), registry("en")
    sides = {s for several in (*known.leaders.values(), *known.wholes.values()) for s in several}
    sides |= {*known.wholes, *(s for pair in known.rivals for s in pair)}
    states = {f"state:{key.lower()}" for key in names.states}
    strangers = {s for s in sides if s not in states and s not in names.entries}
    assert {s for s in strangers if not s.startswith("allegiance:")} == set()


def test_only_where_the_side_is_named() -> None:
    """A leader stands for the first of his sides that a text names, and for none where it names none."""
    known = KnownSides({"person:x": ("state:a", "state:b")}, {"group:g": ("state:a",)}, ())
    assert known.leader("person:x", {"state:b"}) == "state:b"
    assert known.leader("person:x", {"state:c"}) is None
    assert known.whole("group:g", {"state:a"}) == "state:a"
    assert known.whole("group:g", set()) == "group:g"
