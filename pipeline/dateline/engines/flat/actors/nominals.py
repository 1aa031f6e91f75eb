"""Nouns that stand for an actor by themselves ("the rebels"), and what they do not stand for."""

from __future__ import annotations

import re

from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.actors.forces import Known
from dateline.engines.flat.actors.found import Found
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.view import View
from dateline.layers import Actor, ActorKind, Sentence

BEFORE = 4  # characters before a word that may say that it is a noun


class Nominals:
    """Finds the nouns for actors in one Doc."""

    def __init__(self, view: View, entities: Entities, known: Known) -> None:
        self.view, self.entities, self.text = view, entities, view.text
        self._known, data = known, entities.data
        words, self._premises = entities.place_words, view.syntax.markers["premises"]
        self._storming = frozenset(
            [*words["taking"], *words["captured"], *words["held"], *view.syntax.markers["at"]]
        )
        self._sites, self._posts = tuple(data["sites"]), tuple(data["posts"])
        self._ordinal: str = data["ordinal"]
        armies = tuple(data["aliases"]["army_nouns"])
        self._bodies = tuple(n for n in (*data["bare_units"], *data["regiments"]) if not n.endswith(armies))
        verbal = data["verbal"]
        self._verbal = frozenset(verbal["words"])
        self._noun_before, self._noun_after = re.compile(verbal["before"]), re.compile(verbal["after"])

    def unit(self, at: int, sentence: Sentence) -> Found | None:
        """A noun, or the numbered unit of forces called by one ("突击旅第二营")."""
        noun = self.at(at)
        whole = noun is not None and noun.actor.name.endswith(self._bodies)
        if noun is None or not whole or not self.text.startswith(self._ordinal, noun.end):
            return noun
        return self._known.numbered(noun.end, sentence, owner=at) or noun

    def at(self, at: int) -> Found | None:
        """The noun for an actor that begins at an offset."""
        for end, values in self.entities.nominals.at(self.text, at):
            if self.view.aligned(at, end) and not self._at_site(values[0], end):
                word = self.text[at:end]
                stormed = self.view.led(at, self._storming) and self.view.under(end) is None
                if word in self._premises and stormed:
                    continue  # "攻入总督府", "在总督府": a place
                if self._known.is_mission(at, end) or (word in self._verbal and not self._is_noun(at, end)):
                    continue
                linked = str(self.view.links.get((at, end), {}).get("target", ""))
                if values[0] in ARMED and linked.endswith(word) and linked != word:  # "[[X突击旅|突击旅]]"
                    return Found(at, end, self._known.remember(linked, values[0], None, word), "name")
                return Found(at, end, Actor(f"generic:{word}", word, values[0]), "nominal")
        return None

    def _at_site(self, kind: ActorKind, end: int) -> bool:
        """Whether a noun only says whose site is meant: no post, which stands for the forces that hold it."""
        held = kind in ARMED and self.text.startswith(self._posts, end)
        return not held and self.text.startswith(self._sites, end)

    def _is_noun(self, at: int, end: int) -> bool:
        """Whether a word that is a verb too is a noun for people here ("七十名俘虏遭枪决")."""
        left = self.text[max(0, at - BEFORE) : at]
        return (
            self._noun_before.search(left) is not None or self._noun_after.match(self.text, end) is not None
        )
