"""Who may be taken to stand against whom before the text says so.

An armed group that rises in a country fights the state there; forces that attack or take places on the soil of
another state that fights in the text have it against them; and an armed group and a state of which one accuses
the other are not of one side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from spacy.tokens import Doc

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.registry import Registry
from dateline.layers import Actor, Event

# The kinds of groups that rise against a state.
RISING = frozenset({"rebel_group", "jihadist_group"})
# Acts on foreign soil that make those who do them enemies of its state.
INVASIONS = 2

Pair = tuple[str, str]


def presumed(
    doc: Doc,
    events: Iterable[Event],
    sides: Mapping[str, Actor],
    behaviour: Behaviour,
    known: Registry,
    side: Callable[[Actor], str],
) -> frozenset[Pair]:
    """Pairs of the `sides` with an identity (each with an actor that is on it), in both orders."""
    soils = {name: _soil(name, known) for name in sides if name.startswith("state:")}
    groups = {name: actor.country for name, actor in sides.items() if name.startswith("group:")}
    told = tuple(events)
    pairs = {*_risen(sides), *_invaded(doc, told, soils, groups, behaviour, side)}
    pairs |= {pair for pair in _accused(told, behaviour, side) if sides.keys() >= set(pair)}
    return frozenset(p for one, other in pairs for p in ((one, other), (other, one)) if one != other)


def _soil(name: str, known: Registry) -> frozenset[str]:
    """The present countries on whose soil a state lies or lay."""
    state = known.states.get(name.removeprefix("state:").upper()) or known.states.get(
        name.removeprefix("state:")
    )
    return frozenset() if state is None else frozenset({*state.within, state.country or ""} - {""})


def _risen(sides: Mapping[str, Actor]) -> Iterator[Pair]:
    """Groups and the state of the country that they are of."""
    for name, actor in sides.items():
        own = f"state:{(actor.country or '').lower()}"
        if name.startswith("group:") and actor.kind in RISING and own in sides:
            yield name, own


def _invaded(
    doc: Doc,
    events: Iterable[Event],
    soils: Mapping[str, frozenset[str]],
    groups: Mapping[str, str | None],
    behaviour: Behaviour,
    side: Callable[[Actor], str],
) -> Iterator[Pair]:
    """States whose forces attack or take places of another one, and that one; or `groups`, which are of one country.

    A state may do it once in pursuit of others; a group from abroad has no quarrel but with the state there.
    """
    acts: Counter[Pair] = Counter()
    for event in events:
        if event.place is None or event.type not in behaviour.taking:
            continue
        country = doc._.places[event.place].place.country
        doers = {side(a.mention.actor) for a in event.arguments if a.role == "initiator"}
        hosts = [name for name in soils if name == f"state:{(country or '').lower()}"]
        hosts = hosts or [name for name, soil in soils.items() if country in soil]
        for doer in doers if len(hosts) == 1 else ():
            if doer in soils and country not in soils[doer]:
                acts[doer, hosts[0]] += 1
            elif groups.get(doer) not in (None, country):
                acts[doer, hosts[0]] += INVASIONS
    yield from (pair for pair, number in acts.items() if number >= INVASIONS)


def _accused(events: Iterable[Event], behaviour: Behaviour, side: Callable[[Actor], str]) -> Iterator[Pair]:
    """Groups and states of which one accuses the other; states do so of all who are not their friends."""
    for event in (e for e in events if e.type in behaviour.blaming):
        by_role = {role: [a for a in event.arguments if a.role == role] for role in ("initiator", "target")}
        for one, other in product(by_role["initiator"], by_role["target"]):
            pair = side(one.mention.actor), side(other.mention.actor)
            if sorted(name.partition(":")[0] for name in pair) == ["group", "state"]:
                yield pair
