"""Makes a gazetteer of any GeoNames dumps, in a stream: memory does not grow with their size."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from dateline import data
from dateline.engines.places.gazetteer_file import Divisions, GazetteerWriter, extras
from dateline.engines.places.geonames import Faults, Row, alternates, dumps_in, places
from dateline.errors import UsageError

Progress = Callable[[str, int, int], None]  # what is done, how much of it, out of how much


@dataclass(slots=True)
class Built:
    """What was made: places and names written, rows left out and why."""

    places: int = 0
    duplicates: int = 0
    names: int = 0
    strangers: int = 0
    faults: Faults = field(default_factory=Faults)


def build(
    dumps: Sequence[Path],
    names: Sequence[Path],
    output: Path,
    progress: Progress = lambda _what, _done, _size: None,
) -> Built:
    """Write the gazetteer of `dumps` and files of alternate `names`; `output` appears when it is whole.

    Countries and our own places are those of the gazetteer that comes with the package. Raises
    UsageError E310 to E312 for files that are no dumps, E203 where `output` cannot be written.
    """
    built = Built()
    files, others = dumps_in(dumps), dumps_in(names)
    part = output.with_name(output.name + ".part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        writer = GazetteerWriter(part)
        _fill(writer, files, others, built, progress)
        part.replace(output)
    except (OSError, sqlite3.OperationalError) as error:
        raise UsageError("E203", path=output, reason=error, option="--output") from error
    finally:
        part.unlink(missing_ok=True)
    built.places = writer.places
    return built


def _fill(
    writer: GazetteerWriter, files: Iterable[Path], others: Iterable[Path], built: Built, progress: Progress
) -> None:
    divisions = Divisions()
    for path in files:
        for row in places(path, built.faults, lambda done, size, name=path.name: progress(name, done, size)):  # type: ignore[misc]
            if writer.add(row):
                divisions.note(row)
            else:
                built.duplicates += 1
    for path in others:
        told = lambda done, size, name=path.name: progress(name, done, size)  # noqa: E731
        for place, name in alternates(path, built.faults, told):
            known = writer.add_name(place, name)
            built.names += known
            built.strangers += not known
    progress("ordering the names", 0, 0)
    for row in (*divisions.missing(), *_nations()):
        writer.add(row)
    sources = "; ".join(["GeoNames", *(path.name for path in (*files, *others)), "admin1.tsv", "extra.tsv"])
    writer.finish(extras(), _countries(), {"sources": sources, "digest": writer.digest()})


def _packaged() -> sqlite3.Connection:
    where = data.path_of("gazetteer", "gazetteer.sqlite").resolve().as_uri()
    return sqlite3.connect(f"{where}?mode=ro&immutable=1", uri=True)


def _nations() -> Iterator[Row]:
    """The countries of the packaged gazetteer, as places."""
    with closing(_packaged()) as db:
        for ident, name, country, population in db.execute(
            "SELECT p.id, p.name, p.country, p.population FROM place p JOIN feature f ON f.id = p.feature"
            " WHERE f.code = 'A.PCLI' ORDER BY p.id"
        ):
            yield Row(ident, name, country, None, None, None, "A.PCLI", population)


def _countries() -> list[tuple[str, str, str, str]]:
    """The table of countries of the packaged gazetteer."""
    with closing(_packaged()) as db:
        return db.execute("SELECT code, name, capital, neighbours FROM country ORDER BY code").fetchall()
