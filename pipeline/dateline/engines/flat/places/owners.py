"""Reads where a name of a place is none: it says whose something is, what it is called, or what somebody governs."""

from __future__ import annotations

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.places.spots import Spot
from dateline.engines.flat.view import View, Word

BRIEF_TAGS = frozenset({"g", "zg", "ag", "ng", "vg", "yg", "j", "nr", "ns", "x"})  # of names of one character
SHORT = 2  # characters of a short form of a state and the word for one
LABEL = 10  # characters on either side of a name within quotation marks


class OwnerReader:
    """Reads the owners and labels of one Doc."""

    def __init__(self, view: View, entities: Entities) -> None:
        self.view, self.text, self.entities = view, view.text, entities
        words, persons = entities.place_words, entities.data["persons"]
        self._titles = tuple(t for t in persons["titles"] if len(t) > 1)
        self._kin = tuple(persons["kin"])
        self._ranks = tuple(words["ranks"])
        self._posts, self._missions = frozenset(words["posts"]), frozenset(words["missions"])
        self._stationed, self._labelled = tuple(words["stationed"]), tuple(words["labelled"])
        self._offices, self._not_offices = tuple(words["offices"]), tuple(words["offices_not"])
        self._makes, self._peoples = tuple(words["makes"]), tuple(words["peoples"])
        self._owned = frozenset(words["owned"])
        self._ships, self._close = tuple(words["ships"]), view.syntax.close
        self._takes = frozenset(persons["takes"])
        self._national, self._nations = tuple(words["national"]), tuple(words["nations"])

    def is_no_place(self, spot: Spot) -> bool:
        """Whether what looks like a place names an operation, speaks, or is a state that nobody knows."""
        labelled = self.is_labelled(spot.start, spot.end)
        people = not (spot.own or spot.state or spot.back) and self.text.startswith(self._peoples, spot.end)
        made = spot.state is None and not spot.back and self.text.startswith(self._makes, spot.end)
        owned = not spot.back and self.view.followed(spot.end, self._owned)  # "热那亚商船"
        return labelled or made or people or owned or self.speaks(spot.name, spot.end) or self.is_nation(spot)

    def speaks(self, name: str, end: int) -> bool:
        """Whether the seat of a government speaks, and is no place ("X总统府发表声明")."""
        after = self._beside(end)
        says = self.view.syntax.markers["speaking"]
        return name.endswith(self._national) and after is not None and after.text in says

    def is_nation(self, spot: Spot) -> bool:
        """Whether an unknown name is but the short form of a state with the word for one ("亚国")."""
        unknown = not (spot.own or spot.towns or spot.state or spot.back)
        return unknown and len(spot.name) == SHORT and spot.name.endswith(self._nations)

    def describes(self, end: int) -> bool:
        """Whether the name of a state only says whose the person, body or post behind it is ("在X总统调停下")."""
        after = self._beside(end)
        if after is None:
            return False
        entities = self.entities
        owned = after.text in entities.nominals or after.text in entities.organs or after.text in self._posts
        return owned or after.text in self._titles or after.text in self.view.syntax.markers["at"]

    def is_post(self, name: str, feature: str) -> bool:
        """Whether a state has a post that may lie on the soil of others ("阿塞拜疆阵地")."""
        return feature in self._posts and any(n.form == "state" for n in self.entities.states.get(name))

    def is_mission(self, at: int, bare: int, end: int) -> bool:
        """Whether a feature noun is what somebody keeps at the place before it ("A 驻 B 大使馆")."""
        return self.text.endswith(self._stationed, 0, at) and self.text[bare:end] in self._missions

    def is_brief(self, at: int, bare: int) -> bool:
        """Whether a name of one character is what is taken or held, in the old style ("攻邾城")."""
        word, before = self.view.word(at), self.view.before(at)
        taken = before is not None and before.end == at and before.text in self._takes
        return taken and bare - at == 1 and word.tag in BRIEF_TAGS

    def is_labelled(self, start: int, end: int) -> bool:
        """Whether a name stands in quotation marks that name an operation or a weapon ("“和平之泉”行动")."""
        marks, text = self.view.syntax, self.text
        stop = next((i for i in range(end, min(end + LABEL, len(text))) if text[i] in marks.close), -1)
        if stop < 0 or not text.startswith(self._labelled, stop + 1):
            return False
        quotes = marks.open + marks.close
        first = next((text[i] for i in range(start - 1, max(start - LABEL, -1), -1) if text[i] in quotes), "")
        return bool(first) and first in marks.open

    def is_person(self, start: int, at: int, end: int) -> bool:
        """Whether a title or a word for kin stands right before a name ("总统罗斯福"), or a rank behind it."""
        return self.text[start:at].endswith((*self._titles, *self._kin)) or self.text.startswith(
            self._ranks, end
        )

    def is_in_title(self, end: int) -> bool:
        """Whether a name that ends here is that of a ship, or a part of the title of an office."""
        office = next((w for w in self._offices if self.text.startswith(w, end)), None)
        if office is not None and not self.text.startswith(self._not_offices, end + len(office)):
            return True
        stop = end + self.text.startswith(tuple(self._close), end)
        return self.text.startswith(self._ships, stop)

    def _beside(self, end: int) -> Word | None:
        after = self.view.after(end)
        return after if after is not None and after.start == end else None
