"""Who claims a deed did it: "X has claimed responsibility", told behind the attack."""

from __future__ import annotations

from dataclasses import replace

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.scene import Scene
from dateline.layers import Argument, Event, Sentence

BACK = 3  # sentences back that the deed may have been told
RULE = "claims_deed:subject"


def claim_deed(scene: Scene, sentence: Sentence, events: list[Event], behaviour: Behaviour) -> None:
    """Give the last violent event that lacks a doer the one who says in this sentence that he did it."""
    view = scene.view
    for found in view.syntax.responsible.finditer(view.text, sentence.start, sentence.end):
        start, _ = view.clause(sentence, found.start())
        spoken = view.marker("speaking", start, found.start())
        actors = scene.actors_in(start, spoken[0].start) if spoken else []
        if not actors or view.marker("negating", start, found.start()):
            continue
        for i in range(len(events) - 1, -1, -1):
            event = events[i]
            if sentence.index - event.sentence > BACK:
                break
            if event.type not in behaviour.violent or event.type in behaviour.unclaimed:
                continue
            if all(a.role != "initiator" for a in event.arguments):
                bodies = [m for m in actors if m.actor.kind in ARMED] or actors  # not its spokesman
                doers = tuple(Argument("initiator", m, RULE) for m in bodies[-1:])
                events[i] = replace(event, arguments=(*doers, *event.arguments))
            break
