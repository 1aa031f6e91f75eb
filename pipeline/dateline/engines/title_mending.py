"""Mends sentences whose subject stands beside what he is: "*A poor king*, Sosa resigned", "*The king* Harald fled".

Parsers take what he is for a second subject, or for the only noun of a sentence without a verb.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.attachment import take_place
from dateline.engines.syntax import Forms, Syntax


def mend_titles(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Leave the name as the only subject; heads and labels of `doc` are changed in place."""
    for token in doc:
        if token.pos_ == "PROPN" and token.dep_ in syntax.subject | syntax.passive_subject:
            _part_from_description(token, syntax, forms)
            _join_to_office(token, syntax, forms)


def _part_from_description(name: Token, syntax: Syntax, forms: Forms) -> None:
    """Part from a verb the indefinite noun, with a comma behind it, that only says who its subject is."""
    start, verb = name.left_edge, name.head
    if start.i == 0 or start.nbor(-1).text != ",":
        return
    for noun in [c for c in verb.lefts if c.dep_ in syntax.subject | syntax.passive_subject]:
        described = any(c.lower_ in forms.words["indefinite_articles"] for c in noun.lefts)
        if noun.pos_ == "NOUN" and described and noun.right_edge.i in (start.i - 1, start.i - 2):
            noun.head, noun.dep_ = name, min(syntax.unclear)


def _join_to_office(name: Token, syntax: Syntax, forms: Forms) -> None:
    """Make the verb of a name that of its sentence, if the office right before it was read as the noun it tells of."""
    verb, noun = name.head, name.head.head
    told = verb.dep_ in syntax.relative_clause | syntax.noun_clause and noun.dep_ in syntax.root
    if not told or name.left_edge.i != noun.i + 1 or forms.lemma(noun) not in forms.words["officers"]:
        return
    take_place(verb, noun)
    for child in list(noun.children):
        if child.i < noun.i:
            child.head = name
        elif child.i != verb.i:
            child.head = verb
    noun.head, noun.dep_ = name, min(syntax.noun_compound)
