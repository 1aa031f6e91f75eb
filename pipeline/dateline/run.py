"""A batch run: inputs → articles → extractions → files. Same bytes in, same bytes out, on any number of workers."""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dateline.article import Article, Source
from dateline.build import NOTHING_OWN, Own
from dateline.errors import DatelineError, InputError
from dateline.extraction import extract, tool_record
from dateline.readers.inputs import Discovery, Input, read
from dateline.records import FailureRecord, RunInput, RunRecord
from dateline.writers.jsonl import AtomicFile, ResultFiles
from dateline.writers.timeml import timeml as to_timeml


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read and results written.

    `max_chars` bounds a document's length in code points; `timeml` asks for a TimeML file a document as well;
    `own` names the user's own data files.
    """

    lang: str = "en"
    encoding: str = "utf-8"
    reference_date: str | None = None
    max_chars: int = 5_000_000
    timeml: bool = False
    own: Own = NOTHING_OWN


PLAIN = Options()


@dataclass(frozen=True, slots=True)
class Lines:
    """An extraction as the lines to write, cheap to pass between processes; `timeml` is None if not asked for."""

    document: str
    events: list[str]
    types: list[str]
    words: int
    warnings: list[str]
    timeml: str | None = None


@dataclass(slots=True)
class Totals:
    """What a run has done so far."""

    documents: int = 0
    events: int = 0
    words: int = 0
    warnings: int = 0
    types: dict[str, int] = field(default_factory=dict)
    inputs: list[RunInput] = field(default_factory=list)
    failures: list[FailureRecord] = field(default_factory=list)


def name(article: Article) -> str:
    """What a message calls the article."""
    return f"{article.origin.name}: {article.doc_id}" if article.origin else article.doc_id


# Articles under way at once when several workers share an input.
LOOK_AHEAD = 16


def work(article: Article, options: Options = PLAIN) -> Lines | FailureRecord:
    """Extract one article; what goes wrong with it is its own failure and not the run's."""
    try:
        extraction = extract(article, options.own)
    except DatelineError as error:
        return FailureRecord(input=name(article), code=error.code, message=error.message)
    except Exception as error:  # a fault of ours must not cost the user the other documents
        fault = InputError("E118", path=name(article), reason=f"{type(error).__name__}: {error}")
        return failure(fault)
    return Lines(
        extraction.document.model_dump_json(),
        [event.model_dump_json() for event in extraction.events],
        [event.event_type for event in extraction.events],
        extraction.words,
        extraction.document.warnings,
        to_timeml(extraction.document, article.source) if options.timeml else None,
    )


def run(
    found: Discovery,
    output: Path,
    options: Options,
    *,
    command: list[str],
    workers: int = 1,
    progress: Callable[[int, str], None] = lambda _done, _name: None,
    warn: Callable[[str, str], None] = lambda _document, _text: None,
) -> RunRecord:
    """Process all inputs and write their results and run.json into `output`.

    `progress(done, name)` is told before each input: how many are done, and its name; `warn(document, text)`
    each warning.
    Raises UsageError E203 where `output` cannot be written.
    """
    clock, started = time.perf_counter(), datetime.now(UTC).isoformat(timespec="seconds")
    totals = Totals(failures=[failure(error) for error in found.failures])
    summary = AtomicFile(output / "run.json")
    with ExitStack() as stack:
        stack.callback(summary.discard)
        pool = stack.enter_context(Pool(workers, options)) if workers > 1 else None
        for done, source in enumerate(found.inputs):
            progress(done, source.name)
            one_input(source, output, options, totals, pool, warn)
        seconds = time.perf_counter() - clock
        record = run_record(totals, options, command, started, seconds)
        summary.line(record.model_dump_json(indent=1))
        summary.commit()
    progress(len(found.inputs), "")
    return record


