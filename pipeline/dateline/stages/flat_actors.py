"""Finds the mentions of actors in a language without a parser, and says who they are."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.flat.actors import ActorFinder
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.view import View
from dateline.layers import ActorMention
from dateline.stages.base import Stage


class FlatActorsStage(Stage[list[ActorMention]]):
    """Adds the layer `actors`: mentions sorted by start."""

    layer = "actors"

    def __init__(self, lang: str) -> None:
        self.entities = Entities.load(lang)

    def predict(self, doc: Doc) -> list[ActorMention]:
        """The layer of this Doc."""
        times = {i for timex in doc._.timexes or () for i in range(timex.start, timex.end)}
        return ActorFinder(View(doc), self.entities, doc._.sentences or [], times).find()


@Language.factory(
    "dateline_flat_actors", requires=["doc._.sentences", "doc._.timexes"], assigns=["doc._.actors"]
)
def make_flat_actors(nlp: Language, name: str) -> FlatActorsStage:
    """Factory for spaCy."""
    return FlatActorsStage(str(nlp.lang))
