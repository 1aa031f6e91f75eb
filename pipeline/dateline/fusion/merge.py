"""`dateline merge`: files of records in, incidents.jsonl and merge.json out.

Two passes over the files: the first keeps of every record only what comparison needs, the second reads the
records of one happening at a time and writes its row. The order of the inputs has no influence on incidents.jsonl.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from dateline import __version__
from dateline.errors import UsageError
from dateline.fusion.comparing import Account
from dateline.fusion.incidents import incident
from dateline.fusion.likeness import likeness
from dateline.fusion.linking import Linked, link
from dateline.fusion.models import IncidentRecord, LinkRecord, MergeInput, MergeRecord
from dateline.fusion.reading import LONGEST_LINE, Sources, discover, read
from dateline.fusion.units import At, Tellings
from dateline.fusion.view import Event, parse
from dateline.writers.jsonl import AtomicFile

LATEST = 1 << 62
OPEN_FILES = 64


def merge(inputs: Sequence[str | Path], output: Path, *, command: list[str]) -> MergeRecord:
    """Link the records of the inputs and write incidents.jsonl and merge.json into `output`.

    Raises UsageError E203 where `output` cannot be written, E508 where the inputs hold no record, E509 where a
    file changes between the passes.
    """
    clock, started = time.perf_counter(), datetime.now(UTC).isoformat(timespec="seconds")
    sources = discover(inputs)
    collected = Tellings()
    for line in read(sources):
        collected.add(line.event, line.file, line.offset)
    if not collected.items:
        raise UsageError("E508", why=f": {sources.failures[0].message}" if sources.failures else "")
    linked = link(collected)
    counts: Counter[str] = Counter()
    differences: Counter[str] = Counter()
    rows, summary = AtomicFile(output / "incidents.jsonl"), AtomicFile(output / "merge.json")
    with ExitStack() as stack:
        stack.callback(summary.discard)
        stack.callback(rows.discard)
        for row in incidents(linked, collected, sources):
            rows.line(row.model_dump_json())
            counts["incidents"] += 1
            counts["linked"] += len(row.documents) > 1
            counts["differing"] += bool(row.differ)
            differences.update(d.field for d in row.differ)
        record = MergeRecord(
            command=command,
            version=__version__,
            started=started,
            seconds=round(time.perf_counter() - clock, 3),
            inputs=[
                MergeInput(name=str(s.path), sha256=s.sha256, bytes=s.bytes, records=s.records)
                for s in sources.files
            ],
            counts=_counts(counts, linked, collected, sources),
            differences=dict(sorted(differences.items())),
            failures=sources.failures,
        )
        summary.line(record.model_dump_json(indent=1))
        rows.commit()
        summary.commit()
    return record


def _counts(counts: Counter[str], linked: Linked, collected: Tellings, sources: Sources) -> dict[str, int]:
    return {
        "records": sum(s.records for s in sources.files),
        "documents": len(collected.documents()),
        "tellings": len(collected.items),
        "undated": sum(t.days is None for t in collected.items),
        "incidents": counts["incidents"],
        "linked": counts["linked"],
        "differing": counts["differing"],
        "comparisons": linked.comparisons,
        "cut_short": linked.cut_short,
        "failures": len(sources.failures),
    }


def incidents(linked: Linked, collected: Tellings, sources: Sources) -> Iterator[IncidentRecord]:
    """The rows, by date and then by record; those without a date come last."""
    tellings = collected.items

    def order(number: int) -> tuple[int, int, str]:
        group = linked.groups[number]
        days = min((d for i in group if (d := tellings[i].days)), default=(LATEST, LATEST))
        return *days, tellings[group[0]].key

    names = collected.documents()
    with Reader(sources) as reader:
        for number in sorted(range(len(linked.groups)), key=order):
            accounts = [
                Account(names[tellings[i].document], reader.events(tellings[i].at))
                for i in linked.groups[number]
            ]
            links = [_link(a, b, collected, names) for a, b, _ in linked.links.get(number, [])]
            yield incident(accounts, collected.actors, links)


def _link(a: int, b: int, collected: Tellings, names: list[str]) -> LinkRecord:
    """Why two tellings were linked."""
    one, other = sorted((collected.items[a], collected.items[b]), key=lambda t: t.key)
    points = likeness(one, other, collected.actors) or {}
    return LinkRecord(
        documents=(names[one.document], names[other.document]),
        records=(one.key, other.key),
        points=points,
        score=round(sum(points.values()), 3),
    )


class Reader:
    """Reads records anew by the place of their line, with a bounded number of files open."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._open: dict[int, BinaryIO] = {}

    def events(self, places: Sequence[At]) -> list[Event]:
        """The records at these places, in the order of their text."""
        return sorted((self.event(at) for at in sorted(places)), key=lambda e: (e.trigger.start, e.id))

    def event(self, at: At) -> Event:
        """The record at a place; raises UsageError E509 if there is none any more."""
        number, offset = at
        path = self._sources.files[number].path
        try:
            file = self._open.pop(number, None) or path.open("rb")
            self._open[number] = file  # the one used last comes last
            if len(self._open) > OPEN_FILES:
                self._open.pop(next(iter(self._open))).close()
            file.seek(offset)
            return parse(file.readline(LONGEST_LINE))
        except (OSError, ValueError) as error:
            raise UsageError("E509", path=path, reason=error) from error

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._open.values():
            file.close()
