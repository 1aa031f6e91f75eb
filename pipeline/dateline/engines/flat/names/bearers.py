"""What stands around the names of persons: numbers of rulers, ranks, joints, the places where they died."""

from __future__ import annotations

import re

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.names.tags import PERSONS
from dateline.engines.flat.view import View, Word
from dateline.layers import Sentence

ALONE = frozenset({"nr", "j", "zg", "g", "x"})  # tags of a family name by itself

BEARER = (2, 3)  # characters of a name that the family name alone may stand for
PHRASE = 4  # characters of most set phrases
VILLAGE = 3  # characters of the name of a village, hill or harbour
NUMBER = 2  # words of the number of a ruler


class Bearers:
    """Reads what stands around names in one Doc; `actors` are the offsets of the known ones."""

    def __init__(self, view: View, entities: Entities, actors: set[int]) -> None:
        self.view, self._actors = view, actors
        persons = entities.data["persons"]
        self._joints, self._foreign = frozenset(persons["joints"]), frozenset(persons["foreign"])
        words = entities.place_words
        self._features = frozenset([*words["features"]["point"], *words["features"]["area"]])
        self._villages = tuple(words["village_ends"])
        self._sites = tuple(f for f in words["features"]["point"] if len(f) > 1)
        self._families = frozenset(persons["families"])
        self._honorifics = frozenset(persons["honorifics"])
        self._inside = tuple(words["inside"])
        self._personal = tuple(word for word in words["not_after"] if len(word) > 1)
        self._done, self._before = words["done"], tuple(words["before"])
        self._regnal, self._dying = persons["regnal"], tuple(persons["dying"])
        self._number = re.compile(rf"[{entities.data['numbering']}]+{self._regnal}")
        self._ranks, self._surnames = frozenset(persons["ranks"]), frozenset(persons["surnames"])

    def before_joint(self, end: int) -> bool:
        """Whether what joins the parts of a foreign name follows, and more of it ("苏丹·哈希姆")."""
        text = self.view.text
        return text[end : end + 1] in self._joints and text[end + 1 : end + 2] in self._foreign

    def on(self, words: list[Word], last: int) -> int:
        """The index after a name with the number of a ruler and the part behind a joint ("大流士三世")."""
        last += self.numbered(words, last)
        if last < len(words) and words[last].start == words[last - 1].end:
            last += words[last].text in self._honorifics  # "纳齐姆帕夏"
        return self._parts_on(words, last)

    def numbered(self, words: list[Word], last: int) -> int:
        """How many words behind a name are the number of a ruler; 0 if none are."""
        number = self._number.match(self.view.text, words[last - 1].end)
        ends = [w.end for w in words[last : last + NUMBER]]
        return ends.index(number.end()) + 1 if number is not None and number.end() in ends else 0

    def before_number(self, end: int) -> bool:
        """Whether the number of a ruler follows ("亚历山大|二世")."""
        number = self._number.match(self.view.text, end)
        return number is not None and self.view.aligned(end, number.end())  # not "十八世|纪"

    def is_ruler(self, start: int, end: int) -> bool:
        """Whether a name ends with the number of a ruler."""
        return any(m.end() == end for m in self._number.finditer(self.view.text, start, end))

    def without_number(self, name: str) -> str:
        """The name of a ruler without his number; empty of anybody else ("腓特烈五世")."""
        number = next((m for m in self._number.finditer(name) if m.end() == len(name)), None)
        return name[: number.start()] if number is not None else ""

    def _parts_on(self, words: list[Word], last: int) -> int:
        """The index after the parts of a foreign name that joints add to it ("何塞|·玛丽亚|·莫雷洛斯")."""
        while last + 1 < len(words) and words[last].text in self._joints:
            if not (self._foreign | self._joints).issuperset(words[last + 1].text):
                break
            last += 2
            while last < len(words) and self._goes_on(words[last - 1], words[last]):
                last += 1
        return last

    def _goes_on(self, part: Word, word: Word) -> bool:
        """Whether segmentation cut a part of a foreign name behind a joint in two ("奎|里尼")."""
        beside = word.start == part.end and part.tag in PERSONS and word.tag in PERSONS
        return beside and word.start not in self._actors and self._foreign.issuperset(word.text)

    def dies_at(self, start: int, end: int) -> bool:
        """Whether somebody named before dies or rises at what is named ("X在Y阵亡")."""
        at = self.view.before(start)
        who = (
            None
            if at is None or at.text not in self.view.syntax.markers["at"]
            else self.view.before(at.start)
        )
        named = who is not None and (who.tag in PERSONS or who.start in self._actors)
        return named and self.view.text.startswith(self._dying, end)

    def stands(self, word: Word) -> bool:
        """Whether a family name stands for its bearer: alone, before what he does ("蒋在上海下野", "袁随后病死")."""
        before, after = self.view.before(word.start), self.view.after(word.end)
        if after is None or after.start != word.end or after.tag[:1] not in "vpdtcr":
            return False
        first = before is None or before.end < word.start or not before.text[0].isalnum()
        if word.tag not in ALONE:
            return first and word.tag[:1] in "nqa" and after.tag[:1] in "vdp"
        return first or (before is not None and before.tag[:1] in "vpcd")

    def is_rank(self, word: Word, after: Word) -> bool:
        """Whether a word only says what the person named behind it is ("宁王朱宸濠", "宋相贾似道")."""
        rank = len(word.text) > 1 and word.text[-1] in self._ranks and word.end == after.start
        return rank and after.tag in PERSONS and len(after.text) > 1 and after.text[0] in self._surnames

    def is_phrase(self, word: Word) -> bool:
        """Whether what segmentation takes for a person is a phrase of four ("云开雾散") or a site ("大清真寺")."""
        foreign = sum(c in self._foreign for c in word.text) * 2 >= PHRASE
        idiom = len(word.text) == PHRASE and not foreign and word.text[:2] not in self._families
        return idiom or any(word.text.endswith(f) for f in self._sites)

    def is_feature(self, word: str) -> bool:
        """Whether a word is a feature noun, also with a word of place that segmentation took to it ("河上")."""
        return word in self._features or (word.endswith(self._inside) and word[:-1] in self._features)

    def is_village(self, name: str) -> bool:
        """Whether a name ends as those of villages do and is too long for a family name ("谢诺涅村")."""
        return len(name) >= VILLAGE and name.endswith(self._villages) and name[:2] not in self._families

    def done_to(self, word: Word, sentence: Sentence) -> bool:
        """Whether what is done to one named stands before him that is done to persons only ("逮捕了内图")."""
        left = self.view.text[sentence.start : word.start].removesuffix(self._done)
        return word.tag[:1] in "nx" and left.endswith(self._personal)

    def goes_to(self, word: Word, sentence: Sentence) -> bool:
        """Whether a guessed word of two characters is where somebody goes, at the end of a clause ("至瓜步，")."""
        left, after = self.view.text[sentence.start : word.start], self.view.text[word.end : word.end + 1]
        guessed = word.tag.endswith("x") and word.tag[:1] in "nx" and len(word.text) == BEARER[0]
        return guessed and after in self.view.syntax.breaks and left.endswith(self._before)
