"""The other side of a fight, where the clause of the event leaves it out but its sentence names it.

"The rebels retook Homs after the army withdrew": the army is the target of the capture. Who stands against
whom is told by the events whose arguments are all spoken out; the rest is a matter of exactly one candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from spacy.tokens import Doc, Token

from dateline.engines.actors.noun_phrases import first_conjunct
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import Syntax
from dateline.layers import Actor, ActorMention, Argument, Event, Role

RULE = "opponent"
# Organs of one state are on one side.
_STATE = frozenset({"state", "military", "police"})


def side(actor: Actor) -> str:
    """The side that an actor is on: its own, or that of its state."""
    namespace, _, name = actor.id.partition(":")
    return f"state:{name.lower()}" if namespace in _STATE else actor.id


@dataclass(slots=True)
class Fronts:
    """Who is told to act against whom, and who together, in one document; pairs of sides."""

    hostile: set[tuple[str, str]] = field(default_factory=set)
    joined: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, events: Iterable[Event], types: frozenset[str]) -> Fronts:
        """Read off the arguments of the events of these types."""
        fronts = cls()
        for event in events:
            by_role: dict[str, set[str]] = {}
            for argument in event.arguments:
                by_role.setdefault(argument.role, set()).add(side(argument.mention.actor))
            for role in ("initiator", "target"):
                fronts._add(fronts.joined, combinations(sorted(by_role.get(role, ())), 2))
            if event.type in types:
                against = product(by_role.get("initiator", ()), by_role.get("target", ()))
                fronts._add(fronts.hostile, against)
                fronts._add(fronts.hostile, combinations(sorted(by_role.get("party", ())), 2))
        return fronts

    @staticmethod
    def _add(pairs: set[tuple[str, str]], new: Iterable[tuple[str, str]]) -> None:
        for one, other in new:
            if one != other:
                pairs.update({(one, other), (other, one)})

    def opposed(self, one: str, other: str) -> bool:
        """Whether the document tells of acts of the one against the other."""
        return (one, other) in self.hostile

    def allied(self, one: str, other: str) -> bool:
        """Whether the document tells of acts that both do, and of none against each other."""
        return (one, other) in self.joined and not self.opposed(one, other)


class Opponents:
    """Completes the events of one document; made anew for each."""

    def __init__(self, doc: Doc, events: Sequence[Event], syntax: Syntax, behaviour: Behaviour) -> None:
        self.doc, self.syntax = doc, syntax
        self.types, self.level = behaviour.two_sided, behaviour.level
        self.fronts = Fronts.of(events, self.types)
        self._yielding = {
            (event.sentence, side(argument.mention.actor))
            for event in events
            if event.type in behaviour.yielding
            for argument in event.arguments
            if argument.role == "initiator"
        }
        self._armed: dict[int, list[ActorMention]] = {}
        for mention in doc._.actors or ():
            if mention.actor.kind in ARMED_KINDS:
                self._armed.setdefault(mention.sentence, []).append(mention)

    def complete(self, event: Event) -> Event:
        """The event with the side that it lacks, where its sentence leaves no doubt who that is."""
        if event.type not in self.types:
            return event
        roles = {argument.role for argument in event.arguments}
        known = [a.mention for a in event.arguments if a.mention.via != "implied"]
        if not known:
            return self._both(event) if not event.arguments and event.type in self.level else event
        wanted: Role
        if roles & {"initiator"} and "target" not in roles:
            wanted = "target"
        elif roles == {"party"} and len({side(m.actor) for m in known}) == 1:
            wanted = "party"
        else:
            return event
        found = self._opponent(event, known)
        if found is None:
            return event
        implied = Argument(wanted, replace(found, via="implied"), f"{event.sense}:{RULE}")
        return replace(event, arguments=(*event.arguments, implied))

    def _both(self, event: Event) -> Event:
        """A fight of nobody, with the two sides of its sentence that fight elsewhere in the document."""
        by_side = {side(m.actor): m for m in reversed(self._armed.get(event.sentence, ()))}
        if len(by_side) != 2 or not self.fronts.opposed(*by_side):
            return event
        implied = (replace(m, via="implied") for m in by_side.values())
        parties = tuple(Argument("party", m, f"{event.sense}:{RULE}") for m in implied)
        return replace(event, arguments=parties)

    def _opponent(self, event: Event, known: Sequence[ActorMention]) -> ActorMention | None:
        """The one armed actor of the sentence that may stand against those known."""
        here = self._candidates(event, known)
        return next((m for m in here if self._evident(event, m, known)), None)

    def _candidates(self, event: Event, known: Sequence[ActorMention]) -> list[ActorMention]:
        """The armed actors of the sentence that may stand against those known; none if they are of two sides."""
        found = [m for m in self._armed.get(event.sentence, ()) if self._against(event, m, known)]
        return found if len({side(m.actor) for m in found}) == 1 else []

    def _hostile(self, mention: ActorMention, known: Sequence[ActorMention]) -> bool:
        """Whether the document tells elsewhere of a fight between an actor and one of those known."""
        own = side(mention.actor)
        return not self._adjective(mention) and any(self.fronts.opposed(own, side(k.actor)) for k in known)

    def _adjective(self, mention: ActorMention) -> bool:
        """Whether a state is named only by where a thing is from ("the Serbian retreat")."""
        return mention.actor.kind == "government" and self.doc[mention.head].idx >= mention.end

    def _evident(self, event: Event, mention: ActorMention, known: Sequence[ActorMention]) -> bool:
        """Whether the text sets an actor against those known: elsewhere, by its flight, or by its clause."""
        return (
            self._hostile(mention, known)
            or (event.sentence, side(mention.actor)) in self._yielding
            or (
                any(k.actor.kind in ARMED_KINDS for k in known)
                and self._below(self.doc[mention.head], self.doc[event.head])
            )
        )

    def _below(self, head: Token, trigger: Token) -> bool:
        """Whether an actor is spoken of in what hangs on the trigger, clauses joined to it aside."""
        token = head
        while token.i != trigger.i:
            clause = token.pos_ in ("VERB", "AUX") and token.dep_ in self.syntax.conjunct
            if clause or token.head.i == token.i:
                return False
            token = token.head
        return True

    def _against(self, event: Event, mention: ActorMention, known: Sequence[ActorMention]) -> bool:
        own = side(mention.actor)
        if any(own == side(k.actor) or self.fronts.allied(own, side(k.actor)) for k in known):
            return False
        head = self.doc[mention.head]
        return not (
            any(self._joined(head, self.doc[k]) for k in self._same_side(event.sentence, known))
            or self._speaks(head, self.doc[event.head])
        )

    def _same_side(self, sentence: int, known: Sequence[ActorMention]) -> list[int]:
        """Heads of the mentions of a sentence that stand for the sides known."""
        sides = {side(m.actor) for m in known}
        others = (m.head for m in self._armed.get(sentence, ()) if side(m.actor) in sides)
        return [*(m.head for m in known), *others]

    def _joined(self, one: Token, other: Token) -> bool:
        """Whether two actors are named together: "A and B", "A with B", "A, backed by B"."""
        a, b = first_conjunct(one, self.syntax), first_conjunct(other, self.syntax)
        return a.i == b.i or self._hangs_on(a, b) or self._hangs_on(b, a)

    def _hangs_on(self, part: Token, whole: Token) -> bool:
        """Whether a noun hangs on another within one noun phrase, through no finite clause."""
        for above in part.ancestors:
            if above.i == whole.i:
                return True
            if above.pos_ in ("VERB", "AUX") and above.dep_ not in self.syntax.noun_clause:
                return False
        return False

    def _speaks(self, head: Token, trigger: Token) -> bool:
        """Whether an actor is the subject of a verb that has the event for its content."""
        top = first_conjunct(head, self.syntax)
        if top.dep_ not in self.syntax.subject | self.syntax.passive_subject:
            return False
        contents = [c for c in top.head.children if c.dep_ in self.syntax.complement]
        return any(c.i == trigger.i or c.is_ancestor(trigger) for c in contents)
