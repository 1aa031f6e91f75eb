"""Says whom a noun phrase or pronoun stands for, in text order, against what was said before."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from spacy.tokens import Doc, Token

from dateline.engines.actors.anaphors import Anaphors
from dateline.engines.actors.antecedents import Antecedents
from dateline.engines.actors.appositions import Appositions
from dateline.engines.actors.cataphors import Cataphors
from dateline.engines.actors.company import Company
from dateline.engines.actors.coreference import OTHER, Discourse, Trace
from dateline.engines.actors.forces import BODIES, Forces
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.metonyms import Metonyms
from dateline.engines.actors.modifiers import Modifiers
from dateline.engines.actors.named import Named, slug
from dateline.engines.actors.names import NameFinder
from dateline.engines.actors.nominals import ARMED, ORGANS, Nominals
from dateline.engines.actors.noun_phrases import Phrase, PhraseFinder
from dateline.engines.actors.parts import Parts
from dateline.engines.actors.pronouns import Pronouns
from dateline.engines.actors.state_organs import APART, StateOrgans
from dateline.engines.actors.titles import Titles
from dateline.engines.phrases import fold
from dateline.engines.registry import State
from dateline.engines.syntax import first_conjunct
from dateline.layers import Actor, ActorKind, ActorMention, Sentence, Via

# Kinds beside them whose arms are told by their name ("government helicopters").
MANNING = frozenset({"government", "police", "international_organisation"})
# How many mentions back one may lie that the next overlaps.
_NEAR = 4
# What is left of the weight of somebody who is told to write of others.
_ASIDE = 0.1


class ActorReader:
    """Reads the phrases of one Doc; made anew for each."""

    def __init__(self, doc: Doc, names: NameFinder, phrases: PhraseFinder, data: ActorData) -> None:
        self.doc, self.phrases = doc, phrases
        self.registry, self.lexicon, self.syntax = data.registry, data.lexicon, data.syntax
        self.discourse, self.parts = Discourse(), Parts(data.syntax, data.lexicon)
        self.mentions: list[ActorMention] = []
        self._by_head: dict[int, Actor] = {}
        self._awaited: dict[int, list[Token]] = {}
        self.metonyms = Metonyms(doc, phrases.owner, data.lexicon, data.syntax)
        self.nominals = Nominals(doc, phrases.owner, data.lexicon)
        self.antecedents = Antecedents(doc, self.discourse, self.nominals, data)
        self.organs = StateOrgans(doc, self.nominals, self.antecedents, names, phrases.owner, data)
        self.titles = Titles(doc, self._by_head, data.lexicon, data.syntax)
        self.cataphors = Cataphors(phrases.owner, data.lexicon, data.syntax)
        self.pronouns = Pronouns(self.discourse, self._by_head, data)
        self.modifiers = Modifiers(doc, phrases, self.nominals, self.antecedents, self.organs, data)
        self.appositions = Appositions(doc, phrases, self.nominals, self._by_head, data)
        self.anaphors = Anaphors(doc, self.discourse, self.nominals, self.appositions, data)
        self.forces = Forces(doc, phrases, self.nominals, self.pronouns, self._by_head, data)
        self.company = Company(doc, phrases, self.nominals, self.forces, self.metonyms, data)

    # Entry points: one phrase or one pronoun; both append to `mentions`.

    def phrase(self, phrase: Phrase, sentence: Sentence) -> None:
        """Read a noun phrase; what in it stands for an actor becomes a mention."""
        phrase = self.appositions.without_office(phrase)
        for named, actor in self.company.before(phrase):
            self._append((named.first, named.last), phrase.head, sentence, actor, "nominal")
            rest = phrase.mods[-1:] if phrase.named is None else ()
            first = rest[0].first if phrase.named is None else phrase.named.first
            phrase = replace(phrase, first=first, mods=rest)
        phrase = self.appositions.with_name(phrase)
        first = phrase.first
        if phrase.named is not None and phrase.named.state is not None:
            first = self._bare(phrase, phrase.named)
        elif phrase.named is not None:
            first = self.appositions.close(phrase, phrase.named)
        self._remember_lands(phrase, sentence)
        self.titles.taken(phrase, self._state_of(phrase))
        read = self._read(phrase, sentence)
        if read is None:
            for extent, actor, via in self.modifiers.of(phrase, sentence):
                self._append(extent, phrase.head, sentence, actor, via)
            self._possessor(phrase, sentence)
            self._tell(phrase, sentence)
            return
        actor, via = read
        last = phrase.last
        belonging = self.metonyms.belonging(phrase.head)
        if belonging is not None and actor.kind == "government" and belonging[0].i == last:
            last = belonging[1].last
        noun = phrase.noun[1] if phrase.noun else ""
        reach = self._reach(phrase.head)
        people = (
            phrase.named is not None
            and phrase.named.form in ("adjective", "demonym")
            and actor.kind == "government"
        )
        several = people or (reach.i != phrase.head.i and self.lexicon.several(phrase.head))
        self._append((first, last), reach, sentence, actor, via, noun, several=several)
        for named, other in self.company.behind(phrase, actor):
            self._append((named.first, named.last), phrase.head, sentence, other, "nominal")
        self._by_head[phrase.head.i] = actor
        self._by_head.setdefault(reach.i, actor)
        self._remember(phrase, actor)
        for token in self._awaited.pop(phrase.head.i, ()):
            self._append((token.i, token.i + 1), token, sentence, actor, "pronoun")

    def _remember_lands(self, phrase: Phrase, sentence: Sentence) -> None:
        """The states spoken of; only some of the words with their names are ground to think forces theirs."""
        for named in (*phrase.mods, *([phrase.named] if phrase.named else [])):
            if named.state is not None and named.form != "seat":
                actor = self.registry.organ(named.state, "government")
                noun = "" if self._of_the_land(phrase, named) else APART
                self.organs.lands.add(Trace(actor, sentence.index, named.first, OTHER, False, -1, noun))

    def _tell(self, phrase: Phrase, sentence: Sentence) -> None:
        """A state of which something is told that nobody does: "Chad had one weak army, but it held out"."""
        named = phrase.named
        if named is None or named.state is None or named.form != "state":
            return
        if phrase.head.dep_ in self.syntax.subject and phrase.head.head.pos_ in ("VERB", "AUX"):
            actor = self.registry.organ(named.state, "government")
            self.discourse.tell(self.parts.trace(actor, sentence.index, phrase.first, phrase.head, ""))

    def _of_the_land(self, phrase: Phrase, named: Named) -> bool:
        """Whether a name speaks of a land or its government: "in Chad", "the Chadian town", no "Emperor of China"."""
        if named.form != "state":
            organ = phrase.noun is not None and phrase.noun[0] in ("government", "police")
            return organ or fold(phrase.head.lemma_) in self.lexicon.not_actors
        above = phrase.head.head
        if (
            phrase.head.dep_ not in self.syntax.preposition_object
            or above.lower_ not in self.lexicon.words["belonging"]
        ):
            return True
        holder = self.lexicon.head(above.head)
        return above.head.pos_ != "PROPN" and (holder is None or holder[0] != "person")

    def pronoun(self, token: Token, sentence: Sentence) -> None:
        """Read a pronoun; it becomes a mention if somebody fits."""
        partner = token.lower_ in self.lexicon.pronouns["partner"]
        actor = self.forces.partners(token) if partner else self.pronouns.antecedent(token, sentence)
        if actor is not None:
            self._append((token.i, token.i + 1), token, sentence, actor, "pronoun")
            self._by_head.setdefault(token.i, actor)

    def _possessor(self, phrase: Phrase, sentence: Sentence) -> None:
        """Who owns or does what the phrase names: "their retreat"; one named only behind it is awaited."""
        token = self.doc[phrase.first]
        if token.pos_ != "PRON" or token.dep_ not in self.lexicon.syntax["possessor"]:
            return
        subject = self.cataphors.subject(token)
        if subject is not None and subject.pos_ != "PRON":
            self._awaited.setdefault(subject.i, []).append(token)
        else:
            self.pronoun(token, sentence)

    def _bare(self, phrase: Phrase, named: Named) -> int:
        """Where the phrase of a state's name begins: only articles and adjectives belong to it."""
        first = named.first
        while first > phrase.first and self.doc[first - 1].pos_ in ("DET", "ADJ"):
            first -= 1
        return first

    # Mentions.

    def _append(
        self,
        extent: tuple[int, int],
        head: Token,
        sentence: Sentence,
        actor: Actor,
        via: Via,
        noun: str = "",
        *,
        several: bool = False,
    ) -> None:
        first, last = extent
        start, end = self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1])
        if any(m.start < end and start < m.end for m in self.mentions[-_NEAR:]):
            return
        self.mentions.append(ActorMention(start, end, head.i, sentence.index, actor, via))
        trace = self.parts.trace(actor, sentence.index, first, head, noun)
        trace.plural = trace.plural or several  # "the French"
        if actor.kind == "person" and self._comments(first, last):
            trace.weight *= _ASIDE
        self.discourse.add(trace)

    def _comments(self, first: int, last: int) -> bool:
        """Whether a name stands with a word for those who only write of what others did ("historian X")."""
        words = self.lexicon.words["commentators"]
        return any(t.lower_ in words for t in self.doc[max(first - 1, 0) : last])

    def _reach(self, head: Token) -> Token:
        """The token through which the parse reaches a phrase: over "hundreds of", "members of"."""
        above = head.head
        if (
            head.dep_ in self.syntax.preposition_object
            and above.lower_ in self.lexicon.words["belonging"]
            and above.head.lemma_.lower() in self.lexicon.partitives
            and above.head.i < head.i
        ):
            return above.head
        return head

    # Reading.

    def _read(self, phrase: Phrase, sentence: Sentence) -> tuple[Actor, Via] | None:
        if phrase.named is not None:
            return self._read_name(phrase, phrase.named)
        if self.phrases.only_marches(phrase):
            return None
        apposed = self.appositions.named(phrase) or self.antecedents.shortened(phrase, sentence)
        if apposed is not None:
            return apposed, "nominal"
        if phrase.noun is None:
            actor = self.forces.following(phrase, sentence) or self.anaphors.of(phrase, sentence)
            actor = actor or self._manning(phrase, sentence)
            actor = actor or self.forces.branch(phrase, sentence) or self.nominals.realm(phrase)
            return (actor, "nominal") if actor else None
        if phrase.head.pos_ == "ADJ" and not self.nominals.determined(phrase):
            return None
        owner = next((n.actor for n in reversed(phrase.mods) if n.actor), None)
        if owner is None or owner.kind == "ethnic_group":
            owner = self._body(phrase) or owner
        state = self._state_of(phrase)
        none = self.nominals.none_of_body(phrase)
        if owner is not None and owner.kind not in ("ethnic_group", "person") and not none:
            return owner, "name"
        if owner is not None and phrase.noun[0] == "person":
            self.discourse.add(self.parts.trace(owner, sentence.index, phrase.first, phrase.head, ""))
        if (
            owner is not None
            and owner.kind == "ethnic_group"
            and phrase.noun[1] in self.lexicon.words["peoples"]
        ):
            return owner, "name"
        if owner is not None or state is not None:
            return self._composed(phrase, sentence, owner, state), "nominal"
        actor = (
            self.forces.possessed(phrase, sentence)
            or self.forces.commanded(phrase)
            or self.forces.owned(phrase)
            or self.forces.counted(phrase)
            or self._nominal(phrase, sentence)
        )
        return (actor, "nominal") if actor else None

    def _manning(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The body whose arms or members a phrase names: "NATO jets", "rebel tanks", "FDLR elements"."""
        members = phrase.head.lemma_.lower() in self.lexicon.words["members"]
        if any(n.state for n in phrase.mods) or not (members or self.forces.arms(phrase.head)):
            return None
        found = [actor for _, actor, _ in self.modifiers.of(phrase, sentence)]
        return next((a for a in reversed(found) if a.kind in BODIES or a.kind in MANNING), None)

    def _body(self, phrase: Phrase) -> Actor | None:
        """The group in "guerrillas of X", "fighters from X"."""
        if phrase.noun is None or phrase.noun[0] not in (*ARMED, "military"):
            return None
        for child in phrase.head.rights:
            if child.dep_ in self.syntax.preposition and child.lower_ in self._ties(phrase, child):
                for grandchild in child.children:
                    named = self.phrases.owner.get(grandchild.i)
                    if self.lexicon.uncertain(child, grandchild):
                        continue
                    if named and named.actor and named.actor.kind not in ("person", "ethnic_group"):
                        return named.actor
        return None

    def _ties(self, phrase: Phrase, preposition: Token) -> frozenset[str]:
        """The prepositions that tell whose fighters a noun names: also "fighters with X", right behind it."""
        words = self.lexicon.words
        return words["belonging"] | words["company"] if preposition.i == phrase.last else words["belonging"]

    def _read_name(self, phrase: Phrase, named: Named) -> tuple[Actor, Via] | None:
        root = phrase.head
        if named.actor is not None:
            return self._of_land(phrase, named.actor), "acronym" if named.form == "acronym" else "name"
        assert named.state is not None
        if named.form in ("adjective", "demonym"):
            several = "Plur" in root.morph.get("Number", []) or self.lexicon.plural(root)
            several = several or any(c.pos_ == "NUM" for c in root.lefts)
            plural = several or self.nominals.determined(phrase)
            demonym = any(
                v.form == "demonym"
                for v in self.registry.matcher.get(self.doc[named.first : named.last].text)
            )
            if not (plural and demonym) or root.dep_ in self.lexicon.syntax["premodifier"]:
                return None
            organ = self.organs.people_as(phrase, named.state)
            if organ is None:
                return self.organs.people(self.doc[named.first : named.last].text, named.state), "name"
            return self.registry.organ(named.state, organ), "name"
        if self.metonyms.is_actor(phrase, named):
            return self.registry.organ(named.state, "government"), "name"
        return None

    def _of_land(self, phrase: Phrase, people: Actor) -> Actor:
        """A people by the land that it lives in ("Iraqi Kurds"); anybody else as named."""
        land, first = phrase.mods[-1] if phrase.mods else None, phrase.head.i
        tied = land is not None and land.state is not None and land.form == "adjective" and land.last == first
        if people.kind != "ethnic_group" or land is None or land.state is None or not tied:
            return people
        name = self.doc[land.first : first + 1].text
        aliases = (self.doc[first].text, people.name)
        return Actor(
            f"people:{slug(name)}", name, people.kind, land.state.country, tuple(dict.fromkeys(aliases))
        )

    def _state_of(self, phrase: Phrase) -> State | None:
        """The state that a phrase belongs to, before its head or in an of-phrase after it."""
        for named in reversed(phrase.mods):
            if named.state is not None:
                return named.state
        found = self.metonyms.belonging(phrase.head)
        return found[1].state if found else None

    def _composed(
        self, phrase: Phrase, sentence: Sentence, owner: Actor | None, state: State | None
    ) -> Actor:
        """The actor of a phrase with the name of a state or people: "Chadian troops", "Tuareg rebels"."""
        kind = self.nominals.kind(phrase)
        if (
            owner is None
            and state is not None
            and phrase.noun
            and phrase.noun[1] in self.lexicon.words["counterparts"]
        ):
            kind = self._counterpart(phrase) or kind
        counted = self.nominals.single(phrase) or any(t.pos_ == "NUM" for t in phrase.head.lefts)
        if kind == "peacekeepers" and counted and (mission := self.antecedents.mission(sentence)) is not None:
            return mission
        if owner is None and state is not None and (kind in ORGANS or kind == "peacekeepers"):
            if self.nominals.single(phrase) or self.nominals.apart(phrase):
                return self.nominals.generic(phrase, kind, state.country)
            return self.registry.organ(state, self.nominals.organ_for(phrase, kind))
        if kind in ARMED and kind != "militia" and not self._anyones(phrase, owner):
            country = state.country if state else None
            definite = self.nominals.determined(phrase)
            found = self.antecedents.side(sentence, kind, definite=definite, country=country)
            if found is not None:
                return found
        if (
            owner is not None
            and owner.kind == "person"
            and (kind in ORGANS or kind in ARMED or kind == "unknown")
        ):
            return self.forces.of_owner(phrase, owner, kind)
        if kind == "person" and phrase.noun is not None and state is not None:
            bare = self.titles.bare(phrase, state)
            titled = self.titles.holder(phrase.noun[1], state) if bare else None
            if titled is not None:
                return titled
        return self.nominals.generic(phrase, kind, state.country if state else None)

    def _anyones(self, phrase: Phrase, owner: Actor | None) -> bool:
        """Whether fighters are new to the text, or any of a people ("Arab fighters"), not a group spoken of before."""
        people = owner is not None and owner.kind == "ethnic_group" and phrase.noun is not None
        neutral = phrase.noun is not None and phrase.noun[1] in self.lexicon.neutral
        return self.nominals.novel(phrase) or (people and neutral and not self.nominals.determined(phrase))

    def _counterpart(self, phrase: Phrase) -> ActorKind | None:
        """The kind of the force beside which another's like is named ("Thai soldiers and their Lao counterparts")."""
        beside = self._by_head.get(first_conjunct(phrase.head, self.syntax).i)
        return beside.kind if beside is not None and beside.kind in ("military", "police") else None

    def _nominal(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The actor of a phrase without a name: of before, the main state's, or nobody in particular."""
        kind, word = self.nominals.kind(phrase), cast(tuple[ActorKind, str], phrase.noun)[1]
        definite = self.nominals.determined(phrase)
        plural = self.lexicon.several(phrase.head)
        if not plural and phrase.first == phrase.head.i and word not in self.lexicon.words["uncounted"]:
            return None  # "in force", "a test of authority"
        if word in self.lexicon.words["of_something"] and not any(
            c.dep_ in self.syntax.preposition for c in phrase.head.rights
        ):
            return None
        if self.nominals.novel(phrase):
            return self.nominals.generic(phrase, kind)
        if plural and word in self.lexicon.words["groups"]:
            known = self.antecedents.named_before(phrase, sentence) if definite else None
            return known or self.nominals.generic(phrase, kind)  # several of them are not one of them
        if word in self.lexicon.neutral and plural and not definite:
            return self.nominals.generic(phrase, kind)
        if word in self.lexicon.neutral and definite:
            return self.antecedents.latest_armed(phrase, sentence) or self.nominals.generic(phrase, kind)
        if word in self.lexicon.anaphors and definite:
            found = self.anaphors.of(phrase, sentence)
            if found is not None:
                return found
        before = self.antecedents.named_before(phrase, sentence) if self.nominals.pointing(phrase) else None
        if kind == "person":
            titled = self.titles.holder(word) if definite and self.titles.bare(phrase) else None
            return titled or before or self.nominals.generic(phrase, kind)
        if before is not None and (kind not in ("government", "police") or self.nominals.apart(phrase)):
            return before
        if kind in ORGANS:
            return self.organs.own(phrase, sentence, kind, definite)
        if kind in self.lexicon.compatible and (definite or plural):
            found = self.antecedents.called(phrase, sentence) or self.antecedents.side(
                sentence, kind, definite=definite, alone=kind != "rebel_group"
            )
            if found is not None:
                return found
        return self.nominals.generic(phrase, kind)

    def _remember(self, phrase: Phrase, actor: Actor) -> None:
        """What a phrase tells of somebody for later on: whose forces are named by him, which office is his."""
        state = self._state_of(phrase)
        if actor.id.startswith("generic:"):
            return
        self.forces.remember(phrase, actor, state)
        if actor.kind == "person":
            self.titles.remember(phrase, actor, state)
