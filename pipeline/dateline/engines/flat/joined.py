"""Finds the last parts of foreign names that a text tells in full, where they stand again by themselves."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping

PERSON = "nrf"  # the tag of such a part of a name
LEAST, MOST = 3, 8  # characters of such a part

Pair = tuple[str, str]


class LastParts:
    """Joins the words that segmentation made of the last part of a name ("约翰·马尔萨纳", later "马尔萨|纳")."""

    def __init__(self, foreign: Iterable[str], joints: Iterable[str], never: Iterable[str]) -> None:
        """`never` end no name."""
        own = frozenset(foreign)
        self._never = frozenset(never)
        written, joint = "".join(map(re.escape, sorted(own))), "".join(map(re.escape, joints))
        self._part = re.compile(rf"(?<=[{written}][{joint}])[{written}]{{{LEAST},{MOST}}}(?![{joint}])")

    def of(self, text: str) -> list[str]:
        """The last parts that the text has again elsewhere, the longest first."""
        runs = {match[0] for match in self._part.finditer(text)}
        times = Counter(_occurring(text, {run[:n] for run in runs for n in range(LEAST, len(run) + 1)}))
        found = set()
        for run in runs:
            for length in range(len(run), LEAST - 1, -1):
                part = run[:length]
                if part[-1] not in self._never and times[part] > 1:
                    found.add(part)
                    break
        return sorted(found, key=lambda part: (-len(part), part))

    def joined(
        self, text: str, pairs: list[Pair], tags: Mapping[str, str], known: Callable[[str], bool]
    ) -> list[Pair]:
        """The words of the text, with such a part of a name as one word each time; `known` words are not cut."""
        parts = self.of(text)
        if not parts:
            return pairs
        spans = deque(match.span() for match in re.finditer("|".join(parts), text))
        out: list[Pair] = []
        at = start = 0
        while at < len(pairs):
            word, _ = pairs[at]
            end = start + len(word)
            while spans and spans[0][1] <= start:
                spans.popleft()
            if not spans or spans[0][0] >= end or (spans[0][0] <= start and end == spans[0][1]):
                out.append(pairs[at])
                at, start = at + 1, end
                continue
            first, last = spans.popleft()
            until = at
            while end < last:
                until += 1
                end += len(pairs[until][0])
            ends = [(start, pairs[at][0]), (end - len(pairs[until][0]), pairs[until][0])]
            cut = any((s < first < s + len(w) or s < last < s + len(w)) and known(w) for s, w in ends)
            if first < start or cut or (until == at and start < first and last < end):
                out.append(pairs[at])  # within a longer word
                start += len(word)
                at += 1
                continue
            for piece, tag in (
                (text[start:first], None),
                (text[first:last], PERSON),
                (text[last:end], None),
            ):
                if piece:
                    out.append((piece, tag or tags.get(piece, "x")))
            at, start = until + 1, end
        return out


def _occurring(text: str, parts: set[str]) -> Iterator[str]:
    """The parts of names each time that they stand in a text."""
    heads = {part[:LEAST] for part in parts}
    for start in range(len(text) - LEAST + 1):
        if text[start : start + LEAST] in heads:
            pieces = (text[start : start + length] for length in range(LEAST, MOST + 1))
            yield from (piece for piece in pieces if piece in parts)
