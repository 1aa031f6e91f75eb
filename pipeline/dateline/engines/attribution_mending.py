"""Mends sentences whose last words say who tells it: "Jets bombed the convoy, *the spokesman Olaf Lund said*".

Parsers hang such a clause on a noun or a participle before it, or its speaker on what was told: the spokesman would
have bombed the convoy, or the convoy have said so.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.attachment import make_subject, take_place
from dateline.engines.datelines import COLON
from dateline.engines.syntax import NOUNS, Forms, Syntax

_PARTS = frozenset({";", COLON})
_OPENS = ("DET", "NUM", "ADJ", "PRON", "VERB", *NOUNS)


def mend_attributions(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Put the verb of saying above what it tells, and give it its speaker; heads and labels are changed in place."""
    for verb in doc:
        if verb.text == COLON:
            _part_from_label(verb, syntax)
        if verb.lower_ in forms.words["telling_nouns"] and verb.pos_ == "NOUN":
            _make_teller(verb, syntax, forms)
        if verb.lower_ in forms.words["attributing"]:
            _join_behind_aside(verb, syntax, forms)
        if verb.dep_ in syntax.relative_clause:
            _tell(verb, syntax, forms)
        if verb.pos_ != "VERB" or verb.tag_ not in forms.tags["finite"]:
            continue
        if forms.lemma(verb) not in forms.words["reporting"] or not _ends(verb, syntax, forms):
            continue
        start = _speaker_start(verb, forms)
        if start is not None and (speaker := _head(start, verb)) is not None:
            _attribute(verb, start, speaker, syntax, forms)
        elif verb.i > 1 and verb.nbor(-1).text == ",":  # "..., said Olaf Lund"
            behind = [c for c in verb.rights if c.dep_ in syntax.subject]
            if len(behind) == 1:
                _attribute(verb, verb.i, behind[0], syntax, forms)


