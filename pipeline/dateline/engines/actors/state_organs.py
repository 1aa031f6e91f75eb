"""Which body of which state is meant without its name: "the army", "the government"; and "the Danes" for theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

from spacy.tokens import Doc, Token

from dateline.engines.actors.antecedents import NOMINAL_REACH, Antecedents
from dateline.engines.actors.coreference import Discourse, Trace
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.named import Named, slug
from dateline.engines.actors.names import NameFinder
from dateline.engines.actors.nominals import Nominals
from dateline.engines.actors.noun_phrases import Phrase
from dateline.engines.phrases import fold
from dateline.engines.registry import Organ, State
from dateline.engines.syntax import first_conjunct
from dateline.layers import Actor, ActorKind, Sentence

# How many sentences back members of a force may have been spoken of, and the state whose army is "the army".
MEMBERS_REACH, LAND_REACH = 2, 4
# The kinds of bodies that may have come to rule.
_RULING = frozenset({"government", "political_party", "rebel_group", "unknown"})
# What is noted of a state that is only named with a force, people or thing of its own.
APART = "apart"


class StateOrgans:
    """Reads such phrases of one Doc, by what its names say of the state that the text is about, if there is one."""

    def __init__(
        self,
        doc: Doc,
        nominals: Nominals,
        antecedents: Antecedents,
        names: NameFinder,
        owner: Mapping[int, Named],
        data: ActorData,
    ) -> None:
        self.doc, self.nominals, self.antecedents, self.owner = doc, nominals, antecedents, owner
        self.discourse = antecedents.discourse
        self.main, self.grounds = names.main_state(), names.grounds
        # The states spoken of, as actors or as places, by their governments.
        self.lands = Discourse()
        self.registry, self.lexicon = data.registry, data.lexicon
        self.syntax, self.forms = data.syntax, data.forms

    def own(self, phrase: Phrase, sentence: Sentence, kind: ActorKind, definite: bool) -> Actor:
        """ "The army", "the government": of the state that the text is about, or the one last spoken of."""
        owned = any(
            fold(t.lemma_) in self.lexicon.words["governmental"]
            for t in self.doc[phrase.first : phrase.head.i]
        )
        local = phrase.noun is not None and phrase.noun[1] in self.lexicon.local_bodies
        several = kind == "government" and "Plur" in phrase.head.morph.get("Number", [])
        if several and any(t.pos_ == "NUM" for t in phrase.head.lefts):
            return self.nominals.generic(phrase, kind)  # "the two governments"
        if (
            local
            or self.nominals.apart(phrase)
            or not (definite or owned or self._main_force(phrase, sentence))
        ):
            home = self.main.country if self.main is not None and self.nominals.apart(phrase) else None
            return self.nominals.generic(phrase, kind, home)
        if definite and not owned and "Plur" in phrase.head.morph.get("Number", []) and kind == "military":
            # "The soldiers" are those last spoken of; "the army" is the country's.
            recent = self.discourse.latest(sentence.index, _a_force, reach=MEMBERS_REACH)
            if recent is not None:
                return recent
        if kind == "government" and (body := self._pointed_at(phrase, sentence)) is not None:
            return body
        if kind == "military" and not owned and self.nominals.complement(phrase) > phrase.last:
            return self.nominals.generic(phrase, kind)  # "the army of Darius"
        if self.main is not None and not self._unheard(self.main, sentence):
            state = (self._abroad(sentence) if kind == "military" and not owned else None) or self.main
            return self.registry.organ(state, self.nominals.organ_for(phrase, kind))
        land = self._land(sentence)
        if land is not None and self.nominals.complement(phrase) == phrase.last:
            return self.registry.organ(land, self.nominals.organ_for(phrase, kind))
        told = (
            phrase.noun is not None and phrase.noun[1] in self.lexicon.anaphors
        )  # "the junta" is a body by itself
        reach = LAND_REACH if kind == "military" else NOMINAL_REACH
        found = (
            None
            if told
            else self.antecedents.salient(sentence, self.lexicon.compatible[kind], alone=True, reach=reach)
        )
        return found or self.nominals.generic(phrase, kind)

    def _main_force(self, phrase: Phrase, sentence: Sentence) -> bool:
        """Whether "soldiers", without an article, are those of the main state: no other's were spoken of just now."""
        if self.main is None or phrase.noun is None or phrase.noun[1] not in self.lexicon.words["own_forces"]:
            return False
        bare = all(
            t.i in self.owner or t.pos_ in ("NUM", "PUNCT") for t in self.doc[phrase.first : phrase.head.i]
        )
        recent = self.discourse.latest(sentence.index, _a_force, reach=MEMBERS_REACH)
        own = recent is None or recent.country == self.main.country
        return (
            bare
            and own
            and not self._harmed_by(phrase, self.main)
            and not self._sent_to(phrase, self.main)
            and self.nominals.complement(phrase) == phrase.last
        )

    def _sent_to(self, phrase: Phrase, state: State) -> bool:
        """Whether those of a phrase are told to be moved to a state: they are not its own ("sent troops *to* X")."""
        verb, goals = first_conjunct(phrase.head, self.syntax).head, self.forms.prepositions["goal"]
        kinds = self.syntax.preposition | self.syntax.indirect_object
        below = [
            c for c in verb.rights if c.dep_ in self.syntax.open_complement
        ]  # "ordered troops to be sent to X"
        ties = [c for t in (verb, *below) for c in t.rights if c.dep_ in kinds and c.lower_ in goals]
        named = (self.owner.get(t.i) for tie in ties for t in tie.children)
        return any(name is not None and name.state == state for name in named)

    def _harmed_by(self, phrase: Phrase, state: State) -> bool:
        """Whether what bears the name of a state does harm to those of the phrase ("Russian shells killed men")."""
        head, verb = phrase.head, phrase.head.head
        doers: list[Token] = []
        if self.forms.lemma(verb) not in self.lexicon.words["harming"]:
            return False
        if head.dep_ in self.syntax.object:
            doers = [c for c in verb.children if c.dep_ in self.syntax.subject]
        elif head.dep_ in self.syntax.passive_subject:
            agents = (c for c in verb.children if c.dep_ in self.syntax.agent)
            doers = [t for agent in agents for t in agent.children]
        named = (self.owner.get(t.i) for doer in doers for t in doer.subtree)
        return any(name is not None and name.state == state for name in named)

    def _pointed_at(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The body with a name of its own that rules, spoken of just now: "this regime", not a state's."""
        if self.doc[phrase.first].lower_ not in self.forms.words["pointing"]:
            return None

        def fits(trace: Trace) -> bool:
            space, kind = trace.actor.id.partition(":")[0], trace.actor.kind
            return (space in ("group", "org") and kind in _RULING) or (
                space == "generic" and kind == "government"
            )

        return self.discourse.latest(sentence.index, fits, reach=MEMBERS_REACH)

    def _land(self, sentence: Sentence) -> State | None:
        """The one state spoken of just now, not only by what is its own, if nothing is told of other lands."""
        found = self.lands.best(sentence.index, lambda t: True, reach=LAND_REACH, alone=True)
        if found is None:
            return None
        told = self.lands.best(
            sentence.index,
            lambda t: t.actor.id == found.id and t.noun != APART,
            reach=LAND_REACH,
        )
        state = self.registry.states[found.id.partition(":")[2]]
        return state if told is not None and self._may_lie(sentence, state) else None

    def _may_lie(self, sentence: Sentence, state: State) -> bool:
        """Whether the places that were named just now may all lie in a state."""
        first = self.doc._.sentences[max(0, sentence.index - LAND_REACH)].first
        named = self.grounds.lands
        near = named[bisect_left(named, (first,)) : bisect_left(named, (sentence.last,))]
        return all(lands & {*state.within} for _, lands in near if lands)

    def _unheard(self, main: State, sentence: Sentence) -> bool:
        """Whether the main state is not yet spoken of, but by what is its own, and all places so far lie elsewhere."""
        home = main.country
        if self._located >= sentence.last or self._at_home < sentence.last:
            return False
        whole = self.lands.nearest(
            sentence.index, lambda t: t.actor.country == home and t.noun != APART, sentence.index
        )
        return (
            whole is None
            and self.discourse.nearest(
                sentence.index, lambda t: _a_force(t) and t.actor.country == home, sentence.index
            )
            is None
        )

    @cached_property
    def _located(self) -> int:
        """Where a place is first named whose country is beyond doubt; behind the text where none is."""
        return next((first for first, lands in self.grounds.lands if len(lands) == 1), len(self.doc))

    @cached_property
    def _at_home(self) -> int:
        """Where a place is first named that may lie in the main state; behind the text where none is."""
        within = {*self.main.within} if self.main is not None else set()
        return next((first for first, lands in self.grounds.lands if lands & within), len(self.doc))

    def _abroad(self, sentence: Sentence) -> State | None:
        """The state whose forces were spoken of last, where the main one was not named for a while."""
        home = self.main.country if self.main is not None else None
        force = self.discourse.latest(sentence.index, _a_force, reach=LAND_REACH)
        if force is None or force.country in (None, home):
            return None
        named = self.lands.nearest(sentence.index, lambda t: t.actor.country == home, LAND_REACH)
        return None if named is not None else self.registry.states.get(force.id.partition(":")[2])

    def _befalls(self, people: Token, noun: Token) -> bool:
        """Whether a noun tells what befalls a people and no army: "the deportation of the Danes"."""
        words = self.lexicon.words
        return people.head.lower_ in words["befalling"] and noun.lemma_.lower() in words["on_people"]

    def people(self, name: str, state: State) -> Actor:
        """The people of a state, where neither its forces nor its government are meant."""
        return Actor(f"people:{slug(name)}", name, "civilians", state.country)

    def people_as(self, phrase: Phrase, state: State) -> Organ | None:
        """What the people of a state stand for: its forces where they fight, its government where they speak.

        "The Danes" without a verb that tells are the forces as well, "Danes" are its people (None), and so are
        those who are given something or come to harm, and "Danes" who do what crowds do, too, in a text that
        has told of no army of theirs.
        """
        top = first_conjunct(phrase.head, self.syntax)
        above = top.head.head if top.dep_ in self.syntax.preposition_object else top.head
        verb = above.lemma_.lower()
        whole = self.lexicon.head(above)
        if top.dep_ in self.syntax.preposition_object and whole is not None and whole[0] == "military":
            return "military"  # "a force of 550 Danes"
        suffers = top.dep_ in self.syntax.passive_subject | self.syntax.object
        harmed = suffers and verb in self.lexicon.verbs["to_people"]
        if (suffers and verb in self.lexicon.verbs["only_people"]) or self._befalls(top, above):
            return None
        if top.dep_ in self.lexicon.syntax["recipient"] or (harmed and not self.nominals.determined(phrase)):
            return None
        if verb in self.lexicon.verbs["speech"] - self.lexicon.verbs["battle"]:
            return "government"
        if any(t.lower_ in self.lexicon.words["of_people"] for t in self.doc[phrase.first : phrase.head.i]):
            return None
        fights = verb in self.lexicon.verbs["battle"]
        if fights and not self.nominals.determined(phrase) and verb in self.lexicon.verbs["anyones"]:
            army = self.registry.organ(state, "military").id
            known = self.discourse.nearest(0, lambda t: t.actor.id == army, NOMINAL_REACH)
            return "military" if known is not None else None
        return "military" if fights or self.nominals.determined(phrase) else None


def _a_force(trace: Trace) -> bool:
    return trace.actor.kind == "military" and not trace.actor.id.startswith("generic:")
