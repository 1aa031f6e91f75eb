"""The events that a text has told so far, and what a noun that takes one of them up has from it ("the coup")."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dateline.engines.events.frame import AROUND, Frame
from dateline.engines.events.happenings import Happening
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.calendar import day_of_iso
from dateline.layers import Event, EventTime, TimeAnchor, TimeValue, sentence_of

# How many sentences back the same word may lie that a definite noun takes up, acts of a whole state aside.
FAR = 15
# And how many back it may lie if another type of event was told by it.
NEAR = 3


class SecondMentions:
    """Finds the event that a noun takes up, among those told so far; `block` is the paragraph being read."""

    def __init__(self, mentions: LayersByToken, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.mentions, self.syntax, self.forms, self.behaviour = mentions, syntax, forms, behaviour
        self.block = -1
        # By type: the word, the paragraph, the event.
        self._told: dict[str, list[tuple[str, int, Event]]] = {}

    def tell(self, happening: Happening, events: list[Event], *, unreal: bool) -> None:
        """Remember the events of a happening, under every noun that tells it.

        What is only meant to happen is not remembered behind what did in its paragraph.
        """
        nouns = {f.sense.type: f for f in happening.absorbed if f.sense.pos == "NOUN"}
        frames = nouns | {e.type: happening.frame for e in events[:1]}
        for type_, frame in frames.items():
            of_type = self._told.setdefault(type_, [])
            if not (unreal and of_type and of_type[-1][1] == self.block):
                of_type += [(self.forms.lemma(frame.head), self.block, event) for event in events]

    def points_back(self, frame: Frame) -> bool:
        """Whether a noun takes up something told before: "the coup", "their offensive"."""
        definite = self.forms.words["definite"]
        around = AROUND | self.forms.prepositions["including"]
        said = frame.slots.keys() - {"poss", "subject", "modifier"} - around
        bare = not any(self._says_more(t) for slot in said for t in frame.slots[slot])
        bare = bare and not any(t.i in self.mentions.actor for t in frame.slots.get("modifier", ()))
        return (
            frame.sense.pos == "NOUN"
            and bare
            and any(
                self.forms.lemma(c) in definite or c.dep_ in self.syntax.possessor
                for c in frame.head.children
            )
        )

    def _says_more(self, word: Token) -> bool:
        """Whether a word beside a noun says what was not told before, and does not point back ("of this port")."""
        return all(c.lower_ not in self.forms.words["pointing"] for c in word.lefts)

    def taken_up(self, frame: Frame, now: TimeValue) -> tuple[str, Event | None]:
        """The type of what a noun that points back tells at the time `now`, and the event that it takes up."""
        lemma, type_, sentence = self.forms.lemma(frame.head), frame.sense.type, sentence_of(frame.head).index
        same = self.behaviour.same_happening
        kin = same if type_ in same else frozenset()
        bare = not frame.inner and frame.head.pos_ == "NOUN"
        named = self._named(lemma, type_, sentence) if bare else None
        type_ = type_ if named is None else named.type
        one = len(frame.tokens) == 1 and frame.head.tag_ not in self.forms.tags["plural"]
        alone = type_ in self.behaviour.national and one  # "the coup", not "these risings"
        return type_, self._before(type_, lemma, now, sentence, kin, alone)

    def _before(
        self, type_: str, lemma: str, now: TimeValue, sentence: int, kin: frozenset[str], alone: bool
    ) -> Event | None:
        """The last event of a type told by the same word or in the same paragraph, none later than `now`.

        The same word may lie far back if it tells the one act of its kind (`alone`).

        What its kin told in the sentence before is nearer ("a bomb went off ... the attack"), or all there is.
        """
        for word, block, event in reversed(self._told.get(type_, [])):
            start = event.time.value.earliest
            later = start is not None and now.latest is not None and start > now.latest
            far = sentence - event.sentence > FAR and not alone
            if ((word == lemma and not far) or block == self.block) and not later:
                near = (told for name in kin for *_, told in self._told.get(name, [])[-1:])
                since = [
                    told for told in near if max(event.sentence, sentence - 2) < told.sentence < sentence
                ]
                return max(since, key=lambda told: told.start, default=event)
        just = (
            told for name in kin for _, block, told in self._told.get(name, [])[-1:] if block == self.block
        )
        last = [told for told in just if told.sentence == sentence - 1 and not _earlier(told.time.value, now)]
        return max(last, key=lambda told: told.start, default=None)

    def _named(self, lemma: str, type_: str, sentence: int) -> Event | None:
        """The happening of another type that the same noun told just before ("an attack on X ... the attack")."""
        if any(word == lemma for word, *_ in self._told.get(type_, [])[-1:]):
            return None
        told = (
            event
            for events in self._told.values()
            for word, block, event in events[-1:]
            if word == lemma and block == self.block and 0 < sentence - event.sentence <= NEAR
        )
        return max(told, key=lambda event: event.start, default=None)


def time_again(told: Event, own: EventTime, *, national: bool) -> EventTime:
    """The time of a second mention: that of the first if it has none of its own, or only a vaguer one.

    The latter goes for acts of a whole state alone.
    """
    if not (own.timex is None or (national and within(told.time.value, own.value))):
        return own
    time = told.time
    if time.timex is None or time.value.edtf is None:
        return time
    anchor = TimeAnchor(time.value.timex, time.timex)
    return EventTime(replace(time.value, resolution="inherited", anchor=anchor), None)


def _earlier(value: TimeValue, now: TimeValue) -> bool:
    """Whether a time begins before another one."""
    if not (value.earliest and now.earliest):
        return False
    return day_of_iso(value.earliest) < day_of_iso(now.earliest)


def within(value: TimeValue, wider: TimeValue) -> bool:
    """Whether a time lies in another."""
    if not (value.earliest and value.latest and wider.earliest and wider.latest):
        return False
    first, last = day_of_iso(wider.earliest), day_of_iso(wider.latest)
    return first <= day_of_iso(value.earliest) and day_of_iso(value.latest) <= last
