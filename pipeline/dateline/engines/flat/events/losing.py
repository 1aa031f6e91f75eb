"""Reads who lost a place or a fight by the clause behind it: "A took X, 300 men of B fell", "…, B withdrew"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline import data
from dateline.engines.events.lexicon import ARMED_KINDS
from dateline.engines.events.repulses import FRONT
from dateline.engines.flat.actors.anaphora import implied
from dateline.engines.flat.scene import Scene
from dateline.layers import Actor, ActorMention, Argument, Event, Sentence

TAKING = frozenset({"capture", "attack", "siege"})
YIELDING = frozenset({"withdrawal"})
HOLDING = frozenset({"armed_clash", "repulse"})
LOSERS = ARMED_KINDS - {"government"}
CLAUSES = 2  # breaks between an act and those who lost by it


class Losing:
    """Gives the acts of one Doc the targets that the clause behind tells of."""

    def __init__(self, scene: Scene, lang: str, side: Callable[[Actor], str]) -> None:
        self._scene, self._view, self._side = scene, scene.view, side
        table = data.load_toml(lang, "casualties.toml")
        words = (*table["soldiers"]["words"], *table["own"]["words"])
        self._lost = tuple(sorted({word for word in words if len(word) > 1}))

    def completed(self, events: Sequence[Event], *, named: bool) -> list[Event]:
        """The events with these targets; `named`: of armies that have a name, else of any."""
        sentences: list[Sentence] = self._scene.doc._.sentences
        by_sentence: dict[int, list[Event]] = {}
        for event in events:
            by_sentence.setdefault(event.sentence, []).append(event)
        out = []
        for told in events:
            event = told
            roles = {a.role for a in event.arguments}
            if event.type in TAKING and "initiator" in roles and not roles & {"target", "party"}:
                here = [e for e in by_sentence[told.sentence] if e.start > told.start]
                loser = self._loser(event, here, sentences[event.sentence], named=named)
                if loser is not None:
                    given = Argument("target", implied(loser), f"{event.sense}:{FRONT}")
                    event = replace(told, arguments=(*told.arguments, given))
            out.append(event)
        return out

    def _loser(
        self, event: Event, later: list[Event], sentence: Sentence, *, named: bool
    ) -> ActorMention | None:
        """The army that a clause behind an act opens with, and of which it tells losses or that it gave way."""
        own = {self._side(a.mention.actor) for a in event.arguments}
        for mention in self._scene.actors_in(event.end, sentence.end):
            breaks = sum(self._view.breaks(i) for i in range(event.end, mention.start))
            if mention.actor.kind not in LOSERS or not 0 < breaks <= CLAUSES:
                continue
            if self._side(mention.actor) in own or mention.via == "pronoun":
                return None
            start, end = self._view.clause(sentence, mention.start)
            first = all(m.start >= mention.start for m in self._scene.actors_in(start, end))
            first = first and all(w.tag[:1] != "v" for w in self._view.within(start, mention.start))
            nameless = mention.actor.id.startswith("generic:")
            if not first or (named and nameless) or self._beaten_by_others(mention, end, own):
                return None
            acts = [e for e in later if e.start < mention.start]
            if any(e.type in TAKING | HOLDING for e in acts):
                return None
            return mention if self._gives_way(mention, end, later) else None
        return None

    def _beaten_by_others(self, mention: ActorMention, end: int, own: set[str]) -> bool:
        """Whether the clause names somebody else, who may have done it."""
        others = (self._side(m.actor) for m in self._scene.actors_in(mention.end, end))
        return any(name not in own and name != self._side(mention.actor) for name in others)

    def _gives_way(self, mention: ActorMention, end: int, later: list[Event]) -> bool:
        """Whether the clause tells of the losses of somebody, that he went, or that he held out."""
        told = self._view.text[mention.end : end]
        if any(word in told for word in self._lost):
            return True
        for event in later:
            if mention.end <= event.start < end and event.type in TAKING:
                return False
            if mention.end <= event.start < end:
                own = (a for a in event.arguments if a.role in ("initiator", "party"))
                acting = [a for a in own if a.mention.actor == mention.actor]
                alone = len(event.arguments) == len(acting) > 0
                return alone and event.type in YIELDING | HOLDING
        return False
