"""Tells what only describes a noun, or belongs to another act, from those who play a part in an act."""

from __future__ import annotations

from itertools import pairwise

from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.groups import BESIDE, CIVIL, Group
from dateline.engines.flat.events.topics import TopicReader
from dateline.engines.flat.view import Word
from dateline.layers import ActorMention

ATTRIBUTE = 6  # characters between a trigger and the particle that makes its clause an attribute
LAST = 8  # characters from that particle to the noun
NEXT = 2  # characters between a trigger and what stands right behind it
CAPTURE = "capture"
CLASH, REPULSE = "armed_clash", "repulse"
REST = 2  # words of a noun behind those of whom it is
HOUSE = 12  # characters between who keeps a house abroad and the noun for it


class AttributeReader(TopicReader):
    """Reads the attributes within the clauses of one Doc."""

    def _first_side(self, group: Group, frame: Frame, frames: list[Frame]) -> Group:
        """Of two who fought each other in the clause the first goes on ("A与B激战后撤退")."""
        fought = any(f.type == CLASH and group[-1].end <= f.start < frame.start for f in frames)
        if not fought or frame.type in self.behaviour.level:
            return group
        markers = self.view.syntax.markers["company"]
        for i, (one, other) in enumerate(pairwise(group)):
            if self.text[one.end : other.start] in markers:
                return group[: i + 1]
        return group

    def _governed(self, group: Group, groups: list[Group], frame: Frame, frames: list[Frame]) -> bool:
        """Whether a group only belongs to an act told before the trigger ("与A激战后撤退", "被A占领的B")."""
        if self._over(group[-1].end) and any(
            f.sense.object == "target" and f.clause == frame.clause and self._beside(f.end, group[0].start)
            for f in frames
        ):
            return True  # "杀死A后进军B"
        if self._made_by(group, groups, frame, frames) or self._served_in(group, groups):
            return True
        before = self._bound_by(group, frame)
        if before is None:
            return False
        bound = before.text in self.view.syntax.markers["passive"]
        told = (f for f in frames if group[-1].end <= f.start < frame.start)
        if any(not (bound and self._chained(f, frame)) for f in told):
            return True
        opens = self._only_light(frame.clause[0], before.start)
        return opens and any(self._headed(group, g) for g in groups if g[0].start > group[-1].end)

    def _bound_by(self, group: Group, frame: Frame) -> Word | None:
        """The marker that binds a group to the act that follows it; what describes them may stand between."""
        binding = self._binding(frame.type in self.behaviour.level)
        start = max(frame.clause[0], group[0].start - LAST)
        words = [w for w in self.view.within(start, group[0].start) if w.text in binding]
        return words[-1] if words and self._beside(words[-1].end, group[0].start) else None

    def _made_by(self, group: Group, groups: list[Group], frame: Frame, frames: list[Frame]) -> bool:
        """Whether a group only did something to who is described ("由A训练的B登陆")."""
        before = self.view.before(group[0].start)
        if (
            before is None
            or before.end != group[0].start
            or before.text not in self.view.syntax.markers["agent"]
        ):
            return False
        if any(self._headed(group, g) for g in groups if g[0].start > group[-1].end):
            return True
        told = (f for f in frames if group[-1].end <= f.start and f.end < frame.start)
        return any((at := self._particle(f)) is not None and at < frame.start for f in told)

    def _served_in(self, group: Group, groups: list[Group]) -> bool:
        """Whether those described were only once among a group ("曾在A军中服役的B")."""
        before, after = self.view.before(group[0].start), self.view.after(group[-1].end)
        among = before is not None and before.text in self.view.syntax.markers["at"] and after is not None
        inside = among and self.text[group[-1].end : group[-1].end + 1] in self._inside
        return inside and any(self._headed(group, g) for g in groups if g[0].start > group[-1].end)

    def _embedded(self, frame: Frame) -> bool:
        """Whether the trigger opens the description of a noun behind a marker ("向投掷石块的A开枪")."""
        before, markers = self.view.before(frame.start), self.view.syntax.markers
        if self._assembled(frame):
            return True
        start, wills = frame.start, self.view.syntax.markers["willing"]
        if before is not None and before.end == start and before.text in wills:
            start, before = before.start, self.view.before(before.start)  # "向试图逃离的A开枪"
        if before is None or before.end != start or self._particle(frame) is None or self._done(frame):
            return False
        return before.text in markers["aim"] | markers["company"] | markers["passive"] | markers["disposal"]

    def _done(self, frame: Frame) -> bool:
        """Whether the word behind a trigger says that it is done, so that its object follows ("袭击了海上的A")."""
        return self.view.followed(frame.end, self.view.syntax.markers["done"])

    def _beneath(self, groups: list[Group], frame: Frame) -> Group:
        """Under whose act something else goes on ("在A包围下的难民营")."""
        after, under = self.view.after(frame.end), self.view.syntax.markers["under"]
        helps = self.view.syntax.markers["supporting"]
        if after is not None and after.start == frame.end and after.text in helps:
            after = self.view.after(after.end)  # "在A空袭支援下"
        if after is None or not after.text.startswith(tuple(under)):
            return []
        near = next((g for g in groups if g[-1].end == frame.start), [])
        before = self.view.before(near[0].start) if near else None
        return near if before is not None and before.text in self.view.syntax.markers["at"] else []

    def _assembled(self, frame: Frame) -> bool:
        """Whether those have come together who are described behind a marker ("向在广场集会的A开枪")."""
        words = self.view.marker("aim", frame.clause[0], frame.start)
        if not words or frame.type not in self.behaviour.harmless or self._particle(frame) is None:
            return False
        return not self.scene.actors_in(words[-1].end, frame.start)

    def _facing(self, groups: list[Group], frame: Frame) -> tuple[Word | None, Group]:
        """Those right before a trigger at whom it is aimed, with the marker, where a clause describes them."""
        words = self.view.marker("aim", frame.clause[0], frame.start)
        group = next((g for g in groups if g[-1].end == frame.start), [])
        if not words or not group or words[-1].end >= group[0].start:
            return None, []
        inside = self.view.within(words[-1].end, group[0].start)
        while inside and inside[-1].tag[:1] in BESIDE and inside[-1].text not in self.view.syntax.attributive:
            inside.pop()
        made = len(inside) > 1 and inside[-1].text in self.view.syntax.attributive
        acts = any(w.tag[:1] == "v" for w in inside)
        return (words[-1], group) if made and acts else (None, [])

    def _chained(self, one: Frame, frame: Frame) -> bool:
        """Whether what is done to somebody is told right behind another such act ("被A俘虏并处死", "遭酷刑处死")."""
        between = self.text[one.end : frame.start]
        markers = self.view.syntax.markers
        joined = not between or between in markers["list"] | markers["moreover"]
        way = not between and one.type in self.behaviour.moving  # "遭A迂回侧击"
        return joined and frame.sense.object == "target" and (way or one.sense.object == "target")

    def _serves(self, word: Word, frame: Frame) -> bool:
        """Whether a marker only says as what something serves ("以此为基地炮击X"): nobody stands behind it."""
        markers, last = self.view.syntax.markers, self.view.before(frame.start)
        if word.text not in markers["serving"] or self.scene.actors_in(word.end, frame.start):
            return False
        suffering = tuple(markers["suffering"])
        if (last is not None and last.text.endswith(suffering)) or self.text.startswith(
            suffering, frame.start
        ):
            return False  # "为蒙古军所败", "为部将|所杀"
        after = self.view.after(word.end)
        before = self.view.before(word.start)
        by_this = before is not None and before.tag[:1] == "c" and before.end == word.start  # "以此为"
        return after is not None and after.start < frame.start and (by_this or after.tag[:1] == "n")

    def _benefits(self, frame: Frame) -> bool:
        """Whether a trigger tells what is done for somebody ("为守军解围")."""
        words = tuple(self.view.syntax.markers["benefiting"])
        return self.text.startswith(words, frame.start)

    def _ranks(self, word: Word) -> bool:
        """Whether what looks like a marker is the rank of a person, behind his state in one character ("秦将白起")."""
        before = self.view.before(word.start)
        behind = self.scene.actors_in(word.end, word.end + 1)
        if before is None or before.end != word.start or not behind:
            return False
        state = len(before.text) == 1 and before.tag[:1] in "nj"
        return state and behind[0].actor.kind == "person" and behind[0].via == "name"

    def _culprit(self, groups: list[Group], frame: Frame) -> Group | None:
        """Whose deed something is said to have been ("怀疑是A所为"): [] if not known; None if that is not said."""
        close, copulas = self.view.syntax.close, self.view.syntax.markers["equating"]
        for group in groups:
            before = self.view.before(group[0].start)
            while before is not None and before.text in self.view.syntax.open:
                before = self.view.before(before.start)
            said = before is not None and before.text in copulas
            words = [w for w in self.view.within(group[-1].end, frame.start) if w.text not in close]
            if not words or (said and all(w.tag[:1] in "nu" for w in words)):
                return group  # "是A所为", "系A水雷所致"
        return [] if self.view.marker("equating", frame.clause[0], frame.start) else None

    def _told_of(self, doers: Group, frame: Frame, frames: list[Frame]) -> bool:
        """Whether an act is but a noun with its doers behind another of its clause ("A不敌B的进攻，随即溃逃")."""
        noun = bool(doers) and self.text[frame.start - 1] in self.view.syntax.attributive
        return noun and any(f.clause == frame.clause and f.end <= doers[0].start for f in frames)

    def _nearer(self, doers: list[Group], frame: Frame, frames: list[Frame]) -> list[Group]:
        """Those right before a noun of a blow that is what another act is about ("A死于B空袭", "A击退B进攻")."""
        blow = frame.type in self.behaviour.blows | self.behaviour.raids
        last = doers[-1] if blow and len(doers) > 1 and doers[-1][-1].end == frame.start else []
        told = (f for f in frames if f.clause == frame.clause and f.sense.object is not None)
        return (
            [last]
            if last and any(doers[0][-1].end <= f.start and f.end == last[0].start for f in told)
            else doers
        )

    def _stormed(self, mention: ActorMention, frame: Frame) -> bool:
        """Whether what is attacked is the seat of a body and not the body ("攻占总统府")."""
        seat = mention.via == "nominal" and mention.actor.name in self.view.syntax.markers["premises"]
        return seat and frame.type in self.behaviour.violent

    def _is_taken(self, mention: ActorMention, frame: Frame) -> bool:
        """Whether a pronoun that seems to mean somebody means a place that is taken ("将其攻占")."""
        person = mention.actor.kind == "person" and frame.type in self.behaviour.invasions
        whole = frame.type == CAPTURE and not self.scene.places_in(frame.end, frame.clause[1])
        return mention.via == "pronoun" and (person or whole)  # but "将其逐出X"

    def _costs(self, group: Group, frame: Frame) -> bool:
        """Whether those behind a fight are no side of it, but whom it cost their lives ("冲突造成百名平民死亡")."""
        brought = self.view.marker("bringing", frame.end, group[0].start) if group else []
        return bool(brought) and all(m.actor.kind in CIVIL for m in group)

    def _declared(self, groups: list[Group], frame: Frame) -> Group:
        """The body that declares right before a trigger what it does itself ("A宣布退出B")."""
        words = self.view.marker("announcing", frame.clause[0], frame.start)
        if not words or len(groups) != 1 or frame.sense.subject != "initiator":
            return []
        own = groups[0][0].actor.kind != "person" and groups[0][-1].end <= words[-1].start
        return groups[0] if own and self._only_light(words[-1].end, frame.start) else []

    def _kin(self, mention: ActorMention) -> bool:
        """Whether a person is only named for whose kin or men somebody is ("抓捕X的亲信", "X之子")."""
        after = self.view.after(mention.end)
        if mention.actor.kind != "person" or after is None or after.start != mention.end:
            return False
        kin = self.view.after(after.end)
        joined = after.text in self.view.syntax.attributive and kin is not None and kin.start == after.end
        return joined and kin is not None and kin.text in self.view.syntax.markers["kin"]

    def _housed(self, group: Group) -> bool:
        """Whether only the seat of a body is meant ("大使馆附近发生爆炸", "军营外", "A驻B使馆外")."""
        body, end = group[-1].actor, group[-1].end
        inside = body.name.endswith(self._houses) and body.kind not in ARMED  # "第三步兵营" is a unit
        posted = self.view.followed(end, self.view.syntax.markers["at"])
        posted = posted and body.kind not in ARMED  # "叛军于三月夺回该基地"
        kept = posted and any(w.text.endswith(self._houses) for w in self.view.within(end, end + HOUSE))
        return self.text.startswith(self._houses, end) or inside or kept

    def _over(self, at: int) -> bool:
        """Whether a word at an offset says that what stands before it is over ("杀死A后", not "A后撤")."""
        return self.view.followed(at, self.view.syntax.after)

    def _inner(self, passive: Word, groups: list[Group]) -> bool:
        """Whether a passive marker opens the description of a noun: nobody stands right before it."""
        before = self.view.before(passive.start)
        if before is None or passive.start == 0:
            return True
        return not any(
            g[-1].end <= passive.start and self._only_light(g[-1].end, passive.start) for g in groups
        )

    def _owner(self, groups: list[Group], frame: Frame, aim: Word | None) -> Group:
        """Whose act a noun tells ("A的追击", "A对B的进攻")."""
        if self.text[frame.start - 1] not in self.view.syntax.attributive:
            return []
        at = frame.start - 1 if aim is None else aim.start
        return next((g for g in groups if g[-1].end == at), [])

    def _owns(self, group: Group, frame: Frame) -> bool:
        """Whether a blow is said to be somebody's ("美军空袭", "叛军的伏击")."""
        return self.text[group[-1].end : frame.start] in ("", *self.view.syntax.attributive)

    def _died_in(self, frame: Frame, frames: list[Frame]) -> bool:
        """Whether its clause tells of those who died or were hurt in a blow ("A在空袭中丧生", "A因爆炸身亡")."""
        behind = [f for f in frames if f.clause == frame.clause and f.start >= frame.end]
        raid = self.text.endswith(tuple(self.view.syntax.markers["raids"]), frame.start, frame.end)
        struck = frame.type in self.behaviour.blows or raid
        loss = behind[0] if behind and struck else None
        if loss is None or loss.type not in self.behaviour.absorbed or loss.sense.subject != "target":
            return False
        of = bool(self.view.marker("fatal", frame.clause[0], frame.start))
        amid = of or self.text.startswith(tuple(self.view.syntax.markers["amid"]), frame.end)
        return amid and not self.scene.actors_in(frame.end, loss.start)

    def _describing(self, groups: list[Group], frame: Frame) -> Group:
        """Who does what only describes a noun in the clause of another act ("A进入B放弃的基地")."""
        after = self.view.after(frame.end)
        if after is None or after.start != frame.end or after.text not in self.view.syntax.attributive:
            return []
        if not groups[1:] or not self._only_light(groups[-1][-1].end, frame.start):
            return []
        between = self.view.within(groups[-2][-1].end, groups[-1][0].start)
        between = [word for word in between if word.text not in self.view.syntax.markers["done"]]
        return groups[-1] if between and between[-1].tag[:1] == "v" else []

    def _quelled(self, groups: list[Group], frame: Frame, frames: list[Frame]) -> Group:
        """Whose rising it is that somebody puts down ("A镇压B起义")."""
        rising = frame.type in self.behaviour.harmless
        beaten = [
            f for f in frames if f.clause == frame.clause and f.type == REPULSE and f.end <= frame.start
        ]
        if not (rising and beaten):
            return []
        return next((g for g in groups if g[-1].end == frame.start and g[0].start >= beaten[-1].end), [])

    def _until(self, frame: Frame, frames: list[Frame], end: int) -> int:
        """Where the next trigger begins; those that a list joins to this one have its object ("拘捕和杀害平民")."""
        last = frame.end
        for after in sorted((f for f in frames if f.start >= frame.end), key=lambda f: f.start):
            joint = self.text[last : after.start]
            if joint not in self.view.syntax.markers["list"] or after.sense.object != frame.sense.object:
                return after.start
            last = after.end
        return end

    def _doing(self, group: Group, end: int) -> bool:
        """Whether those behind a trigger only did something to what follows ("解救被A扣押的B")."""
        word = self.view.before(group[0].start)
        return word is not None and word.start == end and word.text in self.view.syntax.markers["passive"]

    def _described_by(self, group: Group, end: int) -> list[Group]:
        """Those behind the particle of a clause in which others act."""
        at = next((i for i in range(group[-1].end, end) if self.text[i] in self.view.syntax.attributive), end)
        return [g for g in self._groups(at, end) if g[0].start <= at + LAST]

    def _belonging(self, one: Group, other: Group) -> bool:
        """Whether the first is a person to whom the others only belong ("逮捕支持X的学生")."""
        joined = self.text[one[-1].end : other[0].start] in self.view.syntax.attributive
        return joined and one[-1].actor.kind == "person"

    def _only_noun(self, start: int, end: int) -> bool:
        """Whether nothing but a noun of few words is left of a clause ("德军|纵队")."""
        words = self.view.within(start, end)
        return len(words) <= REST and all(w.tag[:1] == "n" for w in words)

    def _apposed(self, group: Group, end: int, type_: str) -> bool:
        """Whether those right behind a trigger only describe what follows ("攻占与X接壤的Y")."""
        before = self.view.before(group[0].start)
        done = self.view.before(before.start) if before is not None else None
        if done is not None and done.start == end and done.text in self.view.syntax.markers["done"]:
            end = done.end if type_ in self.behaviour.taking else end  # "控制了与X的边界"
        if before is None or before.start != end or before.text not in self.view.syntax.markers["company"]:
            return False
        return self.view.syntax.attributive[0] in self.text[group[-1].end : group[-1].end + ATTRIBUTE]

    def _inward(self, frame: Frame, frames: list[Frame]) -> Frame | None:
        """The next trigger, where it only describes to whom it is done ("处决了投降的A")."""
        after = min((f for f in frames if f.start >= frame.end), key=lambda f: f.start, default=None)
        if frame.sense.object != "target" or after is None or self._particle(after) is None:
            return None
        between = self.view.within(frame.end, after.start)
        bare = all(w.tag[:1] in "vudp" and w.start not in self.scene.taken for w in between)
        return after if bare and after.clause == frame.clause else None

    def _undone(self, frame: Frame, frames: list[Frame]) -> bool:
        """Whether a noun tells what another act right before it put an end to ("解除了围困")."""
        before = (f for f in frames if f.type == REPULSE and f.end <= frame.start)
        return any(self.text[f.end : frame.start] in self.view.syntax.markers["done"] | {""} for f in before)

    def _particle(self, frame: Frame) -> int | None:
        """Where the particle stands that makes the clause of a trigger describe the noun behind it."""
        stop = min(frame.end + ATTRIBUTE + 1, frame.clause[1])
        return next((i for i in range(frame.end, stop) if self.text[i] in self.view.syntax.attributive), None)

    def _binding(self, level: bool) -> frozenset[str]:
        """The markers that bind those behind them to the act that follows; those who meet go on together."""
        markers = self.view.syntax.markers
        bound = markers["aim"] | markers["passive"]
        return bound if level else bound | markers["company"]
