"""Mends participles that taggers take for the verb of a sentence: "Riga, besieged since May, surrendered".

Two verbs of one subject with no word that joins them: the first is a participle beside the subject.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.attachment import make_subject, take_place
from dateline.engines.syntax import NOUNS, Forms, Syntax

_COMMA = ","


def mend_reduced(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Make such a verb a participle; whether it was one. Heads, labels and tags around it are changed in place."""
    if verb.dep_ in syntax.root | syntax.noun_clause | syntax.complement and (
        _make_supposed(verb, syntax, forms) or _make_reduced(verb, syntax, forms)
    ):
        return True
    if verb.dep_ in syntax.noun_clause and _make_bare(verb, syntax, forms):
        return True
    joined = verb.dep_ in syntax.conjunct | syntax.complement and verb.tag_ in forms.tags["past"]
    return joined and _make_attribute(verb, syntax, forms)


def _make_reduced(first: Token, syntax: Syntax, forms: Forms) -> bool:
    """Make such a verb a participle of its subject and the other one the verb of the sentence; whether it was one.

    "Hostages taken in May were freed", "Riga, shelled and bombed, surrendered".
    """
    subject = _subject(first, syntax)
    if first.pos_ != "VERB" or subject is None or subject.pos_ not in NOUNS:
        return False
    if not _may_be(first, syntax, forms) or any(c.pos_ == "AUX" for c in first.lefts):
        return False
    apart = _is_apart(first, subject)
    if not apart and subject.i != first.i - 1:
        return False
    verb = _second(first, syntax, apart=apart) or _above(first, syntax) or _behind_date(first, syntax, forms)
    if verb is None:
        return False
    by = any(c.lower_ in forms.prepositions["agentive"] for c in first.rights)
    if not apart and first.tag_ not in forms.tags["passive_participle"] and not by:
        return False  # "held out", but "those held by inmates were freed"
    _rehang(first, subject, verb, syntax)
    first.tag_ = min(forms.tags["passive_participle"])
    for child in first.rights:
        if child.dep_ in syntax.preposition and child.lower_ in forms.prepositions["agentive"]:
            child.dep_ = min(syntax.agent)  # "held captive by inmates"
    return True


def _make_supposed(first: Token, syntax: Syntax, forms: Forms) -> bool:
    """Make a verb of belief a participle of its subject, the verb behind it that of the sentence; whether it was one.

    "Gunmen *believed* to be herders killed six men", read as what the gunmen believed.
    """
    subject = next((c for c in first.lefts if c.dep_ in syntax.noun_subject), None)
    if subject is None or subject.i != first.i - 1 or forms.lemma(first) not in forms.words["supposing"]:
        return False
    past = forms.tags["past"] | forms.tags["passive_participle"]
    be = first.doc[first.i + 2] if first.i + 2 < len(first.doc) else first
    if be.pos_ != "AUX" or be.nbor(-1).pos_ != "PART":
        return False
    for verb in first.rights:
        nouns = [c for c in verb.lefts if c.dep_ in syntax.subject | syntax.passive_subject]
        own = be.head.i in (first.i, verb.i) and verb.i > be.i and verb.pos_ == "VERB"
        if not own or verb.tag_ not in past or len(nouns) > 1 or (be.head.i == verb.i and not nouns):
            continue
        be.head, be.dep_, be.nbor(-1).head = first, min(syntax.open_complement), be
        for noun in nouns:
            noun.head, noun.dep_ = be, min(syntax.predicate)
        _rehang(first, subject, verb, syntax)
        first.tag_, verb.tag_ = min(forms.tags["passive_participle"]), min(forms.tags["past"])
        return True
    return False


