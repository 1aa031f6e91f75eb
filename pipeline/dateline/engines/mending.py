"""Mends mistakes that taggers and parsers make with names and dates.

Names that end like a plural are tagged as nouns ("In 425 Demosthenes fortified Pylos"). And a name behind a
date without a comma ("In 406 Athens won", "Two years later Athens besieged Melos") is often read as the object
of the preposition or as one more adverbial, and the verb is left without a subject.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from dateline.engines.attachment import has_subject, make_subject, take_place, verb_after
from dateline.engines.date_mending import mend_dates
from dateline.engines.place_mending import part_from_place, part_number
from dateline.engines.syntax import Forms, Syntax
from dateline.engines.tag_mending import number_rulers, tag_articles, tag_names

_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")


def mend(doc: Doc) -> None:
    """Tag such names, and give such verbs their subjects; tags, heads and labels of `doc` are changed in place."""
    syntax, forms = Syntax.load(doc.lang_), Forms.load(doc.lang_)
    tag_names(doc, forms)
    tag_articles(doc, syntax, forms)
    mend_dates(doc, syntax, forms)
    number_rulers(doc, syntax, forms)
    for token in doc:
        if token.text.istitle() and token.lower_ in forms.words["rulers"] and token.pos_ != "PROPN":
            token.tag_, token.pos_, token.lemma_ = min(forms.tags["name"]), "PROPN", token.text
            token.set_morph("Number=Sing")  # type: ignore[attr-defined]
    for token in doc:
        label = token.dep_
        if label in syntax.preposition_object and token.pos_ == "NUM":
            _count(token, syntax, forms)
        if token.pos_ == "NUM" and token.head.i == token.i - 1:
            part_number(token, syntax, forms)
        if label in syntax.preposition_object:
            _part_from_date(token, syntax, forms)
            _part_from_act(token, syntax, forms)
        if label in syntax.preposition_object | syntax.noun_subject | syntax.noun_passive_subject:
            part_from_place(token, syntax, forms)
        if label in syntax.modifier and token.pos_ == "NOUN":
            _part_from_name(token, syntax)
        if label in syntax.object and syntax.object_predicate:
            _part_from_office(token, syntax, forms)
        if label in syntax.adverb:
            _take_name(token, syntax, forms)
        if label in syntax.adverbial_noun:
            _make_object(token, syntax, forms)
        if label in syntax.relative_clause:
            _lift(token, syntax, forms)
        if label in syntax.root:
            _part_from_opening(token, syntax, forms)
        if label in syntax.misread and _name(token, forms):
            verb = verb_after(_whole(token, syntax), forms)
            if verb is not None and not has_subject(verb, syntax):
                _attach(token, verb, syntax)


def _count(number: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a number the subject of the verb behind it that has none ("Over 200 were killed" is no place)."""
    about = number.head
    verb = verb_after(number, forms)
    if verb is None or about.lower_ not in forms.prepositions["counting"] or about.i != number.i - 1:
        return
    if (about.head.i > number.i and about.head.i != verb.i) or has_subject(verb, syntax):
        return
    make_subject(number, verb, syntax)
    about.head, about.dep_ = number, min(syntax.adverb)


