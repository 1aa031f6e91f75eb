"""Reads figures of loss and gives them to events."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.layers import Casualty
from dateline.stages.base import Stage


class CasualtiesStage(Stage[list[Casualty]]):
    """Adds the layer `casualties`."""

    layer = "casualties"

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def predict(self, doc: Doc) -> list[Casualty]:
        """The layer of this Doc."""
        return []


@Language.factory("dateline_casualties", requires=['doc._.sentences', 'doc._.actors', 'doc._.events'], assigns=["doc._.casualties"])
def make_casualties(nlp: Language, name: str) -> CasualtiesStage:
    """Factory for spaCy."""
    return CasualtiesStage(nlp.lang)
