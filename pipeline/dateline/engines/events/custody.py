"""Where those are held whom somebody has seized: what is done to them is done there."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.layers import Argument, Sentence

REACH = 6  # sentences in which they are surely still there


class Custody:
    """The captives of one story."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self._held: dict[str, tuple[int, int]] = {}  # by person: the place, and the sentence that told it

    def hold(
        self, frame: Frame, sentence: Sentence, arguments: Sequence[Argument], place: int | None
    ) -> None:
        """Who is seized is held where that was, until he is freed or does something himself."""
        for argument in arguments:
            who = argument.mention.actor
            seized = argument.role == "target" and frame.sense.type in self.behaviour.holding
            if seized and place is not None and who.kind == "person":
                self._held[who.id] = (place, sentence.index)
            elif seized or argument.role == "initiator" or frame.sense.type in self.behaviour.freeing:
                self._held.pop(who.id, None)

    def place(self, frame: Frame, sentence: Sentence, arguments: Sequence[Argument]) -> int | None:
        """The place where the target of an event is held, if it is done to captives."""
        if frame.sense.type not in self.behaviour.in_custody:
            return None
        targets = (a.mention.actor.id for a in arguments if a.role == "target")
        place, since = next((self._held[who] for who in targets if who in self._held), (None, 0))
        return place if sentence.index - since <= REACH else None
