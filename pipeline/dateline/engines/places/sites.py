"""Sites without an entry in the gazetteer: "the tax office", "the Custom House", "a mosque in Kissy".

A site lies in the town that the words beside it name, else in the one named last; its point is the town's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.places.gazetteer import Gazetteer, distance_km
from dateline.engines.places.spots import is_capital, is_tied
from dateline.engines.places.towns import POINTS, REACH_BLOCKS, Towns
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import JOINERS, Syntax, first_conjunct
from dateline.layers import ActorMention, Place, PlaceMention, Sentence, in_sentences, sentence_of

SITE_SCORE = 0.5  # how far the town of a site is trusted, against 1 for a clear name
BEHIND = 6  # tokens behind a site within which a preposition leads to its town
AROUND_KM = 100  # from a town, within which a site named before is still the one of the story
AHEAD = 12  # tokens after a site within which its town may be named


class Sites:
    """Finds sites where something happens at them or to them."""

    def __init__(self, lang: str, gazetteer: Gazetteer) -> None:
        self.words = PlaceWords.load(lang)
        self.syntax = Syntax.load(lang)
        self.gazetteer = gazetteer
        self.nouns = self.words.site_nouns | self.words.site_named

    def mentions(
        self,
        doc: Doc,
        sentences: Sequence[Sentence],
        named: Sequence[PlaceMention],
        main: str | None = None,
    ) -> list[PlaceMention]:
        """The sites of a Doc, given the places that are named in it; `main` is the article's country."""
        out: list[PlaceMention] = []
        heads = {m.head: m for m in named}
        spans = {i for m in named for i in range(m.start, m.end)}
        towns = Towns(doc, sentences, named, main)
        known: dict[str, tuple[Place, int]] = {}  # sites with a name, by their noun, each with its block
        for sentence in sentences:
            for token in doc[sentence.first : sentence.last]:
                if (mention := heads.get(token.i)) is not None:
                    towns.note(mention, sentence.block)
                    known[token.lower_] = mention.place, sentence.block
                if sentence.heading or token.lower_ not in self.nouns or token.idx in spans:
                    continue
                if self._is_prefix(token):
                    continue
                if token.lower_ in self.words.theatres and self._is_of_war(token):
                    continue
                if token.dep_ in self.syntax.apposition and token.head.i in heads:
                    continue  # "X, the headquarters of the district"
                first = self._first(token, sentence)
                if token.lower_ in self.words.site_named and not self._is_named(token, first):
                    continue
                if self._is_there(token, first):
                    continue
                if (town := self._told_by_town(token, first, heads)) is not None:
                    if town.lat is not None or town.precision == "country":
                        known[token.lower_] = town, sentence.block
                    continue
                again = known.get(token.lower_) if self._is_again(token, first) else None
                if again is not None and self._goes_on(*again, sentence.block, towns):
                    place = again[0]
                    out.append(self._written(doc, first, token, sentence, place))
                elif self._is_scene(token, first) or self._is_airport(token, first):
                    near = self._town(token, heads) or self._town_ahead(token, sentence, heads)
                    near = (
                        near
                        or self._area(token, heads)
                        or self._seat(token, sentence, heads, main)
                        or towns.last(
                            sentence.block, on_map=True, reach=0 if self._is_any(doc[first]) else REACH_BLOCKS
                        )
                    )
                    if near is None and self._is_part(token, first):
                        continue  # "the walls" of no town that is known
                    out.append(self._mention(doc, first, token, sentence, near))
                    if self._is_new(token, first):
                        known[token.lower_] = out[-1].place, sentence.block
        return out

    @staticmethod
    def _is_prefix(token: Token) -> bool:
        """Whether a hyphen ties what follows to the noun ("died in X post-invasion")."""
        return token.i + 1 < len(token.doc) and token.nbor().text in JOINERS and is_tied(token.nbor())

    def _is_of_war(self, token: Token) -> bool:
        """Whether a theatre is that of a war, as most in a narrative of one are ("the Pacific theatre")."""
        root = first_conjunct(token, self.syntax)
        if self._is_any(token.doc[min((c.i for c in token.lefts if c.pos_ != "DET"), default=token.i)]):
            return False
        led = root.dep_ in self.syntax.preposition_object and root.head.lower_ not in self.words.indoors
        return led or token.doc[token.i - 1].lower_ in self.words.direction_words

    def _is_figure(self, token: Token, first: int) -> bool:
        """Whether the noun means no building: an act, a duty, a body of people, a part of a land's strength."""
        doc, word = token.doc, token.lower_
        after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
        if word in self.words.site_acts and after in self.words.of:
            return True
        owned = any(c.dep_ in self.syntax.possessor and c.pos_ == "PRON" for c in token.lefts)
        if word in self.words.duties and owned:
            return True
        before = {t.lower_ for t in doc[first : token.i]}
        if before & self.words.figures.get(word, frozenset()):
            return True
        faiths = self.words.bodies.get(word)
        if faiths is None or not is_capital(token):
            return False
        named = any(
            t.lower_ not in faiths and t.text not in self.words.adjectives for t in doc[first : token.i]
        )
        return not named and not any(c.dep_ in self.syntax.preposition for c in token.children)

    def _is_again(self, token: Token, first: int) -> bool:
        """Whether it takes up a site named before ("the prison", after "Blackgate Prison")."""
        definite = first > 0 and token.doc[first - 1].lower_ in self.words.nominals["determiners"]
        return definite and first == token.i and token.dep_ not in self.syntax.modifier

    @staticmethod
    def _goes_on(site: Place, named: int, block: int, towns: Towns) -> bool:
        """Whether a story still is where a site was named: in the paragraphs around, or at no other town since."""
        at = [town for town in (towns.last(block, on_map=True), towns.focus) if town is not None]
        near = [
            distance_km((site.lat, site.lon), (town.lat, town.lon)) <= AROUND_KM
            for town in at
            if site.lat is not None and site.lon is not None and town.lat is not None and town.lon is not None
        ]
        return block - named <= REACH_BLOCKS or near == [] or any(near)

    def _is_new(self, token: Token, first: int) -> bool:
        """Whether what follows may take it up: a name, or a site told of for the first time ("a prison")."""
        named = is_capital(token.doc[first]) and token.doc[first].pos_ == "PROPN"
        return named or self._is_any(token.doc[first])

    def _is_any(self, first: Token) -> bool:
        """Whether an indefinite article stands before the first word of a site."""
        before = first.nbor(-1).lower_ if first.i else ""
        return before in self.words.articles - self.words.definite

    def _is_there(self, token: Token, first: int) -> bool:
        """Whether an adverb behind a site without a name says that it lies in the town of before ("the base there")."""
        behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        return behind.lower_ in self.words.nominals["adverbs"] and not self._is_named(token, first)

    def _told_by_town(self, token: Token, first: int, heads: dict[int, PlaceMention]) -> Place | None:
        """The place named behind it that is its own: "a police station in X", "the British camp at X".

        A site with a name of its own is the place itself, unless it stands "at" another.
        """
        named = self._is_named(token, first)
        behind = token.doc[token.i + 1 : token.sent.end]
        if len(behind) < 2 or behind[0].lower_ not in (self.words.seats if named else self.words.strong):
            return None
        for other in behind[1:BEHIND]:
            if other.i in heads:
                place = heads[other.i].place
                one_of_many = self._is_any(token.doc[first]) and not named  # "an army camp in Ruritania"
                return place if place.precision != "country" or one_of_many else None
            if other.pos_ in ("VERB", "AUX", "PUNCT", "ADP"):
                return None
        return None

    def _is_named(self, token: Token, first: int) -> bool:
        """Whether it has a name of its own; who holds it gives it none ("the UN camp", "a Ruritanian army post")."""
        span = token.doc[first : token.i + 1]
        start, end = span.start_char, span.end_char
        here = sentence_of(token).index
        actors: Sequence[ActorMention] = in_sentences(token.doc._.actors, here, here)
        held = [m for m in actors if start <= m.start and m.end < end]
        return any(
            is_capital(t)
            and t.pos_ == "PROPN"
            and t.text not in self.words.adjectives
            and not any(m.start <= t.idx < m.end for m in held)
            for t in span
        )

    def _first(self, token: Token, sentence: Sentence) -> int:
        """The first token of the name or noun phrase that ends with the noun, without its determiner."""
        first = token.i
        while first > sentence.first:
            before = token.doc[first - 1]
            inside = first <= before.head.i <= token.i and before.dep_ in self.syntax.modifier
            if not (inside or (is_capital(token) and is_capital(before))):
                break
            first -= 1
        span = token.doc[first : token.i]
        named = (t.i for t in span if is_capital(t) or t.lower_ in self.words.direction_words)
        start = next(named, first)  # without "nearby" before the name
        return first if any(t.text in JOINERS for t in token.doc[first:start]) else start

    def _is_scene(self, token: Token, first: int) -> bool:
        """Whether the noun phrase stands where places stand: after "in" or "at", or as what is stormed or hit."""
        if not self._is_single(token, first):
            return False
        root = first_conjunct(token, self.syntax)
        above = root.head
        if root.dep_ in self.syntax.preposition_object:
            word = above.lower_
            verb = next((t for t in above.ancestors if t.pos_ == "VERB"), above)
            noun = above.head.lower_  # "the gate of X barracks"
            if word in self.words.of and (noun in self.words.site_nouns or noun in self.words.features):
                return True
            if noun in self.words.laid:
                return True
            led = word in self.words.goals and verb.lemma_.lower() in self.words.motion_verbs
            return led or word in self.words.strong | self.words.site_prepositions
        if root.dep_ in self.syntax.object | self.syntax.passive_subject:
            return above.lemma_.lower() in self.words.object_verbs | self.words.target_verbs
        return False

    def _is_single(self, token: Token, first: int) -> bool:
        """Whether it is one site: a determiner stands before it, or it is a name."""
        before = token.doc[first - 1] if first else token
        after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
        if token.lower_ in self.words.hours and after in self.words.hour_links:
            return False  # "at a quarter to five"
        if (token.lower_ in self.words.theatres and after in self.words.of) or self._is_figure(token, first):
            return False
        if is_capital(token.doc[first]) and first < token.i and token.doc[first].pos_ == "PROPN":
            return True
        determined = before.pos_ in ("DET", "PRON") or before.dep_ in self.syntax.possessor
        plural = "Plur" in token.morph.get("Number", []) and token.lower_ not in self.words.site_plurals
        return (determined or token.lower_ in self.words.site_bare) and not plural

    def _town(self, token: Token, heads: dict[int, PlaceMention]) -> Place | None:
        """The place that the noun phrase itself names: "in X", "of X", "X's"."""
        for child in token.children:
            inside = child.children if child.dep_ in self.syntax.preposition else (child,)
            for other in (t for noun in inside for t in (noun, *self._names_behind(noun))):
                mention = heads.get(other.i)
                if mention is not None and mention.place.precision in POINTS:
                    return mention.place
        return None

    def _names_behind(self, noun: Token) -> list[Token]:
        """What may be the name behind a feature noun."""
        behind = [t for c in noun.children for t in (c, *c.children)]
        return [t for t in behind if t.i > noun.i and self._noun_of(t).i == noun.i]

    def _seat(
        self, token: Token, sentence: Sentence, heads: dict[int, PlaceMention], main: str | None
    ) -> Place | None:
        """The capital, for what only a state has ("the presidential palace"); not where a town opens the sentence."""
        if any(i in heads and heads[i].place.precision in POINTS for i in range(sentence.first, token.i)):
            return None
        national = token.lower_ in self.words.national or any(
            c.lower_ in self.words.stately | self.words.national for c in token.lefts
        )
        found = self.gazetteer.capital(main) if national and main else None
        if found is None:
            return None
        return Place(
            found.name, found.country, found.admin1, found.geonames_id, found.lat, found.lon, "exact"
        )  # fmt: skip

    def _area(self, token: Token, heads: dict[int, PlaceMention]) -> Place | None:
        """The country, area or unknown spot that the noun phrase names: a site there is near no town that one knows."""
        for child in token.children:
            if child.dep_ in self.syntax.preposition and child.lower_ in self.words.strong:
                found = next((heads[other.i].place for other in child.children if other.i in heads), None)
                if found is not None:
                    return replace(found, lat=None, lon=None)
        return None

    def _town_ahead(self, token: Token, sentence: Sentence, heads: dict[int, PlaceMention]) -> Place | None:
        """The place that the same clause names right after the site ("at a base of the militia in X")."""
        first = token.i + 1
        behind = token.doc[first : min(first + AHEAD, sentence.last)].text.lower()
        if said := next((words for words in self.words.site_anew if behind.startswith(f", {words} ")), None):
            first += 1 + len(said.split())  # "hit another base, this time at X"
        for other in token.doc[first : min(first + AHEAD, sentence.last)]:
            mention = heads.get(other.i)
            if mention is not None:
                noun = self._noun_of(other)
                led = (
                    noun.head.lower_ in self.words.container | self.words.points
                    and noun.dep_ in self.syntax.preposition_object
                )
                return mention.place if led and mention.place.precision in POINTS else None
            if other.pos_ == "VERB" or other.is_punct:
                return None
        return None

    def _noun_of(self, name: Token) -> Token:
        """The feature noun that a name stands behind ("the city of X", "the capital X"), else the name."""
        above = name.head
        if name.dep_ in self.syntax.preposition_object and above.lower_ in self.words.of:
            above = above.head
        elif name.dep_ not in self.syntax.apposition:
            return name
        return (
            above
            if above.lower_ in self.words.features or above.lower_ in self.words.nominals["capital"]
            else name
        )

    def _is_airport(self, token: Token, first: int) -> bool:
        """Whether it is a site that the gazetteer may have by the name of its town ("its airport")."""
        return token.lower_ in self.words.sites and self._is_single(token, first)

    def _mention(
        self, doc: Doc, first: int, token: Token, sentence: Sentence, town: Place | None
    ) -> PlaceMention:
        name = doc[first : token.i + 1].text
        known = self.words.sites.get(token.lower_)
        found = self.gazetteer.lookup(known.format(town.name)) if known and town else ()
        listed = next((c for c in found if town is not None and c.country == town.country), None)
        if listed is not None:
            place = Place(
                listed.name,
                listed.country,
                listed.admin1,
                listed.geonames_id,
                listed.lat,
                listed.lon,
                "exact",
            )
        elif town is not None and town.lat is not None and self._is_part(token, first):
            place = town  # "attacked the walls"
        elif town is not None and town.lat is not None:
            place = replace(town, name=name, geonames_id=None, precision="near")
        else:
            country = town.country if town is not None else None
            place = Place.unmapped(name, country, "unknown")
        return self._written(doc, first, token, sentence, place)

    def _is_part(self, token: Token, first: int) -> bool:
        """Whether it is no site of its own, but a part of a town ("the walls", "the Saxon ramparts")."""
        known = first > 0 and token.doc[first - 1].lower_ in self.words.definite
        whose = all(t.text in self.words.adjectives for t in token.doc[first : token.i])
        return known and whose and token.lower_ in self.words.site_parts

    def _written(self, doc: Doc, first: int, token: Token, sentence: Sentence, place: Place) -> PlaceMention:
        start, end = doc[first].idx, token.idx + len(token)
        reason = None if place.lat is not None else "no_candidate"
        return PlaceMention(start, end, token.i, sentence.index, place, SITE_SCORE, reason)