def _make_teller(noun: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a noun that ends a sentence behind a comma and somebody's name or office the verb that it may be.

    "Ten farmers were shot, the agency *reports*."
    """
    doc, speaker, behind = noun.doc, noun.nbor(-1) if noun.i else noun, noun.i + 1
    ends = behind == len(doc) or (
        doc[behind].is_punct and doc[behind].text != "," and behind + 1 >= noun.sent.end
    )
    start = _behind_mark(doc, noun.sent.start, noun.i)
    if not ends or start is None or start == noun.i or speaker.pos_ not in NOUNS:
        return
    if any(t.pos_ not in ("DET", "ADJ", "ADP", *NOUNS) for t in doc[start : noun.i]):
        return
    noun.lemma_ = forms.lemma(noun)
    noun.tag_, noun.pos_ = min(forms.tags["present_singular"]), "VERB"
    for child in [c for c in noun.lefts if c.i != speaker.i]:
        child.head = speaker
    make_subject(speaker, noun, syntax)


def _join_behind_aside(word: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a verb behind an aside to the one before it: "shelled it and, *according to X*, burned the mills".

    Who says so tells that verb alone.
    """
    doc, end = word.doc, word.right_edge.i
    if word.i < 2 or word.nbor(-1).text != "," or word.nbor(-2).pos_ != "CCONJ":
        return
    first = word.nbor(-2).head
    comma = next((t for t in doc[word.i : end + 2] if t.text == ","), None)
    if first.pos_ != "VERB" or comma is None or comma.i + 1 >= len(doc):
        return
    verb = comma.nbor(1)
    told = first.dep_ in syntax.root | syntax.complement | syntax.conjunct | syntax.adverbial_clause
    if not told or verb.pos_ != "VERB" or verb.tag_ in forms.tags["gerund"] or verb.is_ancestor(word):
        return
    passive = any(c.dep_ in syntax.passive_auxiliary for c in first.lefts)
    if not passive and verb.tag_ in forms.tags["passive_participle"] and first.tag_ in forms.tags["past"]:
        verb.tag_ = first.tag_
    verb.head, verb.dep_, word.head = first, min(syntax.conjunct), verb


def _tell(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a clause to the verb that tells it to somebody: "told the council *that war had come*"."""
    hearer, first = verb.head, verb.left_edge
    tells = hearer.dep_ in syntax.object | syntax.indirect_object
    tells = tells and forms.lemma(hearer.head) in forms.words["addressing"]
    subjects = syntax.subject | syntax.passive_subject
    content = first.lower_ in forms.words["told"] and first.dep_ in syntax.marker | subjects
    if tells and content and any(c.dep_ in subjects and c.i != first.i for c in verb.lefts):
        verb.head, verb.dep_, first.dep_ = hearer.head, min(syntax.complement), min(syntax.marker)


def _part_from_label(colon: Token, syntax: Syntax) -> None:
    """Make the clause behind a colon the main one where a mere noun opens its sentence ("The army: men had fled")."""
    first = colon.sent.start
    noun = next(
        (t for t in colon.doc[first : colon.i] if not first <= t.head.i < colon.i or t.head.i == t.i), None
    )
    if noun is None or noun.pos_ not in NOUNS or (noun.head.i != noun.i and noun.head.i < colon.i):
        return
    clauses = [noun.head] if noun.head.i != noun.i else [c for c in noun.rights if c.i > colon.i]
    verb = next((c for c in clauses if c.pos_ in ("VERB", "AUX")), None)
    subjects = syntax.subject | syntax.passive_subject
    if verb is None or not any(c.dep_ in subjects and c.i > colon.i for c in verb.lefts):
        return
    if noun.head.i == noun.i:
        take_place(verb, noun)
    noun.head, noun.dep_ = verb, min(syntax.unclear)


def _ends(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether nothing that is told follows a verb of saying, but whom it was told, when, or what was added."""
    behind = verb.doc[verb.i + 1 : verb.sent.end]
    if any(t.tag_ in forms.tags["finite"] and not verb.is_ancestor(t) for t in behind):
        return False  # "men who, they said, had fled"
    addressing = forms.lemma(verb) in forms.words["addressing"]
    for child in verb.rights:
        told = child.dep_ in syntax.complement | syntax.open_complement | syntax.conjunct
        if told or (child.dep_ in syntax.object and not addressing) or child.text in _PARTS:
            return False
        if child.pos_ == "CCONJ":
            return False
    return True


def _speaker_start(verb: Token, forms: Forms) -> int | None:
    """Where the phrase between what is told and the verb begins, behind a comma; an apposition may end it."""
    doc, first = verb.doc, verb.sent.start
    end = verb.i - 1 if doc[verb.i - 1].text == "," else verb.i
    start = _behind_mark(doc, first, end)
    if start is not None and end != verb.i:  # "the governor, Olaf Lund, said"
        start = _behind_mark(doc, first, start - 1)
    if start is None or start >= end or doc[start].pos_ not in _OPENS:
        return None
    relative = forms.words["personal_relative"] | forms.tags["relative_pronoun"]
    for token in doc[start : verb.i]:
        if token.lower_ in relative or token.tag_ in relative:
            return start if token.i > start else None
        if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in _PARTS:
            return None
    return start


def _behind_mark(doc: Doc, first: int, end: int) -> int | None:
    """The token behind the last comma before `end`, and behind the quotation mark that closes after it."""
    for i in range(end - 1, first, -1):
        if doc[i].text == ",":
            return i + 2 if i + 1 < end and doc[i + 1].is_quote else i + 1
    return None


def _head(start: int, verb: Token) -> Token | None:
    """The noun of the phrase that begins at a token: the first that hangs on nothing inside it."""
    phrase = verb.doc[start : verb.i]
    nouns = (t for t in phrase if t.pos_ in (*NOUNS, "PRON", "NUM"))
    return next((t for t in nouns if not start <= t.head.i < verb.i or t.head.i == t.i), None)


def _attribute(verb: Token, start: int, speaker: Token, syntax: Syntax, forms: Forms) -> None:
    told = _told(verb, start)
    if told is None:
        return
    subjects = syntax.subject | syntax.passive_subject
    false = [c for c in verb.lefts if c.dep_ in subjects and c.i < start]
    if told.pos_ in NOUNS:
        act = _act(told, verb, false, syntax, forms)
        if act is None:
            return
        told = act
    elif start <= told.head.i < verb.i:  # what is told, hung on its speaker
        told.head, told.dep_ = verb, min(syntax.complement)
    elif not verb.is_ancestor(told):
        take_place(verb, told)
        told.head, told.dep_ = verb, min(syntax.complement)
    elif told.head.i != verb.i or told.dep_ not in syntax.complement:
        return
    for noun in false:
        if noun.head.i == verb.i:
            _give_back(noun, told, syntax)
    if speaker.head.i != verb.i or speaker.dep_ not in subjects:
        make_subject(speaker, verb, syntax)
    for child in [c for c in verb.lefts if c.i < start and c.i != told.i and not c.is_punct]:
        child.head = told


def _told(verb: Token, start: int) -> Token | None:
    """The head of what stands before the speaker, in its part of the sentence."""
    doc = verb.doc
    first = verb.sent.start
    for i in range(start - 1, first, -1):
        if doc[i].text in _PARTS:
            first = i + 1
            break
    heads = [t for t in doc[first:start] if not first <= t.head.i < start or t.head.i == t.i]
    verbs = [t for t in heads if t.pos_ in ("VERB", "AUX")]
    return next(iter(verbs or [t for t in heads if t.pos_ in NOUNS]), None)


def _act(noun: Token, verb: Token, false: list[Token], syntax: Syntax, forms: Forms) -> Token | None:
    """What the noun did that was read as one who says so: "Rebels executed ten men, the agency said"."""
    clauses = [c for c in noun.rights if c.dep_ in syntax.noun_clause and c.tag_ not in forms.tags["gerund"]]
    act = clauses[-1] if clauses else None
    if act is None or noun not in false:
        return None
    inner = _inner_act(act, syntax, forms)
    governs = any(c.dep_ in syntax.object | syntax.particle for c in act.rights)
    if inner is None and not (governs and (act.i == noun.i + 1 or act.nbor(-1).text == ",")):
        return None
    act = inner or act
    act.head, act.dep_, act.tag_ = verb, min(syntax.complement), min(forms.tags["past"])
    make_subject(noun, act, syntax)
    return act


def _inner_act(participle: Token, syntax: Syntax, forms: Forms) -> Token | None:
    """The past tense read as a participle inside another: "Rebels backed by jets *advanced*, the agency said"."""
    inside = [t for t in participle.subtree if t.dep_ in syntax.noun_clause and t.i == t.head.i + 1]
    inside = [t for t in inside if t.i > participle.i]
    past = forms.tags["past"] - forms.tags["passive_participle"]
    reduced = participle.tag_ in forms.tags["passive_participle"]
    return inside[0] if reduced and len(inside) == 1 and inside[0].tag_ in past else None


def _give_back(noun: Token, told: Token, syntax: Syntax) -> None:
    """Give what was told the noun that was taken for one who says so: its subject, or its object."""
    if noun.i < told.i:
        make_subject(noun, told, syntax)
    else:
        noun.head, noun.dep_ = told, min(syntax.object)
