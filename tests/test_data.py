"""What the models folder holds is listed with source, licence and hash."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from conftest import ROOT
from dateline import data
from dateline.errors import DatelineError


def manifest() -> list[dict[str, str]]:
    """Rows of the manifest."""
    with (ROOT / "models" / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_data_file_is_in_the_manifest_with_its_hash() -> None:
    files = {
        p.relative_to(ROOT / "models").as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in (ROOT / "models").rglob("*")
        if p.suffix in {".toml", ".tsv", ".sqlite"} and p.name != "manifest.tsv"
    }
    assert files == {row["file"]: row["sha256"] for row in manifest()}, "renew it: make manifest"


def test_every_data_file_names_its_source_and_licence() -> None:
    assert [row["file"] for row in manifest() if "?" in (row["source"], row["licence"])] == []


def lists(value: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """The lists of words in a TOML value, with where they stand; not what examples expect."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if key in ("examples", "others"):
            continue
        if isinstance(inner, list) and inner and all(isinstance(item, str) for item in inner):
            yield f"{path}.{key}", inner
        yield from lists(inner, f"{path}.{key}")


@pytest.mark.parametrize("file", sorted((ROOT / "models").rglob("*.toml")), ids=lambda file: file.name)
def test_no_word_stands_twice_in_a_list(file: Path) -> None:
    twice = {
        name: [w for w, n in Counter(words).items() if n > 1]
        for name, words in lists(tomllib.loads(file.read_text(encoding="utf-8")))
    }
    assert {name: words for name, words in twice.items() if words} == {}


def test_a_missing_data_file_is_an_error_that_names_it() -> None:
    with pytest.raises(DatelineError, match=r"E302.*en/nothing\.toml"):
        data.load_toml("en", "nothing.toml")


def test_dependencies_are_pinned_with_hashes_and_without_addresses() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text and "index" not in text
    pins = re.findall(r"^([a-z0-9-]+)(\[[a-z,]+\])?==\S+", text, re.MULTILINE)
    assert len(pins) > 40
    assert text.count("--hash=sha256:") >= len(pins)


def test_what_a_dependency_asks_for_with_extras_is_pinned_with_them() -> None:
    """Else pip looks for the newest release first, and refuses it for want of a hash."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = set(re.findall(r"^([a-z0-9-]+(?:\[[a-z,]+\])?)==", text, re.MULTILINE))
    plain = {pin.partition("[")[0] for pin in pins}
    needs = [Requirement(r) for name in sorted(plain) for r in _requires(name)]
    asked = {(r.name, extra) for r in needs for extra in r.extras if r.marker is None or r.marker.evaluate()}
    assert {f"{name}[{extra}]" for name, extra in asked if name in plain} <= pins


def _requires(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # pinned for another system
        return []
