"""Why a record has its date, in one line: the words, what they were resolved against, and so on to firm ground."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dateline.engines.time.known_happenings import RULE
from dateline.errors import UsageError
from dateline.results import objects

Json = dict[str, Any]
_SUFFIX = ".events.jsonl"


def find(record_id: str, folder: Path) -> tuple[Json, Json]:
    """The record whose id begins so, and its document, among the files of a run.

    Raises E206 for a folder without results, E208 for an id that none or more than one record has.
    """
    paths = sorted(folder.rglob(f"*{_SUFFIX}")) if folder.is_dir() else []
    if not paths:
        raise UsageError("E206", path=folder, reason="no *.events.jsonl in this folder")
    found = [
        (record, path)
        for path in paths
        for _, record in objects(path, "E207")
        if str(record.get("id")).startswith(record_id)
    ]
    if len(found) != 1:
        raise UsageError("E208", path=folder, id=record_id, number=len(found) or "no")
    record, path = found[0]
    documents = path.with_name(path.name.removesuffix(_SUFFIX) + ".documents.jsonl")
    for _, document in objects(documents, "E210"):
        if document.get("doc_id") == record["doc_id"]:
            return record, document
    raise UsageError("E405", path=documents, name=record["doc_id"])


def explain(record: Json, document: Json) -> str:
    """The date of a record and how it was found, as one line."""
    when = record["date"]
    if when["rule"] == RULE:
        return f'"{_plain(when["mention"])}" = {when["value"]}: as the registry of happenings has it [{RULE}]'
    if when["mention"] is not None:
        return _because(_timex(when["mention"], document), document)
    event = f'"{_plain(record["trigger"])}"'
    if when["value"] is None:
        return f"{event} has no date: {record['reasons'].get('date.value') or record['reasons'].get('date', 'unknown')}"
    anchor = when["anchor"]
    start = f"{event} = {when['value']}: inherited from the narrative, which stands there"
    if anchor is None or anchor["mention"] is None:
        return start
    timex = _timex(anchor["mention"], document)
    return f"{start} at {_because(timex, document)}" if timex else start


def _because(timex: Json | None, document: Json) -> str:
    """`"The next day" = 2012-01-18: 1 day after 2012-01-17 ("On 17 January", sentence 31), itself …`."""
    if timex is None:
        return "an expression that is not among the document's"
    steps: list[str] = []
    seen: set[int] = set()
    while timex is not None and timex["start"] not in seen and (not steps or timex["anchor"]):
        seen.add(timex["start"])
        anchor = timex["anchor"]
        before = _timex(anchor["mention"], document) if anchor and anchor["mention"] else None
        steps.append(_step(timex, before, document, first=not steps))
        timex = before
    return ", itself ".join(steps)


def _step(timex: Json, before: Json | None, document: Json, *, first: bool) -> str:
    head = ""
    if first:
        value = timex["edtf"] or timex["value"]
        head = f'"{_plain(timex)}" ({_sentence(timex, document)}) = {value}: '
    anchor = timex["anchor"]
    rule = f" [{timex['rule']}]" if first else ""
    against = ""
    if anchor:
        place = f' ("{_plain(before)}", {_sentence(before, document)})' if before else ""
        against = f"{anchor['value']}{place}"
    told = {
        "absolute": "as written",
        "year_inferred": f"in {_year(timex)} from {against}",
        "relative": f"{_distance(timex, anchor)} {against}",
        "heading": f"from the heading {against}",
        "reference_date": f"{_distance(timex, anchor)} {against}, the day of writing",
        "unresolved": f"not resolved, {timex['reason']}",
    }
    return head + told.get(timex["resolution"], f"{timex['resolution']} {against}").strip() + rule


def _distance(timex: Json, anchor: Json | None) -> str:
    """How far a day lies from the day that it was resolved against."""
    try:
        days = (date.fromisoformat(timex["edtf"]) - date.fromisoformat(anchor["value"])).days  # type: ignore[index]
    except (TypeError, ValueError):
        return "in relation to"  # months, years, intervals, years before 1
    if days == 0:
        return "the day of"
    plural = "" if abs(days) == 1 else "s"
    return f"{abs(days)} day{plural} {'after' if days > 0 else 'before'}"


def _year(timex: Json) -> str:
    """The year of a value, astronomical before year 1."""
    value = timex["edtf"] or timex["value"]
    return str(value[:5] if value.startswith("-") else value[:4])


def _timex(span: Json, document: Json) -> Json | None:
    found = [t for t in document["timexes"] if (t["start"], t["end"]) == (span["start"], span["end"])]
    return found[0] if found else None


def _sentence(span: Json, document: Json) -> str:
    index = [s["index"] for s in document["sentences"] if s["start"] <= span["start"] < s["end"]]
    return f"sentence {index[0]}" if index else "outside the sentences"


def _plain(span: Json) -> str:
    return " ".join(span["text"].split())
