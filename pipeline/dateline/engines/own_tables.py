"""The user's own tables (`--gazetteer extra.tsv`, `--actors my.tsv`): tab-separated, with a header line."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from dateline.errors import UsageError


def rows(
    table: Path, required: Collection[str], columns: Collection[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with the numbers of their lines; lines that begin with # are comments.

    `columns` are all that it may have. Raises UsageError E206 if it cannot be read, E315 for what is wrong in a line.
    """
    try:
        lines = table.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UsageError("E206", path=table, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise UsageError("E315", path=table, line=1, reason=f"not UTF-8 ({error.reason})") from error
    found = [(n, line) for n, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    if not found:
        raise UsageError("E315", path=table, line=1, reason="no header line and no row")
    numbers, kept = zip(*found, strict=True)
    header, *cells = csv.reader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(required) <= set(header) <= set(columns) or len(set(header)) < len(header):
        told = f"the columns are {', '.join(header)}; needed are {', '.join(sorted(required))}, and there may be "
        told += ", ".join(sorted(set(columns) - set(required)))
        raise UsageError("E315", path=table, line=numbers[0], reason=told)
    for number, row in zip(numbers[1:], cells, strict=True):
        if len(row) != len(header):
            told = f"{len(row)} columns, not {len(header)}"
            raise UsageError("E315", path=table, line=number, reason=told)
        yield number, {key: value.strip() for key, value in zip(header, row, strict=True)}