class Pool:
    """Fresh processes, the same on every platform; a process that dies costs no other document."""

    def __init__(self, workers: int, options: Options = PLAIN) -> None:
        self._workers, self._options = workers, options
        self._executor = self._new(workers)

    def submit(self, article: Article) -> Future[Lines | FailureRecord]:
        """Begin an article."""
        try:
            return self._executor.submit(work, article, self._options)
        except BrokenProcessPool:
            self._executor = self._new(self._workers)
            return self._executor.submit(work, article, self._options)

    def result(self, article: Article, future: Future[Lines | FailureRecord]) -> Lines | FailureRecord:
        """What came of an article; one whose process died is tried once more, alone."""
        for last in (False, True):
            try:
                return future.result()
            except BrokenProcessPool:
                if not last:
                    with self._new(1) as alone:
                        future = alone.submit(work, article, self._options)
        return failure(InputError("E119", path=name(article)))

    @staticmethod
    def _new(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(cancel_futures=True)


def one_input(
    source: Input,
    output: Path,
    options: Options,
    totals: Totals,
    pool: Pool | None,
    warn: Callable[[str, str], None],
) -> None:
    """Process one input; its files appear if at least one of its documents could be processed."""
    documents = events = 0
    origin: Source | None = None
    articles = read(
        source,
        encoding=options.encoding,
        lang=options.lang,
        reference_date=options.reference_date,
        max_chars=options.max_chars,
    )
    with ResultFiles(output, source.stem) as files:
        for article, result in in_order(articles, pool, options):
            if isinstance(result, FailureRecord):
                totals.failures.append(result)
                continue
            origin = article.origin if article else origin
            files.add(result.document, result.events, result.timeml)
            documents += 1
            events += len(result.events)
            totals.words += result.words
            totals.warnings += len(result.warnings)
            for text in result.warnings:
                warn(name(article) if article else source.name, text)
            for type_ in result.types:
                totals.types[type_] = totals.types.get(type_, 0) + 1
        if not documents:
            files.empty()
    totals.documents += documents
    totals.events += events
    if origin is not None:
        totals.inputs.append(
            RunInput(
                name=source.name, sha256=origin.sha256, bytes=origin.bytes, documents=documents, events=events
            )
        )


def in_order(
    articles: Iterator[Article | InputError], pool: Pool | None, options: Options = PLAIN
) -> Iterator[tuple[Article | None, Lines | FailureRecord]]:
    """Results in the order of the articles, with a bounded number under way, so that memory stays bounded."""
    if pool is None:
        for article in guarded(articles):
            yield (None, article) if isinstance(article, FailureRecord) else (article, work(article, options))
        return
    pending: deque[FailureRecord | tuple[Article, Future[Lines | FailureRecord]]] = deque()
    for article in guarded(articles):
        pending.append(article if isinstance(article, FailureRecord) else (article, pool.submit(article)))
        if len(pending) >= LOOK_AHEAD:
            yield _await(pool, pending.popleft())
    while pending:
        yield _await(pool, pending.popleft())


def _await(
    pool: Pool, first: FailureRecord | tuple[Article, Future[Lines | FailureRecord]]
) -> tuple[Article | None, Lines | FailureRecord]:
    return (None, first) if isinstance(first, FailureRecord) else (first[0], pool.result(*first))


def guarded(articles: Iterator[Article | InputError]) -> Iterator[Article | FailureRecord]:
    """The articles, with an error that the reader yields or ends with as a failure."""
    try:
        for article in articles:
            yield failure(article) if isinstance(article, InputError) else article
    except InputError as error:
        yield failure(error)


def failure(error: InputError) -> FailureRecord:
    """An error as run.json tells it."""
    return FailureRecord(input=error.input, code=error.code, message=error.message)


def run_record(
    totals: Totals, options: Options, command: list[str], started: str, seconds: float
) -> RunRecord:
    """What run.json says."""
    return RunRecord(
        command=command,
        tool=tool_record(options.lang, options.own),
        started=started,
        seconds=round(seconds, 3),
        words=totals.words,
        words_per_second=round(totals.words / seconds, 1),
        inputs=totals.inputs,
        counts={
            "documents": totals.documents,
            "events": totals.events,
            "warnings": totals.warnings,
            "failures": len(totals.failures),
        },
        event_types=dict(sorted(totals.types.items())),
        failures=totals.failures,
    )
