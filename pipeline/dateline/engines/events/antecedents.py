"""Which event told before a noun names again: "the Tet Offensive", "this attack", "the siege", "the fall of Gao".

What has a name is the same one wherever the document says it. A noun with an article or demonstrative takes up the
last act told by its word or one of its kind, unless its words say another one: its own sides, place or date.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.place_choice import COARSE
from dateline.engines.phrases import fold
from dateline.engines.syntax import Forms, Syntax, name_around
from dateline.engines.time.calendar import day_of_iso
from dateline.layers import Argument, Event

# How many sentences back that may lie which the same word told, what another word told, and what only its own
# place or sides tell from others.
SAME_WORD, OTHER_WORD, ONE_OF_MANY, TOLD_APART = 5, 2, 1, 15
# Letters that a verb and its noun begin with alike ("invaded ... the invasion").
STEM = 4
# Days between the dates of what is told of one happening, and between them where the second one is only inherited.
LASTING, SEASON = 31, 92


class Antecedents:
    """The events of one document told so far; made anew for each reading of it."""

    def __init__(self, doc: Doc, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.doc, self.syntax, self.forms, self.behaviour = doc, syntax, forms, behaviour
        self._past: list[Event] = []
        self._by_name: dict[str, Event] = {}

    def tell(self, event: Event) -> None:
        """Remember an event; by its name as it was told first, of acts with somebody who took part."""
        self._past.append(event)
        name = self._name(event)
        if name is not None and (event.arguments or event.type in self.behaviour.talks):
            self._by_name.setdefault(name, event)

    def of(self, event: Event) -> Event | None:
        """The event told before that one takes up, if its words say that it does."""
        name = self._name(event)
        if name in self._by_name:
            return self._by_name[name]
        head = self.doc[event.head]
        if head.pos_ not in ("NOUN", "PROPN"):
            return None
        article = next((t for t in head.lefts if t.lower_ in self.forms.words["definite"]), None)
        if article is None or self._is_set_apart(head):
            return None
        pointing = article.lower_ in self.forms.words["pointing"]
        near = takewhile(lambda e: event.sentence - e.sentence <= TOLD_APART, reversed(self._past))
        kin = self._kin(event, pointing)
        told = [e for e in near if e.type in kin and e.head < event.head and self._agree(e, event)]
        told.sort(key=lambda e: not e.arguments)  # rather what is known to be somebody's act
        if head.pos_ == "PROPN" or self._is_bound(head):
            return next((e for e in told if self._is_pinned(e, event)), None) or self._befallen(told, event)
        return self._just_told(told, event, pointing) or self._only_one(event, head)

    def _only_one(self, event: Event, noun: Token) -> Event | None:
        """Of what is hardly told of twice ("the invasion"), the one of its word with a date, if there is but one."""
        if self.forms.lemma(noun) not in self.forms.words["unmistakable"] or self._says_more(noun):
            return None
        told = [e for e in self._past if e.type == event.type and self._akin(e, noun)]
        told = [e for e in told if e.time.timex is not None and self._agree(e, event)]
        years = {(e.time.value.earliest or "")[:-6] for e in told}
        return max(told, key=lambda e: len(e.arguments)) if len(years) == 1 else None

    def _kin(self, event: Event, pointing: bool) -> frozenset[str]:
        """The types of what a word of an event's type may take up; "this offensive" also that some moved."""
        moves = self.behaviour.moving if pointing and event.type in self.behaviour.launched else frozenset()
        return self.behaviour.kin.get(event.type, frozenset()) | moves | {event.type}

    def _just_told(self, told: list[Event], event: Event, pointing: bool) -> Event | None:
        """The last act told by the word of a noun that says no more, or one of its kind right before it."""
        head = self.doc[event.head]
        several = head.tag_ in self.forms.tags["plural"] and not pointing
        here = [e for e in told if self._goes_on(e, event)]
        near = [e for e in here if event.sentence - e.sentence <= (ONE_OF_MANY if several else OTHER_WORD)]
        same = near if pointing or several else [e for e in here if event.sentence - e.sentence <= SAME_WORD]
        again = (e for e in same if self._akin(e, head) and (e.arguments or self._as_many(e, head)))
        before = [e for e in near if e.sentence < event.sentence or e.type == event.type]
        others = [e for e in before if not self._akin(e, head) and not self._is_loss_of_another(e, event)]
        if (found := next(again, None)) is not None:
            since = [e for e in near if found.sentence < e.sentence < event.sentence]
            apart = (e for e in since if e in others or e.type != found.type)  # another one came between
            return next((e for e in apart if e.time.timex not in (None, found.time.timex)), found)
        own = self.forms.lemma(head) in self.forms.words["unmistakable"]
        return None if own or (self._says_more(head) and not pointing) else next(iter(others), None)

    def _is_loss_of_another(self, told: Event, event: Event) -> bool:
        """Whether a killing is not told right before in the paragraph ("fired on the crowd. The attack ...")."""
        if told.type not in self.behaviour.absorbed or event.type in self.behaviour.absorbed:
            return False
        sentences, between = self.doc._.sentences, event.sentence - told.sentence
        return between > 1 or sentences[told.sentence].block != sentences[event.sentence].block

    def _goes_on(self, told: Event, event: Event) -> bool:
        """Whether the paragraph and the time of an act told before are still those of an event."""
        blocks, between = self.doc._.sentences, event.sentence - told.sentence
        alike = between <= 1 or blocks[told.sentence].block == blocks[event.sentence].block
        return alike and (event.time.timex is not None or _apart(told, event) <= SEASON)

    def _as_many(self, event: Event, noun: Token) -> bool:
        """Whether an event was told by a verb, or by a noun of the same number."""
        tags, head = self.forms.tags["plural"], self.doc[event.head]
        return head.pos_ == "VERB" or (head.tag_ in tags) == (noun.tag_ in tags)

    def _akin(self, event: Event, noun: Token) -> bool:
        """Whether an event was told by the word of a noun, or by the verb of which it is made."""
        word, other = (fold(self.forms.lemma(t)) for t in (noun, self.doc[event.head]))
        return word == other or (min(len(word), len(other)) >= STEM and word[:STEM] == other[:STEM])

    def _is_pinned(self, told: Event, event: Event) -> bool:
        """Whether the place or the sides that a noun names are those of an act: it is that one among all."""
        own = _sides(a for a in event.arguments if a.mention.via != "implied")
        both = len(own & _sides(told.arguments)) > 1
        there = self.is_placed(event) and self._same_place(told, event)
        there = there and event.type not in self.behaviour.moving and self._akin(told, self.doc[event.head])
        return there or (both and told.type == event.type)

    def _befallen(self, told: list[Event], event: Event) -> Event | None:
        """What befell a town, where another word says it again ("seized Gao ... the fall of Gao")."""
        if event.type not in self.behaviour.befalling & self.behaviour.taking or not self.is_placed(event):
            return None
        if event.place is None or self.doc._.places[event.place].place.precision in COARSE:
            return None
        return next((e for e in told if e.type == event.type and self._same_place(e, event)), None)

    def _agree(self, told: Event, event: Event) -> bool:
        """Whether nothing that the words of an event say of its sides, place or date is against those of another."""
        placed = self.is_placed(event) and told.place is not None and not told.place_inherited
        if placed and not self._same_place(told, event):
            return False
        for role in ("initiator", "target"):
            own = [a for a in event.arguments if a.role == role and a.mention.via != "implied"]
            theirs = [a for a in told.arguments if a.role in (role, "party")]
            if role == "target":  # a convoy and two soldiers may be the same ones
                own, theirs = _named(own), _named(theirs)
            if own and theirs and not _sides(own) & _sides(theirs):
                return False
        if event.time.timex is None:
            return True
        early, late = told.time.value.earliest, event.time.value.latest
        ahead = early and late and day_of_iso(early) > day_of_iso(late)
        return not ahead and _apart(told, event) <= LASTING

    def is_placed(self, event: Event) -> bool:
        """Whether its own sentence says where an event was."""
        if event.place is None:
            return False
        return not event.place_inherited or self.doc._.places[event.place].sentence == event.sentence

    def _same_place(self, told: Event, event: Event) -> bool:
        if told.place is None or event.place is None:
            return False
        one, other = (self.doc._.places[i].place for i in (told.place, event.place))
        words = [set(p.name.lower().split()) for p in (one, other)]
        return one.country == other.country and (words[0] <= words[1] or words[1] <= words[0])

    def _name(self, event: Event) -> str | None:
        head = self.doc[event.head]
        return name_around(head, self.syntax, self.forms) if event.type in self.behaviour.retold else None

    def _is_bound(self, noun: Token) -> bool:
        """Whether a phrase behind a noun says whose, against whom or where it is."""
        prepositions = self.forms.prepositions
        ties = prepositions["attributive"] | prepositions["hostile"] | prepositions["bounding"]
        behind = [c for c in noun.rights if c.dep_ in self.syntax.preposition and self.forms.lemma(c) in ties]
        said = [t for c in behind for t in c.rights if t.dep_ in self.syntax.preposition_object]
        pointing = self.forms.words["pointing"]
        return len(said) < len(behind) or any(all(c.lower_ not in pointing for c in t.lefts) for t in said)

    def _is_set_apart(self, noun: Token) -> bool:
        """Whether words beside a noun set it apart from what was told ("the next raid", "the two raids")."""
        s, superlative = self.syntax, self.forms.tags["superlative"]
        words = self.forms.words["setting_apart"]
        before = (t for t in noun.lefts if t.dep_ in s.modifier | s.possessor or t.pos_ == "NUM")
        other = any(t.pos_ == "NUM" or t.tag_ in superlative or t.lower_ in words for t in before)
        return other or any(c.dep_ in s.relative_clause | s.noun_clause for c in noun.rights)

    def _says_more(self, noun: Token) -> bool:
        return any(t.dep_ in self.syntax.modifier | self.syntax.possessor for t in noun.lefts)


def _sides(arguments: Iterable[Argument]) -> set[str]:
    """The sides of those who take part."""
    return {side(a.mention.actor) for a in arguments}


def _named(arguments: Iterable[Argument]) -> list[Argument]:
    """Those who are somebody known, not only told by a noun."""
    return [a for a in arguments if not a.mention.actor.id.startswith("generic:")]


def _apart(told: Event, event: Event) -> int:
    """The days between the times of two events; none where one of them is not known or holds the other."""
    one, other = told.time.value, event.time.value
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return 0
    since = day_of_iso(other.earliest) - day_of_iso(one.latest)
    return max(since, day_of_iso(one.earliest) - day_of_iso(other.latest), 0)
