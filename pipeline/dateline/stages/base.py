"""What every stage is: `predict` reads a Doc and returns one layer, `set_annotations` puts it there."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from spacy.tokens import Doc

LayerT = TypeVar("LayerT")


class Stage(Generic[LayerT]):
    """A spaCy component that adds the layer `doc._.<layer>`.

    A subclass sets `layer`, implements `predict`, and registers a factory whose `requires` and
    `assigns` name the layers it reads and writes; `dateline.build` checks them.
    """

    layer: ClassVar[str]

    def predict(self, doc: Doc) -> LayerT:
        """The layer for this Doc; must not change the Doc."""
        raise NotImplementedError

    def set_annotations(self, doc: Doc, layer: LayerT) -> None:
        """Store the layer on the Doc."""
        setattr(doc._, self.layer, layer)

    def __call__(self, doc: Doc) -> Doc:
        """Predict, store, and return the same Doc."""
        self.set_annotations(doc, self.predict(doc))
        return doc

    # A stage is rebuilt from models/ by its factory, so there is no state to save with a pipeline.
    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing to save (spaCy protocol)."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> Stage[LayerT]:
        """Nothing to load (spaCy protocol)."""
        return self
