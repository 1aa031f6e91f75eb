"""Finds names that no table has: persons, places, ships; by the characters of foreign names, titles and company."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.names.bearers import BEARER, Bearers
from dateline.engines.flat.names.kinds import Kinds
from dateline.engines.flat.names.starts import LONGEST_GIVEN, Starts
from dateline.engines.flat.names.tags import NAME_TAGS, PERSONS, PROPER, Kind, Name, form, may_name, quoted
from dateline.engines.flat.view import LINKED, View, Word
from dateline.layers import Sentence

LEAST = 3  # characters of a foreign name
LONGEST_PLAIN = 4  # characters up to which any single character may end a foreign name
SOUND = "rg"  # tag of a pronoun of old that now only writes a sound


class NameReader:
    """Reads the unknown names of one Doc.

    `taken` are the offsets of what is known already, `places` the known names of places by their beginnings and ends.
    A rare one of them may be a part of a longer name.
    """

    def __init__(self, view: View, entities: Entities, taken: set[int], places: dict[int, int]) -> None:
        self.view = view
        self.entities = entities
        self.places = places
        self._bearers, self._starts = Bearers(view, entities, taken), Starts(view, entities, taken)
        persons, words = entities.data["persons"], entities.place_words
        self._foreign = frozenset(persons["foreign"])
        self._joints = frozenset(persons["joints"])
        self._surnames = frozenset(persons["surnames"])
        self._titles = tuple(sorted(persons["titles"], key=len, reverse=True))
        self._not = frozenset(persons["not_persons"])
        self._digits = frozenset(entities.data["numbering"])
        self._families = frozenset(persons["families"])
        self._ranks = frozenset(persons["ranks"])
        self._not_ends = frozenset(persons["not_ends"])
        self._known = frozenset(persons["known"])
        self._function = frozenset(persons["function"])
        self._counting = frozenset(persons["counting"])
        self._features = frozenset([*words["features"]["point"], *words["features"]["area"]])
        firm = (
            i
            for start, end in places.items()
            if view.word(start).tag == "ns"
            and self._starts.in_tables(view.text[start:end])
            and self._starts.alone(start, end)
            and not self._bearers.before_joint(end)
            and not self._bearers.before_number(end)
            for i in range(start, end)
        )
        self.taken = taken | set(firm)
        self._kinds = Kinds(view, entities, self._bearers, self._starts, self.taken, places)
        self._before, self._beside = tuple(words["before"]), tuple(words["near"])
        self._captured, self._taking, self._done = (
            tuple(words["captured"]),
            tuple(words["taking"]),
            words["done"],
        )
        self._commanding = tuple(view.syntax.markers["under_command"])
        self._at, self._happening = tuple(view.syntax.markers["at"]), frozenset(words["happening"])
        self._agents, self._over = tuple(view.syntax.markers["agent"]), view.syntax.markers["over"]

    def find(self, sentences: list[Sentence]) -> list[Name]:
        """All names in order; one that is unclear takes the kind that it has elsewhere."""
        found = [name for sentence in sentences for name in self._sentence(sentence)]
        rulers = {self._bearers.without_number(name.text) for name in found if name.kind == "person"}
        found += self._again(found, sentences, rulers)
        found.sort(key=lambda name: name.start)
        votes: dict[str, Counter[Kind]] = defaultdict(Counter)
        for name in found:
            votes[name.text][name.kind] += 1 + name.sure
        out = []
        for name in found:
            vote = votes[name.text]
            kind = name.kind
            if name.text in rulers or (vote["person"] and vote["person"] >= vote["place"]):
                kind = "person"
            elif vote["place"] or (kind == "unclear" and self._kinds.beside_place(name)):
                kind = "place"
            out.append(replace(name, kind=kind))
        return out

    def _again(self, found: list[Name], sentences: list[Sentence], rulers: set[str]) -> Iterator[Name]:
        """The names of persons where they stand a second time, and nothing but the first place proves them.

        `rulers` are those who also stand with their number ("腓特烈五世").
        """
        persons = {name.text for name in found if name.kind == "person"}
        families = {f for f in self._families if any(name.startswith(f) for name in persons)}
        heads = {name[0] for name in persons if len(name) in BEARER and name[0] in self._surnames}
        covered = {i for name in found for i in range(name.start, name.end)}
        for sentence in sentences:
            for word in self.view.within(sentence.start, sentence.end):
                if word.start in covered or not self._free(word):
                    continue
                if word.text in persons:
                    yield Name(word.start, word.end, word.text, "unclear")
                elif (
                    word.text in families
                    or word.text in rulers
                    or (word.text in heads and self._bearers.stands(word))
                ):
                    yield Name(word.start, word.end, word.text, "person")

    def _sentence(self, sentence: Sentence) -> Iterator[Name]:
        words = self.view.within(sentence.start, sentence.end)
        i = 0
        while i < len(words):
            span = self._starts.two_part(words, i)
            if span is None and self._free(words[i]):
                span = self._object_of(words, i, sentence) or self._run(words, i)
                span = span or self._starts.ranked(words, i) or self._own(words, i, sentence)
            if not span:
                i += 1
                continue
            if self._starts.behind_town(words, i, span):
                i += 1
                continue
            last = self._bearers.on(words, span)
            start, end = self._trimmed(words[i].start, words[last - 1].end)
            town = self.places.get(start, -1) >= end and not self._rather_person(words[i:last], sentence)
            if town or quoted(self.view, start, end) or self.view.text[start:end] in self._not:
                i = last
                continue
            kind = self._kinds.of(start, end, sentence)
            sure = kind is not None
            yield Name(
                start, end, self.view.text[start:end], kind or form(words[i:last], self._surnames), sure
            )
            i = last

    def _rather_person(self, words: list[Word], sentence: Sentence) -> bool:
        """Whether what is a town by the gazetteer alone is a person: by its form and what it does."""
        text = self.view.text[words[0].start : words[-1].end]
        rare = text in self._known or self.entities.told_towns.isdisjoint(self.entities.towns.get(text))
        rare = rare and text not in self.entities.places and text not in self.entities.states
        left = self.view.text[sentence.start : words[0].start].removesuffix(self._done)
        commands = self.view.text.startswith(self._commanding, words[-1].end)
        fights = self._kinds.acts_behind(words[-1].end, sentence, placed=not left.endswith(self._before))
        if text in self._known and (left.endswith(self._agents) or commands or fights):
            return True  # "改由蒙哥马利接掌", "在蒙哥马利指挥下", "蒙哥马利击败A"
        if not rare or len(words) > 1 or left.endswith((*self._before, *self._taking)):
            return False
        before = self.view.before(words[0].start)
        if before is not None and before.end == words[0].start and self.entities.states.get(before.text):
            return False  # "在古巴哈瓦那签署"
        acts = words[0].tag in PERSONS and self._kinds.acts_behind(words[0].end, sentence)
        acts = acts or self._starts.of_kin(words[0].start)
        return acts or self._bearers.done_to(words[0], sentence)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A name of parts that joints join, with a first character that segmentation gave to the word before it.

        Its end is without a conjunction that it took to the name.
        """
        text = self.view.text
        title = self.view.word(start)
        beside = title.text in self._titles and title.end < end and text[title.end] not in self._joints
        if beside and not text.endswith(self._before, 0, start):  # "在谢赫萨阿德"
            start = title.end  # "埃米尔阿卜杜勒·拉赫曼"
        if self._bearers.is_ruler(start, end) and text[start] in self._ranks:
            start += 1  # "希王乔治一世"
        if not any(c in self._joints for c in text[start:end]):
            return start, end
        before = self.view.before(start)
        led = before is not None and before.end == start and len(before.text) == 2
        if led and before is not None and before.text[0] in self._function and before.tag not in PROPER:
            start -= before.text[1] in self._foreign
        return start, end - (text[end - 1] in self.view.syntax.markers["list"])

    def _free(self, word: Word) -> bool:
        known = (
            word.text in self.view.syntax.markers["naming"]
            or word.start in self.taken
            or word.text in self._not
            or word.text in self._features
        )
        return not known and word.text[0].isalnum()

    def _run(self, words: list[Word], i: int) -> int | None:
        """The index after a run of words written with the characters of foreign names; None if there is none."""
        led = self._bearers.before_joint(words[i].end) and self._written_foreign(words[i])
        led = led or self._starts.leads(words[i], words[i + 1] if i + 1 < len(words) else None)
        led = led or (words[i].start not in self.taken and self._starts.titled_run(words, i))
        if not led and any(named.form == "state" for named in self.entities.states.get(words[i].text)):
            return None
        if not (led or self._in_name(words[i])) or words[i].text in self._joints:
            return None
        guessed = words[i].tag.endswith("x") and len(words[i].text) > 1
        if not (led or guessed) and words[i].tag[:1] in "dmpcv":
            return None
        at = i
        while at < len(words) and (at == i or words[at].start == words[at - 1].end):
            joined = at > i and words[at - 1].text in self._joints and words[at].start not in self.taken
            if not (led and at == i) and not (
                self._in_name(words[at])
                or self._sounds_of_place(words, i, at)
                or (joined and words[at].text[0].isalpha())
                or self._ends_joined(words, i, at)
            ):
                break
            if not joined and self._ends_before(words, i, at):
                break
            at += 1
        while at > i and not self._may_end(words[at - 1], words[at - 1].end - words[i].start):
            if self._sounds(words, i, at):
                break
            if at - 1 > i and words[at - 2].text in self._joints and words[at - 1].text not in self._joints:
                break
            at -= 1
        if i < at < len(words) and self._starts.ends_in_feature(words[at]):
            return at + 1
        if i < at < len(words) and words[at].tag == "f" and self._starts.ends_before_feature(words[at]):
            return at + 1
        if i < at < len(words) and self._starts.ends_before_deed(words, i, at):
            return at + 1
        length = sum(len(w.text) for w in words[i:at])
        proper = any(w.tag in PROPER or w.text in self._joints for w in words[i:at])
        spelt = all(len(w.text) == 1 for w in words[i:at])
        return at if length >= LEAST and (proper or spelt) else None

    def _ends_joined(self, words: list[Word], first: int, at: int) -> bool:
        """Whether a word guessed to be a name goes on with a part behind a joint ("罗杰·凯斯|门特")."""
        word = words[at]
        joined = at - first > 1 and words[at - 2].text in self._joints and words[at - 1].tag in PERSONS
        guessed = word.tag in PERSONS and word.text[-1] in self._foreign and word.start not in self.taken
        return joined and guessed and len(word.text) > 1 and word.text[0] not in self._surnames

    def _sounds_of_place(self, words: list[Word], first: int, at: int) -> bool:
        """Whether the sounds of a place only go on with a name behind a joint ("X·巴尔|巴里|戈", "X·莫雷洛斯")."""
        word = words[at]
        alone = self.places.get(word.start) == word.end and word.text not in self.entities.states
        joined = any(w.text in self._joints for w in words[first + 1 : at])
        return joined and alone and self._written_foreign(word)

    def _in_name(self, word: Word) -> bool:
        free = word.start not in self.taken and not word.text.isascii()
        return (free and self._written_foreign(word) and may_name(word)) or word.text in self._joints

    def _ends_before(self, words: list[Word], first: int, at: int) -> bool:
        """Whether a run ends before a common word: one that no part of a name follows."""
        word = words[at]
        if at == first or word.tag in PROPER or word.tag.endswith("x") or word.text in self._joints:
            return False
        following = words[at + 1] if at + 1 < len(words) else None
        if word.text in self._counting:
            return following is not None and following.tag[:1] == "m"
        if word.text in self._function:
            return True
        goes_on = following is not None and following.tag in PROPER and self._in_name(following)
        return len(word.text) > 1 and not goes_on and word.start - words[first].start >= LEAST

    def _may_end(self, word: Word, length: int) -> bool:
        if word.text in self._joints or word.text in self._function - self._counting:
            return False
        counted = word.tag[:1] == "m" and word.text not in self._digits
        own = word.tag in PROPER or len(word.text) > 1 or length <= LONGEST_PLAIN
        return own or counted or word.tag[:1] in "vngqjx" or word.tag == SOUND

    def _sounds(self, words: list[Word], first: int, at: int) -> bool:
        """Whether the last of a run only writes a sound behind a joint, whatever else it means ("乔治·戈林|奇")."""
        word = words[at - 1]
        joined = any(w.text in self._joints for w in words[first : at - 2])
        return joined and word.tag[:1] == "a" and word.text not in self._function | self._not_ends

    def _written_foreign(self, word: Word) -> bool:
        return all(c in self._foreign or c in self._joints for c in word.text)

    def _own(self, words: list[Word], i: int, sentence: Sentence) -> int | None:
        """The index after a name that segmentation takes for a person's, or that a title proves; else None."""
        word = words[i]
        if word.text in self._known or self._rules(words, i):
            return i + 1
        beside = self.view.text.startswith(self._beside, word.end) or self._bearers.done_to(word, sentence)
        if beside and 2 <= len(word.text) <= 4 and self._written_foreign(word):
            return i + 1
        if word.tag in PERSONS and self._bearers.is_phrase(word):
            return None
        titled = self._starts.titled(word.start)
        if i + 1 < len(words) and self._bearers.is_rank(word, words[i + 1]):
            return None
        if word.tag in PERSONS and 2 <= len(word.text) <= 4:
            last = i + 1
            if last < len(words) and self._continues(words[last], titled):
                last += 1
            return last
        if self._bearers.goes_to(word, sentence):
            return i + 1
        end = words[i].end
        linked = (word.start, end) in self.view.links and word.tag == "n"
        if (linked or (word.tag.endswith("x") and len(word.text) > 1)) and len(word.text) <= 4:
            proven = titled or self._kinds.acts_behind(end, sentence)
            if proven or word.tag == LINKED:
                return i + 1
        if titled and word.tag in NAME_TAGS and word.tag not in ("v", "d", "m", "q", "n"):
            last = i + 1
            while last < len(words) and last < i + LONGEST_GIVEN and self._continues(words[last], titled):
                last += 1
            return last if words[last - 1].end - word.start >= 2 else None
        counted = word.text[0] in self._digits and word.text[-1] in self._features
        if (
            word.tag in ("ns", "j", LINKED)
            and not counted
            and len(word.text) >= 2
            and word.text not in self.entities.states
        ):
            return i + 1
        if (
            word.text[0] in self._surnames
            and len(word.text) == 1
            and word.tag in ("nr", "j", "x")
            and i + 1 < len(words)
        ):
            given = words[i + 1]
            if not given.text[0].isalnum() or given.start != word.end:
                return None
            given_name = given.tag in ("nr", "x", "yg", "g") or (
                given.tag in ("ns", "nz") and self._kinds.acts_behind(given.end, sentence)
            )
            if given_name and given.start not in self.taken and len(given.text) <= 2:
                return i + 2
        return None

    def _rules(self, words: list[Word], i: int) -> bool:
        """Whether the number of a ruler proves a name, whatever else its word means ("庇护|五世")."""
        named = len(words[i].text) > 1 and words[i].text not in self._titles
        return named and bool(self._bearers.numbered(words, i + 1))

    def _object_of(self, words: list[Word], i: int, sentence: Sentence) -> int | None:
        """The index after what is taken, up to the end of the clause, where no word of it is a common one.

        Also after where something happens, up to the word for that ("在尚间崖|大破敌军").
        """
        left = self.view.text[sentence.start : words[i].start].removesuffix(self._done)
        taken, site = left.endswith(self._captured), left.endswith(self._at)
        if not (taken or site):
            return None
        at, length = i, 0
        while at < len(words) and words[at].text[0] not in self.view.syntax.breaks:
            word = words[at]
            if at > i and word.text in (self._over if taken else self._happening):
                break  # "攻占X后"
            common = len(word.text) > 1 and word.tag not in PROPER and not word.tag.endswith("x")
            aside = word.tag[:1] in ("pcum" if taken else "pcumfrdt")
            ends = at > i and word.text in self._features and word.start not in self.taken
            if common or aside or not (ends or self._free(word)):
                return None
            length += len(word.text)
            at += 1
        if site and not any(w.tag.endswith("x") or w.tag in PROPER for w in words[i:at]):
            return None
        ended = taken or (at < len(words) and words[at].text in self._happening)
        return at if ended and 2 <= length <= 6 else None

    def _continues(self, word: Word, titled: bool) -> bool:
        """Whether a word goes on with a person's name."""
        free = word.start not in self.taken and word.text[0].isalnum() and word.text not in self._not
        if titled and free and word.text in self._foreign and self._kinds.is_made(word.end):
            return word.text not in self._not_ends
        before = self.view.before(word.start)
        foreign = titled and before is not None and self._written_foreign(before)
        if foreign and free and word.tag in PROPER and not self._starts.in_tables(word.text):
            return len(word.text) <= LONGEST_GIVEN
        return (
            free
            and word.text not in self._not_ends
            and (word.tag in ("nr", "yg") or (titled and word.tag == "x" and len(word.text) == 1))
            and (len(word.text) <= LONGEST_GIVEN)
        )
