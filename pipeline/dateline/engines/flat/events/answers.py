"""What an act takes over from the next of its sentence: of whom it was asked, whom it hit, who let go."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

from dateline.engines.events.fronts import side
from dateline.engines.flat.actors.anaphora import implied
from dateline.engines.flat.actors.camps import ARMED, SIDES
from dateline.engines.flat.events.attributes import CLASH, AttributeReader
from dateline.engines.flat.events.frames import Frame
from dateline.layers import Actor, ActorMention, Argument

REJECTION, REQUEST, SHOOTDOWN = "rejection", "request", "shootdown"
AGREEMENT, NEGOTIATION = "agreement", "negotiation"
LIFTING = ("repulse", "siege")
BOTH = 2  # sides of a fight
FIGHTING = ARMED
UNARMED = ("civilians", "protesters", "ethnic_group")


class AnswerReader(AttributeReader):
    """Completes the parts of the acts of one sentence from each other."""

    _organs: dict[str, tuple[Actor | None, Actor | None]]  # the forces and the government of each side

    def _forces(self, mention: ActorMention) -> ActorMention:
        """The forces of a government that says what they did."""
        forces, _ = self._organs.get(side(mention.actor), (None, None))
        return mention if forces is None else replace(mention, actor=forces, via="implied")

    def _freed(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """Who lets people go of whom only that is told: those who took them ("A遭B扣押，次日获释")."""
        for taken, freed in combinations(frames, 2):
            if taken.type not in self.behaviour.holding or freed.type not in self.behaviour.freeing:
                continue
            held = {a.mention.actor.id for a in out[taken.start] if a.role == "target"}
            own = out[freed.start]
            passive = all(a.role == "target" and a.mention.actor.id in held for a in own)
            if held and own and passive:
                takers = [a.mention for a in out[taken.start] if a.role == "initiator"]
                rule = f"{freed.sense.id}:subject"
                out[freed.start] += tuple(Argument("initiator", implied(m), rule) for m in takers)

    def _finished(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """Who does to somebody what follows on his capture: those who took him ("被A掳走，随后遭处死")."""
        for taken, done in combinations(frames, 2):
            own = out[done.start]
            held = {a.mention.actor.id for a in out[taken.start] if a.role == "target"}
            follows = taken.type in self.behaviour.holding and done.type in self.behaviour.absorbed
            suffers = self.text.startswith(tuple(self.view.syntax.markers["passive"]), done.start)
            acts = done.sense.object == "target" and done.sense.subject == "initiator"
            if not (follows and held and own and (acts or suffers)):
                continue
            if all(a.role == "target" and a.mention.actor.id in held for a in own):
                takers = [a.mention for a in out[taken.start] if a.role == "initiator"]
                rule = f"{done.sense.id}:subject"
                out[done.start] += tuple(Argument("initiator", implied(m), rule) for m in takers)

    def _downed(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """Who brought down what others sent: the forces that say so ("A通报，B发射无人机，其中66架被击落")."""
        for frame in (f for f in frames if f.type == SHOOTDOWN):
            own = out[frame.start]
            speakers = [m for m in self._speakers if m.actor.kind in SIDES and m.end <= frame.clause[0]]
            hit = {side(a.mention.actor) for a in own if a.role == "target" and a.mention.actor.kind in SIDES}
            if (
                hit
                and all(a.role == "target" for a in own)
                and not any(side(m.actor) in hit for m in speakers)
            ):
                rule = f"{frame.sense.id}:subject"
                forces = [self._forces(m) for m in speakers]
                out[frame.start] += tuple(Argument("initiator", implied(m), rule) for m in forces)

    def _culprits(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """Whose deed an act was, where its clause says it of the act ("警方认为爆炸是A所为")."""
        for act, deed in combinations(frames, 2):
            if not deed.sense.deed or act.clause != deed.clause or act.type != deed.type:
                continue
            theirs = {a.mention.actor.id for a in out[deed.start]}
            told = out[act.start]
            if self.view.marker("equating", act.end, deed.start):
                out[act.start] = tuple(
                    a for a in told if a.role != "initiator"
                )  # whoever it was, not the speaker
            hit = (a for a in out[act.start] if a.role == "target" and a.mention.actor.id not in theirs)
            if theirs:
                out[act.start] = (*out[deed.start], *hit)

    def _judged(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """Who speaks of an act has not done it ("军方将袭击归咎于A", "秘书长对A的袭击表示谴责")."""
        markers, spoken = self.view.syntax.markers, self.behaviour.spoken
        for act, said in pairwise(frames):
            if act.clause != said.clause or act.type in spoken or said.type not in spoken:
                continue
            words = self.view.within(act.clause[0], act.start)
            before = [w for w in words if w.text in markers["disposal"] | markers["aim"]]
            if not before or self.view.marker("passive", act.end, said.start):
                continue
            theirs = (a for a in out[act.start] if a.mention.start >= before[-1].end)
            out[act.start] = tuple(self._done_by(a, act) for a in theirs)

    def _done_by(self, argument: Argument, act: Frame) -> Argument:
        """A side whose act is spoken of is the one who did it, not the one who suffered ("对A的袭击表示谴责")."""
        owns = self.text[argument.mention.end : act.start] == self.view.syntax.attributive[0]
        violent = act.type in self.behaviour.two_sided and argument.mention.actor.kind in SIDES
        return replace(argument, role="initiator") if owns and violent else argument

    def _fought_on(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """Who fought where only its name is told of a fight, and who beat whom in it ("在海战中重创B")."""
        for clash, blow in combinations(frames, 2):
            one_side = len({side(a.mention.actor) for a in out[clash.start]}) < BOTH
            beats = blow.sense.outcome or blow.type in self.behaviour.two_sided
            here = clash.clause == blow.clause or (blow.sense.outcome and not out[clash.start])
            if clash.type != CLASH or not here or not one_side:
                continue
            if not (beats or (blow.type in self.behaviour.absorbed and blow.sense.subject == "initiator")):
                continue
            known = {a.mention.actor.id for a in out[clash.start]}
            kinds = SIDES | {"person"} if beats else SIDES
            fighters = (a for a in out[blow.start] if a.role in ("initiator", "target", "party"))
            more = [a for a in fighters if a.mention.actor.kind in kinds and a.mention.actor.id not in known]
            out[clash.start] += tuple(replace(a, role="party") for a in more)

    def _lifted(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """Who lifts a siege lays none: its doers stand between both words, if at all ("解除了A对X的围困")."""
        for lifted, siege in combinations(frames, 2):
            noun = self.text[siege.start - 1] in self.view.syntax.attributive
            if (lifted.type, siege.type) == LIFTING and lifted.clause == siege.clause and noun:
                out[siege.start] = tuple(a for a in out[siege.start] if a.mention.start >= lifted.end)

    def _beaten(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """Whom an act was against: the forces that its doers then kill or take ("攻占X，打死守军50人")."""
        frontal = self.behaviour.two_sided - self.behaviour.level
        for i, act in enumerate(frames):
            own = out[act.start]
            doers = {a.mention.actor.id for a in own if a.role == "initiator"}
            if act.type not in frontal or not doers or any(a.role == "target" for a in own):
                continue
            for done in frames[i + 1 :]:
                theirs = out[done.start]
                if any(c in self.view.syntax.stops for c in self.text[act.end : done.start]):
                    break
                if {a.mention.actor.id for a in theirs if a.role == "initiator"} != doers:
                    break
                hit = [a.mention for a in theirs if a.role == "target" and a.mention.actor.kind in FIGHTING]
                if hit and done.type in self.behaviour.against:
                    rule = f"{act.sense.id}:toll"
                    out[act.start] += tuple(Argument("target", implied(m), rule) for m in hit)
                if done.type in frontal or hit:
                    break

    def _reprisals(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """Who does to people without arms what they suffer: those who came just before ("A攻入X，百余名村民遭杀害")."""
        for act, done in combinations(frames, 2):
            takes = act.type in self.behaviour.assaults and done.type in self.behaviour.winners_do
            own = out[done.start]
            between = self.text[act.end : done.start]
            if not (takes and own) or any(c in self.view.syntax.stops for c in between):
                continue
            if not self.text.startswith(tuple(self.view.syntax.markers["passive"]), done.start):
                continue
            if all(a.role == "target" and a.mention.actor.kind in UNARMED for a in own):
                doers = [a.mention for a in out[act.start] if a.role == "initiator"]
                rule = f"{done.sense.id}:subject"
                out[done.start] += tuple(Argument("initiator", implied(m), rule) for m in doers)

    def _agreed(self, frames: list[Frame], out: dict[int, tuple[Argument, ...]]) -> None:
        """With whom somebody agrees: who asked it of him, or met him ("A要求B撤军，B应允", "A与B会谈，B同意")."""
        for before, deal in combinations(frames, 2):
            own = out[deal.start]
            alone = deal.type == AGREEMENT and len({side(a.mention.actor) for a in own}) == 1
            if not alone or any(c in self.view.syntax.stops for c in self.text[before.end : deal.start]):
                continue
            answers = before.type == REQUEST and before.clause != deal.clause
            if not answers and before.type != NEGOTIATION:
                continue
            role, other = ("target", "initiator") if answers else ("party", "party")
            known = {a.mention.actor.id for a in own}
            if any(a.role == role and a.mention.actor.id in known for a in out[before.start]):
                more = [a.mention for a in out[before.start] if a.role == other]
                rule = f"{deal.sense.id}:with"
                out[deal.start] += tuple(
                    Argument("party", implied(m), rule) for m in more if m.actor.id not in known
                )

    @staticmethod
    def _refused(
        answer: Frame, own: tuple[Argument, ...], asked: tuple[Argument, ...]
    ) -> tuple[Argument, ...]:
        """Who refuses what is told to be refused: of whom it was asked ("A要求B撤军，遭到拒绝")."""
        if any(a.role == "initiator" for a in own):
            return ()
        known = {a.mention.actor.id for a in own}
        targets = [a.mention for a in asked if a.role == "target" and a.mention.actor.id not in known]
        return tuple(Argument("initiator", implied(m), f"{answer.sense.id}:subject") for m in targets)

    def _hit(
        self, blow: Frame, own: tuple[Argument, ...], toll: Frame, lost: tuple[Argument, ...]
    ) -> tuple[Argument, ...]:
        """Whom a blow hit: the people of its toll ("炮击市场，造成12名平民死亡"); from near only those without arms."""
        shot = blow.type in self.behaviour.absorbed and blow.sense.subject == "initiator"
        near = shot or blow.type in self.behaviour.raids  # "警方开枪，17名示威者死亡"
        if (
            not (near or blow.type in self.behaviour.blows)
            or toll.type not in self.behaviour.absorbed
            or any(a.role == "target" for a in own)
        ):
            return ()
        hit = [a for a in lost if a.role == "target" and a.mention.via == "nominal"]
        hit = [a for a in hit if not near or a.mention.actor.kind in UNARMED]
        return tuple(Argument("target", implied(a.mention), f"{blow.sense.id}:toll") for a in hit)

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
