"""The command `dateline incidents`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.errors import InputError

_RECORDS = ".events.jsonl"
_MAX_CHARS = 5_000_000  # of an article, as for `extract`


def incidents_command(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A file of records (NAME.events.jsonl), or an article to read."),
    ],
    every: Annotated[bool, typer.Option("--all", help="Happenings that one record tells as well.")] = False,
    lang: Annotated[
        str, typer.Option(help="Language of an article that does not name its own; auto: told from the text.")
    ] = "auto",
) -> None:
    """List the happenings that several records tell, claim and counter-claim with their figures side by side."""
    from dateline.writers.incidents import groups, incident

    records = _records(file) if file.name.endswith(_RECORDS) else _extracted(file, lang)
    found = [incident(group) for group in groups(records) if every or len(group) > 1]
    for text in found:
        typer.echo(text + "\n")
    typer.echo(f"{len(found)} happenings, {len(records)} records")


def _records(path: Path) -> list[dict[str, Any]]:
    """The records of a file that a run has written; raises UsageError E206, E207."""
    from dateline.results import objects, told
    from dateline.writers.incidents import incident

    records = []
    for line, record in objects(path, "E207"):
        with told(path, line, "E207"):
            incident([record])  # has all that is shown of it
            record["incident"], record["doc_id"]
        records.append(record)
    return records


def _extracted(path: Path, lang: str) -> list[dict[str, Any]]:
    """The records of the documents of an input file; raises InputError."""
    from dateline.extraction import extract
    from dateline.readers.inputs import discover, read

    found = discover([str(path)])
    records = []
    for error in found.failures:
        raise error
    for source in found.inputs:
        for article in read(source, lang=lang, max_chars=_MAX_CHARS):
            if isinstance(article, InputError):
                raise article
            extraction = extract(article)
            records += [event.model_dump() for event in extraction.events]
            for text in extraction.document.warnings:
                print(f"dateline: warning: {article.doc_id}: {text}", file=sys.stderr)
    return records
