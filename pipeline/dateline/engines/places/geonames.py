"""Reads GeoNames dumps in a stream: country files, allCountries, alternate names; plain, gzip or zip.

The columns are those of the GeoNames readme (https://download.geonames.org/export/dump/readme.txt).
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from dateline.errors import UsageError

COLUMNS = 15  # of a dump line, up to the population: those that are read
ALTERNATE_COLUMNS = 4  # of a line of alternate names: those that are read
SUFFIXES = (".txt", ".txt.gz", ".zip")
TELL_EVERY = 20_000  # lines between two reports of progress
NAMED_FAULTS = 10  # faulty rows that a report quotes; the rest is counted

# Kept are populated places, divisions and areas by class, spots and waters by code. Dunes, wells, hills
# and small streams are left out: they are many, and their names are those of the villages beside them.
KEPT_CLASSES = {"P", "A"}
KEPT_CODES = {
    *("L.RGN", "L.RGNL", "L.RGNH", "L.PRK", "L.OAS", "L.MILB", "L.NVB", "L.BTL"),
    *("T.MTS", "T.MT", "T.DSRT", "T.ERG", "T.PLAT", "T.VAL", "T.ISL", "T.ISLS", "T.PASS", "T.DPR", "T.PLN"),
    *("T.REG", "S.AIRP", "S.AIRF", "S.AIRB", "S.AIRQ", "S.MILB", "S.INSM", "S.FT", "S.DAM", "S.MN", "S.PRN"),
    *("S.CMPRF", "H.LK", "H.STM", "H.SEA", "H.GULF", "H.BAY", "H.LKS", "H.DLTA", "V.FRST", "R.PASS"),
}
LARGE_ONLY = {"H.STM", "T.MT", "T.ISL"}  # kept only where other languages name them too
LARGE_NAMES = 4  # alternate names from which such a feature counts as large
# "Languages" of alternate names that are codes and links.
NO_LANGUAGES = {"link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "abbr"}

Progress = Callable[[int, int], None]  # bytes read of a file, and its size


@dataclass(slots=True)
class Row:
    """One place of a gazetteer. lat and lon are WGS 84 degrees; `population` 0 means unknown."""

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


@dataclass(slots=True)
class Faults:
    """Rows that could not be read: all of them counted by reason, the first ones named."""

    counts: Counter[str] = field(default_factory=Counter)
    named: list[str] = field(default_factory=list)

    def note(self, path: Path, line: int, reason: str, detail: str) -> None:
        """One more faulty row."""
        self.counts[reason] += 1
        if len(self.named) < NAMED_FAULTS:
            self.named.append(f"{path}, line {line}: {reason} ({detail})")


def is_latin(name: str) -> bool:
    """Whether all letters of a name are Latin."""
    return name.isascii() or all(not c.isalpha() or ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in name)


_CODE = re.compile(r"\d|^[A-Z]{1,4}$|[(),;/]")


def usable(names: Iterable[str]) -> list[str]:
    """Alternate names a text may use: Latin, no codes, no digits."""
    return [n for n in names if is_latin(n) and not _CODE.search(n)]


def dumps_in(paths: Iterable[Path]) -> list[Path]:
    """The dump files meant by paths, in which a folder stands for the files in it; raises E310 where none is."""
    out: list[Path] = []
    for path in paths:
        found = sorted(p for p in path.iterdir() if p.name.endswith(SUFFIXES)) if path.is_dir() else [path]
        if not found or not all(p.is_file() and p.name.endswith(SUFFIXES) for p in found):
            raise UsageError("E310", path=path, suffixes=", ".join(SUFFIXES))
        out += found
    return out


def places(path: Path, faults: Faults, told: Progress = lambda _done, _size: None) -> Iterator[Row]:
    """The rows of a dump that a gazetteer keeps; a faulty row is noted in `faults` and left out.

    Raises UsageError E311 where the file is no dump at all, E312 where it cannot be read to its end.
    """
    good = 0
    for number, line in _lines(path, told):
        columns = line.split("\t")
        fault = _fault(columns)
        if fault is not None:
            faults.note(path, number, *fault)
            continue
        good += 1
        if (row := _row(columns)) is not None:
            yield row
    if not good:
        raise UsageError("E311", path=path, expected=f"{COLUMNS} and more columns of a GeoNames dump")


def alternates(
    path: Path, faults: Faults, told: Progress = lambda _done, _size: None
) -> Iterator[tuple[int, str]]:
    """(GeoNames id, alternate name) of a file of alternate names, without codes and links.

    Raises as `places` does.
    """
    good = 0
    for number, line in _lines(path, told):
        columns = line.split("\t")
        if len(columns) < ALTERNATE_COLUMNS:
            faults.note(path, number, "missing columns", f"{len(columns)} of {ALTERNATE_COLUMNS}")
        elif not columns[1].isdecimal():
            faults.note(path, number, "no GeoNames id", repr(columns[1]))
        else:
            good += 1
            if columns[2] not in NO_LANGUAGES and usable(columns[3:4]):
                yield int(columns[1]), columns[3]
    if not good:
        raise UsageError("E311", path=path, expected="columns of GeoNames' alternate names")


def _fault(columns: list[str]) -> tuple[str, str] | None:
    """Why a line is no row of a dump, with the detail; None if it is one."""
    if len(columns) < COLUMNS:
        return "missing columns", f"{len(columns)} of {COLUMNS}"
    if not columns[0].isdecimal() or not 0 < int(columns[0]) < 2**31:
        return "no GeoNames id", repr(columns[0])
    if not columns[1]:
        return "no name", f"id {columns[0]}"
    try:
        lat, lon = float(columns[4]), float(columns[5])
    except ValueError:
        return "no coordinates", f"{columns[4]!r}, {columns[5]!r}"
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return "coordinates out of range", f"{columns[4]}, {columns[5]}"
    if columns[14] and not columns[14].isdecimal():
        return "no population", repr(columns[14])
    return None


def _row(c: list[str]) -> Row | None:
    """The place of a sound line; None if a gazetteer does without it."""
    code = f"{c[6]}.{c[7]}"
    if (c[6] not in KEPT_CLASSES and code not in KEPT_CODES) or code.startswith("A.PCL"):
        return None
    others = c[3].split(",") if c[3] else []
    if code in LARGE_ONLY and len(others) < LARGE_NAMES:
        return None
    names = usable([c[2], *others])
    return Row(
        int(c[0]), c[1], c[8] or None, c[10] or None, float(c[4]), float(c[5]), code, int(c[14] or 0), names,
        len(others),
    )  # fmt: skip


def _lines(path: Path, told: Progress) -> Iterator[tuple[int, str]]:
    """Numbered lines of a file, never more than one in memory."""
    try:
        size = path.stat().st_size
        with path.open("rb") as raw, _unpacked(path, raw) as file:
            for number, line in enumerate(io.TextIOWrapper(file, encoding="utf-8", newline="\n"), start=1):
                if number % TELL_EVERY == 0:
                    told(min(raw.tell(), size), size)
                if line.strip() and not line.startswith("#"):
                    yield number, line.rstrip("\r\n")
            told(size, size)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, UnicodeDecodeError) as error:
        raise UsageError("E312", path=path, reason=error) from error


@contextmanager
def _unpacked(path: Path, raw: IO[bytes]) -> Iterator[IO[bytes]]:
    """The text inside: of a zip archive its largest member, the others are readme files and codes."""
    if path.name.endswith(".zip"):
        with zipfile.ZipFile(raw) as archive:
            member = max(archive.infolist(), key=lambda info: info.file_size, default=None)
            if member is None:
                raise zipfile.BadZipFile("an empty archive")
            with archive.open(member) as file:
                yield file
    elif path.name.endswith(".gz"):
        with gzip.GzipFile(fileobj=raw) as file:
            yield file  # type: ignore[misc]
    else:
        yield raw