def _make_bare(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Make a past tense right behind the noun that it tells of a participle: "the body of a nurse *abducted* in May".

    It has neither subject nor object nor auxiliary of its own; whether it was one.
    """
    own = syntax.subject | syntax.passive_subject | syntax.object | syntax.complement | syntax.particle
    plain = verb.tag_ in forms.tags["past"] - forms.tags["passive_participle"]
    hurt = forms.lemma(verb) in forms.words["transitive"] | forms.words["hitting"] | forms.words["holding"]
    if not plain or not hurt or verb.i != verb.head.i + 1 or not _may_be(verb, syntax, forms):
        return False
    if any(c.dep_ in own or c.pos_ == "AUX" for c in verb.children):
        return False
    verb.tag_ = min(forms.tags["passive_participle"])
    return True


def _make_attribute(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Make a past tense that no word joins to the verb before it a participle of the noun between; whether it was one.

    "Shot at protesters *gathered* there", "struck a crowd *gathered* there": nobody shot and gathered.
    """
    above, noun = verb.head, verb.nbor(-1) if verb.i else verb
    governs = any(c.dep_ in syntax.object | syntax.complement for c in verb.rights)
    between = verb.doc[above.i + 1 : verb.i]
    if governs or not len(between) or above.pos_ != "VERB":
        return False
    if any(t.pos_ in ("AUX", "CCONJ") or t.text == _COMMA for t in between):
        return False
    own = [c for c in verb.lefts if c.dep_ in syntax.subject]
    if verb.dep_ in syntax.complement:
        struck = forms.lemma(above) in forms.words["striking"] and len(own) == 1
        if not struck or own[0].left_edge.i != above.i + 1:
            return False
        noun = own[0]
        noun.head, noun.dep_ = above, min(syntax.object)
    elif own or noun.pos_ not in NOUNS or not above.is_ancestor(noun):
        return False
    verb.head, verb.dep_ = noun, min(syntax.noun_clause)
    verb.tag_ = min(forms.tags["passive_participle"])
    return True


def _subject(first: Token, syntax: Syntax) -> Token | None:
    """The subject of a verb, or the noun of a sentence that it was read as a participle of."""
    noun = first.head
    if first.dep_ in syntax.noun_clause and noun.dep_ in syntax.root and noun.i < first.i:
        return noun
    return next((c for c in first.lefts if c.dep_ in syntax.noun_subject), None)


def _above(first: Token, syntax: Syntax) -> Token | None:
    """The verb behind one that was read as what it says: "Men held by rebels were freed"."""
    verb = first.head
    inside = first.dep_ in syntax.complement and first.i < verb.i and verb.pos_ == "VERB"
    own = syntax.subject | syntax.passive_subject
    if not inside or any(c.dep_ in own for c in verb.children):
        return None
    between = verb.doc[first.i : verb.i]
    helped = any(c.pos_ == "AUX" for c in verb.lefts)
    return verb if helped and not any(t.is_punct or t.pos_ == "CCONJ" for t in between) else None


def _behind_date(first: Token, syntax: Syntax, forms: Forms) -> Token | None:
    """The verb that was read as one of a clause whose subject is a date: "people killed *since May has risen*"."""
    own = syntax.subject | syntax.passive_subject
    for verb in first.rights:
        dates = [c for c in verb.lefts if c.dep_ in own and c.lower_ in forms.words["calendar"]]
        ties = [c for c in verb.lefts if dates and c.i == dates[0].i - 1]
        if verb.dep_ in syntax.adverbial_clause and ties and any(c.pos_ == "AUX" for c in verb.lefts):
            ties[0].head, ties[0].dep_, ties[0].pos_ = first, min(syntax.preposition), "ADP"
            dates[0].head, dates[0].dep_ = ties[0], min(syntax.preposition_object)
            return verb
    return None


def _may_be(first: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether a verb may be a participle: tagged so, or a past tense that governs nothing."""
    if first.tag_ in forms.tags["passive_participle"]:
        return True
    governs = any(c.dep_ in syntax.object | syntax.complement and c.pos_ != "ADJ" for c in first.rights)
    alike = first.lower_.endswith(tuple(forms.endings["participle"]))
    return first.tag_ in forms.tags["past"] and alike and not governs


def _is_apart(first: Token, subject: Token) -> bool:
    """Whether a comma parts a verb from its subject, and nothing else."""
    last = max([subject, *(t for t in subject.conjuncts if t.i < first.i)], key=lambda t: t.i)
    return first.i == last.i + 2 and first.nbor(-1).text == _COMMA


def _second(first: Token, syntax: Syntax, *, apart: bool) -> Token | None:
    """The verb joined to the first by no word, and behind a comma where the first stands behind one."""
    own = syntax.subject | syntax.passive_subject
    for verb in first.rights:
        if verb.dep_ not in syntax.conjunct or verb.pos_ != "VERB":
            continue
        joined = [t for t in first.rights if t.pos_ == "CCONJ" and t.i < verb.i]
        start = min([verb.i, *(c.i for c in verb.lefts if c.pos_ in ("AUX", "ADV", "PART"))])
        comma = verb.doc[start - 1].text == _COMMA
        linked = any(t.i == start - 1 for t in joined) or (bool(joined) and not apart)
        if not linked and (comma or not apart) and not any(c.dep_ in own for c in verb.children):
            return verb
    return None


def _rehang(first: Token, subject: Token, verb: Token, syntax: Syntax) -> None:
    """Give the place of the first verb in the tree to the second."""
    place = subject if first.head.i == subject.i else first
    if verb.i != place.head.i:
        take_place(verb, place)
    behind = [c for c in (*first.children, *place.children) if c.i > verb.i or c.i < subject.left_edge.i]
    for child in behind:
        child.head = verb
    make_subject(subject, verb, syntax)
    first.head, first.dep_ = subject, min(syntax.noun_clause)
