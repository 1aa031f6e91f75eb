"""On whose soil a text plays: the countries of the places that it names behind a preposition of place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.datelines import dateline_end
from dateline.engines.places.gazetteer import Gazetteer

# Mentions of one place that count; how much larger the largest of several namesakes must be to be the one meant;
# and from how many inhabitants on a name is a town's before it is anybody's.
MENTIONS, LARGER, TOWN = 3, 5, 5_000
# What the place of a dateline may hold.
HYPHENS = frozenset("-‑")


class Grounds:
    """Asks the gazetteer about the names of one Doc; `taken`: tokens that are known to name somebody."""

    def __init__(self, doc: Doc, lexicon: ActorLexicon, taken: Iterable[int] = ()) -> None:
        self.doc, self.lexicon = doc, lexicon
        self.gazetteer = Gazetteer.shared()
        self._taken = set(taken)

    def countries(self) -> Counter[str]:
        """Mentions of places by country, of those places whose country is beyond doubt."""
        names: Counter[str] = Counter()
        locative = self.lexicon.words["locative"]
        last = 0
        for token in self.doc:
            if token.i < last or token.lower_ not in locative:
                continue
            last = first = token.i + 1
            while last < len(self.doc) and self.doc[last].pos_ == "PROPN" and last not in self._taken:
                last += 1
            if last > first:
                names[self.doc[first:last].text] += 1
        names.update(self._datelines())
        out: Counter[str] = Counter()
        for name, number in names.items():
            if (country := self._country(name)) is not None:
                out[country] += min(number, MENTIONS)
        return out

    def _datelines(self) -> Iterator[str]:
        """The places that open the paragraphs of dispatches: "KABUL, 4 March —"."""
        for sentence in self.doc._.sentences or ():
            line = self.doc[sentence.first : dateline_end(self.doc, sentence.first, sentence.last) + 1]
            end = next((t.i for t in line if t.is_punct and t.text not in HYPHENS), sentence.first)
            name = self.doc[sentence.first : end].text
            if name.isupper() and len(name) > 2:
                yield from [name.title()] * MENTIONS

    def is_place(self, name: str) -> bool:
        """Whether a town of some size, or anything that is no settlement, has this name."""
        return any(c.population >= TOWN or c.feature[0] != "P" for c in self.gazetteer.lookup(name))

    def is_known(self, name: str) -> bool:
        """Whether any place of the gazetteer has this name; airports and the like are named for persons."""
        return any(c.feature[0] != "S" for c in self.gazetteer.lookup(name))

    def _country(self, name: str) -> str | None:
        found = self.gazetteer.lookup(name)
        if not found or found[0].country is None:
            return None
        others = [c.population for c in found if c.country != found[0].country]
        sure = not others or found[0].population > LARGER * max(others)
        return found[0].country if sure else None
