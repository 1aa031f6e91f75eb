"""The user's own actors: tables NAME.tsv that add to the registry.

Columns: name and kind; there may be id, country, acronyms, names, ucdp. A row with an id of the registry adds its
names to that actor. A table with one wrong row is refused as a whole, with the line and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from dateline.engines.own_tables import rows
from dateline.engines.phrases import fold_phrase
from dateline.errors import UsageError
from dateline.layers import ActorKind

REQUIRED = {"name", "kind"}
COLUMNS = REQUIRED | {"id", "country", "acronyms", "names", "ucdp"}
_ID = re.compile(r"[a-z]+:[\w/-]+")
_COUNTRY = re.compile(r"[A-Z]{2}|")


@dataclass(frozen=True, slots=True)
class OwnActor:
    """A row of such a table: `names` and `acronyms` without `name`; `ucdp`: UCDP actor id, if given."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    acronyms: tuple[str, ...]
    names: tuple[str, ...]
    ucdp: int | None


def own_actors(files: Sequence[str]) -> tuple[OwnActor, ...]:
    """The actors of tables; raises UsageError E206, E315 (a name or an id that stands twice is an error, too)."""
    out: list[OwnActor] = []
    lines: dict[str, str] = {}  # where each folded name and each id stands
    for table in files:
        for line, row in rows(Path(table), REQUIRED, COLUMNS):
            actor = _actor(table, line, row)
            for what in (actor.id, *(fold_phrase(n) for n in (actor.name, *actor.names, *actor.acronyms))):
                if what in lines:
                    told = f"{what!r} stands twice (first {lines[what]}); whose is it?"
                    raise UsageError("E315", path=table, line=line, reason=told)
                lines[what] = f"in {Path(table).name}, line {line}"
            out.append(actor)
    return tuple(out)


def _actor(table: str, line: int, row: dict[str, str]) -> OwnActor:
    ident = row.get("id") or "group:" + "-".join(re.findall(r"\w+", fold_phrase(row["name"])))
    acronyms, names = (_items(row.get(column, "")) for column in ("acronyms", "names"))
    country, ucdp = row.get("country", ""), row.get("ucdp", "")
    wrong = None
    if not all(re.search(r"\w", name) for name in (row["name"], *acronyms, *names)):
        wrong = "a name without a letter"
    elif row["kind"] not in get_args(ActorKind):
        wrong = f"the kind {row['kind']!r} is none of {', '.join(get_args(ActorKind))}"
    elif not _ID.fullmatch(ident):
        wrong = f"the id {ident!r} is not namespace:slug, such as group:anyanya"
    elif not _COUNTRY.fullmatch(country):
        wrong = f"the country {country!r} is not two capital letters (ISO 3166-1)"
    elif ucdp and not ucdp.isdecimal():
        wrong = f"the UCDP actor id {ucdp!r} is no number"
    if wrong:
        raise UsageError("E315", path=table, line=line, reason=wrong)
    number = int(ucdp) if ucdp else None
    kind = cast(ActorKind, row["kind"])
    return OwnActor(ident, row["name"], kind, country or None, acronyms, names, number)


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split("|") if item.strip())
