"""Event type, actors and outcome → codes of ACLED, PLOVER and UCDP, by the table models/codes.toml.

ACLED (codebook 2023): a state's force that takes a place in its own country, or from a group that is no state's,
regains it; a group, or a state from abroad, overtakes it. The target decides between a clash and violence against
civilians. UCDP (GED codebook): 1 state-based, 2 non-state, 3 one-sided; None where a side is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from dateline import data
from dateline.records import AcledCode, CodesRecord, PloverCode, UcdpCode

_DOERS = ("initiator", "party")


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part: the role, the actor's kind, its country (ISO 3166-1 alpha-2) if it has one."""

    role: str
    kind: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What decides the codes of an event.

    `victims`: kinds of those killed or hurt, who stand for the target where none is named; `country`: where it
    happened; `holder`: the kind of who held the place before, as far as the text has told; `words`: of the trigger,
    in lower case; `asked`: types of the acts that it asks for, threatens or refuses.
    """

    event_type: str
    parts: Sequence[Part] = ()
    victims: frozenset[str] = frozenset()
    country: str | None = None
    holder: str | None = None
    words: str = ""
    asked: frozenset[str] = field(default_factory=frozenset)

    def kinds(self, *roles: str) -> set[str]:
        """Kinds of those in these roles."""
        return {part.kind for part in self.parts if part.role in roles}

    @property
    def targets(self) -> set[str]:
        """Kinds of those it was done to."""
        return self.kinds("target") or set(self.victims)


@cache
def table() -> dict[str, Any]:
    """models/codes.toml."""
    return data.load_toml("codes.toml")


def codes(act: Act) -> CodesRecord:
    """The codes of an event."""
    row = table()["types"][act.event_type]
    event, sub_event = _acled(act, row)
    plover = row["plover"] or None
    return CodesRecord(
        acled=AcledCode(event_type=event, sub_event_type=sub_event),
        plover=PloverCode(event=plover, mode=_mode(act, plover) or row["mode"] or None),
        ucdp=UcdpCode(type_of_violence=_type_of_violence(act) if row["organised"] else None),
    )


# -- ACLED


def _acled(act: Act, row: dict[str, Any]) -> tuple[str, str]:
    """Event and sub-event type: by the words of the trigger, by who has taken a place, by who was hit."""
    name = _by_words(act) or _by_outcome(act, row) or _by_sides(act, row) or "acled"
    event, sub_event = table()["sub_events"][name] if name in table()["sub_events"] else row[name]
    return event, sub_event


def _by_words(act: Act) -> str | None:
    for entry in table()["words"]:
        if act.event_type in entry["types"] and _says(act, entry["words"]):
            name: str = entry["acled"]
            return name
    return None


def _by_outcome(act: Act, row: dict[str, Any]) -> str | None:
    """Who takes a place: the state's own force, or one that drives out a group, regains it."""
    if "acled_state" not in row:
        return None
    states, groups = _kinds("state"), _kinds("armed") - _kinds("state")
    doers = act.kinds("initiator")
    lost = act.kinds("target") or ({act.holder} if act.holder else set())
    if not doers:
        return "acled_state" if lost and lost <= groups else None
    if not doers & states:
        return None
    countries = {
        part.country for part in act.parts if part.role in ("initiator", "supporter") and part.kind in states
    }
    if (act.country is not None and act.country in countries) or lost & groups:
        return "acled_state"
    abroad = act.country is not None and None not in countries
    return None if abroad or lost & states else "acled_state"


def _by_sides(act: Act, row: dict[str, Any]) -> str | None:
    """Against whom: civilians, a crowd, or another armed side."""
    doers, targets = act.kinds(*_DOERS), act.targets
    marchers, police = _kinds("protest"), _kinds("state")
    if "acled_crowd" in row and doers and doers <= _kinds("crowd"):
        return "acled_crowd"
    if "acled_force" in row and doers & police and targets & marchers:
        return "acled_force"
    if "acled_intervention" in row and (act.kinds("target", "initiator") & police):
        return "acled_force" if act.victims else "acled_intervention"
    if "acled_civilians" in row and targets and targets <= _kinds("civilian"):
        return "acled_civilians"
    if "acled_armed" in row and targets and targets <= _kinds("armed"):
        return "acled_armed"
    return None


# -- PLOVER


def _mode(act: Act, event: str | None) -> str | None:
    """The mode of an event type that the trigger's words, the doers or what is asked for give."""
    for entry in table()["modes"]:
        if entry["event"] != event:
            continue
        words = "words" not in entry or _says(act, entry["words"])
        doers = "doers" not in entry or act.kinds("initiator") & set(entry["doers"])
        roles = "role" not in entry or bool(act.kinds(entry["role"]))
        asked = "asked" not in entry or bool(act.asked & set(entry["asked"]))
        many = "parties" not in entry or len(act.parts) >= entry["parties"]
        types = "types" not in entry or act.event_type in entry["types"]
        if words and doers and roles and asked and many and types:
            mode: str = entry["mode"]
            return mode
    return None


def _says(act: Act, stems: Iterable[str]) -> bool:
    """Whether a word of the trigger begins with one of these."""
    beginnings = tuple(stems)
    if any(word.startswith(beginnings) for word in (*act.words.replace("-", " ").split(), act.words)):
        return True
    return not act.words.isascii() and any(stem in act.words for stem in beginnings if not stem.isascii())


# -- UCDP


def _type_of_violence(act: Act) -> Literal[1, 2, 3] | None:
    """UCDP's type of violence; None where the sides are not known well enough to tell."""
    armed, civilian, state = _kinds("armed"), _kinds("civilian"), _kinds("state")
    doers, targets = act.kinds(*_DOERS), act.targets
    parties = [part.kind for part in act.parts if part.role == "party" and part.kind in armed]
    if targets and targets <= civilian:
        return 3 if armed & doers else None
    opposed = armed & doers and armed & targets
    if not opposed and len(parties) < 2:
        return None
    return 1 if state & (doers | targets) else 2


@cache
def _kinds(name: str) -> frozenset[str]:
    """A class of actor kinds: state, armed, civilian, crowd, protest."""
    return frozenset(table()[f"{name}_kinds"])
