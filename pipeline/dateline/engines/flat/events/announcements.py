"""Reads who does what somebody announces, orders or says: he himself, his government or its forces."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.actors.camps import ARMED, SIDES
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.events.answers import AnswerReader
from dateline.engines.flat.events.attributes import CAPTURE
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.groups import Group
from dateline.engines.flat.events.offices import commands, organs
from dateline.engines.flat.numerals import Numerals
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.view import Word
from dateline.layers import ActorMention


class AnnouncementReader(AnswerReader):
    """Reads the doers of acts that are announced, for one Doc."""

    def __init__(self, scene: Scene, behaviour: Behaviour, entities: Entities, numerals: Numerals) -> None:
        super().__init__(scene, behaviour, frozenset(entities.data["persons"]["titles"]), numerals)
        self._organs, self._commands = organs(scene, entities), commands(scene, entities)

    def _announced(self, groups: list[Group], frame: Frame) -> Group:
        """Who announces an act of state does it ("the prime minister announced an operation")."""
        causing = {w.text for w in self.view.marker("causing", frame.clause[0], frame.start)}
        orders = frame.type in self.behaviour.announced and causing <= self.view.syntax.markers["ordering"]
        if not groups or (causing and not orders):
            return []
        spoken = self.view.marker("speaking", groups[0][-1].end, frame.start)
        claims = (
            frame.type in self.behaviour.claimed
            and len(groups) == 1
            and bool(spoken)
            and not frame.sense.losers
        )
        claims = claims and groups[0][0].actor.kind == "government" and frame.sense.subject == "initiator"
        if frame.type in self.behaviour.announced:
            return groups[0] if frame.sense.subject != "target" else []
        army = self._commands.get(groups[0][0].actor.id)
        if army is not None and spoken and frame.type == CAPTURE and len(groups) == 1:
            return [replace(m, actor=army, via="implied") for m in groups[0]]  # "总统X宣布收复Y"
        return [self._forces(m) for m in groups[0]] if claims else []

    def _giving_way(self, groups: list[Group], frame: Frame) -> Group:
        """Who announces that he will leave a place leaves it ("A宣布从X撤军", "A表示愿撤出X")."""
        if frame.type not in self.behaviour.yielding or len(groups) != 1:
            return []
        kind = "speaking" if groups[0][0].actor.kind in SIDES else "announcing"
        words = self.view.marker(kind, groups[0][-1].end, frame.start)
        causing = self.view.marker("causing", frame.clause[0], frame.start)
        if not words or causing:
            return []
        others = any(w.text.endswith(self._people) for w in self.view.within(words[0].end, frame.start))
        return [] if others else [self._commanded(m) for m in groups[0]]  # "A称敌人撤退": not A

    def _commanded(self, mention: ActorMention) -> ActorMention:
        """The army whose commander somebody is by his office, else he himself."""
        army = self._commands.get(mention.actor.id)
        return mention if army is None else replace(mention, actor=army, via="implied")

    def _ordered_forces(self, groups: list[Group], frame: Frame) -> Group:
        """The forces of the government that orders a move ("the ministry ordered a retreat")."""
        words = self.view.marker("ordering", frame.clause[0], frame.start)
        if not words or len(groups) != 1 or groups[0][0].start > words[-1].start:
            return []
        forces = [self._own_army(m) for m in groups[0]]
        return [m for m in forces if m.actor.kind in ARMED]

    def _own_army(self, mention: ActorMention) -> ActorMention:
        """The forces of a government, or of the holder of an office."""
        return self._forces(mention) if mention.actor.id not in self._commands else self._commanded(mention)

    def _said(self, groups: list[Group], frame: Frame) -> Word | None:
        """The word by which the first actors of the clause say what follows."""
        if not groups or frame.sense.reporting or frame.type in self.behaviour.spoken:
            return None
        return next(iter(self.view.marker("speaking", groups[0][-1].end, frame.start)), None)

    def _own_forces(self, groups: list[Group], victims: Group, frame: Frame) -> Group:
        """A government that says that armed men were killed or beaten means by its own forces."""
        spoken = self.view.marker("speaking", frame.clause[0], frame.start)
        causing = self.view.marker("causing", frame.clause[0], frame.start)
        against = frame.type in self.behaviour.against and victims[0].actor.kind in ARMED
        told = bool(groups) and groups[0][0].actor.kind == "government" and bool(spoken) and not causing
        return groups[0] if against and told else []
