"""Whose forces the holders of offices command, and which organs stand for a side."""

from __future__ import annotations

from dateline.engines.events.fronts import side
from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.scene import Scene
from dateline.engines.registry import State
from dateline.layers import Actor

NAMED = ("name", "acronym")
SHORTEST, LONGEST = 2, 8  # characters of the names of states


def commands(scene: Scene, entities: Entities) -> dict[str, Actor]:
    """The forces of persons by their ids: of a body or land before a title before the name ("X总统Y")."""
    titles = sorted(entities.data["persons"]["titles"], key=len, reverse=True)
    text = scene.view.text
    once = scene.view.syntax.markers["former"]
    bodies = {
        m.end: m.actor
        for m in scene.actors
        if m.actor.kind in ARMED | {"government"} and text[max(m.start - 1, 0)] not in once
    }
    states = {state.id: state for state in entities.registry.states.values()}
    out: dict[str, Actor] = {}
    for mention in scene.actors:
        if mention.actor.kind != "person":
            continue
        title = next((t for t in titles if text.endswith(t, 0, mention.start)), None)
        if title is None:
            continue
        at = mention.start - len(title)
        body = bodies.get(at)
        land = states.get(body.country or "") if body is not None and body.kind == "government" else None
        land = land or _land(text, at, entities)
        if body is not None and body.kind in ARMED:
            out.setdefault(mention.actor.id, body)
        elif land is not None:
            out.setdefault(mention.actor.id, entities.organ(land, "military"))
    return out


def organs(scene: Scene, entities: Entities) -> dict[str, tuple[Actor | None, Actor | None]]:
    """The forces and the government of each side, as the text names them.

    An army that is only called the government's ("政府军") has that government.
    """
    out: dict[str, tuple[Actor | None, Actor | None]] = {}
    ordinals = scene.view.syntax.markers["ordinal"]
    for mention in scene.actors:
        forces, government = out.get(side(mention.actor), (None, None))
        if mention.actor.kind == "government":
            whole = mention.actor.id.lower() == side(mention.actor)  # rather than one of its ministries
            government = mention.actor if whole else government or mention.actor
        elif mention.actor.kind in ARMED and (forces is None or any(o in forces.name for o in ordinals)):
            forces = mention.actor  # the army rather than a numbered unit of it
        out[side(mention.actor)] = forces, government
    states = {f"state:{state.id}".lower(): state for state in entities.registry.states.values()}
    named = {side(m.actor) for m in scene.actors if m.actor.kind in ARMED and m.via in NAMED}
    for name, (forces, government) in out.items():
        if government is None and name in states and name not in named:
            out[name] = forces, entities.organ(states[name], "government")
    return out


def _land(text: str, end: int, entities: Entities) -> State | None:
    """The state whose full name ends at an offset of a text."""
    for start in range(max(end - LONGEST, 0), end - SHORTEST + 1):
        for named in entities.states.get(text[start:end]):
            if named.form == "state":
                return named.state
    return None
