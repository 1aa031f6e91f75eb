"""Who fills which place around a verb: its logical subject and object, those beside and behind the subject."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.rows import RowReader
from dateline.engines.syntax import governed

# The slot of those who help the subject, and of those who are to do what is demanded.
BACKED, ASKED = "backed", "asked"


@dataclass(slots=True)
class VerbSlots(RowReader):
    """Reads the slots of verbs off the parse of one language, and those of prepositions for any word."""

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
        dies = self.forms.lemma(verb) in self.forms.words["perishing"] and not objects
        fellows = self._fellows(slots) if dies or self.passive(verb) else []
        slots["subject"] = [*subjects, *(t for t in beside if t not in sharing), *(fellows if dies else [])]
        slots["object"] = [*objects, *sharing, *([] if dies else fellows)]
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
        """Those to whom it is done together with the object ("murdered the minister together with ten guards").

        In the passive they stand before the doer ("were killed along with ten guards by X").
        """
        if not objects or self.forms.lemma(verb) not in self.forms.words["harming"]:
            return []
        passive = self.passive(verb)
        first = verb.i if passive else objects[0].i
        last = min((t.i for t in self.subjects(verb) if passive), default=len(verb.doc))
        below = [c for host in (verb, *objects) for child in host.children for c in (child, *child.children)]
        return [
            t
            for word in below
            if first < word.i < last
            and self.forms.lemma(word) in self.forms.prepositions["company"]
            and word.nbor(-1).lower_ in self.forms.words["together"]
            for t in self._objects_of(word)
        ]

    def _fellows(self, slots: dict[str, list[Token]]) -> list[Token]:
        """Those of the subject with whom it is done to it, or befalls it ("was shot with 20 of his men")."""
        found = (t for p in self.forms.prepositions["company"] for t in slots.get(p, ()))
        own = [t for t in found if any(self._is_his(whole) for whole in (t, *self._numbered(t)))]
        return self._unfold(own)

    def _numbered(self, number: Token) -> list[Token]:
        """What a number or a word for one counts ("20 *of his men*")."""
        return governed(number, self.forms.prepositions["attributive"], self.syntax, self.forms)

    def _is_his(self, noun: Token) -> bool:
        """Whether a noun is said to be somebody's by a pronoun."""
        return any(c.pos_ == "PRON" for c in self._children(noun, self.syntax.possessor))

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
        return [
            *self._backing(verb, subjects),
            *(t for host in (verb, *subjects) for t in self._helpers(host)),
        ]

    def _backing(self, word: Token, doers: list[Token]) -> list[Token]:
        """Those by whom a participle says that some who act are helped ("a fight between X, backed by Y, and Z")."""
        return [t for c in self._asides(word, doers, "backing") for t in self._agents(c)]

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

    def _sufferers(self, governor: Token, dep: str) -> list[Token]:
        """Who is said to suffer what a noun tells: "*X* suffered raids", "*X* was subjected to raids".

        Or is its victim ("*X* were the target of raids").
        """
        words = self.forms.words
        if dep in self.syntax.object and self.forms.lemma(governor) in words["undergoing"]:
            return self.subjects(governor)
        exposed = (
            dep in self.syntax.preposition_object and governor.lower_ in self.forms.prepositions["yielded"]
        )
        if exposed and self.forms.lemma(governor.head) in words["exposing"]:
            return self.objects(governor.head)
        of = (
            dep in self.syntax.preposition_object
            and self.forms.lemma(governor) in (self.forms.prepositions["attributive"])
        )
        if (
            of
            and governor.head.dep_ in self.syntax.predicate
            and governor.head.lower_ in words["suffered_by"]
        ):
            return self._unfold(self._children(governor.head.head, self.syntax.subject))
        return []

    def _doers_beside(self, governor: Token, dep: str) -> dict[str, list[Token]]:
        """Who does what a noun tells, behind its governor: "subjected to raids *by X*", "saw cases of rape *by X*"."""
        s = self.syntax
        if dep in s.preposition_object and self._sufferers(governor, dep):
            above = governor.head
        elif governor.pos_ == "VERB" and dep in s.object and not self.passive(governor):
            above = governor
        elif self._led_to(governor, dep):
            above = governor.head
        else:
            return {}
        behind = self._preposition_slots(above)
        return {name: behind[name] for name in behind.keys() & self.forms.prepositions["agentive"]}

    def _led_to(self, governor: Token, dep: str) -> bool:
        """Whether a verb says that something came to what a noun tells ("led to the overthrow of X *by Y*")."""
        above = governor.head
        if dep not in self.syntax.preposition_object or above.pos_ != "VERB" or self.passive(above):
            return False
        by = [c for c in above.rights if self.forms.lemma(c) in self.forms.prepositions["agentive"]]
        exposed = governor.lower_ in self.forms.prepositions["yielded"]
        return exposed and all(c.i > governor.i for c in by)

    def _meets(self, verb: Token, preposition: str, noun: Token) -> bool:
        """Whether the subject of a verb is of those who meet or agree.

        "Visited Accra for talks", "was in talks with X", "by the treaty X ceded the island".
        """
        word, words = noun.lemma_.lower(), self.forms.words
        if word in words["treaties"] and preposition in self.forms.prepositions["agreed"]:
            return verb.pos_ == "VERB" and not self.passive(verb)
        if word not in words["parleys"]:
            return False
        if preposition in self.forms.prepositions["attended"]:  # "at the summit X ruled out concessions"
            speaks = verb.pos_ == "VERB" and self.forms.lemma(verb) not in words["harming"]
            return speaks and noun.i < verb.i and not self.passive(verb)
        if verb.pos_ == "AUX":
            return preposition in self.forms.prepositions["engaged"]
        visits = self.forms.lemma(verb) in words["visiting"] and not self.passive(verb)
        return visits and preposition in self.forms.prepositions["purpose"]

    def _brings_together(self, verb: Token, preposition: str, noun: Token) -> bool:
        """Whether those to whom a verb is done meet him who does it ("invited them to a conference")."""
        meets = (
            noun.lemma_.lower() in self.forms.words["parleys"]
            and preposition in self.forms.prepositions["yielded"]
        )
        return meets and self.forms.lemma(verb) in self.forms.words["inviting"] and not self.passive(verb)

    def _acts_in(self, verb: Token, preposition: str, noun: Token) -> bool:
        """Whether the subject of a verb does what a noun behind "in" names, or "with" behind an object.

        "Seized it in a raid", "weakened the fort with daily raids".
        """
        told = any(self.forms.lemma(c) in self.forms.words["definite"] for c in noun.children)
        means = preposition in self.forms.prepositions["company"] and any(
            c.dep_ in self.syntax.object and c.i < noun.i for c in verb.rights
        )
        words = self.forms.words
        others = self.forms.lemma(noun) in words["help"] or any(
            c.lower_ in self.forms.prepositions["purpose"] for c in noun.rights
        )
        means = means and not others and self.forms.lemma(verb) not in words["imputing"]
        if not (means or preposition in self.forms.prepositions["engaged"]) or told or self.passive(verb):
            return False
        return self.forms.lemma(verb) not in self.forms.words["suffering"]

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
                    aside = self._tells_of(preposition, fillers) or self._publishes(fillers)
                    if fillers and not aside:
                        out.setdefault(self.forms.lemma(preposition), []).extend(fillers)
        return out

    def _publishes(self, fillers: list[Token]) -> bool:
        """Whether a phrase only tells where something was made public ("claimed the attack *on Telegram*")."""
        return any(t.pos_ == "PROPN" and t.lower_ in self.forms.words["channels"] for t in fillers)

    def _tells_of(self, preposition: Token, fillers: list[Token]) -> bool:
        """Whether a phrase behind a comma tells what happened to somebody (", with the garrison killed")."""
        company = self.forms.lemma(preposition) in self.forms.prepositions["company"]
        if not company or preposition.i == 0 or not fillers:
            return False
        last = preposition.doc[fillers[-1].right_edge.i]
        tags = self.forms.tags["passive_participle"] | self.forms.tags["past"]
        ends = last.tag_ in tags and last.i > fillers[-1].i
        return bool(preposition.nbor(-1).is_punct and ends)
