"""Nominals that refer to a place named before: "the city", "the capital", "there"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from dateline.engines.places.directions import Directions
from dateline.engines.places.gazetteer import Candidate, Gazetteer
from dateline.engines.places.outcome import home_country
from dateline.engines.places.spots import is_capital
from dateline.engines.places.towns import Towns
from dateline.engines.places.words import PlaceWords, State
from dateline.engines.syntax import Syntax, covering
from dateline.layers import Place, PlaceMention, Sentence

MODERN = 1900  # from here on states mostly have the capitals that they have today
REACH_BLOCKS = 1  # how many paragraphs back a nominal for an area may point
REACH_SENTENCES = 1  # and how many sentences back an adverb ("there") may
NOMINAL_SCORE = 0.6  # how far a nominal's antecedent is trusted, against 1 for a clear name


@dataclass(slots=True)
class Recent:
    """The places mentioned last, by kind, each with the block of its mention."""

    towns: Towns
    known: dict[str, Place]  # those whose name ends in a feature noun ("Lachin corridor"), by that noun
    lands: dict[str, tuple[Place, int]] = field(default_factory=dict)  # ... and by what a noun calls the land
    area: tuple[Place, int] | None = None
    any: Place | None = None
    sentence: int | None = None  # that of `any`
    soil: dict[int, set[str | None]] = field(default_factory=dict)  # the countries that each sentence names

    def note(self, mention: PlaceMention, block: int) -> None:
        """Remember a mention of a paragraph."""
        self.towns.note(mention, block)
        last = self.towns.doc[mention.head].lower_
        if last in self.towns.words.nominals["again"]:
            self.known[last] = mention.place
        for noun in self._called(mention):
            self.lands[noun] = (mention.place, block)
        if mention.place.precision == "area":
            self.area = (mention.place, block)
        if not self._passes_by(mention):
            self.any, self.sentence = mention.place, mention.sentence

    def _called(self, mention: PlaceMention) -> frozenset[str]:
        """What nouns take up a name by what it is: a river, a mountain ("Mount X ... the mountain")."""
        doc, words = self.towns.doc, self.towns.words
        first = covering(doc, mention.start, mention.end)[0].lower_
        if first in words.called_by_word:
            return words.called_by_word[first]
        return frozenset[str]().union(
            *(words.called_by_feature.get(kind, ()) for kind in _kinds(mention.place))
        )

    def _passes_by(self, mention: PlaceMention) -> bool:
        """Whether a place only says something of another noun.

        A country of what stands before it ("took X, the crossing into Ruritania"), a town of talks ("the X talks").
        """
        towns, token = self.towns, self.towns.doc[mention.head]
        titled = token.dep_ in towns.syntax.modifier and token.head.lower_ in towns.words.after_names
        if titled and self.any is not None:
            return True
        if self.any is None or self.sentence != mention.sentence or mention.place.precision != "country":
            return False
        led = token.dep_ in towns.syntax.preposition_object and token.head.head.pos_ in ("NOUN", "PROPN")
        return led and self.any.precision in ("exact", "near", "unknown")


def _soil(named: Sequence[PlaceMention]) -> dict[int, set[str | None]]:
    """The countries of the places that each sentence names, by its index."""
    out: dict[int, set[str | None]] = {}
    for mention in named:
        if mention.place.country is not None:
            out.setdefault(mention.sentence, set()).add(mention.place.country)
    return out


def _kinds(place: Place) -> set[str]:
    """The GeoNames features that a place may have: an area any but a town's, a point that of its own entry."""
    named = Gazetteer.shared().lookup(place.name) if place.precision in ("area", "exact", "near") else ()
    same = [c for c in named if c.country == place.country and c.matched != "fuzzy"]
    if place.lat is None:
        return {c.feature for c in same if c.feature[0] != "P"}
    return {c.feature for c in same if (c.lat, c.lon) == (place.lat, place.lon)}


