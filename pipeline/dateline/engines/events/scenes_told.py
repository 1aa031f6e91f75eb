"""Places that the words make the scene of an event without an adjunct.

It is named after them ("the Battle of X"), they suffer it ("X saw fighting"), a clause on them tells it ("X, where"),
or those who belong there take part ("the garrison of X").
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.links import Links
from dateline.engines.events.place_choice import COARSE
from dateline.engines.events.place_ties import PlaceTies
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax, first_conjunct, is_attributive


class ScenesTold:
    """Reads such words in one Doc."""

    def __init__(
        self,
        doc: Doc,
        mentions: LayersByToken,
        ties: PlaceTies,
        words: PlaceWords,
        syntax: Syntax,
        forms: Forms,
        behaviour: Behaviour,
        links: Links,
    ) -> None:
        self.doc, self.mentions, self.ties, self.words = doc, mentions, ties, words
        self.syntax, self.forms, self.behaviour, self.links = syntax, forms, behaviour, links

    def is_scene_of(self, index: int, frame: Frame) -> bool:
        """Whether the event's clause is a relative one that says what happened there ("X, where", "X, from which").

        Also where a noun tells what X is ("X, a town that had been shelled"), and of its people ("X, whose garrison").
        """
        clause = next(iter(self.ties.clauses(frame.head)), None)
        if clause is None or clause.dep_ not in self.syntax.relative_clause:
            return False
        told = clause.head.head if clause.head.dep_ in self.syntax.apposition else clause.head
        if self.mentions.places[index].head not in (clause.head.i, told.i):
            return False
        if any(child.tag_ in self.forms.tags["relative_adverb"] for child in clause.children):
            return True
        return any(self._points_to(t, frame) for t in self.doc[clause.head.i + 1 : clause.i])

    def opens_for(self, index: int, frame: Frame) -> bool:
        """Whether a place opens the clause that somebody takes part in of whom the event only tells more.

        "In X, troops who came by lorry killed nine."
        """
        clause = next(iter(self.ties.clauses(frame.head)), None)
        if clause is None or clause.dep_ not in self.syntax.relative_clause:
            return False
        if frame.sense.type in self.behaviour.no_inherited_place:
            return False
        noun, place = clause.head, self.doc[self.mentions.places[index].head]
        tie, parts = place.head, self.syntax.subject | self.syntax.passive_subject
        fronted = place.dep_ in self.syntax.preposition_object and tie.i < place.i < noun.left_edge.i
        fronted = fronted and tie.head.i == noun.head.i and noun.dep_ in parts
        return fronted and self.ties.choice.locative(tie)

    def _points_to(self, word: Token, frame: Frame) -> bool:
        """Whether a relative pronoun makes the place before it that of the event: by a preposition, or as an owner."""
        if word.lower_ not in self.words.which or frame.sense.type in self.behaviour.no_inherited_place:
            return False
        if word.dep_ in self.syntax.possessor:
            return self.forms.lemma(word.head) in self.forms.words["locals"]
        if word.dep_ in self.syntax.preposition_object:
            return self.ties.choice.locative(word.head) or word.head.lower_ in self.words.goals
        about = word.dep_ in self.syntax.object | self.syntax.passive_subject
        return about and self.forms.lemma(word.head) in self.words.only_verbs

    def bears(self, index: int, frame: Frame) -> bool:
        """Whether the place itself is said to do or suffer it ("X saw fierce fighting", "X was subjected to raids")."""
        mention = self.mentions.places[index]
        token = self.doc[mention.head]
        soil = token.is_lower  # "Ruritanian cities"
        if token.i in self.mentions.actor or (mention.place.precision in COARSE and not soil):
            return False
        if frame.sense.type in self.behaviour.no_inherited_place:
            return False
        if token.head.lower_ in self.words.of and token.head.head.lower_ in self.words.features:
            token = token.head.head  # "the port of X"
        if token.dep_ in self.syntax.possessor and token.head.i == frame.head.i:
            return True  # "the fort's capitulation"
        clause = {t.i for t in self.ties.shared(frame)[:1]}
        hit = token.dep_ in self.syntax.passive_subject and self.links.is_suffered(frame, token.head)
        return (hit or token.dep_ in self.syntax.subject) and token.head.i in clause

    def names(self, index: int, frame: Frame) -> bool:
        """Whether an event noun is named after a place ("the Lusaka Protocol", "fought the Battle of X")."""
        mention = self.mentions.places[index]
        token = self.doc[mention.head]
        before = mention.head < frame.head.i and token.dep_ in self.syntax.modifier
        named = before and token.head.i == frame.head.i
        of, event = token.head, token.head.head
        if of.lower_ in self.words.of and event.lower_ in self.words.battles:
            named = any(t.i == event.i for t in frame.tokens)
        return named and mention.place.precision != "country"

    def is_called_scene(self, index: int, frame: Frame) -> bool:
        """Whether an apposition calls the place that of the event ("X (the site of earlier protests)")."""
        event = first_conjunct(frame.head, self.syntax)
        noun = event.head.head
        if event.dep_ not in self.syntax.preposition_object or noun.lower_ not in self.words.scenes:
            return False
        before = noun.left_edge.i - 1
        return before > 0 and self.doc[before].is_punct and before - 1 == self.mentions.places[index].head

    def has_locals(self, index: int, frame: Frame) -> bool:
        """Whether those of a place take part: its garrison, people or parts ("the garrison of X surrendered")."""
        token = self.doc[self.mentions.places[index].head]
        if token.dep_ in self.syntax.preposition_object and is_attributive(token.head, token, self.forms):
            token = token.head
        elif token.dep_ not in (self.syntax.possessor | self.syntax.modifier):
            return False
        noun = token.head
        parts = [t for slot in ("subject", "object") for t in frame.slots.get(slot, ())]
        if frame.head.dep_ in self.syntax.complement:  # "villagers of X said that"
            parts += [t for t in frame.head.head.children if t.dep_ in self.syntax.subject]
        belongs = self.forms.lemma(noun) in self.forms.words["locals"] and any(t.i == noun.i for t in parts)
        return belongs and frame.sense.type not in self.behaviour.no_inherited_place
