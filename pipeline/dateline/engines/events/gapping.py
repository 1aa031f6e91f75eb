"""Finds further happenings of one trigger that leave it out: "took Ndélé on the 10th and Bria eight days later".

Each has a place and a time of its own, and so had the first: TRIGGER ... TIME, [and] PLACE [and PLACE] TIME.
Or a doer and a place: "the Germans took Kiev and the Romanians, Odessa".
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import ARMED_KINDS
from dateline.engines.syntax import Forms, covering
from dateline.engines.time.calendar import day_of_iso
from dateline.layers import ActorMention, Event

_PHRASE = ("DET", "ADJ", "ADP", "NOUN", "PROPN", "NUM", "PART")  # what a gapped object is made of
_CLAUSE = ("VERB", "AUX")
_NEAR = 3  # tokens from a noun that is the trigger to its verb


@dataclass(frozen=True, slots=True)
class Gap:
    """One more happening: an index into the places (None: a name not known as one) and one into the timexes.

    `before` is the timex of the happening before it; `again` says that it happened where that did.
    """

    place: int | None
    timex: int
    before: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What another doer does elsewhere, by the same verb left out: the first place, and the other's; both by index."""

    here: int
    doer: ActorMention
    there: int

    def apart(self, event: Event) -> list[Event]:
        """An event that was read of both, as the two that it is."""
        own = tuple(a for a in event.arguments if a.mention.head != self.doer.head)
        other = tuple(replace(a, mention=self.doer) for a in own if a.role == "initiator")[:1]
        return [
            replace(event, place=self.here, place_inherited=False, arguments=own),
            replace(event, place=self.there, place_inherited=False, arguments=other),
        ]


