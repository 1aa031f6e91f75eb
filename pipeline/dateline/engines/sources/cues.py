"""The cues of assertion: what `models/<lang>/assertion.toml` says, ready to look up by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from spacy.tokens import Token

from dateline import data
from dateline.engines.events.slots import SlotReader
from dateline.engines.syntax import Forms, Syntax, first_conjunct
from dateline.layers import Status

VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
_RATED = 4  # tokens behind "perhaps" in which the number that it rates must begin
_MODIFYING = frozenset({"head", "whole", "argument", "below", "purpose"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of assertion.toml; the fields are described there."""

    id: str
    words: tuple[str, ...]
    pos: frozenset[str]
    status: Status
    governs: frozenset[str]
    source: tuple[str, ...] = ()
    negated: Status | None = None
    beside: frozenset[str] = frozenset()
    beyond: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    not_types: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    not_under: frozenset[str] = frozenset()
    voided: frozenset[str] = frozenset()
    indefinite: bool = False
    spoken: bool = False
    active: bool = False
    modifier: bool = False
    condition: bool = False
    inverted: bool = False

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Cue:
        """A cue from its table in TOML."""
        keys = (
            *("pos", "governs", "beside", "beyond", "unless", "types", "not_types", "under", "not_under"),
            "voided",
        )
        sets: dict[str, Any] = {key: frozenset(entry[key]) for key in keys if key in entry}
        plain = {
            key: entry[key]
            for key in (
                "id",
                "status",
                "negated",
                "indefinite",
                "modifier",
                "spoken",
                "active",
                "condition",
                "inverted",
            )
            if key in entry
        }
        return cls(words=tuple(entry["words"]), source=tuple(entry.get("source", ())), **sets, **plain)


class Found(NamedTuple):
    """A cue in whose scope the event stands; `depth` counts the steps from the trigger up to it."""

    depth: int
    cue: Cue
    token: Token
    status: Status


