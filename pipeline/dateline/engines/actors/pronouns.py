"""Whom a pronoun stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Doc, Token

from dateline.engines.actors.coreference import Discourse, Trace
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.named import slug
from dateline.engines.actors.turns import Turns
from dateline.engines.events.slots import SlotReader
from dateline.engines.phrases import fold
from dateline.engines.syntax import first_conjunct, verb_above
from dateline.layers import Actor, Sentence

# How many sentences back a pronoun may reach; one for a person a little further.
PRONOUN_REACH, PERSON_REACH = 1, 2
# Kinds that the pronoun of a collective does not stand for.
PEOPLE = frozenset({"person", "civilians", "protesters", "ethnic_group"})
# Fighters that a possessive owns, and those who have none such.
IRREGULARS = frozenset({"rebel_group", "jihadist_group"})
REGULARS = frozenset({"government", "military", "police", "peacekeepers"})
# Kinds of those who tell what others did.
TELLERS = frozenset(
    {"civilians", "protesters", "media", "ngo", "unknown", "person", "international_organisation"}
)


class Pronouns:
    """Finds antecedents in one Doc; `by_head`: actors of the phrases read so far, by head token."""

    def __init__(self, discourse: Discourse, by_head: Mapping[int, Actor], data: ActorData) -> None:
        self.discourse, self.by_head = discourse, by_head
        self.lexicon, self.syntax = data.lexicon, data.syntax
        self.slots = SlotReader(data.syntax, data.forms)
        self.turns = Turns(discourse, data.lexicon, data.syntax)

    def antecedent(self, token: Token, sentence: Sentence) -> Actor | None:
        """The actor that a pronoun or possessive stands for, None if nobody fits."""
        word, pronouns = token.lower_, self.lexicon.pronouns
        if word in pronouns["relative"]:
            return self._relative(token)
        if word in pronouns.get("relative_possessive", ()):
            return self._whose(token)
        speaker = self._speaker(token)
        if speaker is not None:
            return speaker
        if self._joined(token) and (beside := self._parallel(token)) is not None:
            return beside
        if word in pronouns["person"] | pronouns["person_possessive"]:
            if self._nameless(token, sentence):
                return None
            found = self._latest(
                token, sentence, lambda t: t.actor.kind == "person" and not t.plural, PERSON_REACH
            )
            return found or self._stranger(token, sentence)
        if word in pronouns["plural"] and self._partitive(token):
            return self._parallel(token) or self._nearest(token, sentence)
        if word in pronouns["plural_demonstrative"]:
            subject = token.dep_ in self.syntax.subject | self.syntax.passive_subject
            return self._nearest(token, sentence) if subject else None
        if word in pronouns["plural"] | pronouns["plural_possessive"]:
            return self._of_several(token, sentence)
        if word in pronouns["collective_possessive"] or (
            word in pronouns["collective"] and self._agentive(token)
        ):
            if self._happens(token, sentence):
                return None
            several, irregular = self._several(token.doc, sentence), self._irregulars(token)
            return self._latest(
                token,
                sentence,
                lambda t: (
                    self._collective(t)
                    and t.actor.id not in several
                    and not (irregular and t.actor.kind in REGULARS)
                ),
                PRONOUN_REACH,
            )
        return None

    def _happens(self, token: Token, sentence: Sentence) -> bool:
        """Whether "it", the subject of a sentence, takes up a happening ("War broke out. *It* displaced many")."""
        opens = token.dep_ in self.syntax.subject and token.head.dep_ in self.syntax.root
        if not opens or not sentence.index:
            return False
        before = token.doc._.sentences[sentence.index - 1]
        subjects = (
            t
            for t in token.doc[before.first : before.last]
            if t.dep_ in self.syntax.subject | self.syntax.passive_subject and t.head.dep_ in self.syntax.root
        )
        return any(t.lemma_.lower() in self.lexicon.words["happenings"] for t in subjects)

    def _irregulars(self, token: Token) -> bool:
        """Whether a possessive owns what no state has: "*its* guerrillas" are not the government's."""
        found = self.lexicon.head(token.head) if token.dep_ in self.lexicon.syntax["possessor"] else None
        return found is not None and found[0] in IRREGULARS

    def _nameless(self, token: Token, sentence: Sentence) -> bool:
        """Whether the sentence first tells of one person without a name: "*a man* died when a drone hit his car"."""
        for noun in reversed(token.doc[sentence.first : token.i]):
            actor = self.by_head.get(noun.i)
            if actor is not None and actor.kind == "person":
                return False
            told = noun.dep_ in self.syntax.subject | self.syntax.passive_subject
            if (
                not told
                or noun.head.i == token.head.i
                or noun.pos_ != "NOUN"
                or "Plur" in noun.morph.get("Number", [])
            ):
                continue
            one = any(c.lower_ in self.lexicon.words["indefinite"] for c in noun.lefts)
            if one and (noun.lemma_.lower() in self.lexicon.words["persons"] or self.lexicon.head(noun)):
                return True
        return False

    def _stranger(self, token: Token, sentence: Sentence) -> Actor | None:
        """The name that acts in a sentence before, where nobody else is known whom "he" may stand for."""
        doc = token.doc
        first = doc._.sentences[max(0, sentence.index - PERSON_REACH)].first
        found = [t for t in doc[first : token.i] if self._unknown(t)]
        names = {found[-1].text} if found else set()
        if len(names) != 1 or token.dep_ not in self.syntax.subject | self.syntax.passive_subject:
            return None
        head = found[-1]
        before = [c for c in head.lefts if c.pos_ == "PROPN"]
        name = doc[before[0].i if before else head.i : head.i + 1].text
        return Actor(f"generic:{slug(name)}", name, "person")

    def _unknown(self, token: Token) -> bool:
        """Whether a token is a single name that nobody is known by, as the subject of a main clause."""
        verb = token.head
        if token.pos_ != "PROPN" or token.i in self.by_head or verb.dep_ not in self.syntax.root:
            return False
        plain = not token.conjuncts and not any(c.pos_ in ("DET", "ADJ", "NOUN") for c in token.lefts)
        acts = (
            verb.lemma_.lower() not in self.lexicon.verbs["yielding_places"] | self.lexicon.verbs["stative"]
        )
        return plain and acts and token.dep_ in self.syntax.subject and verb.pos_ == "VERB"

    def _speaker(self, token: Token) -> Actor | None:
        """The subject of a verb of speech, for the subject of what it says: "the army said that it had"."""
        subjects = self.syntax.subject | self.syntax.passive_subject
        verb = token.head
        if token.dep_ not in subjects or verb.dep_ not in self.syntax.complement:
            return None
        if verb.head.lemma_.lower() not in self.lexicon.verbs["speech"]:
            return None
        speakers = [c for c in verb.head.children if c.dep_ in self.syntax.subject]
        if token.lower_ in self.lexicon.pronouns["collective"] and any(
            c.lower_ in self.lexicon.pronouns["plural"] for c in speakers
        ):
            return None
        said_by = (self.by_head.get(c.i) for c in speakers)
        actor = next((a for a in said_by if a is not None), None)
        active = token.dep_ in self.syntax.subject
        if actor is not None and active and self.turns.witnesses(actor, verb):
            return None
        word, pronouns = token.lower_, self.lexicon.pronouns
        if actor is None or word in pronouns["plural"]:
            return actor if actor is not None and actor.kind != "person" else None
        if word in pronouns["collective"]:
            return actor if actor.kind not in PEOPLE else None
        return actor if word in pronouns["person"] and actor.kind == "person" else None

    def _whose(self, token: Token) -> Actor | None:
        """Who is told by a clause with a possessive ("the Front, *whose* fighters had left")."""
        clause = next((a for a in token.ancestors if a.dep_ in self.syntax.relative_clause), None)
        return self.by_head.get(clause.head.i) if clause is not None and clause.head.i < token.i else None

    def _latest(
        self, token: Token, sentence: Sentence, fits: Callable[[Trace], bool], reach: int
    ) -> Actor | None:
        """The last one spoken of that fits; an object is not its own subject, unless by a possessive."""
        subject = token.dep_ in self.syntax.subject | self.syntax.passive_subject
        if token.dep_ in self.lexicon.syntax["possessor"]:
            return self._owner(token, sentence, fits, reach)
        if subject and not self._given_to(token):
            told = token.lower_ in self.lexicon.pronouns["collective"]
            return self.discourse.latest(sentence.index, fits, reach=reach, told=told)
        verb = self._ruler(token).i
        if token.lower_ in self.lexicon.pronouns["reflexive"]:
            return self.discourse.latest(sentence.index, lambda t: fits(t) and t.verb == verb, reach=0)
        own = self._subjects(token)
        if subject:
            return self.discourse.latest(
                sentence.index,
                lambda t: fits(t) and t.actor.id not in own and (t.verb != verb or t.suffers),
                reach=reach,
            )
        return self.discourse.latest(
            sentence.index, lambda t: fits(t) and t.verb != verb and t.actor.id not in own, reach=reach
        )

    def _owner(
        self, token: Token, sentence: Sentence, fits: Callable[[Trace], bool], reach: int
    ) -> Actor | None:
        """The last one spoken of that fits, no body that harms what is its own nor anybody who answers himself."""
        answerer, harmer = self.turns.answerer(token), -1
        if token.lower_ in self.lexicon.pronouns["collective_possessive"]:
            harmer = self.turns.harmer(token)

        def others(trace: Trace) -> bool:
            return fits(trace) and (trace.verb < 0 or trace.verb != answerer)

        found = self.discourse.latest(
            sentence.index, lambda t: others(t) and (t.verb < 0 or t.verb != harmer), reach=reach
        )
        return found or self.discourse.latest(sentence.index, others, reach=reach)

    def _of_several(self, token: Token, sentence: Sentence) -> Actor | None:
        """The last ones spoken of; those who only tell what others did are not, unless they tell more."""
        settled, actor = self.turns.told(token, sentence)
        if settled:
            return actor
        if self.of_states(token):
            return None
        may, said_by = self.turns.may(token, sentence), self._said_by(token)
        harmer = self.turns.harmer(token)
        if harmer >= 0:
            other = self._latest(
                token, sentence, lambda t: t.plural and may(t) and t.verb != harmer, PRONOUN_REACH
            )
            if other is not None:
                return other

        def fits(trace: Trace) -> bool:
            several = trace.plural or trace.joined or trace.actor.kind != "person"
            apart = (said_by is None or trace.verb != said_by) and not self._beside(token, trace)
            return several and apart and may(trace)

        telling = self.lexicon.verbs["telling"]
        if token.head.lemma_.lower() in telling:
            return self._latest(token, sentence, fits, PRONOUN_REACH)
        told = self._latest(
            token, sentence, lambda t: fits(t) and not self._tells(token.doc, t), PRONOUN_REACH
        )
        told = told or self._latest(token, sentence, fits, PRONOUN_REACH)
        return told or (
            self._latest(token, sentence, fits, PRONOUN_REACH + 1) if self._aside(token, sentence) else None
        )

    def _beside(self, token: Token, trace: Trace) -> bool:
        """Whether those spoken of only stand by the subject of a verb: "With the help of *X*, they took it"."""
        prepositions = self.slots.forms.prepositions
        ties = prepositions["company"] | prepositions["hostile"]
        above = [t for t in token.doc[trace.token].ancestors if t.head.i == token.head.i]
        return trace.token < token.i and any(t.lower_ in ties for t in above)

    def of_states(self, token: Token) -> bool:
        """Whether a possessive is that of states without a name: "the Baltic *states* withdrew *their* troops"."""
        if token.dep_ not in self.syntax.possessor:
            return False
        told = (self.slots.subjects(verb) for verb in token.ancestors if verb.pos_ == "VERB")
        subjects = next((found for s in told if (found := [t for t in s if t.pos_ != "PRON"])), [])
        words = self.slots.forms.words
        states = [
            t
            for t in subjects
            if t.i not in self.by_head and t.lemma_ in words["polities"] | words["countries"]
        ]
        return any(t.i < token.i and "Plur" in t.morph.get("Number", []) for t in states)

    def _aside(self, token: Token, sentence: Sentence) -> bool:
        """Whether the sentence before speaks of nobody who may be meant: of one thing only ("A truce took effect")."""
        if not sentence.index or token.dep_ not in self.syntax.subject:
            return False
        before = token.doc._.sentences[sentence.index - 1]
        words = token.doc[before.first : before.last]
        parts = self.syntax.subject | self.syntax.passive_subject | self.syntax.object
        return not any(t.dep_ in parts and "Plur" in t.morph.get("Number", []) for t in words)

    def _said_by(self, token: Token) -> int | None:
        """The verb of those who tell what a pronoun's clause says, of others than themselves."""
        verb = token.head
        told = (
            verb.dep_ in self.syntax.complement and verb.head.lemma_.lower() in self.lexicon.verbs["speech"]
        )
        return verb.head.i if told and token.dep_ in self.syntax.subject else None

    def _several(self, doc: Doc, sentence: Sentence) -> set[str]:
        """Those whom a sentence has called "they": none of them is "it" as well."""
        of = self.discourse.of(sentence.index)
        return {t.actor.id for t in of if doc[t.token].lower_ in self.lexicon.pronouns["plural"]}

    def _tells(self, doc: Doc, trace: Trace) -> bool:
        """Whether people are the subject of a verb of telling with a clause about others."""
        if trace.verb < 0 or trace.actor.kind not in TELLERS:
            return False
        verb = doc[trace.verb]
        clauses = (c for c in verb.children if c.dep_ in self.syntax.complement)
        subjects = (s for c in clauses for s in c.children if s.dep_ in self.syntax.subject)
        telling = verb.lemma_.lower() in self.lexicon.verbs["telling"]
        return telling and any(s.pos_ != "PRON" and s.i in self.by_head for s in subjects)

    def _joined(self, token: Token) -> bool:
        """Whether a pronoun is the object of a verb that shares its subject with one before: "met X and told *him*"."""
        verb, reflexive = token.head, self.lexicon.pronouns["reflexive"]
        if token.dep_ not in self.syntax.object or token.lower_ in reflexive:
            return False
        apart = self.syntax.subject | self.syntax.passive_subject
        return verb.dep_ in self.syntax.conjunct and not any(c.dep_ in apart for c in verb.children)

    def _parallel(self, token: Token) -> Actor | None:
        """Those who suffer what is told before by a joined verb: "arrested the men and shot ten of *them*"."""
        verb, pronouns = verb_above(token), self.lexicon.pronouns
        several, person = token.lower_ in pronouns["plural"], token.lower_ in pronouns["person"]
        while verb is not None and verb.dep_ in self.syntax.conjunct and verb.head.i < verb.i:
            verb = verb.head
            for noun in (c for c in verb.children if c.dep_ in self.syntax.object):
                actor = self.by_head.get(noun.i)
                if actor is None or ("Plur" in noun.morph.get("Number", [])) != several:
                    continue
                if several or (actor.kind == "person" if person else actor.kind not in PEOPLE):
                    return actor
        return None

    def _given_to(self, token: Token) -> bool:
        """Whether a subject in the object's case suffers what a verb above says: "had *him* hanged"."""
        plain = token.lower_ not in self.lexicon.pronouns["reflexive"]
        return plain and "Acc" in token.morph.get("Case", [])

    def _ruler(self, token: Token) -> Token:
        """The verb or preposition whose object a pronoun is."""
        verb = first_conjunct(token, self.syntax).head
        given = token.dep_ in self.syntax.subject | self.syntax.passive_subject and self._given_to(token)
        return verb.head if given else verb

    def _subjects(self, token: Token) -> set[str]:
        """Who does what is told of a pronoun: it stands for somebody else ("he met Smith and told him")."""
        verb = self._ruler(token)
        if verb.pos_ == "ADP":
            verb = verb.head
        if verb.pos_ != "VERB":
            return set()
        return {self.by_head[s.i].id for s in self.slots.subjects(verb) if s.i in self.by_head}

    def _partitive(self, token: Token) -> bool:
        """Whether a pronoun stands for the whole of a part: "most of them", "among them"."""
        above = token.head
        if token.dep_ not in self.syntax.preposition_object:
            return False
        part = (
            above.head.pos_ in ("NUM", "ADJ", "PRON", "ADV")
            or above.head.lemma_.lower() in self.lexicon.partitives
        )
        return above.lower_ in self.lexicon.words["among"] or (
            above.lower_ in self.lexicon.words["belonging"] and part
        )

    def _nearest(self, token: Token, sentence: Sentence) -> Actor | None:
        """The last ones spoken of who are several, and not those who do it to them."""
        verb = verb_above(token)
        subjects = self.slots.subjects(verb) if verb is not None else []
        doers = (s for s in subjects if not s.is_ancestor(token))  # not "ten men, two of them boys, fled"
        own = {self.by_head[s.i].id for s in doers if s.i in self.by_head}
        return self.discourse.nearest(
            sentence.index, lambda t: t.plural and t.actor.id not in own, PRONOUN_REACH
        )

    def _collective(self, trace: Trace) -> bool:
        """Whether a mention is one of a body that "it" may stand for."""
        actor = trace.actor
        if trace.plural or actor.kind in PEOPLE or actor.kind == "media":
            return False
        last = fold(actor.name.rpartition(" ")[2])
        return (
            not actor.id.startswith("generic:")
            or last in self.lexicon.anaphors
            or last in self.lexicon.words["bodies"]
        )

    def _agentive(self, token: Token) -> bool:
        """Whether "it" is the subject of a verb that somebody does, or that is done to an armed body."""
        verb = token.head
        if token.dep_ in self.syntax.object:
            return verb.lemma_.lower() in self.lexicon.verbs["bodies_suffer"]
        if token.dep_ in self.syntax.passive_subject:
            return verb.lemma_.lower() in self.lexicon.verbs["yielding"]
        if token.dep_ not in self.syntax.subject or verb.pos_ != "VERB":
            return False
        return verb.lemma_.lower() not in self.lexicon.verbs["stative"]

    def _relative(self, token: Token) -> Actor | None:
        """The head of the noun phrase that a relative clause belongs to."""
        verb = token.head
        relative = self.lexicon.syntax["relative"]
        while verb.dep_ not in relative and verb.dep_ in self.syntax.clause and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ not in relative or verb.head.i > token.i:
            return None
        return self.by_head.get(verb.head.i)