def _take_name(token: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a name that was read as an adverb what the verb beside it lacks: "They attacked *Mosul*", "*Fier* fell"."""
    verb, doc = token.head, token.doc
    if (
        not token.text.istitle()
        or not token.is_alpha
        or verb.pos_ != "VERB"
        or token.pos_ not in ("PROPN", "ADV")
    ):
        return
    if token.lower_ in forms.words["calendar"] | forms.words["whereabouts"]:
        return
    alone = not doc[token.i + 1 : token.i + 2].text[:1].isupper()
    told = any(c.dep_ in syntax.object or c.dep_ in syntax.complement for c in verb.children)
    if token.i == verb.i + 1 and verb.text.islower() and alone and not told:
        token.dep_ = min(syntax.object)
    elif token.pos_ == "PROPN" and token.i == verb.i - 1 and not has_subject(verb, syntax):
        make_subject(token, verb, syntax)
    else:
        return
    token.tag_, token.pos_, token.lemma_ = min(forms.tags["name"]), "PROPN", token.text


def _part_from_date(noun: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a noun that was read as part of the date before it the subject.

    "From 6 May militias attacked", "On the 24th Weber left".
    """
    if noun.lower_ in forms.words["calendar"]:
        return
    preposition, verb = noun.head, noun.head.head
    while verb.pos_ == "NOUN" and verb.dep_ in syntax.preposition_object:
        verb = verb.head.head  # "On the night of 30 May gunmen attacked"
    days = [c for c in noun.lefts if _ORDINAL.fullmatch(c.text)]
    dates = days or [
        t
        for c in noun.lefts
        for t in c.subtree
        if t.lower_ in forms.words["calendar"] and t.i > preposition.i
    ]
    if not dates and noun.pos_ == "PROPN":  # "In 455 Gaiseric sailed"
        dates = [c for c in noun.lefts if c.i == preposition.i + 1 and re.fullmatch(r"\d{3,4}", c.text)]
    if not dates or verb.pos_ not in ("VERB", "AUX") or verb.i < noun.i or has_subject(verb, syntax):
        return
    if days and noun.pos_ != "PROPN":
        return  # "on the 24th day"
    if not days and any(t.pos_ == "DET" for t in noun.doc[preposition.i : dates[0].i]):
        return  # "in the May offensive"
    for word in noun.lefts:
        number = word.pos_ == "NUM" and word.i < dates[-1].i + 2
        if word.i != dates[0].i and (number or (word.pos_ == "DET" and word.i < dates[0].i)):
            word.head = dates[0]
    dates[0].head, dates[0].dep_ = preposition, noun.dep_
    make_subject(noun, verb, syntax)


def _part_from_act(name: Token, syntax: Syntax, forms: Forms) -> None:
    """Make the second of two names the subject: "By the Treaty of Tafna France ceded the plain"."""
    before, preposition = name.nbor(-1) if name.i else name, name.head
    inside = [c for c in name.lefts if c.pos_ == "PROPN" and c.dep_ in syntax.modifier]
    act, close = preposition.head, before.i == preposition.i + 1
    if act.lower_ not in forms.words["named_acts"] or name.pos_ != "PROPN" or not close:
        return
    if [c.i for c in inside] != [before.i]:
        return
    verb = verb_after(name, forms)
    if verb is None or not verb.is_ancestor(preposition):
        return
    opening = next((c for c in verb.lefts if c.pos_ in ("ADP", "SCONJ") and c.i == act.left_edge.i - 1), None)
    if act.head.i == verb.i and opening is not None:  # "after" read as opening a clause
        act.head, act.dep_, opening.dep_ = opening, name.dep_, min(syntax.preposition)
    if has_subject(verb, syntax):
        return
    before.head, before.dep_ = preposition, name.dep_
    make_subject(name, verb, syntax)


def _part_from_name(noun: Token, syntax: Syntax) -> None:
    """Give a preposition without an object the noun read into the name behind it: "During the *siege* Otto's men"."""
    name, first = noun.head, noun.left_edge
    if name.pos_ != "PROPN" or name.i != noun.i + 1 or noun.i < 2 or first.i != noun.i or not noun.is_lower:
        return
    article, preposition = noun.nbor(-1), noun.nbor(-2)
    bare = preposition.pos_ == "ADP" and preposition.n_rights == 0
    if bare and article.pos_ == "DET" and article.head.i == name.i:
        article.head = noun
        noun.head, noun.dep_ = preposition, min(syntax.preposition_object)


def _lift(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Give those of a name a clause that no comma parts from it: a name needs none ("supporters of X who had fled").

    And give a holder of an office, with or without a comma, what is told of a person ("the mayor of X, who resigned").
    """
    name = verb.head
    last = name.doc[name.i + 1] if name.i + 1 < len(name.doc) else name
    if name.pos_ != "PROPN" or name.dep_ not in syntax.preposition_object:
        return
    noun = name.head.head
    while noun.pos_ == "ADJ" and noun.head.i != noun.i:  # "soldiers loyal to X who"
        noun = noun.head
    several = noun.tag_ in forms.tags["plural_noun"] and noun.i < name.i
    officer = forms.lemma(noun) in forms.words.get("officers", ()) and noun.i == name.head.i - 1
    if officer and last.text == "," and last.i < verb.i:
        last = last.nbor()
    if (several or officer) and last.lower_ in forms.words["personal_relative"] and last.i < verb.i:
        verb.head = noun


def _make_object(name: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a name right behind a verb without an object that object, read as a time ("recaptured western Mosul")."""
    verb, first = name.head, name.left_edge
    if name.pos_ != "PROPN" or verb.pos_ != "VERB" or first.i != verb.i + 1:
        return
    if any(t.lower_ in forms.words["calendar"] or t.pos_ == "NUM" for t in name.doc[first.i : name.i + 1]):
        return
    objects = syntax.object | syntax.complement | syntax.passive_subject
    if not any(c.dep_ in objects for c in verb.children):
        name.dep_ = min(syntax.object)


def _part_from_office(office: Token, syntax: Syntax, forms: Forms) -> None:
    """Make the name that was read into an office the object of the verb that gives it ("elected X president")."""
    verb, doc = office.head, office.doc
    if office.pos_ != "NOUN" or not office.is_lower or office.i < verb.i:
        return
    if forms.lemma(verb) not in forms.words.get("giving_office", ()):
        return
    first = office.left_edge.i
    names = [t for t in doc[max(first, verb.i + 1) : office.i] if t.pos_ == "PROPN" and t.head.i == office.i]
    names += [c for c in verb.children if c.dep_ in syntax.indirect_object and c.pos_ == "PROPN"]
    name = max((n for n in names if verb.i < n.i < office.i), default=None, key=lambda n: n.i)
    if name is None or any(t.pos_ in ("DET", "ADP", "PUNCT") for t in doc[name.i + 1 : office.i]):
        return
    for before in list(office.lefts):
        if before.i < name.i:
            before.head = name
    name.head, name.dep_ = verb, office.dep_
    for other in [office, *(c for c in verb.rights if c.i > office.i and c.dep_ in syntax.object)]:
        other.dep_ = min(syntax.object_predicate)  # "vice-president" is read as several objects


def _part_from_opening(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a name that was read as joined to the place or the date before it the subject.

    "In Oslo, Rabin and Arafat signed"; "On 22 June 1941, Germany, with others, invaded"; "After shelling Ulm, Davout
    and his corps withdrew".
    """
    if verb.pos_ != "VERB" or has_subject(verb, syntax):
        return
    before = verb.i - 1
    while before > verb.sent.start and verb.doc[before].pos_ in ("AUX", "ADV", "PART"):
        before -= 1
    for preposition in verb.lefts:
        if preposition.dep_ not in syntax.preposition:
            continue
        acts = [c for c in preposition.children if c.dep_ in syntax.preposition_clause]
        inside = [
            t for act in acts for t in act.subtree if t.dep_ in syntax.preposition_object | syntax.object
        ]
        for place in (*preposition.children, *inside):
            joined = [c for c in place.rights if c.dep_ in syntax.apposition | syntax.conjunct]
            if place.lower_ in forms.words["calendar"]:
                name = next((c for c in joined if _name(c, forms)), None)
            else:
                name = next((c for c in joined if c.right_edge.i == before), None)
            if name is not None and name.left_edge.i > 0 and name.left_edge.nbor(-1).text == ",":
                make_subject(name, verb, syntax)
                return


def _name(token: Token, forms: Forms) -> bool:
    return bool(
        token.pos_ in ("PROPN", "NOUN")
        and token.text[0].isupper()
        and token.lower_ not in forms.words["calendar"]
    )


def _whole(name: Token, syntax: Syntax) -> Token:
    """The last word of a name with what is said of it beside it ("Suleiman the Magnificent")."""
    beside = [c for c in name.rights if c.dep_ in syntax.apposition and c.left_edge.i == name.i + 1]
    return beside[-1].right_edge if beside else name


def _attach(name: Token, verb: Token, syntax: Syntax) -> None:
    above = name.head
    if name.dep_ in syntax.preposition_object:
        year = next((c for c in name.lefts if c.pos_ == "NUM" and c.i == above.i + 1), None)
        if year is None or above.i > verb.i:
            return
        if name.is_ancestor(verb):  # "In 406 Athens, which won"
            if verb.head.i != name.i or above.head.i == above.i or verb.dep_ in syntax.relative_clause:
                return
            verb.head, verb.dep_ = above.head, min(syntax.complement)
        year.head, year.dep_ = above, name.dep_
    elif above.i not in (verb.i, verb.head.i):
        return
    if (
        verb.dep_ in syntax.modifier and verb.head.i > verb.i
    ):  # "besieged Melos" read as a participle and its noun
        noun = verb.head
        take_place(verb, noun)
        noun.head, noun.dep_ = verb, min(syntax.object)
    make_subject(name, verb, syntax)
