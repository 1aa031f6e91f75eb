"""An attack and its repulse, of which a sentence tells the sides once: "X beat off an assault", "X was beaten off"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.takers import FIGHT_REACH, Takers
from dateline.engines.syntax import Syntax
from dateline.layers import ActorMention, Argument, Event, Role

# The rule of a side that only the rest of the document tells.
FRONT = "front"
_TURNED: dict[Role, Role] = {"initiator": "target", "target": "initiator"}


class Repulses(Takers):
    """Completes repulses, and what is repulsed, in one document; made anew for each."""

    def __init__(self, doc: Doc, events: Sequence[Event], syntax: Syntax, behaviour: Behaviour) -> None:
        super().__init__(doc, events, syntax, behaviour)
        self.behaviour = behaviour
        self.types, self.level = behaviour.two_sided, behaviour.level
        self.repelling = behaviour.repelling
        # The events by their heads, and those completed so far.
        self._told: dict[int, Event] = {}
        self._past: list[Event] = []

    def _with(self, event: Event, role: Role, mention: ActorMention, rule: str) -> Event:
        """The event with somebody who is implied; a third one, and one person by another, never are."""
        known = [a.mention.actor.kind for a in event.arguments]
        sides = {a.role for a in event.arguments} | {role}
        if role == "target" and self._stands_empty(event):
            return event
        third = len(known) > 1 and sides != {"initiator", "target"}  # two allies have one foe
        if third or (known == ["person"] and mention.actor.kind == "person"):
            return event
        implied = Argument(role, replace(mention, via="implied"), f"{event.sense}:{rule}")
        return replace(event, arguments=(*event.arguments, implied))

    def _with_all(self, event: Event, role: Role, mentions: Sequence[ActorMention], rule: str) -> Event:
        """The event with allies who are implied together ("took X from A and B", "repulsed an attack by A and B")."""
        first, *others = mentions
        done = self._with(event, role, first, rule)
        if done is event:
            return event
        allies = (Argument(role, replace(m, via="implied"), f"{event.sense}:{rule}") for m in others)
        return replace(done, arguments=(*done.arguments, *allies))

    def _attackers(self, event: Event) -> list[ActorMention]:
        """Whose attack it is that is repulsed ("repulsed an attack by A and B")."""
        attack = self._repulsed(event) if event.type in self.repelling else None
        own = {self.sides.side(a.mention.actor) for a in event.arguments}
        found = [a.mention for a in attack.arguments if a.role == "initiator"] if attack is not None else []
        return [m for m in found if self.sides.side(m.actor) not in own]

    def _beaten_back(self, event: Event) -> Event:
        """A repulse of nobody, with the sides of the attack that is said to be repulsed, the other way round.

        Or what is done to a revolt, by those against whom it was ("a revolt against X was put down").
        """
        roles = {a.role for a in event.arguments}
        if event.type not in self.types - self.level or not roles <= {"target"}:
            return event
        attack = self._repulsed(event)
        if roles and event.type in self.repelling and attack is None:
            return self._thrown_back(event)
        if roles and (attack is None or attack.type in self.types):
            return event
        for argument in attack.arguments if attack is not None else ():
            if argument.role in _TURNED and _TURNED[argument.role] not in roles:
                event = self._with(event, _TURNED[argument.role], argument.mention, FRONT)
        return event

    def _thrown_back(self, event: Event) -> Event:
        """Those who are beaten off, with those whom they just attacked: "they charged X and were driven off"."""
        beaten = {a.mention.actor.id for a in event.arguments}
        for other in reversed(self._past):
            if event.sentence - other.sentence > FIGHT_REACH:
                break
            doers = {a.mention.actor.id for a in other.arguments if a.role == "initiator"}
            if other.type in self.types and other.start < event.start and doers & beaten:
                for argument in (
                    a for a in other.arguments if a.role == "target" and a.mention.via != "implied"
                ):
                    event = self._with(event, "initiator", argument.mention, FRONT)
                break
        return event

    def _repulsed(self, event: Event) -> Event | None:
        """The attack that is the object of a repulse."""
        beaten = self.syntax.passive_subject | self.syntax.object
        verb, s = self.doc[event.head], self.syntax
        objects = [c for c in verb.children if c.dep_ in beaten]
        relative = verb.dep_ in s.relative_clause and any(
            c.lower_ in self.forms.words["relatives"] for c in objects
        )
        heads = [verb.head.i] if relative else [c.i for c in objects]  # "an attack, which X beat off"
        return next((self._told[i] for i in heads if i in self._told), None)

    def _met(self, event: Event, repulses: dict[int, Event]) -> Event:
        """An attack or revolt with those against whom it was: those who are told to beat it off, and by whom not.

        `repulses` are the events that tell so, by the heads of what is repulsed ("the brigade hurled back an assault").
        """
        repulse = repulses.get(event.head)
        if repulse is None or event.type in self.level | self.repelling | self.behaviour.slow:
            return event  # a siege may be relieved by anybody
        for argument in (a for a in repulse.arguments if a.mention.via != "implied"):
            role = _TURNED.get(argument.role)
            if role is not None and role not in {a.role for a in event.arguments}:
                event = self._with(event, role, argument.mention, FRONT)
        return event

    def _repulses(self, events: Sequence[Event]) -> dict[int, Event]:
        """The events that tell what is repulsed, by the heads of that."""
        pairs = ((self._repulsed(event), event) for event in events if event.type in self.repelling)
        return {attack.head: event for attack, event in pairs if attack is not None}
