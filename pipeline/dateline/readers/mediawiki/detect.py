"""Tells MediaWiki source from plain text by what stands in it."""

from __future__ import annotations

import re

SAMPLE = 200_000  # characters looked at
ENOUGH = 4  # signs, of at least two kinds

_SIGNS = [
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"\[\[[^\[\]{}\n]{1,200}\]\]",
        r"\{\{[ \t]*[^{}|\[\]\n]{2,60}[ \t]*(?:\||\}\}|\n)",
        r"^={2,5}[^=\n]{1,100}={2,5}[ \t]*$",
        r"<ref(?:[ \t][^<>]{0,200})?/?>",
        r"'''[^'\n]{1,200}'''",
    )
]
_SURE = re.compile(r"[\ufeff\s]*(?:#(?:redirect|重定向)\s*:?\s*\[\[|\{\{[ \t]*infobox\b)", re.IGNORECASE)


def is_mediawiki(source: str) -> bool:
    """Whether a text is clearly MediaWiki source: a box or redirect first, or several signs of several kinds."""
    if _SURE.match(source):
        return True
    sample = source[:SAMPLE]
    counts = [sum(1 for _ in sign.finditer(sample)) for sign in _SIGNS]
    return sum(count > 0 for count in counts) >= 2 and sum(counts) >= ENOUGH
