"""Mends objects that stand behind a place or date: "signed in Lima *the treaty*", read as a word of the place."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.syntax import Forms, Syntax


def mend_object(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a verb that concludes something the treaty behind the phrases that follow it; its label is changed."""
    if forms.lemma(verb) not in forms.words["concluding"] or verb.tag_ not in forms.tags["finite"]:
        return
    passive = any(c.dep_ in syntax.passive_auxiliary for c in verb.lefts)
    if passive or any(c.dep_ in syntax.object | syntax.complement for c in verb.children):
        return
    behind = syntax.apposition | syntax.preposition_object | syntax.adverbial_noun | syntax.noun_compound
    for noun in verb.doc[verb.i + 2 : verb.sent.end]:
        if noun.pos_ in ("VERB", "AUX"):
            return
        start = noun.left_edge
        told = forms.lemma(noun) in forms.words["treaties"] and start.pos_ == "DET" and noun.dep_ in behind
        if told and verb.is_ancestor(noun) and start.nbor(-1).pos_ in ("PROPN", "NUM"):
            noun.head, noun.dep_ = verb, min(syntax.object)
            return
