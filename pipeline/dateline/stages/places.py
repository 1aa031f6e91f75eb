"""Finds the names of places and puts them on the map."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.layers import PlaceMention
from dateline.stages.base import Stage


class PlacesStage(Stage[list[PlaceMention]]):
    """Adds the layer `places`."""

    layer = "places"

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def predict(self, doc: Doc) -> list[PlaceMention]:
        """The layer of this Doc."""
        return []


@Language.factory("dateline_places", requires=['doc._.sentences', 'doc._.actors'], assigns=["doc._.places"])
def make_places(nlp: Language, name: str) -> PlacesStage:
    """Factory for spaCy."""
    return PlacesStage(nlp.lang)
