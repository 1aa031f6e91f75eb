"""Whose work a noun's act is said to be: "was the work of X", "X was behind it", "X, the mastermind of it"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.engines.syntax import NOUNS, Forms, Syntax, governed


def authors_of(act: Token, syntax: Syntax, forms: Forms) -> list[Token]:
    """Those who are said to have done, or ordered, what a noun tells; none where it is only told of."""
    if verb := laying(act, syntax, forms):
        return list(_laid_to(verb, syntax, forms))
    if act.dep_ in syntax.preposition_object:
        return _answering(act.head, syntax, forms)
    return []


def laying(act: Token, syntax: Syntax, forms: Forms) -> Token | None:
    """The verb that says whose an act is: "*was* the work of X", "*blamed* it on X", "which he *attributed* to X"."""
    labels = syntax.subject | syntax.passive_subject | syntax.object
    verbs = [act.head] if act.dep_ in labels else []
    for clause in (c for c in act.rights if c.dep_ in syntax.relative_clause | syntax.noun_clause):
        verbs += [clause, *(c for c in clause.rights if c.dep_ in syntax.complement)]
    return next((verb for verb in verbs if any(_laid_to(verb, syntax, forms))), None)


def _laid_to(verb: Token, syntax: Syntax, forms: Forms) -> Iterator[Token]:
    """To whom a verb lays its object, or "be" its subject: "attributed it *to X*", "was the work *of X*"."""
    if verb.pos_ == "AUX":
        for noun in (c for c in verb.rights if c.dep_ in syntax.predicate):
            if forms.lemma(noun) in forms.words["handiwork"]:
                yield from governed(noun, forms.prepositions["attributive"], syntax, forms)
    elif forms.lemma(verb) in forms.words["laying_to"]:
        yield from governed(verb, forms.prepositions["laid_to"], syntax, forms)


def _answering(tie: Token, syntax: Syntax, forms: Forms) -> list[Token]:
    """Of whom a word before the act says that he did it: "X, *responsible* for", "*mastermind* of", "was *behind*"."""
    above = tie.head
    if above.pos_ == "AUX":
        behind = forms.lemma(tie) in forms.prepositions["authored"]
        return _subjects(above, syntax) if behind else []
    lemma, said = forms.lemma(above), forms.lemma(tie)
    if lemma in forms.words["answerable"] and said in forms.prepositions["content"]:
        copula = above.head
        return _subjects(copula, syntax) if copula.pos_ == "AUX" else [copula] if above.i > copula.i else []
    ties = forms.prepositions["content"] | forms.prepositions["authored"] | forms.prepositions["engaged"]
    if lemma not in forms.words["culprits"] or above.pos_ not in NOUNS or said not in ties:
        return []
    if above.dep_ in syntax.predicate and above.head.pos_ == "AUX":
        return _subjects(above.head, syntax)
    if above.dep_ in syntax.apposition:
        return [above.head]
    return [c for c in above.children if c.dep_ in syntax.apposition] or [above]


def _subjects(verb: Token, syntax: Syntax) -> list[Token]:
    return [c for c in verb.lefts if c.dep_ in syntax.noun_subject]
