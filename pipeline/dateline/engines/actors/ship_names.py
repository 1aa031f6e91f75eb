"""Names of ships and flights: "the frigate Ardent", "HMS Ardent", "Gulf Air Flight 212"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named, capital, slug
from dateline.engines.phrases import fold
from dateline.engines.places.gazetteer import Gazetteer
from dateline.engines.syntax import HYPHENS, Syntax
from dateline.layers import Actor, ActorKind

_DIGITS = 4  # of the number of a flight
_PEOPLES = ("ethnic_group", "militia")
_TELLING, _JOINING = ("VERB", "AUX"), ("CCONJ", "SCONJ", "PART", "PRON", "PUNCT")
_FORMS = ("state", "seat")  # of the names that a ship may bear as well


class ShipFinder:
    """Finds them in one Doc; made anew for each. `times`: tokens of time expressions, which are part of no name."""

    def __init__(
        self,
        doc: Doc,
        named: Sequence[Named],
        lexicon: ActorLexicon,
        syntax: Syntax,
        times: Collection[int] = (),
    ) -> None:
        self.doc, self.lexicon, self.words, self.syntax = doc, lexicon, lexicon.words, syntax
        self._owner = {i: n for n in named for i in range(n.first, n.last)}
        self._times = times
        self._bare: dict[tuple[str, ...], Actor] = {}

    def find(self) -> list[Named]:
        """Mentions by name, sorted; a ship introduced by what it is keeps its name all over the text."""
        found: dict[int, Named] = {}
        for token in self.doc:
            for named in (*self._behind(token), *self._flight(token)):
                found.setdefault(named.first, named)
        inside = {i for n in found.values() for i in range(n.first, n.last)}
        found |= {named.first: named for named in self._again() if named.first not in inside}
        return [found[at] for at in sorted(found)]

    def _behind(self, token: Token) -> Iterator[Named]:
        """The names behind a word for a ship, or behind a prefix of ships' names."""
        prefix = token.text.isupper() and fold(token.text) in self.words["ship_prefixes"]
        if prefix and not (token.i and self._ship(token.nbor(-1))):
            if (last := self._end(token.i + 1, token)) > token.i + 1:
                yield self._named(token.i, token.i + 1, last, self._prefixed(token))
            return
        if not self._ship(token):
            return
        several = "Plur" in token.morph.get("Number", [])
        at, first = token.i + 1, token.i
        kind = self._kind(token)
        while at < token.sent.end:
            marked = fold(self.doc[at].text) in self.words["ship_prefixes"] and self.doc[at].text.isupper()
            quoted = self.doc[at].is_quote
            start = at + (marked or quoted)
            last = self._end(start, token)
            if last == start:
                return
            yield self._named(at if several else first, start, last, kind, at if marked else start)
            at = last + (quoted and self.doc[last : last + 1].text != "" and self.doc[last].is_quote)
            link = next((i for i in range(at, min(at + 3, len(self.doc))) if not self._joins(i)), at)
            if not several or link == at:
                return
            at = link

    def _joins(self, at: int) -> bool:
        return self.doc[at].text == "," or self.doc[at].pos_ == "CCONJ"

    def _ship(self, token: Token) -> bool:
        """Whether a word is one for a ship behind which its name may stand ("troop carrier" is none)."""
        if self.words["ships"].isdisjoint(self._forms(token)) or token.text.isupper() or "." in token.text:
            return False
        if capital(token) and not token.is_sent_start:
            return False  # "the Boat Race"
        if token.pos_ == "VERB" and (not token.i or token.nbor(-1).pos_ not in ("DET", "ADJ")):
            return False  # "to ferry African troops"
        return not token.i or token.nbor(-1).lower_ not in self.words["no_ships"]

    def _forms(self, token: Token) -> tuple[str, str]:
        return fold(token.lemma_), fold(token.text)

    def _kind(self, token: Token) -> ActorKind:
        found = self.lexicon.head(token)
        if found is not None and found[0] in ("company", "civilians"):
            return found[0]
        trading = token.i > 0 and token.nbor(-1).lower_ in self.words["in_trade"]
        trading = trading or not self.words["merchant_ships"].isdisjoint(self._forms(token))
        return "company" if trading else "military"

    def _prefixed(self, token: Token) -> ActorKind:
        return "company" if fold(token.text) in self.words["merchant_prefixes"] else "military"

    def _end(self, start: int, ship: Token) -> int:
        """End of the name that begins at `start`, told by the word `ship`; `start` if none does."""
        at = start
        while at < ship.sent.end and (self._part(self.doc[at]) or (at > start and self._within(at))):
            at += 1
        return at if at > start and self._may_be(start, at, ship) else start

    def _within(self, at: int) -> bool:
        """Whether a word or mark may stand within a ship's name: a hyphen, a number, "of" before a name."""
        token = self.doc[at]
        if token.text.isdigit():
            return token.nbor(-1).text.isupper() and at not in self._times  # "PT 109"
        tied = token.text in HYPHENS and not token.whitespace_
        linked = tied or token.lower_ in self.words["ship_links"]
        return linked and at + 1 < token.sent.end and self._part(self.doc[at + 1])

    def _part(self, token: Token) -> bool:
        """Whether a word may be part of a ship's name."""
        if not capital(token) or token.i in self._times:
            return False
        if token.pos_ in ("AUX", "DET", "PRON") and token.text.isalpha():
            return False
        owner = self._owner.get(token.i)
        return owner is None or owner.form in _FORMS or self._people(owner)

    def _people(self, owner: Named) -> bool:
        """Whether a people or its fighters are named, by one of them ("the destroyer Cossack")."""
        one = owner.last == owner.first + 1 and not self.lexicon.plural(self.doc[owner.first])
        return one and owner.actor is not None and owner.actor.kind in _PEOPLES

    def _may_be(self, first: int, last: int, ship: Token) -> bool:
        """Whether words behind one for a ship are its name, and no doer or owner of what is told of it."""
        root = self.doc[first:last].root
        above = root.head
        if root.dep_ in self.syntax.subject and above.dep_ in self.syntax.noun_clause:
            return False  # "the ship Okello seized"
        role = self.lexicon.head(self.doc[first]) is not None
        doubtful = fold(ship.text) in self.words["doubtful_prefixes"]
        if doubtful and (role or fold(self.doc[first].text) in self.words["numbered_units"]):
            return False  # "SS General Wolff", "SS Division"
        owned = any(i in self._owner for i in range(first, last))
        strange = owned or (self.doc[first].pos_ == "ADJ" and first == ship.i + 1)
        if strange and root.dep_ in self.syntax.modifier and above.i >= last:
            return False  # "the ferry Latvian troops seized"
        peoples = (n for i in range(first, last) if (n := self._owner.get(i)) is not None and n.actor)
        tied = ship.head.i in range(first, last) or above.i in (ship.i, ship.head.i)
        if any(peoples) and not tied:
            return False  # "the ship Zulu warriors burned"
        if owned and self._between_verbs(last):
            return False  # "the tanker Iran seized in May was released"
        if owned:
            return "Plur" not in ship.morph.get("Number", [])  # "the boats Latvia seized"
        word = self.doc[last - 1]
        common = last - first == 1 and fold(word.text) in self.lexicon.not_actors - self.words["surnames"]
        return not common and self._untold(word)

    def _between_verbs(self, at: int) -> bool:
        """Whether a verb begins at a token, and nothing joins it to the next one: it tells of the noun before."""
        if at >= len(self.doc) or self.doc[at].pos_ != "VERB":
            return False
        behind = self.doc[at + 1 : self.doc[at].sent.end]
        stop = next((t for t in behind if t.pos_ in _TELLING or t.pos_ in _JOINING), None)
        return stop is not None and stop.pos_ in _TELLING

    def _untold(self, word: Token) -> bool:
        """Whether a word names no body or office ("the transport Ministry")."""
        body = fold(word.text) in self.lexicon.name_heads or word.lower_ in self.words["airlines"]
        return not body or word.text.isupper()

    def _named(self, first: int, start: int, last: int, kind: ActorKind, called: int | None = None) -> Named:
        """A ship; `start:last` its bare name, `called` where the name with its prefix begins."""
        bare = self.doc[start:last].text
        name = self.doc[first if called is None else called : last].text
        aliases = (bare,) if name != bare else ()
        actor = Actor(f"group:{slug(bare)}", name, kind, None, aliases)
        self._bare.setdefault(tuple(t.text for t in self.doc[start:last]), actor)
        return Named(first, last, "name", actor=actor)

    def _flight(self, token: Token) -> list[Named]:
        """A flight of an airline, by its number."""
        number = self.doc[token.i + 1 : token.i + 2].text
        if token.text not in self.words["flights"] or not number.isdigit() or len(number) > _DIGITS:
            return []
        first = token.i
        while (
            first > token.sent.start and capital(self.doc[first - 1]) and self.doc[first - 1].pos_ == "PROPN"
        ):
            first -= 1
        name, short = self.doc[first : token.i + 2].text, self.doc[token.i : token.i + 2].text
        aliases = (short,) if short != name else ()
        actor = Actor(f"group:{slug(short)}", name, "civilians", None, aliases)
        return [Named(first, token.i + 2, "name", actor=actor)]

    def _again(self) -> Iterator[Named]:
        """Other mentions of ships by their bare names."""
        longest = sorted(self._bare, key=len, reverse=True)
        for token in self.doc:
            for words in longest:
                last = token.i + len(words)
                if token.text == words[0] and tuple(t.text for t in self.doc[token.i : last]) == words:
                    if self._is_ship(token.i, last):
                        yield Named(token.i, last, "name", actor=self._bare[words])
                    break

    def _is_ship(self, first: int, last: int) -> bool:
        """Whether a ship's name is hers here; what is a land's or a town's name, too, takes an article."""
        before = self.doc[first - 1].lower_ if first else ""
        if any(i in self._times for i in range(first, last)) or self.doc[first].pos_ != "PROPN":
            return False
        role = self.lexicon.head(self.doc[first - 1]) if first and capital(self.doc[first - 1]) else None
        if role is not None and role[0] == "person":
            return False  # "Captain Hood"
        if before in self.words["definite"]:
            return all((n := self._owner.get(i)) is None or n.form in _FORMS for i in range(first, last))
        if any(c.feature[0] == "A" for c in Gazetteer.shared().lookup(self.doc[first:last].text)):
            return False  # "attacked Virginia"
        elsewhere = self.words["locative"] | self.words["belonging"]
        return before not in elsewhere and all(i not in self._owner for i in range(first, last))
