"""The events of a document that were told with a time, for the words that name one of them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.frame import AROUND, Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.widening import WITHIN_MONTH
from dateline.layers import EventTime

_WIDE = ("country", "area")


@dataclass(frozen=True, slots=True)
class _Told:
    """One event: its type, the word that tells it, the towns beside it, its time, its sentence."""

    type: str
    lemma: str
    towns: frozenset[str]
    time: EventTime
    sentence: int


class Told:
    """The events told so far; `enter` closes the sentence before."""

    def __init__(self, syntax: Syntax, forms: Forms, behaviour: Behaviour, mentions: LayersByToken) -> None:
        self.syntax, self.forms, self.behaviour, self.mentions = syntax, forms, behaviour, mentions
        self._all: list[_Told] = []
        self._before = 0  # how many of them stand in other sentences

    def enter(self) -> None:
        """Another sentence begins."""
        self._before = len(self._all)

    def add(self, frame: Frame, time: EventTime, sentence: int) -> None:
        """An event with a time."""
        lemma = self.forms.lemma(frame.head)
        self._all.append(_Told(frame.sense.type, lemma, frozenset(self._towns(frame)), time, sentence))

    def before(self, word: Token, frame: Frame | None, since: int = 0) -> EventTime | None:
        """The time of the event, told from sentence `since` on, that a word names again ("days after the coup").

        Where it says what befell a town ("after the fall of Gao"), it is that which befell it.
        """
        if frame is not None and self._town(frame.head) is not None:
            return self.of_town(frame)
        lemma, type_ = self.forms.lemma(word), frame.sense.type if frame is not None else None
        told = reversed(self._all[: self._before])
        return next(
            (t.time for t in told if t.sentence >= since and (t.lemma == lemma or t.type == type_)), None
        )

    def of_town(self, frame: Frame) -> EventTime | None:
        """The time of what befell a town once, where a noun says it again ("the fall of Gao")."""
        town = self._town(frame.head)
        if town is None or frame.sense.type not in self.behaviour.befalling:
            return None
        told = (t for t in reversed(self._all[: self._before]) if t.type == frame.sense.type)
        return next(
            (t.time for t in told if town in t.towns and t.time.value.precision in WITHIN_MONTH), None
        )

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
