"""Finds places without a parse: names of tables, names with a feature noun, names by the words around them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from dateline.engines.flat.entities import Entities, Named, OwnPlace
from dateline.engines.flat.names import Name, NameReader
from dateline.engines.flat.view import View
from dateline.engines.links import LinkedNames
from dateline.engines.places.gazetteer import Candidate, Gazetteer
from dateline.engines.places.linked import LinkedPlaces
from dateline.engines.places.ranking import gives_point
from dateline.engines.places.words import PlaceWords
from dateline.layers import Place, PlaceMention, PlacePrecision, Sentence, article_of

KNOWN_SCORE, UNKNOWN_SCORE = 0.9, 0.5
FEATURE_TAGS = frozenset(
    {
        "nr",
        "ns",
        "nz",
        "nt",
        "nrt",
        "nrfg",
        "j",
        "x",
        "n",
        "a",
        "g",
        "b",
        "m",
        "q",
        "f",
        "v",
        "s",
        "d",
        "ng",
        "vg",
    }
)
LONGEST = 24  # characters of the name of a site
TITLES = "en"  # language of the titles that the gazetteer has
LEAST = 2  # characters of the own name of a site that follows the name of its town
RENOWNED = 1_000_000  # inhabitants from which a town is meant whatever the countries of the text
HOME = 3.0  # what it is worth, in powers of ten of inhabitants, to lie in the country most spoken of


def is_town(candidate: Candidate) -> bool:
    """Whether a candidate is a populated place under its own name."""
    return candidate.feature[0] == "P" and candidate.matched in ("name", "alternate")


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of text that names a place."""

    start: int
    end: int
    name: str
    towns: tuple[int, ...] = ()
    own: OwnPlace | None = None
    state: Named | None = None
    feature: str | None = None  # "point" or "area"
    near: bool = False
    part: bool = False


