"""The commands on annotated articles: `dateline evaluate` and `dateline corpus …`.

Exit codes: 0 done, 1 an article could not be scored, or the corpus has problems, 2 wrong usage.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.evaluation.evaluate import Judged, Report
    from dateline.records import FailureRecord

app = typer.Typer(
    help="Annotated articles: check, measure agreement, exchange with annotation tools.", no_args_is_help=True
)
FORMATS = ("table", "json", "markdown")
CORPUS = Path("corpus")


def evaluate_command(
    path: Annotated[
        Path, typer.Argument(help="A folder of annotated articles, or one NAME.gold.json.")
    ] = CORPUS,
    part: Annotated[Optional[str], typer.Option(help="Only this part of the corpus.")] = None,  # noqa: UP045
    lang: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Read every article in this language, whatever its annotation says."),
    ] = None,
    run: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Score the files of this run instead of running the pipeline."),
    ] = None,
    format: Annotated[str, typer.Option(help="table, json or markdown.")] = "table",
    errors: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Write a page per article here, annotation and result side by side."),
    ] = None,
    baseline: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Compare with this earlier report (of --format json)."),
    ] = None,
    workers: Annotated[int, typer.Option(help="Processes; the scores do not depend on it.")] = 1,
) -> None:
    """Measure against annotated articles: precision, recall and F1 per layer, slot, type and article."""
    from dateline.evaluation.corpus import annotated
    from dateline.evaluation.evaluate import judged, judged_run, report
    from dateline.evaluation.report import changes

    if format not in FORMATS:
        raise UsageError("E209", value=format, allowed=", ".join(FORMATS))
    if workers < 1:
        raise UsageError("E205", value=workers)
    before = _report(baseline) if baseline else None
    items = annotated(path, part=part)
    results = list(judged_run(items, run) if run else judged(items, lang, workers))
    measured = report(results)
    typer.echo(_rendered(measured, format), nl=False)
    if before:
        for title, lines in zip(("better", "worse"), changes(measured, before), strict=True):
            print(f"{title} than {baseline}: {len(lines) or 'nothing'}", *lines, sep="\n  ", file=sys.stderr)
    if errors:
        _pages(results, errors)
    if measured.failures:
        raise typer.Exit(1)


def _rendered(report: Report, format: str) -> str:
    from dateline.evaluation.report import markdown, table

    if format == "json":
        return report.model_dump_json(indent=1) + "\n"
    return table(report) if format == "table" else markdown(report)


def _report(path: Path) -> Report:
    import pydantic

    from dateline.evaluation.evaluate import Report

    try:
        return Report.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("E206", path=path, reason=error.strerror) from error
    except pydantic.ValidationError as error:
        raise UsageError("E404", path=path, reason=str(error).splitlines()[0]) from error


def _pages(results: list[Judged | FailureRecord], folder: Path) -> None:
    """Pages of the articles that may be looked at."""
    from dateline.evaluation.evaluate import Judged
    from dateline.evaluation.pages import write

    done = [result for result in results if isinstance(result, Judged)]
    try:
        for result in done:
            if not result.item.frozen:
                write(result, folder)
    except OSError as error:
        raise UsageError("E203", path=folder, reason=error.strerror, option="--errors") from error
    frozen = sum(result.item.frozen for result in done)
    left_out = f"; {frozen} of the frozen part have none: only their scores are looked at" if frozen else ""
    print(f"pages: {len(done) - frozen} in {folder}/{left_out}", file=sys.stderr)


@app.command()
def check(
    path: Annotated[
        Path, typer.Argument(help="A folder of annotated articles, or one NAME.gold.json.")
    ] = CORPUS,
) -> None:
    """Check offsets, values, types, identities, order and overlaps of annotations."""
    from dateline.evaluation.check import check as problems_of
    from dateline.evaluation.check import summary
    from dateline.evaluation.corpus import annotated, frozen_changes, root_of

    items = annotated(path)
    problems = [problem for item in items for problem in problems_of(item)]
    for problem in problems:
        typer.echo(str(problem))
    root = root_of(path)
    frozen = frozen_changes(root) if root else None
    if frozen:
        typer.echo(str(UsageError("E406", path=root, reason=frozen)))
    if problems or frozen:
        typer.echo(f"{len(problems)} problems in {len(items)} annotations")
        raise typer.Exit(1)
    totals: dict[str, int] = {}
    for item in items:
        for kind, number in summary(item.annotation()).items():
            totals[kind] = totals.get(kind, 0) + number
    told = ", ".join(f"{number} {kind}" for kind, number in totals.items())
    typer.echo(f"{len(items)} annotations without a problem: {told}")


@app.command()
def agreement(
    path: Annotated[Path, typer.Argument(help="A corpus with passes/a and passes/b.")] = CORPUS,
    format: Annotated[str, typer.Option(help="table, json or markdown.")] = "table",
) -> None:
    """Agreement of two independent annotations: the second scored against the first."""
    from dateline.evaluation.agreement import agreement as measure

    if format not in FORMATS:
        raise UsageError("E209", value=format, allowed=", ".join(FORMATS))
    typer.echo(_rendered(measure(path), format), nl=False)


@app.command()
def manifest(path: Annotated[Path, typer.Argument(help="The corpus.")] = CORPUS) -> None:
    """Renew the hashes of the corpus's manifest."""
    from dateline.evaluation.corpus import annotated, digest, frozen_changes, renew_manifest

    if not path.is_dir():
        raise UsageError("E402", path=path, part="")
    annotated(path)
    renew_manifest(path)
    if frozen_changes(path):
        typer.echo(
            f"the frozen part has changed: add to versions.tsv a version with the digest {digest(path)} and the reason"
        )
        raise typer.Exit(1)


