"""What a sentence is about, where it is no conflict: a match won, a market conquered; figures of speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline import data
from dateline.engines.events.lexicon import ARMED_KINDS, types_of
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.scene import Scene
from dateline.layers import ActorMention, Sentence

_HINTS = 2  # different signs or hints that show a domain
_FEW = 4  # sentences from which an article tells by their number what it is about
_OF_WAR = 1 / 4  # share of sentences on war that makes an article one on war
_BEFORE = 5  # characters between the noun of a figure and the trigger
_AFTER = 8  # characters between the trigger and the noun of a figure
_UNARMED = frozenset({"government", "police"})  # armed sides that act elsewhere as well
_OF_EVERY_DAY = frozenset({"civilians", "company", "media", "ngo", "unknown"})  # kinds of actors


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain: the words that show it, and the types of events that its words seem to tell."""

    signs: re.Pattern[str]
    hints: re.Pattern[str]
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of speech: what stands before or behind the trigger in its clause."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    types: frozenset[str]

    def matches(self, before: str, after: str) -> bool:
        """Whether the clause before or behind a trigger shows the figure."""
        found = self.before is not None and self.before.search(before) is not None
        return found or (self.after is not None and self.after.match(after) is not None)


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Table:
    """What models/<lang>/domains.toml holds."""

    war: re.Pattern[str]
    domains: tuple[Domain, ...]
    figures: tuple[Figure, ...]


@lru_cache(maxsize=4)
def load(lang: str) -> Table:
    """The table of a language."""
    table = data.load_toml(lang, "domains.toml")
    groups: dict[str, list[str]] = table["groups"]
    domains = tuple(
        Domain(re.compile(_any(row["signs"])), re.compile(_any(row["hints"])), types_of(row["types"], groups))
        for row in table["domain"]
    )
    behind, before = (table["circumstance"][key] for key in ("not_behind", "not_before"))
    alone = "".join(f"(?<!{re.escape(word)})" for word in behind)
    figures = tuple(
        Figure(
            re.compile(f"{alone}(?:{_any(row['before'])})(?!{_any(before)})[^”」]{{0,{_BEFORE}}}\\Z")
            if "before" in row
            else None,
            re.compile(f".{{0,{_AFTER}}}?(?:{_any(row['after'])})") if "after" in row else None,
            types_of(row["types"], groups),
        )
        for row in table["figure"]
    )
    war = re.compile(_any(table["war"]["words"]))
    return Table(war, domains, figures)


class Domains:
    """Tells of the sentences of one Doc what they are about."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.text = scene, scene.view.text
        self._table = load(str(scene.doc.lang_))
        sentences: list[Sentence] = scene.doc._.sentences or []
        at_war = sum(self._of_war(s) for s in sentences)
        self._on_war = len(sentences) >= _FEW and at_war > _OF_WAR * len(sentences)

    def of_conflict(self, frames: Sequence[Frame], sentence: Sentence) -> list[Frame]:
        """The frames of the words that mean what they say."""
        frames = [f for f in frames if not self._figurative(f)]
        if not frames or self._of_war(sentence):
            return frames
        types = frozenset[str]().union(*(d.types for d in self._table.domains if self._shown(d, sentence)))
        return [f for f in frames if f.type not in types]

    def _of_public_life(self, mention: ActorMention) -> bool:
        return mention.actor.kind not in _OF_EVERY_DAY and mention.via != "pronoun"

    def _of_war(self, sentence: Sentence) -> bool:
        """Whether a sentence mentions an armed side, or has a word of war."""
        kinds = {m.actor.kind for m in self.scene.actors_in(sentence.start, sentence.end)}
        armed = bool(kinds & (ARMED_KINDS - _UNARMED))
        return armed or self._table.war.search(self.text, sentence.start, sentence.end) is not None

    def _shown(self, domain: Domain, sentence: Sentence) -> bool:
        """Whether the words of a sentence show a domain; in an article on war a sign takes company."""
        line = self.text[sentence.start : sentence.end]
        signs = set(domain.signs.findall(line))
        several = len(signs | set(domain.hints.findall(line))) >= _HINTS
        if signs and not self._on_war:
            return True
        here = self.scene.actors_in(sentence.start, sentence.end)
        return several and bool(signs or not self._on_war) and not any(map(self._of_public_life, here))

    def _figurative(self, frame: Frame) -> bool:
        """Whether what stands beside a trigger shows that it is but a figure of speech."""
        start, end = frame.clause
        before, after = self.text[start : frame.start], self.text[frame.end : end]
        return any(frame.type in f.types and f.matches(before, after) for f in self._table.figures)
