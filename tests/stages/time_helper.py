"""Runs only what the stages of time need: sentences, tagger, parser, time expressions, chronology."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from dateline.article import Article, Block
from dateline.build import base
from dateline.engines.time import notation
from dateline.engines.time.calendar import CalendarDate, Duration, Meaning, Recurrence, Reference, Shift
from dateline.layers import TimeValue


@lru_cache(maxsize=2)
def pipeline(lang: str) -> Language:
    nlp = base(lang)
    nlp.add_pipe("dateline_sentences", first=True)
    nlp.add_pipe("dateline_timexes")
    nlp.add_pipe("dateline_chronology")
    return nlp


def read(text: str, *, reference_date: str | None = None, lang: str = "en") -> Doc:
    """The Doc of a text; a line that begins with # is a heading, as many levels down as it has #."""
    nlp = pipeline(lang)
    doc = nlp.make_doc(text)
    article = Article.from_text(text, lang=lang)
    article.reference_date = reference_date
    article.blocks = [
        Block("heading", b.start + text[b.start :].index(" ") + 1, b.end, text[b.start :].index(" "))
        if text[b.start] == "#"
        else b
        for b in article.blocks
    ]
    doc._.article = article
    return nlp(doc)


def values(doc: Doc) -> list[tuple[str, TimeValue]]:
    """Every time expression with its meaning in the narrative."""
    return [
        (doc.text[t.start : t.end], v) for t, v in zip(doc._.timexes, doc._.chronology.values, strict=True)
    ]


def describe(meaning: Meaning) -> str:
    """What a rule read, in the short form that the examples of the rules use."""
    if isinstance(meaning, CalendarDate):
        return notation.timex_value(meaning)
    if isinstance(meaning, Reference):
        return meaning.value
    if isinstance(meaning, Duration):
        return notation.length_value(meaning)
    if isinstance(meaning, Recurrence):
        return notation.recurrence_value(meaning)
    assert isinstance(meaning, Shift)
    if meaning.unit is None:
        return "same"
    if meaning.amount is None:
        return "FUTURE_REF" if meaning.sign > 0 else "PAST_REF"
    clock = notation.clock(meaning.part, meaning.hour, meaning.minute)
    return f"{meaning.unit}{'+' if meaning.sign > 0 else '-'}{meaning.amount:g}{clock}"
