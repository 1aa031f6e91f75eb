"""Finds the names of places in a language without a parser, and puts them on the map."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.places.finder import PlaceFinder
from dateline.engines.flat.view import View
from dateline.engines.places.own_places import gazetteer_of
from dateline.layers import PlaceMention
from dateline.stages.base import Stage


class FlatPlacesStage(Stage[list[PlaceMention]]):
    """Adds the layer `places`."""

    layer = "places"

    def __init__(self, lang: str, files: Sequence[str] = ()) -> None:
        self.entities = Entities.load(lang)
        self.gazetteer = gazetteer_of(tuple(files))

    def predict(self, doc: Doc) -> list[PlaceMention]:
        """All mentions of places, in text order."""
        spans = [(t.start, t.end) for t in doc._.timexes or ()]
        spans += [(m.start, m.end) for m in doc._.actors or ()]
        taken = {i for start, end in spans for i in range(start, end)}
        return PlaceFinder(View(doc), self.entities, self.gazetteer).find(doc._.sentences or [], taken)


@Language.factory(
    "dateline_flat_places",
    default_config={"files": []},
    requires=["doc._.sentences", "doc._.actors"],
    assigns=["doc._.places"],
)
def make_flat_places(nlp: Language, name: str, files: list[str]) -> FlatPlacesStage:
    """Factory for spaCy; `files`: a gazetteer of the user's own, and tables of places (NAME.tsv)."""
    return FlatPlacesStage(str(nlp.lang), files)
