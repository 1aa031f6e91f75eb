"""Stands for a stage that a language does not have: its layer is there, and empty."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from dateline.stages.base import Stage

# Name of the stage in the pipeline → its layer.
LAYERS = {
    "dateline_actors": "actors",
    "dateline_places": "places",
    "dateline_events": "events",
    "dateline_casualties": "casualties",
    "dateline_assertion": "assertions",
    "dateline_records": "records",
}


class EmptyStage(Stage[list[Any]]):
    """Adds an empty layer."""

    def __init__(self, layer: str) -> None:
        self._layer = layer

    def predict(self, doc: Doc) -> list[Any]:
        """Nothing."""
        return []

    def set_annotations(self, doc: Doc, layer: list[Any]) -> None:
        """Store the empty layer."""
        setattr(doc._, self._layer, layer)


@Language.factory("dateline_empty")
def make_empty(nlp: Language, name: str) -> EmptyStage:
    """Factory for spaCy; the component's name says which layer is empty."""
    return EmptyStage(LAYERS[name])
