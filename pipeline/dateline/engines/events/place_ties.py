"""How closely a locative adjunct is tied to an event: its own, that of its clause, or of one above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.links import Links
from dateline.engines.events.place_choice import COARSE, PlaceChoice
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.narrative_data import NarrativeData

# How loosely a time or place may be tied to an event; smaller is closer.
DIRECT, CLAUSE, GOVERNOR, OPENING, LIMIT = range(5)


class PlaceTies:
    """Ranks the places of one Doc; `clauses` gives the verbs whose place an event shares."""

    def __init__(
        self,
        doc: Doc,
        mentions: LayersByToken,
        choice: PlaceChoice,
        words: PlaceWords,
        syntax: Syntax,
        forms: Forms,
        behaviour: Behaviour,
        links: Links,
        clauses: Callable[[Token], list[Token]],
    ) -> None:
        self.doc, self.mentions, self.choice, self.words = doc, mentions, choice, words
        self.syntax, self.forms, self.behaviour = syntax, forms, behaviour
        self.links, self.clauses = links, clauses
        self.narrative = NarrativeData.load(doc.lang_)
        self._types: dict[int, str] = {}  # event heads of the current sentence, with the types of the events

    def enter(self, frames: Sequence[Frame]) -> None:
        """Make the sentence of these events current."""
        self._types = {t.i: frame.sense.type for frame in frames for t in frame.tokens}

    def rank(self, index: int, frame: Frame) -> int | None:
        """How closely a place is tied to an event by locative adjuncts; None if it is not."""
        token = place = self.doc[self.mentions.places[index].head]
        named = token.i in self.mentions.actor and self.mentions.actor[token.i].head == token.i
        if named and not self._tells_site(token):
            return None
        if self._sits_at(place, frame):
            return CLAUSE
        everywhere = token.lower_ in self.words.nominals["everywhere"]  # "a nationwide strike"
        located, through_noun = everywhere or token.dep_ in self.syntax.adverb, False  # "met there"
        hosts = self._hosts(place, frame)
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
            if self._speaks(token) and not any(t.i == token.head.i for t in frame.tokens):
                return None  # "a spokesman in X confirmed the raid"
        if not located or (
            through_noun
            and frame.sense.type in self.behaviour.no_inherited_place
            and not (hosts or self.links.is_of_founded(place, frame))
        ):
            return None
        if any(t.i == token.i for t in frame.tokens):
            broad = through_noun and place.i < token.i
            broad = broad and self.mentions.places[index].place.precision in COARSE
            about = broad and any(c.dep_ in self.syntax.object and c.i in self._types for c in token.rights)
            return LIMIT + 3 if about else DIRECT + through_noun  # "forces in X beat off the raids in Y"
        chain = self.shared(frame)
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

    def _hosts(self, place: Token, frame: Frame) -> bool:
        """Whether a town that a parser hangs on those who meet is where they do ("talks between X and Y *in Z*")."""
        if frame.sense.type not in self.behaviour.meetings or not self.choice.locative(place.head):
            return False
        if self.mentions.places[self.mentions.place[place.i]].place.precision in COARSE:
            return False
        party = place.head.head
        actor = self.mentions.actor.get(party.i)
        alone = self.forms.lemma(party.head) not in self.forms.prepositions["paired"] and not party.conjuncts
        if alone and actor is not None and actor.actor.kind == "government":
            return False  # "an agreement with the government in X", which sits there
        sides = (t.i for slot in frame.sense.slots for t in frame.slots.get(slot, ()))
        return place.head.dep_ in self.syntax.preposition and party.i > frame.head.i and party.i in set(sides)

    def _sits_at(self, place: Token, frame: Frame) -> bool:
        """Whether a court acts, and the place is its seat ("a court *in Lima* jailed X", "tried by a *Lima* court")."""
        tie = place.head
        inner = place.dep_ in self.syntax.modifier
        court = tie if inner else tie.head if self.choice.locative(tie) else place
        if court.i == place.i or self.forms.lemma(court) not in self.forms.words.get("sitting", ()):
            return False
        verb = court.head.head if court.dep_ in self.syntax.preposition_object else court.head
        done = court.dep_ in self.syntax.subject or court.head.dep_ in self.syntax.agent
        return done and verb.i == frame.head.i

    def _speaks(self, noun: Token) -> bool:
        """Whether a noun says or confirms what its clause tells of."""
        told = self.narrative.spoken
        verbs = (*told.get("lemmas", ()), *told.get("claims", ()))
        return noun.dep_ in self.syntax.subject and self.forms.lemma(noun.head) in verbs

    def shared(self, frame: Frame) -> list[Token]:
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

    def _tells_site(self, token: Token) -> bool:
        """Whether a name says which site a noun means ("the Ruritania jail")."""
        site = token.head.lower_ in self.words.site_nouns or token.head.lower_ in self.words.features
        return site and token.dep_ in self.syntax.modifier

    def _is_site(self, noun: Token) -> bool:
        """Whether something happens at the site that a noun means ("at the consulate in X")."""
        return noun.lower_ in self.words.site_nouns and noun.dep_ in self.syntax.preposition_object

    def _is_fronting(self, preposition: Token) -> bool:
        """Whether a word for time tells of place ("camped before X", but not "two weeks before X")."""
        timed = preposition.i > 0 and preposition.i - 1 in self.mentions.timexes
        counted = any(child.i < preposition.i for child in preposition.children)
        return preposition.lower_ in self.words.fronting and not (timed or counted)

    def _leads_off(self, adverb: Token, place: Token) -> bool:
        """Whether an adverb of place only goes before where one is led ("carried off to X")."""
        preposition = place.head
        goal = preposition.lower_ in self.words.goals and not self.choice.locative(preposition)
        return goal and preposition.head.i == adverb.i

    def _tells_of_likeness(self, verb: Token) -> bool:
        """Whether a relative clause tells what somebody else did elsewhere ("a way that X later took in Y")."""
        doers = self.syntax.subject | self.syntax.passive_subject
        named = (
            c for c in verb.lefts if c.dep_ in doers and c.lower_ not in self.words.which | self.words.who
        )
        return verb.dep_ in self.syntax.relative_clause and any(named)

    def _tells_of_person(self, verb: Token) -> bool:
        """Whether a clause only says something about somebody ("X, who lives in Abidjan")."""
        mention = self.mentions.actor.get(verb.head.i)
        return mention is not None and mention.actor.kind == "person"

    def opens_clause_of(self, index: int, frame: Frame) -> bool:
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
