"""Who stands against whom in a document, as its own events tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations, product

from dateline.layers import Actor, Event

# Share of the armed mentions that two camps must hold for the war to be theirs alone, and if no act of the one
# against the other is told; mentions of the lesser side, and their share of those of the greater; and among how many of
# the sides most spoken of they are sought.
TWO, UNTOLD, LEAST, LESSER, FOREMOST = 0.75, 0.8, 3, 0.5, 4
# The share of the armed mentions that those may hold who stand now with the one camp and now with the other.
TURNCOATS = 0.05
# The lesser share that does, where acts of the one against the other are told.
TOLD = 0.25
# How many acts of two sides against each other, and how many times as many as of any other two, must be told for a
# lesser share to do, and that share.
ACTS, DOMINANT, MOST = 4, 2, 0.55
# The share of the mentions of its camp that the foremost side of one must hold, for that camp to be it and its helpers.
LEADING = 0.45
# Organs of one state are on one side.
_STATE = frozenset({"state", "military", "police"})
_ORGANS = frozenset({"government", "military", "police"})


Camp = tuple[str, ...]


def side(actor: Actor) -> str:
    """The side that an actor is on: its own, or that of its state, whose units and branches are on it as well."""
    namespace, _, name = actor.id.partition(":")
    name, _, branch = name.lower().partition("/")
    if branch == "peacekeepers":
        return actor.id
    if namespace in _STATE and (len(name) == 2 or actor.country is None):
        return f"state:{name}"
    return f"state:{actor.country.lower()}" if actor.country and actor.kind in _ORGANS else actor.id


@dataclass(slots=True)
class Fronts:
    """Who is told to act against whom, and who together, in one document; pairs of sides."""

    hostile: Counter[tuple[str, str]] = field(default_factory=Counter)
    joined: Counter[tuple[str, str]] = field(default_factory=Counter)
    presumed: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(
        cls,
        events: Iterable[Event],
        types: frozenset[str],
        helping: frozenset[str] = frozenset(),
        side: Callable[[Actor], str] = side,
        spoken: frozenset[str] = frozenset(),
    ) -> Fronts:
        """Read off the arguments: of `types` the one acts against the other, of `helping` for the other.

        That two speak together (`spoken`) says nothing of it: foes do so as well.
        """
        fronts = cls()
        for event in events:
            by_role: dict[str, set[str]] = {}
            by_rule: dict[str, set[str]] = {}
            for argument in event.arguments:
                by_role.setdefault(argument.role, set()).add(side(argument.mention.actor))
                if argument.role == "party":
                    by_rule.setdefault(argument.rule, set()).add(side(argument.mention.actor))
            for role in ("initiator", "target") if event.type not in spoken else ():
                fronts._add(fronts.joined, combinations(sorted(by_role.get(role, ())), 2))
            helped = (
                by_role.get("target", set()) if event.type in helping else by_role.get("supporter", set())
            )
            fronts._add(fronts.joined, product(by_role.get("initiator", ()), helped))
            if event.type in types:
                against = product(by_role.get("initiator", ()), by_role.get("target", ()))
                fronts._add(fronts.hostile, against)
                fronts._meet(list(by_rule.values()))
        return fronts

    def _meet(self, parties: Sequence[set[str]]) -> None:
        """Those who fight as one noun phrase has them against each other, or as one against another phrase."""
        if len(parties) == 1:
            self._add(self.hostile, combinations(sorted(parties[0]), 2))
        for one, other in combinations(parties, 2):
            self._add(self.hostile, product(one, other))
        for together in parties if len(parties) > 1 else ():
            self._add(self.joined, combinations(sorted(together), 2))

    @staticmethod
    def _add(pairs: Counter[tuple[str, str]], new: Iterable[tuple[str, str]]) -> None:
        for one, other in new:
            if one != other:
                pairs.update([(one, other), (other, one)])

    def know(self, pairs: Iterable[tuple[str, str]], acts: int) -> None:
        """Count two sides as enemies that are known to have been, as if so many acts were told."""
        for one, other in pairs:
            self.hostile[one, other] += acts
            self.hostile[other, one] += acts

    def opposed(self, one: str, other: str) -> bool:
        """Whether the document tells of acts of the one against the other, and of fewer that they do together.

        Where it tells of neither, whether they are presumed to be enemies.
        """
        hostile, joined = self.hostile[one, other], self.joined[one, other]
        return self.told(one, other) or (hostile == joined == 0 and (one, other) in self.presumed)

    def told(self, one: str, other: str) -> bool:
        """Whether the document itself tells of such acts."""
        return self.hostile[one, other] > self.joined[one, other]

    def foe(self, sides: Iterable[str], among: Container[str] | None = None) -> str | None:
        """The side, one of some, that most acts are told of against these, by far; None if there is none."""
        counts: Counter[str] = Counter()
        for (one, other), number in self.hostile.items():
            if one in sides and (among is None or other in among) and self.opposed(one, other):
                counts[other] += number
        top = [*counts.most_common(2), ("", 0), ("", 0)]
        return top[0][0] if top[0][1] >= 2 and top[0][1] > 2 * top[1][1] else None

    def allied(self, one: str, other: str) -> bool:
        """Whether the document tells of acts that both do, and of no more against each other."""
        return (one, other) in self.joined and not self.opposed(one, other)

    def _dominant(self, one: str, other: str) -> bool:
        """Whether of all acts that are told those of two sides against each other are by far the most."""
        acts = self.hostile[one, other]
        others = (n for pair, n in self.hostile.items() if set(pair) != {one, other})
        return acts >= max(ACTS, DOMINANT * max(others, default=0))

    def camps(self, mentions: Mapping[str, int]) -> tuple[Camp, Camp] | None:
        """The two camps of a war that is theirs alone, the foremost side of each first; None if there are more.

        `mentions` counts the armed mentions of each side that has an identity.
        """
        ranked = sorted(mentions, key=lambda s: (-mentions[s], s))[:FOREMOST]
        if len(ranked) < 2:
            return None

        def even(one: str, other: str) -> bool:
            lesser, greater = sorted((mentions[one], mentions[other]))
            share = TOLD if self.opposed(one, other) else LESSER
            return lesser >= max(LEAST, share * greater)

        pairs = [pair for pair in combinations(ranked, 2) if self.opposed(*pair) and even(*pair)]
        told = any(self.told(*pair) for pair in pairs)
        pairs += [] if told else [(ranked[0], ranked[1])]
        one, other = max(pairs, key=lambda pair: sum(mentions[s] for s in pair))
        if not even(one, other) or self.allied(one, other):
            return None
        camps = {one: {one}, other: {other}}
        for name in sorted(mentions):
            for own, foe in permutations((one, other)):
                with_own = self.allied(name, own) or self.opposed(name, foe)
                if name not in (own, foe) and with_own and not self.opposed(name, own):
                    camps[own].add(name)
        both = camps[one] & camps[other]  # those who change sides are of neither
        if sum(mentions[s] for s in both) > TURNCOATS * sum(mentions.values()):
            return None
        camps = {name: members - both for name, members in camps.items()}
        held = sum(mentions[s] for camp in camps.values() for s in camp)
        least = MOST if self._dominant(one, other) else TWO if self.opposed(one, other) else UNTOLD
        if held < least * sum(mentions.values()):
            return None
        if all(mentions[name] < LEADING * sum(mentions[s] for s in camp) for name, camp in camps.items()):
            return None  # two coalitions of equals: what nobody is said to do is not the foremost side's
        first, second = ((name, *sorted(camps[name] - {name})) for name in (one, other))
        return first, second
