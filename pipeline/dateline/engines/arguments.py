"""Who takes part in a happening, and as what: actor mentions for the tokens that fill a frame's slots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from spacy.tokens import Token

from dateline.engines.frames import Mentions
from dateline.engines.happenings import Happening
from dateline.engines.lexicon import Behaviour
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import ActorMention, Argument, Role


class ArgumentBinder:
    """Turns filled slots into arguments."""

    def __init__(self, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.syntax = syntax
        self.forms = forms
        self.behaviour = behaviour

    def of(self, happening: Happening, mentions: Mentions) -> tuple[Argument, ...]:
        """Participants of the trigger, then those that only an absorbed trigger names; each actor once a role."""
        out: dict[int, Argument] = {}
        seen: set[tuple[str, Role]] = set()
        for argument in self._all(happening, mentions):
            known = (argument.mention.actor.id, argument.role)
            if argument.mention.start not in out and known not in seen:
                out[argument.mention.start] = argument
                seen.add(known)
        return tuple(out.values())

    def _all(self, happening: Happening, mentions: Mentions) -> Iterator[Argument]:
        level = happening.frame.sense.type in self.behaviour.level
        for frame in (happening.frame, *happening.absorbed):
            for slot, name in frame.sense.slots.items():
                role = cast(Role, "target" if name == "victim" else name)
                if level and frame is not happening.frame and role in ("initiator", "target"):
                    role = "party"
                for token in frame.slots.get(slot, ()):
                    for mention in self._mentions(token, mentions):
                        yield Argument(role, mention, f"{frame.sense.id}:{slot}")

    def _mentions(self, token: Token, mentions: Mentions) -> list[ActorMention]:
        """The actors that a slot's filler amounts to.

        That is itself; where it names nobody, those it is said to be ("two officers, A and B"), or whose
        it is part of ("men of the 5th Brigade"); where it is no actor, its owner ("army posts").
        """
        found = mentions.actor.get(token.i)
        if found is not None and not _is_generic(found):
            return [found]
        named = [c for c in token.children if c.dep_ in self.syntax.apposition]
        same = [mentions.actor[t.i] for c in named for t in (c, *c.conjuncts) if t.i in mentions.actor]
        if any(not _is_generic(mention) for mention in same):
            return same
        own = self.forms.prepositions["attributive"]
        wholes = [
            part
            for child in token.children
            if child.dep_ in self.syntax.preposition and self.forms.lemma(child) in own
            for part in child.children
            if part.dep_ in self.syntax.preposition_object
        ]
        if found is None:
            owners = self.syntax.possessor | self.syntax.modifier
            wholes += [
                c for c in token.children if c.dep_ in owners and not _is_state(mentions.actor.get(c.i))
            ]
        candidates = (mentions.actor[part.i] for part in wholes if part.i in mentions.actor)
        whole = next((m for m in candidates if found is None or not _is_generic(m)), found)
        return [] if whole is None else [whole]


def _is_state(mention: ActorMention | None) -> bool:
    """Whether the mention stands for a state: as an adjective it tells where a thing is from, not whose it is."""
    return mention is not None and mention.actor.kind == "government"


def _is_generic(mention: ActorMention) -> bool:
    """Whether the mention stays unresolved: it stands for nobody that the text names."""
    return mention.actor.id.startswith("generic:")
