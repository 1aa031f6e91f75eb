"""Where an event happened: ties the places of a sentence to the trigger they belong to.

Ties are read off the parse: a locative adjunct belongs to the nearest verb or event noun above it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from dateline.engines.datelines import dateline_tokens, label_tokens
from dateline.engines.events.counted_places import CountedPlaces
from dateline.engines.events.frame import Frame
from dateline.engines.events.goals import Goals
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.links import Links
from dateline.engines.events.place_choice import COARSE, PlaceChoice
from dateline.engines.events.place_ties import CLAUSE, DIRECT, LIMIT, OPENING, PlaceTies
from dateline.engines.events.scenes_told import ScenesTold
from dateline.engines.places.words import PlaceWords
from dateline.engines.rows import Rows
from dateline.engines.syntax import Forms, Syntax, conjuncts
from dateline.layers import Sentence


class PlaceBinder:
    """Binds places for the events of one Doc; `clauses` gives the verbs whose time and place an event shares."""

    def __init__(
        self,
        doc: Doc,
        mentions: LayersByToken,
        syntax: Syntax,
        forms: Forms,
        behaviour: Behaviour,
        clauses: Callable[[Token], list[Token]],
    ) -> None:
        self.doc = doc
        self.mentions = mentions
        self.syntax = syntax
        self.forms = forms
        self.behaviour = behaviour
        self.clauses = clauses
        self.words = PlaceWords.load(doc.lang_)
        self.counted = CountedPlaces(doc, mentions.places, self.words, forms)
        self.links = Links(self.words, syntax, forms, behaviour)
        self.goals = Goals(self.words, syntax, forms, behaviour, self.links, clauses)
        self._frames: dict[int, Frame] = {}
        outside = dateline_tokens(doc) | label_tokens(doc)  # in no clause
        self._place = {i: index for i, index in mentions.place.items() if i not in outside}
        self.choice = PlaceChoice(doc, mentions, self._place, self.words, syntax, forms)
        self.ties = PlaceTies(
            doc, mentions, self.choice, self.words, syntax, forms, behaviour, self.links, clauses
        )
        self.told = ScenesTold(doc, mentions, self.ties, self.words, syntax, forms, behaviour, self.links)
        self.rows = Rows(doc, mentions.date_at, self.words.joints, syntax, forms)
        self._places_of: dict[int, list[int]] = {}
        for index, place in enumerate(mentions.places):
            if place.head not in outside:
                self._places_of.setdefault(place.sentence, []).append(index)

    def enter(self, frames: list[Frame]) -> None:
        """Make the sentence of these events current."""
        self._frames = {frame.head.i: frame for frame in frames}
        self.ties.enter(frames)

    def places(self, frame: Frame, sentence: Sentence) -> list[int]:
        """Places that the event's own sentence gives it, by the closest tie; all of a coordination."""
        found = self._own(frame, sentence)
        if frame.recalled:
            return [i for i in found if frame.head.is_ancestor(self.doc[self.mentions.places[i].head])]
        if self._set_scene(found, frame) and (other := self.links.done_with(frame, self._frames)) is not None:
            found = self._own(other, sentence) or found
        if not found and (partner := self.links.partner(frame, self._frames)) is not None:
            shared = self._own(partner, sentence)
            return shared[:1] if frame.sense.type in self.behaviour.no_inherited_place else shared
        if not found and frame.sense.type in self.behaviour.moving | self.behaviour.launched:
            found = self.choice.distinct(self._purpose_of(frame))
        return self._counted_row(found, frame, sentence) or self._row(found, sentence)

    def _counted_row(self, found: list[int], frame: Frame, sentence: Sentence) -> list[int]:
        """The places of a row whose members but the first have only a figure, if the event is what is told of it."""
        row = self.rows.counted(self.mentions.places, sentence)
        if not row or not {*found} & {*row}:
            return []
        later = (i for i in self._frames if frame.head.i < i < self.mentions.places[row[1]].head)
        return row if all(frame.head.is_ancestor(self.doc[i]) for i in later) else []

    def _row(self, found: list[int], sentence: Sentence) -> list[int]:
        """With those that only the row tells in which the last stands, not the parse."""
        row = self.rows.members(found[-1], self.mentions.places, sentence) if found else []
        return [*found, *(i for i in row if i not in found)]

    def _set_scene(self, found: list[int], frame: Frame) -> bool:
        """Whether places are lands or areas that open the clause of an event ("In Peru, rebels killed ... in X")."""
        places = (self.mentions.places[i] for i in found)
        return found != [] and all(p.place.precision in COARSE and p.head < frame.head.i for p in places)

    def _own(self, frame: Frame, sentence: Sentence) -> list[int]:
        """The places that the slots of the event name, else its adjuncts."""
        place_tokens = self._place.keys()
        if struck := self._struck(frame):
            return self.choice.distinct(struck)
        for slot in frame.sense.place:
            tokens = self._closest(frame.slots.get(slot, ()), frame)
            found = [i for t in tokens for i in self._within(t)]
            if found and not self._only_frames(slot, found):
                beside = {
                    j
                    for t in tokens
                    for j in (*self.choice.joined(t), *(a.i for a in self.choice.abreast(t)))
                }
                told = {*found, *(self._place[j] for j in beside & place_tokens)}
                around = self._adjuncts(frame, sentence)
                return self.choice.spot_on(found, around, frame) or self.choice.distinct(
                    self.choice.named(sorted(told), around)
                )
        return self.choice.distinct(self._adjuncts(frame, sentence))

    def _struck(self, frame: Frame) -> list[int]:
        """The places that an act is said to hit ("the raids hit *the city* and its suburbs")."""
        head, s = frame.head, self.syntax
        hits = head.dep_ in s.subject and self.forms.lemma(head.head) in self.forms.words["hitting"]
        if not hits or frame.sense.pos != "NOUN" or frame.sense.type not in self.behaviour.same_happening:
            return []
        hit = [t for c in head.head.rights if c.dep_ in s.object for t in (c, *c.conjuncts)]
        whole = (t for t in hit if not any(c.dep_ in s.possessor for c in t.lefts))
        return [self._place[t.i] for t in whole if t.i in self._place]

    def _purpose_of(self, frame: Frame) -> list[int]:
        """Where those who were sent had to act ("sent X to defend Y", "a team to train them at Y")."""
        for verb in self.links.aims(frame):
            places = [o for c in verb.rights if self.choice.locative(c) for o in c.children]
            for token in (*(c for c in verb.rights if c.dep_ in self.syntax.object), *places):
                found = self._within(token)
                named = found if frame.sense.type in self.behaviour.moving else self._by_name(found)
                if named:
                    return named
        return []

    def _by_name(self, found: list[int]) -> list[int]:
        """The places that are named, not only taken up ("their territory")."""
        return [i for i in found if not self.doc[self.mentions.places[i].head].is_lower]

    def _closest(self, tokens: Sequence[Token], frame: Frame) -> list[Token]:
        """Without what opens the clause and only holds the rest ("In Baghdad, a bomb in Karrada").

        An event that the parser joins to a place is none ("the raid in Graz and the bombing in Linz").
        """
        joined = self.syntax.conjunct
        events = {t.i for event in self._frames.values() for t in event.tokens}
        tokens = [t for t in tokens if t.dep_ not in joined or t.i in self._place or t.i not in events]
        behind = [t for t in tokens if t.i > frame.head.i]
        return behind if any(t.i in self._place for t in behind) else list(tokens)

    def _adjuncts(self, frame: Frame, sentence: Sentence) -> list[int]:
        """The places of the closest locative adjuncts; none that is tied to something else."""
        ranked: list[tuple[int, int, int, int]] = []
        for index in self._places_of.get(sentence.index, ()):
            if self.choice.is_quoted(index, frame.head, sentence):
                continue
            rank, told = self.ties.rank(index, frame), self.told
            if rank is None and (told.has_locals(index, frame) or told.is_scene_of(index, frame)):
                rank = CLAUSE
            if rank is None and (self.ties.opens_clause_of(index, frame) or told.opens_for(index, frame)):
                rank = OPENING
            named = told.names(index, frame) or told.is_called_scene(index, frame)
            if rank is None and (named or told.bears(index, frame)):
                rank = CLAUSE
            if self.goals.follows(self.doc[self.mentions.places[index].head], frame):
                rank = DIRECT
            if rank is None:
                rank = self._rank_of_goal(self.doc[self.mentions.places[index].head], frame)
            if rank is not None:
                mention = self.mentions.places[index]
                coarse = COARSE.get(mention.place.precision, 0)
                ranked.append((rank, coarse, abs(mention.head - frame.head.i), index))
        if not ranked:
            return []
        best = self.choice.finer(ranked, frame.head)
        head = self.doc[self.mentions.places[best].head]
        group, abreast = self.choice.joined(head), {t.i for t in self.choice.abreast(head)}
        tied = {i for *_, i in ranked}
        same = [
            i
            for i in self._places_of[sentence.index]
            if (at := self.mentions.places[i].head) in abreast or (i in tied and at in group)
        ]
        return self.choice.named(same or [best], [i for *_, i in sorted(ranked)])

    def _rank_of_goal(self, place: Token, frame: Frame) -> int | None:
        """The rank of a place that movement leads to or from."""
        if self.goals.is_goal(place, frame, self._place):
            return LIMIT + 3
        if self.goals.was_reached(place, frame):
            return LIMIT + 4
        return LIMIT + 5 if self.goals.is_origin(place, frame) else None

    def _only_frames(self, slot: str, found: list[int]) -> bool:
        """Whether a slot says no more than the country or area ("In Mali, ..."): a closer place may stand beside it."""
        coarse = all(self.mentions.places[i].place.precision in COARSE for i in found)
        return coarse and slot in self.forms.prepositions["locative"]

    def _paired_with(self, name: Token) -> list[Token]:
        """The other name before a noun that both belong to, read as its own ("*Herat* and Farah province")."""
        if name.dep_ not in self.syntax.modifier or not any(c.pos_ == "CCONJ" for c in name.rights):
            return []
        others = (c for c in name.head.lefts if c.i > name.i and c.dep_ in self.syntax.modifier)
        return [c for c in others if c.nbor(-1).pos_ == "CCONJ"]

    def _within(self, token: Token) -> list[int]:
        """Place mentions that a slot's noun phrase amounts to: itself, "the city of X", "the town, X"."""
        if token.i in self._place:
            return [self._place[token.i]]
        if token.i in self.mentions.actor and self.mentions.actor[token.i].via != "nominal":
            return []
        if listed := self._listed_behind(token) or self.counted.of(token):
            return listed
        for child in token.children:
            if child.dep_ in (self.syntax.apposition | self.syntax.modifier | self.syntax.possessor):
                named = (*conjuncts(child), *self._paired_with(child))
                if beside := [self._place[t.i] for t in named if t.i in self._place]:
                    return list(dict.fromkeys(beside))
            if child.dep_ in self.syntax.preposition and self.choice.locative(child, of=True):
                found = [
                    self._place[t.i]
                    for o in child.children
                    if o.dep_ in self.syntax.preposition_object
                    for t in (o, *o.conjuncts)
                    if t.i in self._place
                ]
                if found:
                    return found
                parts = [o for o in child.children if o.dep_ in self.syntax.preposition_object]
                if self.forms.lemma(token) in self.forms.words["partitive"] and parts:
                    return self._within(parts[0])
        return []

    def _listed_behind(self, noun: Token) -> list[int]:
        """The names that a noun for places introduces ("several towns, among them X and Y")."""
        if self.words.features.get(noun.lower_) != "P":
            return []
        for first in (noun.i + 2, noun.i + 3, noun.i + 4):
            if self.words.listing.search(f" {self.doc[noun.i + 1 : first].text} "):
                named = [i for i in range(first, min(first + 3, len(self.doc))) if i in self._place]
                members = conjuncts(self.doc[named[0]]) if named else []
                return [self._place[t.i] for t in members if t.i in self._place]
        return []
