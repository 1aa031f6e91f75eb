"""Says whether those just named only help or mediate in what is told: "在A支援下", "经A斡旋"."""

from __future__ import annotations

import re

from dateline.engines.flat.view import View
from dateline.patterns import any_of


class Aid:
    """Finds the words of help or mediation that end the phrase of those who give it."""

    def __init__(self, view: View) -> None:
        self._text = view.text
        markers = view.syntax.markers
        names = "interposing", "mediating", "adverbial", "supporting", "under"
        between, mediating, adverb, supporting, under = (any_of(sorted(markers[name])) for name in names)
        particle = any_of(sorted(view.syntax.attributive))
        self._words = re.compile(
            rf"(?:{between})?(?:{mediating})|(?:{particle})?(?:{adverb})?(?:{supporting})(?:{under})"
        )

    def follows(self, at: int) -> bool:
        """Whether such words stand at an offset."""
        return self._words.match(self._text, at) is not None
