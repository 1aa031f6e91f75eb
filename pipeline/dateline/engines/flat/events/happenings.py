"""Says which of the triggers of a sentence tell one happening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.engines.flat.actors.anaphora import implied
from dateline.engines.flat.events.frames import DATED, Frame, TriggerFinder
from dateline.engines.time.calendar import CalendarDate, Shift
from dateline.layers import Argument

ARREST, COUP, INJURY, KILLING, OPERATION = "arrest", "coup", "injury", "killing", "operation"
REJECTION, BREAKDOWN = "rejection", "breakdown"
BLAST = "suicide_attack", "bombing"
RAID, PROTEST = "attack", "protest"
OPENING = 2  # characters before a trigger that opens its clause
FAILED = 6  # characters between an attack and the word that it failed
# What is refused or threatened is a part of the refusal or the threat.
WHOLE = ("rejection", "threat")


class Matcher(TriggerFinder):
    """Finds the triggers of one Doc that are happenings of their own."""

    def merge(self, frames: Sequence[Frame], told: Sequence[Frame]) -> list[Frame]:
        """The frames that are happenings of their own; `told` are those of the sentence before, if it goes on."""
        frames = [f for f in frames if not (f.sense.reporting and self._reports(f, frames))]
        frames = [f for f in frames if not (f.sense.outcome and self._comes_of(f, frames))]
        frames = [f for f in frames if f.type != "control" or f.sense.own or not self._attributive(f)]
        frames = [f for f in frames if not self._part_of(f, frames)]
        if told:
            frames = [f for f in frames if not (f.type in self._rank and self._points_back(f))]
        frames = [f for f in frames if not self._retold(f, [*told, *frames])]
        kept: list[Frame] = []
        for frame in sorted(frames, key=lambda f: self._rank.get(f.type, len(self._rank))):
            host = next((k for k in kept if self._same(k, frame)), None)
            if host is None:
                kept.append(frame)
            else:
                host.absorbed.append(frame)
        losses = [f for f in kept if f.type in self.behaviour.absorbed]
        for loss in losses:
            blow = next((k for k in kept if self._amid(loss, k) or self._raided(loss, k)), None)
            if blow is not None:
                blow.absorbed.append(loss)
                kept.remove(loss)
                continue
            if loss.sense.own or self._has_doer(loss) or self._disposed(loss):
                continue
            if self._named_victim(loss) and not any(
                k.end == loss.start for k in kept if k.type in self._rank
            ):
                continue
            others = [k for k in kept if k.type in self._rank and (k.type != COUP or k.clause == loss.clause)]
            brought = self.view.marker("bringing", loss.clause[0], loss.start)
            if not others and (loss.type == INJURY or brought):
                others = [k for k in kept if k.type == KILLING and k.sentence is loss.sentence and k != loss]
            others = [
                k
                for k in others
                if not (self._apart(loss, k) or self._reprisal(loss, k) or self._shot(loss, k))
            ]
            host = min(others, key=lambda k: abs(k.start - loss.start), default=None)
            if host is None and self._only_counts(loss, told, kept):
                host = next((t for t in reversed(told) if t.type in self._rank), None)
            if host is not None:
                host.absorbed.append(loss)
                kept.remove(loss)
        return sorted(kept, key=lambda f: f.start)

    def struck(self, frame: Frame, arguments: dict[int, tuple[Argument, ...]]) -> tuple[Argument, ...]:
        """Whom an act was against, where a word for the same tells it ("在空袭中打死3名叛军", "发动政变，推翻政府")."""
        own = arguments[frame.start]
        if frame.type in self.behaviour.level or any(a.role == "target" for a in own):
            return ()
        same = [
            f
            for f in frame.absorbed
            if f.sense.subject == "initiator" and (f.type == frame.type == COUP or self._amid(f, frame))
        ]
        doers = {a.mention.actor.id for a in own}
        return tuple(
            replace(a, mention=implied(a.mention))
            for f in same
            for a in arguments[f.start]
            if a.role == "target" and a.mention.actor.id not in doers
        )

    def _amid(self, loss: Frame, fight: Frame) -> bool:
        """Whether a clause tells in which blow the losses were ("在空袭中打死12人")."""
        if fight.type not in self.behaviour.blows or fight.clause != loss.clause or fight.end > loss.start:
            return False
        during = tuple(self.view.syntax.markers["amid"])
        return self.text.startswith(during, fight.end) and not self.scene.actors_in(fight.end, loss.start)

    def _raided(self, loss: Frame, raid: Frame) -> bool:
        """Whether a clause begins with those killed in the raid of the one before ("袭击村庄，杀害百余名村民")."""
        opens = loss.start == loss.clause[0] == raid.clause[1] + 1
        return raid.type == RAID and opens and self._people_counted(loss.end, loss.clause[1])

    def _apart(self, loss: Frame, fight: Frame) -> bool:
        """Whether a loss in another clause is dated by itself, or told before the fight."""
        if fight.clause == loss.clause:
            return False
        if fight.start > loss.start:
            return True
        times = self.scene.times_in(fight.clause[1], loss.start)
        dated = [i for i in times if self.scene.timexes[i].type in DATED]
        stopped = any(c in self.view.syntax.stops for c in self.text[fight.end : loss.start])
        return bool(dated) and (stopped or not all(map(self._same_day, dated)))

    def _reprisal(self, loss: Frame, taking: Frame) -> bool:
        """Whether people were put to death where a place had been taken ("攻陷X，百余名村民遇害")."""
        after = taking.end <= loss.start and taking.clause != loss.clause
        words = self.view.syntax.markers["murder"]
        murder = any(word in self.text[loss.start : loss.end] for word in words)
        return after and murder and loss.type == KILLING and taking.type in self.behaviour.ending

    def _shot(self, loss: Frame, crowd: Frame) -> bool:
        """Whether others kill, in a clause of its own, those who only assemble ("走上街头，警方打死三人")."""
        apart = crowd.type == PROTEST and crowd.clause != loss.clause
        return apart and loss.sense.subject == "initiator"

    def _same_day(self, index: int) -> bool:
        """Whether a time is that of the last one told before ("8月6日…，当日…")."""
        values = self.scene.doc._.chronology.values if self.scene.doc._.chronology else ()
        told = [i for i in range(index) if self.scene.timexes[i].type in DATED]
        meaning = self.scene.timexes[index].meaning
        then = isinstance(meaning, Shift) and meaning.amount == 0  # "当晚"
        dated = isinstance(meaning, CalendarDate) and self.scene.timexes[index].type == "DATE"
        if not told or not values or not (then or dated):
            return False
        now, last = values[index], values[told[-1]]
        same = (now.earliest, now.latest) == (last.earliest, last.latest)
        return now.earliest is not None and (same or (then and now.earliest == last.earliest))

    def _comes_of(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a frame only tells how a fight of the same sentence ended ("attacked … and sank two ships")."""
        taken = frame.type == ARREST  # a siege too takes prisoners
        types = self.behaviour.two_sided if taken else self._rank
        fights = [f for f in frames if f.start < frame.start and f.type in types and not f.sense.outcome]
        if fights and fights[-1].type == OPERATION and fights[-1].clause != frame.clause:
            return False  # how a campaign went on
        dated = [i for i in self.scene.times_in(*frame.clause) if self.scene.timexes[i].type in DATED]
        own = dated or self.scene.places_in(*frame.clause)
        return bool(fights) and (not own or fights[-1].clause == frame.clause)

    def _part_of(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a word is a part of what another tells: the attack that is repulsed, the truce that is talked of."""
        for other in frames:
            if other.clause != frame.clause:
                continue
            whole = other.type in WHOLE and frame.type != BREAKDOWN and not other.sense.reporting
            joined = self.view.marker("moreover", other.end, frame.start)
            modified = self.view.syntax.attributive[0] in self.text[other.end : frame.start]
            over = self.view.followed(other.end, self.view.syntax.after)  # "遭到拒绝后炮击该城"
            if whole and other.end <= frame.start and not (joined or modified or over):
                return True
            beaten = other.end <= frame.start or 0 <= other.start - frame.end <= FAILED
            if frame.type in ("attack", "operation") and other.type == "repulse" and beaten:
                return True
            if frame.type == "deployment" and other.type == "withdrawal" and other.end <= frame.start:
                return True  # "left X for Y"
            joins = self.view.marker("list", frame.end, other.start)
            if frame.type == "deployment" and self._met_moving(other, frame):
                return True
            moves = frame.type == "deployment" and frame.end <= other.start
            if moves and other.type in self.behaviour.strikes and not joins:
                return True  # "crossed the border to raid X"
            if frame.type == "deployment" and other.type == OPERATION and frame.end == other.start:
                return True  # "set out on a campaign"
            if other.end == frame.start and self.text.startswith(self.view.syntax.attributive, frame.end):
                return True  # "left the occupied land"
            if other is not frame and self._stopped(other, frame):
                return True
            if other.type == "operation" and frame.type in ("attack", "operation") and other is not frame:
                needed = other.sense.only_before and other.sense.only_before.search(
                    self.text, frame.clause[0], other.start
                )
                if needed and needed.start() <= frame.start:
                    return True
            led = other.type == "operation" and frame.type in self._rank
            talked = frame.type == "agreement" and other.type in ("negotiation", "agreement")
            if frame.end == other.start and (led or talked):
                return True
        return False

    def _met_moving(self, blow: Frame, move: Frame) -> bool:
        """Whether a move only says of those who are struck where they went ("击沉驶往X的油轮")."""
        if blow.type not in self.behaviour.two_sided or blow.end > move.start:
            return False
        counted = all(w.tag[:1] in "mqu" for w in self.view.within(blow.end, move.start))
        return counted and self._attributive(move)

    def _stopped(self, other: Frame, frame: Frame) -> bool:
        """Whether a frame is what another says to end or begin anew ("halted the bombing", "ended the truce")."""
        if other.type not in (OPERATION, BREAKDOWN) or not other.sense.only_after:
            return False
        found = other.sense.only_after.match(self.text, other.end, other.sentence.end)
        return found is not None and other.end <= frame.start and frame.end <= found.end()

    def _points_back(self, frame: Frame) -> bool:
        """Whether a bare noun means the fight told before: "袭击造成21人死亡", "爆炸发生后"."""
        syntax, behind = self.view.syntax, frame.end
        if syntax.resuming.match(self.text, behind):
            return True
        if self.view.led(frame.start, syntax.markers["this"]) and self.view.followed(
            behind, syntax.markers["equating"]
        ):
            return True  # "此次攻击是误击"
        after = self.view.after(behind)
        while after is not None and after.start == behind and after.text in syntax.markers["summing"]:
            behind, after = after.end, self.view.after(after.end)
        if after is None or after.start != behind or after.text not in syntax.markers["bringing"]:
            return False
        start, spoken = frame.clause[0], self.view.marker("speaking", frame.clause[0], frame.start)
        return frame.start == (spoken[-1].end if spoken else start)

    def _retold(self, frame: Frame, told: Sequence[Frame]) -> bool:
        """Whether a word that opens a clause only says amid what something was ("撤退过程中", "撤退途中遭伏击")."""
        words = self.view.syntax.markers["amid"] | self.view.syntax.markers["resetting"]
        long = tuple(w for w in words if len(w) > 1)
        amid = self.view.followed(frame.end, words) or self.text.startswith(long, frame.end)
        before = [f for f in told if f.end <= frame.start and f.clause != frame.clause]
        return amid and frame.start == frame.clause[0] and any(f.type == frame.type for f in before)

    def _reports(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether what a word of speech reports is an event itself."""
        stop = self.view.stop_after(frame.end, frame.sentence)
        if frame.type == REJECTION:
            stop = min(stop, frame.clause[1])
        tells = any(
            frame.end <= f.start < stop and not self._came_of(f, frame) for f in frames if f is not frame
        )
        return tells or self._people_counted(frame.end, stop)  # "claims 170,000 prisoners"

    def _came_of(self, frame: Frame, speech: Frame) -> bool:
        """Whether what another clause tells came of what was said, and was not said ("通电拥护A，B随即入关")."""
        apart = frame.clause != speech.clause
        return apart and bool(self.view.marker("succeeding", frame.clause[0], frame.start))

    def _same(self, host: Frame, frame: Frame) -> bool:
        """Whether two words of one type tell one happening: side by side, or within one clause and no list."""
        if (host.type, frame.type) == BLAST and host.clause == frame.clause:
            return True  # "卡车冲入军营爆炸"
        if host.type != frame.type:
            return False
        if host.clause == frame.clause and (host.sense.deed or frame.sense.deed):
            return True  # "袭击系A所为"
        first, second = (host, frame) if host.start < frame.start else (frame, host)
        between = self.text[first.end : second.start]
        if not between or between in self.view.syntax.markers["amid"]:
            return True  # "在空袭中炸死3人"
        if host.type in self.behaviour.absorbed and self._placed_apart(first, second):
            return False  # "在X打死12人，在Y打死7人"
        if host.type in self.behaviour.absorbed:
            start, end = second.clause
            shot = self.view.marker("aim", first.clause[0], first.start) and second.start - start <= OPENING
            end = second.start if shot and first.clause[1] + 1 == start else end
            return host.sentence is frame.sentence and not self.scene.actors_in(start, end)
        if host.type == COUP and second.start == second.clause[0] == first.clause[1] + 1:
            return not first.sense.only_after  # "发动政变，推翻政府"
        if host.clause != frame.clause or host.type not in self.behaviour.once:
            return False
        return not any(joint in between for joint in self.view.syntax.markers["list"])

    def _placed_apart(self, first: Frame, second: Frame) -> bool:
        """Whether two losses of two clauses, in each of which people are counted, were at two places."""
        if first.clause == second.clause:
            return False
        clauses = first.clause, second.clause
        named = [self._places_named(c[0], f.start) for c, f in zip(clauses, (first, second), strict=True)]
        return all(named) and not named[0] & named[1] and all(self._people_counted(*c) for c in clauses)

    def _named_victim(self, loss: Frame) -> bool:
        """Whether the loss is told of a person by name."""
        around = self.scene.actors_in(loss.clause[0], loss.clause[1])
        figures = self.numerals.find(self.text, *loss.clause)
        joints, many = self.view.syntax.markers["list"], {f.end for f in figures}  # "three X reporters"
        many |= {
            f.start - 1 for f in figures if f.people and self.text[f.start - 1] not in joints
        }  # "X 等27人"
        persons = [m for m in around if m.actor.kind == "person" and m.via == "name"]
        role = [m for m in persons if not {m.start, m.end} & many]
        counted = self._people_counted(*loss.clause)
        return bool(role) or (not around and not counted and self.scene.topic_kind == "person")

    def _disposed(self, loss: Frame) -> bool:
        """Whether a clause puts somebody who is not counted before what is done to him ("将王弟杀害")."""
        marker = self.view.marker("disposal", loss.clause[0], loss.start)
        return loss.type == KILLING and bool(marker) and not self._people_counted(*loss.clause)

    def _has_doer(self, loss: Frame) -> bool:
        """Whether the clause of a killing names who did it."""
        before = self.scene.actors_in(loss.clause[0], loss.start)
        passive = self.view.marker("passive", loss.clause[0], loss.start)
        speaks = before and self.view.marker("speaking", before[0].end, loss.start)
        return loss.sense.subject == "initiator" and bool(before) and not (passive or speaks)

    def _only_counts(self, loss: Frame, told: Sequence[Frame], kept: Sequence[Frame]) -> bool:
        """Whether the sentence of a loss only counts what came of what was told before, there or place by place."""
        sentence = loss.sentence
        if self.view.marker("wars", sentence.start, loss.start):
            return False
        spoken = self.view.marker("speaking", sentence.start, loss.start)
        first = spoken[-1].end if spoken else sentence.start  # what comes before is when it was said
        times = self.scene.times_in(first, sentence.end)
        here = self._places_named(first, sentence.end)
        before = self._places_named(told[0].sentence.start, told[-1].sentence.end) if told and here else set()
        acts = any(k.type not in self.behaviour.absorbed for k in kept)
        return not times and (not here or (here <= before and not acts))

    def _places_named(self, start: int, end: int) -> set[str]:
        """The names of the places of a stretch."""
        return {self.scene.places[i].place.name for i in self.scene.places_in(start, end)}
