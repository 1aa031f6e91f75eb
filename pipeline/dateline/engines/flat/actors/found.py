"""What in a text stands for an actor, before it is bound to its sentence and to whom it means there."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.layers import Actor, Via


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before it is bound to its sentence."""

    start: int
    end: int
    actor: Actor
    via: Via
