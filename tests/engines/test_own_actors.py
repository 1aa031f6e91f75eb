"""Tables of the user's own actors: added to the registry whole, or refused whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.article import Article
from dateline.build import Own, analyse, build
from dateline.engines.actors.own_actors import own_actors
from dateline.engines.registry import registry
from dateline.errors import UsageError

GOOD = (
    "# ours\n"
    "id\tname\tkind\tcountry\tacronyms\tnames\tucdp\n"
    "\tVornish Liberation League\trebel_group\tFI\tVLL\tVornish League\t99999\n"
    "group:ltte\tLiberation Tigers of Tamil Eelam\trebel_group\tLK\t\tthe Cubs\t\n"
)
BAD = [
    (
        "a name that stands twice",
        "name\tkind\nA League\tngo\nB\tngo\nC\tngo\na league\tngo\n",
        "stands twice",
    ),
    ("an acronym that is a name", "name\tkind\tacronyms\nVLL\tngo\t\nB\tngo\tVLL\n", "stands twice"),
    ("a kind that is none", "name\tkind\nA\ttribe\n", "the kind 'tribe'"),
    ("a column that is none", "name\tkind\tsize\nA\tngo\t3\n", "the columns are"),
    ("a row too short", "name\tkind\tcountry\nA\tngo\n", "2 columns, not 3"),
    ("a country in words", "name\tkind\tcountry\nA\tngo\tPeru\n", "ISO 3166-1"),
    ("an id without a namespace", "id\tname\tkind\nfoo\tA\tngo\n", "namespace:slug"),
    ("no name", "name\tkind\n\tngo\n", "a name without a letter"),
    ("a UCDP id in words", "name\tkind\tucdp\nA\tngo\tx\n", "is no number"),
    ("nothing at all", "# none\n", "no header line"),
]


def table(folder: Path, text: str) -> str:
    path = folder / "own.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_actors_are_found_under_all_their_names(tmp_path: Path) -> None:
    own = Own(actors=(table(tmp_path, GOOD),))
    text = "The VLL attacked Oulu. The Vornish League fled. The Cubs surrendered."
    doc = analyse(build("en", own), Article.from_text(text, lang="en"))
    found = {m.actor.id: m.actor for m in doc._.actors}
    assert list(found) == ["group:vornish-liberation-league", "group:ltte"]
    league = found["group:vornish-liberation-league"]
    assert (league.kind, league.country, league.ucdp) == ("rebel_group", "FI", 99999)


def test_a_row_with_an_id_of_the_registry_adds_its_names(tmp_path: Path) -> None:
    entry = registry("en", (table(tmp_path, GOOD),)).entries["group:ltte"]
    assert {"the Cubs", "LTTE", "Tamil Tigers"} <= set(entry.actor.aliases)
    assert "the Cubs" not in registry("en").entries["group:ltte"].actor.aliases


@pytest.mark.parametrize(("text", "reason"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_wrong_table_is_refused_with_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as raised:
        own_actors([table(tmp_path, text)])
    assert raised.value.code == "E315"


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        own_actors([str(tmp_path / "none.tsv")])
    assert raised.value.code == "E206"


def test_actors_of_the_registry_carry_the_ids_of_ucdp() -> None:
    known = registry("en")
    assert known.entries["group:ltte"].actor.ucdp == 320
    assert (
        known.organ(known.states["ML"], "military").ucdp
        == known.organ(known.states["ML"], "government").ucdp
        == 72
    )
    assert known.entries["org:un"].actor.ucdp is None
