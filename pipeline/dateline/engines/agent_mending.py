"""Mends "by" and a name behind a passive that parsers read as where or when: "was branded a traitor by Moscow"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.syntax import Forms, Syntax


def mend_agents(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Make the name behind such a "by" the agent; heads and labels of `doc` are changed in place."""
    agentive = forms.prepositions["agentive"]
    for token in doc:
        if token.lower_ not in agentive or token.dep_ not in syntax.preposition:
            continue
        verb = token.head
        if verb.pos_ == "NOUN" and verb.dep_ in syntax.object and verb.i == token.i - 1:
            verb = verb.head  # what one is called ("branded a *traitor*")
        if _is_passive(verb, syntax, forms) and _is_named(token, syntax, forms):
            token.head, token.dep_ = verb, min(syntax.agent)


def _is_passive(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether a verb is a passive participle that has no agent yet."""
    if verb.pos_ != "VERB" or verb.tag_ not in forms.tags["passive_participle"]:
        return False
    if any(c.dep_ in syntax.agent for c in verb.children):
        return False
    clause = verb.dep_ in syntax.noun_clause | syntax.adverbial_clause
    bare = not any(c.pos_ == "AUX" or c.dep_ in syntax.subject for c in verb.lefts)
    return any(c.dep_ in syntax.passive_auxiliary for c in verb.lefts) or (clause and bare)


def _is_named(tie: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether a preposition governs a name that is no date."""
    names = [c for c in tie.rights if c.dep_ in syntax.preposition_object]
    return bool(names) and all(
        t.pos_ == "PROPN" and t.lower_ not in forms.words["calendar"] and not _counted(t) for t in names
    )


def _counted(name: Token) -> bool:
    """Whether a number stands before a name ("by 4 Ramadan")."""
    return any(c.pos_ == "NUM" for c in name.lefts)
