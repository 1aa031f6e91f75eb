"""Finds time expressions and reads what their words say."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.layers import Timex
from dateline.stages.base import Stage


class TimexesStage(Stage[list[Timex]]):
    """Adds the layer `timexes`."""

    layer = "timexes"

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def predict(self, doc: Doc) -> list[Timex]:
        """The layer of this Doc."""
        return []


@Language.factory("dateline_timexes", requires=['doc._.sentences'], assigns=["doc._.timexes"])
def make_timexes(nlp: Language, name: str) -> TimexesStage:
    """Factory for spaCy."""
    return TimexesStage(nlp.lang)
