"""Who fills which place around a verb or noun: logical subject and object, prepositions, modifiers.

A slot is named independently of any parser: `subject`, `object`, `indirect`, `poss`, `modifier`, or a
preposition by its own lemma. Fillers are head tokens of noun phrases, coordination unfolded.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.causatives import sufferers
from dateline.engines.syntax import Forms, Syntax

# The slots of those who stand between others, and of those who help the subject.
MEDIATED, BACKED = "mediated", "backed"
_HOPS = 6  # clauses that a search for a subject may climb; real sentences need three


@dataclass(slots=True)
class SlotReader:
    """Reads slots off the parse of one language; `light_verbs` lend their subject to the noun they govern.

    `doers` are lemmas of nouns for those who act ("accused the soldiers of looting").
    """

    syntax: Syntax
    forms: Forms
    light_verbs: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()

    def fill(self, head: Token, pos: str, inner: tuple[Token, ...] = ()) -> dict[str, list[Token]]:
        """Slots of a trigger; `inner` are the trigger's other words ("took *control*"), which fill none."""
        if pos == "VERB":
            slots = self._verb(head, inner)
        elif pos == "NOUN":
            slots = self._noun(head)
        else:
            slots = self._adjective(head)
        for token in [t for tokens in slots.values() for t in tokens]:
            if self.forms.lemma(token) in self.forms.words["auspices"]:  # "talks under UN auspices"
                whose = self.syntax.possessor | self.syntax.modifier
                slots.setdefault(MEDIATED, []).extend([token, *self._children(token, whose)])
        own = {head.i, *(t.i for t in inner)}
        out = {name: _unique([t for t in tokens if t.i not in own]) for name, tokens in slots.items()}
        return {name: tokens for name, tokens in out.items() if tokens}

    # -- verbs

    def _verb(self, verb: Token, inner: tuple[Token, ...]) -> dict[str, list[Token]]:
        slots = self._preposition_slots(verb)
        words = {t.i for t in inner}
        objects = self.objects(verb)
        for token in (*inner, *objects):
            deeper = self._preposition_slots(token)
            for name, fillers in deeper.items():
                # "captured 12 men near Homs": what hangs on a plain object may belong to the verb.
                if token.i in words or (name not in slots and name not in self._bound):
                    slots.setdefault(name, []).extend(fillers)
            if token.i in words:
                slots.setdefault("poss", []).extend(self._children(token, self.syntax.possessor))
        if any(
            t.dep_ in self.syntax.preposition for t in inner
        ):  # "took over the town" read as a preposition
            for t in inner:
                objects = [*objects, *self._objects_of(t)]
        subjects = self.subjects(verb)
        slots["subject"] = [*subjects, *(self._companions(verb, subjects) if subjects else [])]
        slots["object"] = [*objects, *(self._fellows(slots) if self.passive(verb) else [])]
        slots[BACKED] = self._backers(verb, subjects)
        indirect = self._children(verb, self.syntax.indirect_object)
        slots["indirect"] = self._unfold([t for t in indirect if t.pos_ != "ADP"])
        return slots

    def _companions(self, verb: Token, subjects: list[Token]) -> list[Token]:
        """Those who do it with the subject: "alongside X", "together with X"."""
        out = [t for c in self._asides(verb, subjects, "joining") for t in self._agents(c)]
        out += [t for c in self._likewise(verb) for t in self._unfold(self._children(c, self.syntax.subject))]
        for host in (verb, *subjects):
            below = [c for child in host.children for c in (child, *child.children)]
            for word in below:
                if word.pos_ not in ("ADP", "SCONJ"):
                    continue
                lemma = self.forms.lemma(word)
                joined = lemma in self.forms.prepositions["company"] and word.i > 0
                together = joined and word.nbor(-1).lower_ in self.forms.words["together"]
                if together or lemma in self.forms.prepositions["beside"]:
                    out += self._objects_of(word)
        return out

    def _fellows(self, slots: dict[str, list[Token]]) -> list[Token]:
        """Those of the subject of a passive with whom it is done to it ("was shot with his wife")."""
        found = (t for p in self.forms.prepositions["company"] for t in slots.get(p, ()))
        own = [t for t in found if any(c.pos_ == "PRON" for c in self._children(t, self.syntax.possessor))]
        return self._unfold(own)

    def _likewise(self, verb: Token) -> list[Token]:
        """Verbs that only say who does the same ("X condemned it, as did Y and Z")."""
        return [
            c
            for c in self._children(verb, self.syntax.adverbial_clause)
            if self.forms.lemma(c) in self.forms.words["likewise"]
            and any(self.forms.lemma(m) in self.forms.prepositions["likewise"] for m in c.children)
        ]

    def _backers(self, verb: Token, subjects: list[Token]) -> list[Token]:
        """Those who help the subject ("M23, backed by Rwanda, attacked", "Backed by Rwanda, M23 attacked")."""
        return [t for c in self._asides(verb, subjects, "backing") for t in self._agents(c)]

    def _asides(self, verb: Token, subjects: list[Token], words: str) -> list[Token]:
        """Passive participles beside the subject of a verb, or before it, of these words."""
        s = self.syntax
        clauses = [c for t in subjects for c in self._children(t, s.noun_clause)]
        clauses += self._children(verb, s.adverbial_clause)
        tags = self.forms.tags["passive_participle"]
        return [c for c in clauses if c.tag_ in tags and self.forms.lemma(c) in self.forms.words[words]]

    def passive(self, verb: Token) -> bool:
        """Whether the verb's grammatical subject (or the noun it modifies) is its logical object."""
        marks = self.syntax.passive_auxiliary | self.syntax.passive_subject
        if any(child.dep_ in marks for child in verb.children):
            return True
        participle = verb.tag_ in self.forms.tags["passive_participle"]
        if participle and (self._is_small_clause(verb) or self._is_predicate(verb)):
            return True
        if not participle and self._shares_passive(verb):
            return True
        if not participle or any(child.dep_ in self.syntax.subject for child in verb.children):
            return False
        if verb.dep_ in self.syntax.conjunct and verb.head.pos_ in ("VERB", "AUX"):
            return self.passive(verb.head) and not self._children(verb, self.syntax.object)
        auxiliaries = any(child.pos_ == "AUX" for child in verb.children)
        if (
            verb.head.dep_ in self.syntax.root
            and verb.head.pos_ == "NOUN"
            and self._children(verb, self.syntax.object)
        ):
            return False  # "A council elected Smith" read as a noun with a participle
        return verb.dep_ in (self.syntax.noun_clause | self.syntax.adverbial_clause) and not auxiliaries

    def _is_small_clause(self, verb: Token) -> bool:
        """Whether a participle only says what became of its subject ("declared the city liberated")."""
        bare = not any(c.pos_ == "AUX" or c.dep_ in self.syntax.object for c in verb.children)
        return bare and verb.dep_ in self.syntax.complement and verb.head.i < verb.i

    def _is_predicate(self, verb: Token) -> bool:
        """Whether a participle behind "be" is read as an adjective ("was surprised at Rossbach")."""
        return verb.dep_ in self.syntax.predicate and verb.head.pos_ == "AUX" and verb.head.i < verb.i

    def _shares_passive(self, verb: Token) -> bool:
        """Whether a verb that needs an object and has none shares the passive of the one it is joined to."""
        bare = not any(c.dep_ in self.syntax.object | self.syntax.subject for c in verb.children)
        joined = verb.dep_ in self.syntax.conjunct and verb.head.pos_ == "VERB" and bare
        return joined and self.forms.lemma(verb) in self.forms.words["transitive"] and self.passive(verb.head)

    def subjects(self, verb: Token) -> list[Token]:
        """Logical subjects: by-agents of a passive, else the grammatical subject."""
        if sufferers(verb, self.syntax, self.forms):
            return self._agents(verb) or self._unfold(self._grammatical_subject(verb.head))
        if self.passive(verb):
            return self._agents(verb)
        return self._unfold(self._grammatical_subject(verb))

    def objects(self, verb: Token) -> list[Token]:
        """Logical objects: the grammatical subject of a passive, else the direct object."""
        if done_to := sufferers(verb, self.syntax, self.forms):
            return self._unfold(done_to)
        if self.passive(verb):
            return self._unfold(self._grammatical_subject(verb))
        own = [self._antecedent(t, verb) for t in self._children(verb, self.syntax.object)]
        if own:
            return self._unfold(own)
        for clause in self._children(verb, self.syntax.complement):
            if named := self._named_in(clause):
                return self._unfold(named)
        gap = verb.dep_ in self.syntax.relative_clause and self._has_subject_of_its_own(verb)
        if gap and not any(self._is_relative(t) for t in verb.subtree):
            return [verb.head]  # "the towns rebels captured"
        for child in verb.children:  # "attacked and captured Homs": the object stands by the last verb
            if child.dep_ in self.syntax.conjunct and child.pos_ == "VERB" and child.i - verb.i <= 3:
                return self._unfold(self._children(child, self.syntax.object))
        return []

    def _named_in(self, clause: Token) -> list[Token]:
        """What a clause names that stands for an object ("struck what the army called a *camp*")."""
        s = self.syntax
        if not any(self._is_relative(c) and c.i < clause.i for c in clause.children):
            return []
        for verb in (clause, *self._children(clause, s.open_complement)):
            nouns = [c for c in verb.children if c.i > verb.i and c.pos_ in ("NOUN", "PROPN")]
            if found := [c for c in nouns if c.dep_ in s.object | s.predicate]:
                return found[-1:]
        prepositions = self._children(clause, s.preposition)
        return [
            t for p in prepositions if p.i == clause.i + 1 for t in self._children(p, s.preposition_object)
        ]

    def _agents(self, verb: Token) -> list[Token]:
        found = [
            o for child in verb.children if child.dep_ in self.syntax.agent for o in self._objects_of(child)
        ]
        if (
            not found
            and verb.dep_ in self.syntax.conjunct
            and verb.head.pos_ == "VERB"
            and self.passive(verb.head)
        ):
            found = self._agents(verb.head) if self._agent_after(verb) else []
        if not found:  # "was attacked and captured by rebels": the agent stands by the last verb
            for child in verb.children:
                if child.dep_ in self.syntax.conjunct and child.pos_ == "VERB" and child.i - verb.i <= 3:
                    return self._agents(child) if self.passive(child) else []
        return found

    def _agent_after(self, verb: Token) -> bool:
        """Whether the agent of the verb that `verb` is joined to stands behind `verb`: both share it."""
        return any(c.dep_ in self.syntax.agent and c.i > verb.i for c in verb.head.children)

    def _grammatical_subject(self, verb: Token, hops: int = _HOPS) -> list[Token]:
        labels = self.syntax.subject | self.syntax.passive_subject
        own = [self._antecedent(child, verb) for child in verb.children if child.dep_ in labels]
        if own or not hops:
            return own
        head, dep, s = verb.head, verb.dep_, self.syntax
        if dep in (s.relative_clause | s.noun_clause):
            if self._is_infinitive(verb):
                return self._holder(head, hops)
            main = self._main_verb(verb, head) if dep in s.noun_clause else None
            return self._grammatical_subject(main, hops - 1) if main is not None else [head]
        if head.i == verb.i or head.pos_ not in ("VERB", "AUX", "ADP", "SCONJ", "ADJ", "NOUN"):
            return []
        if dep in s.conjunct and head.pos_ in ("VERB", "AUX"):
            return self._grammatical_subject(head, hops - 1)
        if dep in (s.open_complement | s.complement):
            return self._controllers(head, verb) or self._grammatical_subject(head, hops - 1)
        if dep in s.adverbial_clause:
            gerund = verb.tag_ in self.forms.tags["gerund"]
            if gerund and head.pos_ == "VERB" and self.passive(head):
                return self._agents(head)
            given = self._children(head, s.indirect_object) if self._is_infinitive(verb) else []
            if given and given[0].pos_ != "ADP":
                return given  # "gave the rebels ten days to leave"
            return self._grammatical_subject(head, hops - 1) if head.pos_ in ("VERB", "AUX") else []
        if dep in s.preposition_clause:
            return self._subject_behind_preposition(head, hops - 1)
        if dep in s.predicate and head.pos_ in ("VERB", "AUX"):  # "they were unable to land"
            return self._grammatical_subject(head, hops - 1)
        return []

    def _is_infinitive(self, verb: Token) -> bool:
        return any(c.tag_ in self.forms.tags["infinitive_marker"] for c in verb.children)

    def _controllers(self, above: Token, verb: Token) -> list[Token]:
        """Whom the verb above an infinitive makes do it ("told them to go", "called on them to go")."""
        if above.pos_ != "VERB":
            return []
        if found := self._children(above, self.syntax.object):
            return found
        calls = self.forms.lemma(above) in self.forms.words["calling"]
        called = [
            c for c in self._children(above, self.syntax.preposition) if calls and above.i < c.i < verb.i
        ]
        return [t for c in called for t in self._children(c, self.syntax.preposition_object)]

    def _main_verb(self, gerund: Token, noun: Token) -> Token | None:
        """The verb whose subject does what a gerund behind a comma tells: "raided two villages, burning homes"."""
        apart = gerund.i > 0 and gerund.nbor(-1).is_punct and gerund.tag_ in self.forms.tags["gerund"]
        if not apart or self.forms.lemma(noun) in self.doers:
            return None
        while noun.dep_ in self.syntax.apposition | self.syntax.conjunct:
            noun = noun.head
        if noun.dep_ in self.syntax.preposition_object:
            noun = noun.head
        verb = noun.head
        governed = noun.dep_ in self.syntax.object | self.syntax.preposition
        subject = any(c.dep_ in self.syntax.subject for c in verb.children)
        return verb if governed and subject and verb.pos_ == "VERB" else None

    def _subject_behind_preposition(self, preposition: Token, hops: int) -> list[Token]:
        governor = preposition.head
        controls = self.forms.lemma(preposition) in self.forms.prepositions["object_control"]
        if governor.pos_ in ("NOUN", "PROPN"):
            acts = governor.pos_ == "PROPN" or self.forms.lemma(governor) in self.doers
            is_object = governor.dep_ in self.syntax.object
            return [governor] if controls and acts and is_object else self._holder(governor, hops)
        if governor.pos_ not in ("VERB", "AUX"):
            return []
        objects = self._children(governor, self.syntax.object)
        if objects and controls:
            return objects
        return self._grammatical_subject(governor, hops)

    def _holder(self, noun: Token, hops: int) -> list[Token]:
        """Whose a noun is: "the army's attempt to", "the army made an attempt to"."""
        owners = self._children(noun, self.syntax.possessor)
        if owners:
            return owners
        governor = noun.head
        if governor.dep_ in self.syntax.preposition:
            governor = governor.head
        given = [c for c in self._children(governor, self.syntax.indirect_object) if c.pos_ != "ADP"]
        if given:
            return given
        if governor.pos_ == "VERB" and noun.dep_ in (self.syntax.object | self.syntax.preposition_object):
            return self._grammatical_subject(governor, hops - 1)
        return []

    def _has_subject_of_its_own(self, verb: Token) -> bool:
        return any(c.dep_ in self.syntax.subject and not self._is_relative(c) for c in verb.children)

    def _is_relative(self, token: Token) -> bool:
        return token.tag_ in self.forms.tags["relative_pronoun"]

    def _antecedent(self, token: Token, verb: Token) -> Token:
        """The noun that a relative pronoun stands for ("*of whom* two died"); any other token is its own."""
        counted = token.pos_ == "NUM" or self.forms.lemma(token) in self.forms.words["partitive"]
        of_them = counted and any(self._is_relative(t) for t in self._objects_before(verb))
        if not of_them and not self._is_relative(token):
            return token
        for _ in range(_HOPS):
            if verb.dep_ in self.syntax.relative_clause:
                antecedent: Token = verb.head
                return antecedent
            if verb.head.i == verb.i or verb.dep_ not in (self.syntax.conjunct | self.syntax.open_complement):
                break
            verb = verb.head
        return token

    def _objects_before(self, verb: Token) -> list[Token]:
        """What "of" governs before a verb that it hangs on ("of whom some were deported")."""
        of = (
            c
            for c in verb.children
            if c.i < verb.i
            and c.dep_ in self.syntax.preposition
            and self.forms.lemma(c) in self.forms.prepositions["attributive"]
        )
        return [t for c in of for t in self._children(c, self.syntax.preposition_object)]

    # -- nouns and adjectives

    def _noun(self, noun: Token) -> dict[str, list[Token]]:
        s = self.syntax
        slots = self._preposition_slots(noun)
        agents = (t for name in self.forms.prepositions["agentive"] for t in slots.get(name, ()))
        for agent in list(agents):  # "an attack by rebels on the camp": what hangs on the agent is the noun's
            for name, fillers in self._preposition_slots(agent).items():
                if name not in slots and name not in self._bound:
                    slots[name] = fillers
        for name, fillers in self._told_by_participles(noun).items():
            slots.setdefault(name, []).extend(fillers)
        slots["poss"] = self._unfold(self._children(noun, s.possessor))
        slots["modifier"] = [t for c in self._children(noun, s.modifier) for t in [c, *self._joined(c)]]
        first = noun.conjuncts[0] if noun.conjuncts and noun.dep_ in s.conjunct else noun
        governor, dep = first.head, first.dep_
        if dep in s.preposition_object:
            above, preposition = governor.head, self.forms.lemma(governor)
            if above.dep_ in s.object and above.head.pos_ == "VERB":  # "claimed responsibility for the raid"
                light = f"{self.forms.lemma(above.head)} {self.forms.lemma(above)}+{preposition}"
                above = above.head
            else:
                light = f"{self.forms.lemma(above)}+{preposition}"
            if above.pos_ == "VERB" and (
                light in self.light_verbs or self._acts_in(above, preposition, noun)
            ):
                slots["subject"] = self.subjects(above)
            return slots
        if governor.pos_ not in ("VERB", "AUX"):
            return slots
        light_verb = self._is_light(governor)
        subject = dep in (s.subject | s.passive_subject)
        if light_verb and dep not in s.subject:
            slots["subject"] = self.subjects(governor)
        if subject or light_verb:
            for name, fillers in self._preposition_slots(governor).items():
                if name not in self._bound:
                    slots.setdefault(name, []).extend(fillers)
        return slots

    def _acts_in(self, verb: Token, preposition: str, noun: Token) -> bool:
        """Whether the subject of a verb does what a noun behind "in" names ("seized it in a raid")."""
        told = any(self.forms.lemma(c) in self.forms.words["definite"] for c in noun.children)
        if preposition not in self.forms.prepositions["engaged"] or told or self.passive(verb):
            return False
        return self.forms.lemma(verb) not in self.forms.words["suffering"]

    def _told_by_participles(self, noun: Token) -> dict[str, list[Token]]:
        """Slots of the participles that say who brought a noun about: "a raid led by X", "a truce signed by A and B".

        Agents of concluding are level with each other, those of mediating stand between others.
        """
        out: dict[str, list[Token]] = {}
        words, agentive = self.forms.words, self.forms.prepositions["agentive"]
        for clause in self._children(noun, self.syntax.noun_clause):
            if clause.tag_ not in self.forms.tags["passive_participle"]:
                continue
            lemma = self.forms.lemma(clause)
            agent = None
            if lemma in words["concluding"]:
                agent = min(self.forms.prepositions["paired"])
            elif lemma in words["mediating"]:
                agent = MEDIATED
            elif not (self._is_light(clause) or lemma in words["bringing"]):
                continue
            for name, fillers in self._preposition_slots(clause).items():
                out.setdefault(agent if agent and name in agentive else name, []).extend(fillers)
        return out

    def _is_light(self, verb: Token) -> bool:
        lemma = self.forms.lemma(verb)
        particles = [self.forms.lemma(c) for c in verb.children if c.dep_ in self.syntax.particle]
        return " ".join([lemma, *particles]) in self.light_verbs

    def _adjective(self, adjective: Token) -> dict[str, list[Token]]:
        s = self.syntax
        slots = self._preposition_slots(adjective)
        head = adjective.head
        if adjective.dep_ in s.modifier:
            slots["object"] = slots["modified"] = [head]
        elif adjective.dep_ in s.predicate and head.pos_ in ("VERB", "AUX"):
            slots["object"] = self._children(head, s.object) or self._unfold(self._grammatical_subject(head))
        elif adjective.pos_ == "ADJ" and (subjects := self._children(adjective, s.subject)):
            slots["object"] = self._unfold(subjects)  # small clause: "left 12 dead"
        agents = [t for name in self.forms.prepositions["agentive"] for t in slots.get(name, ())]
        slots["subject"] = agents or slots.get("object", [])
        return slots

    # -- shared

    def _preposition_slots(self, token: Token) -> dict[str, list[Token]]:
        """Fillers by preposition; also behind a second joined preposition and the agent's."""
        out: dict[str, list[Token]] = {}
        s = self.syntax
        for child in token.children:
            given_to = child.dep_ in s.indirect_object and child.pos_ == "ADP"  # "was sent to Rome"
            if given_to or child.dep_ in s.preposition or child.dep_ in s.agent:
                for preposition in [
                    child,
                    *self._children(child, self.syntax.conjunct | self.syntax.preposition),
                ]:
                    if fillers := self._objects_of(preposition):
                        out.setdefault(self.forms.lemma(preposition), []).extend(fillers)
        return out

    def _objects_of(self, preposition: Token) -> list[Token]:
        found = self._children(preposition, self.syntax.preposition_object)
        resolved = []
        for token in found:
            verb = next((a for a in token.ancestors if a.dep_ in self.syntax.relative_clause), None)
            resolved.append(verb.head if verb is not None and self._is_relative(token) else token)
        return self._unfold(resolved)

    @staticmethod
    def _children(token: Token, labels: frozenset[str]) -> list[Token]:
        return [child for child in token.children if child.dep_ in labels]

    def _unfold(self, tokens: list[Token]) -> list[Token]:
        """Each token followed by what is joined to it ("A, B and C")."""
        return [t for token in tokens for t in (token, *self._joined(token))]

    @property
    def _bound(self) -> frozenset[str]:
        """Prepositions whose object belongs to the word before them, never to the verb above it."""
        return self.forms.prepositions["attributive"] | self.forms.prepositions["agentive"]

    def _joined(self, token: Token) -> list[Token]:
        out = []
        for child in token.children:
            own_clause = any(c.dep_ in self.syntax.subject or c.pos_ == "AUX" for c in child.children)
            if child.dep_ in self.syntax.conjunct and not own_clause:
                out += [child, *self._joined(child)]
        return out


def _unique(tokens: list[Token]) -> list[Token]:
    seen: set[int] = set()
    return [t for t in tokens if not (t.i in seen or seen.add(t.i))]  # type: ignore[func-returns-value]
