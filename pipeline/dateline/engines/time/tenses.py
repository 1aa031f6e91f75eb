"""The tense of a verb, by its own tag and those of its helpers; a rule of narrative.toml names them."""

from __future__ import annotations

from spacy.tokens import Token


def helped(verb: Token, rule: dict[str, list[str]]) -> bool:
    """Whether the verb has a helper of this kind; a rule names tags, and lemmas where they matter."""
    return verb.tag_ in rule.get("verbs", [verb.tag_]) and any(
        c.dep_ in rule["labels"] and c.tag_ in rule["tags"] and c.lemma_ in rule.get("lemmas", [c.lemma_])
        for c in verb.children
    )


def in_tense(verb: Token, rule: dict[str, list[str]]) -> bool:
    """Whether a verb is in a tense: by its own tag, or that of a helper to its participle, none of `except`."""
    if any(c.dep_ in rule["labels"] and c.lemma_ in rule.get("except", ()) for c in verb.children):
        return False
    return verb.tag_ in rule["tags"] or (
        verb.tag_ in rule["participles"]
        and any(c.dep_ in rule["labels"] and c.tag_ in rule["tags"] for c in verb.children)
    )
