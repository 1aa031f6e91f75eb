"""Finds the words that tell what happened, and says which of a sentence are one happening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.flat.events.lexicon import Lexicon, Sense
from dateline.engines.flat.numerals import Numerals
from dateline.engines.flat.scene import Scene
from dateline.layers import ActorKind, Sentence

DATED = ("DATE", "TIME")
COUP, INJURY, KILLING, OPERATION = "coup", "injury", "killing", "operation"
CIVIL = ("civilians", "ethnic_group", "protesters")
REJECTION, BREAKDOWN = "rejection", "breakdown"
FAILED = 6  # characters between an attack and the word that it failed
# What is refused or threatened is a part of the refusal or the threat.
WHOLE = ("rejection", "threat")


@dataclass(slots=True)
class Frame:
    """A trigger: offsets of the word, its meaning, its clause; `absorbed` are others that tell the same."""

    start: int
    end: int
    sense: Sense
    sentence: Sentence
    clause: tuple[int, int]
    absorbed: list[Frame] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The type of the event."""
        return self.sense.type


class Matcher:
    """Matches the lexicon with the sentences of one Doc."""

    def __init__(self, scene: Scene, lexicon: Lexicon, behaviour: Behaviour, numerals: Numerals) -> None:
        self.scene = scene
        self.numerals = numerals
        self.view = scene.view
        self.text = scene.view.text
        self.lexicon = lexicon
        self.behaviour = behaviour
        self._definition = -1, 0
        self._told: str | None = None
        self._rank = {name: i for i, name in enumerate(behaviour.violent)}

    def match(self, sentence: Sentence) -> list[Frame]:
        """The triggers of a sentence in text order, apart."""
        out: list[Frame] = []
        at = sentence.start
        while at < sentence.end:
            frame = None if at in self.scene.taken else self._at(at, sentence)
            if frame is None:
                at += 1
                continue
            if frame.sense.deed and self._told:
                frame.sense = replace(frame.sense, type=self._told)
            elif self._deed(frame):
                self._told = frame.type
            out.append(frame)
            at = frame.end
        return out

    def _deed(self, frame: Frame) -> bool:
        """Whether somebody may be said to have done what a frame tells."""
        if frame.type in self.behaviour.deeds:
            passive = self.text[frame.start] in self.view.syntax.markers["passive"]
            return passive or frame.sense.subject != "target"
        return frame.type in self._rank and not self._attributive(frame)

    def _at(self, at: int, sentence: Sentence) -> Frame | None:
        for end, senses in self.lexicon.words.at(self.text, at, sentence.end):
            if not self.view.aligned(at, end) or any(i in self.scene.taken for i in range(at, end)):
                continue
            if self._names(at, end, sentence) or self._bounds(end):
                return None
            acts = self._acts(at, end)
            clause = self.view.clause(sentence, at)
            for sense in senses:
                if not acts and not (sense.only_before and sense.only_after):
                    continue  # no verb, and nothing around it says that it is one
                if self._fits(sense, at, end, sentence) and self._needs(sense, at, end, clause, sentence):
                    return Frame(at, end, sense, sentence, clause)
        return None

    def _names(self, at: int, end: int, sentence: Sentence) -> bool:
        """Whether the word is a part of how a thing is named ("known as the July War", "The War of X is")."""
        clause = self.view.clause(sentence, at)
        if self._sums_up(clause, at) or at < self._defined(sentence):
            return True
        if self.view.syntax.responsible.match(self.text, end) or self.view.marker("aiming", clause[0], at):
            return True
        before = self.view.marker("naming", clause[0], at)
        if before and not any(w.tag.startswith("v") for w in self.view.within(before[-1].end, at)):
            return True
        if clause[0] != sentence.start or any(w.tag[:1] in "vdp" for w in self.view.within(clause[0], at)):
            return False
        after = self.view.after(end)
        if (
            after is not None
            and after.start <= end + 1
            and after.text in self.view.syntax.breaks + self.view.syntax.open
        ):
            after = self.view.after(after.end)
        return (
            after is not None
            and after.start <= end + 1
            and after.text in self.view.syntax.markers["defining"]
        )

    def _defined(self, sentence: Sentence) -> int:
        """Where the clause ends that says what kind of happening it was ("The Battle of X was a battle of …")."""
        if self._definition[0] != sentence.index:
            found = self.view.syntax.definition.match(self.text, sentence.start, sentence.end)
            self._definition = sentence.index, found.end() if found else sentence.start
        return self._definition[1]

    def _bounds(self, end: int) -> bool:
        """Whether a word only tells since or until when ("since the war began")."""
        after = self.view.after(end)
        return after is not None and after.start == end and after.text in self.view.syntax.markers["bounding"]

    def _sums_up(self, clause: tuple[int, int], at: int) -> bool:
        """Whether a clause says which of many it was ("it is the third attack since", "the worst in years")."""
        opens = self.view.marker("equating", clause[0], min(clause[0] + 3, at))
        return bool(opens) and bool(self.view.marker("ranking", opens[0].end, at))

    def _acts(self, at: int, end: int) -> bool:
        """Whether a word of one character is a verb here."""
        word = self.view.word(at)
        return end - at > 1 or word.tag.startswith("v") or (word.end == end and word.tag == "n")

    def _fits(self, sense: Sense, at: int, end: int, sentence: Sentence) -> bool:
        if sense.only_before and not sense.only_before.search(self.text[sentence.start : at]):
            return False
        if sense.only_after and not sense.only_after.match(self.text, end, sentence.end):
            return False
        if sense.not_after and sense.not_after.match(self.text, end, sentence.end):
            return False
        return not (sense.not_before and sense.not_before.search(self.text[sentence.start : at]))

    def _needs(self, sense: Sense, at: int, end: int, clause: tuple[int, int], sentence: Sentence) -> bool:
        if not sense.needs:
            return True
        start, stop = clause
        before = self.scene.actors_in(start, at)
        after = self.scene.actors_in(end, stop)
        told = self._about(start, sentence)
        about = told or self.scene.topic_kind
        force = any(m.actor.kind in ARMED_KINDS for m in before) or about in ARMED_KINDS
        place = bool(self.scene.places_in(end, stop))
        if sense.needs == "force_or_place":
            left = self.view.marker("from", start, at) and self.scene.places_in(start, at)
            return force or place or bool(before) or bool(left) or about in ("government", "person")
        if sense.needs == "force_and_place":
            return force and place
        civil = [m for m in before if m.actor.kind in CIVIL]
        counted = not before and self._people_counted(start, at)
        counted = counted and (told not in ARMED_KINDS or self._driven(start, sentence))
        if sense.needs in ("place_next", "object_next"):
            next_to = [self.scene.places[i].start for i in self.scene.places_in(end, end + 2)]
            if sense.needs == "object_next":
                next_to += [m.start for m in self.scene.actors_in(end, end + 2)]
            return bool(next_to)  # nothing but a particle may stand between
        if sense.needs == "mover":
            return not (civil or counted) or any(m.actor.kind in ARMED_KINDS for m in before)
        if sense.needs == "civilian_mover":
            return bool(civil) or counted
        if sense.needs == "someone":
            counted = any(c.isdigit() for c in self.text[start:stop]) or self._people_counted(start, stop)
            named = any(w.tag.startswith("nr") for w in self.view.within(start, at))
            return bool(before or after) or counted or about is not None or named
        if sense.needs == "person":
            who = before[-1].actor.kind if before else about
            return who == "person"
        if sense.needs == "against":
            beside = self.view.marker("company", start, at) or self.view.marker("aim", start, at)
            return (bool(before) and bool(beside)) or bool(self.view.marker("level", start, at))
        if sense.needs == "launched":
            return bool(self.view.marker("launching", start, at)) or bool(
                self.view.marker("launching", end, stop)
            )
        behind = end
        while behind < stop and behind in self.scene.taken:  # "the truce took effect at two": no time counts
            behind += 1
        return bool(self.view.marker("agreeing", start, at)) or (
            bool(self.view.marker("agreeing", behind, min(behind + 3, stop)))
        )

    def _driven(self, start: int, sentence: Sentence) -> bool:
        """Whether the clause before names people that something is done to ("drove out the villagers, 800 fled")."""
        before = self.scene.actors_in(self.view.clause(sentence, max(start - 2, sentence.start))[0], start)
        return bool(before) and before[-1].actor.kind in CIVIL

    def _about(self, start: int, sentence: Sentence) -> ActorKind | None:
        """The kind of those whom the last clause before is about of the sentence that names somebody."""
        end = start - 1
        while end > sentence.start:
            first = self.view.clause(sentence, end - 1)[0]
            if here := self.scene.actors_in(first, end):
                return here[0].actor.kind
            end = first - 1
        return None

    def _people_counted(self, start: int, at: int) -> bool:
        """Whether a number of unnamed people stands before ("约480万人逃往邻国")."""
        return any(f.people for f in self.numerals.find(self.text, start, at))

    # -- one happening

    def merge(self, frames: Sequence[Frame], told: Sequence[Frame]) -> list[Frame]:
        """The frames that are happenings of their own; `told` are those of the sentence before, if it goes on."""
        frames = [f for f in frames if not (f.sense.reporting and self._reports(f, frames))]
        frames = [f for f in frames if not (f.sense.outcome and self._comes_of(f, frames))]
        frames = [f for f in frames if f.type != "control" or f.sense.own or not self._attributive(f)]
        frames = [f for f in frames if not self._part_of(f, frames)]
        if told:
            frames = [f for f in frames if not (f.type in self._rank and self._points_back(f))]
        kept: list[Frame] = []
        for frame in sorted(frames, key=lambda f: self._rank.get(f.type, len(self._rank))):
            host = next((k for k in kept if self._same(k, frame)), None)
            if host is None:
                kept.append(frame)
            else:
                host.absorbed.append(frame)
        losses = [f for f in kept if f.type in self.behaviour.absorbed]
        for loss in losses:
            if loss.sense.own or self._has_doer(loss):
                continue
            if self._named_victim(loss) and not any(
                k.end == loss.start for k in kept if k.type in self._rank
            ):
                continue
            others = [k for k in kept if k.type in self._rank and (k.type != COUP or k.clause == loss.clause)]
            brought = self.view.marker("bringing", loss.clause[0], loss.start)
            if not others and (loss.type == INJURY or brought):
                others = [k for k in kept if k.type == KILLING and k.sentence is loss.sentence and k != loss]
            others = [k for k in others if not self._apart(loss, k)]
            host = min(others, key=lambda k: abs(k.start - loss.start), default=None)
            if host is None and self._only_counts(loss):
                host = next((t for t in reversed(told) if t.type in self._rank), None)
            if host is not None:
                host.absorbed.append(loss)
                kept.remove(loss)
        return sorted(kept, key=lambda f: f.start)

    def _apart(self, loss: Frame, fight: Frame) -> bool:
        """Whether a loss in another clause is dated by itself, or told before the fight."""
        if fight.clause == loss.clause:
            return False
        if fight.start > loss.start:
            return True
        times = self.scene.times_in(fight.clause[1], loss.start)
        return any(self.scene.timexes[i].type in DATED for i in times)

    def _comes_of(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a frame only tells how a fight of the same sentence ended ("attacked … and sank two ships")."""
        fights = [f for f in frames if f.start < frame.start and f.type in self._rank and not f.sense.outcome]
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
            if whole and other.end <= frame.start and not joined and not modified:
                return True
            beaten = other.end <= frame.start or 0 <= other.start - frame.end <= FAILED
            if frame.type in ("attack", "operation") and other.type == "repulse" and beaten:
                return True
            if frame.type == "deployment" and other.type == "withdrawal" and other.end <= frame.start:
                return True  # "left X for Y"
            joins = self.view.marker("list", frame.end, other.start)
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
        after = self.view.after(behind)
        while after is not None and after.start == behind and after.text in syntax.markers["summing"]:
            behind, after = after.end, self.view.after(after.end)
        if after is None or after.start != behind or after.text not in syntax.markers["bringing"]:
            return False
        start, spoken = frame.clause[0], self.view.marker("speaking", frame.clause[0], frame.start)
        return frame.start == (spoken[-1].end if spoken else start)

    def _attributive(self, frame: Frame) -> bool:
        """Whether the clause of a frame only describes a noun behind it ("the police guarding the airport")."""
        return self.view.syntax.attributive[0] in self.text[frame.end : frame.clause[1]][:8]

    def _reports(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether what a word of speech reports is an event itself."""
        stop = self.view.stop_after(frame.end, frame.sentence)
        if frame.type == REJECTION:
            stop = min(stop, frame.clause[1])
        tells = any(frame.end <= f.start < stop for f in frames if f is not frame)
        return tells or self._people_counted(frame.end, stop)  # "claims 170,000 prisoners"

    def _same(self, host: Frame, frame: Frame) -> bool:
        """Whether two words of one type tell one happening: side by side, or within one clause and no list."""
        if host.type != frame.type:
            return False
        first, second = (host, frame) if host.start < frame.start else (frame, host)
        between = self.text[first.end : second.start]
        if not between:
            return True
        if host.type in self.behaviour.absorbed:
            return host.sentence is frame.sentence and not self.scene.actors_in(*second.clause)
        if host.clause != frame.clause or host.type not in self.behaviour.once:
            return False
        return not any(joint in between for joint in self.view.syntax.markers["list"])

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

    def _has_doer(self, loss: Frame) -> bool:
        """Whether the clause of a killing names who did it."""
        before = self.scene.actors_in(loss.clause[0], loss.start)
        passive = self.view.marker("passive", loss.clause[0], loss.start)
        speaks = before and self.view.marker("speaking", before[0].end, loss.start)
        return loss.sense.subject == "initiator" and bool(before) and not (passive or speaks)

    def _only_counts(self, loss: Frame) -> bool:
        """Whether the sentence of a loss only counts what came of what was told before."""
        sentence = loss.sentence
        if self.view.marker("wars", sentence.start, loss.start):
            return False
        spoken = self.view.marker("speaking", sentence.start, loss.start)
        first = spoken[-1].end if spoken else sentence.start  # what comes before is when it was said
        times = self.scene.times_in(first, sentence.end)
        return not times and not self.scene.places_in(first, sentence.end)


def clauses(scene: Scene, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence."""
    at = sentence.start
    while at < sentence.end:
        start, end = scene.view.clause(sentence, at)
        if end > start:
            yield start, end
        at = max(end, at) + 1
