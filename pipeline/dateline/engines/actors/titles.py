"""Who holds which office, as far as a text has told: whom "the president", "the minister", "the pasha" means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.noun_phrases import Phrase
from dateline.engines.registry import State
from dateline.engines.syntax import Syntax
from dateline.layers import Actor


@dataclass(slots=True)
class Titles:
    """Keeps them for one Doc; `by_head`: actors of the phrases read so far, by head token."""

    doc: Doc
    by_head: Mapping[int, Actor]
    lexicon: ActorLexicon
    syntax: Syntax
    _held: dict[str, Actor] = field(default_factory=dict)

    def holder(self, title: str, state: State | None = None) -> Actor | None:
        """The person who was last told to hold an office, of a state where one is given."""
        return self._held.get(title if state is None else f"{title} {state.id}")

    def bare(self, phrase: Phrase, state: State | None = None) -> bool:
        """Whether a phrase says no more than an office, of a state where one is given.

        "The commander", "the late king", not "the *ship's* commander", "the commander *of the fort*", "the kings".
        """
        doc, words = self.doc, self.lexicon.words
        size = len(phrase.noun[1].split()) if phrase.noun else 0
        names = {i for named in phrase.mods for i in range(named.first, named.last)}
        before = doc[phrase.first : phrase.head.i + 1 - size]
        plain = all(
            t.pos_ in ("PART", "DET", "PRON") or t.i in names or t.lower_ in words["holding"] for t in before
        )
        behind = doc[phrase.last] if phrase.last < len(doc) else None
        whose = behind is not None and behind.head.i == phrase.head.i and behind.lower_ in words["belonging"]
        return plain and not (whose and state is None) and not self.lexicon.several(phrase.head)

    def remember(self, phrase: Phrase, actor: Actor, state: State | None) -> None:
        """ "President X of Y" makes X "the president" from there on, "X Pasha" makes X "the pasha"."""
        at = phrase.named.first - 1 if phrase.named else phrase.head.i
        while at >= phrase.first and (found := self.lexicon.head(self.doc[at])) and found[0] == "person":
            self._give(found[1], actor, state)
            at -= 1
        behind = self.doc[phrase.named.last - 1] if phrase.named else None
        if behind is not None and behind.lower_ in self.lexicon.words["honours_behind"]:
            found = self.lexicon.head(behind)
            if found is not None and found[0] == "person":
                self._give(found[1], actor, state)

    def taken(self, phrase: Phrase, state: State | None) -> None:
        """An office that somebody is said to hold or take: "X became president", "X was crowned king"."""
        kinds = self.syntax.predicate | self.syntax.object_predicate
        verb = phrase.head.head
        several = "Plur" in phrase.head.morph.get("Number", [])
        if phrase.noun is None or phrase.noun[0] != "person" or several or phrase.head.dep_ not in kinds:
            return
        if any("Neg" in c.morph.get("Polarity", []) for c in verb.children):
            return
        actor = self._whose(verb)
        if actor is not None and actor.kind == "person" and not actor.id.startswith("generic:"):
            self._give(phrase.noun[1], actor, state)

    def _whose(self, verb: Token) -> Actor | None:
        """The person of whom an office is told: the object where there is one ("made X king"), else the subject."""
        below = [c for c in verb.children if c.dep_ in self.syntax.object]
        below = below or [
            c for c in verb.children if c.dep_ in self.syntax.subject | self.syntax.passive_subject
        ]
        return self.by_head.get(below[0].i) if len(below) == 1 and not below[0].conjuncts else None

    def _give(self, title: str, actor: Actor, state: State | None) -> None:
        """Note an office, and its last word where nobody else is called so: "the minister" for "foreign minister"."""
        self._held[title] = actor
        if state is not None:
            self._held[f"{title} {state.id}"] = actor
        words = title.split()
        if len(words) > 1 and words[0] not in self.lexicon.words["seconds"]:
            self._held.setdefault(words[-1], actor)
