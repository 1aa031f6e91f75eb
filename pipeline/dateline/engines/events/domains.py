"""What a sentence is about, where it is no conflict: a storm that strikes, a team that defeats another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc

from dateline import data
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import ARMED_KINDS, types_of
from dateline.engines.syntax import JOINERS, Forms
from dateline.layers import Sentence

_HINTS = 2  # different signs or hints that show a domain
_FEW = 4  # sentences from which an article tells by their number what it is about
_OF_WAR = 1 / 4  # share of sentences with a word of war that makes an article one on war
_OF_DOMAIN = 1 / 3  # share of a domain's sentences that makes an article one on it
_UNARMED = frozenset({"government", "police"})  # armed sides that act elsewhere as well


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain: the words that show it, and the types of events that its words seem to tell."""

    name: str
    signs: frozenset[str]
    hints: frozenset[str]
    types: frozenset[str]


@lru_cache(maxsize=8)
def domains(lang: str) -> tuple[Domain, ...]:
    """The domains of models/<lang>/events/domains.toml."""
    table = data.load_toml(lang, "events", "domains.toml")
    groups: dict[str, list[str]] = table["groups"]
    return tuple(
        Domain(
            row["name"],
            frozenset(row["signs"]),
            frozenset(row["hints"]),
            types_of(row["types"], groups),
        )
        for row in table["domain"]
    )


@lru_cache(maxsize=8)
def words_of_war(lang: str) -> frozenset[str]:
    """The words that show that a sentence is on war, whatever else it speaks of."""
    return frozenset(data.load_toml(lang, "events", "domains.toml")["war"]["words"])


class Domains:
    """Tells what each sentence of one Doc is about."""

    def __init__(self, doc: Doc, mentions: LayersByToken, forms: Forms) -> None:
        self.doc, self.mentions, self.forms = doc, mentions, forms
        self.domains = domains(doc.lang_)
        self.war = words_of_war(doc.lang_)
        sentences: list[Sentence] = doc._.sentences or []
        words = [self._words(s) for s in sentences]
        at_war = [bool(found & self.war) or self._armed(s) for s, found in zip(sentences, words, strict=True)]
        self._on_war = len(at_war) >= _FEW and sum(at_war) > _OF_WAR * len(at_war)
        self._of = [
            () if war else tuple(self._shown(found)) for war, found in zip(at_war, words, strict=True)
        ]
        many = len(sentences) >= _FEW and not self._on_war
        of_article = [d for d in self.domains if many and self._mostly(d)]
        self._of = [
            () if war else tuple({*own, *of_article}) for war, own in zip(at_war, self._of, strict=True)
        ]

    def of_conflict(self, frames: Sequence[Frame], sentence: Sentence) -> list[Frame]:
        """The frames of the words that no domain of the sentence has its own meaning for."""
        types = frozenset[str]().union(*(domain.types for domain in self._of[sentence.index]))
        own = {frame.head.i for frame in frames if frame.sense.type in types and not self._of_story(frame)}
        return [frame for frame in frames if frame.head.i not in own]

    def _of_story(self, frame: Frame) -> bool:
        """Whether an article on war tells what befell a person whom it names ("the envoy died in an air crash")."""
        undergoing = [slot for slot, role in frame.sense.slots.items() if role in ("target", "victim")]
        befallen = [t for slot in undergoing for t in frame.slots.get(slot, ())]
        return self._on_war and any(t.pos_ == "PROPN" and self.mentions.is_person(t) for t in befallen)

    def _shown(self, words: set[str]) -> Iterable[Domain]:
        """The domains that the words of a sentence show."""
        for domain in self.domains:
            sign = bool(words & domain.signs)
            several = len(words & (domain.signs | domain.hints)) >= _HINTS
            if (sign and several) or ((sign or several) and not self._on_war):
                yield domain

    def _mostly(self, domain: Domain) -> bool:
        """Whether an article is mostly of a domain."""
        return sum(domain in found for found in self._of) > _OF_DOMAIN * len(self._of)

    def _armed(self, sentence: Sentence) -> bool:
        """Whether a sentence mentions an armed side."""
        found = (self.mentions.actor.get(i) for i in range(sentence.first, sentence.last))
        return any(m is not None and m.actor.kind in ARMED_KINDS - _UNARMED for m in found)

    def _words(self, sentence: Sentence) -> set[str]:
        """The words of a sentence, numbers by their shape, and each two that stand together or are halves of one."""
        tokens = self.doc[sentence.first : sentence.last]
        words = [
            t.shape_ if t.text[0].isdigit() else self.forms.lemma(t) for t in tokens if t.text not in JOINERS
        ]
        return {*words, *(f"{one} {other}" for one, other in pairwise(words))}
