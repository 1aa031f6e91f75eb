"""Finds known words in unspaced text: the longest that begins at a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")


class Words(Generic[ValueT]):
    """Words and what they stand for; a word may stand for several things."""

    def __init__(self, entries: Iterable[tuple[str, ValueT]] = ()) -> None:
        self._entries: dict[str, list[ValueT]] = {}
        self._lengths: dict[str, list[int]] = {}
        for word, value in entries:
            self.add(word, value)

    def __contains__(self, word: str) -> bool:
        return word in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def add(self, word: str, value: ValueT) -> None:
        """File a word; an empty one is passed over."""
        if not word:
            return
        values = self._entries.setdefault(word, [])
        if value not in values:
            values.append(value)
        lengths = self._lengths.setdefault(word[0], [])
        if len(word) not in lengths:
            lengths.append(len(word))
            lengths.sort(reverse=True)

    def items(self) -> Iterable[tuple[str, list[ValueT]]]:
        """All words with what they stand for."""
        return self._entries.items()

    def get(self, word: str) -> list[ValueT]:
        """What a word stands for."""
        return self._entries.get(word, [])

    def at(self, text: str, start: int, end: int | None = None) -> Iterator[tuple[int, list[ValueT]]]:
        """Ends and values of the words that begin at `start`, the longest first."""
        if start >= len(text):
            return
        limit = len(text) if end is None else end
        for length in self._lengths.get(text[start], ()):
            stop = start + length
            if stop <= limit and (values := self._entries.get(text[start:stop])):
                yield stop, values


class Endings:
    """Words by which other words end ("赫尔松市" by "市")."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_last: dict[str, list[str]] = {}
        for word in sorted(filter(None, words), key=len, reverse=True):
            self._by_last.setdefault(word[-1], []).append(word)

    def of(self, word: str) -> Iterator[str]:
        """Those at the end of a word, the longest first; also the word itself if it is one."""
        return (ending for ending in self._by_last.get(word[-1:], ()) if word.endswith(ending))
