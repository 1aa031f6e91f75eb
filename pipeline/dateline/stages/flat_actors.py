"""Finds the mentions of actors in a language without a parser, and says who they are."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.flat.actors.finder import ActorFinder
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.view import View
from dateline.layers import ActorMention
from dateline.stages.base import Stage


class FlatActorsStage(Stage[list[ActorMention]]):
    """Adds the layer `actors`: mentions sorted by start."""

    layer = "actors"

    def __init__(self, lang: str, files: Sequence[str] = ()) -> None:
        self.entities = Entities.load(lang, tuple(files))

    def predict(self, doc: Doc) -> list[ActorMention]:
        """The layer of this Doc."""
        times = {i for timex in doc._.timexes or () for i in range(timex.start, timex.end)}
        return ActorFinder(View(doc), self.entities, doc._.sentences or [], times).find()


@Language.factory(
    "dateline_flat_actors",
    default_config={"files": []},
    requires=["doc._.sentences", "doc._.timexes"],
    assigns=["doc._.actors"],
)
def make_flat_actors(nlp: Language, name: str, files: list[str]) -> FlatActorsStage:
    """Factory for spaCy; `files`: tables of the user's own actors (NAME.tsv)."""
    return FlatActorsStage(str(nlp.lang), files)
