"""Reads where a time expression stands: on the main line of the narrative or beside it.

What marks an aside is data (models/<lang>/timexes/narrative.toml): labels and tags of the parser,
brackets, and the words that bind two expressions to one interval.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from dateline.engines.script import normal_text
from dateline.engines.syntax import Syntax, covering, verb_above
from dateline.engines.time.calendar import CalendarDate, Duration, Shift
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tenses import helped
from dateline.layers import Sentence, Timex, article_of, in_sentences

FRONT = 2  # tokens that may stand before an expression that opens its sentence


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a time expression stands.

    `aside`: off the main line. `earlier`: in the past before the story's past. `planned`: in what is yet
    to happen. `opens`: it only opens a period ("since 1950"). `fronted`: it opens its sentence.
    `inside`: in a relative clause or the like. `enclosed`: in brackets or quotes. `names`: it only describes a
    noun ("the 1777 campaign"). `spoken`: of a word that says what the sentence tells ("police said on Monday").
    `tagged`: of such a word behind what it says ("80 died, the charity said on 24 August"). `present`: the verb is
    in the present tense. `behind`: of what came before ("after the vote of 3 May"). `bounds`: till then
    something went on ("rose by December").
    """

    aside: bool
    earlier: bool
    planned: bool
    opens: bool
    fronted: bool
    inside: bool
    enclosed: bool
    names: bool
    spoken: bool = False
    tagged: bool = False
    present: bool = False
    behind: bool = False
    bounds: bool = False


