"""The layers of one Doc by where they stand in the text, and who the sentence speaks of."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from dateline.engines.flat.view import View
from dateline.layers import Actor, ActorKind, ActorMention, PlaceMention, Timex


def told_from(doc: Doc, view: View) -> frozenset[int]:
    """Where the names end that only say from where something is told ("X 5月3日电"), or who wages a war ("X—Y战争")."""
    words = tuple(view.syntax.markers["dateline"])
    timexes: list[Timex] = doc._.timexes or []
    days = (t for t in timexes if view.text.startswith(words, t.end))
    wars = view.syntax.warring.finditer(view.text)
    parties = (end for war in wars for end in range(war.start(), war.end()))
    return frozenset([*(end for t in days for end in (t.start, t.start - 1)), *parties])


class Scene:
    """Actors, places and times of a Doc, and whom its clauses are about.

    `topic`: whom the clause before was about; `company`: with whom; `spoken`: who spoke last.
    """

    def __init__(self, doc: Doc, view: View) -> None:
        self.doc, self.view = doc, view
        self.actors: list[ActorMention] = doc._.actors or []
        self.places: list[PlaceMention] = doc._.places or []
        self.timexes: list[Timex] = doc._.timexes or []
        # Those who are named, by their ids, each as told first.
        self.known: dict[str, Actor] = {}
        for mention in self.actors:
            self.known.setdefault(mention.actor.id, mention.actor)
        self._told_from = told_from(doc, view)
        self._actor_starts = [m.start for m in self.actors]
        self.actor_ends = {m.end for m in self.actors}
        self._place_starts = [m.start for m in self.places]
        self._time_starts = [t.start for t in self.timexes]
        spans = [(m.start, m.end) for m in (*self.actors, *self.places, *self.timexes)]
        self.taken = {i for start, end in spans for i in range(start, end)}
        self.topic: list[ActorMention] = []
        self.company: list[ActorMention] = []
        self.spoken: list[ActorMention] = []

    @property
    def topic_kind(self) -> ActorKind | None:
        """The kind of who the clause before was about."""
        return self.topic[0].actor.kind if self.topic else None

    def actors_in(self, start: int, end: int) -> list[ActorMention]:
        """The mentions of actors that begin within a stretch."""
        return self.actors[bisect_left(self._actor_starts, start) : bisect_left(self._actor_starts, end)]

    def places_in(self, start: int, end: int) -> list[int]:
        """The indices of the mentions of places that begin within a stretch; none from where it is but told."""
        found = range(bisect_left(self._place_starts, start), bisect_left(self._place_starts, end))
        return [i for i in found if self.places[i].end not in self._told_from]

    def times_in(self, start: int, end: int) -> list[int]:
        """The indices of the time expressions that begin within a stretch."""
        return list(range(bisect_left(self._time_starts, start), bisect_left(self._time_starts, end)))
