"""The data of the readers do what their examples say."""

from __future__ import annotations

import re

import pytest

from dateline import data
from dateline.readers.rules import load_rules

LANGUAGES = [lang for lang in data.languages() if (data.models_dir() / lang / "reader.toml").is_file()]
TABLES = [(lang, data.load_toml(lang, "reader.toml")) for lang in LANGUAGES]
CITATIONS = [(row["pattern"], e) for _, table in TABLES for row in table["citation"] for e in row["examples"]]
NO_CITATIONS = [(lang, e) for lang, table in TABLES for row in table["citation"] for e in row["others"]]
ASIDES = [(lang, row["kind"], e) for lang, table in TABLES for row in table["aside"] for e in row["examples"]]
NO_ASIDES = [(lang, e) for lang, table in TABLES for row in table["aside"] for e in row["others"]]
ENTRIES = [(lang, e) for lang, table in TABLES for e in table["headings"]["entry_examples"]]


@pytest.mark.parametrize(("pattern", "example"), CITATIONS)
def test_citation_pattern_finds_its_example(pattern: str, example: str) -> None:
    found = re.search(pattern, example)
    assert found and found["mark"] in found.group()


@pytest.mark.parametrize(("lang", "other"), NO_CITATIONS)
def test_no_citation_pattern_finds_words_in_brackets(lang: str, other: str) -> None:
    assert not load_rules(lang).citation.search(other)


@pytest.mark.parametrize(("lang", "kind", "example"), ASIDES)
def test_aside_has_the_kind_of_its_pattern(lang: str, kind: str, example: str) -> None:
    assert load_rules(lang).aside_kind(example) == kind


@pytest.mark.parametrize(("lang", "other"), NO_ASIDES)
def test_narrative_is_no_aside(lang: str, other: str) -> None:
    assert load_rules(lang).aside_kind(other) is None


@pytest.mark.parametrize(("lang", "entry"), ENTRIES)
def test_entry_of_references_is_known(lang: str, entry: str) -> None:
    assert load_rules(lang).entry.search(entry)


def test_every_pattern_has_examples_and_counterexamples() -> None:
    for _, table in TABLES:
        for row in table["citation"] + table["aside"]:
            assert row["examples"] and row["others"], row
