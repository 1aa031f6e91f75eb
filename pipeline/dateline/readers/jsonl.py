"""JSON lines: one document a line, read as a stream.

A line is `{"id", "text", "lang"?, "reference_date"?, "title"?}`; other keys are ignored. Only a line
feed ends a line (JSON text may hold U+2028). The text is read as plain text, and offsets index it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from dateline.article import Article, Source
from dateline.errors import InputError
from dateline.readers.formats import Settings, article_of_text, decode

_SURROGATE = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
ROOM = 1 << 16  # bytes of a line besides its text
ESCAPED = 12  # bytes of JSON that one character may take: two escapes of six


def read(file: BinaryIO, name: str, origin: Source, settings: Settings) -> Iterator[Article | InputError]:
    """The documents of an open file in order; a bad line is an InputError and the next goes on."""
    seen: dict[str, int] = {}
    documents = 0
    for number, offset, raw in _lines(file, ESCAPED * settings.max_chars + ROOM):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        documents += 1
        try:
            article = _document(line, f"{name}, line {number}", name, number, offset, seen, settings)
        except InputError as error:
            yield error
        else:
            article.origin = origin
            yield article
    if not documents:
        yield InputError("E115" if origin.bytes else "E102", path=name)


def _lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, int, bytes]]:
    """Number, byte offset and bytes of each line; of one longer than `limit` only the first part."""
    number = offset = 0
    while raw := file.readline(limit + 1):
        number += 1
        start, offset = offset, offset + len(raw)
        part = raw
        while len(part) > limit and not part.endswith(b"\n"):  # the rest of an endless line
            part = file.readline(limit + 1)
            offset += len(part)
        yield number, start, raw


def _document(
    raw: bytes, where: str, name: str, number: int, offset: int, seen: dict[str, int], settings: Settings
) -> Article:
    """The document of one line; raises InputError."""
    if len(raw) > ESCAPED * settings.max_chars + ROOM:
        more = f"at least {settings.max_chars + 1}"
        raise InputError("E112", path=where, characters=more, limit=settings.max_chars)
    fields = _fields(raw, where, name, number, settings)
    key, text = fields.get("id"), fields.get("text")
    if not isinstance(key, str) or not key:
        raise InputError("E113", path=name, line=number)
    if not isinstance(text, str):
        raise InputError("E105", path=name, line=number)
    if key in seen:
        raise InputError("E106", path=name, line=number, id=key, first=seen[key])
    seen[key] = number
    for value in (text, key, fields.get("title")):
        lone = _SURROGATE.search(value) if isinstance(value, str) else None
        if lone:
            raise InputError("E114", path=name, line=number, code=ord(lone.group()), position=lone.start())
    lang = _optional(fields, "lang", "a language code", name, number)
    day = _optional(fields, "reference_date", "a calendar day, YYYY-MM-DD", name, number)
    title = _optional(fields, "title", "a string", name, number)
    own = replace(settings, lang=lang or settings.lang, reference_date=day or settings.reference_date)
    article = article_of_text(text, where, ".txt", key, own)
    article.title = title or article.title
    return article


def _fields(raw: bytes, where: str, name: str, number: int, settings: Settings) -> dict[str, Any]:
    """The object on the line."""
    try:
        value = json.loads(decode(raw, where, settings))
    except (ValueError, RecursionError) as error:  # ValueError: also a number of too many digits
        reason = getattr(error, "msg", "nested too deeply" if isinstance(error, RecursionError) else error)
        raise InputError("E104", path=name, line=number, reason=reason) from error
    if not isinstance(value, dict):
        raise InputError("E104", path=name, line=number, reason=f"a {type(value).__name__}, not an object")
    return value


def _optional(fields: dict[str, Any], field: str, expected: str, name: str, number: int) -> str | None:
    """A string that may be missing or null; raises InputError E116."""
    value = fields.get(field)
    valid = value is None or (isinstance(value, str) and bool(value))
    if valid and value is not None and field == "reference_date":
        valid = bool(_DAY.match(value)) and _is_day(value)
    if not valid:
        raise InputError("E116", path=name, line=number, field=field, expected=expected)
    return value


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
