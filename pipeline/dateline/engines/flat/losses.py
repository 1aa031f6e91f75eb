"""Reads figures of loss without a parse: a number of people beside a word of loss."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from dateline import data
from dateline.engines.flat.numerals import Figure, Numerals
from dateline.engines.flat.numerals import load as load_numerals
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.sources import Sources
from dateline.layers import Actor, Casualty, CasualtyKind, Event, Sentence

UNBOUND = -1
REACH = 1  # sentences back that the event of a figure may stand
BEFORE = 14  # characters between a word of loss and the figure behind it


@dataclass(frozen=True, slots=True)
class Loss:
    """A figure with its word of loss: `word` its offsets, `transitive` where it says what others did to the lost."""

    figure: Figure
    kind: CasualtyKind
    word: tuple[int, int]
    behind: bool


class Losses:
    """Reads the losses of a language."""

    def __init__(self, table: dict[str, Any], numerals: Numerals, sources: Sources) -> None:
        self.numerals, self.sources = numerals, sources
        self._carriers = {kind: frozenset(types) for kind, types in table["carriers"].items()}
        self._after = [(w, k) for k in get_args(CasualtyKind) for w in table[k]["after_number"]]
        self._before = [(w, k) for k in get_args(CasualtyKind) for w in table[k]["before_number"]]
        self._after += [(w, "mixed") for w in table["mixed"]["words"]]
        self._before += [(w, "mixed") for w in table["mixed"]["words"]]
        self._kind_after, self._kind_before = dict(self._after), dict(self._before)
        self._after_pattern, self._before_pattern = _any(self._kind_after), _any(self._kind_before)
        self._between = re.compile(table["between"]["words"])
        self._stop = tuple(table["between"]["stop"])
        self._not_people = tuple(sorted(table["not_people"]["after"], key=len, reverse=True))
        self._people = tuple(word for words in table["nouns"].values() for word in words)

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, lang: str) -> Losses:
        """The losses of a language, from models/<lang>/casualties.toml."""
        return cls(data.load_toml(lang, "casualties.toml"), load_numerals(lang), Sources.load(lang))

    def read(self, scene: Scene, sentences: list[Sentence], events: list[Event]) -> list[Casualty]:
        """All figures of a Doc, each with the event that carries it, -1 where none does."""
        out: list[Casualty] = []
        by_sentence: dict[int, list[int]] = {}
        for index, event in enumerate(events):
            by_sentence.setdefault(event.sentence, []).append(index)
        for sentence in sentences:
            if sentence.heading:
                continue
            for loss in self.find(scene, sentence):
                event = self._event(loss, scene, sentence, sentences, events, by_sentence)
                victims = self._victims(loss, scene, sentence)
                source = self.sources.speaker(scene, sentence, loss.figure.start)
                out.append(
                    Casualty(
                        event, loss.kind, loss.figure.low, loss.figure.best, loss.figure.high,
                        loss.figure.start, loss.figure.end, victims, source,
                    )
                )  # fmt: skip
        return out

    def find(self, scene: Scene, sentence: Sentence) -> list[Loss]:
        """The losses of a sentence."""
        text = scene.view.text
        times = [scene.timexes[i] for i in scene.times_in(sentence.start, sentence.end)]
        figures = [
            f
            for f in self.numerals.find(text, sentence.start, sentence.end)
            if not any(t.start < f.end and f.start < t.end for t in times) and self._counts(f, scene)
        ]
        out = []
        for i, figure in enumerate(figures):
            left = figures[i - 1].end if i else sentence.start
            right = figures[i + 1].start if i + 1 < len(figures) else sentence.end
            loss = self._word(figure, scene, left, right)
            if loss is not None:
                out.append(loss)
        return out

    def _counts(self, figure: Figure, scene: Scene) -> bool:
        """Whether a figure may count people."""
        text = scene.view.text
        if figure.people:
            return not text.startswith("次", figure.end)
        return not text.startswith(self._not_people, figure.end)

    def _word(self, figure: Figure, scene: Scene, left: int, right: int) -> Loss | None:
        text = scene.view.text
        adjacent = self._before_word(figure, text, left)
        if adjacent and adjacent[1] == figure.start:
            return self._loss(figure, self._kind_before[text[slice(*adjacent)]], adjacent, behind=True)
        stretch = self._between.match(text, figure.end, right)
        end = stretch.end() if stretch else figure.end
        found = self._after_pattern.search(text, figure.end, min(end + 6, right))
        if (
            found
            and found.start() <= end
            and not any(w in text[figure.end : found.start()] for w in self._stop)
        ):
            if figure.people or found.start() == figure.end or self._noun(scene, figure.end):
                return self._loss(figure, self._kind_after[found[0]], found.span(), behind=False)
        if adjacent and (figure.people or self._noun(scene, figure.end)):
            return self._loss(figure, self._kind_before[text[slice(*adjacent)]], adjacent, behind=True)
        return None

    def _loss(self, figure: Figure, kind: str, word: tuple[int, int], *, behind: bool) -> Loss | None:
        return None if kind == "mixed" else Loss(figure, kind, word, behind)  # type: ignore[arg-type]

    def _noun(self, scene: Scene, at: int) -> bool:
        return scene.view.text.startswith(self._people, at) or bool(scene.actors_in(at, at + 1))

    def _before_word(self, figure: Figure, text: str, left: int) -> tuple[int, int] | None:
        """The last word of loss before a figure, with no break and nothing but its object between."""
        low = max(left, figure.start - BEFORE)
        last = None
        for match in self._before_pattern.finditer(text, low, figure.start):
            last = match.span()
        if last is None or re.search(r"[，。；：、！？]", text[last[1] : figure.start]):
            return None
        return last

    # -- who, by whom counted, in which event

    def _victims(self, loss: Loss, scene: Scene, sentence: Sentence) -> Actor | None:
        view, figure = scene.view, loss.figure
        behind = scene.actors_in(figure.end, figure.end + 2)
        if behind and (behind[0].end <= loss.word[0] or loss.behind):
            return behind[0].actor
        if loss.behind:
            between = scene.actors_in(loss.word[1], figure.start)
            if between:
                return between[-1].actor
        start, _ = view.clause(sentence, figure.start)
        before = scene.actors_in(start, min(figure.start, loss.word[0]))
        return before[-1].actor if before else None

    def _event(
        self,
        loss: Loss,
        scene: Scene,
        sentence: Sentence,
        sentences: list[Sentence],
        events: list[Event],
        by_sentence: dict[int, list[int]],
    ) -> int:
        """The event of the word itself, else the nearest that can carry it, else the last of the sentence before."""
        here = by_sentence.get(sentence.index, [])
        for i in here:
            if events[i].start < loss.word[1] and loss.word[0] < events[i].end:
                return i
        types = self._carriers[loss.kind]
        fit = [i for i in here if events[i].type in types]
        if fit:
            return min(
                fit,
                key=lambda i: (events[i].start > loss.figure.start, abs(events[i].start - loss.figure.start)),
            )
        before = sentence.index - 1
        if before >= 0 and sentences[before].block == sentence.block:
            there = [i for i in by_sentence.get(before, []) if events[i].type in types]
            if there:
                return there[-1]
        return UNBOUND


def _any(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
