"""Losses told once for each of several sides: "双方各阵亡300人", "A和B各损失300人"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from dateline import data
from dateline.engines.flat.losses.figures import Loss
from dateline.engines.flat.scene import Scene
from dateline.layers import Actor, Casualty, Event, Sentence

PAIR = 2
_PARTIES = ("party", "initiator", "target")


@lru_cache(maxsize=4)
def _pattern(lang: str) -> re.Pattern[str]:
    return re.compile(data.load_toml(lang, "casualties.toml")["between"]["each"])


def for_each(loss: Loss, told: Casualty, event: Event, scene: Scene, sentence: Sentence) -> list[Casualty]:
    """The loss of each side that a figure is told of; the loss alone where it is told of one, or of all together."""
    view, start = scene.view, scene.view.clause(sentence, loss.figure.start)[0]
    each = _pattern(str(scene.doc.lang_))
    both = {word.end for word in view.marker("level", start, loss.start)}
    both |= {start} if view.marker("level", sentence.start, start) else set()  # "双方交火，各有5人死亡"
    if any(each.match(view.text, end) for end in both):
        return [replace(told, victims=side) for side in _parties(event)]
    row: list[Actor] = []
    end = start
    for mention in scene.actors_in(start, loss.start):
        joined = bool(row) and view.text[end : mention.start] in view.syntax.markers["list"]
        row, end = [*(row if joined else []), mention.actor], mention.end
        if len(row) >= PAIR and each.match(view.text, end):
            return [replace(told, victims=actor) for actor in row]
    return [told]


def without_totals(losses: list[Loss], scene: Scene) -> list[Loss]:
    """The figures of a sentence but for those told again place by place: "19人死亡，其中X12人，Y7人"."""

    def told_again(total: Loss) -> bool:
        parts = [x for x in losses if x.word == total.word and x.figure.start > total.figure.start]
        placed = bool(parts) and bool(scene.places_in(total.end, parts[0].figure.start))
        return placed and sum(x.figure.best or 0 for x in parts) == total.figure.best

    return [loss for loss in losses if not told_again(loss)]


def at_each(loss: Loss, losses: list[Loss], event: int, events: list[Event], scene: Scene) -> int:
    """The event of a figure where one act at several places has a figure for each ("分别造成12人和7人死亡")."""
    figures = [x.figure for x in losses if x.word == loss.word and x.kind == loss.kind]
    row = [i for i, other in enumerate(events) if other.start == events[event].start]
    view, sentence = scene.view, scene.doc._.sentences[events[event].sentence]
    start = min(view.clause(sentence, loss.start)[0], events[event].end)
    told = view.marker("respectively", max(start, sentence.start), figures[0].start)
    return row[figures.index(loss.figure)] if told and len(figures) == len(row) else event


def _parties(event: Event) -> list[Actor | None]:
    """The two sides of an event; nobody twice where it has not just two."""
    actors = {a.mention.actor.id: a.mention.actor for a in event.arguments if a.role in _PARTIES}
    return [*actors.values()] if len(actors) == PAIR else [None, None]
