"""Events that a clause only recalls: crimes that are tried, what is remembered, atoned for or avenged."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.syntax import Forms, Syntax

STEPS = 4  # members of a list between an event and the word that recalls it


def is_recalled(head: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether the time and place of the clause are not those of an event: "was convicted of murder in Gitarama".

    `head` is the head of the event's words.
    """
    for _ in range(STEPS):
        if head.dep_ not in syntax.conjunct:
            break
        head = head.head
    above, preposition = head.head, None
    if head.dep_ in syntax.preposition_object | syntax.preposition_clause:
        above, preposition = above.head, above
    elif head.dep_ not in syntax.object:
        return False
    if preposition is not None and above.pos_ in ("NOUN", "PROPN") and above.dep_ in syntax.object:
        above = (
            above.head if forms.lemma(above.head) in forms.words["recalling"] else above
        )  # "convicted X of murder"
    word = forms.lemma(above)
    if word in forms.words["recalling"] or _is_of_a_life(above, preposition, syntax, forms):
        return True
    if preposition is None:
        return False
    if word in forms.words["punishing"] and preposition.lower_ in forms.prepositions["reason"]:
        return True
    if word in forms.words["vengeance"] and preposition.lower_ in forms.prepositions["purpose"]:
        return True  # "shot ten men in reprisal for the deaths of X"
    return word in forms.words["accusing"] and above.dep_ in syntax.relative_clause


def _is_of_a_life(verb: Token, preposition: Token | None, syntax: Syntax, forms: Forms) -> bool:
    """Whether a clause only says of a person what he once had part in: "He was involved in the ambush of X"."""
    if forms.lemma(verb) not in forms.words["implicating"] or preposition is None:
        return False
    subject = next((c for c in verb.lefts if c.dep_ in syntax.passive_subject), None)
    dated = any(
        t.like_num or t.lower_ in forms.words["calendar"] for t in verb.subtree if t.i < preposition.i
    )
    return subject is not None and subject.lower_ in forms.words["implicated"] and not dated
