"""Acts whose land is a state that they name.

Revolts, elections, votes, falls of rulers happen in the state beside them, invasions in the one that is invaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.places.gazetteer import fold
from dateline.engines.places.words import PlaceWords, State
from dateline.engines.syntax import JOINERS, Forms, Syntax
from dateline.layers import Argument, Place, article_of


class Homes:
    """Reads the states of acts at home off the parse ("the Ruritanian revolt", "Ruritania's parliament voted")."""

    def __init__(self, lang: str, forms: Forms, behaviour: Behaviour) -> None:
        self.words, self.syntax, self.forms = PlaceWords.load(lang), Syntax.load(lang), forms
        self.behaviour = behaviour

    def land(self, frame: Frame) -> Place | None:
        """The state in which an act at home happened, by what its own words say; None if they say nothing."""
        if frame.sense.type not in self.behaviour.at_home | self.behaviour.repelling:
            return None
        for noun in self._told_by(frame):
            if (place := self._beside(noun)) is not None:
                return place
        chosen = (
            frame.slots.get("subject", ())
            if self.forms.lemma(frame.head) in self.words.homes["choices"]
            else ()
        )
        states = (
            self.words.states.get(fold(token.text)) for token in chosen
        )  # "Ruritania elected a president"
        return next((Place.unmapped(s.name, s.soil, "country") for s in states if s is not None), None)

    def invaded(self, frame: Frame, arguments: Sequence[Argument]) -> Place | None:
        """The land that forces enter or strike, where its name stands for its state ("X refused and was invaded")."""
        if frame.sense.type not in self.behaviour.taking:
            return None
        struck = {t.i for t in frame.slots.get("object", ())}
        return self._named(frame, (a for a in arguments if a.role == "target" and a.mention.head in struck))

    def freed(self, frame: Frame, arguments: Sequence[Argument]) -> Place | None:
        """The land that makes itself free, or puts itself under other laws ("Ruritania declared independence")."""
        words = {self.forms.lemma(t) for t in frame.tokens}
        if frame.sense.type not in self.behaviour.public or not words & self.words.homes["self_rule"]:
            return None
        if words & self.words.homes["granting"] or self._another_s(frame):
            return None
        return self._named(frame, (a for a in arguments if a.role == "initiator"))

    def _another_s(self, frame: Frame) -> bool:
        """Whether a name stands between a verb and what it declares ("proclaimed *Ruritania's* independence")."""
        inner = frame.head.doc[frame.head.i + 1 : max(t.i for t in frame.tokens)]
        return any(t.pos_ == "PROPN" for t in inner)

    def _named(self, frame: Frame, arguments: Iterable[Argument]) -> Place | None:
        """The first state that stands among these by its name."""
        named = (a.mention for a in arguments if a.mention.via == "name")
        article = article_of(frame.head.doc)
        names = (article.text[m.start : m.end] for m in named)
        state = next((found for name in names if (found := self.words.states.get(fold(name)))), None)
        return Place.unmapped(state.name, state.soil, "country") if state is not None else None

    def ruled(self, frame: Frame, arguments: Sequence[Argument]) -> str | None:
        """The country whose ruler falls or comes to power, by who that is ("López was overthrown").

        Other offices do not tell where it came to pass ("Lind was named ambassador").
        """
        named = (*frame.tokens, *(t for tokens in frame.slots.values() for t in tokens))
        high = any(
            self.forms.lemma(t) in self.words.homes["offices"] | self.words.homes["acts"] for t in named
        )
        if frame.sense.type not in self.behaviour.falls and not (
            frame.sense.type in self.behaviour.ruling and high
        ):
            return None
        fallen = [a.mention for a in arguments if a.role == "target"]
        pointing, doc = self.forms.words["pointing"], frame.head.doc
        lands = {
            m.actor.country
            for m in fallen
            if m.actor.kind in ("person", "government")
            and not any(c.lower_ in pointing for c in doc[m.head].lefts)  # "this regime"
        }
        return next(iter(lands)) if len(lands) == 1 else None

    def _told_by(self, frame: Frame) -> Iterator[Token]:
        """The nouns of an act whose state is that of the act: itself, a body that does it, whose office it is about."""
        about = (t for slot in ("subject", "object", "of") for t in frame.slots.get(slot, ()))
        yield from (t for t in (frame.head, *about) if self.forms.lemma(t) in self.words.homes["acts"])
        if frame.sense.type in self.behaviour.repelling:
            return
        owned = frame.sense.type in self.behaviour.ruling and not frame.slots.get(
            "as"
        )  # "appointed as envoy"
        doers = self.words.homes["organs"] | (self.words.homes["offices"] if owned else frozenset())
        for slot in ("subject", "object", "of", "poss"):
            for token in frame.slots.get(slot, ()):
                heads = (token, *(c for c in token.lefts if c.dep_ in self.syntax.modifier))
                if any(self.forms.lemma(t) in doers for t in heads):
                    yield token

    def _beside(self, noun: Token) -> Place | None:
        """The state whose adjective or name says whose a noun is."""
        for token in reversed(list(noun.doc[noun.left_edge.i : noun.i])):
            if (state := self._state(token)) is not None:
                return Place.unmapped(state.name, state.soil, "country")
        for of in (c for c in noun.rights if c.lower_ in self.words.of):
            for token in of.children:
                if (state := self.words.states.get(fold(token.text))) is not None:
                    return Place.unmapped(state.name, state.soil, "country")
        return None

    def _state(self, token: Token) -> State | None:
        """The state that an adjective means, or a name as an owner; "South" or "North" before it is part of it."""
        if token.i > 0 and token.nbor(-1).text in JOINERS:
            return None  # "the pro-Ruritanian king"
        pair = token.doc[max(token.i - 1, 0) : token.i + 1].text
        adjectives = self.words.adjectives
        if (state := adjectives.get(pair) or adjectives.get(token.text)) is not None:
            return state
        if token.dep_ not in self.syntax.possessor | self.syntax.modifier:
            return None
        return self.words.states.get(fold(pair)) or self.words.states.get(fold(token.text))
