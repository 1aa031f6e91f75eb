"""Says who plays which part, by the order of the words and the markers of a clause."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import cast

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.actors.anaphora import implied
from dateline.engines.flat.actors.camps import SIDES
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.events.announcements import AnnouncementReader
from dateline.engines.flat.events.answers import AGREEMENT, REJECTION, REQUEST, UNARMED
from dateline.engines.flat.events.attributes import LAST, NEXT
from dateline.engines.flat.events.frames import Frame, clauses
from dateline.engines.flat.events.groups import Group
from dateline.engines.flat.events.parts import Parts
from dateline.engines.flat.numerals import Numerals
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.view import Word
from dateline.layers import ActorMention, Argument, Role, Sentence

MEDIATOR, SUPPORTER = "mediator", "supporter"
ACCUSATION, OFFICE, AID = "accusation", "leadership_change", "aid"


class RoleReader(AnnouncementReader):
    """Reads the parts of the frames of one Doc, sentence by sentence."""

    def __init__(self, scene: Scene, behaviour: Behaviour, entities: Entities, numerals: Numerals) -> None:
        super().__init__(scene, behaviour, entities, numerals)
        self._states = {state.id: state for state in entities.registry.states.values()}
        self._entities = entities
        markers = self.view.syntax.markers
        self._at = markers["at"]
        self._mediated = (behaviour.level - behaviour.melee) | behaviour.freeing
        self._enduring = tuple(word for word in markers["passive"] if word not in markers["inner"])

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
        self._freed(frames, out)
        self._finished(frames, out)
        self._culprits(frames, out)
        self._judged(frames, out)
        self._fought_on(frames, out)
        self._downed(frames, out)
        for asked, answer in pairwise(frames):
            out[asked.start] += self._asked(asked, out[asked.start], answer, out[answer.start])
            requests = [f for f in frames if f.type == REQUEST and f.start < answer.start]
            if requests and answer.type == REJECTION:
                last = requests[-1].start
                out[answer.start] += self._refused(answer, out[answer.start], out[last])
                if last != asked.start:
                    out[last] += self._asked(requests[-1], out[last], answer, out[answer.start])
            out[asked.start] += self._hit(asked, out[asked.start], answer, out[answer.start])
        self._lifted(frames, out)
        self._beaten(frames, out)
        self._reprisals(frames, out)
        self._agreed(frames, out)
        for blow, more, toll in zip(frames, frames[1:], frames[2:], strict=False):
            if blow.end == more.start:  # "开枪镇压，17名示威者死亡"
                out[blow.start] += self._hit(blow, out[blow.start], toll, out[toll.start])
        return out

    def _arguments(self, frame: Frame, parts: Parts) -> tuple[Argument, ...]:
        sense = frame.sense
        given: list[tuple[str | None, Group, str]] = [
            (sense.subject, parts.subject, "subject"),
            (sense.object, parts.object, "object"),
            (sense.company or sense.subject, parts.company, "with"),
            (sense.aim or (sense.object if sense.object != "initiator" else None), parts.aim, "to"),
            (MEDIATOR if frame.type in self._mediated else None, parts.mediator, "mediator"),
            (SUPPORTER if self._fought(frame) else None, parts.supporter, "supporter"),
        ]
        turned = parts.disposed or (parts.passive and sense.object in (None, "target"))
        if turned and sense.subject == "target":  # "将A掳为奴隶", "A遭枪决"
            given[:2] = [("initiator", parts.subject, "subject"), ("target", parts.object, "object")]
        if sense.company == "target" and len(parts.subject) > 1 and not (parts.company or parts.object):
            given[:2] = [("initiator", parts.subject[:1], "subject"), ("target", parts.subject[1:], "with")]
        if sense.mutual and len(parts.subject) > 1 and not (parts.aim or parts.object):
            given = [("party", parts.subject, "subject")]
        if sense.object == sense.subject == "initiator" and parts.subject:
            given[1] = (
                sense.object,
                [m for m in parts.object if not self._only_forces(m)],
                "object",
            )  # "派出5000名士兵"
        out: list[Argument] = []
        for role, mentions, slot in given:
            if role in (None, "place"):
                continue
            for mention in (self._organ(m, frame.type) for m in mentions):
                if not any(a.mention.actor.id == mention.actor.id for a in out):
                    out.append(Argument(cast(Role, role), mention, f"{sense.id}:{slot}"))
        return tuple(out)

    def _fought(self, frame: Frame) -> bool:
        """Whether an act is one in which others may help."""
        sided = self.behaviour.two_sided | self.behaviour.moving
        return frame.type in self.behaviour.violent or frame.type in sided

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
        groups = [g for g in self._groups(start, frame.start) if not self._kin(g[-1])]
        if self._embedded(frame):
            groups = []
        if frame.sense.deed and (culprit := self._culprit(groups, frame)) is not None:
            parts.subject = culprit
            return parts
        outer = next((f for f in frames if self._inward(f, frames) is frame), None)
        groups = groups if outer is None else [g for g in groups if g[0].start >= outer.end]
        parts.mediator, groups = self._mediators(groups, frame)
        parts.supporter, groups = self._supporters(groups, frame)
        groups = [g for g in groups if not self._bears(g, frame.start)]
        groups = self._signing(groups, frame)
        if (granted := self._granted(frame)) is not None:
            groups = [g for g in groups if g[0].start >= granted.end]
        groups = [
            self._first_side(g, frame, frames) for g in groups if not self._governed(g, groups, frame, frames)
        ]
        passive = self._last("passive", frame, frames, noun=False)
        turned, chosen = self._turned(groups, frame, frames)
        if passive:
            parts.passive = True
            parts.subject = self._first(groups, passive.end, frame.start)
            parts.object = self._suffering(groups, passive, frame)
            parts.inner = self._particle(frame) is not None and self._inner(passive, groups)
        elif frame.sense.subject == "initiator" and (self._suffers(frame) or self._died_in(frame, frames)):
            parts.passive = True
            by = groups[-1] if len(groups) > 1 and self._owns(groups[-1], frame) else []
            parts.subject, parts.object = by, self._topic(groups[:-1] if by else groups, start, frame.start)
        elif turned:
            self._turn(parts, groups, frame, frames, turned)
        else:
            if frame.type in self.behaviour.violent and not self.view.marker("aim", start, frame.start):
                groups = [g for g in groups if not self._housed(g)]
            self._active(parts, groups, frame, frames)
        if not parts.subject and not parts.passive and not self._inward(frame, frames):
            self._attributive(frame, end, parts)
        if frame.type == AID and not parts.object:
            parts.object = self._helped(frame)
        topic = self.scene.topic
        if self._undone(frame, frames):
            parts.subject = []
        else:
            self._carry(frame, parts)
        if chosen:
            self.scene.topic = parts.object[:1]  # "以A为总督，率军出征"
        if outer is not None or self._told_of(parts.subject, frame, frames):
            self.scene.topic = topic  # the story goes on with those of the act that was told
        return parts

    def _helped(self, frame: Frame) -> Group:
        """Who acts with the help that opens a sentence ("在A资助下，B进入C")."""
        _, end = frame.clause
        after = min(end + 1, frame.sentence.end - 1)
        under = self.view.followed(frame.end, self.view.syntax.markers["under"])
        if not under or self.view.after(frame.end) is not self.view.before(end):
            return []
        first, last = self.view.clause(frame.sentence, after)
        return next(iter(self._groups(first, last)), []) if first >= end else []

    def _signing(self, groups: list[Group], frame: Frame) -> list[Group]:
        """Those who sign an accord, without those of whom it speaks ("A与B签署了向C派兵的协议")."""
        if frame.type != AGREEMENT:
            return groups
        words = self.view.marker("signing", frame.clause[0], frame.start)
        before = [g for g in groups if words and g[-1].end <= words[0].start]
        if not before or self.text[frame.start - 1] not in self.view.syntax.attributive:
            return groups
        partners = [g for g in before if self.view.led(g[0].start, self.view.syntax.markers["company"])]
        return [[*before[0], *(m for g in partners if g is not before[0] for m in g)]]

    def _turned(
        self, groups: list[Group], frame: Frame, frames: list[Frame]
    ) -> tuple[Word | None, Word | None]:
        """The marker that turns object or doer to before the trigger; again if it puts somebody in office."""
        turned = self._last("disposal", frame, frames) or self._last("agent", frame, frames)
        if turned is not None and (
            self.scene.places_in(turned.end, turned.end + 1) or self._left(turned, frame)
        ):
            turned = None  # "由X向Y进攻"
        if turned is not None or frame.type != OFFICE or frame.sense.object != "target":
            return turned, None
        chosen = self._last("appointing", frame, frames, noun=False)
        named = chosen is not None and bool(self._first(groups, chosen.end, frame.start))
        return (chosen, chosen) if named else (None, None)

    def _left(self, word: Word, frame: Frame) -> bool:
        """Whether behind a marker of the doer stands the state from whose soil somebody comes ("由A入境")."""
        here = self.scene.actors_in(word.end, word.end + 1)
        state = bool(here) and bool(self._entities.states.get(self.text[here[0].start : here[0].end]))
        return state and word.text in self.view.syntax.markers["from"] and frame.type in self.behaviour.moving

    def _turn(
        self, parts: Parts, groups: list[Group], frame: Frame, frames: list[Frame], turned: Word
    ) -> None:
        """The parts of a clause in which object or doer stands behind a marker before the trigger."""
        start, end = frame.clause
        behind = self._first(groups, turned.end, frame.start)
        behind = [m for m in behind if not self._is_taken(m, frame)]
        before = self._topic(groups, start, turned.start)
        markers = self.view.syntax.markers
        if turned.text in markers["agent"]:
            parts.subject, parts.object = behind, before
            return
        parts.subject, parts.object = before, behind
        parts.disposed = turned.text in markers["disposal"]
        people = bool(behind) and behind[0].actor.kind in (*UNARMED, "person")
        after = self._behind(frame, end, frames)
        if not behind or (self._gives(frame) and after and not people):
            parts.object = after  # "把旅顺转让日本"
        elif turned.text not in markers["disposal"]:
            parts.object = [*behind, *(m for m in after if m.actor.kind == "person" and m.via == "name")]

    def _suffers(self, frame: Frame) -> bool:
        """Whether the trigger itself says that it is done to somebody ("遭到拒绝")."""
        return self.text.startswith(self._enduring, frame.start, frame.end)

    def _suffering(self, groups: list[Group], passive: Word, frame: Frame) -> Group:
        """To whom it is done: who stands before the marker, or whom its clause describes ("被A占领的B")."""
        at = self._particle(frame)
        if at is not None and self._inner(passive, groups):
            return self._first(self._groups(at, frame.clause[1]), at, at + LAST)
        if frame.type == REJECTION and self.view.marker("causing", frame.clause[0], passive.start):
            return []  # "要求A撤军的决议遭否决"
        first = self.view.marker("passive", frame.clause[0], passive.end)[0]  # "…后遭绑架并被杀害"
        before = self.view.before(first.start)
        spoken = self._first(groups, frame.clause[0], first.start)
        if spoken and before is not None and before.text.endswith(tuple(self.view.syntax.markers["over"])):
            return spoken  # "A指责B…后遭绑架"
        return self._topic(groups, frame.clause[0], passive.start)

    def _active(self, parts: Parts, groups: list[Group], frame: Frame, frames: list[Frame]) -> None:
        """The parts of a clause in which nothing is turned round: doer, company, aim, trigger, object."""
        start, end = frame.clause
        left = frame.start
        facing, crowd = self._facing(groups, frame)
        aim = facing or self._last("aim", frame, frames)
        if crowd and facing is not None:
            parts.aim, left = crowd, facing.start
        elif aim:
            parts.aim = self._first(groups, aim.end, frame.start)
            left = aim.start if parts.aim else left
        company = self._last("company", frame, frames)
        if company and not parts.aim:
            beside = next((g for g in groups if self._beside(company.end, g[0].start)), None)
            if beside:
                parts.company, left = beside, company.start
        if frame.sense.subject == "target" and (
            brought := self.view.marker("bringing", start, frame.start)
        ):  # "A的行动造成B死亡"
            groups = [g for g in groups if g[0].start >= brought[-1].end]
        source = self._last("from", frame, frames)
        own = [g for g in groups if g[0].start < left]
        doers = [g for g in own if source is None or g[0].start != source.end]
        doers = self._nearer(doers, frame, frames)
        owner = self._owner(groups, frame, aim) if not parts.company else []
        owner = owner or self._beneath(groups, frame)
        if not owner and (owner := self._describing(groups, frame)):
            parts.described = True
        owner = owner or self._quelled(groups, frame, frames)
        parts.subject = owner or self._topic(doers, start, left)
        parts.subject = parts.subject or self._announced(own, frame) or self._declared(own, frame)
        parts.subject = parts.subject or self._giving_way(own, frame)
        parts.object = self._behind(frame, end, frames) or self._from(groups, frame, frames)
        if not parts.object and frame.type == AID and self._benefits(frame):
            words = [
                w for w in self.view.marker("passive", start, frame.start) if self._beside_any(w, groups)
            ]
            parts.object = self._first(groups, words[-1].end, frame.start) if words else []
        if frame.type in self.behaviour.level and self._costs(parts.object, frame):
            parts.object = []
        if not (parts.object or parts.aim) and frame.sense.object == "target":
            parts.object = self._invaded(frame) or self._demanding(groups, frame)
        if not parts.subject and (said := self._said(groups, frame)):
            parts.spoken = True
            if said.text in self.view.syntax.markers["denying"]:
                parts.subject = groups[0]
        if (
            not parts.subject
            and frame.type in self.behaviour.yielding | self.behaviour.moving | self.behaviour.two_sided
            and self._caused(frame)
        ):
            parts.subject = self._ordered_forces(groups, frame)
        if not parts.subject and parts.object:
            parts.subject = self._own_forces(groups, parts.object, frame)
        if frame.type == REJECTION and not (parts.object or parts.aim):
            parts.aim = self._answered(parts.subject or self.scene.topic, frame)

    def _beside_any(self, word: Word, groups: list[Group]) -> bool:
        """Whether somebody stands right behind a word."""
        return any(self._beside(word.end, g[0].start) for g in groups)

    def _gives(self, frame: Frame) -> bool:
        """Whether who yields something yields it to somebody."""
        return frame.type in self.behaviour.yielding and frame.sense.object == "target"

    def _demanding(self, groups: list[Group], frame: Frame) -> Group:
        """Who has something yielded gets it ("A要求B割让C")."""
        words = self.view.marker("causing", frame.clause[0], frame.start) if self._gives(frame) else []
        about = [g for g in groups if words and g[-1].end <= words[0].start]
        return about[0] if words and any(g[0].start >= words[0].end for g in groups) and about else []

    def _invaded(self, frame: Frame) -> Group:
        """The state whose land is taken or entered, where only the land is named ("攻入科威特")."""
        if frame.type not in self.behaviour.invasions:
            return []
        for i in self.scene.places_in(frame.end, frame.end + NEXT):
            mention = self.scene.places[i]
            state = self._states.get(mention.place.country or "")
            whole = mention.place.precision == "country"
            if state is not None and whole and mention.place.name in (state.name, *state.names):
                actor = self._entities.organ(state, "government")
                return [
                    ActorMention(
                        mention.start, mention.end, mention.head, frame.sentence.index, actor, "implied"
                    )
                ]
        return []

    def _last(self, kind: str, frame: Frame, frames: list[Frame], *, noun: bool = True) -> Word | None:
        """The last marker of a kind that governs a trigger: no other trigger stands between."""
        found = self.view.marker(kind, frame.clause[0], frame.start)
        passive = kind == "passive"
        for word in reversed(found):
            if (passive and self._serves(word, frame)) or (kind == "disposal" and self._ranks(word)):
                continue
            if passive and word.text in self.view.syntax.markers["inner"] and self._benefits(frame):
                continue
            if passive and any(f.start == word.end and f is not frame and self._embedded(f) for f in frames):
                continue  # "向受困于X的A空投"
            told = [f for f in frames if word.end <= f.start < frame.start and not self._embedded(f)]
            chains = passive or kind == "disposal"
            between = any(not (chains and self._chained(f, frame)) for f in told)
            if not between and (not noun or self._takes(word.end) or self._comes(word.end)):
                return word
        return None

    def _behind(self, frame: Frame, end: int, frames: list[Frame]) -> Group:
        """The actors behind the trigger, up to the next one."""
        if (inner := self._inward(frame, frames)) and (at := self._particle(inner)) is not None:
            return self._first(self._groups(at, end), at, at + LAST)
        stop = self._until(frame, frames, end)
        groups = self._groups(frame.end, min(stop, end))
        if not groups and frame.type == ACCUSATION and frame.end == end < frame.sentence.end:
            first, last = self.view.clause(frame.sentence, end + 1)  # "he charged, the rebels had fired"
            groups = self._groups(first, last)
        if groups and self._doing(groups[0], frame.end):
            groups = self._described_by(groups[0], end)
        if len(groups) > 1 and self._belonging(groups[0], groups[1]):
            groups = groups[1:]
        group = next((g for g in groups if not self._apposed(g, frame.end, frame.type)), [])
        for more in (g for g in groups if group and g[0].start > group[0].start):
            if not self._titled(group[-1].end, more[0], "cxp"):
                break
            group = [*group, *more]  # "扣押了A与总统B"
        return [m for m in group if not (self._stormed(m, frame) or self._kin(m) or self._is_taken(m, frame))]

    def _from(self, groups: list[Group], frame: Frame, frames: list[Frame]) -> Group:
        """Those from whom something is taken ("从叛军手中夺回")."""
        source = self._last("from", frame, frames)
        beside = next((g for g in groups if source is not None and g[0].start == source.end), [])
        return beside if frame.type in self.behaviour.two_sided else []

    def _attributive(self, frame: Frame, end: int, parts: Parts) -> None:
        """A clause before a noun is about that noun ("the troops that went to X")."""
        at = self._particle(frame)
        if at is not None:
            group = self._first(self._groups(at, end), at, min(at + LAST, end))
            if group and self.view.led(group[0].start, self.view.syntax.markers["passive"]):
                parts.object = [m for m in parts.object if m not in group]  # "要求撤军的决议遭A否决"
                return
            if group and self._undergone(frame):
                parts.object, parts.passive = group, self.view.followed(frame.end, self._at)
                return
            opens = not self.scene.actors_in(frame.clause[0], frame.start)
            ends = bool(group) and self._only_noun(group[-1].end, end)
            ends = ends and (group[-1].end == end or not self.scene.places_in(frame.end, frame.end + NEXT))
            whole = bool(group) and opens and (ends or self._done(frame))
            if whole and self.scene.topic and frame.sense.object in ("target", "party"):
                parts.object = group  # "…，围攻该城东区的叛军", "…，逮捕了机上的记者X"
            elif group:
                parts.subject, parts.object = group, [m for m in parts.object if m not in group]

    def _undergone(self, frame: Frame) -> bool:
        """Whether those described suffer the act: where, or what they do, follows ("关押在P的A", "拥立流亡的A")."""
        after = self.view.after(frame.end)
        if frame.sense.object != "target" or after is None or after.start != frame.end:
            return False
        does = after.tag == "v" and after.text not in self._endings
        return after.text in self._at or (frame.type == OFFICE and does)

    def _answered(self, group: Group, frame: Frame) -> Group:
        """To whom somebody answers: the side that spoke last in the sentence, not he himself."""
        own, here = {m.actor.id for m in group}, frame.sentence.index
        whole = frame.end == frame.clause[1]  # "…。军方予以否认"
        return [
            implied(m)
            for m in self.scene.spoken
            if group
            and m.actor.id not in own
            and m.actor.kind in (*SIDES, "person")
            and here - m.sentence <= whole
        ]
