"""Reads between whom a war was, where its introduction says so."""

from __future__ import annotations

from collections.abc import Callable

from dateline.engines.flat.scene import Scene
from dateline.layers import Actor

INTRODUCTION = 3  # sentences in which a war is defined


def between_whom(scene: Scene, side: Callable[[Actor], str]) -> tuple[str, str] | None:
    """The two sides between whom the first sentences say that the war was ("A与B之间的内战")."""
    view, sentences = scene.view, scene.doc._.sentences or []
    for sentence in sentences[:INTRODUCTION]:
        for word in view.within(sentence.start, sentence.end):
            if word.text not in view.syntax.markers["between"]:
                continue
            here = scene.actors_in(view.clause(sentence, word.start)[0], word.start)
            joined = [m for m in here if view.text[m.end : m.end + 1] in view.syntax.markers["company"]]
            if here and joined and here[-1].end == word.start and joined[-1] is not here[-1]:
                two = side(joined[-1].actor), side(here[-1].actor)
                return two if two[0] != two[1] else None
    return None
