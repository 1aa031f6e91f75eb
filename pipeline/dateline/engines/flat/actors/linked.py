"""Actors by the titles that their names are linked to, also by English ones, which the registry has."""

from __future__ import annotations

from dataclasses import replace
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
    known: dict[str, Actor | None] = {}
    for (start, end), link in view.links.items():
        words = view.text[start:end]
        if link.get("lang") == TITLES and link.get("foreign"):
            actor = _by_foreign_title(Title.read(link["foreign"]), words, entities)
        elif link.get("target") and not _is_common(words, entities):
            actor = _by_own_title(Title.read(link["target"]), words, entities)
        else:
            continue
        known[words] = actor if known.get(words, actor) == actor else None
    return Words((w, actor) for w, actor in known.items() if actor and w not in entities.actors)


def _is_common(words: str, entities: Entities) -> bool:
    """Whether words mean many actors, or a state: what they are linked to in one place says nothing of the others."""
    tables = (entities.nominals, entities.organs, entities.states, entities.towns, entities.places)
    return any(words in table for table in tables)


def _by_own_title(title: Title, words: str, entities: Entities) -> Actor | None:
    """The one actor that a title in the language of the text names; the words linked to it are one of its names."""
    found = {a.id: a for a in entities.actors.get(title.whole) or entities.actors.get(title.name)}
    actor = next(iter(found.values())) if len(found) == 1 else None
    if actor is None or actor.id not in entities.registry.entries:
        return None
    return replace(actor, aliases=(words, *actor.aliases))


def _by_foreign_title(title: Title, words: str, entities: Entities) -> Actor | None:
    """The actor that an English title names, under the words linked to it."""
    names = _names(entities.lang)
    ident = names.get(title.whole.casefold()) or names.get(title.name.casefold())
    return entities.translated(ident, words, ()) if ident else None


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