@dataclass(slots=True)
class Cues:
    """The cues of one language, governing and modifying, by first word; and the file's word sets.

    `classes` are those of nouns, of events/nouns.toml.
    """

    syntax: Syntax
    forms: Forms
    table: dict[str, Any]
    classes: dict[str, list[str]]
    slots: SlotReader = field(init=False)
    governing: dict[str, list[tuple[tuple[str, ...], Cue]]] = field(init=False)
    modifying: dict[str, list[Cue]] = field(init=False)
    sets: dict[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.slots = SlotReader(self.syntax, self.forms)
        governing, modifying = defaultdict(list), defaultdict(list)
        for entry in self.table["cue"]:
            cue = Cue.read(entry)
            for phrase in cue.words:
                first, *rest = phrase.split()
                if cue.governs & _MODIFYING:
                    modifying[first].append(cue)
                else:
                    governing[first].append((tuple(rest), cue))
        self.governing, self.modifying = dict(governing), dict(modifying)
        names = (
            "hearsay",
            "media",
            "carriers",
            "realising",
            "definite",
            "ending",
            "shared",
            "quotes",
            "bare",
            "finite",
            "expletive",
            "relative",
            "apposed",
            "prospective",
            "backshifted",
            "listing",
            "failing",
            "attempts",
            "means",
            "settings",
            "attributes",
            "anonymous",
            "of_two",
            "as",
            "content",
            "voices",
            "approximating",
            "contrasting",
            "conceding",
            "answering",
            "measuring",
            "resulting",
            "personal",
            "until",
            "indefinite",
        )
        self.sets = {name: frozenset(self.table[name]) for name in names}
        who = {word for name in self.table["speakers_of"] for word in self.classes[name]}
        who.update(self.table["speakers"])
        self.sets["texts"] = frozenset(word for name in self.table["texts_of"] for word in self.classes[name])
        self.sets["speakers"] = frozenset(who) | self.sets["media"] | self.sets["carriers"]

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, lang: str) -> Cues:
        """The cues of a language, from models/<lang>/assertion.toml."""
        classes = data.load_toml(lang, "events", "nouns.toml")["classes"]
        return cls(Syntax.load(lang), Forms.load(lang), data.load_toml(lang, "assertion.toml"), classes)

    def relation(self, token: Token) -> str:
        """How a token hangs on its head, in terms that no parser owns."""
        dep, s = token.dep_, self.syntax
        if dep in s.conjunct:
            return "conjunct"
        if dep in s.open_complement:
            return "open_complement"
        if dep in s.complement:
            return "complement"
        if dep in s.object or dep in s.passive_subject or dep in s.indirect_object:
            return "object"
        if dep in s.subject:
            return "subject"
        if dep in s.predicate:
            return "predicate"
        if dep in s.preposition or dep in s.agent:
            separate = self.forms.lemma(token) in self.forms.prepositions["separate"]
            return "separate" if separate else "argument"
        if dep in s.preposition_object or dep in s.preposition_clause:
            return "argument"
        if dep in s.adverbial_clause:
            # "reports came out in May that", read as a clause of circumstance
            told = any(c.lower_ in self.sets["content"] and c.i > token.head.i for c in token.lefts)
            measured = told and any(c.lower_ in self.sets["measuring"] for c in token.head.subtree)
            return "complement" if told and not measured else "adverbial"
        if dep in s.relative_clause and any(
            c.tag_ in self.forms.tags["infinitive_marker"] and c.pos_ == "PART" for c in token.lefts
        ):
            return "noun_clause"  # "48 hours to withdraw"
        # "reports that rebels had shelled it", read as a relative clause
        content = dep in s.relative_clause and token.left_edge.lower_ in self.sets["content"]
        arguments = s.subject | s.passive_subject | s.object | s.preposition_object
        content = content and (
            token.left_edge.tag_ not in self.sets["relative"]
            or (token.left_edge.dep_ not in arguments and self.has_subject(token))
        )
        return "noun_clause" if dep in s.noun_clause or content else "other"

    def asked_by(self, noun: Token) -> Token | None:
        """The noun of which another says whose it is ("*requests* from A and B for help", read as "B for help")."""
        tie = first_conjunct(noun, self.syntax).head
        own = (
            tie.dep_ in self.syntax.preposition and self.forms.lemma(tie) in self.forms.prepositions["owning"]
        )
        return tie.head if own and tie.head.pos_ == "NOUN" else None

    def stands_alone(self, verb: Token) -> bool:
        """Whether a joined verb is none of what governs the first: "did not attack but *withdrew*"."""
        finite, first = self.sets["finite"], verb.head
        if any(c.pos_ == "AUX" and c.tag_ in finite for c in verb.children):
            return True
        return verb.tag_ in finite and first.tag_ in self.sets["bare"]

    def conditions(self, depth: int, verb: Token, auxiliary: Token) -> Iterator[Found]:
        """The conditions over what a verb looks ahead to: "*if* they left, the town would fall"."""
        if auxiliary.lower_ not in self.sets["backshifted"]:
            return
        clauses = (c for c in verb.children if c.dep_ in self.syntax.adverbial_clause)
        for word in (w for clause in clauses for w in clause.lefts):
            for cue in self.modifying.get(word.lower_, ()):
                if cue.condition and not cue.inverted:
                    yield Found(depth, cue, word, cue.status)

    def rates_number(self, cue: Cue, token: Token) -> bool:
        """Whether a word of doubt makes no more than the number behind it uncertain: "perhaps 300 were killed"."""
        if cue.status != "hypothetical" or cue.condition or token.pos_ != "ADV":
            return False
        for behind in token.doc[token.i + 1 : token.i + 1 + _RATED]:
            if behind.like_num:
                return True
            if behind.lower_ not in self.sets["approximating"]:
                return False
        return True

    def called(self, verb: Token) -> list[str]:
        """A verb, also with its particle ("go on")."""
        lemma = self.forms.lemma(verb)
        particles = (c.lower_ for c in verb.children if c.dep_ in self.syntax.particle)
        return [lemma, *(f"{lemma} {particle}" for particle in particles)]

    def somebody(self, verb: Token) -> bool:
        """Whether those who do what a verb tells, where they are named, are persons: no victory, no "this"."""
        return all(
            t.pos_ == "PROPN"
            or self.forms.lemma(t) in self.sets["speakers"]
            or (t.pos_ == "PRON" and t.tag_ in self.sets["personal"])
            for t in self.slots.subjects(verb)
        )

    def has_subject(self, verb: Token) -> bool:
        """Whether a verb has a grammatical subject of its own."""
        return any(
            c.dep_ in self.syntax.subject or c.dep_ in self.syntax.passive_subject for c in verb.children
        )

    def quoting(self, depth: int, verb: Token) -> Iterator[Found]:
        """The cue that quotes, if the verb is one."""
        for rest, cue in self.governing.get(self.forms.lemma(verb), ()):
            if "quote" in cue.governs and not rest:
                yield Found(depth, cue, verb, cue.status)

    def counted_out(self, noun: Token) -> Iterator[tuple[Cue, Token]]:
        """Cues that make a noun phrase nobody: "No soldiers attacked", "nobody was arrested"."""
        for token in (noun, *noun.lefts):
            for cue in self.modifying.get(token.lower_, ()):
                if "argument" in cue.governs and token.pos_ in cue.pos:
                    yield cue, token
