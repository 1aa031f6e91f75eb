"""A figure of loss as read, before its event is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.engines.losses.counting import Counted
from dateline.layers import Actor, CasualtyKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of loss: `word` is the word of loss, tokens `first` to `last` (inclusive) its phrase.

    `bare`: no noun says who the victims are, only the number; `after` is the token behind the number.
    `again`: another number for the loss told before, whose kind, victims and event are its own; `alone`: if none
    was told before, it is a figure none the less ("put the toll at 19"). `summed`: several told one by one.
    `dead`: that other number is said to be of the dead.
    """

    word: Token
    kind: CasualtyKind
    low: int | None
    best: int | None
    high: int | None
    first: int
    last: int
    victims: Actor | None
    bare: bool = False
    after: int = 0
    again: bool = False
    alone: bool = True
    summed: bool = False
    dead: bool = False


def figure_of(word: Token, kind: CasualtyKind, c: Counted, last: int, victims: Actor | None) -> Figure:
    """The figure of a word of loss and what it counts; its phrase ends with token `last`."""
    quantity, victims = c.quantity, unnumbered(_without(victims, word), c)
    low, best, high = quantity.low, quantity.best, quantity.high
    return Figure(word, kind, low, best, high, c.first, last, victims, c.bare, c.last + 1)


def _without(victims: Actor | None, word: Token) -> Actor | None:
    """The victims without the word of loss at the end of their name: "guards hostage" are guards."""
    if victims is None or not victims.id.startswith("generic:") or not victims.name.endswith(f" {word.text}"):
        return victims
    return renamed(victims, victims.name.removesuffix(f" {word.text}"))


def unnumbered(victims: Actor | None, c: Counted) -> Actor | None:
    """The victims without the number itself in their name: "several guards" are guards."""
    if victims is None or not victims.id.startswith("generic:"):
        return victims
    for first in range(c.first, c.last + 1):
        number = c.noun.doc[first : c.last + 1].text.lower() + " "
        if victims.name.lower().startswith(number):
            return renamed(victims, victims.name[len(number) :])
        at = victims.name.lower().find(f" {number}")
        if (
            first == c.last and at >= 0
        ):  # "in the clash three guards died", the clash taken for a part of their name
            return renamed(victims, victims.name[at + len(number) + 1 :])
    return victims


def renamed(actor: Actor, name: str) -> Actor:
    """An unnamed actor by other words."""
    return replace(actor, id="generic:" + "-".join(name.lower().split()), name=name, aliases=())


def also(actor: Actor, *names: str) -> Actor:
    """The actor with more names."""
    new = [name for name in dict.fromkeys(names) if name and name not in (actor.name, *actor.aliases)]
    return replace(actor, aliases=(*actor.aliases, *new)) if new else actor
