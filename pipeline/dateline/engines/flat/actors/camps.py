"""Remembers the sides of one Doc while its mentions are read: who fights whom, and who leads whom."""

from __future__ import annotations

from collections import Counter

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.actors.aid import Aid
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.events import lexicon
from dateline.engines.flat.view import View, Word
from dateline.layers import Actor, ActorMention, Sentence

ARMED = frozenset({"military", "rebel_group", "jihadist_group", "militia", "police", "peacekeepers"})
SIDES = ARMED | {"government"}
TWO = 0.6  # share of the mentions of sides that two must hold for the text to be about them
WHOLE = 3  # how many times a mention of a whole army counts beside one of a numbered unit of it
TITLE = 8  # characters between a body and the person who leads it


class Camps:
    """The sides of one Doc, as far as it has been read."""

    def __init__(self, view: View, entities: Entities, sentences: list[Sentence]) -> None:
        self.view, self.entities, self.sentences = view, entities, sentences
        self.aid = Aid(view)
        self._titles = tuple(entities.data["persons"]["titles"])
        self._counts: Counter[str] = Counter()
        self._by_side: dict[str, Counter[Actor]] = {}
        self._opposed: Counter[frozenset[str]] = Counter()
        self._last_foe: dict[str, str] = {}
        self._led: dict[str, Actor] = {}
        two_sided = Behaviour.load().two_sided
        words = lexicon.load(entities.lang).words.items()
        self._hostile = {word for word, senses in words if any(s.type in two_sided for s in senses)}
        self._suffered = {word for word, senses in words if all(s.subject == "target" for s in senses)}

    def tell(self, mention: ActorMention, before: ActorMention | None) -> None:
        """Remember a mention and what joins it to the one before it."""
        if before is not None and before.sentence == mention.sentence and before.end <= mention.start:
            self._oppose(before, mention)
            self._lead(before, mention)
        stands_by = self.aid.follows(mention.end)
        if is_side(mention.actor) and mention.via != "pronoun" and not stands_by:
            name = side(mention.actor)
            self._counts[name] += 1
            self._by_side.setdefault(name, Counter())[mention.actor] += 1

    def hostile(self, start: int, end: int) -> bool:
        """Whether a word between two offsets tells a fight."""
        return self._any_hostile(self.view.within(start, end))

    def struck(self, start: int, end: int) -> bool:
        """Whether words between two offsets tell that those before them were struck, by nobody whom they name."""
        inner = self.view.syntax.markers["inner"]
        passive = any(word.text not in inner for word in self.view.marker("passive", start, end))
        return passive or any(word.text in self._suffered for word in self.view.within(start, end))

    def _any_hostile(self, words: list[Word]) -> bool:
        return any(word.text in self._hostile for word in words)

    def _oppose(self, last: ActorMention, mention: ActorMention) -> None:
        """Remember two sides of which a clause tells a fight: a word of it between them, or behind both."""
        if not (is_side(last.actor) and is_side(mention.actor)):
            return
        between = self.view.within(last.end, mention.start)
        if any(w.text in self.view.syntax.breaks for w in between) or self.aid.follows(mention.end):
            return
        markers = self.view.syntax.markers
        words = list(between)
        if any(w.text in markers["company"] or w.text in markers["aim"] for w in between):
            sentence = self.sentences[mention.sentence]
            words += self.view.within(mention.end, self.view.clause(sentence, mention.end - 1)[1])
        one, other = side(last.actor), side(mention.actor)
        if one != other and self._any_hostile(words):
            self._opposed[frozenset((one, other))] += 1
            self._last_foe[one], self._last_foe[other] = other, one

    def _lead(self, one: ActorMention, other: ActorMention) -> None:
        """Remember whom a person leads: by his title behind a body, or by a word for leading before it."""
        between = self.view.text[one.end : other.start]
        if other.actor.kind == "person" and one.actor.kind in SIDES:
            former = self.view.text[max(one.start - 1, 0)] in self.view.syntax.markers["former"]
            if not former and len(between) <= TITLE and (not between or between.endswith(self._titles)):
                self._led[other.actor.id] = one.actor
        elif one.actor.kind == "person" and other.actor.kind in ARMED and len(between) <= TITLE:
            markers, particles = self.view.syntax.markers, self.view.syntax.attributive
            words = {w.text for w in self.view.within(one.end, other.start)}
            leading = words & markers["commanding"] or (
                words & set(particles) and (between in particles or words & markers["composing"])
            )
            if leading and not other.actor.id.startswith("generic:"):
                self._led[one.actor.id] = other.actor

    def army(self, actor: Actor) -> Actor | None:
        """The forces of an actor: of a government its army, of a person those whom he leads."""
        if actor.kind == "person":
            led = self._led.get(actor.id)
            return None if led is None else self.army(led)
        if actor.kind != "government":
            return actor if actor.kind in ARMED else None
        space, _, name = actor.id.partition(":")
        states = self.entities.registry.states
        state = states.get(name if space == "state" else actor.country or "")
        return None if state is None else self.entities.organ(state, "military")

    def foe(self, actor: Actor) -> Actor | None:
        """The forces that stood last against those of an actor; of two sides the other."""
        name = side(actor)
        pairs = [(n, pair) for pair, n in self._opposed.items() if name in pair]
        top = max(pairs, key=lambda pair: pair[0], default=None)
        foe = self._last_foe.get(name) if top is None or top[0] == 1 else next(iter(top[1] - {name}))
        if foe is None:
            two = [side(a) for a in self.two()]
            foe = next((s for s in two if s != name), None) if name in two else None
        return self.army(self._spoken(foe)) if foe in self._by_side else None

    def other(self, last: Actor | None) -> list[Actor]:
        """The side most spoken of that is not the one named last."""
        sides = [name for name, _ in self._counts.most_common() if last and name != side(last)]
        return [self._spoken(sides[0])] if sides else []

    def two(self) -> list[Actor]:
        """The two sides that most has been told of, each by the actor it is most spoken of.

        They are told to fight; where no fight of two has been told, the text must speak of two alone.
        """
        pairs = [sorted(pair) for pair in self._opposed]
        best = max(pairs, key=lambda pair: (sum(self._counts[s] for s in pair), pair), default=None)
        top = self._counts.most_common(2)
        if best is None and len(top) == 2 and sum(n for _, n in top) >= TWO * self._counts.total():
            best = sorted(name for name, _ in top)
        return [self._spoken(name) for name in best or () if name in self._by_side]

    def _spoken(self, name: str) -> Actor:
        """The actor by whom a side is most spoken of."""
        named = self._by_side[name]
        return max(named, key=lambda actor: named[actor] * (1 if self._is_unit(actor) else WHOLE))

    def _is_unit(self, actor: Actor) -> bool:
        return any(mark in actor.name for mark in self.view.syntax.markers["ordinal"])


def is_side(actor: Actor) -> bool:
    """Whether an actor may be one of two sides: armed or a government, no noun and no unit of an unnamed army."""
    space, _, slug = actor.id.partition(":")
    unit = space == "military" and slug == actor.name and actor.country is None
    return actor.kind in SIDES and space != "generic" and not unit
