"""Who stands where in the clause of a trigger."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.engines.flat.events.groups import Group


@dataclass(slots=True)
class Parts:
    """Who stands where in the clause of a trigger.

    `spoken`: its first actors only say so; `inner`: a passive clause describes a noun that is no actor.
    `disposed`: a marker puts the object before the trigger ("将A押走"); `described`: its own clause only describes
    a noun in that of another act ("进入B放弃的基地").
    """

    subject: Group = field(default_factory=list)
    object: Group = field(default_factory=list)
    company: Group = field(default_factory=list)
    aim: Group = field(default_factory=list)
    mediator: Group = field(default_factory=list)
    supporter: Group = field(default_factory=list)
    passive: bool = False
    spoken: bool = False
    inner: bool = False
    disposed: bool = False
    described: bool = False
