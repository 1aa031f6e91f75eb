"""Markdown: its marks leave the text, its headings have levels."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from readers.reading import blocks, check_spans, kinds, read
from readers.test_text import SOURCES


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The **fort** *fell* ~~today~~ ***now***.", "The fort fell today now."),
        ("The _fort_ and __port__ of snake_case_town.", "The fort and port of snake_case_town."),
        ("It is 5 * 3 = 15 \\*men\\*.", "It is 5 * 3 = 15 *men*."),
        ('See [the fort](http://x.org/a_(b) "t") and [port][p].', "See the fort and port."),
        ("A ![map](m.png) of it.", "A of it."),
        ("The `AK-47` fired.", "The AK-47 fired."),
        ("A<!-- secret --> fort <b>fell</b>.", "A fort fell."),
        ("5&nbsp;May &amp; 6&#32;May.", "5 May & 6 May."),
        ("> The fort\n> fell.", "The fort fell."),
        ("The fort\nfell in\n1986. It burnt.", "The fort fell in 1986. It burnt."),
        ("The fort fell.[^1] It burnt.[2]", "The fort fell. It burnt."),
        ("<!-- a\nb --> The fort fell.", "The fort fell."),
        ("```\ncode\n```\nThe fort fell.", "The fort fell."),
        ("~~~ py\ncode\n```\n~~~\nThe fort fell.", "The fort fell."),
        ("---\ntitle: X\n---\nThe fort fell.", "The fort fell."),
        ("The fort fell.\n\n***\n\nIt burnt.", "The fort fell.\nIt burnt."),
        ("[p]: http://x.org\nThe fort fell.", "The fort fell."),
    ],
)
def test_marks_leave_the_text(source: str, text: str) -> None:
    article = read(source, "md")
    assert article.text == text
    check_spans(article)


@pytest.mark.parametrize(
    ("source", "level", "title"),
    [
        ("# The fort", 1, "The fort"),
        ("### The *fort* ###", 3, "The fort"),
        ("## C#", 2, "C#"),
        ("The fort\n====", 1, "The fort"),
        ("The fort\n---", 2, "The fort"),
    ],
)
def test_heading_has_its_level(source: str, level: int, title: str) -> None:
    article = read(f"{source}\n\nIt fell.", "md")
    assert [(b.kind, b.level) for b in article.blocks] == [("heading", level), ("paragraph", 0)]
    assert article.sections[0].title == title


def test_section_ends_at_a_heading_of_its_level_or_higher() -> None:
    article = read("# War\n## Winter\nIt froze.\n### Thaw\nIt thawed.\n## Spring\nIt rained.", "md")
    found = {s.title: article.text[s.start : s.end].split("\n") for s in article.sections}
    assert found["Winter"] == ["It froze.", "Thaw", "It thawed.", ""]
    assert found["War"][-1] == "It rained."
    assert article.title == "War"


def test_items_lose_their_marks() -> None:
    article = read("- a fort\n  on a hill\n* [x] a port\n2. a gate", "md")
    assert blocks(article, "item") == ["a fort on a hill", "a port", "a gate"]


def test_cells_of_a_table_stay_apart() -> None:
    article = read("| Day | Deed |\n|---|:-:|\n| 5 May | Fall |", "md")
    assert blocks(article) == ["Day Deed", "5 May Fall"]


def test_footnotes_and_references_are_set_apart() -> None:
    article = read(
        "It fell.[^n]\n\n[^n]: Upton, p. 5.\n    More.\n\n## References\n- Upton\n### Old\nX\n## Later\nEnd.",
        "md",
    )
    assert blocks(article) == ["It fell.", "Later", "End."]
    assert [c.mark for c in article.citations] == ["n"]
    assert {aside.kind for aside in article.asides} == {"reference"}


def test_link_is_kept_beside_the_text() -> None:
    article = read("They took **[the fort](http://x.org)**.", "md")
    (link,) = article.links
    assert (article.text[link["start"] : link["end"]], link["target"]) == ("the fort", "http://x.org")


def test_title_of_the_front_matter_comes_first() -> None:
    assert read('---\ntitle: "A war"\n---\n# Another\nIt fell.', "md").title == "A war"


@settings(max_examples=400, deadline=None)
@given(SOURCES)
def test_any_text_is_read_with_its_offsets(source: str) -> None:
    article = read(source, "md")
    check_spans(article)
    last = -1
    for at, char in enumerate(article.text):
        found = article.offsets.source_of(at)
        if found is not None:
            assert article.source[found] == char and found > last
            last = found


def test_kinds_of_a_whole_document() -> None:
    assert kinds(read("# War\n\nIt began.\n\n- here\n- there\n", "md")) == [
        "heading",
        "paragraph",
        "item",
        "item",
    ]
