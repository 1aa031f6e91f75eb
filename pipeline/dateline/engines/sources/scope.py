"""Finds who vouches for an event: the cues in whose scope its trigger stands, and what they make of it.

The cues are data (`models/<lang>/assertion.toml`); their scope is read off the parse. From the trigger
we climb to the root: a governing cue ("claimed to have …") takes in what stands in one of its argument
places, a modifying cue ("reportedly", "could") the clause of the word it stands with. A cue never
governs its own trigger.

How cues combine: see `combining`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from spacy.tokens import Token

from dateline.engines.events.authors import laying
from dateline.engines.mentions import Mentions
from dateline.engines.sources.argument_places import PARTS, ArgumentPlaces
from dateline.engines.sources.asides import Asides
from dateline.engines.sources.combining import SOURCES, combine
from dateline.engines.sources.cues import NOUNS, VERBS, Cue, Cues, Found
from dateline.engines.sources.granted import Granted
from dateline.engines.sources.modifiers import Climb, Modifiers
from dateline.engines.sources.purposes import Purposes
from dateline.engines.sources.quotations import Quotations
from dateline.engines.sources.speakers import Speakers
from dateline.engines.syntax import Forms, Syntax, governed, is_infinitive, parted
from dateline.layers import Assertion, Status

# Which cues still reach the trigger after a step of the climb: "head" cues of mode that modify, "govern"
# cues of mode that govern, "adverb" cues of source that modify, "said" cues of source that govern, "shared"
# what is supposed of the clause above ("once X is restored, Y could").
_ALL = frozenset({"head", "govern", "adverb", "said", "shared"})
_OPEN = {
    "open_complement": _ALL,
    "object": _ALL,
    "subject": _ALL,
    "argument": _ALL,
    "predicate": _ALL,
    "conjunct": _ALL,
    "complement": frozenset({"adverb", "said"}),
    "adverbial": frozenset({"said"}),
    "separate": frozenset({"said"}),
}
_REST = frozenset({"said"})
_AIM = frozenset({"said", "govern"})
# What "be" ties to its subject, and as what each of the two governs the other.
_ACROSS = {"subject": "predicate", "predicate": "subject"}
_SAID_OF = {"predicate": "subject", "subject": "is"}
# Ties that a semicolon undoes.
_LOOSE = frozenset({"complement", "conjunct", "adverbial", "other"})


@dataclass(slots=True)
class Scope:
    """The reader of one language's cues."""

    syntax: Syntax
    forms: Forms
    words: Cues
    speakers: Speakers
    quotations: Quotations
    asides: Asides
    granted: Granted
    places: ArgumentPlaces
    purposes: Purposes
    modifiers: Modifiers

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, lang: str) -> Scope:
        """The scopes of a language's cues, from models/<lang>/assertion.toml."""
        words = Cues.load(lang)
        speakers, purposes = Speakers(words), Purposes(words)
        return cls(
            words.syntax,
            words.forms,
            words,
            speakers,
            Quotations(words, speakers),
            Asides(words),
            Granted(words),
            ArgumentPlaces(words),
            purposes,
            Modifiers(words, speakers, purposes),
        )

    def read(self, trigger: Token, own: Iterable[int], event_type: str, mentions: Mentions) -> Assertion:
        """The assertion of the event at `trigger`; `own` are the token indices of its trigger."""
        return combine(self.cues(trigger, frozenset(own), event_type), self.speakers, mentions)

    def cues(self, trigger: Token, own: frozenset[int], event_type: str = "") -> list[Found]:
        """The cues that govern the trigger, innermost first."""
        out = [
            *self._own(trigger, event_type),
            *self._laid(trigger, event_type),
            *self.purposes.to_come(trigger),
        ]
        for step in self._climb(trigger):
            if step.child is not None:
                out += self._governors(step, own, event_type)
            out += self._modifiers(step, trigger, own, event_type)
        return sorted(out, key=lambda found: found.depth)

    # -- the climb

    def _climb(self, trigger: Token) -> Iterator[Climb]:
        reach, node, depth = _ALL, trigger, 0
        yield Climb(0, node, None, reach)
        while node.head.i != node.i:
            # The governing cue is judged by what reached the child; what modifies the node by the step to it.
            teller = self._robbed(node)
            parent = node.head if teller is None else teller
            yield Climb(depth + 1, parent, node, reach)
            reach = reach & (self._step(node, trigger) if teller is None else _OPEN["complement"])
            node, depth = parent, depth + 1

    def _robbed(self, clause: Token) -> Token | None:
        """The verb of saying whose clause the parser gave to a verb behind a semicolon: "A said that X; B says Y"."""
        head = clause.head
        if head.i < clause.i or clause.pos_ not in VERBS or not parted(clause, head, PARTS):
            return None
        for token in reversed(clause.doc[clause.sent.start : clause.i]):
            if token.text in PARTS:
                return None
            says = token.pos_ == "VERB" and next(self.words.quoting(0, token), None) is not None
            if says and self.words.has_subject(token) and not clause.is_ancestor(token):
                own = [c for c in token.children if self.words.relation(c) == "complement"]
                return None if any(not parted(c, token, PARTS) for c in own) else token
        return None

    def _step(self, node: Token, trigger: Token) -> frozenset[str]:
        """What still reaches the trigger above `node`."""
        relation = self.words.relation(node)
        if node.dep_ in self.syntax.relative_clause and (self.asides.speaks(node) or self.asides.aside(node)):
            return frozenset()
        if self.asides.opens_aside(node):
            return frozenset()
        if node.dep_ in self.syntax.apposition and self.forms.lemma(node) in self.words.sets["apposed"]:
            return frozenset()
        if self.asides.explains(node, trigger):
            return frozenset()
        if node.dep_ in self.syntax.preposition and self.granted.of_attribute(node):
            return frozenset()
        if node.i == trigger.i and self.granted.topic(node):
            return frozenset()
        if self.granted.means(node) or self.granted.setting(node):
            return _REST
        allowed = _AIM if self.purposes.of_aim(node) else _OPEN.get(relation, _REST)
        if relation == "complement" and is_infinitive(node, self.forms):
            allowed = _ALL  # "did not allow the army to cross"
        listed = relation == "conjunct" and node.pos_ in NOUNS and node.head.pos_ in NOUNS
        if relation in _LOOSE and not listed and parted(node, node.head, PARTS):
            return frozenset()
        if relation == "conjunct" and node.pos_ in VERBS:
            if self.asides.leaves_speech(node):
                return frozenset()
            if self.words.has_subject(node) and self.asides.begins_anew(node):
                return _REST
            if self.words.has_subject(node):
                return frozenset({"govern", "said"})
            if self.words.stands_alone(node):
                return frozenset({"govern", "said", "adverb"})  # "reportedly left and was heading north"
        if relation == "adverbial":
            if self.asides.sets_time(node) or self.asides.turns_to_other(node) or self.asides.concedes(node):
                return frozenset()
            if any(child.lower_ in self.words.sets["until"] for child in node.lefts):
                return frozenset({"shared", "said", "govern"})
            if any(child.lower_ in self.words.sets["shared"] for child in node.children):
                return frozenset({"shared", "said"})
            if node.tag_ in self.forms.tags["gerund"] and not self.words.has_subject(node):
                return frozenset({"adverb", "said"})
        if relation == "noun_clause" and not self.words.has_subject(node):
            return frozenset({"said"})
        noun = self._noun(node)
        # A preposition is passed first: "asked for the withdrawal" takes nothing for granted.
        # So is what the noun is joined to: "demanded the release of A and the withdrawal of B".
        among = relation == "argument" and self.forms.lemma(node.head) in self.words.sets["listing"]
        some = node.head.pos_ == "NUM" or self.forms.lemma(node.head) in self.forms.words["rows"]
        direct = node.head.pos_ != "ADP" and relation != "conjunct" and not (among or some)
        told_of = relation == "subject" or node.dep_ in self.syntax.passive_subject
        joined = told_of and any(t.i == trigger.i for t in node.conjuncts)
        if self.forms.lemma(node) in self.words.sets["listing"] and relation == "argument":
            return _ALL  # "crimes, including the shelling of towns"
        passed = (noun.i == trigger.i or joined) and trigger.pos_ in NOUNS and direct
        if passed and self.granted.noun(noun, node.head, relation):
            # Behind a preposition it is a setting of what others say: "said that ten died in the raid".
            return frozenset() if node.dep_ in self.syntax.preposition else allowed & _REST
        return allowed

    def _noun(self, node: Token) -> Token:
        """What a preposition governs; any other word itself."""
        ties = self.syntax.preposition | self.syntax.agent
        return node if node.dep_ not in ties else next(node.rights, node)

    # -- cues

    def _own(self, trigger: Token, event_type: str) -> Iterator[Found]:
        """What a trigger says of its own event: "ordered the fleet to the islands" tells of a fleet that shall go."""
        for rest, cue in self.words.governing.get(self.forms.lemma(trigger), ()):
            if "own" in cue.governs and not rest and trigger.pos_ in cue.pos and event_type in cue.types:
                yield Found(0, cue, trigger, cue.status)

    def _laid(self, trigger: Token, event_type: str) -> Iterator[Found]:
        """Who lays an act to others in a clause of its noun: "an attack *that the army blamed* on X"."""
        clause = trigger.head if trigger.dep_ in self.syntax.subject else trigger
        inside = governed(clause, self.forms.prepositions["engaged"], self.syntax, self.forms)
        for noun in (trigger, *inside):
            verb = laying(noun, self.syntax, self.forms)
            if verb is None or not noun.is_ancestor(verb):
                continue
            for _, cue in self.words.governing.get(self.forms.lemma(verb), ()):
                if "relative" in cue.governs and event_type in cue.types:
                    yield Found(0, cue, verb, cue.status)

    def _governors(self, step: Climb, own: frozenset[int], event_type: str) -> Iterator[Found]:
        node, child = step.node, cast(Token, step.child)
        preposition = child.dep_ in self.syntax.preposition or child.dep_ in self.syntax.agent
        places = self.places.of(child)
        if self.places.is_raised(child):
            places, step = self._raised(child, step)
        if preposition:
            places = {self.forms.lemma(child)}
            if any(c.dep_ in self.syntax.preposition_clause for c in child.children):
                places.add(f"{self.forms.lemma(child)} clause")
        if preposition and self.forms.lemma(child) in self.words.sets["listing"]:
            places |= {"for", "of"}  # "demands, including the release of prisoners"
        quality = preposition and self.granted.of_attribute(child)
        if (
            preposition
            and node.pos_ in (*NOUNS, "ADJ")
            and self.words.relation(node) == "object"
            and not quality
        ):
            # "accused the army of bombing": the parser may hang the preposition on the object.
            yield from self._governing_cues(step, node.head, places, own, event_type)
        elif preposition and (asked := self.words.asked_by(node)) is not None:
            yield from self._governing_cues(step, asked, places, own, event_type)
        elif preposition and node.pos_ in VERBS:
            # "held high hopes for an offensive": the parser may hang the preposition on the verb.
            # So with "plans were made for an offensive", "proved ineffective in stopping it".
            said = ("object", "predicate") if node.pos_ == "VERB" else ("subject",)
            for noun in (c for c in node.children if self.words.relation(c) in said and c.i < child.i):
                yield from self._governing_cues(step, noun, places, own, event_type)
        across = _ACROSS.get(self.words.relation(child)) if node.pos_ == "AUX" else None
        if across is not None:
            for noun in (c for c in node.children if self.words.relation(c) == across):
                yield from self._governing_cues(step, noun, {_SAID_OF[across]}, own, event_type)
        if node.pos_ == "AUX" and self.places.is_to_be(child):  # "talks are due to begin"
            for word in (c for c in node.rights if c.pos_ == "ADJ"):
                yield from self._governing_cues(step, word, {"clause", "infinitive"}, own, event_type)
        if not places or (self.places.is_clause_alone(places) and self.places.governs_other(node, child)):
            return
        yield from self._governing_cues(step, node, places, own, event_type)

    def _governing_cues(
        self, step: Climb, node: Token, places: set[str], own: frozenset[int], event_type: str
    ) -> Iterator[Found]:
        """The first cue that `node` is for what stands in these argument places of it."""
        if node.i in own:
            return
        for rest, cue in self.words.governing.get(self.forms.lemma(node), ()):
            reach = "said" if cue.status in SOURCES else "govern"
            if reach not in step.reach or node.pos_ not in cue.pos or not places & cue.governs:
                continue
            if (cue.types and event_type not in cue.types) or event_type in cue.not_types:
                continue
            if rest and not all(any(c.lower_ == word for c in node.children) for word in rest):
                continue
            if cue.beside and not any(self.forms.lemma(c) in cue.beside for c in node.children):
                continue
            if cue.unless and any(self.forms.lemma(c) in cue.unless for c in self._around(node, step.child)):
                continue
            if cue.indefinite and step.child is not None and self.granted.definite(self._noun(step.child)):
                continue
            if cue.spoken and not self.words.somebody(node):
                continue
            if cue.active and self.words.slots.passive(node):
                continue
            if cue.beyond and not self.asides.judged(cue, node, step.child):
                continue
            above = self.forms.lemma(node.head)
            if (cue.under and above not in cue.under) or above in cue.not_under:
                continue
            below = step.child
            if below is not None and below.i < node.i and "quote" not in cue.governs:
                fronted = below.dep_ in self.syntax.preposition and node.pos_ == "AUX"
                if fronted or self.places.is_clause_alone(places):
                    return  # "after raids had killed ten, they agreed on a truce", "against an attack they were"
            status = self._status(cue, node)
            if status is not None:
                yield Found(step.depth, cue, node, status)
            return

    def _around(self, node: Token, child: Token | None) -> Iterator[Token]:
        """What stands at a cue, and the subject of its clause ("found *themselves* attacked")."""
        yield from node.children
        if child is not None and self.words.relation(child) == "complement":
            yield from (c for c in child.children if c.i == node.i + 1)

    def _raised(self, child: Token, step: Climb) -> tuple[set[str], Climb]:
        """The places of a raised noun: as planned as what it is to do only where that is to take place at all.

        "The truce is expected to begin" is planned, "the siege was expected to last weeks" is no plan.
        """
        if self.places.is_to_be(child):
            return {"object", "clause", "infinitive"}, step
        if self.granted.definite(child):
            return set(), step  # "the siege is said to have cost 90 lives"
        return {"object", "clause"}, replace(step, reach=step.reach & _REST)

    def _status(self, cue: Cue, token: Token) -> Status | None:
        """What the cue says, itself negated or not."""
        # "had not given orders to"; a chance that nobody had is a chance all the same
        given = cue.negated is not None and token.pos_ in NOUNS and self.words.relation(token) == "object"
        verbs = [token, *([token.head] if cue.under or given else [])]
        about = [child for verb in verbs for child in verb.children]
        if token.dep_ in self.syntax.conjunct:  # "neither confirmed nor denied"
            about += [child for child in token.head.children if token.head.i < child.i < token.i]
        governor = self.words.governing.get(self.forms.lemma(token.head), ())
        complement = self.words.relation(token) in ("open_complement", "complement")
        above = complement and any(c.status == "negated" and not c.beside for _, c in governor)
        if above and cue.status == "negated":
            return cue.negated  # "failed to prevent the crossing"
        for child in about:
            for modifier in self.words.modifying.get(child.lower_, ()):
                plain = "head" in modifier.governs and not modifier.modifier
                if (
                    modifier.status == "negated"
                    and child.pos_ in modifier.pos
                    and plain
                    and child.pos_ != "AUX"
                ):
                    return cue.negated
        subjects = [c for verb in verbs for c in verb.children if c.dep_ in self.syntax.subject]
        return cue.negated if any(True for c in subjects for _ in self.words.counted_out(c)) else cue.status

    def _modifiers(
        self, step: Climb, trigger: Token, own: frozenset[int], event_type: str
    ) -> Iterator[Found]:
        node, child = step.node, step.child
        reach = step.reach if child is None else step.reach & self._step(child, trigger)
        if child is not None and child.dep_ in (
            self.syntax.preposition_object | self.syntax.preposition_clause
        ):
            yield from self._below(step, node)
        if not reach:
            return
        for token in node.children:
            if (child is not None and token.i == child.i) or self.asides.stands_for_clause(token):
                continue
            if "head" in reach and node.pos_ in VERBS and self.asides.is_part(token, child):
                yield from (
                    Found(step.depth, cue, word, cue.status)
                    for cue, word in self.words.counted_out(token)
                    if not self.modifiers.undone(cue, node, set())
                )
            if token.i in own or self.asides.is_of_next(token, node, child):
                continue
            for cue in self.words.modifying.get(token.lower_, ()):
                fit = (not cue.types or event_type in cue.types) and event_type not in cue.not_types
                if fit and self.modifiers.takes_in(cue, token, step, reach):
                    # What is planned for a time that may not come is no more than supposed.
                    supposed = cue.status == "planned" and "head" not in reach
                    yield Found(step.depth, cue, token, "hypothetical" if supposed else cue.status)
                    if cue.status == "planned" and not supposed:
                        yield from self.words.conditions(step.depth, node, token)
            if "said" in reach and self._parenthetical(token) and not parted(token, node, ":"):
                yield from self.words.quoting(step.depth, token)

    def _parenthetical(self, token: Token) -> bool:
        """Whether a verb is put in without a tie: "the rebels, he insisted, attacked"."""
        s = self.syntax
        loose = token.dep_ in s.clause and token.dep_ not in (s.relative_clause | s.preposition_clause)
        told = self.words.relation(token) == "adverbial" and self.words.has_subject(token)
        if token.pos_ == "VERB" and told and any(c.lower_ in self.words.sets["as"] for c in token.lefts):
            return True  # "as the mayor tells it"
        spoken = token.tag_ in self.words.sets["finite"] or self.words.has_subject(token)
        return loose and spoken and token.pos_ == "VERB" and self.words.relation(token) == "other"

    def _below(self, step: Climb, preposition: Token) -> Iterator[Found]:
        for cue in self.words.modifying.get(preposition.lower_, ()):
            here = {c.lower_ for c in preposition.children}
            fits = (not cue.beside or here & cue.beside) and not here & cue.unless
            if "below" in cue.governs and "govern" in step.reach and preposition.pos_ in cue.pos and fits:
                yield Found(step.depth, cue, preposition, cue.status)
