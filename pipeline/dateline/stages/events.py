"""Finds what happened: triggers, roles, time and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline import data
from dateline.engines import lexicon
from dateline.engines.binding import Binder
from dateline.engines.frames import Frame, Matcher, Mentions
from dateline.engines.happenings import Happening, Merger
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import Argument, Event, Role, Sentence, article_of
from dateline.stages.base import Stage


@dataclass(slots=True)
class _Scene:
    """Where the narrative stands: the place of the last event of the current paragraph."""

    block: int = -1
    place: int | None = None

    def enter(self, block: int) -> None:
        """A new paragraph opens a new scene."""
        if block != self.block:
            self.block, self.place = block, None


class EventsStage(Stage[list[Event]]):
    """Adds the layer `events`."""

    layer = "events"

    def __init__(self, lang: str) -> None:
        self.lang = lang
        syntax, forms = Syntax.load(lang), Forms.load(lang)
        self.syntax, self.forms = syntax, forms
        self.matcher = Matcher(lexicon.load(lang), syntax, forms)
        behaviour = data.load_toml("events.toml")
        self.merger = Merger(syntax, forms, behaviour)
        self.level = frozenset(behaviour["level"])
        self.no_inherited_place = frozenset(behaviour["no_inherited_place"])

    def predict(self, doc: Doc) -> list[Event]:
        """The layer of this Doc."""
        article_of(doc)
        mentions = Mentions(doc)
        binder = Binder(doc, mentions, self.syntax, self.forms)
        scene = _Scene()
        events: list[Event] = []
        for sentence in doc._.sentences or []:
            if sentence.heading:
                continue
            scene.enter(sentence.block)
            frames = self.matcher.match(doc, mentions, sentence.first, sentence.last)
            binder.enter(sentence, frames)
            for happening in self.merger.merge(frames):
                events += self._events(happening, sentence, mentions, binder, scene)
        return sorted(events, key=lambda event: (event.start, event.end))

    def _events(
        self, happening: Happening, sentence: Sentence, mentions: Mentions, binder: Binder, scene: _Scene
    ) -> list[Event]:
        """The events of one happening: one, or one per place."""
        frame = happening.frame
        places: list[int | None] = list(binder.places(frame, sentence))
        for other in happening.absorbed:
            if not places:
                places = list(binder.places(other, sentence))
        inherited = False
        if not places:
            known = None if frame.sense.type in self.no_inherited_place else scene.place
            places, inherited = [known], known is not None
        elif frame.sense.type not in self.no_inherited_place:
            scene.place = places[0]
        time = binder.time(frame, sentence)
        if time.timex is None:
            time = next((t for o in happening.absorbed if (t := binder.time(o, sentence)).timex is not None), time)
        first, end = frame.span()
        doc = frame.head.doc
        start, stop = doc[first].idx, doc[end - 1].idx + len(doc[end - 1])
        arguments = self._arguments(happening, mentions)
        return [
            Event(
                start, stop, frame.head.i, sentence.index, frame.sense.type, frame.sense.id, arguments, time, place, inherited
            )
            for place in places
        ]

    def _arguments(self, happening: Happening, mentions: Mentions) -> tuple[Argument, ...]:
        """Participants of the trigger, then those that only an absorbed trigger names."""
        out: dict[int, Argument] = {}
        for frame in (happening.frame, *happening.absorbed):
            for slot, role in frame.sense.slots.items():
                for token in frame.slots.get(slot, ()):
                    mention = _mention(token, mentions)
                    if mention is None or mention.start in out:
                        continue
                    part = cast(Role, "target" if role == "victim" else role)
                    if happening.frame.sense.type in self.level and part in ("initiator", "target"):
                        part = "party" if frame is not happening.frame else part
                    out[mention.start] = Argument(part, mention, f"{frame.sense.id}:{slot}")
        return tuple(out.values())


def _mention(token: Token, mentions: Mentions):  # type: ignore[no-untyped-def]
    """The actor mention that a slot's filler amounts to, or None."""
    return mentions.actor.get(token.i)


@Language.factory(
    "dateline_events",
    requires=["doc._.sentences", "doc._.timexes", "doc._.chronology", "doc._.actors", "doc._.places"],
    assigns=["doc._.events"],
)
def make_events(nlp: Language, name: str) -> EventsStage:
    """Factory for spaCy."""
    return EventsStage(nlp.lang)
