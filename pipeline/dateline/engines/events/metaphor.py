"""Words beside a trigger that show that it tells no event ("laid siege to the buffet", "a painting of the siege")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from dateline import data
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import ARMED_KINDS, types_of
from dateline.engines.events.slots import HALF
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax, first_conjunct, governed, half_before

_DEPTH = 3  # nouns that a search for the whole may climb ("a monument to the dead of the siege")


@dataclass(frozen=True, slots=True)
class Figure:
    """One kind of figure: in which slots which lemmas betray it, for which event types (none: all)."""

    name: str
    types: frozenset[str]
    slots: tuple[str, ...]
    words: frozenset[str]


@lru_cache(maxsize=8)
def figures(lang: str) -> tuple[Figure, ...]:
    """The figures of models/<lang>/events/metaphor.toml."""
    table = data.load_toml(lang, "events", "metaphor.toml")
    groups: dict[str, list[str]] = table["groups"]
    return tuple(
        Figure(
            row["name"],
            types_of(row.get("types", ()), groups),
            tuple(row["slots"]),
            frozenset(row["words"]),
        )
        for row in table["figure"]
    )


class Metaphors:
    """Tells which frames are figures of speech."""

    def __init__(self, lang: str, syntax: Syntax, forms: Forms) -> None:
        self.syntax = syntax
        self.forms = forms
        self.figures = figures(lang)
        self._held = PlaceWords.load(lang).held

    def literal(self, frames: list[Frame], mentions: LayersByToken) -> list[Frame]:
        """The frames that are to be taken at their word."""
        return [frame for frame in frames if not self.is_figure(frame, mentions)]

    def is_figure(self, frame: Frame, mentions: LayersByToken) -> bool:
        """Whether a word in a slot of the frame betrays a figure of speech."""
        half = half_before(frame.head)
        if half is not None and frame.head.lower_ in self._held and HALF not in frame.sense.slots:
            return True  # "rebel-held" where a sense asks for more than who holds it
        fillers = {slot: [t for t in found if not self._sourced(t)] for slot, found in frame.slots.items()}
        fillers["whole"] = list(self._wholes(frame.head))
        fillers["hyphened"] = [half] if half is not None else []
        fillers["capacity"] = self._capacity(frame.head, mentions)
        if frame.sense.pos == "VERB":
            fillers["next"] = [t for t in frame.head.rights if t.i == frame.head.i + 1]
            inner = (c for noun in frame.inner for c in noun.lefts)
            fillers["portion"] = [c for c in inner if c.dep_ in self.syntax.modifier]
        if frame.sense.pos == "NOUN":
            fillers.pop("subject", None)  # a light verb's: "the summer saw fighting"
            fillers["apposition"] = [c for c in frame.head.children if c.dep_ in self.syntax.apposition]
            fillers["told_by"] = self._told_by(frame.head)
            fillers["behind"] = self._behind(frame.head)
            done_to = self.syntax.object | self.syntax.passive_subject
            told = any(
                c.dep_ in self.syntax.noun_clause for c in frame.head.children
            )  # "a truce signed in May"
            noun = self._portion(first_conjunct(frame.head, self.syntax))
            fillers["verb"] = [t for t in (noun.head,) if noun.dep_ in done_to and not told]
        return any(
            self._betrays(token, figure) and not self._armed(token, mentions)
            for figure in self.figures
            if not figure.types or frame.sense.type in figure.types
            for slot in figure.slots
            for filler in fillers.get(slot, ())
            for token in (filler, *self._parted(filler))
        )

    def _parted(self, token: Token) -> list[Token]:
        """What a word for a part or number is of ("a number of plays")."""
        if self.forms.lemma(token) not in self.forms.words["partitive"]:
            return []
        return governed(token, self.forms.prepositions["attributive"], self.syntax, self.forms)

    def _portion(self, noun: Token) -> Token:
        """The word for a part or number of what a noun names ("*most* of the demands"), or the noun itself."""
        above = noun.head.head
        counted = self.syntax.object | self.syntax.passive_subject
        part = noun.dep_ in self.syntax.preposition_object and above.dep_ in counted
        return above if part and self.forms.lemma(above) in self.forms.words["partitive"] else noun

    def _sourced(self, token: Token) -> bool:
        """Whether a preposition of two words governs a word, which tells who says so ("according to a complaint")."""
        preposition = self.syntax.preposition
        return token.head.dep_ in preposition and token.head.head.dep_ in preposition

    def _betrays(self, token: Token, figure: Figure) -> bool:
        """Whether a word is one of a figure's; a name is only where it may have its capital from the sentence."""
        return self.forms.lemma(token) in figure.words and (
            token.pos_ != "PROPN" or bool(token.is_sent_start)
        )

    def _behind(self, noun: Token) -> list[Token]:
        """The preposition right before a bare noun ("in operation")."""
        before, single = noun.head, "Plur" not in noun.morph.get("Number", [])
        bare = noun.dep_ in self.syntax.preposition_object and before.i == noun.i - 1 and noun.text.islower()
        return [before] if bare and single else []

    def _armed(self, token: Token, mentions: LayersByToken) -> bool:
        """Whether a word, whatever else it means, names an armed side or a place here ("the Wolf battalion")."""
        actor = mentions.actor.get(token.i)
        return token.i in mentions.place or (actor is not None and actor.actor.kind in ARMED_KINDS)

    def _wholes(self, noun: Token) -> Iterator[Token]:
        """The nouns that a noun hangs on by prepositions or as their possessor, the nearest first."""
        token = noun
        for _ in range(_DEPTH):
            token = first_conjunct(token, self.syntax)
            preposition = token.head
            if token.dep_ in self.syntax.possessor:
                token = token.head  # "the treaty's existence"
                yield token
                continue
            behind = self.syntax.preposition_object | self.syntax.preposition_clause
            if token.dep_ not in behind or preposition.head.pos_ not in (
                "NOUN",
                "ADJ",
            ):
                return
            token = preposition.head
            yield token

    def _capacity(self, verb: Token, mentions: LayersByToken) -> list[Token]:
        """The noun or adjective before an infinitive ("the will to fight"), if nothing tells where or when."""
        marks = self.forms.tags["infinitive_marker"]
        marker = next((c for c in verb.lefts if c.tag_ in marks and c.i), None)
        if verb.pos_ != "VERB" or marker is None:
            return []
        located = any(t.i in mentions.place or t.i in mentions.timexes for t in verb.subtree)
        before = marker.nbor(-1)
        return [before] if before.pos_ in ("NOUN", "ADJ") and not located else []

    def _told_by(self, noun: Token) -> list[Token]:
        """The subject of the verb that governs the noun: a thing that only reminds of it."""
        s = self.syntax
        verb = noun.head.head if noun.dep_ in s.preposition_object else noun.head
        if noun.dep_ not in s.object | s.preposition_object or verb.pos_ != "VERB":
            return []
        return [c for c in verb.children if c.dep_ in s.subject | s.passive_subject]
