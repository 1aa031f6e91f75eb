"""The short names by which a text calls bodies that it has named in full ("希腊民主军" as "民主军")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.actors.found import Found
from dateline.engines.flat.entities import Entities
from dateline.layers import Actor

LONG = 4  # characters of the rest of a name that means no other body
OWN_NAME = 3  # characters of the noun of a body by which it is called without its state


def short_names(found: Iterable[Found], text: str, entities: Entities) -> dict[str, Actor]:
    """Whom each short name means: those that the text explains, and the nouns of forces behind their states."""
    named = [one for one in found if one.via == "name"]
    own = _nouns_of_own(((text[one.start : one.end], one.actor) for one in named), entities)
    out: dict[str, Actor] = {}
    for short, actor in _explained(named, text, entities):
        out.setdefault(short, actor)
    return own | _nouns_of_named(named, text, entities) | out


def named_again(
    found: list[Found], names: Mapping[str, Actor], text: str, sites: Iterable[str]
) -> list[Found]:
    """With the other places at which a short name stands; `sites` behind it are places ("国防军总部")."""
    if not names:
        return found
    short = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(rf"(?:{short})(?!{'|'.join(map(re.escape, sites))})")
    spans = [(m.start(), m.end(), names[m[0]]) for m in pattern.finditer(text)]
    found = sorted((_as_named(one, names, text) for one in found), key=lambda one: one.start)
    starts = [one.start for one in found]
    within: set[Found] = set()
    whole: list[Found] = []
    for a, b, actor in spans:  # "政府", "政府部队" begin within a short name "团结政府"
        here = found[bisect_left(starts, a) : bisect_left(starts, b)]
        inner = [f for f in here if f.end < b or (f.start > a and (f.end == b or _is_force(f.actor)))]
        if inner:
            within.update(inner)
            whole.append(Found(a, max(b, *(f.end for f in inner)), actor, "acronym"))
    found = [*(f for f in found if f not in within), *whole]
    taken = {i for one in found for i in range(one.start, one.end)}
    more = [Found(a, b, actor, "acronym") for a, b, actor in spans if taken.isdisjoint(range(a, b))]
    return sorted([*found, *more], key=lambda one: one.start)


def _as_named(one: Found, names: Mapping[str, Actor], text: str) -> Found:
    """A noun that is the short name of somebody as him."""
    actor = names.get(text[one.start : one.end]) if one.actor.id.startswith("generic:") else None
    return one if actor is None else Found(one.start, one.end, actor, "acronym")


def under_longer_names(found: list[Found]) -> list[Found]:
    """A force that is called by the end of a longer name that the text gave before is that force."""
    longer: dict[str, Actor] = {}
    out = []
    for one in found:
        actor = one.actor
        if one.via == "name" and actor.kind in ARMED:
            slug = actor.id.partition(":")[2]
            if slug == actor.name and actor.name in longer:
                out.append(replace(one, actor=longer[actor.name]))
                continue
            for name in (actor.name, *actor.aliases):
                for cut in range(1, len(name) - 2):
                    longer.setdefault(name[cut:], actor)
        out.append(one)
    return out


def _explained(named: Iterable[Found], text: str, entities: Entities) -> Iterator[tuple[str, Actor]]:
    """Short names that the text gives behind a name: "X (hereafter the army)"."""
    words = entities.data["aliases"]
    opening, naming, closing = ("|".join(map(re.escape, words[k])) for k in ("open", "naming", "close"))
    alias = re.compile(rf"[（(，]?(?:{naming})(?:{opening})?(\w{{2,8}}?)(?:{closing}|[）)，。])")
    bracket = re.compile(r"[（(]([A-Za-z][A-Za-z-]{1,9})[）)]")
    short = re.compile(r"[（(](\w{2,6})[）)]")
    for one in named:
        match = alias.match(text, one.end) or bracket.match(text, one.end)
        if match is None and (found := short.match(text, one.end)) and _is_within(found[1], one.actor.name):
            match = found
        if match:
            yield match[1], one.actor


def _nouns_of_own(named: Iterable[tuple[str, Actor]], entities: Entities) -> dict[str, Actor]:
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


def _nouns_of_named(named: Iterable[Found], text: str, entities: Entities) -> dict[str, Actor]:
    """The nouns of forces whose name the text gave in full, where each means one ("第17突击旅": "突击旅")."""
    number = re.compile(rf"(?:{entities.data['ordinal']})?(?:[0-9]+|[{entities.data['numbering']}]+)")
    out: dict[str, set[Actor]] = {}
    for one in named:
        if one.actor.kind not in ARMED:
            continue
        words = text[one.start : one.end]
        numbered = number.match(words)
        start = numbered.end() if numbered else 0 if one.actor.name != words else 1
        ends = (words[at:] for at in range(start, len(words) - OWN_NAME + 1))
        noun = next((end for end in ends if end in entities.nominals), "")
        if noun and (noun != words or one.actor.name.endswith(words)):
            out.setdefault(noun, set()).add(one.actor)
    return {noun: next(iter(actors)) for noun, actors in out.items() if len(actors) == 1}


def _is_force(actor: Actor) -> bool:
    """Whether an actor is known by a noun for forces only."""
    return actor.id.startswith("generic:") and actor.kind in ARMED


def _is_within(short: str, name: str) -> bool:
    """Whether a short name is made of characters of the long one, in their order ("提人阵")."""
    rest = iter(name)
    return short != name and all(c in rest for c in short)
