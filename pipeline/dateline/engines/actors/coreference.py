"""Who is spoken of: the actors mentioned so far, weighed by recency and by their part in the sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from dateline.layers import Actor

# Weight of a mention by its part in the clause, and what is left of it one sentence later.
# Whom the voice makes the subject outweighs him by whom it is done ("X was taken by Y; he swore").
SUBJECT, AGENT, OBJECT, OTHER = 2.0, 1.9, 1.0, 0.6
DECAY = 0.65
# What is left of the weight of a subject in a clause within another.
BELOW = 0.5
# A rival this close to the best makes a collective nominal ambiguous.
RIVAL = 0.3


@dataclass(slots=True)
class Trace:
    """One earlier mention; `noun`: the lexicon word of its head, empty for a name.

    `suffers`: it is the object of its verb or what that is done to; `below`: it is the subject of a clause
    within another; `joined`: others are named with it ("X and Y").
    """

    actor: Actor
    sentence: int
    token: int
    weight: float
    plural: bool
    verb: int
    noun: str = ""
    suffers: bool = False
    below: bool = False
    joined: bool = False

    @property
    def standing(self) -> float:
        """The weight, lessened for the subject of a clause within another: the main subject outweighs it."""
        return self.weight * BELOW if self.below else self.weight


class Discourse:
    """The mentions of one Doc in text order."""

    def __init__(self) -> None:
        self._traces: list[Trace] = []
        self._of: dict[int, list[Trace]] = {}  # by sentence
        self._known: dict[str, set[str]] = {}  # ids by kind
        self._told: dict[
            int, list[Trace]
        ] = {}  # those of whom something is told that nobody does, by sentence

    def add(self, trace: Trace) -> None:
        """A mention that later ones may point back to."""
        self._traces.append(trace)
        self._of.setdefault(trace.sentence, []).append(trace)
        if not trace.actor.id.startswith("generic:"):
            self._known.setdefault(trace.actor.kind, set()).add(trace.actor.id)

    def tell(self, trace: Trace) -> None:
        """A state that is or has something: no mention of an actor, but "it" may take it up."""
        self._told.setdefault(trace.sentence, []).append(trace)

    def several(self, kinds: Collection[str]) -> bool:
        """Whether the text so far names more than one actor of these kinds."""
        return sum(len(self._known.get(kind, ())) for kind in kinds) > 1

    def scores(
        self, sentence: int, fits: Callable[[Trace], bool], reach: int
    ) -> dict[str, tuple[float, Actor]]:
        """Salience by actor id, over fitting mentions at most `reach` sentences back."""
        out: dict[str, tuple[float, Actor]] = {}
        for trace in reversed(self._traces):
            distance = sentence - trace.sentence
            if distance > reach:
                break
            if fits(trace):
                before = out.get(trace.actor.id, (0.0, trace.actor))[0]
                out[trace.actor.id] = (before + trace.weight * DECAY**distance, trace.actor)
        return out

    def best(
        self, sentence: int, fits: Callable[[Trace], bool], *, reach: int, alone: bool = False
    ) -> Actor | None:
        """The most salient actor; with `alone`, None where a rival comes close."""
        ranked = sorted(self.scores(sentence, fits, reach).values(), key=lambda pair: -pair[0])
        if not ranked:
            return None
        if alone and len(ranked) > 1 and ranked[1][0] > RIVAL * ranked[0][0]:
            return None
        return ranked[0][1]

    def latest(
        self, sentence: int, fits: Callable[[Trace], bool], *, reach: int, told: bool = False
    ) -> Actor | None:
        """The subject of the nearest sentence that has a fitting one, else its most salient fitting actor.

        With `told` also those of whom something is only told.
        """
        for back in range(reach + 1):
            known = self._of.get(sentence - back, []) + (self._told.get(sentence - back, []) if told else [])
            found = [t for t in known if fits(t)]
            if found:
                # Within the sentence of the pronoun the nearest subject, in an earlier one the first.
                key = (lambda t: (t.weight, t.token)) if back == 0 else (lambda t: (t.standing, -t.token))
                return max(found, key=key).actor
        return None

    def of(self, sentence: int) -> list[Trace]:
        """The mentions of one sentence so far, in text order."""
        return self._of.get(sentence, [])

    def nearest(self, sentence: int, fits: Callable[[Trace], bool], reach: int) -> Actor | None:
        """The fitting actor spoken of last, at most `reach` sentences back."""
        for trace in reversed(self._traces):
            if sentence - trace.sentence > reach:
                break
            if fits(trace):
                return trace.actor
        return None
