"""Where an event happened: ties the places of a sentence to the trigger they belong to.

Ties are read off the parse: a locative adjunct belongs to the nearest verb or event noun above it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from dateline.engines.datelines import datelines
from dateline.engines.events.frame import Frame
from dateline.engines.events.goals import Goals
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.links import Links
from dateline.engines.events.place_choice import COARSE, PlaceChoice
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax, conjuncts, first_conjunct, is_attributive
from dateline.layers import Sentence

# How loosely a time or place may be tied to an event; smaller is closer.
DIRECT, CLAUSE, GOVERNOR, OPENING, LIMIT = range(5)


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
        self.links = Links(self.words, syntax, forms, behaviour)
        self.goals = Goals(self.words, syntax, forms, behaviour, self.links, clauses)
        self._frames: dict[int, Frame] = {}
        self._types: dict[int, str] = {}  # event heads of the current sentence, with the types of the events
        written = datelines(doc, doc._.sentences or ())
        outside = {i for first, end in written for i in range(first, end)}  # a dateline is in no clause
        self._place = {i: index for i, index in mentions.place.items() if i not in outside}
        self.choice = PlaceChoice(doc, mentions, self._place, self.words, syntax, forms)
        self._places_of: dict[int, list[int]] = {}
        for index, place in enumerate(mentions.places):
            if place.head not in outside:
                self._places_of.setdefault(place.sentence, []).append(index)

    def enter(self, frames: list[Frame]) -> None:
        """Make the sentence of these events current."""
        self._frames = {frame.head.i: frame for frame in frames}
        self._types = {t.i: frame.sense.type for frame in frames for t in frame.tokens}

    def places(self, frame: Frame, sentence: Sentence) -> list[int]:
        """Places that the event's own sentence gives it, by the closest tie; all of a coordination."""
        found = self._own(frame, sentence)
        if frame.recalled:
            return [i for i in found if frame.head.is_ancestor(self.doc[self.mentions.places[i].head])]
        if not found and (partner := self.links.partner(frame, self._frames)) is not None:
            shared = self._own(partner, sentence)
            return shared[:1] if frame.sense.type in self.behaviour.no_inherited_place else shared
        if not found and frame.sense.type in self.behaviour.moving | self.behaviour.launched:
            found = self.choice.distinct(self._purpose_of(frame))
        return found

    def _own(self, frame: Frame, sentence: Sentence) -> list[int]:
        """The places that the slots of the event name, else its adjuncts."""
        place_tokens = self._place.keys()
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
        tokens = [t for t in tokens if t.dep_ not in joined or t.i in self._place or t.i not in self._types]
        behind = [t for t in tokens if t.i > frame.head.i]
        return behind if any(t.i in self._place for t in behind) else list(tokens)

    def _adjuncts(self, frame: Frame, sentence: Sentence) -> list[int]:
        """The places of the closest locative adjuncts; none that is tied to something else."""
        ranked: list[tuple[int, int, int, int]] = []
        for index in self._places_of.get(sentence.index, ()):
            if self.choice.is_quoted(index, frame.head, sentence):
                continue
            rank = self._place_rank(index, frame)
            if rank is None:
                rank = self._rank_of_locals(index, frame)
            if rank is None and self._is_scene_of(self.mentions.places[index].head, frame):
                rank = CLAUSE
            if rank is None and self._opens_clause_of(index, frame):
                rank = OPENING
            if rank is None and (self._names(index, frame) or self._is_called_scene(index, frame)):
                rank = CLAUSE
            if rank is None and self._bears(index, frame):
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
        best = self.choice.finer(ranked)
        head = self.doc[self.mentions.places[best].head]
        group, abreast = self.choice.joined(head), {t.i for t in self.choice.abreast(head)}
        tied = {i for *_, i in ranked}
        same = [
            i
            for i in self._places_of[sentence.index]
            if (at := self.mentions.places[i].head) in abreast or (i in tied and at in group)
        ]
        return self.choice.named(same or [best], [])

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
        if listed := self._listed_behind(token):
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

    def _place_rank(self, index: int, frame: Frame) -> int | None:
        """How closely a place is tied to an event by locative adjuncts; None if it is not."""
        token = place = self.doc[self.mentions.places[index].head]
        named = token.i in self.mentions.actor and self.mentions.actor[token.i].head == token.i
        if named and not self._tells_site(token):
            return None
        everywhere = token.lower_ in self.words.nominals["everywhere"]  # "a nationwide strike"
        located, through_noun = everywhere or token.dep_ in self.syntax.adverb, False  # "met there"
        near = self.mentions.places[index].place.precision == "near"  # "20 km away from X"
        while token.dep_ in self.syntax.conjunct and token.head.pos_ in ("NOUN", "PROPN"):
            token = token.head
        while token.head.i != token.i:
            if token.dep_ in self.syntax.adverb | self.syntax.particle:  # "south of X", "died off X"
                located = located or (self.choice.locative(token) and not self._leads_off(token, place))
            if token.dep_ in self.syntax.preposition:
                if self.links.is_elsewhere(token):
                    return None
                fronting = token.i == place.head.i and self._is_fronting(token)
                way = token.head.lower_ in self.words.ways and token.lower_ in self.words.goals
                if way and not place.conjuncts:
                    token = token.head  # "on the road to X"
                    continue
                located = located or self.choice.locative(token) or near or fronting
                if not located and self.forms.lemma(token) in self.forms.prepositions["separate"]:
                    return None
            token = token.head
            if self.links.is_absent(token):
                continue  # "entered X without a fight": the place is not that of the fight
            if token.i in self._types or token.pos_ in ("VERB", "AUX"):
                break
            beside = token.lower_ in self.words.direction_nouns  # "the trenches, south of X"
            if token.dep_ in self.syntax.apposition and not beside:
                return None  # "X, once its envoy in Washington"
            timed = token.i in self.mentions.timexes and token.i == place.head.head.i  # "in the summer in X"
            if token.pos_ in ("NOUN", "PROPN") and located and not (timed or self._is_site(token)):
                through_noun = True
        if not located or (
            through_noun
            and frame.sense.type in self.behaviour.no_inherited_place
            and not self.links.is_of_founded(place, frame)
        ):
            return None
        if any(t.i == token.i for t in frame.tokens):
            broad = through_noun and place.i < token.i
            broad = broad and self.mentions.places[index].place.precision in COARSE
            about = broad and any(c.dep_ in self.syntax.object and c.i in self._types for c in token.rights)
            return LIMIT + 3 if about else DIRECT + through_noun  # "forces in X beat off the raids in Y"
        chain = self._shared(frame)
        if chain and token.i == chain[0].i:
            return CLAUSE + through_noun
        if any(token.i == verb.i for verb in chain[1:]):
            return GOVERNOR + through_noun
        if token.i in self._types:
            return LIMIT + 2 if self._goes_with(token, frame) else None
        if not any(a.i == frame.head.i for a in token.ancestors):
            return None
        outside = (
            self.links.is_reported(token, frame)
            or self._tells_of_person(token)
            or self.links.is_told_beside(token)
            or self._tells_of_likeness(token)
            or self.links.is_let(token)
        )
        return None if outside else LIMIT + 1

    def _is_site(self, noun: Token) -> bool:
        """Whether something happens at the site that a noun means ("at the consulate in X")."""
        return noun.lower_ in self.words.site_nouns and noun.dep_ in self.syntax.preposition_object

    def _tells_of_likeness(self, verb: Token) -> bool:
        """Whether a relative clause tells what somebody else did elsewhere ("a way that X later took in Y")."""
        doers = self.syntax.subject | self.syntax.passive_subject
        named = (
            c for c in verb.lefts if c.dep_ in doers and c.lower_ not in self.words.which | self.words.who
        )
        return verb.dep_ in self.syntax.relative_clause and any(named)

    def _leads_off(self, adverb: Token, place: Token) -> bool:
        """Whether an adverb of place only goes before where one is led ("carried off to X")."""
        preposition = place.head
        goal = preposition.lower_ in self.words.goals and not self.choice.locative(preposition)
        return goal and preposition.head.i == adverb.i

    def _is_fronting(self, preposition: Token) -> bool:
        """Whether a word for time tells of place ("camped before X", but not "two weeks before X")."""
        timed = preposition.i > 0 and preposition.i - 1 in self.mentions.timexes
        counted = any(child.i < preposition.i for child in preposition.children)
        return preposition.lower_ in self.words.fronting and not (timed or counted)

    def _tells_site(self, token: Token) -> bool:
        """Whether a name says which site a noun means ("the Ruritania jail")."""
        site = token.head.lower_ in self.words.site_nouns or token.head.lower_ in self.words.features
        return site and token.dep_ in self.syntax.modifier

    def _shared(self, frame: Frame) -> list[Token]:
        """The verbs whose place the event shares; what is said or threatened happens elsewhere."""
        out: list[Token] = []
        before = frame.head
        for verb in self.clauses(frame.head):
            reported = before.i != verb.i and before.dep_ in self.syntax.complement
            spoken = verb.i != frame.head.i and self._types.get(verb.i) in self.behaviour.spoken
            described = before.dep_ in self.syntax.noun_clause and self._is_passive(before)
            if reported or spoken or described or (out and self.links.is_conditional(before)):
                break
            out.append(verb)
            before = verb
        return out

    def _is_passive(self, verb: Token) -> bool:
        return verb.tag_ in self.forms.tags["passive_participle"]

    def _goes_with(self, noun: Token, frame: Frame) -> bool:
        """Whether an event noun is one that the event is done to or in ("used tear gas against a march in X")."""
        level = {self._types[noun.i], frame.sense.type} <= self.behaviour.level  # talks, and what they bring
        clause = next(iter(self.clauses(frame.head)), frame.head) if level else frame.head
        token = noun
        while token.i not in (frame.head.i, clause.i):
            if token.pos_ in ("VERB", "AUX") or token.head.i == token.i:
                return False
            if token.dep_ in self.syntax.preposition and not (level or self._is_joint(token)):
                return False
            token = token.head
        return True

    def _is_joint(self, preposition: Token) -> bool:
        """Whether what a preposition governs happens where its clause does."""
        return self.forms.lemma(preposition) in self.forms.prepositions["joint"]

    def _opens_clause_of(self, index: int, frame: Frame) -> bool:
        """Whether a place opens, behind a colon or semicolon, the clause of the event ("...: at X, he broke out").

        The parser hangs such an adjunct on the clause before.
        """
        token = self.doc[self.mentions.places[index].head]
        preposition = token.head
        if token.dep_ not in self.syntax.preposition_object or not self.choice.locative(preposition):
            return False
        clause = next(iter(self.clauses(frame.head)), None)
        if clause is None or not preposition.head.i < preposition.i < clause.i:
            return False
        marks = [t.i for t in self.doc[preposition.head.i : clause.i] if t.text in self.forms.words["breaks"]]
        return marks != [] and marks[-1] == preposition.i - 1

    def _names(self, index: int, frame: Frame) -> bool:
        """Whether an event noun is named after a place ("the Lusaka Protocol", "fought the Battle of X")."""
        mention = self.mentions.places[index]
        token = self.doc[mention.head]
        before = mention.head < frame.head.i and token.dep_ in self.syntax.modifier
        named = before and token.head.i == frame.head.i
        of, event = token.head, token.head.head
        if of.lower_ in self.words.of and event.lower_ in self.words.battles:
            named = any(t.i == event.i for t in frame.tokens)
        return named and mention.place.precision != "country"

    def _is_called_scene(self, index: int, frame: Frame) -> bool:
        """Whether an apposition calls the place that of the event ("X (the site of earlier protests)")."""
        event = first_conjunct(frame.head, self.syntax)
        noun = event.head.head
        if event.dep_ not in self.syntax.preposition_object or noun.lower_ not in self.words.scenes:
            return False
        before = noun.left_edge.i - 1
        return before > 0 and self.doc[before].is_punct and before - 1 == self.mentions.places[index].head

    def _bears(self, index: int, frame: Frame) -> bool:
        """Whether the place itself is said to do or suffer it ("X saw fierce fighting", "X was subjected to raids")."""
        mention = self.mentions.places[index]
        token = self.doc[mention.head]
        if token.i in self.mentions.actor or mention.place.precision in COARSE:
            return False
        if frame.sense.type in self.behaviour.no_inherited_place:
            return False
        if token.head.lower_ in self.words.of and token.head.head.lower_ in self.words.features:
            token = token.head.head  # "the port of X"
        if token.dep_ in self.syntax.possessor and token.head.i == frame.head.i:
            return True  # "the fort's capitulation"
        clause = {t.i for t in self._shared(frame)[:1]}
        hit = token.dep_ in self.syntax.passive_subject and self.links.is_suffered(frame, token.head)
        return (hit or token.dep_ in self.syntax.subject) and token.head.i in clause

    def _is_scene_of(self, place: int, frame: Frame) -> bool:
        """Whether the event's clause is a relative one that says what happened there ("X, where", "X, from which").

        Also where a noun tells what X is ("X, a town that had been shelled"), and of its people ("X, whose garrison").
        """
        clause = next(iter(self.clauses(frame.head)), None)
        if clause is None or clause.dep_ not in self.syntax.relative_clause:
            return False
        told = clause.head.head if clause.head.dep_ in self.syntax.apposition else clause.head
        if place not in (clause.head.i, told.i):
            return False
        if any(child.tag_ in self.forms.tags["relative_adverb"] for child in clause.children):
            return True
        return any(self._points_to(t, frame) for t in self.doc[clause.head.i + 1 : clause.i])

    def _points_to(self, word: Token, frame: Frame) -> bool:
        """Whether a relative pronoun makes the place before it that of the event: by a preposition, or as an owner."""
        if word.lower_ not in self.words.which or frame.sense.type in self.behaviour.no_inherited_place:
            return False
        if word.dep_ in self.syntax.possessor:
            return self.forms.lemma(word.head) in self.forms.words["locals"]
        if word.dep_ in self.syntax.preposition_object:
            return self.choice.locative(word.head) or word.head.lower_ in self.words.goals
        about = word.dep_ in self.syntax.object | self.syntax.passive_subject
        return about and self.forms.lemma(word.head) in self.words.only_verbs

    def _rank_of_locals(self, index: int, frame: Frame) -> int | None:
        """The rank of a place whose garrison, people or parts take part ("the garrison of X surrendered")."""
        token = self.doc[self.mentions.places[index].head]
        if token.dep_ in self.syntax.preposition_object and is_attributive(token.head, token, self.forms):
            token = token.head
        elif token.dep_ not in (self.syntax.possessor | self.syntax.modifier):
            return None
        noun = token.head
        parts = [t for slot in ("subject", "object") for t in frame.slots.get(slot, ())]
        if frame.head.dep_ in self.syntax.complement:  # "villagers of X said that"
            parts += [t for t in frame.head.head.children if t.dep_ in self.syntax.subject]
        belongs = self.forms.lemma(noun) in self.forms.words["locals"] and any(t.i == noun.i for t in parts)
        return CLAUSE if belongs and frame.sense.type not in self.behaviour.no_inherited_place else None

    def _tells_of_person(self, verb: Token) -> bool:
        """Whether a clause only says something about somebody ("X, who lives in Abidjan")."""
        mention = self.mentions.actor.get(verb.head.i)
        return mention is not None and mention.actor.kind == "person"
