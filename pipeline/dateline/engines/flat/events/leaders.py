"""Says on which side persons are who lead forces or hold an office, as far as the text shows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from dateline.engines.events.lexicon import ARMED_KINDS
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.scene import Scene
from dateline.layers import Actor, Event

TITLES = 3  # titles between a state and the name of who holds them ("海军总司令阿部上将")
LED = 8  # characters between a force and who leads it ("第一军由王储康斯坦丁指挥")

Side = Callable[[Actor], str]


class Leaders:
    """The sides of the persons of one document."""

    def __init__(self, scene: Scene, side: Side) -> None:
        self._scene, self._side = scene, side
        entities = Entities.load(str(scene.doc.lang_))
        self._states = entities.states
        self._titles = tuple(sorted(entities.data["persons"]["titles"], key=len, reverse=True))
        self._commanding = tuple(scene.view.syntax.markers["commanding"])
        self._agent = scene.view.syntax.markers["agent"]
        self._ends = {m.end: m.actor for m in scene.actors}

    def sides(self, events: Iterable[Event]) -> Mapping[str, str]:
        """The side of each person that one is told of, by his id; of those told of two the more frequent."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in self._scene.actors:
            if mention.actor.kind != "person" or not mention.actor.id.startswith("person:"):
                continue
            if (
                own := self._of_title(mention.start) or self._by_command(mention.start, mention.end)
            ) is not None:
                votes[mention.actor.id][own] += 1
        for event in events:
            self._together(event, votes)
        return {name: found for name, counts in votes.items() if (found := _most(counts)) is not None}

    def _of_title(self, start: int) -> str | None:
        """The state or army that titles right before a name belong to ("塞尔维亚王储X", "英军上将X")."""
        text, at = self._scene.view.text, start
        for _ in range(TITLES):
            title = next((t for t in self._titles if text.endswith(t, 0, at)), None)
            if title is None:
                break
            at -= len(title)
        before = self._scene.view.before(at)
        if at == start or before is None or before.end != at:
            return None
        actor = self._ends.get(at)
        if actor is not None and actor.kind in ARMED_KINDS and not actor.id.startswith("generic:"):
            return self._side(actor)
        full = {n.state.id for n in self._states.get(before.text) if n.form == "state"}
        return f"state:{full.pop().lower()}" if len(full) == 1 else None

    def _by_command(self, start: int, end: int) -> str | None:
        """The force that the clause says somebody commands ("X军由Y指挥", "Y指挥的X军")."""
        scene, text = self._scene, self._scene.view.text
        verb = next((v for v in self._commanding if text.startswith(v, end)), None)
        if verb is None:
            return None
        led = scene.actors_in(end + len(verb), end + len(verb) + 2)
        for agent in scene.view.within(max(start - LED, 0), start) if not led else ():
            if agent.text in self._agent and agent.start in self._ends:
                led = [
                    m
                    for m in scene.actors_in(max(agent.start - LED * 2, 0), agent.start)
                    if m.end == agent.start
                ]
        armed = [
            m.actor for m in led if m.actor.kind in ARMED_KINDS and not m.actor.id.startswith("generic:")
        ]
        return self._side(armed[0]) if armed else None

    def _together(self, event: Event, votes: dict[str, Counter[str]]) -> None:
        """Who acts together with one force alone is of its side."""
        for role in ("initiator", "target"):
            here = [a.mention.actor for a in event.arguments if a.role == role]
            persons = [actor for actor in here if actor.id.startswith("person:")]
            armed = {
                self._side(actor)
                for actor in here
                if actor.kind in ARMED_KINDS and not actor.id.startswith("generic:")
            }
            for person in persons if len(armed) == 1 else ():
                votes[person.id][next(iter(armed))] += 1


def _most(counts: Counter[str]) -> str | None:
    top = [*counts.most_common(2), ("", 0)]
    return top[0][0] if top[0][1] > top[1][1] else None
