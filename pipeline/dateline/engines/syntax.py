"""Questions to a dependency parse that several stages ask, in terms of the labels a language names.

The label sets come from `models/<lang>/syntax.toml`, so that the code knows no scheme by heart.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from dateline import data

_HYPHENATED = re.compile(r"[a-z]{2,}-[a-z]{3,}")
# Marks that join the parts of one word ("el-Sheikh"), and those that join two words ("Danish–Swedish") as well.
HYPHENS = frozenset("-‑")
JOINERS = HYPHENS | {"–"}
NOUNS = ("NOUN", "PROPN")
# A type of arms: of aircraft, drones or tanks ("F-16", "Su-25s", "MiG-21").
ARMS_TYPE = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Za-z]{0,3}")


@dataclass(frozen=True, slots=True)
class Syntax:
    """Dependency labels of one language's parser, by what they mean here."""

    subject: frozenset[str]
    noun_subject: frozenset[str]
    noun_passive_subject: frozenset[str]
    misread: frozenset[str]
    passive_subject: frozenset[str]
    object: frozenset[str]
    indirect_object: frozenset[str]
    preposition: frozenset[str]
    preposition_object: frozenset[str]
    agent: frozenset[str]
    conjunct: frozenset[str]
    clause: frozenset[str]
    particle: frozenset[str]
    passive_auxiliary: frozenset[str]
    infinitive_marker: frozenset[str]
    relative_clause: frozenset[str]
    noun_clause: frozenset[str]
    open_complement: frozenset[str]
    complement: frozenset[str]
    adverbial_clause: frozenset[str]
    preposition_clause: frozenset[str]
    predicate: frozenset[str]
    possessor: frozenset[str]
    modifier: frozenset[str]
    apposition: frozenset[str]
    adverb: frozenset[str]
    object_predicate: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    root: frozenset[str] = frozenset()
    adverbial_noun: frozenset[str] = frozenset()
    case: frozenset[str] = frozenset()
    noun_compound: frozenset[str] = frozenset()
    marker: frozenset[str] = frozenset()
    determiner: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, lang: str) -> Syntax:
        """Read the labels of models/<lang>/syntax.toml."""
        labels = data.load_toml(lang, "syntax.toml")["labels"]
        return cls(**{name: frozenset(values) for name, values in labels.items()})


@dataclass(frozen=True, slots=True)
class Forms:
    """Words and fine tags of one language that steer how a parse is read."""

    tags: dict[str, frozenset[str]]
    prepositions: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    endings: dict[str, frozenset[str]]
    lemmas: dict[str, str]
    known: dict[tuple[int, int], str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, lang: str) -> Forms:
        """Read tags, prepositions, words, endings and lemmas of models/<lang>/syntax.toml."""
        table = data.load_toml(lang, "syntax.toml")
        hyphenated = table.get("hyphenated", {})
        words = {name: frozenset(values) for name, values in table["words"].items()}
        words |= {name: words[name] | set(hyphenated) for name in ("pasts", "participles") if hyphenated}
        return cls(
            {name: frozenset(values) for name, values in table["tags"].items()},
            {name: frozenset(values) for name, values in table["prepositions"].items()},
            words,
            {name: frozenset(values) for name, values in table["endings"].items()},
            table["lemmas"] | hyphenated,
        )

    def singulars(self, word: str) -> list[str]:
        """What a name may be for one where it stands for several: without the endings of the plural."""
        return [word.removesuffix(e) for e in sorted(self.endings["plural_name"]) if word.endswith(e)]

    def _anew(self, token: Token) -> str | None:
        """The lemma of what is done anew ("re-engage" is to engage); None where a word is none of these."""
        prefix = next((p for p in self.endings["anew"] if token.lower_.startswith(p)), None)
        if prefix is None:
            return None
        return self.lemmas.get(token.lower_.removeprefix(prefix)) or token.lemma_.lower().removeprefix(prefix)

    def lemma(self, token: Token) -> str:
        """Lower-case lemma without hyphen ("counterattack"); proper nouns, never lemmatized, as written."""
        key = (token.lower, token.lemma)
        found = self.known.get(key)
        if found is None:
            lemma = self.lemmas.get(token.lower_) or self._anew(token) or token.lemma_.lower()
            found = lemma.replace("-", "") if _HYPHENATED.fullmatch(lemma) else lemma
            self.known[key] = found
        return found


def conjuncts(token: Token) -> list[Token]:
    """The token and those coordinated with it, in text order."""
    return sorted([token, *token.conjuncts], key=lambda t: t.i)


def covering(doc: Doc, start: int, end: int) -> Span:
    """The tokens that the character span `start:end` touches."""
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None, "a mention lies within its document"
    return span


