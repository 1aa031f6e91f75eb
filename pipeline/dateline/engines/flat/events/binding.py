"""When and where: ties times and places to triggers by clause and order, else by the narrative."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.inheritance import Inheritance
from dateline.engines.flat.events.lengths import Lengths
from dateline.engines.flat.events.named_happenings import NamedHappenings
from dateline.engines.flat.events.outcomes import Outcomes
from dateline.engines.flat.events.stepped import Stepped
from dateline.engines.flat.places.links import Links
from dateline.engines.flat.scene import Scene
from dateline.engines.time.widening import of_day, stretch, week_of
from dateline.layers import Chronology, EventTime, Place, Sentence, TimeAnchor, TimeValue, Timex

TITLE = 30  # characters of a title
DESCRIBED = 14  # characters of an attribute before a place that tells of another event
FRONT = 2  # characters before and behind a place that alone opens a sentence
REACH = 2  # sentences back that the place of the last event may have been told
PROMISING = ("causing", "agreeing", "speaking", "pledging")  # before those who are to leave
JOINED = 1  # characters between two triggers that share their object
TERM = 4  # characters behind a time that may make it a term
SINCE = 18  # characters between a time and the word that says that it is counted from
_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where the story stands: places, day and trigger of the last event that had a place of its own."""

    sentence: int
    start: int
    day: str | None
    places: list[int]


