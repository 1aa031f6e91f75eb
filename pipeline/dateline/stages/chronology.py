"""Gives every time expression its meaning in the narrative."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.layers import Chronology
from dateline.stages.base import Stage


class ChronologyStage(Stage[Chronology]):
    """Adds the layer `chronology`."""

    layer = "chronology"

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def predict(self, doc: Doc) -> Chronology:
        """The layer of this Doc."""
        return Chronology((), (), ())


@Language.factory("dateline_chronology", requires=['doc._.sentences', 'doc._.timexes'], assigns=["doc._.chronology"])
def make_chronology(nlp: Language, name: str) -> ChronologyStage:
    """Factory for spaCy."""
    return ChronologyStage(nlp.lang)
