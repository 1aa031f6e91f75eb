"""Binds the layers into event records."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from dateline.stages.base import Stage


class RecordsStage(Stage[list[Any]]):
    """Adds the layer `records`."""

    layer = "records"

    def predict(self, doc: Doc) -> list[Any]:
        """The layer of this Doc."""
        return []


@Language.factory("dateline_records", requires=["doc._.events"], assigns=["doc._.records"])
def make_records(nlp: Language, name: str) -> RecordsStage:
    """Factory for spaCy."""
    return RecordsStage()
