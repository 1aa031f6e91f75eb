"""Between whom an accord or talks are that name nobody: the two sides of the war that the text tells of."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.events.repulses import FRONT
from dateline.engines.flat.actors.anaphora import implied
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.events.muster import Muster
from dateline.engines.flat.events.offices import organs
from dateline.engines.flat.scene import Scene
from dateline.layers import Argument, Event, in_sentences

HELPERS = frozenset({"mediator", "supporter"})
REACH = 6  # sentences from one of the sides to talks between both


class Meetings:
    """The accords and talks of one document."""

    def __init__(self, scene: Scene, muster: Muster) -> None:
        self._view, self._muster = scene.view, muster
        self._sentences = scene.doc._.sentences or []
        self._entities = Entities.load(str(scene.doc.lang_))
        self._organs = organs(scene, self._entities)
        self._states = {f"state:{s.id}".lower(): s for s in self._entities.registry.states.values()}

    def completed(self, event: Event, two: tuple[str, str]) -> Event:
        """The event between these two, where it names no party and is no act of one alone."""
        if any(a.role not in HELPERS for a in event.arguments) or self._of_others(event):
            return event
        near = [
            in_sentences(self._muster.by_side.get(name), event.sentence - REACH, event.sentence)
            for name in two
        ]
        if not all(near):
            return event
        parties = tuple(self._party(event, name) for name in two)
        return replace(event, arguments=(*event.arguments, *parties))

    def _of_others(self, event: Event) -> bool:
        """Whether one side acts alone ("单方面停火"), or any who assemble may be meant ("会议")."""
        start, _ = self._view.clause(self._sentences[event.sentence], event.start)
        trigger = self._view.text[event.start : event.end]
        assembly = trigger.endswith(tuple(self._view.syntax.markers["assemblies"]))
        return assembly or bool(self._view.marker("unilateral", start, event.end))

    def _party(self, event: Event, name: str) -> Argument:
        mention = self._muster.last_before(name, event)
        _, government = self._organs.get(name, (None, None))
        if government is None and name in self._states:
            government = self._entities.organ(self._states[name], "government")
        mention = mention if government is None else replace(mention, actor=government)
        return Argument("party", implied(mention), f"{event.sense}:{FRONT}")
