"""Which side of the war the lost are of, where the text calls them only the men of one who leads it."""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Doc

from dateline.engines.events.belligerents import Belligerents
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.losses.figure import also
from dateline.engines.losses.finder import Losses
from dateline.engines.losses.fitting import ARMED
from dateline.layers import Actor, Casualty, Event

_DOERS = ("initiator", "supporter")
_KEEPERS = frozenset({"police", "government", "civilians", "protesters"})  # whom they take may be anybody


class Camps:
    """The sides of one document, for its figures of loss; made anew for each."""

    def __init__(self, doc: Doc, losses: Losses, behaviour: Behaviour) -> None:
        self._known = losses.victims.known
        self._named = {m.actor.id: m.actor for m in doc._.actors or () if m.actor.kind != "person"}
        persons = {m.actor.id: m.actor for m in doc._.actors or () if m.actor.kind == "person"}
        self._doc, self._syntax, self._behaviour = doc, losses.scope.syntax, behaviour
        table = losses.table
        self._enemies, self._types = frozenset(table["enemies"]), frozenset(table["taking"])
        self._captives, self._forms = frozenset(table["captives"]), losses.scope.forms
        self._leaders = {self._known.possessed(p.name, "")[0]: p for p in persons.values()}

    @cached_property
    def _sides(self) -> Belligerents:
        sides = Belligerents(self._doc, self._syntax, self._behaviour)
        sides.hear(self._doc._.events)
        return sides

    def of(self, casualty: Casualty) -> Actor | None:
        """Whose the lost of a figure are, with what the war's sides tell of them."""
        event: Event | None = self._doc._.events[casualty.event] if casualty.event >= 0 else None
        lost = casualty.victims
        if event is None or not (self._is_foe(lost) or self._is_taken(casualty, event)):
            return self._whole(lost, event) if lost is not None else None
        foe = self._foe(casualty, event)
        return lost if foe is None else also(foe, lost.name) if lost is not None else foe

    def _is_foe(self, lost: Actor | None) -> bool:
        """Whether the lost are only called the enemy."""
        return lost is not None and lost.name.lower() in self._enemies

    def _is_taken(self, casualty: Casualty, event: Event) -> bool:
        """Whether an army takes men or prisoners of whom no more is told: they are of the side that it fights."""
        called = casualty.victims.name.lower() if casualty.victims is not None else ""
        unknown = not called or not self._captives.isdisjoint(self._forms.singulars(called))
        doers = {a.mention.actor.kind for a in event.arguments if a.role in _DOERS}
        taken = unknown and casualty.kind == "captured" and bool(casualty.best)
        return taken and event.type in self._types and bool(doers) and doers.isdisjoint(_KEEPERS)

    def _foe(self, casualty: Casualty, event: Event) -> Actor | None:
        """The side against which those stand who did it, or who tell of it."""
        doers = [a.mention.actor for a in event.arguments if a.role in _DOERS]
        own = [casualty.claimed_by] if casualty.claimed_by is not None else doers
        sides = {self._sides.side(actor) for actor in own}
        name = self._sides.foe(sides, event) if sides else None
        return self._force(name) if name is not None else None

    def _whole(self, lost: Actor, event: Event | None) -> Actor:
        """The side of which men who are called only by their leader are; anybody else as they are.

        "Wellington lost 300 men" in a text that speaks of the British; "surprised a company; the captain and
        twenty of his men died".
        """
        leader = next((p for lead, p in self._leaders.items() if lost.name.startswith(lead)), None)
        if leader is None or not lost.id.startswith("generic:"):
            return lost
        side = self._sides.led(lost) or self._sides.led(leader)
        force = self._force(side) if side is not None else None
        force = force or (self._struck(leader, event) if event is not None else None)
        return also(force, lost.name, *lost.aliases) if force is not None else lost

    def _struck(self, leader: Actor, event: Event) -> Actor | None:
        """The one armed side that an act of others befell, if its leader may have been among them."""
        if any(a.role != "target" and a.mention.actor == leader for a in event.arguments):
            return None
        hit = {a.mention.actor.id: a.mention.actor for a in event.arguments if a.role == "target"}
        armed = [
            a for a in hit.values() if a.kind in ARMED and (" " in a.name or not a.id.startswith("generic:"))
        ]
        return armed[0] if len(armed) == 1 else None

    def _force(self, side: str) -> Actor | None:
        """The army or the armed body that a side is."""
        namespace, _, name = side.partition(":")
        if namespace == "state":
            state = self._known.states.get(name) or self._known.states.get(name.upper())
            return self._known.organ(state, "military") if state is not None else None
        return self._named.get(side) if namespace in ("group", "org") else None
