"""Who takes part in talks, a truce or their end of which only the name is told: those who met just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.actors.anaphora import implied
from dateline.layers import Argument, Event

RULE = "echo"
PAIR = 2  # more may have met about what others do, and persons may have met for themselves
REACH = 4  # sentences back that the meeting may lie whose parties meet again


def meet_again(events: Sequence[Event], behaviour: Behaviour) -> list[Event]:
    """The events in their order; a meeting of nobody ("the truce took effect") is of those who met last."""
    out: list[Event] = []
    met: Event | None = None
    for told in events:
        event = told
        if event.type in behaviour.meetings:
            nobody = all(a.role == "mediator" for a in event.arguments)
            if nobody and met is not None and event.sentence - met.sentence <= REACH:
                event = _joined(event, met)
            parties = [a.mention.actor for a in _parties(event)]
            if len({side(actor) for actor in parties}) > 1:
                again = len(parties) == PAIR and all(actor.kind != "person" for actor in parties)
                met = event if again else None
        out.append(event)
    return out


def _parties(event: Event) -> list[Argument]:
    return [a for a in event.arguments if a.role in ("party", "initiator", "target")]


def _joined(event: Event, met: Event) -> Event:
    """An event with the parties of another, without those who mediate in it."""
    mediators = {a.mention.actor.id for a in event.arguments}
    more = [a.mention for a in _parties(met) if a.mention.actor.id not in mediators]
    parties = (Argument("party", implied(m), f"{event.sense}:{RULE}") for m in more)
    return replace(event, arguments=(*event.arguments, *parties))
