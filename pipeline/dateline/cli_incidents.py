"""The command `dateline incidents`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.errors import InputError, UsageError

_RECORDS = ".events.jsonl"
_MAX_CHARS = 5_000_000  # of an article, as for `extract`


def incidents_command(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A file of records (NAME.events.jsonl), or an article to read."),
    ],
    every: Annotated[bool, typer.Option("--all", help="Happenings that one record tells as well.")] = False,
    lang: Annotated[str, typer.Option(help="Language of an article that does not name its own.")] = "en",
) -> None:
    """List the happenings that several records tell, claim and counter-claim with their figures side by side."""
    from dateline.writers.incidents import groups, incident

    told = _records(file) if file.name.endswith(_RECORDS) else _extracted(file, lang)
    try:
        found = [incident(group) for group in groups(told) if every or len(group) > 1]
    except (KeyError, TypeError) as error:
        raise UsageError("E207", path=file, line=1, reason=error) from error
    for text in found:
        typer.echo(text + "\n")
    typer.echo(f"{len(found)} happenings, {len(told)} records")


def _records(path: Path) -> list[dict[str, Any]]:
    """The records of a file that a run has written."""
    told = []
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                told.append(json.loads(line))
    except OSError as error:
        raise UsageError("E206", path=path, reason=error.strerror) from error
    except ValueError as error:
        raise UsageError("E207", path=path, line=len(told) + 1, reason=error) from error
    return told


def _extracted(path: Path, lang: str) -> list[dict[str, Any]]:
    """The records of the documents of an input file."""
    from dateline.extraction import extract
    from dateline.readers.inputs import discover, read

    found = discover([str(path)])
    told = []
    for error in found.failures:
        raise UsageError("E206", path=path, reason=error.message)
    for source in found.inputs:
        for article in read(source, lang=lang, max_chars=_MAX_CHARS):
            if isinstance(article, InputError):
                raise UsageError("E206", path=path, reason=article.message)
            told += [event.model_dump() for event in extract(article).events]
    return told
