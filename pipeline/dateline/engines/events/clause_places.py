"""Whether two clauses of a sentence are told of two places: "fighting broke out in A, while in B a bomb went off"."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.loss_ties import clause_of
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import Place

_WIDE = ("country", "area")  # precisions of what other places lie in


def told_apart(one: Token, other: Token, mentions: LayersByToken, syntax: Syntax, forms: Forms) -> bool:
    """Whether the clauses of two tokens name each where it was, at places of which neither can lie in the other."""
    clauses = [clause_of(token, syntax) for token in (one, other)]
    if clauses[0].i == clauses[1].i:
        return False
    first, second = (_places(clause, mentions, syntax, forms) for clause in clauses)
    if not first or not second:
        return False
    return all(a.name != b.name and not (_is_wide(a) or _is_wide(b)) for a in first for b in second)


def _is_wide(place: Place) -> bool:
    return place.precision in _WIDE


def _places(clause: Token, mentions: LayersByToken, syntax: Syntax, forms: Forms) -> list[Place]:
    """The places that a clause says it was in, at or near."""
    return [
        mentions.places[mentions.place[token.i]].place
        for token in clause.subtree
        if token.i in mentions.place
        and token.dep_ in syntax.preposition_object
        and forms.lemma(token.head) in forms.prepositions["locative"]
        and clause_of(token, syntax).i == clause.i
    ]
