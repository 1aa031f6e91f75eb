"""Noun phrases around the names and nouns that may stand for actors, without what follows their heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named
from dateline.engines.phrases import fold
from dateline.engines.syntax import JOINERS, Syntax, first_conjunct, half_before
from dateline.layers import ActorKind

# Marks that no noun phrase is read across.
COMMA = ","
_BREAKS = frozenset(',;:()—"“”')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Determiner, premodifiers and head: tokens `first:last`. `named`: the name that is the head, if one is.

    `mods`: the names before the head; `noun`: kind and lexicon word of a head that is a noun for actors.
    """

    first: int
    last: int
    head: Token
    named: Named | None
    mods: tuple[Named, ...]
    noun: tuple[ActorKind, str] | None


class PhraseFinder:
    """Finds the noun phrases of one Doc; made anew for each."""

    def __init__(self, doc: Doc, named: Sequence[Named], lexicon: ActorLexicon, syntax: Syntax) -> None:
        self.doc, self.lexicon = doc, lexicon
        self._syntax = syntax
        self.owner = {i: n for n in named for i in range(n.first, n.last)}
        self._pre = lexicon.syntax["premodifier"]
        self._poss = lexicon.syntax["possessor"]
        self._inside = lexicon.syntax["inside"]
        self._top: dict[int, int] = {}
        self._roots = {n.first: doc[n.first : n.last].root for n in named}

    def find(self) -> list[Phrase]:
        """Phrases headed by a noun or a name, in text order."""
        self._climb()
        out = []
        for token in self.doc:
            inside = self.owner.get(token.i)
            if inside is not None and token.i != inside.last - 1:
                continue
            root = self._roots[inside.first] if inside else token
            if self._top[root.i] != root.i or (inside is None and token.pos_ not in ("NOUN", "PROPN", "ADJ")):
                continue
            out.append(self._phrase(root, inside))
        return out

    def root(self, named: Named) -> Token:
        """The token through which the parse reaches a name."""
        return self._roots[named.first]

    def actor_noun(self, token: Token) -> bool:
        """Whether a token is a noun for actors or part of an actor's name."""
        inside = self.owner.get(token.i)
        return self.lexicon.head(token) is not None or (inside is not None and inside.actor is not None)

    def only_marches(self, phrase: Phrase) -> bool:
        """Whether a noun only says how those behind it go: "a convoy *of rebels*", not one of lorries."""
        if fold(phrase.head.lemma_) not in self.lexicon.marching:
            return False
        ties = (c for c in phrase.head.rights if c.lower_ in self.lexicon.words["belonging"])
        behind = [t for tie in ties for t in tie.rights if self.actor_noun(t)]
        found = [self.lexicon.head(t) for t in behind]
        return bool(behind) and all(noun is None or noun[0] != "unknown" for noun in found)

    def _climb(self) -> None:
        """The head of the phrase that each token premodifies; itself for a head."""
        for token in reversed(self.doc):
            inside = self.owner.get(token.i)
            root = self._roots[inside.first] if inside else token
            if root.i != token.i:  # tokens are not unique objects
                continue
            end = inside.last if inside else token.i + 1
            first = first_conjunct(token, self._syntax)
            above = first.head if first.dep_ in self._pre else token.head  # "French, Thai and Malian troops"
            whole = self._unbroken(end, above.i) or (inside is not None and self._listed(end, above.i))
            if above.i >= end and self._premodifies(token, above) and whole:
                goal = self.owner.get(above.i)
                up = self._roots[goal.first].i if goal else above.i
                self._top[token.i] = self._top.get(up, up)
            else:
                self._top[token.i] = token.i
        for n in self.owner.values():
            for i in range(n.first, n.last):
                self._top[i] = self._top[self._roots[n.first].i]

    def _premodifies(self, token: Token, above: Token) -> bool:
        if token.dep_ in self._pre:
            return True
        if token.dep_ in self._poss:
            somebody = self.actor_noun(above) or fold(above.lemma_) in self.lexicon.branches
            return token.pos_ == "PRON" or (somebody and self._marked(token) and not self._owner(token))
        return first_conjunct(token, self._syntax).dep_ in self._pre

    def _marked(self, token: Token) -> bool:
        """Whether the mark of a possessive stands behind a word or name; behind "X and Y's" it is not X's."""
        inside = self.owner.get(token.i)
        after = inside.last if inside else token.i + 1
        return after < len(self.doc) and self.doc[after].pos_ == "PART"

    def _owner(self, token: Token) -> bool:
        """Whether a possessive names somebody beside what is theirs: a person, "the garrison's commander"."""
        inside = self.owner.get(token.i)
        if inside is not None:
            above = self.lexicon.head(token.head)
            apart = above is not None and above[1] in self.lexicon.words["offshoots"]
            return inside.actor is not None and (apart or inside.actor.kind == "person")
        return self.lexicon.head(token) is not None or fold(token.lemma_) in self.lexicon.anaphors

    def _unbroken(self, start: int, end: int) -> bool:
        return all(t.pos_ in self._inside and t.text not in _BREAKS for t in self.doc[start:end])

    def _listed(self, start: int, end: int) -> bool:
        """Whether what breaks off a name from its noun are commas between names alone ("U.S., British and French")."""
        return all(
            (t.text == COMMA and self._between_names(t.i))
            or (t.pos_ in self._inside and t.text not in _BREAKS)
            for t in self.doc[start:end]
        )

    def _between_names(self, at: int) -> bool:
        """Whether names of states or bodies stand on both sides of a comma, the last behind a word that joins them."""
        after = at + 2 if self.doc[min(at + 1, len(self.doc) - 1)].pos_ == "CCONJ" else at + 1
        names = (self.owner.get(at - 1), self.owner.get(after))
        return all(n is not None and (n.state is not None or _is_body(n)) for n in names)

    def _phrase(self, root: Token, inside: Named | None) -> Phrase:
        start, last = (inside.first, inside.last) if inside else (root.i, root.i + 1)
        first = start
        while first:
            chain = self._chain(first - 1)
            if chain == first - 1 and not self._belongs(chain, root.i):
                break
            if chain < first - 1 and self.doc[first].pos_ == "DET":
                break  # "air-dropped a battalion"
            first = chain
        first = self._trim(self._behind_stranger(first, start), start)
        mods = {n.first: n for i in range(first, start) if (n := self.owner.get(i))}
        mods = {at: n for at, n in mods.items() if not self._affixed(n)}
        noun = None if inside or self._hyphened(root) else self.lexicon.head(root)
        return Phrase(first, last, root, inside, tuple(mods.values()), noun)

    def _hyphened(self, root: Token) -> bool:
        """Whether a capitalised noun is the end of a name with a hyphen ("Sharm el-Sheikh")."""
        half = half_before(root) if root.text[0].isupper() else None
        return half is not None and half.lower_ in self.lexicon.words["person_particles"]

    def _belongs(self, at: int, head: int) -> bool:
        if self._top[at] == head:
            return True
        token = self.doc[at]
        if token.text == COMMA and self._between_names(at):
            return self._top[at - 1] == head
        if token.pos_ == "CCONJ" and at > 1 and self.doc[at - 1].text == COMMA:
            return self._between_names(at - 1) and self._top[at - 2] == head
        # Endings of possessors, hyphens and "and" hang on words before them.
        return (token.pos_ in ("PART", "CCONJ") or token.text in JOINERS) and (
            at > 0 and self._top[at - 1] == head
        )

    def _chain(self, last: int) -> int:
        """Where the hyphenated adjective begins that token `last` ends ("off-duty"); `last` itself for others."""
        at = last
        while (
            (half := half_before(self.doc[at])) is not None
            and half.pos_ in ("ADP", "ADV", "ADJ", "NOUN")
            and self.doc[at].text[0].islower()
        ):
            at = half.i
        return at

    def _affixed(self, named: Named) -> bool:
        """Whether a name is only the first part of a compound adjective ("X-held", "X-backed")."""
        if self._paired(named):
            return False
        if named.first and self.doc[named.first - 1].text in JOINERS:
            return self.doc[named.first - 1].i > 0 and not self.doc[named.first - 2].whitespace_
        if named.last + 1 >= len(self.doc) or self.doc[named.last].text not in JOINERS:
            return False
        told = self.doc[named.last + 1]
        era = (
            named.state is not None and told.pos_ == "NOUN" and told.text[0].islower()
        )  # "a Soviet-era mine"
        return not self.doc[named.last].whitespace_ and (era or told.pos_ in ("VERB", "ADJ", "ADV"))

    def _paired(self, named: Named) -> bool:
        """Whether a name is one half of an adjective of two states ("Danish-Swedish")."""
        before, after = named.first - 1, named.last
        sides = [(before, before - 1)] if before > 0 else []
        sides += [(after, after + 1)] if after + 1 < len(self.doc) else []
        others = (self.owner.get(at) for mark, at in sides if self.doc[mark].text in JOINERS)
        return named.state is not None and any(n is not None and n.state is not None for n in others)

    def _behind_stranger(self, first: int, head: int) -> int:
        """Where the phrase begins behind "and" and a name that is no part of it ("Ansongo and Chadian troops")."""
        for at in range(head - 1, first, -1):
            before = self.doc[at - 1]
            if self.doc[at].pos_ == "CCONJ" and before.pos_ == "PROPN" and before.i not in self.owner:
                return at + 1
        return first

    def _counts(self, token: Token) -> bool:
        """Whether a word tells how many: what stands before it is no part of a name ("set *free* several men")."""
        return token.pos_ == "NUM" or fold(token.lemma_) in self.lexicon.words["amounts"]

    def _out_of(self, token: Token) -> bool:
        """Whether a preposition stands between two numbers: "123 of 146 captives"."""
        if token.pos_ != "ADP" or not token.i:
            return False
        return token.nbor(-1).pos_ == "NUM" and token.nbor(1).pos_ == "NUM"

    def _trim(self, first: int, head: int) -> int:
        """The first token that does not only count."""
        counting = self.lexicon.words["counting"]
        at = first
        while at < head and self.owner.get(at) is None:
            token = self.doc[at]
            counts = (
                token.pos_ == "NUM"
                or self._out_of(token)
                or token.text[0].isdigit()
                or token.lower_ in counting
                or token.lemma_.lower() in counting
                or (token.pos_ == "ADJ" and self._counts(self.doc[at + 1]))
            )
            if token.pos_ in ("PUNCT", "CCONJ") or not any(c.isalnum() for c in token.text):
                at += 1
                continue
            article = token.lower_ in self.lexicon.words["indefinite"] or token.pos_ in ("PUNCT", "SYM")
            after = self.doc[at + 1]
            told = {after.lemma_.lower(), after.lower_} & counting
            article = article and (after.pos_ == "NUM" or bool(told))
            if not ((counts and token.lower_ not in self.lexicon.words["articles"]) or article):
                break
            if at + 2 < head and half_before(self.doc[at + 2]) is not None and self.doc[at + 2].pos_ != "NUM":
                break  # "44-year-old nurses"
            at += 1
        return at


def _is_body(named: Named) -> bool:
    """Whether a name is that of a body, no person's."""
    return named.actor is not None and named.actor.kind != "person"
