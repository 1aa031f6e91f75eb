"""Reads figures of loss in a language without a parser and gives them to events."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.flat.losses.reader import Losses
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.view import View
from dateline.layers import Casualty
from dateline.stages.base import Stage


class FlatCasualtiesStage(Stage[list[Casualty]]):
    """Adds the layer `casualties`, in text order."""

    layer = "casualties"

    def __init__(self, lang: str) -> None:
        self.losses = Losses.load(lang)

    def predict(self, doc: Doc) -> list[Casualty]:
        """The figures of this Doc."""
        return self.losses.read(Scene(doc, View(doc)), doc._.sentences or [], doc._.events or [])


@Language.factory(
    "dateline_flat_casualties",
    requires=["doc._.sentences", "doc._.timexes", "doc._.actors", "doc._.events"],
    assigns=["doc._.casualties"],
)
def make_flat_casualties(nlp: Language, name: str) -> FlatCasualtiesStage:
    """Factory for spaCy."""
    return FlatCasualtiesStage(str(nlp.lang))
