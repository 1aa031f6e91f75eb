"""What the links of an article say of its names: the title that one leads to tells who or where is meant.

A name has one sense in an article, so that what one link says holds for all mentions in the same words; where
links in the same words lead to several titles, they say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.article import Article

_APART = re.compile(r"(?P<name>[^(（,]+?)\s*(?:,\s*(?P<after>[^,]+).*|[(（](?P<inside>[^)）]+)[)）].*)$")


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an article: its name, and what tells it from others of that name.

    "Tripoli, Lebanon" and "Berkut (special police force)": `apart` is "Lebanon", "special police force".
    """

    whole: str
    name: str
    apart: str | None = None

    @classmethod
    def read(cls, title: str) -> Title:
        """The parts of a title; an anchor ("Battle of X#Losses") is no part of it."""
        whole = title.partition("#")[0].replace("_", " ").strip()
        found = _APART.match(whole)
        if found is None:
            return cls(whole, whole)
        return cls(whole, found["name"], (found["after"] or found["inside"]).strip())


class LinkedNames:
    """The titles that the names of one article are linked to."""

    def __init__(self, article: Article) -> None:
        self._own: dict[str, set[str]] = {}
        self._foreign: dict[tuple[str, str], set[str]] = {}
        for link in article.links:
            words = article.text[link["start"] : link["end"]]
            if link.get("lang") and link.get("foreign"):
                self._foreign.setdefault((link["lang"], words), set()).add(link["foreign"])
            target = link.get("target")
            if target and "://" not in target:
                self._own.setdefault(words, set()).add(target)

    def __bool__(self) -> bool:
        return bool(self._own or self._foreign)

    def title(self, words: str) -> Title | None:
        """The title in the article's own language that these words are linked to."""
        return _only(self._own.get(words))

    def title_in(self, lang: str, words: str) -> Title | None:
        """The title in another language, which templates for articles that are missing here name."""
        return _only(self._foreign.get((lang, words)))

    def words(self) -> list[tuple[str, Title]]:
        """All words linked to one title in the article's own language, with that title."""
        found = [(words, _only(titles)) for words, titles in self._own.items()]
        return [(words, title) for words, title in found if title is not None]

    def words_in(self, lang: str) -> list[tuple[str, Title]]:
        """All words linked to a title in another language, with that title."""
        found = [(words, _only(titles)) for (code, words), titles in self._foreign.items() if code == lang]
        return [(words, title) for words, title in found if title is not None]


def _only(titles: set[str] | None) -> Title | None:
    return Title.read(next(iter(titles))) if titles and len(titles) == 1 else None
