"""What clauses say of one another: which event another shares its place with, which stand apart."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax, first_conjunct


class Links:
    """Reads the ties between the clauses of a sentence off the parse."""

    def __init__(self, words: PlaceWords, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.words, self.syntax, self.forms, self.behaviour = words, syntax, forms, behaviour

    def partner(self, frame: Frame, frames: dict[int, Frame]) -> Frame | None:
        """The event of the sentence (`frames`, by head) that an event without a place shares its place with."""
        return (
            self._led_to(frame, frames)
            or self._cause_of(frame, frames)
            or self._course_of(frame, frames)
            or self._fruit_of(frame, frames)
            or self._twin_of(frame, frames)
            or self.done_with(frame, frames)
        )

    def _twin_of(self, frame: Frame, frames: dict[int, Frame]) -> Frame | None:
        """The verb joined right behind one for a blow, whose object and place it shares ("met and beat them at X")."""
        blows = self.behaviour.same_happening | self.behaviour.taking
        done = {t.i for t in frame.slots.get("object", ())}
        for verb in frame.head.conjuncts:
            twin, between = frames.get(verb.i), frame.head.doc[frame.head.i + 1 : verb.i]
            right = verb.i > frame.head.i and all(t.pos_ in ("CCONJ", "PUNCT") for t in between)
            if twin is None or not right or not {frame.sense.type, twin.sense.type} <= blows:
                continue
            if done & {t.i for t in twin.slots.get("object", ())}:
                return twin
        return None

    def done_with(self, frame: Frame, frames: dict[int, Frame]) -> Frame | None:
        """The deed that the same doers are said to have done with this one ("killed 9 men and seized 4 women at X")."""
        verb, s, deeds = frame.head, self.syntax, self.behaviour.winners_do
        own = s.subject | s.passive_subject | s.passive_auxiliary
        for other in (c for c in verb.rights if c.dep_ in s.conjunct):
            twin = frames.get(other.i)
            apart = any(t.pos_ in ("PUNCT", "VERB") for t in frame.head.doc[verb.i + 1 : other.i])
            apart = apart or any(c.pos_ == "ADV" for c in other.lefts)  # "and later seized"
            same = other.tag_ == verb.tag_ and not any(c.dep_ in own for c in other.children)
            if twin is not None and same and not apart and {frame.sense.type, twin.sense.type} <= deeds:
                return twin
        return None

    def _course_of(self, frame: Frame, frames: dict[int, Frame]) -> Frame | None:
        """What an operation brought: told by the verb that it hangs on, or behind the verb that began it.

        "In Operation Wolf, they tried to take X", "mounted an offensive and retook X", "..., breaching the line at X".
        """
        if frame.sense.type not in self.behaviour.launched or frame.head.pos_ not in ("NOUN", "PROPN"):
            return None
        noun, kinds = frame.head, self.syntax.open_complement
        while noun.dep_ in self.syntax.modifier and noun.head.pos_ == "PROPN":
            noun = noun.head  # "Operation Wolf"
        verb = noun.head
        if noun.dep_ in self.syntax.preposition_object:
            if self.forms.lemma(verb) not in self.forms.prepositions["joint"]:
                return None
            verb = verb.head
        elif noun.dep_ in self.syntax.object | self.syntax.passive_subject:
            kinds = kinds | self.syntax.conjunct | self.syntax.adverbial_clause
        else:
            return None
        near = (
            verb,
            *(c for c in verb.rights if c.i > noun.i and c.dep_ in kinds and not self.is_told_beside(c)),
        )
        blows = self.behaviour.two_sided | self.behaviour.taking
        return next((f for t in near if (f := frames.get(t.i)) is not None and f.sense.type in blows), None)

    def _fruit_of(self, frame: Frame, frames: dict[int, Frame]) -> Frame | None:
        """The taking of the place where somebody then set up a body ("took X, establishing a council")."""
        verb, tied = frame.head, self.syntax.conjunct | self.syntax.adverbial_clause
        if (
            frame.sense.type not in self.behaviour.founding
            or verb.dep_ not in tied
            or self.is_told_beside(verb)
        ):
            return None
        before = frames.get(verb.head.i)
        taken = before is not None and before.sense.type in self.behaviour.taking and before.head.i < verb.i
        return before if taken else None

    def aims(self, frame: Frame) -> Iterator[Token]:
        """The infinitives that say what somebody was sent for ("sent X to defend Y")."""
        kinds = self.syntax.adverbial_clause | self.syntax.open_complement | self.syntax.noun_clause
        kinds |= self.syntax.relative_clause
        sent = [c for c in frame.head.rights if c.dep_ in self.syntax.object]
        if frame.head.dep_ in self.syntax.object:  # "launched an operation to retake X"
            sent.append(frame.head.head)
        told = [c for t in sent for c in t.rights if c.dep_ in self.syntax.noun_clause]
        participles = self.forms.tags["passive_participle"]
        told += [c for c in frame.head.rights if c.dep_ in kinds and c.tag_ in participles]
        sent += [c for c in told if not self._is_infinitive(c)]  # "moved men, made up of X, to take Y"
        for verb in (c for t in (frame.head, *sent) for c in t.rights if c.dep_ in kinds):
            if self._is_infinitive(verb):
                yield verb
                yield from (  # "to try to encircle X"
                    c for c in verb.rights if c.dep_ in self.syntax.open_complement and self._is_infinitive(c)
                )
        yield from self._behind(frame.head)

    def _is_infinitive(self, verb: Token) -> bool:
        return any(c.dep_ in self.syntax.infinitive_marker for c in verb.lefts)

    def _behind(self, noun: Token) -> Iterator[Token]:
        """The infinitive right behind a noun that the parser ties to a verb above ("left on a voyage to seize X")."""
        marker = noun.nbor(1) if noun.pos_ in ("NOUN", "PROPN") and noun.i + 1 < len(noun.doc) else None
        if marker is None or marker.dep_ not in self.syntax.infinitive_marker:
            return
        if marker.head.head.is_ancestor(noun):
            yield marker.head

    def _led_to(self, frame: Frame, frames: dict[int, Frame]) -> Frame | None:
        """What a battle or siege not told of before led to ("After a siege of two weeks, they took X")."""
        noun = frame.head
        if noun.head.lower_ in self.words.of and noun.head.head.dep_ in self.syntax.preposition_object:
            noun = noun.head.head  # "after weeks of fighting"
        preposition = noun.head
        after = noun.dep_ in self.syntax.preposition_object
        after = after and self.forms.lemma(preposition) in self.forms.prepositions["limit"]
        if not after or frame.sense.type not in self.behaviour.two_sided:
            return None
        owned = self.syntax.possessor | self.syntax.apposition
        definite = self.forms.words["definite"]
        if any(self.forms.lemma(c) in definite or c.dep_ in owned for c in frame.head.children):
            return None
        led = frames.get(preposition.head.i)
        return led if led is not None and led.sense.type in self.behaviour.two_sided else None

    def _cause_of(self, frame: Frame, frames: dict[int, Frame]) -> Frame | None:
        """What brought the event about ("the landings in X led to the defeat of the army")."""
        noun = frame.head
        led = noun.dep_ in self.syntax.preposition_object
        verb = noun.head.head if led else noun.head
        if noun.pos_ != "NOUN" or self.forms.lemma(verb) not in self.words.effect_verbs:
            return None
        verb = first_conjunct(verb, self.syntax)
        if verb.dep_ in self.syntax.relative_clause:
            return frames.get(verb.head.i)
        subjects = (c for c in verb.lefts if c.dep_ in self.syntax.subject)
        return next((frames[c.i] for c in subjects if c.i in frames), None)

    def is_reported(self, verb: Token, frame: Frame) -> bool:
        """Whether a clause is what the event says ("said that they remained in X")."""
        while verb.i not in (frame.head.i, verb.head.i):
            if verb.dep_ in self.syntax.complement and verb.head.i < verb.i:
                return True
            verb = verb.head
        return False

    def is_told_beside(self, verb: Token) -> bool:
        """Whether a joined clause tells what others did ("they fled, and the king stayed in X")."""
        around = self.syntax.subject | self.syntax.passive_subject
        return verb.dep_ in self.syntax.conjunct and any(c.dep_ in around for c in verb.children)

    def is_conditional(self, verb: Token) -> bool:
        """Whether a clause is a condition ("unless he was released")."""
        return any(self.forms.lemma(c) in self.forms.words["conditions"] for c in verb.children)

    def is_elsewhere(self, preposition: Token) -> bool:
        """Whether a preposition says where it was not, or only what it was like ("but not in X", "much as in X")."""
        if any(self.forms.lemma(c) in self.forms.words["denying"] for c in preposition.lefts):
            return True
        before = [t.lower_ for t in preposition.doc[max(preposition.i - 2, 0) : preposition.i]]
        return before[-1:] != [] and before[-1] in self.words.likened and before[0] not in self.words.listed

    def is_let(self, verb: Token) -> bool:
        """Whether others are let or made to do it ("withdrew, enabling the rebels to seize power in X")."""
        above, below = verb.head, self.syntax.open_complement | self.syntax.complement
        beneath = verb.dep_ in below and self._is_infinitive(verb)
        others = any(c.dep_ in self.syntax.object | self.syntax.subject for c in (*verb.lefts, *above.rights))
        return beneath and others and above.dep_ in self.syntax.adverbial_clause

    def is_of_another(self, place: Token, frame: Frame) -> bool:
        """Whether another verb leads to a place ("fled, sailing to their base at X"), or it is said to be elsewhere."""
        token = place
        led = token.dep_ in self.syntax.preposition_object and token.head.lower_ in self.words.goals
        if led and token.head.head.i != frame.head.i:
            return True
        while token.dep_ in self.syntax.preposition_object and token.head.head.i != token.head.i:
            since = token.head.head.i == frame.head.i
            since = since and any("Sup" in c.morph.get("Degree", []) for c in frame.head.lefts)
            since = since and self.forms.lemma(token.head) in self.forms.prepositions["limit"]
            if self.is_elsewhere(token.head) or since:
                return True  # "the heaviest raid since the siege of X"
            led = led or token.head.lower_ in self.words.goals
            token = token.head.head
        onward = token.dep_ in self.syntax.adverbial_clause and token.head.i == frame.head.i
        onward = onward and not any(c.dep_ in self.syntax.subject for c in token.children)
        return led and onward and self.forms.lemma(token) in self.words.motion_verbs

    def is_of_founded(self, place: Token, frame: Frame) -> bool:
        """Whether a place is that of a body which the event founds ("raised an army in X")."""
        noun = place.head.head
        founded = frame.sense.type in self.behaviour.founding and noun.dep_ in self.syntax.object
        return founded and noun.head.i == frame.head.i

    def is_suffered(self, frame: Frame, verb: Token) -> bool:
        """Whether the passive of a verb says that its subject suffers the event ("hit by", "subjected to raids")."""
        tie = first_conjunct(frame.head, self.syntax).head
        if tie.dep_ in self.syntax.agent:
            return True
        bound = tie.dep_ in self.syntax.preposition and tie.head.i == verb.i
        return bound and self.forms.lemma(verb) in self.words.suffering_verbs

    def is_absent(self, token: Token) -> bool:
        """Whether a preposition says that what the token names did not happen ("without fighting")."""
        governed = token.dep_ in (self.syntax.preposition_object | self.syntax.preposition_clause)
        return governed and self.forms.lemma(token.head) in self.forms.prepositions["absent"]
