"""What the tests of the readers share: reading a string, and what must hold of every Article."""

from __future__ import annotations

from dateline.article import Article
from dateline.readers import markdown, text
from dateline.readers.draft import HIDDEN
from dateline.readers.rules import load_rules

PARSERS = {"txt": text.parse, "md": markdown.parse}


def read(source: str, form: str = "txt") -> Article:
    return PARSERS[form](source, load_rules("en"), doc_id="doc", lang="en")


def blocks(article: Article, kind: str | None = None) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if kind in (None, b.kind)]


def kinds(article: Article) -> list[str]:
    return [block.kind for block in article.blocks]


def check_text(article: Article) -> None:
    """Every character of the text is its source's, in order, or an inserted space or line end."""
    last = -1
    for at, char in enumerate(article.text):
        source = article.offsets.source_of(at)
        if source is None:
            assert char in " \n"
        else:
            assert article.source[source] == char
            assert source > last
            last = source


def check_spans(article: Article) -> None:
    """Blocks cover the text but for the line ends between them; spans are the source's words."""
    at = 0
    for block in article.blocks:
        assert article.text[at : block.start] == ("\n" if at else "")
        assert block.start < block.end
        assert "\n" not in article.text[block.start : block.end]
        span = article.span(block.start, block.end)
        assert article.source[span.start : span.end] == span.text
        at = block.end
    assert at == len(article.text)
    starts = [citation.start for citation in article.citations]
    assert starts == sorted(starts)
    for citation in article.citations:
        assert citation.mark in article.source[citation.start : citation.end]
        assert 0 <= citation.at <= len(article.text)
    for aside in article.asides:
        assert article.source[aside.start : aside.end] == aside.text


def lost(article: Article) -> str:
    """Characters of the source, white space and invisible ones left out, that are nowhere."""
    import re

    found = [False] * len(article.source)
    for at in range(len(article.text)):
        source = article.offsets.source_of(at)
        if source is not None:
            found[source] = True
    for part in (*article.citations, *article.asides):
        found[part.start : part.end] = [True] * (part.end - part.start)
    rest = "".join(c for c, seen in zip(article.source, found, strict=True) if not seen)
    return re.sub(rf"[\s{HIDDEN}]", "", rest)
