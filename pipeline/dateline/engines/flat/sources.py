"""Says who vouches for what without a parse: a cue vouches for what follows it in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dateline import data
from dateline.engines.flat.scene import Scene
from dateline.layers import Actor, Assertion, Event, Sentence, Status

ORDER: tuple[Status, ...] = (
    "claimed", "alleged", "denied", "negated", "planned", "requested", "hypothetical",
)  # fmt: skip
# Acts of speech are themselves asserted where the narrator says that they were made.
SPEECH = frozenset({"statement", "accusation", "threat", "request", "rejection"})
UNREAL = frozenset({"negated", "planned", "requested", "hypothetical"})
Reach = Literal["sentence", "clauses", "clause"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that vouches, doubts or denies; offsets into the text."""

    start: int
    end: int
    status: Status


@dataclass(frozen=True, slots=True)
class _Kind:
    pattern: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    reach: Reach


class Sources:
    """The cues of a language."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._kinds: dict[Status, _Kind] = {}
        for status in ORDER:
            row = table[status]
            self._kinds[status] = _Kind(
                re.compile("|".join(map(re.escape, sorted(row["words"], key=len, reverse=True)))),
                re.compile(f"(?:{row.get('not_before', '(?!)')})\\Z"),
                re.compile(row.get("not_after", "(?!)")),
                row.get("reach", "sentence"),
            )
        self._according = tuple(table["according"]["before"])
        self._retract = re.compile("|".join(map(re.escape, table["retract"]["words"])))

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, lang: str) -> Sources:
        """The cues of a language, from models/<lang>/assertion.toml."""
        return cls(data.load_toml(lang, "assertion.toml"))

    def cues(self, scene: Scene, sentence: Sentence) -> list[Cue]:
        """The cues of a sentence in text order."""
        text = scene.view.text
        out: list[Cue] = []
        for status, kind in self._kinds.items():
            for match in kind.pattern.finditer(text, sentence.start, sentence.end):
                start, end = match.span()
                if kind.not_after.match(text, end, sentence.end):
                    continue
                if kind.not_before.search(text[sentence.start : start]):
                    continue
                if not scene.view.aligned(start, end):
                    continue
                out.append(Cue(start, end, status))
        out.sort(key=lambda c: (c.start, -c.end))
        kept: list[Cue] = []
        for cue in out:
            if not kept or cue.start >= kept[-1].end:
                kept.append(cue)
        return kept

    def read(self, scene: Scene, sentences: list[Sentence], events: list[Event]) -> list[Assertion]:
        """The assertion of each event."""
        cues: dict[int, list[Cue]] = {}
        out = []
        for event in events:
            sentence = sentences[event.sentence]
            if sentence.index not in cues:
                cues[sentence.index] = self.cues(scene, sentence)
            out.append(self._assertion(event, scene, sentence, cues[sentence.index]))
        return out

    def _assertion(self, event: Event, scene: Scene, sentence: Sentence, cues: list[Cue]) -> Assertion:
        before = [c for c in cues if c.end <= event.start and self._reaches(c, event, scene, sentence)]
        unreal = [c for c in before if c.status in UNREAL]
        said = [c for c in before if c.status in ("claimed", "alleged", "denied")]
        if event.type in SPEECH:
            said = []
        if unreal:
            cue = unreal[-1]
            source = self._speaker(scene, sentence, cue) if cue.status in ("planned", "requested") else None
            if source is None and said:
                source = self._speaker(scene, sentence, said[-1])
            return Assertion(cue.status, source, (cue.start, cue.end))
        if said:
            cue = said[-1]
            return Assertion(cue.status, self._speaker(scene, sentence, cue), (cue.start, cue.end))
        return Assertion("asserted")

    def _reaches(self, cue: Cue, event: Event, scene: Scene, sentence: Sentence) -> bool:
        reach = self._kinds[cue.status].reach
        view = scene.view
        if reach == "clause":
            return event.start < view.clause(sentence, cue.start)[1]
        stop = view.stop_after(cue.end, sentence)
        if reach == "clauses":
            # A new time or a new actor at the beginning of a later clause begins something else.
            return event.start < min(stop, view.clause(sentence, cue.start)[1])
        return event.start < stop

    def _speaker(self, scene: Scene, sentence: Sentence, cue: Cue) -> Actor | None:
        """Who stands before the cue: the last actor of its clause, else of the clauses before."""
        start, _ = scene.view.clause(sentence, cue.start)
        here = scene.actors_in(start, cue.start) or scene.actors_in(sentence.start, cue.start)
        return here[-1].actor if here else None

    def speaker(self, scene: Scene, sentence: Sentence, at: int) -> Actor | None:
        """Who gives what stands at `at`, where a cue before it says so."""
        cues = [c for c in self.cues(scene, sentence) if c.end <= at and c.status in ("claimed", "alleged")]
        cues = [c for c in cues if at < scene.view.stop_after(c.end, sentence)]
        return self._speaker(scene, sentence, cues[-1]) if cues else None
