"""Whose force a noun is: "his men", "Polish aircraft", "lost 40 men"; and which side a person is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.named import slug
from dateline.engines.actors.nominals import ARMED, ORGANS, Nominals
from dateline.engines.actors.noun_phrases import Phrase, PhraseFinder
from dateline.engines.actors.pronouns import Pronouns
from dateline.engines.events.slots import SlotReader
from dateline.engines.phrases import fold
from dateline.engines.registry import Organ, State
from dateline.engines.syntax import ARMS_TYPE, HYPHENS, first_conjunct
from dateline.layers import Actor, ActorKind, Sentence

# Kinds of bodies that a person leads or belongs to.
BODIES = ARMED | {"political_party", "military", "unknown", "peacekeepers"}


class Forces:
    """Reads such nouns of one Doc; `by_head`: actors of the phrases read so far, by head token."""

    def __init__(
        self,
        doc: Doc,
        phrases: PhraseFinder,
        nominals: Nominals,
        pronouns: Pronouns,
        by_head: Mapping[int, Actor],
        data: ActorData,
    ) -> None:
        self.doc, self.phrases, self.nominals, self.pronouns = doc, phrases, nominals, pronouns
        self.registry, self.lexicon, self.syntax = data.registry, data.lexicon, data.syntax
        self.slots = SlotReader(data.syntax, data.forms)
        self._by_head = by_head
        self._homes: dict[str, State] = {}
        self._bodies: dict[str, Actor] = {}

    # Whose a person is.

    def remember(self, phrase: Phrase, actor: Actor, state: State | None) -> None:
        """Learn a person's state ("Iraqi President X") or body ("X of the UFDR", "rebel leader X", "X founded Y")."""
        if actor.kind == "person":
            body = self.body_of(phrase)
            if body is not None:
                self._bodies.setdefault(actor.id, body)
            elif state is not None:
                self._homes.setdefault(actor.id, state)
        elif actor.kind in BODIES and phrase.named is not None:
            self._learn_leader(phrase.head, actor)

    def body_of(self, phrase: Phrase) -> Actor | None:
        """The body named before a head or behind "of" ("the leader of X", "X leader")."""
        named = [n.actor for n in phrase.mods if n.actor]
        for child in phrase.head.rights:
            if child.dep_ in self.syntax.preposition and child.lower_ in self.lexicon.words["belonging"]:
                owners = (self.phrases.owner.get(c.i) for c in child.children)
                named += [n.actor for n in owners if n and n.actor]
        return next((a for a in reversed(named) if a.kind in BODIES), None)

    def _learn_leader(self, head: Token, body: Actor) -> None:
        verb = head.head
        if fold(body.name).endswith(tuple(self.lexicon.words["leagues"])):
            return  # who forms an alliance or joins it has men of his own
        if head.dep_ in self.syntax.object and verb.lemma_.lower() in self.lexicon.verbs["leading"]:
            for subject in self.slots.subjects(verb):
                leader = self._by_head.get(subject.i)
                if leader is not None and leader.kind == "person":
                    self._bodies.setdefault(leader.id, body)

    def homes(self) -> dict[str, str]:
        """The countries of the persons who were introduced with a state, by their ids."""
        return {key: s.country for key, s in self._homes.items() if s.country and key not in self._bodies}

    def of_person(self, person: Actor, kind: ActorKind) -> Actor | None:
        """The force of a person: the body that they lead or belong to, else their state's."""
        if person.id in self._bodies:
            return self._bodies[person.id]
        state = self._homes.get(person.id)
        if state is None or (kind not in ORGANS and kind != "unknown"):
            return None
        return self.registry.organ(state, "military" if kind == "unknown" else self.nominals.organ_of(kind))

    # Whose a force is.

    def possessed(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The actor of "its troops", "their fighters", "his army", "X's men": the possessor's force."""
        if phrase.noun is None:
            return None
        kind = self.nominals.kind(phrase)
        force = (
            phrase.noun[0] in (*ARMED, "military", "police")
            or phrase.noun[1] in self.lexicon.words["manpower"]
        )
        if not force:
            return None
        token = self._possessor(phrase)
        if token is None:
            return None
        places = self.lexicon.pronouns["collective_possessive"]
        if phrase.noun[1] in self.lexicon.local_bodies and token.lower_ in places:
            return None  # "took the town and killed its garrison"
        owner = self._by_head.get(token.i) or self.pronouns.antecedent(token, sentence)
        if owner is None:  # no force of before is that of states without a name
            return self.nominals.generic(phrase, kind) if self.pronouns.of_states(token) else None
        return self.of_owner(phrase, owner, kind)

    def _possessor(self, phrase: Phrase) -> Token | None:
        """The pronoun that a phrase begins with, or the possessive before it that is a phrase of its own."""
        possessor = self.lexicon.syntax["possessor"]
        token = self.doc[phrase.first]
        if token.dep_ in possessor:
            return token
        return next((c for c in phrase.head.lefts if c.dep_ in possessor and c.i < phrase.first), None)

    def commanded(self, phrase: Phrase) -> Actor | None:
        """The force of the person behind it: "the army of General Salim", "forces loyal to Salim"."""
        if phrase.noun is None or phrase.noun[0] not in (*ARMED, "military", "unknown"):
            return None
        loyal = [c for c in phrase.head.rights if c.lower_ in self.lexicon.words["loyal"]]
        for child in (c for host in (phrase.head, *loyal) for c in host.rights):
            bound = bool(loyal) or child.lower_ in self.lexicon.words["origin"]
            if child.dep_ in self.syntax.preposition and bound:
                named = next((n for c in child.children if (n := self.phrases.owner.get(c.i))), None)
                if named is not None and named.actor is not None and named.actor.kind == "person":
                    return self._unnamed(phrase, named.actor, self.nominals.kind(phrase))
        return None

    def following(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The people of a person by a noun for no force: "Salim's band", "his group"; they are not that person."""
        head = phrase.head
        token = self._possessor(phrase)
        if token is None or head.lower_ not in self.lexicon.words["followings"]:
            return None
        owner = self._by_head.get(token.i)
        if owner is None and token.pos_ == "PRON":
            owner = self.pronouns.antecedent(token, sentence)
        if owner is None or owner.kind != "person":
            return None
        return self._bodies.get(owner.id) or self._unnamed(phrase, owner, "unknown")

    def partners(self, token: Token) -> Actor | None:
        """Those of another by the noun before: "soldiers loyal to X and *those* of Y"."""
        noun = first_conjunct(token, self.syntax)
        own = self._by_head.get(noun.i)
        if noun.i == token.i or own is None:
            return None
        named = (self.phrases.owner.get(t.i) for t in token.subtree if t.i > token.i)
        owner = next((n.actor for n in named if n is not None and n.actor is not None), None)
        if owner is None or owner.kind != "person":
            return owner
        name, *others = self.registry.possessed(owner.name, noun.text)
        return Actor(f"generic:{slug(name)}", name, own.kind, owner.country, tuple(others))

    def owned(self, phrase: Phrase) -> Actor | None:
        """Who is told by whose they are, a phrase before: "Salim's wife", "the garrison's commander"."""
        token = self._possessor(phrase)
        owner = self._by_head.get(token.i) if token is not None and token.i < phrase.first else None
        if owner is None or phrase.noun is None:
            return None
        if phrase.noun[0] == "government" and owner.id in self._homes and owner.id not in self._bodies:
            return self.registry.organ(self._homes[owner.id], "government")
        return self._unnamed(phrase, owner, self.nominals.kind(phrase))

    def of_owner(self, phrase: Phrase, owner: Actor, kind: ActorKind) -> Actor:
        """The force that a phrase names as somebody's."""
        if owner.kind == "person":
            local = phrase.noun is not None and phrase.noun[1] in self.lexicon.local_bodies
            whole = None if local else self.of_person(owner, kind)
            return whole or self._unnamed(phrase, owner, kind)
        state = self._state(owner) if owner.kind == "government" else None
        if state is None:
            return owner
        kind = "military" if kind in ("unknown", "civilians") else kind
        return self.registry.organ(state, self.nominals.organ_for(phrase, kind))

    def _state(self, owner: Actor) -> State | None:
        """The state that a government or army is one's; a ministry is its country's."""
        own = self.registry.states.get(owner.id.partition(":")[2])
        if own is None and owner.kind == "government" and owner.country is not None:
            return self.registry.states.get(owner.country)
        return own

    def _unnamed(self, phrase: Phrase, owner: Actor, kind: ActorKind) -> Actor:
        """The force of a person without a name of its own: "Xie's men"."""
        words = self.doc[phrase.head.i : phrase.last].text
        name, *others = self.registry.possessed(owner.name, words)
        return Actor(f"generic:{slug(name)}", name, kind, owner.country, (words, *others))

    def counted(self, phrase: Phrase) -> Actor | None:
        """The force that the subject loses, sends or comes with: "lost 40 men", "landed with 4,000 troops"."""
        head = phrase.head
        if phrase.noun is None or phrase.noun[1] not in self.lexicon.words["manpower"] or phrase.mods:
            return None
        if "Plur" not in head.morph.get("Number", []) or self.nominals.determined(phrase):
            return None
        if self._of_another(head):
            return None
        verb = self._verb(first_conjunct(head, self.syntax))
        if verb is None:
            return None
        owners = [self._by_head[s.i] for s in self.slots.subjects(verb) if s.i in self._by_head]
        if len(owners) != 1 or owners[0].kind in ("civilians", "protesters", "media", "ngo"):
            return None
        return self.of_owner(phrase, owners[0], self.nominals.kind(phrase))

    def _of_another(self, noun: Token) -> bool:
        """Whether a noun says itself whose men it counts: "clashed with men of X", no "men of *his* units"."""
        whole = (o for c in noun.rights if c.lower_ in self.lexicon.words["origin"] for o in c.children)
        return any(not any(g.dep_ in self.syntax.possessor for g in o.lefts) for o in whole)

    def _verb(self, head: Token) -> Token | None:
        """The verb whose subject owns those whom a noun counts; None if it is somebody else's."""
        above = head.head
        if head.dep_ in self.syntax.object:
            return above if above.lemma_.lower() in self.lexicon.verbs["parting"] else None
        if head.dep_ in self.syntax.preposition_object and above.lower_ in self.lexicon.words["company"]:
            return above.head if above.head.pos_ == "VERB" else None
        return None

    def arms(self, head: Token) -> Organ | None:
        """The branch of a state's forces that a word for arms, or a type of aircraft ("F-16"), belongs to."""
        manned = head.i > 0 and fold(head.lemma_) in self.lexicon.heads  # "F-16 fighters", "F-16 pilots"
        if ARMS_TYPE.fullmatch(head.text) or (manned and ARMS_TYPE.fullmatch(head.nbor(-1).text)):
            return "air_force"
        before = self.doc[max(0, head.i - 2) : head.i].text if head.i else ""
        pairs = [f"{fold(head.nbor(-1).text)} {fold(head.lemma_)}"] if head.i else []
        if before.endswith(tuple(HYPHENS)) and not head.nbor(-1).whitespace_:
            pairs = [f"{fold(before[:-1])}-{fold(head.lemma_)}"]  # "U-boat"
        words = (*pairs, fold(head.lemma_), fold(head.text))
        return next((organ for word in words if (organ := self.lexicon.branches.get(word))), None)

    def branch(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """Arms that stand for those who man them: "Polish aircraft", "its jets", and "two helicopters" in a fight."""
        head = phrase.head
        organ = self.arms(head)
        if organ is None or phrase.last in self.phrases.owner or self._launched(head):
            return None  # "the frigate Ardent"
        token = self.doc[phrase.first]
        own = token.pos_ == "PRON" and token.dep_ in self.lexicon.syntax["possessor"]
        possessor = token if own else self._possessor(phrase)
        owner = self.pronouns.antecedent(token, sentence) if own else None
        if possessor is not None and not own:
            owner = self._by_head.get(possessor.i)
        if owner is not None and owner.kind == "person":
            return self.of_person(owner, "military") or self._unnamed(phrase, owner, "military")
        if owner is not None or own:
            whose = self._state(owner) if owner is not None else None
            return owner if whose is None else self.registry.organ(whose, organ)
        state = next((n.state for n in reversed(phrase.mods) if n.state is not None), None)
        actor = self.nominals.generic(phrase, "military", state.country if state else None)
        several = "Plur" in head.morph.get("Number", []) or self.lexicon.invariable(head)
        if state is not None and (self._strikes(head) or (several and not self.nominals.single(phrase))):
            branch = self.registry.organ(state, organ)
            return replace(branch, aliases=tuple(dict.fromkeys((*branch.aliases, actor.name))))
        return actor if state is not None or possessor is not None or self._fights(head) else None

    def _launched(self, head: Token) -> bool:
        """Whether a clause behind arms says who uses them ("Iranian drones launched by X")."""
        clauses = (c for c in head.rights if c.dep_ in self.syntax.noun_clause)
        return any(c.dep_ in self.syntax.agent for clause in clauses for c in clause.children)

    def _strikes(self, head: Token) -> bool:
        """Whether arms are told to do harm: they stand for those who man them, also where they are but one."""
        top = first_conjunct(head, self.syntax)
        verb = top.head.head if top.head.dep_ in self.syntax.agent else top.head
        doer = top.dep_ in self.syntax.subject or top.head.dep_ in self.syntax.agent
        return doer and verb.lemma_.lower() in self.lexicon.verbs["battle"] | self.lexicon.words["harming"]

    def _fights(self, head: Token) -> bool:
        """Whether a noun is the doer or object of a verb of battle."""
        top = first_conjunct(head, self.syntax)
        verb = top.head.lemma_.lower()
        if top.dep_ in self.syntax.subject:
            return verb in self.lexicon.verbs["battle"]
        if top.head.dep_ in self.syntax.agent:
            return top.head.head.lemma_.lower() in self.lexicon.verbs["battle"]
        suffers = top.dep_ in self.syntax.passive_subject | self.syntax.object
        return suffers and verb in self.lexicon.verbs["destroying"]
