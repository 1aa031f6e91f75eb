"""Those whom a compound before a noun names: "Turkish-backed groups took X", "a Taliban-led offensive"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.verb_slots import BACKED
from dateline.engines.registry import Organ, registry
from dateline.engines.syntax import HYPHENS, Forms
from dateline.layers import Actor, ActorMention, Argument, Role, sentence_of

# The rule of those who lead what a noun tells.
LED = "led"


@dataclass(slots=True)
class Compounds:
    """Reads them before the subject of a verb, and before a noun that tells an act itself."""

    forms: Forms
    behaviour: Behaviour

    def of(self, frame: Frame) -> Iterator[Argument]:
        """Those who back the doers of an act or the act itself, and those who lead it."""
        if frame.sense.type not in self.behaviour.two_sided | self.behaviour.rising:
            return
        noun = frame.sense.pos == "NOUN"
        lead: Role = "party" if frame.sense.type in self.behaviour.level else "initiator"
        for host in [frame.head] if noun else frame.slots.get("subject", ()):
            for name, word in (pair for c in host.lefts for pair in _halves(c)):
                if word in self.forms.words["backed"] and not frame.slots.get(BACKED):
                    yield from self._named(name, "supporter", "government", f"{frame.sense.id}:{BACKED}")
                elif noun and word in self.forms.words["led"]:
                    yield from self._named(name, lead, "military", f"{frame.sense.id}:{LED}")

    def _named(self, name: tuple[Token, str], role: Role, organ: Organ, rule: str) -> Iterator[Argument]:
        """The state, by this organ of it, or the body that has a name."""
        token, text = name
        known = registry(token.doc.lang_)
        actor: Actor | None = None
        for found in known.matcher.get(text):
            if (state := known.states.get(found.id)) is not None:
                actor = known.organ(state, organ)
            elif found.id in known.entries:
                actor = known.entries[found.id].actor
        if actor is not None:
            end = token.idx + len(text)
            yield Argument(
                role, ActorMention(token.idx, end, token.i, sentence_of(token).index, actor, "nominal"), rule
            )


def _halves(second: Token) -> Iterator[tuple[tuple[Token, str], str]]:
    """The name in a compound and its second half, whether it is read as one word or as several."""
    joined = next((mark for mark in HYPHENS if mark in second.text), None)
    if joined is not None:
        name, _, word = second.text.rpartition(joined)
        yield (second, name), word.lower()
    else:
        yield from (((first, first.text), second.lower_) for first in second.lefts)
