"""Whose act the name of a people tells: "the Danes" who fight are their forces, who vote or agree their government."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.registry import registry
from dateline.layers import ActorMention, Argument

_PEOPLES = frozenset({"adjective", "demonym"})  # "the French", "the Danes"


def as_government(argument: Argument, doc: Doc) -> Argument:
    """The argument with the government instead of the forces of a state, if it names its people alone."""
    mention, known = argument.mention, registry(doc.lang_)
    state = known.states.get(mention.actor.id.partition(":")[2])
    if state is None or mention.actor != known.organ(state, "military") or not _names_people(mention, doc):
        return argument
    return replace(argument, mention=replace(mention, actor=known.organ(state, "government")))


def _names_people(mention: ActorMention, doc: Doc) -> bool:
    """Whether a mention ends in the name of a people: no "Danish troops"."""
    head = doc[mention.head]
    names = registry(doc.lang_).matcher.get(head.text)
    return mention.end == head.idx + len(head) and any(name.form in _PEOPLES for name in names)
