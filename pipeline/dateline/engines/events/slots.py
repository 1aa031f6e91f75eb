"""Who fills which place around a verb or noun: logical subject and object, prepositions, modifiers.

A slot is named independently of any parser: `subject`, `object`, `indirect`, `poss`, `modifier`, or a
preposition by its own lemma. Fillers are head tokens of noun phrases, coordination unfolded.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.rows import RowReader
from dateline.engines.syntax import hyphened_before

# The slots of those who stand between others, and of those who help the subject.
MEDIATED, BACKED = "mediated", "backed"
# The slot of those who are to do what is demanded.
ASKED = "asked"
# The slot of those who are said to suffer what a noun tells.
SUFFERED = "suffered"


@dataclass(slots=True)
class SlotReader(RowReader):
    """Reads slots off the parse of one language."""

    def wholes(self, noun: Token) -> list[Token]:
        """What a noun is of ("the bodies *of ten men*")."""
        filled, own = self.fill(noun, "NOUN"), self.forms.prepositions["attributive"]
        return [token for slot in own for token in filled.get(slot, ())]

    def fill(self, head: Token, pos: str, inner: tuple[Token, ...] = ()) -> dict[str, list[Token]]:
        """Slots of a trigger; `inner` are the trigger's other words ("took *control*"), which fill none."""
        if pos == "VERB":
            slots = self._verb(head, inner)
        elif pos == "NOUN":
            slots = self._noun(head)
            for word in inner:  # "a Russian missile strike", where the missile is read as Russian
                slots["poss"] += self._children(word, self.syntax.possessor)
                slots["modifier"] += self._children(word, self.syntax.modifier)
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
                slots.setdefault("modifier", []).extend(self._children(token, self.syntax.modifier))
        if any(
            t.dep_ in self.syntax.preposition or t.lower_ in self.forms.words["completing"] for t in inner
        ):  # "took over the town" read as a preposition
            for t in inner:
                objects = [*objects, *self._objects_of(t)]
        objects = [*objects, *(name for t in inner for name in self._given(t))]
        subjects = self.subjects(verb)
        beside = self._companions(verb, subjects) if subjects else []
        sharing = self._sharing(verb, objects)
        slots["subject"] = [*subjects, *(t for t in beside if t not in sharing)]
        slots["object"] = [*objects, *sharing, *(self._fellows(slots) if self.passive(verb) else [])]
        slots[BACKED] = self._backers(verb, subjects)
        slots[ASKED] = self._asked(verb)
        indirect = self._children(verb, self.syntax.indirect_object)
        slots["indirect"] = self._unfold([t for t in indirect if t.pos_ != "ADP"])
        return slots

    def _asked(self, verb: Token) -> list[Token]:
        """Who is to do what a clause demands ("demanded that *the king* abdicate")."""
        if self.forms.lemma(verb) not in self.forms.words["demanding"]:
            return []
        clauses = [c for c in self._children(verb, self.syntax.complement) if c.pos_ in ("VERB", "AUX")]
        active = (c for c in clauses if c.i > verb.i and not self.passive(c))
        return [t for c in active for t in self._unfold(self._children(c, self.syntax.noun_subject))]

    def _given(self, office: Token) -> list[Token]:
        """Who is given an office that is read as the object ("elected *Salim* president")."""
        if office.dep_ not in self.syntax.object:
            return []
        before = self._children(office, self.syntax.modifier)
        return [c for c in before if c.pos_ == "PROPN" and c.i == office.i - 1]

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
                elif joined and word.head in subjects and word.i < verb.i:  # "Antony, with Lepidus, marched"
                    out += [t for t in self._named_in_phrase(word) if t.i < verb.i]
        return out

    def _named_in_phrase(self, preposition: Token) -> list[Token]:
        """The names behind a preposition, or in apposition behind it ("with other generals, A and B")."""
        objects = self._objects_of(preposition)
        apposed = [t for o in objects for t in self._unfold(self._children(o, self.syntax.apposition))]
        counted = self.forms.words["indefinite_articles"]  # "a man with a Kalashnikov"
        named = (t for t in (*objects, *apposed) if t.pos_ == "PROPN")
        definite = (t for t in named if not any(c.lower_ in counted for c in t.lefts))
        return [t for t in definite if t.i + 1 < len(t.doc) and not self._told_how(t)]

    def _told_how(self, name: Token) -> bool:
        """Whether words right behind a name say how it is with it ("with Moscow *in flames*")."""
        tie = name.nbor(1)
        return tie.pos_ == "ADP" and tie.lower_ not in self.forms.prepositions["attributive"]

    def _sharing(self, verb: Token, objects: list[Token]) -> list[Token]:
        """Those to whom it is done together with the object ("murdered the minister together with ten guards")."""
        if not objects or self.forms.lemma(verb) not in self.forms.words["harming"] or self.passive(verb):
            return []
        below = [c for host in (verb, *objects) for child in host.children for c in (child, *child.children)]
        return [
            t
            for word in below
            if word.i > objects[0].i
            and self.forms.lemma(word) in self.forms.prepositions["company"]
            and word.nbor(-1).lower_ in self.forms.words["together"]
            for t in self._objects_of(word)
        ]

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
        backed = [t for c in self._asides(verb, subjects, "backing") for t in self._agents(c)]
        return [*backed, *(t for host in (verb, *subjects) for t in self._helpers(host))]

    def _helpers(self, host: Token) -> list[Token]:
        """Whose help a phrase at a verb or its subject names: "with support from X", "with X's aid"."""
        ties = (c for c in host.children if self.forms.lemma(c) in self.forms.prepositions["company"])
        nouns = [t for c in ties for t in self._objects_of(c)]
        helps = [t for t in nouns if self.forms.lemma(t) in self.forms.words["help"]]
        sources = self.forms.prepositions["source"] | self.forms.prepositions["attributive"]
        behind = [c for t in helps for c in t.rights if self.forms.lemma(c) in sources]
        owners = [c for t in helps for c in self._children(t, self.syntax.possessor | self.syntax.modifier)]
        return [*(t for c in behind for t in self._objects_of(c)), *self._unfold(owners)]

    def _asides(self, verb: Token, subjects: list[Token], words: str) -> list[Token]:
        """Passive participles beside the subject of a verb, or before it, of these words."""
        s = self.syntax
        clauses = [c for t in subjects for c in self._children(t, s.noun_clause)]
        clauses += self._children(verb, s.adverbial_clause)
        tags = self.forms.tags["passive_participle"]
        return [c for c in clauses if c.tag_ in tags and self.forms.lemma(c) in self.forms.words[words]]

    # -- nouns and adjectives

    def _noun(self, noun: Token) -> dict[str, list[Token]]:
        s = self.syntax
        slots = self._preposition_slots(noun)
        for name, fillers in self._behind_places(noun).items():
            slots.setdefault(name, []).extend(fillers)
        for name, fillers in self.shared(noun).items():
            slots.setdefault(name, fillers)
        agents = (t for name in self.forms.prepositions["agentive"] for t in slots.get(name, ()))
        for agent in list(agents):  # "an attack by rebels on the camp": what hangs on the agent is the noun's
            for name, fillers in self._preposition_slots(agent).items():
                if name not in slots and name not in self._bound:
                    slots[name] = fillers
        for name, fillers in self._behind_doers(slots).items():
            slots.setdefault(name, fillers)
        for name, fillers in self._told_by_participles(noun).items():
            slots.setdefault(name, []).extend(fillers)
        slots["poss"] = self._unfold(self._children(noun, s.possessor))
        slots["modifier"] = [
            t for c in self._children(noun, s.modifier) for t in [c, *self._joined(c), *hyphened_before(c)]
        ]
        first = noun.conjuncts[0] if noun.conjuncts and noun.dep_ in s.conjunct else noun
        row = self.row(first)
        if row.i != first.i:
            for name, fillers in self._preposition_slots(row).items():
                if name not in self.forms.prepositions["attributive"]:
                    slots.setdefault(name, fillers)
            slots["poss"] += self._unfold(self._children(row, s.possessor))
            slots["modifier"] += self._children(row, s.modifier)
        if row.dep_ in s.apposition:
            row = row.head  # "launched its last attack, Operation Bodenplatte"
        governor, dep = row.head, row.dep_
        slots[SUFFERED] = self._sufferers(governor, dep)
        if dep in s.preposition_object:
            above, preposition = governor.head, self.forms.lemma(governor)
            if above.dep_ in s.object and above.head.pos_ == "VERB":  # "claimed responsibility for the raid"
                light = f"{self.forms.lemma(above.head)} {self.forms.lemma(above)}+{preposition}"
                above = above.head
            else:
                light = f"{self.forms.lemma(above)}+{preposition}"
            if self._meets(above, preposition, noun) or (
                above.pos_ == "VERB"
                and (light in self.light_verbs or self._acts_in(above, preposition, noun))
            ):
                slots["subject"] = self.subjects(above)
            elif self._is_helped_in(above, preposition):
                slots["subject"] = self.objects(above)  # "help X in the fight against Y"
            elif above.pos_ == "VERB" and self.forms.lemma(above) in self.forms.words["accusing"]:
                slots["subject"] = self.objects(above)  # "accused X of the raid"
            if self._sides_with(noun, preposition) and above.pos_ == "VERB":
                slots["subject"], slots["to"] = self.subjects(above), slots.pop("of")
            return slots
        if governor.pos_ not in ("VERB", "AUX"):
            return slots
        light_verb = self.is_light(governor)
        subject = dep in (s.subject | s.passive_subject)
        if light_verb and dep not in s.subject:
            subjects = self.subjects(governor)
            slots["subject"] = [*subjects, *(self._companions(governor, subjects) if subjects else [])]
        if subject or light_verb or slots[SUFFERED]:
            # "The raids increased support from X": what hangs on the object does not say whose they were.
            objects = self._children(governor, s.object) if subject else []
            taken = self.forms.prepositions["source"] if objects else frozenset()
            for name, fillers in self._preposition_slots(governor).items():
                if name not in self._bound | taken:
                    slots.setdefault(name, []).extend(fillers)
        if subject:
            for name, fillers in self._between(governor).items():
                slots.setdefault(name, fillers)
        return slots

    def _sufferers(self, governor: Token, dep: str) -> list[Token]:
        """Who is said to suffer what a noun tells: "*X* suffered raids", "*X* was subjected to raids"."""
        words = self.forms.words
        if dep in self.syntax.object and self.forms.lemma(governor) in words["undergoing"]:
            return self.subjects(governor)
        exposed = (
            dep in self.syntax.preposition_object and governor.lower_ in self.forms.prepositions["yielded"]
        )
        if exposed and self.forms.lemma(governor.head) in words["exposing"]:
            return self.objects(governor.head)
        return []

    def _between(self, verb: Token) -> dict[str, list[Token]]:
        """Between whom something is that a verb tells to begin or go on ("clashes continued to rage *between*")."""
        below = self._children(verb, self.syntax.open_complement)
        return {
            name: fillers
            for clause in below
            for name, fillers in self._preposition_slots(clause).items()
            if name in self.forms.prepositions["paired"]
        }

    def _is_helped_in(self, verb: Token, preposition: str) -> bool:
        """Whether those to whom a verb says help is given do what a noun behind "in" names."""
        helps = verb.pos_ == "VERB" and self.forms.lemma(verb) in self.forms.words["aiding"]
        return helps and preposition in self.forms.prepositions["engaged"] and not self.passive(verb)

    def _behind_places(self, noun: Token) -> dict[str, list[Token]]:
        """Slots that a parser hangs on a place before them ("clashes in X *between* A and B")."""
        prepositions, s = self.forms.prepositions, self.syntax
        own = prepositions["paired"] | prepositions["agentive"]
        out: dict[str, list[Token]] = {}
        for child in self._children(noun, s.preposition):
            if self.forms.lemma(child) in prepositions["locative"]:
                below = [t for t in child.subtree if t.dep_ in s.preposition and self.forms.lemma(t) in own]
                for preposition in below:
                    if not any(a.pos_ == "VERB" for a in preposition.ancestors if child.is_ancestor(a)):
                        out.setdefault(self.forms.lemma(preposition), []).extend(
                            self._objects_of(preposition)
                        )
        return out

    def _behind_doers(self, slots: dict[str, list[Token]]) -> dict[str, list[Token]]:
        """Against whom an act is, where that hangs on those who do it ("a revolt of miners against the junta")."""
        out: dict[str, list[Token]] = {}
        doers = (t for name in self.forms.prepositions["attributive"] for t in slots.get(name, ()))
        for doer in doers:
            for name, fillers in self._preposition_slots(doer).items():
                if name in self.forms.prepositions["hostile"]:
                    out.setdefault(name, []).extend(fillers)
        return out

    def _sides_with(self, noun: Token, preposition: str) -> bool:
        """Whether a noun names help for those behind it ("in support of X", "to the aid of X"), not theirs."""
        ties = (self.forms.lemma(c) for c in self._children(noun, self.syntax.preposition))
        of = any(tie in self.forms.prepositions["attributive"] for tie in ties)
        return of and f"{preposition} {noun.lemma_.lower()}" in self.forms.words["siding"]

    def _meets(self, verb: Token, preposition: str, noun: Token) -> bool:
        """Whether the subject of a verb is of those who meet or agree.

        "Visited Accra for talks", "was in talks with X", "by the treaty X ceded the island".
        """
        word, words = noun.lemma_.lower(), self.forms.words
        if word in words["treaties"] and preposition in self.forms.prepositions["agreed"]:
            return verb.pos_ == "VERB" and not self.passive(verb)
        if word not in words["parleys"]:
            return False
        if verb.pos_ == "AUX":
            return preposition in self.forms.prepositions["engaged"]
        visits = self.forms.lemma(verb) in words["visiting"] and not self.passive(verb)
        return visits and preposition in self.forms.prepositions["purpose"]

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
        clauses = self._children(noun, self.syntax.noun_clause | self.syntax.relative_clause)
        for clause in clauses:
            told = clause.dep_ in self.syntax.relative_clause and self._has_subject_of_its_own(clause)
            if told and self._concludes(clause):
                out.setdefault("subject", []).extend(self.subjects(clause))  # "the truce that X had signed"
            elif clause.tag_ not in self.forms.tags["passive_participle"]:
                continue
            lemma = self.forms.lemma(clause)
            agent = None
            if lemma in words["concluding"]:
                agent = min(self.forms.prepositions["paired"])
            elif lemma in words["mediating"]:
                agent = MEDIATED
            elif lemma in words["backing"]:
                agent = BACKED  # "a revolt supported by X"
            elif not (self.is_light(clause) or lemma in words["bringing"]):
                continue
            for name, fillers in self._preposition_slots(clause).items():
                out.setdefault(agent if agent and name in agentive else name, []).extend(fillers)
        return out

    def _concludes(self, verb: Token) -> bool:
        """Whether a verb with a gap for its object brings about what the gap stands for."""
        lemma = self.forms.lemma(verb)
        filled = self.syntax.object | self.syntax.open_complement | self.syntax.complement
        own = [c for c in self._children(verb, filled) if not self._is_relative(c)]
        return not own and (lemma in self.forms.words["concluding"] or self.is_light(verb))

    def is_light(self, verb: Token) -> bool:
        """Whether a verb lends its subject to the noun it governs.

        "Halted by X" is what the other side does, and so is halting "the British advance".
        """
        lemma = self.forms.lemma(verb)
        if lemma in self.forms.words["halting"] and (
            self._children(verb, self.syntax.agent)
            or any(map(self._is_anothers, self._children(verb, self.syntax.object)))
        ):
            return False
        particles = [self.forms.lemma(c) for c in verb.children if c.dep_ in self.syntax.particle]
        return " ".join([lemma, *particles]) in self.light_verbs

    def _is_anothers(self, noun: Token) -> bool:
        """Whether a noun says whose it is: by an adjective made of a name, a word for those who act, an owner."""
        s = self.syntax
        owners = [c for c in self._children(noun, s.possessor) if c.pos_ != "PRON"]
        before = self._children(noun, s.modifier)
        peoples = [c for c in before if (c.pos_ == "ADJ" and c.text[0].isupper()) or c.lemma_ in self.doers]
        return bool(owners or peoples)

    def _adjective(self, adjective: Token) -> dict[str, list[Token]]:
        s = self.syntax
        slots = self._preposition_slots(adjective)
        head = adjective.head
        if adjective.dep_ in s.modifier:
            slots["object"] = slots["modified"] = [head]
        elif adjective.dep_ in s.predicate and head.pos_ in ("VERB", "AUX"):
            slots["object"] = self._children(head, s.object) or self._unfold(self._grammatical_subject(head))
        elif adjective.dep_ in s.conjunct and head.pos_ == "VERB" and self.passive(head):
            slots["object"] = self.objects(head)  # "was built in May and encircled by X"
        elif adjective.pos_ == "ADJ" and (subjects := self._children(adjective, s.subject)):
            slots["object"] = self._unfold(subjects)  # small clause: "left 12 dead"
        agents = [t for name in self.forms.prepositions["agentive"] for t in slots.get(name, ())]
        slots["subject"] = slots.get("object") or agents
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
                    fillers = self._objects_of(preposition)
                    if fillers and not self._tells_of(preposition, fillers):
                        out.setdefault(self.forms.lemma(preposition), []).extend(fillers)
        return out

    def _tells_of(self, preposition: Token, fillers: list[Token]) -> bool:
        """Whether a phrase behind a comma tells what happened to somebody (", with the garrison killed")."""
        if self.forms.lemma(preposition) not in self.forms.prepositions["company"] or preposition.i == 0:
            return False
        last = preposition.doc[fillers[-1].right_edge.i]
        tags = self.forms.tags["passive_participle"] | self.forms.tags["past"]
        ends = last.tag_ in tags and last.i > fillers[-1].i
        return bool(preposition.nbor(-1).is_punct and ends)


def _unique(tokens: list[Token]) -> list[Token]:
    seen: set[int] = set()
    return [t for t in tokens if not (t.i in seen or seen.add(t.i))]  # type: ignore[func-returns-value]
