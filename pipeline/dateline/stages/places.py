"""Finds the names of places and puts them on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.links import LinkedNames
from dateline.engines.places.beside import beside_known
from dateline.engines.places.borders import Borders
from dateline.engines.places.comparing import LARGE, home_of, is_known_town
from dateline.engines.places.gazetteer import Candidate, fold
from dateline.engines.places.known import Choice, Known
from dateline.engines.places.linked import LinkedPlaces
from dateline.engines.places.names import Spotter
from dateline.engines.places.nominals import Nominals, merged
from dateline.engines.places.outcome import (
    as_written,
    home_country,
    in_country,
    is_contained,
    is_sure,
    place_of,
    written_from,
)
from dateline.engines.places.own_places import gazetteer_of
from dateline.engines.places.ranking import Ranking
from dateline.engines.places.sites import Sites
from dateline.engines.places.spots import Spot, is_capital
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import covering
from dateline.layers import ActorMention, PlaceMention, article_of
from dateline.stages.base import Stage

THRESHOLD = 2.0  # evidence from which a name is taken as a place
EVIDENCE = {
    "feature": 3.0, "strong": 2.5, "target": 1.75, "weak": 1.25, "object": 1.0, "possessive": 0.75, "modifier": 0.5,
    "none": 0.5, "subject": 0.0, "party": -0.5, "agent": -1.0,
}  # fmt: skip
CONTAINED = 1.5  # what it is worth to be told wherein a name lies ("X, Ohio")
SURELY = 2  # marks of a person from which a name that nothing locates is none of a place
PROVEN = 2.0  # what the words around an unknown name are worth
KNOWN = 1.25  # ... and what it is worth that something is done to a town that the world knows
ACTOR_CONTEXTS = ("agent", "subject", "party", "object", "weak", "none", "possessive", "modifier")
STATE_CONTEXTS = ("feature", "strong", "weak", "target", "object")
TOPICS = ("none", "subject", "object")
STATE_SCORE = 0.9
UNKNOWN_SCORE = 0.5
FULL_SCORE = 4.0  # ranking score that counts as certain


class PlacesStage(Stage[list[PlaceMention]]):
    """Adds the layer `places`."""

    layer = "places"

    def __init__(self, lang: str, files: Sequence[str] = ()) -> None:
        self.words = PlaceWords.load(lang)
        self.gazetteer = gazetteer_of(tuple(files))
        self.spotter = Spotter(lang, self.gazetteer)
        self.ranking = Ranking(self.gazetteer)
        self.borders = Borders(lang, self.gazetteer)
        self.nominals = Nominals(lang, self.gazetteer)
        self.sites = Sites(lang, self.gazetteer)

    def predict(self, doc: Doc) -> list[PlaceMention]:
        """All mentions of places, in text order."""
        sentences = doc._.sentences or []
        spots = self.spotter.spots(doc, sentences, self._taken(doc))
        linked = self._linked(doc, spots)
        known = Known(self.spotter.nations(doc, spots))
        containers = [self._container(doc, spots, i) for i in range(len(spots))]
        for i, within in enumerate(linked):
            if containers[i] is None and within is not None:
                containers[i], spots[i].within = within, True
        persons = self._persons(doc, spots)
        accepted = self._accepted(doc, spots, containers, known, persons)
        chosen = [i for i, yes in enumerate(accepted) if yes]
        kept, inside = [spots[i] for i in chosen], [containers[i] for i in chosen]
        choices = self._choose(kept, inside, known)
        sure = [is_sure(s, c) for s, c in zip(kept, choices, strict=True)]
        kept, inside = list(compress(kept, sure)), list(compress(inside, sure))
        choices = as_written(doc, kept, list(compress(choices, sure)))
        towns = [self._is_town(s, inner, known) for s, inner in zip(kept, inside, strict=True)]
        named = [
            self._mention(doc, s, c, town, home_of(s, inner) if not (s.nation and s.candidates) else None)
            for s, c, town, inner in zip(kept, choices, towns, inside, strict=True)
        ]
        main = home_country(named) or written_from(doc, named) or known.main()
        actors = doc._.actors or ()
        named = in_country(beside_known(self.words, article_of(doc).text, named), named, actors)
        borders = self.borders.mentions(doc, sentences, main)
        sites = in_country(self.sites.mentions(doc, sentences, named, main), named, actors)
        return merged(named, sites, self.nominals.mentions(doc, sentences, named, main), borders)

    def _linked(self, doc: Doc, spots: list[Spot]) -> list[Spot | None]:
        """What the titles that names are linked to say that each spot lies in."""
        titles = LinkedNames(article_of(doc))
        if not titles:
            return [None] * len(spots)
        names = [doc[spot.first : spot.last].text for spot in spots]
        return LinkedPlaces(titles, self.gazetteer, self.words).settle(names, spots)

    def _choose(self, spots: list[Spot], containers: list[Spot | None], known: Known) -> list[Choice]:
        """Twice over: the first round gives the points by whose nearness the second decides."""
        first = self.ranking.choose(spots, containers, known)
        known.settle(spots, first)
        soil = Counter(
            c.candidate.country
            for spot, c in zip(spots, first, strict=True)
            if c.candidate and c.candidate.country and not c.reason and spot.state is None
        )
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
        located = self._located(doc)
        spans += [
            (m.start, m.end)
            for m in doc._.actors or ()
            if m.actor.id not in located and self._is_actor_name(doc, m)
        ]
        out: set[int] = set()
        for start, end in spans:
            span = covering(doc, start, end)
            out.update(token.i for token in span)
        return out

    def _located(self, doc: Doc) -> set[str]:
        """Persons by name alone who are always in or at a place, and do nothing: they are that place."""
        out: set[str] = set()
        others: set[str] = set()
        for mention in doc._.actors or ():
            span = covering(doc, mention.start, mention.end)
            if mention.actor.kind != "person" or mention.via != "name" or not span.start:
                others.add(mention.actor.id)
                continue
            before = doc[span.start - 1]
            inside = before.lower_ in self.words.strong and span.root.head.i == before.i
            aimed = before.head.lemma_.lower() in self.words.aiming_verbs
            led = span[0].lower_ in self.words.titles or article_of(doc).text[mention.start].islower()
            (out if inside and not aimed and not led else others).add(mention.actor.id)
        return out - others

    def _is_actor_name(self, doc: Doc, mention: ActorMention) -> bool:
        """Whether an actor other than a state is named.

        No person is one whose name begins small or is a place's by its words ("Rostov Oblast"), nor one named as
        a town of renown is, by a single word or one that opens names of places ("Saint Petersburg").
        """
        if mention.via not in ("name", "acronym") or mention.actor.id.startswith("state:"):
            return False
        if mention.actor.kind == "ethnic_group":
            return not self._is_land_of(doc, mention)
        if mention.actor.kind != "person":
            return True
        text = article_of(doc).text[mention.start : mention.end]
        words = text.lower().split()
        division = len(words) > 1 and self.words.features.get(words[-1]) == "A"
        span = covering(doc, mention.start, mention.end)
        stormed = self.spotter.proof.is_stormed(span)
        if not text[0].isupper() or division or stormed or self._is_site_of(doc, mention):
            return False
        may_be_town = " " not in mention.actor.name or words[0] in self.words.openers
        if any(c.id < 0 and c.matched == "name" for c in self.gazetteer.lookup(text)):
            return False
        if any(c.feature == "A.ADM1" and c.matched == "name" for c in self.gazetteer.lookup(text)):
            return False
        return not (may_be_town and self._is_renowned(text))

    def _is_land_of(self, doc: Doc, people: ActorMention) -> bool:
        """Whether the name of a people stands for the division that bears it ("in Afar", "the Amhara region")."""
        span = covering(doc, people.start, people.end)
        inside = span.start > 0 and doc[span.start - 1].lower_ in self.words.strong
        after = doc[span.end].lower_ if span.end < len(doc) else ""
        if not (inside or self.words.features.get(after) == "A"):
            return False
        return any(c.feature == "A.ADM1" and c.matched == "name" for c in self.gazetteer.lookup(span.text))

    def _is_site_of(self, doc: Doc, mention: ActorMention) -> bool:
        """Whether a feature noun before the name says that it is a place's ("the district of X")."""
        span = covering(doc, mention.start, mention.end)
        before = [t.lower_ for t in doc[max(0, span.start - 2) : span.start]]
        led = len(before) > 1 and before[1] in self.words.of
        return led and self.words.features.get(before[0], "L") in "PAS"

    def _is_renowned(self, text: str) -> bool:
        """Whether a word is the name of a town that the world knows, or of one of our own places."""
        own = (c for c in self.gazetteer.lookup(text) if c.matched == "name")
        return any(c.feature == "A.ADM1" or c.id < 0 or is_known_town(c) for c in own)

    def _governments(self, doc: Doc) -> set[int]:
        """Tokens of names of states and seats that stand for their governments."""
        out: set[int] = set()
        for mention in doc._.actors or ():
            if mention.via == "name" and mention.actor.id.startswith("state:"):
                span = covering(doc, mention.start, mention.end)
                out.update(token.i for token in span)
        return out

    def _persons(self, doc: Doc, spots: list[Spot]) -> Counter[str]:
        """Folded words that stand in names of more words that are no places, or behind a title."""
        counts: Counter[str] = Counter()
        for spot in spots:
            longer = not spot.whole and not spot.organised
            if (longer or spot.titled) and spot.state is None and not spot.feature:
                counts[spot.key] += 1
            elif spot.state is None and self.spotter.is_somebody(doc, spot):
                counts[spot.key] += SURELY
        for mention in doc._.actors or ():
            text = article_of(doc).text[mention.start : mention.end]
            if mention.actor.kind == "person" and mention.via == "name" and self._is_actor_name(doc, mention):
                counts[fold(text.split()[-1])] += 1
        return counts

    def _accepted(
        self, doc: Doc, spots: list[Spot], containers: list[Spot | None], known: Known, persons: Counter[str]
    ) -> list[bool]:
        """Which spots are places; a name that is one for certain somewhere is believed elsewhere."""
        evidence = [
            self._evidence(doc, spot, known, persons) + (CONTAINED if is_contained(spot, container) else 0.0)
            for spot, container in zip(spots, containers, strict=True)
        ]
        governments = self._governments(doc)
        proven = Counter(
            s.key for s, e in zip(spots, evidence, strict=True) if s.whole and e >= THRESHOLD + 0.5
        )
        located = Counter(s.key for s in spots if s.context in ("strong", "feature"))
        out: list[bool] = []
        for spot, container, value in zip(spots, containers, evidence, strict=True):
            acts = spot.context in ACTOR_CONTEXTS and not is_contained(spot, container)
            acts = acts and not self.spotter.proof.is_goal(doc[spot.first : spot.last])
            if spot.state is not None and self._is_topic(doc, spot):
                out.append(True)
                continue
            if acts and governments & set(range(spot.first, spot.last)):
                out.append(False)
                continue
            if spot.state is not None and not self._is_town(spot, container, known):
                out.append(self._state_is_place(doc, spot, out[-1] if out else False))
                continue
            if persons[spot.key] >= SURELY and not located[spot.key]:
                out.append(False)  # somebody, and nowhere a place
                continue
            believed = proven[spot.key] > persons[spot.key] and spot.context != "agent"
            more = 1.25 if believed else 0.0
            more += 1.0 if spot.joined and out and out[-1] else 0.0
            out.append(value + more >= THRESHOLD)
        return out

    def _evidence(self, doc: Doc, spot: Spot, known: Known, persons: Counter[str]) -> float:
        weight = max((self._weight(c, known) for c in spot.candidates), default=0.0)
        if spot.whole and spot.state is None and not spot.proven and self.spotter.proof.holds(doc, spot):
            spot.proven, weight = True, max(weight, 0.0)
        value = EVIDENCE[spot.context] + weight + (PROVEN if spot.proven else 0.0)
        known_town = spot.whole and any(is_known_town(c) for c in spot.candidates)
        if known_town and spot.context in ("target", "weak", "object"):
            value += KNOWN
        if spot.named_feature:
            value += 2.0
        if spot.direction is not None:
            value += 1.0
        if not spot.whole:
            value -= 3.0
        own = any(c.id < 0 or c.feature[0] == "A" for c in spot.candidates)
        personal = not own and self.spotter.proof.is_personal(doc[spot.first : spot.last])
        if persons[spot.key] or personal:
            value -= 1.5 if spot.context in ("strong", "feature") else 2.5
        if doc[spot.last - 1].pos_ != "PROPN" and doc[spot.first].pos_ != "PROPN":
            value -= 1.0
        return value + (0.5 if spot.last - spot.first > 1 else 0.0)

    def _weight(self, c: Candidate, known: Known) -> float:
        """How much a candidate by itself makes its name a place of this article."""
        size = 1.0 if c.population >= LARGE or c.feature in ("P.PPLC", "P.PPLA") or c.id < 0 else 0.5
        if c.population < 5000 and c.id > 0:
            size = 0.0
        stray = c.matched == "alternate" and c.id > 0 and not known.share(c.country)
        if stray or c.matched in ("article", "fuzzy"):
            size -= 0.5
        share, elsewhere = known.share(c.country), size < 1 and bool(known.nations)
        return size + (1.0 if share > 0.3 else 0.5 if share > 0.05 else -1.0 if elsewhere else 0.0)

    def _is_town(self, spot: Spot, container: Spot | None, known: Known) -> bool:
        """Whether the name of a state is that of a town, region or water here ("Lebanon, Tennessee", "Venice")."""
        if is_contained(spot, container):
            return True
        if spot.feature in ("H", "A") and spot.named_feature:
            home = spot.state.country if spot.state else None
            return any(c.feature[0] == spot.feature and c.country != home for c in spot.candidates)
        if spot.state is None or spot.state.country:
            home = spot.state.country if spot.state else None
            rivals = [c for c in spot.candidates if c.country != home and known.share(home) < 1]
            return any(c.feature == "A.ADM1" and known.share(c.country) == 1 for c in rivals)
        return any(c.id < 0 or is_known_town(c) for c in spot.candidates)

    def _is_topic(self, doc: Doc, spot: Spot) -> bool:
        """Whether a title begins with it: what the article is about."""
        title = spot.first == 0 and not doc[spot.sentence.last - 1].is_punct
        return title and spot.whole and spot.context in TOPICS

    def _state_is_place(self, doc: Doc, spot: Spot, previous: bool) -> bool:
        if not spot.whole:
            return False
        if spot.joined:
            return previous
        if spot.context == "possessive":
            head = doc[spot.first : spot.last].root.head.lower_
            return head in self.words.features or head in self.words.direction_nouns
        told = self.spotter.proof.is_scene(doc, spot)  # "Ruritania, where"
        return spot.context in STATE_CONTEXTS or spot.direction is not None or told

    def _container(self, doc: Doc, spots: list[Spot], i: int) -> Spot | None:
        """The spot that says wherein spot `i` lies: "X, Y", "X (Y", "X in Y"."""
        if i + 1 == len(spots) or spots[i + 1].sentence is not spots[i].sentence:
            return None
        following = spots[i + 1]
        between = [t.lower_ for t in doc[spots[i].last : following.first] if not is_capital(t)]
        between = [w for w in between if w not in self.words.direction_words | self.words.definite]
        listed = between in ([","], ["("]) and not self._describes(doc, following)
        spots[i].within = len(between) <= 2 and between[-1:] != [] and between[-1] in self.words.container
        following.holds = (
            following.holds or spots[i].within or (between == [","] and not self._is_listed(doc, following))
        )
        return following if listed or spots[i].within else None

    def _describes(self, doc: Doc, spot: Spot) -> bool:
        """Whether the name of a state only says of whom the next noun is ("In Cairo, U.S. officials said")."""
        root = doc[spot.first : spot.last].root
        return (
            spot.state is not None and root.dep_ in self.spotter.syntax.modifier and root.head.i >= spot.last
        )

    def _is_listed(self, doc: Doc, spot: Spot) -> bool:
        """Whether a name behind a comma is a member of a list ("X, Y and Z")."""
        after = doc[spot.last].lower_ if spot.last < spot.sentence.last else ""
        root = doc[spot.first : spot.last].root
        return after in self.words.joints - {","} or root.dep_ in self.spotter.syntax.conjunct

    # -- what is written down

    def _mention(self, doc: Doc, spot: Spot, choice: Choice, town: bool, home: str | None) -> PlaceMention:
        start = doc[spot.first].idx if spot.direction is None else spot.direction
        end = doc[spot.last - 1].idx + len(doc[spot.last - 1])
        place, reason = place_of(self.words, article_of(doc).text[start:end], spot, choice, town, home)
        score = max(0.0, min(1.0, choice.score / FULL_SCORE)) if choice.candidate else UNKNOWN_SCORE
        score = STATE_SCORE if place.precision == "country" else score
        head = doc[spot.first : spot.last].root.i
        return PlaceMention(start, end, head, spot.sentence.index, place, round(score, 3), reason)


@Language.factory(
    "dateline_places",
    default_config={"files": []},
    requires=["doc._.sentences", "doc._.actors"],
    assigns=["doc._.places"],
)
def make_places(nlp: Language, name: str, files: list[str]) -> PlacesStage:
    """Factory for spaCy; `files`: a gazetteer of the user's own, and tables of places (NAME.tsv)."""
    return PlacesStage(str(nlp.lang), files)
