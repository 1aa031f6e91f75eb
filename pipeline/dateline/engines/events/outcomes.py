"""Whom a fight is said to have been won or lost by, or to involve: "ended in a victory for A", "involved A and B"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.engines.syntax import Forms, Syntax, conjuncts, governed, hyphened_before


def sides_of_outcome(fight: Token, syntax: Syntax, forms: Forms) -> list[Token]:
    """Those whom what came of a fight names, told at the word for the fight or in its clause."""
    drawn = _involved(fight, syntax, forms)
    return drawn or [
        t
        for clause in _clauses(fight, syntax)
        for won in _outcomes(clause, syntax, forms)
        for t in _named(won, syntax, forms)
    ]


def _involved(fight: Token, syntax: Syntax, forms: Forms) -> list[Token]:
    """Those whom a fight is said to involve ("the clashes *involved* A and B")."""
    if fight.dep_ not in syntax.subject or forms.lemma(fight.head) not in forms.words["involving"]:
        return []
    return [t for c in fight.head.rights if c.dep_ in syntax.object for t in conjuncts(c)]


def _clauses(fight: Token, syntax: Syntax) -> Iterator[Token]:
    """The verbs that may say how a fight ended: its own, those joined to that, and those behind its noun."""
    s = syntax
    main = fight.head if fight.dep_ in s.subject | s.passive_subject else fight
    joined = s.conjunct | s.adverbial_clause
    if fight.pos_ != "VERB":
        joined = joined | s.relative_clause | s.noun_clause
    yield main
    yield from (
        c for host in {main.i: main, fight.i: fight}.values() for c in host.rights if c.dep_ in joined
    )


def _outcomes(verb: Token, syntax: Syntax, forms: Forms) -> Iterator[Token]:
    """The nouns for a victory or defeat that a verb says something was, or ended in."""
    words, lemma = forms.words, forms.lemma(verb)
    if verb.pos_ == "AUX":
        found = [c for c in verb.rights if c.dep_ in syntax.predicate]
    elif lemma in words["ending"]:
        ties = (c for c in verb.rights if c.dep_ in syntax.preposition)
        found = [t for tie in ties for t in tie.children if t.dep_ in syntax.preposition_object]
    else:
        found = []
    yield from (t for t in found if forms.lemma(t) in words["outcomes_of_fights"])


def _named(won: Token, syntax: Syntax, forms: Forms) -> Iterator[Token]:
    """Those before a noun for a victory or defeat, and behind it."""
    own = (c for c in won.lefts if c.dep_ in syntax.modifier | syntax.possessor)
    yield from (t for c in own for t in (*hyphened_before(c), *conjuncts(c)))
    behind = governed(won, forms.prepositions["of_victors"], syntax, forms)
    below = (t for name in behind for t in governed(name, forms.prepositions["of_victors"], syntax, forms))
    yield from (t for name in (*behind, *below) for t in conjuncts(name))
