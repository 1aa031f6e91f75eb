"""Writes a gazetteer file, row by row, in bounded memory; models/gazetteer/README.md tells its tables."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.data import load_tsv
from dateline.engines.places.gazetteer import DEGREE, KINDS, Folding, fold, without_article
from dateline.engines.places.geonames import Row

ATTRIBUTION = (
    "Contains data from GeoNames (https://www.geonames.org), licensed under CC BY 4.0 "
    "(https://creativecommons.org/licenses/by/4.0/), selected and reshaped for dateline."
)
NEAR_DEGREES = 0.3  # a town of our own table as near as this to one of GeoNames is the same
RENOWN_OF_OWN = 255
MOST_RENOWN = 255
NAME_LENGTH = range(2, 41)  # folded letters
SHORTEST_BARE = 4  # folded letters of a name without its article
FIRST_DIVISION = -100_000  # ids of divisions that no dump gives count down from here
CACHE_KIB = 65_536  # memory for pages while writing
BATCH = 10_000  # rows handed to SQLite at once

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT, capital TEXT, neighbours TEXT) WITHOUT ROWID;
CREATE TABLE admin1 (id INTEGER PRIMARY KEY, country TEXT, name TEXT);
CREATE TABLE feature (id INTEGER PRIMARY KEY, code TEXT);
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 INTEGER, lat INTEGER, lon INTEGER,
  feature INTEGER, population INTEGER, renown INTEGER);
CREATE TABLE name (folded TEXT, place INTEGER, kind INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;
"""
STAGING = "CREATE TEMP TABLE staging (folded TEXT, place INTEGER, kind INTEGER);"

DivisionKey = tuple[str, str]  # country, GeoNames code of the first-order division


def division_name(name: str) -> str:
    """The name of a division without its generic word ("Kidal Region" → "Kidal")."""
    bare = Folding.load().divisions.sub("", name)
    return name if bare.lower() in Folding.load().not_a_name else bare


def admin1_names() -> dict[DivisionKey, str]:
    """The names of first-order divisions, from admin1.tsv."""
    return {(row["country"], row["code"]): row["name"] for row in load_tsv("gazetteer", "admin1.tsv")}


def folded_names(row: Row) -> dict[str, int]:
    """Folded name → how it matches (index into KINDS; the best wins)."""
    names = [(row.name, "name"), *((n, "alternate") for n in row.names)]
    if row.feature.startswith("A.ADM"):
        names += [(division_name(n), "alternate") for n, _ in names]
    names += [
        (bare, "article")
        for n, _ in names
        if (bare := without_article(n)) and len(fold(bare)) >= SHORTEST_BARE
    ]
    out: dict[str, int] = {}
    for name, kind in names:
        key = fold(name)
        if len(key) in NAME_LENGTH:
            out[key] = min(out.get(key, len(KINDS)), KINDS.index(kind))
    return out


def extras() -> Iterator[Row]:
    """Our own table: regions, seas, ranges, rivers, historical names, battle sites, bases."""
    for number, row in enumerate(load_tsv("gazetteer", "extra.tsv")):
        lat, lon = (float(row[k]) if row[k] else None for k in ("lat", "lon"))
        names = row["aliases"].split("|") if row["aliases"] else []
        yield Row(-1 - number, row["name"], row["country"] or None, None, lat, lon, row["feature"], 0, names)


