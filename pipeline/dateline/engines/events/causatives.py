"""Somebody has something done: "had the king beheaded", which parsers take for a clause of its own."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.engines.syntax import Forms, Syntax, first_conjunct


def causer(verb: Token, syntax: Syntax, forms: Forms) -> Token:
    """The verb above one that somebody has done: the one that says so."""
    verb = _first_deed(verb, syntax)
    if verb.dep_ not in syntax.noun_clause:
        return verb.head
    return _whole(verb.head, syntax, forms).head


def _first_deed(verb: Token, syntax: Syntax) -> Token:
    """The participle to which a bare one is joined: "had the men *tortured* and shot"."""
    joined = verb.dep_ in syntax.conjunct and verb.head.pos_ == verb.pos_ and verb.tag_ == verb.head.tag_
    own = syntax.subject | syntax.passive_subject | syntax.passive_auxiliary | syntax.object
    return verb if not joined or any(c.dep_ in own for c in verb.children) else _first_deed(verb.head, syntax)


def _whole(noun: Token, syntax: Syntax, forms: Forms) -> Token:
    """The noun that one is counted by, or joined to: "*dozens* of suspects"."""
    first = first_conjunct(noun, syntax)
    tie = first.head
    of = first.dep_ in syntax.preposition_object and tie.lower_ in forms.prepositions["attributive"]
    return tie.head if of and tie.head.dep_ in syntax.object and tie.i == tie.head.i + 1 else first


def sufferers(verb: Token, syntax: Syntax, forms: Forms) -> list[Token]:
    """To whom it is done, if the subject of the verb above has it done; else none.

    They stand between the two verbs. Those that are only counted do not count: "the army had 20 men killed".
    """
    above, verb = causer(verb, syntax, forms), _first_deed(verb, syntax)
    past = verb.tag_ in forms.tags["passive_participle"] | forms.tags["finite"]
    if forms.lemma(above) not in forms.words["causing"] or not past:
        return []
    if not any(
        c.dep_ in syntax.subject for doing in (above, first_conjunct(above, syntax)) for c in doing.children
    ):
        return []
    if verb.dep_ in syntax.noun_clause:
        found = _objects_with(verb, syntax, forms)
    elif verb.dep_ in syntax.complement | syntax.open_complement | syntax.adverbial_clause:
        if any(c.pos_ in ("AUX", "SCONJ", "ADV") for c in verb.children if c.i < verb.i):
            return []
        own = [c for c in verb.children if c.dep_ in syntax.subject | syntax.passive_subject]
        found = own or [c for c in above.children if c.dep_ in syntax.object]
    else:
        return []
    between = [t for t in found if above.i < t.i < verb.i]
    losing = forms.lemma(verb) in forms.words["losing"]
    counted = losing and any(t.pos_ == "NUM" for noun in between for t in (noun, *noun.lefts))
    return [] if counted else between


def _objects_with(verb: Token, syntax: Syntax, forms: Forms) -> list[Token]:
    """The definite object that a participle was hung on: "had the envoys shot", not "had a brother shot in 1916"."""
    first = _whole(verb.head, syntax, forms)
    apart = verb.nbor(-1).is_punct and not any(c.dep_ in syntax.apposition for c in first.rights)
    if first.dep_ not in syntax.object or apart:
        return []
    indefinite = forms.words["indefinite_articles"]
    return [] if any(forms.lemma(c) in indefinite for c in first.lefts) else [first]
