"""Puts places that a text names on the map, and says which place words mean that point back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dateline.engines.flat.entities import Entities, OwnPlace
from dateline.engines.flat.places.choosing import LONG, Chooser
from dateline.engines.flat.places.homonyms import homonyms
from dateline.engines.flat.places.links import Links
from dateline.engines.flat.places.sorts import Sorts
from dateline.engines.flat.places.spots import Spot
from dateline.engines.flat.scene import told_from
from dateline.engines.flat.view import View
from dateline.engines.flat.words import Words
from dateline.engines.links import LinkedNames
from dateline.engines.places.comparing import gives_point
from dateline.engines.places.gazetteer import Candidate, Gazetteer
from dateline.engines.places.linked import LinkedPlaces
from dateline.engines.places.words import PlaceWords
from dateline.engines.script import in_one_script
from dateline.layers import Place, PlaceMention, PlacePrecision, Sentence, article_of, in_sentences

KNOWN_SCORE, UNKNOWN_SCORE = 0.9, 0.5
TITLES = "en"  # language of the titles that the gazetteer has
SAME = 0.1  # degrees between two points of one town
MEETING = 20  # characters from the name of a place to what others did there
UNLISTED = "no_candidate"  # why a place that no table has is not on the map
REACH = 3  # sentences back that "that town" points
UNNAMED = ("site", "yard")  # a site that is held or taken; one that something happens at
ANYWHERE = (*UNNAMED, "river")  # what is pointed back to from farther away


def is_town(candidate: Candidate) -> bool:
    """Whether a candidate is a populated place under its own name."""
    return candidate.feature[0] == "P" and candidate.matched in ("name", "alternate")


def titled(places: Iterable[PlaceMention]) -> PlaceMention | None:
    """The first place of the text, where it is no area and stands in its title or first sentence."""
    first = next(iter(places), None)
    opens = first is not None and first.sentence == 0
    return first if first and opens and first.place.precision in ("exact", "near", "unknown") else None


def _is_at(place: Place, candidate: Candidate) -> bool:
    """Whether a place is a candidate: by its id, or for one of the own table by its point."""
    if place.geonames_id is not None or place.lat is None or place.lon is None:
        return place.geonames_id is not None and place.geonames_id == candidate.geonames_id
    if candidate.lat is None or candidate.lon is None or place.country != candidate.country:
        return False
    return max(abs(place.lat - candidate.lat), abs(place.lon - candidate.lon)) <= SAME


class PlaceMap:
    """The map for one Doc."""

    def __init__(self, view: View, entities: Entities, gazetteer: Gazetteer | None) -> None:
        self.view, self.entities, self.gazetteer = view, entities, gazetteer
        self._titles = LinkedNames(article_of(view.doc))
        self._chooser = (
            Chooser(homonyms(entities, gazetteer), self._by_link, self._state_of, self._joins)
            if gazetteer
            else None
        )
        words = entities.place_words
        self._rivers, self._national = tuple(words["rivers"]), frozenset(words["national"])
        self._cities = frozenset(words["cities"])
        self._meeting, self._local = tuple(words["meeting"]), frozenset(words["local"])
        self._courts = tuple(end for ends in words["courts"].values() for end in ends)
        self._features = frozenset(noun for nouns in words["features"].values() for noun in nouns)
        self._links = Links(view.syntax, words)
        self._sorts = Sorts(words, entities.places)
        self._settlements = tuple(words["villages"])
        self._told_from = told_from(view.doc, view)
        self._words = Counter(word.text for word in view.words)
        self._no_states: set[int] = set()  # where names of states begin that are towns' here
        self._named: Counter[str] = Counter()  # the countries of the places named so far

    def linked_towns(self) -> Words[str]:
        """The words that are linked to the English titles of towns."""
        titles = self._titles.words_in(TITLES) if self.gazetteer is not None else []
        return Words((words, words) for words, _ in titles if any(map(is_town, self._by_title(words))))

    def countries(self, spots: list[tuple[Sentence, Spot]]) -> Counter[str]:
        """How often each country is spoken of."""
        counts: Counter[str] = Counter()
        named: Counter[str] = Counter()
        for word in self.view.words:
            for _, states in self.entities.states.at(word.text, 0):
                named.update(n.state.id for n in states if n.form == "state")
        for word in self.view.words:
            if any(True for _ in self.entities.actors.get(word.text)):
                continue  # the name of a group may begin with the sign of a state ("塞雷卡")
            for end, _ in self.entities.states.at(word.text, 0):
                meant = self.entities.meant(word.text[:end], named)
                if meant is not None and (end == len(word.text) > 1 or word.tag == "nt"):
                    home = meant.state.country or next(iter(meant.state.within), None)
                    counts.update([home] if home else [])
                    break
        if self._chooser is not None:
            self._chooser.settle(spots, counts + Counter(self._lands()))
            self._no_states = {
                spot.start for sentence, spot in spots if self._is_town(spot, sentence, counts)
            }
        for sentence, spot in spots:
            if spot.own is not None and spot.own.country is not None and not spot.back:
                own, town = self._meant(spot, sentence)
                counts[spot.own.country] += spot.own.country == getattr(own or town, "country", None)
        return counts

    def _is_town(self, spot: Spot, sentence: Sentence, counts: Counter[str]) -> bool:
        """Whether a state's name is a place's here: in the land of the story, which tells of no such state."""
        if spot.state is None or spot.back or not (spot.towns or spot.own) or self._chooser is None:
            return False
        land = spot.state.state.country
        own = self._words[spot.name]
        place = next((place for place in self._meant(spot, sentence) if place is not None), None)
        elsewhere = place is not None and place.country != land and counts[land or ""] <= own
        return elsewhere and place is not None and self._chooser.leads_to(place.country, spot.name)

    def _meant(self, spot: Spot, sentence: Sentence) -> tuple[OwnPlace | None, Candidate | None]:
        """The place of the own table or the town that a name means; neither where that is unknown."""
        if self._chooser is None:
            return spot.own, None
        c = self._chooser.of(spot, sentence)
        own = self._chooser.homonyms.own(c.id) if c is not None else None
        return own, None if own is not None else c

    def mention(
        self, spot: Spot, sentence: Sentence, countries: Counter[str], before: list[PlaceMention]
    ) -> PlaceMention | None:
        """The mention of a spot; None for words that point back to nothing. `before` are the mentions so far."""
        head = self.view.token(spot.end - 1)
        found = (
            self._back(spot, sentence, countries, before)
            if spot.back
            else self._place(spot, sentence, countries, before)
        )
        if found is None:
            return None
        place, score, reason = found
        if place.country is None and (wider := self._enclosed(spot, before)) is not None:
            place, reason = wider, None if wider.lat is not None else UNLISTED
        if place.country:
            self._named[place.country] += 1
        return PlaceMention(spot.start, spot.end, head, sentence.index, place, score, reason)

    def _enclosed(self, spot: Spot, before: list[PlaceMention]) -> Place | None:
        """A place that no table has by the one it lies in, which stands before it or opens its name ("X省Y村")."""
        outer = before[-1] if before else None
        if outer is None or not self._joins(outer.end, spot.start):
            country = self._state_of(spot)
            return Place.unmapped(spot.name, country, "area") if country else None
        place = outer.place
        if place.country is None:
            return None
        if place.lat is None or place.precision not in ("exact", "near") or spot.feature == "area":
            return Place.unmapped(spot.name, place.country, "area")
        site = spot.feature == "point" and not spot.name.endswith(self._settlements)
        precision: PlacePrecision = "exact" if site and not spot.near else "near"
        return Place(spot.name, place.country, place.admin1, None, place.lat, place.lon, precision)

    def _joins(self, end: int, start: int) -> bool:
        """Whether the words between two places say that the second lies in the first."""
        return end <= start and end not in self._told_from and self._links.join(self.view.text[end:start])

    def _state_of(self, spot: Spot) -> str | None:
        """The country of a state that stands right before a name or opens it ("埃及机场")."""
        states, text = self.entities.states, self.view.text
        before = self.view.before(spot.start)
        named = states.get(before.text) if before is not None and before.end == spot.start else []
        for end, values in states.at(text, spot.start, spot.end - 1):
            named = values if self.view.aligned(spot.start, end) else named
        state = next((n.state for n in named if n.form == "state"), None)
        return (state.country or next(iter(state.within), None)) if state is not None else None

    def _back(
        self, spot: Spot, sentence: Sentence, countries: Counter[str], before: list[PlaceMention]
    ) -> tuple[Place, float, str | None] | None:
        """The place that words mean that point back; None where there is none."""
        soil = self._named or countries
        home = max(soil, key=lambda c: (soil[c], countries[c], c), default=None)
        if spot.back == "court":
            seat = next((m for m in reversed(before) if m.place.name.endswith(self._courts)), None)
            return (
                (seat.place, seat.score, seat.reason)
                if seat
                else self._place(spot, sentence, countries, before)
            )
        if spot.back == "capital":
            towns = tuple(self.entities.towns.get(spot.name))
            town = self._meant(replace(spot, towns=towns), sentence)[1] if towns else None
            if town is not None and home in (None, town.country):  # "京都", in a text on Japan
                place = Place(
                    spot.name, town.country, town.admin1, town.geonames_id, town.lat, town.lon, "exact"
                )
                return place, KNOWN_SCORE, None
            return self._capital(spot.state.state.country if spot.state else home, before)
        if spot.back in ("home", "nation", "state"):
            if spot.back == "state":
                home = self._state_before(spot, sentence) or home
            state = self.entities.registry.states.get(home or "")
            if state is None:
                return None
            if spot.back != "home":
                return Place.unmapped(state.name, home, "country"), KNOWN_SCORE, "country"
            return Place.unmapped(state.name + spot.name, home, "area"), KNOWN_SCORE, "area"
        last = before[-1] if before and before[-1].sentence == sentence.index else None
        if spot.name in self._local and last is not None and last.place.precision == "area":
            return last.place, last.score, last.reason
        if (same := self._sorts.last(spot.name, before)) is not None:
            return same.place, same.score, same.reason
        first = titled(m for m in before if m.end not in self._told_from)
        for mention in reversed(before):
            place = mention.place
            if mention.end in self._told_from or (
                spot.back == "town"
                and (self._is_elsewhere(spot, place, first) or self._met_at(mention, sentence, home))
            ):
                continue
            near = sentence.index - mention.sentence <= REACH
            if not near and spot.back not in ANYWHERE:
                break
            if spot.back == "place" and near and place.precision != "country":
                return place, mention.score, mention.reason
            if spot.back == "seat" and first is not None and mention.sentence != sentence.index:
                break
            spot_like = place.precision in ("exact", "near", "unknown") or mention.reason == UNLISTED
            if spot.back in ("town", "seat") and near and spot_like:
                return place, mention.score, mention.reason
            if spot.back == "area" and near and not spot_like:
                return place, mention.score, mention.reason
            if spot.back in UNNAMED and place.name.endswith(spot.name) and place.name != spot.name:
                return place, mention.score, mention.reason
            if spot.back == "river" and place.name.endswith(self._rivers):
                name = place.name + spot.name
                return Place.unmapped(name, place.country, "area"), KNOWN_SCORE, "area"
        if spot.back in ("town", "seat") and first is not None:
            return first.place, first.score, first.reason
        site = self._site(spot, sentence, countries, before, first) if spot.back in UNNAMED else None
        return site if site is None or spot.back == "site" or site[0].lat is not None else None

    def _site(
        self,
        spot: Spot,
        sentence: Sentence,
        countries: Counter[str],
        before: list[PlaceMention],
        first: PlaceMention | None,
    ) -> tuple[Place, float, str | None]:
        """A site without a name ("洗劫了银行"): where the town lies in which the story stands."""
        told = self._place(spot, sentence, countries, before)
        near = in_sentences(before, sentence.index - REACH, sentence.index)
        near = [m for m in near if m.end not in self._told_from]
        towns = [m.place for m in near if m.place.lat is not None and m.place.precision in ("exact", "near")]
        town = towns[-1] if towns else first.place if first is not None else None
        if told[0].lat is not None or town is None or town.lat is None:
            return told
        place = Place(spot.name, town.country, town.admin1, None, town.lat, town.lon, "exact")
        return place, KNOWN_SCORE, None

    def _state_before(self, spot: Spot, sentence: Sentence) -> str | None:
        """The country of the state that its sentence, or one not far before it, named last ("X国防部说，该国……")."""
        sentences = self.view.doc._.sentences
        start = sentences[max(sentence.index - REACH, 0)].start
        for word in reversed(self.view.within(start, spot.start)):
            for end, states in self.entities.states.at(word.text, 0):
                state = next((named.state for named in states if named.form == "state"), None)
                if state is not None and end > 1:
                    return state.country or next(iter(state.within), None)
        return None

    def _met_at(self, mention: PlaceMention, sentence: Sentence, home: str | None) -> bool:
        """Whether a place abroad is but where others met, as the words behind it say."""
        if mention.place.country in (None, home):
            return False
        end = self.view.clause(sentence, mention.start)[1] if mention.start >= sentence.start else mention.end
        stop = max(end, mention.end + MEETING)
        return any(word in self.view.text[mention.end : stop] for word in self._meeting)

    def _is_elsewhere(self, spot: Spot, place: Place, first: PlaceMention | None) -> bool:
        """Whether a place is not meant by "that town" where the text is set in another: abroad, or a village."""
        if first is None or first.place.country is None:
            return False
        village = place.geonames_id is None and place.lat is None and spot.name in self._cities
        return place.country != first.place.country or (village and place.name != first.place.name)

    def _within(self, spot: Spot, sentence: Sentence, countries: Counter[str]) -> Place | None:
        """A site where the town lies that its name begins with, or the capital, of which a country has one."""
        land = self._state_of(spot)
        site = next((s for s in self._national if spot.name.endswith(s)), None)
        if site is not None and (spot.name == site or land) and self.gazetteer is not None:
            soil = countries or self._named
            home = land or max(soil, key=lambda c: (soil[c], c), default=None)
            seat = self.gazetteer.capital(home) if home else None
            return Place(spot.name, home, None, None, seat.lat, seat.lon, "exact") if seat else None
        for end in range(spot.end - 1, spot.start + 1, -1):
            if not self.view.aligned(spot.start, end):
                continue
            name = self.view.text[spot.start : end]
            towns = tuple(self.entities.towns.get(name))
            own, town = self._meant(Spot(spot.start, end, name, towns), sentence)
            at = own or town
            if (
                at is not None
                and at.lat is not None
                and (own or self._is_meant_in(spot, name, at.country, countries))
            ):
                admin1 = town.admin1 if town is not None else None
                return Place(spot.name, at.country, admin1, None, at.lat, at.lon, "exact")
        return None

    def _is_meant_in(self, site: Spot, name: str, country: str | None, countries: Counter[str]) -> bool:
        """Whether a town is meant by what opens the name of a site.

        So it is by a long name, by one that a noun for sites follows if its country is spoken of, and by any in
        the country most spoken of.
        """
        told = len(name) >= LONG or site.name.removeprefix(name) in self._features
        famous = site.feature is not None and len(name) >= LONG
        spoken = self._chooser is not None and self._chooser.speaks_of(country, name)
        return famous or (told and spoken) or countries[country or ""] == max(countries.values(), default=0)

    def _capital(
        self, country: str | None, before: list[PlaceMention]
    ) -> tuple[Place, float, str | None] | None:
        """The capital of the country that the text speaks of most, under the name that the text gives it."""
        if self.gazetteer is None or country is None or (c := self.gazetteer.capital(country)) is None:
            return None
        named = next((m.place.name for m in before if _is_at(m.place, c)), None)
        name = named or self.entities.town_names.get(c.id, c.name)
        return Place(name, c.country, c.admin1, c.geonames_id, c.lat, c.lon, "exact"), KNOWN_SCORE, None

    def _place(
        self, spot: Spot, sentence: Sentence, countries: Counter[str], before: list[PlaceMention]
    ) -> tuple[Place, float, str | None]:
        near: PlacePrecision = "near" if spot.near else "exact"
        if spot.state is not None and spot.start not in self._no_states:
            state = spot.state.state
            country = state.country or (state.within[0] if state.within else None)
            if spot.part:
                return Place.unmapped(spot.name, country, "area"), KNOWN_SCORE, "area"
            return Place.unmapped(state.name, country, "country"), KNOWN_SCORE, "country"
        own, town = self._meant(spot, sentence)
        if own is not None:
            if own.precision == "exact" and own.lat is not None:
                return Place(spot.name, own.country, None, None, own.lat, own.lon, near), KNOWN_SCORE, None
            return Place.unmapped(spot.name, own.country, "area"), KNOWN_SCORE, "area"
        if spot.feature == "area":
            country = town.country if town else None
            return Place.unmapped(spot.name, country, "area"), UNKNOWN_SCORE, "area"
        if town is not None:
            place = Place(spot.name, town.country, town.admin1, town.geonames_id, town.lat, town.lon, near)
            return place, KNOWN_SCORE, None
        if (site := self._within(spot, sentence, countries)) is not None:
            return site, KNOWN_SCORE, None
        return Place.unmapped(spot.name, None, "unknown"), UNKNOWN_SCORE, UNLISTED

    def _by_title(self, words: str) -> tuple[Candidate, ...]:
        """The candidates of the English title that words of the article are linked to."""
        if not self._titles or self.gazetteer is None:
            return ()
        return LinkedPlaces(self._titles, self.gazetteer, PlaceWords.load(TITLES)).towns(TITLES, words)

    def _by_link(self, spot: Spot) -> list[Candidate]:
        """The towns under the English title that the name is linked to; of those that it has, if any."""
        if not self._titles or self.gazetteer is None:
            return []
        name = article_of(self.view.doc).text[spot.start : spot.end]
        towns = [c for c in self._by_title(name) if gives_point(c)]
        if not towns and not spot.towns and (title := self._titles.title(name)) is not None:
            ids = self.entities.towns.get(in_one_script(title.name, str(self.view.doc.lang_)))
            towns = [c for t in ids if (c := self.gazetteer.by_id(t)) is not None]
        return [c for c in towns if c.id in spot.towns] or towns

    def _lands(self) -> frozenset[str]:
        """The present countries on whose soil the states of the past lay that the text names."""
        named = (n for w in self.view.words for n in self.entities.states.get(w.text))
        past = (n.state for n in named if n.form == "state" and not n.state.country)
        return frozenset(country for state in past for country in state.within)
