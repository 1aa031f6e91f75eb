"""Two accounts of one war: which tellings find each other, counted against the links that a reader sees.

`accounts/links.tsv` names them by words of the two texts. A link is right if the two triggers lie in the words of one
row. Of our own articles as they are extracted, no link may be wrong, and some of them are found; of two annotated
articles in two languages, whose records have no mistake, most are. `accounts/corpus.tsv` has the links between more
annotated articles, by date and trigger; those that may be made but are not asked for are not counted.
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


def told_in_corpus() -> dict[tuple[str, str], list[dict[str, str]]]:
    """Pairs of annotated articles → rows of corpus.tsv; a row without words stands for a pair that shares nothing."""
    pairs: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in table("corpus.tsv"):
        pairs.setdefault((row["one"], row["other"]), []).append(row)
    return pairs


def test_of_annotated_articles_nearly_all_links_are_right_and_most_are_found(tmp_path: Path) -> None:
    wrong, expected, found = [], 0, set()
    for pair, rows in told_in_corpus().items():
        events = {name: records(ROOT / "corpus" / f"{name}.gold.json", name[:2]) for name in pair}
        folder = tmp_path / "-".join(pair).replace("/", "-")
        merge(
            [write(folder / f"{n}.events.jsonl", items) for n, items in enumerate(events.values())],
            folder,
            command=[],
        )
        words = {
            e["id"]: f"{e['date']['value']} {e['trigger']['text']}"
            for items in events.values()
            for e in items
        }
        documents = [items[0]["doc_id"] for items in events.values()]
        expected += sum(row["counted"] == "yes" for row in rows)
        for link in linked(folder):
            told = [{words[i] for i in link[document]} for document in documents]
            right = [
                row
                for row in rows
                if told[0] & set(row["one_tells"].split("; "))
                and told[1] & set(row["other_tells"].split("; "))
            ]
            wrong += [] if right else [(pair, told)]
            found |= {(pair, row["one_tells"]) for row in right if row["counted"] == "yes"}
    assert len(wrong) <= 4, wrong
    assert len(found) >= 62, (len(found), expected)
