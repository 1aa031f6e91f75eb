"""Where a whole text is set: its country, the town that it is about, what its title names, where it was written.

An event that no sentence and no paragraph puts anywhere may still have happened there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from spacy.tokens import Doc

from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.named_places import POINTS, NamedPlaces
from dateline.engines.events.scene_signs import SceneSigns
from dateline.engines.places.gazetteer import Gazetteer
from dateline.engines.places.outcome import home_country
from dateline.engines.places.towns import SHARE, focus
from dateline.engines.syntax import Syntax, first_conjunct
from dateline.layers import Argument, EventTime, Place, PlaceMention, Sentence

BROAD = 0.5  # share of lands and regions among its places from which a story is told in broad strokes
MANY = 12  # places from which that can be told
WAR = 1000  # dead, wounded or homeless from which a count is that of a war


class Backdrop:
    """Where the text of one Doc is set."""

    def __init__(
        self, doc: Doc, mentions: LayersByToken, places: NamedPlaces, signs: SceneSigns, behaviour: Behaviour
    ) -> None:
        self.mentions, self.places, self.signs, self.behaviour = mentions, places, signs, behaviour
        self.syntax = Syntax.load(doc.lang_)
        self.home = home_country(mentions.places, few=1)
        self.country = _country(mentions.places, self.home)
        self.title: int | None = None  # the place that the title names
        self._written = [
            (doc._.sentences[place.sentence].first, index)
            for index, place in enumerate(mentions.places)
            if place.head in places.written and place.place.precision == "exact"
        ]
        self._focus = focus(signs.words, mentions.places, places.written, SHARE)
        self._broad = _is_broad(mentions.places)

    def of_theatre(self, frame: Frame, sentence: Sentence, around: Sequence[int]) -> int | None:
        """Where the whole story is set: what its title names, or the land of which it tells in broad strokes.

        `around` are the places that the paragraph has named: behind a town or site the story is no longer told so,
        and where it names one land alone it is set there.
        """
        if self.places.of(sentence) or self.signs.is_before(frame) or self.signs.has_its_own(frame):
            return None
        if self.title is not None:
            return self.title
        named = [self.mentions.places[i].place for i in around]
        if not self._broad or any(place.precision in POINTS for place in named):
            return None
        lands = {
            place.country: i for i, place in zip(around, named, strict=True) if place.precision == "country"
        }
        return self.country if self.home is None or len(lands) != 1 else next(iter(lands.values()))

    def of_state(self, frame: Frame, sentence: Sentence, arguments: Sequence[Argument]) -> int | None:
        """The country of the story, unless the sentence tells of another."""
        return None if self._foreign(frame, sentence, arguments) else self.country

    def of_toll(self, frame: Frame, sentence: Sentence, arguments: Sequence[Argument]) -> int | None:
        """Where the whole war is, for a loss in thousands, which is its toll; not where another place is named."""
        if frame.sense.type not in self.behaviour.tolls or self.signs.counted(frame) < WAR:
            return None
        named = (self.mentions.places[i].place for i in self.places.of(sentence))
        if any(place.precision != "country" or place.country != self.home for place in named):
            return None
        return self.title if self.title is not None else self.of_state(frame, sentence, arguments)

    def of_article(
        self, frame: Frame, sentence: Sentence, stand: int | None, around: Sequence[int]
    ) -> int | None:
        """The town that the article is about, for an event in a sentence that names no other place.

        `stand` is the place at which the paragraph stands, `around` are those that it has named: where it tells of
        other towns or regions alone, the story has left the town.
        """
        if self._focus is None or self.signs.is_before(frame) or self.signs.has_its_own(frame):
            return None
        town = self.mentions.places[self._focus].place
        told = [m for i in around if not self.places.in_dateline(m := self.mentions.places[i])]
        if all(m.place.name != town.name for m in told) and any(m.place.precision != "country" for m in told):
            return None
        here = [m.place for m in told if m.sentence == sentence.index]
        here += [self.mentions.places[stand].place] if stand is not None else []
        others = [p for p in here if p.name != town.name and not _holds(p, town)]
        return None if others else self._focus

    def here(self, frame: Frame, sentence: Sentence) -> int | None:
        """Where the dispatch was written, for its news: a main clause on actors of that country."""
        main = first_conjunct(frame.head, self.syntax)
        if main.head.i != main.i:
            return None
        town = next((town for first, town in reversed(self._written) if first <= sentence.first), None)
        country = self.mentions.places[town].place.country if town is not None else None
        own = self.country is not None and self.mentions.places[self.country].place.country == country
        return town if country is not None and (own or not self._tells_of_others(sentence, country)) else None

    def of_dispatch(self, frame: Frame, sentence: Sentence, time: EventTime) -> int | None:
        """Where the dispatch was written, as long as its news has no other place; a capital's has none at all."""
        town = next((town for first, town in self._written if first <= sentence.first), None)
        news = time.value.earliest is not None and time.value.earliest == time.value.latest
        said = frame.head.dep_ in self.syntax.complement  # those who say it there may tell of anywhere
        if town is None or not news or said or self.signs.has_its_own(frame) or self.signs.is_before(frame):
            return None
        place = self.mentions.places[town].place
        seat = Gazetteer.shared().capital(place.country or "")
        reach = math.inf if seat is not None and seat.id == place.geonames_id else sentence.index
        outside = (m for m in self.mentions.places if m.sentence <= reach and not self.places.in_dateline(m))
        elsewhere = any(
            m.place.name != place.name and not (_holds(m.place, place, "country") or m.place.name.islower())
            for m in outside
        )
        return None if elsewhere or self._tells_of_others(sentence, place.country) else town

    def land(self, frame: Frame, sentence: Sentence, arguments: Sequence[Argument]) -> Place | None:
        """The country of the story for an act of a whole state, where no place of the text stands for it."""
        if frame.sense.type not in self.behaviour.national or self.signs.is_of_war(frame):
            return None
        if self.home is None or self._foreign(frame, sentence, arguments):
            return None
        return Gazetteer.shared().country(self.home)

    def _foreign(self, frame: Frame, sentence: Sentence, arguments: Sequence[Argument]) -> bool:
        """Whether a sentence names actors of another country than the story's; not where who rules this one is told."""
        if self.home is None:
            return True
        own = any(a.mention.actor.country == self.home for a in arguments)
        ruled = own and frame.sense.type in self.behaviour.ruling
        return not ruled and self._tells_of_others(sentence, self.home)

    def _tells_of_others(self, sentence: Sentence, home: str | None) -> bool:
        actors = (self.mentions.actor.get(i) for i in range(sentence.first, sentence.last))
        return any(m.actor.country not in (None, home) for m in actors if m is not None)


def _holds(area: Place, town: Place, *sizes: str) -> bool:
    """Whether an area may hold a town: its country does, or an area in it; with `sizes` only one of these."""
    return area.precision in (sizes or ("country", "area")) and area.country == town.country


def _is_broad(places: Sequence[PlaceMention]) -> bool:
    """Whether a story speaks of lands as often as of towns."""
    coarse = sum(m.place.precision in ("country", "area") for m in places)
    return len(places) >= MANY and coarse >= BROAD * len(places)


def _country(places: list[PlaceMention], home: str | None) -> int | None:
    """The first mention of the home country of the article as a place, by the name that it has today if it has it."""
    named = [i for i, m in enumerate(places) if m.place.precision == "country" and m.place.country == home]
    today = Gazetteer.shared().country(home) if home is not None else None
    now = (i for i in named if today is not None and places[i].place.name == today.name)
    return next(now, next(iter(named), None)) if home is not None else None