@app.command("export")
def export_command(
    to: Annotated[str, typer.Option(help="brat, doccano, label-studio, webanno-tsv or conll.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the files.")],
    path: Annotated[
        Path, typer.Argument(help="A folder of annotated articles, or one NAME.gold.json.")
    ] = CORPUS,
) -> None:
    """Write annotations for an annotation tool."""
    from dateline.evaluation.corpus import annotated
    from dateline.interchange.formats import EXPORTS, export

    if to not in EXPORTS:
        raise UsageError("E408", option="--to", value=to, allowed=", ".join(EXPORTS))
    items = annotated(path)
    lost = export(items, to, output)
    typer.echo(f"{len(items)} articles in {output}/")
    for line in lost:
        print(f"not held by the format: {line}", file=sys.stderr)


@app.command("import")
def import_command(
    source: Annotated[Path, typer.Argument(help="What the annotation tool wrote: a file or a folder.")],
    from_: Annotated[str, typer.Option("--from", help="brat, doccano or label-studio.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for NAME.gold.json.")],
    corpus: Annotated[Path, typer.Option(help="The corpus that was exported: its texts count.")] = CORPUS,
) -> None:
    """Read annotations back from an annotation tool."""
    from dateline.evaluation.corpus import annotated
    from dateline.interchange.formats import IMPORTS, import_

    if from_ not in IMPORTS:
        raise UsageError("E408", option="--from", value=from_, allowed=", ".join(IMPORTS))
    written = import_(source, from_, annotated(corpus), output)
    if not written:
        raise UsageError("E424", path=source, tool=from_)
    for path in written:
        typer.echo(str(path))


@app.command()
def draft(
    text: Annotated[Path, typer.Argument(metavar="FILE", help="A text without an annotation.")],
    lang: Annotated[str, typer.Option(help="Its language; auto: told from the text.")] = "auto",
) -> None:
    """Annotate a text with the system, as NAME.gold.json next to it, for a person to correct."""
    from dateline.evaluation.draft import draft as write_draft

    typer.echo(str(write_draft(text, lang)))
