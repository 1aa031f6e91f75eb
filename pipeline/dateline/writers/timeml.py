"""TimeML 1.2.1: the original text with its time expressions inline, for temporal taggers and their evaluation tools."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from dateline.records import DocumentRecord, TimexRecord

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">
"""
# Characters that XML 1.0 does not have; U+FFFD stands for each, so that offsets are kept.
_NO_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def timeml(document: DocumentRecord, source: str) -> str:
    """The document as TimeML; `source` is its original text, to which the offsets belong."""
    ids = {(t.start, t.end): f"t{n}" for n, t in enumerate(document.timexes, start=1)}
    out, at = [], 0
    for timex in document.timexes:
        out.append(_text(source[at : timex.start]))
        out.append(f"<TIMEX3 {_attributes(timex, ids)}>{_text(source[timex.start : timex.end])}</TIMEX3>")
        at = timex.end
    out.append(_text(source[at:]))
    day = document.reference_date or "XXXX-XX-XX"
    created = f'<TIMEX3 tid="t0" type="DATE" value="{day}" functionInDocument="CREATION_TIME">{day}</TIMEX3>'
    title = _text(document.title or "")
    return (
        f"{HEAD}<DOCID>{_text(document.doc_id)}</DOCID>\n<DCT>{created}</DCT>\n<TITLE>{title}</TITLE>\n"
        f"<TEXT>{''.join(out)}</TEXT>\n</TimeML>\n"
    )


def _attributes(timex: TimexRecord, ids: dict[tuple[int, int], str]) -> str:
    anchor = timex.anchor.mention if timex.anchor else None
    values = {
        "tid": ids[timex.start, timex.end],
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        "anchorTimeID": ids.get((anchor.start, anchor.end)) if anchor else None,
    }
    if timex.resolution == "reference_date":
        values["anchorTimeID"] = "t0"
    if timex.type == "SET":
        values["quant"] = "EVERY"
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items() if value is not None)


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))