class Clauses:
    """Reads from parse and punctuation whether a time expression belongs to the main line."""

    def __init__(self, rules: NarrativeData) -> None:
        self.rules = rules
        aside = rules.aside
        self._marks = re.compile("|".join(map(re.escape, (*aside["open"], *aside["close"], *aside["quote"]))))

    def of(self, doc: Doc, timex: Timex, sentence: Sentence) -> Clause:
        """The clause of a time expression."""
        span = covering(doc, timex.start, timex.end)
        inside, verb = self._climb(span.root)
        before = doc[span.start - 1].lower_ if span.start > sentence.first else ""
        told = verb is not None and helped(verb, self.rules.pluperfect)
        planned = verb is not None and helped(verb, self.rules.planned) and not self._done(verb)
        planned = (planned and not self._cut_short(span)) or self._meant_for(doc, span, timex)
        planned = planned or foreseeing(self.rules, span) is not None
        # What opens the sentence sets its scene, whatever clause the parser gives it to.
        fronted = span.start - sentence.first <= FRONT
        compared = (
            self._compared(span.root) if not fronted else likened(self.rules, doc, span.start, sentence)
        )
        opens = before in self.rules.aside["before"] or compared
        bracketed = _bracketed(doc, span, sentence, self.rules.aside["open"])
        enclosed, modifies = (
            self._enclosed(article_of(doc).text[sentence.start : timex.start])
            and not (bracketed is not None and self._sets_scene(bracketed, timex, sentence.first)),
            self._modifies(doc, span, timex, verb)
            and not (fronted and self._sets_scene(span.root.head, timex, sentence.first)),
        )
        ahead = before in self.rules.aside.get("ahead", ()) and _is_whole(timex)
        aside = opens or ahead or (not fronted and (inside or planned)) or modifies or enclosed
        return Clause(
            aside,
            told
            and before not in self.rules.pluperfect["except_after"]
            and not self._leads_in(doc, verb, timex),
            planned,
            opens,
            fronted,
            inside,
            enclosed,
            modifies and not (inside or enclosed),
            verb is not None and self._says(verb),
            verb is not None and self._says(verb, behind=True),
            verb is not None and verb.tag_ in self.rules.present["tags"],
            self._behind(span.root),
            not fronted and before in self.rules.planned.get("limits", ()),
        )

    def _leads_in(self, doc: Doc, verb: Token | None, timex: Timex) -> bool:
        """Whether the pluperfect only comes before what its main clause tells, which has no time of its own.

        "He fled after the army had overrun his base on 21 October" goes on from the story.
        """
        if verb is None or verb.head.i == verb.i:
            return False
        openers = (c for c in verb.lefts if c.dep_ in self.rules.aside.get("openers", ()))
        opener = verb.head if verb.head.pos_ == "ADP" else next(openers, verb)
        main = opener.head if opener.i == verb.head.i else verb.head
        after = self.rules.distance.get(opener.lower_) == 1 and not any(True for _ in opener.lefts)
        if not after or main.pos_ not in ("VERB", "AUX") or helped(main, self.rules.pluperfect):
            return False
        here: Sequence[Timex] = in_sentences(doc._.timexes, timex.sentence, timex.sentence)
        return all(t is timex for t in here)

    def _compared(self, token: Token) -> bool:
        """Whether the words only say with what the story is compared, or from when something is counted.

        "The worst fighting since the truce of 2 May 1985", "unlike in 1985", "three years after the truce of May 1985".
        """
        rule = self.rules.aside
        while token.head.i != token.i:
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                break
            if token.lower_ in rule.get("governors", ()):
                return True
            if token.lower_ in self.rules.distance and any(
                c.dep_ in rule["measures"] and c.i < token.i for c in token.children
            ):
                return True
        return False

    def _behind(self, token: Token) -> bool:
        """Whether the words tell after what something came ("after the vote of 3 May", "this followed a vote")."""
        for above in token.ancestors:
            if above.pos_ in ("VERB", "AUX"):
                objects = any(c.dep_ in self.rules.objects for c in above.children)
                return objects and above.lemma_ in self.rules.following
            if self.rules.distance.get(above.lower_) == 1:
                return True
        return False

    def _done(self, verb: Token) -> bool:
        """Whether the verb hangs on one that says that it comes about, or is the outcome ("only to be surprised")."""
        outcome, purpose = self.rules.planned.get("outcome", ()), self.rules.planned.get("purpose", ())
        before = [c for c in verb.lefts if c.lower_ in outcome or c.tag_ in purpose]
        if any(c.lower_ in outcome for c in before) and any(c.tag_ in purpose for c in before):
            return True
        above, rules = verb.head, self.rules.planned
        if above.i == verb.i:
            return False
        return above.lower_ in rules.get("obliged", ()) or above.lemma_ in rules.get("done", ())

    def _meant_for(self, doc: Doc, span: Span, timex: Timex) -> bool:
        """Whether something was only meant for a month or a day ("was planned for May", "was put off until May").

        What is planned for a year is what the text goes on to tell.
        """
        before = doc[span.start - 1] if span.start else span.root
        led = before.lower_ in self.rules.planned.get("until", ()) and span.root.head.i == before.i
        meant = led and before.head.lemma_ in self.rules.planned.get("meant", ())
        return meant and isinstance(timex.meaning, CalendarDate) and timex.meaning.month is not None

    def _cut_short(self, span: Span) -> bool:
        """Whether what was to be done then was cut short by what the clause behind tells ("when a ship came")."""
        behind = span.doc[span.end : span.end + 1]
        words, past = self.rules.planned.get("cut", ()), self.rules.pluperfect["tags"]
        return any(t.lower_ in words and t.head.tag_ in past for t in behind)

    def _says(self, verb: Token, behind: bool = False) -> bool:
        """Whether the verb only says what its clause tells; `behind`: after it has been told."""
        rule = self.rules.spoken
        return verb.lemma_ in rule.get("lemmas", ()) and any(
            c.dep_ in rule["labels"] and not (behind and c.i > verb.i) for c in verb.children
        )

    def _climb(self, token: Token) -> tuple[bool, Token | None]:
        """Whether an aside clause holds the token, and the verb that governs it."""
        clauses, inside, verb = self.rules.aside["clauses"], False, None
        while True:
            if verb is None and token.pos_ in ("VERB", "AUX"):
                verb = token
            tags = clauses.get(token.dep_)
            aside = tags is not None and (not tags or token.tag_ in tags)
            aside = aside and not (tags and helped(token, self.rules.pluperfect))  # "news that X had fallen"
            inside |= aside and not _is_clause(token)
            inside |= token.dep_ in self.rules.aside.get("marked", ()) and self._opened(token)
            if token.head.i == token.i:
                return inside, verb
            token = token.head

    def _opened(self, verb: Token) -> bool:
        """Whether a word that makes its clause an aside opens it."""
        marks, openers = (self.rules.aside.get(name, ()) for name in ("marks", "openers"))
        return any(c.lower_ in marks and c.i < verb.i and c.dep_ in openers for c in verb.children)

    def _modifies(self, doc: Doc, span: Span, timex: Timex, verb: Token | None) -> bool:
        """Whether the words only describe a noun: to their right, or to their left ("the pact of 1932").

        In a clause only: a title's year is the story's.
        """
        rule, root = self.rules.aside, span.root
        if span.start > 0 and doc[span.start - 1].tag_ in rule["prepositions"]:
            of, date = doc[span.start - 1], timex.meaning
            year = isinstance(date, CalendarDate) and not (date.month or date.season or date.part)
            named = of.head.pos_ in ("NOUN", "PROPN") and of.head.lemma_.lower() not in rule["stretches"]
            governed = of.head.dep_ in rule.get("governed", ())
            allusion = governed and of.head.head.lower_ in rule.get("alluding", ())
            return (year or allusion) and verb is not None and of.lower_ in rule["of"] and named
        return root.dep_ in rule["modifiers"] and root.head.i >= span.end and root.head.tag_ in rule["nouns"]

    def _sets_scene(self, noun: Token, timex: Timex, first: int) -> bool:
        """Whether a noun names that in which all of the sentence happens ("In the May 1926 Aro Incident he ...")."""
        rule, date = self.rules.aside, timex.meaning
        within = (
            noun.dep_ in rule.get("governed", ())
            and noun.head.i == first
            and noun.head.lower_ in rule.get("within", ())
        )
        return (
            within
            and noun.tag_ in rule.get("named", ())
            and isinstance(date, CalendarDate)
            and bool(date.month)
        )

    def _enclosed(self, before: str) -> bool:
        """Whether a bracket or quotation is open at the end of this text."""
        rule, depth, quoted = self.rules.aside, 0, False
        for mark in self._marks.findall(before):
            depth = max(0, depth + (mark in rule["open"]) - (mark in rule["close"]))
            quoted ^= mark in rule["quote"]
        return depth > 0 or quoted


