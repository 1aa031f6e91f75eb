"""Finds what happened: triggers, roles, time and place."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.datelines import is_topic
from dateline.engines.events import lexicon
from dateline.engines.events.arguments import ArgumentBinder
from dateline.engines.events.binding import Binder
from dateline.engines.events.captives import Captives
from dateline.engines.events.captors import Captors
from dateline.engines.events.claims import claim_deeds, own_up
from dateline.engines.events.domains import Domains
from dateline.engines.events.echoes import Echoes
from dateline.engines.events.frame import Frame
from dateline.engines.events.frames import Matcher
from dateline.engines.events.gapping import Gap, Gaps, Turn
from dateline.engines.events.happenings import Happening, Merger
from dateline.engines.events.homes import Homes
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.metaphor import Metaphors
from dateline.engines.events.named_happenings import NamedHappenings
from dateline.engines.events.near_misses import NearMisses, Weights
from dateline.engines.events.opponents import Opponents
from dateline.engines.events.pairing import paired, struck_there
from dateline.engines.events.retold import Retold
from dateline.engines.events.scene import Scene
from dateline.engines.events.second_mentions import SecondMentions, time_again
from dateline.engines.events.sequels import Sequels
from dateline.engines.events.stand_ins import StandIns
from dateline.engines.places.gazetteer import Gazetteer
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.narrative_data import NarrativeData
from dateline.layers import Event, Sentence, article_of
from dateline.stages.base import Stage


@dataclass(frozen=True, slots=True)
class _Readers:
    """Those who read the events of one Doc: its mentions, times and places, and what it has told so far."""

    mentions: LayersByToken
    binder: Binder
    scene: Scene
    homes: Homes
    told: SecondMentions
    named: NamedHappenings


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
        readers = _Readers(
            mentions,
            Binder(doc, mentions, self.syntax, self.forms, self.behaviour),
            Scene(doc, mentions, self.forms, self.behaviour),
            Homes(doc.lang_, self.forms, self.behaviour),
            SecondMentions(mentions, self.syntax, self.forms, self.behaviour),
            NamedHappenings(doc, self.syntax, self.forms),
        )
        scene, gaps = readers.scene, Gaps(doc, mentions, self.forms)
        domains = Domains(doc, mentions, self.forms)
        events: list[Event] = []
        told: list[Happening] = []
        for sentence in doc._.sentences or []:
            if sentence.heading:
                scene.head(sentence)
                continue
            if sentence.block != readers.told.block:
                told = []
            readers.told.block = sentence.block
            scene.enter(sentence)
            if is_topic(doc, sentence.first, sentence.last):
                continue
            frames = self.matcher.match(doc, mentions, sentence.first, sentence.last)
            frames = self.near.accepted(doc, mentions, sentence.first, sentence.last, frames)
            frames = domains.of_conflict(self.metaphors.literal(frames, mentions), sentence)
            readers.binder.enter(sentence, frames)
            scene.enter_frames(frames)
            happenings = self.merger.merge(frames, mentions, told)
            told = happenings or told
            heads = {frame.head.i for frame in frames}
            for happening in happenings:
                left_out = gaps.of(happening.frame.head, sentence.last, heads)
                found = self._events(happening, sentence, readers, left_out)
                turn = self._turn(happening.frame, gaps, sentence)
                events += turn.apart(found[0]) if turn is not None else found
        events = claim_deeds(doc, events, self.behaviour, self.forms)
        events = Echoes(doc, self.syntax, self.forms, self.behaviour).complete(events)
        sequels = Sequels(doc, self.syntax, self.forms, self.behaviour)
        events = sequels.complete(events)
        retold = Retold(doc, self.syntax, self.forms, self.behaviour)
        events = retold.complete(events, final=False)
        opponents = Opponents(doc, events, self.syntax, self.behaviour)
        events = retold.complete(opponents.complete(events), final=True)
        events = sequels.gained(events)
        events = Captors(doc, self.forms, self.behaviour).complete(events)
        events = Captives(doc, self.syntax, self.forms, self.behaviour).complete(events)
        events = own_up(doc, events, self.behaviour, self.syntax, self.forms)
        return sorted(events, key=lambda event: (event.start, event.end))

    def _turn(self, frame: Frame, gaps: Gaps, sentence: Sentence) -> Turn | None:
        """What another doer does to another place, by the same verb left out."""
        slots, place = frame.sense.slots, frame.sense.place
        done = frame.sense.pos == "VERB" and slots.get("subject") == "initiator" and "object" in place
        return gaps.turn(frame.head, sentence.last) if done else None

    def _events(
        self, happening: Happening, sentence: Sentence, readers: _Readers, left_out: list[Gap]
    ) -> list[Event]:
        """The events of one happening: one, or one per place, and one for each gap behind it."""
        frame, type_ = happening.frame, happening.frame.sense.type
        frames = (frame, *happening.absorbed)
        mentions, binder, scene, homes = readers.mentions, readers.binder, readers.scene, readers.homes
        time, arguments = binder.time(frame, sentence), self.arguments.of(happening, mentions)
        back = readers.told.points_back(frame)
        type_, told = readers.told.taken_up(frame, time.value) if back else (type_, None)
        if time.timex is None:
            time = next((t for f in frames if (t := binder.time(f, sentence)).timex is not None), time)
        if told is not None:
            time = time_again(told, time, national=type_ in self.behaviour.national)
        time = readers.named.time(frame, happening.absorbed, time)
        binder.name(frame, happening.absorbed, time)
        places: list[int | None] = list(next((p for f in frames if (p := binder.places(f, sentence))), []))
        if type_ in self.behaviour.no_inherited_place:
            left_out = []
        if left_out:
            places = [place for place in places if place not in {gap.place for gap in left_out}]
            if time.timex is None or time.timex in {gap.timex for gap in left_out}:
                time = binder.times.at(left_out[0].before)
        inherited, land = not places, None
        if inherited and frame.recalled:
            places = [None]
        elif inherited:
            struck = homes.invaded(frame, arguments) or homes.freed(frame, arguments)
            own_land = struck or homes.land(frame)
            abroad = own_land is not None and (struck is not None or own_land.country != scene.backdrop.home)
            places = [None if abroad else scene.place(frame, sentence, time, told, back, arguments)]
            if places == [None]:
                ruled = homes.ruled(frame, arguments)
                land = (
                    own_land
                    or Gazetteer.shared().country(ruled)
                    or scene.backdrop.land(frame, sentence, arguments)
                )
        else:
            scene.move([p for p in places if p is not None], frame, sentence, time, arguments)
        scene.custody.hold(frame, sentence, arguments, next(iter(places), None))
        first, end = frame.span()
        doc = frame.head.doc
        start, stop = doc[first].idx, doc[end - 1].idx + len(doc[end - 1])
        located = [mentions.places[p] for p in places if p is not None]
        own = paired(doc, sentence, located, time.timex) or binder.own_times(places, sentence)
        happened = [
            (
                place,
                binder.times.at(own[at]) if at in own and not inherited else time,
                inherited and place is not None,
            )
            for at, place in enumerate(places)
        ]
        here = [(place, unsaid) for place, _, unsaid in happened if not own]
        for gap in left_out:
            where = here if gap.again else [(gap.place, False)]
            happened += [(place, binder.times.at(gap.timex), unsaid) for place, unsaid in where]
        found = [
            Event(
                start=start,
                end=stop,
                head=frame.head.i,
                sentence=sentence.index,
                type=type_,
                sense=frame.sense.id,
                arguments=arguments
                if place is None
                else struck_there(arguments, mentions.places[place], located),
                time=when,
                place=place,
                place_inherited=unsaid,
                land=land if place is None else None,
            )
            for place, when, unsaid in happened
        ]
        readers.told.tell(happening, found, unreal=binder.unreal(frame))
        return found


@Language.factory(
    "dateline_events",
    requires=["doc._.sentences", "doc._.timexes", "doc._.chronology", "doc._.actors", "doc._.places"],
    assigns=["doc._.events"],
)
def make_events(nlp: Language, name: str) -> EventsStage:
    """Factory for spaCy."""
    return EventsStage(str(nlp.lang))
