"""Marks of the language converter, -{...}-: which of their forms a text in one script shows."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Any

_FORM = re.compile(r"[\s\0]*(?P<code>[a-z]+(?:-[a-z]+)*)[\s\0]*:[\s\0]*")
_CUT = re.compile(r"[;|]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a mark shows, empty for nothing; `valid` is False where it was not written as the converter wants."""

    shown: Span
    valid: bool = True


class Converter:
    """The converter of one text: its order of preference among the forms."""

    def __init__(self, conversion: dict[str, Any], script: str) -> None:
        self._order: list[str] = conversion[script]
        self._codes = frozenset(self._order)
        self._hidden = frozenset(conversion["hidden"])
        self._shown = frozenset(conversion["shown"])

    def resolve(self, text: str, start: int, end: int, children: list[Span]) -> Resolved:
        """What the mark with the content `text[start:end]` shows; `children` are not looked into."""
        bar, cuts = None, []
        for at in _outside(text, start, end, children):
            if text[at] == ";":
                cuts.append(at)
            elif bar is None:
                bar, flagged = at, len(cuts)
        valid = True
        if bar is not None:
            flags = set(re.split(r"[;\s\0]+", text[start:bar].strip(" \0\n\t"))) - {""}
            if flags & self._hidden:
                return Resolved((start, start))
            valid = flags <= self._shown | self._codes
            if valid:
                start, cuts = bar + 1, cuts[flagged:]
        forms = self._forms(text, start, end, cuts)
        if not forms:
            return Resolved(_strip(text, start, end), valid)
        valid = valid and "" not in forms
        known = [forms[code] for code in self._order if code in forms]
        return Resolved(known[0] if known else next(iter(forms.values())), valid)

    def _forms(self, text: str, start: int, end: int, cuts: list[int]) -> dict[str, Span]:
        """The forms by their codes; "" stands for what has none. Empty when there is no form at all."""
        out: dict[str, Span] = {}
        found = False
        edges = [start - 1, *cuts, end]
        for left, right in itertools.pairwise(edges):
            if not text[left + 1 : right].strip(" \0\n\t"):
                continue
            form = _FORM.match(text, left + 1, right)
            if form and form["code"] in self._codes:
                out.setdefault(form["code"], _strip(text, form.end(), right))
                found = True
            else:
                out.setdefault("", _strip(text, left + 1, right))
        return out if found else {}


def _outside(text: str, start: int, end: int, children: list[Span]) -> list[int]:
    """Where forms and flags are cut."""
    out = []
    for low, high in [*children, (end, end)]:
        out += [cut.start() for cut in _CUT.finditer(text, start, low)]
        start = high
    return out


def _strip(text: str, start: int, end: int) -> Span:
    """The span without white space at its rims; what is blanked stays in."""
    while start < end and text[start] in " \t\n":
        start += 1
    while end > start and text[end - 1] in " \t\n":
        end -= 1
    return start, end
