"""Looks names up in a gazetteer: the embedded one (models/gazetteer/gazetteer.sqlite), or the user's own.

The file is opened read-only and mapped into memory: no server, no import, nothing to build at the
user's. Its content and licence (GeoNames, CC BY 4.0) are told in models/gazetteer/README.md.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, Literal

from dateline import data
from dateline.errors import UsageError
from dateline.layers import Place
from dateline.patterns import any_of

Match = Literal["name", "alternate", "article", "sound", "fuzzy"]
KINDS: tuple[Match, ...] = ("name", "alternate", "article", "sound", "fuzzy")

EARTH_RADIUS_KM = 6371.0  # mean radius, IUGG
DEGREE = 10_000  # coordinates are stored as integers of 1/10,000 degree, about 11 m
FUZZY_LETTERS = 6  # shorter names have too many neighbours at edit distance 1
SOUND_LETTERS = 5  # and at this length, spellings of one sound still tell names apart
FUZZY_SIZE = 10_000  # inhabitants from which a place is known enough to be meant in spite of its spelling
SOUND_SPREAD = 3  # letters by which two spellings of one sound may differ in length
FUZZY_PREFIX = 3  # letters that must agree, so that the index bounds the search


MOST_CACHED = 200_000  # names, so that memory stays bounded over any number of articles
MAGIC = b"SQLite format 3\0"
HEAD_BYTES = 100  # of an SQLite file
LARGEST_PAGE = 65_536  # written as 1 in the head
TABLES = {
    "meta": "key, value",
    "country": "code, name, capital, neighbours",
    "name": "folded, place, kind",
    "place": "id, name, country, admin1, lat, lon, feature, population, renown",
    "admin1": "id, name",
    "feature": "id, code",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean. lat and lon are WGS 84 degrees, None where the source gives no point.

    `id` is positive for GeoNames ids and negative for our own entries; `feature` is a GeoNames feature
    class and code ("P.PPLC"); `population` 0 means unknown; `renown` is the number of its names in all
    languages, at most 255; `matched` says by which kind of name.
    """

    id: int
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    feature: str
    population: int
    renown: int
    matched: Match

    @property
    def geonames_id(self) -> int | None:
        """The GeoNames id; None for entries of our own."""
        return self.id if self.id > 0 else None


@dataclass(frozen=True, slots=True)
class Folding:
    """The data of folding.toml, ready for use."""

    letters: dict[int, str]
    articles: re.Pattern[str]
    divisions: re.Pattern[str]
    not_a_name: frozenset[str]
    sounds: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]

    @classmethod
    @cache
    def load(cls) -> Folding:
        """Read models/gazetteer/folding.toml."""
        table = data.load_toml("gazetteer", "folding.toml")
        words = table["words"]
        articles = any_of(words["articles"])
        return cls(
            letters=str.maketrans(table["letters"]),
            articles=re.compile(rf"(?:{articles})(?:(?<=['’])|[\s\-‑–]+)(?=\w)", re.IGNORECASE),
            divisions=re.compile(rf"\s+(?:{'|'.join(words['divisions'])})$", re.IGNORECASE),
            not_a_name=frozenset(words["not_a_name"]),
            sounds=tuple((old, new) for old, new in table["sounds"]["replace"]),
            silent=tuple(table["sounds"]["silent_at_end"]),
        )


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name: no case, diacritics, hyphens, apostrophes or spaces ("Deïr ez-Zor" → "deirezzor").

    Letters follow Unicode NFKD, plus folding.toml for those that do not decompose.
    """
    lower = unicodedata.normalize("NFKD", name.lower().translate(Folding.load().letters))
    return "".join(c for c in lower if c.isalnum())


@lru_cache(maxsize=65536)
def sound(key: str) -> str:
    """A folded name with spellings of one sound made alike, doubled letters made single (folding.toml)."""
    folding = Folding.load()
    for old, new in folding.sounds:
        key = key.replace(old, new)
    key = re.sub(r"(.)\1+", r"\1", key)
    return key[:-1] if key.endswith(folding.silent) else key


def without_article(name: str) -> str | None:
    """The name without the article at its head; None if it has none."""
    found = Folding.load().articles.match(name)
    return name[found.end() :] if found else None


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in km of two (lat, lon) in degrees (haversine, spherical Earth: within 0.6 %)."""
    (lat1, lon1), (lat2, lon2) = a, b
    p1, p2 = radians(lat1), radians(lat2)
    h = sin((p2 - p1) / 2) ** 2 + cos(p1) * cos(p2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))


