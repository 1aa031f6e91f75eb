"""Where names of places begin that segmentation cut wrongly, and what is left of those that overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.engines.flat.entities import Entities
from dateline.engines.flat.names.tags import Name
from dateline.engines.flat.places.spots import Spot
from dateline.engines.flat.view import View
from dateline.layers import Sentence

LEAST = 2  # characters of a name
LONG = 4  # characters of a name from which a conjunction before it may have been taken to it


def apart(spots: Iterable[tuple[Sentence, Spot]]) -> list[tuple[Sentence, Spot]]:
    """The spots in text order, none over another: an unknown one ends where a known one begins."""
    out: list[tuple[Sentence, Spot]] = []
    for sentence, spot in sorted(spots, key=lambda pair: (pair[1].start, -pair[1].end)):
        if out and out[-1][1].end > spot.start:
            last = out[-1][1]
            length = spot.start - last.start
            if _is_known(last) or not _is_known(spot) or length < LEAST:
                continue
            out[-1] = (out[-1][0], replace(last, end=spot.start, name=last.name[:length]))
        out.append((sentence, spot))
    return out


def _is_known(spot: Spot) -> bool:
    return bool(spot.own or spot.towns or spot.state or spot.back)


class Bounds:
    """Mends the beginnings of the unknown names of one Doc."""

    def __init__(self, view: View, entities: Entities) -> None:
        self.view, self.text = view, view.text
        words, persons = entities.place_words, entities.data["persons"]
        self._joints = tuple(word for word in view.syntax.markers["list"] if len(word) == 1)
        self._free = frozenset(persons["foreign"]) - frozenset(persons["function"])
        self._heads = (*words["before"], *words["taking"], *view.syntax.attributive)

    def of(self, name: Name, sentence: Sentence, taken: set[int]) -> Name:
        """A name without the conjunction before it, or with its first character that was cut off it."""
        if len(name.text) >= LONG and name.text.startswith(self._joints) and name.start > sentence.start:
            return replace(name, start=name.start + 1, text=name.text[1:])
        first = self.view.before(name.start)
        if first is None or first.end != name.start or len(first.text) != 1 or first.start in taken:
            return name
        left = self.text[sentence.start : first.start]
        if first.text in self._free and first.text not in self._joints and left.endswith(self._heads):
            return replace(name, start=first.start, text=first.text + name.text)
        return name
