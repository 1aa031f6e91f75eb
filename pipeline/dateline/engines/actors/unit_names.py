"""Names of numbered units: "45 Commando", "the 3rd Battalion, 7th Cavalry", "Task Force 77"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named, capital, slug
from dateline.engines.phrases import fold
from dateline.engines.syntax import Forms, Syntax, first_conjunct
from dateline.layers import Actor

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_FOREIGN = re.compile(r"\d{1,3}(?:er|e|è?me|ª|º)")
_PART = re.compile(r"\d{1,2}/\d{1,3}")  # a battalion and its regiment, "1/7 Marines"
_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "CCONJ")
_KINDS = ("military", "unknown")
_DIGITS = 3  # a number of more is no unit's before its name, but a year or a count
_DIGITS_BEHIND = 4
_ARMS = 4  # words from the number of a unit to that for it ("SS Panzer Division")


class UnitFinder:
    """Finds them in one Doc among the words that no other name holds; made anew for each.

    `times`: tokens of time expressions, which number no unit.
    """

    def __init__(
        self, doc: Doc, named: Sequence[Named], lexicon: ActorLexicon, times: Collection[int] = ()
    ) -> None:
        self.doc, self.lexicon, self.words = doc, lexicon, lexicon.words
        self.forms, self.syntax = Forms.load(doc.lang_), Syntax.load(doc.lang_)
        self._owner = {i: n for n in named if n.form != "seat" for i in range(n.first, n.last)}
        self._times = times

    def find(self) -> list[Named]:
        """Mentions by name, sorted."""
        found: dict[int, Named] = {}
        for token in self.doc:
            for first, last in (*self._numbered(token), *self._led(token)):
                found.setdefault(first, self._named(first, last))
            if token.text[0].isdigit():
                found |= {named.first: named for named in self._ordinals(token)}
        for first, last in self._raised():
            found.setdefault(first, self._named(first, last))
        within = {i for n in found.values() for i in range(n.first, n.last)}
        bodies = {n.first: n for n in self._owner.values() if self._is_unit(n) and n.first not in within}
        units = [found.get(at) or bodies[at] for at in sorted(found.keys() | bodies.keys())]
        return sorted([*self._chained(units, found), *self._again(units)], key=lambda n: n.first)

    def _raised(self) -> Iterator[tuple[int, int]]:
        """Extents of regiments by their number and where they were raised, if one acts ("the 20th Maine held")."""
        spots: dict[str, list[int]] = {}
        for token in self.doc[1:-1]:
            home, behind = token.nbor(), self.doc[token.i + 2 : token.i + 3]
            numbered = bool(_ORDINAL.fullmatch(token.text)) and token.i not in self._times
            led = token.nbor(-1).lower_ in self.words["definite"] and not any(capital(t) for t in behind)
            if numbered and led and self._adds(home) and not self._office(home):
                spots.setdefault(self.doc[token.i : token.i + 2].text, []).append(token.i)
        for ats in spots.values():
            if any(self._fights(self.doc[at : at + 2].root) for at in ats):
                yield from ((at, at + 2) for at in ats)

    def _fights(self, root: Token) -> bool:
        """Whether a name does what armed bodies do, or suffers what they alone suffer."""
        top, verbs, syntax = first_conjunct(root, self.syntax), self.lexicon.verbs, self.syntax
        agent = top.head.dep_ in syntax.agent
        verb = (top.head.head if agent else top.head).lemma_.lower()
        if top.dep_ in syntax.object | syntax.passive_subject:
            return verb in verbs["bodies_suffer"] or (
                top.dep_ in syntax.passive_subject and verb in verbs["yielding"]
            )
        return (agent or top.dep_ in syntax.subject) and verb in verbs["battle"]

    def _again(self, units: Sequence[Named]) -> Iterator[Named]:
        """Units by their number alone, behind an article, where one in the text has it ("the 101st")."""
        named: dict[str, set[Actor]] = {}
        inside = {i for n in units for i in range(n.first, n.last)}
        for unit in units:
            if unit.actor is not None and _ORDINAL.fullmatch(self.doc[unit.first].text):
                named.setdefault(self.doc[unit.first].text, set()).add(unit.actor)
        for token in self.doc[1:-1]:
            actors = named.get(token.text, set())
            free = token.i not in inside and token.i not in self._owner and token.i not in self._times
            led = token.nbor(-1).lower_ in self.words["definite"] and token.nbor().pos_ not in _NOMINAL
            if len(actors) == 1 and free and led:
                yield Named(token.i, token.i + 1, "name", actor=next(iter(actors)))

    def _is_unit(self, named: Named) -> bool:
        return named.actor is not None and named.actor.kind == "military" and named.form == "name"

    def _chained(self, units: Sequence[Named], found: dict[int, Named]) -> list[Named]:
        """The units found, a part of one and its whole behind a comma as one ("3rd Battalion, 7th Cavalry")."""
        out: list[Named] = []
        for unit in units:
            whole = out[-1] if out else None
            if whole is not None and self._continues(whole, unit):
                out[-1] = self._named(whole.first, unit.last)
            else:
                out.append(unit)
        return [n for n in out if n.first in found or n not in units]

    def _continues(self, part: Named, unit: Named) -> bool:
        """Whether a unit behind a comma is that of which another is a part: a greater one, and no list goes on."""
        comma = self.doc[part.last : unit.first].text == "," and self.doc[unit.first].text[0].isdigit()
        goes_on = self.doc[unit.last : unit.last + 3]
        if not comma or (
            goes_on and goes_on[0].pos_ == "CCONJ" and any(t.text[0].isdigit() for t in goes_on)
        ):
            return False
        sizes = [self.words["small_units"], self.words["middle_units"]]
        ends = [{fold(t.text) for t in self.doc[n.first : n.last]} for n in (part, unit)]
        ranks = [next((i for i, names in enumerate(sizes) if names & words), len(sizes)) for words in ends]
        return ranks[0] < ranks[1]

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
        reach = range(at, min(at + _ARMS, len(self.doc)))
        large = list(takewhile(lambda i: capital(self.doc[i]), reach))
        end = next((i for i in reversed(large) if self._unit(self.doc[i])), None)
        if len(numbers) < 2 or end is None:
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

    def _numbered(self, token: Token) -> list[tuple[int, int]]:
        """The extent of a number, or a letter, and the kind of unit behind it."""
        plain = token.text.isdigit() and len(token.text) <= _DIGITS
        letter = len(token.text) == 1 and token.text.isupper() and token.text != "I"
        foreign = bool(_FOREIGN.fullmatch(token.text))
        ordinal = bool(_ORDINAL.fullmatch(token.text) or _PART.fullmatch(token.text))
        if not (plain or letter or foreign or ordinal) or token.i in self._times:
            return []
        last = self._end(token, 1 if letter else _ARMS, foreign=foreign)
        if last is None or (plain and last > token.i + 2 and self._plural(self.doc[last - 1])):
            return []  # "12 Royal Marines" are men
        return [(self._first(token), last)]

    def _end(self, number: Token, words: int, *, foreign: bool) -> int | None:
        """End of the name of a unit that a number begins; None if it is no unit's."""
        held = self._owner.get(number.i)
        if held is not None:
            return None
        for at in range(number.i + 1, min(number.i + 1 + words, number.sent.end)):
            token, held = self.doc[at], self._owner.get(at)
            if not capital(token) or (held is not None and not self._is_unit(held)) or at in self._times:
                return None
            if fold(token.text) in self.words["numbered_units"]:
                end = held.last if held is not None else at + 1
                while end < number.sent.end and self._adds(self.doc[end]) and self._unit(self.doc[end]):
                    end += 1
                return end
            if foreign and fold(token.text) not in self.lexicon.not_actors:
                return at + 1  # "the 5e RPIMa"
            if self.lexicon.not_actors & {fold(token.text)} and held is None:
                return None
        return None

    def _plural(self, token: Token) -> bool:
        return bool(self.forms.singulars(token.text)) and "Plur" in token.morph.get("Number", [])

    def _first(self, number: Token) -> int:
        """Where the name begins: with the sign of a number before it ("No. 12 Squadron")."""
        at = number.i
        if at and self.doc[at - 1].lower_ in self.words["number_signs"]:
            return at - 1
        signed = (
            at > 1 and self.doc[at - 1].text == "." and self.doc[at - 2].lower_ in self.words["number_signs"]
        )
        return at - 2 if signed else at

    def _led(self, token: Token) -> Iterator[tuple[int, int]]:
        """The extent of a word for a unit and its number, letter or name behind it ("Task Force 77", "Company B")."""
        word = fold(token.text)
        if not capital(token) or word not in self.words["led_units"] or token.i + 1 >= token.sent.end:
            return
        after, held = self.doc[token.i + 1], self._owner.get(token.i)
        known = held is None or (
            held.actor is not None and held.actor.kind in _KINDS and held.last == after.i
        )
        if after.i in self._times or not known:
            return
        first = held.first if held is not None else token.i
        while first > token.sent.start and self._adds(self.doc[first - 1]):
            first -= 1
        numbered = after.text.isdigit() and len(after.text) <= _DIGITS_BEHIND
        lettered = len(after.text) == 1 and after.text.isupper()
        pair = fold(self.doc[token.i - 1].text) + " " + word if token.i else word
        named = word in self.words["named_units"] or pair in self.words["named_units"]
        if not (numbered or lettered or (named and self._adds(after) and not self._office(after))):
            return
        last = after.i + 1
        while not (numbered or lettered) and last < token.sent.end and self._adds(self.doc[last]):
            last += 1
        yield first, last

    def _adds(self, token: Token) -> bool:
        """Whether a capitalised word that no other name holds may be part of a unit's name."""
        free = token.i not in self._owner and token.i not in self._times
        named = token.pos_ == "PROPN" or (token.pos_ == "NOUN" and token.text.isupper())
        return free and capital(token) and named and token.text.isalpha()

    def _office(self, token: Token) -> bool:
        """Whether a word tells who somebody is or of what ("Brigade Commander"), and so no unit's name."""
        word = fold(token.text)
        return (
            self.lexicon.head(token) is not None
            or word in self.lexicon.not_actors | self.lexicon.name_heads.keys()
        )
