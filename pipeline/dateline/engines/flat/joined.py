"""Finds the last parts of foreign names that a text tells in full, where they stand again by themselves."""

from __future__ import annotations

import re
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
        found = set()
        for match in self._part.finditer(text):
            run = match[0]
            for length in range(len(run), LEAST - 1, -1):
                part = run[:length]
                if part[-1] not in self._never and text.count(part) > 1:
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
        spans = list(_apart(re.finditer("|".join(parts), text)))
        out: list[Pair] = []
        at = start = 0
        while at < len(pairs):
            word, _ = pairs[at]
            end = start + len(word)
            while spans and spans[0][1] <= start:
                spans.pop(0)
            if not spans or spans[0][0] >= end or (spans[0][0] <= start and end == spans[0][1]):
                out.append(pairs[at])
                at, start = at + 1, end
                continue
            first, last = spans.pop(0)
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


def _apart(matches: Iterator[re.Match[str]]) -> Iterator[tuple[int, int]]:
    for match in matches:
        yield match.start(), match.end()
