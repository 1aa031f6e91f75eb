"""Mends sentences that parsers read as a date with a noun behind it and a participle of that noun.

"On 3 May several hundred rebels attacked from the south": the rebels are no part of the date, and nobody attacked them.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.attachment import make_subject, take_place
from dateline.engines.syntax import NOUNS, Forms, Syntax

_OPENING = ("ADP", "ADV", "SCONJ")


def mend_fragments(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Make the participle the verb of such a sentence; tags, heads and labels of `doc` are changed in place."""
    for root in [t for t in doc if t.dep_ in syntax.root and t.pos_ in _OPENING]:
        verb = _verb(root, syntax, forms)
        if verb is not None:
            _raise(root, verb, syntax, forms)
    for root in [t for t in doc if t.dep_ in syntax.root and t.pos_ in NOUNS]:
        verb = _only_verb(root, syntax, forms)
        if verb is not None:
            take_place(verb, root)
            for child in [c for c in root.rights if c.i > verb.i]:
                child.head = verb
            make_subject(root, verb, syntax)
            verb.tag_ = min(forms.tags["past"])


def _only_verb(noun: Token, syntax: Syntax, forms: Forms) -> Token | None:
    """The participle right behind "the" noun of a sentence that has no other verb ("The two divisions *invaded*.")."""
    sent = noun.sent
    definite = any(c.lower_ in forms.words["definite"] for c in noun.lefts)
    if not definite or not sent[-1].is_punct or noun.i + 1 >= sent.end:
        return None
    verb = noun.nbor()
    passive = forms.lemma(verb) in forms.words["harming"] | forms.words["transitive"]
    said = any(c.dep_ in syntax.agent or c.pos_ == "AUX" for c in verb.children)
    alone = not any(
        t.pos_ in ("VERB", "AUX") and t.tag_ in forms.tags["finite"] for t in sent if t.i != verb.i
    )
    told = verb.dep_ in syntax.noun_clause and verb.tag_ in forms.tags["passive_participle"]
    alike = verb.lower_.endswith(tuple(forms.endings["participle"]))
    return verb if told and alike and alone and not passive and not said else None


def _verb(root: Token, syntax: Syntax, forms: Forms) -> Token | None:
    """The participle right behind a noun that hangs on the word that opens the sentence."""
    sent = root.sent
    if not sent[-1].is_punct or any(t.tag_ in forms.tags["finite"] and t.head.i == root.i for t in sent):
        return None
    for verb in sent:
        noun = verb.head
        behind = noun.pos_ in NOUNS and verb.i == noun.i + 1 and verb.dep_ in syntax.noun_clause
        if not behind or verb.pos_ != "VERB" or not _hangs_on(noun, root):
            continue
        said = any(c.dep_ in syntax.agent or c.pos_ == "AUX" for c in verb.children)
        alike = verb.lower_.endswith(tuple(forms.endings["participle"]))
        return verb if alike and not said and verb.tag_ not in forms.tags["gerund"] else None
    return None


def _hangs_on(noun: Token, root: Token) -> bool:
    """Whether only dates and prepositions stand between a noun and the word that opens the sentence."""
    token = noun.head
    while token.i != root.i:
        if token.pos_ not in ("ADP", *NOUNS) or token.head.i == token.i:
            return False
        token = token.head
    return True


def _raise(root: Token, verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a sentence its verb, and the verb its subject, which is parted from the date before it."""
    noun, above = verb.head, verb.head.head
    dates = [c for c in noun.lefts if c.i > above.i and _is_date(c, forms)]
    governed = [c for c in above.rights if c.dep_ in syntax.preposition_object and c.i < noun.i]
    if above.pos_ == "ADP" and not dates and not governed:
        return  # nothing would be left to the preposition
    named = [c for c in dates if c.lower_ in forms.words["calendar"]] or dates
    for other in dates:
        if other.i != named[0].i:
            other.head = named[0]
    if dates:
        named[0].head, named[0].dep_ = above, noun.dep_
    for child in [*list(noun.rights), *list(root.rights)]:
        if child.i > verb.i:
            child.head = verb
    root_label = root.dep_
    root.head, root.dep_ = verb, min(syntax.preposition if root.pos_ == "ADP" else syntax.adverb)
    verb.head, verb.dep_ = verb, root_label
    noun.head, noun.dep_ = verb, min(syntax.noun_subject)
    verb.tag_ = min(forms.tags["past"])


def _is_date(token: Token, forms: Forms) -> bool:
    """Whether a word before a noun is of a date: the name of a month or day, or a number beside one."""
    if token.lower_ in forms.words["calendar"]:
        return True
    near = [token.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
    year = token.pos_ == "NUM" and token.text.isdigit() and len(token.text) == 4
    return token.pos_ == "NUM" and (year or any(t.lower_ in forms.words["calendar"] for t in near))
