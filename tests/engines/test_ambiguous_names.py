"""Names that mean several places: which one is meant in its context, measured with a floor."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.places.gazetteer import distance_km
from dateline.layers import PlaceMention

TABLE = Path(__file__).with_name("ambiguous_names.tsv")
FLOOR = 0.95  # share of the contexts that are right
NEAR_KM = 30.0


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def outcome(row: dict[str, str]) -> str | None:
    """None if the name is understood as expected, else what it was taken for."""
    text, words = row["text"], row["words"]
    doc = analyse(build("en"), Article.from_text(text))
    at = text.index(words)
    found: list[PlaceMention] = [m for m in doc._.places if m.start < at + len(words) and at < m.end]
    if row["expected"] == "none":
        return f"{found[0].place}" if found else None
    for mention in found:
        place = mention.place
        kind, _, country = row["expected"].partition(" ")
        if kind in ("country", "area"):
            right = place.precision == kind and place.country == (None if country == "-" else country)
        else:
            lat, lon = map(float, kind.split(","))
            point = place.lat is not None and place.lon is not None
            right = point and distance_km((lat, lon), (place.lat or 0.0, place.lon or 0.0)) <= NEAR_KM
        if right:
            return None
    return f"{found[0].place} ({found[0].reason})" if found else "no place"


def test_names_of_several_places_are_told_apart() -> None:
    table = rows()
    wrong = [
        f"{row['words']} in {row['text']!r}: {told}" for row in table if (told := outcome(row)) is not None
    ]
    assert len(table) >= 200
    assert len(wrong) <= (1 - FLOOR) * len(table), "\n".join(wrong)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:40])
def test_contexts_are_well_formed(row: dict[str, str]) -> None:
    assert row["words"] in row["text"]
    assert row["expected"]
