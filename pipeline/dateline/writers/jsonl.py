"""Writes the files of a run: JSON Lines, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

from dateline.errors import UsageError


class AtomicFile:
    """A text file that appears under its name only when complete.

    Written beside its target under a temporary name and renamed on `commit`; a killed run leaves no
    half file under a result's name. Raises E203 where the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, self._temporary = tempfile.mkstemp(
                prefix=f".{path.name}.", suffix=".part", dir=path.parent
            )
        except OSError as error:
            raise UsageError("E203", path=path, reason=error.strerror, option="--output") from error
        self._file: IO[str] = os.fdopen(handle, "w", encoding="utf-8", newline="\n")

    def line(self, text: str) -> None:
        """Append one line."""
        self._file.write(text + "\n")

    def commit(self) -> None:
        """Give the file its name."""
        self._file.close()
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(self._temporary, 0o666 & ~mask)  # mkstemp's 0600 is for secrets; results are for sharing
        os.replace(self._temporary, self.path)

    def discard(self) -> None:
        """Remove what was written so far."""
        self._file.close()
        Path(self._temporary).unlink(missing_ok=True)  # nothing is left of it after a commit


class ResultFiles:
    """The result files of one input: `STEM.events.jsonl`, `STEM.documents.jsonl`, and TimeML where it is given.

    TimeML holds one document: `STEM.tml`, from the second of an input on `STEM.2.tml` and so forth. A context: on
    leaving without an exception all appear, else none.
    """

    def __init__(self, folder: Path, stem: str) -> None:
        self._events = AtomicFile(folder / f"{stem}.events.jsonl")
        self._documents = AtomicFile(folder / f"{stem}.documents.jsonl")
        self._folder, self._stem = folder, stem
        self._timeml: list[AtomicFile] = []
        self._wanted = True

    def empty(self) -> None:
        """Nothing came of the input: leave no files."""
        self._wanted = False

    def add(self, document: str, events: list[str], timeml: str | None = None) -> None:
        """Append a document and its events, each one JSON object on a line, and write its TimeML."""
        self._documents.line(document)
        for event in events:
            self._events.line(event)
        if timeml is not None:
            number = f".{len(self._timeml) + 1}" if self._timeml else ""
            self._timeml.append(AtomicFile(self._folder / f"{self._stem}{number}.tml"))
            self._timeml[-1].line(timeml.removesuffix("\n"))

    def __enter__(self) -> ResultFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in (self._events, self._documents, *self._timeml):
            if kind is None and self._wanted:
                file.commit()
            else:
                file.discard()
