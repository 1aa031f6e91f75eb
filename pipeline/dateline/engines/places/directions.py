"""Parts of lands told by directions: "the north", "the north-west of Mali", "Mali's far north", "the South"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.engines.places.gazetteer import Gazetteer, fold
from dateline.engines.places.spots import is_capital
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import JOINERS, Syntax, covering
from dateline.layers import Place, PlaceMention, Sentence

WHOLES = ("country", "area")  # what has parts that its directions name


@dataclass(frozen=True, slots=True)
class Direction:
    """The noun for a direction at a token: the word as one, its first token."""

    word: str
    first: int


class Directions:
    """Reads what directions stand for."""

    def __init__(self, words: PlaceWords, syntax: Syntax, gazetteer: Gazetteer) -> None:
        self.words, self.syntax, self.gazetteer = words, syntax, gazetteer

    def at(self, token: Token) -> Direction | None:
        """The direction that ends at a token, which may be three of them ("the north-west")."""
        if token.i > 1 and token.nbor(-1).text in JOINERS:
            whole = token.doc[token.i - 2 : token.i + 1]
            word = f"{whole[0].lower_}-{token.lower_}"
            return Direction(word, whole.start) if word in self.words.direction_nouns else None
        return Direction(token.lower_, token.i) if token.lower_ in self.words.direction_nouns else None

    def part_of(self, token: Token, heads: Mapping[int, PlaceMention]) -> PlaceMention | None:
        """The part of a land whose name stands beside a direction ("Mali's far north", "the north-west of Mali")."""
        direction = self.at(token)
        if direction is None:
            return None
        s, start = self.syntax, None
        owners = (heads[c.i] for c in token.children if c.dep_ in s.possessor and c.i in heads)
        land = next((m for m in owners if m.place.precision == "country"), None)
        if land is None:
            land, start = self._behind(token, heads), token.doc[direction.first].idx
        if land is None or (start is not None and not self._is_definite(direction, token)):
            return None
        name = f"{self.words.direction_nouns[direction.word]} {land.place.name}"
        place = replace(land.place, name=name, precision="area", lat=None, lon=None, geonames_id=None)
        if start is None:
            return replace(land, end=token.idx + len(token), head=token.i, place=place, reason="area")
        return replace(land, start=start, head=token.i, place=place, reason="area")

    def _behind(self, token: Token, heads: Mapping[int, PlaceMention]) -> PlaceMention | None:
        """The land that "of" ties to a direction before it."""
        of = token.nbor() if token.i + 1 < len(token.doc) else token
        if of.lower_ not in self.words.of or token.lower_ in self.words.site_nouns:
            return None  # "the centre of X"
        governed = (heads[c.i] for c in of.children if c.i in heads)
        land = next(iter(governed), None)
        if land is None or land.place.precision not in WHOLES:
            return None
        span = covering(token.doc, land.start, land.end)
        determined = span.start - 1 == of.i + 1 and span[0].nbor(-1).lower_ in self.words.definite
        return land if span.start == of.i + 1 or determined else None

    def _is_definite(self, direction: Direction, token: Token) -> bool:
        """Whether "the" stands before, and nothing only lies on that side of it ("to the north of X")."""
        before = token.doc[max(direction.first - 3, 0) : direction.first]
        while len(before) and before[-1].lower_ in self.words.intensifiers:
            before = before[:-1]
        article = len(before) > 0 and before[-1].lower_ in self.words.definite
        led = before[-2] if len(before) > 1 else token
        aside = led.lower_ in self.words.goals and led.head.lemma_.lower() not in self.words.motion_verbs
        return article and not aside

    def refers(self, token: Token, sentence: Sentence, main: str | None) -> Place | None:
        """The part of the article's country that a direction stands for by itself ("in the north")."""
        direction = self.at(token)
        if direction is None or not self._is_part(token, direction):
            return None
        located = self.is_governed(token.doc[direction.first], sentence) or self._is_taken(token)
        return self._part(direction.word, main) if located else None

    def is_governed(self, token: Token, sentence: Sentence) -> bool:
        """Whether a preposition of place stands close before a noun."""
        for i in range(token.i - 1, max(sentence.first, token.i - 4) - 1, -1):
            if token.doc[i].lower_ in self.words.strong | self.words.weak:
                return True
        return False

    def _is_taken(self, token: Token) -> bool:
        """Whether something is done to it that is done to places ("invaded the north")."""
        verbs = self.words.target_verbs | self.words.only_verbs
        return token.dep_ in self.syntax.object and token.head.lemma_.lower() in verbs

    def is_half(self, token: Token, sentence: Sentence) -> bool:
        """Whether a direction is written as the name of a land ("the war in the South")."""
        if token.lower_ not in self.words.direction_nouns or token.i <= sentence.first:
            return False
        alone = token.nbor(-1).lower_ in self.words.definite and token.dep_ not in self.syntax.modifier
        if token.head.lower_ in self.words.of and is_capital(token.head.head):
            return False  # "the Army of the South"
        following = token.doc[token.i + 1 : min(token.i + 2, sentence.last)]
        bound = any(t.text in JOINERS or is_capital(t) or t.lower_ in self.words.of for t in following)
        return alone and not bound and self.is_governed(token, sentence)

    def half(self, token: Token, named: Sequence[PlaceMention], main: str | None) -> Place | None:
        """The state that a direction stands for by the first word of its name, else that part of the country."""
        names = [m.place.name.split(maxsplit=1) for m in named if m.place.precision == "country"]
        divided = [rest[0] for first, *rest in names if rest and first.lower() in self.words.direction_nouns]
        halves = (
            self.words.states.get(fold(f"{token.lower_} {land}"))
            for land in sorted(divided, key=divided.count)
        )
        found = next((state for state in halves if state is not None), None)
        if found is not None:
            return Place.unmapped(found.name, found.soil, "country")
        return self._part(token.lower_, main)

    def _is_part(self, token: Token, direction: Direction) -> bool:
        """Whether a direction is a part of a land, and not only where something lies ("a town to the south")."""
        if token.lower_ in self.words.site_nouns and not self._is_among_parts(token):
            return False  # "in the centre": of a town, or of a line of battle
        bound = token.i + 1 < len(token.doc) and token.nbor().text in JOINERS  # "the south-facing slope"
        led = token.dep_ in self.syntax.preposition_object and token.head.lower_ in self.words.goals
        moved = token.head.head.lemma_.lower() in self.words.motion_verbs
        measured = led and token.head.i > 0 and token.head.nbor(-1).lower_ in self.words.measures
        if measured:
            return False  # "forty miles to the north"
        if token.dep_ in self.syntax.modifier and token.head.lower_ not in self.words.direction_nouns:
            return False  # "along the south bank of the river"
        return not bound and (not led or moved)

    def _is_among_parts(self, token: Token) -> bool:
        """Whether its sentence names another part of a land ("in the centre and the east")."""
        others = (t for t in token.sent if t.i != token.i and t.lower_ in self.words.direction_nouns)
        return any(t.pos_ == "NOUN" and t.lower_ not in self.words.site_nouns for t in others)

    def _part(self, noun: str, main: str | None) -> Place | None:
        whole = self.gazetteer.country(main)
        if whole is None:
            return None
        return replace(whole, name=f"{self.words.direction_nouns[noun]} {whole.name}", precision="area")
