"""What the tests share: a small war told in our own words, and helpers to run the program on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from typer.testing import CliRunner

from dateline.cli import app

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus" / "en"

STORY = (
    "On 3 May 2009, the army attacked Jaffna and killed at least 31 rebels.[1]\n"
    "The next day, government troops captured the town of Vavuniya.[2][c] The rebels said that they had "
    "lost nine fighters.\n"
    "References\n"
    "^ A book about it (2010).\n"
)

# No test depends on how fast a machine is.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A file with a short narrative."""
    path = tmp_path / "in" / "story.txt"
    path.parent.mkdir()
    path.write_text(STORY, encoding="utf-8")
    return path


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """All objects with text, start and end inside a JSON-like value."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def run_cli(*arguments: object, stdin: bytes | None = None) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def load_lines(path: Path) -> list[dict]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
