"""The quotations of a text, with who is quoted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from spacy.tokens import Doc

from dateline.engines.labelled import label_of
from dateline.engines.mentions import Mentions
from dateline.engines.sources.cues import Cues, Found
from dateline.engines.sources.speakers import Speakers, span_of
from dateline.layers import Assertion, Sentence

_MIN_QUOTE = 4  # tokens; a shorter one quotes a word, not a statement
_CLOSING = 2  # tokens that may stand behind a quotation that fills its block: the closing mark, a stop


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands in quotation marks, `doc[first:last]`, and what it makes of an event inside."""

    first: int
    last: int
    said: Assertion


@dataclass(slots=True)
class Quotations:
    """Finds them with the cues of one language."""

    cues: Cues
    speakers: Speakers

    def find(self, doc: Doc, mentions: Mentions) -> list[Quotation]:
        """The quotations of a document whose speaker the text names.

        One without a verb of saying in its sentences goes to the speaker of the quotation before it; one that opens a
        block, to whoever the sentence before introduces, or to the speaker of a quotation left open there.
        """
        out: list[Quotation] = []
        before: Sentence | None = None
        running: Assertion | None = None
        for _, block in groupby(doc._.sentences, key=lambda sentence: sentence.block):
            sentences: list[Sentence] = list(block)
            first, last = sentences[0].first, sentences[-1].last
            found: list[Quotation] = []
            marks = self._marks(doc, first, last)
            inside = {i for a, b in marks for i in range(a, b + 1)}
            for start, end in marks:
                if end - start <= _MIN_QUOTE:
                    continue
                verb = self._verb_of_saying(doc, start, end, inside)
                said = None if verb is None else self._said(verb, mentions)
                if said is None and found and doc[start].sent.start <= start <= doc[start].sent.start + 1:
                    said = found[-1].said
                if said is None and start == first:
                    fills = end + _CLOSING >= last
                    said = running or self._introduced(doc, before, fills, mentions)
                if said is not None:
                    found.append(Quotation(start, end, said))
            running = found[-1].said if found and found[-1].last == last else None
            out += found or [q for s in sentences if (q := self._labelled(doc, s)) is not None]
            before = sentences[-1]
        return out

    def _labelled(self, doc: Doc, sentence: Sentence) -> Quotation | None:
        """What follows the mere name of a speaker and a colon: he claims it."""
        label = label_of(doc, sentence)
        if label is None:
            return None
        said = Assertion("claimed", label.speaker.actor, span_of(doc[label.colon]))
        return Quotation(label.colon, sentence.last, said)

    def _marks(self, doc: Doc, first: int, last: int) -> list[tuple[int, int]]:
        """Where the quotations of a block begin and end; one that is opened and never closed runs on to its end."""
        marks = [token.i for token in doc[first:last] if token.text in self.cues.sets["quotes"]]
        if marks == [first]:
            marks.append(last)
        return list(zip(marks[::2], marks[1::2], strict=False))

    def _said(self, verb: Found, mentions: Mentions) -> Assertion:
        actor, status = self.speakers.speaker(verb, mentions)
        return Assertion(status, actor, span_of(verb.token))

    def _introduced(
        self, doc: Doc, before: Sentence | None, fills: bool, mentions: Mentions
    ) -> Assertion | None:
        """What is made of a quotation that the last sentence of the block before introduces.

        It does with a colon or with no stop at its end; else where it names a speaker and nothing but the
        quotation follows.
        """
        if before is None or before.heading:
            return None
        end = next(t for t in reversed(doc[before.first : before.last]) if not t.is_space)
        open_end = end.text == ":" or not end.is_punct
        if not (open_end or fills):
            return None
        verb = self._quoting(doc, range(before.last - 1, before.first - 1, -1))
        said = None if verb is None else self._said(verb, mentions)
        return said if said is not None and (open_end or said.source is not None) else None

    def _verb_of_saying(self, doc: Doc, start: int, end: int, inside: set[int]) -> Found | None:
        """The nearest cue outside the quotation, in the sentences where it begins or ends."""
        low, high = doc[start].sent.start, doc[min(end, len(doc) - 1)].sent.end
        reach = max(start - low, high - end)
        near = (i for away in range(1, reach + 1) for i in (start - away, end + away) if low <= i < high)
        return self._quoting(doc, (i for i in near if i not in inside))

    def _quoting(self, doc: Doc, places: Iterable[int]) -> Found | None:
        """The first cue that quotes at these places."""
        for i in places:
            token = doc[i]
            if token.pos_ == "VERB" and (found := next(self.cues.quoting(1, token), None)):
                return found
            for cue in self.cues.modifying.get(token.lower_, ()):
                if "whole" in cue.governs and token.pos_ in cue.pos:
                    return Found(1, cue, token, cue.status)
        return None
