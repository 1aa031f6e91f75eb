"""Mends lists: of what somebody means to do, whose later items parsers give to the verb above, and of those told.

"Planned to shell the port, *burn* the mill and *take* the fort": read as joined to "planned". "Spoke of taking Gao,
*burning* it": read as what the speaker did meanwhile. "Asked for a truce and the *release* of X": as an object.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.syntax import NOUNS, Forms, Syntax, is_infinitive


def mend_lists(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Join such items to the first of their list; heads and labels of `doc` are changed in place."""
    for token in doc:
        if token.pos_ == "VERB" and token.dep_ in syntax.conjunct | syntax.adverbial_clause:
            _join_bare(token, syntax, forms)
        if token.tag_ in forms.tags["gerund"] and token.dep_ in syntax.conjunct:
            _join_to_gerund(token, syntax, forms)
        elif token.tag_ in forms.tags["gerund"] and token.dep_ in syntax.adverbial_clause:
            _join_gerund(token, syntax, forms)
        elif token.pos_ == "NOUN" and token.dep_ in syntax.object | syntax.conjunct:
            _join_noun(token, syntax, forms)
        elif token.pos_ in NOUNS and token.dep_ in syntax.apposition:
            _part_from_date(token, syntax, forms)
            _join_apposed(token, syntax)


def _join_bare(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a bare verb to the infinitive that the finite verb it hangs on governs, or stands below."""
    above = verb.head
    finite = above.tag_ in forms.tags["finite"] | forms.tags["passive_participle"]
    if verb.tag_ not in forms.tags["base_form"] or not finite or verb.i < above.i:
        return
    if any(c.pos_ in ("AUX", "PART", "SCONJ") or c.dep_ in syntax.subject for c in verb.lefts):
        return
    below = [c for c in above.rights if c.i < verb.i and is_infinitive(c, forms)]
    first = below[-1] if below else next((t for t in above.ancestors if is_infinitive(t, forms)), None)
    if first is not None and first.i < verb.i:
        verb.head, verb.dep_ = first, min(syntax.conjunct)
        for child in [c for c in above.rights if c.pos_ == "CCONJ" and first.i < c.i < verb.i]:
            child.head = first


def _join_to_gerund(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a gerund to the one above the infinitive that it was joined to: "trying to take X and *losing* 90 men"."""
    first, above = verb.head, verb.head.head
    if is_infinitive(first, forms) and above.tag_ in forms.tags["gerund"] and above.i < first.i:
        verb.head = above
        for child in [c for c in first.rights if c.pos_ == "CCONJ" and c.i < verb.i]:
            child.head = above


def _join_gerund(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Join the second of three gerunds to the first, which "of" governs: "accused of killing, *looting*, burning"."""
    last = next((c for c in verb.rights if c.dep_ in syntax.conjunct), None)
    if last is None or last.tag_ not in forms.tags["gerund"] or not verb.i or verb.nbor(-1).text != ",":
        return
    for first in reversed(verb.doc[verb.sent.start : verb.i - 1]):
        if first.pos_ == "VERB" and first.i > verb.head.i:
            owned = first.head.lower_ in forms.prepositions["attributive"]
            if owned and first.dep_ in syntax.preposition_clause | syntax.preposition_object:
                verb.head, verb.dep_ = first, min(syntax.conjunct)
            return


def _join_apposed(noun: Token, syntax: Syntax) -> None:
    """Join a noun read as what the one before it is: "the mayor, *a teacher* and a guard were killed".

    What somebody is said to be would end with a comma before the verb.
    """
    first, doc, end = noun.head, noun.doc, noun.right_edge.i + 1
    joined = [c for c in noun.rights if c.dep_ in syntax.conjunct and c.pos_ in NOUNS]
    listed = doc[noun.left_edge.i - 1].text == "," and noun.left_edge.i - 1 == first.i + 1
    subject = first.dep_ in syntax.subject | syntax.passive_subject
    if not (joined and listed and subject) or any(c.dep_ in syntax.conjunct for c in first.children):
        return
    names = noun.pos_ == "PROPN"
    between = {first.pos_, *(c.pos_ for c in joined)} == {"PROPN"}  # "Togo, *the coastal states* and Niger"
    alike = names == (first.pos_ == "PROPN") or between
    if not alike or not (names or any(c.pos_ in ("DET", "NUM") for c in noun.lefts)):
        return  # "two brothers, Ali and Hassan", "Ali, commander of the guard"
    while end < len(doc) and doc[end].pos_ == "ADV":
        end += 1
    if end < len(doc) and doc[end].pos_ in ("AUX", "VERB") and doc[end].i <= first.head.i:
        noun.dep_ = min(syntax.conjunct)


def _part_from_date(name: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a name that was read as part of a date the first subject: "on 9 May, *Togo*, two donors and Benin left"."""
    doc, behind = name.doc, name.right_edge.i + 1
    dated = name.head.lower_ in forms.words["calendar"] and name.pos_ == "PROPN"
    if not dated or name.i + 2 >= len(doc) or doc[name.i + 1].text != ",":
        return
    subjects = syntax.subject | syntax.passive_subject
    nouns = (a for a in (doc[name.i + 2], *doc[name.i + 2].ancestors) if a.dep_ in subjects)
    noun = next((t for t in nouns if t.left_edge.i == name.i + 2 and t.head.i >= behind), None)
    if noun is not None and "Plur" in noun.morph.get("Number", []):
        verb = noun.head
        name.head, name.dep_ = verb, noun.dep_
        noun.head, noun.dep_ = name, min(syntax.conjunct)


def _join_noun(noun: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a noun to the one that a preposition governs before it: "asked for X, the *release* of Y and Z"."""
    verb, mark = noun.head, noun.doc[noun.left_edge.i - 1]
    ties = [c for c in verb.rights if c.dep_ in syntax.preposition and c.i < mark.i]
    if (
        verb.pos_ != "VERB"
        or not ties
        or any(ties[-1].i < c.i < mark.i for c in verb.rights if c.pos_ != "PUNCT")
    ):
        return
    before = next((c for c in ties[-1].rights if c.dep_ in syntax.preposition_object), None)
    if before is None or before.pos_ != "NOUN" or before.i > mark.i:
        return
    wanted = ties[-1].lower_ in forms.prepositions["purpose"] and (mark.pos_ == "CCONJ" or mark.text == ",")
    if wanted or (mark.pos_ == "CCONJ" and mark.head.i == before.i and noun.dep_ in syntax.object):
        noun.head, noun.dep_ = before, min(syntax.conjunct)
