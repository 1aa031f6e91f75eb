"""Reads again, with the comma that many writers leave out, sentences in which a time opens a clause.

"On 24 January 1953 Roger Ruck was shot, and the next day a crowd marched on the palace": parsers, trained on edited
news, take what follows such a time for a part of it, and the verb loses its subject or its date. Behind a comma they
do not. The comma is read and left out again: the tokens of the Doc stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.tokens import Doc, Span, Token

from dateline.engines.syntax import Forms
from dateline.layers import Sentence, Timex

COMMA = ","
Reader = Callable[[Iterable[Doc]], Iterable[Doc]]  # tags and parses Docs of bare words


def read_again(doc: Doc, timexes: Sequence[Timex], read: Reader) -> bool:
    """Tag and parse anew the sentences of `doc` that need a comma; their tags, heads and labels change in place.

    Tells whether there were any.
    """
    forms = Forms.load(doc.lang_)
    places: dict[int, list[int]] = {}
    for timex in timexes:
        last = _opens_clause(doc, timex, forms)
        if last is not None:
            places.setdefault(timex.sentence, []).append(last)
    sentences = cast("list[Sentence]", doc._.sentences)
    bare = [_with_commas(doc, sentences[i], after) for i, after in places.items()]
    if not places:
        return False
    parse: Any = doc.to_array([HEAD, DEP])
    for (i, after), again in zip(places.items(), read(bare), strict=True):
        _copy(doc, sentences[i], after, again, parse)
    # One array: heads set one by one make circles on the way, which spaCy runs along for the length of the Doc.
    doc.from_array([HEAD, DEP], parse)
    return True


def _opens_clause(doc: Doc, timex: Timex, forms: Forms) -> int | None:
    """The last token of a time that opens a clause and that no comma parts from the noun behind it, else None."""
    span = doc.char_span(timex.start, timex.end)
    if span is None or span.end >= len(doc) or doc[span.end].is_sent_start:
        return None
    behind = doc[span.end]
    if behind.tag_ not in forms.tags["opens_noun_phrase"] or behind.lower_ in forms.words["calendar"]:
        return None
    first = doc[span.start]
    while not first.is_sent_start and first.nbor(-1).tag_ in forms.tags["leads_time"]:
        first = first.nbor(-1)
    opens = first.is_sent_start or first.nbor(-1).tag_ in forms.tags["parts_clauses"]
    return span.end - 1 if opens and _swallowed(doc[first.i : span.end], behind) else None


def _swallowed(time: Span, behind: Token) -> bool:
    """Whether the parse makes what stands behind a time a part of it, or the time a part of that."""
    inside = range(time.start, time.end)
    if any(t.head.i >= time.end and t.head.pos_ not in ("VERB", "AUX") for t in time):
        return True
    return behind.head.i in inside or any(t.i in inside for t in behind.ancestors)


def _with_commas(doc: Doc, sentence: Sentence, after: list[int]) -> Doc:
    """The words of a sentence, a comma behind each token of `after`."""
    words, spaces = [], []
    for token in doc[sentence.first : sentence.last]:
        words.append(token.text)
        spaces.append(bool(token.whitespace_) and token.i not in after)
        if token.i in after:
            words.append(COMMA)
            spaces.append(bool(token.whitespace_))
    starts = [i == 0 for i in range(len(words))]
    return Doc(doc.vocab, words=words, spaces=spaces, sent_starts=cast("list[bool | int | None]", starts))


def _copy(doc: Doc, sentence: Sentence, after: list[int], again: Doc, parse: Any) -> None:
    """Give the tokens of a sentence, and their rows of `parse`, what was read of them behind the commas."""
    added = {last - sentence.first + 1 + k for k, last in enumerate(sorted(after))}
    kept = [token for token in again if token.i not in added]
    place = {token.i: sentence.first + k for k, token in enumerate(kept)}
    for token in kept:
        mine: Token = doc[place[token.i]]
        head = token.head
        while head.i in added and head.head.i != head.i:
            head = head.head
        mine.tag_, mine.pos_, mine.lemma_ = token.tag_, token.pos_, token.lemma_
        mine.morph = token.morph
        way = place.get(head.i, mine.i) - mine.i
        parse[mine.i] = np.int64(way).astype("uint64"), token.dep
