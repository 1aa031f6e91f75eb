"""Mends a mistake that parsers make at the beginning of sentences of history: a name behind a date without a comma.

"In 406 Athens won", "Two years later Athens besieged Melos": the name is often read as the object of the
preposition or as one more adverbial, and the verb is left without a subject.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.syntax import Forms, Syntax


def mend(doc: Doc) -> None:
    """Give such verbs their subjects; heads and labels of `doc` are changed in place."""
    syntax, forms = Syntax.load(doc.lang_), Forms.load(doc.lang_)
    for token in doc:
        if token.dep_ in syntax.misread and _name(token, forms):
            verb = _verb_after(token, forms)
            if verb is not None and not _has_subject(verb, syntax):
                _attach(token, verb, syntax)


def _name(token: Token, forms: Forms) -> bool:
    return bool(
        token.pos_ in ("PROPN", "NOUN")
        and token.text[0].isupper()
        and token.lower_ not in forms.words["calendar"]
    )


def _verb_after(token: Token, forms: Forms) -> Token | None:
    """The finite verb that the next word is, or helps, or tells how."""
    doc, at = token.doc, token.i + 1
    while at < len(doc) and doc[at].pos_ in ("AUX", "ADV", "PART"):
        at += 1
    if at == len(doc) or doc[at].pos_ != "VERB" or doc[at].sent.start > token.i:
        return None
    verb: Token = doc[at]
    helped = any(t.pos_ == "AUX" for t in doc[token.i + 1 : at])
    return verb if helped or verb.tag_ in forms.tags["finite"] else None


def _has_subject(verb: Token, syntax: Syntax) -> bool:
    return any(c.dep_ in syntax.subject | syntax.passive_subject for c in verb.children)


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
        verb.head, verb.dep_ = (verb if noun.head.i == noun.i else noun.head), noun.dep_
        noun.head, noun.dep_ = verb, min(syntax.object)
    passive = any(c.dep_ in syntax.passive_auxiliary for c in verb.children)
    name.head = verb
    name.dep_ = min(syntax.noun_passive_subject if passive else syntax.noun_subject)
