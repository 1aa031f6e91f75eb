"""What a verb says of whom its plural subject stands for: whom "they fled", "they said", "they were freed" mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.engines.actors.coreference import Discourse, Trace
from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.syntax import Syntax, first_conjunct
from dateline.layers import Actor, Sentence

# How many sentences back captives are sought.
_CAPTIVE_REACH = 4
# Kinds of people who do no violence after they are told to be killed, and of those who tell what others did.
_UNARMED = frozenset({"person", "civilians", "protesters", "media", "ngo", "ethnic_group"})
_WITNESSES = frozenset({"civilians", "media", "ngo", "international_organisation"})


@dataclass(slots=True)
class Turns:
    """Reads them in one Doc."""

    discourse: Discourse
    lexicon: ActorLexicon
    syntax: Syntax

    def told(self, token: Token, sentence: Sentence) -> tuple[bool, Actor | None]:
        """Whether the verb of a pronoun settles whom it stands for, and that actor; none where it is no actor."""
        if token.dep_ in self.syntax.possessor and self._is(token.head, "releasing"):
            freed = self._freed(sentence)
            return freed is not None, freed
        verb = self._verb(token)
        if verb is None:
            return False, None
        if token.dep_ in self.syntax.passive_subject:
            freed = self._freed(sentence) if self._is(verb, "releasing") else None
            return freed is not None, freed
        found = self._accused(verb, token, sentence) or self._beaten(verb, token, sentence)
        if found is not None:
            return True, found
        return self._by_others(verb, sentence, token), None

    def may(self, token: Token, sentence: Sentence) -> Callable[[Trace], bool]:
        """Which mentions a plural pronoun may stand for, by number and by what was done to them."""
        doc = token.doc
        single = {
            t.actor.id
            for t in self.discourse.of(sentence.index)
            if doc[t.token].lower_
            in self.lexicon.pronouns["collective"] | self.lexicon.pronouns["collective_possessive"]
        }
        single -= {t.actor.id for t in self.discourse.of(sentence.index) if t.plural and t.noun}
        suffering = self._suffering(token)
        verb = self._verb(token)
        doing = verb is not None and token.dep_ in self.syntax.subject and self.violent(verb)
        later = doing and not (verb is not None and _pluperfect(verb))
        loser = self._taker(verb, token) if verb is not None else None

        def fits(trace: Trace) -> bool:
            state = trace.actor.kind == "government" and not (trace.plural or trace.joined or trace.noun)
            if state or trace.actor.id in single or trace.token in suffering:
                return False
            if loser is not None and trace.verb == loser.i:
                return False
            return not (later and self._dead(doc, trace, sentence))

        return fits

    def _suffering(self, token: Token) -> frozenset[int]:
        """The tokens that name what is done to by a pronoun's own ("two rebel trucks were hit by *their* shells")."""
        tie = token.head.head
        if token.dep_ not in self.syntax.possessor or tie.dep_ not in self.syntax.agent:
            return frozenset()
        subjects = (c for c in tie.head.children if c.dep_ in self.syntax.passive_subject)
        return frozenset(t.i for subject in subjects for t in subject.subtree)

    def harmer(self, token: Token) -> int:
        """The verb by which others harm what is a pronoun's own ("sank two of *their* ships"); -1 if there is none."""
        if token.dep_ not in self.syntax.possessor:
            return -1
        noun = first_conjunct(token.head, self.syntax)
        if (
            noun.dep_ in self.syntax.preposition_object
            and noun.head.lower_ in self.lexicon.words["belonging"]
        ):
            noun = noun.head.head
        verb = noun.head
        harms = verb.lemma_.lower() in self.lexicon.words["harming"] | self.lexicon.verbs["winning"]
        return verb.i if noun.dep_ in self.syntax.object and harms else -1

    def answerer(self, token: Token) -> int:
        """The verb of those who answer what is a pronoun's own ("refused *his* offer"); -1 if there is none."""
        noun = first_conjunct(token.head, self.syntax)
        return noun.head.i if noun.dep_ in self.syntax.object and self._is(noun.head, "answering") else -1

    def witnesses(self, actor: Actor, verb: Token) -> bool:
        """Whether those who tell of violence are not those who did it ("residents said they shot ten men")."""
        joined = (c for c in verb.children if c.dep_ in self.syntax.conjunct)
        return actor.kind in _WITNESSES and any(self.violent(v) for v in (verb, *joined))

    def violent(self, verb: Token) -> bool:
        """Whether a verb tells of a fight or of harm done."""
        fire = (c for c in verb.children if c.dep_ in self.syntax.object)
        return (
            self._is(verb, "battle")
            or verb.lemma_.lower() in self.lexicon.words["harming"]
            or any(c.lemma_.lower() in self.lexicon.words["firing"] for c in fire)
        )

    # Whom the verbs of before turn to.

    def _accused(self, verb: Token, token: Token, sentence: Sentence) -> Actor | None:
        """Whom the clause before blames, or asks where they tell: "X blamed Y; they", "X asked Y. They said"."""
        names = ("blaming", "asking") if self._is(verb, "telling") else ("blaming",)
        for trace in self._before(token, sentence):
            if trace.suffers and trace.plural and trace.verb >= 0 and trace.verb != verb.i:
                above = token.doc[trace.verb]
                if any(self._is(above, name) for name in names) and not above.is_ancestor(token):
                    return trace.actor
        return None

    def _beaten(self, verb: Token, token: Token, sentence: Sentence) -> Actor | None:
        """Those whom others drove or hit, told of flight: "the army drove the rebels from X. They fled"."""
        if self._is(verb, "fleeing"):
            harms = self.lexicon.words["harming"] | self.lexicon.verbs["winning"]
        elif self._is(verb, "leaving"):
            harms = self.lexicon.verbs["winning"]
        else:
            return None
        plural = self.lexicon.pronouns["plural"] | self.lexicon.pronouns["plural_possessive"]
        traces = self._before(token, sentence)
        doers = {t.actor.id for t in traces if t.verb >= 0 and not t.suffers}
        for trace in traces:
            above = token.doc[trace.token] if trace.verb < 0 else token.doc[trace.verb]
            while above.pos_ != "VERB" and above.head.i != above.i:
                above = above.head
            if above.lemma_.lower() not in harms or above.is_ancestor(token) or trace.actor.id in doers:
                continue
            mentioned = token.doc[trace.token].lower_ in plural
            if mentioned or (trace.suffers and (trace.plural or trace.actor.kind != "person")):
                return trace.actor
        return None

    def _freed(self, sentence: Sentence) -> Actor | None:
        """The captives spoken of last."""
        words = self.lexicon.words["captives"]
        return self.discourse.nearest(sentence.index, lambda t: t.plural and t.noun in words, _CAPTIVE_REACH)

    def _by_others(self, verb: Token, sentence: Sentence, token: Token) -> bool:
        """Whether those of the sentence before who act are nobody known: things that do harm, or a stranger.

        "Two bombs struck X. They killed nine", "Contras raided X. They killed nine".
        """
        if sentence.index == 0 or any(not t.suffers for t in self.discourse.of(sentence.index)):
            return False
        before = token.doc._.sentences[sentence.index - 1]
        known = {t.verb for t in self.discourse.of(sentence.index - 1) if not t.suffers}
        roots = [t for t in token.doc[before.first : before.last] if t.dep_ in self.syntax.root]
        subjects = [c for r in roots if r.i not in known for c in r.lefts if c.dep_ in self.syntax.subject]
        weapons = self.lexicon.words["weapons"]
        things = any(_plural(s) and s.lemma_.lower() in weapons for s in subjects)
        if things:
            return self.violent(verb)
        strangers = (
            s for s in subjects if s.lemma_.lower() not in weapons and (_plural(s) or s.pos_ == "PROPN")
        )
        return any(self.violent(s.head) for s in strangers)

    # Whom a pronoun does not stand for.

    def _taker(self, verb: Token, token: Token) -> Token | None:
        """The verb of those who win what others gave up in the pronoun's clause: "X retook it after they fled"."""
        if not (self._is(verb, "fleeing") or self._is(verb, "leaving")):
            return None
        clause = first_conjunct(verb, self.syntax)
        above = clause.head
        within = clause.dep_ in self.syntax.adverbial_clause | self.syntax.preposition_clause
        if above.pos_ == "ADP":
            above = above.head
        return above if within and self._is(above, "winning") else None

    def _dead(self, doc: Doc, trace: Trace, sentence: Sentence) -> bool:
        """Whether those of a mention are told to be killed; armed men may be so while they attack."""
        if trace.verb < 0 or (trace.sentence == sentence.index and trace.actor.kind not in _UNARMED):
            return False
        verb = doc[trace.verb]
        return (trace.suffers and self._is(verb, "killing")) or self._is(verb, "dying")

    def _before(self, token: Token, sentence: Sentence) -> list[Trace]:
        """The mentions of the sentence before a pronoun, or of the clause before where they blame somebody there."""
        own = [t for t in self.discourse.of(sentence.index) if t.token < token.i]
        return [*reversed(own), *reversed(self.discourse.of(sentence.index - 1))]

    def _verb(self, token: Token) -> Token | None:
        """The verb whose subject a pronoun is."""
        subject = token.dep_ in self.syntax.subject | self.syntax.passive_subject
        return token.head if subject and token.head.pos_ in ("VERB", "AUX") else None

    def _is(self, verb: Token, name: str) -> bool:
        return verb.lemma_.lower() in self.lexicon.verbs[name]


def _plural(token: Token) -> bool:
    return "Plur" in token.morph.get("Number", [])


def _pluperfect(verb: Token) -> bool:
    """Whether a verb tells of what was over before ("after they had killed")."""
    over = "Perf" in verb.morph.get("Aspect", [])
    return over and any(c.pos_ == "AUX" and "Past" in c.morph.get("Tense", []) for c in verb.lefts)
