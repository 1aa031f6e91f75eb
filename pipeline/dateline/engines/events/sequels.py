"""Who does what a noun tells as part, sequel or outcome of an act: "mounted raids, including the bombing of X".

"Advanced, resulting in the capture of X", "took the islands, followed by the conquest of X": those who did the first.
So where a clause only tells what fell or was taken: "crossed the river; X fell on the 7th", "hit X, which was stormed".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import NOUNS, Forms, Syntax, first_conjunct
from dateline.layers import Argument, Event, in_sentences

RULE = "sequel"
# What comes of an act is told of places; who is caught or killed in the end may be of either side.
_OUTCOMES = frozenset({"capture", "attack", "siege", "looting", "displacement"})


class Sequels:
    """Completes the events of one document; made anew for each."""

    def __init__(self, doc: Doc, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.doc, self.syntax, self.forms = doc, syntax, forms
        self._types = frozenset({*behaviour.two_sided, *behaviour.violent, *behaviour.winners_do}) - {
            *behaviour.level,
            *behaviour.repelling,
        }
        self._gains, self._moves = behaviour.assaults, behaviour.taking | behaviour.moving
        self._told: dict[int, Event] = {}

    def complete(self, events: Iterable[Event]) -> list[Event]:
        """The events, in their order, each act of nobody with those whose act it follows on."""
        events = list(events)
        self._told = {event.head: event for event in events}
        return [self._completed(event) if self._is_open(event) else event for event in events]

    def gained(self, events: Iterable[Event]) -> list[Event]:
        """The events, in their order, each gain of which nothing tells whose it is with those who moved just before."""
        out: list[Event] = []
        events = sorted(events, key=lambda event: event.start)
        self._told = {event.head: event for event in events}
        for event in events:
            gained = self._gained(event) if self._is_gain(event) else event
            out.append(gained if gained.arguments else self._likewise(gained, out))
        return out

    def _is_open(self, event: Event) -> bool:
        """Whether a noun tells what is done to something, and not by whom."""
        noun = self.doc[event.head]
        if noun.pos_ not in NOUNS or event.type not in self._types:
            return False
        if noun.lower_ in self.forms.words["countering"] | self.forms.words["deaths"]:
            return False
        upon = self.forms.prepositions["upon"]
        done_to = any(c.dep_ in self.syntax.preposition and c.lower_ in upon for c in noun.children)
        return done_to and all(a.role == "target" for a in event.arguments)

    def _completed(self, event: Event) -> Event:
        hit = {side(a.mention.actor) for a in event.arguments}
        for source in self._sources(self.doc[event.head], event.type):
            told = self._told.get(source.i)
            doers = [a for a in told.arguments if a.role == "initiator"] if told is not None else []
            if doers and hit.isdisjoint(side(a.mention.actor) for a in doers):
                added = (_implied(a, event) for a in doers)
                return replace(event, arguments=(*event.arguments, *added))
        return event

    def _is_gain(self, event: Event) -> bool:
        """Whether a verb tells that a place is taken or attacked, and not by whom."""
        verb, s = self.doc[event.head], self.syntax
        if verb.pos_ != "VERB" or event.type not in self._gains or event.arguments:
            return False
        if any(c.dep_ in s.agent for c in verb.children):
            return False
        subjects = [c for c in verb.lefts if c.dep_ in s.subject | s.passive_subject]
        somebody = {m.head for m in in_sentences(self.doc._.actors, event.sentence, event.sentence)}
        falls = self.forms.lemma(verb) in self.forms.words["falling"]
        done_to = all(c.dep_ in s.passive_subject or falls for c in subjects)
        return (
            bool(subjects)
            and done_to
            and not any(t.i in somebody for c in subjects for t in (c, *c.conjuncts))
        )

    def _gained(self, event: Event) -> Event:
        """A gain with the forces that the clause before, or above, tells to move or attack."""
        for source in self._acts_before(self.doc[event.head]):
            told = self._told.get(source.i)
            if told is None or told.type not in self._moves:
                continue
            doers = [a for a in told.arguments if a.role == "initiator" and a.mention.via != "implied"]
            forces = [a for a in doers if a.mention.actor.kind in ARMED_KINDS - {"government"}]
            if forces and len(forces) == len(doers):
                return replace(event, arguments=tuple(_implied(a, event) for a in forces))
            return event
        return event

    def _likewise(self, event: Event, before: list[Event]) -> Event:
        """What is "also" taken, with those who took what was told last, in this sentence or the one before."""
        verb = self.doc[event.head]
        said = {t.lower_ for t in verb.children}
        falls = self.forms.lemma(verb) in self.forms.words["falling"]  # by whom ever
        if not self._is_gain(event) or falls or said.isdisjoint(self.forms.words["likewise_done"]):
            return event
        last = next((e for e in reversed(before) if e.type == event.type), None)
        if last is None or event.sentence - last.sentence > 1:
            return event
        doers = [a for a in last.arguments if a.role == "initiator" and a.mention.actor.kind in ARMED_KINDS]
        return replace(event, arguments=tuple(_implied(a, event) for a in doers))

    def _acts_before(self, verb: Token) -> Iterator[Token]:
        """The verbs of the clauses that a clause goes on from, the nearest first, or on whose object it hangs."""
        s, breaks = self.syntax, self.forms.words["breaks"]
        if verb.dep_ in s.relative_clause:
            above = verb.head
            while above.pos_ != "VERB" and above.head.i < above.i and above.dep_ not in s.adverbial_noun:
                above = above.head
            if above.pos_ == "VERB" and above.i < verb.head.i:
                yield above
            return
        first = verb
        while first.dep_ in s.conjunct and first.head.i < first.i:
            first = first.head
            yield first
        before = (c for c in first.lefts if c.dep_ in s.complement)
        yield from (c for c in before if any(t.text in breaks for t in self.doc[c.i : first.i]))

    def _sources(self, noun: Token, type_: str) -> Iterator[Token]:
        """The words for what a noun is told to be part, sequel or outcome of, the closest first."""
        words, s = self.forms.words, self.syntax
        tie = first_conjunct(noun, s).head
        above, lemma = tie.head, self.forms.lemma(tie)
        if lemma in self.forms.prepositions["including"]:
            yield from self._up(above)
            return
        phrase = f"{self.forms.lemma(above)} {lemma}"
        if above.pos_ != "VERB" or not (
            phrase in words["going_on"] or (phrase in words["ending_in"] and type_ in _OUTCOMES)
        ):
            return
        yield from (c for c in above.children if c.dep_ in s.noun_subject | s.object and c.i < noun.i)
        yield from self._up(above.head)

    def _up(self, token: Token) -> Iterator[Token]:
        """A word and those that it hangs on, up to the verb of its clause, and what that governs."""
        yield token
        while token.pos_ != "VERB" and token.head.i != token.i:
            token = token.head
            yield token
        yield from (c for c in token.children if c.dep_ in self.syntax.object)  # "launched an *offensive*"


def _implied(argument: Argument, event: Event) -> Argument:
    """Who did one act as the doer of another."""
    return Argument("initiator", replace(argument.mention, via="implied"), f"{event.sense}:{RULE}")
