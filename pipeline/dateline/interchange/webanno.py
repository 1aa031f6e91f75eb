"""WebAnno TSV 3.3, as INCEpTION reads it: a custom span layer `webanno.custom.Dateline` with label and note.

Held: labels, extents (to the token), notes, overlaps. Not held: arcs; a span that ends within a token is widened to
it. Offsets in this format count UTF-16 code units.
"""

from __future__ import annotations

import re

from dateline.interchange.standoff import Files, Span, Standoff, dump
from dateline.interchange.tokens import Token, sentences

HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Dateline|label|note\n\n"
_SPECIAL = re.compile(r"([\\\[\]|_;*]|->)")


def export(documents: list[Standoff]) -> Files:
    """One file a document."""
    return {f"{document.doc_id}.tsv": _tsv(document) for document in documents}


def _tsv(document: Standoff) -> str:
    out = [HEAD]
    units = [0]
    for character in document.text:
        units.append(units[-1] + 1 + (ord(character) > 0xFFFF))
    for number, tokens in enumerate(sentences(document.text, document.lang), start=1):
        out.append(f"\n#Text={document.text[tokens[0][0] : tokens[-1][1]]}\n")
        for n, token in enumerate(tokens, start=1):
            start, end = token
            labels, notes = _cells(document.spans, token)
            cells = (f"{number}-{n}", f"{units[start]}-{units[end]}", document.text[start:end], labels, notes)
            out.append("\t".join(cells) + "\t\n")
    return "".join(out)


def _cells(spans: list[Span], token: Token) -> tuple[str, str]:
    """Labels and notes of all spans on a token, each with the number of its span."""
    here = [(n, s) for n, s in enumerate(spans, start=1) if s.start < token[1] and token[0] < s.end]
    if not here:
        return "_", "_"
    labels = "|".join(f"{_escaped(span.label)}[{n}]" for n, span in here)
    notes = "|".join((_escaped(dump(span.note)) if span.note else "*") + f"[{n}]" for n, span in here)
    return labels, notes


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
