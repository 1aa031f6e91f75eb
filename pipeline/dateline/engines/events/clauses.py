"""Who does what to whom in a clause: logical subject and object of a verb, whatever its form."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.events.causatives import causer, sufferers
from dateline.engines.events.passives import Passives
from dateline.engines.syntax import NOUNS, hyphened_before, is_infinitive

HOPS = 6  # clauses that a search for a subject may climb; real sentences need three
_BETWEEN = 8  # tokens between two participles that share the agent behind the second


@dataclass(slots=True)
class ClauseReader(Passives):
    """Reads clauses off the parse of one language; `light_verbs` lend their subject to the noun they govern.

    `doers` are lemmas of nouns for those who act ("accused the soldiers of looting"), `acts` of those that tell an act.
    """

    light_verbs: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()

    def is_noun(self, token: Token) -> bool:
        """Whether a word tagged as a verb is governed as a noun ("the Homs airstrikes", "11,000 displaced")."""
        s = self.syntax
        return token.dep_ in s.preposition_object | s.object and any(
            c.dep_ in s.modifier or c.pos_ == "NUM" or self.forms.lemma(c) in self.forms.words["definite"]
            for c in token.lefts
        )

    def subjects(self, verb: Token) -> list[Token]:
        """Logical subjects: by-agents of a passive, else the grammatical subject."""
        if sufferers(verb, self.syntax, self.forms):
            return self._agents(verb) or self._unfold(
                self._grammatical_subject(causer(verb, self.syntax, self.forms))
            )
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
        for clause in self._children(verb, self.syntax.complement | self.syntax.open_complement):
            bare = clause.pos_ == "ADJ" and not any(c.pos_ in ("AUX", "SCONJ") for c in clause.children)
            if bare and (left := self._children(clause, self.syntax.subject)):
                return self._unfold(left)  # "left twelve men dead"
            if clause.dep_ in self.syntax.complement and (named := self._named_in(clause)):
                return self._unfold(named)
            if (let := self._let_do(verb, clause)) and clause.dep_ in self.syntax.complement:
                return self._unfold(let)
        gap = verb.dep_ in self.syntax.relative_clause and self._has_subject_of_its_own(verb)
        if gap and not any(self._is_relative(t) for t in verb.subtree):
            return [verb.head]  # "the towns rebels captured"
        for child in verb.children:  # "attacked and captured Homs": the object stands by the last verb
            if child.dep_ in self.syntax.conjunct and child.pos_ == "VERB" and child.i - verb.i <= 3:
                last = self._children(child, self.syntax.object)
                return self._unfold(last) if last or self.passive(child) else self.objects(child)
        return []

    def _let_do(self, verb: Token, clause: Token) -> list[Token]:
        """Whom a verb lets do what a clause tells, read as its subject ("let *the hostages* go")."""
        bare = clause.tag_ in self.forms.tags["base_form"]
        if self.forms.lemma(verb) not in self.forms.words["letting"] or not bare:
            return []
        return [c for c in self._children(clause, self.syntax.subject) if verb.i < c.i < clause.i]

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
        if found := self._own_agents(verb):
            return found
        head = verb.head
        if verb.dep_ in self.syntax.conjunct and head.pos_ == "VERB" and self.passive(head):
            bare = not self._children(verb, self.syntax.passive_auxiliary)
            shared = self._agent_after(verb) or (
                bare and (self._harms(verb) or self._left_out_auxiliary(verb))
            )
            goes_on = not self._children(verb, self.syntax.passive_subject)
            shared = shared or (goes_on and self._harms(verb) and self._harms(head))
            found = self._own_agents(head) if shared else []
        if not found:  # "was attacked and captured by rebels": the agent stands by the last verb
            for child in verb.children:
                if child.dep_ in self.syntax.conjunct and child.pos_ == "VERB" and self._close(verb, child):
                    return self._agents(child) if self.passive(child) else []
        return found

    def _harms(self, verb: Token) -> bool:
        return self.forms.lemma(verb) in self.forms.words["harming"]

    def _close(self, verb: Token, joined: Token) -> bool:
        """Whether two verbs are one phrase with "and": side by side, or with no more than how or where between."""
        between = verb.doc[verb.i + 1 : joined.i]
        words, s = self.forms.words, self.syntax
        if self.forms.lemma(joined) in words["succeeding"]:
            return False  # "was strangled and replaced by his son"
        bare = not any(t.is_punct or t.pos_ in ("VERB", "AUX") or t.dep_ in s.agent for t in between)
        deeds = words["transitive"] | words["hitting"] | words["holding"]
        done = self.forms.lemma(joined) in deeds
        return len(between) < 3 or (bare and done and len(between) < _BETWEEN)

    def _own_agents(self, verb: Token) -> list[Token]:
        """Those by whom, or at whose orders, something is said to be done at the verb itself."""
        ties = [c for c in verb.children if c.dep_ in self.syntax.agent]
        found = [who for tie in ties for o in self._objects_of(tie) for who in self._at_behest(o) or [o]]
        told = [] if found else [c for c in verb.children if c.dep_ in self.syntax.preposition]
        ties = [c for c in told if self.forms.lemma(c) not in self.forms.prepositions["defying"]]
        found += [who for tie in ties for o in self._objects_of(tie) for who in self._at_behest(o)]
        if any(map(self._may_act, found)) or not self.passive(verb):
            return found
        return found + [t for t in self._deeper_agents(verb) if t not in found]

    def _may_act(self, token: Token) -> bool:
        """Whether a word may stand for somebody who acts: a name, a pronoun, a noun for those who do."""
        return token.pos_ not in ("NOUN", "NUM") or self.forms.lemma(token) in self.doers

    def _deeper_agents(self, verb: Token) -> list[Token]:
        """The agents of a passive that hang on another word of it: "were helped in this work *by X*".

        So on him to whom or where it is done, on what it is called, on an infinitive ("sent to the king *by X*",
        "branded a traitor *by X*", "sentenced to hang *by X*"): there only those who may act.
        """
        p, s = self.forms.prepositions, self.syntax
        ties = self._children(verb, s.preposition | s.agent)
        within = [o for tie in ties if self.forms.lemma(tie) in p["engaged"] for o in self._objects_of(tie)]
        below = (c for o in within for c in self._children(o, s.preposition))
        if found := [t for c in below if self.forms.lemma(c) in p["agentive"] for t in self._objects_of(c)]:
            return found
        goals = [o for tie in ties for o in self._objects_of(tie)]
        where = [
            c for o in goals if self.forms.lemma(o) not in self.acts for c in self._children(o, s.preposition)
        ]
        goals += [o for c in where for o in self._objects_of(c)] + self._children(verb, s.object)
        hosts = [t for t in goals if self.forms.lemma(t) not in self.acts]
        aims = self._children(verb, s.open_complement | s.adverbial_clause)
        hosts += [c for c in aims if c.i > verb.i and is_infinitive(c, self.forms)]
        behind = [c for host in (verb, *hosts) for c in self._children(host, s.preposition | s.agent)]
        agents = (t for c in behind if self.forms.lemma(c) in p["agentive"] for t in self._objects_of(c))
        return [t for t in agents if t.i > verb.i and self._is_doer(t)]

    def _is_doer(self, token: Token) -> bool:
        """Whether a word is a name that is no date, or a noun for those who act."""
        if token.pos_ == "PROPN":
            return token.lower_ not in self.forms.words["calendar"]
        return token.pos_ == "NOUN" and self._may_act(token) and not self._is_bare(token)

    def _is_bare(self, noun: Token) -> bool:
        """Whether a noun in the singular has no article or owner ("by Chadian *count*")."""
        told = any(c.dep_ in self.syntax.possessor or c.pos_ in ("DET", "NUM") for c in noun.lefts)
        return noun.pos_ == "NOUN" and not told and noun.tag_ not in self.forms.tags["plural"]

    def _at_behest(self, noun: Token) -> list[Token]:
        """By whose order, or hands, something is done ("on the orders of X", "at X's behest")."""
        if self.forms.lemma(noun) not in self.forms.words["behest"]:
            return []
        own = self.forms.prepositions["attributive"]
        of = [c for c in self._children(noun, self.syntax.preposition) if self.forms.lemma(c) in own]
        return [t for c in of for t in self._objects_of(c)] or self._children(noun, self.syntax.possessor)

    def _agent_after(self, verb: Token) -> bool:
        """Whether the agent of the verb that `verb` is joined to stands behind `verb`: both share it."""
        return any(c.dep_ in self.syntax.agent and c.i > verb.i for c in verb.head.children)

    def _grammatical_subject(self, verb: Token, hops: int = HOPS) -> list[Token]:
        labels = self.syntax.subject | self.syntax.passive_subject
        own = [self._antecedent(child, verb) for child in verb.children if child.dep_ in labels]
        own = own or self._lent_to_participle(verb)
        if own or not hops:
            return own
        head, dep, s = verb.head, verb.dep_, self.syntax
        if dep in (s.relative_clause | s.noun_clause):
            if is_infinitive(verb, self.forms):
                return self._holder(head, hops) or self._said_to_be(head)
            if dep in s.noun_clause and self._tells(verb, head) and (author := self._holder(head, hops)):
                return author
            main = self._main_verb(verb, head) if dep in s.noun_clause else None
            return self._grammatical_subject(main, hops - 1) if main is not None else [head]
        if head.i == verb.i or head.pos_ not in ("VERB", "AUX", "ADP", "SCONJ", "ADJ", "NOUN"):
            return []
        if dep in s.conjunct and (head.pos_ in ("VERB", "AUX") or self._follows_predicate(verb)):
            return self._grammatical_subject(head, hops - 1)
        if dep in (s.open_complement | s.complement):
            return self._controllers(head, verb) or self._grammatical_subject(head, hops - 1)
        gerund = verb.tag_ in self.forms.tags["gerund"]
        if dep in s.adverbial_clause:
            if gerund and head.pos_ == "VERB" and self.passive(head):
                return self._agents(head)
            given = self._children(head, s.indirect_object) if is_infinitive(verb, self.forms) else []
            if given and given[0].pos_ != "ADP":
                return given  # "gave the rebels ten days to leave"
            return self._grammatical_subject(head, hops - 1) if head.pos_ in ("VERB", "AUX") else []
        acts = gerund and dep in s.preposition_object and head.head.pos_ == "VERB"
        if dep in s.preposition_clause or acts:
            return self._subject_behind_preposition(head, hops - 1)  # "before escaping, X burnt the port"
        if dep in s.predicate and head.pos_ in ("VERB", "AUX"):  # "they were unable to land"
            return self._grammatical_subject(head, hops - 1)
        return []

    def _lent_to_participle(self, verb: Token) -> list[Token]:
        """The subject that a parser hangs on a participle before the verb ("X, having been routed, attacked Y")."""
        gerund = self.forms.tags["gerund"]
        for clause in self._children(verb, self.syntax.adverbial_clause):
            having = any(c.pos_ == "AUX" and c.tag_ in gerund for c in clause.children)
            if clause.i < verb.i and having:
                labels = self.syntax.subject | self.syntax.passive_subject
                found = [c for c in self._children(clause, labels) if c.i < clause.i]
                found = [c for c in found if any(t.is_punct for t in verb.doc[c.i : clause.i])]
                if found:
                    return found
        return []

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

    def _tells(self, gerund: Token, noun: Token) -> bool:
        """Whether a gerund says what words made public say ("issued a statement *claiming* to hold X")."""
        return (
            gerund.tag_ in self.forms.tags["gerund"] and self.forms.lemma(noun) in self.forms.words["telling"]
        )

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
        """Whose a noun is: "the army's attempt to", "an attempt by the army to", "the army made an attempt to"."""
        owners = self._children(noun, self.syntax.possessor)
        if owners and not self._is_ones_own(noun, owners[0]):
            return owners
        tries = self.forms.lemma(noun) in self.forms.words["trying"]
        if tries and (
            peoples := [c for c in self._children(noun, self.syntax.modifier) if self.names_who(c)]
        ):
            return [t for c in peoples[-1:] for t in (*hyphened_before(c), c, *self._joined(c))]
        ties = self._children(noun, self.syntax.preposition | self.syntax.agent)
        strives = self.forms.lemma(noun) in self.forms.words["striving"]
        own = self.forms.prepositions["attributive"] if strives else frozenset()  # "the failure of X to"
        agentive = (t for t in ties if self.forms.lemma(t) in self.forms.prepositions["agentive"] | own)
        if agents := [t for tie in agentive for t in self._objects_of(tie)]:
            return agents
        governor = noun.head
        if governor.dep_ in self.syntax.preposition:
            governor = governor.head
        given = [c for c in self._children(governor, self.syntax.indirect_object) if c.pos_ != "ADP"]
        if given:
            return given
        if governor.pos_ == "VERB" and noun.dep_ in (self.syntax.object | self.syntax.preposition_object):
            return self._grammatical_subject(governor, hops - 1)
        return []

    def names_who(self, word: Token) -> bool:
        """Whether a word before a noun says whose it is: an adjective made of a name, a noun for those who act."""
        return bool((word.pos_ in ("ADJ", "PROPN") and word.text[0].isupper()) or word.lemma_ in self.doers)

    def _is_ones_own(self, noun: Token, owner: Token) -> bool:
        """Whether a verb that lends its subject to a noun stands before a pronoun ("announced *their* decision to")."""
        light = self.forms.lemma(noun.head) in self.light_verbs and noun.dep_ in self.syntax.object
        return light and owner.pos_ == "PRON" and bool(self._children(noun.head, self.syntax.noun_subject))

    def _has_subject_of_its_own(self, verb: Token) -> bool:
        return any(c.dep_ in self.syntax.subject and not self._is_relative(c) for c in verb.children)

    def _is_relative(self, token: Token) -> bool:
        return token.tag_ in self.forms.tags["relative_pronoun"]

    def _antecedent(self, token: Token, verb: Token) -> Token:
        """The noun that a relative pronoun stands for ("*of whom* two died"); any other token is its own."""
        counted = token.pos_ == "NUM" or self.forms.lemma(token) in self.forms.words["partitive"]
        of_them = counted and any(self._is_relative(t) for t in self._objects_before(verb))
        of_them = of_them or (
            (counted or token.pos_ in ("ADJ", "PRON", "DET"))
            and any(self._is_relative(o) for c in token.rights if c.pos_ == "ADP" for o in c.children)
        )
        if not of_them and not self._is_relative(token):
            return token
        for _ in range(HOPS):
            if verb.dep_ in self.syntax.relative_clause:
                antecedent: Token = verb.head
                return next(iter(self._said_to_be(antecedent)), antecedent)
            if verb.head.i == verb.i or verb.dep_ not in (self.syntax.conjunct | self.syntax.open_complement):
                break
            verb = verb.head
        return self._counted_before(token) if of_them else token

    def _counted_before(self, token: Token) -> Token:
        """Of whom a word behind a comma counts some, where its clause hangs elsewhere ("the men, some *of whom*")."""
        doc, at = token.doc, token.left_edge.i - 2
        if at < 0 or doc[at + 1].text != "," or doc[at].pos_ not in NOUNS:
            return token
        above = [doc[at], *(t for t in doc[at].ancestors if t.i < at and t.pos_ in NOUNS)]
        return next((t for t in above if self.forms.lemma(t) in self.doers), token)

    def _said_to_be(self, noun: Token) -> list[Token]:
        """Who is said to be what a noun tells ("*A* was one of the first to land", "*A* was the only one who")."""
        tie, s = noun.head, self.syntax
        some = tie.head.pos_ == "NUM" or self.forms.lemma(tie.head) in self.forms.words["rows"]
        among = self.forms.lemma(tie) in self.forms.prepositions["among"] and tie.head.pos_ == "AUX"
        if noun.dep_ in s.preposition_object and (among or some):
            noun = tie if among else tie.head
        copula = noun.head
        links = copula.pos_ == "AUX" or self.forms.lemma(copula) in self.forms.words["linking"]
        if not links or noun.dep_ not in s.predicate | s.preposition:
            return []
        found = self._children(copula, s.noun_subject)
        named = all(t.pos_ in ("PROPN", "PRON") and t.lower_ not in self.forms.words["things"] for t in found)
        return found if named else []

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

    # -- shared

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
