"""Two actors at once: "both sides", "the two countries", and a treaty named after two states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from spacy.tokens import Token

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.registry import Organ, State, registry
from dateline.engines.syntax import Forms, Syntax, half_before, verb_above
from dateline.layers import ActorMention, Argument, Sentence, in_sentences, sentence_of

# How many sentences back those may lie whom "the two sides" takes up.
_REACH = 3
# The rule of those whom the name of a treaty or fight is made of.
NAMED_AFTER = "named after"
# The kinds of actors that are a side, and those of them that a state is.
_SIDES = ARMED_KINDS | {"government", "ethnic_group", "political_party"}
_ORGANS = frozenset({"government", "military"})


@dataclass(slots=True)
class BothSides:
    """Finds those whom words for two sides stand for: the last two named that are told together."""

    syntax: Syntax
    forms: Forms

    def of(self, token: Token, mentions: LayersByToken) -> list[ActorMention]:
        """The two actors that a noun takes up; nothing for other nouns, or where the text leaves it open."""
        if self.mutual(token):
            return self._each_other(token, mentions)
        if not self._speaks_of_two(token):
            return []
        states = self.forms.lemma(token) in self.forms.words["countries"]
        sentences: Sequence[Sentence] = token.doc._.sentences
        own = sentence_of(token)
        verb = verb_above(token)
        here = [
            m
            for m in self._named(own, token, states)
            if verb_above(token.doc[m.head]) != verb or self._paired(token.doc[m.head])
        ]
        pair = self._joined(here, token)
        found = [m for m in here if m.start < token.idx]
        for at in range(own.index - 1, max(-1, own.index - 1 - _REACH), -1):
            if pair or sentences[at].block != own.block:
                break
            found = _one_each([*self._named(sentences[at], token, states), *found])
            told = len(found) == 2 and (states or self._may_be_foes(found[0], found[1], token))
            pair = found if told else self._joined(found, token)
            if len(found) > 1:
                break
        left = token.left_edge
        return [
            replace(
                m,
                start=left.idx,
                end=token.idx + len(token),
                head=token.i,
                sentence=own.index,
                via="nominal",
            )
            for m in pair
        ]

    def mutual(self, token: Token) -> bool:
        """Whether a word says that two do the same to each other ("accused *each other*", "*one another*")."""
        pairs = self.forms.words["mutual"]
        return token.i > 0 and f"{token.nbor(-1).lower_} {token.lower_}" in pairs

    def _each_other(self, token: Token, mentions: LayersByToken) -> list[ActorMention]:
        """Those of whom it is said: the subjects of its verb."""
        verb = verb_above(token)
        subjects = [c for c in verb.lefts if c.dep_ in self.syntax.noun_subject] if verb is not None else []
        found = [mentions.actor.get(t.i) for c in subjects for t in (c, *c.conjuncts)]
        start, sentence = token.nbor(-1).idx, sentence_of(token).index
        return [
            replace(
                m, start=start, end=token.idx + len(token), head=token.i, sentence=sentence, via="nominal"
            )
            for m in found
            if m is not None
        ]

    def with_named(
        self, arguments: tuple[Argument, ...], frame: Frame, behaviour: Behaviour
    ) -> tuple[Argument, ...]:
        """With those after whom a treaty, talks or a fight is named, where no others are told, or only vaguely."""
        named = tuple(self._named_after(frame, behaviour))
        told = [a for a in arguments if a.role == "party" and a.rule.rpartition(":")[2] != NAMED_AFTER]
        vague = {a.mention.start for a in told if a.mention.via == "nominal"}
        if not named or any(a.mention.start not in vague for a in told):
            return arguments
        return (*(a for a in arguments if a not in told), *named)

    def _named_after(self, frame: Frame, behaviour: Behaviour) -> Iterator[Argument]:
        """Those whom the name of a treaty, talks or a fight joins ("signed the Danish-Dutch Alliance")."""
        if frame.sense.type not in behaviour.level | behaviour.meetings:
            return
        fights = frame.sense.type in behaviour.two_sided
        objects = [] if fights else frame.slots.get("object", [])
        nouns = [frame.head] if frame.sense.pos == "NOUN" else objects
        for noun in nouns:
            organ: Organ = "military" if fights else "government"
            for mention in self.named_after(noun, sentence_of(noun).index, organ):
                yield Argument("party", mention, f"{frame.sense.id}:{NAMED_AFTER}")

    def named_after(self, noun: Token, sentence: int, organ: Organ) -> list[ActorMention]:
        """The two states whose adjectives a hyphen joins before a noun ("the *Danish-Dutch* Alliance")."""
        doc = noun.doc
        for at in range(noun.i - 1, max(noun.left_edge.i + 1, noun.i - 5), -1):
            first = half_before(doc[at])
            if first is None:
                continue
            both = [(t, self._state(t)) for t in (first, doc[at])]
            known = registry(doc.lang_)
            named = [
                ActorMention(t.idx, t.idx + len(t), t.i, sentence, known.organ(state, organ), "nominal")
                for t, state in both
                if state is not None
            ]
            if len({m.actor.id for m in named}) == 2:
                return named
        return []

    def _state(self, token: Token) -> State | None:
        """The state that a word names by itself, or as the first half of an adjective."""
        known = registry(token.doc.lang_)
        key = actor_lexicon(token.doc.lang_).combining.get(token.lower_)
        if key is not None:
            return known.states[key]
        return next((s for n in known.matcher.get(token.text) if (s := known.states.get(n.id))), None)

    def fight(self, token: Token) -> bool:
        """Whether two sides are told to be against each other ("both sides", not "both countries")."""
        return self.forms.lemma(token) in self.forms.words["sides"]

    def _speaks_of_two(self, token: Token) -> bool:
        """Whether a noun means both of two ("both sides", "the two warring parties"), of nothing else."""
        words = self.forms.words
        lemma = self.forms.lemma(token)
        if lemma not in words["countries"] | words["sides"]:
            return False
        before = {t.lower_ for t in token.lefts}
        both = bool(before & words["both"])
        two = bool(before & words["two"]) and bool(before & words["definite"])
        counted = any(t.pos_ == "NUM" for t in token.lefts)  # "the six warring parties"
        opposed = not counted and bool(before & words["opposed"]) and "Plur" in token.morph.get("Number", [])
        behind = (self.forms.lemma(c) for c in token.rights)
        bound = any(p in self.forms.prepositions["attributive"] for p in behind)
        joined = bool(token.conjuncts)  # "both the king and his brother"
        return (both or two or opposed) and not bound and not joined

    def _named(self, sentence: Sentence, token: Token, states: bool) -> list[ActorMention]:
        """The sides that a sentence names, one mention each: actors, and states that only a place or tie is of."""
        doc = token.doc
        here = in_sentences(doc._.actors, sentence.index, sentence.index)
        said = (m for m in here if m.via != "pronoun")
        found = [m for m in said if m.actor.kind in _SIDES and not m.actor.id.startswith("generic:")]
        found = [m for m in found if not states or m.actor.kind in _ORGANS]
        taken = {m.head for m in found}
        known = registry(doc.lang_)
        for t in doc[sentence.first : sentence.last]:
            if t.pos_ == "PROPN" and t.i not in taken and not self._where(t):
                state = next(
                    (known.states.get(n.id) for n in known.matcher.get(t.text) if n.form == "state"), None
                )
                if state is not None:
                    actor = known.organ(state, "government")
                    found.append(ActorMention(t.idx, t.idx + len(t), t.i, sentence.index, actor, "name"))
        return _one_each(sorted(found, key=lambda m: m.start))

    def _where(self, token: Token) -> bool:
        """Whether a name stands behind a word for where something is."""
        above = token.head
        return token.dep_ in self.syntax.preposition_object and (
            self.forms.lemma(above) in self.forms.prepositions["locative"]
        )

    def _joined(self, found: Sequence[ActorMention], token: Token) -> list[ActorMention]:
        """The only two of these that are told together: joined, or one doing what is done to the other."""
        doc = token.doc
        countries = self.forms.lemma(token) in self.forms.words["countries"]
        pairs = [
            (a, b)
            for a, b in combinations(found, 2)
            if self._together(doc[a.head], doc[b.head]) and (countries or self._may_be_foes(a, b, token))
        ]
        return list(pairs[0]) if len(pairs) == 1 else []

    def _paired(self, token: Token) -> bool:
        """Whether somebody is one of two between whom something is ("the war *between X and Y*")."""
        return any(
            self.forms.lemma(t.head) in self.forms.prepositions["paired"] for t in (token, *token.conjuncts)
        )

    def _may_be_foes(self, one: ActorMention, other: ActorMention, token: Token) -> bool:
        """Whether two of one sentence may be the two sides: those joined are allies, unless they are states."""
        doc = token.doc
        joined = doc[other.head] in doc[one.head].conjuncts
        states = one.actor.kind == other.actor.kind == "government"
        return one.sentence == other.sentence and (states or not joined)

    def _together(self, left: Token, right: Token) -> bool:
        """Whether two heads are joined to each other, or subject and object of one verb."""
        if right in left.conjuncts:
            return True
        s = self.syntax
        subject = left.dep_ in s.subject | s.passive_subject
        if right.dep_ in s.object:
            return subject and left.head == right.head
        ties = self.forms.prepositions["hostile"] | self.forms.prepositions["company"]
        tied = right.dep_ in s.preposition_object and self.forms.lemma(right.head) in ties
        return subject and tied and left.head == right.head.head


def _one_each(found: Sequence[ActorMention]) -> list[ActorMention]:
    """The first mention of each side; the organs of a state are one."""
    return list({_side(m): m for m in reversed(found)}.values())[::-1]


def _side(mention: ActorMention) -> str:
    """What tells a side from others: the state of an organ, the actor else."""
    actor = mention.actor
    return actor.id.partition(":")[2].lower() if actor.kind in _ORGANS else actor.id
