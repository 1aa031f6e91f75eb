"""The user's own gazetteer files: one that replaces the packaged one, tables that add places to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from dateline.engines.own_tables import rows
from dateline.engines.places.gazetteer import Candidate, Gazetteer, Match, fold
from dateline.errors import UsageError

TABLE = ".tsv"
REQUIRED = {"name", "country", "feature", "lat", "lon"}
COLUMNS = REQUIRED | {"aliases", "admin1", "population", "source"}
FIRST_ID = -1_000_000  # ids of the user's places count down from here
RENOWN = 255
TOWN = "P.PPL"  # the feature of a row that names none
FEATURE = re.compile(r"[AHLPRSTUV]\.[A-Z0-9]{2,6}")
COUNTRY = re.compile(r"[A-Z]{2}|")


@cache
def gazetteer_of(files: tuple[str, ...] = ()) -> Gazetteer:
    """The gazetteer that `files` make: at most one gazetteer, else the packaged one, and tables NAME.tsv.

    It is opened once a process. Raises UsageError E206, E313 to E316.
    """
    tables = [name for name in files if name.endswith(TABLE)]
    others = [name for name in files if not name.endswith(TABLE)]
    if len(others) > 1:
        raise UsageError("E316", path=others[1], first=others[0])
    return Gazetteer(others[0] if others else None, own_places(tables)) if files else Gazetteer.shared()


def own_places(tables: Sequence[str]) -> dict[str, tuple[Candidate, ...]]:
    """The places of tables, by folded name; raises UsageError E206, E315."""
    out: dict[str, list[Candidate]] = defaultdict(list)
    number = 0
    for table in tables:
        for line, row in rows(Path(table), REQUIRED, COLUMNS):
            number += 1
            keys: set[str] = set()
            for name, how in _names(row):
                key = fold(name)
                if not key:
                    raise UsageError("E315", path=table, line=line, reason=f"the name {name!r} has no letter")
                if key not in keys:
                    keys.add(key)
                    out[key].append(_candidate(table, line, row, FIRST_ID - number, how))
    return {key: tuple(found) for key, found in out.items()}


def _names(row: dict[str, str]) -> Iterator[tuple[str, Match]]:
    yield row["name"], "name"
    for name in filter(None, row.get("aliases", "").split("|")):
        yield name, "alternate"


def _candidate(table: str, line: int, row: dict[str, str], ident: int, how: Match) -> Candidate:
    point = [_degrees(table, line, row, *limits) for limits in (("lat", 90), ("lon", 180))]
    feature, country, people = row["feature"] or TOWN, row["country"], row.get("population") or "0"
    wrong = None
    if (point[0] is None) != (point[1] is None):
        wrong = "lat and lon stand together or not at all"
    elif not FEATURE.fullmatch(feature):
        wrong = f"the feature {feature!r} is no GeoNames class and code, such as {TOWN}"
    elif not COUNTRY.fullmatch(country):
        wrong = f"the country {country!r} is not two capital letters (ISO 3166-1)"
    elif not people.isdecimal():
        wrong = f"the population {people!r} is no number"
    if wrong:
        raise UsageError("E315", path=table, line=line, reason=wrong)
    admin1 = row.get("admin1") or None
    return Candidate(
        ident, row["name"], country or None, admin1, point[0], point[1], feature, int(people), RENOWN, how
    )  # fmt: skip


def _degrees(table: str, line: int, row: dict[str, str], column: str, most: int) -> float | None:
    """A coordinate in degrees, at most `most` either way; None for an empty cell."""
    if not row[column]:
        return None
    try:
        value = float(row[column])
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        told = f"{column} is {row[column]!r}, not from -{most} to {most}"
        raise UsageError("E315", path=table, line=line, reason=told)
    return value
