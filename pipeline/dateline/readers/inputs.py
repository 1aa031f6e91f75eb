"""From the INPUT arguments of a command to files, and from a file to Articles.

Offsets index the file as decoded, to the character: line ends stay as they are and a byte order
mark (U+FEFF) stays in the source and not in the text. In a file of JSON lines they index the
"text" value of their line. One bad input, or line, never stops the others: failures are returned
or yielded as InputError.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from dateline.article import Article, Source
from dateline.errors import InputError, UsageError
from dateline.readers import jsonl
from dateline.readers.formats import FORMATS, Settings, article_of_text, decode

STDIN = "-"
CHUNK = 1 << 20  # bytes
RESULTS = (".events.jsonl", ".documents.jsonl")
RUN, GZ = "run.json", ".gz"
DEPTH = 50  # folders above an input that may tell it from another of its name
# How inputs of one name are told apart: by extensions, by folders, by both.
WAYS = ((True, 0), *((suffix, depth) for suffix in (False, True) for depth in range(1, DEPTH)))
SUFFIXES = (*FORMATS, ".jsonl")
_SHOWN = ", ".join(SUFFIXES) + " (each also with .gz)"


@dataclass(frozen=True, slots=True, order=True)
class Input:
    """One file to read, or standard input (`path` is None).

    `name` is what the user is shown; `suffix` the format's, without ".gz"; `stem` the name, with
    folders below the one that was given, under which output files are written.
    """

    name: str
    path: Path | None
    suffix: str
    stem: str
    compressed: bool = False


@dataclass(frozen=True, slots=True)
class Discovery:
    """The inputs of a run, sorted by name, the arguments that gave none, and files in folders that cannot be read."""

    inputs: list[Input]
    failures: list[InputError]
    left_out: list[str] = field(default_factory=list)


def discover(paths: Sequence[str]) -> Discovery:
    """The inputs behind the arguments: files, folders (with all below, hidden ones left out) and "-".

    A file named twice is read once. Failures: E107 folder without a readable file, E108 unknown
    extension, E109 missing, E110 folder not readable. Raises UsageError E204 when two inputs would
    write the same file. The order of the arguments has no influence.
    """
    found: dict[Path | None, Input] = {}
    failures: list[InputError] = []
    left_out: set[str] = set()
    for argument in sorted(set(paths)):
        try:
            for item in _expand(argument, left_out):
                key = item.path.resolve() if item.path else None
                known = found.get(key)
                if known is None or len(item.stem) > len(known.stem):  # the name within a folder tells more
                    found[key] = item
        except InputError as error:
            failures.append(error)
    return Discovery(_apart(list(found.values())), failures, sorted(left_out))


def _apart(inputs: list[Input]) -> list[Input]:
    """The inputs, those of one name told apart by their extensions, or else by the folders they lie in.

    Raises UsageError E204 where two would write the same file all the same.
    """
    named: dict[str, list[Input]] = {}
    for item in inputs:
        named.setdefault(item.stem, []).append(item)
    out: dict[str, Input] = {}
    for stem, group in sorted(named.items()):
        stems = [stem]
        if len(group) > 1:
            ways = ([_told(item, depth, suffix) for item in group] for suffix, depth in WAYS)
            stems = next((way for way in ways if len({*way}) == len(way)), [stem] * len(group))
        for own, item in zip(stems, group, strict=True):
            if own in out:
                raise UsageError("E204", path=f"{own}.events.jsonl", inputs=f"{out[own].name}, {item.name}")
            out[own] = replace(item, stem=own)
    return sorted(out.values(), key=lambda item: (item.name, item.stem))


def _told(item: Input, depth: int, suffix: bool) -> str:
    """The name of an input with so many of the folders above it, and with its extension."""
    own = PurePath(item.stem).parts
    above: tuple[str, ...] = ()
    ending = f"{item.suffix}{GZ if item.compressed else ''}"
    if item.path is not None:
        above = item.path.resolve().parts[1 : -len(own)]
        ending = item.path.name[len(own[-1]) :]
    return PurePath(*above[max(len(above) - depth, 0) :], *own).as_posix() + (ending if suffix else "")


def _expand(argument: str, left_out: set[str]) -> list[Input]:
    """The inputs behind one argument, and into `left_out` the other files of a folder; raises InputError."""
    if argument == STDIN:
        return [Input(STDIN, None, ".txt", "stdin")]
    path = Path(argument)
    if not argument:  # an unset variable of a shell, not the folder one stands in
        raise InputError("E109", path="''")
    if path.is_dir():
        try:
            files = sorted(p for p in path.rglob("*") if _is_input(p.relative_to(path)) and p.is_file())
        except OSError as error:
            raise InputError("E110", path=argument, reason=error.strerror) from error
        inputs = [item for p in files if (item := _input(p, p.relative_to(path)))]
        left_out |= {str(p) for p in files} - {item.name for item in inputs} - {str(path / RUN)}
        if not inputs:
            raise InputError("E107", path=argument, suffixes=_SHOWN)
        return inputs
    if not path.exists():
        raise InputError("E109", path=argument)
    item = _input(path, PurePath(path.name))
    if item is None:
        raise InputError("E108", path=argument, suffix="".join(path.suffixes[-1:]), suffixes=_SHOWN)
    return [item]


def _is_input(path: PurePath) -> bool:
    """Whether a file below a folder may be meant as input: not hidden, and no result of an earlier run."""
    return not any(part.startswith(".") for part in path.parts) and not path.name.endswith(RESULTS)


def _input(path: Path, below: PurePath) -> Input | None:
    """The input in this file, None if its extension is not one of ours."""
    plain = below.with_suffix("") if below.suffix.lower() == GZ else below
    suffix = plain.suffix.lower()
    if suffix not in SUFFIXES:
        return None
    return Input(str(path), path, suffix, plain.with_suffix("").as_posix(), plain != below)


def read(
    item: Input,
    *,
    lang: str,
    encoding: str | None = None,
    reference_date: str | None = None,
    max_chars: int,
) -> Iterator[Article | InputError]:
    """The documents of one input, in order; what cannot be read is yielded as InputError.

    `encoding` None is UTF-8; `reference_date` (a calendar day) is the day of writing of documents
    that bring none of their own; `max_chars` limits one document. Raises UsageError E201 for an
    unknown encoding.
    """
    settings = Settings(lang, encoding, reference_date, max_chars)
    try:
        if item.suffix == ".jsonl":
            origin = _hash(item)
            with _open(item) as file:
                yield from jsonl.read(file, item.name, origin, settings)
        else:
            yield _read_whole(item, settings)
    except InputError as error:
        yield error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield InputError("E111", path=item.name, reason=str(error))
    except OSError as error:
        yield InputError("E110", path=item.name, reason=error.strerror or str(error))


def _read_whole(item: Input, settings: Settings) -> Article:
    """The one document of a file; raises InputError."""
    origin, raw = _load(item, 4 * settings.max_chars + 4)  # UTF-8 takes at most four bytes a character
    source = decode(raw, item.name, settings)
    article = article_of_text(source, item.name, item.suffix, item.stem, settings)
    article.origin = origin
    return article


def _load(item: Input, limit: int) -> tuple[Source, bytes]:
    """The identity and the (unpacked) bytes of a file; raises E112 once there are more than `limit`."""
    with _open_raw(item) as file:
        packed = file.read()
    origin = Source(_base(item), hashlib.sha256(packed).hexdigest(), len(packed))
    if not item.compressed:
        return origin, packed
    with gzip.open(io.BytesIO(packed)) as unpacked:
        raw = unpacked.read(limit + 1)
    if len(raw) > limit:
        more = f"at least {limit // 4}"
        raise InputError("E112", path=item.name, characters=more, limit=limit // 4 - 1)
    return origin, raw


def _hash(item: Input) -> Source:
    """The identity of a file that is too large to hold."""
    digest, size = hashlib.sha256(), 0
    with _open_raw(item) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Source(_base(item), digest.hexdigest(), size)


@contextmanager
def _open(item: Input) -> Iterator[BinaryIO]:
    """The unpacked bytes of a file."""
    with _open_raw(item) as raw:
        if item.compressed:
            with gzip.open(raw) as file:
                yield file  # type: ignore[misc]
        else:
            yield raw


@contextmanager
def _open_raw(item: Input) -> Iterator[BinaryIO]:
    """The bytes of a file as they lie on disk."""
    if item.path is None:
        yield sys.stdin.buffer
    else:
        with item.path.open("rb") as file:
            yield file


def _base(item: Input) -> str:
    return item.path.name if item.path else "stdin"
