"""What the numbers of a sentence count: "some 300 of the attackers" counts attackers."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.engines.numbers import Numbers, Quantity
from dateline.engines.syntax import HYPHENS, NOUNS, Syntax, covering, verb_above
from dateline.layers import article_of

_PAIR = 2
_LEAD = 8  # tokens before a number in which the share that is taken of it stands
_LINKED = 2  # tokens between a number and the whole it is taken out of, at most
_NAMES_BELOW = 1000  # numbers that stand in names of units are smaller


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity at its tokens: `number` its head, `noun` what it counts (the number itself if no noun).

    `part`: it details a figure already given; `follows`: another quantity stands before it in the sentence.
    """

    quantity: Quantity
    first: int
    last: int
    number: Token
    noun: Token
    part: bool
    follows: bool = False

    @property
    def bare(self) -> bool:
        """Whether no noun follows the number."""
        return self.noun.i == self.number.i


@dataclass(slots=True)
class Counting:
    """Finds what is counted; `parts` (behind a number and one of `commas`: `shares`) mark details of a figure,
    `joins` stand between coordinated ones; `strong` follows a number of the noun before it, and one of `sized` that of
    one of the `bodies` behind it.
    """

    numbers: Numbers
    syntax: Syntax
    parts: tuple[str, ...]
    joins: frozenset[str]
    shares: frozenset[str]
    commas: frozenset[str]
    strong: tuple[str, ...]
    sized: frozenset[str]
    bodies: frozenset[str]
    opening: frozenset[str]
    exceptions: frozenset[str]

    def find(self, doc: Doc, first: int, last: int, blocked: AbstractSet[int] = frozenset()) -> list[Counted]:
        """The quantities of a sentence, each with what it counts; `blocked` are tokens of dates."""
        out: list[Counted] = []
        for quantity in self._quantities(doc, first, last, blocked):
            core = covering(doc, quantity.core, quantity.end)
            whole = covering(doc, quantity.start, quantity.end)
            number = next((t for t in reversed(core) if t.pos_ in ("NUM", *NOUNS)), core.root)
            number = core.root if core.root.pos_ in ("NUM", *NOUNS, "PRON", "DET") else number
            while number.dep_ in self.syntax.conjunct and core.start <= number.head.i < number.i:
                number = number.head  # "between 800 and 1,000"
            named = self._names(number, whole.start, whole.end, quantity)
            if named and not self._is_gapped(number, out):
                continue  # "Task Force 20"
            doer = self._doer(number) if quantity.adverbial else self._noun(number, whole.start, core.end)
            if doer is None:
                continue
            if out and self._is_whole(out[-1], whole.start, doc):
                if (rest := self._rest(out[-1], quantity, doc)) is not None:
                    out[-1] = Counted(rest, out[-1].first - _PAIR, whole.end - 1, number, doer, False)
                    continue
                out[-1] = replace(out[-1], noun=doer)  # "12 of some 40 guards" are 12 guards
                continue
            part = self._is_part(whole.start, whole.end - 1, doc, out, doer)
            bounded = self.numbers.bounded_behind(article_of(doc).text, quantity, doer.idx + len(doer))
            bounded = bounded if doer.i >= whole.end else quantity
            out.append(Counted(bounded, whole.start, whole.end - 1, number, doer, part, bool(out)))
        return sorted([*out, *self._sized(doc, first, last)], key=lambda c: c.first)

    def _sized(self, doc: Doc, first: int, last: int) -> Iterator[Counted]:
        """Bodies of people with their size before them: "a 60-man patrol", "the 600-strong garrison"."""
        for word in doc[first + 2 : last]:
            body, number = word.head, doc[word.i - 2]
            tied = word.lower_ in self.sized and doc[word.i - 1].text in HYPHENS and body.i > word.i
            if tied and body.lemma_.lower() in self.bodies:
                for quantity in self.numbers.find(number.text):
                    yield Counted(quantity, number.i, body.i, body, body, False)

    def _rest(self, part: Counted, whole: Quantity, doc: Doc) -> Quantity | None:
        """What is left of a whole without its part: "all but nine of the 50 guards" are 41."""
        lead = doc[max(0, part.first - _PAIR) : part.first].text.lower()
        exact = [q.best for q in (part.quantity, whole) if q.best is not None and q.low == q.best == q.high]
        if lead not in self.exceptions or len(exact) < _PAIR or exact[0] >= exact[1]:
            return None
        rest, start = exact[1] - exact[0], doc[part.first - _PAIR].idx
        return Quantity(start, whole.end, start, rest, rest, rest)

    def portion(self, c: Counted) -> Counted | None:
        """The share of a number that the text takes: "a third of the 90 guards" are 30."""
        doc, first = c.noun.doc, max(c.number.sent.start, c.first - _LEAD)
        for i in range(first, c.first):
            text = doc[i : c.first].text
            if (taken := self.numbers.portion(text, c.quantity)) is not None:
                tail = [t for t in doc[i : c.first] if t.lower_ in self.numbers.links][-1:]
                if tail and all(t.pos_ in ("DET", "PRON") for t in doc[tail[0].i + 1 : c.first]):
                    return replace(c, quantity=taken, first=i)
        return None

    def _is_whole(self, part: Counted, first: int, doc: Doc) -> bool:
        """Whether a number that begins at token `first` is what the number before is only a part of."""
        between = doc[part.last + 1 : first]
        linked = 0 < len(between) <= _LINKED and between[0].lower_ in self.numbers.links
        return linked and all(t.pos_ in ("DET", "PRON") for t in between[1:])

    def _quantities(self, doc: Doc, first: int, last: int, blocked: AbstractSet[int]) -> Iterator[Quantity]:
        """The numbers of a sentence between its dates: "July 20 - 60 were killed" is no range."""
        text, start = article_of(doc).text, first
        for stop in [*(i for i in range(first, last) if i in blocked), last]:
            if start < stop:
                yield from self.numbers.find(text, doc[start].idx, doc[stop - 1].idx + len(doc[stop - 1]))
            start = stop + 1

    def _doer(self, number: Token) -> Token | None:
        """Whom a number behind a verb counts: "farmers fled by the thousand", "shot farmers by the dozen"."""
        verb = verb_above(number)
        if verb is None:
            return None
        done_to = [t for t in verb.rights if t.dep_ in self.syntax.object and t.i < number.i]
        labels = self.syntax.subject | self.syntax.passive_subject
        return next(iter([*done_to, *(t for t in verb.children if t.dep_ in labels)]), None)

    def _names(self, number: Token, first: int, after: int, quantity: Quantity) -> bool:
        """Whether a number belongs to the name before it; "cost the Swedes 300 men" and "400 dead" count."""
        if number.head.i != first - 1 or number.head.pos_ != "PROPN" or self._is_argument(number):
            return False
        doc = number.doc
        counts = after < len(doc) and doc[after].pos_ in ("ADJ", *NOUNS)
        paid = number.head.dep_ in self.syntax.indirect_object  # "cost the FLN 413 killed"
        return not counts and not paid and (quantity.best or 0) < _NAMES_BELOW

    def _is_gapped(self, number: Token, before: list[Counted]) -> bool:
        """Whether a number behind a name tells what that side lost too: "lost 61 men and Andorra 28"."""
        side = number.head
        told = bool(before) and side.dep_ in self.syntax.conjunct and side.head.i == before[-1].noun.i
        several = "Plur" in side.morph.get("Number", [])
        return told or (several and any(c.pos_ == "DET" for c in side.lefts))

    def _noun(self, number: Token, first: int, after: int) -> Token:
        """What a number counts: the noun it modifies, or the noun behind "of"; else itself."""
        doc, s = number.doc, self.syntax
        head = number.head
        if self._is_side(doc, after):
            return doc[after]
        lead = doc[max(0, first - 3) : first].text.lower()
        shared = doc[after : after + 2].text.lower() in self.shares or lead.endswith(self.parts)
        if shared and head.pos_ == "AUX" and number.dep_ in s.subject:
            told = [t for t in head.rights if t.dep_ in s.predicate and t.pos_ == "NOUN"]
            if told:
                return told[0]  # "35 people, 12 of whom were children", "of whom 12 were children"
        nominal = head.pos_ in NOUNS or (head.i == after and head.pos_ == "ADJ" and number.i < after)
        if head.i >= after and not self._is_argument(number) and nominal and head.i - after < 5:
            return _of_compound(self._headed(head), after)
        behind = doc[after : after + 1]
        taken = [t for t in behind if t.lower_ in self.numbers.links and t.head.i < first]
        for child in (*number.children, *taken):  # the parser may hang the preposition on another word
            if child.dep_ in s.preposition and child.i == after:
                whole = child.lower_ in self.numbers.links
                for noun in child.children:
                    named = noun.pos_ == "PROPN" and noun.left_edge.i == noun.i
                    if noun.dep_ in s.preposition_object and (whole or not named):
                        return _of_compound(noun, after)  # not "seven in Hama"
        if number.doc[after : after + 2].text.lower().startswith(self.strong) and number.dep_ not in s.object:
            # "the garrison, some 900 strong"
            before = [t for t in number.ancestors if t.pos_ in NOUNS and t.i < first]
            return before[0] if before else number
        # A parser that takes the number for an argument of its own: the noun phrase goes on behind it.
        i = after
        while i < len(doc) and doc[i].pos_ in ("ADJ", *NOUNS) and i - after < 4:
            if doc[i].pos_ in NOUNS and not (i + 1 < len(doc) and doc[i + 1].pos_ in NOUNS):
                own = self._is_argument(number) and number.dep_ not in s.conjunct
                return doc[i] if not own or first <= head.i < number.i else number
            i += 1
        return number

    def _headed(self, noun: Token) -> Token:
        """The noun whose modifier the parser took for what is counted: "900 leaderless Danish troops"."""
        if noun.pos_ == "ADJ" and noun.head.pos_ == "NOUN" and noun.head.i > noun.i:
            noun = noun.head if noun.dep_ in self.syntax.modifier else noun  # "forty loyal soldiers"
        while (
            noun.pos_ in NOUNS
            and noun.dep_ in self.syntax.modifier
            and noun.head.pos_ in NOUNS
            and noun.head.i > noun.i
        ):
            noun = noun.head
        return noun

    def _is_side(self, doc: Doc, at: int) -> bool:
        """Whether a word for a nation stands alone between two numbers: "1,500 British and 3,500 French"."""
        words = doc[at : at + 3]
        if len(words) < 3 or words[0].pos_ not in ("ADJ", "PROPN") or not words[0].text[:1].isupper():
            return False
        return words[1].lower_ in self.joins and words[2].like_num

    def _is_argument(self, number: Token) -> bool:
        """Whether the parser gives the number a place of its own in the clause."""
        s = self.syntax
        own = s.subject | s.object | s.passive_subject | s.preposition_object | s.conjunct | s.predicate
        return number.dep_ in own

    def _is_part(self, first: int, last: int, doc: Doc, before: list[Counted], doer: Token) -> bool:
        """Whether a quantity of `doer`, tokens `first` to `last`, details a figure already given."""
        own = (
            doc[max(0, first - 1)].text in self.commas
            and doc[last + 1 : last + 3].text.lower() in self.shares
        )
        if before and own and not (last + 3 < len(doc) and doc[last + 3].pos_ in ("VERB", "AUX")):
            return True  # "33 people, 12 of them women"
        lead = doc[max(0, first - 3) : first].text.lower()
        if any(lead.endswith(mark) for mark in self.parts):
            return True
        if before and not before[-1].bare and doc[first - 1].text in self.opening:
            # "nine people died: five guards and four boys", not "bombed the port (three killed)"
            return doer.i > last and first - max(before[-1].last, before[-1].noun.i) > 1
        if not before or not before[-1].part:
            return False
        between = doc[max(before[-1].last, before[-1].noun.i) + 1 : first]
        return all(t.lower_ in self.joins for t in between)


def _of_compound(noun: Token, after: int) -> Token:
    """The plural before a singular that the parser took for one compound ("41 miners hostage")."""
    before = noun.doc[noun.i - 1]
    return before if before.i >= after and plural(before) and not plural(noun) else noun


def plural(token: Token) -> bool:
    """Whether a token is a common noun in the plural."""
    return token.pos_ == "NOUN" and "Plur" in token.morph.get("Number", [])
