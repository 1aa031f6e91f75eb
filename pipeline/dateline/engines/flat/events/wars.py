"""Reads between whom a war was, where its introduction says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dateline.engines.events import fronts
from dateline.engines.flat.scene import Scene
from dateline.engines.registry import registry
from dateline.engines.script import in_one_script
from dateline.layers import Actor, ActorMention, article_of

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


def former(name: str, scene: Scene, by_side: Mapping[str, Sequence[ActorMention]]) -> str:
    """A state that is no more, for the one of today on whose soil it lay: where the text speaks of its forces."""
    states = registry(str(scene.doc.lang_)).states.values()
    old = {f"state:{s.id.lower()}" for s in states if [f"state:{c.lower()}" for c in s.within] == [name]}
    told = [o for o in old - {name} if len(by_side.get(o, ())) > len(by_side[name])]
    facts = article_of(scene.doc).facts
    names = {str(f.get("name")) for f in facts if f.get("field") == "belligerent"}
    listed = {fronts.side(m.actor) for m in scene.actors if m.actor.name in names}
    return told[0] if len(told) == 1 and told[0] not in listed else name


def boxed(
    scene: Scene, side: Callable[[Actor], str], by_side: Mapping[str, Sequence[ActorMention]]
) -> tuple[fronts.Camp, fronts.Camp] | None:
    """The two camps that the box of the article lists."""
    names: dict[str, str] = {}
    persons = (m for m in scene.actors if m.actor.id.startswith("person:"))
    for mention in (*(m for found in by_side.values() for m in found), *persons):
        for known in (mention.actor.name, *mention.actor.aliases):
            names.setdefault(known, side(mention.actor))
    camps: dict[int, list[str]] = {}
    listed = sorted(article_of(scene.doc).facts, key=lambda fact: fact.get("field") != "belligerent")
    for fact in listed:
        if fact.get("field") not in ("belligerent", "commander") or fact.get("side") is None:
            continue
        country = fact.get("country")
        words = [in_one_script(w, str(scene.doc.lang_)) for w in (fact.get("name"), fact.get("target")) if w]
        found_as = next((names[w] for w in words if w in names), None)
        of_state = f"state:{country.lower()}" if country and fact["field"] == "belligerent" else None
        name = found_as or (of_state if of_state in by_side else None)
        if name is not None and name == of_state:
            name = former(name, scene, by_side)
        if name is not None and name not in camps.setdefault(fact["side"], []):
            camps[fact["side"]].append(name)
    if len(camps) != 2 or not all(camps.values()):
        return None
    one, other = (camps[k] for k in sorted(camps))
    if set(one) & set(other):
        return None
    return tuple(one), tuple(other)
