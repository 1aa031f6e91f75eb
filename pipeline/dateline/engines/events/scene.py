"""Where the story stands: which events may take the place of the event told before them.

An inherited place is a guess of the reader. It is made only while the scene surely goes on; else an
event without a place of its own has none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.engines.events.backdrop import Backdrop
from dateline.engines.events.custody import Custody
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.links import Links
from dateline.engines.events.named_places import POINTS, SCENES, NamedPlaces
from dateline.engines.events.scene_signs import SceneSigns
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.calendar import day_of_iso
from dateline.layers import Argument, Event, EventTime, Sentence, Timex

REACH = 3  # sentences back that "the attack" may point to for its place; a coup stays the coup
_DATED = ("DATE", "TIME")
SOON, SIEGE = 31, 366  # days in which the story of one spot goes on there, and in which it may fall


@dataclass(frozen=True, slots=True)
class _Stand:
    """The places of the last event that had any, its sentence, date, head and type."""

    places: tuple[int, ...]
    sentence: int
    day: str | None
    head: int
    type: str
    sides: frozenset[str] = frozenset()


class Scene:
    """The place at which a paragraph stands, moved on by its events."""

    def __init__(self, doc: Doc, mentions: LayersByToken, forms: Forms, behaviour: Behaviour) -> None:
        self.doc = doc
        self.mentions = mentions
        self.forms, self.syntax = forms, Syntax.load(doc.lang_)
        self.behaviour = behaviour
        words = PlaceWords.load(doc.lang_)
        self.links = Links(words, self.syntax, forms, behaviour)
        self.places = NamedPlaces(doc, mentions.places)
        self.signs = SceneSigns(doc, mentions, words, forms, behaviour)
        self.backdrop = Backdrop(doc, mentions, self.places, self.signs, behaviour)
        self.custody = Custody(behaviour)
        self._types: dict[int, str] = {}
        self._block = -1
        self._stand: _Stand | None = None
        self._talks: _Stand | None = None  # where the paragraph told of talks
        self._section: int | None = None
        self._label: int | None = None  # the place by which the paragraph opens
        self._acting: frozenset[str] = frozenset()  # who takes part in the event that is read
        self._spots: set[str] = set()  # those that it has named so far
        self._around: list[int] = []  # all places that it has named so far

    def head(self, sentence: Sentence) -> None:
        """A heading: the one town, site or area that it names is the scene of its section; a country is none.

        The border in a title says between whom the war is.
        """
        inside = self.places.of(sentence)
        fine = len(inside) == 1 and self.mentions.places[inside[0]].place.precision in SCENES
        self._section = inside[0] if fine else None
        if sentence.first == 0:
            head = self.doc[self.mentions.places[inside[0]].head] if fine else None
            if head is not None and head.lower_ in self.signs.words.border["nouns"]:
                self._section = None
            self.backdrop.title = self._section

    def enter(self, sentence: Sentence) -> None:
        """A new paragraph opens a new scene."""
        if sentence.block != self._block:
            self._block, self._stand, self._talks = sentence.block, None, None
            self._label = self.places.label(sentence)
            self._spots, self._around = set(), []
        self._spots |= {self.places.name(i) for i in self.places.spots_in(sentence)}
        self._around += self.places.of(sentence)

    def move(
        self,
        places: Sequence[int],
        frame: Frame,
        sentence: Sentence,
        time: EventTime,
        arguments: Sequence[Argument] = (),
    ) -> None:
        """The story goes on at the first of the places of this event; not where others were only bound for.

        Where words were spoken it does not stand, but who talked there may go on to agree there.
        """
        kind, behaviour = frame.sense.type, self.behaviour
        here = _Stand(
            tuple(places), sentence.index, time.value.earliest, frame.head.i, kind, _sides(arguments)
        )
        if kind in behaviour.met:
            self._talks = here
        if kind in behaviour.no_inherited_place - behaviour.two_sided:
            return
        if not (kind in behaviour.moving and self.signs.is_only_bound_for(places, frame.head)):
            self._stand = here

    def place(
        self,
        frame: Frame,
        sentence: Sentence,
        time: EventTime,
        told: Event | None = None,
        again: bool = False,
        arguments: Sequence[Argument] = (),
    ) -> int | None:
        """The place that an event without one takes from the story; None where the scene may have changed.

        `told` is the event told before that this one takes up, if any; `again` whether its noun points back.
        """
        self._acting = _sides(arguments)
        national = frame.sense.type in self.behaviour.national
        if frame.sense.type in self.behaviour.no_inherited_place:
            resumed = again and frame.head.is_lower and frame.sense.type in self.behaviour.resumed
            if resumed and told is not None and told.place is not None:
                return told.place
            met = self._of_talks(frame, sentence)
            if frame.sense.type in self.behaviour.launched:
                return self.backdrop.of_theatre(frame, sentence, self._around)
            return self.backdrop.of_state(frame, sentence, arguments) if met is None and national else met
        if (
            told is not None
            and told.place is not None
            and (national or sentence.index - told.sentence <= REACH)
        ):
            return told.place
        if national and self.signs.is_of_war(frame):
            return None
        if national and (here := self.backdrop.here(frame, sentence)) is not None:
            return here
        if national:
            return self.backdrop.of_state(frame, sentence, arguments)
        if self._is_asked(frame):
            return None
        named = bool(self.places.of(sentence))
        found = None if named else self.custody.place(frame, sentence, arguments)
        found = found if found is not None else self._of_scene(frame, sentence, time)
        stand = self._stand.places[0] if self._stand else None
        found = found if found is not None else self.backdrop.of_article(frame, sentence, stand, self._around)
        found = found if found is not None else self._told_later(frame, sentence, time)
        found = found if found is not None else self.backdrop.of_dispatch(frame, sentence, time)
        found = found if found is not None else self.backdrop.of_theatre(frame, sentence, self._around)
        return found if found is not None else self.backdrop.of_toll(frame, sentence, arguments)

    def _of_talks(self, frame: Frame, sentence: Sentence) -> int | None:
        """Where those met who then agree, or before in the sentence ask or refuse; not where another place is named."""
        met, kind, behaviour = self._talks, frame.sense.type, self.behaviour
        if met is None or self._is_asked(frame) or self.signs.is_before(frame):
            return None
        away = sentence.index - met.sentence
        if kind not in behaviour.talks and (away or kind not in behaviour.refusals | behaviour.asked):
            return None
        if away > REACH:
            return None
        heads = {self.mentions.places[i].head for i in self.places.of(sentence)}
        first = min(met.head, *(self.mentions.places[i].head for i in met.places)) if not away else -1
        heads -= {self.mentions.places[i].head for i in met.places}
        told = first < frame.head.i and not any(first < head < frame.head.i for head in heads)
        return met.places[0] if told and (not away or not heads) else None

    def enter_frames(self, frames: Sequence[Frame]) -> None:
        """Make the events of a sentence known."""
        self._types = {t.i: frame.sense.type for frame in frames for t in frame.tokens}

    def _is_asked(self, frame: Frame) -> bool:
        """Whether an event is only what somebody asks for or threatens ("demanding the release of prisoners")."""
        above = frame.head.head
        while above.i != above.head.i and above.pos_ not in ("VERB", "AUX") and above.i not in self._types:
            above = above.head
        return above.i != frame.head.i and self._types.get(above.i) in self.behaviour.asked

    def _of_scene(self, frame: Frame, sentence: Sentence, time: EventTime) -> int | None:
        """Where the paragraph stands, as long as neither words nor dates lead away from there."""
        stand = self._stand
        named = [i for i in self.places.of(sentence) if not self.signs.is_led_off(i, frame)]
        if self.signs.takes_up(frame):
            return self._last_named(named, sentence, frame)
        if self.signs.has_its_own(frame) or self.signs.has_unread(frame, sentence):
            return None
        moved = time.timex is not None and time.value.resolution != "relative"
        moved = moved and (stand is None or time.value.earliest != stand.day)
        moved = moved and not self._goes_on(frame, sentence, time)
        past = self.signs.is_before(frame)
        if stand is None:
            return None if named or past else self._section if self._label is None else self._label
        if stand.sentence == sentence.index:
            between = any(self._leads_away(i, stand, frame) for i in named)
            scene = self.mentions.places[stand.places[0]].place.precision
            return None if between or (moved and scene not in POINTS) else stand.places[0]
        if len(stand.places) > 1:
            return None
        named = [i for i in named if not self.signs.is_aside(i, frame)]
        still = self._stands_still(stand)
        past = past and not (self.signs.is_reported(frame) and self.places.is_spot(stand.places[0]))
        past = past and not (still and time.timex is not None and time.value.earliest == stand.day)
        far = sentence.index - stand.sentence > (1 + still)
        if named or past or far or (moved and not (still and self._is_soon(frame, stand, time))):
            return None
        self._stand = replace(
            stand, sentence=sentence.index, day=time.value.earliest, head=frame.head.i, type=frame.sense.type
        )
        others = not self._acting & stand.sides
        return None if frame.sense.type in self.behaviour.moving and others else stand.places[0]

    def _goes_on(self, frame: Frame, sentence: Sentence, time: EventTime) -> bool:
        """Whether those of whom the sentence before told go on soon after ("retreated to X. They left on 4 May.")."""
        stand = self._stand
        if stand is None or stand.sentence == sentence.index or frame.head.pos_ != "VERB":
            return False
        return bool(self._acting & stand.sides) and self._is_soon(frame, stand, time)

    def _stands_still(self, stand: _Stand) -> bool:
        """Whether the paragraph has spoken of one spot alone so far, and something happened there."""
        happened = stand.type not in self.behaviour.no_inherited_place
        return happened and len(self._spots) == 1 and self.places.is_spot(stand.places[0])

    def _is_soon(self, frame: Frame, stand: _Stand, time: EventTime) -> bool:
        """Whether an event of another date is near enough to be told of the same spot, whose fall may take long."""
        if stand.day is None or time.value.earliest is None:
            return False
        days = day_of_iso(time.value.earliest) - day_of_iso(stand.day)
        ends = frame.sense.type in self.behaviour.taking | self.behaviour.yielding
        return 0 <= days <= (SIEGE if ends else SOON)

    def _last_named(self, named: list[int], sentence: Sentence, frame: Frame) -> int | None:
        """The last place before the event: in its sentence, else of the sentence before."""
        spots = [i for i in named if self.mentions.places[i].head < frame.head.i]
        spots = [i for i in spots if self.mentions.places[i].place.precision not in ("area", "country")]
        close = self._stand is not None and sentence.index - self._stand.sentence <= 1
        return spots[-1] if spots else self._stand.places[0] if close and self._stand else None

    def _told_later(self, frame: Frame, sentence: Sentence, time: EventTime) -> int | None:
        """The one place that a sentence names, behind the event ("Soldiers attacked, and X fell"); not a goal.

        Movement comes from elsewhere ("arrived by sea and seized X"); behind another time the story has gone on.
        """
        if frame.sense.type in self.behaviour.moving:
            return None
        named = (i for i in self.places.of(sentence) if not self.signs.is_led_off(i, frame))
        around = (i for i in named if not self.places.in_dateline(self.mentions.places[i]))
        fine = [i for i in around if self.mentions.places[i].place.precision not in ("area", "country")]
        one = len({self.mentions.places[i].place.name for i in fine}) == 1
        if not one or self.mentions.places[fine[0]].head < frame.head.i or self.signs.has_its_own(frame):
            return None
        token = self.doc[self.mentions.places[fine[0]].head]
        named_after = token.dep_ in self.syntax.modifier and token.head.lower_ in self.signs.words.after_names
        if named_after or self._is_of_another_time(token, frame, time):
            return None  # "... until the Lusaka Accords"
        name = self.places.name
        here = self._stand is not None and name(self._stand.places[0]) == name(fine[0])
        if not here and self.signs.is_apart(token, frame):
            return None
        return None if self.links.is_of_another(token, frame) else fine[0]

    def _is_of_another_time(self, place: Token, frame: Frame, time: EventTime) -> bool:
        """Whether a time other than the event's own stands between it and a place."""
        timexes: Sequence[Timex] = self.doc._.timexes or ()
        first = bisect_right(timexes, frame.head.idx, key=lambda t: t.start)
        last = bisect_left(timexes, place.idx, key=lambda t: t.start)
        return any(timexes[i].type in _DATED and i != time.timex for i in range(first, last))

    def _leads_away(self, index: int, stand: _Stand, frame: Frame) -> bool:
        """Whether another place is named between the event that set the scene and this one."""
        mention, scene = self.mentions.places[index], self.mentions.places[stand.places[0]].place
        inside = stand.head < mention.head < frame.head.i and mention.place.name != scene.name
        around = mention.place.precision == "country" and scene.country in (mention.place.country, None)
        own = self.doc[self.mentions.places[stand.places[0]].head]
        around = around or own.is_ancestor(self.doc[mention.head])  # "X, a town on the border with Y"
        away = mention.place.precision != "area" and not mention.place.name.islower()
        return inside and not around and away


def _sides(arguments: Sequence[Argument]) -> frozenset[str]:
    """Who takes part in an event."""
    return frozenset(a.mention.actor.id for a in arguments)
