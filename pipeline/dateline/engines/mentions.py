"""Which actor a token stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.syntax import Syntax, covering
from dateline.layers import Actor, ActorKind, ActorMention

_NAMED = ("NOUN", "PROPN", "NUM", "ADJ")


def independent(doc: Doc, mentions: Iterable[ActorMention]) -> Iterator[ActorMention]:
    """Those that stand for somebody by themselves.

    That is without possessives, relative and reflexive pronouns, and without adjectives of states
    ("Polish losses"), which only tell whose something is.
    """
    if not len(doc) or not doc.has_annotation("DEP"):  # spaCy says that an empty Doc has all annotation
        found = list(mentions)
        spans = Counter((m.start, m.end) for m in found)
        yield from (m for m in found if spans[m.start, m.end] == 1)  # "both sides" are two at one place
        return
    lexicon = actor_lexicon(doc.lang_)
    dependent = lexicon.pronouns["relative"] | lexicon.pronouns["reflexive"]
    for mention in mentions:
        token = doc[mention.head]
        if mention.via == "pronoun":
            alone = token.dep_ not in lexicon.syntax["possessor"] and token.lower_ not in dependent
        else:
            whose = mention.via == "nominal" and token.idx >= mention.end
            alone = not (whose and mention.actor.id.partition(":")[0] in ("state", "military"))
        if alone:
            yield mention


class Mentions:
    """The actor mentions of a Doc by token: a mention answers for its head first, then for all its tokens."""

    def __init__(self, doc: Doc, syntax: Syntax) -> None:
        self._syntax = syntax
        self._by_head: dict[int, ActorMention] = {}
        self._by_token: dict[int, ActorMention] = {}
        for mention in doc._.actors or ():
            self._by_head.setdefault(mention.head, mention)
            span = covering(doc, mention.start, mention.end)
            for i in range(span.start, span.end):
                self._by_token.setdefault(i, mention)

    def at(self, token: Token) -> ActorMention | None:
        """The mention that the token heads or belongs to, or that stands in apposition to it."""
        found = self._by_head.get(token.i) or self._by_token.get(token.i)
        if found:
            return found
        for child in token.children:
            if child.dep_ in self._syntax.apposition and (found := self._by_head.get(child.i)):
                return found
        return None

    def actor(self, token: Token) -> Actor | None:
        """The actor of the token; an unknown one, named by its noun phrase, where no mention stands."""
        mention = self.at(token)
        return mention.actor if mention else self.generic(token)

    def generic(self, token: Token, kind: ActorKind = "unknown") -> Actor | None:
        """An actor named by the noun phrase of the token alone; None for pronouns and other words."""
        if token.pos_ not in _NAMED:
            return None
        first = token.i
        for child in reversed(list(token.lefts)):
            modifies = child.dep_ in self._syntax.modifier and child.pos_ != "NUM"
            if not modifies or child.i != first - 1:
                break
            aged = child.left_edge.pos_ == "NUM"  # "a 44-year-old nurse"
            name = child.pos_ == "PROPN" and all(
                t.pos_ == "PROPN" for t in child.lefts
            )  # "Red Cross workers"
            first = child.left_edge.i if aged or name else child.i
        words = token.doc[first : token.i + 1]
        slug = "-".join(t.lemma_.lower() for t in words if t.is_alpha)
        return Actor(f"generic:{slug}", words.text, kind) if slug else None
