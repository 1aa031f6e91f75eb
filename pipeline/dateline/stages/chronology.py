"""Gives every time expression its meaning in the narrative."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.narrator import Narrator
from dateline.engines.time.values import intervals
from dateline.layers import Chronology
from dateline.stages.base import Stage


class ChronologyStage(Stage[Chronology]):
    """Adds the layer `chronology`."""

    layer = "chronology"

    def __init__(self, lang: str) -> None:
        self.rules = NarrativeData.load(lang)

    def predict(self, doc: Doc) -> Chronology:
        """Values, ranges and story of this Doc."""
        narrator = Narrator(doc, self.rules)
        narrator.tell()
        ranges = intervals(narrator.links, narrator.values)
        written = tuple(i for i, is_dateline in enumerate(narrator.datelines) if is_dateline)
        return Chronology(tuple(r.value for r in narrator.values), ranges, tuple(narrator.points), written)


@Language.factory(
    "dateline_chronology", requires=["doc._.sentences", "doc._.timexes"], assigns=["doc._.chronology"]
)
def make_chronology(nlp: Language, name: str) -> ChronologyStage:
    """Factory for spaCy."""
    return ChronologyStage(str(nlp.lang))
