"""What an act that a noun names again has from its first telling: who took part, when and where it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.events.antecedents import Antecedents
from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.second_mentions import time_again, within
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import Event, Role

RETOLD = "retold"
_DOING = ("initiator", "party")
_ROLES: tuple[Role, ...] = ("initiator", "target", "party", "supporter")


class Retold:
    """Completes the events of one document; made anew for each."""

    def __init__(self, doc: Doc, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.doc, self.syntax, self.forms, self.behaviour = doc, syntax, forms, behaviour
        self.antecedents = Antecedents(doc, syntax, forms, behaviour)

    def complete(self, events: Iterable[Event], *, final: bool) -> list[Event]:
        """The events in text order, those told again with what they lack.

        Sides that are level are given together, unless this is the `final` reading, when no others will be found.
        """
        self.antecedents = Antecedents(self.doc, self.syntax, self.forms, self.behaviour)
        out = []
        for event in sorted(events, key=lambda e: (e.start, e.end)):
            told = self.antecedents.of(event)
            done = event if told is None else self._completed(event, told, final=final)
            self.antecedents.tell(done)
            out.append(done)
        return out

    def _completed(self, event: Event, told: Event, *, final: bool) -> Event:
        event, level = self._at_that_time(told, self._there(told, event)), event.type in self.behaviour.level
        whole = final or not level or self._known(told)
        return _with_those_of(told, event, level=level) if whole else event

    def _known(self, told: Event) -> bool:
        """Whether both sides of an act are known."""
        return len({side(a.mention.actor) for a in told.arguments if a.role != "supporter"}) > 1

    def _at_that_time(self, told: Event, event: Event) -> Event:
        """An event of no date of its own, at the time of its first telling where that says more than the story."""
        exact = told.time.timex is not None or event.time.value.edtf is None
        if not exact and not within(told.time.value, event.time.value):
            return event
        time = time_again(told, event.time, national=event.type in self.behaviour.national)
        return replace(event, time=time)

    def _there(self, told: Event, event: Event) -> Event:
        """An event that its sentence puts nowhere, where it was told to be first."""
        several = self.doc[event.head].tag_ in self.forms.tags["plural"]
        somewhere = event.type not in self.behaviour.no_inherited_place - self.behaviour.resumed
        if told.place is None or several or not somewhere or self.antecedents.is_placed(event):
            return event
        return replace(event, place=told.place, place_inherited=True, land=None)


def _with_those_of(told: Event, event: Event, *, level: bool) -> Event:
    """An event with the participants of another one in the roles that it leaves open, if their doers are one side.

    Sides that are `level` are parties, whoever began ("they stormed X ... the battle").
    """
    theirs = [a for a in told.arguments if a.role in _ROLES]
    if {"party", "target"} <= {a.role for a in event.arguments}:
        return event
    if level and not any(a.role == "target" for a in event.arguments):
        theirs = [replace(a, role="party") if a.role in ("initiator", "target") else a for a in theirs]
    own = {side(a.mention.actor) for a in event.arguments if a.role in _DOING}
    doers = {side(a.mention.actor) for a in theirs if a.role in _DOING}
    levels = {any(a.role == "party" for a in found) for found in (theirs, event.arguments) if found}
    if len(levels) > 1 or (own and not own <= doers):
        return event
    have = {a.role for a in event.arguments} - ({"party"} if level and len(own) == 1 else set())
    there = {side(a.mention.actor) for a in event.arguments}
    new = tuple(
        replace(a, mention=replace(a.mention, via="implied"), rule=f"{event.sense}:{RETOLD}")
        for a in theirs
        if a.role not in have and side(a.mention.actor) not in there
    )
    return replace(event, arguments=(*event.arguments, *new))
