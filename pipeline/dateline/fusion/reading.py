"""Files of records, line by line: a broken line is a failure of its own and never loses the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import InputError
from dateline.fusion.view import Event, parse
from dateline.records import FailureRecord

SUFFIX = ".events.jsonl"
LONGEST_LINE = 4 << 20  # bytes; a record of some thousand words has some ten thousand
MOST_FAILURES = 50  # named lines of one file; the rest is counted


@dataclass(frozen=True, slots=True)
class Line:
    """A record and where its line lies: the file's number and the offset in bytes."""

    event: Event
    file: int
    offset: int


@dataclass(slots=True)
class Source:
    """A file of records and what was found in it."""

    path: Path
    sha256: str = ""
    bytes: int = 0
    records: int = 0
    bad_lines: int = 0


@dataclass(slots=True)
class Sources:
    """The files to read, and what could not be read of them."""

    files: list[Source]
    failures: list[FailureRecord] = field(default_factory=list)

    def fail(self, code: str, **details: object) -> None:
        """Note a failure."""
        error = InputError(code, **details)
        self.failures.append(FailureRecord(input=error.input, code=error.code, message=error.message))


def discover(arguments: Sequence[str | Path]) -> Sources:
    """The files behind the arguments: files of records, and folders with all *.events.jsonl below.

    A file named twice is read once; the order of the arguments has no influence. Failures: E501 missing,
    E502 a folder without records.
    """
    found: dict[Path, Path] = {}
    sources = Sources([])
    for argument in sorted({str(argument) for argument in arguments}):
        path = Path(argument)
        if path.is_dir():
            below = sorted(p for p in path.rglob(f"*{SUFFIX}") if p.is_file())
            if not below:
                sources.fail("E502", path=path)
        elif path.is_file():
            below = [path]
        else:
            sources.fail("E501", path=path)
            continue
        for file in below:
            found.setdefault(file.resolve(), file)
    sources.files = [Source(path) for path in sorted(found.values())]
    return sources


def read(sources: Sources) -> Iterator[Line]:
    """The records of all files, in order; a record whose id was read before is left out.

    Failures: E503 a file that cannot be read, E504 a line that is no record, E505 an id read before, E506 a
    file without a single record; E507 counts the bad lines of a file that are too many to name.
    """
    seen: set[bytes] = set()
    for number, source in enumerate(sources.files):
        failed = len(sources.failures)
        try:
            for count, offset, raw in _lines(source):
                event = _event(sources, source, count, raw)
                if event is None:
                    continue
                key = hashlib.blake2b(event.id.encode(), digest_size=8).digest()
                if key in seen:
                    _bad_line(sources, source, "E505", line=count, id=event.id)
                    continue
                seen.add(key)
                source.records += 1
                yield Line(event, number, offset)
        except OSError as error:
            sources.fail("E503", path=source.path, reason=error.strerror or error)
        if source.bad_lines > MOST_FAILURES:
            sources.fail("E507", path=source.path, number=source.bad_lines - MOST_FAILURES)
        if source.bytes and not source.records and len(sources.failures) == failed:
            sources.fail("E506", path=source.path)


def _event(sources: Sources, source: Source, count: int, raw: bytes) -> Event | None:
    """The record on a line; None, and a failure, where it is none."""
    try:
        if len(raw) >= LONGEST_LINE:
            raise ValueError(f"longer than {LONGEST_LINE} bytes")
        return parse(raw)
    except ValueError as error:
        _bad_line(sources, source, "E504", line=count, reason=error)
        return None


def _bad_line(sources: Sources, source: Source, code: str, **details: object) -> None:
    source.bad_lines += 1
    if source.bad_lines <= MOST_FAILURES:
        sources.fail(code, path=source.path, **details)


def _lines(source: Source) -> Iterator[tuple[int, int, bytes]]:
    """Number, offset and bytes of each line that is not blank; an endless line is cut, never held whole."""
    digest = hashlib.sha256()
    count = offset = 0
    with source.path.open("rb") as file:
        while raw := file.readline(LONGEST_LINE):
            start, length = offset, len(raw)
            digest.update(raw)
            while not raw.endswith(b"\n") and (more := file.readline(LONGEST_LINE)):
                digest.update(more)
                length += len(more)
                if more.endswith(b"\n"):
                    break
            count += 1
            offset += length
            if raw.strip():
                yield count, start, raw
    source.sha256, source.bytes = digest.hexdigest(), offset
