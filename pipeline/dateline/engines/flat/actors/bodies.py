"""The nouns by which a text calls bodies of states that it has named in full."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.entities import Entities
from dateline.layers import Actor

LONG = 4  # characters of the rest of a name that means no other body
OWN_NAME = 3  # characters of the noun of a body by which it is called without its state


def nouns_of_own(named: Iterable[tuple[str, Actor]], entities: Entities) -> dict[str, Actor]:
    """The nouns of forces that the text gave behind a state, where each means one ("希腊民主军": "民主军")."""
    heads = frozenset(entities.data["own_forces"]["heads"])
    out: dict[str, set[Actor]] = {}
    for text, actor in named:
        for end, _ in entities.states.at(text, 0):
            noun = text[end:]
            own = len(noun) >= OWN_NAME and noun in heads
            if (own or len(noun) >= LONG) and noun not in entities.nominals:
                out.setdefault(noun, set()).add(actor)
    return {noun: next(iter(actors)) for noun, actors in out.items() if len(actors) == 1}


def is_force(actor: Actor) -> bool:
    """Whether an actor is known by a noun for forces only."""
    return actor.id.startswith("generic:") and actor.kind in ARMED


def is_within(short: str, name: str) -> bool:
    """Whether a short name is made of characters of the long one, in their order ("提人阵")."""
    rest = iter(name)
    return short != name and all(c in rest for c in short)
