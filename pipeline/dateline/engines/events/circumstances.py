"""What a clause tells beside its happening: in which fight it was done, with whose help, by what second verb."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dateline.engines.events.definitions import Definitions
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Forms, Syntax, is_infinitive, verb_above


class Circumstances:
    """Finds frames of a sentence that tell no more than how the happening of another came about."""

    def __init__(self, syntax: Syntax, forms: Forms, behaviour: Behaviour, definitions: Definitions) -> None:
        self.syntax, self.forms, self.behaviour = syntax, forms, behaviour
        self.fighting = frozenset(behaviour.violent)
        self.definitions = definitions

    def by_the_way(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a frame tells nothing of its own: who helped, who led, how many the losses just named were."""
        said = self.led(frame) or self.compares(frame.head) or self.counts(frame, frames)
        said = said or self.helps(frame, frames) or self.strengthens(frame, frames)
        said = said or self.definitions.framing(frame, frames)
        return said or self.definitions.nickname(frame, frames)

    def compares(self, verb: Token) -> bool:
        """Whether a clause only sets a measure ("killed more men than it lost", not "no sooner ... than it fled")."""
        clause = (
            verb.pos_ == "VERB" and verb.dep_ in self.syntax.adverbial_clause | self.syntax.preposition_clause
        )
        marks = [*verb.lefts, verb.head] if clause else []
        if clause and any(
            t.lower_ in self.forms.words["at_once"] for t in verb.sent[: verb.i - verb.sent.start]
        ):
            return False
        return any(t.lower_ in self.forms.words["comparing"] and t.i < verb.i for t in marks) and any(
            c.dep_ in self.syntax.subject for c in verb.lefts
        )

    def helps(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a frame only says who helped those of another ("supported by X, took Y", "with help from X")."""
        if frame.sense.type not in self.behaviour.helping:
            return False
        head, s = frame.head, self.syntax
        if head.pos_ == "VERB":
            aside = head.dep_ in s.noun_clause | s.adverbial_clause and head.left_edge.i == head.i
            aside = aside and head.tag_ in self.forms.tags["passive_participle"]
            helped = any(c.dep_ in s.agent for c in head.children)
            known = self.forms.lemma(head) in self.forms.words["aiding"]
            hosts = [f for f in frames if f.sense.type not in self.behaviour.helping]
            return aside and helped and known and bool(hosts)
        by = head.head
        if (
            head.dep_ not in s.preposition_object
            or self.forms.lemma(by) not in self.forms.prepositions["company"]
        ):
            return False
        hosts = [f for f in frames if f.sense.type in self.fighting]
        above = by.head
        if above.dep_ in s.subject and above.pos_ != "VERB":
            above = above.head
        return any(above.i == f.head.i for f in hosts)

    def strengthens(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether an infinitive only says whom those who are moved shall join ("sent a legion to *reinforce* X")."""
        verb, above = frame.head, frame.head.head
        if not is_infinitive(verb, self.forms):
            return False
        if self.forms.lemma(verb) not in self.forms.words["strengthening"]:
            return False
        moved = {f.head.i for f in frames if f.sense.type in self.behaviour.moving and f.head.i < verb.i}
        while above.pos_ != "VERB" and above.i not in moved and above.head.i != above.i:
            above = above.head
        return above.i in moved

    def led(self, frame: Frame) -> bool:
        """Whether a participle only says who leads those before it ("an expedition led by X")."""
        head, s = frame.head, self.syntax
        passive = head.tag_ in self.forms.tags["passive_participle"] and head.dep_ in s.noun_clause
        led = passive and any(c.dep_ in s.agent for c in head.children)
        return led and self.forms.lemma(head) in self.forms.words["leading"]

    def counts(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a word of loss is said of another ("their casualties were 54 killed and 210 wounded")."""
        absorbed, s = self.behaviour.absorbed, self.syntax
        if frame.sense.type not in absorbed:
            return False
        said = next((t for t in (frame.head, *frame.head.ancestors) if t.dep_ in s.predicate), None)
        if said is None or said.head.pos_ != "AUX" or frame.head.i - said.head.i < 1:
            return False
        subjects = {c.i for c in said.head.children if c.dep_ in s.subject}
        return any(f.head.i in subjects and f.sense.type in absorbed for f in frames)

    def beside(self, frame: Frame, frames: Sequence[Frame], mentions: LayersByToken) -> Frame | None:
        """The frame that tells the happening of which this one says no more than a circumstance."""
        host = (
            self.setting(frame, frames, mentions)
            or self.definitions.named(frame, frames)
            or self.twin(frame, frames)
            or self.said_more(frame, frames)
            or self.echoed(frame, frames)
            or self.meant(frame, frames)
            or self.again(frame, frames, mentions)
            or self.reacts(frame, frames)
            or self.fired(frame, frames)
        )
        return host if host is None else self.beside(host, frames, mentions) or host

    def setting(self, frame: Frame, frames: Sequence[Frame], mentions: LayersByToken) -> Frame | None:
        """The act told of a clause, of which a fight or campaign only says in what it was done.

        "Was checked at the battle of X", "took it in close combat", "conquered it in a whirlwind campaign"; a fight
        with a date of its own is told of its own. So is by what order it was done ("freed them by decree").
        """
        head, s = frame.head, self.syntax
        if head.pos_ == "VERB" or head.dep_ not in s.preposition_object:
            return None
        if self._dated_apart(head, mentions) or self._goes_on(head):
            return None
        codename = frame.sense.type in self.behaviour.launched and head.pos_ == "PROPN"
        codename = codename or self.forms.lemma(head) in self.forms.words["instrument"]
        ties = self.forms.prepositions["codename" if codename else "within"]
        act = self._act_above(head.head, frames)
        if self.forms.lemma(head.head) not in ties or act is None or head.i < act.head.i:
            return None  # "at the battle of X, the Danes took ...": what is told is the battle
        if codename:
            return act if act.head.pos_ == "VERB" else None
        types = self._acts_in(frame, head)
        if act.head.i == head.head.head.i and act.head.pos_ == "VERB":
            types -= self.behaviour.melee - self._joined(act.head, frames)
        return act if act.sense.type in types else None

    def _act_above(self, tie: Token, frames: Sequence[Frame]) -> Frame | None:
        """The act that a preposition hangs on, also by a word of its phrase ("fought *the French* in a battle")."""
        s, heads = self.syntax, {f.head.i: f for f in frames}
        inside = s.object | s.preposition_object | s.preposition | s.modifier | s.particle
        above = tie.head
        while above.i not in heads and above.pos_ != "VERB" and above.dep_ in inside | s.adverb:
            above = above.head
        return heads.get(above.i)

    def _joined(self, verb: Token, frames: Sequence[Frame]) -> frozenset[str]:
        """The type of a verb that only says again what the one before it tells."""
        return frozenset(f.sense.type for f in frames if f.head.i == verb.i and self.twin(f, frames))

    def _dated_apart(self, noun: Token, mentions: LayersByToken) -> bool:
        """Whether a noun has a date of its own in a sentence that tells another."""
        dated = {t.i for t in noun.sent if t.i in mentions.timexes}
        own = {t.i for t in noun.subtree if t.i in mentions.timexes}
        return bool(own) and dated != own

    def _acts_in(self, frame: Frame, head: Token) -> frozenset[str]:
        """Types of acts that a fight or campaign may be the setting of."""
        if frame.sense.type in self.behaviour.melee:
            return self.behaviour.fought
        indefinite = any(c.lower_ in self.forms.words["indefinite_articles"] for c in head.lefts)
        if frame.sense.type == "operation" and indefinite and head.pos_ == "NOUN":
            return self.behaviour.fought
        return frozenset()

    def _goes_on(self, noun: Token) -> bool:
        """Whether a clause, or another noun joined to it, tells more of a noun."""
        more = self.syntax.relative_clause | self.syntax.conjunct | self.syntax.apposition
        return any(c.dep_ in more for c in noun.children)

    def twin(self, frame: Frame, frames: Sequence[Frame]) -> Frame | None:
        """The verb to which another is joined that says the same again of the same object.

        "Seized and occupied the port", "were ambushed and scattered".
        """
        verb, first = frame.head, frame.head.head
        if verb.pos_ != "VERB" or verb.dep_ not in self.syntax.conjunct:
            return None
        if any(t.pos_ not in ("CCONJ", "ADV") for t in verb.doc[first.i + 1 : verb.i]):
            return None
        kin = self.behaviour.twins
        either = verb.doc[first.i + 1].lower_ in self.forms.words["otherwise"]
        kin = kin | {frame.sense.type} if either else kin  # "damaged or destroyed"
        host = next((f for f in frames if f.head.i == first.i and f.sense.type in kin), None)
        if host is None or frame.sense.type not in kin:
            return None
        level = frame.sense.type in self.behaviour.level
        return host if frame.sense.type == host.sense.type or level else None

    def said_more(self, frame: Frame, frames: Sequence[Frame]) -> Frame | None:
        """The act of whose noun a relative clause only says more: what became of its object, or what it did.

        "Shot down a jet, *which crashed*", "the strikes that *destroyed* the depot".
        """
        verb, s = frame.head, self.syntax
        if verb.pos_ != "VERB" or verb.dep_ not in s.relative_clause:
            return None
        pronouns = [c for c in verb.lefts if c.tag_ in self.forms.tags["relative_pronoun"]]
        if not any(c.dep_ in s.subject for c in pronouns):
            return None
        noun, type_ = verb.head, frame.sense.type
        suffers = frame.sense.slots.get("subject") in ("target", "victim")
        for host in frames:
            same = host.sense.type == type_ and any(t.i == noun.i for t in host.slots.get("object", ()))
            blow = host.head.i == noun.i and host.sense.type in self.behaviour.blows
            acts = blow and type_ in self.behaviour.same_happening
            if (same and suffers) or acts:
                return host
        return None

    def echoed(self, frame: Frame, frames: Sequence[Frame]) -> Frame | None:
        """The act told before in the sentence that a definite noun without a word more takes up.

        "Clashed at X, four died in the skirmish", "advanced, and their advance was unopposed".
        """
        noun, type_ = frame.head, frame.sense.type
        owned = type_ in self.behaviour.spoken and any(c.dep_ in self.syntax.possessor for c in noun.lefts)
        if noun.pos_ != "NOUN" or frame.inner or owned or not self._takes_up(frame):
            return None  # "asked both to state their demands"
        clause, word = verb_above(noun), self.forms.lemma(noun)
        acts = self.fighting | self.behaviour.moving | self.behaviour.yielding
        told = [f for f in reversed(frames) if f.head.i < noun.i and f.sense.type == type_]
        same = (f for f in told if self.forms.lemma(f.head) == word)
        done = (f for f in told if f.head.pos_ == "VERB" and type_ in acts)
        return next((f for f in (*same, *done) if clause is None or clause.i != f.head.i), None)

    def _takes_up(self, frame: Frame) -> bool:
        """Whether a noun is definite, and no word beside it says which or whose it is."""
        s, noun = self.syntax, frame.head
        definite = any(
            c.lower_ in self.forms.words["definite"] or (c.dep_ in s.possessor and c.pos_ == "PRON")
            for c in noun.lefts
        )
        more = any(c.pos_ != "PUNCT" for c in noun.rights) or "modifier" in frame.slots
        doers = any(t.pos_ != "PRON" for t in frame.slots.get("subject", ()))
        apart = any(self.forms.lemma(c) in self.forms.words["setting_apart"] for c in noun.lefts)
        return definite and not (more or doers or apart)

    def meant(self, frame: Frame, frames: Sequence[Frame]) -> Frame | None:
        """The act of the same type that somebody sets out for, by what he means ("left for Geneva to *negotiate*")."""
        verb, s = frame.head, self.syntax
        aim = verb.dep_ in s.adverbial_clause | s.open_complement and is_infinitive(verb, self.forms)
        if not aim or self.forms.lemma(verb.head) not in self.forms.words["setting_out"]:
            return None
        hosts = (f for f in frames if f.head.i == verb.head.i and f.sense.type == frame.sense.type)
        return next((f for f in hosts if f.sense.type in self.behaviour.meetings), None)

    def again(self, frame: Frame, frames: Sequence[Frame], mentions: LayersByToken) -> Frame | None:
        """The act of the same type that a participle behind it only goes on to tell ("wrote to X, *assuring* him").

        It must have no time, and unless it is a word of speech or the same verb no place of its own.
        """
        verb, above, type_ = frame.head, frame.head.head, frame.sense.type
        lost = type_ in self.behaviour.absorbed or self.forms.lemma(verb) in self.forms.words["outcomes"]
        participle = verb.tag_ in self.forms.tags["gerund"] and verb.dep_ in self.syntax.adverbial_clause
        participle = participle and not lost
        if not participle or verb.i < above.i or any(c.pos_ == "SCONJ" for c in verb.lefts):
            return None
        own = {t.i for t in verb.subtree}
        placed = any(i in mentions.place for i in own) and self.forms.lemma(verb) != self.forms.lemma(above)
        if any(i in mentions.timexes for i in own) or (placed and type_ not in self.behaviour.spoken):
            return None
        return next((f for f in frames if f.head.i == above.i and f.sense.type == type_), None)

    def reacts(self, frame: Frame, frames: Sequence[Frame]) -> Frame | None:
        """The act by which somebody reacted, beside a word that says no more ("replied by *shelling* X")."""
        verb, s = frame.head, self.syntax
        if verb.pos_ != "VERB" or self.forms.lemma(verb) not in self.forms.words["reacting"]:
            return None
        by = self.forms.prepositions["agentive"] | self.forms.prepositions["company"]
        ties = [c for c in verb.rights if self.forms.lemma(c) in by]
        deeds = {
            t.i for c in ties for t in c.children if t.dep_ in s.preposition_clause | s.preposition_object
        }
        return next((f for f in frames if f.head.i in deeds), None)

    def fired(self, frame: Frame, frames: Sequence[Frame]) -> Frame | None:
        """The blow of whose weapon a participle only says whose it was ("sunk by a torpedo *fired* by X")."""
        verb, s, same = frame.head, self.syntax, self.behaviour.same_happening
        passive = verb.tag_ in self.forms.tags["passive_participle"] and verb.dep_ in s.noun_clause
        if not passive or frame.sense.type not in same or verb.head.dep_ not in s.preposition_object:
            return None
        tie = verb.head.head
        if (
            self.forms.lemma(tie)
            not in self.forms.prepositions["agentive"] | self.forms.prepositions["company"]
        ):
            return None
        return next((f for f in frames if f.head.i == tie.head.i and f.sense.type in same), None)
