"""The files that a run has written, line by line; what is no line of theirs is told with its place and reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.records import SCHEMA_VERSION

Json = dict[str, Any]
_BOM = b"\xef\xbb\xbf"


def objects(path: Path, code: str) -> Iterator[tuple[int, Json]]:
    """The objects of a file and their lines, blank lines left out.

    Raises UsageError E206 for a file that cannot be read, and `code` with the line for one that holds none of ours.
    """
    try:
        with path.open("rb") as file:
            for line, raw in enumerate(file, 1):
                own = raw.removeprefix(_BOM) if line == 1 else raw
                if own.strip():
                    with told(path, line, code):
                        found = _object(own)
                    yield line, found
    except OSError as error:
        raise UsageError("E206", path=path, reason=error.strerror) from error


@contextmanager
def told(path: Path, line: int, code: str) -> Iterator[None]:
    """What a line lacks, met while it is read or used, as a UsageError of this code."""
    try:
        yield
    except RecursionError as error:
        raise UsageError(code, path=path, line=line, reason="nested too deeply") from error
    except KeyError as error:
        raise UsageError(code, path=path, line=line, reason=f"no {error}") from error
    except UnicodeDecodeError as error:
        reason = f"not UTF-8: byte 0x{error.object[error.start]:02x} at position {error.start}"
        raise UsageError(code, path=path, line=line, reason=reason) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError(code, path=path, line=line, reason=error) from error


def _object(raw: bytes) -> Json:
    value = json.loads(raw.decode("utf-8"))
    if not isinstance(value, dict):
        raise ValueError(f"a {type(value).__name__}, not an object")
    version = value.get("schema_version", SCHEMA_VERSION)
    if version != SCHEMA_VERSION:
        raise ValueError(f"schema_version {version!r}, and this dateline reads {SCHEMA_VERSION!r}")
    return value
