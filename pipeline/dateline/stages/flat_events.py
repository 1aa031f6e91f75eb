"""Finds what happened in a language without a parser: triggers, roles, time and place."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat import numerals
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.events import lexicon
from dateline.engines.flat.events.claims import claim_deed
from dateline.engines.flat.events.domains import Domains
from dateline.engines.flat.events.echoes import meet_again
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.happenings import Matcher
from dateline.engines.flat.events.inheritance import Inheritance
from dateline.engines.flat.events.lands import Lands
from dateline.engines.flat.events.place_binding import PlaceBinder
from dateline.engines.flat.events.roles import RoleReader
from dateline.engines.flat.events.rows import Rows
from dateline.engines.flat.events.sides import Sides
from dateline.engines.flat.events.time_binding import TimeBinder
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.view import View
from dateline.layers import Chronology, Event
from dateline.stages.base import Stage


class FlatEventsStage(Stage[list[Event]]):
    """Adds the layer `events`."""

    layer = "events"

    def __init__(self, lang: str) -> None:
        self.lexicon = lexicon.load(lang)
        self.behaviour = Behaviour.load()
        self.numerals = numerals.load(lang)
        self.entities = Entities.load(lang)

    def predict(self, doc: Doc) -> list[Event]:
        """The layer of this Doc."""
        scene = Scene(doc, View(doc))
        matcher = Matcher(scene, self.lexicon, self.behaviour, self.numerals)
        roles = RoleReader(scene, self.behaviour, self.entities, self.numerals)
        chronology: Chronology = doc._.chronology or Chronology((), (), ())
        story = Inheritance(scene, chronology, self.behaviour)
        times = TimeBinder(scene, self.behaviour, chronology, story)
        places = PlaceBinder(scene, self.behaviour, self.entities.place_words, story)
        rows = Rows(scene, chronology, times, self.numerals)
        lands = Lands(scene, self.behaviour, self.entities)
        domains = Domains(scene)
        title = scene.places[places.home[0]].place if places.home else None
        events: list[Event] = []
        told: list[Frame] = []
        block = -1
        for sentence in doc._.sentences or []:
            if sentence.heading:
                continue
            if sentence.block != block:
                told, block = [], sentence.block
            places.enter(sentence)
            frames = domains.of_conflict(matcher.match(sentence), sentence)
            arguments = roles.read(sentence, frames)
            frames = [f for f in frames if not f.sense.reporting or arguments[f.start]]
            kept = matcher.merge(frames, told)
            for frame in kept:
                arguments[frame.start] += matcher.struck(frame, arguments)
                time = times.time(frame, kept)
                found, inherited = places.places(frame, kept, time)
                struck = lands.struck(frame, arguments[frame.start]) if inherited or not found else None
                struck = struck or (lands.goal(frame) if inherited or not found else None)
                found = [] if struck is not None else found
                land = struck or (None if found else lands.of(frame, arguments[frame.start], title))
                events += [
                    Event(
                        frame.start,
                        frame.end,
                        scene.view.token(frame.start),
                        sentence.index,
                        frame.type,
                        frame.sense.id,
                        own,
                        when,
                        place,
                        inherited and place is not None,
                        land,
                    )
                    for place, when, own in rows.apart(frame, found, time, arguments[frame.start], kept)
                ]
            claim_deed(scene, sentence, events, self.behaviour)
            told = kept or told
        home = lands.story if lands.internal else None
        events = Sides(scene, self.behaviour, self.lexicon.senses, home).complete(events)
        return meet_again(events, self.behaviour)


@Language.factory(
    "dateline_flat_events",
    requires=["doc._.sentences", "doc._.timexes", "doc._.chronology", "doc._.actors", "doc._.places"],
    assigns=["doc._.events"],
)
def make_flat_events(nlp: Language, name: str) -> FlatEventsStage:
    """Factory for spaCy."""
    return FlatEventsStage(str(nlp.lang))
