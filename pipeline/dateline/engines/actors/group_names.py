"""Names of groups that the registry does not know, by their shape: capitalised words around a word for a group."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named, capital, slug
from dateline.engines.phrases import fold
from dateline.engines.syntax import JOINERS
from dateline.layers import Actor

_BRACKETED = 4  # tokens of an ordinal and a word in brackets, "51st (Highland)"
_FOLK = ("civilians", "military")  # of which names are told: "Workers' Militia", "Soldiers' Council"
_NAME_TAGS = ("PROPN", "ADJ", "NOUN", "NUM")


class GroupFinder:
    """Finds them in one Doc beside the names that are known; made anew for each."""

    def __init__(self, doc: Doc, lexicon: ActorLexicon, named: Sequence[Named]) -> None:
        self.doc, self.lexicon, self.named = doc, lexicon, named

    def find(self) -> list[Named]:
        """The names and the new ones, sorted; these swallow names inside them."""
        owner = {i: n for n in self.named for i in range(n.first, n.last)}
        found: list[Named] = []
        at = 0
        for token in self.doc:
            head = fold(token.text)
            if called := self._called(token, owner):
                found.append(called)
            if token.i < at or head not in self.lexicon.name_heads or not capital(token):
                continue
            inside = owner.get(token.i)
            if (inside and inside.actor) or (token.is_sent_start and self._members(token)):
                continue  # "Rebels of the RUF" open a sentence
            if self._inner(token):
                continue
            new = self._group(token, owner)
            if new:
                found.append(new)
                at = new.last
        taken = {i for n in found for i in range(n.first, n.last)}
        return sorted(
            [*found, *(n for n in self.named if not taken & set(range(n.first, n.last)))],
            key=lambda n: n.first,
        )

    def _called(self, token: Token, owner: dict[int, Named]) -> Named | None:
        """A group by a name that nobody knows and a bare word for a group: "the *Baro Kunda group*"."""
        if token.text not in self.lexicon.words["any_body"] or token.i < token.sent.start + 2:
            return None
        first = token.i
        while first > token.sent.start and self.doc[first - 1].pos_ == "PROPN" and first - 1 not in owner:
            first -= 1
        name = self.doc[first : token.i + 1]
        common = any(self.lexicon.head(t) or fold(t.text) in self.lexicon.not_actors for t in name[:-1])
        if first == token.i or common or self.doc[first - 1].lower_ not in self.lexicon.words["definite"]:
            return None
        actor = Actor(f"group:{slug(name.text)}", name.text, "unknown")
        return Named(first, token.i + 1, "name", actor=actor)

    def _group(self, token: Token, owner: dict[int, Named]) -> Named | None:
        doc, sentence = self.doc, token.sent
        first = token.i
        while first > sentence.start and self._part_of_name(doc[first - 1], owner):
            first -= 1
        if first == token.i and self._bracketed(first):
            first -= _BRACKETED
        sender = owner.get(first - 1)
        if first == token.i and self._mission(token.i) and sender and sender.form == "acronym":
            first = sender.first  # "the UN Mission in X"
        if self.doc[first].text in JOINERS:
            first += 1
        end = self._behind_letter(token)
        last = self._right_edge(end, sentence.end)
        if first < token.i and self.lexicon.name_heads[fold(token.text)] == "military":
            last = self._under_command(token.i + 1, last, owner)
        lead = [owner.get(i) for i in range(first, token.i)]
        own = [doc[i] for i in range(first, token.i) if not self._of_state(owner.get(i))]
        front = self._front(first, token)
        armed = front or self.lexicon.name_heads[fold(token.text)] == "military"
        strange = bool(own) and fold(own[-1].text) in self.lexicon.not_actors
        if last == end and (not own or (strange and not (armed and token.i - first > 1))):
            return None  # "the East China Field Army" is one
        if first == token.i and last == end:
            return None
        if last > token.i + 1 and fold(doc[last - 1].text) in self.lexicon.not_actors:
            return None  # "the Government of Ireland Act"
        if last == token.i + 1 and lead and all(self._common(t) for t in own):
            return None  # a state and a common noun: "the Chadian Special Forces"
        words = [fold(t.text) for t in doc[first:last]]
        state = next((n.state for n in lead if n and self._of_state(n)), None)
        name = doc[first:last].text
        kind = self.lexicon.name_kind(words, fold(token.text))
        if front or (state and self.lexicon.name_heads.get(fold(token.text)) == "military"):
            kind = "military"
        namespace = kind if state and kind in ("military", "police") else "group"
        actor = Actor(f"{namespace}:{slug(name)}", name, kind, state.country if state else None)
        return Named(first, last, "name", actor=actor)

    def _front(self, first: int, head: Token) -> bool:
        """Whether a name is that of a group of armies by its number ("the 2nd Baltic Front", no "Second Front")."""
        number = self.doc[first].lower_
        numbered = number[0].isdigit() or number in self.lexicon.words["ordinals"]
        return fold(head.text) in self.lexicon.words["army_fronts"] and numbered and head.i - first > 1

    def _behind_letter(self, head: Token) -> int:
        """End of a head and the letter that tells it from others ("Army Group E")."""
        letter = head.doc[head.i + 1 : head.i + 2].text
        return head.i + 1 + (len(letter) == 1 and letter.isupper())

    def _bracketed(self, head: int) -> bool:
        """Whether an ordinal and a word in brackets stand before a head: "51st (Highland) Division"."""
        if head < _BRACKETED:
            return False
        number, opening, _, closing = self.doc[head - _BRACKETED : head]
        ordinal = number.text[0].isdigit() and number.text[-1].isalpha()
        return ordinal and opening.text == "(" and closing.text == ")"

    def _common(self, token: Token) -> bool:
        words = (f"{fold(token.text)} {fold(self.doc[token.i + 1].text)}", fold(token.text))
        return any(word in self.lexicon.heads for word in words)

    def _part_of_name(self, token: Token, owner: dict[int, Named]) -> bool:
        """Whether a word before the head belongs to the name."""
        inside = owner.get(token.i)
        if inside and inside.actor and inside.form == "acronym":
            return False
        if token.text in JOINERS and token.i and not token.whitespace_:
            return True
        if self._of_people(token):
            return True
        if "[" in token.text or (
            not capital(token) and not (token.text[0].isdigit() and token.text[-2:].isalpha())
        ):
            return False
        head = self.lexicon.head(token)
        armed = (
            head is not None
            and head[0] == "military"
            and token.i > 0
            and self.doc[token.i - 1].text[0].isdigit()
        )
        inner = head is None or head[1] in self.lexicon.words["adjectival"] or self._inner(token)
        return token.pos_ in ("PROPN", "ADJ", "NOUN", "NUM", "VERB") and (armed or inner)

    def _of_people(self, token: Token) -> bool:
        """Whether it is of a noun for people and the mark of the genitive: "the *People's* Revolutionary Army"."""
        mark = token.i + 1 if token.dep_ not in self.lexicon.syntax["case"] else token.i
        if not 0 < mark < len(self.doc) or self.doc[mark].dep_ not in self.lexicon.syntax["case"]:
            return False
        people = self.doc[mark - 1]
        found = self.lexicon.head(people)
        return capital(people) and found is not None and found[0] in _FOLK and self.lexicon.several(people)

    def _inner(self, token: Token) -> bool:
        """Whether a head stands before another that it belongs to: "the Northern *Army* Group"."""
        heads, following = self.lexicon.name_heads, token.doc[token.i + 1 : token.i + 2]
        tied = any(capital(t) and fold(t.text) in heads for t in following)
        return tied and fold(token.text) in heads

    def _right_edge(self, at: int, end: int) -> int:
        """End of the name to the right of its head: connectors count if a capitalised word follows."""
        doc, edge = self.doc, at
        links = 0
        while at < end:
            token = doc[at]
            if token.text in self.lexicon.words["connectors"] and links < 3:
                links += 1
                at += 1
                # "and" and "in" open a new phrase as often as they go on with a name.
                opens = (
                    token.text in self.lexicon.words["opening_connectors"] and edge == at - 1 and links == 1
                )
                if token.text in self.lexicon.words["joining"] and at < end and doc[at].pos_ == "DET":
                    return edge  # "the Government of X and the Y"
                if opens and not (
                    token.text in self.lexicon.words["mission_links"] and self._mission(at - 2)
                ):
                    return edge
            elif links and capital(token) and token.pos_ in _NAME_TAGS and not self._role(token):
                at += 1
                edge = at
                links = 1 if at < end else links
            else:
                break
        return edge

    def _under_command(self, at: int, last: int, owner: dict[int, Named]) -> int:
        """End of a unit's name: "of" and a state belong to it, "of" and its commander do not."""
        words = self.lexicon.words
        if at >= last or self.doc[at].lower_ not in words["belonging"]:
            return last
        then = at + 1 if self.doc[at + 1].pos_ != "DET" else at + 2
        return last if self._of_state(owner.get(then)) or then > at + 1 else at

    def _members(self, token: Token) -> bool:
        """Whether a plural that opens a sentence is only a noun for fighters."""
        plural = self.lexicon.plural(token) and fold(token.text) in self.lexicon.heads
        return token.pos_ == "NOUN" or plural

    def _mission(self, at: int) -> bool:
        """Whether a name's head is one that is told by its place ("the UN Mission in X")."""
        return fold(self.doc[at].text) in self.lexicon.words["missions"]

    def _role(self, token: Token) -> bool:
        found = self.lexicon.head(token)
        return found is not None and found[0] == "person"

    @staticmethod
    def _of_state(named: Named | None) -> bool:
        """Whether a name is a state's; a seat is a city as well, whose brigade is its own ("Dublin Brigade")."""
        return named is not None and named.state is not None and named.form != "seat"
