"""The events of a document that were told with a time, for the words that name one of them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.frame import AROUND, Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Forms, Syntax, name_around
from dateline.engines.time.calendar import day_of_iso
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tempo import DAILY
from dateline.engines.time.widening import UP_TO_MONTH, WITHIN_MONTH
from dateline.layers import EventTime

_WIDE = ("country", "area")


@dataclass(frozen=True, slots=True)
class _Told:
    """One event: its number among those told, its token, its type, its word, the towns beside it, its time.

    sentence: that in which it was told; aside: it only says since when something is.
    """

    number: int
    token: int
    type: str
    lemma: str
    towns: frozenset[str]
    time: EventTime
    sentence: int
    aside: bool


@dataclass(slots=True)
class _Stay:
    """What was told of a place without a long break: the time of the first event, and the last day."""

    first: EventTime
    last: int


class Told:
    """The events told so far; `enter` closes the sentence before."""

    def __init__(
        self,
        syntax: Syntax,
        forms: Forms,
        behaviour: Behaviour,
        mentions: LayersByToken,
        narrative: NarrativeData,
    ) -> None:
        self.syntax, self.forms, self.behaviour, self.mentions = syntax, forms, behaviour, mentions
        self._since = narrative.since
        self._here: list[_Told] = []  # in the sentence that is read
        self._count = 0
        # The last one told in other sentences, by word, by type, and by type and town.
        self._by_lemma: dict[str, _Told] = {}
        self._by_type: dict[str, _Told] = {}
        self._of_town: dict[tuple[str, str], EventTime] = {}
        self._at_place: dict[str, _Stay] = {}
        self._by_name: dict[str, EventTime] = {}

    def enter(self) -> None:
        """Another sentence begins."""
        for told in self._here:
            self._by_lemma[told.lemma] = told
            if not told.aside:
                self._by_type[told.type] = told
            if told.time.value.precision in WITHIN_MONTH:
                self._of_town.update({(told.type, town): told.time for town in told.towns})
                self._stay(told)
        self._here.clear()

    def add(self, frame: Frame, time: EventTime, sentence: int) -> None:
        """An event with a time."""
        lemma = self.forms.lemma(frame.head)
        towns = frozenset(self._towns(frame))
        aside = self._is_aside(frame.head)
        self._here.append(
            _Told(self._count, frame.head.i, frame.sense.type, lemma, towns, time, sentence, aside)
        )
        self._count += 1

    def here(self, token: int) -> EventTime | None:
        """The time of the event of a word of the sentence that is read."""
        return next((told.time for told in self._here if told.token == token), None)

    def _is_aside(self, head: Token) -> bool:
        """Whether an event only says since when something is ("since it began a revolt in 1962")."""
        chain = [head, *head.ancestors]
        return any(t.lower_ in self._since for above in chain[:-1] for t in (above, *above.lefts))

    def before(self, word: Token, frame: Frame | None, since: int = 0) -> EventTime | None:
        """The time of the event, told from sentence `since` on, that a word names again ("days after the coup").

        Where it says what befell a town ("after the fall of Gao"), it is that which befell it.
        """
        if frame is not None and self._town(frame.head) is not None:
            return self.of_town(frame)
        alike = [self._by_lemma.get(self.forms.lemma(word))]
        alike += [self._by_type.get(frame.sense.type)] if frame is not None else []
        told = max(filter(None, alike), key=lambda t: t.number, default=None)
        return told.time if told is not None and told.sentence >= since else None

    def of_town(self, frame: Frame) -> EventTime | None:
        """The time of what befell a town once, where a noun says it again ("the fall of Gao")."""
        town = self._town(frame.head)
        if town is None or frame.sense.type not in self.behaviour.befalling:
            return None
        return self._of_town.get((frame.sense.type, town))

    def at_place(self, word: Token) -> EventTime | None:
        """When that began which was told last of a place whose mere name stands for it ("a day after Gao")."""
        stays = (self._at_place.get(town) for town in self._named(word))
        return next((stay.first for stay in stays if stay is not None), None)

    def _stay(self, told: _Told) -> None:
        """Keep when the story came to the places of an event."""
        value = told.time.value
        if value.earliest is None or value.earliest != value.latest:
            return
        day = day_of_iso(value.earliest)
        for town in told.towns:
            stay = self._at_place.get(town)
            if stay is None or abs(day - stay.last) > DAILY:
                self._at_place[town] = _Stay(told.time, day)
            else:
                stay.last = day

    def name(self, frame: Frame, time: EventTime) -> None:
        """Remember when what has a name of its own was: as it was told first, with a date rather than without.

        Named before its time, it has the year of the story that is told there: no year without a month counts.
        """
        name = name_around(frame.head, self.syntax, self.forms)
        dated = time.timex is not None
        if name is not None and (dated or time.value.precision in UP_TO_MONTH):
            known = self._by_name.get(name)
            if known is None or (known.timex is None and dated):
                self._by_name[name] = time

    def of_name(self, frame: Frame) -> EventTime | None:
        """The time of what was told by the same name before ("despite its failure, the Tet Offensive ...")."""
        name = name_around(frame.head, self.syntax, self.forms)
        return self._by_name.get(name) if name is not None else None

    def _town(self, noun: Token) -> str | None:
        """The town that something befell ("the fall of Gao")."""
        links = self.forms.prepositions["attributive"]
        named = (name for c in noun.children if c.lower_ in links for name in self._governed(c))
        return next(named, None) if noun.pos_ == "NOUN" else None

    def _towns(self, frame: Frame) -> Iterator[str]:
        """The towns in the slots of an event and behind its prepositions."""
        for slot, words in frame.slots.items():
            if slot not in AROUND:
                for word in words:
                    yield from self._named(word)
        for child in frame.head.children:
            yield from self._governed(child)

    def _governed(self, preposition: Token) -> Iterator[str]:
        """The town that a preposition governs."""
        if preposition.dep_ in self.syntax.preposition:
            for word in preposition.children:
                if word.dep_ in self.syntax.preposition_object:
                    yield from self._named(word)

    def _named(self, word: Token) -> Iterator[str]:
        """The town that a word names."""
        index = self.mentions.place.get(word.i)
        if index is not None and self.mentions.places[index].place.precision not in _WIDE:
            yield self.mentions.places[index].place.name
