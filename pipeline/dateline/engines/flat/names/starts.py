"""Says where a name begins and ends that segmentation cut: "迈|哈丁", "约|洛瓦", "蒂博|里|村"."""

from __future__ import annotations

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.names.tags import PROPER, may_name
from dateline.engines.flat.view import View, Word

LED_BY = 8  # characters before a name in which the word may stand that a place follows
TOWN = 4  # characters of a town from which it is no part of a longer name
RANKED = 3, 5  # characters of a name before a rank
LONGEST_GIVEN = 3
GIVEN = 2  # characters of most given names behind a family name of two
TITLE = 6  # characters of the longest titles
ALONE = PROPER | {"n", "j", "g", "zg", "x"}  # tags of a character that segmentation may cut off a name
PIECE = 2  # characters of a name in a table that may be a piece of a longer one


class Starts:
    """Reads the pieces of names in one Doc; `actors` are the offsets of the known ones."""

    def __init__(self, view: View, entities: Entities, actors: set[int]) -> None:
        self.view, self.entities, self._actors = view, entities, actors
        persons, words = entities.data["persons"], entities.place_words
        self._foreign, self._function = frozenset(persons["foreign"]), frozenset(persons["function"])
        self._verbs = frozenset([*persons["leads"], *persons["takes"]])
        self._not = frozenset(persons["not_persons"])
        self._titles, self._kin = tuple(persons["titles"]), tuple(persons["kin"])
        self._ranks = frozenset(words["ranks"]) - frozenset(persons["plain"])
        self._joints = frozenset(persons["joints"])
        self._families = frozenset(persons["families"])
        self._proving = (*persons["titles"], *persons["led"])
        self._features = frozenset([*words["features"]["point"], *words["features"]["area"]])
        self._heads = (*words["before"], *words["taking"], *words["captured"])
        self._done, self._compass = words["done"], frozenset(words["compass"])

    def in_tables(self, text: str) -> bool:
        """Whether a word is the name of a place or a state."""
        entities = self.entities
        return text in entities.places or text in entities.towns or text in entities.states

    def alone(self, start: int, end: int) -> bool:
        """Whether a known name is none of two characters within a longer one ("阿丹亚" and "巴尔")."""
        if end - start > PIECE:
            return not self._cut_off(start)
        before, after = self.view.before(start), self.view.after(end)
        if after is not None and after.start == end and (self.ends_in_feature(after) or self._ends(after)):
            return False
        if before is None or before.end != start or before.start in self._actors:
            return True
        text = before.text
        if len(text) == 1 and before.tag == "n" and self.view.text.endswith(self._heads, 0, before.start):
            return False  # "在|盐|大澳"
        if self.leads(before, self.view.word(start)):
            return False
        foreign = set(text) <= self._foreign and text not in self._function and text not in self._not
        proper = before.tag in PROPER or (len(text) == 1 and before.tag[:1] in "jxg")
        titled = text.endswith(self._titles) or text in self._features
        return not (foreign and proper) or titled or (len(text) > 1 and self.in_tables(text))

    def _cut_off(self, start: int) -> bool:
        """Whether a character cut off a name stands behind a word that a place follows ("占领|蒂|克里特")."""
        before = self.view.before(start)
        if before is None or before.end != start or len(before.text) > 1 or before.text in self._compass:
            return False
        free = before.text in self._foreign - self._function and before.tag in ALONE
        return free and self.view.text.endswith(self._heads, 0, before.start)

    def leads(self, word: Word, after: Word | None) -> bool:
        """Whether a verb or adverb of one character is the first of a foreign name, where neither can stand."""
        if after is None or after.start != word.end or len(word.text) > 1:
            return False
        if word.text not in self._foreign or word.text in self._function:
            return False
        if self._opens_joined(word, after):
            return True
        if word.tag[:1] not in "vd" or word.text in self._verbs:
            return False
        free = (
            after.tag in PROPER and self._foreign.issuperset(after.text) and after.start not in self._actors
        )
        known = self.in_tables(after.text)
        if not free or (known and len(after.text) > PIECE):
            return False
        left = self.view.text[max(0, word.start - LED_BY) : word.start].removesuffix(self._done)
        opens = not left or left[-1] in self.view.syntax.breaks
        return left.endswith(self._heads) or (opens and word.tag[:1] == "d" and not known)

    def _opens_joined(self, word: Word, after: Word) -> bool:
        """Whether a character opens a name of parts behind a title, a time or a break ("总理克|洛德·X")."""
        text = self.view.text
        joined = text[after.end : after.end + 1] in self._joints and self._foreign.issuperset(after.text)
        before = self.view.before(word.start)
        opens = before is None or not before.text[0].isalnum() or before.tag in ("t", "m")
        return joined and (self.titled(word.start) or (opens and word.text not in self._verbs))

    def titled_run(self, words: list[Word], first: int) -> bool:
        """Whether a character of any kind opens a foreign name that a title or who leads proves ("普|莱恩|中校")."""
        word, at = words[first], first + 1
        if len(word.text) > 1 or word.text not in self._foreign or word.text in self._function | self._verbs:
            return False
        while at < len(words) and words[at].start == words[at - 1].end and self._goes_on(words[at]):
            at += 1
        named = at > first + 1 and any(w.tag in PROPER for w in words[first + 1 : at])
        return named and self.view.text.startswith(self._proving, words[at - 1].end)

    def _goes_on(self, word: Word) -> bool:
        free = word.start not in self._actors and word.text not in self._function
        return free and may_name(word) and self._foreign.issuperset(word.text)

    def ranked(self, words: list[Word], first: int) -> int | None:
        """The index after words at the front that a rank behind them makes a name ("瓜生|外|吉|少将")."""
        before = self.view.before(words[first].start)
        opens = before is None or not before.text[0].isalnum() or before.tag in ("t", "v", "p", "c")
        at, length, odd = first, 0, False
        while opens and at < len(words) and length <= RANKED[1]:
            word = words[at]
            if at > first and word.text in self._ranks and word.start == words[at - 1].end:
                return at if RANKED[0] <= length and odd else None
            alone = len(word.text) == 1 or word.tag.endswith("x")
            if at == first and (word.tag == "v" or word.text in self._verbs):
                return None
            plain = word.tag[:1] in "pcurdmt" or (
                word.tag[:1] in "vns" and not alone and word.tag not in PROPER
            )
            known = word.start in self._actors or word.text in self._titles or not word.text[0].isalnum()
            if plain or known or (at > first and word.start != words[at - 1].end):
                return None
            at, length, odd = at + 1, length + len(word.text), odd or alone
        return None

    def two_part(self, words: list[Word], i: int) -> int | None:
        """The index after a family name of two characters and the given name behind it; None if there is none."""
        if words[i].text not in self._families or words[i].start in self._actors:
            return None
        length, at = 0, i + 1
        while at < len(words) and length < GIVEN and words[at].start == words[at - 1].end:
            word = words[at]
            common = word.tag[:1] in "pcudvft" and not word.tag.endswith("x")
            if common or not word.text[0].isalnum() or word.text in self._function:
                break
            if length + len(word.text) > LONGEST_GIVEN or word.text in self._titles:
                break
            length += len(word.text)
            at += 1
        return at if length else None

    def titled(self, start: int) -> bool:
        """Whether a title stands right before an offset."""
        return self.view.text.endswith(self._titles, max(0, start - TITLE), start)

    def of_kin(self, start: int) -> bool:
        """Whether a word for somebody's kin stands right before an offset."""
        return self.view.text.endswith(self._kin, max(0, start - TITLE), start)

    def ends_before_deed(self, words: list[Word], first: int, at: int) -> bool:
        """Whether a word of direction ends a foreign name, before his men or what he does ("科尔兹|内|手下")."""
        word, after = words[at], words[at + 1] if at + 1 < len(words) else None
        if word.tag != "f" or len(word.text) > 1 or word.text not in self._foreign or after is None:
            return False
        joined = any(w.text in self._joints for w in words[first:at])
        proven = self.view.text.startswith(self._proving, word.end)
        return after.start == word.end and (proven or (joined and after.tag[:1] in "dvpc"))

    def behind_town(self, words: list[Word], first: int, last: int) -> bool:
        """Whether a run of words is a town of a table and the name of a site in it ("布达佩斯|科尔温|剧院")."""
        town = words[first].text
        known = len(town) >= TOWN and (town in self.entities.towns or town in self.entities.places)
        site = last < len(words) and words[last].start == words[last - 1].end
        return known and last > first + 1 and site and words[last].text in self._features

    def ends_in_feature(self, word: Word) -> bool:
        """Whether a word ends a foreign name with a feature noun that segmentation took into it ("拉州")."""
        bare = word.text[:-1]
        foreign = bool(bare) and all(c in self._foreign for c in bare) and word.text[-1] in self._features
        free = may_name(word) and word.start not in self._actors
        return foreign and free and not self.in_tables(word.text)

    def _ends(self, word: Word) -> bool:
        """Whether a word that no table has writes the end of a foreign name ("里亚|丘埃洛")."""
        free = word.tag in PROPER and word.start not in self._actors and len(word.text) > 1
        return free and self._foreign.issuperset(word.text) and not self.in_tables(word.text)

    def ends_before_feature(self, word: Word) -> bool:
        """Whether a character ends a foreign name before a feature noun, whatever else it means ("里|村")."""
        lone = len(word.text) == 1 and word.text in self._foreign and word.text not in self._function
        return lone and self.view.followed(word.end, self._features)
