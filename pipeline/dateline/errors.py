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


# E1xx inputs, E2xx usage and output, E3xx models and pipeline, E4xx corpus and evaluation.
MESSAGES = {
    "E101": "{path}: not UTF-8: byte 0x{byte:02x} at position {position}; name its encoding with --encoding",
    "E102": "{path}: the file is empty; nothing to read",
    "E103": "{path}: a binary file (NUL byte at position {position}); give text, or name its encoding, "
    "such as utf-16, with --encoding",
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
    "E120": "{path}: a page of HTML; save its text (as .txt or .md), whose offsets the records can hold",
    "E121": "{path}, line {line}: the text is empty; nothing to read",
    "E122": '{path}: JSON and not text; name it NAME.jsonl, with an object of "id" and "text" on each line',
    "E123": "{path}: a {kind} file; save its text as UTF-8 (.txt or .md), whose offsets the records can hold",
    "E201": "unknown encoding {encoding!r}; give a name that Python knows, such as utf-8 or cp1252",
    "E202": "--reference-date {value!r} is not one calendar day; write YYYY-MM-DD",
    "E203": "{path}: cannot be written ({reason}); choose another {option}",
    "E204": "two inputs would both write {path}: {inputs}; rename one or run them apart",
    "E205": "--workers must be 1 or more, not {value}",
    "E206": "{path}: cannot be read ({reason})",
    "E207": "{path}, line {line}: not an event record ({reason}); give a *.events.jsonl file of a run",
    "E208": "{path}: the ids of {number} records begin with {id!r}; give more of it, or another folder",
    "E209": "--format {value!r} is not one of {allowed}",
    "E210": "{path}, line {line}: not a document ({reason}); give a *.documents.jsonl file of a run",
    "E301": "{path}: {lang!r} is no language that can be read; give auto, one with a model ({available}), or another "
    "code of ISO 639-1, such as fr, of which only the dates are read",
    "E302": "the data file {path} is missing; reinstall dateline",
    "E303": "the stage {stage!r} needs {missing}, which no stage before it assigns; check the pipeline's order",
    "E304": "{path}: {reason}; the data of the model are damaged, reinstall dateline",
    "E305": "no statistical model for {lang!r} is installed; pip install one of: {packages}",
    "E310": "{path}: no GeoNames dump; give files, or a folder of files, that end in one of {suffixes}",
    "E311": "{path}: not one row is right; expected the {expected}",
    "E312": "{path}: cannot be read to its end ({reason}); download it again",
    "E313": "{path}: not a gazetteer ({reason}); make one with dateline gazetteer build, or give a table NAME.tsv",
    "E314": "{path}: the gazetteer is damaged ({reason}); build it again",
    "E315": "{path}, line {line}: {reason}; nothing of this table is used until it is right",
    "E316": "{path}: a second gazetteer beside {first}; give one, and tables NAME.tsv as many as you like",
    "E401": "{path}: not an annotation ({reason}); see corpus/README.md",
    "E402": "{path}: no annotated article{part} here; name a folder with NAME.gold.json next to NAME.txt",
    "E403": "{path}: its text is missing; expected one of {expected} next to it",
    "E404": "{path}: not a report of dateline evaluate --format json ({reason})",
    "E405": "{path}: this run has no document {name!r}; run dateline extract on the corpus first",
    "E406": "{path}: {reason}; put the files back, or add a version and its reason to versions.tsv",
    "E407": "{path} exists; move it away or remove it",
    "E408": "{option} {value!r} is not one of {allowed}",
    "E409": "{path}: the document {doc_id!r} is not in the corpus; import it next to its text",
    "E411": "not JSON ({reason}); mend the file",
    "E412": "{field} is {value!r}; write {allowed}",
    "E413": "the text at {start}:{end} is {there!r}, not {text!r}; correct the offsets",
    "E414": "{value!r} is no value of {standard}; correct it",
    "E415": "{text!r} overlaps {other!r}; keep one of them",
    "E416": "this event ({trigger!r}) stands twice; remove one or tell them apart by place, date or participants",
    "E417": "the interval {value!r} ends before it begins; turn it round",
    "E418": "figures {figures} are not in order low, best, high, from 0; correct them",
    "E419": "{name!r} is not among the {layer} of this file; add it there or use the name given there",
    "E420": "{path}: the label {label!r} at {at} is none of ours; use the labels of the exported configuration",
    "E421": "{path}, line {line}: a note is a JSON object ({reason}); correct it",
    "E422": "{path}, line {line}: not what this format is ({reason}); export it from the tool again",
    "E423": "{path}: the text of {doc_id!r} is not that of the corpus; offsets would lie",
    "E424": "{path}: no document that {tool} has annotated; give the file or folder that it wrote",
    "E501": "{path}: no such file or folder; give *.events.jsonl files of runs",
    "E502": "{path}: no *.events.jsonl in this folder; run dateline extract into it first",
    "E503": "{path}: cannot be read ({reason})",
    "E504": "{path}, line {line}: not an event record ({reason}); left out",
    "E505": "{path}, line {line}: the record {id!r} was read before; left out",
    "E506": "{path}: not one event record in it",
    "E507": "{path}: {number} more lines are no event records or were read before; left out",
    "E508": "no event record in the inputs{why}",
    "E509": "{path}: changed while it was read ({reason}); run again",
    "E510": "no place {place!r} among the records; known here: {known}",
}
