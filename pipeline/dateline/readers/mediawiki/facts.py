"""What every fact of a box is made of: its keys, its span, its references, and who it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.readers.mediawiki.lines import Line, LineLink
from dateline.readers.mediawiki.phrases import Phrases, has_letters, trim
from dateline.readers.mediawiki.references import References
from dateline.readers.mediawiki.vocabulary import Vocabulary

Fact = dict[str, Any]

MAX_WIDER = 2_000  # characters by which a span is widened to whole brackets
IDENTITY = ("name", "country", "target", "lang", "foreign")


@dataclass(frozen=True, slots=True)
class Named:
    """Who a line is about."""

    name: str
    country: str | None = None
    target: str | None = None
    lang: str | None = None
    foreign: str | None = None

    def values(self) -> dict[str, str | None]:
        """The keys of a fact that say who."""
        return {key: getattr(self, key) for key in IDENTITY}


class FactMaker:
    """Makes the facts of one box."""

    def __init__(
        self, source: str, box: str, vocabulary: Vocabulary, references: References, phrases: Phrases
    ) -> None:
        self._source = source
        self._box = box
        self._vocabulary = vocabulary
        self._references = references
        self.phrases = phrases

    def fact(self, field: str, side: int | None, span: tuple[int, int], **values: Any) -> Fact:
        """A fact with all its keys."""
        fact: Fact = {
            "box": self._box, "field": field, "side": side, "name": None, "group": None, "country": None,
            "target": None, "lang": None, "foreign": None, "links": [], "kind": None, "counted": None,
            "low": None, "best": None, "high": None, "approximate": False, "total": False, "period": None,
            "claimed_by": None, "note": None, "references": [],
        }  # fmt: skip
        fact.update(values)
        span = _balanced(self._source, *span)
        fact.update(text=self._source[span[0] : span[1]], start=span[0], end=span[1])
        return fact

    def marks(self, line: Line, start: int, end: int) -> list[str]:
        """The numbers of the references that stand in `start:end` of the line, or at its end."""
        return [self._references.number(mark) for mark in line.marks_in(start, end)]

    def state(self, country: str) -> str | None:
        """The id of the state that a flag names."""
        return self._vocabulary.state(country)

    def identity(self, line: Line, start: int, end: int) -> dict[str, str | None]:
        """What links and flags in a stretch tell about who it is."""
        link = next(iter(line.links_in(start, end)), None)
        flag = next(iter(line.flags_in(start, end)), None)
        return {
            "country": self.state(flag.country) if flag else None,
            "target": link.target.target if link else None,
            "lang": link.target.lang if link else None,
            "foreign": link.target.foreign if link else None,
        }

    def named(self, line: Line, start: int, end: int) -> Named | None:
        """Who is named in a stretch of a line."""
        first, last = trim(line.text, start, end)
        if first >= last or not has_letters(line.text[first:last]):
            return None
        identity = self.identity(line, start, last)
        return Named(
            line.text[first:last], **{**identity, "country": self.country(line, first, last, identity)}
        )

    def country(self, line: Line, start: int, end: int, identity: dict[str, str | None]) -> str | None:
        """The state that a flag names, or the name itself or what it leads to."""
        return identity["country"] or self.state(line.text[start:end]) or self.state(identity["target"] or "")

    def links(self, line: Line, start: int, end: int) -> list[dict[str, str | None]]:
        """All links of a stretch."""
        return [_link(line, link) for link in line.links_in(start, end)]

    def remarks(self, texts: Iterable[str]) -> dict[str, str | None]:
        """What remarks in brackets say: when, who claims it, and what else."""
        out: dict[str, list[str]] = {"period": [], "claimed_by": [], "note": []}
        for text in texts:
            for part in self._parts(text):
                if claimant := self.phrases.claimant(part):
                    out["claimed_by"].append(claimant)
                elif part:
                    out["period" if self.phrases.says_when(part) else "note"].append(part)
        return {key: "; ".join(dict.fromkeys(values)) or None for key, values in out.items()}

    def _parts(self, text: str) -> Iterator[str]:
        """A remark as a whole, or its parts where only some of them tell when, or one who claims it."""
        parts = [part.strip() for part in re.split(r"[,;，；、](?!\d{3}\b)", text) if part.strip()]
        when = [self.phrases.says_when(part) for part in parts]
        claims = [self.phrases.claimant(part) is not None for part in parts]
        if len(parts) > 1 and (any(claims) or 0 < sum(when) < len(parts)):
            yield from parts
        else:
            yield text


def _link(line: Line, link: LineLink) -> dict[str, str | None]:
    target = link.target
    return {
        "name": line.text[link.start : link.end],
        "target": target.target,
        "lang": target.lang,
        "foreign": target.foreign,
    }


def _balanced(source: str, start: int, end: int) -> tuple[int, int]:
    """The span with the whole of a link or template that it cuts through: "[[A|b]] c", not "b]] c"."""
    for opening, closing in (("[[", "]]"), ("{{", "}}")):
        text = source[start:end]
        if opening not in text and closing not in text:
            continue
        depth = lowest = 0
        for bracket in re.finditer(f"{re.escape(opening)}|{re.escape(closing)}", text):
            depth += 1 if bracket[0] == opening else -1
            lowest = min(lowest, depth)
        while lowest < 0 and (before := source.rfind(opening, max(0, start - MAX_WIDER), start)) >= 0:
            start, lowest, depth = before, lowest + 1, depth + 1
        while depth > 0 and (after := source.find(closing, end, end + MAX_WIDER)) >= 0:
            end, depth = after + len(closing), depth - 1
    return start, end
