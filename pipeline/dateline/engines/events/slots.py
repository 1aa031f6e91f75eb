"""Who fills which place around a verb or noun: logical subject and object, prepositions, modifiers.

A slot is named independently of any parser: `subject`, `object`, `indirect`, `poss`, `modifier`, or a
preposition by its own lemma. Fillers are head tokens of noun phrases, coordination unfolded.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.authors import authors_of
from dateline.engines.events.clauses import HOPS
from dateline.engines.events.outcomes import sides_of_outcome
from dateline.engines.events.verb_slots import BACKED, VerbSlots
from dateline.engines.syntax import NOUNS, first_conjunct, half_before, hyphened_before

# The slot of those who stand between others.
MEDIATED = "mediated"
# The slot of those who are said to suffer what a noun tells.
SUFFERED = "suffered"
# The slot of what a hyphen joins to a participle before a noun ("*rebel*-held Taiz").
HALF = "half"
# The slot of those whose victory or defeat a fight was.
WON = "won"


@dataclass(slots=True)
class SlotReader(VerbSlots):
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
        ties = (
            self.forms.prepositions["paired"]
            | self.forms.prepositions["agentive" if pos == "NOUN" else "paired"]
        )
        slots.setdefault(BACKED, []).extend(
            self._backing(head, [t for tie in ties for t in slots.get(tie, ())])
        )
        slots[WON] = sides_of_outcome(head, self.syntax, self.forms)
        for token in [t for tokens in slots.values() for t in tokens]:
            if self.forms.lemma(token) in self.forms.words["auspices"]:  # "talks under UN auspices"
                whose = self.syntax.possessor | self.syntax.modifier
                slots.setdefault(MEDIATED, []).extend([token, *self._children(token, whose)])
        for name in self.forms.prepositions["company"] & slots.keys():  # "reached a truce with the help of X"
            helps = [t for t in slots[name] if self.forms.lemma(t) in self.forms.words["help"]]
            owners = self.syntax.possessor | self.syntax.modifier
            given = [o for t in helps for o in (*self._numbered(t), *self._children(t, owners))]
            if given:
                slots.setdefault(MEDIATED, []).extend(given)
                slots[name] = [t for t in slots[name] if t not in helps]
        own = {head.i, *(t.i for t in inner)}
        out = {name: _unique([t for t in tokens if t.i not in own]) for name, tokens in slots.items()}
        return {name: tokens for name, tokens in out.items() if tokens}

    # -- nouns and adjectives

    def _noun(self, noun: Token) -> dict[str, list[Token]]:
        s = self.syntax
        slots = self._behind(noun)
        slots["poss"] = self._unfold(self._children(noun, s.possessor))
        slots["modifier"] = [
            t for c in self._children(noun, s.modifier) for t in [c, *self._joined(c), *hyphened_before(c)]
        ]
        row = self._shared_in_row(noun, slots)
        if authors := authors_of(row, s, self.forms):
            slots["subject"] = self._unfold(authors)
        if row.dep_ in s.apposition:
            row = row.head  # "launched its last attack, Operation Bodenplatte"
        governor, dep = row.head, row.dep_
        slots = self._doers_beside(governor, dep) | slots | {SUFFERED: self._sufferers(governor, dep)}
        if dep in s.preposition_object:
            above, preposition = governor.head, self.forms.lemma(governor)
            held = s.object | s.passive_subject
            if above.dep_ in held and above.head.pos_ == "VERB":  # "claimed responsibility for the raid"
                light = f"{self.forms.lemma(above.head)} {self.forms.lemma(above)}+{preposition}"
                above = above.head
            else:
                light = f"{self.forms.lemma(above)}+{preposition}"
            by = any(slots.get(name) for name in self.forms.prepositions["agentive"])
            if authors or self._disowns(above):
                pass
            elif self._meets(above, preposition, noun) or (
                above.pos_ == "VERB"
                and (light in self.light_verbs or (not by and self._acts_in(above, preposition, noun)))
            ):
                slots["subject"] = self._engaged(above, preposition)
            elif self._is_helped_in(above, preposition):
                slots["subject"] = self.objects(above)  # "help X in the fight against Y"
            elif self._brings_together(above, preposition, noun):
                slots["subject"] = [*self.subjects(above), *self.objects(above)]
            elif above.pos_ == "VERB" and self.forms.lemma(above) in self.forms.words["accusing"]:
                slots["subject"] = self.objects(above)  # "accused X of the raid"
            if self._is_aim(governor.head, preposition, noun) and not slots.get("subject"):
                slots["subject"] = self._unfold(self._holder(governor.head, HOPS))
            if self._sides_with(noun, preposition):
                helped = [t for of in self.forms.prepositions["attributive"] for t in slots.pop(of, ())]
                slots["subject"], slots["to"] = self._sided(governor), helped
            return slots
        if governor.pos_ not in ("VERB", "AUX"):
            return slots
        light_verb = not authors and self.is_light(governor) and not self._disowns(governor)
        if (
            dep in s.object | s.passive_subject
            and self.forms.lemma(governor) in self.forms.words["mediating"]
        ):
            light_verb, slots[MEDIATED] = False, self.subjects(governor)  # "*X* arranged a truce"
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

    def _behind(self, noun: Token) -> dict[str, list[Token]]:
        """Slots of what stands behind a noun."""
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
        for name, fillers in (self._behind_doers(slots) or self._far_behind(noun)).items():
            slots.setdefault(name, fillers)
        for name, fillers in self._told_by_participles(noun).items():
            slots.setdefault(name, []).extend(fillers)
        return slots

    def _disowns(self, verb: Token) -> bool:
        """Whether somebody does not say that an act was his ("has not claimed the raid")."""
        owns = self.forms.lemma(verb) in self.forms.words["owning_up"]
        return owns and any(c.lower_ in self.forms.words["denying"] for c in verb.children)

    def _shared_in_row(self, noun: Token, slots: dict[str, list[Token]]) -> Token:
        """What stands for a noun in its clause; what is told of that, and of the first joined to it, is added."""
        s = self.syntax
        first = noun.conjuncts[0] if noun.conjuncts and noun.dep_ in s.conjunct else noun
        if first.i != noun.i and self._goes_on(first, noun):
            slots["poss"] += self._unfold(self._children(first, s.possessor))
            slots["modifier"] += [c for c in self._children(first, s.modifier) if self.names_who(c)]
        row = self.row(first)
        if row.i != first.i:
            for name, fillers in self._preposition_slots(row).items():
                if name not in self.forms.prepositions["attributive"]:
                    slots.setdefault(name, fillers)
            slots["poss"] += self._unfold(self._children(row, s.possessor))
            slots["modifier"] += self._children(row, s.modifier)
        return row

    def _goes_on(self, first: Token, noun: Token) -> bool:
        """Whether a noun shares whose act the first of its row is ("the German invasion and *occupation*")."""
        between = noun.doc[first.i + 1 : noun.i]
        return self.forms.lemma(first) in self.acts and all(
            t.pos_ in ("NOUN", "CCONJ") or t.text == "," for t in between
        )

    def _between(self, verb: Token) -> dict[str, list[Token]]:
        """Between whom something is that a verb tells to begin or go on ("clashes continued to rage *between*")."""
        below = self._children(verb, self.syntax.open_complement)
        return {
            name: fillers
            for clause in below
            for name, fillers in self._preposition_slots(clause).items()
            if name in self.forms.prepositions["paired"]
        }

    def _engaged(self, verb: Token, preposition: str) -> list[Token]:
        """Who does what a noun behind a verb tells: its subject, also "*X* was involved in the raid"."""
        if preposition not in self.forms.prepositions["engaged"] or not self.passive(verb):
            return self.subjects(verb)
        denied = any(c.lower_ in self.forms.words["denying"] for c in verb.lefts)
        return [] if denied else self.objects(verb)

    def _is_aim(self, plan: Token, preposition: str, act: Token) -> bool:
        """Whether a noun names what somebody means to do, and an act upon others behind it is that."""
        p = self.forms.prepositions
        upon = any(c.dep_ in self.syntax.preposition and c.lower_ in p["upon"] for c in act.rights)
        plans = plan.pos_ in NOUNS and self.forms.lemma(plan) in self.forms.words["planning"]
        return upon and plans and preposition in p["purpose"] | p["attributive"] | p["aimed"]

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

    def _far_behind(self, noun: Token) -> dict[str, list[Token]]:
        """Against whom an act is, where that hangs on its place or means ("a raid with guns *against* X")."""
        out: dict[str, list[Token]] = {}
        for tie in (t for t in noun.subtree if t.i > noun.i and t.dep_ in self.syntax.preposition):
            if self.forms.lemma(tie) not in self.forms.prepositions["hostile"]:
                continue
            above = [a for a in tie.ancestors if noun.is_ancestor(a)]
            told = self.forms.tags["finite"] | self.forms.tags["passive_participle"]
            acts = (a.pos_ in NOUNS and self.forms.lemma(a) in self.acts | self.doers for a in above)
            if not (any(acts) or any(a.tag_ in told for a in above)):
                out.setdefault(self.forms.lemma(tie), []).extend(self._objects_of(tie))
        return out

    def _sides_with(self, noun: Token, preposition: str) -> bool:
        """Whether a noun names help for those behind it ("in support of X", "to the aid of X"), not theirs."""
        ties = (self.forms.lemma(c) for c in self._children(noun, self.syntax.preposition))
        of = any(tie in self.forms.prepositions["attributive"] for tie in ties)
        return of and f"{preposition} {noun.lemma_.lower()}" in self.forms.words["siding"]

    def _sided(self, preposition: Token) -> list[Token]:
        """Who does something for those behind "in support of", also "for X and *in support of* Y"."""
        above = first_conjunct(preposition, self.syntax).head
        while above.pos_ != "VERB" and above.head.i != above.i:
            if above.pos_ in NOUNS and self.forms.lemma(above) in self.acts:
                break
            above = above.head  # "held the land to the river in support of X"
        return self.subjects(above) if above.pos_ == "VERB" else []

    def _told_by_participles(self, noun: Token) -> dict[str, list[Token]]:
        """Slots of the participles that say who brought a noun about: "a raid led by X", "a truce signed by A and B".

        Agents of concluding are level with each other, those of mediating stand between others.
        """
        out: dict[str, list[Token]] = {}
        words, agentive = self.forms.words, self.forms.prepositions["agentive"]
        clauses = self._children(noun, self.syntax.noun_clause | self.syntax.relative_clause)
        clauses += self._told_of_each(noun)
        for clause in clauses:
            told = clause.dep_ in self.syntax.relative_clause and self._has_subject_of_its_own(clause)
            if told and self._concludes(clause):
                out.setdefault("subject", []).extend(self.subjects(clause))  # "the truce that X had signed"
            elif told and self._binds(noun, clause):
                out.setdefault("subject", []).extend(self.subjects(clause))  # "the treaty by which X ceded Y"
            elif told and self.forms.lemma(clause) in words["mediating"] and not self.passive(clause):
                out.setdefault(MEDIATED, []).extend(self.subjects(clause))  # "the truce that X had arranged"
            elif clause.tag_ not in self.forms.tags["passive_participle"] and not (
                clause.dep_ in self.syntax.noun_clause and clause.tag_ in self.forms.tags["past"]
            ):  # "a treaty, concluded between X and Y", read as a past tense
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

    def _binds(self, noun: Token, clause: Token) -> bool:
        """Whether a relative clause says what somebody undertakes or does by a treaty."""
        agreed = self.forms.prepositions["agreed"]
        ties = (c for c in self._children(clause, self.syntax.preposition) if self.forms.lemma(c) in agreed)
        by_it = any(self._is_relative(t) for tie in ties for t in tie.children)
        return by_it and noun.lemma_.lower() in self.forms.words["treaties"] and not self.passive(clause)

    def _told_of_each(self, noun: Token) -> list[Token]:
        """Participles that tell right behind a noun of all or each that it counts ("two coups, *both led* by X")."""
        own = self.syntax.noun_subject | self.syntax.passive_subject
        counting = self.forms.words["partitive"]
        return [
            clause
            for clause in self._children(noun.head, self.syntax.adverbial_clause)
            if clause.tag_ in self.forms.tags["passive_participle"]
            and any(c.i == noun.i + 2 and c.dep_ in own and c.lower_ in counting for c in clause.lefts)
        ]

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
            (self.passive(verb) and self._own_agents(verb))
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
        elif adjective.dep_ in s.noun_clause:
            slots["object"] = [head]  # "a garrison encircled for a year"
        elif adjective.dep_ in s.predicate and head.pos_ in ("VERB", "AUX"):
            slots["object"] = self._children(head, s.object) or self._unfold(self._grammatical_subject(head))
        elif adjective.dep_ in s.conjunct and head.pos_ == "VERB" and self.passive(head):
            slots["object"] = self.objects(head)  # "was built in May and encircled by X"
        elif adjective.pos_ == "ADJ" and (subjects := self._children(adjective, s.subject)):
            slots["object"] = self._unfold(subjects)  # small clause: "left 12 dead"
        agentive = self.forms.prepositions["agentive"]
        agents = [t for name in agentive for t in slots.get(name, ())]
        joined = [c for c in self._children(adjective, s.conjunct) if c.pos_ == "VERB" and self.passive(c)]
        for name in agentive:  # "was encircled and destroyed by the rebels"
            slots.setdefault(name, [t for verb in joined for t in self._agents(verb)])
        slots["subject"] = slots.get("object") or agents
        half = half_before(adjective)
        if half is not None and half.head.i == adjective.i:
            slots[HALF] = [half]
        return slots


def _unique(tokens: list[Token]) -> list[Token]:
    seen: set[int] = set()
    return [t for t in tokens if not (t.i in seen or seen.add(t.i))]  # type: ignore[func-returns-value]