def _bracketed(doc: Doc, span: Span, sentence: Sentence, marks: Sequence[str]) -> Token | None:
    """The noun that brackets with nothing but a time date ("the Battle of Aro (3-5 May 1926)")."""
    opening = next((i for i in range(span.start - 1, sentence.first, -1) if doc[i].text in marks), None)
    if opening is None or any(t.pos_ == "VERB" for t in doc[opening : span.start]):
        return None
    noun = doc[opening - 1]
    while noun.head.pos_ in ("ADP", "NOUN", "PROPN") and sentence.first < noun.head.i < noun.i:
        noun = noun.head
    return noun


def _is_clause(participle: Token) -> bool:
    """Whether a participle is the one verb of a sentence that the parser took for a noun ("The last men left")."""
    noun = participle.head
    if noun.head.i != noun.i or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    return all(t.i == participle.i or t.pos_ not in ("VERB", "AUX") for t in noun.subtree)


def sums_up(verb: Token, syntax: Syntax, rules: NarrativeData) -> bool:
    """Whether the narrator's own clause looks back in the pluperfect: "25,000 men had been killed"."""
    told = itertools.chain((verb,), verb.ancestors)
    main = not any(
        t.dep_ in syntax.complement | syntax.relative_clause | syntax.adverbial_clause for t in told
    )
    return main and helped(verb, rules.pluperfect)


def links(
    doc: Doc, timexes: list[Timex], sentences: list[Sentence], rules: NarrativeData
) -> list[str | None]:
    """For every expression what binds it to the next one: "range", "list", "time", or None."""
    text = normal_text(doc)
    out: list[str | None] = []
    for first, second in pairwise(timexes):
        kind = None
        if first.sentence == second.sentence:
            left, between = (
                text[sentences[first.sentence].start : first.start],
                text[first.end : second.start],
            )
            kind = next(
                (k.kind for k in rules.links if k.between.match(between) and k.before.search(left)), None
            )
            if kind == "time" and not between and _spans(first) and _spans(second):
                kind = "range"  # "五月底六月初"
            if kind == "range" and isinstance(second.meaning, Duration):
                kind = None  # "3 May 2019 – Two weeks after ..."
            stepped = kind == "list" and isinstance(second.meaning, Shift)
            if stepped and (between.startswith(",") or _apart(doc, first, second)):
                kind = None  # "landed on 3 May and a day later took the port"
        out.append(kind)
    return [*out, None] if timexes else []


def _spans(timex: Timex) -> bool:
    """Whether an expression names a month or a year, or a part of one."""
    date = timex.meaning
    return isinstance(date, CalendarDate) and date.day is None and bool(date.month or date.year)


def _apart(doc: Doc, first: Timex, second: Timex) -> bool:
    """Whether two expressions hang on different verbs."""
    left, right = (verb_above(covering(doc, t.start, t.end).root) for t in (first, second))
    return left != right


def _is_whole(timex: Timex) -> bool:
    """Whether this is a date that is not told to the part of the day."""
    date = timex.meaning
    return isinstance(date, CalendarDate) and date.part is None and date.hour is None


def foreseeing(rules: NarrativeData, span: Span) -> Token | None:
    """The verb that foresees something for a time ("predicted victory by May 1985", "expects peace by then")."""
    limit = span.root.head
    if limit.i != span.start - 1 or limit.lower_ not in rules.planned.get("limits", ()):
        return None
    verb = verb_above(limit)
    words = rules.planned.get("foreseeing", ())
    return verb if verb is not None and verb.lemma_ in words else None


def likened(rules: NarrativeData, doc: Doc, start: int, sentence: Sentence) -> bool:
    """Whether the time that begins at a token is only one that others are likened to ("as in May 1985, ...")."""
    at = start - 2
    opens = at == sentence.first or (at > sentence.first and doc[at - 1].is_punct)
    led = doc[at + 1].pos_ == "ADP" and doc[at + 1].lower_ not in rules.aside.get("of", ())  # not "as of May"
    return opens and led and doc[at].lower_ in rules.aside.get("likens", ())
