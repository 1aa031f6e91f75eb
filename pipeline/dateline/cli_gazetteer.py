"""The commands on gazetteers: `dateline gazetteer build`, `dateline gazetteer lookup`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from dateline.cli_tables import print_table
from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.engines.places.lookup import Answer

app = typer.Typer(help="Gazetteers: build one of GeoNames dumps, look names up.", no_args_is_help=True)
GAZETTEER = typer.Option(help="A gazetteer of your own (G.sqlite), or a table of places to add (NAME.tsv).")


def checked(files: Sequence[str] | None) -> tuple[str, ...]:
    """Gazetteer files, found sound: a damaged or foreign one is refused before anything is read."""
    from dateline.engines.places.own_places import gazetteer_of

    absolute = tuple(str(Path(name).resolve()) for name in files or ())
    if absolute:
        gazetteer_of(absolute)
    return absolute


@app.command("build")
def build_command(
    geonames: Annotated[
        list[Path],
        typer.Option(help="A GeoNames dump (allCountries.zip, XX.txt, XX.txt.gz), or a folder of them."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The gazetteer to write (G.sqlite).")],
    alternate_names: Annotated[
        Optional[list[Path]],  # noqa: UP045  (typer reads the annotation at run time)
        typer.Option(help="GeoNames' alternate names (alternateNamesV2.zip), for names in more languages."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Make a gazetteer of GeoNames dumps, the whole world included, for `extract --gazetteer`."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    from dateline.engines.places.gazetteer_build import build

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("reading")
        built = build(
            geonames,
            alternate_names or (),
            output,
            lambda what, done, size: bar.update(task, description=what, completed=done, total=size or None),
        )
    for line in built.faults.named:
        print(f"dateline: left out: {line}", file=sys.stderr)
    for reason, number in sorted(built.faults.counts.items()):
        print(f"dateline: rows left out, {reason}: {number}", file=sys.stderr)
    if not quiet:
        typer.echo(f"places: {built.places}, in {output}")
        typer.echo(
            f"rows left out: {built.faults.counts.total()} faulty, {built.duplicates} of an id that was there; "
            f"alternate names: {built.names}, and {built.strangers} of places that are not kept"
        )
        typer.echo(
            "data: GeoNames, CC BY 4.0 (https://www.geonames.org); keep this attribution with the file"
        )


@app.command("lookup")
def lookup_command(
    name: Annotated[
        str, typer.Argument(help='A name, with or without what it lies in: Gao, "Gao, Burkina Faso".')
    ],
    country: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="The country that the article speaks of (ISO 3166-1 alpha-2)."),
    ] = None,
    gazetteer: Annotated[Optional[list[str]], GAZETTEER] = None,  # noqa: UP045
    lang: Annotated[str, typer.Option(help="Language of the names of states and regions.")] = "en",
    limit: Annotated[int, typer.Option(min=0, help="Print at most this many candidates; 0 for all.")] = 20,
) -> None:
    """Show the candidates for a name, best first, with the scores by which one is chosen."""
    from dateline.data import languages
    from dateline.engines.places.lookup import lookup
    from dateline.engines.places.own_places import gazetteer_of

    if lang not in languages():
        raise UsageError("E408", option="--lang", value=lang, allowed=", ".join(languages()))
    answer = lookup(gazetteer_of(checked(gazetteer)), lang, name, country.upper() if country else None)
    print_table(CANDIDATE_HEADER, list(_candidates(answer))[: limit or None])
    typer.echo(answer.told)


CANDIDATE_HEADER = (
    "score", "name", "country", "admin1", "feature", "population", "lat", "lon", "geonames", "match",
)  # fmt: skip


def _candidates(answer: Answer) -> Iterable[tuple[object, ...]]:
    for score, c in answer.ranked:
        yield (
            f"{score:.2f}", c.name, c.country, c.admin1, c.feature, c.population or None, c.lat, c.lon,
            c.geonames_id, c.matched,
        )  # fmt: skip
