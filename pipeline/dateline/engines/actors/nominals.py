"""Whom a noun without a name stands for: "the rebels", "the army", "the soldiers"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import cast

from spacy.tokens import Doc, Token

from dateline.engines.actors.coreference import Discourse, Trace
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.named import Named, slug
from dateline.engines.actors.names import NameFinder
from dateline.engines.actors.noun_phrases import Phrase
from dateline.engines.phrases import fold
from dateline.engines.registry import Organ, State
from dateline.engines.syntax import HYPHENS, first_conjunct
from dateline.layers import Actor, ActorKind, Sentence

ORGANS = ("government", "military", "police")
ARMED = frozenset({"rebel_group", "jihadist_group", "militia"})
# How many sentences back a nominal may reach, one for armed people of whatever side, and one for members of a
# force; how many back the state is sought whose army is "the army"; and one spoken of by the same noun.
NOMINAL_REACH, ARMED_REACH, MEMBERS_REACH, LAND_REACH, SAME_REACH = 25, 3, 2, 4, 4
# The kinds of bodies that may have come to rule.
_RULING = frozenset({"government", "political_party", "rebel_group", "unknown"})
# What is noted of a state that is only named with a force, people or thing of its own.
APART = "apart"
# And one by a word of its name.
CALLED_REACH = 100


class Nominals:
    """Reads nominals of one Doc, by what its names say of the state that the text is about, if there is one."""

    def __init__(
        self, doc: Doc, discourse: Discourse, names: NameFinder, owner: Mapping[int, Named], data: ActorData
    ) -> None:
        self.doc, self.discourse, self.owner = doc, discourse, owner
        self.main, self.grounds = names.main_state(), names.grounds
        # The states spoken of, as actors or as places, by their governments.
        self.lands = Discourse()
        self.registry, self.lexicon = data.registry, data.lexicon
        self.syntax, self.forms = data.syntax, data.forms

    def organ_of(self, kind: str) -> Organ:
        """The organ of a state that has this kind; of a people or party, its government."""
        return cast(Organ, kind if kind in (*ORGANS, "peacekeepers") else "government")

    def organ_for(self, phrase: Phrase, kind: str) -> Organ:
        """The organ of a state that a phrase of this kind names: its navy where it is a fleet."""
        forces = phrase.noun is not None and kind in ("military", "police")
        branch = self.lexicon.branches.get(phrase.noun[1]) if phrase.noun and forces else None
        return branch or self.organ_of(kind)

    def single(self, phrase: Phrase) -> bool:
        """Whether one of several is meant: "a French division", "one Argentine officer"."""
        if "Plur" in phrase.head.morph.get("Number", []) or self.lexicon.uncounted(phrase.head):
            return False
        one = self.lexicon.words["indefinite"] | self.lexicon.words["one"]
        return any(t.lower_ in one for t in phrase.head.lefts)

    def apart(self, phrase: Phrase) -> bool:
        """Whether a noun names what is no part of a state's government or army: its courts, auxiliaries from it."""
        words = self.lexicon.words
        if phrase.noun is None:
            return False
        hired = any(fold(t.lemma_) in words["auxiliaries"] for t in self.doc[phrase.first : phrase.head.i])
        return hired or phrase.noun[1] in words["assemblies"] | words["auxiliaries"]

    def override(self, phrase: Phrase) -> ActorKind | None:
        """Kind that a noun before the head gives: "rebel forces", "police officers", "Islamist fighters"."""
        for token in self.doc[phrase.first : phrase.head.i]:
            word = fold(token.lemma_)
            kind = self.lexicon.heads.get(word) or self.lexicon.heads.get(fold(token.text))
            if kind in ARMED or kind == "police":
                return kind
        return None

    def kind(self, phrase: Phrase) -> ActorKind:
        """Kind of actor that head and premodifiers together name."""
        assert phrase.noun is not None
        kind = phrase.noun[0]
        if kind in ("military", "rebel_group", "militia", "government"):
            return self.override(phrase) or kind
        return kind

    def generic(self, phrase: Phrase, kind: ActorKind, country: str | None = None) -> Actor:
        """An actor that has no identity beyond the words of the phrase, and of the name that it belongs to."""
        first = phrase.first
        if self.doc[first].pos_ in ("DET", "PRON") and first < phrase.last - 1:
            first += 1
        bare = self.doc[first : phrase.last].text
        name = self.doc[first : self.complement(phrase)].text
        return Actor(f"generic:{slug(name)}", name, kind, country, () if name == bare else (bare,))

    def complement(self, phrase: Phrase) -> int:
        """End of the phrase with the name behind its head: "garrison of Homs", "crowd at Croke Park"."""
        doc, end, words = self.doc, phrase.last, self.lexicon.words
        if end + 1 >= len(doc) or doc[end].lower_ not in words["complement"]:
            return end
        if doc[end].lower_ not in words["belonging"] and not self._told_by_place(phrase):
            return end  # "soldiers in Homs" are just there
        if doc[end].head.i != phrase.head.i:
            return end
        at = end + 1
        if doc[at].pos_ == "DET":
            at += 1
        last = at
        while last < len(doc) and (self._is_name(last) or (last > at and self._binds(last))):
            last += 1
        whole = doc[last - 1].head.i
        if last > at and doc[last - 1].dep_ in self.lexicon.syntax["premodifier"] and whole == last:
            last += 1  # "gunmen of the Juárez cartel"
        return last if last > at else end

    def _told_by_place(self, phrase: Phrase) -> bool:
        """Whether a body is told from others by where it is: "the garrison at Homs", "the government in Tobruk"."""
        noun = phrase.noun
        return noun is not None and (noun[1] in self.lexicon.local_bodies or noun[0] == "government")

    def _is_name(self, at: int) -> bool:
        return (self.doc[at].pos_ == "PROPN" or at in self.owner) and not self.doc[at].is_punct

    def _binds(self, at: int) -> bool:
        """Whether a hyphen stands within a name ("Moqtada al-Sadr")."""
        token = self.doc[at]
        tight = token.is_punct and not token.whitespace_ and not self.doc[at - 1].whitespace_
        return tight and token.text in HYPHENS and at + 1 < len(self.doc) and self._is_name(at + 1)

    def named_before(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """Somebody without a name who was spoken of by the same noun: "a committee … the committee"."""
        word = phrase.noun[1] if phrase.noun else ""
        before = (t for t in self.doc[phrase.first : phrase.head.i] if t.pos_ == "NOUN")
        own = {t.lower_ for t in before} - set(word.split())  # "the government forces" are no others

        def fits(trace: Trace) -> bool:
            same = trace.noun == word or trace.noun.endswith(f" {word}")
            return (
                same and trace.actor.id.startswith("generic:") and own <= set(fold(trace.actor.name).split())
            )

        return self.discourse.latest(sentence.index, fits, reach=SAME_REACH)

    def novel(self, phrase: Phrase) -> bool:
        """Whether the words before the head say that somebody new is meant."""
        words = self.lexicon.words
        tokens = self.doc[phrase.first : phrase.head.i]
        own = phrase.noun[1] if phrase.noun else ""
        for token in tokens:
            # An unknown name or a compound ("UN-led") before the head sets it apart.
            if ("-" in token.text and token.i not in self.owner) or (
                token.text[0].isupper() and token.pos_ in ("PROPN", "ADJ") and token.i > phrase.first
                and token.i not in self.owner and fold(token.text) not in own
                and fold(token.text) not in self.lexicon.heads
            ):  # fmt: skip
                return True
        return any(t.lower_ in words["novel"] for t in tokens) or (
            len(tokens) > 0 and tokens[0].lower_ in words["indefinite"]
        )

    def told_by_doer(self, phrase: Phrase) -> bool:
        """Whether a participle says who leads or made those whom it names: "the coalition, led by X"."""
        syntax = self.lexicon.syntax
        told = (c for c in phrase.head.rights if c.dep_ in syntax["participle"])
        return any(c.dep_ in syntax["agent"] for clause in told for c in clause.children)

    def realm(self, phrase: Phrase) -> Actor | None:
        """A realm that acts, by its name: "the kingdom of Aksum conquered Kush"."""
        head, words = phrase.head, self.lexicon.words
        acts = head.dep_ in self.lexicon.syntax["subject"] and head.head.pos_ == "VERB"
        if not acts or fold(head.lemma_) not in words["realms"]:
            return None
        end = self._complement_of(phrase, words["origin"])
        if end == phrase.last:
            return None
        name = self.doc[head.i : end].text
        return Actor(f"group:{slug(name)}", name[0].upper() + name[1:], "government")

    def _complement_of(self, phrase: Phrase, links: Collection[str]) -> int:
        """End of the phrase with the name behind one of these prepositions at its head."""
        doc, end = self.doc, phrase.last
        if end >= len(doc) or doc[end].lower_ not in links or doc[end].head.i != phrase.head.i:
            return phrase.last
        last = end + 1
        while last < len(doc) and self._is_name(last):
            last += 1
        return last if last > end + 1 else phrase.last

    def own_organ(self, phrase: Phrase, sentence: Sentence, kind: ActorKind, definite: bool) -> Actor:
        """ "The army", "the government": of the state that the text is about, or the one last spoken of."""
        owned = any(
            fold(t.lemma_) in self.lexicon.words["governmental"]
            for t in self.doc[phrase.first : phrase.head.i]
        )
        local = phrase.noun is not None and phrase.noun[1] in self.lexicon.local_bodies
        several = kind == "government" and "Plur" in phrase.head.morph.get("Number", [])
        if several and any(t.pos_ == "NUM" for t in phrase.head.lefts):
            return self.generic(phrase, kind)  # "the two governments"
        if local or self.apart(phrase) or not (definite or owned or self._main_force(phrase, sentence)):
            home = self.main.country if self.main is not None and self.apart(phrase) else None
            return self.generic(phrase, kind, home)
        if definite and not owned and "Plur" in phrase.head.morph.get("Number", []) and kind == "military":
            # "The soldiers" are those last spoken of; "the army" is the country's.
            recent = self.discourse.latest(sentence.index, _a_force, reach=MEMBERS_REACH)
            if recent is not None:
                return recent
        if kind == "government" and (body := self._pointed_at(phrase, sentence)) is not None:
            return body
        if kind == "military" and not owned and self.complement(phrase) > phrase.last:
            return self.generic(phrase, kind)  # "the army of Darius"
        if self.main is not None and not self._unheard(self.main, sentence):
            state = (self._abroad(sentence) if kind == "military" and not owned else None) or self.main
            return self.registry.organ(state, self.organ_for(phrase, kind))
        land = self._land(sentence)
        if land is not None and self.complement(phrase) == phrase.last:
            return self.registry.organ(land, self.organ_for(phrase, kind))
        told = (
            phrase.noun is not None and phrase.noun[1] in self.lexicon.anaphors
        )  # "the junta" is a body by itself
        reach = LAND_REACH if kind == "military" else NOMINAL_REACH
        found = (
            None if told else self.salient(sentence, self.lexicon.compatible[kind], alone=True, reach=reach)
        )
        return found or self.generic(phrase, kind)

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
            bare and own and not self._harmed_by(phrase, self.main) and self.complement(phrase) == phrase.last
        )

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

    def salient(
        self,
        sentence: Sentence,
        kinds: Collection[str],
        *,
        country: str | None = None,
        alone: bool = False,
        reach: int = NOMINAL_REACH,
    ) -> Actor | None:
        """The most salient actor of these kinds with an identity; with `alone`, only if none comes close."""

        def fits(trace: Trace) -> bool:
            actor = trace.actor
            return (
                actor.kind in kinds
                and not actor.id.startswith("generic:")
                and (country is None or actor.country is None or actor.country == country)
            )

        return self.discourse.best(sentence.index, fits, reach=reach, alone=alone)

    def mission(self, sentence: Sentence) -> Actor | None:
        """The mission spoken of of late that peacekeepers of any country serve in, if it is the only one."""
        return self.discourse.best(
            sentence.index,
            lambda t: t.actor.kind == "peacekeepers" and t.actor.id.startswith("org:"),
            reach=NOMINAL_REACH,
            alone=True,
        )

    def side(
        self,
        sentence: Sentence,
        kind: str,
        *,
        definite: bool,
        country: str | None = None,
        alone: bool = False,
    ) -> Actor | None:
        """The group whose fighters a noun without a name tells of, None where it may be any of several."""
        kinds = self.lexicon.compatible[kind]
        several = kind in ARMED and self.discourse.several(self.lexicon.rivals.get(kind, kinds))
        if several and not definite:
            return None
        reach = ARMED_REACH if several and alone else NOMINAL_REACH
        return self.salient(sentence, kinds, country=country, alone=alone, reach=reach)

    def called(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The party or group of before by whose name a phrase calls its men ("Communist forces")."""
        told = [fold(t.lemma_) for t in self.doc[phrase.first : phrase.last]]
        words = {w for t in told for w in (t, *self.forms.singulars(t))} & self.lexicon.words["allegiances"]
        if not words:
            return None

        def fits(trace: Trace) -> bool:
            actor = trace.actor
            if actor.id.partition(":")[0] != "group":
                return False
            names = {w for name in (actor.name, *actor.aliases) for w in fold(name).split()}
            return not words.isdisjoint(names)

        return self.discourse.latest(sentence.index, fits, reach=CALLED_REACH)

    def latest_armed(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The armed group last spoken of, whatever its kind."""
        kinds = ARMED if self.kind(phrase) != "jihadist_group" else {"jihadist_group"}
        return self.discourse.latest(sentence.index, lambda t: t.actor.kind in kinds, reach=ARMED_REACH)

    def determined(self, phrase: Phrase) -> bool:
        """Whether the phrase begins with a word that points to somebody known."""
        return self.doc[phrase.first].lower_ in self.lexicon.words["definite"]

    def pointing(self, phrase: Phrase) -> bool:
        """Whether an article or demonstrative, no possessive, points to somebody spoken of before."""
        first = self.doc[phrase.first]
        return self.determined(phrase) and first.pos_ == "DET" and self.complement(phrase) == phrase.last

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
        if top.dep_ in self.lexicon.syntax["recipient"] or (harmed and not self.determined(phrase)):
            return None
        if verb in self.lexicon.verbs["speech"] - self.lexicon.verbs["battle"]:
            return "government"
        fights = verb in self.lexicon.verbs["battle"]
        if fights and not self.determined(phrase) and verb in self.lexicon.verbs["anyones"]:
            army = self.registry.organ(state, "military").id
            known = self.discourse.nearest(0, lambda t: t.actor.id == army, NOMINAL_REACH)
            return "military" if known is not None else None
        return "military" if fights or self.determined(phrase) else None

    def shortened(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The body whose name is cut down to its noun: "the Front", "the Committee", "the Marines"."""
        word = fold(phrase.head.text)
        alone = phrase.last - phrase.first == 2 and self.determined(phrase)
        force = phrase.noun is not None and phrase.noun[0] == "military"
        if not (alone and phrase.head.text[0].isupper() and (word in self.lexicon.name_heads or force)):
            return None

        def fits(trace: Trace) -> bool:
            names = (trace.actor.name, *trace.actor.aliases) if force else (trace.actor.name,)
            spaces = ("group", "org", "military") if force else ("group", "org")
            return trace.actor.id.partition(":")[0] in spaces and any(word in fold(n).split() for n in names)

        return self.discourse.latest(sentence.index, fits, reach=NOMINAL_REACH)


def _a_force(trace: Trace) -> bool:
    return trace.actor.kind == "military" and not trace.actor.id.startswith("generic:")
