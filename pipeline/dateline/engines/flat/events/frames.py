"""Finds the words that tell what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.flat.events.lexicon import Lexicon, Sense
from dateline.engines.flat.numerals import Numerals
from dateline.engines.flat.scene import Scene
from dateline.layers import ActorKind, ActorMention, Sentence

WIDE = frozenset({"country", "area"})  # precisions of what is no settlement
DATED = ("DATE", "TIME")
LEAD = 3  # characters before the figure that a clause opens with
AIM = 2  # characters up to which a word for an aim may be a part of others ("同意在")
OFFICE = 10  # characters of an office before the name of its bearer
CROWD = 1000  # people who flee in such numbers are no unit of those who fought
CIVIL = ("civilians", "ethnic_group", "protesters")


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


class TriggerFinder:
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
            titled = self._titled(at, sentence)
            acts = self._acts(at, end)
            clause = self.view.clause(sentence, at)
            for sense in senses:
                if titled and sense.type not in self.behaviour.peace:
                    continue  # "《解决冲突协议》"
                if not acts and not (sense.only_before and sense.only_after):
                    continue  # no verb, and nothing around it says that it is one
                if self._fits(sense, at, end, sentence) and self._needs(sense, at, end, clause, sentence):
                    return Frame(at, end, sense, sentence, clause)
        return None

    def _titled(self, at: int, sentence: Sentence) -> bool:
        """Whether a word stands in the title of a work or treaty."""
        titles = self.view.syntax.markers["titles"]
        opened = max(self.text.rfind(mark, sentence.start, at) for mark in titles)
        closing = (self.view.syntax.close[self.view.syntax.open.index(mark)] for mark in titles)
        return opened >= 0 and all(self.text.find(mark, opened, at) < 0 for mark in closing)

    def _names(self, at: int, end: int, sentence: Sentence) -> bool:
        """Whether the word is a part of how a thing is named ("known as the July War", "The War of X is")."""
        clause = self.view.clause(sentence, at)
        if self._sums_up(clause, at) or at < self._defined(sentence):
            return True
        if self.view.syntax.responsible.match(self.text, end) or self._aims(clause[0], at):
            return True
        before = self.view.marker("naming", clause[0], at)
        between = self.view.within(before[-1].end, at) if before else ()
        signs = [w.text for w in between]
        opened, closed = (
            sum(s in side for s in signs) for side in (self.view.syntax.open, self.view.syntax.close)
        )
        named = any(s in self.view.syntax.attributive for s in signs)  # "发动名为X的空袭"
        aside = named or closed > opened  # "民主军（简称X）围攻Y"
        if before and not aside and not any(w.tag.startswith("v") for w in between):
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

    def _aims(self, start: int, at: int) -> bool:
        """Whether words before an act say that somebody only means to do it ("旨在推翻", "目的是推翻")."""
        aims = tuple(w for w in self.view.syntax.markers["aiming"] if len(w) > AIM)
        return bool(self.view.marker("aiming", start, at)) or self.text.endswith(aims, start, at)

    def _defined(self, sentence: Sentence) -> int:
        """Where the clause ends that says what kind of happening it was ("The Battle of X was a battle of …")."""
        if self._definition[0] != sentence.index:
            found = self.view.syntax.definition.match(self.text, sentence.start, sentence.end)
            self._definition = sentence.index, found.end() if found else sentence.start
        return self._definition[1]

    def _bounds(self, end: int) -> bool:
        """Whether a word only tells since or until when ("since the war began"), or what thing it is ("暗杀名单")."""
        markers = self.view.syntax.markers
        return self.view.followed(end, markers["bounding"] | markers["compound"])

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
        led = about == "person" and bool(self.view.marker("commanding", sentence.start, at))
        force = any(m.actor.kind in ARMED_KINDS for m in before) if before else led or about in ARMED_KINDS
        place = bool(self.scene.places_in(end, stop))
        if sense.needs == "force_or_place":
            left = self.view.marker("from", start, at) and self.scene.places_in(start, at)
            return force or place or bool(before) or bool(left) or about in ("government", "person")
        if sense.needs == "force_and_place":
            return force and place
        if sense.needs == "force_and_town":
            inside = {self.scene.places[i].place.precision for i in self.scene.places_in(end, stop)}
            return force and bool(inside - WIDE)
        civil = [m for m in before if m.actor.kind in CIVIL]
        counted = not before and self._people_counted(start, at)
        driven = (
            told not in ARMED_KINDS or self._driven(start, sentence) or self._crowd_flees(start, at, sentence)
        )
        counted = counted and driven
        if sense.needs in ("place_next", "object_next"):
            next_to = [self.scene.places[i].start for i in self.scene.places_in(end, end + 2)]
            if sense.needs == "object_next":
                next_to += [
                    m.start for m in self.scene.actors_in(end, end + 2) or self._titled_next(end, stop)
                ]
            return bool(next_to)  # nothing but a particle may stand between
        if sense.needs == "mover":
            return not (civil or counted) or any(m.actor.kind in ARMED_KINDS for m in before)
        if sense.needs == "civilian_mover":
            return bool(civil) or counted
        if sense.needs == "someone":
            counted = any(c.isdigit() for c in self.text[start:stop]) or self._people_counted(start, stop)
            named = any(w.tag.startswith("nr") for w in self.view.within(start, at))
            return bool(before or after) or counted or about is not None or named
        if sense.needs == "named_before":  # somebody within what must stand before
            found = sense.only_before and sense.only_before.search(self.text[sentence.start : at])
            return bool(found and self.scene.actors_in(sentence.start + found.start(), at))
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

    def _titled_next(self, end: int, stop: int) -> list[ActorMention]:
        """Who stands behind a word with nothing but his office between ("杀云南巡抚朱国治")."""
        named = self.scene.actors_in(end, min(end + OFFICE, stop))[:1]
        if not named or named[0].actor.kind != "person" or named[0].via != "name":
            return []
        between = self.view.within(end, named[0].start)
        return named if all(w.tag[:1] in "nbj" for w in between) else []

    def _driven(self, start: int, sentence: Sentence) -> bool:
        """Whether the clause before names people that something is done to ("drove out the villagers, 800 fled")."""
        before = self.scene.actors_in(self.view.clause(sentence, max(start - 2, sentence.start))[0], start)
        return bool(before) and before[-1].actor.kind in CIVIL

    def _crowd_flees(self, start: int, at: int, sentence: Sentence) -> bool:
        """Whether thousands without a noun flee from a blow ("炮击营地，六万余人逃入P"), no army that was beaten."""
        figures = (f for f in self.numerals.find(self.text, start, at) if f.start - start <= LEAD)
        crowds = [f.end for f in figures if f.people and (f.best or 0) >= CROWD]
        if not any(all(w.tag[:1] == "d" for w in self.view.within(end, at)) for end in crowds):
            return False
        before = self.view.within(self.view.clause(sentence, max(start - 2, sentence.start))[0], start)
        struck = self.behaviour.blows | self.behaviour.taking | self.behaviour.winners_do
        return any(s.type in struck for word in before for s in self.lexicon.words.get(word.text))

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

    def _attributive(self, frame: Frame) -> bool:
        """Whether the clause of a frame only describes a noun behind it ("the police guarding the airport")."""
        return self.view.syntax.attributive[0] in self.text[frame.end : frame.clause[1]][:8]


def clauses(scene: Scene, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence."""
    at = sentence.start
    while at < sentence.end:
        start, end = scene.view.clause(sentence, at)
        if end > start:
            yield start, end
        at = max(end, at) + 1