class Gaps:
    """Finds gaps in one Doc."""

    def __init__(self, doc: Doc, mentions: LayersByToken, forms: Forms) -> None:
        self.doc = doc
        self.mentions = mentions
        self.separators = forms.words.get("separators", frozenset())
        self.followed = forms.words.get("followed", frozenset())
        self.once_more = forms.words.get("once_more", frozenset())
        self.agentive = forms.prepositions.get("agentive", frozenset())
        self.hyphens = forms.words.get("hyphens", frozenset())
        self._timex_at = mentions.date_at

    def of(self, head: Token, last: int, heads: Set[int]) -> list[Gap]:
        """The gaps behind a trigger in the tokens up to `last`; `heads` are the heads of all triggers there."""
        found: list[Gap] = []
        before: int | None = None
        hit = (
            head.head.i if head.pos_ == "NOUN" and head.head.pos_ == "VERB" else head.i
        )  # "strikes hit X on"
        at = (hit if head.i < hit <= head.i + _NEAR and hit not in heads else head.i) + 1
        while at < last and at not in heads:
            if self.doc[at].pos_ in _CLAUSE and (before is None or self._next_member(at) is None):
                break
            if at in self._timex_at:
                before = self._timex_at[at]
                at = self._end_of_timex(at)
            elif before is not None and (start := self._next_member(at)) is not None:
                if (again := self._again(at, start, last)) is not None:
                    found.append(Gap(None, self._timex_at[again], before, again=True))
                    before, at = self._timex_at[again], self._end_of_timex(again)
                    continue
                places, timex, at = self._conjunct(start, last, heads)
                if timex is None:
                    continue
                found += [Gap(place, timex, before) for place in places]
                before = timex
            else:
                at += 1
        return found

    def turn(self, head: Token, last: int) -> Turn | None:
        """The other doer behind a verb, the tokens up to `last`: VERB PLACE and DOERS[,] PLACE."""
        here, at = self._next_place(head.i + 1, last)
        joined = self._skip(at, last)
        start = joined
        while start < last and self.doc[start].pos_ == "DET":
            start += 1
        doer = self.mentions.actor.get(start) if joined > at else None
        if here is None or doer is None or doer.actor.kind not in ARMED_KINDS or start in self.mentions.place:
            return None
        end = covering(self.doc, doer.start, doer.end).end
        there, at = self._next_place(self._skip(end, last), last)
        several = "Plur" in self.doc[end - 1].morph.get("Number", [])
        ends = at >= last or self.doc[at].is_punct
        if there is None or there == here or not several or not ends:
            return None
        return Turn(here, doer, there)

    def _next_member(self, at: int) -> int | None:
        """Where the next member of a list begins, if what parts it from the one before stands at a token.

        A comma, "and", or a participle with its preposition ("A fell in May, *followed by* B in June").
        """
        if self.doc[at].text in self.separators:
            return at + 1
        after = self.doc[at + 1 : at + 2]
        follows = self.doc[at].lower_ in self.followed and any(t.lower_ in self.agentive for t in after)
        return at + 2 if follows else None

    def _again(self, joint: int, at: int, last: int) -> int | None:
        """The first token of the time at which the same happened once more: "in March and *again* in July".

        Without such a word it is one of two days that do not follow each other ("on the 3rd and on the 17th").
        """
        said = at < last and self.doc[at].lower_ in self.once_more
        time = at + said
        if time < last and self.doc[time].pos_ == "ADP":
            time += 1
        if time not in self._timex_at:
            return None
        end = self._end_of_timex(time)
        whole = end >= last or self.doc[end].is_punct or self.doc[end].pos_ == "CCONJ"
        listed = end < last and self.doc[end].pos_ == "CCONJ" and end + 1 in self._timex_at
        joined = self.doc[joint].pos_ == "CCONJ" or listed  # "on 3, 12 and 20 May"
        return time if whole and (said or (joined and self._is_another_day(joint, time))) else None

    def _is_another_day(self, joint: int, time: int) -> bool:
        """Whether two single days that a mark or "and" joins are neither days in a row nor the ends of a stretch."""
        one, other = self._timex_at.get(joint - 1), self._timex_at[time]
        if one is None:
            return False
        values, ranges = self.doc._.chronology.values, self.doc._.chronology.ranges
        days = [d for i in (one, other) if values[i].precision == "day" and (d := values[i].earliest)]
        if len(days) != 2 or any({one, other} & {first, last} for first, last, _ in ranges):
            return False
        return day_of_iso(days[1]) - day_of_iso(days[0]) > 1

    def _skip(self, at: int, last: int) -> int:
        """Past what parts the members of a list."""
        while at < last and self.doc[at].text in self.separators:
            at += 1
        return at

    def _next_place(self, at: int, last: int) -> tuple[int | None, int]:
        """The place named at a token, determiners aside, and the end of its name."""
        while at < last and self.doc[at].pos_ == "DET":
            at += 1
        index = self.mentions.place.get(at)
        if index is None or at in self.mentions.actor:
            return None, at
        place = self.mentions.places[index]
        return index, covering(self.doc, place.start, place.end).end

    def _end_of_timex(self, at: int) -> int:
        index = self._timex_at[at]
        while self._timex_at.get(at) == index:
            at += 1
        return at

    def _conjunct(self, at: int, last: int, heads: Set[int]) -> tuple[list[int | None], int | None, int]:
        """Places and time of a conjunct that begins at `at`; no time if it is none; and where to go on.

        Named places count before others ("a market in Kidal"); a name that the places stage does not know is None.
        """
        named: dict[int, int | None] = {}  # by the last token of the name
        others: list[int | None] = []
        while at < last and (self.doc[at].text in self.separators or self.doc[at].lower_ in self.once_more):
            at += 1  # "and again in Bria the next month"
        while at < last and at not in heads:
            token = self.doc[at]
            if at in self._timex_at:
                end = self._end_of_timex(at)
                goes_on = end < last and self.doc[end].pos_ in _CLAUSE
                places = list(named.values()) or others
                return (
                    places,
                    (self._timex_at[at] if places and not goes_on else None),
                    (end if places else at),
                )
            if token.pos_ == "PROPN" and self._may_be_place(token):
                named.pop(at - 1, None)
                named[at] = self.mentions.place.get(at)
            elif token.text in self.hyphens and at - 1 in named:
                named[at] = named.pop(at - 1)  # "Kaga-Bandoro"
            elif at in self.mentions.place:
                others = [self.mentions.place[at]]
            elif named and (aside := self._aside(at, last)) is not None:
                at = aside
            elif token.text not in self.separators and (
                token.pos_ not in _PHRASE or (named and token.pos_ == "NOUN")
            ):
                return [], None, at
            at += 1
        return [], None, at

    def _aside(self, at: int, last: int) -> int | None:
        """The comma that ends what is said of a name between two commas ("Bria, by then a ruin, on the 4th")."""
        if not self.doc[at].is_punct or self.doc[at].text not in self.separators:
            return None
        end = at + 1
        while end < last and self.doc[end].text != self.doc[at].text and end not in self._timex_at:
            end += 1
        closed = end < last and self.doc[end].text == self.doc[at].text
        return end if closed and any(i in self._timex_at for i in (end + 2, end + 3)) else None

    def _may_be_place(self, token: Token) -> bool:
        return token.i in self.mentions.place or token.i not in self.mentions.actor
