"""Where movement leads: goals and origins that give an event its place ("withdrew to X", "flew to X and signed")."""

from __future__ import annotations

from collections.abc import Callable, Container

from spacy.tokens import Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.links import Links
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax

DEGREES = ("ADV", "ADJ")


class Goals:
    """Reads the goals of one Doc; `clauses` gives the verbs whose place an event shares."""

    def __init__(
        self,
        words: PlaceWords,
        syntax: Syntax,
        forms: Forms,
        behaviour: Behaviour,
        links: Links,
        clauses: Callable[[Token], list[Token]],
    ) -> None:
        self.words, self.syntax, self.forms = words, syntax, forms
        self.behaviour, self.links, self.clauses = behaviour, links, clauses

    def is_goal(self, token: Token, frame: Frame, places: Container[int]) -> bool:
        """Whether a verb of moving leads to a place ("withdrew to X"); `places` are the heads of all."""
        led = token.dep_ in self.syntax.preposition_object and token.head.lower_ in self.words.goals
        verb, head = token.head.head, frame.head
        while verb.pos_ in DEGREES and verb.i > head.i and verb.head.i != verb.i:
            verb = verb.head  # "marched as quickly as possible to X"
        if verb.i in places and verb.dep_ in self.syntax.preposition_object:
            verb = verb.head.head  # "from X towards Y"
        if frame.sense.type in self.behaviour.two_sided and head.dep_ in self.syntax.adverbial_clause:
            head = head.head if head.i > token.i else head  # "pushed on to X before they were halted"
        apart = self.behaviour.national | self.behaviour.yielding  # "resigned, escaped and went to X"
        joined = (
            t.i
            for t in head.conjuncts
            if t.i > head.i and not (frame.sense.type in apart or self.links.is_told_beside(t))
        )
        led = led and verb.i in (head.i, *joined)
        moved = self.behaviour.moving | (self.behaviour.yielding if head.pos_ == "NOUN" else frozenset())
        sent = verb.i == frame.head.i and frame.sense.type in moved
        sent = sent and token.head.lower_ not in self.words.origins
        return led and (sent or self.forms.lemma(verb) in self.words.motion_verbs)

    def was_reached(self, token: Token, frame: Frame) -> bool:
        """Whether a verb joined before leads to the place where the event then happens ("flew to X and signed")."""
        clause = next(iter(self.clauses(frame.head)), frame.head)
        led = token.dep_ in self.syntax.preposition_object and token.head.lower_ in self.words.goals
        verb = token.head.head
        own = any(child.dep_ in self.syntax.subject for child in clause.children)
        joined = (
            clause.dep_ in self.syntax.conjunct
            and verb.i < clause.i
            and verb.i in {t.i for t in clause.conjuncts}
        )
        onward = frame.sense.type in self.behaviour.moving | self.behaviour.yielding
        return (
            led
            and joined
            and not (own or onward)
            and token.head.lower_ not in self.words.origins
            and self.forms.lemma(verb) in self.words.motion_verbs
        )

    def is_origin(self, token: Token, frame: Frame) -> bool:
        """Whether the event drives somebody from the place, or is a departure from it ("set out from X")."""
        led = token.dep_ in self.syntax.preposition_object and token.head.lower_ in self.words.origins
        above = token.head.head
        if token.head.lower_ in self.words.of and above.lower_ in self.words.outward:
            led, above = True, above.head  # "drove them out of X"
        elif above.dep_ in self.syntax.adverb | self.syntax.particle:
            above = above.head  # "driven back from X"
        driven = above.head if above.i != frame.head.i and above.dep_ in self.syntax.object else above
        types = frame.sense.type
        repelled = types in self.behaviour.repelling or self.forms.lemma(frame.head) in self.words.expelling
        if led and repelled:
            return frame.head.i in (above.i, driven.i)  # "dislodged the militia from X"
        if led and types in self.behaviour.yielding:
            return frame.head.i == above.i  # "pulled out of X"
        departs = types in self.behaviour.moving and self.forms.lemma(above) in self.words.departing
        return led and departs and above.i == frame.head.i

    def follows(self, token: Token, frame: Frame) -> bool:
        """Whether a place stands right behind an event noun, though the parser ties it to what governs the noun.

        "announced an offensive in X"; with a goal behind what is moved: "allowed the transfer of troops to X".
        """
        preposition, noun = token.head, frame.head
        if token.dep_ not in self.syntax.preposition_object or noun.pos_ not in ("NOUN", "PROPN"):
            return False
        if preposition.i != noun.right_edge.i + 1 or not preposition.head.is_ancestor(noun):
            return False
        if self.forms.lemma(preposition) in self.forms.prepositions["locative"]:
            return True
        moved = frame.sense.type in self.behaviour.moving | self.behaviour.yielding
        return moved and preposition.lower_ in self.words.goals - self.words.origins
