"""Which figures of a box's lines count something of their own, what they count, and what befell it."""

from __future__ import annotations

import re

from dateline.readers.mediawiki.figures import Figure, Figures, KindWord
from dateline.readers.mediawiki.phrases import Bracket, Phrases, has_letters

_PHRASE_END = re.compile(r"[,;:，；：、。/]|\s[–—-]\s|\s{2,}")
MAX_PHRASE = 60  # characters behind a figure in which it says what is counted


class Counting:
    """The figures in the lines of one field; `losses` where they may be of the killed, wounded and so on."""

    def __init__(self, figures: Figures, phrases: Phrases, losses: bool) -> None:
        self._figures = figures
        self._phrases = phrases
        self._losses = losses

    def figures(self, text: str) -> list[Figure]:
        """The figures of a line."""
        return self._whole(text, self._figures.find(text))

    def _whole(self, text: str, figures: list[Figure]) -> list[Figure]:
        """The figures that count something of their own: no parts of others, no numbers of models."""
        out: list[Figure] = []
        for figure in figures:
            if self._phrases.says_part(text[max(0, figure.start - 14) : figure.start]):
                continue
            if out and (between := text[out[-1].number_end : figure.start]).strip():
                model = between[-1] == " " and has_letters(between) and between.isascii()
                if model and len(between) < MAX_PHRASE and not self._ends_phrase(out[-1], between):
                    continue
            out.append(figure)
        return out

    def _ends_phrase(self, figure: Figure, between: str) -> bool:
        """Whether what was counted before has been said: the words up to the next figure, "3 Mirage (2000)"."""
        words = between.split()
        return bool(
            figure.unit
            or _PHRASE_END.search(between)
            or not words[-1][:1].isupper()
            or self._figures.kinds(between)
            or self._figures.counted(between)[1]
        )

    def kinds(self, text: str, figure: Figure, begin: int, edge: int, before: bool) -> list[KindWord]:
        """What befell those of a figure: words between it and the next, or the one before."""
        if not self._losses:
            return []
        left, right = (
            self._figures.kinds(text, begin, figure.start),
            self._figures.kinds(text, figure.end, edge),
        )
        inner = self._figures.kinds(text, figure.start, figure.end)
        return (left or right if before else right or left) or inner

    def is_thing(self, words: str) -> bool:
        """Whether words before a figure name what is counted, and nobody: "cavalry", "Air force"."""
        return self._figures.is_thing(words) or self._phrases.is_category(words)

    def counts(self, bracket: Bracket) -> bool:
        """Whether there is a figure of its own in a bracket."""
        figures = self._figures.find(bracket.text)
        edges = [figure.start for figure in figures] + [len(bracket.text)]
        return any(
            self.counted_in(bracket, figure, edge) is not None
            for figure, edge in zip(figures, edges[1:], strict=True)
        )

    def counted_in(self, bracket: Bracket, figure: Figure, edge: int) -> list[KindWord] | None:
        """What befell those of a figure in a bracket; None if it only explains the one outside."""
        if self._phrases.says_part(bracket.text[max(0, figure.start - 14) : figure.start]):
            return None
        if not self._losses:
            return [] if figure.unit else None
        return self._figures.kinds(bracket.text, figure.end, edge) or None


def phrase_at(text: str, start: int, end: int) -> str:
    """The words from `start` to the next mark of punctuation."""
    found = _PHRASE_END.search(text, start, end)
    return text[start : found.start() if found else end].strip()


def lead_of(text: str, start: int, end: int) -> str:
    """The words from the last mark of punctuation up to a figure."""
    return re.split(_PHRASE_END, text[max(start, end - MAX_PHRASE) : end])[-1].strip()


def joined(kinds: list[KindWord]) -> str:
    """Kinds of one figure ("killed or wounded"), in the order of the text."""
    return "|".join(dict.fromkeys(part for word in kinds for part in word.kind.split("|")))
