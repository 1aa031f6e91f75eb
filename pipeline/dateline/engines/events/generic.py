"""What a clause tells of nobody in particular, or only as the manner of another act; it is no event of its own."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Forms, Syntax, first_conjunct, is_infinitive, verb_above

_BEHIND = 2  # how far above a participle the verb of loss may hang that it goes with


class Generic:
    """Finds frames that tell no happening: of anybody, in advice, as what shall never be, as a means."""

    def __init__(self, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.syntax, self.forms, self.behaviour = syntax, forms, behaviour

    def tells_none(self, frame: Frame, frames: Sequence[Frame], mentions: LayersByToken) -> bool:
        """Whether a frame tells no event."""
        head = frame.head
        told = self.of_anybody(head) or self.averted(head, mentions) or self.advised(head, mentions)
        told = told or self.goes_on(frame, frames) or self.hoped(frame, mentions)
        told = told or self.of_the_text(head) or self.entitled(head, mentions)
        told = told or self.each(head, mentions) or self.ranked(head) or self.habitual(head, mentions)
        told = told or self.likened(frame, frames) or self.questioned(frame) or self.usual(head, mentions)
        told = told or self.left_so(frame, mentions) or self.equipped(frame)
        told = told or self.wished_away(frame, frames, mentions)
        told = told or self.outlawed(frame, mentions) or self.ruled(head, mentions)
        return told or self.means(frame, frames) or self.counted(frame, frames)

    def of_anybody(self, verb: Token) -> bool:
        """Whether a clause says which of many is meant, whoever it may be ("any man fleeing")."""
        s, words = self.syntax, self.forms.words
        clause = verb
        while clause.dep_ in s.conjunct and clause.head.pos_ in ("VERB", "AUX"):
            clause = clause.head
        if verb.pos_ != "VERB" or clause.dep_ not in s.relative_clause | s.noun_clause:
            return False
        noun = clause.head
        if self.forms.lemma(noun) in words["anybody"]:
            return True
        if clause.tag_ in self.forms.tags["base_form"]:
            return False  # "any attempt to take it"
        personal = clause.dep_ in s.noun_clause or clause.left_edge.lower_ in words["personal_relative"]
        return personal and any(c.lower_ in words["any"] and c.i < noun.i for c in noun.children)

    def averted(self, noun: Token, mentions: LayersByToken) -> bool:
        """Whether a bare noun names what a verb shall keep from ever happening ("to prevent mutinies")."""
        s = self.syntax
        first = noun
        while first.dep_ in s.conjunct and first.head.pos_ == "NOUN":
            first = first.head
        if noun.pos_ != "NOUN" or first.dep_ not in s.object:
            return False
        if self.forms.lemma(first.head) not in self.forms.words["preventing"]:
            return False
        return not self._own(noun) and not any(t.i in mentions.place for t in noun.subtree)

    def outlawed(self, frame: Frame, mentions: LayersByToken) -> bool:
        """Whether a bare noun names what a law forbids or calls a crime ("bans torture", "*rape* is a crime")."""
        noun, s, words = first_conjunct(frame.head, self.syntax), self.syntax, self.forms.words
        named = frame.head.pos_ == "NOUN" or frame.head.dep_ in s.object  # "forbids torture", read as a verb
        if not named or frame.sense.type not in self.behaviour.suffered:
            return False
        if any(self._own(t) or any(c.i in mentions.place for c in t.subtree) for t in (noun, frame.head)):
            return False
        verb = noun.head
        if noun.dep_ in s.object | s.passive_subject and self.forms.lemma(verb) in words["outlawing"]:
            return True
        said = [c for c in verb.rights if c.dep_ in s.predicate] if noun.dep_ in s.subject else []
        return verb.pos_ == "AUX" and any(self.forms.lemma(c) in words["offences"] for c in said)

    def ruled(self, verb: Token, mentions: LayersByToken) -> bool:
        """Whether a clause says what may be done to nobody or must be done to anybody ("no deputy may be detained")."""
        s, words = self.syntax, self.forms.words
        if verb.pos_ != "VERB" or any(t.i in mentions.place or t.i in mentions.timexes for t in verb.subtree):
            return False
        may = any(c.lower_ in words["ruling"] for c in verb.lefts)
        let = self.forms.lemma(verb.head) in words["letting"] and is_infinitive(verb, self.forms)
        told = (c for c in verb.lefts if c.dep_ in s.subject | s.passive_subject)
        whoever = words["anybody"] | words["any"] | words["each"] | words["denying"]
        return (may or let) and any(t.lower_ in whoever for c in told for t in (c, *c.lefts))

    def wished_away(self, frame: Frame, frames: Sequence[Frame], mentions: LayersByToken) -> bool:
        """Whether somebody only asks that it end, wherever and whenever it is ("urged both to stop *the fighting*")."""
        noun, s = frame.head, self.syntax
        if noun.pos_ != "NOUN" or any(t.i in mentions.place or t.i in mentions.timexes for t in noun.subtree):
            return False
        ending = first_conjunct(noun, s).head
        ending = ending.head if ending.dep_ in s.preposition else ending
        if self.forms.lemma(ending) not in self.forms.words["wished_end"]:
            return False
        asked = {f.head.i for f in frames if f.sense.type in self.behaviour.asked and f is not frame}
        return any(t.i in asked for t in (ending, *ending.ancestors))

    def advised(self, head: Token, mentions: LayersByToken) -> bool:
        """Whether a clause is, or hangs on, advice to everybody that names neither place nor time nor actor."""
        s, tags = self.syntax, self.forms.tags
        root = head.sent.root
        if root.tag_ not in tags["base_form"] or root.pos_ != "VERB":
            return False
        inner = [c for c in root.children if c.dep_ in s.subject | s.passive_subject | s.infinitive_marker]
        bare = all(self.forms.lemma(c) in self.forms.words["likewise"] for c in inner)
        spoken = any(
            c.dep_ in s.aside or (c.pos_ == "VERB" and c.dep_ in s.complement) for c in root.children
        )
        if not bare or spoken:
            return False
        named = (t for t in head.sent if t.pos_ == "PROPN" or t.i in mentions.timexes)
        return not any(named)

    def of_the_text(self, head: Token) -> bool:
        """Whether a sentence tells what a text is about, or where to read on ("this section covers the invasion")."""
        s, words = self.syntax, self.forms.words
        base = (t for t in head.ancestors if t.tag_ in self.forms.tags["base_form"])
        told = s.subject | s.infinitive_marker
        for verb in base:
            if self.forms.lemma(verb) in words["reading_on"] and not any(
                c.dep_ in told for c in verb.children
            ):
                return True
        whole = head.head.head if head.dep_ in s.preposition_object else head
        if self.forms.lemma(whole) in words["listing"] and whole.text[0].isupper() and whole.i < head.i:
            return True
        texts = (c for c in head.sent.root.children if c.dep_ in s.subject | s.passive_subject)
        return any(
            self.forms.lemma(t) in words["own_text"]
            and any(self.forms.lemma(c) in words["of_own_text"] for c in t.children)
            for t in texts
        )

    def entitled(self, head: Token, mentions: LayersByToken) -> bool:
        """Whether a word stands in what a body may do at all ("had power to send envoys and to levy troops")."""
        s, words, own = self.syntax, self.forms.words, self._own
        verb = head
        while not own(verb) and verb.dep_ in s.object | s.preposition_object | s.preposition:
            verb = verb.head  # a noun that nothing makes definite
        inner = s.conjunct | s.adverbial_clause | s.noun_clause | s.open_complement
        while verb.pos_ == "VERB":
            entitled = self.forms.lemma(verb.head) in words["entitling"] and is_infinitive(verb, self.forms)
            if entitled and verb.dep_ in inner and verb.head.i < verb.i:
                return not any(t.i in mentions.place or t.i in mentions.timexes for t in verb.subtree)
            if verb.dep_ not in inner:
                return False
            verb = verb.head
        return False

    def each(self, noun: Token, mentions: LayersByToken) -> bool:
        """Whether a noun stands for all of its kind, whenever they were ("a report on every battle")."""
        if noun.pos_ != "NOUN" or not any(
            self.forms.lemma(c) in self.forms.words["each"] for c in noun.lefts
        ):
            return False
        clause = verb_above(noun) or noun
        return not any(t.i in mentions.timexes for t in clause.subtree)

    def ranked(self, noun: Token) -> bool:
        """Whether events are only counted to rank who had most of them ("the highest number of attacks")."""
        tie = noun.head
        if noun.pos_ != "NOUN" or noun.dep_ not in self.syntax.preposition_object:
            return False
        number = tie.head
        if self.forms.lemma(number) not in self.forms.words["ranking"] or number.i > noun.i:
            return False
        return any(c.tag_ in self.forms.tags["superlative"] for c in number.lefts)

    def habitual(self, noun: Token, mentions: LayersByToken) -> bool:
        """Whether a noun names by what means somebody uses to fight ("insurgents use car bombs and mortars")."""
        if noun.pos_ != "NOUN" or self._own(noun):
            return False
        s, above = self.syntax, noun
        while above.pos_ in ("NOUN", "PROPN", "ADP", "SCONJ") or above.dep_ in s.preposition:
            if above.dep_ in s.subject | s.passive_subject or above.head.i >= above.i:
                return False
            above = above.head
        if (
            self.forms.lemma(above) not in self.forms.words["using"]
            or above.tag_ not in self.forms.tags["present_tense"]
        ):
            return False
        return not any(t.i in mentions.place or t.i in mentions.timexes for t in above.subtree)

    def usual(self, verb: Token, mentions: LayersByToken) -> bool:
        """Whether a verb tells what is done again and again, at no time and no place ("often fought in the bush")."""
        words = self.forms.words["usually"]
        if verb.pos_ != "VERB" or not any(c.lower_ in words for c in verb.lefts):
            return False
        return not any(t.i in mentions.place or t.i in mentions.timexes for t in verb.subtree)

    def likened(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a word is only what another event is called or said to amount to.

        "Described the raid *as* a war crime", "treated it as tantamount to war", "dismissed the plan as a surrender".
        """
        s, words, token = self.syntax, self.forms.words, frame.head
        if token.dep_ in s.preposition_clause | s.preposition_object:
            amount = token.head.head
            token = amount if self.forms.lemma(amount) in words["amounting"] else token
        tie = token.head
        if self.forms.lemma(tie) in self.forms.prepositions["likening"] and tie.i < token.i:
            called = [t for t in (tie.head, tie.head.head) if t.i < tie.i]
        else:
            free = any(c.tag_ in self.forms.tags["relative_pronoun"] for c in tie.lefts)
            called = [tie] if token.dep_ in s.object_predicate and not free else []
        verb = next((t for t in called if self.forms.lemma(t) in words["regarding"]), None)
        if verb is None:
            return False  # "what they called a retreat" is one
        others = [f for f in frames if f is not frame]
        judged = self.behaviour.blaming | self.behaviour.refusals
        if any(f.head.i == verb.i and f.sense.type in judged for f in others):
            return True
        said = s.object | s.passive_subject | s.subject
        near = {
            t.i
            for c in (*verb.children, *token.children)
            if c.dep_ in said and c.i < token.i
            for t in c.subtree
        }
        near |= {verb.head.i} if verb.dep_ in s.noun_clause else set()
        return any(f.head.i in near for f in others)

    def questioned(self, frame: Frame) -> bool:
        """Whether a word of asking puts a question, and asks for nothing ("asked whether …", "when asked, he said")."""
        verb, s = frame.head, self.syntax
        if (
            frame.sense.type not in self.behaviour.asked
            or self.forms.lemma(verb) not in self.forms.words["querying"]
        ):
            return False
        tags, words = self.forms.tags, self.forms.words
        openers = tags["relative_pronoun"] | tags["relative_adverb"]
        clauses = [c for c in verb.rights if c.dep_ in s.complement | s.open_complement]
        first = [t for c in clauses for t in c.lefts]
        if any(t.tag_ in openers or t.lower_ in words["whether"] for t in first):
            return True
        aside = verb.dep_ in s.adverbial_clause and verb.tag_ in tags["passive_participle"]
        meant = any(is_infinitive(c, self.forms) for c in clauses)
        ties = {self.forms.lemma(c) for c in verb.rights if c.dep_ in s.preposition}
        return aside and not meant and not ties & self.forms.prepositions["purpose"]

    def left_so(self, frame: Frame, mentions: LayersByToken) -> bool:
        """Whether a verb of leaving only says in what state ("left its flank *open*", "was left *to defend* itself").

        Who leaves a place open goes from there.
        """
        verb, s = frame.head, self.syntax
        leaving = self.forms.lemma(verb) in self.forms.words["leaving_so"]
        if not leaving or frame.sense.type not in self.behaviour.yielding:
            return False
        left = [c for c in verb.rights if c.dep_ in s.object]
        state = any(c.dep_ in s.object_predicate for c in verb.rights)
        twice = bool(left) and any(c.dep_ in s.indirect_object and c.pos_ != "ADP" for c in verb.rights)
        passive = any(c.dep_ in s.passive_auxiliary for c in verb.lefts)
        alone = passive and any(
            c.dep_ in s.open_complement and is_infinitive(c, self.forms) for c in verb.rights
        )
        return alone or twice or (state and not any(t.i in mentions.place for c in left for t in c.subtree))

    def equipped(self, frame: Frame) -> bool:
        """Whether a participle only says how good training or arms are ("poorly *trained*", "*armed* with clubs")."""
        verb, s = frame.head, self.syntax
        if frame.sense.type not in self.behaviour.helping:
            return False
        first = first_conjunct(verb, s)
        if verb.tag_ not in self.forms.tags["passive_participle"] or any(
            c.dep_ in s.agent for t in (verb, first) for c in t.children
        ):
            return False
        with_ = {self.forms.lemma(c) for c in verb.rights if c.i == verb.i + 1} & self.forms.prepositions[
            "company"
        ]
        armed = self.forms.lemma(verb) in self.forms.words["arming"] and first.dep_ in s.noun_clause
        return bool(armed and with_) or any(
            c.lower_ in self.forms.words["how_well"] for t in (verb, first) for c in t.lefts
        )

    def _own(self, noun: Token) -> bool:
        """Whether something makes a noun a definite one: an article, a number, an owner, a name."""
        s = self.syntax
        return noun.pos_ == "NOUN" and any(
            c.pos_ in ("DET", "PRON", "NUM", "PROPN") or c.dep_ in s.possessor for c in noun.children
        )

    def goes_on(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a participle says what the object of an act of its own kind does ("passed a bill authorising it")."""
        verb, s = frame.head, self.syntax
        if verb.tag_ not in self.forms.tags["gerund"] or verb.dep_ not in s.noun_clause:
            return False
        if frame.sense.type in self.behaviour.violent:
            return False
        noun = verb.head
        above = {f.head.i for f in frames if f.sense.type == frame.sense.type and f is not frame}
        return noun.dep_ in s.object | s.passive_subject and noun.head.i in above

    def hoped(self, frame: Frame, mentions: LayersByToken) -> bool:
        """Whether an infinitive names a fight as no more than what something is for ("a force *to defeat* them").

        Or as what somebody wishes for at no place and no time ("wanted to fight the Danes").
        """
        verb, s = frame.head, self.syntax
        if frame.sense.type not in self.behaviour.melee or verb.pos_ != "VERB" or frame.inner:
            return False
        while verb.dep_ in s.conjunct and verb.head.pos_ == "VERB":
            verb = verb.head
        if verb.dep_ in s.open_complement and self.forms.lemma(verb.head) in self.forms.words["wishing"]:
            return not any(t.i in mentions.place or t.i in mentions.timexes for t in verb.subtree)
        if verb.dep_ in s.noun_clause and self.forms.lemma(verb.head) in self.forms.words["attempting"]:
            return False  # "an attempt to outflank them failed"
        purposes = s.adverbial_clause | s.noun_clause | s.relative_clause
        return verb.dep_ in purposes and is_infinitive(verb, self.forms)

    def means(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a noun only says by what somebody died ("killed in a plane crash", "assassinated by gunfire")."""
        noun, s = frame.head, self.syntax
        if noun.pos_ != "NOUN" or noun.dep_ not in s.preposition_object:
            return False
        if self.forms.lemma(noun) not in self.forms.words["deadly"]:
            return False
        above = noun.head.head
        return any(f.head.i == above.i and f.sense.type in self.behaviour.absorbed for f in frames)

    def counted(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a participle behind a number only says what became of those lost ("cost them over 900 killed")."""
        verb, s = frame.head, self.syntax
        if frame.sense.type not in self.behaviour.absorbed or not verb.i:
            return False
        if verb.tag_ not in self.forms.tags["passive_participle"] or verb.nbor(-1).pos_ != "NUM":
            return False
        if any(c.dep_ in s.infinitive_marker | s.passive_auxiliary | s.agent for c in verb.children):
            return False
        above = [
            t for t in list(verb.ancestors)[:_BEHIND] if self.forms.lemma(t) in self.forms.words["costing"]
        ]
        lost = {*self.behaviour.absorbed, *self.behaviour.absorbed_many}
        hosts = {t.i for t in above}
        return bool(above) and any(f.head.i in hosts or f.sense.type not in lost for f in frames)
