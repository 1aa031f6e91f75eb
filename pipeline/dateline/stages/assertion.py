"""Says who vouches for each event."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from dateline.engines.mentions import Mentions
from dateline.engines.sources.quotations import Quotation
from dateline.engines.sources.scope import Scope
from dateline.engines.syntax import covering
from dateline.layers import Assertion, Event
from dateline.stages.base import Stage

_NARRATIVE = 10  # main verbs from which on a text has a tense that it is told in
_MOSTLY = 0.6  # share of them that must be in the present tense, more than


class AssertionStage(Stage[list[Assertion]]):
    """Adds the layer `assertions`: one for each event, in the events' order."""

    layer = "assertions"

    def __init__(self, lang: str) -> None:
        self.scope = Scope.load(lang)

    def predict(self, doc: Doc) -> list[Assertion]:
        """The assertion of each event of this Doc."""
        mentions = Mentions(doc, self.scope.syntax)
        quotes = self.scope.quotations.find(doc, mentions)
        found = [self._assertion(doc, event, mentions, quotes) for event in doc._.events]
        return [self._foretold(doc, said) for said in found] if self._is_told_in_present(doc) else found

    def _foretold(self, doc: Doc, said: Assertion) -> Assertion:
        """What a narrative in the present tense tells ahead has come to pass: "a third will die in May"."""
        if said.status != "planned" or said.source is not None or said.cue is None:
            return said
        ahead = covering(doc, *said.cue).text.lower() in self.scope.words.sets["prospective"]
        return Assertion("asserted") if ahead else said

    def _is_told_in_present(self, doc: Doc) -> bool:
        """Whether most main verbs of a long enough text are in the present tense."""
        roots = [
            t for s in doc._.sentences if not s.heading for t in doc[s.first : s.last] if t.head.i == t.i
        ]
        tenses = [tense for t in roots for tense in t.morph.get("Tense", [])]
        return len(tenses) >= _NARRATIVE and tenses.count("Pres") > _MOSTLY * len(tenses)

    def _assertion(self, doc: Doc, event: Event, mentions: Mentions, quotes: list[Quotation]) -> Assertion:
        trigger = doc[event.head]
        span = covering(doc, event.start, event.end)
        found = self.scope.read(trigger, range(span.start, span.end), event.type, mentions)
        if found.status == "planned" and self._came_to_nothing(doc, event, found):
            return replace(found, status="negated")
        if found.status == "asserted" or found.source is None:
            for quote in quotes:
                if quote.first < event.head < quote.last:
                    if found.status == "asserted":
                        return quote.said
                    return Assertion(found.status, quote.said.source, found.cue)
        return found

    def _came_to_nothing(self, doc: Doc, event: Event, found: Assertion) -> bool:
        """Whether an event was attempted, and what follows, up to the end of the next sentence, tells that in vain."""
        words, forms = self.scope.words.sets, self.scope.forms
        if found.cue is None or forms.lemma(covering(doc, *found.cue)[0]) not in words["attempts"]:
            return False
        here = doc._.sentences[event.sentence]
        after = doc._.sentences[event.sentence + 1 : event.sentence + 2]
        end = after[0].last if after and after[0].block == here.block else here.last
        below = {token.i for token in doc[event.head].subtree}
        behind = [token for token in doc[event.head + 1 : end] if token.i not in below]
        pairs = {f"{a.lower_} {b.lower_}" for a, b in pairwise(behind)}
        said = {forms.lemma(token) for token in behind} | {token.lower_ for token in behind} | pairs
        return bool(said & words["failing"])


@Language.factory(
    "dateline_assertion",
    requires=["doc._.sentences", "doc._.actors", "doc._.events"],
    assigns=["doc._.assertions"],
)
def make_assertion(nlp: Language, name: str) -> AssertionStage:
    """Factory for spaCy."""
    return AssertionStage(str(nlp.lang))
