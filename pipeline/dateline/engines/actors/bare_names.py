"""Names of groups by their form alone: plurals for people ("the Auxiliaries") and unknown acronyms ("BINUH").

Such a word names a group if it acts, or is called what only somebody is, at least once in the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from dateline.engines.actors.ages import Ages
from dateline.engines.actors.grounds import Grounds
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.named import Named, capital, slug
from dateline.engines.phrases import fold
from dateline.engines.syntax import first_conjunct
from dateline.layers import Actor, ActorKind

_ACRONYM = re.compile(r"[A-ZÀ-Þ]{3,10}(?:-[A-ZÀ-Þ]{1,4})?")
# A paragraph with so large a share of capitals is a headline.
_SHOUTED = 0.5


class BareNameFinder:
    """Finds them in one Doc among the words that no other name holds; `times`: tokens of time expressions."""

    def __init__(
        self, doc: Doc, named: Sequence[Named], data: ActorData, times: Collection[int] = ()
    ) -> None:
        self.doc, self.registry = doc, data.registry
        self.lexicon, self.syntax = data.lexicon, data.syntax
        self._taken = {i for n in named for i in range(n.first, n.last)} | set(times)
        self._lower = {t.lower_ for t in doc if not capital(t)}
        self.grounds = Grounds(doc, data.lexicon)
        self.ages = Ages(doc, data.registry)

    def find(self) -> list[Named]:
        """Mentions by name, sorted."""
        forms: dict[str, list[Token]] = {}
        for token in self.doc:
            text = token.text
            if (
                text[0].isupper()
                and token.i not in self._taken
                and (self._plural(token) or self._acronym(token))
            ):
                forms.setdefault(text, []).append(token)
        found = []
        for name, tokens in forms.items():
            kind = self._kind(tokens)
            if kind is not None and not self.grounds.is_place(name):
                actor = self._known(name, tokens[0].idx) or Actor(f"group:{slug(name)}", name, kind)
                form = "acronym" if name.isupper() else "name"
                found += [Named(t.i, t.i + 1, form, actor=actor) for t in tokens]  # type: ignore[arg-type]
        return sorted(found, key=lambda n: n.first)

    def _known(self, name: str, start: int) -> Actor | None:
        """The one actor of the registry that has the name, though nothing else in the text speaks of its country."""
        ids = {value.id for value in self.registry.matcher.get(name) if value.form in ("name", "acronym")}
        ids = {key for key in ids if self.ages.fits(self.registry.years(key), start)}
        return self.registry.entries[ids.pop()].actor if len(ids) == 1 else None

    def _plural(self, token: Token) -> bool:
        """Whether a word is a plural that is written as a name, alone."""
        text = token.text
        if not (text[0].isupper() and text[1:].islower() and text.isalpha() and len(text) > 4):
            return False
        plural = token.pos_ == "PROPN" and "Plur" in token.morph.get("Number", [])
        return plural and not self._strange(token) and not self._part_of_name(token)

    def _acronym(self, token: Token) -> bool:
        if token.pos_ not in ("PROPN", "NOUN") or not _ACRONYM.fullmatch(token.text):
            return False
        words = [t for t in token.sent if t.is_alpha]
        shouted = sum(t.is_upper and len(t) > 1 for t in words) > _SHOUTED * len(words)
        return not shouted and not self._strange(token) and fold(token.text) not in self._lower

    def _strange(self, token: Token) -> bool:
        word, lexicon = fold(token.text), self.lexicon
        if word in lexicon.words["not_persons"]:
            return True
        return word in lexicon.not_actors or word in lexicon.heads or word in lexicon.words["ship_prefixes"]

    def _part_of_name(self, token: Token) -> bool:
        """Whether a capitalised word stands before or behind: the plural is no name by itself ("Golan Heights")."""
        beside = []
        if token.i > token.sent.start:
            beside.append(self.doc[token.i - 1])
        if token.i + 1 < token.sent.end:
            beside.append(self.doc[token.i + 1])
        return any(t.pos_ == "PROPN" and t.i not in self._taken for t in beside)

    def _kind(self, tokens: Sequence[Token]) -> ActorKind | None:
        """Kind of the group; None if nothing shows that it is one, or it is somewhere."""
        if any(self._somewhere(t) for t in tokens):
            return None
        called: ActorKind | None = next((k for t in tokens if (k := self._called(t)) is not None), None)
        if called is not None:
            return called
        return "unknown" if any(self._acts(t) for t in tokens) else None

    def _somewhere(self, token: Token) -> bool:
        before = self.doc[token.i - 1].lower_ if token.i else ""
        if before in self.lexicon.words["definite"] and token.i > 1:
            before = self.doc[token.i - 2].lower_
        return before in self.lexicon.words["strictly_locative"]

    def _called(self, token: Token) -> ActorKind | None:
        """What a noun beside the name calls it: "the regional force FOMAC", "BINUH, the UN mission"."""
        apposed = self.lexicon.syntax["apposition"]
        others = [token.head] if token.dep_ in apposed | self.syntax.modifier else []
        others += [
            c
            for c in token.children
            if c.dep_ in apposed or (c.dep_ in self.syntax.modifier and c.i < token.i)
        ]
        for other in others:
            head = self.lexicon.head(other)
            if head is not None and head[0] != "person":
                return head[0]
            bodies = self.lexicon.anaphors.keys() | self.lexicon.words["members"]
            if fold(other.lemma_) in bodies and other.pos_ == "NOUN":
                return "unknown"
        return None

    def _acts(self, token: Token) -> bool:
        """Whether a name does or suffers what only somebody does."""
        top = first_conjunct(token, self.syntax)
        above, verbs = top.head, self.lexicon.verbs
        verb = above.lemma_.lower()
        if top.dep_ in self.syntax.subject:
            return above.pos_ == "VERB" and verb in verbs["battle"] | verbs["speech"] | verbs["personal"]
        if top.dep_ in self.syntax.object | self.syntax.passive_subject:
            return verb in verbs["to_persons"] | verbs["patient"]
        if top.dep_ in self.syntax.preposition_object:
            return above.dep_ in self.syntax.agent
        return False
