"""Who does what a noun tells as part, sequel or outcome of an act: "mounted raids, including the bombing of X".

"Advanced, resulting in the capture of X", "took the islands, followed by the conquest of X": those who did the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import NOUNS, Forms, Syntax, first_conjunct
from dateline.layers import Argument, Event

RULE = "sequel"
# What comes of an act is told of places; who is caught or killed in the end may be of either side.
_OUTCOMES = frozenset({"capture", "attack", "siege", "looting", "displacement"})


class Sequels:
    """Completes the events of one document; made anew for each."""

    def __init__(self, doc: Doc, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.doc, self.syntax, self.forms = doc, syntax, forms
        self._types = frozenset({*behaviour.two_sided, *behaviour.violent, *behaviour.winners_do}) - {
            *behaviour.level,
            *behaviour.repelling,
        }
        self._told: dict[int, Event] = {}

    def complete(self, events: Iterable[Event]) -> list[Event]:
        """The events, in their order, each act of nobody with those whose act it follows on."""
        events = list(events)
        self._told = {event.head: event for event in events}
        return [self._completed(event) if self._is_open(event) else event for event in events]

    def _is_open(self, event: Event) -> bool:
        """Whether a noun tells what is done to something, and not by whom."""
        noun = self.doc[event.head]
        if noun.pos_ not in NOUNS or event.type not in self._types:
            return False
        if noun.lower_ in self.forms.words["countering"] | self.forms.words["deaths"]:
            return False
        upon = self.forms.prepositions["upon"]
        done_to = any(c.dep_ in self.syntax.preposition and c.lower_ in upon for c in noun.children)
        return done_to and all(a.role == "target" for a in event.arguments)

    def _completed(self, event: Event) -> Event:
        hit = {side(a.mention.actor) for a in event.arguments}
        for source in self._sources(self.doc[event.head], event.type):
            told = self._told.get(source.i)
            doers = [a for a in told.arguments if a.role == "initiator"] if told is not None else []
            if doers and hit.isdisjoint(side(a.mention.actor) for a in doers):
                implied = (replace(a.mention, via="implied") for a in doers)
                added = (Argument("initiator", mention, f"{event.sense}:{RULE}") for mention in implied)
                return replace(event, arguments=(*event.arguments, *added))
        return event

    def _sources(self, noun: Token, type_: str) -> Iterator[Token]:
        """The words for what a noun is told to be part, sequel or outcome of, the closest first."""
        words, s = self.forms.words, self.syntax
        tie = first_conjunct(noun, s).head
        above, lemma = tie.head, self.forms.lemma(tie)
        if lemma in self.forms.prepositions["including"]:
            yield from self._up(above)
            return
        phrase = f"{self.forms.lemma(above)} {lemma}"
        if above.pos_ != "VERB" or not (
            phrase in words["going_on"] or (phrase in words["ending_in"] and type_ in _OUTCOMES)
        ):
            return
        yield from (c for c in above.children if c.dep_ in s.noun_subject | s.object and c.i < noun.i)
        yield from self._up(above.head)

    def _up(self, token: Token) -> Iterator[Token]:
        """A word and those that it hangs on, up to the verb of its clause, and what that governs."""
        yield token
        while token.pos_ != "VERB" and token.head.i != token.i:
            token = token.head
            yield token
        yield from (c for c in token.children if c.dep_ in self.syntax.object)  # "launched an *offensive*"