def governed(token: Token, prepositions: Collection[str], syntax: Syntax, forms: Forms) -> list[Token]:
    """What these prepositions, of one word or two, tie to a word ("men *of the brigade*", "groups *such as X*")."""
    ties = (
        c
        for c in token.children
        if c.dep_ in syntax.preposition
        and (forms.lemma(c) in prepositions or (c.i and f"{c.nbor(-1).lower_} {c.lower_}" in prepositions))
    )
    return [t for tie in ties for t in tie.children if t.dep_ in syntax.preposition_object]


def first_conjunct(token: Token, syntax: Syntax) -> Token:
    """The first of the coordinated words that a token is one of; its part in the clause is that of all."""
    while token.dep_ in syntax.conjunct and token.head.i < token.i:
        token = token.head
    return token


def is_infinitive(verb: Token, forms: Forms) -> bool:
    """Whether a verb is an infinitive with its marker."""
    return any(c.tag_ in forms.tags["infinitive_marker"] for c in verb.children)


def to_occur(noun: Token, syntax: Syntax, forms: Forms) -> Token | None:
    """The infinitive which says that what a noun names takes place ("The talks are due *to begin* in Minsk")."""
    if noun.dep_ not in syntax.subject | syntax.passive_subject:
        return None
    above = [noun.head, *(c for c in noun.head.rights if c.pos_ == "ADJ" and c.dep_ in syntax.predicate)]
    for verb in (c for t in above for c in t.rights if c.dep_ in syntax.open_complement):
        held = any(c.dep_ in syntax.passive_auxiliary for c in verb.lefts)
        known = "being_held" if held else "coming_about"
        if is_infinitive(verb, forms) and forms.lemma(verb) in forms.words.get(known, ()):
            return verb
    return None


def between(left: Token, right: Token) -> Span:
    """The tokens between two, whichever of them stands first; empty where nothing does."""
    first, last = sorted((left.i, right.i))
    return left.doc[min(first + 1, last) : last]


def parted(left: Token, right: Token, marks: Collection[str]) -> bool:
    """Whether one of these marks stands between two tokens, or is the first of them."""
    return any(t.text in marks for t in left.doc[min(left.i, right.i) : max(left.i, right.i)])


def bracket_before(doc: Doc, start: int, reach: int, marks: Collection[str]) -> int:
    """Where, at most so many tokens before `start`, one of these marks opens a bracket; 0 where none does."""
    near = range(start - 1, max(start - 1 - reach, 0), -1)
    return next((i for i in near if doc[i].text in marks), 0)


def is_attributive(preposition: Token, first: Token, forms: Forms) -> bool:
    """Whether what hangs on `preposition`, from `first` on, belongs to its noun alone ("the crisis of 2012")."""
    own = forms.prepositions["attributive"]
    return forms.lemma(preposition) in own and bool(preposition.head.i < first.i)


def verb_above(token: Token) -> Token | None:
    """The verb in whose clause a token stands."""
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)


def half_before(token: Token) -> Token | None:
    """The first half of what a mark without space joins to a word ("*co*-operation")."""
    if token.i < 2 or token.nbor(-1).text not in JOINERS or token.nbor(-1).whitespace_:
        return None
    first = token.nbor(-2)
    return None if first.whitespace_ else first


def hyphened_before(token: Token) -> list[Token]:
    """The first half of a capitalised adjective of two names ("*Danish*-Swedish"); nothing for other words."""
    first = half_before(token)
    if first is None or first.head.i != token.i:
        return []
    return [first] if first.text[0].isupper() and token.text[0].isupper() else []


def name_around(noun: Token, syntax: Syntax, forms: Forms) -> str | None:
    """The name that a capitalised noun is a part of, with what stands around it ("Second Battle of the Aisne")."""
    if noun.pos_ != "PROPN":
        return None
    doc, first, last = noun.doc, noun.i, noun.i
    while first > noun.left_edge.i and _may_name(doc[first - 1]):
        first -= 1
    links = forms.prepositions["attributive"]
    of = next((c for c in noun.rights if c.i == noun.i + 1 and c.lower_ in links), None)
    if of is not None:
        last = next((c.i for c in of.children if c.dep_ in syntax.preposition_object), last)
        last = last if _may_name(doc[last]) else noun.i
    while last < noun.right_edge.i and doc[last + 1].pos_ == "NUM":
        last += 1
    return doc[first : last + 1].text.lower() if last - first else None


def _may_name(token: Token) -> bool:
    """Whether a word may be a part of a name."""
    return token.pos_ in ("PROPN", "ADJ", "NUM") and not token.text[:1].islower()
