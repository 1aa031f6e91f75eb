"""Finds the explicit dates of a language that has no rules of its own."""

from __future__ import annotations

from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.time.explicit import ExplicitDates
from dateline.layers import Sentence, Timex, article_of
from dateline.stages.base import Stage


class ExplicitDatesStage(Stage[list[Timex]]):
    """Adds the layer `timexes`: dates with a month, and what they say; other expressions of time are not read."""

    layer = "timexes"

    def __init__(self, lang: str) -> None:
        self.dates = ExplicitDates(lang)

    def predict(self, doc: Doc) -> list[Timex]:
        """The explicit dates of this Doc."""
        text = article_of(doc).text
        rule = f"{self.dates.lang}.explicit"
        return [
            Timex(start, end, sentence.index, "DATE", rule, date)
            for sentence in cast("list[Sentence]", doc._.sentences)
            for start, end, date in self.dates.read(text, sentence.start, sentence.end)
        ]


@Language.factory(
    "dateline_explicit_dates",
    requires=["doc._.sentences"],
    assigns=["doc._.timexes"],
    default_config={"dates_of": "en"},
)
def make_explicit_dates(nlp: Language, name: str, dates_of: str) -> ExplicitDatesStage:
    """Factory for spaCy; `dates_of` is the code of the language as dateparser writes it."""
    return ExplicitDatesStage(dates_of)