class Binder:
    """Binds the events of one Doc."""

    def __init__(self, scene: Scene, behaviour: Behaviour, words: dict[str, Any]) -> None:
        self.scene, self.view = scene, scene.view
        self.text = scene.view.text
        self.behaviour = behaviour
        self.chronology: Chronology = scene.doc._.chronology or Chronology((), (), ())
        self._story = Inheritance(scene, self.chronology, behaviour)
        self._lengths = Lengths(scene, self.chronology, behaviour, self._story)
        self._stepped = Stepped(scene, self.chronology)
        self._outcomes = Outcomes(scene, self.chronology, behaviour)
        self._named = NamedHappenings(self.text, scene.doc.lang_, self.chronology)
        self._stand: _Stand | None = None
        self._talks: _Stand | None = None
        self._block = -1
        self._battles = tuple(self.view.syntax.markers["battles"])
        self._arriving = tuple(self.view.syntax.markers["arriving"])
        self._links = Links(self.view.syntax, words)
        self._gates = tuple(words["gates"])
        self._works: tuple[str, str] = tuple(words["works"])
        self.home = self._of_title()

    # -- time

    def time(self, frame: Frame, frames: list[Frame]) -> EventTime:
        """When the event of a frame happened, as long as it lasted; `frames` are those of its sentence."""
        if (base := self._stepped.of(frame, frames)) is not None:
            return EventTime(base, None)
        time = self._begun(frame)
        value = self._lengths.of(frame, time.value)
        if value is None and time.timex is not None:
            value = self._story.onward(frame, time.timex, time.value)
        time = self._outcomes.of(frame, time if value is None else replace(time, value=value))
        return self._named.time(frame, time)

    def _begun(self, frame: Frame) -> EventTime:
        index = self._tied(frame)
        if self._sums_up(frame, index) or self._precedes(frame, index):
            return EventTime(TimeValue.unknown("before_the_story"), None)
        if index is not None:
            value = self._since(index, frame) or self._term(index, frame) or self._story.told(index)
            if value.edtf is not None:
                return EventTime(week_of(value), index)
            return EventTime(self._story.counted(index, frame), None)
        return EventTime(self._story.value(frame), None)

    def _sums_up(self, frame: Frame, index: int | None) -> bool:
        """Whether a toll is summed up that grew over a time that is not told ("已造成3000多人死亡", "在战争中阵亡")."""
        timex = self.scene.timexes[index] if index is not None else None
        own = timex is not None and (timex.start >= frame.clause[0] or self._until(timex))
        if frame.type not in self.behaviour.tolls or own:
            return False
        told = self.text[frame.sentence.start : frame.start]
        overall = timex is None and any(words in told for words in self.view.syntax.markers["overall"])
        return overall or bool(self.view.marker("summing", frame.clause[0], frame.start))

    def _precedes(self, frame: Frame, index: int | None) -> bool:
        """Whether a clause without a time tells what had been before the story ("此前夺取的城镇")."""
        own = index is not None and self.scene.timexes[index].start >= frame.clause[0]
        return not own and self._story.outside(frame)

    def _until(self, timex: Timex) -> bool:
        """Whether a time is told as that up to which it counts ("截至8日，已有…")."""
        return self.view.led(timex.start, self.view.syntax.markers["until"])

    def _tied(self, frame: Frame) -> int | None:
        """The time of the sentence that the event belongs to: the last before it, else one right behind it."""
        sentence = frame.sentence
        usable = [i for i in self.scene.times_in(sentence.start, sentence.end) if self._usable(i)]
        before = [i for i in usable if self.scene.timexes[i].end <= frame.start]
        before = [i for i in before if not self._pretext(i, frame) and not self._aside(i, frame)]
        before = [i for i in before if self._beside(i, frame) or not self._is_term(self.scene.timexes[i])]
        own = [i for i in before if self._beside(i, frame)]
        own = own or self._in_noun(frame)
        near = self._close_behind(frame, usable)
        told = bool(near) and frame.type not in self.behaviour.spoken  # "威胁于10日撤出"
        if own or (before and not told and not self._story.later(frame)):
            return (own or before)[-1]
        near = near or self._opened_by(frame, usable)
        return near[0] if near else None

    def _close_behind(self, frame: Frame, usable: list[int]) -> list[int]:
        """The times right behind an event in its clause, but for that up to which it went on ("战役16日打响")."""
        behind = [i for i in usable if frame.end <= self.scene.timexes[i].start < frame.clause[1]]
        end = self._lengths.ends_behind(frame)
        behind = [i for i in behind if not self._describes(self.scene.timexes[i])]
        return [i for i in behind if self.scene.timexes[i].start - frame.end <= 2 and i != end]

    def _in_noun(self, frame: Frame) -> list[int]:
        """The day that describes a noun of the clause, where the clause has no other time ("10月2日的公投否决了…")."""
        return [
            i
            for i in self.scene.times_in(frame.clause[0], frame.start)
            if self.chronology.values[i].edtf and (of_day(self.chronology.values[i]) or self._amid(i, frame))
        ]

    def _amid(self, index: int, frame: Frame) -> bool:
        """Whether a time says when that was in which the event came about ("在2月的第二轮谈判中放弃…")."""
        at = self.scene.timexes[index].end
        named = self.text.startswith(self.view.syntax.attributive, at)
        return named and bool(self.view.marker("amid", at, frame.start))

    def _pretext(self, index: int, frame: Frame) -> bool:
        """Whether a time tells of what the event is excused with ("以3月的袭击为由")."""
        between = self.text[self.scene.timexes[index].end : frame.start]
        return any(words in between for words in self.view.syntax.markers["pretext"])

    def _aside(self, index: int, frame: Frame) -> bool:
        """Whether a time of a clause before only describes what is done something with ("退出2015年签署的协议")."""
        timex = self.scene.timexes[index]
        return timex.end <= frame.clause[0] and self._describes(timex)

    def _describes(self, timex: Timex) -> bool:
        """Whether a time is a part of what describes the noun behind it ("退出2015年签署的协议")."""
        word = self.view.before(timex.start)
        if word is None or word.end != timex.start or word.tag[:1] != "v":
            return False
        described = self.text[timex.end : timex.end + DESCRIBED]
        stop = next((i for i in range(len(described)) if self.view.breaks(timex.end + i)), DESCRIBED)
        return any(particle in described[:stop] for particle in self.view.syntax.attributive)

    def _beside(self, index: int, frame: Frame) -> bool:
        """Whether a time stands in the clause of the frame."""
        return self.scene.timexes[index].start >= frame.clause[0]

    def _opened_by(self, frame: Frame, usable: list[int]) -> list[int]:
        """The times that follow the circumstances which open a sentence ("在X的请求下，1月12日，…")."""
        start, end = frame.clause
        rest = "".join(filter(str.isalnum, self.text[frame.end : end]))
        opens = start == frame.sentence.start and rest.endswith(tuple(self.view.syntax.markers["under"]))
        return [i for i in usable if opens and 0 <= self.scene.timexes[i].start - end <= 2]

    def _usable(self, index: int) -> bool:
        timex = self.scene.timexes[index]
        value = self.chronology.values[index]
        if timex.type not in ("DATE", "TIME") or value.timex in _VAGUE:
            return False
        return not any(self.text.startswith(word, timex.end) for word in self.view.syntax.attributive)

    def _since(self, index: int, frame: Frame) -> TimeValue | None:
        """The stretch from a time to where the story stands, where that is said ("自6日越境以来，已推进…").

        Where only the rank of what is told is given ("2015年以来最大的袭击"), it has the time of the story.
        """
        timex, value = self.scene.timexes[index], self.chronology.values[index]
        end = self.view.clause(self.scene.doc._.sentences[timex.sentence], timex.start)[1]
        marks = [w for w in self.view.marker("since", timex.end, end) if w.start < timex.end + SINCE]
        point = self._story.point(timex.start)
        if point is None or not marks or frame.start < marks[0].end:
            return None
        if self.view.marker("ranking", marks[0].end, frame.start):
            return self._story.value(frame)
        return stretch(value, point.value, TimeAnchor(point.value.timex, point.timex))

    def _term(self, index: int, frame: Frame) -> TimeValue | None:
        """The stretch from where the story stands to a term that it sets ("须于年底前撤出")."""
        timex, value = self.scene.timexes[index], self.chronology.values[index]
        point = self._story.point(timex.start)
        if point is None or not self._is_term(timex) or timex.start > frame.start or point.timex == index:
            return None
        return stretch(point.value, value, TimeAnchor(point.value.timex, point.timex))

    def _is_term(self, timex: Timex) -> bool:
        """Whether something is to be done before a time ("年底前")."""
        markers, behind = self.view.syntax.markers, self.text[timex.end : timex.end + TERM]
        return behind.startswith(tuple(markers["term"])) and not behind.startswith(tuple(markers["no_term"]))

    # -- place

    def _of_title(self) -> list[int]:
        """The one place of the title, or that whose battle the first sentence tells of: the story is set there."""
        sentences: list[Sentence] = self.scene.doc._.sentences or []
        if not sentences:
            return []
        first = sentences[0]
        here = self.scene.places_in(first.start, first.end)
        title = first.heading or first.end - first.start <= TITLE
        title = title and not any(self.view.breaks(i) for i in range(first.start, first.end))
        if title:  # "印尼亚齐冲突": the part, not the country
            here = [i for i in here if self._is_part(self.scene.places[i].place)]
        if not here or (title and len(here) > 1):
            return []
        place = self.scene.places[here[0]]
        battle = place.start - first.start <= FRONT and self.text.startswith(self._battles, place.end)
        return here[:1] if (title or battle) and place.place.precision != "country" else []

    @staticmethod
    def _is_part(place: Place) -> bool:
        """Whether a place is less than a country, and lies in one."""
        return place.precision != "country" and not (place.precision == "area" and place.country is None)

    def enter(self, sentence: Sentence) -> None:
        """A new paragraph opens a new scene."""
        if sentence.block != self._block:
            self._block, self._stand, self._talks = sentence.block, None, None
        clause = self.view.clause(sentence, sentence.start)
        here = self.scene.places_in(*clause)
        if len(here) == 1 and clause[1] < sentence.end:
            place = self.scene.places[here[0]]
            opens = place.start - clause[0] <= FRONT and 0 < clause[1] - place.end <= FRONT
            if opens and not self.scene.actors_in(*clause):  # "at the western front, ..."
                self._stand = _Stand(sentence.index, place.start, None, here)

    def places(self, frame: Frame, frames: list[Frame], time: EventTime) -> tuple[list[int], bool]:
        """Where the event happened, several for one at several places, and whether the story alone says so."""
        own = self._own_places(frame, frames)
        if own and frame.sense.destination and (left := self._left(frame, own)):
            return left, True
        if (
            frame.type in self.behaviour.yielding
            and self._headed(frame, own)
            and (left := self._of_scene(frame, time))
        ):
            return left, True
        if own:
            abroad = self.scene.places[own[-1]].place.precision == "country"  # "此前已流亡英国"
            aside = self._taken_away(frame) or self._at_gate(own) or (abroad and self._story.outside(frame))
            if frame.type not in self.behaviour.no_inherited_place and not aside:
                self._stand = _Stand(frame.sentence.index, frame.start, time.value.earliest, own)
            if frame.type in self.behaviour.talks:
                self._talks = _Stand(frame.sentence.index, frame.start, None, own)
            return own, False
        if frame.type not in self.behaviour.no_inherited_place and (come := self._come_to(frame, frames)):
            self._stand = _Stand(frame.sentence.index, frame.start, time.value.earliest, come)
            return come, True
        if frame.type in self.behaviour.no_inherited_place | self.behaviour.national:
            return self._of_talks(frame), True
        if self._elsewhere(frame, time):
            return self.home, True
        return self._of_scene(frame, time) or self._led_up(frame), True

    def _come_to(self, frame: Frame, frames: list[Frame]) -> list[int]:
        """Where somebody had come to when it happened, as the clause before says ("行至X时，部众哗变")."""
        if frame.clause[0] <= frame.sentence.start + 1:
            return []
        start, end = self.view.clause(frame.sentence, frame.clause[0] - 2)
        over = self.text.endswith(tuple(self.view.syntax.markers["resetting"]), start, end)
        if not over or any(f.start < end and f.end > start for f in frames):
            return []
        named = [i for i in self.scene.places_in(start, end) if not self._marker_before(i, "from")]
        if frame.type in self.behaviour.national:  # "总统访问X期间，军方发动政变"
            named = [i for i in named if self._marker_before(i, "reaching")]
        return self._chosen(
            [i for i in named if self.scene.places[i].place.precision != "country"], last=True
        )

    def _elsewhere(self, frame: Frame, time: EventTime) -> bool:
        """Whether an event is told of the whole theatre: a toll of the war, troops that are to leave it."""
        sums_up = frame.type in self.behaviour.tolls and time.value.reason == "before_the_story"
        words = self.view.marker("causing", frame.clause[0], frame.start)
        ordering = self.view.syntax.markers["ordering"]
        asked = frame.type in self.behaviour.yielding and any(w.text not in ordering for w in words)
        return sums_up or (asked and not self._here(frame))

    def _here(self, frame: Frame) -> bool:
        """Whether the story came to a place in the same sentence."""
        return self._stand is not None and self._stand.sentence == frame.sentence.index

    def _of_talks(self, frame: Frame) -> list[int]:
        """Where those met who agree, refuse or break off, as long as no other place is named."""
        talks, sentence = self._talks, frame.sentence
        if frame.type in self.behaviour.talks and (met := self._arrived(frame)):
            self._talks = _Stand(sentence.index, frame.start, None, met)
            return met
        if (
            frame.type not in self.behaviour.talked
            or talks is None
            or sentence.index - talks.sentence > (REACH if frame.type in self.behaviour.talks else 0)
        ):
            return []
        own = self.scene.places_in(sentence.start, frame.start)
        return [] if any(i > talks.places[-1] for i in own) else talks.places[:1]

    def _arrived(self, frame: Frame) -> list[int]:
        """Where somebody comes to in the clause before, to meet others there ("飞抵X，与Y签订")."""
        named = self.scene.places_in(frame.sentence.start, frame.clause[0])
        told = self.text[frame.sentence.start : self.scene.places[named[-1]].start] if named else ""
        return self._chosen(named[-1:]) if told.endswith(self._arriving) else []

    def _led_up(self, frame: Frame) -> list[int]:
        """The place that the clauses before in the sentence lead to, where no event was told ("至X，...")."""
        start = frame.clause[0]
        named = [i for i in self.scene.places_in(frame.sentence.start, start) if not self._measured(i)]
        if frame.type in self.behaviour.moving:
            return []
        if not named or self.scene.places[named[-1]].place.precision == "country":
            return []
        end = self.scene.places[named[-1]].end
        promised = any(self.view.marker(kind, end, frame.start) for kind in PROMISING)
        if promised and frame.type in self.behaviour.yielding:
            return []  # "在X会谈，承诺撤军"
        between = self.text[end:start]
        stopped = any(stop in between for stop in self.view.syntax.stops)
        return [] if stopped or self._marker_before(named[-1], "from") else self._chosen(named, last=True)

    def _left(self, frame: Frame, own: list[int]) -> list[int]:
        """The place that is left for another: where the story stood in the same sentence."""
        start = frame.clause[0]
        if any(self._marker_before(i, "from") for i in self.scene.places_in(start, frame.start)):
            return []
        stand = self._stand
        if stand is None or stand.sentence != frame.sentence.index:
            return []
        places = self.scene.places
        if any(places[i].place.precision == "country" for i in own):
            return []  # they go abroad
        same = any(places[i].place.name == places[j].place.name for i in stand.places for j in own)
        return [] if same else stand.places[:1]

    def _headed(self, frame: Frame, own: list[int]) -> bool:
        """Whether a place before the word is only the way that those go who leave ("向X方向撤退")."""
        return bool(own) and all(
            self.scene.places[i].end <= frame.start and self._marker_before(i, "toward") for i in own
        )

    def _of_scene(self, frame: Frame, time: EventTime) -> list[int]:
        """The place of the last event, while the story stays there."""
        stand, sentence = self._stand, frame.sentence.index
        named = self.scene.places_in(frame.sentence.start, frame.start)
        home = [] if named or frame.type in self.behaviour.freeing else self.home
        if stand is None:
            return home
        if stand.sentence != sentence:
            if frame.type in self.behaviour.moving:
                return []  # who moves is not where others were last
            if frame.type in self.behaviour.distant:
                return home
            moved = time.timex is not None and time.value.resolution not in ("relative", "inherited")
            moved = moved and time.value.earliest != stand.day
            moved = moved and not (frame.type in self.behaviour.yielding and sentence - stand.sentence == 1)
            if sentence - stand.sentence > 1 or moved or named:
                return home
            self._stand = replace(stand, sentence=sentence, day=time.value.earliest)
        return stand.places[:1]

    def _own_places(self, frame: Frame, frames: list[Frame]) -> list[int]:
        start, end = frame.clause
        here = [f for f in frames if f.clause == frame.clause]
        previous = max((f.end for f in here if f.end <= frame.start), default=start)
        following = min((f.start for f in here if f.start >= frame.end), default=end)
        joined = following - frame.end <= JOINED
        after = self._chosen(self._told(frame, frame.end, end if joined else following))
        before = self._told(frame, previous, frame.start) or self._told(frame, start, frame.start)
        after = (
            after
            if after and not self._measured(after[0])
            else self._chosen([i for i in self._told(frame, frame.end, following) if not self._measured(i)])
            or after
        )
        after = after or self._described(frame, end)
        marked = [i for i in before if self._marker_before(i, "at")]
        left = [i for i in before if self._marker_before(i, "from")]
        if frame.type in self.behaviour.spoken:
            return self._chosen(marked)
        if frame.sense.place == "after" and after:
            return after
        if left and frame.type in self.behaviour.distant:  # "从X起飞轰炸Y"
            return self._chosen(marked) or after
        if left:
            return self._chosen(left)
        return self._chosen(marked) or self._chosen(before, last=True) or after or self._of_next(frame, here)

    def _of_next(self, frame: Frame, here: list[Frame]) -> list[int]:
        """What was fought for and then taken, as the clause tells of one object ("在围困18个月后攻陷X")."""
        taken = min((f for f in here if f.start >= frame.end), key=lambda f: f.start, default=None)
        if taken is None or taken.sense.place != "after" or frame.type not in self.behaviour.two_sided:
            return []
        over = self.text.endswith(self.view.syntax.after, frame.end, taken.start)
        return self._chosen(self._told(taken, taken.end, frame.clause[1])) if over else []

    def _told(self, frame: Frame, start: int, end: int) -> list[int]:
        """The places of a stretch, without those that name a treaty or tell of the deed that somebody is accused of."""
        accused = self.view.marker("accused", frame.end, end)
        stop = accused[0].start if accused else end
        found = [i for i in self.scene.places_in(start, stop) if not self._in_work(i, frame)]
        if frame.type in self.behaviour.moving | self.behaviour.yielding | self.behaviour.tolls:
            return found
        here = [i for i in found if not self._is_bound(i, frame.end)]
        return [i for i in here if not self._marker_before(i, "passing")]

    def _at_gate(self, own: list[int]) -> bool:
        """Whether it happened at a gate or wall of the town in which the story stands, and goes on standing."""
        named = self.scene.places[own[-1]].place.name.endswith(self._gates)
        return named and self._stand is not None

    def _taken_away(self, frame: Frame) -> bool:
        """Whether somebody is brought elsewhere, while the story stays ("居民被押往X")."""
        brought = self.text[frame.start : frame.end] in self.view.syntax.markers["bound"]
        return brought and frame.type not in (
            self.behaviour.moving | self.behaviour.yielding | self.behaviour.tolls
        )

    def _is_bound(self, index: int, behind: int) -> bool:
        """Whether words behind an act tell where somebody is brought or something is bound ("驶往X的商船")."""
        markers, word = self.view.syntax.markers, self.view.before(self.scene.places[index].start)
        if word is not None and word.text in markers["until"] | markers["toward"]:
            word = self.view.before(word.start)
        return word is not None and word.text in markers["bound"] and word.start >= behind

    def _in_work(self, index: int, frame: Frame) -> bool:
        """Whether a place stands in the name of a work or treaty, and the event does not ("退出《X协议》")."""
        opening, closing = self._works
        start = self.text.rfind(opening, frame.sentence.start, self.scene.places[index].start)
        end = self.text.find(closing, start, frame.sentence.end) if start >= 0 else -1
        return end > self.scene.places[index].start and not start < frame.start < end

    def _described(self, frame: Frame, end: int) -> list[int]:
        """The place behind an attribute that tells of another event ("占领已被守军放弃的X")."""
        for i in self.scene.places_in(frame.end, end):
            between = self.text[frame.end : self.scene.places[i].start]
            particle = self.view.syntax.attributive[0]
            attribute, found, kind = between.rpartition(particle)
            if found and len(attribute) <= DESCRIBED:
                return self._chosen([i]) if not kind or kind in self.view.syntax.markers["within"] else []
        return []

    def _measured(self, index: int) -> bool:
        """Whether a distance is measured from a place: it happened elsewhere."""
        return self._marker_before(index, "distance")

    def _marker_before(self, index: int, kind: str) -> bool:
        return self.view.led(self.scene.places[index].start, self.view.syntax.markers[kind])

    def _chosen(self, found: list[int], *, last: bool = False) -> list[int]:
        """The first of the places, or the last; with those that a list joins to it; a site, not its town."""
        if not found:
            return []
        groups: list[list[int]] = []
        for i in found:
            if groups and self._between(groups[-1][-1], i) in self.view.syntax.markers["list"]:
                groups[-1].append(i)
            elif groups and self._within(groups[-1][-1], i):
                groups[-1][-1] = i
            else:
                groups.append([i])
        chosen = groups[-1] if last else groups[0]
        following = chosen[-1] + 1
        while following < len(self.scene.places) and self._within(chosen[-1], following):
            chosen[-1] = following
            following += 1
        return chosen

    def _between(self, one: int, other: int) -> str:
        return self.text[self.scene.places[one].end : self.scene.places[other].start]

    def _within(self, one: int, other: int) -> bool:
        """Whether the second place lies in the first, as they are written ("X州首府Y")."""
        return self._links.join(self._between(one, other))
