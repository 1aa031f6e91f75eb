"""Whose a place is that is attacked or taken, and whose words or deeds those are that others answer.

"The Union-held fort", "France's Channel ports", "German Samoa"; "the rebels' offer".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Token

from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import ARMED_KINDS
from dateline.engines.events.place_choice import COARSE
from dateline.engines.registry import Organ, registry
from dateline.engines.syntax import Forms, Syntax, governed, half_before
from dateline.layers import Actor, ActorMention, sentence_of

# The kinds of actors whose works a place may be; a government's is any town of its land.
_FORCES = ARMED_KINDS - {"government"}


@dataclass(slots=True)
class PlaceOwners:
    """Finds them at a noun that no actor is meant by."""

    syntax: Syntax
    forms: Forms

    def of(self, place: Token, mentions: LayersByToken) -> list[ActorMention]:
        """Those who hold a place, else the one who owns it."""
        s = self.syntax
        if place.i in mentions.actor or any(map(self._is_deserted, place.lefts)):
            return []
        holders = self.holders(place, mentions)
        manning = (m for c in place.lefts if (m := self._manning(c, place, mentions)) is not None)
        if holders := holders or [*islice(manning, 1)] or self._strong_in(place, mentions):
            return holders
        owners = [c for c in place.lefts if c.dep_ in s.possessor and c.pos_ == "PROPN"]
        owners += self._of_its_name(place, mentions)
        return [m for t in owners if (m := self.named(t, "government", mentions)) is not None][:1]

    def _strong_in(self, place: Token, mentions: LayersByToken) -> list[ActorMention]:
        """Whose a place is said to be in apposition ("Kilwa, *the Tutsi* stronghold", "Kilwa, the seat of *X*")."""
        s, words = self.syntax, self.forms.words
        told = [
            c for c in place.rights if c.dep_ in s.apposition and self.forms.lemma(c) in words["strongholds"]
        ]
        ties = s.possessor | s.modifier
        named = (
            mentions.actor.get(t.i)
            for noun in told
            for t in (
                *(c for c in noun.lefts if c.dep_ in ties),
                *governed(noun, self.forms.prepositions["attributive"], s, self.forms),
            )
        )
        return [*islice((m for m in named if m is not None), 1)]

    def holders(self, place: Token, mentions: LayersByToken) -> list[ActorMention]:
        """Those who hold a place, by a compound before it ("the *Union*-held fort")."""
        held = (half for c in place.lefts if self._is_held(c) and (half := half_before(c)) is not None)
        return [m for half in held if (m := self.named(half, "military", mentions)) is not None]

    def authors(self, noun: Token, mentions: LayersByToken) -> list[ActorMention]:
        """Whose words or deeds a noun is for ("*the rebels'* offer", "*German* demands", "a request from *Chad*")."""
        s = self.syntax
        before = [c for c in noun.lefts if c.dep_ in s.possessor | s.modifier and c.pos_ != "PRON"]
        behind = governed(noun, self.forms.prepositions["source"], s, self.forms)
        named = (mentions.actor.get(t.i) or self._state(t, mentions) for t in (*before, *behind))
        return [m for m in named if m is not None]

    def _state(self, word: Token, mentions: LayersByToken) -> ActorMention | None:
        """The government of a state that something is said to be of or from ("Turkey's actions")."""
        owns = word.dep_ in self.syntax.possessor | self.syntax.preposition_object
        return self.named(word, "government", mentions) if owns else None

    def _is_deserted(self, word: Token) -> bool:
        """Whether a word before a noun says that nobody is there."""
        return word.lower_ in self.forms.words["deserted"]

    def _is_held(self, word: Token) -> bool:
        """Whether a participle before a noun says that somebody holds it."""
        passive = word.tag_ in self.forms.tags["passive_participle"]
        return passive and self.forms.lemma(word) in self.forms.words["holding"]

    def _manning(self, word: Token, place: Token, mentions: LayersByToken) -> ActorMention | None:
        """The force that a word before a noun for its works names ("the *British* outpost")."""
        found = mentions.actor.get(word.i)
        if found is None or found.head != place.i or word.dep_ not in self.syntax.modifier:
            return None
        return found if found.actor.kind in _FORCES else None

    def _of_its_name(self, place: Token, mentions: LayersByToken) -> Iterator[Token]:
        """The adjective of a state that the name of another land begins with."""
        index = mentions.place.get(place.i)
        if index is None or place.pos_ != "PROPN" or mentions.places[index].place.precision not in COARSE:
            return  # "Spanish Town" is nobody's for its name
        if place.lower_ in self.forms.words["expanses"]:
            return  # "Indian Territory", "the English Channel"
        first = mentions.places[index].start
        matcher = registry(place.doc.lang_).matcher
        for word in place.lefts:
            whose = any(name.form == "adjective" for name in matcher.get(word.text))
            if whose and word.idx == first and word.dep_ in self.syntax.modifier:
                yield word

    def named(self, token: Token, organ: Organ, mentions: LayersByToken) -> ActorMention | None:
        """The actor that a word names; of a state, an organ."""
        known = registry(token.doc.lang_)
        ids = [n.id for n in known.matcher.get(token.text)]
        state = known.states.get(ids[0]) if ids else None
        actor = known.organ(state, organ) if state is not None else self._body(token, ids)
        if actor is None:
            return mentions.actor.get(token.i)
        end = token.idx + len(token)
        return ActorMention(token.idx, end, token.i, sentence_of(token).index, actor, "nominal")

    def _body(self, token: Token, ids: list[str]) -> Actor | None:
        """The body that a word of a compound names, in the registry or in the text ("*Taliban*-held")."""
        entries = registry(token.doc.lang_).entries
        listed = next((entries[i].actor for i in ids if i in entries), None)
        return listed or next(
            (m.actor for m in token.doc._.actors if token.text in (m.actor.name, *m.actor.aliases)), None
        )
