"""Names of ships and numbered units: "the frigate Ardent", "HMS Ardent", "45 Commando"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named, capital, slug
from dateline.engines.phrases import fold
from dateline.engines.syntax import Forms
from dateline.layers import Actor

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_DIGITS = 3  # a number of more is no unit's, but a year or a count
_ARMS = 4  # words from the number of a unit to that for it ("SS Panzer Division")


class UnitFinder:
    """Finds them in one Doc among the words that no other name holds; made anew for each."""

    def __init__(self, doc: Doc, named: Sequence[Named], lexicon: ActorLexicon) -> None:
        self.doc, self.words, self.not_actors = doc, lexicon.words, lexicon.not_actors
        self.forms = Forms.load(doc.lang_)
        self._taken = {i for n in named if n.form != "seat" for i in range(n.first, n.last)}

    def find(self) -> list[Named]:
        """Mentions by name, sorted; a ship introduced by what it is keeps its name from there on."""
        found: dict[int, Named] = {}
        for token in self.doc:
            for first, last in self._ships(token) or self._units(token):
                found.setdefault(first, self._named(first, last))
            if token.text[0].isdigit():
                found |= {named.first: named for named in self._ordinals(token)}
        ships = {n.actor.name: n.actor for n in found.values() if n.actor and not n.actor.name[0].isdigit()}
        inside = {i for n in found.values() for i in range(n.first, n.last)}
        for token in self.doc:
            if token.text in ships and token.i not in inside and self._free(token):
                found[token.i] = Named(token.i, token.i + 1, "name", actor=ships[token.text])
        return [found[at] for at in sorted(found)]

    def _ordinals(self, token: Token) -> list[Named]:
        """Units that share one word ("the 3rd and 11th Divisions"), from the first ordinal on."""
        numbers, at = [token], token.i + 1
        if not _ORDINAL.fullmatch(token.text):
            return []
        while at + 1 < len(self.doc) and (self.doc[at].pos_ == "CCONJ" or self.doc[at].text == ","):
            step = 2 if self.doc[at].text == "," and self.doc[at + 1].pos_ == "CCONJ" else 1
            if at + step >= len(self.doc) or not _ORDINAL.fullmatch(self.doc[at + step].text):
                break
            numbers.append(self.doc[at + step])
            at += step + 1
        end = next((i for i in range(at, min(at + _ARMS, len(self.doc))) if self._unit(self.doc[i])), None)
        if len(numbers) < 2 or end is None or not all(t.text[0].isupper() for t in self.doc[at : end + 1]):
            return []
        word = " ".join([*(t.text for t in self.doc[at:end]), self._unit(self.doc[end])])
        out = []
        for number in numbers:
            name = f"{number.text} {word}"
            last = end + 1 if number.i == at - 1 else number.i + 1
            out.append(Named(number.i, last, "name", actor=Actor(f"group:{slug(name)}", name, "military")))
        return out

    def _unit(self, token: Token) -> str:
        """A word for a numbered unit, in the singular; nothing for other words."""
        word = next(iter(self.forms.singulars(token.text)), token.text)
        return word if fold(word) in self.words["numbered_units"] else ""

    def _named(self, first: int, last: int) -> Named:
        name = self.doc[first:last].text
        return Named(first, last, "name", actor=Actor(f"group:{slug(name)}", name, "military"))

    def _ships(self, token: Token) -> list[tuple[int, int]]:
        """Extents of the names behind a word for a ship, or behind a prefix of ships' names."""
        word = fold(token.lemma_)
        if fold(token.text) not in self.words["ship_prefixes"] and word not in self.words["ships"]:
            return []
        out = []
        at = token.i + 1
        while (last := self._run(at)) > at and fold(self.doc[last - 1].text) not in self.not_actors:
            out.append((at, last))
            joined = last < len(self.doc) and self.doc[last].pos_ == "CCONJ"
            at = last + 1 if joined and "Plur" in token.morph.get("Number", []) else len(self.doc)
            if at < len(self.doc) and self._run(at) == at and capital(self.doc[at]):
                out.append((at, at + 1))  # "the carriers Hermes and Invincible"
        return out

    def _units(self, token: Token) -> list[tuple[int, int]]:
        """The extent of a number and the kind of unit behind it."""
        if not token.text.isdigit() or len(token.text) > _DIGITS or token.i + 1 == len(self.doc):
            return []
        kind = self.doc[token.i + 1]
        numbered = kind.text[0].isupper() and fold(kind.text) in self.words["numbered_units"]
        return [(token.i, kind.i + 1)] if numbered and self._free(kind) else []

    def _run(self, at: int) -> int:
        while at < len(self.doc) and self._free(self.doc[at]):
            at += 1
        return at

    def _free(self, token: Token) -> bool:
        capital = token.text[0].isupper() and token.text[-1].isalpha()
        return capital and token.pos_ == "PROPN" and token.i not in self._taken
