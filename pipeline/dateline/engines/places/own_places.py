"""The user's own gazetteer files: one that replaces the packaged one, tables that add places to it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

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
        for line, row in _rows(Path(table)):
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


def _rows(table: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with the numbers of their lines; lines that begin with # are comments."""
    try:
        lines = table.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UsageError("E206", path=table, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise UsageError("E315", path=table, line=1, reason=f"not UTF-8 ({error.reason})") from error
    rows = [(n, line) for n, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    if not rows:
        raise UsageError("E315", path=table, line=1, reason="no header line and no row")
    numbers, kept = zip(*rows, strict=True)
    header, *cells = csv.reader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)
    if not REQUIRED <= set(header) <= COLUMNS:
        told = f"the columns are {', '.join(header)}; needed are {', '.join(sorted(REQUIRED))}, and there may be "
        told += ", ".join(sorted(COLUMNS - REQUIRED))
        raise UsageError("E315", path=table, line=numbers[0], reason=told)
    for number, row in zip(numbers[1:], cells, strict=True):
        if len(row) != len(header):
            told = f"{len(row)} columns, not {len(header)}"
            raise UsageError("E315", path=table, line=number, reason=told)
        yield number, {key: value.strip() for key, value in zip(header, row, strict=True)}


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