class PlaceFinder:
    """Finds the places of one Doc."""

    def __init__(self, view: View, entities: Entities, gazetteer: Gazetteer | None = None) -> None:
        self.view = view
        self.text = view.text
        self.entities = entities
        self.gazetteer = gazetteer
        self._titles = LinkedNames(article_of(view.doc))
        self._linked: list[str] | None = None
        words = entities.place_words
        self._features = {word: kind for kind in ("point", "area") for word in words["features"][kind]}
        self._before, self._kinds = tuple(words["before"]), frozenset(words["kinds"])
        self._near, self._part = tuple(words["near"]), tuple(words["part"])
        self._towns = frozenset(words["anaphors"]["town"])
        self._areas = frozenset(words["anaphors"]["area"])
        self._country_after = tuple(words["country_after"])
        self._country_before = tuple(words["country_before"])
        self._dateline = tuple(words["dateline"])

    def known(self, sentences: list[Sentence], taken: set[int]) -> dict[int, int]:
        """Where the names begin and end that the tables have, or that a feature noun ends."""
        return {spot.start: spot.end for sentence in sentences for spot in self._spots(sentence, taken)}

    def find(self, sentences: list[Sentence], taken: set[int]) -> list[PlaceMention]:
        """All mentions in text order; `taken` are the offsets of times and actors."""
        spots = [(s, spot) for s in sentences for spot in self._spots(s, taken)]
        reader = NameReader(self.view, self.entities, taken, {spot.start: spot.end for _, spot in spots})
        names = [name for name in reader.find(sentences) if name.kind == "place"]
        longer = {i for name in names for i in range(name.start, name.end)}
        spots = [(s, spot) for s, spot in spots if spot.start not in longer]
        starts = [s.start for s in sentences]
        for name in names:
            sentence = sentences[bisect_right(starts, name.start) - 1]
            spots.append((sentence, self._named(name, sentence)))
        spots.sort(key=lambda pair: pair[1].start)
        countries = self._countries(spots)
        out: list[PlaceMention] = []
        for sentence, spot in spots:
            mention = self._mention(spot, sentence, countries, out)
            if mention is not None:
                out.append(mention)
        return out

    def _named(self, name: Name, sentence: Sentence) -> Spot:
        """An unknown name; with the feature noun behind it, if there is one."""
        after = self.view.after(name.end)
        kind = self._features.get(after.text) if after is not None and after.start == name.end else None
        end = after.end if after is not None and kind is not None else name.end
        end = end if end <= sentence.end else name.end
        text = self.text[name.start : end]
        towns = tuple(self.entities.towns.get(text))
        near, part = self._is_near(end), self._is_part(end)
        return Spot(name.start, end, text, towns, feature=kind, near=near, part=part)

    def _spots(self, sentence: Sentence, taken: set[int]) -> list[Spot]:
        out: list[Spot] = []
        at = sentence.start
        while at < sentence.end:
            spot = None if at in taken else self._at(at, sentence, taken)
            if spot is None:
                at += 1
                continue
            out.append(spot)
            at = spot.end
        return out

    def _at(self, at: int, sentence: Sentence, taken: set[int]) -> Spot | None:
        word = self.view.word(at)
        if word.start != at:
            return None
        if word.text in self._towns or word.text in self._areas:
            return Spot(at, word.end, word.text)
        known = self._known(at, sentence)
        end = known.end if known else at
        feature = self._feature(at, end, sentence, taken)
        return feature or known or self._titled(at)

    def _titled(self, at: int) -> Spot | None:
        """A name that no table has, linked to an English title that is a town's."""
        raw = article_of(self.view.doc).text
        end = max((at + len(n) for n in self._linked_towns() if raw.startswith(n, at)), default=at)
        if end == at or not self.view.aligned(at, end):
            return None
        name = self.text[at:end]
        return Spot(at, end, name, near=self._is_near(end), part=self._is_part(end))

    def _linked_towns(self) -> list[str]:
        """The words that are linked to the English titles of towns."""
        if self._linked is None:
            titles = self._titles.words_in(TITLES) if self.gazetteer is not None else []
            self._linked = [words for words, _ in titles if any(map(is_town, self._by_title(words)))]
        return self._linked

    def _known(self, at: int, sentence: Sentence) -> Spot | None:
        best: Spot | None = None
        for end, values in self.entities.places.at(self.text, at, sentence.end):
            if self.view.aligned(at, end):
                best = Spot(
                    at,
                    end,
                    self.text[at:end],
                    own=values[0],
                    near=self._is_near(end),
                    part=self._is_part(end),
                )
                break
        for end, towns in self.entities.towns.at(self.text, at, sentence.end):
            if self.view.aligned(at, end) and (best is None or end > best.end):
                best = Spot(
                    at, end, self.text[at:end], tuple(towns), near=self._is_near(end), part=self._is_part(end)
                )
                break
        for end, states in self.entities.states.at(self.text, at, sentence.end):
            named = states[0]
            if named.form == "state" and self.view.aligned(at, end) and (best is None or end >= best.end):
                if self._is_soil(at, end, sentence):
                    return Spot(at, end, self.text[at:end], state=named, part=self._is_part(end))
                return None if best is None or end > best.end else best
        return best

    def _is_soil(self, at: int, end: int, sentence: Sentence) -> bool:
        """Whether the name of a state stands for its soil."""
        left, right = self.text[sentence.start : at], self.text[end : sentence.end]
        return right.startswith(self._country_after) or left.endswith(self._country_before)

    def _feature(self, at: int, known: int, sentence: Sentence, taken: set[int]) -> Spot | None:
        """A name with a feature noun at its end, which the name may hold itself ("荣成湾", "赫尔松市")."""
        words = list(self.view.within(at, min(at + LONGEST, sentence.end)))[:5]
        if words and (words[0].tag[:1] == "m" or words[0].text in self._features):
            return None
        for i, word in enumerate(words):
            if word.start in taken or word.text[0] in "，。、；：" or not word.text[0].isalnum():
                return None
            kind = self._features.get(word.text)
            following = words[i + 1] if i + 1 < len(words) else None
            if (
                kind
                and following is not None
                and following.text in self._features
                and len(following.text) > 1
            ):
                continue  # "笕桥" and "机场": the last feature noun ends the name
            if kind and i and word.start >= known:
                if known > at and word.start - known >= LEAST:
                    return None  # "杭州" and "笕桥机场"
                return self._with_feature(at, word.start, word.end, kind)
            inner = next(
                (
                    f
                    for f in self._by_length()
                    if word.text.endswith(f) and len(word.text) > len(f) + (len(f) == 1)
                ),
                None,
            )
            proper = word.tag in ("ns", "nr", "nz", "nrt", "nt")
            if (
                inner
                and proper
                and word.end > known
                and i <= 1
                and (not i or words[0].tag in ("ns", "nr", "nz", "nrt"))
            ):
                start = word.start if not i or known else at
                return (
                    Spot(
                        start,
                        word.end,
                        self.text[start : word.end],
                        feature=self._features[inner],
                        near=self._is_near(word.end),
                    )
                    if start == at
                    else None
                )
            if word.end <= known:
                continue
            name = word.tag in ("ns", "nr", "nz", "nrt", "nrfg", "j", "x", "nt", "g") or (
                known and word.start < known
            )
            last = i + 1 < len(words) and words[i + 1].text in self._features
            last = last and (len(words[i + 1].text) >= 2 or self._marked(at, sentence))
            plain = last and word.tag in ("n", "a", "b") and word.text not in self._kinds
            if not (name or (plain and len(word.text) <= 3)):
                return None
        return None

    def _marked(self, at: int, sentence: Sentence) -> bool:
        """Whether a word that a place follows stands before."""
        return self.text[sentence.start : at].endswith(self._before)

    def _by_length(self) -> list[str]:
        return sorted(self._features, key=len, reverse=True)

    def _with_feature(self, at: int, bare: int, end: int, kind: str) -> Spot | None:
        name, whole = self.text[at:bare], self.text[at:end]
        if len(name) < 2 and name not in self.entities.towns:
            return None
        own = next(iter(self.entities.places.get(whole)), None)
        towns = tuple(self.entities.towns.get(whole))
        if kind == "point" and not (own or towns) and end - bare == 1:
            own = next(iter(self.entities.places.get(name)), None)
            towns = tuple(self.entities.towns.get(name))
        return Spot(
            at, end, whole, towns, own, feature=kind, near=self._is_near(end), part=self._is_part(end)
        )

    def _is_near(self, end: int) -> bool:
        return self.text.startswith(self._near, end)

    def _is_part(self, end: int) -> bool:
        return self.text.startswith(self._part, end)

    # -- on the map

    def _countries(self, spots: list[tuple[Sentence, Spot]]) -> Counter[str]:
        """How often each country is spoken of."""
        counts: Counter[str] = Counter()
        named: Counter[str] = Counter()
        for word in self.view.words:
            for _, states in self.entities.states.at(word.text, 0):
                named.update(n.state.id for n in states if n.form == "state")
        for word in self.view.words:
            for end, _ in self.entities.states.at(word.text, 0):
                meant = self.entities.meant(word.text[:end], named)
                if meant is not None and (end == len(word.text) > 1 or word.tag == "nt"):
                    home = meant.state.country or next(iter(meant.state.within), None)
                    counts.update([home] if home else [])
                    break
        for _, spot in spots:
            if spot.own and spot.own.country:
                counts[spot.own.country] += 1
        return counts

    def _mention(
        self, spot: Spot, sentence: Sentence, countries: Counter[str], before: list[PlaceMention]
    ) -> PlaceMention | None:
        head = self.view.token(spot.end - 1)
        if spot.name in self._towns | self._areas:
            wanted = ("exact", "near", "unknown") if spot.name in self._towns else ("area", "country")
            last = next((m for m in reversed(before) if m.place.precision in wanted), None)
            if last is None or sentence.index - last.sentence > 3:
                return None
            return PlaceMention(
                spot.start, spot.end, head, sentence.index, last.place, last.score, last.reason
            )
        place, score, reason = self._place(spot, countries)
        return PlaceMention(spot.start, spot.end, head, sentence.index, place, score, reason)

    def _place(self, spot: Spot, countries: Counter[str]) -> tuple[Place, float, str | None]:
        near: PlacePrecision = "near" if spot.near else "exact"
        if spot.state is not None:
            state = spot.state.state
            country = state.country or (state.within[0] if state.within else None)
            if spot.part:
                return Place(spot.name, country, None, None, None, None, "area"), KNOWN_SCORE, "area"
            return Place(state.name, country, None, None, None, None, "country"), KNOWN_SCORE, "country"
        if spot.own is not None:
            own = spot.own
            if own.precision == "exact" and own.lat is not None:
                return Place(spot.name, own.country, None, None, own.lat, own.lon, near), KNOWN_SCORE, None
            return Place(spot.name, own.country, None, None, None, None, "area"), KNOWN_SCORE, "area"
        best = None
        if spot.feature != "area":
            best = self._by_link(spot, countries) or self._best(spot.towns, countries)
        if best is not None:
            precision = near
            place = Place(
                spot.name, best.country, best.admin1, best.geonames_id, best.lat, best.lon, precision
            )
            return place, KNOWN_SCORE, None
        if spot.feature == "area":
            town = self._best(spot.towns, countries)
            country = town.country if town else None
            return Place(spot.name, country, None, None, None, None, "area"), UNKNOWN_SCORE, "area"
        return Place(spot.name, None, None, None, None, None, "unknown"), UNKNOWN_SCORE, "no_candidate"

    def _by_title(self, words: str) -> tuple[Candidate, ...]:
        """The candidates of the English title that words of the article are linked to."""
        if not self._titles or self.gazetteer is None:
            return ()
        return LinkedPlaces(self._titles, self.gazetteer, PlaceWords.load(TITLES)).towns(TITLES, words)

    def _by_link(self, spot: Spot, countries: Counter[str]) -> Candidate | None:
        """The town under the English title that the name is linked to; one of its country where several are."""
        if not self._titles:
            return None
        name = article_of(self.view.doc).text[spot.start : spot.end]
        linked = self._by_title(name)
        towns = [c for c in linked if gives_point(c)]
        both = [c for c in towns if c.id in spot.towns]
        best = self._best(tuple(c.id for c in both or towns), countries)
        if not towns and not spot.towns and (title := self._titles.title(name)) is not None:
            best = self._best(tuple(self.entities.towns.get(title.name)), countries)
        alone = len({c.country for c in towns}) == 1
        return best or (max(towns, key=lambda c: (c.population, -c.id)) if alone else None)

    def _best(self, towns: tuple[int, ...], countries: Counter[str]) -> Candidate | None:
        """The town that its size and the countries of the text speak for."""
        if self.gazetteer is None:
            return None
        known = [
            c
            for t in towns
            if (c := self.gazetteer.by_id(t)) is not None
            and (countries[c.country or ""] or c.population >= RENOWNED)
        ]
        top = max(countries.values(), default=0) or 1
        return max(
            known,
            key=lambda c: (
                len(str(c.population)) + HOME * (countries[c.country or ""] / top),
                c.population,
                -c.id,
            ),
            default=None,
        )
