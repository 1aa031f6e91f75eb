"""What must hold of every Article that is read from MediaWiki source."""

from __future__ import annotations

from itertools import pairwise

from dateline.article import Article


def check_article(article: Article) -> None:
    """Every span is the source's words at its offsets, in the order of the source."""
    source, text = article.source, article.text
    last = -1
    for at, char in enumerate(text):
        found = article.offsets.source_of(at)
        if found is not None:
            assert source[found] == char
            assert found > last
            last = found
    at = 0
    for block in article.blocks:
        assert text[at : block.start] == ("\n" if at else "")
        assert block.start < block.end
        assert "\n" not in text[block.start : block.end]
        span = article.span(block.start, block.end)
        assert source[span.start : span.end] == span.text
        at = block.end
    assert at == len(text)
    assert all(a.start <= b.start and a.at <= b.at for a, b in pairwise(article.citations))
    for citation in article.citations:
        assert 0 <= citation.start < citation.end <= len(source)
        assert 0 <= citation.at <= len(text)
    for link in article.links:
        assert 0 <= link["start"] < link["end"] <= len(text)
    assert all(a.end <= b.start for a, b in pairwise(article.asides))
    for aside in article.asides:
        assert source[aside.start : aside.end] == aside.text
    for fact in article.facts:
        assert source[fact["start"] : fact["end"]] == fact["text"]
        assert fact["text"]
