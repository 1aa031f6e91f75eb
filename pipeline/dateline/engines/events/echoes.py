"""Who takes part in an event that only takes up another one told just before.

"Corinth demanded its destruction; Sparta refused": Corinth is refused. "A and B signed a truce; it collapsed":
theirs is the truce. "Took the town after a siege of ten days": those who took it laid the siege. "X denounced Y's
raid": Y is accused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import ActorMention, Argument, Event, Role, in_sentences

RULE = "echo"
_TAKEN = "capture"
# How many sentences back that may lie which is answered, or whose parties meet again.
ANSWER_REACH, PARTY_REACH = 1, 2


class Echoes:
    """Completes the events of one document; made anew for each."""

    def __init__(self, doc: Doc, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.doc, self.syntax, self.forms, self.behaviour = doc, syntax, forms, behaviour
        self._told: list[Event] = []
        # The same by their heads, and by the heads of those whom they befall.
        self._by_head: dict[int, list[Event]] = {}
        self._by_target: dict[int, list[Event]] = {}

    def complete(self, events: Iterable[Event]) -> list[Event]:
        """The events, in their order, with those who take part by what was told before."""
        self._told = []
        for event in sorted(events, key=lambda e: (e.start, e.end)):
            self._told.append(self._completed(event))
        self._by_head, self._by_target = defaultdict(list), defaultdict(list)
        for event in self._told:
            self._by_head[event.head].append(event)
            for argument in event.arguments:
                if argument.role == "target":
                    self._by_target[argument.mention.head].append(event)
        return [self._occasioned(self._accused(event)) for event in self._told]

    def _completed(self, event: Event) -> Event:
        if event.type in self.behaviour.refusals:
            return self._answer(event)
        if event.type in self.behaviour.meetings and not event.arguments:
            return self._meeting(event)
        if event.type in self.behaviour.freeing:
            return self._freed(event)
        return event

    def _accused(self, event: Event) -> Event:
        """An accusation of nobody named, against those whose act is its matter ("denounced *X's* raid on Y")."""
        if event.type not in self.behaviour.blaming or any(a.role == "target" for a in event.arguments):
            return event
        s, verb = self.syntax, self.doc[event.head]
        nouns = [c for c in verb.rights if c.dep_ in s.object]
        ties = [c for c in verb.rights if c.dep_ in s.preposition]
        nouns += [t for c in ties for t in c.rights if t.dep_ in s.preposition_object | s.preposition_clause]
        own = {side(a.mention.actor) for a in event.arguments}
        for other in (e for noun in nouns for e in self._by_head.get(noun.i, ())):
            doers = [a for a in other.arguments if a.role == "initiator" and a.mention.via != "implied"]
            doers = [a for a in doers if side(a.mention.actor) not in own]
            if doers:
                return _with(event, doers, "target")
        return event

    def _freed(self, event: Event) -> Event:
        """A release, with those who were taken just before where it frees "them": not those who took them."""
        for other in self._before(event, ANSWER_REACH):
            if other.type not in self.behaviour.holding:
                continue
            takers = {a.mention.actor.id for a in other.arguments if a.role == "initiator"}
            taken = [a.mention.actor for a in other.arguments if a.role == "target"]
            arguments = tuple(
                replace(a, mention=replace(a.mention, actor=taken[0]))
                if taken
                and a.role == "target"
                and a.mention.via == "pronoun"
                and a.mention.actor.id in takers
                else a
                for a in event.arguments
            )
            return replace(event, arguments=arguments)
        return event

    def _before(self, event: Event, reach: int) -> Iterable[Event]:
        """The events told before one, the last first."""
        near = takewhile(lambda e: event.sentence - e.sentence <= reach, reversed(self._told))
        return (e for e in near if e.start < event.start)

    def _answer(self, event: Event) -> Event:
        """A refusal, with the one who spoke or acted before: "X asked for talks; Y refused"."""
        roles = {a.role for a in event.arguments}
        if roles != {"initiator"}:
            return event
        own = {side(a.mention.actor) for a in event.arguments}
        author = self._author(event)
        if author is not None and author.via != "pronoun" and side(author.actor) not in own:
            return _with(event, [Argument("target", author, RULE)], "target")
        before = list(self._before(event, ANSWER_REACH))
        here = (e for e in before if e.sentence == event.sentence or e.type in self.behaviour.asked)
        said = [e for e in here if e.type in self.behaviour.spoken]
        for other in (*said, *(e for e in before if e.sentence == event.sentence)):
            asked = [a for a in other.arguments if a.role == "initiator" and side(a.mention.actor) not in own]
            if asked:
                return _with(event, asked, "target")
        return event

    def _author(self, event: Event) -> ActorMention | None:
        """With whom one will not deal, or whose step one refuses: "X proposed talks, a step that Y rejected"."""
        s, verb = self.syntax, self.doc[event.head]
        refused = [c for c in verb.children if c.dep_ in s.object | s.passive_subject]
        above = None
        if verb.dep_ in s.relative_clause and verb.head.dep_ in s.apposition | s.adverbial_noun:
            above = next((a for a in verb.head.ancestors if a.pos_ in ("VERB", "AUX")), None)
        owners = [c for c in above.children if c.dep_ in s.subject] if above is not None else []
        here = in_sentences(self.doc._.actors, event.sentence, event.sentence)
        by_head = {m.head: m for m in here}
        owner = next((by_head[t.i] for t in owners if t.i in by_head), None)
        named = (by_head[t.i] for t in self._dealt_with(verb, refused) if t.i in by_head)
        return owner or next((m for m in named if not m.actor.id.startswith("generic:")), None)

    def _dealt_with(self, verb: Token, refused: Iterable[Token]) -> Iterable[Token]:
        """With whom those who refuse will not deal: "refused to recognise X's rule", "rejected talks with X"."""
        s, forms = self.syntax, self.forms
        ties = forms.prepositions["company"] | forms.prepositions["yielded"]
        acts = [c for c in verb.children if c.dep_ in s.open_complement]
        acts = [c for c in acts if forms.lemma(c) in forms.words["dealing"]]
        objects = [o for act in acts for o in act.children if o.dep_ in s.object]
        owners = [c for o in objects for c in o.children if c.dep_ in s.possessor]
        below = [
            c
            for t in (*acts, *objects, *refused)
            for c in t.children
            if c.dep_ in s.preposition | s.indirect_object
        ]
        behind = [
            t for c in below if forms.lemma(c) in ties for t in c.children if t.dep_ in s.preposition_object
        ]
        return [*owners, *objects, *(c for c in below if c.pos_ != "ADP"), *behind]

    def _meeting(self, event: Event) -> Event:
        """Talks or a truce of nobody, with the parties of those told before."""
        if self.doc[event.head].pos_ == "PROPN":
            return event  # "the Treaty of Vienna" is one of its own
        for other in self._before(event, PARTY_REACH):
            parties = [a for a in other.arguments if a.role in ("party", "initiator", "target")]
            if other.type in self.behaviour.meetings and len({side(a.mention.actor) for a in parties}) > 1:
                return _with(event, parties, "party")
        return event

    def _occasioned(self, event: Event) -> Event:
        """An act of nobody that another one of its clause went with: "took the town after a siege".

        Or the same act once more: "expelled the settlers, of whom 300 were deported by sea".
        """
        event = self._gone_on(event)
        if event.arguments or event.type not in self.behaviour.two_sided:
            return event
        above = self._tie(self.doc[event.head])
        level = event.type in self.behaviour.level
        ties = {self.forms.lemma(above), self.forms.lemma(above) if level else above.lower_}
        if above.dep_ not in self.syntax.preposition or ties.isdisjoint(
            self.forms.prepositions["going_with"]
        ):
            return event
        taken = event.type == _TAKEN and above.lower_ in self.forms.prepositions["apart"]
        behind = level and self.forms.lemma(above) not in self.forms.prepositions["occasioned"]
        moves = self.behaviour.moving | self.behaviour.yielding
        for other in self._by_head.get(above.head.i, ()):
            goes_on = behind and other.type in moves and _armed(other)
            goes_on = goes_on or (taken and other.type in self.behaviour.moving and _armed(other))
            acts = other.type in self.behaviour.two_sided or goes_on
            if acts and any(a.role == "initiator" for a in other.arguments):
                for argument in other.arguments:
                    if argument.role in ("initiator", "target"):
                        event = _with(event, [argument], "party" if level else argument.role)
                return event
        return event

    def _tie(self, noun: Token) -> Token:
        """What governs a noun, or what it is the length or number of ("after *weeks of* clashes")."""
        above = noun.head
        while self.forms.lemma(above) in self.forms.prepositions["attributive"] and above.head.pos_ == "NOUN":
            above = above.head.head
        return above

    def _gone_on(self, event: Event) -> Event:
        """An act of nobody upon those to whom another act of its type was just said to be done."""
        verb = self.doc[event.head]
        roles = {a.role for a in event.arguments}
        if "initiator" in roles or verb.dep_ not in self.syntax.relative_clause:
            return event
        for other in self._by_target.get(verb.head.i, ()):
            if other.type == event.type and other.head != event.head:
                return _with(event, [a for a in other.arguments if a.role == "initiator"], "initiator")
        return event


def _armed(event: Event) -> bool:
    """Whether all who do something are armed bodies."""
    return all(a.mention.actor.kind in ARMED_KINDS for a in event.arguments if a.role == "initiator")


def _with(event: Event, arguments: Iterable[Argument], role: Role) -> Event:
    implied = tuple(
        Argument(role, replace(a.mention, via="implied"), f"{event.sense}:{RULE}") for a in arguments
    )
    return replace(event, arguments=(*event.arguments, *implied))
