"""The actors that the filler of a slot amounts to: itself, what it is part of, those joined to it or told behind it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Token

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.leaders import Leaders, is_generic
from dateline.engines.events.lexicon import ARMED_KINDS
from dateline.engines.events.wielders import Wielders
from dateline.engines.syntax import Forms, Syntax, governed, hyphened_before
from dateline.layers import ActorMention

# Those who come from a body without being of it ("refugees from the Front").
_FLEEING = frozenset({"civilians", "protesters", "ethnic_group", "media"})
# How many mentions back the one may lie that a plural pronoun stands for.
_NEAR = 30


class Fillers:
    """Turns the token that fills a slot into mentions of actors."""

    def __init__(self, syntax: Syntax, forms: Forms, wielders: Wielders, leaders: Leaders) -> None:
        self.syntax = syntax
        self.forms = forms
        self._wielders = wielders
        self._leaders = leaders

    def of(self, token: Token, mentions: LayersByToken) -> list[ActorMention]:
        """The actors that a slot's filler amounts to, and those said to be among them ("ten men, including X")."""
        found = self._amount(token, mentions)
        for host in [token, *self.parts(token)]:
            inside = governed(host, self.forms.prepositions["including"], self.syntax, self.forms)
            named = (mentions.actor.get(t.i) for c in inside for t in (c, *c.conjuncts))
            found += [m for m in named if m is not None and m not in found and not is_generic(m)]
        return found

    def of_all(self, nouns: Iterable[Token], mentions: LayersByToken) -> list[ActorMention]:
        """The actors that nouns and those joined to them amount to."""
        return [m for noun in nouns for t in (noun, *noun.conjuncts) for m in self.of(t, mentions)]

    def _amount(self, token: Token, mentions: LayersByToken) -> list[ActorMention]:
        """The actors that a noun phrase amounts to.

        That is itself; where it names nobody, those it is said to be ("two officers, A and B"), or whose
        it is part of ("men of the 5th Brigade"); where it is no actor, its owner ("army posts").
        """
        found = mentions.actor.get(token.i)
        same = self._apposed(token, mentions)
        if found is not None and not is_generic(found) and len(same) < 2:
            beside = self._together(token, found, mentions) or self._beside(token, found, mentions)
            return [*beside, found]
        if any(not is_generic(mention) for mention in same):
            return [found, *same] if found is not None and self._some_of(token) else same
        against = self.forms.lemma(token) in self.forms.words["opposing"]
        wholes = [] if against else self.parts(token) or self._sources(token, mentions)
        joined = [c for part in wholes[:1] for c in part.conjuncts if c.i in mentions.actor]
        if joined and found is None and wholes[0].i in mentions.actor:
            return [mentions.actor[t.i] for t in (wholes[0], *joined)]  # "scores of civilians and soldiers"
        if found is None:
            if token.pos_ != "PROPN" or token.i in mentions.place:  # not "a Dutchman held by X"
                wholes += self._wielders.holders(token)
            owners = self.syntax.possessor | self.syntax.modifier
            wholes += [
                c
                for c in token.children
                if c.dep_ in owners and not self._tells_what(token, c, mentions.actor.get(c.i))
            ]
            wholes += [deeper for part in wholes for deeper in self.parts(part)]
        candidates = [mentions.actor[part.i] for part in wholes if part.i in mentions.actor]
        if found is not None:  # "supporters of X" are not X, "fighters of X" are
            candidates = [m for m in candidates if m.actor.kind != "person"]
        if found is not None and is_generic(found) and candidates and joined:
            return [*candidates, *(mentions.actor[c.i] for c in joined)]  # "a force of police and marines"
        more = (
            m for m in candidates if found is None or not is_generic(m) or self._says_more(m, token, found)
        )
        whole = next(more, found)
        if whole is None:
            return []
        if whole is not found:
            noun = next((t for t in self.parts(token) if mentions.actor.get(t.i) is whole), token)
            leaders = self._leaders.over(token, mentions) if found is not None and is_generic(whole) else []
            return [*self._allies(noun, whole, mentions), whole, *leaders]
        if whole.via == "pronoun" and (beside := self._together(token, whole, mentions)):
            return [*beside, whole]
        return [*self._before(token, whole, mentions), whole, *self._leaders.over(token, mentions)]

    def _says_more(self, part: ActorMention, body: Token, found: ActorMention) -> bool:
        """Whether armed men tell better who a body is than its own bare noun ("a force of *Georgia militia*")."""
        bare = is_generic(found) and " " not in found.actor.name and "Sing" in body.morph.get("Number", [])
        armed = found.actor.kind in (*ARMED_KINDS, "unknown") and part.actor.kind in ARMED_KINDS
        return bare and armed and " " in part.actor.name and found.actor.kind != "police"

    def _together(self, pronoun: Token, found: ActorMention, mentions: LayersByToken) -> list[ActorMention]:
        """Those joined to the one a plural pronoun was found to stand for: "A and B attacked; they ..."."""
        if found.via != "pronoun" or "Plur" not in pronoun.morph.get("Number", []):
            return []
        actors = pronoun.doc._.actors
        at = bisect_left(actors, found.start, key=lambda m: m.start)
        near = takewhile(
            lambda m: found.sentence - m.sentence <= 1, reversed(actors[max(0, at - _NEAR) : at])
        )
        named = next((m for m in near if m.via != "pronoun" and m.actor.id == found.actor.id), None)
        if named is None:
            return []
        head = pronoun.doc[named.head]
        others = [m for t in head.conjuncts for m in self.of(t, mentions)]
        others += self._before(head, named, mentions)
        return [replace(found, actor=m.actor) for m in others if m.actor.id != found.actor.id]

    def _beside(self, noun: Token, found: ActorMention, mentions: LayersByToken) -> list[ActorMention]:
        """Those named at one noun with another ("French and Malian troops", "fighters from X and Y")."""
        out = self._before(noun, found, mentions)
        if found.actor.kind not in ARMED_KINDS or noun.pos_ != "NOUN":
            return out
        behind = (mentions.actor.get(t.i) for whole in self._from(noun) for t in whole.conjuncts)
        return out + [
            m
            for m in behind
            if m is not None and (m.head == noun.i or (m.actor.kind in ARMED_KINDS and not is_generic(m)))
        ]

    def _allies(self, noun: Token, found: ActorMention, mentions: LayersByToken) -> list[ActorMention]:
        """Those joined before a noun of which some are told ("hundreds of French and Thai soldiers")."""
        joined = any(c.conjuncts for c in noun.lefts if c.dep_ in self.syntax.modifier)
        return [m for m in self._before(noun, found, mentions) if joined and not is_generic(m)]

    def _before(self, noun: Token, found: ActorMention, mentions: LayersByToken) -> list[ActorMention]:
        """Those whose names stand with another's before a noun."""
        named = [c for c in noun.lefts if c.dep_ in self.syntax.modifier]
        words = (t for c in named for t in (*hyphened_before(c), c, *c.conjuncts))
        before = (mentions.actor.get(t.i) for t in words)
        return [m for m in before if m is not None and m != found and m.head == noun.i]

    def _apposed(self, token: Token, mentions: LayersByToken) -> list[ActorMention]:
        """Those that a noun is said to be ("two officers, A and B"); one by name is one ("X, a nurse and poet")."""
        named = [c for c in token.children if c.dep_ in self.syntax.apposition]
        one = token.pos_ == "PROPN" and "Plur" not in token.morph.get("Number", [])
        words = [t for c in named for t in ((c,) if one and self._is_what(c) else (c, *c.conjuncts))]
        return [mentions.actor[t.i] for t in words if t.i in mentions.actor]

    def _is_what(self, noun: Token) -> bool:
        """Whether a noun says what one is, and names nobody beside him ("X, *his wife* and their son")."""
        return noun.pos_ == "NOUN" and not any(c.dep_ in self.syntax.possessor for c in noun.lefts)

    def _some_of(self, token: Token) -> bool:
        """Whether those in apposition are only some of what a noun names ("ten men, among them X")."""
        named = (c for c in token.children if c.dep_ in self.syntax.apposition)
        return any(self.forms.lemma(p) in self.forms.prepositions["among"] for c in named for p in c.lefts)

    def _sources(self, token: Token, mentions: LayersByToken) -> list[Token]:
        """The bodies that those whom a noun names come from ("delegates from the Front")."""
        found = mentions.actor.get(token.i)
        if found is None or found.actor.kind in _FLEEING:
            return []
        bodies = ((t, mentions.actor.get(t.i)) for t in self._from(token))
        return [t for t, m in bodies if m is not None and not is_generic(m) and m.via in ("name", "acronym")]

    def _from(self, noun: Token) -> list[Token]:
        """What those whom a noun names come from or belong to."""
        lexicon = actor_lexicon(noun.doc.lang_)
        belonging = lexicon.words["belonging"]
        ties = [c for c in noun.rights if c.dep_ in self.syntax.preposition and c.lower_ in belonging]
        sworn = (c for c in noun.rights if self.forms.lemma(c) in self.forms.words["belonging"])
        ties += [c for word in sworn for c in word.rights if c.dep_ in self.syntax.preposition]
        pairs = ((tie, t) for tie in ties for t in tie.children if t.dep_ in self.syntax.preposition_object)
        return [t for tie, t in pairs if not lexicon.uncertain(tie, t)]

    def parts(self, token: Token) -> list[Token]:
        """What a noun is part or number of ("hundreds of inmates")."""
        return governed(token, self.forms.prepositions["attributive"], self.syntax, self.forms)

    def _tells_what(self, noun: Token, before: Token, mention: ActorMention | None) -> bool:
        """Whether a mention before a noun tells where a thing is from or what it is, not whose ("merchant ships").

        "*Its* base" is the government's, "its neighbour" another.
        """
        if mention is None:
            return False
        kind, owner = mention.actor.kind, before.dep_ in self.syntax.possessor
        if kind == "government":
            land = self.forms.lemma(noun) in self.forms.words["countries"] or self._says_who(noun)
            return not owner or mention.via != "pronoun" or land or noun.pos_ == "PROPN"
        return not owner and kind in ("person", "civilians") and is_generic(mention)

    def _says_who(self, noun: Token) -> bool:
        """Whether a name says who a noun is ("its neighbour X")."""
        return any(c.dep_ in self.syntax.apposition for c in noun.children)
