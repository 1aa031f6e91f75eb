"""Finds the words that vouch for what follows them: "称", "据报", "未能", "计划"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from dateline.engines.flat.scene import Scene
from dateline.layers import Actor, Sentence, Status
from dateline.patterns import any_of

ORDER: tuple[Status, ...] = (
    "claimed", "alleged", "denied", "negated", "planned", "requested", "hypothetical",
)  # fmt: skip
FAR = 12  # characters behind a name in which it may be told that it is its word
NAMED = ("nr", "nrt", "nrfg")  # tags of names of persons, which are also guessed
GUESSED = (*NAMED, "nx", "x")  # tags of what the segmenter does not know
Reach = Literal["sentence", "clause"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that vouches, doubts or denies; offsets into the text; `source` where the cue holds who says so.

    counting: it vouches for the figure alone ("据军方统计").
    """

    start: int
    end: int
    status: Status
    source: Actor | None = None
    according: bool = False
    counting: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    pattern: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    reach: Reach


class CueFinder:
    """The cues of a language."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.kinds: dict[Status, _Kind] = {
            status: _Kind(
                re.compile(any_of(table[status]["words"])),
                re.compile(f"(?:{table[status].get('not_before', '(?!)')})\\Z"),
                re.compile(table[status].get("not_after", "(?!)")),
                table[status].get("reach", "sentence"),
            )
            for status in ORDER
        }
        self._according = re.compile(any_of(table["according"]["before"]))
        self._reported = re.compile(any_of(table["according"]["after"]))
        self._future = frozenset(table["planned"]["before_verb"])
        self._no_verb = tuple(table["planned"]["no_verb"])
        self._light = frozenset(table["planned"]["light"])
        self._no_future = re.compile(table["planned"]["no_future"])
        self._written = frozenset(table["according"]["written"])
        self._counting = frozenset(table["according"]["counting"])

    def cues(self, scene: Scene, sentence: Sentence) -> list[Cue]:
        """The cues of a sentence in text order, apart."""
        text = scene.view.text
        out: list[Cue] = self._phrases(scene, sentence)
        actors = scene.actors_in(sentence.start, sentence.end)
        named = {
            i for m in actors for i in range(m.start, m.end - 1)
        }  # what stands within a name, as of a ship
        for status, kind in self.kinds.items():
            for match in kind.pattern.finditer(text, sentence.start, sentence.end):
                start, end = match.span()
                barred = kind.not_after.match(text, end, sentence.end)
                barred = barred or kind.not_before.search(text[sentence.start : start])
                spoken = (
                    end - start > 1 or self._verbal(scene, start) or scene.view.word(start).tag in GUESSED
                )
                if (
                    not barred
                    and spoken
                    and self._apart(scene, start, end)
                    and start - 1 not in named
                    and not self._disposes(scene, match)
                ):
                    out.append(Cue(start, end, status))
        words = scene.view.within(sentence.start, sentence.end)
        for word, after, last in zip(words, words[1:], [*words[2:], None], strict=False):
            # "将继续反攻", "将全面反攻"
            light = after.text in self._light or after.text in scene.view.syntax.markers["adverbial"]
            if not light and last is not None and last.start == after.end and last.tag.startswith("v"):
                continue  # "将袭击归咎于": what is done to the attack
            place = after.text in scene.view.syntax.markers["at"] and after.end in scene.taken
            noun = text.endswith(self._no_verb, 0, word.start)
            if self._no_future.match(text, word.end, sentence.end):
                continue
            if word.text in self._future and not noun and (light or after.tag.startswith("v")) and not place:
                out.append(Cue(word.start, word.end, "planned"))
        out.sort(key=lambda c: (c.start, -c.end))
        kept: list[Cue] = []
        for cue in out:
            if not kept or cue.start >= kept[-1].end:
                kept.append(cue)
        return kept

    def _disposes(self, scene: Scene, cue: re.Match[str]) -> bool:
        """Whether the last word of a cue puts the object before what is done ("宣布将该岛并入")."""
        after = scene.view.after(cue.end())
        ahead = len(cue[0]) > 1 and cue[0][-1] in self._future and after is not None
        return ahead and after is not None and after.tag[:1] in "nr"

    @staticmethod
    def _apart(scene: Scene, start: int, end: int) -> bool:
        """Whether a cue is a word, or ends at a break what the segmenter takes for a name ("军|方说，")."""
        guessed = scene.view.word(start).tag in GUESSED
        return scene.view.aligned(start, end) or (
            guessed and end < len(scene.view.text) and scene.view.breaks(end)
        )

    @staticmethod
    def _verbal(scene: Scene, start: int) -> bool:
        """Whether a word of one character is a verb: its tag or the adverb or the speaker before it says so."""
        if scene.view.word(start).tag[:1] in "vd":
            return True
        word, after = scene.view.before(start), scene.view.after(start + 1)
        opens = word is None or scene.view.text[start - 1].isspace() or scene.view.breaks(start - 1)
        if opens or word is None:
            return after is None or after.tag not in NAMED  # "，图|瓦克|人"
        return word.end == start and (word.tag.startswith("d") or start in scene.actor_ends)

    def _phrases(self, scene: Scene, sentence: Sentence) -> list[Cue]:
        """Phrases that say whose word it is ("据路透社报道")."""
        view, out = scene.view, []
        for match in self._according.finditer(view.text, sentence.start, sentence.end):
            _, stop = view.clause(sentence, match.start())
            if not view.aligned(*match.span()):
                continue
            actors = scene.actors_in(match.end(), stop)
            told = actors[0].end if actors else match.end()
            limit = min(told + FAR, stop)
            reported = self._reported.search(view.text, told, limit)
            if reported is None and (not actors or told < stop):
                continue
            if not actors and reported is not None and (reported.end() < stop or reported.start() == told):
                continue  # "根据公布的名单"
            counting = bool(reported and reported[0] in self._counting)
            end = reported.end() if reported else told
            actor = actors[0].actor if actors else None
            word = reported[0] if reported else ""
            said = word not in self._written and self.kinds["claimed"].pattern.fullmatch(word)
            nobody = actor.kind in ("media", "unknown") if actor else not said  # but "据红方称"
            status: Status = "alleged" if nobody else "claimed"
            out.append(Cue(match.start(), end, status, actor, according=True, counting=counting))
        return out
