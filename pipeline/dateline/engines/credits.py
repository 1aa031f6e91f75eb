"""What frames a dispatch and tells nothing of it: the line of day and place, the byline, "(Reporting by X)"."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.layers import article_of

# How long the line of day and place, and a byline, may be, in characters.
OPENING, BYLINE = 90, 120
# "(Nairobi, November 4, 2024) –", and what stands before the first dash of a line.
_BRACKETED = re.compile(r"\([^\W\d_][^()\n]{2,60}\d{4}\)\s*(?:[–—-]|--)\s")
_DASHED = re.compile(rf"(?P<head>[^\W\d_][^\n;:!?]{{2,{OPENING}}}?)\s(?:–|—|--|-)\s")
# What it holds beside a name: a number, an agency in brackets, a land behind a town in capitals.
_SIGN = re.compile(r"\b\d{1,4}\b|\([A-ZÀ-Þ]|^[A-ZÀ-Þ -]{3,},")


def credited(token: Token) -> bool:
    """Whether a token stands in the frame of a dispatch and not in what it tells."""
    return any(start <= token.idx < end for start, end in credit_spans(token.doc))


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
def _spans(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    words = actor_lexicon(lang).words
    given = re.compile(rf"(?:{'|'.join(sorted(words['crediting'], reverse=True))})\b", re.I)
    signed = re.compile(rf"(?:{'|'.join(sorted(words['bylines']))})\s", re.I)
    small = words["connectors"] | words["person_particles"] | words["crediting"]
    small = frozenset(part for word in small for part in word.split()) | words["bylines"]
    out: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        told = line[0]
        by = len(told) < BYLINE and (signed.match(told) or given.match(told)) and _names_only(told, small)
        dashed = _BRACKETED.match(told) or _DASHED.match(told)
        if by:
            out.append(line.span())
        elif dashed and (dashed.re is _BRACKETED or _opens(dashed["head"], small)):
            out.append((line.start(), line.start() + dashed.end()))
        for bracket in re.finditer(r"\(([^()]+)\)", told):
            if given.match(bracket[1]):
                out.append((line.start() + bracket.start(), line.start() + bracket.end()))
    return tuple(out)


def _opens(head: str, small: frozenset[str]) -> bool:
    """Whether the words before a dash are a place with a day or an agency.

    The place comes first: "Between 8 and 10 February, X – who ..." begins a sentence.
    """
    place = re.split(r"[,(]", head)[0]
    placed = place.isupper() or not any(c.isdigit() for c in place)
    return placed and bool(_SIGN.search(head)) and _names_only(head, small)


def _names_only(words: str, small: frozenset[str]) -> bool:
    """Whether words are names, numbers and what joins them."""
    found: list[str] = re.findall(r"\w+", words)
    return all(not w[0].islower() or w in small for w in found)
