"""Finds time expressions and reads what their words say."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.time.passage import Passage
from dateline.engines.time.timex_rules import Grammar
from dateline.layers import Sentence, Timex
from dateline.stages.base import Stage

ORGANISATION = "nt"  # tag of the names of groups where words are not spaced
SHORT = 3  # characters of such a name up to which it holds no date


@lru_cache(maxsize=8)
def grammar_of(lang: str) -> Grammar:
    """The time grammar of a language, compiled once a process."""
    return Grammar(lang)


class TimexesStage(Stage[list[Timex]]):
    """Adds the layer `timexes`: every time expression, in text order."""

    layer = "timexes"

    def __init__(self, lang: str) -> None:
        self.grammar = grammar_of(lang)

    def predict(self, doc: Doc) -> list[Timex]:
        """The time expressions of this Doc."""
        whole = Passage.whole(doc)
        names = frozenset() if self.grammar.spaced else _names(doc)
        return [
            Timex(r.start, r.end, sentence.index, r.type, r.rule, r.meaning)
            for sentence in cast("list[Sentence]", doc._.sentences)
            for r in self.grammar.read(whole.part(sentence.start, sentence.end))
            if r.start not in names or r.end - 1 not in names
        ]


def _names(doc: Doc) -> frozenset[int]:
    """The offsets within the names of groups that may hold a date ("黑色九月")."""
    names = (t for t in doc if t.tag_ == ORGANISATION and len(t) > SHORT)
    return frozenset(i for t in names for i in range(t.idx, t.idx + len(t)))


@Language.factory("dateline_timexes", requires=["doc._.sentences"], assigns=["doc._.timexes"])
def make_timexes(nlp: Language, name: str) -> TimexesStage:
    """Factory for spaCy."""
    return TimexesStage(str(nlp.lang))
