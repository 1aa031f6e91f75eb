"""The facts of boxes name their actors by the ids of the registry."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.engines.identities import identified


def fact(name: str | None, **values: Any) -> dict[str, Any]:
    empty = {"field": "belligerent", "country": None, "target": None, "lang": None, "foreign": None}
    return {**empty, "name": name, **values}


@pytest.mark.parametrize(
    ("lang", "found", "actor"),
    [
        ("en", fact("France", country="FR"), "state:FR"),
        ("en", fact("Malian Armed Forces"), "military:ML"),
        ("en", fact("the movement", target="National Movement for the Liberation of Azawad"), "group:mnla"),
        ("en", fact("MNLA"), "group:mnla"),
        ("en", fact("MNLA", target="Malta National Library Association"), None),
        ("en", fact("Hill men"), None),
        ("en", fact(None), None),
        ("en", fact("2012", field="date"), None),
        ("zh", fact("France", country="FR"), "state:FR"),
        ("zh", fact("马里军方"), "military:ML"),
        ("zh", fact("法國"), "state:FR"),
        ("zh", fact("阵线", lang="en", foreign="Macina Liberation Front"), "group:macina"),
        ("zh", fact("组织", lang="en", foreign="Al-Mourabitoun (militant group)"), "group:al-mourabitoun"),
    ],
)
def test_actor_is_known_by_names_titles_and_flags(
    lang: str, found: dict[str, Any], actor: str | None
) -> None:
    assert [one["actor"] for one in identified([found], lang)] == [actor]
