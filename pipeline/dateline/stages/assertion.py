"""Says who vouches for each event."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.layers import Assertion
from dateline.stages.base import Stage


class AssertionStage(Stage[list[Assertion]]):
    """Adds the layer `assertions`."""

    layer = "assertions"

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def predict(self, doc: Doc) -> list[Assertion]:
        """The layer of this Doc."""
        return []


@Language.factory("dateline_assertion", requires=['doc._.sentences', 'doc._.actors', 'doc._.events'], assigns=["doc._.assertions"])
def make_assertion(nlp: Language, name: str) -> AssertionStage:
    """Factory for spaCy."""
    return AssertionStage(nlp.lang)
