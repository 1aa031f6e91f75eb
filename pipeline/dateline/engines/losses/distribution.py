"""Losses told once for each of several sides: "each side lost 300 men", "the Turks and Serbs each lost 300 men"."""

from __future__ import annotations

import itertools
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
    doc: Doc, figure: Figure, told: Casualty, victims: Victims, mentions: Mentions
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
    each = any(t.lower_ in words["each"] for t in doc[subjects[-1].i + 1 : verb.i])
    if not each or len(subjects) < _PAIR:
        return [told]
    return [replace(told, victims=_army(subject, victims, mentions)) for subject in subjects]


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
