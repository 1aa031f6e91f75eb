"""CoNLL columns: token, start, end, and a BIO tag each for time expressions, actors, places and events.

Held: labels and extents. Not held: notes (values, identities, slots), arcs, of two spans of one column that overlap
the one that begins later.
"""

from __future__ import annotations

from dateline.interchange.standoff import ENTITIES, EVENT_TYPES, TIMEX_TYPES, Files, Span, Standoff
from dateline.interchange.tokens import Token, sentences

COLUMNS: tuple[tuple[str, ...], ...] = (TIMEX_TYPES, ENTITIES[:1], ENTITIES[1:], EVENT_TYPES)


def export(documents: list[Standoff]) -> Files:
    """One file a document."""
    return {f"{document.doc_id}.conll": _columns(document) for document in documents}


def _columns(document: Standoff) -> str:
    lines = [f"# doc_id = {document.doc_id}", "# columns = token start end timex actor place event", ""]
    by_column = [[s for s in document.spans if s.label in labels] for labels in COLUMNS]
    for tokens in sentences(document.text, document.lang):
        tags = [_tags(tokens, spans) for spans in by_column]
        for n, (start, end) in enumerate(tokens):
            cells = [document.text[start:end], str(start), str(end), *(column[n] for column in tags)]
            lines.append("\t".join(cells))
        lines.append("")
    return "\n".join(lines)


def _tags(tokens: list[Token], spans: list[Span]) -> list[str]:
    tags = ["O"] * len(tokens)
    for span in spans:
        inside = [n for n, (start, end) in enumerate(tokens) if start < span.end and span.start < end]
        if inside and all(tags[n] == "O" for n in inside):
            for n in inside:
                tags[n] = ("B-" if n == inside[0] else "I-") + span.label
    return tags
