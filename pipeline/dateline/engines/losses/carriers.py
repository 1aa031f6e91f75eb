"""Which event a figure of loss belongs to."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Token

from dateline import data
from dateline.engines.events.loss_ties import tallied
from dateline.engines.losses.ellipsis import Ellipsis
from dateline.engines.losses.figure import Figure
from dateline.engines.losses.finder import Losses
from dateline.engines.losses.sides import UNBOUND
from dateline.engines.syntax import covering, parted
from dateline.engines.time.clauses import sums_up
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tenses import helped
from dateline.layers import Actor, Casualty, Event, Sentence

_SENTENCES = 3  # how many sentences back the event of a toll may stand
_REASON = 2  # steps in the parse from a word of loss up to a word of reason, at most
_COST = 5  # steps in the parse from a word of loss up to the verb that says what it cost, fewer than
_LISTED = 3  # tokens between two figures of one list, at most
_YIELD = 4  # steps in the parse that a weak carrier must be nearer to be preferred
_AFTER = 2  # the same for one that stands behind the word of loss

_HARMED = frozenset({"killed", "injured"})

Told = tuple[Figure, Casualty]


@dataclass(slots=True)
class Carriers:
    """Binds figures to events with the words of one language: `table` is casualties.toml."""

    losses: Losses
    table: dict[str, Any]
    spoken: frozenset[str] = field(init=False)
    moments: frozenset[str] = field(init=False)
    places: frozenset[str] = field(init=False)
    narrative: NarrativeData = field(init=False)

    def __post_init__(self) -> None:
        self.moments, self.places = (frozenset(self.table["outcome"][key]) for key in ("when", "within"))
        self.narrative = NarrativeData.load(self.losses.lang)
        self.spoken = frozenset(data.load_toml("events.toml")["spoken"])

    def by_sentence(self, doc: Doc) -> dict[int, list[int]]:
        """Indices of the events of each sentence."""
        out: dict[int, list[int]] = defaultdict(list)
        for index, event in enumerate(doc._.events):
            out[event.sentence].append(index)
        return out

    def event(
        self, doc: Doc, figure: Figure, sentence: Sentence, events: dict[int, list[int]], before: Told | None
    ) -> int:
        """The event of the figure's own word; else that of its list; else the nearest that can carry it.

        A word that only tells what came of a fight ("35 were killed and 37 injured") gives its figure to the fight.
        """
        found = self._costly(doc, figure, events[sentence.index])
        found = self.own(doc, figure, events[sentence.index]) if found is None else found
        found = self._listed(doc, figure, before) if found is None else found
        found = self._nearest(doc, figure, sentence, events) if found is None else found
        if found == UNBOUND or self._is_summed(doc, found):
            return found
        return self._outcome_of(doc, figure, found, events)

    def _is_summed(self, doc: Doc, index: int) -> bool:
        """Whether an event tells in the pluperfect all that was lost: "25,000 civilians had been killed there"."""
        return sums_up(doc[doc._.events[index].head], self.losses.scope.syntax, self.narrative)

    def _costly(self, doc: Doc, figure: Figure, candidates: list[int]) -> int | None:
        """The event that is said to have cost so many: "the siege is said to have cost the victors 900 men"."""
        scope, word = self.losses.scope, figure.word
        chain = itertools.islice((word, *word.ancestors), _COST)
        verb = next((t for t in chain if scope.forms.lemma(t) in self.table["costing"]), None)
        if verb is None:
            return self._priced(
                doc, word, [i for i in candidates if self._can_carry(doc._.events[i], figure)]
            )
        if verb is None or parted(word, verb, self.table["parting"]):
            return None
        told = {t.i for t in scope.words.slots.subjects(verb)}
        fits = [i for i in candidates if doc._.events[i].type in self.table["carriers"][figure.kind]]
        return next((i for i in fits if doc._.events[i].head in told), None)

    def _priced(self, doc: Doc, word: Token, candidates: list[int]) -> int | None:
        """The act that a verb tells with its price: "repelled the attack *for the loss* of six men"."""
        lemma = self.losses.scope.forms.lemma
        bears = word.pos_ == "NOUN" and lemma(word) in self.losses.bearing
        if not bears or word.head.pos_ != "ADP" or word.head.lower_ not in self.table["below"]:
            return None
        verb = next((t for t in word.ancestors if t.pos_ == "VERB"), None)
        return next((i for i in candidates if verb is not None and doc._.events[i].head == verb.i), None)

    def own(self, doc: Doc, figure: Figure, candidates: list[int]) -> int | None:
        """The event whose trigger is the word of loss, or the verb that makes it one ("took five hostage")."""
        told, made = [], []
        for index in candidates:
            event: Event = doc._.events[index]
            at = event.head == figure.word.i or event.start <= figure.word.idx < event.end
            if at and not self._is_price(doc, index) and self._can_carry(event, figure):
                told.append(index)
            own_types = self.table["own"].get(figure.kind, ())
            if event.head == figure.word.head.i and event.type in own_types and figure.word.pos_ != "VERB":
                made.append(index)
        return min(told or made, key=lambda i: self._apart(doc, figure, doc._.events[i]), default=None)

    def _can_carry(self, event: Event, figure: Figure) -> bool:
        """Whether a loss of this kind, or one that the event makes another of, can be told by an event."""
        kinds = self.table["by_event"].get(event.type, {})
        return event.type in self.table["carriers"][figure.kind] or figure.kind in kinds

    # -- what came of a fight

    def _outcome_of(self, doc: Doc, figure: Figure, index: int, events: dict[int, list[int]]) -> int:
        """The fight just told that a mere outcome came of; the event itself if there is none, or it is no outcome."""
        event: Event = doc._.events[index]
        word = self.losses.scope.forms.lemma(doc[event.head])
        outcome = self.table["outcome"]
        mere = event.type in outcome["types"] and word in outcome["words"]
        if not mere and word not in outcome["deadly"]:
            return index
        sentence: Sentence = doc._.sentences[event.sentence]
        here = [i for i in events[event.sentence] if i != index and doc._.events[i].type not in self.spoken]
        within = self._within(doc[event.head])
        inner = [i for i in here if doc._.events[i].head in within and self._is_fight(doc, figure, i)]
        inner = [i for i in inner if _same_doers(event, doc._.events[i], told=True)]
        if inner:
            return inner[-1]
        earlier = [i for i in here if i < index]
        if mere and not earlier:
            if any(a.role == "initiator" and a.mention.via != "implied" for a in event.arguments):
                return index  # "rebels attacked the port. Villagers said rebels killed 12 people"
            earlier = self._told_before(doc, sentence, events)
            acts = {doc._.events[i].type for i in earlier}
            if tallied(doc[event.head], acts, self.losses.scope.syntax, self.losses.scope.forms):
                return index
        trails = self._trails(doc[event.head])
        fights = [
            i for i in earlier if self._is_fight(doc, figure, i) and _shared(event, doc._.events[i], trails)
        ]
        if self._bears(doc[event.head]):  # a side loses men in a fight, not by a killing of others
            fights = [i for i in fights if doc._.events[i].type not in outcome["types"]]
        return fights[-1] if fights else index

    def _bears(self, verb: Token) -> bool:
        """Whether a verb says of its subject that it had the loss ("lost 700 men")."""
        return verb.pos_ == "VERB" and any(t.bears for t in self.losses.words.triggers(verb))

    def _trails(self, verb: Token) -> bool:
        """Whether a participle only goes on with what was told: "clashes broke out, killing dozens before a truce"."""
        clause = verb.dep_ in self.losses.scope.syntax.adverbial_clause and verb.pos_ == "VERB"
        return clause and verb.head.i < verb.i and not any(verb.lefts)

    def _within(self, verb: Token) -> set[int]:
        """Tokens of what a loss is said to come of: "killed in the bombing of a port", "killed when guards fired"."""
        forms, out = self.losses.scope.forms, set[int]()
        joined = [c for t in verb.conjuncts for c in (t, *t.rights) if c.pos_ == "VERB"]
        joined = [c for c in joined if any(self.losses.words.triggers(c))]
        for child in (c for verb_ in (verb, *joined) for c in verb_.rights):
            marks = {t.lower_ for t in child.lefts}
            if child.dep_ in self.losses.scope.syntax.adverbial_clause and marks & self.moments:
                out |= {t.i for t in child.subtree}
            elif child.pos_ == "ADP" and forms.lemma(child) in self.places:
                out |= _nouns_below(child) | {c.i for c in child.rights if c.pos_ == "VERB"}
        return out

    def _told_before(self, doc: Doc, sentence: Sentence, events: dict[int, list[int]]) -> list[int]:
        """The events of the sentence before in the paragraph; what only tells outcomes and words is passed over."""
        passed = {*self.spoken, *self.table["outcome"]["types"], *self.table["outcome"]["after"]}
        said: list[int] = []
        for before in range(sentence.index - 1, max(-1, sentence.index - 1 - _SENTENCES), -1):
            if doc._.sentences[before].block != sentence.block:
                break
            told = [doc._.events[i] for i in events[before]]
            if any(event.type not in passed or event.time.timex is not None for event in told):
                acts = [i for i in events[before] if doc._.events[i].type not in passed]
                aside = all(self._is_said(doc, i) or self._is_recalled(doc, i, sentence) for i in acts)
                if not aside:
                    return events[before]
                said = (
                    said or events[before]
                )  # "they said that they had repelled it": the toll is of the attack
        return said

    def _is_fight(self, doc: Doc, figure: Figure, index: int) -> bool:
        kind = doc._.events[index].type
        weak = (
            kind in self.table["weak"]["types"] or self._is_outcome(doc, index) or self._is_denied(doc, index)
        )
        return kind in self.table["carriers"][figure.kind] and not weak

    def _is_outcome(self, doc: Doc, index: int) -> bool:
        """Whether an event tells no more than what came of another; "fired on", though it killed, tells more."""
        event: Event = doc._.events[index]
        word = self.losses.scope.forms.lemma(doc[event.head])
        outcome = self.table["outcome"]
        return event.type in outcome["types"] and word in {*outcome["words"], *outcome["deadly"]}

    # -- the nearest

    def teller(self, doc: Doc, figure: Figure, before: Told | None) -> Actor | None:
        """Who gave the figure right before in one list: "the agency counts 40 dead, and 72 wounded"."""
        return before[1].claimed_by if before is not None and self._is_next(doc, figure, before) else None

    def _listed(self, doc: Doc, figure: Figure, before: Told | None) -> int | None:
        """The event of the figure right before in one list: "lost 60 killed, 80 wounded and 50 captured"."""
        if before is None or before[1].event == UNBOUND or not self._is_next(doc, figure, before):
            return None
        carries = doc._.events[before[1].event].type in self.table["carriers"][figure.kind]
        return before[1].event if carries else None

    def _is_next(self, doc: Doc, figure: Figure, before: Told) -> bool:
        """Whether a figure stands right behind another in one list."""
        between = doc[max(before[0].last, before[0].word.i) + 1 : figure.first]
        return len(between) <= _LISTED and all(t.lower_ in self.table["joins"] for t in between)

    def _nearest(self, doc: Doc, figure: Figure, sentence: Sentence, events: dict[int, list[int]]) -> int:
        """The carrier nearest by the parse, then by words; else the last one told before.

        Sentences between that tell no event but their figures are passed over. Where a new paragraph begins, its
        first sentence may speak of the last of the one before.
        """
        types = self.table["carriers"][figure.kind]
        here = [i for i in events[sentence.index] if doc._.events[i].type in types]
        here = [i for i in here if not self._is_next_outcome(doc, figure.word, i)]
        here = [i for i in here if not (self._is_price(doc, i) or self._is_avenged(doc, i, figure.word))]
        here = self._told_first(doc, figure, here, sentence, events) or here
        if here and all(self._is_weak(doc, i) for i in here):
            fights = [i for i in self._told_before(doc, sentence, events) if self._is_fight(doc, figure, i)]
            here = fights[-1:] or here
        if self._is_reason(figure.word) or self._is_grave(figure.word):
            return UNBOUND
        if here:
            here = self._of_clause(doc, figure.word, here) or self._trailed(doc, figure.word, here) or here
            return min(here, key=lambda i: self._farness(doc, figure, doc._.events[i]))
        lost = figure.word.dep_ in self.losses.scope.syntax.passive_subject  # "all 96 hands were lost"
        if self.losses.scope.forms.lemma(figure.word) in self.table["alone"] and not lost:
            return UNBOUND
        said = UNBOUND
        for before in range(sentence.index - 1, max(-1, sentence.index - 1 - _SENTENCES), -1):
            other: Sentence = doc._.sentences[before]
            if other.heading or other.block != sentence.block:
                break
            there = [i for i in events[before] if doc._.events[i].type in types]
            there = [i for i in there if not self._is_denied(doc, i)]
            if there and all(self._is_recalled(doc, i, sentence) for i in there):
                said = there[-1] if said == UNBOUND else said
                continue  # "they had attacked it once before": the toll is of what was told before that
            if there and all(self._is_said(doc, i) for i in there):
                said = there[-1] if said == UNBOUND else said
                continue  # "they had seized the palace, they said": the toll is of the fight told before
            if there:
                strong = [i for i in there if doc._.events[i].type not in self.table["weak"]["types"]]
                counted = figure.kind in _HARMED and figure.word.pos_ in ("NOUN", "ADJ")
                moves = all(doc._.events[i].type in self.table["outcome"]["after"] for i in there)
                return UNBOUND if counted and moves else (strong or there)[-1]
            if not all(self._is_denied(doc, i) for i in events[before]):
                break
        return said

    def _is_said(self, doc: Doc, index: int) -> bool:
        """Whether an event is told only as what somebody says."""
        return "claimed" in self._statuses(doc, index)

    def _is_recalled(self, doc: Doc, index: int, sentence: Sentence) -> bool:
        """Whether an event with a time of its own is told in the pluperfect, and a sentence does not go on from it."""
        event, rule = doc._.events[index], self.narrative.pluperfect
        if event.time.timex is None:
            return False
        at = covering(doc, (timex := doc._.timexes[event.time.timex]).start, timex.end).start
        words = (doc[event.head], doc[sentence.first : sentence.last].root)
        verbs = (next((t for t in (w, *w.ancestors) if t.pos_ == "VERB"), w) for w in words)
        past = [helped(verb, rule) for verb in verbs]
        return past == [True, False] and not (at and doc[at - 1].lower_ in rule["except_after"])

    def _is_denied(self, doc: Doc, index: int) -> bool:
        """Whether an event is said not to have been: it has no losses to be told in a later sentence."""
        return not {"denied", "negated"}.isdisjoint(self._statuses(doc, index))

    def _statuses(self, doc: Doc, index: int) -> set[str]:
        """What the words around an event say of whether it happened."""
        event: Event = doc._.events[index]
        return {
            f.status for f in self.losses.scope.cues(doc[event.head], frozenset({event.head}), event.type)
        }

    def _trailed(self, doc: Doc, word: Token, here: list[int]) -> list[int]:
        """What a participle goes on from: the act told last before it, whatever the parser hangs it on."""
        verb = word if word.pos_ == "VERB" else word.head
        if not self._trails(verb) or doc[verb.i - 1].pos_ != "PUNCT":
            return []
        heads = [
            doc._.events[i].head
            for i in here
            if doc._.events[i].head < verb.i and doc._.events[i].type not in self.table["weak"]["types"]
        ]
        return [i for i in here if doc._.events[i].head == max(heads, default=-1)]

    def _of_clause(self, doc: Doc, word: Token, here: list[int]) -> list[int]:
        """Events that the clause of the loss is said of ("the raid, in which ten died"), or that stand in it."""
        clause = next((t for t in (word, *word.ancestors) if t.pos_ in ("VERB", "AUX")), word)
        within = self._within(clause)
        if inner := [i for i in here if doc._.events[i].head in within]:
            return inner
        if clause.dep_ not in self.losses.scope.syntax.relative_clause:
            return []
        above = {t.i for t in clause.ancestors}
        return [i for i in here if doc._.events[i].head in above and doc._.events[i].head < clause.i]

    def _is_next_outcome(self, doc: Doc, word: Token, index: int) -> bool:
        """Whether an event is a loss that the sentence tells next: "had the king killed; his sons were massacred"."""
        event: Event = doc._.events[index]
        parted = any(t.text in self.table["parting"] for t in doc[word.i : event.head])
        return parted and event.type in self.table["outcome"]["types"]

    def _is_price(self, doc: Doc, index: int) -> bool:
        """Whether an event is only the noun of a loss, of men as it may be of a town: "against a loss of 18 men"."""
        event: Event = doc._.events[index]
        noun = doc[event.head]
        bears = noun.pos_ == "NOUN" and any(t.bears for t in self.losses.words.triggers(noun))
        return bears and event.type not in self.table["outcome"]["types"]

    def _is_reason(self, word: Token) -> bool:
        """Whether a loss is only why something else was done: "in revenge for the killing of a guard"."""
        above = [word.head, *word.head.ancestors][:_REASON]
        if word.head.pos_ == "ADP" and word.head.i:
            above.append(word.doc[word.head.i - 1])  # "in revenge for", wherever the parser hangs "for"
        nominal = word.pos_ == "NOUN" and word.i != word.head.i
        return nominal and any(self.losses.scope.forms.lemma(t) in self.table["reasons"] for t in above)

    def _is_avenged(self, doc: Doc, index: int, loss: Token) -> bool:
        """Whether an event is only why that was done of which a loss is told."""
        head = doc[doc._.events[index].head]
        return head.head.pos_ == "ADP" and self._is_reason(head) and not head.is_ancestor(loss)

    def _is_grave(self, word: Token) -> bool:
        """Whether the dead are told as lying in graves found: "graves with 2,800 bodies", "a grave of 440 bodies"."""
        above = (word.head, word.head.head)
        return word.pos_ == "NOUN" and any(t.lower_ in self.table["graves"] for t in above)

    def _is_weak(self, doc: Doc, index: int) -> bool:
        """Whether an event carries a loss only where no fight was told, and has no time of its own."""
        event: Event = doc._.events[index]
        return event.type in self.table["weak"]["types"] and event.time.timex is None

    def _told_first(
        self, doc: Doc, figure: Figure, here: list[int], sentence: Sentence, events: dict[int, list[int]]
    ) -> list[int]:
        """What came of a fight is not what the sentence tells next: "60 people died before the last man was killed".

        A word of outcome that is no event of its own belongs to what was told before it, in its sentence or the last.
        """
        word = figure.word
        if word.pos_ != "VERB" or self.losses.scope.forms.lemma(word) not in self.table["outcome"]["words"]:
            return []
        own = _nouns_below(word)
        later = [i for i in here if doc._.events[i].head > word.i and doc._.events[i].head not in own]
        if len(later) < len(here) or not all(self._set_apart(doc[doc._.events[i].head], word) for i in later):
            return [i for i in here if i not in later or not self._set_apart(doc[doc._.events[i].head], word)]
        before = self._told_before(doc, sentence, events)
        return [i for i in before if self._is_fight(doc, figure, i)][-1:]

    def _set_apart(self, token: Token, word: Token) -> bool:
        """Whether a clause with a time of its own stands between: "died before the last man was killed"."""
        forms = self.losses.scope.forms
        while token.i not in (token.head.i, word.i):
            if any(
                forms.lemma(c) in forms.prepositions["separate"]
                for c in token.lefts
                if c.pos_ in ("SCONJ", "ADP")
            ):
                return True
            token = token.head
        return False

    def _farness(self, doc: Doc, figure: Figure, event: Event) -> tuple[int, int, int, int]:
        """How far an event is from a word of loss; a weak carrier, or one told later, is some steps farther.

        What a semicolon parts is farther than anything else but a weak carrier.
        """
        word = figure.word
        steps, words = _distance(word, doc[event.head])
        low, high = sorted((word.i, event.head))
        parted = sum(token.text in self.table["parting"] for token in doc[low:high])
        weak = event.type in self.table["weak"]["types"]
        steps += _YIELD if weak else 0
        later = event.head > word.i and not any(t.i == word.i for t in doc[event.head].ancestors)
        steps += _AFTER if later else 0
        return parted + weak, steps, words, self._apart(doc, figure, event)

    def _apart(self, doc: Doc, figure: Figure, event: Event) -> int:
        """How far the place of an act is from a loss: of one act at several places the one counts of which it is told.

        "Beaten at A and at B, where they lost 60 men"; else the first; of places behind the loss the nearest, and
        behind the figure where that stands behind ("nine were killed in A and *seven* in B").
        """
        place = doc._.places[event.place] if event.place is not None and not event.place_inherited else None
        if place is None:
            return 0
        if place.head < figure.word.i and any(t.i == place.head for t in figure.word.ancestors):
            return -1
        if Ellipsis.place_before(doc, figure.first) == place.head:
            return -1
        return len(doc) if figure.word.i < place.head < figure.first else max(0, place.head - figure.word.i)


def _shared(outcome: Event, fight: Event, trails: bool) -> bool:
    """Whether an outcome has no time, place or doer that the fight has not; the time of what trails is open."""
    times = trails or outcome.time.timex in (None, fight.time.timex)
    places = outcome.place is None or outcome.place_inherited or outcome.place == fight.place
    return times and places and _same_doers(outcome, fight)


def _same_doers(outcome: Event, fight: Event, *, told: bool = False) -> bool:
    """Whether an outcome has no doer that the fight has not; of those told in so many words, if it is asked so."""
    doers = {
        a.mention.actor.id
        for a in outcome.arguments
        if a.role in ("initiator", "party") and not (told and a.mention.via == "implied")
    }
    return doers <= {a.mention.actor.id for a in fight.arguments}


def _nouns_below(word: Token) -> set[int]:
    """Nouns that hang on a word through nouns and prepositions alone: "died in the bombing of the port"."""
    out: set[int] = set()
    queue = [c for c in word.children if c.pos_ in ("ADP", "NOUN", "PROPN")]
    while queue:
        token = queue.pop()
        if token.pos_ != "ADP":
            out.add(token.i)
        queue += [c for c in token.children if c.pos_ in ("ADP", "NOUN", "PROPN")]
    return out


def _distance(word: Token, trigger: Token) -> tuple[int, int]:
    """Steps between two tokens of a sentence in the parse, and in words."""
    above = [word, *word.ancestors]
    depth = {token.i: steps for steps, token in enumerate(above)}
    for steps, token in enumerate([trigger, *trigger.ancestors]):
        if token.i in depth:
            return steps + depth[token.i], abs(word.i - trigger.i)
    return len(above) + 100, abs(word.i - trigger.i)
