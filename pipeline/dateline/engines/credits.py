"""What frames a dispatch and tells nothing of it: the line of day and place, the byline, "(Reporting by X)"."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.datelines import names_only, opening_end
from dateline.layers import article_of

BYLINE = 120  # characters at most


def credited(token: Token) -> bool:
    """Whether a token stands in the frame of a dispatch and not in what it tells."""
    return token.idx in _inside(article_of(token.doc).text, token.doc.lang_)


def credit_spans(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Where such frames stand in the text of a Doc."""
    return _spans(article_of(doc).text, doc.lang_)


def opening_names(doc: Doc) -> list[str]:
    """The names in the lines of day and place, as one would write them in a sentence."""
    text = article_of(doc).text
    parts = (part for start, end in credit_spans(doc) for part in re.split(r"[,()]| [–—-]+", text[start:end]))
    names = (part.strip() for part in parts)
    return [
        n.title() if n.isupper() and len(n) > 3 else n for n in names if n and not any(c.isdigit() for c in n)
    ]


@lru_cache(maxsize=4)
def _inside(text: str, lang: str) -> frozenset[int]:
    return frozenset(i for start, end in _spans(text, lang) for i in range(start, end))


@lru_cache(maxsize=4)
def _spans(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    words = actor_lexicon(lang).words
    given = re.compile(rf"(?:{'|'.join(sorted(words['crediting'], reverse=True))})\b", re.I)
    signed = re.compile(rf"(?:{'|'.join(sorted(words['bylines']))})\s", re.I)
    small = words["connectors"] | words["person_particles"] | words["crediting"]
    small = frozenset(part for word in small for part in word.split()) | words["bylines"]
    out: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        told = line[0]
        by = len(told) < BYLINE and (signed.match(told) or given.match(told)) and names_only(told, small)
        if by:
            out.append(line.span())
        elif end := opening_end(told, small):
            out.append((line.start(), line.start() + end))
        for bracket in re.finditer(r"\(([^()]+)\)", told):
            if given.match(bracket[1]):
                out.append((line.start() + bracket.start(), line.start() + bracket.end()))
    return tuple(out)
