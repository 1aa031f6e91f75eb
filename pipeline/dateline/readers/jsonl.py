"""JSON lines: one document a line, read as a stream.

A line is `{"id", "text", "lang"?, "reference_date"?, "title"?}`; other keys are ignored. Only a line
feed ends a line (JSON text may hold U+2028). The text is read as plain text, and offsets index it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from dateline.article import Article, Source
from dateline.errors import InputError
from dateline.readers.days import calendar_day
from dateline.readers.formats import Settings, article_of_text, decode
from dateline.readers.languages import AUTO, USUAL, plain

_SURROGATE = re.compile("[\ud800-\udfff]")
ROOM = 1 << 16  # bytes of a line besides its text
ESCAPED = 12  # bytes of JSON that one character may take: two escapes of six


def read(file: BinaryIO, name: str, origin: Source, settings: Settings) -> Iterator[Article | InputError]:
    """The documents of an open file in order; a bad line is an InputError and the next goes on."""
    limit = ESCAPED * settings.max_chars + ROOM
    seen: dict[str, int] = {}
    empty = True
    for number, raw in enumerate(_lines(file, limit), 1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        empty = False
        try:
            if len(line) > limit:
                more = f"at least {settings.max_chars + 1}"
                raise InputError(
                    "E112", path=f"{name}, line {number}", characters=more, limit=settings.max_chars
                )
            article = _Line(name, number, settings).document(line, seen)
        except InputError as error:
            yield error
        else:
            article.origin = origin
            yield article
    if empty:
        yield InputError("E115" if origin.bytes else "E102", path=name)


def _lines(file: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines; of one longer than `limit` only the first part."""
    while raw := file.readline(limit + 1):
        part = raw
        while len(part) > limit and not part.endswith(b"\n"):  # the rest of an endless line
            part = file.readline(limit + 1)
        yield raw


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a document stands and how to read it."""

    name: str
    number: int
    settings: Settings

    def document(self, raw: bytes, seen: dict[str, int]) -> Article:
        """The document of the line; `seen` are the ids so far and their lines. Raises InputError."""
        fields = self._fields(raw)
        key, text = fields.get("id"), fields.get("text")
        if not isinstance(key, str) or not key:
            raise self._error("E113")
        if not isinstance(text, str):
            raise self._error("E105")
        if not text:
            raise self._error("E121")
        if key in seen:
            raise self._error("E106", id=key, first=seen[key])
        seen[key] = self.number
        lang = self._optional(fields, "lang", "a language code")
        lang = plain(lang) if lang else None
        title = self._optional(fields, "title", "a string")
        day = self._day(fields, lang or (USUAL if self.settings.lang == AUTO else self.settings.lang))
        for value in (key, text, title or ""):
            if lone := _SURROGATE.search(value):
                raise self._error("E114", code=ord(lone.group()), position=lone.start())
        base = self.settings
        own = replace(base, lang=lang or base.lang, reference_date=day or base.reference_date)
        article = article_of_text(text, self._where(), ".txt", key, own)
        article.title = title or article.title
        return article

    def _where(self) -> str:
        return f"{self.name}, line {self.number}"

    def _error(self, code: str, /, **details: object) -> InputError:
        return InputError(code, path=self.name, line=self.number, **details)

    def _fields(self, raw: bytes) -> dict[str, Any]:
        """The object on the line."""
        try:
            value = json.loads(decode(raw, self._where(), self.settings))
        except RecursionError as error:
            raise self._error("E104", reason="nested too deeply") from error
        except ValueError as error:  # not JSON, or a number of too many digits
            raise self._error("E104", reason=getattr(error, "msg", error)) from error
        if not isinstance(value, dict):
            raise self._error("E104", reason=f"a {type(value).__name__}, not an object")
        return value

    def _day(self, fields: dict[str, Any], lang: str) -> str | None:
        """The day of writing as YYYY-MM-DD; raises InputError E116."""
        value = self._optional(fields, "reference_date", "a calendar day")
        if value is not None and (value := calendar_day(value, lang)) is None:
            raise self._error("E116", field="reference_date", expected="one calendar day, such as 2012-01-17")
        return value

    def _optional(self, fields: dict[str, Any], field: str, expected: str) -> str | None:
        """A string that may be missing or null; raises InputError E116."""
        value = fields.get(field)
        valid = value is None or (isinstance(value, str) and bool(value))
        if not valid:
            raise self._error("E116", field=field, expected=expected)
        return value