class Divisions:
    """Sums up the towns of each first-order division, to stand for those that no dump gives."""

    def __init__(self) -> None:
        self._sums: dict[DivisionKey, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._towns: Counter[DivisionKey] = Counter()
        self._people: Counter[DivisionKey] = Counter()
        self._given: set[DivisionKey] = set()

    def note(self, row: Row) -> None:
        """One more place: a town of its division, or the division itself."""
        key = row.country or "", row.admin1 or ""
        if row.feature == "A.ADM1":
            self._given.add(key)
        sums = self._sums[key]
        sums[0] += row.lat or 0.0
        sums[1] += row.lon or 0.0
        self._towns[key] += 1
        self._people[key] += row.population

    def missing(self) -> Iterator[Row]:
        """The divisions of admin1.tsv that no row gave: the mean point and the summed population of their towns."""
        for number, (key, name) in enumerate(sorted(admin1_names().items())):
            towns = self._towns[key]
            if key not in self._given and towns:
                lat, lon = (total / towns for total in self._sums[key])
                bare = [division_name(name)]
                yield Row(
                    FIRST_DIVISION - number, name, *key, lat, lon, "A.ADM1", self._people[key], bare
                )  # fmt: skip


class GazetteerWriter:
    """Writes places as they come; `finish` orders the names and closes the file.

    Names wait in a temporary table of SQLite, which sorts them outside of memory (in SQLITE_TMPDIR).
    `features` get their numbers beforehand, others the next one; if `divisions` are given, there are no others.
    """

    def __init__(
        self, path: Path, features: Iterable[str] = (), divisions: Iterable[DivisionKey] | None = None
    ) -> None:
        path.unlink(missing_ok=True)
        self.places = 0
        self._features = {code: i for i, code in enumerate(features)}
        self._divisions = {key: i for i, key in enumerate(divisions or ())}
        self._fixed = divisions is not None
        self._division_names = admin1_names()
        self._digest = hashlib.sha256()
        self._staged: list[tuple[str, int, int]] = []
        self._db = sqlite3.connect(path)
        self._db.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            f"PRAGMA cache_size = -{CACHE_KIB}; PRAGMA temp_store = FILE;" + SCHEMA + STAGING
        )

    def add(self, row: Row) -> bool:
        """Write a place; False where one of its id is there."""
        if row.feature == "A.ADM1" and row.admin1:
            self._division_names[row.country or "", row.admin1] = division_name(row.name)
        lat, lon = (None if x is None else round(x * DEGREE) for x in (row.lat, row.lon))
        feature = self._features.setdefault(row.feature, len(self._features))
        values = (
            row.id, row.name, row.country, self._division(row), lat, lon, feature, row.population,
            min(row.renown, MOST_RENOWN),
        )  # fmt: skip
        if not self._db.execute(f"INSERT OR IGNORE INTO place VALUES ({'?, ' * 8}?)", values).rowcount:
            return False
        self.places += 1
        self._digest.update(repr(values).encode())
        self._stage((key, row.id, kind) for key, kind in folded_names(row).items())
        return True

    def add_name(self, place: int, name: str) -> bool:
        """Write one more name of a place; False where there is no such place."""
        found = self._db.execute("SELECT name, feature FROM place WHERE id = ?", (place,)).fetchone()
        if found is None:
            return False
        codes = list(self._features)
        row = Row(place, found[0], None, None, None, None, codes[found[1]], 0, [name])
        self._digest.update(repr((place, name)).encode())
        self._stage((key, place, kind) for key, kind in folded_names(row).items())
        return True

    def finish(
        self, own: Iterable[Row], countries: Iterable[tuple[str, str, str, str]], about: dict[str, str]
    ) -> None:
        """Order the names, add our own places, the countries and what the file says of itself; close it."""
        self._flush()
        self._order()
        for row in own:
            self._unite(row)
        self._flush()
        self._order()
        self._db.executemany("INSERT INTO country VALUES (?, ?, ?, ?)", countries)
        self._db.executemany(
            "INSERT INTO feature VALUES (?, ?)", [(i, code) for code, i in self._features.items()]
        )
        names = self._division_names
        self._db.executemany(
            "INSERT INTO admin1 VALUES (?, ?, ?)",
            [(i, k[0], division_name(names[k])) for k, i in self._divisions.items() if k in names],
        )
        total = self._db.execute("SELECT count(*) FROM name").fetchone()[0]
        stated = {"attribution": ATTRIBUTION, "licence": "CC BY 4.0", **about}
        stated |= {"places": str(self.places), "names": str(total)}
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(stated.items()))
        self._db.execute("DROP TABLE staging")
        self._db.commit()
        self._db.execute("VACUUM")
        self._db.close()

    def digest(self) -> str:
        """The sha256 of what was written so far; two files of one digest answer alike."""
        return self._digest.hexdigest()

    def _division(self, row: Row) -> int | None:
        key = row.country or "", row.admin1 or ""
        if key not in self._divisions and not self._fixed and row.admin1:
            self._divisions[key] = len(self._divisions)
        return self._divisions.get(key)

    def _stage(self, names: Iterable[tuple[str, int, int]]) -> None:
        self._staged += names
        if len(self._staged) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        self._db.executemany("INSERT INTO staging VALUES (?, ?, ?)", self._staged)
        self._staged.clear()

    def _order(self) -> None:
        """Move the waiting names into their table, in its order; of two kinds of a name the better stays."""
        self._db.execute(
            "INSERT INTO name SELECT folded, place, min(kind) FROM staging WHERE true"
            " GROUP BY folded, place ORDER BY folded, place"
            " ON CONFLICT DO UPDATE SET kind = min(kind, excluded.kind)"
        )
        self._db.execute("DELETE FROM staging")

    def _unite(self, row: Row) -> None:
        """Add a place of our own, but for a town that is there as well: that one gets its names and full renown."""
        towns = [i for code, i in self._features.items() if code[0] == "P"]
        same = self._db.execute(
            f"SELECT p.id FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ?"
            f" AND p.feature IN ({','.join('?' * len(towns))}) AND abs(p.lat - ?) + abs(p.lon - ?) < ?"
            " ORDER BY p.population DESC, p.id LIMIT 1",
            (fold(row.name), *towns, *((x or 0.0) * DEGREE for x in (row.lat, row.lon)), NEAR_DEGREES * DEGREE),
        ).fetchone()  # fmt: skip
        if same is None or row.feature != "P.PPL" or row.lat is None:
            self.add(row)
            return
        self._db.execute("UPDATE place SET renown = ? WHERE id = ?", (RENOWN_OF_OWN, same[0]))
        for name in (row.name, *row.names):
            self.add_name(same[0], name)
        self._stage([(fold(row.name), same[0], KINDS.index("name"))])  # ours is the name that articles use
