"""Reads where a time expression stands: on the main line of the narrative or beside it.

What marks an aside is data (models/<lang>/timexes/narrative.toml): labels and tags of the parser,
brackets, and the words that bind two expressions to one interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc, Token

from dateline import data
from dateline.layers import Sentence, Timex


@dataclass(frozen=True, slots=True)
class Link:
    """Words that make one interval or list of two expressions."""

    kind: str
    before: re.Pattern[str]
    between: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class NarrativeData:
    """What a language says about the way its narratives move, from models/<lang>/timexes/narrative.toml."""

    aside: dict[str, Any]
    pluperfect: dict[str, list[str]]
    planned: dict[str, list[str]]
    links: tuple[Link, ...]

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, lang: str) -> NarrativeData:
        """Read and compile the data of a language."""
        rows = data.load_toml(lang, "timexes", "narrative.toml")
        links = tuple(
            Link(kind, re.compile(row["before"], re.I), re.compile(f"(?:{row['between']})\\Z", re.I))
            for kind in ("range", "list", "time")
            for row in rows[kind]
        )
        return cls(rows["aside"], rows["pluperfect"], rows["planned"], links)


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a time expression stands.

    `aside`: off the main line. `earlier`: in the past before the story's past. `opens`: it only opens
    a period ("since 1950").
    """

    aside: bool
    earlier: bool
    opens: bool


class Clauses:
    """Reads from parse and punctuation whether a time expression belongs to the main line."""

    def __init__(self, rules: NarrativeData) -> None:
        self.rules = rules

    def of(self, doc: Doc, timex: Timex, sentence: Sentence) -> Clause:
        """The clause of a time expression."""
        span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
        root = span.root
        clauses, verb = self._climb(root)
        before = doc[span.start - 1].lower_ if span.start > sentence.first else ""
        earlier = (
            verb is not None
            and before not in self.rules.pluperfect["except_after"]
            and self._pluperfect(verb)
        )
        aside = (
            bool(clauses)
            or earlier
            or self._modifies(root, span.end)
            or before in self.rules.aside["before"]
            or (verb is not None and self._planned(verb))
            or self._enclosed(doc, span.start, sentence)
        )
        return Clause(aside, earlier)

    def _climb(self, token: Token) -> tuple[list[str], Token | None]:
        """Aside clauses above a token, and its verb."""
        found, verb = [], None
        while True:
            if verb is None and token.pos_ in ("VERB", "AUX"):
                verb = token
            if token.dep_ in self.rules.aside["clauses"]:
                found.append(token.dep_)
            if token.head is token or token.head.i == token.i:
                return found, verb
            token = token.head

    def _pluperfect(self, verb: Token) -> bool:
        rule = self.rules.pluperfect
        return verb.tag_ in rule["verbs"] and any(
            c.dep_ in rule["labels"] and c.lemma_ in rule["lemmas"] and c.tag_ in rule["tags"]
            for c in verb.children
        )

    def _planned(self, verb: Token) -> bool:
        rule = self.rules.planned
        return any(c.dep_ in rule["labels"] and c.tag_ in rule["tags"] for c in verb.children)

    def _modifies(self, root: Token, end: int) -> bool:
        rule = self.rules.aside
        return root.dep_ in rule["modifiers"] and root.head.i >= end and root.head.tag_ in rule["nouns"]

    def _enclosed(self, doc: Doc, first: int, sentence: Sentence) -> bool:
        rule, depth, quoted = self.rules.aside, 0, False
        for token in doc[sentence.first : first]:
            depth = max(0, depth + (token.text in rule["open"]) - (token.text in rule["close"]))
            quoted ^= token.text in rule["quote"]
        return depth > 0 or quoted


def links(
    doc: Doc, timexes: list[Timex], sentences: list[Sentence], rules: NarrativeData
) -> list[str | None]:
    """For every expression what binds it to the next one: "range", "list", "time", or None."""
    text = doc.text
    out: list[str | None] = []
    for first, second in zip(timexes, timexes[1:], strict=False):
        kind = None
        if first.sentence == second.sentence:
            left, between = (
                text[sentences[first.sentence].start : first.start],
                text[first.end : second.start],
            )
            kind = next(
                (k.kind for k in rules.links if k.between.match(between) and k.before.search(left)), None
            )
        out.append(kind)
    return [*out, None] if timexes else []
