"""Which event carries a figure of loss: that of its own word, the nearest that costs lives, the one told before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.losses.figures import Loss
from dateline.engines.flat.losses.struck import FORCES_LOSE, attributive, hard, own_side, past
from dateline.engines.flat.scene import Scene
from dateline.layers import Event, Sentence

UNBOUND = -1
DATED = ("DATE", "TIME")


class Carriers:
    """Finds the event of a loss; `types` are those that may carry one of a kind."""

    def __init__(self, types: Mapping[str, Iterable[str]], behaviour: Behaviour) -> None:
        self._types = {kind: frozenset(names) for kind, names in types.items()}
        self.behaviour = behaviour

    def of(
        self,
        loss: Loss,
        scene: Scene,
        sentence: Sentence,
        sentences: list[Sentence],
        events: list[Event],
        by_sentence: dict[int, list[int]],
    ) -> int:
        """The event of the word itself, else the nearest that can carry it, else the last of the sentence before."""
        here = by_sentence.get(sentence.index, [])
        types = self._types[loss.kind]
        own = [i for i in here if events[i].start < loss.word[1] and loss.word[0] < events[i].end]
        clause = scene.view.clause(sentence, loss.figure.start)
        if mine := [i for i in own if events[i].type in types]:
            there = self._at_its_place(mine, events, loss, scene, clause[0])
            return mine[0] if there is None else there
        fit = [i for i in here if events[i].type in types and not _later(events[i], clause, scene)]
        main = [i for i in fit if not attributive(events[i], scene)] or fit
        near = [i for i in main if events[i].start < clause[1] and not past(events[i], loss, scene)]
        if loss.kind in FORCES_LOSE[:2]:  # "俘其将，杀万余人": of the fight
            near = [i for i in near if events[i].type not in self.behaviour.holding] or near
        fights = [
            i for i in near if events[i].type not in self.behaviour.damage or clause[0] <= events[i].start
        ]
        near = self._fought(hard(fights or near, events, scene, sentence), events, loss, scene)
        there = self._at_its_place(near, events, loss, scene, clause[0])
        if there is not None:
            return there
        if near or (fit and loss.figure.start < events[fit[0]].start and not _continues(sentence, sentences)):
            return min(
                near or main,
                key=lambda i: (events[i].start > loss.figure.start, abs(events[i].start - loss.figure.start)),
            )
        if _continues(sentence, sentences) and not own:
            told = [i for i in by_sentence.get(sentence.index - 1, []) if events[i].type in types]
            if told:
                ours = own_side(loss, scene, sentence)
                fights = [i for i in told if ours and events[i].type in self.behaviour.fights]
                told = self._fought(fights or told, events, loss, scene)
                there = self._at_its_place(told, events, loss, scene, clause[0])
                return told[-1] if there is None else there
        return main[0] if main else UNBOUND

    def _at_its_place(
        self, near: list[int], events: list[Event], loss: Loss, scene: Scene, start: int
    ) -> int | None:
        """Of events before a figure at several places that of the place that its clause names ("X12人，Y7人")."""
        named = scene.places_in(start, loss.figure.start)
        if not named or (len(named) > 1 and _listed(scene, *named[-2:])):
            return None
        name = scene.places[named[-1]].place.name
        placed = {i: scene.places[place].place.name for i in near if (place := events[i].place) is not None}
        here = [i for i, at in placed.items() if at == name]
        return here[-1] if here and len(set(placed.values())) > 1 else None

    def _fought(self, found: list[int], events: list[Event], loss: Loss, scene: Scene) -> list[int]:
        """Of events before a figure those that cost the dead: not that a place was taken or left at the end."""
        if loss.kind not in FORCES_LOSE[:2] or not all(
            events[i].type in self.behaviour.ending | self.behaviour.fights for i in found
        ):
            return found
        fights = [
            i for i in found if events[i].type in self.behaviour.fights and events[i].start < loss.start
        ]
        stops = scene.view.syntax.stops
        return [
            i
            for i in fights
            if not any(c in stops for c in scene.view.text[events[i].end : events[found[-1]].start])
        ] or found


def _listed(scene: Scene, one: int, other: int) -> bool:
    """Whether a list joins two places."""
    words = scene.view.text[scene.places[one].end : scene.places[other].start]
    return words in scene.view.syntax.markers["list"]


def _later(event: Event, clause: tuple[int, int], scene: Scene) -> bool:
    """Whether an event behind the clause of a figure has a time of its own ("损失700人；翌日，英军强渡…")."""
    times = scene.times_in(clause[1], event.start) if clause[1] < event.start else []
    return any(scene.timexes[i].type in DATED for i in times)


def _continues(sentence: Sentence, sentences: list[Sentence]) -> bool:
    """Whether a sentence goes on with the paragraph of the one before."""
    return sentence.index > 0 and sentences[sentence.index - 1].block == sentence.block
