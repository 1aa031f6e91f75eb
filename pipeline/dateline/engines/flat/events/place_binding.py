"""Where an event happened, in a language without a parser: by the places of its clause, else where the story is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.inheritance import Inheritance
from dateline.engines.flat.events.rows import behind, between
from dateline.engines.flat.places.links import Links
from dateline.engines.flat.scene import Scene
from dateline.layers import EventTime, Place, Sentence

TITLE = 30  # characters of a title
DESCRIBED = 14  # characters of an attribute before a place that tells of another event
FRONT = 2  # characters before and behind a place that alone opens a sentence
REACH = 2  # sentences back that the place of the last event may have been told
JOINED = 1  # characters between two triggers that share their object
PROMISING = ("causing", "agreeing", "pledging")  # before those who are to leave
SPEAKING = "speaking"


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where the story stands: places, day and trigger of the last event that had a place of its own."""

    sentence: int
    start: int
    day: str | None
    places: list[int]


class PlaceBinder:
    """Places the events of one Doc; `story` says how it stands to them, `words` are those of places."""

    def __init__(self, scene: Scene, behaviour: Behaviour, words: dict[str, Any], story: Inheritance) -> None:
        self.scene, self.view = scene, scene.view
        self.text = scene.view.text
        self.behaviour, self._story = behaviour, story
        self._stand: _Stand | None = None
        self._talks: _Stand | None = None
        self._block = -1
        self._battles = tuple(self.view.syntax.markers["battles"])
        self._amid = tuple(self.view.syntax.markers["amid_places"])
        self._arriving = tuple(self.view.syntax.markers["arriving"])
        self._links = Links(self.view.syntax, words)
        self._gates = tuple(words["gates"])
        self._works: tuple[str, str] = tuple(words["works"])
        self.home = self._of_title()

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
        if self.view.marker(SPEAKING, end, frame.start):
            return []  # "在X表示，空袭没有造成伤亡"
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
        marked, left = self._led_by(before, "at"), self._led_by(before, "from")
        if frame.type in self.behaviour.spoken:
            return self._chosen(marked)
        if frame.sense.place == "after" and after:
            return after
        if left and frame.type in self.behaviour.distant:  # "从X起飞轰炸Y"
            return self._chosen(marked) or after
        if left:
            return self._chosen(left)
        return self._chosen(marked) or self._chosen(before, last=True) or after or self._of_next(frame, here)

    def _led_by(self, found: list[int], kind: str) -> list[int]:
        """The places behind a marker, and those that a list joins to them ("在A和B登陆")."""
        out: list[int] = []
        for i in found:
            listed = bool(out) and self._between(out[-1], i) in self.view.syntax.markers["list"]
            if listed or self._marker_before(i, kind):
                out.append(i)
        return out

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
        amid = self.text.startswith(self._amid, behind(self.scene, chosen[-1]))  # "在X与Y之间的公路上"
        return chosen[:1] if amid else chosen

    def _between(self, one: int, other: int) -> str:
        return between(self.scene, one, other)

    def _within(self, one: int, other: int) -> bool:
        """Whether the second place lies in the first, as they are written ("X州首府Y")."""
        return self._links.join(self.text[self.scene.places[one].end : self.scene.places[other].start])
