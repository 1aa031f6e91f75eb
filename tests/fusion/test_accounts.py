"""Two accounts of one war: which tellings find each other, counted against the links that a reader sees.

`accounts/links.tsv` names them by words of the two texts. A link is right if the two triggers lie in the words of one
row. Of our own articles as they are extracted, no link may be wrong, and some of them are found; of two annotated
articles in two languages, whose records have no mistake, most are.
"""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest
from annotated import records
from hand_made import write

from conftest import ROOT, load_lines, run_cli
from dateline.fusion.merge import merge

HERE = Path(__file__).parent / "accounts"
WARS = {
    "libya": ("libya-chronicle", "libya-dispatches"),
    "cuba": ("cuba-history", "cuba-memoir"),
    "donbas": ("donbas-report", "donbas-article"),
    "libya-zh": ("libya-chronicle", "libya-zh"),
}
FOUND_AT_LEAST = {"libya": 6, "cuba": 4, "donbas": 6, "libya-zh": 8}


def table(name: str) -> list[dict[str, str]]:
    """Rows of expected links."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def linked(folder: Path) -> list[dict[str, list[str]]]:
    """Document → ids of its records, for each two documents in one row."""
    pairs = []
    for row in load_lines(folder / "incidents.jsonl"):
        versions = {v["doc_id"]: [r["id"] for r in v["records"]] for v in row["versions"]}
        pairs += [dict(pair) for pair in combinations(versions.items(), 2)]
    return pairs


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of all accounts."""
    folder = tmp_path_factory.mktemp("run")
    for lang in ("en", "zh"):
        texts = [path for path in HERE.glob("*.txt") if path.stem.endswith("-zh") == (lang == "zh")]
        assert run_cli("extract", *texts, "--lang", lang, "-o", folder, "-q")[0] == 0
    return folder


@pytest.mark.parametrize("war", WARS)
def test_of_two_articles_of_our_own_no_link_is_wrong(war: str, run: Path, tmp_path: Path) -> None:
    events = {name: load_lines(run / f"{name}.events.jsonl") for name in WARS[war]}
    triggers = {e["id"]: e["trigger"]["start"] for items in events.values() for e in items}
    texts = [(HERE / f"{name}.txt").read_text(encoding="utf-8") for name in WARS[war]]
    expected = [(row["one"], row["other"]) for row in table("links.tsv") if row["war"] == war]
    assert all(text.count(words) == 1 for row in expected for text, words in zip(texts, row, strict=True))
    merge([run / f"{name}.events.jsonl" for name in WARS[war]], tmp_path, command=[])

    def tells(pair: dict[str, list[str]], row: tuple[str, str]) -> bool:
        spans = [(text.index(words), len(words)) for text, words in zip(texts, row, strict=True)]
        return all(
            any(0 <= triggers[i] - start < length for i in pair[name])
            for name, (start, length) in zip(WARS[war], spans, strict=True)
        )

    links = linked(tmp_path)
    assert [pair for pair in links if not any(tells(pair, row) for row in expected)] == []
    found = [row for row in expected if any(tells(pair, row) for pair in links)]
    assert len(found) >= FOUND_AT_LEAST[war]


def test_of_two_annotated_articles_in_two_languages_most_links_are_found(tmp_path: Path) -> None:
    annotations = {"en": "shanghai-1937", "zh": "songhu-1937"}
    events = {
        lang: records(ROOT / "corpus" / lang / f"{name}.gold.json", lang)
        for lang, name in annotations.items()
    }
    merge(
        [write(tmp_path / f"{lang}.events.jsonl", items) for lang, items in events.items()],
        tmp_path,
        command=[],
    )
    by_id = {e["id"]: e for items in events.values() for e in items}
    expected = {(row["en"], row["zh"], row["date"]) for row in table("shanghai.tsv")}
    one, other = annotations.values()
    found = [
        (by_id[pair[one][0]]["trigger"]["text"], twin["trigger"]["text"], twin["date"]["value"])
        for pair in linked(tmp_path)
        for twin in (by_id[pair[other][0]],)
    ]
    assert [link for link in found if link not in expected] == []
    assert len(found) >= 20
