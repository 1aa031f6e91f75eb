"""The tables of a run's documents: `dateline actors` and `dateline places`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.results import objects, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

DOCUMENTS = typer.Argument(metavar="NAME.documents.jsonl", help="The documents file of a run.")


def checked_actors(files: Sequence[str] | None) -> tuple[str, ...]:
    """Tables of actors, found sound: one that is not right is refused before anything is read."""
    from dateline.engines.actors.own_actors import own_actors

    absolute = tuple(str(Path(name).resolve()) for name in files or ())
    own_actors(absolute)
    return absolute


PLACE_HEADER = (
    "mentions",
    "words",
    "name",
    "country",
    "admin1",
    "precision",
    "lat",
    "lon",
    "geonames",
    "reason",
)


ACTOR_HEADER = ("mentions", "words", "name", "kind", "country", "id", "ucdp", "also")


def actors_command(documents: Annotated[Path, DOCUMENTS]) -> None:
    """Print the actors of a run as a table: who each name, noun and pronoun was taken for."""
    _print_entries(documents, "actors", ACTOR_HEADER, _actor)


def _print_entries(
    documents: Path, layer: str, header: Sequence[str], row: Callable[[dict[str, Any]], tuple[object, ...]]
) -> None:
    """A table of each document's entries, those spoken of most first."""
    for document in read_documents(documents):
        entries = sorted(document[layer], key=lambda entry: (-len(entry["mentions"]), entry["name"]))
        typer.echo(f"{document['doc_id']}: {len(entries)} {layer}")
        print_table(header, [row(entry) for entry in entries])


def _actor(entry: dict[str, Any]) -> tuple[object, ...]:
    kept = ("name", "kind", "country", "id", "ucdp")
    return len(entry["mentions"]), _words(entry), *(entry.get(key) for key in kept), " | ".join(entry["aka"])


def _words(entry: dict[str, Any]) -> str:
    """The different words of an entry's mentions."""
    return " | ".join(dict.fromkeys(" ".join(span["text"].split()) for span in entry["mentions"]))


def places_command(documents: Annotated[Path, DOCUMENTS]) -> None:
    """Print the places of a run as a table: what each name was taken for, and why it has no point."""
    _print_entries(documents, "places", PLACE_HEADER, _place)


def _place(entry: dict[str, Any]) -> tuple[object, ...]:
    kept = ("name", "country", "admin1", "precision", "lat", "lon", "geonames_id", "reason")
    return len(entry["mentions"]), _words(entry), *(entry.get(key) for key in kept)


def read_documents(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a documents file; raises UsageError E206, E210."""
    for line, document in objects(path, "E210"):
        with told(path, line, "E210"):
            yield {key: document[key] for key in ("doc_id", "places", "actors")}


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table in aligned columns; numbers to the right, what is not there as a dash."""
    cells = [list(header), *([_cell(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    right = [all(_is_number(cell) for cell in column[1:]) for column in zip(*cells, strict=True)]
    for row in cells:
        aligned = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True))
        typer.echo("  ".join(aligned).rstrip())


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    return "-" if value is None or value == "" else str(value)


def _is_number(cell: str) -> bool:
    return cell == "-" or cell.lstrip("-").replace(".", "", 1).isdecimal()
