"""Who lives in the time that a text tells of: the "Zapatistas" of 1914 are not those of 1994."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.actors.named import Named, slug
from dateline.engines.phrases import Match
from dateline.engines.registry import Name, Registry
from dateline.layers import Actor, Chronology, TimeValue

# A name of more characters than these is hardly shared by two actors.
LONG_NAME = 20
# Years before an actor's first from which on texts call its forerunners by its name.
EARLY = 2
_STATE_FORMS = ("state", "adjective", "demonym", "seat")

Years = tuple[float, float]


class Ages:
    """Compares the years of the registry with those of one Doc, whose time must have been read."""

    def __init__(self, doc: Doc, registry: Registry) -> None:
        self.doc, self.registry = doc, registry
        chronology: Chronology = doc._.chronology or Chronology((), (), ())
        self._story = [(p.start, y) for p in chronology.story if (y := _years(p.value))]
        self._starts = [start for start, _ in self._story]
        self._ends = sorted(end for _, (_, end) in self._story)
        self._told = {y for y in map(_years, chronology.values) if y} | {y for _, y in self._story}
        self._sentences = [s.start for s in doc._.sentences or ()]
        self._within: dict[int, set[Years]] = {}
        for timex, value in zip(doc._.timexes or (), chronology.values, strict=False):
            if years := _years(value):
                self._within.setdefault(timex.sentence, set()).add(years)

    def parted(self, matches: list[Match[Name]]) -> tuple[list[Match[Name]], list[Match[Name]]]:
        """The matches with those readings only that belong to the time of the story, and those that have none."""
        kept = [(m, tuple(v for v in m.values if self._may_mean(v, m))) for m in matches]
        return [replace(m, values=values) for m, values in kept if values], [m for m, v in kept if not v]

    def _may_mean(self, name: Name, match: Match[Name]) -> bool:
        if name.form == "name" and match.end - match.start > LONG_NAME:
            return True  # whoever writes the name in full means nobody else
        key = f"state:{name.id}" if name.form in _STATE_FORMS else name.id
        return self.fits(self.registry.years(key), match.start)

    def fits(self, years: Years, start: int) -> bool:
        """Whether an actor of these years may be named at an offset: a text may look back, hardly ahead."""
        first, last = years[0] - EARLY, years[1]
        at = bisect_right(self._starts, start) - 1
        sentence = bisect_right(self._sentences, start) - 1
        near = self._within.get(sentence, set()) | ({self._story[at][1]} if at >= 0 else set())
        if near and all(end < first for _, end in near):
            return False
        return not self._told or any(begin <= last and first <= end for begin, end in self._told)

    def namesake(self, named: Named) -> Named | None:
        """Who has the name of an actor of another time, known by it alone; None where one word may be anything else."""
        if named.actor is None or named.form != "name" or named.last - named.first < 2:
            return None
        words = self.doc[named.first : named.last].text
        return replace(named, actor=Actor(f"group:{slug(words)}", words, named.actor.kind))

    def named(self, actor: Actor) -> Actor:
        """The actor; an army that has its name only since the time of most of the story goes by that of its state."""
        first, _ = self.registry.years(actor.id)
        before = bisect_left(self._ends, first)
        name = self.registry.composed_name(actor.id) if 2 * before > len(self._story) else None
        if name is None:
            return actor
        others = (n for n in (*actor.aliases, actor.name) if n != name)
        return replace(actor, name=name, aliases=tuple(dict.fromkeys(others)))


def _years(value: TimeValue) -> Years | None:
    """The first and last year of a value; None where it is not known."""
    if value.earliest is None or value.latest is None:
        return None
    return int(value.earliest[:-6]), int(value.latest[:-6])
