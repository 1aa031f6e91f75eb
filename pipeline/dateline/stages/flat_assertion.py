"""Says who vouches for each event in a language without a parser."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.flat.scene import Scene
from dateline.engines.flat.sources import Sources
from dateline.engines.flat.view import View
from dateline.layers import Assertion
from dateline.stages.base import Stage


class FlatAssertionStage(Stage[list[Assertion]]):
    """Adds the layer `assertions`: one for each event, in the events' order."""

    layer = "assertions"

    def __init__(self, lang: str) -> None:
        self.sources = Sources.load(lang)

    def predict(self, doc: Doc) -> list[Assertion]:
        """The assertion of each event of this Doc."""
        return self.sources.read(Scene(doc, View(doc)), doc._.sentences or [], doc._.events or [])


@Language.factory(
    "dateline_flat_assertion",
    requires=["doc._.sentences", "doc._.actors", "doc._.events"],
    assigns=["doc._.assertions"],
)
def make_flat_assertion(nlp: Language, name: str) -> FlatAssertionStage:
    """Factory for spaCy."""
    return FlatAssertionStage(str(nlp.lang))
