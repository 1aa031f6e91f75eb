"""Reads rows of places whose members have each a date or a side of the land of their own, which parsers lose.

"Took Mosul on the 3rd, Kirkuk on the 17th", "fell back to Lublin *in the west*, Minsk *in the centre* and Vilnius *in
the east*", "Homs (1 May) and Hama (3 May)", "to Harar, then to Jijiga, and finally to Gode".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from dateline.engines.syntax import Forms, Syntax, covering
from dateline.layers import PlaceMention, Sentence

_BRACKETED = 8  # tokens of a date in brackets, at most
LANDS = ("country", "area")  # precisions of what a place may lie in
_LISTED = 3  # members of a row that is one by its marks alone
_CLAUSE = ("VERB", "AUX")
_BEFORE_NUMBER = ("ADP", "ADV", "ADJ", "DET")
_LIMITED = 2  # words before a number that say how far it goes ("at least"), at most


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a Doc; `dated` are the tokens of its dates, `joints` the marks and words between members."""

    doc: Doc
    dated: Collection[int]
    joints: Collection[str]
    syntax: Syntax
    forms: Forms

    def aside(self, at: int, last: int) -> int:
        """Where the words end that are said of one member alone, if they begin at a token; else that token."""
        return self._date(at, last) or self._side(at, last) or at

    def date(self, at: int, last: int) -> int | None:
        """The first token of the date that is said of one member alone at a token: "on 3 May", "(1 May)"."""
        return next((i for i in range(at, self._date(at, last) or at) if i in self.dated), None)

    def _date(self, at: int, last: int) -> int | None:
        if at >= last:
            return None
        if self.doc[at].text == "(":
            close = next(
                (i for i in range(at + 1, min(at + _BRACKETED, last)) if self.doc[i].text == ")"), at
            )
            return close + 1 if any(i in self.dated for i in range(at + 1, close)) else None
        limited = self.doc[at].lower_ in self.forms.prepositions["limit"]
        start = end = at + (self.doc[at].pos_ == "ADP" and not limited)
        while end < last and end in self.dated:
            end += 1
        return end if end > start else None

    def _side(self, at: int, last: int) -> int | None:
        """Past "in the west", if that stands there."""
        words, behind = self.doc[at : min(at + 3, last)], self.doc[at + 3 : at + 4]
        told = [t.pos_ for t in words][:2] == ["ADP", "DET"] and len(words) == 3
        ends = not behind or behind[0].is_punct or behind[0].pos_ == "CCONJ"
        return at + 3 if told and ends and words[-1].lower_ in self.forms.words["whereabouts"] else None

    def joined(self, before: Span, behind: Span, last: int) -> tuple[list[Token], bool]:
        """The marks and words that join two names as members of one row, none if they are not such.

        And whether there is more between them: a date, a side, "then", the preposition of the first once more.
        """
        left, at = [], before.end
        while at < behind.start:
            end = self.aside(at, behind.start)
            if end == at:
                left.append(self.doc[at])
                end += 1
            at = end
        led = self.doc[before.start - 1] if before.start else None
        if left and led is not None and led.pos_ == "ADP" and left[-1].pos_ == "ADP":
            counted = _uncounted(left[:-1])
            both = all(t.lower_ in self.forms.prepositions["locative"] for t in (led, left[-1]))
            if left[-1].lower_ == led.lower_ or (both and len(counted) < len(left) - 1):
                left = counted
        turns = self.forms.words["in_turn"] | self.forms.words["once_more"]
        kind = any(t.pos_ == "NOUN" for t in self.doc[behind.start : behind.end + 1])
        if not kind:  # "and other US towns" names none
            turns = turns | self.forms.words["stand_ins"]
        while left and left[-1].lower_ in turns:
            stands_in = left.pop().lower_ in self.forms.words["stand_ins"]
            if stands_in and len(left) > 1 and left[-1].pos_ == "DET":
                left.pop()  # "one in Homs, another in Hama and *a third* in Idlib"
        words = [t.lower_ for t in left]
        added = " ".join(words) in self.forms.words["adding"]
        parted = added or len(left) < behind.start - before.end
        joined = added or (0 < len(left) <= 2 and all(word in self.joints for word in words))
        whole = not parted or (self._closes(behind.end, last) and not self._acts(behind, last))
        return (left if joined and whole else []), parted

    def _closes(self, at: int, last: int) -> bool:
        """Whether a member that ends before a token is whole: a mark, "and" or what is said of it alone follows."""
        end = self.aside(at, last)
        if end >= last or self.doc[end].is_punct or self.doc[end].pos_ in ("CCONJ", "SCONJ"):
            return True
        return end > at and (self.doc[at].text == "(" or self.doc[end].pos_ not in ("VERB", "AUX"))

    def _acts(self, name: Span, last: int) -> bool:
        """Whether a name is the subject of a verb behind it ("and on the 5th X, by then empty, was taken")."""
        root = name.root
        if root.dep_ in self.syntax.subject | self.syntax.passive_subject and root.head.i >= name.end:
            return root.head.pos_ in ("VERB", "AUX")
        behind = self.doc[name.end : last]
        led = name.start - 1 in self.dated and behind[:1].text == ","
        return led and any(t.tag_ in self.forms.tags["finite"] for t in behind)

    def _end(self, index: int, places: Sequence[PlaceMention], last: int) -> int:
        """The token behind a member and the land that it is said to lie in ("Savannah, Georgia, in 1779")."""
        end = covering(self.doc, places[index].start, places[index].end).end
        for other in places[index + 1 : index + 2]:
            span = covering(self.doc, other.start, other.end)
            listed = any(t.pos_ == "CCONJ" for t in self.doc[span.end : min(span.end + 2, last)])
            around = other.place.precision in LANDS and not listed
            if around and span.start == end + 1 and self.doc[end].text == ",":
                end = span.end
                if end < last and self.doc[end].text == "," and self.aside(end + 1, last) > end + 1:
                    end += 1
        return end

    def members(self, first: int, places: Sequence[PlaceMention], sentence: Sentence) -> list[int]:
        """The place mentions (by index) of the row that one opens; that one alone where it opens none."""
        row, closed, links = [first], False, []
        for index in range(first + 1, len(places)):
            if places[index].sentence != sentence.index:
                break
            end = self._end(row[-1], places, sentence.last)
            one = self.doc[covering(self.doc, places[row[-1]].start, places[row[-1]].end).start : end]
            other = covering(self.doc, places[index].start, places[index].end)
            if other.end <= self.aside(end, sentence.last):
                continue  # "the west"
            joints, more = self.joined(one, other, sentence.last)
            if not joints:
                break
            row.append(index)
            links.append(more)
            closed |= len(joints) > 2 or any(t.pos_ == "CCONJ" or t.text == ";" for t in joints)
        whole = self._closes(self._end(row[-1], places, sentence.last), sentence.last)
        told = (closed or all(links)) and (any(links) or len(row) >= _LISTED)
        return row if whole and told else [first]

    def counted(self, places: Sequence[PlaceMention], sentence: Sentence) -> list[int]:
        """The places (by index) of a sentence that tell with a figure alone what was told of the first before them.

        "In A 17 men were killed, *in B five* and *in C nine*": that first one opens the row, led by the same word.
        """
        here = [i for i, place in enumerate(places) if place.sentence == sentence.index]
        spans = {i: covering(self.doc, places[i].start, places[i].end) for i in here}
        led = {i: self.doc[span.start - 1].lower_ for i, span in spans.items() if span.start > sentence.first}
        told = [i for i in here if self._is_counted(spans[i], sentence)]
        first = next((i for i in reversed(here) if told and i < told[0] and led.get(i) == led[told[0]]), None)
        if first is None or any(led[i] != led[told[0]] for i in told):
            return []
        between = self.doc[sentence.first : spans[told[0]].start - 1]
        numbers = any(t.pos_ == "NUM" and t.i not in self.dated for t in between)
        return [first, *told] if numbers and any(t.pos_ in _CLAUSE for t in between) else []

    def _is_counted(self, name: Span, sentence: Sentence) -> bool:
        """Whether a name behind a mark or "and", and a preposition, has nothing but a figure behind it."""
        if name.start - 2 <= sentence.first or self.doc[name.start - 1].pos_ != "ADP":
            return False
        opens = self.doc[name.start - 2]
        at = name.end + (self.doc[name.end : name.end + 1].text == ",")
        start = at
        while at < sentence.last and self.doc[at].pos_ in _BEFORE_NUMBER:
            at += 1
        number = at
        while at < sentence.last and self.doc[at].pos_ == "NUM" and at not in self.dated:
            at += 1
        if at == number or number - start > _LIMITED or not (opens.is_punct or opens.pos_ == "CCONJ"):
            return False
        while at < sentence.last and self.doc[at].pos_ in ("ADJ", "NOUN"):
            at += 1
        return at >= sentence.last or self.doc[at].is_punct or self.doc[at].pos_ == "CCONJ"

    def times(
        self,
        row: Sequence[int],
        places: Sequence[PlaceMention],
        timex_at: Mapping[int, int],
        sentence: Sentence,
    ) -> dict[int, int]:
        """The time (by index) of each of several places (position in `row`, which indexes `places`) that has its own.

        It stands right behind the place, or right before it behind a mark or "and" ("and on 14 June to Jijiga").
        """
        out: dict[int, int] = {}
        for at, index in enumerate(row):
            token = self.date(self._end(index, places, sentence.last), sentence.last)
            if token is None and at:
                first = covering(self.doc, places[index].start, places[index].end).start
                token = self._before(first, sentence.first)
            if token is not None:
                out[at] = timex_at[token]
        return out

    def _before(self, at: int, first: int) -> int | None:
        """The last token of the date right before a name, if a mark or "and" stands before that."""
        end = at - 1
        while end > first and end not in self.dated and self.doc[end].pos_ in ("ADP", "DET", "PUNCT"):
            end -= 1
        start = end
        while start > first and start in self.dated:
            start -= 1
        if start > first and self.doc[start].pos_ == "ADP":
            start -= 1
        return end if start < end and self.doc[start].lower_ in self.joints and end in self.dated else None


def _uncounted(words: list[Token]) -> list[Token]:
    """Without a number, and what it counts, at the end: "killed nine in Homs, *seven* in Hama"."""
    end = len(words)
    while end and words[end - 1].pos_ in ("NOUN", "ADJ"):
        end -= 1
    start = end
    while start and (words[start - 1].like_num or words[start - 1].pos_ == "NUM"):
        start -= 1
    counted = start < end
    while counted and start and words[start - 1].pos_ in ("DET", "ADV"):
        start -= 1  # "and at least another nine"
    return words[:start] if counted else words
