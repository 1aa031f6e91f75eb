"""Times that a clause shares with another one that has them: verbs joined by "and", a clause behind "after"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from spacy.tokens import Token

from dateline.engines.events.adjuncts import Tie, clause_above, is_clause
from dateline.engines.events.frame import Frame
from dateline.engines.events.ties import Ties
from dateline.engines.syntax import between
from dateline.engines.time.calendar import CalendarDate, Shift
from dateline.engines.time.tenses import helped, in_tense


def of_conjunct(frame: Frame, ties: Ties) -> Tie | None:
    """The date behind the last of several verbs of one subject ("killed 9 people and burned the mill on 5 May")."""
    if frame.head.pos_ != "VERB":
        return None
    for other in _conjuncts(frame.head, ties):
        for tie in ties.all:
            meaning = tie.timex.meaning
            day = isinstance(meaning, CalendarDate) or (isinstance(meaning, Shift) and meaning.deictic)
            if (
                day
                and tie.limit in (None, *ties.narrative.since)
                and tie.owner.i == other.i < tie.root.i
                and not _goes_elsewhere(other, tie.root, tie.limit)
            ):
                return tie
    return None


def _conjuncts(verb: Token, ties: Ties) -> Iterator[Token]:
    """The verbs joined to a verb that tell what the same subject did at the same time, or lack its auxiliary.

    "Killed nine and burned the mill", "forty had been detained and ten rifles seized".
    """
    s, tags = ties.syntax, ties.forms.tags
    past = tags["past"] | tags["passive_participle"]
    for other in verb.children:
        if other.dep_ not in s.conjunct or not is_clause(other, ties.syntax, ties.forms) or other.i < verb.i:
            continue
        helped_too = any(c.dep_ in s.passive_auxiliary for c in other.children)
        gapped = not helped_too and any(c.dep_ in s.passive_auxiliary for c in verb.children)
        own = helped_too or (
            any(c.dep_ in s.subject | s.passive_subject for c in other.children) and not gapped
        )
        later = any(c.lower_ in ties.narrative.sequel for c in other.children)
        alike = other.tag_ == verb.tag_ or {other.tag_, verb.tag_} <= past
        if own or later or not alike or _goes_elsewhere(verb, other):
            return
        yield other
        yield from _conjuncts(other, ties)


def _goes_elsewhere(first: Token, second: Token, limit: str | None = None) -> bool:
    """Whether a mark, another verb or the opening of a clause stands between two words; `limit` may."""
    words = (t for t in between(first, second) if t.lower_ != limit)
    return any(t.is_punct or t.pos_ in ("VERB", "AUX", "SCONJ") for t in words)


def of_clause_behind(
    frame: Frame, frames: Mapping[int, Frame], holding: frozenset[str], ties: Ties
) -> Tie | None:
    """The date of what a clause behind "after" tells that happened at once ("died after being shot on 5 May").

    Who is held lives on: the date of the capture says nothing of what came after it.
    """
    chain = ties.clauses(frame.head)
    if any(c.dep_ in ties.syntax.passive_auxiliary for verb in chain[:1] for c in verb.children):
        return None  # "was hanged after being shot down on 5 May"
    for tie in ties.all:
        verb, after = tie.owner, tie.owner.head
        behind = (
            verb.dep_ in ties.syntax.preposition_clause and ties.narrative.distance.get(after.lower_) == 1
        )
        held = verb.i in frames and frames[verb.i].sense.type in holding
        if behind and chain and after.head.i == chain[0].i and not held and not tie.limit:
            return tie
    return None


def of_clause_before(frame: Frame, ties: Ties) -> Tie | None:
    """The date of what a clause with "after" tells, after which the event came ("fled after X had come on 5 May")."""
    chain = ties.clauses(frame.head)
    for tie in ties.all:
        verb = tie.owner
        behind = chain and verb.dep_ in ties.syntax.adverbial_clause and verb.head.i == chain[0].i
        opened = any(
            ties.narrative.distance.get(c.lower_) == 1 for c in verb.lefts if c.pos_ in ("SCONJ", "ADP")
        )
        if behind and opened and not tie.limit:
            return tie
    return of_noun_before(chain[0], ties) if chain else None


def of_noun_before(verb: Token, ties: Ties) -> Tie | None:
    """The date of a noun with "after", behind which the event came ("was sacked following the battle of 13 May")."""
    governed = ties.syntax.preposition_object
    for tie in ties.all:
        noun, after = tie.owner, tie.owner.head
        behind = ties.narrative.distance.get(after.lower_) == 1 and after.head.i == verb.i
        if behind and (noun.dep_ in governed or noun.dep_ in ties.syntax.object):
            return tie
    return None


def behind(noun: Token, ties: Ties) -> Tie | None:
    """The time right behind a noun, with no verb between ("after the victory at X on 9 November")."""
    for tie in ties.all:
        words = noun.doc[noun.i + 1 : tie.root.i]
        if tie.root.i >= noun.i and not any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in words):
            return tie
    return None


def of_noun_ahead(frame: Frame, ties: Ties) -> Tie | None:
    """The time right behind what came later ("was planned before the attack on X on 6 May")."""
    governed = frame.head.dep_ in ties.syntax.preposition_object and frame.head.pos_ == "NOUN"
    before = governed and ties.narrative.distance.get(frame.head.head.lower_) == -1
    return behind(frame.head, ties) if before else None


def of_clause_after(frame: Frame, ties: Ties) -> Tie | None:
    """The date of what came after an event that a clause with "after" tells ("after X had come, Y fled on 5 May")."""
    governed = ties.syntax.preposition_object  # "after raids by X" opens no clause
    for verb in (frame.head, *frame.head.ancestors):
        marks = (c for c in verb.lefts if ties.narrative.distance.get(c.lower_) == 1)
        opened = any(all(g.dep_ not in governed for g in c.children) for c in marks)
        if opened and verb.dep_ in ties.syntax.adverbial_clause:
            return next((tie for tie in ties.all if tie.owner.i == verb.head.i and not tie.limit), None)
    return None


def of_clause_when(frame: Frame, ties: Ties) -> Tie | None:
    """The day of what a clause with "when" tells behind an event ("fighting began when X attacked on 5 May")."""
    chain, s, rules = ties.clauses(frame.head), ties.syntax, ties.narrative
    if not chain or helped(chain[0], rules.pluperfect):
        return None
    if frame.head.i != chain[0].i and ties.forms.lemma(chain[0]) in rules.ending:
        return None  # "the protests ended when X attacked on 5 May"
    for tie in ties.all:
        verb, meaning = tie.owner, tie.timex.meaning
        beside = verb.dep_ in s.adverbial_clause and verb.head.i == chain[0].i < verb.i
        opened = any(c.lower_ in rules.when for c in verb.lefts)
        if beside and opened and not tie.limit and isinstance(meaning, CalendarDate):
            return tie
    return None


def told_of(frame: Frame, ties: Ties) -> Tie | None:
    """The time of which a clause with "when" tells ("since Monday, when two men were shot")."""
    clause = next(reversed(ties.clauses(frame.head)), None)
    if clause is None or clause.dep_ not in ties.syntax.relative_clause:
        return None
    opened = any(t.lower_ in ties.narrative.when for t in clause.doc[clause.left_edge.i : clause.i])
    return next((tie for tie in ties.all if opened and tie.root.i == clause.head.i), None)


def of_clause_until(frame: Frame, ties: Ties) -> Tie | None:
    """The time of what a clause with "until" tells, up to which an event went on ("held out until X came on 5 May")."""
    chain, s, rules = ties.clauses(frame.head), ties.syntax, ties.narrative
    told = s.subject | s.passive_subject
    if not chain or (frame.head.i != chain[0].i and frame.head.dep_ not in told):
        return None
    if any(c.lower_ in ties.forms.words["denying"] for c in chain[0].children):
        return None  # "did not fire until X came"
    for tie in ties.all:
        verb, above = tie.owner, tie.owner.head
        if verb.dep_ in s.preposition_clause:
            opened, above = above.lower_ in rules.until, above.head
        else:
            opened = verb.dep_ in s.adverbial_clause and any(c.lower_ in rules.until for c in verb.lefts)
        if opened and above.i == chain[0].i < verb.i and not tie.limit:
            return tie
    return None


def came_first(frame: Frame, index: int, ties: Ties) -> bool:
    """Whether a time is that of what came after a clause ("On 4 May, after signing a truce, they left").

    A clause behind tells of the same day ("fled on 4 May after X had come").
    """
    s, rules = ties.syntax, ties.narrative
    tie = ties.of(index)
    if not tie.limit and frame.head.i < tie.owner.i and _was_before(frame.head, tie.owner, ties):
        return True  # "On 4 May, following the truce, they left"
    own = is_clause(frame.head, s, ties.forms)
    verb = frame.head if own else clause_above(frame.head, s, ties.forms)
    if verb is None or tie.limit or not verb.i < tie.owner.i or verb.is_ancestor(tie.root):
        return False
    if verb.dep_ in s.preposition_clause:
        return rules.distance.get(verb.head.lower_) == 1
    if verb.dep_ not in s.adverbial_clause:
        return False
    marks = (c for c in verb.lefts if rules.distance.get(c.lower_) == 1)
    opened = any(all(g.dep_ not in s.preposition_object for g in c.children) for c in marks)
    return opened or helped(verb, rules.perfect_participle)


def _was_before(noun: Token, verb: Token, ties: Ties) -> bool:
    """Whether a noun names what was before what a verb tells ("On 5 May, following the raid, they left").

    What has no article came with it ("after heavy fighting").
    """
    if noun.pos_ in ("VERB", "AUX") or not verb.is_ancestor(noun):
        return False
    inner = noun
    for token in takewhile(lambda t: t.i != verb.i, noun.ancestors):
        if token.lower_ in ties.narrative.distance:
            parted = any(t.is_punct for t in between(token, noun))  # "following the raid, Operation X began"
            return not parted and any(c.pos_ == "DET" or c.dep_ in ties.syntax.possessor for c in inner.lefts)
        if is_clause(token, ties.syntax, ties.forms):
            return False
        inner = token
    return False


def only_said(frame: Frame, index: int, ties: Ties) -> bool:
    """Whether a time is that of the words that say what is to come ("On 5 May he said that they would leave")."""
    tie = ties.of(index)
    clause = next(iter(ties.clauses(frame.head)), None)
    return (
        clause is not None
        and clause.dep_ in ties.syntax.complement
        and clause.head.i == tie.owner.i < clause.i
    )


def of_saying(frame: Frame, ties: Ties) -> Tie | None:
    """The day of the words behind what they tell ("they have taken the town, the army said on Sunday")."""
    chain = ties.clauses(frame.head)
    verb = chain[-1] if chain else None
    if verb is None or verb.dep_ not in ties.syntax.complement or verb.i > verb.head.i:
        return None
    says = ties.forms.lemma(verb.head) in ties.narrative.spoken["lemmas"]
    if not says or in_tense(verb, ties.narrative.present):
        return None
    return next((tie for tie in ties.all if tie.owner.i == verb.head.i and not tie.limit), None)


def tells(frame: Frame, verb: Token, ties: Ties) -> bool:
    """Whether an event is what a verb tells, or one joined to it ("had hijacked a bus and killed 38 people")."""
    if any(t.i == verb.i for t in frame.tokens):
        return True
    head, s = frame.head, ties.syntax
    said = head.dep_ in s.complement and head.head.i == verb.i < head.i
    if said and ties.forms.lemma(verb) in ties.narrative.spoken["lemmas"]:
        return True  # "a day after the army said that it had taken X"
    if not (head.pos_ == verb.pos_ == "VERB" and head.dep_ in s.conjunct and head.head.i == verb.i):
        return False
    own = any(c.dep_ in s.subject | s.passive_subject for c in head.children)
    own = own or any(t.is_punct for t in between(verb, head))
    return not own and not any(tie.owner.i == head.i for tie in ties.all)


def of_captives(frame: Frame, ties: Ties) -> Tie | None:
    """The date behind a participle that only says how its noun was kept ("freed men held by X on 5 May")."""
    objects = (c for c in frame.head.children if c.dep_ in ties.syntax.object and c.i > frame.head.i)
    kept = (c for noun in objects for c in noun.children if c.dep_ in ties.syntax.noun_clause)
    for participle in kept:
        if ties.forms.lemma(participle) in ties.narrative.keeping:
            return next((t for t in ties.all if t.owner.i == participle.i < t.root.i and not t.limit), None)
    return None


def came_of(frame: Frame, index: int, ties: Ties) -> bool:
    """Whether an event came at the end of a stretch ("lasted from May to July and led to the fall of the town")."""
    last = ties.of(index).owner
    if ties.forms.lemma(last) not in ties.narrative.lasting | ties.narrative.spending:
        return False
    return any(
        t.dep_ in ties.syntax.conjunct and t.head.i == last.i and ties.forms.lemma(t) in ties.narrative.ending
        for t in frame.head.ancestors
    )


def end_of(frame: Frame, ties: Ties) -> Tie | None:
    """The day until which an event lasted ("broke out on 3 May and lasted until the 9th")."""
    chain = ties.clauses(frame.head)
    for other in chain[0].children if chain else ():
        lasting = other.dep_ in ties.syntax.conjunct and ties.forms.lemma(other) in ties.narrative.lasting
        if (
            lasting
            and other.i > chain[0].i
            and not any(c.dep_ in ties.syntax.subject for c in other.children)
        ):
            until = (t for t in ties.all if t.owner.i == other.i and t.limit in ties.narrative.until)
            return next(until, None)
    return None
