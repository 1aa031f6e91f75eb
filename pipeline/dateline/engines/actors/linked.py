"""Names of actors that are known by the titles they are linked to: "[[Quds Force|the QF]]"."""

from __future__ import annotations

import re

from dateline.article import Article
from dateline.engines.links import LinkedNames
from dateline.engines.phrases import Match
from dateline.engines.registry import Name, Registry
from dateline.patterns import any_of

NAMES = ("name", "acronym")


def with_links(matches: list[Match[Name]], article: Article, registry: Registry) -> list[Match[Name]]:
    """The matches of the registry, and the linked names whose titles it has, wherever the article writes them.

    What a name is linked to decides among the actors that share it.
    """
    known = _known(LinkedNames(article), registry)
    if not known:
        return matches
    names = any_of(known)
    linked = [
        Match(found.start(), found.end(), known[found[0]])
        for found in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", article.text)
    ]
    covered = {at for match in linked for at in range(match.start, match.end)}
    whole = [m for m in matches if m.start not in covered and m.end - 1 not in covered]
    return sorted([*whole, *linked], key=lambda match: match.start)


def _known(linked: LinkedNames, registry: Registry) -> dict[str, tuple[Name, ...]]:
    """The actors of the registry by the linked names that are not their titles themselves."""
    out = {}
    for words, title in linked.words():
        if not words[:1].isupper() or words == title.whole:
            continue
        values = {v.id: v for v in registry.matcher.get(title.whole) if v.form in NAMES}
        if len(values) == 1 and {v.id for v in registry.matcher.get(words)} != set(values):
            out[words] = tuple(values.values())
    return out