def one_edit_apart(a: str, b: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns `a` into `b`."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[at:], b[at:]
    if len(a) == len(b):
        swapped = rest_a[:2][::-1] == rest_b[:2] and rest_a[2:] == rest_b[2:]
        return swapped or rest_a[1:] == rest_b[1:]
    return rest_a[1:] == rest_b or rest_a == rest_b[1:]


@dataclass(frozen=True, slots=True)
class _Country:
    name: str
    capital: str
    neighbours: frozenset[str]


_COLUMNS = """
    SELECT p.id, p.name, p.country, p.admin1, p.lat, p.lon, p.feature, p.population, p.renown, n.kind
    FROM name n JOIN place p ON p.id = n.place
"""

_BY_ID = """
    SELECT id, name, country, admin1, lat, lon, feature, population, renown, 0 FROM place WHERE id = ?
"""


class Gazetteer:
    """A gazetteer, the packaged one unless `path` names another, with the user's `own` places by folded name.

    Lookups are cached; the answer's order is fixed (own places, population, then id).
    Raises UsageError E313 for a file that is no gazetteer, E314 for a damaged one.
    """

    def __init__(
        self, path: str | None = None, own: Mapping[str, tuple[Candidate, ...]] | None = None
    ) -> None:
        self.path = Path(path or data.path_of("gazetteer", "gazetteer.sqlite"))
        self._db = opened(self.path)
        self._cache: dict[str, tuple[Candidate, ...]] = {}
        self._own = own or {}
        self._countries = {
            code: _Country(name, capital, frozenset(filter(None, neighbours.split(","))))
            for code, name, capital, neighbours in self._db.execute("SELECT * FROM country")
        }
        self._admin1: dict[int, str] = dict(self._rows("SELECT id, name FROM admin1", ()))
        self._features: dict[int, str] = dict(self._rows("SELECT id, code FROM feature", ()))

    @classmethod
    @cache
    def shared(cls) -> Gazetteer:
        """The gazetteer of the models, opened once a process."""
        return cls()

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """All places of this name, whatever its case, diacritics, hyphens and article."""
        found = self.by_key(fold(name))
        bare = without_article(name) if not found else None
        return found or (self.by_key(fold(bare)) if bare else ())

    def by_key(self, key: str) -> tuple[Candidate, ...]:
        """All places under a folded name."""
        if key not in self._cache:
            rows = self._rows(_COLUMNS + " WHERE n.folded = ?", (key,))
            rows.sort(key=lambda row: (-row[7], row[0]))
            if len(self._cache) >= MOST_CACHED:
                self._cache.clear()
            self._cache[key] = (*self._own.get(key, ()), *map(self._candidate, rows))
        return self._cache[key]

    def by_id(self, ident: int) -> Candidate | None:
        """The place of a GeoNames id; None if the file lacks it."""
        rows = self._rows(_BY_ID, (ident,))
        return self._candidate(rows[0]) if rows else None

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Any]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise UsageError("E314", path=self.path, reason=error) from error

    def _feature(self, number: int) -> str:
        code = self._features.get(number)
        if code is None:
            raise UsageError("E314", path=self.path, reason=f"a place of the unknown feature {number}")
        return code

    def _candidate(
        self, row: tuple[int, str, str | None, int | None, int | None, int | None, int, int, int, int]
    ) -> Candidate:
        ident, name, country, admin1, lat, lon, feature, population, renown, kind = row
        return Candidate(
            ident,
            name,
            country,
            self._admin1.get(admin1) if admin1 is not None else None,
            None if lat is None else lat / DEGREE,
            None if lon is None else lon / DEGREE,
            self._feature(feature),
            population,
            renown,
            KINDS[kind],
        )

    def fuzzy(self, name: str, countries: Iterable[str]) -> tuple[Candidate, ...]:
        """Places in `countries` that sound like `name`, or else are one edit from it; none for short names.

        The first three letters must agree, which bounds the search in the index.
        """
        key, wanted = fold(name), sorted(set(countries))
        if len(key) < SOUND_LETTERS or not key.isascii():
            return ()
        rows = self._rows(
            _COLUMNS.replace("n.kind", "n.folded")
            + f" WHERE n.folded >= ? AND n.folded < ? AND length(n.folded) BETWEEN ? AND ?"
            f" AND (n.kind = 0 OR length(n.folded) > {FUZZY_LETTERS})"
            f" AND p.country IN ({','.join('?' * len(wanted))}) ORDER BY p.population DESC, p.id, n.folded",
            (
                key[:FUZZY_PREFIX],
                key[:FUZZY_PREFIX] + "\U0010ffff",
                len(key) - SOUND_SPREAD,
                len(key) + SOUND_SPREAD,
                *wanted,
            ),
        )
        alike = {row[0]: (*row[:9], KINDS.index("sound")) for row in rows if sound(row[9]) == sound(key)}
        if len(key) < FUZZY_LETTERS:
            alike = {ident: row for ident, row in alike.items() if row[7] >= FUZZY_SIZE}
        elif not alike:
            rows = [row for row in rows if row[7] >= FUZZY_SIZE]
            alike = {row[0]: (*row[:9], KINDS.index("fuzzy")) for row in rows if one_edit_apart(key, row[9])}
        return tuple(map(self._candidate, alike.values()))

    def capital(self, country: str) -> Candidate | None:
        """The capital of a country (ISO 3166-1 alpha-2); None where there is none or it is unknown."""
        name = self._countries[country].capital if country in self._countries else ""
        return next((c for c in self.lookup(name) if c.country == country and c.feature[0] == "P"), None)

    def neighbours(self, country: str) -> frozenset[str]:
        """The countries that border on a country."""
        return self._countries[country].neighbours if country in self._countries else frozenset()

    def country(self, code: str | None) -> Place | None:
        """A country as a place, under its English short name."""
        found = self._countries.get(code or "")
        return Place.unmapped(found.name, code, "country") if found else None

    def meta(self) -> dict[str, str]:
        """What the file says of itself: source, licence, attribution, counts."""
        return dict(self._rows("SELECT key, value FROM meta", ()))


def opened(path: Path) -> sqlite3.Connection:
    """A gazetteer file, read-only and mapped into memory; raises UsageError E313, E314."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise UsageError("E206", path=path, reason=error.strerror) from error
    if not head.startswith(MAGIC):
        raise UsageError("E313", path=path, reason="not an SQLite file")
    pages, page = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    if size != pages * (page if page > 1 else LARGEST_PAGE):
        raise UsageError("E314", path=path, reason=f"{size} bytes, not {pages} pages of {page}")
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        db.execute(f"PRAGMA mmap_size = {size}")
        for table, columns in TABLES.items():
            db.execute(f"SELECT {columns} FROM {table} LIMIT 1").fetchone()
        db.execute(_COLUMNS + " LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        raise UsageError("E313", path=path, reason=error) from error
    except sqlite3.DatabaseError as error:
        raise UsageError("E314", path=path, reason=error) from error
    return db
