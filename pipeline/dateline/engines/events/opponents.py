"""The other side of a fight, where the clause of the event leaves it out but its sentence names it.

"The rebels retook Homs after the army withdrew": the army is the target of the capture. Who stands against
whom is told by the events whose arguments are all spoken out; the rest is a matter of exactly one candidate.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from spacy.tokens import Doc, Token

from dateline.engines.actors.noun_phrases import first_conjunct
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import Syntax
from dateline.layers import Actor, ActorMention, Argument, Event, Role

RULE = "opponent"
# The same, where only the rest of the document tells who stands against whom.
FRONT = "front"
# How many sentences back the last event may lie whose sides go on in one that names nobody.
STORY_REACH = 6
# Share of the armed actors that two sides must hold for the war to be theirs alone.
TWO = 0.8
_FRONTAL = ("capture", "attack", "siege", "repulse", "ambush", "armed_clash")
# Organs of one state are on one side.
_STATE = frozenset({"state", "military", "police"})


def side(actor: Actor) -> str:
    """The side that an actor is on: its own, or that of its state."""
    namespace, _, name = actor.id.partition(":")
    return f"state:{name.lower()}" if namespace in _STATE else actor.id


@dataclass(slots=True)
class Fronts:
    """Who is told to act against whom, and who together, in one document; pairs of sides."""

    hostile: Counter[tuple[str, str]] = field(default_factory=Counter)
    joined: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, events: Iterable[Event], types: frozenset[str]) -> Fronts:
        """Read off the arguments of the events of these types."""
        fronts = cls()
        for event in events:
            by_role: dict[str, set[str]] = {}
            for argument in event.arguments:
                by_role.setdefault(argument.role, set()).add(side(argument.mention.actor))
            for role in ("initiator", "target"):
                fronts._add(fronts.joined, combinations(sorted(by_role.get(role, ())), 2))
            if event.type in types:
                against = product(by_role.get("initiator", ()), by_role.get("target", ()))
                fronts._add(fronts.hostile, against)
                fronts._add(fronts.hostile, combinations(sorted(by_role.get("party", ())), 2))
        return fronts

    @staticmethod
    def _add(pairs: Counter[tuple[str, str]], new: Iterable[tuple[str, str]]) -> None:
        for one, other in new:
            if one != other:
                pairs.update([(one, other), (other, one)])

    def opposed(self, one: str, other: str) -> bool:
        """Whether the document tells of acts of the one against the other."""
        return (one, other) in self.hostile

    def foe(self, sides: Iterable[str]) -> str | None:
        """The side that most acts are told of against these, by far; None if there is none."""
        counts: Counter[str] = Counter()
        for (one, other), number in self.hostile.items():
            if one in sides:
                counts[other] += number
        top = [*counts.most_common(2), ("", 0), ("", 0)]
        return top[0][0] if top[0][1] >= 2 and top[0][1] > 2 * top[1][1] else None

    def allied(self, one: str, other: str) -> bool:
        """Whether the document tells of acts that both do, and of none against each other."""
        return (one, other) in self.joined and not self.opposed(one, other)


class Opponents:
    """Completes the events of one document; made anew for each."""

    def __init__(self, doc: Doc, events: Sequence[Event], syntax: Syntax, behaviour: Behaviour) -> None:
        self.doc, self.syntax = doc, syntax
        self.types, self.level = behaviour.two_sided, behaviour.level
        self.fronts = Fronts.of(events, self.types)
        self._yielding = {
            (event.sentence, side(argument.mention.actor))
            for event in events
            if event.type in behaviour.yielding
            for argument in event.arguments
            if argument.role == "initiator"
        }
        self._last: Event | None = None
        self._two: tuple[str, str] | None = None
        self._armed: dict[int, list[ActorMention]] = {}
        self._by_side: dict[str, list[ActorMention]] = {}
        for mention in doc._.actors or ():
            if mention.actor.kind in ARMED_KINDS:
                self._armed.setdefault(mention.sentence, []).append(mention)
                self._by_side.setdefault(side(mention.actor), []).append(mention)

    def complete(self, events: Iterable[Event]) -> list[Event]:
        """The events, in their order, with the sides that they lack, where the text leaves no doubt who that is."""
        out = [self._from_sentence(event) for event in events]
        self.fronts = Fronts.of(out, self.types)
        self._two = self._main_sides()
        return [self._from_document(event) for event in out]

    def _from_sentence(self, event: Event) -> Event:
        """The event with the side that it lacks, if its sentence names it."""
        known, wanted = self._lacking(event)
        if not event.arguments and event.type in self.level:
            return self._both(event)
        if wanted not in ("target", "party") or not known:
            return event
        found = self._opponent(event, known)
        return event if found is None else self._with(event, wanted, found, RULE)

    def _with(self, event: Event, role: Role, mention: ActorMention, rule: str) -> Event:
        implied = Argument(role, replace(mention, via="implied"), f"{event.sense}:{rule}")
        return replace(event, arguments=(*event.arguments, implied))

    def _lacking(self, event: Event) -> tuple[list[ActorMention], Role | None]:
        """Who is known to act in a two-sided event, and the role of the side that it lacks."""
        if event.type not in self.types:
            return [], None
        roles = {argument.role for argument in event.arguments}
        known = [a.mention for a in event.arguments if a.mention.via != "implied"]
        if "initiator" in roles and "target" not in roles:
            return known, "target"
        if roles == {"target"}:
            return known, "initiator"
        one = roles == {"party"} and len({side(m.actor) for m in known}) == 1
        return known, "party" if one else None

    # The rest of the document.

    def _from_document(self, event: Event) -> Event:
        """The event with the sides that it lacks, if the document tells of a front that it belongs to."""
        known, wanted = self._lacking(event)
        if event.type not in _FRONTAL:
            pass
        elif wanted is not None:
            sides = {side(m.actor) for m in known if m.actor.kind in ARMED_KINDS}
            foe = self.fronts.foe(sides) or self._other_of_two(sides)
            mention = self._named(foe, event) if foe is not None and foe not in sides else None
            event = event if mention is None else self._with(event, wanted, mention, FRONT)
        elif not event.arguments and event.type == "capture":
            event = self._goes_on(event)
        self._remember(event)
        return event

    def _main_sides(self) -> tuple[str, str] | None:
        """The two sides that nearly all armed actors with an identity are of; None if there are more."""
        counts = Counter({name: len(found) for name, found in self._by_side.items()})
        generic = [name for name in counts if name.startswith("generic:")]
        for name in generic:
            del counts[name]
        top = counts.most_common(2)
        if len(top) < 2 or top[1][1] < 3 or top[0][1] + top[1][1] < TWO * counts.total():
            return None
        return top[0][0], top[1][0]

    def _remember(self, event: Event) -> None:
        roles = {
            role: [a.mention for a in event.arguments if a.role == role] for role in ("initiator", "target")
        }
        if event.type in self.types and all(roles.values()):
            self._last = event

    def _goes_on(self, event: Event) -> Event:
        """A capture by nobody ("Homs fell"), with those who attacked in the event told before it."""
        last = self._last
        if last is None or event.sentence - last.sentence > STORY_REACH:
            return event
        for argument in last.arguments:
            if argument.role == "initiator" and argument.mention.actor.kind in ARMED_KINDS:
                event = self._with(event, "initiator", argument.mention, FRONT)
        return event

    def _other_of_two(self, sides: set[str]) -> str | None:
        """The other side of a document that hardly speaks of more than two."""
        if len(sides) != 1 or self._two is None or not sides <= set(self._two):
            return None
        own = next(iter(sides))
        other = next(s for s in self._two if s != own)
        return None if self.fronts.allied(own, other) else other

    def _named(self, wanted: str, event: Event) -> ActorMention | None:
        """The last mention of a side before an event, else its first."""
        mentions = self._by_side.get(wanted, [])
        at = bisect_left(mentions, event.start, key=lambda m: m.start)
        return mentions[max(at - 1, 0)] if mentions else None

    def _both(self, event: Event) -> Event:
        """A fight of nobody, with the two sides of its sentence that fight elsewhere in the document."""
        by_side = {side(m.actor): m for m in reversed(self._armed.get(event.sentence, ()))}
        if len(by_side) != 2 or not self.fronts.opposed(*by_side):
            return event
        implied = (replace(m, via="implied") for m in by_side.values())
        parties = tuple(Argument("party", m, f"{event.sense}:{RULE}") for m in implied)
        return replace(event, arguments=parties)

    def _opponent(self, event: Event, known: Sequence[ActorMention]) -> ActorMention | None:
        """The one armed actor of the sentence that may stand against those known."""
        here = self._candidates(event, known)
        return next((m for m in here if self._evident(event, m, known)), None)

    def _candidates(self, event: Event, known: Sequence[ActorMention]) -> list[ActorMention]:
        """The armed actors of the sentence that may stand against those known; none if they are of two sides."""
        found = [m for m in self._armed.get(event.sentence, ()) if self._against(event, m, known)]
        return found if len({side(m.actor) for m in found}) == 1 else []

    def _hostile(self, mention: ActorMention, known: Sequence[ActorMention]) -> bool:
        """Whether the document tells elsewhere of a fight between an actor and one of those known."""
        own = side(mention.actor)
        return not self._adjective(mention) and any(self.fronts.opposed(own, side(k.actor)) for k in known)

    def _adjective(self, mention: ActorMention) -> bool:
        """Whether a state is named only by where a thing is from ("the Serbian retreat")."""
        return mention.actor.kind == "government" and self.doc[mention.head].idx >= mention.end

    def _evident(self, event: Event, mention: ActorMention, known: Sequence[ActorMention]) -> bool:
        """Whether the text sets an actor against those known: elsewhere, by its flight, or by its clause."""
        return (
            self._hostile(mention, known)
            or (event.sentence, side(mention.actor)) in self._yielding
            or (
                any(k.actor.kind in ARMED_KINDS for k in known)
                and self._below(self.doc[mention.head], self.doc[event.head])
            )
        )

    def _below(self, head: Token, trigger: Token) -> bool:
        """Whether an actor is spoken of in what hangs on the trigger, clauses joined to it aside."""
        token = head
        while token.i != trigger.i:
            clause = token.pos_ in ("VERB", "AUX") and token.dep_ in self.syntax.conjunct
            if clause or token.head.i == token.i:
                return False
            token = token.head
        return True

    def _against(self, event: Event, mention: ActorMention, known: Sequence[ActorMention]) -> bool:
        own = side(mention.actor)
        if any(own == side(k.actor) or self.fronts.allied(own, side(k.actor)) for k in known):
            return False
        head = self.doc[mention.head]
        return not (
            any(self._joined(head, self.doc[k]) for k in self._same_side(event.sentence, known))
            or self._speaks(head, self.doc[event.head])
        )

    def _same_side(self, sentence: int, known: Sequence[ActorMention]) -> list[int]:
        """Heads of the mentions of a sentence that stand for the sides known."""
        sides = {side(m.actor) for m in known}
        others = (m.head for m in self._armed.get(sentence, ()) if side(m.actor) in sides)
        return [*(m.head for m in known), *others]

    def _joined(self, one: Token, other: Token) -> bool:
        """Whether two actors are named together: "A and B", "A with B", "A, backed by B"."""
        a, b = first_conjunct(one, self.syntax), first_conjunct(other, self.syntax)
        return a.i == b.i or self._hangs_on(a, b) or self._hangs_on(b, a)

    def _hangs_on(self, part: Token, whole: Token) -> bool:
        """Whether a noun hangs on another within one noun phrase, through no finite clause."""
        for above in part.ancestors:
            if above.i == whole.i:
                return True
            if above.pos_ in ("VERB", "AUX") and above.dep_ not in self.syntax.noun_clause:
                return False
        return False

    def _speaks(self, head: Token, trigger: Token) -> bool:
        """Whether an actor is the subject of a verb that has the event for its content."""
        top = first_conjunct(head, self.syntax)
        if top.dep_ not in self.syntax.subject | self.syntax.passive_subject:
            return False
        contents = [c for c in top.head.children if c.dep_ in self.syntax.complement]
        return any(c.i == trigger.i or c.is_ancestor(trigger) for c in contents)
