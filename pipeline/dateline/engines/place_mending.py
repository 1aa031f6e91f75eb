"""Mends where the name of a place that opens a clause was read as one phrase with what follows it.

"Near Aleppo *rebels* attacked", "in Hama *seven* died".
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.attachment import has_subject, make_subject, verb_after
from dateline.engines.syntax import Forms, Syntax

_OF_NAME = 2  # words of the name of a place before its last, at most


def part_number(number: Token, syntax: Syntax, forms: Forms) -> None:
    """Take a number from the name of a place before it: the subject of a verb that has none, or a member of a row.

    "In Hama *seven* died"; "In Homs nine men died, in Hama *seven*".
    """
    name, verb = number.head, verb_after(number, forms)
    if name.i != number.i - 1 or name.pos_ != "PROPN" or name.dep_ not in syntax.preposition_object:
        return
    if name.lower_ in forms.words["calendar"] or not _where(name.head, forms):
        return
    if (
        verb is not None
        and (number.is_alpha or number.nbor().pos_ == "AUX")
        and not has_subject(verb, syntax)
    ):
        make_subject(number, verb, syntax)
    elif verb is None and name.head.head.i < name.head.i:
        number.head, number.dep_ = name.head.head, min(syntax.adverbial_noun)


def part_from_place(noun: Token, syntax: Syntax, forms: Forms) -> None:
    """Make the name of a place that was read into the subject the object again: "Near Aleppo *rebels* attacked"."""
    inside = noun.dep_ in syntax.preposition_object
    if not (noun.tag_ in forms.tags["plural_noun"] or (inside and noun.pos_ == "NOUN")):
        return
    if noun.i < 2 or not noun.is_lower:
        return
    name = noun.nbor(-1)
    while name.pos_ == "NUM" and name.head.i == noun.i and name.i > noun.left_edge.i:
        name = name.nbor(-1)  # "in Homs *nine* soldiers"
    written = name.pos_ == "PROPN" or (name.pos_ == "ADJ" and name.text.istitle() and not inside)
    if not written or name.head.i != noun.i or noun.left_edge.pos_ == "DET":
        return
    first = name
    while (
        first.i > 1 and first.nbor(-1).pos_ in ("PROPN", "ADJ") and first.nbor(-1).head.i in (name.i, noun.i)
    ):
        first = first.nbor(-1)
    preposition = first.nbor(-1) if first.i else first
    verb = verb_after(noun, forms)
    if verb is None or name.i - first.i > _OF_NAME or name.lower_ in forms.words["calendar"]:
        return
    if inside and (noun.head.i != preposition.i or has_subject(verb, syntax)):
        return
    if not _leads_to_place(preposition, noun, verb, syntax, forms):
        return
    joined = preposition.i > 0 and preposition.nbor(-1).pos_ == "CCONJ" and preposition.head.i < preposition.i
    if noun.is_ancestor(verb) or preposition.is_ancestor(verb):
        above = preposition.head
        if not joined or verb.head.i not in (noun.i, preposition.i) or above.pos_ not in ("VERB", "AUX"):
            return
        verb.head, verb.dep_ = above, min(syntax.conjunct)
    if joined:
        preposition.head = verb  # "shelled a market and in Homs *police* fired on a crowd"
    for word in noun.doc[first.i : name.i]:
        word.head = name
    label = min(syntax.preposition_object)
    preposition.dep_ = min(syntax.preposition)
    make_subject(noun, verb, syntax)
    name.head, name.dep_ = preposition, label
    if name.pos_ == "ADJ":
        name.tag_, name.pos_ = min(forms.tags["name"]), "PROPN"


def _leads_to_place(preposition: Token, noun: Token, verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether a preposition that opens a clause says where, and has no object but the noun ("off the coast of")."""
    if any(c.i != noun.i and c.dep_ in syntax.preposition_object for c in preposition.rights):
        return False
    if preposition.lower_ in forms.prepositions["attributive"]:
        area = preposition.head
        return (
            area.dep_ in syntax.preposition_object and area.head.head.i == verb.i and _where(area.head, forms)
        )
    return _where(preposition, forms)


def _where(preposition: Token, forms: Forms) -> bool:
    """Whether a preposition says where, at the head of its clause: of a sentence, behind a mark, "and" or a time."""
    if preposition.lower_ not in forms.prepositions["locative"]:
        return False
    before = preposition.nbor(-1) if preposition.i > preposition.sent.start else None
    return (
        before is None
        or before.text in (",", ";")
        or before.pos_ in ("NUM", "CCONJ", "SCONJ")
        or before.lower_ in forms.words["calendar"]
    )
