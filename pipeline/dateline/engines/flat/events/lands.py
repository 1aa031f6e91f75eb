"""The country in which an event happened of which no place is told: that of who acts in it, or of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.scene import Scene
from dateline.engines.places.outcome import home_country
from dateline.layers import Actor, Argument, Place

COUP = "coup"
BEHIND = 1  # characters between an attack and the name of the country that it strikes


class Lands:
    """The countries of one Doc."""

    def __init__(self, scene: Scene, behaviour: Behaviour, entities: Entities) -> None:
        self.behaviour, self.scene, self.entities = behaviour, scene, entities
        self._view, markers = scene.view, scene.view.syntax.markers
        self._toward, self._aim, self._launching = (
            tuple(markers["toward"]),
            markers["aim"],
            markers["launching"],
        )
        states = entities.registry.states.values()
        self._names = {state.id: state.name for state in states if state.id == state.country}
        self.story = home_country(scene.places) or self._titled()
        people = Counter(m.actor.country for m in scene.actors if m.actor.country is not None)
        # Most of those who act are of that country: it fights with itself.
        self.internal = bool(people) and self.story == people.most_common(1)[0][0]

    def _titled(self) -> str | None:
        """The one country that the title or the first sentence names."""
        first = next(iter(self.scene.doc._.sentences or []), None)
        if first is None:
            return None
        words = self.scene.view.within(first.start, first.end)
        named = {
            n.state.country for w in words for n in self.entities.states.get(w.text) if n.form == "state"
        }
        return next(iter(named)) if len(named) == 1 else None

    def of(self, frame: Frame, arguments: Sequence[Argument], home: Place | None = None) -> Place | None:
        """The country of an event without a place, or its part `home` of the title; None where it may be another."""
        actors = [a.mention.actor for a in arguments]
        homes = {actor.country for actor in actors if actor.country is not None}
        if frame.type == COUP:
            if homes == {self.story} or (not homes and self.internal):
                return self._place(self.story)
            abroad = len(homes) == 1 and all(a.role != "target" for a in arguments)
            return self._place(next(iter(homes))) if abroad else None
        if frame.type not in self.behaviour.anywhere or not self.internal:
            return None
        region = home is not None and home.precision == "area" and home.country == self.story
        return home if region else self._place(self.story)

    def struck(self, frame: Frame, arguments: Sequence[Argument]) -> Place | None:
        """The country whose state is attacked as such: beside the attack stands its name ("入侵X", "对X发动空袭")."""
        for argument in arguments:
            mention = argument.mention
            named = mention.via == "name" and mention.actor.kind == "government"
            near = 0 <= mention.start - frame.end <= BEHIND
            aimed = frame.clause[0] <= mention.start < frame.start and self._view.led(
                mention.start, self._aim
            )
            near = near or (aimed and self._view.followed(mention.end, self._launching))
            if argument.role == "target" and frame.type in self.behaviour.invading and named and near:
                return self._soil(mention.actor)
        return None

    def _soil(self, actor: Actor) -> Place | None:
        """The country of a government; of a state of the past, under its name, where it lay first of all."""
        if actor.country is not None:
            return self._place(actor.country)
        state = self.entities.registry.states.get(actor.id.removeprefix("state:"))
        return Place.unmapped(state.name, state.within[0], "country") if state and state.within else None

    def goal(self, frame: Frame) -> Place | None:
        """The country to which troops are sent, where it stands for its soil ("向X派兵", "入朝")."""
        if frame.type not in self.behaviour.moving:
            return None
        last = self.scene.view.text[frame.end - 1]
        short = self.entities.meant(last, {}) if frame.end - frame.start > 1 else None
        if short is not None and short.form == "short" and short.state.country:
            return self._place(short.state.country)
        for mention in reversed(self.scene.actors_in(frame.clause[0], frame.start)):
            before = self.scene.view.text[frame.clause[0] : mention.start]
            if mention.actor.kind == "government" and before.endswith(self._toward):
                return self._soil(mention.actor)
        return None

    def _place(self, code: str | None) -> Place | None:
        name = self._names.get(code or "")
        return Place.unmapped(name, code, "country") if name else None
