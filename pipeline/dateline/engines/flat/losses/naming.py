"""Who the lost are by what befell them: the army of a state that lost men, the civilians who fled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dateline.engines.flat.losses.struck import FORCES_LOSE
from dateline.engines.flat.scene import Scene
from dateline.engines.registry import Registry, is_state
from dateline.layers import Actor, Casualty, Event


@dataclass(frozen=True, slots=True)
class Naming:
    """Names them with the words of one language: `fled` are those for people who had to leave, the first their name.

    In `battles` a state loses soldiers.
    """

    known: Registry
    fled: tuple[str, ...]
    battles: frozenset[str]

    @classmethod
    def of(cls, known: Registry, table: dict[str, Any]) -> Naming:
        """With the words of casualties.toml."""
        return cls(known, tuple(table["fled"]["names"]), frozenset(table["soldiers"]["battles"]))

    def whose(self, casualty: Casualty, event: Event, scene: Scene, *, soldiers: bool) -> Casualty:
        """The figure with those who bore it, where a state or nobody is named.

        `soldiers`: its word is told of soldiers alone.
        """
        if casualty.victims is None and casualty.kind == "displaced" and casualty.best:
            name, *others = self.fled
            return replace(
                casualty, victims=Actor(f"generic:{name}", name, "civilians", aliases=tuple(others))
            )
        fought = casualty.kind in FORCES_LOSE and (soldiers or event.type in self.battles)
        if casualty.victims is None or not fought or not is_state(casualty.victims):
            return casualty
        state, army = casualty.victims, self.known.army_of(casualty.victims)
        army = scene.known.get(army.id, army)
        names = dict.fromkeys((*army.aliases, state.name, *state.aliases))
        return replace(casualty, victims=replace(army, aliases=tuple(n for n in names if n != army.name)))
