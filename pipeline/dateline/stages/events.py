"""Finds what happened: triggers, roles, time and place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.events import lexicon
from dateline.engines.events.arguments import ArgumentBinder
from dateline.engines.events.binding import Binder
from dateline.engines.events.captives import Captives
from dateline.engines.events.captors import Captors
from dateline.engines.events.claims import claim_deeds, own_up
from dateline.engines.events.echoes import Echoes
from dateline.engines.events.frame import AROUND, Frame
from dateline.engines.events.frames import Matcher
from dateline.engines.events.gapping import Gap, Gaps, Turn
from dateline.engines.events.happenings import Happening, Merger
from dateline.engines.events.homes import Homes
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.metaphor import Metaphors
from dateline.engines.events.near_misses import NearMisses, Weights
from dateline.engines.events.opponents import Opponents
from dateline.engines.events.pairing import paired
from dateline.engines.events.scene import Scene
from dateline.engines.events.stand_ins import StandIns
from dateline.engines.places.gazetteer import Gazetteer
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.calendar import day_of_iso
from dateline.engines.time.clauses import NarrativeData
from dateline.layers import (
    Argument,
    Event,
    EventTime,
    Sentence,
    TimeAnchor,
    TimeValue,
    article_of,
)
from dateline.stages.base import Stage

# How many sentences back the participants of an event count for its second mention.
AGAIN_REACH = 1
# How many sentences back the same word may lie that a definite noun takes up, acts of a whole state aside.
FAR = 15
# And how many back it may lie if another type of event was told by it.
NEAR = 3


@dataclass(slots=True)
class _Story:
    """What the narrative has told so far: its paragraph, its scene, and the events by type."""

    scene: Scene
    homes: Homes
    lasting: frozenset[str] = frozenset()
    block: int = -1
    told: dict[str, list[tuple[str, int, Event]]] = field(default_factory=dict)

    def tell(self, lemma: str, events: list[Event], unreal: bool) -> None:
        """Remember the events of a trigger; what is only meant to happen not behind what did in its paragraph."""
        for event in events:
            of_type = self.told.setdefault(event.type, [])
            if not (unreal and of_type and of_type[-1][1] == self.block):
                of_type.append((lemma, self.block, event))

    def before(
        self, type_: str, lemma: str, now: TimeValue, sentence: int, kin: frozenset[str] = frozenset()
    ) -> Event | None:
        """The last event of a type told by the same word or in the same paragraph, none later than `now`.

        What its kin told in the sentence before is nearer ("a bomb went off ... the attack").
        """
        for word, block, event in reversed(self.told.get(type_, [])):
            start = event.time.value.earliest
            later = start is not None and now.latest is not None and start > now.latest
            far = sentence - event.sentence > FAR and type_ not in self.lasting
            if ((word == lemma and not far) or block == self.block) and not later:
                near = (told for name in kin for *_, told in self.told.get(name, [])[-1:])
                since = [
                    told for told in near if max(event.sentence, sentence - 2) < told.sentence < sentence
                ]
                return max(since, key=lambda told: told.start, default=event)
        return None

    def named(self, lemma: str, type_: str, sentence: int) -> Event | None:
        """The happening of another type that the same noun told just before ("an attack on X ... the attack")."""
        if any(word == lemma for word, *_ in self.told.get(type_, [])[-1:]):
            return None
        told = (
            event
            for events in self.told.values()
            for word, block, event in events[-1:]
            if word == lemma and block == self.block and 0 < sentence - event.sentence <= NEAR
        )
        return max(told, key=lambda event: event.start, default=None)


class EventsStage(Stage[list[Event]]):
    """Adds the layer `events`."""

    layer = "events"

    def __init__(self, lang: str) -> None:
        self.lang = lang
        syntax, forms = Syntax.load(lang), Forms.load(lang)
        self.syntax, self.forms = syntax, forms
        self.matcher = Matcher(lexicon.load(lang), syntax, forms)
        self.near = NearMisses(self.matcher, Weights.load(lang))
        self.metaphors = Metaphors(lang, syntax, forms)
        self.behaviour = lexicon.Behaviour.load()
        words = actor_lexicon(lang)
        nobody = words.not_actors | words.words["nobody"]
        stand_ins = StandIns(self.matcher.lexicon, syntax, forms, nobody)
        self.arguments = ArgumentBinder(syntax, forms, self.behaviour, stand_ins)
        self.merger = Merger(self.matcher.lexicon, syntax, forms, self.behaviour, NarrativeData.load(lang))

    def predict(self, doc: Doc) -> list[Event]:
        """The layer of this Doc."""
        article_of(doc)
        mentions = self.matcher.layers(doc)
        binder = Binder(doc, mentions, self.syntax, self.forms, self.behaviour)
        homes = Homes(doc.lang_, self.forms, self.behaviour)
        story = _Story(Scene(doc, mentions, self.forms, self.behaviour), homes, self.behaviour.national)
        scene, gaps = story.scene, Gaps(doc, mentions, self.forms)
        events: list[Event] = []
        told: list[Happening] = []
        for sentence in doc._.sentences or []:
            if sentence.heading:
                scene.head(sentence)
                continue
            if sentence.block != story.block:
                told = []
            story.block = sentence.block
            scene.enter(sentence)
            frames = self.matcher.match(doc, mentions, sentence.first, sentence.last)
            frames = self.near.accepted(doc, mentions, sentence.first, sentence.last, frames)
            frames = self.metaphors.literal(frames, mentions)
            binder.enter(sentence, frames)
            scene.enter_frames(frames)
            happenings = self.merger.merge(frames, mentions, told)
            told = happenings or told
            heads = {frame.head.i for frame in frames}
            for happening in happenings:
                left_out = gaps.of(happening.frame.head, sentence.last, heads)
                found = self._events(happening, sentence, mentions, binder, story, left_out)
                turn = self._turn(happening.frame, gaps, sentence)
                events += turn.apart(found[0]) if turn is not None else found
        events = claim_deeds(doc, events, self.behaviour, self.forms)
        events = Echoes(doc, self.syntax, self.forms, self.behaviour).complete(events)
        opponents = Opponents(doc, events, self.syntax, self.behaviour)
        events = Captors(doc, self.forms, self.behaviour).complete(opponents.complete(events))
        events = Captives(doc, self.syntax, self.behaviour).complete(events)
        events = own_up(doc, events, self.behaviour, self.syntax, self.forms)
        return sorted(events, key=lambda event: (event.start, event.end))

    def _turn(self, frame: Frame, gaps: Gaps, sentence: Sentence) -> Turn | None:
        """What another doer does to another place, by the same verb left out."""
        slots, place = frame.sense.slots, frame.sense.place
        done = frame.sense.pos == "VERB" and slots.get("subject") == "initiator" and "object" in place
        return gaps.turn(frame.head, sentence.last) if done else None

    def _events(
        self,
        happening: Happening,
        sentence: Sentence,
        mentions: LayersByToken,
        binder: Binder,
        story: _Story,
        left_out: list[Gap],
    ) -> list[Event]:
        """The events of one happening: one, or one per place, and one for each gap behind it."""
        frame, type_ = happening.frame, happening.frame.sense.type
        frames = (frame, *happening.absorbed)
        lemma = self.forms.lemma(frame.head)
        time = binder.time(frame, sentence)
        kin = self.behaviour.same_happening if type_ in self.behaviour.same_happening else frozenset()
        back = self._points_back(frame, mentions)
        bare = back and not frame.inner and frame.head.pos_ == "NOUN"
        same = story.named(lemma, type_, sentence.index) if bare else None
        type_ = type_ if same is None else same.type
        told = story.before(type_, lemma, time.value, sentence.index, kin) if back else None
        if time.timex is None:
            time = next((t for f in frames if (t := binder.time(f, sentence)).timex is not None), time)
        if told is not None and _told_by(told.time.value, time, type_ in self.behaviour.national):
            time = _again(told.time)
        places: list[int | None] = list(next((p for f in frames if (p := binder.places(f, sentence))), []))
        if type_ in self.behaviour.no_inherited_place:
            left_out = []
        if left_out:
            places = [place for place in places if place not in {gap.place for gap in left_out}]
            if time.timex is None or time.timex in {gap.timex for gap in left_out}:
                time = binder.at(left_out[0].before)
        arguments = self.arguments.of(happening, mentions) or _same_again(told, sentence.index)
        inherited, land = not places, None
        if inherited and frame.recalled:
            places = [None]
        elif inherited:
            own_land = story.homes.land(frame)
            abroad = own_land is not None and own_land.country != story.scene.home
            places = [None if abroad else story.scene.place(frame, sentence, time, told, back)]
            if places == [None]:
                ruled = story.homes.ruled(frame, arguments)
                land = own_land or Gazetteer.shared().country(ruled) or story.scene.land(frame, sentence)
        elif type_ not in self.behaviour.no_inherited_place - self.behaviour.two_sided:
            story.scene.move([p for p in places if p is not None], frame, sentence, time)
        first, end = frame.span()
        doc = frame.head.doc
        start, stop = doc[first].idx, doc[end - 1].idx + len(doc[end - 1])
        own = paired(doc, sentence, [mentions.places[p] for p in places if p is not None], time.timex)
        happened = [
            (
                place,
                binder.at(own[at]) if at in own and not inherited else time,
                inherited and place is not None,
            )
            for at, place in enumerate(places)
        ]
        happened += [(gap.place, binder.at(gap.timex), False) for gap in left_out]
        found = [
            Event(
                start=start,
                end=stop,
                head=frame.head.i,
                sentence=sentence.index,
                type=type_,
                sense=frame.sense.id,
                arguments=arguments,
                time=when,
                place=place,
                place_inherited=unsaid,
                land=land if place is None else None,
            )
            for place, when, unsaid in happened
        ]
        story.tell(lemma, found, binder.unreal(frame))
        return found

    def _points_back(self, frame: Frame, mentions: LayersByToken) -> bool:
        """Whether a noun takes up something told before: "the coup", "their offensive"."""
        definite = self.forms.words["definite"]
        bare = not frame.slots.keys() - {"poss", "subject", "modifier"} - AROUND
        bare = bare and not any(t.i in mentions.actor for t in frame.slots.get("modifier", ()))
        return (
            frame.sense.pos == "NOUN"
            and bare
            and any(
                self.forms.lemma(c) in definite or c.dep_ in self.syntax.possessor
                for c in frame.head.children
            )
        )


def _told_by(told: TimeValue, own: EventTime, national: bool) -> bool:
    """Whether an event has the time of the mention before: it has none, or an act of a whole state a vaguer one."""
    if own.timex is None:
        return True
    value = own.value
    if not (national and told.earliest and told.latest and value.earliest and value.latest):
        return False
    first, last = day_of_iso(value.earliest), day_of_iso(value.latest)
    return first <= day_of_iso(told.earliest) and day_of_iso(told.latest) <= last


def _again(time: EventTime) -> EventTime:
    """The time of an event told before, for its second mention."""
    if time.timex is None or time.value.edtf is None:
        return time
    anchor = TimeAnchor(time.value.timex, time.timex)
    return EventTime(replace(time.value, resolution="inherited", anchor=anchor), None)


def _same_again(told: Event | None, sentence: int) -> tuple[Argument, ...]:
    """Who took part in an event told just before, for its second mention: implied by it."""
    if told is None or sentence - told.sentence > AGAIN_REACH:
        return ()
    return tuple(replace(a, mention=replace(a.mention, via="implied")) for a in told.arguments)


@Language.factory(
    "dateline_events",
    requires=["doc._.sentences", "doc._.timexes", "doc._.chronology", "doc._.actors", "doc._.places"],
    assigns=["doc._.events"],
)
def make_events(nlp: Language, name: str) -> EventsStage:
    """Factory for spaCy."""
    return EventsStage(str(nlp.lang))
