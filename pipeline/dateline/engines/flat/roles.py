"""Says who plays which part, by the order of the words and the markers of a clause."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import cast

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.anaphora import implied
from dateline.engines.flat.camps import ARMED
from dateline.engines.flat.frames import Frame, clauses
from dateline.engines.flat.groups import Group
from dateline.engines.flat.numerals import Numerals
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.topics import HELP, SPEECH, STATE_ACTS, Parts, TopicReader
from dateline.engines.flat.view import Word
from dateline.layers import Actor, ActorMention, Argument, Role, Sentence

ATTRIBUTE = 6  # characters between a trigger and the particle that makes its clause an attribute
LAST = 8  # characters from that particle to the noun
MEDIATOR, SUPPORTER = "mediator", "supporter"
# What a government that tells it means that its own forces did.
CLAIMED = frozenset({"capture", "shootdown", "repulse", "control"})
# Violent events that nobody claims.
REPORTED = frozenset({"armed_clash", "capture", "control", "withdrawal", "coup"})
MOVES = frozenset({"withdrawal", "deployment"})
AGAINST = frozenset({"killing", "arrest", "repulse", "attack", "ambush"})
ACCUSATION, REJECTION, REQUEST = "accusation", "rejection", "request"


class RoleReader(TopicReader):
    """Reads the parts of the frames of one Doc, sentence by sentence."""

    def __init__(
        self, scene: Scene, behaviour: Behaviour, titles: frozenset[str], numerals: Numerals
    ) -> None:
        super().__init__(scene, behaviour, titles, numerals)
        self._organs = _organs(scene)

    def read(self, sentence: Sentence, frames: list[Frame]) -> dict[int, tuple[Argument, ...]]:
        """The participants of the frames of a sentence, by the offset of the trigger."""
        out: dict[int, tuple[Argument, ...]] = {}
        self.scene.topic, self.scene.company = [], []
        self._speakers = []
        for start, end in clauses(self.scene, sentence):
            self._hear(start, end)
            here = [f for f in frames if f.clause == (start, end)]
            for frame in here:
                out[frame.start] = self._arguments(frame, self.parts(frame, frames))
            if not here:
                self._pass_over(start, end)
        for asked, answer in pairwise(frames):
            out[asked.start] += self._asked(asked, out[asked.start], answer, out[answer.start])
        return out

    def _asked(
        self, asked: Frame, own: tuple[Argument, ...], answer: Frame, theirs: tuple[Argument, ...]
    ) -> tuple[Argument, ...]:
        """Of whom it is asked: who refuses it at once ("A 提议停火，B 拒绝") or grants it ("应A请求，B 出兵")."""
        if asked.type != REQUEST or any(a.role == "target" for a in own):
            return ()
        if answer.type != REJECTION and not any(self._occasional(a.mention) for a in own):
            return ()
        known = {a.mention.actor.id for a in own}
        answering = [a for a in theirs if a.role == "initiator" and a.mention.actor.id not in known]
        return tuple(Argument("target", implied(a.mention), f"{asked.sense.id}:to") for a in answering)

    def _arguments(self, frame: Frame, parts: Parts) -> tuple[Argument, ...]:
        sense = frame.sense
        given: list[tuple[str | None, Group, str]] = [
            (sense.subject, parts.subject, "subject"),
            (sense.object, parts.object, "object"),
            (sense.company or sense.subject, parts.company, "with"),
            (sense.aim or sense.object, parts.aim, "to"),
            (MEDIATOR if frame.type in self.behaviour.level else None, parts.mediator, "mediator"),
            (SUPPORTER if frame.type in self.behaviour.violent else None, parts.supporter, "supporter"),
        ]
        if sense.mutual and len(parts.subject) > 1 and not (parts.aim or parts.object):
            given = [("party", parts.subject, "subject")]
        out: list[Argument] = []
        for role, mentions, slot in given:
            if role in (None, "place"):
                continue
            for mention in (self._organ(m, frame.type) for m in mentions):
                if not any(a.mention.actor.id == mention.actor.id for a in out):
                    out.append(Argument(cast(Role, role), mention, f"{sense.id}:{slot}"))
        return tuple(out)

    def _organ(self, mention: ActorMention, type_: str) -> ActorMention:
        """Who of a side is meant by "both sides": its forces in a fight, its government in a treaty."""
        if mention.via != "pronoun":
            return mention
        forces, government = self._organs.get(side(mention.actor), (None, None))
        meant = forces if type_ in self.behaviour.violent else government
        return mention if meant is None else replace(mention, actor=meant)

    def parts(self, frame: Frame, frames: list[Frame]) -> Parts:
        """Who stands where."""
        start, end = frame.clause
        parts = Parts()
        groups = self._groups(start, frame.start)
        parts.mediator, groups = self._mediators(groups, frame)
        parts.supporter, groups = self._supporters(groups, frame)
        passive = self._last("passive", frame, frames, noun=False)
        turned = self._last("disposal", frame, frames) or self._last("agent", frame, frames)
        if passive:
            parts.passive = True
            parts.subject = self._first(groups, passive.end, frame.start)
            parts.object = self._topic(groups, start, passive.start)
        elif turned:
            behind = self._first(groups, turned.end, frame.start)
            before = self._topic(groups, start, turned.start)
            agent = turned.text in self.view.syntax.markers["agent"]
            parts.subject, parts.object = (behind, before) if agent else (before, behind)
            if not agent and not behind:
                parts.object = self._behind(frame, end, frames)  # "把旅顺转让日本"
        else:
            self._active(parts, groups, frame, frames)
        if not parts.subject and not parts.passive:
            self._attributive(frame, end, parts)
        self._carry(frame, parts)
        return parts

    def _active(self, parts: Parts, groups: list[Group], frame: Frame, frames: list[Frame]) -> None:
        """The parts of a clause in which nothing is turned round: doer, company, aim, trigger, object."""
        start, end = frame.clause
        left = frame.start
        aim = self._last("aim", frame, frames)
        if aim:
            parts.aim = self._first(groups, aim.end, frame.start)
            left = aim.start if parts.aim else left
        company = self._last("company", frame, frames)
        if company and not parts.aim:
            beside = next((g for g in groups if self._beside(company.end, g[0].start)), None)
            if beside:
                parts.company, left = beside, company.start
        source = self._last("from", frame, frames)
        own = [g for g in groups if g[0].start < left]
        doers = [g for g in own if source is None or g[0].start != source.end]
        parts.subject = self._topic(doers, start, left) or self._announced(own, frame)
        parts.object = self._behind(frame, end, frames) or self._from(groups, frame, frames)
        if not parts.subject and (said := self._said(groups, frame)):
            parts.spoken = True
            if said.text in self.view.syntax.markers["denying"]:
                parts.subject = groups[0]
        if not parts.subject and frame.type in MOVES and self._caused(frame):
            parts.subject = self._ordered_forces(groups, frame)
        if not parts.subject and parts.object:
            parts.subject = self._own_forces(groups, parts.object, frame)
        if frame.type == REJECTION and not (parts.object or parts.aim):
            parts.aim = self._answered(parts.subject or self.scene.topic)

    def _last(self, kind: str, frame: Frame, frames: list[Frame], *, noun: bool = True) -> Word | None:
        """The last marker of a kind that governs a trigger: no other trigger stands between."""
        found = self.view.marker(kind, frame.clause[0], frame.start)
        for word in reversed(found):
            between = any(word.end <= f.start < frame.start for f in frames)
            if not between and (not noun or self._takes(word.end)):
                return word
        return None

    def _mediators(self, groups: list[Group], frame: Frame) -> tuple[Group, list[Group]]:
        """Those who mediate, and the other groups."""
        for word in self.view.marker("mediating", frame.sentence.start, frame.start):
            for group in self._groups(self.view.clause(frame.sentence, word.start)[0], word.start):
                if group[-1].end == word.start:
                    return group, [g for g in groups if g[0].start != group[0].start]
        return [], groups

    def _supporters(self, groups: list[Group], frame: Frame) -> tuple[Group, list[Group]]:
        """Those with whose help it is done ("在法军支援下"), and the other groups."""
        for word in self.view.marker("supporting", frame.sentence.start, frame.start):
            if not self._helps(word):
                continue
            for group in reversed(self._groups(self.view.clause(frame.sentence, word.start)[0], word.start)):
                if word.start - group[-1].end <= HELP:
                    return group, [g for g in groups if g[0].start != group[0].start]
        return [], groups

    def _announced(self, groups: list[Group], frame: Frame) -> Group:
        """Who announces an act of state does it ("the prime minister announced an operation")."""
        if not groups or self.view.marker("causing", frame.clause[0], frame.start):
            return []
        spoken = self.view.marker("speaking", groups[0][-1].end, frame.start)
        claims = frame.type in CLAIMED and len(groups) == 1 and bool(spoken) and not frame.sense.losers
        claims = claims and groups[0][0].actor.kind == "government" and frame.sense.subject == "initiator"
        if frame.type in STATE_ACTS:
            return groups[0] if frame.sense.subject != "target" else []
        return [self._forces(m) for m in groups[0]] if claims else []

    def _forces(self, mention: ActorMention) -> ActorMention:
        """The forces of a government that says what they did."""
        forces, _ = self._organs.get(side(mention.actor), (None, None))
        return mention if forces is None else replace(mention, actor=forces, via="implied")

    def _ordered_forces(self, groups: list[Group], frame: Frame) -> Group:
        """The forces of the government that orders a move ("the ministry ordered a retreat")."""
        words = self.view.marker("ordering", frame.clause[0], frame.start)
        if not words or len(groups) != 1 or groups[0][0].start > words[-1].start:
            return []
        forces = [self._forces(m) for m in groups[0]]
        return [m for m in forces if m.actor.kind in ARMED]

    def _said(self, groups: list[Group], frame: Frame) -> Word | None:
        """The word by which the first actors of the clause say what follows."""
        if not groups or frame.sense.reporting or frame.type in SPEECH:
            return None
        return next(iter(self.view.marker("speaking", groups[0][-1].end, frame.start)), None)

    def _own_forces(self, groups: list[Group], victims: Group, frame: Frame) -> Group:
        """A government that says that armed men were killed or beaten means by its own forces."""
        spoken = self.view.marker("speaking", frame.clause[0], frame.start)
        causing = self.view.marker("causing", frame.clause[0], frame.start)
        against = frame.type in AGAINST and victims[0].actor.kind in ARMED
        told = bool(groups) and groups[0][0].actor.kind == "government" and bool(spoken) and not causing
        return groups[0] if against and told else []

    def _behind(self, frame: Frame, end: int, frames: list[Frame]) -> Group:
        """The actors behind the trigger, up to the next one."""
        stop = min((f.start for f in frames if f.start >= frame.end), default=end)
        groups = self._groups(frame.end, min(stop, end))
        if not groups and frame.type == ACCUSATION and frame.end == end < frame.sentence.end:
            first, last = self.view.clause(frame.sentence, end + 1)  # "he charged, the rebels had fired"
            groups = self._groups(first, last)
        group = next((g for g in groups if not self._apposed(g, frame.end)), [])
        return [m for m in group if not self._stormed(m, frame)]

    def _stormed(self, mention: ActorMention, frame: Frame) -> bool:
        """Whether what is attacked is the seat of a body and not the body ("攻占总统府")."""
        seat = mention.via == "nominal" and mention.actor.name in self.view.syntax.markers["premises"]
        return seat and frame.type in self.behaviour.violent

    def _apposed(self, group: Group, end: int) -> bool:
        """Whether those right behind a trigger only describe what follows ("攻占与X接壤的Y")."""
        before = self.view.before(group[0].start)
        if before is None or before.start != end or before.text not in self.view.syntax.markers["company"]:
            return False
        return self.view.syntax.attributive[0] in self.text[group[-1].end : group[-1].end + ATTRIBUTE]

    def _from(self, groups: list[Group], frame: Frame, frames: list[Frame]) -> Group:
        """Those from whom something is taken ("从叛军手中夺回")."""
        source = self._last("from", frame, frames)
        beside = next((g for g in groups if source is not None and g[0].start == source.end), [])
        return beside if frame.type in self.behaviour.two_sided else []

    def _attributive(self, frame: Frame, end: int, parts: Parts) -> None:
        """A clause before a noun is about that noun ("the troops that went to X")."""
        at = frame.end
        while at < end and self.text[at] not in self.view.syntax.attributive:
            at += 1
        if at < end and at - frame.end <= ATTRIBUTE:
            group = self._first(self._groups(at, end), at, min(at + LAST, end))
            if group:
                parts.subject, parts.object = group, [m for m in parts.object if m not in group]

    def _answered(self, group: Group) -> Group:
        """To whom somebody answers: the last to have spoken, not himself."""
        own = {m.actor.id for m in group}
        spoken = self.scene.spoken
        return [implied(m) for m in spoken if m.actor.id not in own] if group else []


def _organs(scene: Scene) -> dict[str, tuple[Actor | None, Actor | None]]:
    """The forces and the government of each side, as the text names them."""
    out: dict[str, tuple[Actor | None, Actor | None]] = {}
    for mention in scene.actors:
        forces, government = out.get(side(mention.actor), (None, None))
        if mention.actor.kind == "government":
            government = government or mention.actor
        elif mention.actor.kind in ARMED:
            forces = forces or mention.actor
        out[side(mention.actor)] = forces, government
    return out
