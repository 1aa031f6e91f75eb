"""Whom a clause is about, and whom the next one that names nobody goes on with."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.actors.anaphora import implied
from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.groups import Group, GroupReader
from dateline.engines.flat.numerals import Numerals
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.view import Word
from dateline.layers import ActorMention

HELP = 4  # characters between those who help and the word of help
NEAR = 16  # characters before a word of will in which its owner is named
FEW = 3  # so many or less are those told before ("两人")


@dataclass(slots=True)
class Parts:
    """Who stands where in the clause of a trigger; `spoken`: its first actors only say so."""

    subject: Group = field(default_factory=list)
    object: Group = field(default_factory=list)
    company: Group = field(default_factory=list)
    aim: Group = field(default_factory=list)
    mediator: Group = field(default_factory=list)
    supporter: Group = field(default_factory=list)
    passive: bool = False
    spoken: bool = False


class TopicReader(GroupReader):
    """Reads the topics of the clauses of one Doc; a clause that names nobody goes on with that of the last."""

    def __init__(
        self, scene: Scene, behaviour: Behaviour, titles: frozenset[str], numerals: Numerals
    ) -> None:
        super().__init__(scene, titles, numerals)
        self.behaviour = behaviour
        self._people = tuple(scene.view.syntax.markers["people"])
        self._speakers: Group = []

    def _helps(self, word: Word) -> bool:
        """Whether a word of help or will ends a phrase that says with whose, or against it."""
        after = self.view.after(word.end)
        if after is not None and after.start == word.end and after.text in self.view.syntax.markers["under"]:
            return True
        owner = next((m for m in reversed(self.scene.actors_in(word.start - NEAR, word.start))), None)
        return owner is not None and owner.end == word.start and self._occasional(owner)

    def _mediators(self, groups: list[Group], frame: Frame) -> tuple[Group, list[Group]]:
        """Those who mediate, and the other groups."""
        for word in self.view.marker("mediating", frame.sentence.start, frame.start):
            for group in self._groups(self.view.clause(frame.sentence, word.start)[0], word.start):
                if group[-1].end == word.start:
                    return group, [g for g in groups if g[0].start != group[0].start]
        return self._presiding(frame), groups

    def _presiding(self, frame: Frame) -> Group:
        """Those of whom the next clause says that they mediate ("双方会谈，由A主持")."""
        after = min(frame.clause[1] + 1, frame.sentence.end - 1)
        start, end = self.view.clause(frame.sentence, after)
        if frame.type not in self.behaviour.level or start < frame.end:
            return []
        agent = next(iter(self.view.marker("agent", start, end)), None)
        for word in self.view.marker("mediating", start, end) if agent and agent.start == start else ():
            groups = self._groups(start, word.start)
            if groups and groups[-1][-1].end == word.start:
                return groups[-1]
        return []

    def _supporters(self, groups: list[Group], frame: Frame) -> tuple[Group, list[Group]]:
        """Those with whose help it is done ("在法军支援下"), and the other groups."""
        for word in self.view.marker("supporting", frame.sentence.start, frame.start):
            if not self._helps(word):
                continue
            for group in reversed(self._groups(self.view.clause(frame.sentence, word.start)[0], word.start)):
                if word.start - group[-1].end <= HELP:
                    return group, [g for g in groups if g[0].start != group[0].start]
        return [], groups

    def _occasional(self, mention: ActorMention) -> bool:
        """Whether somebody is only named for what he wills or not ("未经X授权")."""
        opening = self.view.before(mention.start)
        return opening is not None and opening.text in self.view.syntax.markers["occasion"]

    def _topic(self, groups: list[Group], start: int, end: int) -> Group:
        """Who a clause is about: its first actors, or those behind a word that has somebody else act or say so."""
        here = [g for g in groups if start <= g[0].start < end]
        inner = {w.end for w in self.view.marker("clausal", start, end)}
        if here and here[-1][0].start in inner:
            near = 0 if self._occasional(here[-1][0]) else HELP
            if end - here[-1][-1].end <= near:
                return here[-1]
        causing = [w for w in self.view.marker("causing", start, end) if not self._helps(w)]
        speaking = self.view.marker("speaking", start, end)
        cut = max((w.end for w in (*causing, *speaking)), default=None)
        if cut is None or not here:
            return here[0] if here else []
        behind = [g for g in here if g[0].start >= cut]
        if behind:
            return behind[0]
        if causing and causing[-1].end == cut:
            return here[0] if self._ordered(causing[-1], end) else []
        return here[0] if here[0][0].actor.kind in ARMED else []

    def _ordered(self, word: Word, end: int) -> bool:
        """Whether somebody orders at once what is done to others: his act ("下令处死 X")."""
        behind = self.scene.actors_in(end, end + 8)
        return word.text in self.view.syntax.markers["ordering"] and bool(behind) and word.end == end

    def _carry(self, frame: Frame, parts: Parts) -> None:
        """A clause that names nobody in its place is about whom the clause before was about."""
        scene, sense = self.scene, frame.sense
        own = parts.object if parts.passive else parts.subject
        if own:
            if sense.reporting or frame.type in self.behaviour.spoken:
                scene.spoken = own
            if self._occasional(own[0]):
                about = self._groups(frame.clause[0], own[0].start)
                scene.topic = about[0] if about else scene.topic
            elif not self._caused(frame):
                scene.topic = own if self._may_act_on(frame, own) else []
                scene.company = parts.company
            return
        if (
            self._caused(frame)
            or self._brings(frame)
            or (not parts.passive and self._stranger(frame))
            or parts.spoken
            or sense.losers
            or (sense.subject == "target" and frame.type in self.behaviour.tolls and self._counted(frame))
        ):
            return
        topic = (
            (self._speaks_on(frame) and self._speakers)
            or scene.topic
            or (scene.spoken if frame.type in self.behaviour.spoken and self._spoke_here(frame) else [])
        )
        if self._only_says(frame):
            topic = [m for m in topic if m.actor.kind in ARMED]
        helpers = {m.actor.id for m in (*parts.mediator, *parts.supporter)}
        carried = [implied(m) for m in topic if m.actor.id not in helpers]
        if parts.passive:
            parts.object = carried
        elif sense.subject not in (None, "place"):
            parts.subject = carried
            if self._level(frame) and not (parts.company or parts.object):
                parts.company = [implied(m) for m in scene.company]

    def _only_says(self, frame: Frame) -> bool:
        """Whether who goes on only says so ("…赶到前线，宣告该市已获解放")."""
        says = self.view.marker("speaking", frame.clause[0], frame.start)
        return (
            bool(says)
            and frame.type not in self.behaviour.spoken | self.behaviour.announced
            and not frame.sense.reporting
        )

    def _hear(self, start: int, end: int) -> None:
        """Keeps who speaks in a clause."""
        spoken = self.view.marker("speaking", start, end)
        groups = self._groups(start, spoken[0].start) if spoken else []
        self._speakers = groups[0] if groups else self._speakers

    def _speaks_on(self, frame: Frame) -> bool:
        """Whether a clause that names nobody goes on with what a speaker says or does in saying it ("，并指责…")."""
        start = frame.clause[0]
        first = self.view.word(start)
        joined = first.text in self.view.syntax.markers["moreover"]
        speech = frame.type in self.behaviour.spoken or bool(self.view.marker("speaking", start, frame.start))
        return joined and speech

    def _stranger(self, frame: Frame) -> bool:
        """Whether the clause opens with people who are no actor known ("余敌逃走", "三万人逃走"): they did it."""
        found = self.numerals.find(self.text, frame.clause[0], frame.start)
        counts = {f.start for f in found if f.people and (f.best or 0) > FEW}
        for word in self.view.within(frame.clause[0], frame.start):
            if word.start in counts:
                return True
            if word.start in self.scene.taken or word.tag[:1] in "dmqcbatfrsux":
                continue
            return word.text.endswith(self._people)
        return False

    def _brings(self, frame: Frame) -> bool:
        """Whether a noun only stands before what it cost ("袭击已导致3人死亡"): the speaker did not do it."""
        at, markers = frame.end, self.view.syntax.markers
        after = self.view.after(at)
        while after is not None and after.start == at and after.text in markers["summing"]:
            at, after = after.end, self.view.after(after.end)
        return after is not None and after.start == at and after.text in markers["bringing"]

    def _counted(self, frame: Frame) -> bool:
        """Whether the clause counts unnamed people ("50万人丧生")."""
        return any(f.people for f in self.numerals.find(self.text, frame.clause[0], frame.clause[1]))

    def _spoke_here(self, frame: Frame) -> bool:
        return bool(self.scene.spoken) and self.scene.spoken[0].sentence == frame.sentence.index

    def _caused(self, frame: Frame) -> bool:
        """Whether somebody is told to do it who is not named."""
        words = self.view.marker("causing", frame.clause[0], frame.start)
        return any(not self._helps(word) for word in words)

    def _may_act_on(self, frame: Frame, group: Group) -> bool:
        """Whether the next clause may be about these: not about a speaker without arms, but about what he says."""
        cues = self.view.marker("speaking", group[-1].end, frame.clause[1])
        speaks = frame.sense.reporting or bool(cues)
        return not speaks or group[0].actor.kind in ARMED

    def _pass_over(self, start: int, end: int) -> None:
        """A clause without a trigger: the next may be about its first actors."""
        groups = self._groups(start, end)
        if not groups:
            return
        speaking = self.view.marker("speaking", groups[0][-1].end, end)
        if speaking and groups[0][0].actor.kind not in ARMED:
            self.scene.topic = []
            self.scene.spoken = groups[0]
        elif not self.view.marker("aim", start, groups[0][0].start):
            self.scene.topic, self.scene.company = groups[0], []
            for word in self.view.marker("company", start, end):
                beside = next((g for g in groups[1:] if self._beside(word.end, g[0].start)), None)
                self.scene.company = beside or self.scene.company

    def _level(self, frame: Frame) -> bool:
        return frame.type in self.behaviour.level
