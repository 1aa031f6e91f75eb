"""Finds names that no table has: persons, places, ships; by the characters of foreign names, titles and company."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.view import View, Word
from dateline.layers import Sentence

Kind = Literal["person", "place", "unclear"]

NAME_TAGS = frozenset(
    {"nr", "nrt", "nrfg", "ns", "nz", "n", "x", "j", "nt", "yg", "g", "q", "d", "v", "a", "m", "vg", "ng"}
)
PROPER = frozenset({"nr", "nrt", "nrfg", "ns", "nz", "nrf"})
PERSONS = frozenset({"nr", "nrfg", "nrt", "nrf"})
LEAST = 3  # characters of a foreign name
FREE_TAIL = 4  # characters up to which a foreign name takes another single character
LONGEST_GIVEN = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands in no table; offsets of the text."""

    start: int
    end: int
    text: str
    kind: Kind


class NameReader:
    """Reads the unknown names of one Doc; `taken` are the offsets of what is known already."""

    def __init__(self, view: View, entities: Entities, taken: set[int]) -> None:
        self.view = view
        self.entities = entities
        self.taken = taken
        persons, places = entities.data["persons"], entities.place_words
        self._foreign = frozenset(persons["foreign"])
        self._joints = frozenset(persons["joints"])
        self._surnames = frozenset(persons["surnames"])
        self._titles = tuple(sorted(persons["titles"], key=len, reverse=True))
        self._not = frozenset(persons["not_persons"])
        self._features = frozenset([*places["features"]["point"], *places["features"]["area"]])
        self._before = tuple(places["before"])
        self._after = (*places["after"], *places["near"], *places["part"])
        self._not_place = tuple(places["not_after"])

    def find(self, sentences: list[Sentence]) -> list[Name]:
        """All names in order; one that is unclear takes the kind that it has elsewhere."""
        found = [name for sentence in sentences for name in self._sentence(sentence)]
        votes: dict[str, Counter[Kind]] = defaultdict(Counter)
        for name in found:
            votes[name.text][name.kind] += 1
        out = []
        for name in found:
            vote = votes[name.text]
            kind = name.kind
            if vote["person"] and vote["person"] >= vote["place"]:
                kind = "person"
            elif vote["place"]:
                kind = "place"
            out.append(replace(name, kind=kind))
        return out

    def _sentence(self, sentence: Sentence) -> Iterator[Name]:
        words = self.view.within(sentence.start, sentence.end)
        i = 0
        while i < len(words):
            span = self._free(words[i]) and (self._run(words, i) or self._own(words, i))
            if not span:
                i += 1
                continue
            last = span
            start, end = words[i].start, words[last - 1].end
            yield Name(start, end, self.view.text[start:end], self._kind(start, end, words[i:last], sentence))
            i = last

    def _free(self, word: Word) -> bool:
        return word.start not in self.taken and word.text not in self._not and word.text[0].isalnum()

    def _run(self, words: list[Word], i: int) -> int | None:
        """The index after a run of words written with the characters of foreign names; None if there is none."""
        if words[i].tag not in NAME_TAGS or words[i].text.isascii() or words[i].tag in ("d", "m"):
            return None
        at, length, proper = i, 0, 0
        while at < len(words):
            word = words[at]
            joint = word.text in self._joints and at > i
            if word.start in self.taken or not (joint or self._written_foreign(word)):
                break
            if not joint and word.tag not in NAME_TAGS:
                break
            if not joint and len(word.text) == 1 and word.tag not in PROPER and length >= FREE_TAIL:
                break
            if len(word.text) > 1 and word.tag in ("v", "d", "n", "m") and length >= LEAST:
                break
            length += len(word.text)
            proper += word.tag in PROPER
            at += 1
        while at > i and words[at - 1].text in self._joints:
            at -= 1
        return at if length >= LEAST and proper else None

    def _written_foreign(self, word: Word) -> bool:
        return all(c in self._foreign or c in self._joints for c in word.text)

    def _own(self, words: list[Word], i: int) -> int | None:
        """The index after a name that segmentation takes for a person's, or that a title proves; else None."""
        word = words[i]
        titled = self._title_before(word.start)
        if word.tag in PERSONS and 2 <= len(word.text) <= 4:
            last = i + 1
            if last < len(words) and self._continues(words[last], titled):
                last += 1
            return last
        if titled and word.tag in NAME_TAGS and word.tag not in ("v", "d", "m", "q", "n"):
            last = i + 1
            while last < len(words) and last < i + LONGEST_GIVEN and self._continues(words[last], titled):
                last += 1
            return last if words[last - 1].end - word.start >= 2 else None
        if word.tag in ("nz", "ns", "j") and len(word.text) >= 2:
            return i + 1
        if (
            word.text[0] in self._surnames
            and len(word.text) == 1
            and word.tag in ("nr", "j", "x")
            and i + 1 < len(words)
        ):
            given = words[i + 1]
            if given.tag in ("nr", "x", "yg", "g") and given.start not in self.taken and len(given.text) <= 2:
                return i + 2
        return None

    def _continues(self, word: Word, titled: bool) -> bool:
        """Whether a word goes on with a person's name."""
        free = word.start not in self.taken and word.text[0].isalnum() and word.text not in self._not
        return (
            free
            and (word.tag in ("nr", "yg") or (titled and word.tag == "x" and len(word.text) == 1))
            and (len(word.text) <= LONGEST_GIVEN)
        )

    def _title_before(self, start: int) -> bool:
        return self.view.text.endswith(self._titles, max(0, start - 6), start)

    def _kind(self, start: int, end: int, words: list[Word], sentence: Sentence) -> Kind:
        """Person or place, by title, feature noun and the words around."""
        text = self.view.text
        left, right = text[sentence.start : start], text[end : sentence.end]
        after = self.view.after(end)
        if after is not None and after.start == end and after.text in self._features:
            return "place"
        if self._title_before(start) or right.startswith(self._titles):
            return "person"
        if left.endswith(self._not_place):
            return "person"
        if any(right.startswith(word) for word in self._after):
            return "place"
        if left.endswith(self._before) or (left[-2:-1] + left[-1:]).endswith("了"):
            return "place"
        if len(words) == 1 and words[0].tag == "ns":
            return "place"
        if all(word.tag in PERSONS for word in words):
            return (
                "person" if text[start] in self._surnames or len(words) > 1 or end - start > 3 else "unclear"
            )
        return "unclear"
