"""What a language says about the way its narratives move, from models/<lang>/timexes/narrative.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dateline import data
from dateline.engines.datelines import FramePatterns

NO_HELPER: dict[str, list[str]] = {"labels": [], "tags": []}
NO_TENSE: dict[str, list[str]] = {"tags": [], "participles": [], "labels": [], "except": []}


@dataclass(frozen=True, slots=True)
class Link:
    """Words that make one interval or list of two expressions."""

    kind: str
    before: re.Pattern[str]
    between: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class NarrativeData:
    """The data of one language; what a language without a parser does not need is empty there."""

    aside: dict[str, Any]
    pluperfect: dict[str, list[str]]
    planned: dict[str, list[str]]
    dateline: FramePatterns
    links: tuple[Link, ...]
    present: dict[str, list[str]] = field(default_factory=lambda: NO_TENSE)
    perfect: dict[str, list[str]] = field(default_factory=lambda: NO_TENSE)
    perfect_participle: dict[str, list[str]] = field(default_factory=lambda: NO_HELPER)
    spoken: dict[str, list[str]] = field(default_factory=dict)
    later: dict[str, list[str]] = field(default_factory=dict)
    defining: dict[str, list[str]] = field(
        default_factory=dict
    )  # what says when an event was that is defined
    distance: dict[str, int] = field(default_factory=dict)
    flat: dict[str, Any] | None = None  # for a language without a parser, see flat_clauses
    breaks: frozenset[str] = frozenset()
    lives: re.Pattern[str] | None = None  # words that count time by somebody's life
    life_marks: frozenset[str] = frozenset()  # words before the years of a life or rule, in brackets
    first_day: re.Pattern[str] | None = None  # words for the day on which what is told began
    following: frozenset[str] = frozenset()  # verbs whose object came before
    objects: frozenset[str] = frozenset()  # ... and its label
    # The words of the table `limits`.
    since: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    stretches: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()  # verbs that only say how long something went on
    starting: frozenset[str] = frozenset()  # verbs whose participle tells the first day of what is before it
    ending: frozenset[str] = frozenset()  # verbs of the end of something and of what came of it
    when: frozenset[str] = frozenset()  # words that open a clause of the same time
    keeping: frozenset[str] = frozenset()  # verbs that only say how somebody is kept ("men held by X")
    over: frozenset[str] = frozenset()  # words before a length of days over which something was done
    inside: frozenset[str] = frozenset()  # words before a length in which something was done
    along: frozenset[str] = frozenset()  # words before a length for which something went on
    spending: frozenset[str] = frozenset()  # verbs whose object is the length for which something went on
    sequel: frozenset[str] = frozenset()  # words that put an act behind the one before it ("and later")
    wholes: frozenset[str] = frozenset()  # words of a toll that is not that of a day ("in the war")
    onward: frozenset[str] = frozenset()  # words that count a length from the beginning of what they govern

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, lang: str) -> NarrativeData:
        """Read and compile the data of a language."""
        rows = data.load_toml(lang, "timexes", "narrative.toml")
        links = tuple(
            Link(kind, re.compile(row["before"], re.I), re.compile(f"(?:{row['between']})\\Z", re.I))
            for kind in ("range", "list", "time")
            for row in rows.pop(kind)
        )
        lives, first_day = rows.pop("lives", None), rows.pop("first_day", None)
        following = rows.pop("following", {"lemmas": (), "labels": ()})
        limits: dict[str, Any] = {name: frozenset(words) for name, words in rows.pop("limits", {}).items()}
        return cls(
            dateline=FramePatterns.compiled(rows.pop("dateline")),
            links=links,
            breaks=frozenset(rows.pop("breaks", {"words": ()})["words"]),
            lives=re.compile(lives["words"], re.I) if lives else None,
            life_marks=frozenset(lives["marks"] if lives else ()),
            first_day=re.compile(first_day["words"], re.I) if first_day else None,
            following=frozenset(following["lemmas"]),
            objects=frozenset(following["labels"]),
            **limits,
            **rows,
        )
