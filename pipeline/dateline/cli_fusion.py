"""The commands on records of runs: `dateline merge` and `dateline control`.

Exit codes: 0 done, 1 some inputs or lines could not be read (the rest is done), 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.fusion.models import ControlRecord
    from dateline.records import FailureRecord

FORMATS = ("table", "csv", "json")
INPUTS = typer.Argument(
    metavar="EVENTS.jsonl...", help="Files of records, or folders of runs with *.events.jsonl."
)


def merge_command(
    inputs: Annotated[list[str], INPUTS],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for incidents.jsonl and merge.json.")
    ],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but failures.")] = False,
) -> None:
    """Link records of different documents and languages that tell one happening; write who says what of it."""
    from dateline.fusion.merge import merge

    record = merge(inputs, output, command=sys.argv[1:])
    counts = record.counts
    if not quiet:
        typer.echo(
            f"documents: {counts['documents']}; event records: {counts['records']}; incidents: {counts['incidents']}, "
            f"told by several: {counts['linked']}, with a difference: {counts['differing']}; in {output}/"
        )
        if record.differences:
            typer.echo(
                "they differ in: " + ", ".join(f"{name} {n}" for name, n in record.differences.items())
            )
        if counts["cut_short"]:
            typer.echo(
                f"crowded days: {counts['cut_short']} records were not compared with all of their block"
            )
    _fail(record.failures)


def control_command(
    inputs: Annotated[list[str], INPUTS],
    place: Annotated[
        Optional[list[str]],  # noqa: UP045  (typer reads the annotation at run time)
        typer.Option(help="Only this place: its name or GeoNames id; may be given again."),
    ] = None,
    format: Annotated[str, typer.Option(help="table, csv or json.")] = "table",
) -> None:
    """Say who held each place, from when until when, on what evidence, and where statements contradict each other."""
    from dateline.fusion.control import control
    from dateline.fusion.reading import discover, read
    from dateline.fusion.tables import csv_table, table

    if format not in FORMATS:
        raise UsageError("E209", value=format, allowed=", ".join(FORMATS))
    sources = discover(inputs)
    records = control(line.event for line in read(sources))
    if not any(source.records for source in sources.files):
        raise UsageError("E508", why=f": {sources.failures[0].message}" if sources.failures else "")
    records = _chosen(records, place) if place else records
    if format == "json":
        rows = [record.model_dump(mode="json") for record in records]
        typer.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        typer.echo(csv_table(records) if format == "csv" else table(records), nl=False)
    _fail(sources.failures)


def _chosen(records: list[ControlRecord], places: list[str]) -> list[ControlRecord]:
    """The places asked for, in the order asked for; raises UsageError E510 for one that is not there."""
    from dateline.engines.places.gazetteer import fold, sound

    out = []
    for wanted in places:
        key = sound(fold(wanted))
        found = [r for r in records if wanted == str(r.place.geonames_id) or key == sound(fold(r.place.name))]
        if not found:
            known = ", ".join(r.place.name for r in records[:12]) + (", …" if len(records) > 12 else "")
            raise UsageError("E510", place=wanted, known=known or "none")
        out += found
    return out


def _fail(failures: list[FailureRecord]) -> None:
    for failed in failures:
        print(f"dateline: [{failed.code}] {failed.message}", file=sys.stderr)
    if failures:
        raise typer.Exit(1)
