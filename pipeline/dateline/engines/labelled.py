"""What a speaker says of whom only the name stands before it: "The defence ministry: rebels had fired first"."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

from dateline.engines.datelines import COLON
from dateline.engines.syntax import Forms, Syntax, covering
from dateline.layers import ActorMention, Sentence, in_sentences

# Those who speak for a side or of what they have seen; a mass of people does not speak as one.
SPEAKERS = frozenset({
    "government", "military", "police", "rebel_group", "jihadist_group", "militia", "political_party", "person",
    "international_organisation", "peacekeepers", "ngo", "media",
})  # fmt: skip


class Label(NamedTuple):
    """Who speaks, and the token of the colon behind him."""

    speaker: ActorMention
    colon: int


def label_of(doc: Doc, sentence: Sentence) -> Label | None:
    """The speaker with whom a sentence opens that a colon parts from what he says, a whole clause."""
    if sentence.heading or all(t.text != COLON for t in doc[sentence.first : sentence.last]):
        return None
    finite, syntax = Forms.load(doc.lang_).tags["finite"], Syntax.load(doc.lang_)
    subjects = syntax.subject | syntax.passive_subject
    for mention in in_sentences(doc._.actors, sentence.index, sentence.index):
        span = covering(doc, mention.start, mention.end)
        first = doc[sentence.first : span.start].text.strip()
        if (
            first
            or mention.via == "pronoun"
            or mention.actor.kind not in SPEAKERS
            or span.end >= sentence.last
        ):
            continue
        told = doc[span.end + 1 : sentence.last]
        clause = any(t.tag_ in finite for t in told) and any(t.dep_ in subjects for t in told)
        if clause and doc[span.end].text == COLON:
            return Label(mention, span.end)
    return None
