"""The words that order the lines of boxes mean what the examples in their data say."""

from __future__ import annotations

from typing import Any

import pytest

from dateline import data
from dateline.readers.mediawiki import vocabulary
from dateline.readers.mediawiki.figures import load_figures
from dateline.readers.mediawiki.lines import Line, LineSink
from dateline.readers.mediawiki.phrases import load_phrases
from dateline.readers.mediawiki.render import Renderer
from dateline.readers.mediawiki.tree import read_tree

BOXES = data.load_toml("mediawiki", "boxes.toml")


@pytest.mark.parametrize(
    "row", data.load_toml("mediawiki", "figures.toml")["examples"], ids=lambda row: row["text"]
)
def test_figures_read_as_their_examples_say(row: dict[str, Any]) -> None:
    found = load_figures().find(row["text"])
    if row.get("none"):
        assert found == []
        return
    (figure,) = found
    if "ceiling" in row:
        assert (figure.low, figure.high) == (None, row["ceiling"])
    else:
        assert [figure.low, figure.best, figure.high][: len(row["value"])] == row["value"]
        assert figure.high is not None or len(row["value"]) == 2
    assert figure.approximate is row.get("approximate", False)


@pytest.mark.parametrize(("text", "claimant"), BOXES["lines"]["claims"]["examples"])
def test_who_claims_a_figure(text: str, claimant: str) -> None:
    assert load_phrases().claimant(text) == (claimant or None)


def line(source: str) -> Line:
    """The only line of a field."""
    words = vocabulary.load()
    tree = read_tree(source, 0, len(source), words, None, lambda message, at: None)
    sink = LineSink(source)
    Renderer(tree, words, "en").render(tree.nodes, sink)
    sink.line()
    (found,) = sink.lines
    return found


@pytest.mark.parametrize("source", BOXES["examples"]["support"])
def test_heading_of_supporters(source: str) -> None:
    assert load_phrases().is_support(line(source))


@pytest.mark.parametrize("source", BOXES["examples"]["other"])
def test_other_lines_head_no_supporters(source: str) -> None:
    assert not load_phrases().is_support(line(source))