class Nominals:
    """Finds nominal mentions and gives them the place they refer to."""

    def __init__(self, lang: str, gazetteer: Gazetteer) -> None:
        self.words = PlaceWords.load(lang)
        self.syntax = Syntax.load(lang)
        self.gazetteer = gazetteer
        self.directions = Directions(self.words, self.syntax, gazetteer)
        kinds = ("adverbs", "here", "everywhere", "again", "settlement", "capital", "area", "country", "same")
        told = {word for word, kind in self.words.features.items() if kind == "P"}
        called = (*self.words.called_by_word.values(), *self.words.called_by_feature.values())
        self.heads = told.union(self.words.direction_nouns, *called, *(self.words.nominals[k] for k in kinds))

    def mentions(
        self, doc: Doc, sentences: Sequence[Sentence], named: Sequence[PlaceMention], main: str | None
    ) -> list[PlaceMention]:
        """Nominal mentions, given the named ones in text order; `main` is the article's country."""
        out: list[PlaceMention] = []
        recent = Recent(Towns(doc, sentences, named, main), {}, soil=_soil(named))
        at = 0
        spans = {i for m in named for i in range(m.start, m.end)}
        heads = {m.head: m for m in named}
        for sentence in sentences:
            for token in doc[sentence.first : sentence.last]:
                while at < len(named) and named[at].start <= token.idx:
                    recent.note(named[at], sentence.block)
                    at += 1
                if (
                    token.lower_ not in self.heads
                    or token.idx in spans
                    or sentence.heading
                    or not (token.is_lower or self._opens(token) or self.directions.is_half(token, sentence))
                ):
                    continue
                if not (token.is_lower or self._opens(token)):
                    land = (
                        main
                        if main == home_country(named) or not self._is_abroad(sentence, recent, main)
                        else None
                    )
                    if (half := self.directions.half(token, named, land)) is not None:
                        out.append(self._mention(token, sentence, half))
                    continue
                if (part := self.directions.part_of(token, heads)) is not None:
                    out.append(part)
                    recent.area = part.place, sentence.block
                    continue
                place = self._told_of(token, heads)
                if place is None and not self._is_apposed(token, sentence, spans):
                    place = self._refers(token, sentence, recent, main)
                if place is not None:
                    out.append(self._mention(token, sentence, place))
                    if token.lower_ in self.words.direction_nouns:
                        recent.area = place, sentence.block
        return out

    def _mention(self, token: Token, sentence: Sentence, place: Place) -> PlaceMention:
        direction = self.directions.at(token)
        start, end = token.doc[direction.first].idx if direction else token.idx, token.idx + len(token)
        reason: str | None = None if place.lat is not None else place.precision
        if reason == "unknown":
            reason = "no_candidate"  # the antecedent itself is not on the map
        return PlaceMention(start, end, token.i, sentence.index, place, NOMINAL_SCORE, reason)

    def _opens(self, token: Token) -> bool:
        """Whether an adverb of place opens its sentence ("There, on 2 May, ...")."""
        adverbs = self.words.nominals["adverbs"]
        return token.is_sent_start is True and token.lower_ in adverbs

    def _told_of(self, token: Token, heads: dict[int, PlaceMention]) -> Place | None:
        """The place that the noun says something of ("X, a village in Y"); None if there is none."""
        told = token.dep_ in self.syntax.apposition and token.head.i < token.i
        told = told and "Plur" not in token.morph.get("Number", [])
        named = heads.get(token.head.i) if told and self.words.features.get(token.lower_) == "P" else None
        place = named.place if named is not None else None
        return place if place is not None and place.precision in ("exact", "near", "unknown") else None

    def _refers(self, token: Token, sentence: Sentence, recent: Recent, main: str | None) -> Place | None:
        word, kinds = token.lower_, self.words.nominals
        if word in kinds["adverbs"]:
            close = recent.sentence is not None and sentence.index - recent.sentence <= REACH_SENTENCES
            return recent.any if close and token.pos_ == "ADV" and token.dep_ in self.syntax.adverb else None
        if word in kinds["here"]:
            return recent.towns.here if token.dep_ in self.syntax.adverb else None
        if word in kinds["everywhere"]:
            return self.gazetteer.country(main)
        if word in kinds["same"]:
            same = any(c.lower_ in kinds["same_words"] for c in token.children)
            spot = recent.any if same and self.directions.is_governed(token, sentence) else None
            return spot if spot is not None and spot.precision not in ("area", "country") else None
        if not self._definite(token, sentence):
            return None
        if word in kinds["settlement"] and self._is_this(token):
            return recent.towns.here
        if word in kinds["settlement"]:
            return recent.towns.last(sentence.block, settled=True)
        if word in kinds["capital"]:
            once = any(c.lower_ in kinds["capital_once"] for c in token.children)
            return recent.towns.last(sentence.block) if once else self._capital(token, sentence, recent, main)
        if word in recent.known and token.nbor(-1).dep_ not in self.syntax.modifier:
            return recent.known[word]
        if word in recent.lands and token.nbor(-1).dep_ not in self.syntax.modifier:
            return self._near(recent.lands[word], sentence)
        if word in kinds["area"]:
            own = is_capital(token.nbor(-1))  # "the Ruritanian territory" is another
            return None if own else self._near(recent.area, sentence)
        if word in kinds["country"] and self.directions.is_governed(token, sentence):
            return self.gazetteer.country(main)
        abroad = word in self.words.direction_nouns and self._is_abroad(sentence, recent, main)
        return None if abroad else self.directions.refers(token, sentence, main)

    @staticmethod
    def _is_abroad(sentence: Sentence, recent: Recent, main: str | None) -> bool:
        """Whether a direction is one of a front rather than of the country: what is told lies in others.

        The places of its sentence say so, else those of the one before.
        """
        for index in (sentence.index, sentence.index - 1):
            lands = recent.soil.get(index, set())
            if lands:
                return main not in lands
        return False

    def _definite(self, token: Token, sentence: Sentence) -> bool:
        """Whether a definite determiner stands before the noun, with at most two adjectives between."""
        direction = self.directions.at(token)
        first = direction.first if direction else token.i
        for i in range(first - 1, max(sentence.first, first - 3) - 1, -1):
            other = token.doc[i]
            if other.lower_ in self.words.nominals["determiners"]:
                return True
            participle = other.is_lower and other.pos_ == "VERB" and other.dep_ in self.syntax.modifier
            of_state = other.text in self.words.adjectives  # "the Ottoman capital"
            told = other.pos_ == "ADJ" or participle or of_state  # "the walled city"
            if not told or other.lower_ in self.words.nominals["not_after"]:
                return False
        return False

    def _is_this(self, token: Token) -> bool:
        """Whether a demonstrative of the place where one writes stands before the noun ("this city")."""
        return any(c.lower_ in self.words.nominals["these"] for c in token.children)

    def _is_apposed(self, token: Token, sentence: Sentence, named: set[int]) -> bool:
        """Whether a name beside the noun says which place it is ("the city of X", "the capital, X")."""
        following = token.doc[token.i + 1 : min(token.i + 4, sentence.last)]
        if self._of_state(token, sentence) and token.lower_ in self.words.nominals["capital"]:
            return False  # "the capital of Ruritania"
        if len(following) and token.lower_ in self.words.nominals["area"]:
            told = following[0].lower_ in self.words.of or following[0].lower_ in self.words.direction_nouns
            if told:
                return True
        for other in following[:3]:
            if other.idx in named:
                return True
            between = other.pos_ == "ADP" and other.lower_ not in self.words.of  # "left the town for X"
            if between or other.pos_ in ("CCONJ", "VERB", "AUX") or other.lower_ in self.words.strong:
                return False
        return False

    def _near(self, found: tuple[Place, int] | None, sentence: Sentence) -> Place | None:
        return found[0] if found and sentence.block - found[1] <= REACH_BLOCKS else None

    def _capital(self, token: Token, sentence: Sentence, recent: Recent, main: str | None) -> Place | None:
        """The capital of the country named beside the noun, else of the article's; not that of a division."""
        country, past = main, None
        for other in token.doc[max(token.i - 3, sentence.first) : token.i]:
            adjective = self.words.adjectives.get(other.text)
            country = adjective.soil if adjective else country
            past = adjective if adjective and adjective.country is None else past
        if token.i + 1 < sentence.last and token.nbor().lower_ in self.words.of:
            state = self._of_state(token, sentence)
            country = state.soil if state else None
        found = self._seat(past) if past else self.gazetteer.capital(country) if country else None
        if found is None or (country == main and past is None and self._may_have_moved(token, found, recent)):
            return None
        return Place(
            found.name, found.country, found.admin1, found.geonames_id, found.lat, found.lon, "exact"
        )

    def _of_state(self, token: Token, sentence: Sentence) -> State | None:
        """The state that "of" behind a noun names."""
        if token.i + 2 >= sentence.last or token.nbor().lower_ not in self.words.of:
            return None
        state = self.words.state_at(token.doc, token.i + 2, sentence)
        return state[0] if state else None

    @staticmethod
    def _may_have_moved(token: Token, capital: Candidate, recent: Recent) -> bool:
        """Whether a story of the past never names the city that is the capital today."""
        if recent.towns.names(capital):
            return False
        story = token.doc._.chronology.story if token.doc._.chronology is not None else ()
        day = next((p.value.latest for p in reversed(story) if p.start <= token.idx), None)
        return day is not None and (day.startswith("-") or int(day[:-6]) < MODERN)

    def _seat(self, state: State) -> Candidate | None:
        """The city from which a state of the past was ruled ("the Ottoman capital")."""
        named = self.gazetteer.lookup(state.seat) if state.seat else ()
        towns = [c for c in named if c.feature[0] == "P" and c.country in state.within]
        found = max(towns, key=lambda c: c.population, default=None)
        return replace(found, name=state.seat) if found and state.seat else None


def merged(*layers: Sequence[PlaceMention]) -> list[PlaceMention]:
    """All mentions in text order; of two that overlap the longer stays, of equals that of the later layer."""
    ranked = [(m.start - m.end, -n, m.start, m) for n, layer in enumerate(layers) for m in layer]
    taken: set[int] = set()
    out = []
    for *_, mention in sorted(ranked, key=lambda entry: entry[:3]):
        if taken.isdisjoint(range(mention.start, mention.end)):
            taken.update(range(mention.start, mention.end))
            out.append(mention)
    return sorted(out, key=lambda m: m.start)
