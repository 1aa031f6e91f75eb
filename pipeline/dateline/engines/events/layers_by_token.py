"""The mentions of actors and places of a Doc by their tokens."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Trigger
from dateline.engines.syntax import covering
from dateline.layers import ActorMention, PlaceMention


class LayersByToken:
    """Actor and place mentions of a Doc by token."""

    def __init__(self, doc: Doc) -> None:
        self.actor: dict[int, ActorMention] = {}
        self.place: dict[int, int] = {}
        self.places: list[PlaceMention] = doc._.places or []
        lands = {(place.start, place.end) for place in self.places}
        for mention in doc._.actors or []:
            if mention.actor.kind == "ethnic_group" and (mention.start, mention.end) in lands:
                continue  # "in Afar": the land, not the people
            for token in covering(doc, mention.start, mention.end):
                self.actor.setdefault(token.i, mention)
        self.timexes = {t.i for x in doc._.timexes or [] for t in covering(doc, x.start, x.end)}
        dates = ((i, x) for i, x in enumerate(doc._.timexes or []) if x.type in ("DATE", "TIME"))
        self.date_at = {t.i: index for index, x in dates for t in covering(doc, x.start, x.end)}
        for index, place in enumerate(self.places):
            for token in covering(doc, place.start, place.end):
                self.place.setdefault(token.i, index)
        self.commanders: frozenset[str] = frozenset()
        # The senses whose words stand at a token and whose slots do not fit, with their triggers (`Matcher.frame`).
        self.lacking: dict[int, list[tuple[Frame, Trigger]]] = {}
        self.statesmen: frozenset[str] = frozenset()
        self._doc = doc

    def persons(self) -> list[tuple[ActorMention, Token]]:
        """The mentions of persons by name and pronoun, each with its head."""
        found = (m for m in self._doc._.actors or [] if m.actor.kind == "person" and m.via != "nominal")
        return [(mention, self._doc[mention.head]) for mention in found]

    def is_name(self, token: Token) -> bool:
        """Whether the token lies in the name of an actor or place."""
        mention = self.actor.get(token.i)
        return token.i in self.place or (mention is not None and mention.via in ("name", "acronym"))

    def is_person(self, token: Token) -> bool:
        """Whether the token lies in the mention of one person."""
        mention = self.actor.get(token.i)
        return mention is not None and mention.actor.kind == "person"
