"""Stretches of a text without a parse that name places."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.engines.flat.entities import Named, OwnPlace


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of text that names a place."""

    start: int
    end: int
    name: str
    towns: tuple[int, ...] = ()
    own: OwnPlace | None = None
    state: Named | None = None
    feature: str | None = None  # "point" or "area"
    near: bool = False
    part: bool = False
    # What it points back to: "place", "town", "seat", "area", "site", "yard", "river", "capital", "court", "home",
    # "nation", "state", "sort".
    back: str | None = None
