"""Where the story stands: which events may take the place of the event told before them.

An inherited place is a guess of the reader. It is made only while the scene surely goes on; else an
event without a place of its own has none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.engines.datelines import datelines
from dateline.engines.events.custody import Custody
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.links import Links
from dateline.engines.places.gazetteer import Gazetteer
from dateline.engines.places.outcome import home_country
from dateline.engines.places.towns import SHARE, focus
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax, first_conjunct
from dateline.engines.time.calendar import day_of_iso
from dateline.engines.time.clauses import NarrativeData
from dateline.engines.time.tenses import helped
from dateline.layers import Argument, Event, EventTime, Place, PlaceMention, Sentence

REACH = 3  # sentences back that "the attack" may point to for its place; a coup stays the coup
SOON, SIEGE = 31, 366  # days in which the story of one spot goes on there, and in which it may fall
_POINTS = ("exact", "near")
_SPOTS = (*_POINTS, "unknown")  # a place by its own name, on the map or not
BROAD = 0.5  # share of lands and regions among its places from which a story is told in broad strokes
MANY = 12  # places from which that can be told


@dataclass(frozen=True, slots=True)
class _Stand:
    """The places of the last event that had any, its sentence, date, head and type."""

    places: tuple[int, ...]
    sentence: int
    day: str | None
    head: int
    type: str
    sides: frozenset[str] = frozenset()


class Scene:
    """The place at which a paragraph stands, moved on by its events."""

    def __init__(self, doc: Doc, mentions: LayersByToken, forms: Forms, behaviour: Behaviour) -> None:
        self.doc = doc
        self.mentions = mentions
        self.forms, self.syntax = forms, Syntax.load(doc.lang_)
        self.behaviour = behaviour
        self.pluperfect = NarrativeData.load(doc.lang_).pluperfect
        self.words = PlaceWords.load(doc.lang_)
        self.links = Links(self.words, self.syntax, forms, behaviour)
        self.home = home_country(mentions.places, few=1)
        self._country = _country(mentions.places, self.home)
        self._datelines = datelines(doc, doc._.sentences or ())
        self._written = [
            (first, index)
            for first, last in self._datelines
            for index, place in enumerate(mentions.places)
            if first <= place.head < last and place.place.precision == "exact"
        ]
        self._focus = focus(self.words, mentions.places, self._datelines, SHARE)
        self._types: dict[int, str] = {}
        self._block = -1
        self._stand: _Stand | None = None
        self._section: int | None = None
        self._acting: frozenset[str] = frozenset()  # who takes part in the event that is read
        self._title: int | None = None
        self._pointed = False  # whether the paragraph has named a town or site
        self._spots: set[str] = set()  # those that it has named so far
        self._blow: _Stand | None = None  # the last violent act that it has put somewhere
        self._broad = _is_broad(mentions.places)
        self.custody = Custody(behaviour)
        self._named: dict[int, list[int]] = {}
        for index, place in enumerate(mentions.places):
            self._named.setdefault(place.sentence, []).append(index)

    def head(self, sentence: Sentence) -> None:
        """A heading: the one town, site or area that it names is the scene of its section; a country is none."""
        inside = self._named.get(sentence.index, [])
        fine = len(inside) == 1 and self.mentions.places[inside[0]].place.precision in (*_POINTS, "area")
        self._section = inside[0] if fine else None
        if sentence.first == 0:
            self._title = self._section

    def enter(self, sentence: Sentence) -> None:
        """A new paragraph opens a new scene."""
        if sentence.block != self._block:
            self._block, self._stand, self._pointed = sentence.block, None, False
            self._spots, self._blow = set(), None
        self._spots |= {self._name_of(i) for i in self._spots_in(sentence)}
        inside = (self.mentions.places[i].place for i in self._named.get(sentence.index, ()))
        self._pointed = self._pointed or any(place.precision in _POINTS for place in inside)

    def _spots_in(self, sentence: Sentence) -> list[int]:
        """The places that a sentence tells of by their own names, countries and areas aside."""
        inside = self._named.get(sentence.index, [])
        return [i for i in inside if self._is_spot(i) and not self._in_dateline(self.mentions.places[i])]

    def _is_spot(self, index: int) -> bool:
        place = self.mentions.places[index].place
        return place.precision in _SPOTS and not place.name.islower()

    def move(
        self,
        places: Sequence[int],
        frame: Frame,
        sentence: Sentence,
        time: EventTime,
        arguments: Sequence[Argument] = (),
    ) -> None:
        """The story goes on at the first of the places of this event; not where others were only bound for."""
        if frame.sense.type in self.behaviour.moving and self._only_bound_for(places, frame.head):
            return
        self._stand = _Stand(
            tuple(places),
            sentence.index,
            time.value.earliest,
            frame.head.i,
            frame.sense.type,
            _sides(arguments),
        )
        if frame.sense.type in self.behaviour.same_happening:
            self._blow = self._stand

    def _only_bound_for(self, places: Sequence[int], verb: Token) -> bool:
        """Whether a verb only tells where something was going ("a column advancing to X", "men who headed for X")."""
        ends = [self.doc[self.mentions.places[i].head].head for i in places[:1]]
        goals = self.words.goals - self.words.origins
        describes = verb.dep_ in self.syntax.relative_clause | self.syntax.noun_clause
        return describes and any(end.lower_ in goals and end.head.i == verb.i for end in ends)

    def place(
        self,
        frame: Frame,
        sentence: Sentence,
        time: EventTime,
        told: Event | None = None,
        again: bool = False,
        arguments: Sequence[Argument] = (),
    ) -> int | None:
        """The place that an event without one takes from the story; None where the scene may have changed.

        `told` is the event told before that this one takes up, if any; `again` whether its noun points back.
        """
        self._acting = _sides(arguments)
        national = frame.sense.type in self.behaviour.national
        if frame.sense.type in self.behaviour.no_inherited_place:
            resumed = again and frame.head.is_lower and frame.sense.type in self.behaviour.resumed
            if resumed and told is not None and told.place is not None:
                return told.place
            met = self._of_talks(frame, sentence)
            if frame.sense.type in self.behaviour.launched:
                return self._of_theatre(frame, sentence)
            return self._of_state(sentence) if met is None and national else met
        if (
            told is not None
            and told.place is not None
            and (national or sentence.index - told.sentence <= REACH)
        ):
            return told.place
        own = any(c.dep_ in self.syntax.possessor for c in frame.head.children)  # "its destruction"
        blow = self._blow if again and not own and frame.sense.type in self.behaviour.same_happening else None
        if blow is not None and sentence.index - blow.sentence < REACH:
            return blow.places[0]
        if national and (here := self._here(frame, sentence)) is not None:
            return here
        if national:
            return self._of_state(sentence)
        if self._is_asked(frame):
            return None
        named = bool(self._named.get(sentence.index))
        found = None if named else self.custody.place(frame, sentence, arguments)
        found = found if found is not None else self._of_scene(frame, sentence, time)
        found = found if found is not None else self._of_article(frame, sentence)
        found = found if found is not None else self._told_later(frame, sentence)
        found = found if found is not None else self._of_dispatch(frame, sentence, time)
        return found if found is not None else self._of_theatre(frame, sentence)

    def _of_theatre(self, frame: Frame, sentence: Sentence) -> int | None:
        """Where the whole story is set: what its title names, or the land of which it tells in broad strokes."""
        if self._named.get(sentence.index) or self._is_before(frame) or self._has_its_own(frame):
            return None
        if self._title is not None:
            return self._title
        return self._country if self._broad and not self._pointed else None

    def _of_state(self, sentence: Sentence) -> int | None:
        """The country of the story, unless the sentence tells of another."""
        return None if self._foreign(sentence) else self._country

    def _of_talks(self, frame: Frame, sentence: Sentence) -> int | None:
        """For what level sides agree on: where they met, as long as no other place is named."""
        stand, level = self._stand, self.behaviour.level
        if stand is None or not {frame.sense.type, stand.type} <= level or self._named.get(sentence.index):
            return None
        return stand.places[0] if sentence.index - stand.sentence <= 1 else None

    def enter_frames(self, frames: Sequence[Frame]) -> None:
        """Make the events of a sentence known."""
        self._types = {t.i: frame.sense.type for frame in frames for t in frame.tokens}

    def _is_before(self, frame: Frame) -> bool:
        """Whether the event is told as past already then ("had fled")."""
        return helped(frame.head, self.pluperfect)

    def _is_reported(self, frame: Frame) -> bool:
        """Whether the event is what somebody said: its tense says nothing of when ("said they had fled")."""
        verb = first_conjunct(frame.head, self.syntax)
        return verb.dep_ in self.syntax.complement and verb.head.i < verb.i

    def _is_asked(self, frame: Frame) -> bool:
        """Whether an event is only what somebody asks for or threatens ("demanding the release of prisoners")."""
        above = frame.head.head
        while above.i != above.head.i and above.pos_ not in ("VERB", "AUX") and above.i not in self._types:
            above = above.head
        return above.i != frame.head.i and self._types.get(above.i) in self.behaviour.asked

    def _of_article(self, frame: Frame, sentence: Sentence) -> int | None:
        """The town that the article is about, for an event in a sentence that names no other place."""
        if self._focus is None or self._is_before(frame) or self._has_its_own(frame):
            return None
        town = self.mentions.places[self._focus].place
        named = [self.mentions.places[i] for i in self._named.get(sentence.index, [])]
        stand = self._stand.places[0] if self._stand else None
        around = [m.place for m in named if not self._in_dateline(m)]
        around += [self.mentions.places[stand].place] if stand is not None else []
        others = [p for p in around if p.name != town.name and not _holds(p, town)]
        return None if others else self._focus

    def _here(self, frame: Frame, sentence: Sentence) -> int | None:
        """Where the dispatch was written, for its news: a main clause on actors of that country."""
        main = first_conjunct(frame.head, self.syntax)
        if main.head.i != main.i:
            return None
        town = next((town for first, town in reversed(self._written) if first <= sentence.first), None)
        country = self.mentions.places[town].place.country if town is not None else None
        own = self._country is not None and self.mentions.places[self._country].place.country == country
        return town if country is not None and (own or not self._tells_of_others(sentence, country)) else None

    def _of_dispatch(self, frame: Frame, sentence: Sentence, time: EventTime) -> int | None:
        """Where the dispatch was written, as long as its news has no other place; a capital's has none at all."""
        town = next((town for first, town in self._written if first <= sentence.first), None)
        news = time.value.earliest is not None and time.value.earliest == time.value.latest
        said = frame.head.dep_ in self.syntax.complement  # those who say it there may tell of anywhere
        if town is None or not news or said or self._has_its_own(frame) or self._is_before(frame):
            return None
        place = self.mentions.places[town].place
        seat = Gazetteer.shared().capital(place.country or "")
        reach = math.inf if seat is not None and seat.id == place.geonames_id else sentence.index
        outside = (m for m in self.mentions.places if m.sentence <= reach and not self._in_dateline(m))
        elsewhere = any(
            m.place.name != place.name and not (_holds(m.place, place, "country") or m.place.name.islower())
            for m in outside
        )
        return None if elsewhere or self._tells_of_others(sentence, place.country) else town

    def _tells_of_others(self, sentence: Sentence, home: str | None) -> bool:
        actors = (self.mentions.actor.get(i) for i in range(sentence.first, sentence.last))
        return any(m.actor.country not in (None, home) for m in actors if m is not None)

    def _in_dateline(self, mention: PlaceMention) -> bool:
        return any(first <= mention.head < last for first, last in self._datelines)

    def land(self, frame: Frame, sentence: Sentence) -> Place | None:
        """The country of the story for an act of a whole state, where no place of the text stands for it."""
        if frame.sense.type not in self.behaviour.national or self.home is None or self._foreign(sentence):
            return None
        return Gazetteer.shared().country(self.home)

    def _foreign(self, sentence: Sentence) -> bool:
        """Whether a sentence names actors of another country than the story's."""
        return self.home is None or self._tells_of_others(sentence, self.home)

    def _has_unread(self, frame: Frame, sentence: Sentence) -> bool:
        """Whether the event's clause has a place by a name that is not known ("in the streets of Nyakabiga")."""
        known, objects = self.mentions, self.syntax.preposition_object
        names = (
            t for t in self.doc[frame.head.i + 1 : sentence.last] if t.pos_ == "PROPN" and t.dep_ in objects
        )
        unread = (t for t in names if t.i not in known.timexes and not known.is_name(t))
        return any(self._leads_to(t, frame) for t in unread)

    def _leads_to(self, name: Token, frame: Frame) -> bool:
        """Whether prepositions of place lead from an event to a name."""
        where, token = False, name
        prepositions = self.forms.prepositions
        while token.dep_ in self.syntax.preposition_object and token.head.i != token.i:
            lemma = self.forms.lemma(token.head)
            where = where or lemma in prepositions["locative"]
            if lemma not in prepositions["locative"] | prepositions["attributive"]:
                return False
            token = token.head.head
        return where and token.i == frame.head.i

    def _of_scene(self, frame: Frame, sentence: Sentence, time: EventTime) -> int | None:
        stand = self._stand
        named = [i for i in self._named.get(sentence.index, []) if not self._is_led_off(i, frame)]
        if self._takes_up(frame):
            return self._last_named(named, sentence, frame)
        if self._has_its_own(frame) or self._has_unread(frame, sentence):
            return None
        moved = time.timex is not None and time.value.resolution != "relative"
        moved = moved and (stand is None or time.value.earliest != stand.day)
        moved = moved and not self._goes_on(frame, sentence, time)
        past = self._is_before(frame)
        if stand is None:
            return None if named or past else self._section
        if stand.sentence == sentence.index:
            between = any(self._leads_away(i, stand, frame) for i in named)
            scene = self.mentions.places[stand.places[0]].place.precision
            return None if between or (moved and scene not in _POINTS) else stand.places[0]
        named = [i for i in named if not self._is_aside(i, frame)]
        still = self._stands_still(stand)
        past = past and not (self._is_reported(frame) and self._is_spot(stand.places[0]))
        past = past and not (still and time.timex is not None and time.value.earliest == stand.day)
        far = sentence.index - stand.sentence > (1 + still)
        if named or past or far or (moved and not (still and self._is_soon(frame, stand, time))):
            return None
        self._stand = replace(
            stand, sentence=sentence.index, day=time.value.earliest, head=frame.head.i, type=frame.sense.type
        )
        return stand.places[0]

    def _goes_on(self, frame: Frame, sentence: Sentence, time: EventTime) -> bool:
        """Whether those of whom the sentence before told go on soon after ("retreated to X. They left on 4 May.")."""
        stand = self._stand
        if stand is None or stand.sentence == sentence.index or frame.head.pos_ != "VERB":
            return False
        return bool(self._acting & stand.sides) and self._is_soon(frame, stand, time)

    def _stands_still(self, stand: _Stand) -> bool:
        """Whether the paragraph has spoken of one spot alone so far, and something happened there."""
        happened = stand.type not in self.behaviour.no_inherited_place
        return happened and len(self._spots) == 1 and self._is_spot(stand.places[0])

    def _is_soon(self, frame: Frame, stand: _Stand, time: EventTime) -> bool:
        """Whether an event of another date is near enough to be told of the same spot, whose fall may take long."""
        if stand.day is None or time.value.earliest is None:
            return False
        days = day_of_iso(time.value.earliest) - day_of_iso(stand.day)
        ends = frame.sense.type in self.behaviour.taking | self.behaviour.yielding
        return 0 <= days <= (SIEGE if ends else SOON)

    def _last_named(self, named: list[int], sentence: Sentence, frame: Frame) -> int | None:
        """The last place before the event: in its sentence, else of the sentence before."""
        spots = [i for i in named if self.mentions.places[i].head < frame.head.i]
        spots = [i for i in spots if self.mentions.places[i].place.precision not in ("area", "country")]
        close = self._stand is not None and sentence.index - self._stand.sentence <= 1
        return spots[-1] if spots else self._stand.places[0] if close and self._stand else None

    def _told_later(self, frame: Frame, sentence: Sentence) -> int | None:
        """The one place that a sentence names, behind the event ("Soldiers attacked, and X fell"); not a goal."""
        named = (i for i in self._named.get(sentence.index, []) if not self._is_led_off(i, frame))
        around = (i for i in named if not self._in_dateline(self.mentions.places[i]))
        fine = [i for i in around if self.mentions.places[i].place.precision not in ("area", "country")]
        one = len({self.mentions.places[i].place.name for i in fine}) == 1
        if not one or self.mentions.places[fine[0]].head < frame.head.i or self._has_its_own(frame):
            return None
        token = self.doc[self.mentions.places[fine[0]].head]
        if self._is_apart(token, frame):
            return None
        return None if self.links.is_of_another(token, frame) else fine[0]

    def _is_aside(self, index: int, frame: Frame) -> bool:
        """Whether a land stands only in a relative clause on something else ("the states that had fought in X")."""
        mention = self.mentions.places[index]
        above = self.doc[mention.head].ancestors
        clause = next((t for t in above if t.dep_ in self.syntax.relative_clause), None)
        aside = clause is not None and clause.i != frame.head.i and not clause.is_ancestor(frame.head)
        return aside and mention.place.precision == "country"

    def _is_led_off(self, index: int, frame: Frame) -> bool:
        """Whether a place is only where those who are seized are brought ("carried off to X")."""
        if frame.sense.type not in self.behaviour.carrying_off:
            return False
        token = self.doc[self.mentions.places[index].head]
        led = token.dep_ in self.syntax.preposition_object and token.head.lower_ in self.words.goals
        verb = token.head.head
        while verb.dep_ in self.syntax.adverb | self.syntax.particle:
            verb = verb.head
        return led and token.head.lower_ not in self.words.origins and verb.i == frame.head.i

    def _is_apart(self, place: Token, frame: Frame) -> bool:
        """Whether a place is of another time ("arrested him, who died at X"; "came, after they had taken X")."""
        if self._stand is not None and self._name_of(self._stand.places[0]) == self._name_at(place):
            return False
        for above in place.ancestors:
            if above.i == frame.head.i or above.is_ancestor(frame.head):
                return False
            then = above.i in {t.i for t in frame.head.conjuncts}
            parts = {c.dep_ for c in above.children}
            then = (
                then
                and bool(parts & self.syntax.passive_auxiliary)
                and not parts & self.syntax.passive_subject
            )
            tells = above.dep_ in self.syntax.relative_clause and above.head.i != frame.head.i
            if then or tells or helped(above, self.pluperfect):
                return True
        return False

    def _name_at(self, token: Token) -> str:
        return self._name_of(self.mentions.place[token.i])

    def _name_of(self, index: int) -> str:
        return self.mentions.places[index].place.name

    def _has_its_own(self, frame: Frame) -> bool:
        """Whether the event happened at other places, which stay nameless ("eight cities were hit")."""
        definite = self.forms.words["definite"]
        return any(
            t.lower_ in self.words.features and not any(self.forms.lemma(c) in definite for c in t.children)
            for slot in frame.sense.place
            for t in frame.slots.get(slot, ())
        )

    def _takes_up(self, frame: Frame) -> bool:
        """Whether a pronoun takes up the place: "captured it", "escaped from it", "its garrison"."""
        words = self.forms.words
        around = (t for slot in frame.sense.place for t in frame.slots.get(slot, ()) if slot != "subject")
        parts = [t for slot in ("subject", "object") for t in frame.slots.get(slot, ())]
        owners = (c for t in parts if self.forms.lemma(t) in words["locals"] for c in t.children)
        return any(t.lower_ in words["neuter"] for t in (*around, *owners))

    def _leads_away(self, index: int, stand: _Stand, frame: Frame) -> bool:
        """Whether another place is named between the event that set the scene and this one."""
        mention, scene = self.mentions.places[index], self.mentions.places[stand.places[0]].place
        inside = stand.head < mention.head < frame.head.i and mention.place.name != scene.name
        around = mention.place.precision == "country" and scene.country in (mention.place.country, None)
        own = self.doc[self.mentions.places[stand.places[0]].head]
        around = around or own.is_ancestor(self.doc[mention.head])  # "X, a town on the border with Y"
        away = mention.place.precision != "area" and not mention.place.name.islower()
        return inside and not around and away


def _sides(arguments: Sequence[Argument]) -> frozenset[str]:
    """Who takes part in an event."""
    return frozenset(a.mention.actor.id for a in arguments)


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
