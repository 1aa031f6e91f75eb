"""Mends names that parsers do not join to the one before them when something stands between the two.

"Landed at Tarawa (Gilbert Islands) and Makin", "invaded Piedmont and, after a pause, Lombardy": the second name is read
as joined to the verb, or as one more word of what stands between.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.attachment import make_subject
from dateline.engines.syntax import NOUNS, Forms, Syntax, first_conjunct

_REACH = 14  # tokens of what may stand between "and" and the name
_CLAUSE = ("VERB", "AUX")


def mend_coordination(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Join such names to those before them; heads and labels of `doc` are changed in place."""
    for token in doc:
        if token.pos_ == "CCONJ" and token.i > 1:
            _join_to_row(token, syntax)
    for token in doc:
        if token.pos_ == "PROPN" and token.dep_ in syntax.conjunct and token.head.pos_ == "VERB":
            _join_to_name(token, token.head, syntax)
        elif token.pos_ == "PROPN" and token.dep_ in syntax.apposition and token.head.pos_ == "PROPN":
            if any(
                c.pos_ == "ADV" and c.lower_ in forms.words.get("separators", ()) for c in token.head.rights
            ):
                token.dep_ = min(syntax.conjunct)  # "evacuated Bunia, then Beni"
        elif token.pos_ == "PROPN" and token.dep_ in syntax.conjunct and token.i > 1:
            _part_names(token, syntax, forms)
        elif token.pos_ == "NOUN" and token.dep_ in syntax.object:
            _part_turn(token, syntax, forms)
        elif token.pos_ == "VERB" and _join_loose(token, syntax, forms):
            continue
        elif token.pos_ == "VERB" and token.dep_ in syntax.conjunct:
            _take_aside(token, syntax, forms)
        elif token.dep_ in syntax.noun_clause | syntax.adverbial_clause:
            _join_gapped(token, syntax, forms)
            _join_passive(token, syntax, forms)
        elif token.pos_ == "CCONJ" and token.i + 1 < len(doc) and token.nbor().text == ",":
            _join_behind_aside(token, syntax, forms)
    for token in doc:
        if token.lower_ in forms.prepositions.get("paired", ()):
            _part_sides(token, syntax, forms)


