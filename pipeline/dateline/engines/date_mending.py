"""Mends dates that parsers take for a clause: in "herded them into camps *that winter* and burned the crops"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.syntax import NOUNS, Forms, Syntax


def mend_dates(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Give such dates to the verb before them; heads and labels of `doc` are changed in place."""
    for token in doc[:-1]:
        if token.lower_ not in forms.words["pointing_at_date"]:
            continue
        opens = token.dep_ in syntax.marker or (token.dep_ in syntax.subject and token.pos_ == "PRON")
        if opens and token.nbor().lower_ in forms.words["calendar"]:
            _give_to_verb(token, token.nbor(), syntax, forms)


def _give_to_verb(pointing: Token, noun: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a word that points at a date its article, and the date one of the verb before it."""
    before = pointing.nbor(-1) if pointing.i else pointing
    leading = pointing if noun.head.i == pointing.i else noun  # "winter" may hang on "that"
    behind = leading.head
    finite = before.pos_ in ("VERB", "AUX") and before.tag_ not in forms.tags["passive_participle"]
    if finite or before.i == pointing.i or not (leading.dep_ in syntax.subject and behind.i > noun.i):
        return  # "said that May was wet"
    above = _verb_before(pointing)
    if above is None:
        return
    pointing.head, pointing.dep_, pointing.pos_ = noun, min(syntax.determiner), "DET"
    noun.head, noun.dep_ = above, min(syntax.adverbial_noun)
    joined = [c for c in noun.rights if c.pos_ == "CCONJ"]
    for child in [c for c in noun.rights if c.i < behind.i]:
        child.head = above
    if joined and behind.head.i < noun.i:
        behind.head, behind.dep_ = above, min(syntax.conjunct)


def _verb_before(token: Token) -> Token | None:
    """The verb of the clause that a word stands in, before it."""
    for word in reversed(token.doc[token.sent.start : token.i]):
        if word.pos_ == "VERB":
            return word
        if word.is_punct or word.pos_ not in (*NOUNS, "PRON", "ADP", "ADV", "ADJ", "DET", "NUM", "PART"):
            return None
    return None
