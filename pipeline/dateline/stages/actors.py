"""Finds the mentions of actors and says who they are."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.layers import ActorMention
from dateline.stages.base import Stage


class ActorsStage(Stage[list[ActorMention]]):
    """Adds the layer `actors`."""

    layer = "actors"

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def predict(self, doc: Doc) -> list[ActorMention]:
        """The layer of this Doc."""
        return []


@Language.factory("dateline_actors", requires=['doc._.sentences'], assigns=["doc._.actors"])
def make_actors(nlp: Language, name: str) -> ActorsStage:
    """Factory for spaCy."""
    return ActorsStage(nlp.lang)
