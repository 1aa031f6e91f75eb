"""How closely the times of a sentence are tied to its events, read off the parse."""

from __future__ import annotations

from collections.abc import Iterable, Set

from spacy.tokens import Doc, Token

from dateline.engines.events.adjuncts import Adjuncts, Tie, clause_above, is_clause
from dateline.engines.events.defined_times import DefinedTimes
from dateline.engines.events.frame import Frame
from dateline.engines.events.outdone import outdone
from dateline.engines.events.place_ties import CLAUSE, DIRECT, GOVERNOR, LIMIT, OPENING
from dateline.engines.syntax import NOUNS, Forms, Syntax, bracket_before, covering, is_attributive, to_occur
from dateline.engines.time.calendar import CalendarDate
from dateline.engines.time.clauses import likened
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tenses import helped
from dateline.layers import Sentence, Timex

DEFINED = DIRECT - 1  # it comes before a year in the event's name
_GLOSS = 3  # tokens before a time within which a bracket opens that it stands in
APART = 10  # added to a tie with what another clause, behind a semicolon, tells


class Ties:
    """The times of one sentence and what they hang on; `enter` makes a sentence current."""

    def __init__(
        self, doc: Doc, syntax: Syntax, forms: Forms, narrative: NarrativeData, undoing: Set[str]
    ) -> None:
        self.doc = doc
        self.syntax = syntax
        self.forms = forms
        self.narrative = narrative
        self.undoing = undoing  # types of events: what is done away with is older
        self.all: list[Tie] = []
        self._heads: frozenset[int] = frozenset()
        self._definitions = DefinedTimes(self._heads, syntax, forms, narrative)
        self.adjuncts = Adjuncts(doc[0:0], self._heads, syntax, forms, narrative)

    def enter(self, sentence: Sentence, frames: list[Frame], timexes: Iterable[tuple[int, Timex]]) -> None:
        """Tie the times of a sentence; its event heads own the adjuncts that hang on them."""
        self._heads = frozenset(t.i for frame in frames for t in frame.tokens)
        self._definitions = DefinedTimes(self._heads, self.syntax, self.forms, self.narrative)
        words = self.doc[sentence.first : sentence.last]
        self.adjuncts = Adjuncts(words, self._heads, self.syntax, self.forms, self.narrative)
        self.all = [
            self.adjuncts.tie(index, timex) for index, timex in timexes if not self._likened(timex, sentence)
        ]

    def of(self, index: int | None) -> Tie:
        """What the time of this index hangs on; it must be one of the sentence."""
        return next(tie for tie in self.all if tie.index == index)

    def _likened(self, timex: Timex, sentence: Sentence) -> bool:
        """Whether the events of the sentence are only likened to those of that time."""
        return likened(self.narrative, self.doc, covering(self.doc, timex.start, timex.end).start, sentence)

    def rank(self, tie: Tie, frame: Frame) -> int | None:
        """How closely a time is tied to an event; None if it belongs to something else."""
        if (
            self._glosses(tie, frame)
            or outdone(frame.head, self._start(tie), self.syntax, self.forms, self.narrative)
            or (tie.foreseen is not None and tie.foreseen.i == frame.head.i)
        ):
            return None
        rank = self._tied(tie, frame)
        apart = any(
            min(tie.root.i, frame.head.i) < i < max(tie.root.i, frame.head.i) for i in self.adjuncts.breaks
        )
        if apart:
            return None if rank is None or self._dated_since(frame.head) else rank + APART
        return OPENING if rank is None and tie.heads and tie.owner.pos_ in ("VERB", "AUX") else rank

    def _glosses(self, tie: Tie, frame: Frame) -> bool:
        """Whether a time in brackets right behind another only says it once more ("in May 1812 (April, old style)")."""
        brackets, start = self.narrative.aside, self._start(tie)
        opens = bracket_before(self.doc, start, _GLOSS, brackets["open"])
        if not opens:
            return False
        closes = next(
            (t.i for t in self.doc[start : self.adjuncts.words.end] if t.text in brackets["close"]), opens
        )
        if opens < frame.head.i < closes:
            return False
        behind = opens - 1 - (self.doc[opens - 1].text in ",")
        last = self.doc[behind].idx + len(self.doc[behind])
        return any(other.timex.end == last for other in self.all)

    def _start(self, tie: Tie) -> int:
        """The first token of a time."""
        return covering(self.doc, tie.timex.start, tie.timex.end).start

    def _dated_since(self, head: Token) -> bool:
        """Whether another time stands between the last semicolon and an event: the story has moved on to it."""
        first = max((i for i in self.adjuncts.breaks if i < head.i), default=-1)
        return any(first < tie.root.i < head.i and not tie.limit for tie in self.all)

    def _tied(self, tie: Tie, frame: Frame) -> int | None:
        """How closely the parse ties a time to an event."""
        owner = tie.owner
        if any(t.i == owner.i for t in frame.tokens) and not self._describes(tie, frame):
            since = tie.limit in self.narrative.since
            aside = since and (owner.dep_ in self.syntax.noun_clause or self._till_told(owner))
            return (
                CLAUSE if aside else LIMIT if tie.limit else DIRECT
            )  # "the town, held since May, fell on the 9th"
        if self._is_occasion(frame.head):
            return None
        if not tie.limit and self._definitions.date(frame.head, owner, tie.root):
            return DEFINED
        chain = self.clauses(frame.head)
        if chain and owner.i == chain[0].i:
            return LIMIT if tie.limit else CLAUSE
        if not tie.limit and self._joined(frame.head, owner) and tie.root.i > owner.i:
            return CLAUSE
        if not tie.limit and (self._done_then(chain, owner) or self._made(frame.head, owner)):
            return CLAUSE
        if not tie.limit and self._began(frame.head, owner) and not self._defines_other(frame.head, tie):
            return DIRECT
        told = self._definitions.around(owner)
        if not tie.limit and told is not None and self._names(told, frame.head):
            return CLAUSE
        if (told := self._told_by(owner)) is not None and not tie.limit:
            if told.i == frame.head.i:
                return CLAUSE
            inside = frame.head.pos_ in NOUNS and frame.head.is_ancestor(told)
            inside = inside or (bool(chain) and clause_above(told, self.syntax, self.forms) == chain[0])
            if chain and inside and self._frames(told):
                return None if self._aside(told.head, frame, chain[0]) else OPENING
            if chain and told.head.i == chain[0].i and self._acts(told):
                return OPENING
        if (begun := self._begun_by(owner)) is not None and not tie.limit:
            return CLAUSE if any(t.i == begun for t in frame.tokens) else None
        if tie.opening and (owner.pos_ in ("VERB", "AUX") or owner.i == tie.root.i):
            return OPENING
        if any(owner.i == verb.i for verb in chain[1:]):
            return LIMIT + 1 if tie.limit else GOVERNOR
        shared = (
            self._of_object(tie, frame) or self._of_occasion(tie, frame, chain) or self._closes(tie, frame)
        )
        return LIMIT + 1 if shared else None

    def _till_told(self, verb: Token) -> bool:
        """Whether a verb tells what went on until it was said ("said on Sunday that 40 had been held since May")."""
        tenses = (self.narrative.perfect, self.narrative.pluperfect)
        while not any(helped(verb, t) for t in tenses) and verb.dep_ in self.syntax.conjunct:
            verb = verb.head
        return verb.dep_ in self.syntax.complement and any(helped(verb, tense) for tense in tenses)

    def _describes(self, tie: Tie, frame: Frame) -> bool:
        """Whether a time only says which one the object of a phrase is ("tore up the treaty of 1974").

        It does before the object as well, where that is of an earlier day than the act ("broke the 1974 treaty").
        """
        of, noun = tie.root.head, tie.owner
        if noun.i == frame.head.i or frame.head.pos_ != "VERB":
            return False
        if frame.sense.type in self.undoing and tie.root.i < noun.i and noun.pos_ == "NOUN":
            return bool(tie.root.head.i == noun.i)
        return bool(of.head.i == noun.i) and is_attributive(of, tie.root, self.forms)

    def _is_occasion(self, noun: Token) -> bool:
        """Whether an event is only what the subject is about ("anger over the raid led to riots on 5 May")."""
        about, governed = noun.head, self.syntax.preposition_object
        if noun.pos_ != "NOUN" or noun.dep_ not in governed or about.head.pos_ not in ("NOUN", "PROPN"):
            return False
        of_subject = about.head.dep_ in self.syntax.subject | self.syntax.passive_subject
        return of_subject and about.lower_ in self.forms.prepositions["about"] and about.i > about.head.i

    def _joined(self, verb: Token, other: Token) -> bool:
        """Whether two verbs share all that follows ("deposed and executed him in 1963")."""
        joined = other.dep_ in self.syntax.conjunct and other.head.i == verb.i
        joined = joined and is_clause(other, self.syntax, self.forms)
        return joined and all(t.pos_ == "CCONJ" for t in self.doc[verb.i + 1 : other.i])

    def _of_object(self, tie: Tie, frame: Frame) -> bool:
        """Whether a day stands right behind the verb's object: both may have it ("condemned the raid on Monday")."""
        owner, verb, date = tie.owner, frame.head, tie.timex.meaning
        named = isinstance(date, CalendarDate) and (date.weekday or date.day)
        if not named or tie.limit or verb.pos_ != "VERB" or not verb.i < owner.i == tie.root.i - 2:
            return False
        return owner.pos_ == "NOUN" and clause_above(owner, self.syntax, self.forms) == verb

    def _closes(self, tie: Tie, frame: Frame) -> bool:
        """Whether a time behind all that a verb governs may be the verb's ("called for a truce in the next May")."""
        verb, token, date = frame.head, tie.owner, tie.timex.meaning
        own = {t.i for t in frame.tokens}
        day = isinstance(date, CalendarDate) and bool(date.day or date.month)
        governed = self.syntax.object | self.syntax.preposition_object | self.syntax.preposition
        if not day or tie.limit or verb.pos_ != "VERB" or not verb.i < token.i < tie.root.i:
            return False
        before = covering(self.doc, tie.timex.start, tie.timex.end)[0].i - 1
        if self.doc[before].pos_ != "ADP" or is_attributive(self.doc[before], tie.root, self.forms):
            return False
        while token.i != verb.i:
            told = token.i in self._heads - own and token.i != tie.owner.i
            gerund = token.dep_ in self.syntax.noun_clause and token.tag_ in self.forms.tags["gerund"]
            joined = token.dep_ in self.syntax.conjunct and token.pos_ == "NOUN"
            if (
                told
                or not (token.dep_ in governed or gerund or joined)
                or self.narrative.distance.get(token.lower_) == -1
            ):
                return False
            token = token.head
        return True

    def _of_occasion(self, tie: Tie, frame: Frame, chain: list[Token]) -> bool:
        """Whether an event came to pass in another one that has the time ("was beaten at the battle of X in May")."""
        noun, at = tie.owner, tie.owner.head
        if tie.limit or noun.i not in self._heads or noun.dep_ not in self.syntax.preposition_object:
            return False
        if at.lower_ not in self.forms.prepositions["occasioned"]:
            return False
        verb = at.head
        return verb.i == frame.head.i or (
            bool(chain) and (verb.i == chain[0].i or self._joined(chain[0], verb))
        )

    def _began(self, noun: Token, verb: Token) -> bool:
        """Whether a relative clause tells when what a noun names was ("the siege of X, which began on 10 May")."""
        if verb.dep_ not in self.syntax.relative_clause or verb.i in self._heads:
            return False
        lemma, narrative = self.forms.lemma(verb), self.narrative
        if lemma not in (*narrative.starting, *narrative.lasting, *narrative.defining.get("happening", ())):
            return False
        subjects = self.syntax.subject | self.syntax.passive_subject
        alone = any(c.dep_ in subjects and c.tag_ in self.forms.tags["relative_pronoun"] for c in verb.lefts)
        return alone and self._names(verb.head, noun)

    def _defines_other(self, noun: Token, tie: Tie) -> bool:
        """Whether a time is another event's, which the sentence defines ("X was a battle of *the war* that ...")."""
        others = (self.doc[i] for i in self._heads if i != noun.i)
        return any(self._definitions.date(other, tie.owner, tie.root) for other in others)

    def _done_then(self, chain: list[Token], verb: Token) -> bool:
        """Whether an infinitive has the time of the clause that governs it.

        "The siege *had* to be raised in 1628", "X, *appointed* to lead the front on 7 May, ...".
        """
        above = next(iter(chain), None)
        if above is None or verb.dep_ not in self.syntax.open_complement or verb.head.i != above.i:
            return False
        giving = self.forms.lemma(above) in self.forms.words["giving_office"]
        named = above.dep_ in self.syntax.noun_clause and giving
        return named or (above.i not in self._heads and above.lower_ in self.narrative.planned["obliged"])

    def _made(self, noun: Token, verb: Token) -> bool:
        """Whether a relative clause only says who made what a noun names ("the treaty that X had signed in May")."""
        s = self.syntax
        if noun.pos_ not in NOUNS or verb.dep_ not in s.relative_clause or verb.i in self._heads:
            return False
        making = self.narrative.defining.get("made", ())
        if self.forms.lemma(verb) not in making or not self._names(verb.head, noun):
            return False
        return not any(c.dep_ in s.object and c.pos_ in NOUNS for c in verb.rights)

    def _names(self, told: Token, event: Token) -> bool:
        """Whether a noun is an event's, a part of it or its other name ("the siege of X", "the raid, Operation Y")."""
        s = self.syntax
        while told.i != event.i and told.dep_ in s.apposition | s.preposition_object:
            apposed = told.dep_ in s.apposition
            above = told.head if apposed else told.head.head
            if above.pos_ not in NOUNS or (told.i in self._heads and not apposed):
                break
            told = above
        return told.i == event.i

    def _told_by(self, participle: Token) -> Token | None:
        """The noun that a participle dates ("the treaty, signed on 10 May"); None for any other word."""
        tags = self.forms.tags
        dates = participle.tag_ in tags["passive_participle"]
        if participle.tag_ in tags["gerund"]:
            dates = self.forms.lemma(participle) in self.narrative.lasting  # "the revolt, lasting from"
        if participle.tag_ in tags["past"] and participle.i + 1 < len(self.doc):
            dates = participle.nbor().pos_ == "ADP"  # misread: "pact, signed in"
        return participle.head if dates and participle.dep_ in self.syntax.noun_clause else None

    def _frames(self, noun: Token) -> bool:
        """Whether the noun is the instrument or occasion of its clause ("By the treaty, ... ceded")."""
        governed = noun.dep_ in self.syntax.preposition_object
        return governed and self.forms.lemma(noun.head) in self.forms.prepositions["occasion"]

    def _begun_by(self, participle: Token) -> int | None:
        """The event word before a participle that tells its first day ("called for a strike, starting on 20 May")."""
        behind = participle.head.i < participle.i and participle.tag_ in self.forms.tags["gerund"]
        if not behind or self.forms.lemma(participle) not in self.narrative.starting:
            return None
        return max((i for i in self._heads if i < participle.i), default=None)

    def _aside(self, by: Token, frame: Frame, verb: Token) -> bool:
        """Whether somebody or something does what is only told beside a clause ("*freed by* the treaty of May")."""
        done = by.head
        return by.dep_ in self.syntax.agent and done.i != verb.i and done.head.i != frame.head.i

    def _acts(self, noun: Token) -> bool:
        """Whether what a noun names does what its clause tells ("The treaty, signed on 10 May, ceded the port")."""
        verb = noun.head
        past = verb.tag_ in self.forms.tags["past"] - self.forms.tags["passive_participle"]
        return past and noun.i in self._heads and noun.dep_ in self.syntax.subject

    def clauses(self, head: Token) -> list[Token]:
        """The verb of the event's clause and those of the clauses whose time it shares, innermost first."""
        out = []
        token = head
        if head.pos_ in ("VERB", "AUX"):
            out.append(head)
        elif (verb := to_occur(head, self.syntax, self.forms)) is not None:
            out.append(verb)
        while token.head.i != token.i:
            if token.pos_ in ("VERB", "AUX") and not self._shares_time(token):
                break
            if token.dep_ in self.syntax.preposition_object and self._separates(token.head):
                break
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                out.append(token)
        return out

    def _separates(self, preposition: Token) -> bool:
        """Whether what a preposition governs was before or after what the clause tells."""
        limits = self.forms.prepositions["limit"]
        return self.forms.lemma(preposition) in limits or preposition.lower_ in self.narrative.distance

    def _shares_time(self, verb: Token) -> bool:
        """Whether a clause takes its time from the one above (infinitive, participle, report, conjunct)."""
        s = self.syntax
        if verb.dep_ in s.relative_clause:
            return False
        if verb.dep_ in s.preposition_clause:
            return not self._separates(verb.head)
        if verb.dep_ in s.adverbial_clause:
            return not any(self.forms.lemma(c) in self.forms.prepositions["limit"] for c in verb.children)
        if verb.dep_ in s.complement and verb.i < verb.head.i:
            return False  # "the town fell; on 3 May the army left", "the town fell, the army said"
        if verb.dep_ in s.conjunct:
            own = any(tie.owner.i == verb.i for tie in self.all)
            return not own
        return True

    def noun_of(self, verb: Token, noun: Token) -> bool:
        """Whether a noun belongs to the clause of a verb."""
        return (
            not is_clause(noun, self.syntax, self.forms)
            and clause_above(noun, self.syntax, self.forms) == verb
        )
