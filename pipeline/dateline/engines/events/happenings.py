"""Joins the triggers of a sentence that tell one happening ("an attack … killed 15 soldiers")."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.engines.events.circumstances import Circumstances
from dateline.engines.events.clause_places import told_apart
from dateline.engines.events.definitions import Definitions
from dateline.engines.events.frame import AROUND, Frame
from dateline.engines.events.generic import Generic
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour, Lexicon
from dateline.engines.events.loss_ties import LossTies, clause_of, tallied
from dateline.engines.events.reports import Reports
from dateline.engines.events.verb_slots import BACKED
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.clauses import sums_up
from dateline.engines.time.narrative_data import NarrativeData

_OWN_DOER = ("of", "by", "poss")
_SAID_OF = ("subject", "object", "of", "from")
_PERSON = frozenset({"Masc", "Fem"})  # he and she


@dataclass(slots=True)
class Happening:
    """One happening: the frame that names it best, and others that tell the same."""

    frame: Frame
    absorbed: list[Frame] = field(default_factory=list)


class Merger(LossTies):
    """Decides which frames of a sentence are one happening."""

    def __init__(
        self, lexicon: Lexicon, syntax: Syntax, forms: Forms, behaviour: Behaviour, narrative: NarrativeData
    ) -> None:
        super().__init__(syntax, forms)
        self.narrative = narrative
        self.absorbed, self.absorbed_many = behaviour.absorbed, behaviour.absorbed_many
        self.rank = {name: i for i, name in enumerate(behaviour.violent)}
        self.harbouring = behaviour.harbouring
        self.same, self.peaceable = behaviour.same_happening, behaviour.peaceable
        self.level, self.repelling = behaviour.level, behaviour.repelling
        self.blows = behaviour.blows
        self.definitions = Definitions(syntax, forms, behaviour)
        self.circumstances = Circumstances(syntax, forms, behaviour, self.definitions)
        self.generic = Generic(syntax, forms, behaviour)
        self.doers = lexicon.doers
        self.loss_words = frozenset(
            trigger.words[0]
            for sense in lexicon.senses
            if sense.type in self.absorbed and sense.tells == "outcome"
            for trigger in sense.triggers
            if len(trigger.words) == 1
        )
        self.reports = Reports(syntax, forms, self.loss_words)

    def merge(
        self, frames: list[Frame], mentions: LayersByToken, told: Sequence[Happening] = ()
    ) -> list[Happening]:
        """Happenings in text order of their frames; `told` are those of the sentence before, if it goes on."""
        kept: list[Happening] = []
        parts = {t.i for f in frames if f.sense.tells == "whole" for t in self.reports.content(f)}
        frames = [f for f in frames if f.sense.tells != "close" or self._closes(f, mentions)]
        ends = ("end", "close")
        parts |= {t.i for f in frames if f.sense.tells in ends for t in self._said_of(f, mentions)}
        frames = [f for f in frames if f.head.i not in parts and not self._is_absent(f)]
        frames = [f for f in frames if f.sense.tells != "content" or not self.reports.only_reports(f, frames)]
        came = [f for f in frames if self._comes_of(f, frames, mentions, told)]
        frames = [f for f in frames if f not in came]
        frames = [f for f in frames if not self.circumstances.by_the_way(f, frames)]
        frames = [f for f in frames if not self.generic.tells_none(f, frames, mentions)]
        frames = [f for f in frames if not self._brings_about(f, frames)]
        many = {f.head.i for f in frames if self._takes_many(f, frames)}
        losses = [f for f in frames if self._tells_loss(f) or f.head.i in many]
        lent = {f.head.i: noun.head.i for f in frames for noun in frames if self._lends_to(f, noun)}
        beside = {f.head.i: self.circumstances.beside(f, frames, mentions) for f in frames}
        lent |= {i: act.head.i for i, act in beside.items() if act is not None}
        losses = [f for f in losses if beside[f.head.i] is None]
        others = [f for f in frames if f not in losses and f.head.i not in lent]
        for frame in sorted(others, key=lambda f: self.rank.get(f.sense.type, len(self.rank))):
            alike = (h for h in kept if self._same(h.frame, frame) and not _other_name(h, frame))
            host = next((h for h in alike if not self._elsewhere(h.frame, frame, mentions)), None)
            if host is None:
                kept.append(Happening(frame))
            else:
                host.absorbed.append(frame)
        for frame in frames:
            if frame.head.i in lent:
                hosts = [h for h in kept for f in (h.frame, *h.absorbed) if f.head.i == lent[frame.head.i]]
                if hosts:
                    hosts[0].absorbed.append(frame)
                elif not any(f.head.i == lent[frame.head.i] for f in losses):
                    kept.append(Happening(frame))
        dated = self._dated(frames[0].head, mentions) if frames else set()
        for frame in (*losses, *came):
            carriers = [] if frame.recalled else kept
            linked = [h for h in carriers if self._tells_outcome_of(h, frame, dated, mentions)]
            hosts = [h for h in linked if h.frame.sense.type in self.rank]
            hosts = hosts or [h for h in linked if self._harbours(h.frame, frame)]
            hosts = hosts or [h for h in linked if h.frame.sense.type in self.absorbed]
            hosts = [h for h in hosts if self._repels(h.frame, frame)] or hosts
            nearest = min(hosts, key=lambda h: self._distance(frame, h)) if hosts else None
            if frame in came:  # who died in a fight of two tells neither side
                if nearest is not None and nearest.frame.sense.type in self.rank.keys() - self.level:
                    nearest.absorbed.append(frame)
            elif nearest is not None:
                nearest.absorbed.append(frame)
            else:
                kept.append(Happening(frame))
        for frame in (f for f in frames if f.head.i in lent):  # what it says again is told as a loss
            hosts = [h for h in kept for f in (h.frame, *h.absorbed) if f.head.i == lent[frame.head.i]]
            if hosts and all(frame is not f for f in hosts[0].absorbed):
                hosts[0].absorbed.append(frame)
        return sorted(kept, key=lambda h: h.frame.head.i)

    def _tells_outcome_of(
        self, happening: Happening, loss: Frame, dated: Set[int], mentions: LayersByToken
    ) -> bool:
        """Whether a loss is told as the outcome of a happening, by any word that tells of it."""
        peaceable = happening.frame.sense.type in self.peaceable
        if peaceable and any(t.i in mentions.actor for t in loss.slots.get("subject", ())):
            return False  # "police killed three men during a protest"
        return any(
            self._linked(loss.head, f.head, dated, self._two_acts(f, loss, mentions))
            and not self._of_another(f, loss, mentions)
            and not told_apart(f.head, loss.head, mentions, self.syntax, self.forms)
            for f in (happening.frame, *happening.absorbed)
        )

    def _harbours(self, act: Frame, loss: Frame) -> bool:
        """Whether a noun names what a loss came of, without being a fight ("2,000 people starved in the siege")."""
        nominal = act.sense.pos == "NOUN" and act.sense.type in self.harbouring
        return nominal and self._governs(loss.head, act.head)

    def _repels(self, act: Frame, loss: Frame) -> bool:
        """Whether those who beat an attack back did what a participle tells ("repelled a raid, killing ten")."""
        trails = loss.head.dep_ in self.syntax.adverbial_clause and loss.head.head.i == act.head.i
        return trails and act.sense.type in self.repelling and act.head.i < loss.head.i

    def _distance(self, loss: Frame, happening: Happening) -> tuple[bool, bool, int]:
        """How far a loss stands from a happening; the verb that it is joined to is nearer than a noun between.

        What hangs on it by a preposition is nearer yet ("X advanced, and his son was killed in an ambush").
        """
        act = happening.frame.head
        joined = loss.head.dep_ in self.syntax.conjunct and loss.head.pos_ == "VERB"
        tied = joined and loss.head.head.i == act.i
        return not self._governs(loss.head, act), not tied, abs(act.i - loss.head.i)

    def _dated(self, token: Token, mentions: LayersByToken) -> set[int]:
        """The verbs of a token's sentence whose clause names a time."""
        return {clause_of(t, self.syntax).i for t in token.sent if t.i in mentions.timexes}

    def _lends_to(self, frame: Frame, noun: Frame) -> bool:
        """Whether a word only says again that what a noun names took place ("convened the conference")."""
        if frame.head.i == noun.head.i or self._tells_loss(noun):
            return False
        if self.definitions.names(frame, noun):
            return True
        if frame.sense.type != noun.sense.type:
            return False
        if frame.sense.type in self.blows and self._thrown(frame.head, noun.head):
            return True
        subject = noun.sense.pos == "VERB" and any(t.i == frame.head.i for t in noun.slots.get("subject", ()))
        if frame.sense.pos == "NOUN":  # "the pact, a secret protocol", "authorised by Resolution 1484"
            if subject and self.forms.lemma(frame.head) in self.doers:
                return True  # "a suicide bomber struck"
            said = frame.head.dep_ in self.syntax.apposition and frame.head.head.i == noun.head.i
            if noun.sense.pos != "VERB" or noun.sense.type in self.rank:
                return said
            governed = any(t.i == noun.head.i for t in frame.slots.get("governor", ()))
            governed = governed and not self._apart(frame)
            return governed or subject
        if noun.sense.pos != "NOUN":
            return False
        return frame.sense.pos == "VERB" and any(t.i == noun.head.i for t in frame.slots.get("object", ()))

    def _thrown(self, participle: Token, verb: Token) -> bool:
        """Whether a participle only says who fired what a verb says to have hit: "shells *fired* by X landed"."""
        thing = participle.head
        fired = participle.dep_ in self.syntax.noun_clause and participle.pos_ == verb.pos_ == "VERB"
        return fired and thing.head.i == verb.i and thing.dep_ in self.syntax.subject

    def _apart(self, noun: Frame) -> bool:
        """Whether a noun is another happening than its verb, with a doer of its own ("before the retreat of X")."""
        if self.forms.lemma(noun.head.head) not in self.forms.prepositions["apart"]:
            return False
        own = (t for slot in _OWN_DOER for t in noun.slots.get(slot, ()))
        return any(t.pos_ in ("NOUN", "PROPN") for t in own)

    def _tells_loss(self, frame: Frame) -> bool:
        """Whether a frame tells a loss, by its type or, as in "the bomb killed", by its word (not "fell upon")."""
        if frame.sense.type in self.absorbed:
            return True
        word = self.forms.lemma(frame.head)
        if frame.sense.type not in self.same or word not in self.loss_words:
            return False
        return any(t.words == (word,) and t.needs is None for t in frame.sense.triggers)

    def _takes_many(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a verb only counts those taken in the fight that it goes on from: "stormed it, taking 900 men"."""
        verb, s = frame.head, self.syntax
        if (
            frame.sense.type not in self.absorbed_many
            or frame.sense.tells != "outcome"
            or verb.pos_ != "VERB"
        ):
            return False
        hosts, above = set[int](), verb
        while above.dep_ in s.adverbial_clause | s.conjunct and above.head.i < above.i:
            if any(c.dep_ in s.subject | s.passive_subject for c in above.children):
                break
            above = above.head
            hosts.add(above.i)
        fights = [f for f in frames if f.head.i in hosts and f.sense.type in self.rank]
        taken = [
            t for t in (*verb.children, *frame.slots.get("object", ())) if t.pos_ in ("NOUN", "NUM", "PROPN")
        ]
        counted = any(t.pos_ == "NUM" or any(c.pos_ == "NUM" for c in t.children) for t in taken)
        return bool(fights) and counted

    def _same(self, host: Frame, frame: Frame) -> bool:
        """Whether two frames of a clause are one: both of one happening, or of one type ("ousted in a coup")."""
        if host.sense.type == frame.sense.type and self._governs(host.head, frame.head):
            return True
        if host.sense.type not in self.same or frame.sense.type not in self.same:
            return False
        a, b = host.head, frame.head
        if a.pos_ == "VERB" and b.pos_ == "VERB":
            return False
        if any(t.i == a.i for t in b.conjuncts):
            return False
        return clause_of(a, self.syntax).i == clause_of(b, self.syntax).i and not (
            self._set_apart(a) or self._set_apart(b)
        )

    def _elsewhere(self, host: Frame, frame: Frame, mentions: LayersByToken) -> bool:
        """Whether two of a clause have named places of their own ("during the battle of X, forces attacked Y").

        What a verb does in or by a fight is that fight, wherever it struck.
        """
        own = [
            {mentions.places[mentions.place[t.i]].place.name for t in tokens if t.i in mentions.place}
            for tokens in (
                [t for slot in f.sense.place for t in f.slots.get(slot, ())] for f in (host, frame)
            )
        ]
        heads = (host.head, frame.head)
        inside = heads[0].is_ancestor(heads[1]) or heads[1].is_ancestor(heads[0])
        inside = inside or self.forms.lemma(heads[0]) == self.forms.lemma(heads[1])
        if not all(own) or own[0] & own[1] or inside:
            return False
        tied = (t.head for t in heads if t.dep_ in self.syntax.preposition_object)
        near = self.forms.prepositions["within"] | self.forms.prepositions["company"]
        near |= self.forms.prepositions["agentive"]
        return not any(self.forms.lemma(tie) in near for tie in tied)

    def _governs(self, verb: Token, noun: Token) -> bool:
        """Whether a noun hangs on a verb by a preposition, or the other way round."""
        for one, other in ((verb, noun), (noun, verb)):
            by = other.head
            if one.pos_ == "VERB" and by.dep_ in self.syntax.preposition and by.head.i == one.i:
                return self.forms.lemma(by) not in self.forms.prepositions["separate"]
        return False

    def _said_of(self, frame: Frame, mentions: LayersByToken) -> list[Token]:
        """What a word that tells of an end is said of ("the talks collapsed", "walked out of the talks").

        What is told with a name or place of its own is told as well ("the Geneva talks collapsed").
        """
        said = [t for slot in _SAID_OF for t in frame.slots.get(slot, ())]
        own = {t.i for t in frame.tokens}
        bare = [
            t for t in said if not any(c.pos_ == "PROPN" and c.i not in mentions.timexes for c in t.subtree)
        ]
        return [t for t in bare if own & {t.head.i, t.head.head.i}]

    def _closes(self, frame: Frame, mentions: LayersByToken) -> bool:
        """Whether a word tells the end of what was told before: of a definite noun that says no more about it."""
        definite = self.forms.words["definite"]
        return any(c.lower_ in definite for t in self._said_of(frame, mentions) for c in t.lefts)

    def _brings_about(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a participle only says who brought about the event of its noun, or helped its doer.

        "A truce brokered by X", "M23, backed by X, attacked".
        """
        noun = frame.head.head
        words = self.forms.words
        bare = frame.head.dep_ in self.syntax.noun_clause and self.forms.lemma(frame.head) in (
            words["mediating"] | words["concluding"]
        )
        doers = {t.i for t in frame.slots.get("subject", ())}
        slot = BACKED if self.forms.lemma(frame.head) in words["backing"] else "subject"
        company = (t.i for f in frames if f is not frame for t in f.slots.get(slot, ()))
        aside = frame.head.dep_ in self.syntax.noun_clause | self.syntax.adverbial_clause
        backs = (
            aside
            and self.forms.lemma(frame.head) in words["backing"] | words["joining"]
            and not doers.isdisjoint(company)
        )
        return backs or (bare and any(f.head.i == noun.i and f.sense.pos == "NOUN" for f in frames))

    def _comes_of(
        self, frame: Frame, frames: list[Frame], mentions: LayersByToken, told: Sequence[Happening]
    ) -> bool:
        """Whether a frame only counts what came of a happening told just before ("Twelve men died").

        It must name nobody who did it, no time and no place of its own, and no single person.
        """
        if frame.sense.tells != "outcome":
            return False
        before = [f for f in frames if f.head.i < frame.head.i]
        if not before and self._sums_up(frame.head):
            return False
        acts = {h.frame.sense.type for h in told}
        if not before and tallied(frame.head, acts, self.syntax, self.forms):
            return False
        before = before or [h.frame for h in told]
        if not any(f.sense.type in self.rank or f.sense.type in self.absorbed for f in before):
            return False
        # "They shot the prisoners. The defenders had lost 700 men": a side loses men in a fight
        bears = frame.sense.pos == "VERB" and "object" in frame.slots
        bears = bears and frame.sense.slots.get("subject") == "victim"
        if bears and all(f.sense.type in self.absorbed and f.head.sent != frame.head.sent for f in before):
            return False
        doers = [slot for slot, role in frame.sense.slots.items() if role == "initiator"]
        if any(t.pos_ != "NUM" for slot in doers for t in frame.slots.get(slot, ())):
            return False  # a bare number counts victims: "35 were killed and 37 injured"
        if self._is_penalty(frame.head):
            return False
        fillers = [t for slot, tokens in frame.slots.items() if slot not in AROUND for t in tokens]
        if any(t.i in mentions.place or self._is_one(t, mentions) for t in fillers):
            return False
        if any(told_apart(f.head, frame.head, mentions, self.syntax, self.forms) for f in before):
            return False
        return frame.head.i not in self._dated(frame.head, mentions)

    def _is_penalty(self, loss: Token) -> bool:
        """Whether people are told to be killed for what they did or did not do ("were killed for *hiding* grain")."""
        purpose, s = self.forms.prepositions["purpose"], self.syntax
        ties = [c for c in loss.children if c.dep_ in s.preposition and self.forms.lemma(c) in purpose]
        return any(c.dep_ in s.preposition_clause for tie in ties for c in tie.children)

    def _sums_up(self, loss: Token) -> bool:
        """Whether a main clause looks back on all that had been lost: "25,000 civilians had been killed there"."""
        return sums_up(clause_of(loss, self.syntax), self.syntax, self.narrative)

    def _two_acts(self, carrier: Frame, loss: Frame, mentions: LayersByToken) -> bool:
        """Whether a deliberate killing beside another act is an act of its own, if the two are only joined."""
        if loss.sense.type not in self.absorbed:
            return False
        victims = loss.slots.get("object", ())
        if carrier.sense.type in self.absorbed:  # "Ali was wounded and Hassan was killed"
            own = loss.sense.type != carrier.sense.type and loss.sense.pos == carrier.sense.pos == "VERB"
            hurt = {t.i for t in carrier.slots.get("object", ())}
            return own and any(t.i not in hurt and self._is_one(t, mentions) for t in victims)
        if carrier.sense.type in self.same and self._results(loss.head):
            return False
        meant = loss.sense.tells != "outcome" or any(self._is_one(t, mentions) for t in victims)
        apart = clause_of(loss.head, self.syntax).i != clause_of(carrier.head, self.syntax).i
        return meant and (loss.sense.pos == "VERB" or apart)

    def _is_one(self, token: Token, mentions: LayersByToken) -> bool:
        """Whether a word names one person."""
        if token.pos_ == "PRON":
            return bool(_PERSON & set(token.morph.get("Gender", []))) and "Sing" in token.morph.get(
                "Number", []
            )
        actor = mentions.actor.get(token.i)
        unknown = actor is None or actor.actor.kind in ("person", "unknown")
        several = "Plur" in token.morph.get("Number", []) or any(c.pos_ == "NUM" for c in token.children)
        return token.pos_ == "PROPN" and unknown and not several

    def _is_absent(self, frame: Frame) -> bool:
        """Whether something is named as what did not happen ("without a fight", "without firing a shot")."""
        head, s = frame.head, self.syntax
        governed = (
            head.dep_ in s.preposition_object | s.preposition_clause and head.head.dep_ in s.preposition
        )
        return governed and self.forms.lemma(head.head) in self.forms.prepositions["absent"]


def _other_name(happening: Happening, frame: Frame) -> bool:
    """Whether a happening has a name of its own, and a frame another one ("the Battle of X and the Battle of Y")."""
    if frame.head.pos_ != "PROPN" or frame.sense.pos != "NOUN":
        return False
    names = (f for f in (happening.frame, *happening.absorbed) if f.sense.pos == "NOUN")
    return any(f.head.pos_ == "PROPN" and f.sense.type == frame.sense.type for f in names)
