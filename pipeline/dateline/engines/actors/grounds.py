"""On whose soil a text plays: the countries of the places that it names behind a preposition of place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.credits import credited
from dateline.engines.places.gazetteer import Gazetteer

# Mentions of one place that count; how much larger the largest of several namesakes must be to be the one meant;
# and from how many inhabitants on a name is a town's before it is anybody's.
MENTIONS, LARGER, TOWN = 3, 5, 5_000


class Grounds:
    """Asks the gazetteer about the names of one Doc; `taken`: tokens that are known to name somebody."""

    def __init__(self, doc: Doc, lexicon: ActorLexicon, taken: Iterable[int] = ()) -> None:
        self.doc, self.lexicon = doc, lexicon
        self.gazetteer = Gazetteer.shared()
        self._taken = set(taken)

    def countries(self) -> Counter[str]:
        """Mentions of places by country, of those places whose country is beyond doubt."""
        locative = self.lexicon.words["locative"]
        spans = (s for s in self.spans if self.doc[s[0] - 1].lower_ in locative)
        names = Counter(self.doc[first:last].text for first, last in spans)
        out: Counter[str] = Counter()
        for name, number in names.items():
            if (country := self.country(name)) is not None:
                out[country] += min(number, MENTIONS)
        return out

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The tokens, first and end, of the names behind a preposition of place or a verb of taking."""
        out: list[tuple[int, int]] = []
        last = 0
        for token in self.doc:
            if token.i < last or not self._leads_to_place(token) or credited(token):
                continue
            last = first = token.i + 1
            while last < len(self.doc) and self.doc[last].pos_ == "PROPN" and last not in self._taken:
                last += 1
            if last > first:
                out.append((first, last))
        return out

    def _leads_to_place(self, token: Token) -> bool:
        verbs = self.lexicon.verbs["to_places"] | self.lexicon.verbs["battle"]
        return (token.pos_ == "VERB" and token.lemma_.lower() in verbs) or token.lower_ in self.lexicon.words[
            "locative"
        ]

    @cached_property
    def lands(self) -> list[tuple[int, frozenset[str]]]:
        """The first tokens of these names, each with the countries that a place named so may lie in."""
        found = ((first, self.gazetteer.lookup(self.doc[first:last].text)) for first, last in self.spans)
        return [(first, frozenset(c.country for c in cs if c.country is not None)) for first, cs in found]

    def is_place(self, name: str, as_written: bool = False) -> bool:
        """Whether a town of some size, or anything that is no settlement, has this name.

        `as_written`: in as many words ("Huang Wei" is not the town of Huangwei).
        """
        return any(
            (c.population >= TOWN or c.feature[0] != "P" or c.id < 0)
            and not (as_written and c.name.count(" ") != name.count(" "))
            for c in self.gazetteer.lookup(name)
        )

    def is_known(self, name: str) -> bool:
        """Whether any place of the gazetteer has this name; airports and the like are named for persons."""
        return any(c.feature[0] != "S" for c in self.gazetteer.lookup(name))

    def country(self, name: str) -> str | None:
        """The country of a place, None where others of its name come close to it in size."""
        found = self.gazetteer.lookup(name)
        if not found or found[0].country is None:
            return None
        others = [c.population for c in found if c.country != found[0].country]
        sure = not others or found[0].population > LARGER * max(others)
        return found[0].country if sure else None
