"""Finds the names of places and puts them on the map."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.places.gazetteer import Candidate, Gazetteer, fold
from dateline.engines.places.names import Spot, Spotter, is_capital
from dateline.engines.places.nominals import Borders, Nominals, merged
from dateline.engines.places.ranking import LARGE, Choice, Known, Ranking, gives_point, settle
from dateline.engines.places.words import PlaceWords
from dateline.layers import ActorMention, Place, PlaceMention, PlacePrecision, article_of
from dateline.stages.base import Stage

THRESHOLD = 2.0  # evidence from which a name is taken as a place
EVIDENCE = {
    "feature": 3.0, "strong": 2.5, "weak": 1.25, "object": 1.0, "possessive": 0.75, "modifier": 0.5,
    "none": 0.5, "subject": 0.0, "party": -0.5,
}  # fmt: skip
PROVEN = 2.0  # what the words around an unknown name are worth
STATE_CONTEXTS = ("feature", "strong", "weak", "object")
RENOWNED = 30  # names in all languages from which a town is well known
STATE_SCORE = 0.9
UNKNOWN_SCORE = 0.5
FULL_SCORE = 4.0  # ranking score that counts as certain


class PlacesStage(Stage[list[PlaceMention]]):
    """Adds the layer `places`."""

    layer = "places"

    def __init__(self, lang: str) -> None:
        self.words = PlaceWords.load(lang)
        self.gazetteer = Gazetteer.shared()
        self.spotter = Spotter(lang, self.gazetteer)
        self.ranking = Ranking(self.gazetteer)
        self.borders = Borders(lang, self.gazetteer)
        self.nominals = Nominals(lang, self.gazetteer)

    def predict(self, doc: Doc) -> list[PlaceMention]:
        """All mentions of places, in text order."""
        sentences = doc._.sentences or []
        spots = self.spotter.spots(doc, sentences, self._taken(doc))
        known = Known(self.spotter.nations(doc, spots))
        containers = [self._container(doc, spots, i) for i in range(len(spots))]
        persons = self._persons(doc, spots)
        accepted = self._accepted(doc, spots, known, persons)
        chosen = [i for i, yes in enumerate(accepted) if yes]
        kept, inside = [spots[i] for i in chosen], [containers[i] for i in chosen]
        choices = _as_written(doc, kept, self._choose(kept, inside, known))
        named = [self._mention(doc, s, c, known) for s, c in zip(kept, choices, strict=True)]
        mentions = [m for m in named if m is not None]
        main = known.main()
        borders = self.borders.mentions(doc, sentences, main)
        return merged(mentions, self.nominals.mentions(doc, sentences, mentions, main), borders)

    def _choose(self, spots: list[Spot], containers: list[Spot | None], known: Known) -> list[Choice]:
        """Twice over: the first round gives the points by whose nearness the second decides."""
        first = self.ranking.choose(spots, containers, known)
        known.points = settle(spots, first)
        soil = Counter(
            c.candidate.country for c in first if c.candidate and c.candidate.country and not c.reason
        )
        known.nations.update(soil)
        self._guess_spelling(spots, known, soil)
        return self.ranking.choose(spots, containers, known)

    def _guess_spelling(self, spots: list[Spot], known: Known, soil: Counter[str]) -> None:
        """Gives whole names that the gazetteer lacks the candidates of like spelling.

        They are sought only in the country that is most spoken of and holds most of the places.
        """
        main = known.main()
        if main is None or soil[main] < max(soil.values(), default=0):
            return
        for spot in spots:
            if not spot.candidates and spot.state is None and spot.whole:
                spot.candidates = self.gazetteer.fuzzy(spot.key, [main])

    # -- which spots are places

    def _taken(self, doc: Doc) -> set[int]:
        """Tokens of time expressions and of names of actors other than states."""
        spans = [(timex.start, timex.end) for timex in doc._.timexes or ()]
        spans += [(m.start, m.end) for m in doc._.actors or () if self._is_actor_name(doc, m)]
        out: set[int] = set()
        for start, end in spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            out.update(token.i for token in span or ())
        return out

    def _is_actor_name(self, doc: Doc, mention: ActorMention) -> bool:
        """Whether an actor other than a state is named; a person whose name begins small is none."""
        if mention.via not in ("name", "acronym") or mention.actor.id.startswith("state:"):
            return False
        return mention.actor.kind != "person" or article_of(doc).text[mention.start].isupper()

    def _persons(self, doc: Doc, spots: list[Spot]) -> Counter[str]:
        """Folded words that stand in names of more words that are no places, or behind a title."""
        counts: Counter[str] = Counter()
        for spot in spots:
            if (not spot.whole or spot.titled) and spot.state is None and not spot.feature:
                counts[spot.key] += 1
        for mention in doc._.actors or ():
            text = article_of(doc).text[mention.start : mention.end]
            if mention.actor.kind == "person" and mention.via == "name" and text[0].isupper():
                counts[fold(text.split()[-1])] += 1
        return counts

    def _accepted(self, doc: Doc, spots: list[Spot], known: Known, persons: Counter[str]) -> list[bool]:
        """Which spots are places; a name that is one for certain somewhere is believed elsewhere."""
        evidence = [self._evidence(doc, spot, known, persons) for spot in spots]
        proven = Counter(
            s.key for s, e in zip(spots, evidence, strict=True) if s.whole and e >= THRESHOLD + 0.5
        )
        out: list[bool] = []
        for spot, value in zip(spots, evidence, strict=True):
            if spot.state is not None and not self._is_town(spot, known):
                out.append(self._state_is_place(doc, spot, out[-1] if out else False))
                continue
            more = 1.25 if proven[spot.key] > persons[spot.key] else 0.0
            more += 1.0 if spot.joined and out and out[-1] else 0.0
            out.append(value + more >= THRESHOLD)
        return out

    def _evidence(self, doc: Doc, spot: Spot, known: Known, persons: Counter[str]) -> float:
        weight = max((self._weight(c, known) for c in spot.candidates), default=0.0)
        if weight < 0 and spot.whole and spot.state is None and self.spotter.is_proven(doc, spot):
            spot.proven, weight = True, 0.0  # a place, though hardly one of those that the gazetteer has
        value = EVIDENCE[spot.context] + weight + (PROVEN if spot.proven else 0.0)
        if spot.named_feature:
            value += 2.0
        if spot.direction is not None:
            value += 1.0
        if not spot.whole:
            value -= 3.0
        if persons[spot.key]:
            value -= 1.5 if spot.context in ("strong", "feature") else 2.5
        if doc[spot.last - 1].pos_ != "PROPN" and doc[spot.first].pos_ != "PROPN":
            value -= 1.0
        return value + (0.5 if spot.last - spot.first > 1 else 0.0)

    def _weight(self, c: Candidate, known: Known) -> float:
        """How much a candidate by itself makes its name a place of this article."""
        size = 1.0 if c.population >= LARGE or c.feature in ("P.PPLC", "P.PPLA") or c.id < 0 else 0.5
        if c.population < 5000 and c.id > 0:
            size = 0.0
        if c.matched in ("article", "fuzzy"):
            size -= 0.5
        share = known.share(c.country)
        return size + (1.0 if share > 0.3 else 0.5 if share > 0.05 else 0.0 if size >= 1 else -1.0)

    def _is_town(self, spot: Spot, known: Known) -> bool:
        """Whether the name of a state of the past is that of a present town or region here ("Venice")."""
        if spot.state is None or spot.state.country:
            rivals = [c for c in spot.candidates if spot.state and c.country != spot.state.country]
            return any(c.feature == "A.ADM1" and known.share(c.country) == 1 for c in rivals)
        return any(c.id < 0 or is_known_town(c) for c in spot.candidates)

    def _state_is_place(self, doc: Doc, spot: Spot, previous: bool) -> bool:
        if not spot.whole:
            return False
        if spot.joined:
            return previous
        if spot.context == "possessive":
            head = doc[spot.first : spot.last].root.head.lower_
            return head in self.words.features or head in self.words.direction_nouns
        return spot.context in STATE_CONTEXTS or spot.direction is not None

    def _container(self, doc: Doc, spots: list[Spot], i: int) -> Spot | None:
        """The spot that says wherein spot `i` lies: "X, Y", "X (Y", "X in Y"."""
        if i + 1 == len(spots) or spots[i + 1].sentence is not spots[i].sentence:
            return None
        following = spots[i + 1]
        between = [t.lower_ for t in doc[spots[i].last : following.first] if not is_capital(t)]
        between = [w for w in between if w not in self.words.direction_words]
        listed = between in ([","], ["("])
        within = len(between) <= 2 and between[-1:] != [] and between[-1] in self.words.container
        return following if listed or within else None

    # -- what is written down

    def _mention(self, doc: Doc, spot: Spot, choice: Choice, known: Known) -> PlaceMention | None:
        start = doc[spot.first].idx if spot.direction is None else spot.direction
        end = doc[spot.last - 1].idx + len(doc[spot.last - 1])
        place, reason = self._place(article_of(doc).text[start:end], spot, choice, known)
        score = max(0.0, min(1.0, choice.score / FULL_SCORE)) if choice.candidate else UNKNOWN_SCORE
        score = STATE_SCORE if place.precision == "country" else score
        head = doc[spot.first : spot.last].root.i
        return PlaceMention(start, end, head, spot.sentence.index, place, round(score, 3), reason)

    def _place(self, text: str, spot: Spot, choice: Choice, known: Known) -> tuple[Place, str | None]:
        c = choice.candidate
        if spot.state is not None and not self._is_town(spot, known):
            area = spot.direction is not None
            name = text if area else spot.state.name
            precision: PlacePrecision = "area" if area else "country"
            return Place(name, spot.state.soil, None, None, None, None, precision), precision
        if c is None:
            return Place(text, None, None, None, None, None, "unknown"), choice.reason
        if choice.reason is not None:
            return Place(text, None, None, None, None, None, "unknown"), choice.reason
        if not gives_point(c) or (spot.direction is not None and c.feature[0] != "P"):
            name = text if spot.direction is not None else c.name
            return Place(name, c.country, c.admin1, c.geonames_id, None, None, "area"), "area"
        site = spot.added_feature and spot.feature == "S" and c.feature[0] == "P"
        how: PlacePrecision = "near" if spot.near or site else "exact"
        return Place(c.name, c.country, c.admin1, c.geonames_id, c.lat, c.lon, how), None


def _as_written(doc: Doc, spots: list[Spot], choices: list[Choice]) -> list[Choice]:
    """The choices, each place named as the article first writes it if that is one of its other names."""
    names: dict[int, str] = {}
    for spot, choice in zip(spots, choices, strict=True):
        c = choice.candidate
        if c is None or choice.reason is not None or spot.added_feature or not gives_point(c):
            continue
        if c.matched in ("name", "alternate"):
            names.setdefault(c.id, c.name if c.matched == "name" else doc[spot.first : spot.last].text)
    return [
        replace(choice, candidate=replace(c, name=names[c.id])) if c is not None and c.id in names else choice
        for choice in choices
        for c in [choice.candidate]
    ]


def is_known_town(c: Candidate) -> bool:
    """Whether a candidate is a town that the world knows by its name."""
    return c.feature[0] == "P" and (c.population >= LARGE or c.renown >= RENOWNED)


@Language.factory("dateline_places", requires=["doc._.sentences", "doc._.actors"], assigns=["doc._.places"])
def make_places(nlp: Language, name: str) -> PlacesStage:
    """Factory for spaCy."""
    return PlacesStage(str(nlp.lang))
