"""Splits the article into sentences before it is parsed."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.layers import Sentence, article_of
from dateline.stages.base import Stage


class SentencesStage(Stage[list[Sentence]]):
    """Adds the layer `sentences` and sets `token.is_sent_start`, to which the parser keeps."""

    layer = "sentences"

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def predict(self, doc: Doc) -> list[Sentence]:
        """The layer of this Doc."""
        out = []
        for b, block in enumerate(article_of(doc).blocks):
            span = doc.char_span(block.start, block.end, alignment_mode="expand")
            first = span.start
            for t in span:
                last_one = t.i == span.end - 1
                if (t.text in ".!?" and not last_one and doc[t.i + 1].is_title) or last_one:
                    out.append(Sentence(len(out), doc[first].idx, t.idx + len(t), first, t.i + 1, b, block.kind == "heading"))
                    first = t.i + 1
        return out

    def set_annotations(self, doc: Doc, layer: list[Sentence]) -> None:
        """Store the layer and mark the sentence starts."""
        super().set_annotations(doc, layer)
        starts = {s.first for s in layer}
        for token in doc:
            token.is_sent_start = token.i in starts or token.i == 0


@Language.factory("dateline_sentences", assigns=["doc._.sentences", "token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentencesStage:
    """Factory for spaCy."""
    return SentencesStage(nlp.lang)
