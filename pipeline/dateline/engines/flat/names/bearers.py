"""What stands around the names of persons: numbers of rulers, ranks, joints, the places where they died."""

from __future__ import annotations

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.names.tags import PERSONS
from dateline.engines.flat.view import View, Word


class Bearers:
    """Reads what stands around names in one Doc; `actors` are the offsets of the known ones."""

    def __init__(self, view: View, entities: Entities, actors: set[int]) -> None:
        self.view, self._actors = view, actors
        persons = entities.data["persons"]
        self._digits = frozenset(entities.data["numbering"])
        self._joints, self._foreign = frozenset(persons["joints"]), frozenset(persons["foreign"])
        self._regnal, self._dying = persons["regnal"], tuple(persons["dying"])
        self._ranks, self._surnames = frozenset(persons["ranks"]), frozenset(persons["surnames"])

    def before_joint(self, end: int) -> bool:
        """Whether what joins the parts of a foreign name follows, and more of it ("苏丹·哈希姆")."""
        text = self.view.text
        return text[end : end + 1] in self._joints and text[end + 1 : end + 2] in self._foreign

    def on(self, words: list[Word], last: int) -> int:
        """The index after a name with the number of a ruler and the part behind a joint ("大流士三世")."""
        beside = last < len(words) and words[last].start == words[last - 1].end
        number = words[last].text.removesuffix(self._regnal) if beside else ""
        if number and number != words[last].text and self._digits.issuperset(number):
            last += 1
        joint = last + 1 < len(words) and words[last].text in self._joints
        foreign = joint and (self._foreign | self._joints).issuperset(words[last + 1].text)
        return last + 2 if foreign else last

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

    def is_rank(self, word: Word, after: Word) -> bool:
        """Whether a word only says what the person named behind it is ("宁王朱宸濠", "宋相贾似道")."""
        rank = len(word.text) > 1 and word.text[-1] in self._ranks and word.end == after.start
        return rank and after.tag in PERSONS and len(after.text) > 1 and after.text[0] in self._surnames