def _join_loose(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Join a past tense that hangs loosely on the one before: "took Acre, *then burned* it"; whether it was such.

    So one read to tell of the object before it, if it has one of its own, or one that follows has: "took ten men,
    *burned* the mill and left", "freed the men, *retired* to the hills and shelled the town".
    """
    own = syntax.subject | syntax.passive_subject | syntax.passive_auxiliary | syntax.agent
    first, past = verb.head, forms.tags["past"]
    if verb.dep_ in syntax.noun_clause and first.dep_ in syntax.object and first.i < verb.i:
        behind = [c for c in verb.rights if c.dep_ in syntax.conjunct and c.tag_ in past and c.pos_ == "VERB"]
        active = [verb] if verb.tag_ in past else behind
        if any(c.dep_ in syntax.object for t in active for c in t.rights):
            first = first.head
    elif verb.dep_ not in syntax.unclear or verb.tag_ not in past:
        return False
    if first.pos_ != "VERB" or first.i > verb.i or any(c.dep_ in own for c in verb.children):
        return False
    at = verb.i - 1
    while at > first.i and verb.doc[at].pos_ == "ADV":
        at -= 1
    if verb.doc[at].text != "," or any(c.dep_ in syntax.passive_auxiliary for c in first.lefts):
        return False
    verb.head, verb.dep_, verb.tag_ = first, min(syntax.conjunct), min(past)
    return True


def _take_aside(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a joined verb the phrase between commas right before it: "quelled it and, *with X*, invaded Syria"."""
    doc, at = verb.doc, verb.i - 1
    if at < 3 or doc[at].text != "," or any(c.dep_ in syntax.subject for c in verb.lefts):
        return
    for tie in verb.head.rights:
        with_ = tie.dep_ in syntax.preposition and forms.lemma(tie) in forms.prepositions["company"]
        if with_ and tie.right_edge.i in (at - 1, at) and tie.nbor(-1).text == ",":
            tie.head = verb


def _join_to_row(conjunction: Token, syntax: Syntax) -> None:
    """Join the last name of a row to it: "fighters from Niger, Algeria, and *Libya* came" are all who came."""
    doc, comma = conjunction.doc, conjunction.nbor(-1)
    before, after = doc[comma.i - 1], doc[conjunction.i + 1 : conjunction.i + 3]
    if comma.text != "," or len(after) < 2 or before.pos_ != "PROPN" or before.dep_ not in syntax.conjunct:
        return
    name, behind = after
    first = first_conjunct(before, syntax)
    noun = first.head.head
    row = first.dep_ in syntax.preposition_object and noun.pos_ == "NOUN" and noun.i == first.i - 2
    if not row or name.pos_ != "PROPN" or not name.text.istitle() or behind.pos_ not in _CLAUSE:
        return
    subject = name.dep_ in syntax.subject | syntax.passive_subject
    if not subject and name.head.i != noun.i:
        return
    verb = name.head
    conjunction.head = comma.head = name.head = before
    name.dep_ = min(syntax.conjunct)
    if subject and noun.dep_ not in syntax.subject | syntax.passive_subject:
        make_subject(noun, verb, syntax)


def _part_sides(preposition: Token, syntax: Syntax, forms: Forms) -> None:
    """Join the second of two sides to the first, not to who leads that ("between the Huns under Attila *and* Rome")."""
    sides = [c for c in preposition.children if c.dep_ in syntax.preposition_object]
    if len(sides) != 1 or sides[0].conjuncts:
        return
    several, ties = sides[0].tag_ in forms.tags["plural"], syntax.preposition | syntax.agent
    behind = [
        c for c in preposition.head.rights if c.i == sides[0].i + 1
    ]  # "fought between Rome under A and Veii"
    for tie in (t for t in (*sides[0].subtree, *behind) if t.i > sides[0].i and t.dep_ in ties):
        leads = forms.lemma(tie) in forms.prepositions["leading"]
        backs = tie.dep_ in syntax.agent and forms.lemma(tie.head) in forms.words["backing"]
        for first in (c for c in tie.children if c.dep_ in syntax.preposition_object):
            name = _last_but_one(first, syntax) if backs else first  # "backed by X *and Y* and Z"
            second = [c for c in name.children if c.dep_ in syntax.conjunct]
            unlike = name.pos_ == "PROPN" and any(c.pos_ == "NOUN" for c in second)
            if not second or (
                several and not (leads or backs or unlike)
            ):  # "between the armies of, or led by, A and B"
                continue
            for word in [c for c in name.children if c.pos_ == "CCONJ" or c in second]:
                word.head = sides[0]
            return


def _last_but_one(name: Token, syntax: Syntax) -> Token:
    """The name of a row to which its last one is joined; the name itself where it is the last."""
    for joined in (c for c in name.rights if c.dep_ in syntax.conjunct):
        if any(c.dep_ in syntax.conjunct for c in joined.rights):
            return _last_but_one(joined, syntax)
    return name


def _part_turn(doers: Token, syntax: Syntax, forms: Forms) -> None:
    """Part a place from those who do the same elsewhere: "took *Bria* and Chadian troops, Ndele"."""
    verb, doc = doers.head, doers.doc
    place = next((c for c in doers.lefts if c.pos_ == "PROPN" and c.i == verb.i + 1), None)
    several = doers.tag_ in forms.tags["plural_noun"]
    if place is None or not several or not any(c.pos_ == "CCONJ" for c in place.rights):
        return
    behind = doc[doers.i + 1 : doers.i + 4]
    if [t.pos_ for t in behind] != ["PUNCT", "PROPN", "PUNCT"]:
        return
    for word in [c for c in place.rights if c.dep_ in syntax.conjunct]:
        word.head, word.dep_ = doers, min(syntax.noun_compound)
    place.head, place.dep_ = verb, doers.dep_
    doers.head, doers.dep_ = place, min(syntax.conjunct)


def _part_names(name: Token, syntax: Syntax, forms: Forms) -> None:
    """Part the names behind a closed list from it: "the presidents of X and Y, A and B" are A and B."""
    start, first = name.left_edge, first_conjunct(name, syntax)
    preposition = first.head
    closed = any(t.pos_ == "CCONJ" for t in name.doc[first.i : start.i])
    behind = start.i > 0 and start.nbor(-1).text == "," and first.dep_ in syntax.preposition_object
    noun = preposition.head
    several = noun.tag_ in forms.tags["plural_noun"] and preposition.i == noun.i + 1
    owned = preposition.lower_ in forms.prepositions["attributive"]
    if closed and behind and several and owned:
        name.head, name.dep_ = noun, min(syntax.apposition)


def _join_to_name(name: Token, verb: Token, syntax: Syntax) -> None:
    """Join a name that hangs on a verb to the last one that the verb governs."""
    if name.i < verb.i or _opens_clause(name):
        return
    before = _last_governed(verb, name.i, syntax, ("PROPN",))
    if before is not None and name.left_edge.nbor(-1).pos_ == "CCONJ":
        name.head = before


def _join_passive(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a participle to the passive before it that goes on: "were driven into the jungle, *bound* and shot"."""
    tags, doc = forms.tags["passive_participle"], verb.doc
    chain = [verb, *(c for c in verb.children if c.dep_ in syntax.conjunct and c.tag_ in tags)]
    harm = any(forms.lemma(t) in forms.words["harming"] for t in chain)
    if verb.tag_ not in tags or len(chain) == 1 or not harm or not verb.i or doc[verb.i - 1].text != ",":
        return
    if any(
        c.dep_ in syntax.subject | syntax.passive_subject | syntax.agent for t in chain for c in t.children
    ):
        return
    above = next((t for t in verb.ancestors if t.pos_ == "VERB" and t.i < verb.i), None)
    if above is not None and any(c.dep_ in syntax.passive_auxiliary for c in above.children):
        verb.head, verb.dep_ = above, min(syntax.conjunct)


def _join_gapped(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a participle to the passive whose auxiliary it shares: "two mills were burned and a shop *looted* at X"."""
    noun, above = verb.head, verb.head.head
    passive = above.pos_ == "VERB" and any(c.dep_ in syntax.passive_auxiliary for c in above.children)
    joined = noun.pos_ in ("NOUN", "NUM") and noun.dep_ in syntax.conjunct and above.i < noun.i
    tied = verb.i == noun.i + 1 and verb.tag_ in forms.tags["passive_participle"]
    behind = noun.left_edge.i > 0 and noun.left_edge.nbor(-1).pos_ == "CCONJ"
    if passive and joined and tied and behind and verb.dep_ in syntax.noun_clause:
        verb.head, verb.dep_ = above, noun.dep_
        noun.head, noun.dep_ = verb, min(syntax.passive_subject)


def _join_behind_aside(conjunction: Token, syntax: Syntax, forms: Forms) -> None:
    """Join the noun behind "and, ..., " to the last one that the verb before it governs, if no clause begins there."""
    doc, sent = conjunction.doc, conjunction.sent
    end = min(conjunction.i + _REACH, sent.end - 1)
    comma = next((i for i in range(conjunction.i + 2, end) if doc[i].text == ","), None)
    if comma is None or any(t.tag_ in forms.tags["finite"] for t in doc[conjunction.i + 1 : comma]):
        return
    verb = next((t for t in (conjunction.head, *conjunction.head.ancestors) if t.pos_ == "VERB"), None)
    if doc[comma + 1].pos_ == "ADP" and verb is not None:
        _join_preposition(doc[comma + 1], conjunction, verb, syntax)
        return
    noun = _phrase_at(comma + 1, sent.end, doc)
    if (
        noun is None
        or verb is None
        or verb.i > conjunction.i
        or _opens_clause(noun)
        or noun.is_ancestor(verb)
    ):
        return
    before = _last_governed(verb, conjunction.i, syntax)
    if before is None or before.i == noun.i or "PROPN" not in (before.pos_, noun.pos_):
        return
    noun.head, noun.dep_ = before, min(syntax.conjunct)


def _join_preposition(behind: Token, conjunction: Token, verb: Token, syntax: Syntax) -> None:
    """Join a preposition that hangs on what stands between to the one before ("at X and, the same day, at Y")."""
    before = [c for c in verb.rights if c.dep_ in syntax.preposition and c.i < conjunction.i]
    aside = conjunction.i < behind.head.i < behind.i
    if before and aside and before[-1].lower_ == behind.lower_:
        behind.head, behind.dep_ = before[-1], min(syntax.conjunct)


def _phrase_at(first: int, end: int, doc: Doc) -> Token | None:
    """The head of the noun phrase that begins at a token."""
    at = first
    while at < end and doc[at].pos_ in ("DET", "ADJ", "NUM"):
        at += 1
    if at == end or doc[at].pos_ not in NOUNS:
        return None
    while at + 1 < end and doc[at + 1].pos_ in NOUNS:
        at += 1
    return doc[at]


def _opens_clause(noun: Token) -> bool:
    """Whether a verb follows a noun before the next mark or conjunction: it may be its subject."""
    for token in noun.doc[noun.i + 1 : noun.sent.end]:
        if token.is_punct or token.pos_ == "CCONJ":
            return False
        if token.pos_ in _CLAUSE:
            return True
    return False


def _last_governed(verb: Token, end: int, syntax: Syntax, kinds: tuple[str, ...] = NOUNS) -> Token | None:
    """The last noun of these parts of speech before a token that a verb governs, by itself or by a preposition."""
    found = [c for c in verb.rights if c.dep_ in syntax.object]
    found += [t for c in verb.rights if c.dep_ in syntax.preposition for t in c.children]
    nouns = [t for t in found if t.pos_ in kinds and t.dep_ in syntax.object | syntax.preposition_object]
    return max((t for t in nouns if t.i < end), key=lambda t: t.i, default=None)
