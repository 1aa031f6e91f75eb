"""Reads names that end in a noun for a feature ("赫尔松市", "荣成湾", "笕桥机场")."""

from __future__ import annotations

from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.entities import Entities, OwnPlace
from dateline.engines.flat.places.owners import OwnerReader
from dateline.engines.flat.places.spots import Spot
from dateline.engines.flat.view import LINKED, View, Word
from dateline.engines.flat.words import Endings
from dateline.layers import Sentence

LONGEST = 24  # characters of the name of a site
LEAST = 2  # characters of the own name of a site that follows the name of its town


class FeatureReader:
    """Reads such names in one Doc; `nouns` are the nouns with what each is of, "point" or "area"."""

    def __init__(self, view: View, entities: Entities, owners: OwnerReader) -> None:
        self.view, self.text, self.entities, self._owners = view, view.text, entities, owners
        words = entities.place_words
        self.nouns = {word: kind for kind in ("point", "area") for word in words["features"][kind]}
        self._endings = Endings(self.nouns)
        self._surnames = frozenset(entities.data["persons"]["surnames"])
        self._before, self._kinds = tuple(words["before"]), frozenset(words["kinds"])
        self._near, self._part = tuple(words["near"]), tuple(words["part"])
        self._around, self._common = frozenset(words["around"]), frozenset(words["not_towns"])

    def spot(
        self,
        start: int,
        end: int,
        towns: tuple[int, ...] = (),
        own: OwnPlace | None = None,
        feature: str | None = None,
    ) -> Spot:
        """A name, with what the words behind it say: that something lies near it, or a part of it is meant."""
        near, part = (self.text.startswith(words, end) for words in (self._near, self._part))
        return Spot(start, end, self.text[start:end], towns, own, feature=feature, near=near, part=part)

    def at(self, at: int, known: int, sentence: Sentence, taken: set[int]) -> Spot | None:
        """A name with a feature noun at its end, which the name may hold itself ("荣成湾", "赫尔松市").

        `known`: where a name of the tables ends that begins there, else where it begins.
        """
        words = list(self.view.within(at, min(at + LONGEST, sentence.end)))[:5]
        if words and (words[0].tag[:1] == "m" or words[0].text in self.nouns):
            return None
        if words and words[0].text in self._common:  # "三所监狱"
            return None
        for i, word in enumerate(words):
            if word.start in taken or not word.text[0].isalnum():
                return None
            kind = self.nouns.get(word.text)
            following = words[i + 1] if i + 1 < len(words) else None
            if (
                kind
                and following is not None
                and following.text in self.nouns
                and len(following.text) > 1
                and following.text not in self._part
            ):
                continue  # "笕桥" and "机场": the last feature noun ends the name
            if kind and i and word.start == known > at and word.text in self._part:
                return None  # "库尔斯克州" and "边境"
            if kind and i and word.start == known > at and self._is_around(at, word):
                return None  # "长春" and "地区"
            if kind and i and word.start >= known:
                if known > at and word.start - known >= LEAST:
                    return None  # "杭州" and "笕桥机场"
                return self._with_feature(at, word.start, word.end, kind)
            endings = list(self._endings.of(word.text))
            inner = next((f for f in endings if len(word.text) > len(f) + (len(f) == 1)), None)
            if following is not None and len(following.text) > 1 and known == at:
                inner = None if self.nouns.get(following.text) == "point" else inner  # "日比谷公园"
            person = word.tag in ("nr", "nrt", "nrfg") and word.text[0] in self._surnames
            proper = word.tag in ("ns", "nr", "nz", "nrt", "nt", LINKED) and not person
            common = inner and any(word.text.removesuffix(f) in self._kinds for f in ("", *endings))
            if (
                inner
                and not common
                and proper
                and word.end > known
                and i <= 1
                and (not i or words[0].tag in ("ns", "nr", "nz", "nrt"))
            ):
                if (word.start if not i or known else at) != at:
                    return None
                return self._with_feature(at, word.end - len(inner), word.end, self.nouns[inner])
            if word.end <= known:
                continue
            name = word.tag in ("ns", "nr", "nz", "nrt", "nrfg", "j", "x", "nt", "g") or (
                known and word.start < known
            )
            last = i + 1 < len(words) and words[i + 1].text in self.nouns
            last = last and (len(words[i + 1].text) >= 2 or self._marked(at, sentence))
            plain = last and word.tag in ("n", "a", "b") and word.text not in self._kinds
            plain = plain and not self._is_counted(at)
            name = name or (not i and self._owners.is_brief(at, word.end))
            if not (name or (plain and len(word.text) <= 3)):
                return None
        return None

    def _is_counted(self, at: int) -> bool:
        """Whether a number stands before a noun, which is no name then ("一处繁忙路口")."""
        before = self.view.before(at)
        return before is not None and before.end == at and before.tag[:1] == "m"

    def _is_around(self, at: int, word: Word) -> bool:
        """Whether a noun behind a known name that has a point adds no name of its own ("皮迪县山区")."""
        whole = self.text[at : word.end]
        listed = whole in self.entities.places or whole in self.entities.towns
        return word.text in self._around and not listed

    def _marked(self, at: int, sentence: Sentence) -> bool:
        """Whether a word that a place follows stands before."""
        return self.text[sentence.start : at].endswith(self._before)

    def _with_feature(self, at: int, bare: int, end: int, kind: str) -> Spot | None:
        if (division := self.division(at, end)) is not None:
            return division
        name, whole = self.text[at:bare], self.text[at:end]
        if len(name) < 2 and name not in self.entities.towns and not self._owners.is_brief(at, bare):
            return None
        if self._owners.is_post(name, self.text[bare:end]) or self._armed(name):
            return None
        if self._owners.is_mission(at, bare, end):
            at_place = next(iter(self.entities.places.get(name)), None)
            return Spot(at, bare, name, tuple(self.entities.towns.get(name)), at_place)
        own = next(iter(self.entities.places.get(whole)), None)
        towns = tuple(self.entities.towns.get(whole))
        if kind == "point" and not (own or towns) and end - bare == 1:
            own = next(iter(self.entities.places.get(name)), None)
            towns = tuple(self.entities.towns.get(name))
        return self.spot(at, end, towns, own, kind)

    def _armed(self, name: str) -> bool:
        """Whether what stands before a feature noun only says which forces are there ("宪兵哨所")."""
        return any(kind in ARMED for kind in self.entities.nominals.get(name))

    def division(self, at: int, end: int) -> Spot | None:
        """An unknown division before a place of the tables, both of which end in a feature noun ("X省Y镇")."""
        for cut in range(at + LEAST + 1, end - LEAST):
            tables = (self.entities.places, self.entities.towns)
            known = any(self.text[cut:stop] in table for table in tables for stop in (end, end - 1))
            if known and self.nouns.get(self.text[cut - 1]) == "area":
                return Spot(at, cut, self.text[at:cut], feature="area")
        return None
