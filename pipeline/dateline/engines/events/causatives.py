"""Somebody has something done: "had the king beheaded", which parsers take for a clause of its own."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.syntax import Forms, Syntax


def sufferers(verb: Token, syntax: Syntax, forms: Forms) -> list[Token]:
    """To whom it is done, if the subject of the verb above has it done; else none.

    They stand between the two verbs. Those that are only counted do not count: "the army had 20 men killed".
    """
    above = verb.head
    past = verb.tag_ in forms.tags["passive_participle"] | forms.tags["finite"]
    if forms.lemma(above) not in forms.words["causing"] or not past:
        return []
    if verb.dep_ not in syntax.complement | syntax.open_complement | syntax.adverbial_clause:
        return []
    if any(c.pos_ in ("AUX", "SCONJ", "ADV") for c in verb.children if c.i < verb.i):
        return []
    if not any(c.dep_ in syntax.subject for c in above.children):
        return []
    own = [c for c in verb.children if c.dep_ in syntax.subject | syntax.passive_subject]
    found = own or [c for c in above.children if c.dep_ in syntax.object]
    between = [t for t in found if above.i < t.i < verb.i]
    counted = any(t.pos_ == "NUM" for noun in between for t in (noun, *noun.lefts))
    return [] if counted else between
