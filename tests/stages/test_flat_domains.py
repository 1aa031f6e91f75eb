"""Words of war tell no event in Chinese sentences on sport, business or everyday life."""

from __future__ import annotations

from typing import Any

import pytest

from dateline import data
from dateline.engines.flat.events import domains
from stages.flat_helper import LANG, records

TABLE: dict[str, Any] = data.load_toml(LANG, "domains.toml")
ROWS = [*TABLE["domain"], *TABLE["figure"]]


@pytest.mark.parametrize("text", [text for row in ROWS for text in row["none"]])
def test_a_sentence_on_no_conflict_gives_no_event(text: str) -> None:
    assert records(text) == []


@pytest.mark.parametrize("text", [text for row in ROWS for text in row.get("told", ())])
def test_a_sentence_on_conflict_gives_one_whatever_else_it_speaks_of(text: str) -> None:
    assert records(text)


def test_the_types_of_domains_exist() -> None:
    table = domains.load(LANG)
    types = {t for row in (*table.domains, *table.figures) for t in row.types}
    assert types <= set(data.load_toml("codes.toml")["types"])
