"""Whose forces the holders of offices command, as the words before their names say."""

from __future__ import annotations

from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.scene import Scene
from dateline.engines.registry import State
from dateline.layers import Actor

SHORTEST, LONGEST = 2, 8  # characters of the names of states


def commands(scene: Scene, entities: Entities) -> dict[str, Actor]:
    """The forces of persons by their ids: of a body or land before a title before the name ("X总统Y")."""
    titles = sorted(entities.data["persons"]["titles"], key=len, reverse=True)
    once = scene.view.syntax.markers["former"]
    bodies = {
        m.end: m.actor
        for m in scene.actors
        if m.actor.kind in ARMED | {"government"} and scene.view.text[max(m.start - 1, 0)] not in once
    }
    states = {state.id: state for state in entities.registry.states.values()}
    out: dict[str, Actor] = {}
    for mention in scene.actors:
        left = scene.view.text[: mention.start]
        title = next((t for t in titles if left.endswith(t)), None)
        if mention.actor.kind != "person" or title is None:
            continue
        at = mention.start - len(title)
        body = bodies.get(at)
        land = states.get(body.country or "") if body is not None and body.kind == "government" else None
        land = land or _land(left[:at], entities)
        if body is not None and body.kind in ARMED:
            out.setdefault(mention.actor.id, body)
        elif land is not None:
            out.setdefault(mention.actor.id, entities.organ(land, "military"))
    return out


def _land(text: str, entities: Entities) -> State | None:
    """The state whose full name ends a text."""
    for length in range(LONGEST, SHORTEST - 1, -1):
        for named in entities.states.get(text[-length:]) if length <= len(text) else ():
            if named.form == "state":
                return named.state
    return None
