"""Nominals that refer to a place named before: "the city", "the capital", "the north", "there"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.engines.gazetteer import Gazetteer
from dateline.engines.place_words import PlaceWords, State
from dateline.layers import Place, PlaceMention, Sentence

REACH_BLOCKS = 1  # how many paragraphs back a nominal may point
NOMINAL_SCORE = 0.6  # how far a nominal's antecedent is trusted, against 1 for a clear name


@dataclass(slots=True)
class Recent:
    """The places mentioned last, by kind, each with the block of its mention."""

    settlement: tuple[Place, int] | None = None
    area: tuple[Place, int] | None = None
    any: tuple[Place, int] | None = None

    def note(self, place: Place, block: int) -> None:
        """Remember a mention."""
        if place.precision in ("exact", "near"):
            self.settlement = (place, block)
        elif place.precision == "area":
            self.area = (place, block)
        self.any = (place, block)


class Nominals:
    """Finds nominal mentions and gives them the place they refer to."""

    def __init__(self, lang: str, gazetteer: Gazetteer) -> None:
        self.words = PlaceWords.load(lang)
        self.gazetteer = gazetteer

    def mentions(
        self, doc: Doc, sentences: Sequence[Sentence], named: Sequence[PlaceMention], main: str | None
    ) -> list[PlaceMention]:
        """Nominal mentions, given the named ones in text order; `main` is the article's country."""
        out: list[PlaceMention] = []
        recent = Recent()
        at = 0
        spans = {i for m in named for i in range(m.start, m.end)}
        for sentence in sentences:
            for token in doc[sentence.first : sentence.last]:
                while at < len(named) and named[at].start <= token.idx:
                    recent.note(named[at].place, sentence.block)
                    at += 1
                if token.idx in spans or sentence.heading:
                    continue
                place = self._refers(doc, token, sentence, recent, main, spans)
                if place is not None:
                    out.append(self._mention(token, sentence, place))
        return out

    def _mention(self, token: Token, sentence: Sentence, place: Place) -> PlaceMention:
        end = token.idx + len(token)
        reason = None if place.lat is not None else place.precision
        return PlaceMention(token.idx, end, token.i, sentence.index, place, NOMINAL_SCORE, reason)

    def _refers(
        self, doc: Doc, token: Token, sentence: Sentence, recent: Recent, main: str | None, named: set[int]
    ) -> Place | None:
        word, kinds = token.lower_, self.words.nominals
        if word in kinds["adverbs"] and token.pos_ == "ADV" and token.dep_ == "advmod":
            return self._near(recent.any, sentence)
        if not self._definite(token, sentence) or self._is_apposed(doc, token, sentence, named):
            return None
        if word in self.words.sites:
            return self._site(word, recent, sentence)
        if word in kinds["settlement"]:
            return self._near(recent.settlement, sentence)
        if word in kinds["capital"]:
            return self._capital(token, main)
        if word in kinds["area"]:
            return self._near(recent.area, sentence)
        if word in kinds["country"] and self._locative(token, sentence):
            return self._country(main)
        if word in self.words.direction_nouns and self._locative(token, sentence):
            return self._part(word, main)
        return None

    def _definite(self, token: Token, sentence: Sentence) -> bool:
        """Whether a definite determiner stands before the noun, with at most two adjectives between."""
        for i in range(token.i - 1, max(sentence.first, token.i - 3) - 1, -1):
            other = token.doc[i]
            if other.lower_ in self.words.nominals["determiners"]:
                return True
            if other.pos_ != "ADJ" or other.lower_ in self.words.nominals["not_after"]:
                return False
        return False

    def _is_apposed(self, doc: Doc, token: Token, sentence: Sentence, named: set[int]) -> bool:
        """Whether a name beside the noun says which place it is ("the city of X", "the town X", "the capital, X")."""
        following = doc[token.i + 1 : min(token.i + 4, sentence.last)]
        return any(other.idx in named for other in following[:3] if not other.is_space)

    def _locative(self, token: Token, sentence: Sentence) -> bool:
        """Whether a preposition of place governs the noun."""
        for i in range(token.i - 1, max(sentence.first, token.i - 4) - 1, -1):
            if token.doc[i].lower_ in self.words.strong | self.words.weak:
                return True
        return False

    def _near(self, found: tuple[Place, int] | None, sentence: Sentence) -> Place | None:
        return found[0] if found and sentence.block - found[1] <= REACH_BLOCKS else None

    def _capital(self, token: Token, main: str | None) -> Place | None:
        country = main
        for i in range(max(token.i - 3, 0), token.i):
            state = self.words.adjectives.get(token.doc[i].text)
            country = state.soil if isinstance(state, State) else country
        found = self.gazetteer.capital(country) if country else None
        if found is None:
            return None
        return Place(found.name, found.country, found.admin1, found.geonames_id, found.lat, found.lon, "exact")

    def _country(self, country: str | None) -> Place | None:
        name = self.gazetteer.country_name(country) if country else None
        return Place(name, country, None, None, None, None, "country") if name else None

    def _part(self, noun: str, main: str | None) -> Place | None:
        whole = self._country(main)
        if whole is None:
            return None
        return replace(whole, name=f"{self.words.direction_nouns[noun]} {whole.name}", precision="area")

    def _site(self, noun: str, recent: Recent, sentence: Sentence) -> Place | None:
        town = self._near(recent.settlement, sentence)
        found = self.gazetteer.lookup(self.words.sites[noun].format(town.name)) if town else ()
        return next(
            (
                Place(c.name, c.country, c.admin1, c.geonames_id, c.lat, c.lon, "exact")
                for c in found
                if town is not None and c.country == town.country
            ),
            town and replace(town, precision="near"),
        )


def merged(named: Sequence[PlaceMention], nominal: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Both kinds of mentions in text order."""
    yield from sorted((*named, *nominal), key=lambda m: (m.start, m.end))
