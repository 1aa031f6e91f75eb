"""Finds what happened: triggers, roles, time and place."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.layers import Event
from dateline.stages.base import Stage


class EventsStage(Stage[list[Event]]):
    """Adds the layer `events`."""

    layer = "events"

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def predict(self, doc: Doc) -> list[Event]:
        """The layer of this Doc."""
        return []


@Language.factory("dateline_events", requires=['doc._.sentences', 'doc._.timexes', 'doc._.chronology', 'doc._.actors', 'doc._.places'], assigns=["doc._.events"])
def make_events(nlp: Language, name: str) -> EventsStage:
    """Factory for spaCy."""
    return EventsStage(nlp.lang)
