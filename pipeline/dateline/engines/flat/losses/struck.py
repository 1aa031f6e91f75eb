"""Who was struck in an event: the sides that it names, for the losses that name nobody."""

from __future__ import annotations

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.flat.losses.figures import Loss
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.view import View
from dateline.layers import Actor, ActorMention, Event, Sentence

FORCES = ARMED_KINDS | {"police", "peacekeepers"}
PEOPLE = frozenset({"civilians", "ethnic_group", "protesters"})
MORTAL = (FORCES | PEOPLE) - {"government"}  # a state is struck, and its people die
STATE = frozenset({"government", "military", "police", "peacekeepers"})  # who has soldiers
SAID = 40  # characters before a loss in which those who bear it are named
FLED = frozenset({"civilians", "ethnic_group"})
FORCES_LOSE = ("killed", "injured", "captured")
# Kinds of which one goes on counting those of the other.
TOGETHER = frozenset({"killed", "injured", "captured", "missing", "displaced"})
ADVERB = 2  # characters of an adverb between who is lost and the word of loss
FURTHER = 16  # characters between two figures of which the second goes on with the first


def own_side(loss: Loss, scene: Scene, sentence: Sentence) -> bool:
    """Whether those lost are of the side that tells of it ("自身阵亡11人")."""
    start = scene.view.clause(sentence, loss.figure.start)[0]
    return bool(scene.view.marker("own_side", start, loss.figure.start))


def sides(event: Event, lost: Actor | None = None) -> dict[str, list[Actor]]:
    """The forces that an event names, by their role; not the nameless soldiers themselves that were `lost`."""
    named: dict[str, list[Actor]] = {"initiator": [], "target": []}
    for argument in event.arguments:
        actor = argument.mention.actor
        nameless = actor == lost
        behind = argument.role == "party" and argument.mention.start >= event.end
        role = "target" if behind else argument.role
        if role in named and actor.kind in ARMED_KINDS and not nameless:
            named[role].append(actor)
    return named


def opposed(event: Event, source: Actor | None) -> list[Actor]:
    """Of two parties to a fight the one against which the other tells of its dead."""
    if source is None or source.kind not in FORCES | {"government"}:
        return []
    parties = [a.mention.actor for a in event.arguments if a.role == "party"]
    others = [actor for actor in parties if side(actor) != side(source)]
    return others if len(others) == 1 else []


def struck(event: Event, loss: Loss, scene: Scene) -> Actor | None:
    """Those whom a violent act was against, where nobody else is said to have been lost in it."""
    if scene.view.marker("level", event.end, loss.start):
        return None
    hit = [
        a.mention.actor
        for a in event.arguments
        if a.role == "target"
        and event.start - SAID <= a.mention.start < loss.start
        and _free(a.mention, event, loss, scene)
    ]
    alone = len(hit) == 1 and event.type in Behaviour.load().fights and event.start < loss.start
    return hit[0] if alone and hit[0].kind in MORTAL else None


def _free(mention: ActorMention, event: Event, loss: Loss, scene: Scene) -> bool:
    """Whether somebody is neither a place ("在叛军控制区") nor some of those counted ("包括6名儿童在内的23人")."""
    view, word = scene.view, scene.view.before(mention.start)
    if word is not None and word.text in view.syntax.markers["at"]:
        return False
    apart = any(view.breaks(i) for i in range(mention.end, loss.figure.start))
    return mention.start < event.start or apart


def struck_before(told: list[Event]) -> list[Actor]:
    """Whom an act before the last one was against ("besieged X, fought for two days and killed 400")."""
    doers = {a.mention.actor.id for a in told[-1].arguments}
    for event in reversed(told[:-1]):
        if hit := [a for a in sides(event)["target"] if a.id not in doers]:
            return hit
    return []


def hard(found: list[int], events: list[Event], scene: Scene, sentence: Sentence) -> list[int]:
    """Of events before a figure not the one that others in its clause fell upon ("轰炸一场集会")."""
    at = {i: scene.view.clause(sentence, events[i].start) for i in found}
    behaviour = Behaviour.load()
    fights = {at[i] for i in found if events[i].type in behaviour.fights}
    return [i for i in found if events[i].type not in behaviour.harmless or at[i] not in fights]


def same_army(victims: Actor | None, before: Actor | None) -> bool:
    """Whether a state is named whose army was just said to have lost others ("以色列776名士兵阵亡，2500人受伤")."""
    if victims is None or before is None or victims.kind != "government" or before.kind != "military":
        return False
    return victims.country is not None and victims.country == before.country


def beside(end: int, word: int, view: View) -> bool:
    """Whether nothing but an adverb stands between somebody and a loss that something brought upon him."""
    return 0 <= word - end <= ADVERB and not any(view.breaks(i) for i in range(end, word))


def subject(event: Event) -> Actor | None:
    """Who stands first in an event: who did it, or the first party to it."""
    acting = sorted(
        (a for a in event.arguments if a.role in ("initiator", "party")),
        key=lambda a: (a.role != "initiator", a.mention.start),
    )
    return acting[0].mention.actor if acting else None


def did_it(actor: Actor | None, event: Event) -> bool:
    """Whether those who are said to be lost did from afar what cost the losses."""
    doers = {a.mention.actor.id for a in event.arguments if a.role == "initiator"}
    return actor is not None and event.type in Behaviour.load().costless and actor.id in doers


def past(event: Event, loss: Loss, scene: Scene) -> bool:
    """Whether a stop ends the stretch of a withdrawal before the figure."""
    between = scene.view.text[event.end : loss.figure.start]
    return event.type == "withdrawal" and any(c in between for c in scene.view.syntax.stops)


def goes_on(last: Loss, loss: Loss, scene: Scene, victims: Actor | None) -> bool:
    """Whether a figure goes on counting the losses of the one before ("12 were killed, 30 wounded")."""
    between = scene.view.text[last.end : loss.figure.start]
    here = [m for m in scene.actors_in(last.end, loss.figure.start) if m.actor != victims]
    stops = any(c in scene.view.syntax.stops for c in between)
    alike = last.kind == loss.kind or {last.kind, loss.kind} <= TOGETHER
    if last.kind == loss.kind and last.word != loss.word and last.figure.best == 1:
        return False  # "the last gunman was shot; 166 people had died"
    if loss.kind == "displaced" and victims is not None and victims.kind in FORCES:
        return False
    return alike and not here and not stops and last.behind == loss.behind and len(between) <= FURTHER


def member(mention: ActorMention, scene: Scene) -> ActorMention:
    """Those counted, where a body that is no force stands right before their noun ("3名电视台记者")."""
    if mention.actor.kind in ARMED_KINDS | {"person"}:
        return mention
    behind = [m for m in scene.actors_in(mention.end, mention.end + 1) if m.via == "nominal"]
    return behind[0] if behind and behind[0].actor.kind in FLED else mention


def attributive(event: Event, scene: Scene) -> bool:
    """Whether an event only describes a noun behind it ("the town that had fallen")."""
    return scene.view.text.startswith(scene.view.syntax.attributive, event.end)


def counted_apart(loss: Loss, losses: list[Loss], event: Event) -> bool:
    """Whether the word of an event counts other dead than these ("the last gunman was shot; 166 people died")."""
    alike = (x for x in losses if x.kind == loss.kind and x.word != loss.word)
    return any(x.word[0] < event.end and event.start < x.word[1] for x in alike)
