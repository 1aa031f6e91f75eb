"""Somebody whom no other stage knows, but who fills a slot that only somebody can fill."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.actors.named import slug
from dateline.engines.credits import credited
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Lexicon
from dateline.engines.syntax import Forms, Syntax, half_before
from dateline.layers import Actor, ActorKind, ActorMention, Via

# Noun classes that name somebody; a word of any other is a thing.
_SOMEBODY = frozenset({"armed", "people", "group", "leader", "office"})


@dataclass(slots=True)
class StandIns:
    """Makes mentions out of nouns for people ("inmates") and out of names that are no place."""

    lexicon: Lexicon
    syntax: Syntax
    forms: Forms
    nobody: frozenset[str] = frozenset()  # nouns and names of these classes that still stand for nobody

    def of(self, token: Token, sentence: int, mentions: LayersByToken, *, names: bool) -> ActorMention | None:
        """The mention that a filler amounts to, None for a thing; `names`: whether a name is somebody's."""
        states = self._are_states(token)
        if not states and (self.forms.lemma(token) in self.nobody or token.lower_ in self.nobody):
            return None
        if credited(token) or not any(c.isalpha() for c in token.text):
            return None
        if token.pos_ == "NOUN":
            kind: ActorKind | None = "government" if states else self._noun(token)
        else:
            kind = self._name(token, mentions) if names and token.pos_ == "PROPN" else None
        if kind is None:
            return None
        first = self._first(token, mentions)
        words = token.doc[first : token.i + 1]
        actor = Actor(f"generic:{slug(words.text)}", words.text, kind)
        via: Via = "name" if token.pos_ == "PROPN" else "nominal"
        return ActorMention(words.start_char, words.end_char, token.i, sentence, actor, via)

    def _noun(self, token: Token) -> ActorKind | None:
        """People are civilians if nothing else is said of them."""
        lemma = self.forms.lemma(token)
        if lemma in self.lexicon.classes["people"]:
            return "civilians"
        classes = self.lexicon.classes
        armed = classes["armed"] - (classes["vehicle"] | classes["ship"])
        if self._owner(token) is not None:
            armed = classes["armed"] | classes["weapon"]  # "Cochrane's frigates", "Grant's batteries"
        return "unknown" if "Plur" in token.morph.get("Number", []) and lemma in armed else None

    def _are_states(self, token: Token) -> bool:
        """Whether a noun for states says how many or which of them it means ("ten nations", "the *other* states")."""
        if token.pos_ != "NOUN" or self.forms.lemma(token) not in self.forms.words["polities"]:
            return False
        told = any(c.pos_ == "NUM" or c.dep_ in self.syntax.modifier for c in token.lefts)
        return told and "Plur" in token.morph.get("Number", [])

    def _owner(self, token: Token) -> Token | None:
        """The name whose a noun is, right before it."""
        named = (c for c in token.lefts if c.dep_ in self.syntax.possessor and c.pos_ == "PROPN")
        return next((c for c in named if c.right_edge.i == token.i - 1), None)

    def _name(self, token: Token, mentions: LayersByToken) -> ActorKind | None:
        lemma = self.forms.lemma(token)
        thing = any(lemma in words for name, words in self.lexicon.classes.items() if name not in _SOMEBODY)
        model = any(c.isdigit() for c in token.text)  # "F-105s", "Karbala-10"
        nobody = thing or model or token.i in mentions.place or token.i in mentions.timexes
        return None if nobody else "unknown"

    def _first(self, token: Token, mentions: LayersByToken) -> int:
        """Where the words begin that name what a noun is, numbers and articles aside."""
        half = half_before(token)
        first, owner = (token.i if half is None else half.i), self._owner(token)
        if owner is not None:
            return owner.left_edge.i
        for child in reversed(list(token.lefts)):
            if child.dep_ not in self.syntax.modifier or child.pos_ == "NUM" or child.i != first - 1:
                break
            if child.i in mentions.timexes:
                break  # "on 10 March Smith returned"
            whole = child.pos_ == "PROPN" or child.left_edge.pos_ == "NUM"  # "a 44-year-old nurse"
            first = child.left_edge.i if whole else child.i
        return first
