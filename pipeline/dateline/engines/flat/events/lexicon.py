"""The event lexicon of a flat language: senses of words, as written in models/<lang>/events/*.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from dateline import data
from dateline.engines.flat.words import Words
from dateline.errors import DatelineError
from dateline.layers import Role

ROLES = frozenset(get_args(Role)) | {"place"}
NEEDS = frozenset(
    {
        "",
        "force_or_place",
        "force_and_place",
        "force_and_town",
        "mover",
        "civilian_mover",
        "someone",
        "launched",
        "person",
        "agreed",
        "against",
        "object_next",
        "place_next",
        "named_before",
    }
)


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of its words; see the comments in battle.toml."""

    id: str
    type: str
    words: tuple[str, ...]
    subject: str | None
    object: str | None
    company: str | None
    aim: str | None
    place: str
    losers: bool
    beaten: bool
    war: bool
    outcome: bool
    mutual: bool
    own: bool
    destination: bool
    reporting: bool
    deed: bool
    needs: str
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    only_before: re.Pattern[str] | None
    only_after: re.Pattern[str] | None
    examples: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All senses, and the words that stand for them in the order of the files."""

    senses: tuple[Sense, ...]
    words: Words[Sense]


@lru_cache(maxsize=4)
def load(lang: str) -> Lexicon:
    """The lexicon of a language; raises E304 for a damaged file or a sense that says what it cannot."""
    types = frozenset(data.load_toml("codes.toml")["types"])
    senses: list[Sense] = []
    for path in sorted((data.models_dir() / lang / "events").glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise DatelineError("E304", path=f"{lang}/events/{path.name}", reason=error) from error
        for row in table["sense"]:
            sense = _sense(row)
            bad = [
                r for r in (sense.subject, sense.object, sense.company, sense.aim) if r not in (None, *ROLES)
            ]
            if (
                sense.type not in types
                or bad
                or sense.needs not in NEEDS
                or any(s.id == sense.id for s in senses)
            ):
                raise DatelineError("E304", path=f"{lang}/events/{path.name}", reason=f"sense {sense.id!r}")
            senses.append(sense)
    words: Words[Sense] = Words((word, sense) for sense in senses for word in sense.words)
    return Lexicon(tuple(senses), words)


def _sense(row: dict[str, Any]) -> Sense:
    return Sense(
        id=row["id"],
        type=row["type"],
        words=tuple(row["words"]),
        subject=row.get("subject"),
        object=row.get("object"),
        company=row.get("with"),
        aim=row.get("to"),
        place=row.get("place", "before"),
        losers=row.get("losers", False),
        beaten=row.get("beaten", False),
        war=row.get("war", False),
        outcome=row.get("outcome", False),
        mutual=row.get("mutual", False),
        own=row.get("own", False),
        destination=row.get("destination", False),
        reporting=row.get("reporting", False),
        deed=row.get("deed", False),
        needs=row.get("needs", ""),
        not_after=re.compile(row["not_after"]) if "not_after" in row else None,
        not_before=re.compile(f"(?:{row['not_before']})\\Z") if "not_before" in row else None,
        only_after=re.compile(row["only_after"]) if "only_after" in row else None,
        only_before=re.compile(f"(?:{row['only_before']})\\Z") if "only_before" in row else None,
        examples=tuple(row["examples"]),
    )
