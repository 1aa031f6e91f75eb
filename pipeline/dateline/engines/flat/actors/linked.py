"""Actors by the English titles that their names are linked to: the registry knows them under English names."""

from __future__ import annotations

from functools import lru_cache

from dateline import data
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.view import View
from dateline.engines.flat.words import Words
from dateline.engines.links import Title
from dateline.layers import Actor

TITLES = "en"


def linked_actors(view: View, entities: Entities) -> Words[Actor]:
    """The words of the article linked to the title of an actor of the registry, in the script of the view."""
    out: Words[Actor] = Words()
    known: dict[str, str | None] = {}
    for (start, end), link in view.links.items():
        if link.get("lang") == TITLES and link.get("foreign"):
            title = Title.read(link["foreign"])
            names = _names(entities.lang)
            ident = names.get(title.whole.casefold()) or names.get(title.name.casefold())
            words = view.text[start:end]
            known[words] = ident if known.get(words, ident) == ident else None
    for words, ident in known.items():
        if ident is not None and words not in entities.actors:
            out.add(words, entities.translated(ident, words, ()))
    return out


@lru_cache(maxsize=4)
def _names(lang: str) -> dict[str, str]:
    """Ids by the English names of actors; a name that several have is none."""
    out: dict[str, str] = {}
    several: set[str] = set()
    entries = Entities.load(lang).registry.entries
    for row in (*data.load_tsv("registry", "actors.tsv"), *data.load_tsv("registry", "groups.tsv")):
        ident, actor = row["id"], entries[row["id"]].actor
        for name in dict.fromkeys(n.casefold() for n in (actor.name, *actor.aliases)):
            if out.setdefault(name, ident) != ident:
                several.add(name)
    return {name: ident for name, ident in out.items() if name not in several}
