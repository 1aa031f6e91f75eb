"""The command `dateline incidents`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dateline.errors import UsageError


def incidents_command(
    events: Annotated[Path, typer.Argument(metavar="EVENTS.jsonl", help="A file of records.")],
    every: Annotated[bool, typer.Option("--all", help="Happenings that one record tells as well.")] = False,
) -> None:
    """List the happenings that several records tell, claim and counter-claim with their figures side by side."""
    from dateline.writers.incidents import groups, incident

    told = []
    try:
        with events.open(encoding="utf-8") as file:
            for line in file:
                told.append(json.loads(line))
        found = [incident(group) for group in groups(told) if every or len(group) > 1]
    except OSError as error:
        raise UsageError("E206", path=events, reason=error.strerror) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("E207", path=events, line=len(told) + 1, reason=error) from error
    for text in found:
        typer.echo(text + "\n")
    typer.echo(f"{len(found)} happenings, {len(told)} records")
