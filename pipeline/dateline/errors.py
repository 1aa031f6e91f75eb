"""Numbered errors: each says what is wrong, where, and what to do."""

from __future__ import annotations


class DatelineError(Exception):
    """An error that a user can act on.

    `code` is stable across versions ("E101"); `str(error)` is one line, "[E101] message".
    """

    def __init__(self, code: str, /, **details: object) -> None:
        self.code = code
        self.message = MESSAGES[code].format(**details)
        self.input = str(details.get("path", ""))  # the file or folder that the error is about
        super().__init__(f"[{code}] {self.message}")


class InputError(DatelineError):
    """One input cannot be read; the other inputs of the run are not touched by it."""


class UsageError(DatelineError):
    """The command as given cannot be carried out at all (exit code 2)."""


# E1xx inputs, E2xx usage and output, E3xx models and pipeline.
MESSAGES = {
    "E101": "{path}: not UTF-8: byte 0x{byte:02x} at position {position}; name its encoding with --encoding",
    "E102": "{path}: the file is empty; nothing to read",
    "E103": "{path}: a binary file (NUL byte at position {position}); give text",
    "E104": "{path}, line {line}: not JSON ({reason}); one object a line is expected",
    "E105": '{path}, line {line}: no "text" of type string; each line needs "id" and "text"',
    "E106": "{path}, line {line}: the id {id!r} was used on line {first}; ids must differ",
    "E107": "{path}: no readable file in this folder; expected one of {suffixes}",
    "E108": "{path}: unknown extension {suffix!r}; expected one of {suffixes}",
    "E109": "{path}: no such file or folder",
    "E110": "{path}: cannot be read ({reason})",
    "E111": "{path}: damaged gzip ({reason})",
    "E112": "{path}: {characters} characters, more than the limit of {limit}; split it or raise --max-chars",
    "E113": '{path}, line {line}: no "id" of type string; each line needs "id" and "text"',
    "E114": "{path}, line {line}: the text holds a lone surrogate (U+{code:04X} at position {position}), "
    "which is no character; mend the producer of this file",
    "E115": "{path}: only white space; nothing to read",
    "E116": "{path}, line {line}: {field} must be {expected}",
    "E117": "{path}: the encoding {encoding!r} fails at byte {position} ({reason})",
    "E118": "{path}: processing failed ({reason}); please report it with this document",
    "E119": "{path}: the process that read it died, most likely for want of memory; split it or use --workers 1",
    "E201": "unknown encoding {encoding!r}; give a name that Python knows, such as utf-8 or cp1252",
    "E202": "--reference-date {value!r} is not one calendar day; write YYYY-MM-DD",
    "E203": "{path}: cannot be written ({reason}); choose another --output",
    "E204": "two inputs would both write {path}; rename one or run them apart",
    "E205": "--workers must be 1 or more, not {value}",
    "E206": "{path}: cannot be read ({reason})",
    "E207": "{path}, line {line}: not an event record ({reason}); give a *.events.jsonl file of a run",
    "E301": "{path}: no model for the language {lang!r}; there is one for: {available} (see --lang)",
    "E302": "the data file {path} is missing; reinstall dateline",
    "E303": "the stage {stage!r} needs {missing}, which no stage before it assigns; check the pipeline's order",
    "E304": "{path}: {reason}; the data of the model are damaged, reinstall dateline",
    "E305": "no statistical model for {lang!r} is installed; pip install one of: {packages}",
}
