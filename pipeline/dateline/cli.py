"""The command line: one thin function per command.

Exit codes: 0 done, 1 some inputs failed (the rest is written), 2 wrong usage.
"""

from __future__ import annotations

import codecs
import json
import signal
import sys
from collections import Counter
from collections.abc import Callable, Collection
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dateline import __version__, cli_corpus, cli_fusion, cli_gazetteer, cli_incidents, cli_tables
from dateline.errors import DatelineError, UsageError

EVENTS = ".events.jsonl"
MOST = 10  # warnings that are printed, and failures of one input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.records import RunRecord

app = typer.Typer(
    name="dateline",
    help="Read narrative articles on armed conflict and crisis; write normalized event records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


app.command("evaluate")(cli_corpus.evaluate_command)
app.command("merge")(cli_fusion.merge_command)
app.command("control")(cli_fusion.control_command)
app.command("incidents")(cli_incidents.incidents_command)
app.add_typer(cli_corpus.app, name="corpus")
app.add_typer(cli_gazetteer.app, name="gazetteer")
app.command("actors")(cli_tables.actors_command)
app.command("places")(cli_tables.places_command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options before the command."""


@app.command("extract")
def extract_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files (.txt .md .wiki .jsonl, also .gz), folders, or - for standard input.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the results.")],
    lang: Annotated[
        str,
        typer.Option(help="Language of documents that do not name their own; auto: told from each text."),
    ] = "auto",
    reference_date: Annotated[
        Optional[str],  # noqa: UP045  (typer reads the annotation at run time)
        typer.Option(
            help="Day of writing (2012-01-17, 17 Jan 2012); used only where the text itself gives no anchor."
        ),
    ] = None,
    encoding: Annotated[str, typer.Option(help="Encoding of the inputs.")] = "utf-8",
    workers: Annotated[int, typer.Option(help="Processes; the results do not depend on it.")] = 1,
    max_chars: Annotated[int, typer.Option(help="Longest document accepted, in characters.")] = 5_000_000,
    format: Annotated[
        str, typer.Option(help="jsonl, or timeml for a TimeML file a document as well.")
    ] = "jsonl",
    gazetteer: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="A gazetteer of your own (G.sqlite), or a table of places to add (NAME.tsv)."),
    ] = None,
    actors: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="A table of actors of your own to add to the registry (NAME.tsv)."),
    ] = None,
    only_new: Annotated[
        bool, typer.Option("--only-new", help="Leave out inputs whose results are in --output already.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but failures.")] = False,
) -> None:
    """Extract event records from INPUT... into --output."""
    from dateline.build import Own
    from dateline.readers.inputs import discover
    from dateline.run import Options, run

    if workers < 1:
        raise UsageError("E205", value=workers)
    if format not in ("jsonl", "timeml"):
        raise UsageError("E209", value=format, allowed="jsonl, timeml")
    options = Options(
        lang=_language(lang),
        encoding=_encoding(encoding),
        reference_date=_day(reference_date, lang),
        max_chars=max_chars,
        timeml=format == "timeml",
        own=Own(gazetteer=cli_gazetteer.checked(gazetteer), actors=cli_tables.checked_actors(actors)),
    )
    found = discover(inputs)
    results = {output / f"{item.stem}{EVENTS}": item for item in found.inputs}
    if only_new:
        found = replace(found, inputs=[item for path, item in results.items() if not path.exists()])
    warnings = Warnings()
    try:
        with _progress(len(found.inputs), quiet=quiet) as progress:
            record = run(
                found,
                output,
                options,
                command=sys.argv[1:],
                workers=workers,
                progress=progress,
                warn=warnings.add,
            )
    except KeyboardInterrupt:
        told = "interrupted; the results so far are whole, --only-new goes on with the rest"
        print(f"dateline: {told}", file=sys.stderr)
        raise typer.Exit(130) from None
    if not quiet:
        _left_out(found.left_out)
        _earlier(output, results)
        warnings.print()
    _failures(record)
    if not quiet:
        _summary(record, output)
    if record.failures:
        raise typer.Exit(1)


@app.command()
def show(
    events: Annotated[Path, typer.Argument(metavar="EVENTS.jsonl", help="A file of records.")],
    limit: Annotated[int, typer.Option(min=0, help="Print at most this many records; 0 for all.")] = 0,
) -> None:
    """Print records for reading, one a paragraph, each with the words that say so."""
    from dateline.results import objects, told
    from dateline.writers.text import paragraph

    line = 0
    for line, record in islice(objects(events, "E207"), limit or None):
        with told(events, line, "E207"):
            typer.echo(paragraph(record) + "\n")
    if not line:
        print(f"dateline: no event records in {events}", file=sys.stderr)


@app.command("explain")
def explain_command(
    record: Annotated[str, typer.Argument(metavar="RECORD-ID", help="The id of a record, or its beginning.")],
    folder: Annotated[Path, typer.Argument(help="The folder of a run's results.")] = Path("output"),
) -> None:
    """Say in one line why a record has its date: the words, what they were resolved against, and so on."""
    from dateline.explain import explain, find

    typer.echo(explain(*find(record, folder)))


@app.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of the files that a run writes."""
    from dateline.records import json_schema

    typer.echo(json.dumps(json_schema(), indent=1, ensure_ascii=False))


def _language(lang: str) -> str:
    from dateline.data import folder_of, languages
    from dateline.readers.languages import AUTO, plain

    code = plain(lang)
    if code != AUTO and folder_of(code) is None:
        raise UsageError("E301", path="--lang", lang=lang, available=", ".join(languages()))
    return code


def _encoding(name: str) -> str:
    try:
        "".encode(name)  # a codec that is none of text (hex, rot13) is not known by this
        return codecs.lookup(name).name
    except LookupError as error:
        raise UsageError("E201", encoding=name) from error


def _day(value: str | None, lang: str) -> str | None:
    from dateline.readers.days import calendar_day
    from dateline.readers.languages import AUTO, USUAL

    day = calendar_day(value, USUAL if lang == AUTO else lang) if value is not None else None
    if value is not None and day is None:
        raise UsageError("E202", value=value)
    return day


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Callable[[int, str], None]]:
    """A progress bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda done, name: bar.update(task, completed=done, description=name or "done")


class Warnings:
    """The warnings of a run, the same one of several documents told once."""

    def __init__(self) -> None:
        self._by_text: dict[str, list[str]] = {}

    def add(self, document: str, text: str) -> None:
        """Keep a warning of a document."""
        self._by_text.setdefault(text, []).append(document)

    def print(self) -> None:
        """Print the most frequent ones."""
        told = sorted(self._by_text.items(), key=lambda item: (-len(item[1]), item[0]))
        for text, names in told[:MOST]:
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            print(f"dateline: warning: {names[0]}{more}: {text}", file=sys.stderr)
        if len(told) > MOST:
            print(f"dateline: {len(told) - MOST} more warnings in *.documents.jsonl", file=sys.stderr)


def _earlier(output: Path, results: Collection[Path]) -> None:
    """Say which results in the folder are of other inputs, which a command that reads the folder would take in."""
    others = sorted({*output.rglob(f"*{EVENTS}")} - {*results})
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        print(f"dateline: {others[0]}{more}: results of other inputs, left as they were", file=sys.stderr)


def _left_out(names: list[str]) -> None:
    """Say which files of the folders were not read."""
    if names:
        kinds = Counter(Path(name).suffix or "no extension" for name in names).most_common()
        told = ", ".join(f"{kind} {n}" for kind, n in kinds)
        print(f"dateline: files not read, of other formats: {told} (such as {names[0]})", file=sys.stderr)


def _failures(record: RunRecord) -> None:
    """Print the failures, of one input the first ones."""
    times = Counter[str]()
    for failed in record.failures:
        times[failed.input] += 1
        if times[failed.input] <= MOST:
            print(f"dateline: [{failed.code}] {failed.message}", file=sys.stderr)
    for name, number in times.items():
        if number > MOST:
            print(f"dateline: {name}: {number - MOST} more failures in run.json", file=sys.stderr)


def _summary(record: RunRecord, output: Path) -> None:
    counts = record.counts
    kinds = sorted(record.event_types.items(), key=lambda item: (-item[1], item[0]))
    typer.echo(
        f"documents: {counts['documents']} ({record.words} words); event records: {counts['events']}, in {output}/"
    )
    if kinds:
        typer.echo("most frequent: " + ", ".join(f"{name} {n}" for name, n in kinds[:6]))
    typer.echo(
        f"warnings: {counts['warnings']}; failures: {counts['failures']}; "
        f"{record.seconds:.1f} s, {record.words_per_second:.0f} words a second"
    )


def main() -> None:
    """Entry point: a usage error is one line and exit code 2; a termination cleans up like an interruption."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        app()
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
