"""Losses told once for each of several sides, or of several in the order of what they are told of.

"Each side lost 300 men", "the Turks and Serbs each lost 300 men", "bombs in A and B killed 9 and 7 respectively".
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.losses.figure import Figure
from dateline.engines.losses.sides import UNBOUND
from dateline.engines.losses.victims import Victims
from dateline.engines.mentions import Mentions
from dateline.layers import Actor, Casualty

_PAIR = 2
_UP = 3  # steps from a word of loss up to the verb whose subject bears it
_PARTIES = ("party", "initiator", "target")


def for_each(
    doc: Doc, figure: Figure, told: Casualty, victims: Victims, mentions: Mentions, rank: tuple[int, int]
) -> list[Casualty]:
    """The loss of each side that a figure is told of; the loss alone where it is told of one, or of all together."""
    above = itertools.islice((figure.word, *figure.word.ancestors), _UP)
    told_of = ((t, victims.words.slots.subjects(t)) for t in above if t.pos_ == "VERB")
    verb, subjects = next((pair for pair in told_of if pair[1]), (figure.word, []))
    if not subjects or subjects[-1].i > verb.i:
        return [told]
    words = victims.words.forms.words
    one = subjects[0]
    if victims.words.forms.lemma(one) in words["sides"] and any(t.lower_ in words["each"] for t in one.lefts):
        return [replace(told, victims=side) for side in _parties(doc, told, victims)]
    if rank[1] == len(subjects) >= _PAIR and victims.words.forms.lemma(verb) in victims.sets["bearing_words"]:
        return [replace(told, victims=_army(subjects[rank[0]], victims, mentions))]
    each = any(t.lower_ in words["each"] for t in doc[subjects[-1].i + 1 : verb.i])
    if not each or len(subjects) < _PAIR:
        return [told]
    return [replace(told, victims=_army(subject, victims, mentions)) for subject in subjects]


def in_order(figure: Figure, figures: Sequence[Figure], last: int, words: frozenset[str]) -> tuple[int, int]:
    """Which of how many figures one is, if a word up to token `last` gives each what it is of in order; else (0, 1)."""
    doc = figure.word.doc
    alike = [f.first for f in figures if (f.kind, f.word.i) == (figure.kind, figure.word.i)]
    told = any(t.lower_ in words for t in doc[figure.word.sent.start : last])
    return (alike.index(figure.first), len(alike)) if told and figure.first in alike else (0, 1)


def at_its_place(doc: Doc, event: int, rank: tuple[int, int], here: Sequence[int]) -> int:
    """The event that a figure of so many is told of: that of its place, if one act is told of as many places."""
    if event == UNBOUND or rank[1] < _PAIR:
        return event
    head = doc._.events[event].head
    same = [i for i in here if doc._.events[i].head == head and not doc._.events[i].place_inherited]
    places = {doc._.events[i].place for i in same} - {None}
    return same[rank[0]] if len(same) == len(places) == rank[1] else event


def _army(subject: Token, victims: Victims, mentions: Mentions) -> Actor | None:
    found = victims.of(subject, mentions)
    return victims.known.army_of(found) if found is not None else None


def _parties(doc: Doc, told: Casualty, victims: Victims) -> list[Actor | None]:
    """The two sides of the event of a loss; nobody twice where it has not just two."""
    if told.event == UNBOUND:
        return [None, None]
    arguments = doc._.events[told.event].arguments
    actors = {a.mention.actor.id: a.mention.actor for a in arguments if a.role in _PARTIES}
    if len(actors) != _PAIR:
        return [None, None]
    return [victims.known.army_of(actor) for actor in actors.values()]
